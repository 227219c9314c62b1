"""Whether courses fit into a number of terms: a search, term by term, that ends with a plan, a proof that there is none, or its budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rumbo.engine.curricula.blocks import Blocks
from rumbo.engine.curricula.bounds import Room
from rumbo.engine.curricula.graphs import bits
from rumbo.engine.curricula.loads import Budget, Exchange, Need, Term, list_loads
from rumbo.engine.curricula.packing import Packing


@dataclass(frozen=True)
class Space:
    """What a term holds, and what follows for any plan.

    Attributes:
        limits: the measures that decide whether blocks fit together.
        rooms: more measures that what fits together keeps.
        after: how many terms must come after each block.
        packing: whether blocks fit when nothing asks for an order.
    """

    limits: tuple[Room, ...]
    rooms: tuple[Room, ...]
    after: Sequence[int]
    packing: Packing


def fit(blocks: Blocks, terms: int, space: Space, budget: Budget) -> list[int] | None:
    """The blocks of each term, or None if they cannot fit into ``terms``.

    Only full terms are tried: what fits, and may come as early, can always be moved there. A term is not tried with a block that could
    change places with a later one that is as large and is asked for by as much (J. R. Jackson, *A computing procedure for a line
    balancing problem*, Management Science 2, 1956). A set of blocks from which the rest did not fit is not tried again with as
    few terms left or fewer.

    Args:
        blocks: what is to be placed.
        terms: how many terms there are.
        space: what a term holds.
        budget: how long to look.

    Raises:
        BudgetSpentError: neither was found within the budget.
    """
    return _Search(blocks, terms, space, budget).run()


class _Search:
    def __init__(self, blocks: Blocks, terms: int, space: Space, budget: Budget) -> None:
        self._blocks, self._terms, self._space, self._budget = blocks, terms, space, budget
        self._after, self._rooms = space.after, space.rooms
        self._exchange = Exchange.of(blocks)
        self._all = (1 << len(blocks)) - 1
        self._latest_last = sorted(range(len(blocks)), key=lambda index: -self._after[index])
        self._failed: dict[int, int] = {}

    def run(self) -> list[int] | None:
        if not self._has_room(0, 0):
            return None
        plan: list[int] = []
        placed = 0
        open_terms = [self._loads(0, 0)]
        while placed != self._all:
            load = next(open_terms[-1], None)
            if load is None:
                self._failed[placed] = min(len(plan), self._failed.get(placed, len(plan)))
                open_terms.pop()
                if not plan:
                    return None
                placed ^= plan.pop()
                continue
            reached = placed | load
            used = len(plan) + 1
            if self._failed.get(reached, used + 1) <= used or not self._has_room(reached, used):
                continue
            plan.append(load)
            placed = reached
            open_terms.append(self._loads(placed, used))
        return plan

    def _has_room(self, placed: int, used: int) -> bool:
        """Whether what is left can fit by every measure, also counting only what many terms must come after."""
        left = self._terms - used
        rest = [index for index in self._latest_last if not placed >> index & 1]
        totals = [0] * len(self._rooms)
        for place, index in enumerate(rest):
            within = left - self._after[index]
            if within < 1:
                return False
            for which, room in enumerate(self._rooms):
                totals[which] += room.sizes[index]
            last_of_these = place + 1 == len(rest) or self._after[rest[place + 1]] != self._after[index]
            if last_of_these and any(total > within * room.most for total, room in zip(totals, self._rooms, strict=True)):
                return False
        return self._space.packing.may_fit(rest, left)

    def _loads(self, placed: int, used: int) -> Iterator[int]:
        """The loads of the next term that are worth trying, the one that follows the order of the blocks first."""
        candidates, due = self._candidates(placed), self._due(placed, used)
        term = Term(placed, candidates, due, self._needs(placed, used, candidates))
        return list_loads(self._blocks, self._exchange, self._space.limits, self._budget, term)

    def _needs(self, placed: int, used: int, candidates: list[int]) -> list[Need]:
        """How much must be in the next term, by each measure, so that the terms after it can hold the rest."""
        later = self._terms - used - 1
        needs = []
        for room in self._rooms:
            least = sum(room.sizes[index] for index in self._latest_last if not placed >> index & 1) - later * room.most
            if least > 0:
                needs.append(Need.of([room.sizes[index] for index in candidates], least))
        return needs

    def _candidates(self, placed: int) -> list[int]:
        near = placed
        found = []
        for index in bits(self._all & ~placed):
            if not self._blocks.earlier[index] & ~placed and not self._blocks.beside[index] & ~near:
                near |= 1 << index
                found.append(index)
        return found

    def _due(self, placed: int, used: int) -> int:
        """What cannot wait for a later term."""
        last = self._terms - used - 1
        return sum(1 << index for index in bits(self._all & ~placed) if self._after[index] == last)

"""Whether courses fit into a number of terms: a search, term by term, that ends with a plan, a proof that there is none, or its budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rumbo.engine.curricula.blocks import Blocks
from rumbo.engine.curricula.bounds import Room
from rumbo.engine.curricula.graphs import bits
from rumbo.engine.curricula.packing import Packing


class BudgetSpentError(Exception):
    """The search may look at no more."""


@dataclass
class Budget:
    """How many more choices may be looked at."""

    nodes: int

    def spend(self) -> None:
        """Look at one more.

        Raises:
            BudgetSpentError: when none is left.
        """
        self.nodes -= 1
        if self.nodes < 0:
            raise BudgetSpentError


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

    Only full terms are tried: what fits, and may come as early, can always be moved there. A set of blocks from which
    the rest did not fit is not tried again with as few terms left or fewer. Of blocks that are alike, the first goes first.

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
        self._twins = blocks.twins()
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
        """The full loads of the next term, the one that follows the order of the blocks first."""
        limits, due = self._space.limits, self._due(placed, used)
        return _Loads(self._blocks, self._twins, limits, self._budget, placed, self._candidates(placed), due).each()

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


class _Loads:
    """The full loads of one term."""

    def __init__(
        self, blocks: Blocks, twins: Sequence[int], limits: Sequence[Room], budget: Budget, placed: int, candidates: list[int], due: int
    ) -> None:
        self._blocks, self._twins, self._limits, self._budget = blocks, twins, limits, budget
        self._placed, self._candidates, self._due = placed, candidates, due
        self._load = 0
        self._free = [room.most for room in limits]

    def each(self) -> Iterator[int]:
        chosen: list[int] = []  # places among the candidates
        extended = [False]
        place = 0
        while True:
            place = self._next(place)
            if place < len(self._candidates):
                self._budget.spend()
                extended[-1] = True
                extended.append(False)
                self._put(self._candidates[place], 1)
                chosen.append(place)
                place += 1
                continue
            if not extended.pop() and not self._due & ~self._load and self._is_full():
                yield self._load
            if not chosen:
                return
            place = chosen.pop()
            index = self._candidates[place]
            self._put(index, -1)
            # What is due is never left out: nothing else is tried in its place.
            place = len(self._candidates) if self._due >> index & 1 else place + 1

    def _next(self, place: int) -> int:
        """The next candidate that may be added; none if one that is due would be passed over."""
        while place < len(self._candidates):
            index = self._candidates[place]
            if self._may_add(index):
                return place
            if self._due >> index & 1:
                return len(self._candidates)
            place += 1
        return place

    def _may_add(self, index: int) -> bool:
        here = self._placed | self._load
        twin = self._twins[index]
        if self._blocks.beside[index] & ~here or (twin >= 0 and not here >> twin & 1):
            return False
        return all(room.sizes[index] <= free for room, free in zip(self._limits, self._free, strict=True))

    def _is_full(self) -> bool:
        return not any(not self._load >> index & 1 and self._may_add(index) for index in self._candidates)

    def _put(self, index: int, sign: int) -> None:
        self._load ^= 1 << index
        self._free = [free - sign * room.sizes[index] for room, free in zip(self._limits, self._free, strict=True)]

"""The loads of one term that are worth trying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rumbo.engine.curricula.blocks import Blocks
from rumbo.engine.curricula.bounds import Room
from rumbo.engine.curricula.graphs import bits


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
class Exchange:
    """Which blocks may as well come later than others.

    Attributes:
        twins: for each block, the last one before it that is alike in all; -1 if none is. Of twins the first comes first.
        better: for each block, those that take as much or more and that all it opens waits for too.
    """

    twins: tuple[int, ...]
    better: tuple[int, ...]

    @classmethod
    def of(cls, blocks: Blocks) -> Exchange:
        """The exchanges among blocks."""
        strictly, at_all = _opened(blocks)
        keys = [(blocks.credits[i], blocks.counts[i], strictly[i], at_all[i]) for i in range(len(blocks))]
        better = [0] * len(blocks)
        for one, (size, count, later, ahead) in enumerate(keys):
            for other, (its_size, its_count, its_later, its_ahead) in enumerate(keys):
                as_good = its_size >= size and its_count >= count and not later & ~its_later and not ahead & ~its_ahead
                if as_good and (other < one or keys[other] != keys[one]) and other != one:
                    better[one] |= 1 << other
        return cls(tuple(blocks.twins()), tuple(better))


def _opened(blocks: Blocks) -> tuple[list[int], list[int]]:
    """For each block, what must come in a later term, and what must not come before it, through any chain."""
    strictly, at_all = [0] * len(blocks), [0] * len(blocks)
    for index in reversed(range(len(blocks))):
        for other in bits(blocks.earlier[index]):
            strictly[other] |= 1 << index | at_all[index]
            at_all[other] |= 1 << index | at_all[index]
        for other in bits(blocks.beside[index]):
            strictly[other] |= strictly[index]
            at_all[other] |= 1 << index | at_all[index]
    return strictly, at_all


@dataclass(frozen=True)
class Need:
    """A measure of which a term must hold ``least``: ``sizes`` of the candidates, and ``rest``, what all from each place on come to."""

    sizes: tuple[int, ...]
    rest: tuple[int, ...]
    least: int

    @classmethod
    def of(cls, sizes: Sequence[int], least: int) -> Need:
        """A need of ``least`` among candidates of ``sizes``."""
        rest = [0]
        for size in reversed(sizes):
            rest.append(rest[-1] + size)
        return cls(tuple(sizes), tuple(reversed(rest)), least)


@dataclass(frozen=True)
class Term:
    """A term to be filled: the blocks placed before it, those that may come now, those of them that may not come later, and what it
    must hold at the least."""

    placed: int
    candidates: list[int]
    due: int
    needs: list[Need]


def list_loads(blocks: Blocks, exchange: Exchange, limits: Sequence[Room], budget: Budget, term: Term) -> Iterator[int]:
    """The loads worth trying, as sets of blocks.

    Raises:
        BudgetSpentError: while going through them.
    """
    return _Loads(blocks, exchange, limits, budget, term).each()


class _Loads:
    def __init__(self, blocks: Blocks, exchange: Exchange, limits: Sequence[Room], budget: Budget, term: Term) -> None:
        self._blocks, self._exchange, self._limits, self._budget = blocks, exchange, limits, budget
        self._placed, self._candidates, self._due, self._needs = term.placed, term.candidates, term.due, term.needs
        self._among = sum(1 << index for index in term.candidates)
        self._load = 0
        self._free = [room.most for room in limits]
        self._missing = [need.least for need in term.needs]

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
                self._put(place, 1)
                chosen.append(place)
                place += 1
                continue
            if not extended.pop() and self._is_worth_it():
                yield self._load
            if not chosen:
                return
            place = chosen.pop()
            self._put(place, -1)
            # What is due is never left out: nothing else is tried in its place.
            place = len(self._candidates) if self._due >> self._candidates[place] & 1 else place + 1

    def _next(self, place: int) -> int:
        """The next candidate that may be added; none if one that is due would be passed over, or too little is left to fill the term."""
        while place < len(self._candidates):
            if any(need.rest[place] < missing for need, missing in zip(self._needs, self._missing, strict=True)):
                return len(self._candidates)
            index = self._candidates[place]
            if self._may_add(index):
                return place
            if self._due >> index & 1:
                return len(self._candidates)
            place += 1
        return place

    def _may_add(self, index: int) -> bool:
        here = self._placed | self._load
        twin = self._exchange.twins[index]
        if self._blocks.beside[index] & ~here or (twin >= 0 and not here >> twin & 1):
            return False
        return all(room.sizes[index] <= free for room, free in zip(self._limits, self._free, strict=True))

    def _is_worth_it(self) -> bool:
        """Whether the load holds what it must, has no room for more, and none in it should rather give its place to another."""
        if self._due & ~self._load or any(missing > 0 for missing in self._missing):
            return False
        if any(not self._load >> index & 1 and self._may_add(index) for index in self._candidates):
            return False
        return not any(self._gives_way(index) for index in bits(self._load))

    def _gives_way(self, index: int) -> bool:
        here = (self._placed | self._load) & ~(1 << index)
        return any(
            not self._blocks.beside[other] & ~here
            and all(room.sizes[other] <= free + room.sizes[index] for room, free in zip(self._limits, self._free, strict=True))
            for other in bits(self._exchange.better[index] & self._among & ~self._load)
        )

    def _put(self, place: int, sign: int) -> None:
        index = self._candidates[place]
        self._load ^= 1 << index
        self._free = [free - sign * room.sizes[index] for room, free in zip(self._limits, self._free, strict=True)]
        self._missing = [missing - sign * need.sizes[place] for missing, need in zip(self._missing, self._needs, strict=True)]

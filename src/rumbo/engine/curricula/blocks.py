"""Courses in blocks: what must share a term, as one, in an order that a search goes through."""

from __future__ import annotations

import heapq
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import gcd

from rumbo.engine.curricula.graphs import Order, bits
from rumbo.engine.curricula.model import Curriculum


@dataclass(frozen=True)
class Blocks:
    """Blocks of courses, each behind all it asks for. Sets of blocks are words of bits.

    Attributes:
        courses: the places of the courses of each block.
        credits: what each block takes of a term, in units of ``unit`` credits.
        earlier: the blocks that must be in an earlier term, for each block; ``beside``: in the same or an earlier one.
    """

    courses: tuple[tuple[int, ...], ...]
    credits: tuple[int, ...]
    earlier: tuple[int, ...]
    beside: tuple[int, ...]
    unit: Fraction = Fraction(1)

    def __len__(self) -> int:
        return len(self.courses)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many courses each block holds."""
        return tuple(map(len, self.courses))

    def arranged(self) -> Blocks:
        """The same, in the order worth trying: what most terms must come after first, then what is largest."""
        tails = [0] * len(self)
        for index in reversed(range(len(self))):
            for other in bits(self.earlier[index]):
                tails[other] = max(tails[other], tails[index] + 1)
            for other in bits(self.beside[index]):
                tails[other] = max(tails[other], tails[index])
        keys = [(-tails[index], -self.credits[index], self.courses[index]) for index in range(len(self))]
        return self._in_order(_first_by(keys, [self.earlier[index] | self.beside[index] for index in range(len(self))]))

    def turned(self) -> Blocks:
        """The same courses backwards: the last term first."""
        last = len(self) - 1
        earlier, beside = [0] * len(self), [0] * len(self)
        for index in range(len(self)):
            for other in bits(self.earlier[index]):
                earlier[last - other] |= 1 << (last - index)
            for other in bits(self.beside[index]):
                beside[last - other] |= 1 << (last - index)
        return replace(
            self, courses=self.courses[::-1], credits=self.credits[::-1], earlier=tuple(earlier), beside=tuple(beside)
        ).arranged()

    def twins(self) -> list[int]:
        """For each block, the last one before it that takes as much, asks for the same and is asked for by the same; else -1."""
        after, with_it = [0] * len(self), [0] * len(self)
        for index in range(len(self)):
            for other in bits(self.earlier[index]):
                after[other] |= 1 << index
            for other in bits(self.beside[index]):
                with_it[other] |= 1 << index
        seen: dict[tuple[int, ...], int] = {}
        found = []
        for index, key in enumerate(zip(self.credits, self.counts, self.earlier, self.beside, after, with_it, strict=True)):
            found.append(seen.get(key, -1))
            seen[key] = index
        return found

    def _in_order(self, order: list[int]) -> Blocks:
        place = {old: new for new, old in enumerate(order)}

        def moved(mask: int) -> int:
            return sum(1 << place[old] for old in bits(mask))

        return replace(
            self,
            courses=tuple(self.courses[old] for old in order),
            credits=tuple(self.credits[old] for old in order),
            earlier=tuple(moved(self.earlier[old]) for old in order),
            beside=tuple(moved(self.beside[old]) for old in order),
        )


def make_blocks(curriculum: Curriculum, without: Collection[str] = ()) -> Blocks:
    """The courses of a curriculum as blocks.

    Args:
        curriculum: courses without a circle, but for those in ``without``.
        without: ids of courses to leave out, with all that ask for them.
    """
    links = [link for link in curriculum.links if link.before not in without and link.after not in without]
    order = Order(curriculum, links)
    groups = [nodes for nodes in reversed(order.components()) if curriculum.courses[nodes[0]].id not in without]
    block_of = {node: index for index, nodes in enumerate(groups) for node in nodes}
    earlier, beside = [0] * len(groups), [0] * len(groups)
    for link in links:
        before, after = block_of[curriculum.place[link.before]], block_of[curriculum.place[link.after]]
        if link.kind == "prerequisite":
            earlier[after] |= 1 << before
        elif before != after:
            beside[after] |= 1 << before
    unit = _unit([course.credits for course in curriculum.courses])
    sizes = tuple(int(sum((Fraction(curriculum.courses[node].credits) for node in nodes), Fraction()) / unit) for nodes in groups)
    return Blocks(tuple(map(tuple, groups)), sizes, tuple(earlier), tuple(beside), unit).arranged()


def _unit(values: list[Decimal]) -> Fraction:
    """The largest number of credits that all are whole multiples of."""
    parts = [Fraction(value) for value in values if value]
    if not parts:
        return Fraction(1)
    common = max(part.denominator for part in parts)
    while any((part * common).denominator > 1 for part in parts):
        common *= max((part * common).denominator for part in parts)
    return Fraction(gcd(*(int(part * common) for part in parts)), common)


def _first_by(keys: list[tuple[int, int, tuple[int, ...]]], before: list[int]) -> list[int]:
    """An order in which each stands behind those before it, by the smallest key."""
    after: list[list[int]] = [[] for _ in keys]
    open_before = [mask.bit_count() for mask in before]
    for index, mask in enumerate(before):
        for other in bits(mask):
            after[other].append(index)
    ready = [(keys[index], index) for index, count in enumerate(open_before) if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        _, index = heapq.heappop(ready)
        order.append(index)
        for other in after[index]:
            open_before[other] -= 1
            if not open_before[other]:
                heapq.heappush(ready, (keys[other], other))
    return order

"""Whether blocks fit into a number of terms when nothing asks for an order: exact, since blocks come in few sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rumbo.engine.curricula.blocks import Blocks

_MAX_STATES = 20_000
_MAX_BLOCKS = 150

Counts = tuple[int, ...]


class Packing:
    """Blocks of a few sizes into terms of one size. What was found out once is kept: a search asks the same again and again.

    >>> from rumbo.engine.curricula.blocks import Blocks
    >>> three = Blocks(courses=((0,), (1,), (2,)), credits=(4, 4, 4), earlier=(0, 0, 0), beside=(0, 0, 0))
    >>> packing = Packing(three, most_credits=7, most_courses=None)
    >>> packing.may_fit(range(3), 2), packing.may_fit(range(3), 3)
    (False, True)
    """

    def __init__(self, blocks: Blocks, most_credits: int, most_courses: int | None) -> None:
        kinds = list(zip(blocks.credits, blocks.counts, strict=True))
        self._sizes = sorted(set(kinds), reverse=True)
        self._kind = [self._sizes.index(kind) for kind in kinds]
        self._most = (most_credits, len(blocks) * max(blocks.counts, default=0) if most_courses is None else most_courses)
        self._fits: dict[Counts, int] = {}
        self._fails: dict[Counts, int] = {}
        self._states = _MAX_STATES if len(blocks) <= _MAX_BLOCKS else 0

    def may_fit(self, indices: Sequence[int], terms: int) -> bool:
        """False where the blocks cannot fit into ``terms``, whatever the order; True too where that was not settled."""
        counts = [0] * len(self._sizes)
        for index in indices:
            counts[self._kind[index]] += 1
        return self._settle(tuple(counts), terms)

    def _settle(self, counts: Counts, terms: int) -> bool:
        if not any(counts) or self._fits.get(counts, terms + 1) <= terms:
            return True
        if self._fails.get(counts, -1) >= terms or not self._sums_fit(counts, terms):
            return False
        self._states -= 1
        if self._states < 0:
            return True
        if any(self._settle(rest, terms - 1) for rest in self._rests(counts)):
            self._fits[counts] = terms
            return True
        self._fails[counts] = terms
        return False

    def _sums_fit(self, counts: Counts, terms: int) -> bool:
        totals = (sum(count * size[which] for count, size in zip(counts, self._sizes, strict=True)) for which in (0, 1))
        return all(total <= terms * most for total, most in zip(totals, self._most, strict=True))

    def _rests(self, counts: Counts) -> Iterator[Counts]:
        """What is left when a term is filled around one of the largest blocks, as full as it can be."""
        first = next(kind for kind, count in enumerate(counts) if count)
        left = list(counts)
        left[first] -= 1
        room, seats = (most - size for most, size in zip(self._most, self._sizes[first], strict=True))
        yield from self._fill(left, first, room, seats)

    def _fill(self, left: list[int], kind: int, room: int, seats: int) -> Iterator[Counts]:
        if kind == len(left):
            if not any(count and size[0] <= room and size[1] <= seats for count, size in zip(left, self._sizes, strict=True)):
                yield tuple(left)
            return
        size, number = self._sizes[kind]
        most = min(left[kind], seats // number, room // size if size else left[kind])
        for taken in range(most, -1, -1):
            rest = [*left[:kind], left[kind] - taken, *left[kind + 1 :]]
            yield from self._fill(rest, kind + 1, room - taken * size, seats - taken * number)

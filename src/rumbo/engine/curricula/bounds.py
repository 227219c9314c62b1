"""How many terms courses take at the least, whatever the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rumbo.engine.curricula.blocks import Blocks
from rumbo.engine.curricula.graphs import bits

_SHARES = 12
_MANY = 300


@dataclass(frozen=True, slots=True)
class Room:
    """A measure that no term may hold more of than ``most``: ``sizes`` says how much each block takes."""

    sizes: tuple[int, ...]
    most: int

    def terms(self, total: int) -> int:
        """How many terms a total takes at the least."""
        return -(-total // self.most) if self.most else 0


def list_rooms(blocks: Blocks, most_credits: int, most_courses: int | None) -> tuple[Room, ...]:
    """What every term has to fit: credits, courses, and measures made of the credits that see how badly large blocks fit together.

    These are dual feasible functions for bin packing (S. P. Fekete, J. Schepers, *New classes of fast lower bounds for bin packing
    problems*, Mathematical Programming 91, 2001).
    """
    rooms = [Room(blocks.credits, most_credits)]
    if most_courses is not None:
        rooms.append(Room(blocks.counts, most_courses))
    if most_credits and len(blocks) <= _MANY:
        rooms += [_shares(blocks.credits, most_credits, share) for share in range(1, _SHARES)]
        small = sorted({size for size in blocks.credits if 0 < 2 * size <= most_credits})
        rooms += [_without_small(blocks.credits, most_credits, least) for least in small[:_SHARES]]
    found: list[Room] = []
    for room in rooms:
        if any(room.sizes) and not any(_covers(other, room) for other in found):
            found = [other for other in found if not _covers(room, other)] + [room]
    return tuple(found)


def _shares(sizes: Sequence[int], most: int, share: int) -> Room:
    """Sizes rounded down to whole parts of a term, with one part more than a term has: blocks just over a part lose nothing."""
    parts = [size * share if size * (share + 1) % most == 0 else size * (share + 1) // most * most for size in sizes]
    return Room(tuple(parts), most * share)


def _without_small(sizes: Sequence[int], most: int, least: int) -> Room:
    """Blocks below ``least`` count nothing, and those that leave less than that count as a whole term."""
    return Room(tuple(most if size > most - least else size if size >= least else 0 for size in sizes), most)


def _covers(room: Room, other: Room) -> bool:
    pairs = zip(room.sizes, other.sizes, strict=True)
    return all(mine * other.most >= theirs * room.most for mine, theirs in pairs)


def first_terms(blocks: Blocks, rooms: Sequence[Room]) -> list[int]:
    """The earliest term of each block, from 1: behind the chains before it, and behind as many terms as all before it fill."""
    terms: list[int] = []
    before: list[int] = []  # all that must be in an earlier term
    until: list[int] = []  # all that may not be in a later one
    for index in range(len(blocks)):
        earlier, until_here = 0, 1 << index
        term = 1
        for other in bits(blocks.earlier[index]):
            earlier |= until[other]
            term = max(term, terms[other] + 1)
        for other in bits(blocks.beside[index]):
            earlier |= before[other]
            until_here |= until[other]
            term = max(term, terms[other])
        until_here |= earlier
        before.append(earlier)
        until.append(until_here)
        for room in rooms:
            filled = room.terms(sum(room.sizes[other] for other in bits(earlier)))
            term = max(term, filled + 1, room.terms(sum(room.sizes[other] for other in bits(until_here))))
        terms.append(term)
    return terms


def terms_after(blocks: Blocks, rooms_of: Sequence[Room]) -> list[int]:
    """How many terms must come after that of each block."""
    turned = blocks.turned()
    place = {courses: index for index, courses in enumerate(blocks.courses)}
    order = [place[courses] for courses in turned.courses]
    rooms = [Room(tuple(room.sizes[index] for index in order), room.most) for room in rooms_of]
    found = [0] * len(blocks)
    for index, term in zip(order, first_terms(turned, rooms), strict=True):
        found[index] = term - 1
    return found


def least_largest(first: Sequence[int], after: Sequence[int], sizes: Sequence[int], terms: int) -> int:
    """What the fullest of ``terms`` terms holds at the least: no block is split, and a stretch of terms holds what must be in it."""
    best = max(sizes, default=0)
    for start in sorted(set(first)):
        total = 0
        for index in sorted((index for index, term in enumerate(first) if term >= start), key=lambda index: -after[index]):
            total += sizes[index]
            best = max(best, -(-total // (terms - after[index] - start + 1)))
    return best


def fewest_terms(first: Sequence[int], after: Sequence[int], rooms: Sequence[Room]) -> int:
    """A number of terms that no plan can be below: for every stretch of terms, what must be in it has to fit."""
    best = max((term + rest for term, rest in zip(first, after, strict=True)), default=0)
    for start in sorted(set(first)):
        inside = sorted((index for index, term in enumerate(first) if term >= start), key=lambda index: -after[index])
        totals = [0] * len(rooms)
        for index in inside:
            for which, room in enumerate(rooms):
                totals[which] += room.sizes[index]
                best = max(best, start - 1 + room.terms(totals[which]) + after[index])
    return best

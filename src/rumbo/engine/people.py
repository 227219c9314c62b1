"""Many people on one day, as columns: what they hold as bits, 64 people to a machine word, and what is known of them as arrays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from rumbo.engine.evaluate import AttributeTypeError
from rumbo.engine.model import AttributeKind, AttributeValue, Query
from rumbo.engine.situation import is_valid
from rumbo.engine.world import World

Lanes = npt.NDArray[np.int64]
WORD = 64


@dataclass(frozen=True, slots=True)
class Column:
    """One attribute of many people.

    ``numbers`` (people): the number, the ordinal of the date, or a place in ``values``. ``known`` (people) says of whom anything is known.
    ``values``: what the numbers stand for; None for numbers and dates.
    """

    numbers: npt.NDArray[np.integer[Any]]
    known: npt.NDArray[np.bool_]
    values: tuple[AttributeValue, ...] | None = None

    def part(self, first: int, last: int) -> Column:
        """Of the people from ``first`` up to and without ``last``."""
        return Column(self.numbers[first:last], self.known[first:last], self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """``held``: for each fact (not closed over what it implies) who holds it on the day ``as_of``, as bits: (words). ``attributes``: what
    was said, nothing of it concluded."""

    count: int
    as_of: dt.date
    held: Mapping[str, Lanes] = field(default_factory=dict)
    attributes: Mapping[str, Column] = field(default_factory=dict)

    def part(self, first: int, last: int) -> People:
        """The people of some whole words: from 64 times ``first`` on, up to and without 64 times ``last``."""
        begin, end = first * WORD, min(last * WORD, self.count)
        held = {name: lanes[first:last] for name, lanes in self.held.items()}
        columns = {name: column.part(begin, end) for name, column in self.attributes.items()}
        return People(count=end - begin, as_of=self.as_of, held=held, attributes=columns)


def words_for(count: int) -> int:
    """How many machine words hold a bit for each of ``count`` people."""
    return -(-count // WORD)


def to_lanes(flags: npt.NDArray[np.bool_]) -> Lanes:
    """Flags (…, people) as bits (…, words); those beyond the last person are 0.

    >>> to_lanes(np.array([True, False, True])).tolist()
    [5]
    """
    words = words_for(flags.shape[-1])
    packed = np.zeros((*flags.shape[:-1], words * 8), dtype=np.uint8)
    packed[..., : -(-flags.shape[-1] // 8)] = np.packbits(flags, axis=-1, bitorder="little")
    return packed.view("<i8").astype(np.int64, copy=False)


def to_flags(lanes: Lanes, count: int) -> npt.NDArray[np.bool_]:
    """Bits (…, words) as flags (…, ``count``).

    >>> to_flags(np.array([5]), 3).tolist()
    [True, False, True]
    """
    raw = np.ascontiguousarray(lanes.astype("<i8", copy=False)).view(np.uint8)
    return np.unpackbits(raw, axis=-1, count=count, bitorder="little").view(np.bool_)


def count_lanes(lanes: Lanes, count: int) -> npt.NDArray[np.int64]:
    """How many of ``count`` people each row of bits (…, words) names."""
    if not count:
        return np.zeros(lanes.shape[:-1], dtype=np.int64)
    words = lanes.view(np.uint64)  # of a negative number NumPy counts the bits of what it is without its sign
    full = np.bitwise_count(words).sum(axis=-1, dtype=np.int64)
    beyond = words[..., -1] & ~last_word(count).view(np.uint64)
    return np.asarray(full - np.bitwise_count(beyond))


def last_word(count: int) -> np.int64:
    """The bits of the last word that stand for people, of whom there are ``count``."""
    return np.int64(-1) if count % WORD == 0 else np.int64((1 << count % WORD) - 1)


def column_of(kind: AttributeKind, values: Sequence[AttributeValue | None]) -> Column:
    """A column of values that stand there one for each person, None where nothing is known.

    Raises:
        AttributeTypeError: for a value that is not of this kind.

    >>> column_of("number", [3, None]).numbers.tolist()
    [3, 0]
    """
    known = np.fromiter((value is not None for value in values), dtype=np.bool_, count=len(values))
    if kind in ("number", "date"):
        numbers = np.fromiter((0 if value is None else _number(kind, value) for value in values), dtype=np.int64, count=len(values))
        return Column(numbers, known)
    places: dict[AttributeValue, int] = {}
    codes = np.fromiter((0 if v is None else places.setdefault(v, len(places)) for v in values), dtype=np.int64, count=len(values))
    return Column(codes, known, tuple(places))


def _number(kind: AttributeKind, value: AttributeValue) -> int:
    if kind == "date" and isinstance(value, dt.date):
        return value.toordinal()
    if kind == "number" and isinstance(value, int):
        return value
    raise AttributeTypeError(f"a {kind} expected, not {type(value).__name__}")


def people_of(world: World, queries: Sequence[Query]) -> People:
    """Those who ask ``queries``, all on the same day, one person each; their goals and limits are not looked at.

    Raises:
        AttributeTypeError: for a value of another type than its attribute has.
        ValueError: when the days differ, or nobody asks.
    """
    days = {query.as_of for query in queries}
    if len(days) != 1:
        raise ValueError("one day expected")
    day = days.pop()
    holders: dict[str, list[int]] = {}
    for i, query in enumerate(queries):
        for paper in query.held:
            if is_valid(paper.issued, paper.expires, day):
                holders.setdefault(paper.fact, []).append(i)
    kinds: dict[str, AttributeKind] = {"side": "word", **{name: spec.kind for name, spec in world.attributes.items()}}
    given = {name for query in queries for name in query.attributes}
    columns = {name: column_of(kind, [query.attributes.get(name) for query in queries]) for name, kind in kinds.items() if name in given}
    held = {name: lanes_of(members, len(queries)) for name, members in holders.items()}
    return People(count=len(queries), as_of=day, held=held, attributes=columns)


def lanes_of(members: Iterable[int], count: int) -> Lanes:
    """Bits (words) for ``count`` people of whom ``members`` have something.

    >>> lanes_of([0, 64], 65).tolist()
    [1, 1]
    """
    flags = np.zeros(count, dtype=np.bool_)
    flags[list(members)] = True
    return to_lanes(flags)

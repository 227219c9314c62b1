"""Many people's questions, stored so that they can be planned again: who is alike in all that counts shares one *kind*.

Of a person there is an opaque number and the place of their kind, no more. A kind is a goal, the facts that are held, as bits, and the
conditions on attributes that hold for certain on the day, as bits: no answer that anybody gave.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, tests_in
from rumbo.engine.graph import Ints
from rumbo.engine.instance import FAR
from rumbo.engine.model import Objective, Query
from rumbo.engine.situation import look_at
from rumbo.engine.world import World, with_goal

Bits = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Shorts = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Asked:
    """What all profiles of a store have in common: the day, what plans are best by, and what each goal and each bit stands for."""

    day: dt.date
    objectives: tuple[Objective, ...]
    goals: tuple[tuple[str, Condition], ...]
    facts: tuple[str, ...]
    guards: tuple[Condition, ...]

    @cached_property
    def places(self) -> tuple[Mapping[str, int], Mapping[Condition, int]]:
        """The bit of each fact and of each guard."""
        return {name: bit for bit, name in enumerate(self.facts)}, {guard: bit for bit, guard in enumerate(self.guards)}


@dataclass(frozen=True)
class Kinds:
    """``goal`` (kinds): places in the goals asked for. ``facts`` and ``guards`` (kinds, bytes): bits, the first the lowest."""

    goal: Shorts
    facts: Bits
    guards: Bits

    def __len__(self) -> int:
        return len(self.goal)

    def part(self, which: Ints | Flags) -> Kinds:
        """Some of them."""
        return Kinds(self.goal[which], self.facts[which], self.guards[which])

    @property
    def rows(self) -> Bits:
        """Each kind as one row of bytes."""
        goal = np.ascontiguousarray(self.goal.astype("<i4")).view(np.uint8).reshape(len(self), 4)
        return np.ascontiguousarray(np.hstack([goal, self.facts, self.guards]))


@dataclass(frozen=True)
class Plans:
    """What each kind's best plan comes to.

    ``values`` (kinds, objectives): in units of comparison, days, visits, crossings, weight of who learns; ``FAR`` in all: no way.
    ``proven``: whether nothing better was left to look for. ``starts`` and ``ways``: the ways of each plan, as places in ``names``.
    """

    values: Ints
    proven: Flags
    starts: Ints
    ways: Shorts
    names: tuple[str, ...]

    @cached_property
    def users(self) -> tuple[Ints, Ints]:
        """The index: for each way of ``names`` the kinds whose plan takes it, as compressed rows."""
        order = np.argsort(self.ways, kind="stable")
        kinds = np.repeat(np.arange(len(self.values), dtype=np.int64), np.diff(self.starts))
        return np.searchsorted(self.ways[order], np.arange(len(self.names) + 1)).astype(np.int64), kinds[order]

    def plan(self, kind: int) -> tuple[str, ...]:
        """The ways of a kind's plan."""
        return tuple(self.names[way] for way in self.ways[self.starts[kind] : self.starts[kind + 1]])

    def part(self, which: Ints) -> Plans:
        """Those of some kinds, in the order of ``which``."""
        listed = which.tolist()
        ways = [self.ways[self.starts[i] : self.starts[i + 1]].tolist() for i in listed]
        found = [(tuple(self.values[i].tolist()), bool(self.proven[i]), ways[place]) for place, i in enumerate(listed)]
        return Plans.of(found, self.names, self.values.shape[1])

    def put(self, which: Ints, other: Plans) -> Plans:
        """These plans, with those of ``other`` in the places ``which``; both of the same names."""
        values, proven = self.values.copy(), self.proven.copy()
        values[which], proven[which] = other.values, other.proven
        sizes = np.diff(self.starts)
        kept = np.ones(len(sizes), dtype=np.bool_)
        kept[which] = False
        sizes[which] = np.diff(other.starts)
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        ways = np.empty(int(starts[-1]), dtype=np.int32)
        ways[np.repeat(kept, sizes)] = self.ways[np.repeat(kept, np.diff(self.starts))]
        order = np.argsort(which, kind="stable")
        ways[~np.repeat(kept, sizes)] = np.concatenate(
            [other.ways[other.starts[i] : other.starts[i + 1]] for i in order] or [self.ways[:0]]
        )
        return Plans(values, proven, starts, ways, self.names)

    def named(self, names: tuple[str, ...]) -> Plans:
        """The same with places in ``names``, in which all that the plans take must stand."""
        place = {name: i for i, name in enumerate(names)}
        moved = np.array([place.get(name, -1) for name in self.names], dtype=np.int32)
        return replace(self, ways=moved[self.ways] if len(self.ways) else self.ways, names=names)

    @classmethod
    def of(cls, found: Sequence[tuple[tuple[int, ...], bool, Sequence[int]]], names: tuple[str, ...], objectives: int) -> Plans:
        """From values, whether they are proven, and ways, one after the other."""
        values = np.array([one[0] for one in found], dtype=np.int64).reshape(len(found), objectives)
        starts = np.concatenate([[0], np.cumsum([len(one[2]) for one in found])]).astype(np.int64)
        ways = np.array([way for one in found for way in one[2]], dtype=np.int32)
        return cls(values, np.array([one[1] for one in found], dtype=np.bool_), starts, ways, names)

    @classmethod
    def none(cls, count: int, names: tuple[str, ...], objectives: int) -> Plans:
        """No plan for any of ``count`` kinds, nor looked for."""
        return cls.of([((FAR,) * objectives, False, ())] * count, names, objectives)


@dataclass(frozen=True)
class Stock:
    """Stored profiles and their plans. ``ids`` and ``kind`` (people): an opaque number for each, and the place of their kind."""

    asked: Asked
    ids: npt.NDArray[np.uint64]
    kind: Shorts
    kinds: Kinds
    plans: Plans

    def people_of(self, kinds: Flags) -> Ints:
        """Those whose kind is marked."""
        return np.flatnonzero(kinds[self.kind])


def distinct(kinds: Kinds) -> tuple[Kinds, Shorts]:
    """Each kind once, and which of these each one was.

    >>> one = np.zeros((2, 1), dtype=np.uint8)
    >>> len(distinct(Kinds(np.zeros(2, dtype=np.int32), one, one))[0])
    1
    """
    rows = kinds.rows
    _, first, inverse = np.unique(rows.view(f"V{rows.shape[1]}").ravel(), return_index=True, return_inverse=True)
    return kinds.part(first), inverse.astype(np.int32)


def asked_of(world: World, goals: Mapping[str, Condition], objectives: Sequence[Objective], day: dt.date) -> Asked:
    """What can be asked of a world: its facts, all its guards, and each test that stands in one, as bits.

    Raises:
        WorldError: when a goal is not of this world.
    """
    guards: dict[Condition, None] = {}
    for condition in goals.values():
        guards |= dict.fromkeys(with_goal(world, condition).guards.values())
    guards |= dict.fromkeys(test for guard in list(guards) for test in sorted(tests_in(guard), key=str))
    return Asked(day, tuple(dict.fromkeys(objectives)), tuple(goals.items()), world.facts, tuple(guards))


def kinds_of(world: World, asked: Asked, queries: Sequence[Query]) -> Kinds:
    """Those who ask ``queries``, each with one of the goals asked for, as kinds, one for each.

    A guard's bit says that it holds for certain: what is unknown, and what does not hold, is 0 alike.
    """
    places, judged = {condition: place for place, (_, condition) in enumerate(asked.goals)}, _Judged(world, asked)
    goal = np.array([places[query.goal] for query in queries], dtype=np.int32)
    facts = np.zeros((len(queries), len(asked.facts)), dtype=np.bool_)
    guards = np.zeros((len(queries), len(asked.guards)), dtype=np.bool_)
    for row, query in enumerate(queries):
        facts[row], guards[row] = judged(query)
    return Kinds(goal, pack(facts), pack(guards))


class _Judged:
    """Facts and guards of one person after the other; who says and holds alike in what guards read is judged once."""

    def __init__(self, world: World, asked: Asked) -> None:
        self.world, self.asked = world, asked
        self.bit = asked.places[0]
        self.known: dict[object, Flags] = {}

    def __call__(self, query: Query) -> tuple[Flags, Flags]:
        situation = look_at(self.world, query)
        facts = np.zeros(len(self.asked.facts), dtype=np.bool_)
        facts[[self.bit[name] for name in situation.held if name in self.bit]] = True
        key = (query.as_of, tuple(sorted(situation.attributes.items(), key=lambda one: one[0])), situation.held & self._read)
        if key not in self.known:
            verdicts = (situation.verdict(guard, {}) for guard in self.asked.guards)
            self.known[key] = np.array([verdict is True for verdict in verdicts], dtype=np.bool_)
        return facts, self.known[key]

    @cached_property
    def _read(self) -> frozenset[str]:
        from rumbo.engine.conditions import facts_in

        return frozenset(fact for guard in self.asked.guards for fact in facts_in(guard))


def pack(flags: Flags) -> Bits:
    """Flags (…, count) as bits in bytes."""
    return np.packbits(flags, axis=-1, bitorder="little")


def unpack(bits: Bits, count: int) -> Flags:
    """Bits (…, bytes) as flags (…, ``count``)."""
    return np.unpackbits(bits, axis=-1, count=count, bitorder="little").view(np.bool_)


def guard_flags(asked: Asked, kinds: Kinds, condition: Condition) -> Flags:
    """For which of ``kinds`` a condition on attributes holds for certain, as far as their bits tell: (kinds).

    One that was never judged is put together from the parts that were. What follows from no bit counts as not met.
    """
    of_facts, of_guards = asked.places
    if condition in of_guards:
        return _bit(kinds.guards, of_guards[condition])
    match condition:
        case Fact(name) if name in of_facts:
            return _bit(kinds.facts, of_facts[name])
        case All(parts):
            return np.asarray(
                np.logical_and.reduce([np.ones(len(kinds), dtype=np.bool_), *(guard_flags(asked, kinds, part) for part in parts)])
            )
        case AnyOf(parts):
            return np.asarray(np.logical_or.reduce([guard_flags(asked, kinds, part) for part in parts]))
        case AtLeast(n, parts):
            return np.asarray(np.sum([guard_flags(asked, kinds, part) for part in parts], axis=0) >= n)
    return np.zeros(len(kinds), dtype=np.bool_)


def _bit(bits: Bits, place: int) -> Flags:
    return np.asarray(bits[:, place >> 3] >> (place & 7) & 1).view(np.bool_)

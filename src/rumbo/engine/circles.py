"""The question *catch-22*: papers that can only be had by already having them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rumbo.engine.cells import cells_of
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, NoneOf, Test, facts_in, tests_in
from rumbo.engine.evaluate import AttributeTypeError, evaluate_with
from rumbo.engine.faults import close_implies
from rumbo.engine.model import AttributeSpec, Way, WorldSpec

MAX_CIRCLES = 100
MAX_LOOKS = 400
MAX_REMEDIES = 20
MAX_SETS = 2_000
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Circle:
    """``facts``: a minimal set in which every way granting a member requires a member. ``ways``: those ways.
    ``for_whom``: the tests that are so for the people it shuts in; empty: for everyone."""

    facts: tuple[str, ...]
    ways: tuple[str, ...]
    for_whom: tuple[tuple[Test, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """A rule change that opens a circle: the way ``way`` no longer asks for ``facts``."""

    way: str
    facts: tuple[str, ...]


def find_circles(spec: WorldSpec, *, on: dt.date) -> tuple[Circle, ...]:
    """All minimal circles among the ways of ``spec`` that are in force on a day, with every ``brought`` fact held: first those for
    everyone, then those for people for whom one attribute shuts the ways around.

    A way that is shut for someone is no way of theirs, and a fact that no open way grants is missing rather than caught: it
    is taken as held. Where an attribute is not what a circle is about, its tests count as passed. A single paper that
    some people can only renew is no circle for them.

    >>> from rumbo.engine.conditions import Fact
    >>> from rumbo.engine.model import FactSpec
    >>> spec = WorldSpec(
    ...     facts=(FactSpec(name="document:a"), FactSpec(name="document:b")),
    ...     ways=(
    ...         Way(name="x", requires=Fact("document:a"), grants=("document:b",)),
    ...         Way(name="y", requires=Fact("document:b"), grants=("document:a",)),
    ...     ),
    ... )
    >>> [circle] = find_circles(spec, on=dt.date(2026, 11, 22))
    >>> circle.facts
    ('document:a', 'document:b')
    >>> [(remedy.way, remedy.facts) for remedy in remedies(spec, circle, on=dt.date(2026, 11, 22))]
    [('x', ('document:a',)), ('y', ('document:b',))]
    """
    spec = in_force(spec, on)
    everyone = [Circle(facts, ways) for facts, ways in _Group(spec, {}).circles()]
    found = {circle.facts: circle for circle in everyone}
    tests = sorted({test for way in spec.ways for test in tests_in(way.requires)}, key=str)
    seen: set[frozenset[str]] = {_Group(spec, {}).open_names}
    for attribute in sorted({test.attribute for test in tests}):
        for cell in _cells(spec, attribute, [test for test in tests if test.attribute == attribute], on):
            group = _Group(spec, cell)
            if group.open_names in seen:
                continue
            seen.add(group.open_names)
            for facts, ways in group.circles():
                if len(facts) > 1 and len(found) < MAX_CIRCLES:
                    found.setdefault(facts, Circle(facts, ways, tuple(sorted(cell.items(), key=str))))
    return tuple(found.values())


def in_force(spec: WorldSpec, on: dt.date) -> WorldSpec:
    """The world with the ways that are in force on a day. A way that waits for its season is: it opens by itself."""
    ways = [way for way in spec.ways if (way.valid_from is None or way.valid_from <= on) and (way.valid_to is None or on <= way.valid_to)]
    return replace(spec, ways=tuple(way for way in ways if not way.seasons or any(on <= last for _, last in way.seasons)))


def since(spec: WorldSpec, circle: Circle, *, on: dt.date) -> dt.date | None:
    """The day since which the circle of ``on`` has been one without a break; None: for as long as the dates of the ways tell."""
    begins = {way.valid_from for way in spec.ways if way.valid_from is not None}
    begins |= {way.valid_to + _DAY for way in spec.ways if way.valid_to is not None}
    begins |= {max(last for _, last in way.seasons) + _DAY for way in spec.ways if way.seasons}
    for begin in sorted((day for day in begins if day <= on), reverse=True):
        if not _Group(in_force(spec, begin - _DAY), dict(circle.for_whom)).is_caught(frozenset(circle.facts)):
            return begin
    return None


def remedies(spec: WorldSpec, circle: Circle, *, on: dt.date) -> tuple[Remedy, ...]:
    """The smallest rule changes that open a circle: for each of its ways, the smallest sets of its facts that it would have to do
    without; those that ask for the least come first, ``MAX_REMEDIES`` of them at most. For each way ``MAX_SETS`` sets are tried.

    Since the circle is minimal, one member had is enough to have all the others.
    """
    group = _Group(in_force(spec, on), dict(circle.for_whom))
    found = [Remedy(way, facts) for way in circle.ways for facts in group.spared(way, circle.facts)]
    return tuple(sorted(found, key=lambda remedy: (len(remedy.facts), remedy.way, remedy.facts))[:MAX_REMEDIES])


def favourable(condition: Condition) -> Condition:
    """The condition for someone who holds none of the facts it excludes: they are never granted, so nobody has to."""
    match condition:
        case All(parts):
            return All(tuple(map(favourable, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(favourable, parts)))
        case AtLeast(n, parts):
            return AtLeast(n, tuple(map(favourable, parts)))
        case NoneOf(parts):
            return NoneOf(tuple(part for part in parts if not facts_in(part)))
        case _:
            return condition


def _cells(spec: WorldSpec, attribute: str, tests: list[Test], on: dt.date) -> tuple[dict[Test, bool], ...]:
    known = {record.name: record for record in spec.attributes}
    record = known.get(attribute) or AttributeSpec(name=attribute, kind="word", values=spec.sides)
    try:
        return cells_of(record, tests, as_of=on, calendars={calendar.name: calendar for calendar in spec.calendars})
    except (AttributeTypeError, KeyError, ValueError):
        # A test of another type than its attribute, or of a calendar that is not there, is a fault the compiler names.
        return ()


def _by_size(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All sets of ``names``, the smallest first."""
    return itertools.chain.from_iterable(itertools.combinations(names, size) for size in range(1, len(names) + 1))


class _Group:
    """People of whom some tests are settled, all others being passed."""

    def __init__(self, spec: WorldSpec, settled: Mapping[Test, bool]) -> None:
        self._settled = settled
        self._places = frozenset(f"at:{side}" for side in spec.sides)
        self._implied = close_implies({**dict.fromkeys(self._places, ()), **{fact.name: fact.implies for fact in spec.facts}})
        facts = frozenset(self._implied)
        self._open = [way for way in spec.ways if self._opens(way, facts | self._places)]
        self._grants = {way.name: self._close(way.grants) for way in self._open}
        brought = self._close(tuple(fact.name for fact in spec.facts if fact.brought))
        granted = frozenset(fact for names in self._grants.values() for fact in names)
        self._held = (facts | self._places) - granted | brought
        self._among = granted - brought - self._places

    @property
    def open_names(self) -> frozenset[str]:
        return frozenset(self._grants)

    def _close(self, names: tuple[str, ...]) -> frozenset[str]:
        return frozenset(other for name in names for other in self._implied.get(name, frozenset({name})))

    def _opens(self, way: Way, held: frozenset[str]) -> bool:
        def has(name: str) -> bool:
            # A fact that is not declared is a fault the compiler names; it catches nobody here.
            return name in held or name not in self._implied

        return evaluate_with(favourable(way.requires), has=has, truth=self._settled.get) is not False

    def is_caught(self, facts: frozenset[str]) -> bool:
        """Whether all ``facts`` can be had by some way, and each only by having one of them."""
        return facts <= self._among and self._stuck(facts) == facts

    def spared(self, way: str, facts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The smallest sets of ``facts`` without which a way could be done by someone who has all but those."""
        rule = next(one for one in self._open if one.name == way)
        held = self._held | (self._among - frozenset(facts))
        asked = [fact for fact in facts if fact in self._implied and not facts_in(rule.requires).isdisjoint(self._implied[fact])]
        sizes = itertools.groupby(itertools.islice(_by_size(asked), MAX_SETS), key=len)
        found = ([some for some in sets if self._opens(rule, held | self._close(some))] for _, sets in sizes)
        yield from next(filter(None, found), [])

    def circles(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Facts and ways of each minimal circle."""
        for facts in sorted(self._minimal(), key=lambda names: (len(names), sorted(names))):
            ways = sorted(name for name, granted in self._grants.items() if granted & facts)
            yield tuple(sorted(facts)), tuple(ways)

    def _stuck(self, among: frozenset[str]) -> frozenset[str]:
        """Facts of ``among`` that stay out of reach when every other fact is held."""
        held = self._held | (self._among - among)
        waiting = [way for way in self._open if self._grants[way.name] & among]
        while opened := [way for way in waiting if self._opens(way, held)]:
            held |= frozenset(fact for way in opened for fact in self._grants[way.name])
            waiting = [way for way in waiting if way not in opened]
        return among - held

    def _minimal(self) -> set[frozenset[str]]:
        """All minimal stuck sets: find one, then look again without each of its members in turn."""
        found: set[frozenset[str]] = set()
        seen: set[frozenset[str]] = set()
        queue = [self._stuck(self._among)]
        while queue and len(found) < MAX_CIRCLES and len(seen) < MAX_LOOKS:
            stuck = queue.pop()
            if stuck and stuck not in seen:
                seen.add(stuck)
                one = self._shrink(stuck)
                found.add(one)
                queue += [self._stuck(stuck - {name}) for name in sorted(one)]
        return found

    def _shrink(self, stuck: frozenset[str]) -> frozenset[str]:
        """A minimal stuck set inside ``stuck``."""
        for name in sorted(stuck):
            if name in stuck:
                stuck = self._stuck(stuck - {name}) or stuck
        return stuck

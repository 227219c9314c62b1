"""What keeps a region's ways from being compiled, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rumbo.engine.conditions import Condition, NoneOf, facts_in, tests_in, walk
from rumbo.engine.model import Way, WorldSpec

MAX_FACTS = 1_000_000
MAX_AMOUNT = 10**15
MAX_WORKING_DAYS = 3650


@dataclass(frozen=True, slots=True)
class WorldProblem:
    """``code`` says what is wrong, ``where`` in which way or fact, ``what`` the offending name or value."""

    code: str
    where: str
    what: str = ""


class WorldError(ValueError):
    """The ways cannot be compiled: ``problems`` lists all reasons."""

    def __init__(self, problems: Sequence[WorldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.where}: {p.code} {p.what}".strip() for p in self.problems[:20]))


def close_implies(implies: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Reflexive and transitive closure of ``implies``; cycles are harmless."""
    closed = {}
    for name in implies:
        seen, stack = {name}, [name]
        while stack:
            for other in implies.get(stack.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        closed[name] = frozenset(seen)
    return closed


def grantable(spec: WorldSpec) -> frozenset[str]:
    implied = close_implies({fact.name: fact.implies for fact in spec.facts})
    direct = {name for way in spec.ways for name in way.grants} | {f"at:{way.crosses_to}" for way in spec.ways if way.crosses_to}
    direct |= {f"at:{side}" for side in spec.sides}
    return frozenset(other for name in direct for other in implied.get(name, {name}))


def find_problems(spec: WorldSpec) -> Iterable[WorldProblem]:
    facts = {fact.name for fact in spec.facts} | {f"at:{side}" for side in spec.sides}
    if len(facts) > MAX_FACTS:
        yield WorldProblem("too-many-facts", "", str(len(facts)))
    attributes = {attribute.name for attribute in spec.attributes} | {"side"}
    calendars = {calendar.name for calendar in spec.calendars}
    possible = grantable(spec)
    for place in spec.places:
        if place.calendar is not None and place.calendar not in calendars:
            yield WorldProblem("unknown-calendar", place.side, place.calendar)
    names: set[str] = set()
    # A brought fact may still follow from another it is a kind of: an INE is a photo-id, and people bring others.
    granted = {name for way in spec.ways for name in way.grants}
    for fact in spec.facts:
        yield from (WorldProblem("unknown-fact", fact.name, other) for other in fact.implies if other not in facts)
        if fact.brought and fact.name in granted:
            yield WorldProblem("brought-is-granted", fact.name)
    for body in spec.bodies:
        yield from (
            WorldProblem("unknown-body", body.name, other) for other in body.passes_to if other not in {b.name for b in spec.bodies}
        )
        if not 0 <= body.weight <= 1000:
            yield WorldProblem("bad-weight", body.name, str(body.weight))
    for way in spec.ways:
        if way.name in names:
            yield WorldProblem("duplicate-way", way.name)
        names.add(way.name)
        yield from condition_problems(way.name, way.requires, facts, attributes, calendars, possible)
        yield from _way_problems(way, spec, facts, calendars)


def _way_problems(way: Way, spec: WorldSpec, facts: set[str], calendars: set[str]) -> Iterable[WorldProblem]:
    rates, bodies = dict(spec.rates), {body.name for body in spec.bodies}
    yield from (WorldProblem("unknown-fact", way.name, name) for name in (*way.grants, *way.loses) if name not in facts)
    yield from (WorldProblem("unknown-body", way.name, name) for name in way.exposures if name not in bodies)
    for currency, amount in way.money:
        if currency not in rates:
            yield WorldProblem("currency-without-rate", way.name, currency)
        if not 0 <= amount <= MAX_AMOUNT:
            yield WorldProblem("bad-amount", way.name, str(amount))
    for side in (way.side, way.crosses_to):
        if side is not None and side not in spec.sides:
            yield WorldProblem("unknown-side", way.name, side)
    duration = way.duration
    most = MAX_WORKING_DAYS if duration.unit == "working" else MAX_AMOUNT
    if not 0 <= duration.min <= duration.typical <= duration.max <= most:
        yield WorldProblem("bad-duration", way.name)
    if duration.unit == "working" and duration.calendar not in calendars:
        yield WorldProblem("duration-without-calendar", way.name, str(duration.calendar))


def condition_problems(
    where: str, condition: Condition, facts: set[str], attributes: set[str], calendars: set[str], grantable: frozenset[str]
) -> Iterable[WorldProblem]:
    yield from (WorldProblem("unknown-fact", where, name) for name in sorted(facts_in(condition)) if name not in facts)
    for test in sorted(tests_in(condition), key=str):
        if test.attribute not in attributes:
            yield WorldProblem("unknown-attribute", where, test.attribute)
        if test.operator.startswith("working_days") and test.value[1] not in calendars:  # type: ignore[index]
            yield WorldProblem("unknown-calendar", where, str(test.value[1]))  # type: ignore[index]
    for node in walk(condition):
        if isinstance(node, NoneOf):
            yield from (WorldProblem("not-monotone", where, name) for name in sorted(facts_in(node)) if name in grantable)

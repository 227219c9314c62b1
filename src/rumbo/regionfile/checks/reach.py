"""Ways that no one can enter and goals that no one can reach, with everything that people may bring in their hands.

The most favourable world: every brought fact is held, every test of an attribute passes (as long as the tests do not
contradict each other), and the person may be on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rumbo.engine.conditions import All, Condition, Fact, facts_in
from rumbo.regionfile.checks.context import Context
from rumbo.regionfile.checks.guards import contradictory, guards
from rumbo.regionfile.findings import Finding, finding
from rumbo.regionfile.records import GoalRecord, WayRecord

__all__ = ["check_reach", "is_open", "reachable"]


def check_reach(context: Context) -> Iterator[Finding]:
    """Ways and goals beyond anyone's reach."""
    held = reachable(context, context.open_ways)
    open_ids = {way.id for way in context.open_ways}
    for item in context.each("ways"):
        way: WayRecord = item.record
        if way.id in open_ids and not is_open(context, way.requires, held):
            missing = _missing(context, way.requires, held)
            yield finding("way-not-enterable", item.place("requires"), record=item.label, missing=missing)
    for item in context.each("goals"):
        goal: GoalRecord = item.record
        if goal.kind == "reach" and not is_open(context, goal.reach, held):
            yield finding("goal-not-reachable", item.place("reach"), record=item.label, missing=_missing(context, goal.reach, held))
        elif goal.kind == "find" and not _finds(context, goal):
            yield finding("goal-finds-nothing", item.place("needs"), record=item.label)


def is_open(context: Context, condition: Condition, held: frozenset[str] | set[str]) -> bool:
    """Whether someone with ``held`` can meet a condition in the most favourable world.

    A fact that is not declared closes nothing here: that it is unknown is a finding of its own.
    """
    return any(not contradictory(guard, context.attributes) for guard in guards(condition, lambda fact: _has(context, fact, held)))


def _has(context: Context, fact: str, held: frozenset[str] | set[str]) -> bool:
    return fact in held or fact not in context.facts


def reachable(context: Context, ways: Iterable[WayRecord]) -> frozenset[str]:
    """Every fact that someone with all brought facts can come to hold by ``ways``."""
    held = set(context.closed_over(context.brought | context.places))
    waiting = list(ways)
    while True:
        opened = {way.id for way in waiting if is_open(context, way.requires, held)}
        if not opened:
            return frozenset(held)
        held |= context.closed_over({fact for way in waiting if way.id in opened for fact in way.grants})
        waiting = [way for way in waiting if way.id not in opened]


def _missing(context: Context, condition: Condition, held: frozenset[str]) -> tuple[str, ...]:
    """Facts nobody can have, or else the attributes that are asked to be two things at once."""
    facts = sorted((facts_in(condition) & context.facts) - held)
    if facts:
        return tuple(facts)
    return tuple(sorted({name for guard in guards(condition, lambda fact: True) for name in contradictory(guard, context.attributes)}))


def _finds(context: Context, goal: GoalRecord) -> bool:
    for service in context.records.services:
        organization = context.organizations.get(service.organization)
        if (
            service.state != "closed"
            and not set(goal.needs).isdisjoint(service.needs)
            and (goal.side is None or goal.side == service.side)
            and (not goal.organization_class or (organization is not None and organization.cls in goal.organization_class))
        ):
            return True
    return False


def surely_needed(condition: Condition) -> frozenset[str]:
    """Facts without which a condition cannot hold, as far as plain ``all`` shows it."""
    match condition:
        case Fact(name):
            return frozenset({name})
        case All(parts):
            return frozenset(name for part in parts for name in surely_needed(part))
        case _:
            return frozenset()

"""Facts: brought yet granted, implied in a circle, never used; ways that grant nothing new."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.engine.conditions import facts_in
from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.checks.reach import surely_needed
from rumbo.regionfile.findings import Finding, finding

__all__ = ["check_facts"]


def check_facts(context: Context) -> Iterator[Finding]:
    """Facts, and what ways grant."""
    for item in context.each("ways"):
        yield from _grants(item)
    yield from _cycles(context)
    used = _used(context)
    for item in context.each("facts"):
        if not context.closed_over({item.record.id}) & used and item.record.id not in context.places:
            yield finding("fact-unused", item.place(), record=item.label)


def _grants(item: Item) -> Iterator[Finding]:
    way, context = item.record, item.context
    for index, fact in enumerate(way.grants):
        # Following from a granted fact is no fault: an INE is a photo-id, and people bring other ones.
        for brought in {fact} & context.brought:
            yield finding("brought-granted", item.place("grants", index), record=item.label, fact=brought)
    for fact in way.valid_days:
        if fact not in way.grants:
            yield finding("valid-days-not-granted", item.place("valid_days", fact), record=item.label, fact=fact)
    for fact in way.fresh_days:
        if fact not in facts_in(way.requires):
            yield finding("fresh-days-not-asked", item.place("fresh_days", fact), record=item.label, fact=fact)
    if set(way.grants) <= context.closed_over(surely_needed(way.requires)):
        yield finding("grants-nothing-new", item.place("grants"), record=item.label, facts=way.grants or ("–",))


def _cycles(context: Context) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in context.each("facts"):
        fact = item.record.id
        circle = sorted(other for other in context.implied[fact] if fact in context.implied.get(other, ()))
        if fact not in seen and (len(circle) > 1 or fact in item.record.implies):
            seen.update(circle)
            yield finding("implies-cycle", item.place("implies"), record=item.label, facts=circle)


def _used(context: Context) -> set[str]:
    """Every fact that a way, goal, service, notice or attribute speaks of."""
    records = context.records
    used: set[str] = set()
    for way in (*records.ways, *(myth.way for myth in records.myths)):
        used |= facts_in(way.requires) | set(way.grants) | set(way.loses)
    for goal in records.goals:
        used |= set(goal.needs) | (facts_in(goal.reach) if goal.reach is not None else frozenset())
    for service in records.services:
        used |= set(service.needs) | facts_in(service.open_to)
    for notice in records.notices:
        used |= facts_in(notice.when)
        if notice.deadline is not None:
            used |= {fact for fact in (notice.deadline.fact_issued, notice.deadline.fact_expires) if fact}
    for attribute in records.attributes:
        used |= {fact for facts in attribute.known_from.values() for fact in facts}
    return used

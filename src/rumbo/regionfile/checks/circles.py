"""Catch-22s: facts that can only be had by already having them, and for whom."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.engine.circles import find_circles
from rumbo.engine.conditions import Test
from rumbo.regionfile.checks.context import Context
from rumbo.regionfile.findings import Finding, finding
from rumbo.regionfile.worldspec import to_world_spec

__all__ = ["check_circles"]


def check_circles(context: Context) -> Iterator[Finding]:
    """Circles for everyone first, then those for people of whom an attribute shuts the other ways."""
    try:
        spec = to_world_spec(context.records, on=context.today)
    except NotImplementedError:
        return  # a country whose holidays are not known is a finding of its own
    lines = {item.record.id: item for item in context.each("ways")}
    for circle in find_circles(spec, on=context.today):
        place = lines[circle.ways[0]].place("requires")
        facts, ways = list(circle.facts), list(circle.ways)
        if circle.for_whom:
            yield finding("catch-22-for-some", place, facts=facts, ways=ways, test=", ".join(_written(*one) for one in circle.for_whom))
        else:
            yield finding("catch-22", place, facts=facts, ways=ways)


def _written(test: Test, holds: bool) -> str:
    value = "+".join(map(str, test.value)) if isinstance(test.value, tuple) else str(test.value)
    return f"{'' if holds else '¬ '}{test.attribute} {test.operator} {value}"

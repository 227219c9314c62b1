"""Conditions that would make more papers open fewer ways, and tests that do not fit what they test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rumbo.engine.conditions import NoneOf, Test, facts_in
from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.checks.references import RULES
from rumbo.regionfile.findings import Finding, finding

__all__ = ["check_conditions"]

_FITS: Mapping[str, frozenset[str]] = {
    "word": frozenset({"is", "is_not", "in", "not_in"}),
    "words": frozenset({"has", "has_any", "lacks"}),
    "number": frozenset({"number_at_least", "number_at_most"}),
    "household": frozenset({"children_at_least", "adults_at_least"}),
    "date": frozenset(
        {
            "on_or_after",
            "on_or_before",
            "age_at_least",
            "age_under",
            "days_since_at_most",
            "days_since_more_than",
            "working_days_since_at_most",
            "working_days_since_more_than",
        }
    ),
}


def check_conditions(context: Context) -> Iterator[Finding]:
    """Every condition of ways, goals, services and notices."""
    granting = _granting(context)
    for kind, rule in RULES.items():
        for item in context.each(kind):
            for node, path in item.conditions(*rule):
                if isinstance(node, Test):
                    yield from _operator(item, node, path)
                elif isinstance(node, NoneOf) and kind in {"ways", "goals"}:
                    for fact in sorted(facts_in(node) & granting.keys()):
                        yield finding("not-monotone", item.place(*path), record=item.label, fact=fact, way=granting[fact])


def _granting(context: Context) -> dict[str, str]:
    """Each fact that a way grants, directly or as what a granted fact implies, to the first such way."""
    granting: dict[str, str] = {}
    for way in context.records.ways:
        for fact in context.closed_over(set(way.grants)):
            granting.setdefault(fact, way.id)
    return granting


def _operator(item: Item, test: Test, path: tuple[str | int, ...]) -> Iterator[Finding]:
    record = item.context.attributes.get(test.attribute)
    if record is not None and test.operator not in _FITS[record.kind]:
        place = item.place(*path, test.operator)
        yield finding("attribute-operator", place, record=item.label, operator=test.operator, attribute=record.id, kind=record.kind)

"""Changing side: never without a guard, always marked as what cannot be undone, and only by a crossing way."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.checks.guards import guards
from rumbo.regionfile.findings import Finding, finding

__all__ = ["check_crossings"]


def check_crossings(context: Context) -> Iterator[Finding]:
    """Every way that crosses, and every way that claims to put a person somewhere without crossing."""
    for item in context.each("ways"):
        if item.record.crosses_to is None:
            yield from _standing_still(item)
        else:
            yield from _crossing(item)


def _crossing(item: Item) -> Iterator[Finding]:
    way = item.record
    place = item.place("crosses_to")
    # Whatever papers are held, each way in must rest on the test of an attribute.
    if not all(guards(way.requires, lambda fact: True)):
        yield finding("crossing-without-guard", item.place("requires"), record=item.label)
    if way.irreversible != "crossing":
        yield finding("crossing-not-irreversible", item.place("irreversible"), record=item.label)
    if way.crosses_to == way.side or f"at:{way.crosses_to}" not in way.grants:
        yield finding("crossing-place", place, record=item.label, side=way.crosses_to)


def _standing_still(item: Item) -> Iterator[Finding]:
    for index, fact in enumerate(item.record.grants):
        if fact in item.context.places:
            yield finding("place-without-crossing", item.place("grants", index), record=item.label, fact=fact)

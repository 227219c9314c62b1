"""Ways that repeat what people say and is not so, recognised by the signature of each myth."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context
from rumbo.regionfile.checks.reach import is_open
from rumbo.regionfile.findings import Finding, finding
from rumbo.regionfile.records import Myth, WayRecord

__all__ = ["check_myths"]


def check_myths(context: Context) -> Iterator[Finding]:
    """Every way that does what a myth says."""
    for item in context.each("ways"):
        for myth in context.records.myths:
            granted = not set(item.record.grants).isdisjoint(myth.signature.grants)
            if granted and item.record.state != "closed" and _repeats(context, item.record, myth):
                yield finding("myth-in-world", item.place("requires"), record=item.label, myth=myth.id)


def _repeats(context: Context, way: WayRecord, myth: Myth) -> bool:
    given, without = myth.signature.given, myth.signature.without
    if (
        given
        and is_open(context, way.requires, context.closed_over({*given, *context.places}))
        and not is_open(context, way.requires, context.places)
    ):
        return True
    # What the held facts imply is not added: a kind of the paper left out is another paper, and may well be asked for.
    return (
        bool(without) and is_open(context, way.requires, context.facts) and not is_open(context, way.requires, context.facts - set(without))
    )

"""Where facts come from: sources without a date, evidence that is missing, old or of tomorrow, doubts without a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.findings import Finding, finding
from rumbo.regionfile.records import Provenance

__all__ = ["check_evidence", "first_day", "last_day"]

_WITHOUT_PROVENANCE = frozenset({"region", "sources", "attributes"})
# What happened on a day stays so, however long ago.
_NEVER_STALE = frozenset({"changes"})


def check_evidence(context: Context) -> Iterator[Finding]:
    """Dates and sources of every record."""
    yield from _sources(context)
    for item in context.each():
        if item.kind not in _WITHOUT_PROVENANCE:
            yield from _provenance(item, item.record.provenance)


def first_day(evidence: str) -> dt.date:
    """The first day an evidence date may mean.

    >>> first_day("2025-04")
    datetime.date(2025, 4, 1)
    """
    return dt.date.fromisoformat(evidence + {4: "-01-01", 7: "-01", 10: ""}[len(evidence)])


def last_day(evidence: str) -> dt.date:
    """The last day an evidence date may mean.

    >>> last_day("2025-04")
    datetime.date(2025, 4, 30)
    """
    first = first_day(evidence)
    if len(evidence) == 10:
        return first
    if len(evidence) == 4:
        return first.replace(month=12, day=31)
    return (first.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)


def _sources(context: Context) -> Iterator[Finding]:
    used = {rate.source for rate in context.records.region.rates}
    for item in context.each():
        if item.kind not in _WITHOUT_PROVENANCE:
            used |= set(item.record.provenance.sources)
        if item.kind == "myths":
            used |= set(item.record.way.provenance.sources)
    for item in context.each("sources"):
        if item.record.date is None:
            yield finding("source-undated", item.place(), record=item.label)
        elif first_day(item.record.date) > context.today:
            yield finding("evidence-future", item.place("date"), record=item.label, day=item.record.date)
        if item.record.id not in used:
            yield finding("source-unused", item.place(), record=item.label)


def _provenance(item: Item, provenance: Provenance) -> Iterator[Finding]:
    place = item.place("provenance")
    if not provenance.sources:
        yield finding("evidence-without-source", place, record=item.label)
    if provenance.confidence == "low" and provenance.unconfirmed is None:
        yield finding("unconfirmed-without-question", place, record=item.label)
    # A calendar says itself until when it is known.
    if provenance.evidence is None and item.kind != "calendars":
        yield finding("evidence-missing", place, record=item.label)
    elif provenance.evidence is not None:
        yield from _age(item, provenance, provenance.evidence)
    if provenance.checked_on is not None and provenance.checked_on > item.context.today:
        yield finding("evidence-future", item.place("provenance", "checked_on"), record=item.label, day=provenance.checked_on)


def _age(item: Item, provenance: Provenance, evidence: str) -> Iterator[Finding]:
    place, today = item.place("provenance", "evidence"), item.context.today
    limit = item.context.records.region.stale_after_days
    if first_day(evidence) > today:
        yield finding("evidence-future", place, record=item.label, day=evidence)
    newest = max(last_day(evidence), provenance.checked_on or dt.date.min)
    if (today - newest).days > limit and getattr(item.record, "state", "") != "closed" and item.kind not in _NEVER_STALE:
        yield finding("evidence-stale", place, record=item.label, evidence=evidence, limit=limit)

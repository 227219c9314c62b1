"""Calendars that have run out or contradict themselves, and windows that end before they begin."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.findings import Finding, finding
from rumbo.regionfile.worldspec import public_holidays

__all__ = ["check_calendars"]


def check_calendars(context: Context) -> Iterator[Finding]:
    """Calendars, and the dates between which ways, seasons and notices hold."""
    for item in context.each("calendars"):
        yield from _calendar(item)
    for item in context.each("ways", "notices"):
        yield from _window(item)
    for item in context.each("ways"):
        ended = item.record.valid_to
        if ended is not None and ended < context.today and item.record.state != "closed":
            yield finding("way-ended", item.place("valid_to"), record=item.label, day=ended)


def _calendar(item: Item) -> Iterator[Finding]:
    calendar = item.record
    if calendar.until < item.context.today:
        yield finding("calendar-ended", item.place("until"), record=item.label, until=calendar.until)
    for index, day in enumerate(calendar.closed):
        if day > calendar.until:
            yield finding("calendar-closed-outside", item.place("closed", index), record=item.label, day=day, until=calendar.until)
    try:
        days_off = public_holidays(calendar, on=item.context.today)
    except NotImplementedError:
        yield finding(
            "calendar-country", item.place("country"), record=item.label, country=calendar.country, subdivision=calendar.subdivision or ""
        )
        return
    for index, day in enumerate(calendar.open):
        if day not in days_off:
            yield finding("calendar-open-not-holiday", item.place("open", index), record=item.label, day=day)


def _window(item: Item) -> Iterator[Finding]:
    record = item.record
    if record.valid_from and record.valid_to and record.valid_from > record.valid_to:
        yield finding("dates-reversed", item.place("valid_from"), record=item.label, first=record.valid_from, last=record.valid_to)
    for index, season in enumerate(getattr(record, "seasons", ())):
        if season.first > season.last:
            yield finding("dates-reversed", item.place("seasons", index), record=item.label, first=season.first, last=season.last)

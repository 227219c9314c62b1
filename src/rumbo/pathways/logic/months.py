"""The months of a plan as sheets of a calendar: on which day each step is done, and when it is ready."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Day", "Month", "months"]

MOST_MONTHS = 12
_BY_WEEKS = calendar.Calendar()  # weeks begin on Monday, as in both countries' offices


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a month: the numbers of the steps that are done and of those that get ready on it."""

    date: dt.date
    done: tuple[int, ...]
    ready: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """``weeks``: seven places each, from Monday; None where the day is of another month."""

    first: dt.date
    weeks: tuple[tuple[Day | None, ...], ...]


def months(steps: Sequence[tuple[dt.date, dt.date]]) -> tuple[Month, ...]:
    """The months on whose days something happens, ``MOST_MONTHS`` at most.

    Args:
        steps: for each step, from number 1, the day it is done and the day it is ready.

    >>> [month] = months([(dt.date(2026, 12, 1), dt.date(2026, 12, 4))])
    >>> [day.date.day for day in month.weeks[0] if day and day.ready]
    [4]
    """
    done = _numbers(day for day, _ in steps)
    ready = _numbers(day for _, day in steps)
    firsts = sorted({day.replace(day=1) for day in (*done, *ready)})
    return tuple(_month(first, done, ready) for first in firsts[:MOST_MONTHS])


def _numbers(days: Iterable[dt.date]) -> dict[dt.date, tuple[int, ...]]:
    found: dict[dt.date, tuple[int, ...]] = {}
    for number, day in enumerate(days, start=1):
        found[day] = (*found.get(day, ()), number)
    return found


def _month(first: dt.date, done: dict[dt.date, tuple[int, ...]], ready: dict[dt.date, tuple[int, ...]]) -> Month:
    def cell(day: dt.date) -> Day | None:
        # Who gets a paper the same day need not be told twice.
        got = tuple(number for number in ready.get(day, ()) if number not in done.get(day, ()))
        return Day(day, done.get(day, ()), got) if day.month == first.month else None

    weeks = _BY_WEEKS.monthdatescalendar(first.year, first.month)
    return Month(first, tuple(tuple(cell(day) for day in week) for week in weeks))

"""Working days as tables of day offsets, so that kernels can add durations without dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rumbo.engine.model import Calendar

HORIZON_DAYS = 4096


def is_working_day(calendar: Calendar, day: dt.date) -> bool:
    """Whether the offices of ``calendar`` work on ``day``.

    >>> is_working_day(Calendar(name="mx"), dt.date(2026, 11, 22))
    False
    """
    return day.weekday() in calendar.weekdays and day not in calendar.closed


def working_days_between(calendar: Calendar, start: dt.date, end: dt.date) -> int:
    """Working days after ``start`` up to and with ``end``; 0 when ``end`` is not later.

    The count of a legal term: the day of the event itself does not count (e.g. COMAR's 30 working days).

    >>> working_days_between(Calendar(name="mx"), dt.date(2026, 11, 20), dt.date(2026, 11, 24))
    2
    """
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    odd = [(start.weekday() + n) % 7 for n in range(1, rest + 1)]
    closed = sum(start < day <= end and day.weekday() in calendar.weekdays for day in calendar.closed)
    return weeks * len(calendar.weekdays) + sum(day in calendar.weekdays for day in odd) - closed


def add_working_days(calendar: Calendar, start: dt.date, n: int) -> dt.date:
    """The ``n``-th working day after ``start``.

    >>> add_working_days(Calendar(name="mx"), dt.date(2026, 11, 20), 2)
    datetime.date(2026, 11, 24)
    """
    day = start
    while n > 0:
        day += dt.timedelta(1)
        n -= is_working_day(calendar, day)
    return day


@dataclass(frozen=True, slots=True)
class DayTables:
    """Row 0 is the plain calendar; row k the k-th named one.

    ``index[k, d]``: working days strictly before offset ``d``; ``day[k, i]``: offset of the ``i``-th working day.
    Both have ``HORIZON_DAYS`` columns; offsets count days from the day of the question.
    """

    index: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    rows: Mapping[str, int]


def build_tables(calendars: tuple[Calendar, ...], start: dt.date) -> DayTables:
    """Tables for ``calendars`` from ``start`` on.

    A calendar with no working day at all would make every wait endless; it is refused.

    Raises:
        ValueError: naming the calendar that never works.
    """
    size = HORIZON_DAYS
    index = np.zeros((len(calendars) + 1, size), dtype=np.int64)
    day = np.zeros((len(calendars) + 1, size), dtype=np.int64)
    index[0] = np.arange(size)
    day[0] = np.arange(size)
    rows = {}
    first_weekday = start.weekday()
    for row, calendar in enumerate(calendars, start=1):
        works = np.isin((np.arange(size) + first_weekday) % 7, sorted(calendar.weekdays))
        offsets = [(closed - start).days for closed in calendar.closed]
        works[[offset for offset in offsets if 0 <= offset < size]] = False
        open_days = np.flatnonzero(works)
        if not open_days.size:
            raise ValueError(f"calendar {calendar.name} has no working day")
        index[row] = np.concatenate(([0], np.cumsum(works)[:-1]))
        day[row, : open_days.size] = open_days
        beyond = np.arange(1, size - open_days.size + 1)
        day[row, open_days.size :] = size + beyond * 7 // max(1, len(calendar.weekdays))
        rows[calendar.name] = row
    return DayTables(index=index, day=day, rows=rows)

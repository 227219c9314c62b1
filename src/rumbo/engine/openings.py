"""When a step can be done, and when it is ready: office days, hours, spans of days, and waits, forwards and backwards.

Everything here is monotone: who starts later is never ready earlier. That is what makes earliest and latest days exact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rumbo.engine.calendars import HORIZON_DAYS, build_tables
from rumbo.engine.clock import DAY_MINUTES, Clock
from rumbo.engine.model import Calendar, Duration, OpenHours

Span = tuple[int, int]
ALL_DAY = ((0, DAY_MINUTES),)
NEVER = 10**12


@dataclass(frozen=True)
class WorkingDays:
    """Working days from the day ``first`` on, as :func:`rumbo.engine.calendars.build_tables` has them."""

    first: int
    index: Sequence[int]
    day: Sequence[int]


@lru_cache(maxsize=16)
def working_days(calendar: Calendar, first: int) -> WorkingDays:
    """The working days of a calendar from ``first`` (an ordinal) on."""
    tables = build_tables((calendar,), dt.date.fromordinal(first))
    return WorkingDays(first, tables.index[1].tolist(), tables.day[1].tolist())


@dataclass(frozen=True)
class Wait:
    """From handing in to having. ``working``: the days that count, all where it is None. Days are ordinals, from ``first`` on."""

    days: int
    first: int
    working: WorkingDays | None = None

    @property
    def horizon(self) -> int:
        """The first day that is too far away to be told."""
        return self.first + HORIZON_DAYS

    def ready(self, day: int) -> int:
        """The day on which what is handed in on ``day`` is ready; ``NEVER`` beyond the horizon."""
        if self.working is None:
            done = day + self.days
        else:
            at = day - self.first
            place = self.working.index[at] + self.days if at < HORIZON_DAYS else HORIZON_DAYS
            done = self.first + self.working.day[place] if place < HORIZON_DAYS else NEVER
        return done if done < self.horizon else NEVER

    def latest(self, ready: int) -> int:
        """The last day on which to hand in what must be ready on ``ready``; a day before ``first`` where there is none."""
        if self.working is None:
            return min(ready, self.horizon - 1) - self.days
        at = min(ready - self.first, HORIZON_DAYS - 1)
        if at < 0:
            return self.first - 1
        works = self.working.day[self.working.index[at]] == at
        place = self.working.index[at] - (not works) - self.days
        return self.first + self.working.day[place] if place >= 0 else self.first - 1

    def soonest(self, ready: int) -> int:
        """The first day on which to hand in what may not be ready before ``ready``; ``NEVER`` beyond the horizon."""
        if self.working is None:
            return max(self.first, ready - self.days)
        at = ready - self.first
        if at >= HORIZON_DAYS:
            return NEVER
        place = (self.working.index[at] if at > 0 else 0) - self.days
        return self.first if place <= 0 else self.first + self.working.day[place - 1] + 1


@dataclass(frozen=True)
class Opening:
    """The moments at which a step can be done.

    ``calendar``: its working days, where its office has some; ``hours``: its hours, where they are known; ``spans``: first and last
    days (ordinals) between which it may be done at all, in order and apart.
    """

    clock: Clock
    spans: tuple[Span, ...]
    calendar: Calendar | None = None
    hours: tuple[OpenHours, ...] = ()

    def on(self, day: int) -> tuple[tuple[int, int], ...]:
        """Its hours on a day, from the first minute to the one at which it is closed again; none where it is closed."""
        if self.calendar is not None and day in closed_days(self.calendar):
            return ()
        weekday = (day - 1) % 7
        if self.hours:
            return tuple(sorted((h.opens, h.closes) for h in self.hours if weekday in h.days and h.opens < h.closes))
        return ALL_DAY if self.calendar is None or weekday in self.calendar.weekdays else ()

    def next(self, moment: int) -> int | None:
        """The first moment from ``moment`` on at which it can be done; None where there is none any more."""
        day = self.clock.day(moment)
        for first, last in self.spans:
            for other in range(max(day, first), last + 1):
                for opens, closes in self.on(other):
                    if moment < self.clock.moment(other, closes):
                        return max(moment, self.clock.moment(other, opens))
        return None

    def previous(self, moment: int) -> int | None:
        """The last moment up to ``moment`` at which it can be done; None where there was none."""
        day = self.clock.day(moment)
        for first, last in reversed(self.spans):
            for other in range(min(day, last), first - 1, -1):
                for opens, closes in reversed(self.on(other)):
                    if self.clock.moment(other, opens) <= moment:
                        return min(moment, self.clock.moment(other, closes) - 1)
        return None


@lru_cache(maxsize=64)
def closed_days(calendar: Calendar) -> frozenset[int]:
    """The closed days of a calendar, as ordinals."""
    return frozenset(day.toordinal() for day in calendar.closed)


def wait_of(duration: Duration, days: int, calendars: dict[str, Calendar], first: int) -> Wait:
    """The wait of ``days`` of a way's duration, counted in its days."""
    if duration.unit == "calendar" or duration.calendar is None:
        return Wait(days, first)
    return Wait(days, first, working_days(calendars[duration.calendar], first))


def common(spans: Iterable[tuple[Span, ...]], whole: Span) -> tuple[Span, ...]:
    """What all of ``spans`` have in common within ``whole``.

    >>> common([((1, 5), (8, 12)), ((4, 9),)], (0, 20))
    ((4, 5), (8, 9))
    """
    kept: tuple[Span, ...] = (whole,)
    for others in spans:
        both = ((max(a, c), min(b, d)) for a, b in kept for c, d in others)
        kept = tuple(sorted((first, last) for first, last in both if first <= last))
    return kept

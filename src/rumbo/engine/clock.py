"""Clocks of the sides: local days and times of day as moments, minutes of universal time that can be compared across a border."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_MINUTES = 1440
_AFTER_CHANGES = 180  # clocks are changed before three in the morning
_NOON = 720
_LAST = dt.date.max.toordinal()  # a paper that is valid for ever is valid until then, and its last moment is before the next day


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one side. Days are ordinals (``date.toordinal``), times of day minutes after midnight; no zone: universal time.

    >>> tijuana, hermosillo = Clock("America/Tijuana"), Clock("America/Hermosillo")
    >>> day = dt.date(2026, 7, 1).toordinal()
    >>> tijuana.moment(day, 540) - hermosillo.moment(day, 540)
    0
    >>> tijuana.moment(day + 180, 540) - hermosillo.moment(day + 180, 540)
    60
    """

    zone: str | None = None

    def moment(self, day: int, minute: int = 0) -> int:
        """The moment at which this clock shows a day and a time of day."""
        return day * DAY_MINUTES + minute - _offset(self.zone, day, minute >= _AFTER_CHANGES)

    def day(self, moment: int) -> int:
        """The day that it is by this clock."""
        day = moment // DAY_MINUTES
        while moment < self.moment(day):
            day -= 1
        while moment >= self.moment(day + 1):
            day += 1
        return day

    def minute(self, moment: int) -> int:
        """The time of day that this clock shows."""
        day = self.day(moment)
        changed = moment >= self.moment(day, _AFTER_CHANGES)
        return moment + _offset(self.zone, day, changed) - day * DAY_MINUTES

    def last(self, day: int) -> int:
        """The last moment of a day."""
        return self.moment(day + 1) - 1


@lru_cache(maxsize=50_000)
def _offset(zone: str | None, day: int, changed: bool) -> int:
    """Minutes that a zone is ahead of universal time: at midnight, or once clocks that are changed that night have been."""
    if zone is None:
        return 0
    local = dt.datetime.combine(dt.date.fromordinal(min(day, _LAST)), dt.time(_NOON // 60 if changed else 0), tzinfo=ZoneInfo(zone))
    ahead = local.utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds()) // 60

"""Days as a calendar file (RFC 5545): whole days without a time zone, each with an alarm on the morning before."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Event", "calendar_file"]

FOLD = 75  # octets of one line, its end not counted
_IDS = uuid.UUID("0c1c0d4e-7d0b-5b54-9a0e-6d1f6a6c2b11")
_ALARM = "-PT15H"  # from midnight on the day itself: nine in the morning of the day before


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One day to remember. ``title`` and ``note`` are shown on a locked screen: nothing in them may tell."""

    day: dt.date
    title: str
    note: str = ""

    @property
    def uid(self) -> str:
        """The same for the same title on the same day, whoever has it: two such events are one, and nobody is known by it."""
        return str(uuid.uuid5(_IDS, f"{self.day.isoformat()}/{self.title}"))


def calendar_file(events: Iterable[Event], *, now: dt.datetime) -> bytes:
    """The file's bytes.

    Args:
        events: in the order to be written.
        now: when it is made, aware.

    >>> calendar_file([], now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC)).splitlines()[0]
    b'BEGIN:VCALENDAR'
    """
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [line for event in events for line in _event(event, stamp)]
    return b"".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    if event.note:
        yield f"DESCRIPTION:{_escaped(event.note)}"
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT")
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_escaped(event.title)}", f"TRIGGER:{_ALARM}", "END:VALARM", "END:VEVENT")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """A line as UTF-8, broken before its 76th octet and never inside a sign; each further piece begins with a space."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > FOLD:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

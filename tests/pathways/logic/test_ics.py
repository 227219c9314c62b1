"""The calendar file is one that calendars take: RFC 5545, line by line."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.ics import FOLD, Event, calendar_file

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
DAY = dt.date(2026, 12, 31)


def unfolded(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_whole_day_without_a_zone_with_an_alarm_the_day_before() -> None:
    lines = unfolded(calendar_file([Event(day=DAY, title="Cita 1", note="Pregunte; antes, si puede.")], now=NOW))
    for line in (
        "DTSTAMP:20261122T200000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Cita 1",
        "DESCRIPTION:Pregunte\\; antes\\, si puede.",
        "TRIGGER:-PT15H",
        "CLASS:PRIVATE",
    ):
        assert line in lines
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])


def test_the_same_title_on_the_same_day_has_the_same_uid_and_others_have_others() -> None:
    one, same, other = Event(day=DAY, title="Cita 1"), Event(day=DAY, title="Cita 1", note="x"), Event(day=DAY, title="Cita 2")
    assert one.uid == same.uid != other.uid


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_lines_are_folded_at_75_octets_and_read_back_whole(title: str) -> None:
    file = calendar_file([Event(day=DAY, title=title)], now=NOW)
    assert max(len(line) for line in file.split(b"\r\n")) <= FOLD
    assert not re.search(rb"(?<!\r)\n", file)
    summary = next(line for line in unfolded(file) if line.startswith("SUMMARY:"))[8:]
    plain = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], summary)
    assert plain == "\n".join(title.splitlines())


def test_a_break_in_a_text_opens_no_line_of_its_own() -> None:
    lines = unfolded(calendar_file([Event(day=DAY, title="a\r\nBEGIN:VEVENT")], now=NOW))
    assert lines.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:a\\nBEGIN:VEVENT" in lines

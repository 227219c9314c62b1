"""A plan as something to take along: a sheet to print, a short text, days for a calendar. From the answer's JSON, in one language.

Discreet unless asked otherwise: a step whose name tells is "Appointment 1", sentences that tell are left out, and what is
left out is said to be missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rumbo.pathways.logic.discreet import Discretion
from rumbo.pathways.logic.ics import Event
from rumbo.pathways.logic.take_words import Say, say_in

__all__ = ["Deadline", "Item", "Sheet", "calendar_of", "sheet_of", "short_text"]

Json = Mapping[str, Any]
MOST_PLACES = 12
SHORT = 90  # signs of what to bring that still fit a short text
_FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step, or a place of a list. ``begins``: typical day; ``visit``: one goes there in person; empty texts are not said."""

    number: int
    title: str
    visit: bool
    where: str = ""
    how: str = ""
    papers: tuple[str, ...] = ()
    bring: str = ""
    only: tuple[str, ...] = ()
    beware: str = ""
    refused: str = ""
    source: str = ""
    source_date: str = ""
    days: Json | None = None
    days_unit: str = "calendar"
    money: Json | None = None
    lawyer: bool = False
    once: bool = False
    begins: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A last day, with what it is the last day for where that may be said."""

    day: dt.date
    what: str
    soft: bool
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A plan, ready to be taken along. ``incomplete``: something was left out to be discreet; ``conflicting``: it rests on answers
    that contradict each other."""

    lang: str
    made_on: dt.date
    title: str
    status: str
    items: tuple[Item, ...]
    deadlines: tuple[Deadline, ...] = ()
    notes: tuple[str, ...] = ()
    lawyer: bool = False
    incomplete: bool = False
    conflicting: bool = False


class _Reader:
    """Reads texts of the answer in one language, and keeps count of what it leaves out."""

    def __init__(self, lang: str, discretion: Discretion | None, names: Callable[[str], Json]) -> None:
        self.lang = lang
        self.say: Say = say_in(lang)
        self.discretion = discretion
        self.names = names
        self.left_out = False

    def text(self, words: Json | None) -> str:
        """What to bring, without the sentences that tell. Advice is never cut: a warning without its reason is another warning."""
        whole = self.plain(words)
        kept = self.discretion.kept(whole, *_in_all(words)) if self.discretion else whole
        self.left_out |= kept != whole
        return kept

    def whole(self, words: Json | None, *, instead: str = "") -> str:
        """A text that is said in full or not at all: what tells in one language is said in none."""
        whole = self.plain(words)
        if self.tells(whole, *_in_all(words)):
            self.left_out = True
            return instead
        return whole

    def plain(self, words: Json | None) -> str:
        found = words or {}
        return str(found.get(self.lang) or found.get("es") or found.get("en") or "")

    def tells(self, *texts: str) -> bool:
        return self.discretion is not None and any(map(self.discretion.tells, texts))


def _in_all(words: Json | None) -> list[str]:
    """A text in every language it has."""
    return [str(said) for said in (words or {}).values() if said]


def _only(service: Json) -> list[Json]:
    """For whom a service is, where that is not settled: one test, or the whole rule, which says what is *and* and what is *or*."""
    tests = [test["words"] for test in service["if"]]
    return [service["open_to"]] if len(tests) > 1 else tests


def sheet_of(plan: Json, *, lang: str, discretion: Discretion | None, names: Callable[[str], Json], conflicting: bool = False) -> Sheet:
    """A plan, or a list of places, as a sheet.

    Args:
        plan: the answer's JSON.
        lang: the language of the sheet; where a text lacks it, it stands in another.
        discretion: which words tell; None where the person wants all of it said.
        names: the name of a fact, by language.
        conflicting: the answers it rests on contradict each other; which they are is not said, for that would tell.
    """
    reader = _Reader(lang, discretion, names)
    made_on = dt.date.fromisoformat(plan["as_of"])
    told = [notice for notice in plan["warnings"] if notice["holds"]]
    items = tuple(_places(plan, reader)) or tuple(_steps(plan, reader, made_on))
    return Sheet(
        lang=lang,
        made_on=made_on,
        title=reader.say.title if discretion else reader.plain(plan["name"]),
        status=plan["status"],
        items=items,
        deadlines=tuple(_deadlines(told, reader)),
        notes=tuple(note for notice in told if notice["level"] != "info" and (note := reader.whole(notice["text"]))),
        lawyer=plan["lawyer_first"],
        incomplete=reader.left_out,
        conflicting=conflicting,
    )


def _steps(plan: Json, reader: _Reader, made_on: dt.date) -> Iterator[Item]:
    days = _days_to_go(plan)
    for number, step in enumerate(plan.get("steps") or (), start=1):
        visit = step["in_person"]
        source = step["source"] or {}
        yield Item(
            number=number,
            title=reader.whole(step["name"], instead=reader.say.step_title(number, visit=visit)),
            visit=visit,
            where=reader.whole(step["organization_name"] or step["service_name"]),
            papers=tuple(_papers(step["requires"], reader)),
            bring=reader.text(step["bring"]),
            only=tuple(reader.whole(test["words"], instead=reader.say.ask_again) for test in step["if"]),
            beware=reader.whole(step["beware"]),
            refused=reader.whole(step["refused"]),
            source="" if reader.tells(source.get("title") or "") else source.get("title") or "",
            source_date=source.get("evidence") or source.get("date") or "",
            days=step["days"],
            days_unit=step["days_unit"],
            money=step["money"],
            lawyer=step["lawyer_first"],
            once=step["irreversible"],
            begins=days[number - 1] if days else _open_day(made_on + dt.timedelta(step["ready"]), visit=visit),
        )


def _days_to_go(plan: Json) -> list[dt.date]:
    """The day of each step, where dates were asked for and fit; else none."""
    schedule = plan.get("schedule") or {}
    return [dt.date.fromisoformat(step["on"]) for step in schedule.get("steps") or ()]


def _papers(facts: Iterable[str], reader: _Reader) -> Iterator[str]:
    """Names of papers to bring; those that tell are one "and another paper"."""
    papers = [reader.names(fact) for fact in facts if fact.startswith("document:")]
    shown = [name for paper in papers if (name := reader.whole(paper))]
    yield from shown
    if len(shown) < len(papers):
        yield reader.say.other_paper


def _places(plan: Json, reader: _Reader) -> Iterator[Item]:
    """Places open to this person on their side. A name that says nothing by itself tells all the same where it is that of
    a bed, or of a place that is not public: such places are left out whole."""
    listed = [service for service in plan.get("services") or () if service["open"] != "closed" and not service.get("other_side")]
    shown = [service for service in listed if not _hidden(service, reader)]
    reader.left_out |= len(shown) < len(listed)
    for number, service in enumerate(shown[:MOST_PLACES], start=1):
        source = service["source"] or {}
        yield Item(
            number=number,
            title=reader.whole(service["organization_name"] or service["name"], instead=reader.say.place_title(number)),
            visit=not service["remote"],
            where="; ".join(_addresses(service["locations"], reader)),
            how=reader.whole(service["how"]),
            bring=reader.text(service["asks"]),
            only=tuple(reader.whole(words, instead=reader.say.ask_again) for words in _only(service)),
            refused=reader.whole(service["refused"]),
            source="" if reader.tells(source.get("title") or "") else source.get("title") or "",
            source_date=source.get("evidence") or source.get("date") or "",
        )


def _hidden(service: Json, reader: _Reader) -> bool:
    return reader.discretion is not None and (service["disclosure"] != "exact" or reader.tells(*service["needs"]))


def _addresses(locations: Iterable[Json], reader: _Reader) -> Iterator[str]:
    for place in locations:
        parts = [part for part in (place.get("street"), place.get("neighbourhood"), place.get("municipality")) if part]
        if parts and not reader.tells(*parts):
            yield ", ".join(parts)


def _deadlines(notices: Iterable[Json], reader: _Reader) -> Iterator[Deadline]:
    for notice in sorted((notice for notice in notices if notice["deadline"]), key=lambda notice: str(notice["deadline"])):
        yield Deadline(
            day=dt.date.fromisoformat(notice["deadline"]),
            what=reader.whole(notice["text"]),
            soft=notice["deadline_soft"],
            passed=notice["deadline_passed"],
        )


def _open_day(day: dt.date, *, visit: bool) -> dt.date:
    """The day itself, or the Monday after where one would stand before a closed window."""
    return day + dt.timedelta(7 - day.weekday()) if visit and day.weekday() > _FRIDAY else day


def short_text(sheet: Sheet) -> str:
    """The sheet in a few lines, for messages, a code to scan, and to be read aloud."""
    say = say_in(sheet.lang)
    lines = [f"{sheet.title}, {say.day(sheet.made_on)}.", *([say.conflicting] if sheet.conflicting else [])]
    lines += [f"{say.deadline(soft=deadline.soft)}: {say.day(deadline.day)}." for deadline in sheet.deadlines if not deadline.passed]
    if sheet.lawyer or any(item.lawyer for item in sheet.items):
        lines.append(say.lawyer)
    lines += [_line(item, say) for item in sheet.items]
    if not sheet.items:
        lines.append(say.nothing["hidden" if sheet.status == "found" and sheet.incomplete else sheet.status])
    elif sheet.status == "depends":
        lines.append(say.may_change)
    if sheet.incomplete and sheet.items:
        lines.append(say.see_plan)
    return "\n".join(lines)


def _line(item: Item, say: Say) -> str:
    bring = ", ".join(item.papers) or (item.bring.rstrip(".") if len(item.bring) <= SHORT else "")
    parts = [f"{item.number}. {item.title}"]
    parts += [item.where] if item.where else []
    parts += [f"{say.bring}: {bring}"] if bring else []
    parts += [span] if (span := say.days(item.days)) else []
    parts += [say.once] if item.once else []
    parts += [say.only_some] if item.only else []
    return ". ".join(part.rstrip(".") for part in parts) + "."


def calendar_of(sheet: Sheet) -> tuple[Event, ...]:
    """Days to remember: last days that are not past, and the typical day of each step. Titles and notes never tell."""
    say = say_in(sheet.lang)
    last = [
        Event(day=deadline.day, title=say.deadline(soft=deadline.soft), note=say.go_before)
        for deadline in sheet.deadlines
        if not deadline.passed
    ]
    steps = [
        Event(day=item.begins, title=say.step_title(item.number, visit=item.visit), note=say.estimate)
        for item in sheet.items
        if item.begins is not None
    ]
    return tuple(sorted([*last, *steps], key=lambda event: event.day))

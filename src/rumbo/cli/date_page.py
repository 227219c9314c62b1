"""The days of a plan, for people at a terminal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rumbo.cli.language import current, say
from rumbo.cli.output import Page, spoken
from rumbo.pathways.logic.date_words import day_words
from rumbo.pathways.logic.words import joined

Json = dict[str, Any]
_CLOCK = slice(11, 16)  # of an ISO date and time


def show_schedule(page: Page, schedule: Json | None) -> None:
    """The days of each step; where none fit, why, and the next plan that has some."""
    page.line()
    page.line(say("dates"), style="bold")
    if schedule is None:
        page.line(say("dates.none"))
        return
    _show_days(page, schedule)
    instead = schedule["instead"]
    if schedule["status"] == "blocked":
        page.line(say("dates.instead" if instead else "dates.no-other"), style="bold")
    if instead:
        _show_days(page, instead["schedule"])


def _show_days(page: Page, schedule: Json) -> None:
    for number, step in enumerate(schedule["steps"], start=1):
        page.item(f"{number}.", f"{_day(step['on'])}: {spoken(step['name'])}", style="bold")
        for sentence in _sentences(step):
            page.line(sentence, indent=3)
    if schedule["status"] == "blocked":
        page.line(say("dates.blocked"), style="bold")
    for rule in schedule["blocks"]:
        page.item("-", spoken(rule["words"]), indent=2)
    for key in ("beyond", "finish", "longest"):
        if schedule[key] and not (key == "longest" and schedule["longest"] == schedule["finish"]):
            page.line(say(f"dates.{key}", day=_day(schedule[key])))
    for note in schedule["notes"]:
        page.item("-", spoken(note["words"]), indent=2)


def _sentences(step: Json) -> list[str]:
    waits = joined([spoken(other["name"]) for other in step["waits_for"]], current())
    told = [
        waits and say("dates.waits", steps=waits),
        step["held_up"] and say(f"dates.{step['held_up']}"),
        *(
            say("dates.hours", opens=window["opens"][_CLOCK], closes=window["closes"][_CLOCK], zone=step["zone"])
            for window in step["hours"] or ()
        ),
        step["ready"] != step["on"] and say("dates.ready", day=_day(step["ready"])),
        say("dates.latest", day=_day(step["latest"])) if step["slack"] else say("dates.no-slack"),
    ]
    return [sentence for sentence in told if sentence]


def _day(iso: str) -> str:
    return day_words(dt.date.fromisoformat(iso))[current()]

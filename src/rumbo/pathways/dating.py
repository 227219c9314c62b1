"""The page that gives a plan real days: when to go, when it is ready, how late is still in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from rumbo.pathways import pages, queries
from rumbo.pathways.forms import WhenForm
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.date_words import day_words
from rumbo.pathways.logic.dates import Dates
from rumbo.pathways.logic.months import months
from rumbo.pathways.views import INVALID, Visit, conflict_problems, visiting

__all__ = ["days_page"]

HELD_UP = {
    "closed": gettext_lazy("It is closed before."),
    "season": gettext_lazy("It is not the season before."),
    "paper": gettext_lazy("No sooner: the paper would run out before it is used."),
}


WEEK = tuple(dt.date(2024, 1, day) for day in range(1, 8))  # a Monday and the days after it, for their names


@visiting
def days_page(visit: Visit) -> HttpResponseBase:
    """Days for each step of the plan, from the day and by the day that the form names; they are kept nowhere."""
    if visit.goal.kind == "find":
        return redirect("pathways:way", visit.goal.id)
    form = WhenForm(visit.request.POST if visit.request.method == "POST" else None, today=visit.today)
    dates = form.dates() if form.is_valid() else Dates()
    ask = visit.ask()
    with queries.one_search():
        plan = answer(visit.region, ask, dates=dates)
    schedule = plan.get("schedule")
    context = {
        "form": form,
        "asked": dates,
        "schedule": shown(schedule) if schedule else None,
        "instead": shown(schedule["instead"]["schedule"]) if schedule and schedule["instead"] else None,
        "depends": plan["status"] == "depends",
        "problems": conflict_problems(visit, pages.conflicts(visit.region, ask.problems)),
    }
    return visit.page("days", context, status=INVALID if form.is_bound and form.errors else 200)


def shown(schedule: Mapping[str, Any]) -> dict[str, Any]:
    """A schedule for the page: days in words, and the months on which something happens."""
    steps = [
        {
            **step,
            "day": _words(step["on"]),
            "got": _words(step["ready"]) if step["ready"] != step["on"] else None,
            "last": _words(step["latest"]),
            "held_up": HELD_UP.get(step["held_up"] or ""),
        }
        for step in schedule["steps"]
    ]
    ends = {key: _words(schedule[key]) if schedule[key] else None for key in ("finish", "longest", "beyond")}
    drawn = months([(_day(step["on"]), _day(step["ready"])) for step in schedule["steps"]])
    return {**schedule, **ends, "steps": steps, "months": drawn, "week": WEEK, "same": schedule["longest"] == schedule["finish"]}


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso[:10])


def _words(iso: str) -> dict[str, str]:
    return dict(day_words(_day(iso)))

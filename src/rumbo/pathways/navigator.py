"""The navigator's desk: up to six people side by side, each in a sealed cookie of their own, and nothing kept of any.

Which person the browser speaks for is one more cookie. The form says whom it is about, so that two windows cannot mix two
people up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rumbo.pathways import pages, queries
from rumbo.pathways.answers import (
    SLOT_COOKIE,
    SLOTS,
    Answers,
    TooManyAnswersError,
    choose_slot,
    cookie_of,
    forget,
    read_answers,
    slot_of,
    write_answers,
)
from rumbo.pathways.desk import fields_of, papers_of, read_form
from rumbo.pathways.forms import OBJECTIVE_NAMES
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import Ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.take import Sheet
from rumbo.pathways.take import sheet_for
from rumbo.web.privacy import personal

__all__ = ["desk", "print_all"]

INVALID = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One request of a navigator: the region today, and whom it is about."""

    request: HttpRequest
    region: CompiledRegion
    now: dt.datetime
    today: dt.date
    slot: int

    def answers(self, slot: int) -> Answers:
        """What one person has told; nothing where their cookie is gone, old or altered."""
        return read_answers(self.request, facts=self.region.facts, now=self.now, slot=slot).answers

    def plan(self, answers: Answers) -> dict[str, Any] | None:
        """The plan of one person, once their goal is known."""
        if answers.goal not in self.region.goals:
            return None
        with queries.one_search():
            return answer(self.region, self._ask(answers))

    def sheet(self, answers: Answers, plan: dict[str, Any], *, discreet: bool) -> Sheet:
        """Their plan as a sheet; it says so where their answers contradict each other."""
        return sheet_for(self.region, plan, discreet=discreet, conflicting=bool(self.conflicts(answers)))

    def conflicts(self, answers: Answers) -> list[pages.Conflict]:
        """Answers of one person that cannot all be true."""
        return pages.conflicts(self.region, self._ask(answers).problems) if answers.goal in self.region.goals else []

    def _ask(self, answers: Answers) -> Ask:
        return pages.ask_of(self.region, answers.goal, answers, today=self.today)


def _at_desk(view: Callable[[Desk], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    @personal
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def inner(request: HttpRequest) -> HttpResponseBase:
        now = timezone.now()
        today = queries.today(now)
        try:
            region = queries.current_region(on=today)
            return view(Desk(request=request, region=region, now=now, today=today, slot=_about(request)))
        except queries.RegionMissing:
            return _later(request, _("We are not ready yet"))
        except queries.PlannerBusy:
            return _later(request, _("Many people are asking right now"))

    return inner


def _later(request: HttpRequest, heading: str) -> HttpResponse:
    words = _("Your answers are kept on this device. Wait a few seconds and load the page again.")
    response = render(request, "web/message.html", {"heading": heading, "words": words}, status=503)
    response["Retry-After"] = "5"
    return response


def _about(request: HttpRequest) -> int:
    """Whom a request is about: as its form says, else as the cookie does."""
    return slot_of({SLOT_COOKIE: request.POST.get("slot", "")}) if "slot" in request.POST else slot_of(request.COOKIES)


@_at_desk
def desk(desk: Desk) -> HttpResponseBase:
    """One person's goal, papers and answers beside their plan; by POST, what was changed, or another person."""
    if desk.request.method != "POST":
        return _page(desk, desk.answers(desk.slot))
    if "clear" in desk.request.POST or "next" in desk.request.POST:
        return _cleared(desk, SLOTS if "clear" in desk.request.POST else (desk.slot,))
    read = read_form(desk.region, desk.request.POST, before=desk.answers(desk.slot))
    if read.problems:
        return _page(desk, read.answers, problems=read.problems)
    response = HttpResponseRedirect(reverse("pathways:navigator"), status=303)
    try:
        write_answers(response, read.answers, now=desk.now, cookies=desk.request.COOKIES, slot=desk.slot)
    except TooManyAnswersError:
        words = _("That is more than we can carry for all people at once. Erase those who have left.")
        return _page(desk, read.answers, problems=[{"words": words, "href": "#main"}])
    choose_slot(response, slot_of({SLOT_COOKIE: desk.request.POST.get("to", str(desk.slot))}))
    return response


def _cleared(desk: Desk, slots: Any) -> HttpResponse:
    response = HttpResponseRedirect(reverse("pathways:navigator"), status=303)
    for slot in slots:
        forget(response, slot=slot)
    choose_slot(response, 1 if len(slots) > 1 else desk.slot)
    return response


def _page(desk: Desk, answers: Answers, *, problems: Any = None) -> HttpResponse:
    plan = desk.plan(answers)
    goal = desk.region.goals.get(answers.goal)
    asked = [item["attribute"] for key in ("questions", "could_improve") for item in (plan or {}).get(key) or ()]
    at_once, others = fields_of(desk.region, answers, first=list(dict.fromkeys(asked)))
    choices = pages.paper_choices(desk.region, goal) if goal else None
    conflicts = [{"words": pages.conflict_words(one), "href": f"#{next(iter(one.attributes), 'main')}"} for one in desk.conflicts(answers)]
    context = {
        "slot": desk.slot,
        "people": [(slot, cookie_of(slot) in desk.request.COOKIES) for slot in SLOTS],
        "groups": pages.goals_by_phase(desk.region),
        "goal": goal,
        "near": choices.near if choices else (),
        "others": choices.others if choices else [desk.region.facts[fact] for fact in desk.region.facts if fact in papers_of(desk.region)],
        "held": answers.held,
        "fields": at_once,
        "more": others,
        "objective": answers.objective or "fastest",
        "objectives": OBJECTIVE_NAMES,
        "sheet": desk.sheet(answers, plan, discreet=False) if plan else None,
        "plan": plan,
        "problems": [*(problems or ()), *conflicts],
    }
    return render(desk.request, "pathways/navigator.html", context, status=INVALID if problems else 200)


@_at_desk
def print_all(desk: Desk) -> HttpResponseBase:
    """The sheets of all people on one page, each on paper of its own."""
    if desk.request.method != "POST":
        return redirect("pathways:navigator")
    discreet = "open" not in desk.request.POST
    people = [desk.answers(slot) for slot in SLOTS]
    sheets = [desk.sheet(answers, plan, discreet=discreet) for answers in people if (plan := desk.plan(answers))]
    return render(desk.request, "pathways/take/print.html", {"sheets": sheets, "discreet": discreet, "desk": True})

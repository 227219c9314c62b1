"""The pages from a goal to a plan. Each parses, asks the logic, and renders; what a person says travels in their cookie."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rumbo.pathways import pages, queries
from rumbo.pathways.answers import (
    SLOT_COOKIE,
    UNKNOWN,
    Answers,
    Dates,
    Opened,
    TooManyAnswersError,
    choose_slot,
    cookie_of,
    forget,
    read_answers,
    slot_of,
    write_answers,
)
from rumbo.pathways.forms import OBJECTIVE_NAMES, AnswerForm, DatesForm, ObjectiveForm, PapersForm, answer_form
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import SIDE, Ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.outline import Difference, difference, outline
from rumbo.pathways.logic.questions import next_questions
from rumbo.regionfile.records import AttributeRecord, GoalRecord
from rumbo.web.ports import shell_links
from rumbo.web.privacy import personal, same_for_all

__all__ = [
    "Visit",
    "answers_page",
    "come_back",
    "conflict_problems",
    "dates",
    "goal_page",
    "papers",
    "public_goal",
    "public_region",
    "question",
    "questions",
    "start_again",
    "visiting",
    "way",
    "whose",
]

INVALID = 422
RETRY_SECONDS = "5"
Problems = list[dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of one person: the region on their day, and what their cookie holds."""

    request: HttpRequest
    region: CompiledRegion
    goal: GoalRecord
    opened: Opened
    slot: int
    now: dt.datetime
    today: dt.date

    @property
    def answers(self) -> Answers:
        return self.opened.answers

    def ask(self, answers: Answers | None = None) -> Ask:
        """The question their answers make; of ``answers`` instead where given."""
        return pages.ask_of(self.region, self.goal.id, self.answers if answers is None else answers, today=self.today)

    def page(self, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """A page with what all pages of a visit show."""
        common = {"goal": self.goal, "refused": self.opened.refused, "lost": self.opened.lost, "slot": self.slot}
        return render(self.request, f"pathways/{template}.html", {**common, **context}, status=status)

    def go(self, name: str, *args: str, answers: Answers) -> HttpResponseRedirect:
        """Send the person on, with their answers as they are now."""
        response = HttpResponseRedirect(reverse(f"pathways:{name}", args=[self.goal.id, *args]), status=303)
        seen = answers.seen if answers.goal == self.goal.id else ""
        self.write(response, replace(answers, goal=self.goal.id, seen=seen))
        return response

    def write(self, response: HttpResponseBase, answers: Answers) -> None:
        """Send answers along; where they do not fit, without the outline of the plan that was seen.

        Raises:
            TooManyAnswersError: they do not fit even so.
        """
        for carried in (answers, replace(answers, seen="")):
            with suppress(TooManyAnswersError):
                write_answers(response, carried, now=self.now, cookies=self.request.COOKIES, slot=self.slot)
                return
        raise TooManyAnswersError


def whose(request: HttpRequest) -> int:
    """Which person a request is about: the one its form names, so that two windows cannot mix two people up; else the one chosen."""
    return slot_of({SLOT_COOKIE: request.POST["slot"]} if "slot" in request.POST else request.COOKIES)


def visiting(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view its visit: region, goal and answers; or the page that says which of them is missing."""

    @personal
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def inner(request: HttpRequest, goal: str, **kwargs: str) -> HttpResponseBase:
        now = timezone.now()
        today = queries.today(now)
        try:
            region = queries.current_region(on=today)
        except queries.RegionMissing:
            return _no_region(request)
        if goal not in region.goals:
            return _unknown_goal(request, goal, today=today)
        slot = whose(request)
        opened = read_answers(request, facts=region.facts, now=now, slot=slot)
        visit = Visit(request=request, region=region, goal=region.goals[goal], opened=opened, slot=slot, now=now, today=today)
        try:
            response = view(visit, **kwargs)
        except queries.PlannerBusy:
            return _busy(request)
        except TooManyAnswersError:
            return _does_not_fit(request)
        if slot != slot_of(request.COOKIES):
            choose_slot(response, slot)
        if opened.refused and cookie_of(slot) not in response.cookies:
            forget(response, slot=slot)
        return response

    return inner


def _does_not_fit(request: HttpRequest) -> HttpResponse:
    words = _("Your answers are still here, but there is no room for more. Take away papers that you do not need, or go on to your plan.")
    return render(request, "web/message.html", {"heading": _("That is more than we can carry"), "words": words}, status=INVALID)


def come_back(request: HttpRequest, heading: str, words: str) -> HttpResponse:
    """A page that says why there is nothing yet, and when to try again."""
    response = render(request, "web/message.html", {"heading": heading, "words": words}, status=503)
    response["Retry-After"] = RETRY_SECONDS
    return response


def _no_region(request: HttpRequest) -> HttpResponse:
    words = _("The information of this region is still being loaded. Please try again in a moment.")
    return come_back(request, _("We are not ready yet"), words)


def _busy(request: HttpRequest) -> HttpResponse:
    words = _("Your answers are kept on this device. Wait a few seconds and load the page again.")
    return come_back(request, _("Many people are asking right now"), words)


def _unknown_goal(request: HttpRequest, goal: str, *, today: dt.date) -> HttpResponse:
    near = queries.nearest_goals(goal, on=today)
    links = [{"url": reverse("pathways:goal", args=[record.id]), "name": record.name} for record in near]
    context = {
        "heading": _("We could not find that"),
        "words": _("That address leads nowhere. It may have been cut off or mistyped."),
        "nearest_heading": _("Did you mean one of these?"),
        "nearest": links,
    }
    return render(request, "web/message.html", context, status=404)


def _form_problems(form: Any) -> Problems:
    """Errors of a form for the error summary, each leading to its field."""
    return [
        {"words": str(error), "href": f"#{form[name].auto_id}"}
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]


def _too_many() -> Problems:
    return [{"words": _("That is more than we can carry. Tick only the papers that you have.")}]


def public_region(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view the region, or the page that says it is missing. It reads no answers: its page is the same for all."""

    @same_for_all
    @wraps(view)
    def inner(request: HttpRequest, **kwargs: str) -> HttpResponseBase:
        try:
            region = queries.current_region(on=queries.today(timezone.now()))
        except queries.RegionMissing:
            return _no_region(request)
        return view(request, region=region, **kwargs)

    return inner


def public_goal(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give a view a goal and its region, or the page that says which is missing; the same for all, as :func:`public_region`."""

    @public_region
    @wraps(view)
    def inner(request: HttpRequest, *, region: CompiledRegion, goal: str) -> HttpResponseBase:
        if goal not in region.goals:
            return _unknown_goal(request, goal, today=region.day)
        return view(request, region=region, goal=region.goals[goal])

    return inner


@public_goal
def goal_page(request: HttpRequest, *, region: CompiledRegion, goal: GoalRecord) -> HttpResponseBase:
    """What a goal is, and where to start."""
    return render(request, "pathways/goal.html", {"goal": goal, "phase": pages.PHASES[goal.phase], **pages.goal_context(region, goal)})


@visiting
def papers(visit: Visit) -> HttpResponseBase:
    """Which papers a person has."""
    choices = pages.paper_choices(visit.region, visit.goal)
    known = [fact.id for fact in (*choices.near, *choices.others)]
    if visit.request.method != "POST":
        return _papers_page(visit, choices, held=visit.answers.held)
    form = PapersForm(visit.request.POST, papers=known)
    if "none" in visit.request.POST:
        return visit.go("questions", answers=_holding(visit, known, ticked=[]))
    if not form.is_valid():
        return _papers_page(visit, choices, held=visit.answers.held, problems=_form_problems(form))
    answers = _holding(visit, known, ticked=form.cleaned_data["paper"])
    ask_dates = pages.expiring(visit.region, answers.held)
    try:
        return visit.go("dates" if ask_dates else "questions", answers=answers)
    except TooManyAnswersError:
        return _papers_page(visit, choices, held=answers.held, problems=_too_many())


def _papers_page(visit: Visit, choices: pages.PaperChoices, *, held: Any, problems: Problems | None = None) -> HttpResponse:
    context = {
        "choices": choices,
        "held": held,
        "problems": problems,
        "others_open": not choices.near or any(paper.id in held for paper in choices.others),
    }
    return visit.page("papers", context, status=INVALID if problems else 200)


def _holding(visit: Visit, known: list[str], *, ticked: list[str]) -> Answers:
    """The answers with these papers ticked. What the page did not offer stays; dates of what is still ticked stay too."""
    offered = frozenset(known)
    kept = {fact: dates for fact, dates in visit.answers.held.items() if fact not in offered}
    now = {fact: visit.answers.held.get(fact, Dates()) for fact in ticked}
    return replace(visit.answers, held={**kept, **now}, papers_seen=True)


@visiting
def dates(visit: Visit) -> HttpResponseBase:
    """Until when papers that expire are valid."""
    asked = pages.expiring(visit.region, visit.answers.held)
    if not asked:
        return redirect("pathways:papers", visit.goal.id)
    names = [paper.id for paper in asked]
    posted = visit.request.POST if visit.request.method == "POST" else None
    if posted is not None and "skip" in posted:
        return visit.go("questions", answers=visit.answers)
    initial = {f"d{position}": visit.answers.held[name].expires for position, name in enumerate(names)}
    form = DatesForm(posted, papers=names, initial=initial)
    if posted is not None and form.is_valid():
        answers = replace(visit.answers, held=form.dates(visit.answers.held.items()))
        return visit.go("questions", answers=answers)
    problems = [{**problem, "href": f"{problem['href']}_0"} for problem in _form_problems(form)]
    context = {"papers": [(paper, form[f"d{position}"]) for position, paper in enumerate(asked)], "problems": problems}
    return visit.page("dates", context, status=INVALID if problems else 200)


@visiting
def questions(visit: Visit) -> HttpResponseBase:
    """Lead to the next question worth asking, or to the plan where none is left."""
    if visit.goal.kind == "reach" and SIDE not in visit.answers.know:
        return visit.go("question", SIDE, answers=visit.answers)  # every plan starts somewhere: no need to plan to know that
    with queries.one_search():
        ask = visit.ask()
        found = next_questions(visit.region, ask, answer(visit.region, ask, enough_branches=pages.ENOUGH_BRANCHES))
    left = [item["attribute"] for item in found if item["attribute"] not in visit.answers.know]
    name, args = ("question", left[:1]) if left else ("way", [])
    return visit.go(name, *args, answers=replace(visit.answers, left=len(left)))


@visiting
def question(visit: Visit, attribute: str) -> HttpResponseBase:
    """One question: answered, declined, or drawn."""
    record = pages.record_of(visit.region, attribute)
    if record is None:
        return _unknown_goal(visit.request, visit.goal.id, today=visit.today)
    if visit.request.method != "POST":
        return _question_page(visit, record, answer_form(record, known=visit.answers.know.get(attribute, "")))
    if "decline" in visit.request.POST:
        return visit.go("questions", answers=visit.answers.know_about(attribute, UNKNOWN))
    form = answer_form(record, visit.request.POST)
    if not form.is_valid():
        return _question_page(visit, record, form, problems=_answer_problems(form))
    return _take_answer(visit, record, form)


def _take_answer(visit: Visit, record: AttributeRecord, form: AnswerForm) -> HttpResponseBase:
    answers = visit.answers.know_about(record.id, form.text())
    found = [problem for problem in visit.ask(answers).problems if record.id in (problem.key, problem.other)]
    if found:
        return _question_page(visit, record, form, problems=conflict_problems(visit, pages.conflicts(visit.region, found), at=record.id))
    try:
        return visit.go("questions", answers=answers)
    except TooManyAnswersError:
        return _question_page(visit, record, form, problems=_too_many())


def _answer_problems(form: AnswerForm) -> Problems:
    """Problems of an answer; a date's lead to its first part."""
    problems = _form_problems(form)
    return [{**problem, "href": f"{problem['href']}_0"} for problem in problems] if form.kind == "date" else problems


def conflict_problems(visit: Visit, conflicts: list[pages.Conflict], *, at: str = "") -> Problems:
    """Which two answers do not go together, each leading to where it is changed."""
    problems = []
    for conflict in conflicts:
        other = next((name for name in conflict.attributes if name != at), "")
        href = reverse("pathways:question", args=[visit.goal.id, other]) if other else ""
        if not href and conflict.papers:
            href = reverse("pathways:papers", args=[visit.goal.id])
        problems.append({"words": pages.conflict_words(conflict), "href": href or "#main"})
    return problems


def _question_page(visit: Visit, record: AttributeRecord, form: AnswerForm, *, problems: Problems | None = None) -> HttpResponse:
    asked = visit.answers.asked
    number = asked.index(record.id) if record.id in asked else len(asked)
    chosen = form["answer"].value() if "answer" in form.fields else None
    context = {
        "record": record,
        "form": form,
        "chosen": [chosen] if isinstance(chosen, str) else chosen or (),
        "problems": problems,
        "number": number + 1,
        "left": visit.answers.left - 1,
        "back": _back(visit, number),
        "can_finish": number > 0,
    }
    return visit.page("question", context, status=INVALID if problems else 200)


def _back(visit: Visit, number: int) -> str:
    """Where a person came from: the question before, else the papers, else the goal."""
    if number > 0:
        return reverse("pathways:question", args=[visit.goal.id, visit.answers.asked[number - 1]])
    return reverse("pathways:papers" if visit.goal.kind == "reach" else "pathways:goal", args=[visit.goal.id])


@visiting
def way(visit: Visit) -> HttpResponseBase:
    """The plan, or the list of services; by POST, another objective."""
    if visit.request.method == "POST":
        form = ObjectiveForm(visit.request.POST)
        if form.is_valid():
            return visit.go("way", answers=replace(visit.answers, objective=form.cleaned_data["objective"]))
    ask = visit.ask()
    with queries.one_search():
        found = answer(visit.region, ask, enough_branches=pages.ENOUGH_BRANCHES)
    context = {
        "plan": found,
        "problems": conflict_problems(visit, pages.conflicts(visit.region, ask.problems)),
        "objective": found.get("objective", ""),
        "objectives": OBJECTIVE_NAMES,
        "changed": pages.changed_words(visit.region, _changed(visit, found)),
        "told": len(visit.answers.held) + sum(text != UNKNOWN for text in visit.answers.know.values()),
        "today": visit.today,
        **pages.plan_context(visit.region, found, side=ask.side),
    }
    response = visit.page(
        "found" if found["status"] == "found" else "plan", context, status=INVALID if visit.request.method == "POST" else 200
    )
    _remember(visit, response, outline(found))
    return response


def _changed(visit: Visit, found: Mapping[str, Any]) -> Difference:
    """What the last answers changed in the plan, where one was shown before."""
    before = visit.answers.seen if visit.answers.goal == visit.goal.id else ""
    return difference(before, found, ways=visit.region.ways)


def _remember(visit: Visit, response: HttpResponseBase, seen: str) -> None:
    """Take the plan's outline along in the cookie; a visitor who has told nothing is given none."""
    if visit.answers.goal != visit.goal.id or visit.answers.seen == seen:
        return
    with suppress(TooManyAnswersError):  # the answers matter more: then the next change is not told
        visit.write(response, replace(visit.answers, seen=seen))


@visiting
def answers_page(visit: Visit) -> HttpResponseBase:
    """What a person has told, each with a way to change it."""
    held = [(visit.region.facts[fact], when) for fact, when in visit.answers.held.items()]
    problems = conflict_problems(visit, pages.conflicts(visit.region, visit.ask().problems))
    return visit.page("answers", {"held": held, "rows": pages.summary(visit.region, visit.answers), "problems": problems})


@personal
@require_POST
def start_again(request: HttpRequest) -> HttpResponseBase:
    """Erase all answers and begin at the start."""
    links = shell_links()
    response = HttpResponseRedirect(reverse(links.home) if links else "/", status=303)
    forget(response, slot=whose(request))
    return response

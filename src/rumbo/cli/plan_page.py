"""A plan, a list of services, a *why not*, for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rumbo.cli.date_page import show_schedule
from rumbo.cli.language import current, say
from rumbo.cli.output import Page, spoken
from rumbo.cli.words import MESSAGES
from rumbo.pathways.logic.words import date_words, days_words, joined, money_words

Json = dict[str, Any]
_LEVEL_STYLE = {"danger": "bold red", "warning": "bold", "info": ""}


def show_answer(page: Page, answer: Json) -> None:
    """The whole answer to a question."""
    page.line(spoken(answer["name"]), style="bold")
    if answer["lawyer_first"]:
        page.line(say("lawyer-first"), style="bold red")
    show_warnings(page, answer["warnings"])
    page.line(say(f"status.{answer['status']}"))
    if answer["status"] == "found":
        show_services(page, answer["services"])
        _show_notes(page, answer["notes"])
    else:
        _show_plan(page, answer)
    if "schedule" in answer:
        show_schedule(page, answer["schedule"])
    show_questions(page, answer["questions"])
    page.line()
    page.line(say("disclaimer"), style="dim")


def show_warnings(page: Page, warnings: Iterable[Json]) -> None:
    """What must be told first, dangers before the rest."""
    for warning in warnings:
        page.item(f"! {say('level.' + warning['level'])}:", spoken(warning["text"]), style=_LEVEL_STYLE[warning["level"]])
        if warning["deadline"]:
            page.line(say("deadline", date=_date(warning["deadline"])), indent=2)


def _date(iso: str) -> str:
    import datetime as dt

    return date_words(dt.date.fromisoformat(iso))[current()]


def _show_plan(page: Page, answer: Json) -> None:
    if answer["steps"]:
        page.line(_summary(answer["cost"], answer["steps"]))
        page.line(say("days-are-estimates"))
        bodies = [spoken(name) for name in answer["exposed_to"].values()]
        if bodies:
            page.line(say("exposed", bodies=joined(bodies, current())))
    show_steps(page, answer["steps"])
    _show_notes(page, answer["notes"])
    _show_branches(page, answer["branches"])
    _show_alternatives(page, answer["alternatives"])
    if answer["why_not"]:
        show_why_not(page, answer["why_not"])


def _show_notes(page: Page, notes: Iterable[Json]) -> None:
    for note in notes:
        page.line(spoken(note["words"]))


def show_outcome(page: Page, answer: Json) -> None:
    """An answer in short: how it stands, what it costs, which steps or services."""
    page.line(say(f"status.{answer['status']}"), indent=2)
    if answer["status"] == "found":
        for service in answer["services"]:
            page.item(f"[{say('open.' + service['open'])}]", spoken(service["name"]), indent=4)
        return
    if answer["steps"]:
        page.line(_summary(answer["cost"], answer["steps"]), indent=2)
    for number, step in enumerate(answer["steps"], start=1):
        page.item(f"{number}.", spoken(step["name"]), indent=4)


def _summary(cost: Json, steps: list[Json]) -> str:
    days, money = days_words(cost["days"])[current()], money_words(cost["money"], complete=cost["fees_known"])[current()]
    counts = {key: counted(key, n) for key, n in (("steps", len(steps)), ("visits", cost["visits"]), ("crossings", cost["crossings"]))}
    return say("summary", days=days, money=money, **counts)


def counted(key: str, n: int) -> str:
    """A number with its noun, e.g. "1 visit"."""
    return say(f"one.{key}" if n == 1 else f"many.{key}", n=n)


def show_compromises(page: Page, found: Json) -> None:
    """Plans to choose between, one after the other in the order of what is compared first."""
    if found["status"] != "settled":
        page.line(say(f"status.{found['status']}"))
        return
    for number, plan in enumerate(found["plans"], start=1):
        page.line(f"{number}. {_summary(plan['cost'], plan['steps'])}", style="bold")
        for step in plan["steps"]:
            page.item("-", spoken(step["name"]), indent=3)
    if not found["proven"]:
        page.line(say("front-cut-short"))
    page.line(say("days-are-estimates"))


def show_weighed(page: Page, found: Json) -> None:
    """The plan that is best by what each thing is worth."""
    plan = found["plan"]
    if plan is None:
        page.line(say(f"status.{found['status']}"))
        return
    page.line(_summary(plan["cost"], plan["steps"]), style="bold")
    for step in plan["steps"]:
        page.item("-", spoken(step["name"]), indent=3)
    page.line(say("weighed-total", total=found["total"]))
    if not found["proven"]:
        page.line(say("weighed-cut-short"))
    page.line(say("days-are-estimates"))


def show_steps(page: Page, steps: Iterable[Json]) -> None:
    """Steps in order, under the phase they belong to."""
    phase = ""
    for number, step in enumerate(steps, start=1):
        if step["phase"] != phase:
            phase = step["phase"]
            page.line()
            page.line(say(f"phase.{phase}"), style="bold")
        _show_step(page, number, step)


def _show_step(page: Page, number: int, step: Json) -> None:
    body = spoken(step["organization_name"]) or spoken(step["service_name"])
    page.item(f"{number}.", f"{spoken(step['name'])} — {body}", style="bold")
    for sentence in _sentences(step):
        page.line(sentence, indent=3)


def _sentences(step: Json) -> list[str]:
    days = days_words(step["days"], unit=step["days_unit"])[current()]
    marks = [
        step["lawyer_first"] and say("step.lawyer"),
        step["irreversible"] and say("step.irreversible"),
        step["organization_class"] == "enforcement" and say("step.enforcement"),
        step["if"] and say("step.only-if", tests=joined([spoken(test["words"]) for test in step["if"]], current())),
        spoken(step["why"]),
        say("step.cost", days=days, money=money_words(step["money"], complete=step["fee"] in {"free", "known"})[current()]),
        f"certainty.{step['certainty']}" in MESSAGES and say(f"certainty.{step['certainty']}"),
        *(step[key] and say(f"step.{key}", text=spoken(step[key])) for key in ("bring", "gives", "beware", "refused", "unconfirmed")),
        _source(step["source"]),
    ]
    return [mark for mark in marks if mark]


def _source(source: Json | None) -> str:
    if source is None or source["title"] is None:
        return ""
    confidence = say(f"confidence.{source['confidence']}")
    return say("step.source", title=source["title"], date=source["date"], confidence=confidence)


def show_questions(page: Page, questions: Iterable[Json]) -> None:
    """What is still to know, in the order worth answering."""
    listed = list(questions)
    if not listed:
        return
    page.line()
    page.line(say("questions"), style="bold")
    for question in listed:
        page.item("?", f"{spoken(question['question'])} --know {question['attribute']}=…", indent=2)


def _show_branches(page: Page, branches: list[Json]) -> None:
    if not branches:
        return
    page.line()
    page.line(say("branches"), style="bold")
    ways_first = sorted(branches, key=lambda one: str(one["status"]) == "unreachable")
    told = dict.fromkeys((joined([spoken(test["words"]) for test in one["rests_on"]], current()), _outcome(one)) for one in ways_first)
    for tests, outcome in told:
        page.item("-", say("branch", tests=tests, outcome=outcome), indent=2)


def _outcome(branch: Json) -> str:
    if branch["lacks"]:
        papers = [joined([spoken(paper["name"]) for paper in together], current()) for together in branch["lacks"]]
        return say("branch.lacks", papers=joined(papers, current(), any_of=True))
    if branch["status"] == "unreachable":
        return say("branch.none")
    steps = branch["plan"]["steps"] if branch["plan"] else []
    if not steps:
        return say("branch.there")
    return say("branch.steps", steps=counted("steps", len(steps)), ways=", ".join(spoken(step["name"]) for step in steps))


def _show_alternatives(page: Page, alternatives: list[Json]) -> None:
    if not alternatives:
        return
    page.line()
    page.line(say("alternatives"), style="bold")
    for other in alternatives:
        names = ", ".join(spoken(step["name"]) for step in other["steps"])
        page.item("-", f"{names}: {_summary(other['cost'], other['steps'])}", indent=2)


def show_why_not(page: Page, why: Json) -> None:
    """What would open a goal, and the ways that are shut."""
    if why["repairs"]:
        page.line(say("repairs"), style="bold")
    for repair in why["repairs"]:
        page.item("-", spoken(repair["words"]), indent=2)
    if why["closed"]:
        page.line(say("closed"), style="bold")
    for closed in why["closed"]:
        page.item("-", f"{spoken(closed['name'])}: {spoken(closed['words'])}", indent=2)


def show_services(page: Page, services: Iterable[Json]) -> None:
    """Services for a need: open first; of those that depend, on what."""
    listed = list(services)
    if not listed:
        page.line(say("services.none"))
    for service in listed:
        page.line()
        body = spoken(service["organization_name"])
        name = spoken(service["name"])
        page.item(f"[{say('open.' + service['open'])}]", f"{name} — {body}" if body else name, style="bold")
        if service["other_side"]:
            page.line(spoken(service["crossing"]), indent=3, style="bold")
        if service["if"]:
            page.line(say("step.only-if", tests=joined([spoken(test["words"]) for test in service["if"]], current())), indent=3)
        for sentence in filter(None, (spoken(service[key]) for key in ("describes", "how", "asks", "unconfirmed"))):
            page.line(sentence, indent=3)
        if source := _source(service["source"]):
            page.line(source, indent=3)

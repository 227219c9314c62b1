"""``rumbo plan``, ``rumbo why-not``, ``rumbo catch22``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from rumbo.cli.asking import read_days, read_question, read_weights, told
from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import AsOf, By, Front, Goal, Have, Json, Know, Lang, Limit, Objective, RegionPath, Start, Weigh, WithDates
from rumbo.cli.source import open_region

if TYPE_CHECKING:
    from rumbo.pathways.logic.ask import Ask
    from rumbo.pathways.logic.compile import CompiledRegion


def plan(
    goal: Goal,
    have: Have = None,
    know: Know = None,
    objective: Objective = "fastest",
    limit: Limit = None,
    front: Front = None,
    weigh: Weigh = None,
    dates: WithDates = False,
    start: Start = None,
    by: By = None,
    as_of: AsOf = None,
    region: RegionPath = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Plan to a goal; 1 when there is no way, or no service, for this person."""
    from rumbo.cli.output import Page, print_json
    from rumbo.cli.plan_page import show_answer
    from rumbo.pathways.logic.answer import answer

    compiled = open_region(region, as_of)
    ask = read_question(compiled, goal=goal, have=have, know=know, objective=objective, limit=limit)
    if front is not None:
        _show_compromises(compiled, ask, front, as_json=as_json)
        return
    if weigh is not None:
        _show_weighed(compiled, ask, weigh, as_json=as_json)
        return
    asked = read_days(ask, start=start, by=by) if dates or start or by else None
    found = answer(compiled, ask, dates=asked)
    if as_json:
        print_json(found)
    else:
        show_answer(Page(), found)
    if found["status"] == "unreachable" or (found["status"] == "found" and not found["services"]):
        raise typer.Exit(1)


def _show_compromises(region: CompiledRegion, ask: Ask, front: str, *, as_json: bool) -> None:
    from rumbo.cli.output import Page, print_json
    from rumbo.cli.plan_page import show_compromises
    from rumbo.pathways.logic.compare import compromises

    over = [name.strip() for name in front.split(",") if name.strip()]
    try:
        found = compromises(region, ask, over)  # type: ignore[arg-type]  # what is no objective is refused there
    except ValueError as error:
        raise CommandError.of("not-a-front") from error
    if as_json:
        print_json(found)
    else:
        show_compromises(Page(), found)
    if found["status"] != "settled":
        raise typer.Exit(1)


def _show_weighed(region: CompiledRegion, ask: Ask, weigh: str, *, as_json: bool) -> None:
    from rumbo.cli.output import Page, print_json
    from rumbo.cli.plan_page import show_weighed
    from rumbo.pathways.logic.compare import weighed

    weights = read_weights(weigh)
    if region.goals[ask.goal].kind == "find":
        raise CommandError.of("weigh-needs-plan")
    with told():
        found = weighed(region, ask, weights)
    if as_json:
        print_json(found)
    else:
        show_weighed(Page(), found)
    if found["status"] != "settled":
        raise typer.Exit(1)


def why_not(
    goal: Goal,
    have: Have = None,
    know: Know = None,
    limit: Limit = None,
    as_of: AsOf = None,
    region: RegionPath = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Tell what stands between a person and a goal; 1 when it cannot be reached as things are."""
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.cli.plan_page import show_questions, show_warnings, show_why_not
    from rumbo.pathways.logic.answer import why_not as ask_why_not

    compiled = open_region(region, as_of)
    found = ask_why_not(compiled, read_question(compiled, goal=goal, have=have, know=know, limit=limit))
    if as_json:
        print_json(found)
    else:
        page = Page()
        page.line(spoken(found["name"]), style="bold")
        show_warnings(page, found["warnings"])
        page.line(say(f"status.{found['status']}"))
        show_why_not(page, found)
        show_questions(page, found["questions"])
    if found["status"] == "unreachable":
        raise typer.Exit(1)


def catch22(as_of: AsOf = None, region: RegionPath = None, as_json: Json = False, lang: Lang = None) -> None:
    """List the catch-22s of the region."""
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic.answer import catch22 as ask_catch22

    found = ask_catch22(open_region(region, as_of))
    if as_json:
        print_json(found)
        return
    page = Page()
    for circle in found["circles"]:
        page.item("-", spoken(circle["words"]))
        for remedy in circle["remedies"]:
            page.item("→", spoken(remedy["words"]), indent=4)
    if not found["circles"]:
        page.line(say("circles.none"))

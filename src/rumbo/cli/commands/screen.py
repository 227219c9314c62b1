"""``rumbo screen``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.asking import any_goal, read_question
from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import AsOf, Have, Json, Know, Lang, Limit, RegionPath
from rumbo.cli.source import open_region

if TYPE_CHECKING:
    from rumbo.pathways.logic.ask import Ask
    from rumbo.pathways.logic.compile import CompiledRegion


def screen(
    people: Annotated[Path | None, typer.Option("--people")] = None,
    summary: Annotated[bool, typer.Option("--summary")] = False,
    value: Annotated[bool, typer.Option("--value")] = False,
    ways: Annotated[bool, typer.Option("--ways")] = False,
    have: Have = None,
    know: Know = None,
    limit: Limit = None,
    as_of: AsOf = None,
    region: RegionPath = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Screen one person, or a file of people line by line; 2 when a line could not be read."""
    if summary and people is None:
        raise CommandError.of("summary-of-people")
    if people is not None and (have or know):
        raise CommandError.of("one-or-many")
    compiled = open_region(region, as_of)
    if people is not None:
        from rumbo.cli.screening import screen_file

        screen_file(compiled, people, limit=limit or (), ways=ways, value=value, summary=summary, as_json=as_json)
        return
    ask = read_question(compiled, goal=any_goal(compiled), have=have, know=know, limit=limit)
    _screen_one(compiled, ask, ways=ways, value=value, as_json=as_json)


def _screen_one(region: CompiledRegion, ask: Ask, *, ways: bool, value: bool, as_json: bool) -> None:
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic.screen import screen_json
    from rumbo.pathways.logic.words import text

    told = screen_json(region, ask, ways=ways, value=value)
    if as_json:
        print_json(told)
        return
    page = Page()
    page.table([(say(f"reach.{reach}"), goal, spoken(text(region.goals[goal].name))) for goal, reach in told["goals"].items()])
    if ways:
        page.line()
        page.table([(say(f"way.{state}"), way, spoken(text(region.ways[way].name))) for way, state in told["ways"].items()])
    if value:
        page.line()
        page.line(say("screen.value" if told["papers"] else "screen.no-value"))
        for one in told["papers"]:
            page.item("-", f"{one['paper']}: {', '.join(one['opens'] or [say('screen.perhaps', goals=', '.join(one['might_open']))])}")

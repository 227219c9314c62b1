"""``rumbo what-if``."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any

import typer

from rumbo.cli.asking import read_question
from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import AsOf, Goal, Have, Json, Know, Lang, Limit, Objective, RegionPath
from rumbo.cli.source import compile_records, open_region


def what_if(
    changes: Annotated[Path, typer.Argument()],
    goal: Goal,
    people: Annotated[Path | None, typer.Option("--people")] = None,
    by: Annotated[str | None, typer.Option("--by")] = None,
    seed: Annotated[str | None, typer.Option("--seed")] = None,
    have: Have = None,
    know: Know = None,
    objective: Objective = "fastest",
    limit: Limit = None,
    as_of: AsOf = None,
    region: RegionPath = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Answer one question before and after the changes, 1 when there is no way after them; or count many people's, 2 for unread lines."""
    from rumbo.cli.change_files import apply_changes
    from rumbo.cli.output import print_json
    from rumbo.pathways.logic.answer import answer

    if people is not None and (have or know):
        raise CommandError.of("one-or-many")
    if by is not None and people is None:
        raise CommandError.of("by-of-people")
    before = open_region(region, as_of)
    changed = apply_changes(before.records, changes, on=before.day)
    if changed.places and people is None:
        raise CommandError.of("capacity-of-people", path=changes.name)
    if seed is not None and not changed.places:
        raise CommandError.of("seed-of-capacity", path=changes.name)
    if seed is not None and len(seed.splitlines()) > 1:
        raise CommandError.of("assign-fault.bad-seed")
    after = compile_records(changed.records, before.day)
    if people is not None:
        from rumbo.cli.comparing import compare_file

        read_question(before, goal=goal, objective=objective, limit=limit)  # what is wrong with it is told once, not for each line
        compare_file(
            before, after, people, goal=goal, objective=objective, limit=limit or (), by=by, as_json=as_json,
            places=changed.places, seed=secrets.token_hex(8) if seed is None else seed,
        )  # fmt: skip
        return
    found = {}
    for name, compiled in (("before", before), ("after", after)):
        found[name] = answer(compiled, read_question(compiled, goal=goal, have=have, know=know, objective=objective, limit=limit))
    if as_json:
        print_json(found)
    else:
        _show(found)
    if found["after"]["status"] == "unreachable":
        raise typer.Exit(1)


def _show(found: dict[str, Any]) -> None:
    from rumbo.cli.output import Page
    from rumbo.cli.plan_page import show_outcome

    page = Page()
    for name in ("before", "after"):
        page.line(say(f"what-if.{name}"), style="bold")
        show_outcome(page, found[name])
    before, after = ([step["way"] for step in found[name].get("steps", ())] for name in ("before", "after"))
    if before == after and found["before"]["status"] == found["after"]["status"]:
        page.line(say("what-if.same"))

"""``rumbo what-if``."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rumbo.cli.asking import read_question
from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import AsOf, Goal, Have, Json, Know, Lang, Limit, Objective, RegionPath
from rumbo.cli.source import compile_records, open_region

if TYPE_CHECKING:
    from rumbo.pathways.logic.ask import Ask
    from rumbo.pathways.logic.compile import CompiledRegion


def what_if(
    goal: Goal,
    changes: Annotated[Path | None, typer.Argument()] = None,
    rule: Annotated[str | None, typer.Option("--rule")] = None,
    rules: Annotated[bool, typer.Option("--rules")] = False,
    people: Annotated[Path | None, typer.Option("--people")] = None,
    invented: Annotated[bool, typer.Option("--invented")] = False,
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
    from rumbo.cli.comparing import compare_file, compare_invented, show_rules

    _check_together(changes=changes, rule=rule, rules=rules, people=people, invented=invented, by=by, said=have or know)
    before = open_region(region, as_of)
    ask = read_question(before, goal=goal, have=have, know=know, objective=objective, limit=limit)
    if (rules or rule is not None) and before.goals[goal].reach is None:
        raise CommandError.of("goal-to-find", value=goal)
    if rules:
        show_rules(before, goal, as_json=as_json)
        return
    after, places = _after(before, goal, changes, rule)
    _check_places(places, changes, people=people, seed=seed)
    if people is not None:
        compare_file(
            before, after, people, goal=goal, objective=objective, limit=limit or (), by=by, as_json=as_json,
            places=places, seed=secrets.token_hex(8) if seed is None else seed,
        )  # fmt: skip
    elif invented:
        compare_invented(before, after, goal=goal, objective=ask.objective[0], by=by, as_json=as_json)
    else:
        after_ask = read_question(after, goal=goal, have=have, know=know, objective=objective, limit=limit)
        _one_person(before, ask, after, after_ask, as_json=as_json)


def _check_together(
    *, changes: Path | None, rule: str | None, rules: bool, people: Path | None, invented: bool, by: str | None, said: object
) -> None:
    """Refuse options that do not go together."""
    if (changes is not None) + (rule is not None) + rules != 1:
        raise CommandError.of("file-or-rule")
    if (people is not None or invented) and said:
        raise CommandError.of("one-or-many")
    if people is not None and invented:
        raise CommandError.of("people-or-invented")
    if by is not None and people is None and not invented:
        raise CommandError.of("by-of-people")


def _check_places(places: dict[str, int], changes: Path | None, *, people: Path | None, seed: str | None) -> None:
    """Refuse places where nobody can take them, and a lottery without places."""
    name = changes.name if changes is not None else ""
    if places and people is None:
        raise CommandError.of("capacity-of-people", path=name)
    if seed is not None and not places:
        raise CommandError.of("seed-of-capacity", path=name)
    if seed is not None and len(seed.splitlines()) > 1:
        raise CommandError.of("assign-fault.bad-seed")


def _after(before: CompiledRegion, goal: str, changes: Path | None, rule: str | None) -> tuple[CompiledRegion, dict[str, int]]:
    """The region after the changes, and how many people can take those ways that not everybody can."""
    from rumbo.cli.change_files import apply_file
    from rumbo.pathways.logic.changes import apply_changes
    from rumbo.pathways.logic.names import nearest
    from rumbo.pathways.logic.rules import changes_of, find_rule, rules_of

    if changes is not None:
        changed = apply_file(before.records, changes, on=before.day)
        return compile_records(changed.records, before.day), changed.places
    found = find_rule(before, goal, rule or "")
    if found is None:
        near = ", ".join(nearest(f"{rule}"[:120], [one.id for one in rules_of(before, goal)]))
        raise CommandError.of("no-such-rule", value=f"{rule}"[:120], nearest=near)
    changed = apply_changes(before.records, changes_of(found, on=before.day), on=before.day)
    return compile_records(changed.records, before.day), {}


def _one_person(before: CompiledRegion, ask: Ask, after: CompiledRegion, after_ask: Ask, *, as_json: bool) -> None:
    from rumbo.cli.output import print_json
    from rumbo.pathways.logic.answer import answer

    found = {"before": answer(before, ask), "after": answer(after, after_ask)}
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

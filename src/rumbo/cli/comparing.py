"""Many people compared before and after ways change, of a file or made up: who gains and who loses, by group."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.people_files import ROWS_AT_ONCE, open_people
from rumbo.cli.screening import Reader, shown

if TYPE_CHECKING:
    from rumbo.engine.model import Objective
    from rumbo.pathways.logic.compile import CompiledRegion

MOST_GROUPS = 1_000


def compare_file(
    before: CompiledRegion,
    after: CompiledRegion,
    path: Path,
    *,
    goal: str,
    objective: str,
    limit: Sequence[str],
    by: str | None,
    as_json: bool,
    places: Mapping[str, int],
    seed: str,
) -> None:
    """Print who newly reaches a goal, who no longer does, and for how many it is better or worse.

    Args:
        places: how many people can take a way, of those that not everybody can.
        seed: of the lottery for these places; a person's name in it is the number of their line.

    Raises:
        CommandError: the file cannot be read, the goal is one to look for, or ``by`` is no column of people or has too many values.
        typer.Exit: with 2, at the end, when a row could not be read.
    """
    from rumbo.pathways.logic.gains import GainTally
    from rumbo.pathways.logic.rationing import Rationing

    columns = ("side", *before.attributes)
    if goal in before.goals and before.goals[goal].reach is None:
        raise CommandError.of("goal-to-find", value=goal)
    if by is not None and by not in columns:
        raise CommandError.of("no-such-column", value=by[:80], columns=", ".join(columns))
    rationing, tally = Rationing(before, after, places, seed), GainTally()
    reader = Reader(before, path, limit, goal=goal, objective=objective)
    with open_people(path, columns) as rows:
        while part := list(itertools.islice(rows, ROWS_AT_ONCE)):
            read = list(reader.read(part))
            groups = [person.cells.get(by, "") if by else "" for person, _ in read]
            if len(tally.counts.keys() | set(groups)) > MOST_GROUPS:
                raise CommandError.of("too-many-groups", value=by, most=MOST_GROUPS)
            tally.add(rationing.come([f"{person.line}" for person, _ in read], groups, [ask for _, ask in read]))
    tally.add(rationing.serve())
    told = {"before": before.world.hash, "after": after.world.hash, "goal": goal, "objective": objective.split(",")[0], **tally.as_json()}
    if places:
        told |= rationing.as_json(told)
    if by is None:
        told.pop("groups")
    _show(told, by, as_json=as_json)
    if reader.failed:
        raise typer.Exit(2)


def compare_invented(
    before: CompiledRegion, after: CompiledRegion, *, goal: str, objective: Objective, by: str | None, as_json: bool
) -> None:
    """Print what becomes of made-up people who want a goal, and say that they are made up.

    Raises:
        CommandError: the goal is one to look for, or ``by`` is nothing that they are told apart by.
    """
    from rumbo.cli.output import Page
    from rumbo.pathways.logic.problems import AskError
    from rumbo.pathways.logic.rule_costs import rule_cost

    try:
        told = rule_cost(before, after, goal, objective=objective, by=by)
    except AskError as error:
        raise CommandError([problem.as_json() for problem in error.problems]) from None
    if not as_json:
        Page().line(say("gains.invented"), style="bold")
    _show(told, by, as_json=as_json)


def show_rules(region: CompiledRegion, goal: str, *, as_json: bool) -> None:
    """Print the rules on the way to a goal that one can question, each with its id."""
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic.rules import rule_words, rules_json, rules_of

    if as_json:
        print_json(rules_json(region, goal))
        return
    page = Page()
    for rule in rules_of(region, goal):
        page.line(rule.id, style="bold")
        page.line(spoken(rule_words(region, rule)), indent=2)


def _show(told: dict[str, Any], by: str | None, *, as_json: bool) -> None:
    from rumbo.cli.output import Page, print_json

    if as_json:
        print_json(told)
        return
    page = Page()
    page.line(say("screen.people", count=shown(told["people"])))
    _outcomes(page, told, told["objective"])
    if "capacity" in told:
        _places(page, told)
    for group in told.get("groups", ()):
        page.line()
        name = say("gains.others") if group["group"] is None else group["group"] or say("gains.not-said")
        page.line(say("gains.group", by=by, group=name, count=group["people"]), style="bold")
        _outcomes(page, group, told["objective"])


def _places(page: Any, told: dict[str, Any]) -> None:
    page.line()
    page.line(say("capacity.lottery", seed=told["seed"]))
    for one in told["capacity"]:
        used, away = shown(one["used"]), shown(one["turned_away"])
        page.line(say("capacity.way", way=one["way"], places=one["places"], used=used, away=away))
    page.line(say("capacity.turned-away", count=shown(told["turned_away"])))


def _outcomes(page: Any, told: dict[str, Any], objective: str) -> None:
    page.table([(shown(count), say(f"gains.{outcome}")) for outcome, count in told["outcomes"].items()])
    for word, median in (told["by"] or {}).items():
        if median is not None:
            unit = told.get("currency") if objective == "cheapest" else None
            page.line(say(f"gains.median-{word}", median=abs(median), unit=unit or say(f"gains.unit.{objective}")))

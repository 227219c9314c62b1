"""``rumbo screen``."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from rumbo.cli.asking import read_question
from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import AsOf, Have, Json, Know, Lang, Limit, RegionPath
from rumbo.cli.source import open_region, read_day

if TYPE_CHECKING:
    from rumbo.pathways.logic.compile import CompiledRegion


def screen(
    people: Annotated[Path | None, typer.Option("--people")] = None,
    have: Have = None,
    know: Know = None,
    limit: Limit = None,
    as_of: AsOf = None,
    region: RegionPath = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Screen one person, or a file of people line by line; 2 when a line could not be read."""
    compiled = open_region(region, as_of)
    if people is not None:
        _screen_people(compiled, people, as_json=as_json)
        return
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic.screen import screen as screen_goals
    from rumbo.pathways.logic.words import text

    found = screen_goals(compiled, read_question(compiled, goal=_any_goal(compiled), have=have, know=know, limit=limit))
    if as_json:
        print_json({"as_of": compiled.day.isoformat(), "world": compiled.world.hash, "goals": dict(found)})
        return
    Page().table([(say(f"reach.{reach}"), goal, spoken(text(compiled.goals[goal].name))) for goal, reach in found.items()])


def _any_goal(region: CompiledRegion) -> str:
    # A question is read against some goal; screening looks at all of them and not at this one.
    return next(iter(region.goals), "")


def _screen_people(region: CompiledRegion, path: Path, *, as_json: bool) -> None:
    from rumbo.cli.files import read_people

    failed = False
    writer = None if as_json else csv.writer(sys.stdout, lineterminator="\n")
    if writer is not None:
        writer.writerow(["id", *region.goals])
    with _opened(path) as file:
        for line, person in read_people(file, name=path.name):
            try:
                found = _screen_person(region, person)
            except CommandError as error:
                # Codes and places only: a line of the file is about a person.
                detail = "; ".join(sorted({_place(problem) for problem in error.problems}))
                sys.stderr.write(say("people-row", path=path.name, line=line, detail=detail) + "\n")
                failed = True
                continue
            if writer is None:
                sys.stdout.write(json.dumps({"id": person.get("id", ""), "goals": dict(found)}, ensure_ascii=False) + "\n")
            else:
                writer.writerow([person.get("id", ""), *found.values()])
    if failed:
        raise typer.Exit(2)


def _place(problem: Mapping[str, object]) -> str:
    # A paper named by what a person typed is left out: only attributes and limits are the region's own words.
    key = problem.get("key") if problem.get("code") != "unknown-attribute" else ""
    return " ".join(str(part) for part in (problem.get("field"), key, problem["code"]) if part)


def _screen_person(region: CompiledRegion, person: Mapping[str, str]) -> Mapping[str, str]:
    from rumbo.pathways.logic.screen import screen as screen_goals

    day = read_day(person.get("as_of") or None)
    ask = read_question(region, goal=_any_goal(region), have=[person.get("have", "")], know=[person.get("know", "")], as_of=day)
    return screen_goals(region, ask)


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    if str(path) == "-":
        yield sys.stdin
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except OSError as error:
        raise CommandError.of("file-unreadable", path=path) from error
    except UnicodeDecodeError as error:
        raise CommandError.of("file-not-text", path=path) from error

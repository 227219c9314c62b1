"""``rumbo assign``."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import Json, Lang
from rumbo.cli.source import data_folder

if TYPE_CHECKING:
    from rumbo.cli.assign_files import AssignFiles
    from rumbo.engine.assign import AssignProblem, Missed, Outcome, Standing

SHOWN_PEOPLE = 50
COLUMNS = ("id", "place", "wish", "lottery", "reasons")


def assign(
    applicants: Annotated[Path, typer.Argument()],
    places: Annotated[Path, typer.Argument()],
    mode: Annotated[str, typer.Option("--mode")] = "stable",
    seed: Annotated[str | None, typer.Option("--seed")] = None,
    out: Annotated[Path | None, typer.Option("--out")] = None,
    who: Annotated[str | None, typer.Option("--who")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Give out the places, and say why each got what they got."""
    from rumbo.config.kernels import use_if_warm

    use_if_warm(data_folder())
    from rumbo.cli.assign_files import read_assign_files, told
    from rumbo.engine.assign import MODES, AssignError
    from rumbo.engine.assign import assign as give_out

    chosen = next((known for known in MODES if known == mode), None)
    if chosen is None:
        raise CommandError.of("assign-mode", value=mode[:80], known=", ".join(MODES))
    if out is not None and any(out.resolve() == read.resolve() for read in (applicants, places)):
        raise CommandError.of("assign-out-is-read", path=out.name)
    files = read_assign_files(applicants, places)
    try:
        outcome = give_out(files.problem, seed=secrets.token_hex(8) if seed is None else seed, mode=chosen)
    except AssignError as error:
        raise told(error, files) from error
    if who is not None and who not in {one.name for one in files.problem.applicants}:
        raise CommandError.of("assign-nobody", path=applicants.name, value=who[:80])
    if out is not None:
        _write(outcome, out)
    if as_json:
        from rumbo.cli.output import print_json

        print_json(_as_json(outcome, who))
    else:
        _show(outcome, files, out=out, who=who)


def _as_json(outcome: Outcome, who: str | None) -> dict[str, Any]:
    people = [found for found in outcome.placements if who in (None, found.applicant)]
    return {
        "mode": outcome.mode,
        "seed": outcome.seed,
        "applicants": [
            {
                "id": found.applicant,
                "place": found.place,
                "wish": found.wish,
                "lottery": found.lottery,
                "missed": [_missed_as_json(missed) for missed in outcome.missed(found.applicant)],
            }
            for found in people
        ],
        "places": [
            {"id": found.place, "admitted": list(found.admitted), "closed": found.closed, "reached": found.reached}
            for found in outcome.places
        ],
        "closed": list(outcome.closed),
    }


def _missed_as_json(missed: Missed) -> dict[str, Any]:
    found: dict[str, Any] = {"place": missed.place, "wish": missed.wish, "reason": missed.reason}
    for key, standing in (("own", missed.own), ("last", missed.last), ("enough", missed.enough)):
        if standing is not None:
            found[key] = {"id": standing.applicant, "priority": _number(standing), "lottery": standing.lottery}
    numbers = {name: getattr(missed, name) for name in ("in_line", "reached", "minimum", "without_place", "wishes_down")}
    found |= {name: number for name, number in numbers.items() if number is not None}
    return found


def _number(standing: Standing) -> int | float:
    number = standing.priority
    return int(number) if number == int(number) else float(number)


def _show(outcome: Outcome, files: AssignFiles, *, out: Path | None, who: str | None) -> None:
    from rumbo.cli.output import Page

    page = Page()
    found = [one for one in outcome.placements if who in (None, one.applicant)]
    if who is None:
        page.line(say(f"assign.mode.{outcome.mode}"), style="bold")
        placed = [one for one in found if one.place is not None]
        page.line(say("assign.counts", placed=len(placed), people=len(found), first=sum(one.wish == 1 for one in placed)))
    page.line(say("assign.seed", seed=outcome.seed))
    for place, result in zip(files.problem.places, outcome.places, strict=True):
        if result.closed and who is None:
            page.line(say("assign.closed", place=place.name, reached=result.reached, minimum=place.minimum))
    shown = found[:SHOWN_PEOPLE]
    if shown:
        page.table(
            [(one.applicant, say("assign.wish", wish=one.wish) if one.wish else "", one.place or say("assign.none")) for one in shown]
        )
    if len(found) > len(shown):
        page.line(say("assign.rest", count=len(found) - len(shown)))
    if who is not None:
        for missed in outcome.missed(who):
            page.line(_reason(missed, points=_by_points(files.problem)), indent=2)
    if out is not None:
        page.line(say("assign.written", path=out))


def _by_points(problem: AssignProblem) -> frozenset[str]:
    return frozenset(place.name for place in problem.places if problem.higher_first and place.ranks is None)


def _reason(missed: Missed, *, points: Container[str]) -> str:
    """Why a place was missed. ``points``: the places that go by points."""
    said: dict[str, object] = {"wish": missed.wish, "place": missed.place}
    key = f"assign.missed.{missed.reason}"
    if missed.reason == "full" and missed.own and missed.last and missed.enough:
        key += ".points" if missed.place in points else ".priority"
        said |= {"last": missed.last.applicant, "priority": _number(missed.last), "lottery": missed.last.lottery}
        said |= {"own_priority": _number(missed.own), "own_lottery": missed.own.lottery}
        said |= {"in_line": missed.in_line, "enough": missed.enough.applicant}
    elif missed.reason == "closed":
        said |= {"reached": missed.reached, "minimum": missed.minimum}
    elif missed.reason == "total":
        key += ".people" if missed.without_place else ".down" if missed.wishes_down else ".same"
        said |= {"people": missed.without_place, "down": missed.wishes_down}
    return say(key, **said)


def _write(outcome: Outcome, path: Path) -> None:
    """Keep the outcome in a CSV file, whole or not at all."""
    points = _by_points(outcome.problem)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    try:
        # With the mark that spreadsheets need to read accents right.
        with unfinished.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for found in outcome.placements:
                reasons = " ".join(_reason(missed, points=points) for missed in outcome.missed(found.applicant))
                writer.writerow([harmless(cell) for cell in (found.applicant, found.place or "", found.wish or "", found.lottery, reasons)])
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CommandError.of("file-unusable", path=path, detail=error.strerror) from error


def harmless(cell: object) -> str:
    """A cell that no spreadsheet runs as a formula: what begins like one gets an apostrophe before it.

    >>> harmless("=1+1")
    "'=1+1"
    """
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text

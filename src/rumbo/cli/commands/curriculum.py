"""``rumbo curriculum check``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rumbo.cli.failures import CommandError
from rumbo.cli.options import Json, Lang

if TYPE_CHECKING:
    from rumbo.engine.curricula.reading import CurriculumFile, Problem

MAX_CAP = 9999


def check(
    csv: Annotated[Path, typer.Argument()],
    credits: Annotated[str | None, typer.Option("--credits")] = None,  # noqa: A002 - the option's own name
    courses: Annotated[str | None, typer.Option("--courses")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Check a curriculum; 0 fine, 1 something cannot be satisfied, 2 not readable."""
    from rumbo.cli.curriculum_page import show
    from rumbo.cli.output import print_json
    from rumbo.engine.curricula.report import report

    most_credits, most_courses = _cap("credits", credits), _cap("courses", courses, whole=True)
    found = report(_read(csv), most_credits=most_credits, most_courses=None if most_courses is None else int(most_courses))
    if as_json:
        print_json(found.to_json())
    else:
        show(found)
    if found.faults:
        raise typer.Exit(1)


def _read(path: Path) -> CurriculumFile:
    from rumbo.cli.files import read_at_most
    from rumbo.engine.curricula.reading import MAX_BYTES, UnreadableError, read_curriculum

    try:
        return read_curriculum(read_at_most(path, MAX_BYTES))
    except UnreadableError as error:
        raise CommandError([_told(path, problem) for problem in error.problems]) from error


def _told(path: Path, problem: Problem) -> dict[str, Any]:
    told = CommandError.of(f"curriculum.{problem.code}", path=path.name, row=problem.row, column=problem.column, value=problem.value)
    return {**told.problems[0], "row": problem.row, "column": problem.column}


def _cap(option: str, value: str | None, *, whole: bool = False) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or not 0 < number <= MAX_CAP or (whole and number != int(number)):
        raise CommandError.of("curriculum.cap-wrong", option=option, value=value[:40])
    return number

"""From options to a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rumbo.cli.failures import CommandError

if TYPE_CHECKING:
    from rumbo.engine.model import Objective
    from rumbo.pathways.logic.ask import Ask
    from rumbo.pathways.logic.compile import CompiledRegion
    from rumbo.pathways.logic.dates import Dates

MOST_TEXT, MOST_DIGITS = 1_000, 9


def read_question(
    region: CompiledRegion,
    *,
    goal: str,
    have: Sequence[str] | None = None,
    know: Sequence[str] | None = None,
    objective: str = "fastest",
    limit: Sequence[str] | None = None,
    as_of: dt.date | None = None,
    answers: Sequence[tuple[str, str]] = (),
) -> Ask:
    """The question that the options ask, on the day the region is compiled for unless ``as_of`` says another.

    ``answers``: more of what ``know`` says, by attribute.

    Raises:
        CommandError: with everything that is wrong with it.
    """
    from rumbo.pathways.logic.ask import AskError, read_ask, read_pairs

    try:
        return read_ask(
            region,
            goal=goal,
            have=have or (),
            know=[*read_pairs(",".join(know or ()), field="know"), *answers],
            objective=objective,
            limits=read_pairs(",".join(limit or ()), field="limits"),
            as_of=as_of or region.day,
        )
    except AskError as error:
        raise CommandError([problem.as_json() for problem in error.problems]) from None


def read_days(ask: Ask, *, start: str | None, by: str | None) -> Dates:
    """From when and by when a plan's dates are asked for.

    Raises:
        CommandError: with what is wrong with them.
    """
    from rumbo.pathways.logic.dates import read_dates
    from rumbo.pathways.logic.problems import AskError

    try:
        return read_dates(start=start, by=by, as_of=ask.as_of)
    except AskError as error:
        raise CommandError([problem.as_json() for problem in error.problems]) from None


def read_weights(text: str) -> dict[Objective, int]:
    """What each objective is worth, from ``name=number`` with commas.

    Raises:
        CommandError: for another name, or what is no whole number.
    """
    from rumbo.engine.model import OBJECTIVES
    from rumbo.pathways.logic.problems import Problem

    weights: dict[Objective, int] = {}
    for part in filter(None, (part.strip() for part in text[:MOST_TEXT].split(","))):
        name, _, number = (piece.strip() for piece in part.partition("="))
        if name not in OBJECTIVES:
            raise CommandError([Problem(code="unknown-objective", field="weights", value=name).as_json()])
        if not (number.isascii() and number.isdigit()) or len(number) > MOST_DIGITS:
            raise CommandError([Problem(code="not-weights", field="weights", value=part).as_json()])
        weights[name] = int(number)
    return weights


@contextmanager
def told() -> Iterator[None]:
    """What is wrong with a question, told at the terminal.

    Raises:
        CommandError: with the problems.
    """
    from rumbo.pathways.logic.problems import AskError

    try:
        yield
    except AskError as error:
        raise CommandError([problem.as_json() for problem in error.problems]) from None


def any_goal(region: CompiledRegion) -> str:
    """Some goal: a question is read against one, also where all goals are looked at and not this one."""
    return next(iter(region.goals), "")

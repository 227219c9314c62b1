"""From options to a question."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rumbo.cli.failures import CommandError

if TYPE_CHECKING:
    from rumbo.pathways.logic.ask import Ask
    from rumbo.pathways.logic.compile import CompiledRegion
    from rumbo.pathways.logic.dates import Dates


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


def any_goal(region: CompiledRegion) -> str:
    """Some goal: a question is read against one, also where all goals are looked at and not this one."""
    return next(iter(region.goals), "")

"""Days on which a person still meets what a way asks of them: ages and terms run on while they wait."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Set

from rumbo.engine.calendars import add_working_days
from rumbo.engine.conditions import NoneOf, Test, facts_in, tests_in, walk
from rumbo.engine.evaluate import evaluate_with, holds, years_between
from rumbo.engine.model import Step, Way
from rumbo.engine.openings import Span
from rumbo.engine.situation import Situation


def days_met(situation: Situation, step: Step, way: Way, whole: Span) -> Iterator[Span]:
    """Days (ordinals) within ``whole`` on which what a way asks of a person is met, as far as what is known of them goes.

    Papers are taken as had: of them, other links speak.
    """
    dated = [test for test in tests_in(way.requires) if test.attribute in situation.attributes and _changes(situation, test) is not None]
    if not dated:
        yield whole
        return
    needed = frozenset(step.uses).union(
        *(facts_in(part) & situation.held for part in walk(way.requires) if isinstance(part, NoneOf)),
    )
    changes = {day for test in dated if (day := _changes(situation, test)) is not None and whole[0] < day <= whole[1]}
    cuts = [whole[0], *sorted(changes), whole[1] + 1]
    pieces = [(first, after - 1) for first, after in itertools.pairwise(cuts)]
    yield from _joined(piece for piece in pieces if _is_met(situation, step, way, needed, piece[0]))


def _joined(pieces: Iterable[Span]) -> list[Span]:
    spans: list[Span] = []
    for first, last in pieces:
        if spans and spans[-1][1] + 1 == first:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _is_met(situation: Situation, step: Step, way: Way, needed: Set[str], day: int) -> bool:
    on, open_tests = dt.date.fromordinal(day), dict(step.if_)

    def truth(test: Test) -> bool | None:
        if test.attribute not in situation.attributes:
            return open_tests.get(test)
        return holds(test, situation.attributes[test.attribute], as_of=on, calendars=situation.world.calendars)

    return evaluate_with(way.requires, has=needed.__contains__, truth=truth) is not False


def _changes(situation: Situation, test: Test) -> int | None:
    """The day (ordinal) from which a test of a known attribute comes out otherwise than before; None where it never does."""
    value, wanted = situation.attributes.get(test.attribute), test.value
    if not isinstance(value, dt.date):
        return None
    if test.operator.startswith("days_since") and isinstance(wanted, int):
        return value.toordinal() + wanted + 1
    if test.operator.startswith("working_days_since") and isinstance(wanted, tuple):
        number, calendar = wanted
        return add_working_days(situation.world.calendars[str(calendar)], value, int(number) + 1).toordinal()
    if test.operator in {"age_at_least", "age_under"} and isinstance(wanted, int):
        return birthday(value, wanted).toordinal()
    return None


def birthday(born: dt.date, years: int) -> dt.date:
    """The day on which so many years are completed.

    >>> birthday(dt.date(2008, 2, 29), 18)
    datetime.date(2026, 3, 1)
    """
    year = born.year + years
    day = dt.date(year, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=year)
    return day - dt.timedelta(1) if years_between(born, day - dt.timedelta(1)) >= years else day

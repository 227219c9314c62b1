"""What an unknown attribute may turn out to be: the finitely many cells its tests cut it into.

Two values in the same cell pass exactly the same tests, so one representative of each cell stands for all. A cell is
the mapping from each test to whether it holds there.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from rumbo.engine.calendars import is_working_day
from rumbo.engine.conditions import OPERATORS, Test
from rumbo.engine.evaluate import holds
from rumbo.engine.model import AttributeSpec, AttributeValue, Calendar, Household

Cell = Mapping[Test, bool]
MAX_SUBSET_WORDS = 10
MAX_AGE_YEARS = 130


def cells_of(
    spec: AttributeSpec, tests: Iterable[Test], *, as_of: dt.date, calendars: Mapping[str, Calendar]
) -> tuple[dict[Test, bool], ...]:
    """The cells that ``tests`` of one attribute cut its values into, each once, in the order of their values.

    >>> spec = AttributeSpec(name="birth_date", kind="date")
    >>> adult = Test("birth_date", "age_at_least", 18)
    >>> [cell[adult] for cell in cells_of(spec, [adult], as_of=dt.date(2026, 11, 22), calendars={})]
    [True, False]
    """
    ordered = sorted(set(tests), key=_test_order)
    cells: dict[tuple[bool, ...], dict[Test, bool]] = {}
    for value in representatives(spec, ordered, as_of=as_of, calendars=calendars):
        truths = tuple(holds(test, value, as_of=as_of, calendars=calendars) for test in ordered)
        cells.setdefault(truths, dict(zip(ordered, truths, strict=True)))
    return tuple(cells.values())


def _test_order(test: Test) -> tuple[str, str, str]:
    return (test.attribute, test.operator, str(test.value))


def representatives(spec: AttributeSpec, tests: list[Test], *, as_of: dt.date, calendars: Mapping[str, Calendar]) -> list[AttributeValue]:
    """Values of which at least one lies in every cell that a value of the attribute can lie in."""
    match spec.kind:
        case "word":
            return _words_of(spec, tests)
        case "words":
            return _word_sets(spec, tests)
        case "number":
            return [n for n in _around(tests) if n >= 0]
        case "household":
            adults = [n for n in _around([t for t in tests if t.operator == "adults_at_least"]) if n >= 0]
            children = [n for n in _around([t for t in tests if t.operator == "children_at_least"]) if n >= 0]
            return [Household(adults=a, children=c) for a, c in itertools.product(adults, children)]
        case "date":
            return _dates(tests, as_of, calendars)


def _mentioned(tests: list[Test]) -> list[str]:
    words: set[str] = set()
    for test in tests:
        if OPERATORS[test.operator] == "values":
            words.update(test.value)  # type: ignore[arg-type]
        else:
            words.add(str(test.value))
    return sorted(words)


def _words_of(spec: AttributeSpec, tests: list[Test]) -> list[AttributeValue]:
    if spec.values:
        return list(spec.values)
    mentioned = _mentioned(tests)
    return [*mentioned, _another_word(mentioned)]


def _another_word(words: list[str]) -> str:
    """A word that is none of ``words``: any other value of an attribute whose values are open."""
    return "other" if "other" not in words else "other-" + "-".join(words)


def _word_sets(spec: AttributeSpec, tests: list[Test]) -> list[AttributeValue]:
    mentioned = _mentioned(tests)
    sizes = range(len(mentioned) + 1) if len(mentioned) <= MAX_SUBSET_WORDS else range(3)
    other = _another_word(mentioned)
    return [frozenset(words) or frozenset({other}) for size in sizes for words in itertools.combinations(mentioned, size)]


def _around(tests: list[Test]) -> list[int]:
    bounds = {0} | {int(test.value) for test in tests}  # type: ignore[arg-type]
    return sorted({bound + step for bound in bounds for step in (-1, 0, 1)})


def _dates(tests: list[Test], as_of: dt.date, calendars: Mapping[str, Calendar]) -> list[AttributeValue]:
    days = {as_of}
    for test in tests:
        edge = _edge(test, as_of, calendars)
        days.update((edge - dt.timedelta(1), edge, edge + dt.timedelta(1)))
    days.add(min(days) - dt.timedelta(1))
    days.add(max(days) + dt.timedelta(1))
    ordered: list[AttributeValue] = []
    ordered += sorted(days)
    return ordered


def _edge(test: Test, as_of: dt.date, calendars: Mapping[str, Calendar]) -> dt.date:
    value: Any = test.value
    match test.operator:
        case "on_or_after" | "on_or_before":
            return dt.date.fromordinal(value.toordinal())
        case "age_at_least" | "age_under":
            return years_before(as_of, min(int(value), MAX_AGE_YEARS))
        case "working_days_since_at_most" | "working_days_since_more_than":
            return working_days_before(calendars[value[1]], as_of, value[0])
        case _:
            return as_of - dt.timedelta(min(int(value), 365 * MAX_AGE_YEARS))


def years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def working_days_before(calendar: Calendar, day: dt.date, n: int) -> dt.date:
    """The earliest start from which at most ``n`` working days have passed up to ``day``."""
    start, passed = day, 0
    for _ in range(365 * MAX_AGE_YEARS):
        passed += is_working_day(calendar, start)
        if passed > n:
            break
        start -= dt.timedelta(1)
    return start

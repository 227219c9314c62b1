"""Truth of conditions for one person: true, false, or unknown (``None``), by Kleene's three values.

Soundness: a true or false answer holds whatever the unknown attributes turn out to be. Single tests that only together
exhaust an attribute (``age < 18 or age >= 18``) are seen by :mod:`rumbo.engine.cells`, not here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rumbo.engine.calendars import working_days_between
from rumbo.engine.conditions import OPERATORS, All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, Test
from rumbo.engine.model import AttributeValue, Calendar, Household


class AttributeTypeError(TypeError):
    """A test met a value of another type than it reads, e.g. an age of a word."""


def evaluate(
    condition: Condition,
    *,
    facts: frozenset[str] | set[str],
    attributes: Mapping[str, AttributeValue],
    as_of: dt.date,
    calendars: Mapping[str, Calendar] | None = None,
) -> bool | None:
    """Whether ``condition`` holds for a person with these ``facts`` (closed over ``implies``) and ``attributes``.

    Raises:
        AttributeTypeError: when a value has another type than its test reads.

    >>> evaluate(Test("birth_date", "age_at_least", 18), facts=set(), attributes={}, as_of=dt.date(2026, 11, 22)) is None
    True
    """
    known = calendars or {}

    def truth(test: Test) -> bool | None:
        if test.attribute not in attributes:
            return None
        return holds(test, attributes[test.attribute], as_of=as_of, calendars=known)

    return evaluate_with(condition, has=facts.__contains__, truth=truth)


def evaluate_with(condition: Condition, *, has: Callable[[str], bool], truth: Callable[[Test], bool | None]) -> bool | None:
    """As :func:`evaluate`, with the two kinds of leaves answered by functions."""
    match condition:
        case Fact(name):
            return has(name)
        case Test():
            return truth(condition)
        case SumOf(weights, at_least):
            return sum(weight for name, weight in weights if has(name)) >= at_least
        case All(parts):
            return at_least_of(len(parts), [evaluate_with(part, has=has, truth=truth) for part in parts])
        case AnyOf(parts):
            return at_least_of(1, [evaluate_with(part, has=has, truth=truth) for part in parts])
        case AtLeast(n, parts):
            return at_least_of(n, [evaluate_with(part, has=has, truth=truth) for part in parts])
        case NoneOf(parts):
            some = at_least_of(1, [evaluate_with(part, has=has, truth=truth) for part in parts])
            return None if some is None else not some


def at_least_of(n: int, values: Iterable[bool | None]) -> bool | None:
    """Whether at least ``n`` of three-valued ``values`` are true."""
    listed = list(values)
    if sum(value is True for value in listed) >= n:
        return True
    if sum(value is not False for value in listed) < n:
        return False
    return None


def years_between(born: dt.date, day: dt.date) -> int:
    """Completed years. Someone born on 29 February completes a year on 1 March of common years.

    >>> years_between(dt.date(2008, 2, 29), dt.date(2026, 2, 28))
    17
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def holds(test: Test, value: AttributeValue, *, as_of: dt.date, calendars: Mapping[str, Calendar]) -> bool:
    """Whether a known attribute ``value`` passes ``test`` on ``as_of``.

    Raises:
        AttributeTypeError: when ``value`` has another type than the test reads.
        KeyError: for a calendar that is not in ``calendars``.
    """
    if OPERATORS[test.operator] in {"date", "window"} or test.operator in _AGES:
        return _date_holds(test, _date(test, value), as_of, calendars)
    return bool(_plain_holds(test, value))


_AGES = frozenset({"age_at_least", "age_under", "days_since_at_most", "days_since_more_than"})


def _plain_holds(test: Test, value: AttributeValue) -> Any:
    wanted: Any = test.value
    match test.operator:
        case "is":
            return _word(test, value) == wanted
        case "is_not":
            return _word(test, value) != wanted
        case "in":
            return _word(test, value) in wanted
        case "not_in":
            return _word(test, value) not in wanted
        case "has":
            return wanted in _words(test, value)
        case "has_any":
            return not _words(test, value).isdisjoint(wanted)
        case "lacks":
            return wanted not in _words(test, value)
        case "number_at_least":
            return _number(test, value) >= wanted
        case "number_at_most":
            return _number(test, value) <= wanted
        case "children_at_least":
            return _household(test, value).children >= wanted
        case "adults_at_least":
            return _household(test, value).adults >= wanted
    raise AssertionError(f"operator {test.operator} is not in OPERATORS")


def _date_holds(test: Test, value: dt.date, as_of: dt.date, calendars: Mapping[str, Calendar]) -> bool:
    wanted: Any = test.value
    match test.operator:
        case "on_or_after":
            return bool(value >= wanted)
        case "on_or_before":
            return bool(value <= wanted)
        case "age_at_least":
            return bool(years_between(value, as_of) >= wanted)
        case "age_under":
            return bool(years_between(value, as_of) < wanted)
        case "days_since_at_most":
            return bool((as_of - value).days <= wanted)
        case "days_since_more_than":
            return bool((as_of - value).days > wanted)
        case "working_days_since_at_most":
            return bool(working_days_between(calendars[wanted[1]], value, as_of) <= wanted[0])
        case "working_days_since_more_than":
            return bool(working_days_between(calendars[wanted[1]], value, as_of) > wanted[0])
    raise AssertionError(f"operator {test.operator} is not in OPERATORS")


def _word(test: Test, value: AttributeValue) -> str:
    if isinstance(value, str):
        return value
    raise AttributeTypeError(f"{test.attribute}: {test.operator} reads a word")


def _words(test: Test, value: AttributeValue) -> frozenset[str]:
    if isinstance(value, frozenset):
        return value
    raise AttributeTypeError(f"{test.attribute}: {test.operator} reads a list of words")


def _number(test: Test, value: AttributeValue) -> int:
    if isinstance(value, int):
        return value
    raise AttributeTypeError(f"{test.attribute}: {test.operator} reads a whole number")


def _household(test: Test, value: AttributeValue) -> Household:
    if isinstance(value, Household):
        return value
    raise AttributeTypeError(f"{test.attribute}: {test.operator} reads a household")


def _date(test: Test, value: AttributeValue) -> dt.date:
    if isinstance(value, dt.date):
        return value
    raise AttributeTypeError(f"{test.attribute}: {test.operator} reads a date")

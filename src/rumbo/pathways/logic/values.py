"""Reading what people type: dates, lists, households, money, papers with their dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from rumbo.base.logic.analyser import fold
from rumbo.base.logic.signs import INVISIBLE
from rumbo.engine.model import AttributeValue, Household
from rumbo.pathways.logic.names import nearest, text_forms
from rumbo.pathways.logic.problems import Problem
from rumbo.regionfile import records as r

MAX_VALUE = 200
MAX_NUMBER = 1_000_000
EARLIEST, LATEST = dt.date(1896, 1, 1), dt.date(2120, 12, 31)
UNKNOWN = "unknown"
_FREE_WORD = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")
_AMOUNT = re.compile(r"^([A-Za-z]{3}):([0-9]{1,7})(?:\.([0-9]{1,2}))?$")
# Currencies of this part of the world divide into hundredths, except these (ISO 4217 exponents).
_EXPONENTS: Mapping[str, int] = {"CLP": 0, "PYG": 0, "JPY": 0, "KRW": 0, "VND": 0, "XAF": 0}
# How each household member is written: --know household=adults:1+children:2.
_MEMBER = re.compile(r"^(adults|children):([0-9]{1,2})$")


class ValueProblem(ValueError):  # noqa: N818  # it carries a problem to tell; it is no failure of the program
    """What is wrong with one value; says the code only, the value itself stays in ``problem``."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.code)


def refuse_unreadable(text: str, *, field: str, key: str = "") -> None:
    """Refuse text that is too long or carries signs nobody can see.

    Raises:
        ValueProblem: ``too-long`` or ``forbidden-sign``.
    """
    if len(text) > MAX_VALUE:
        raise ValueProblem(Problem(code="too-long", field=field, key=visible(key), limit=MAX_VALUE))
    if INVISIBLE.search(text):
        raise ValueProblem(Problem(code="forbidden-sign", field=field, key=visible(key)))


def visible(text: str) -> str:
    """``text`` cut to what can be shown back: no invisible signs, at most 80 letters."""
    return INVISIBLE.sub("", text)[:80]


def read_date(text: str, *, field: str, key: str) -> dt.date:
    """Read an ISO date between 1896 and 2120.

    Raises:
        ValueProblem: ``not-a-date`` or ``date-out-of-range``.

    >>> read_date("2026-11-22", field="as_of", key="")
    datetime.date(2026, 11, 22)
    """
    stripped = text.strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", stripped):
        raise ValueProblem(Problem(code="not-a-date", field=field, key=key, value=text))
    try:
        day = dt.date.fromisoformat(stripped)
    except ValueError:
        raise ValueProblem(Problem(code="not-a-date", field=field, key=key, value=text)) from None
    if not EARLIEST <= day <= LATEST:
        raise ValueProblem(Problem(code="date-out-of-range", field=field, key=key, value=text))
    return day


def read_number(text: str, *, field: str, key: str) -> int:
    """Read a whole number from 0 to 1000000.

    Raises:
        ValueProblem: ``not-a-number``.
    """
    if not re.fullmatch(r"[0-9]{1,7}", text.strip()) or int(text) > MAX_NUMBER:
        raise ValueProblem(Problem(code="not-a-number", field=field, key=key, value=text))
    return int(text)


def read_household(text: str, *, key: str) -> Household:
    """Read ``adults:1+children:2``; what is not said counts as one adult and no children.

    Raises:
        ValueProblem: ``not-a-household``, or ``empty-household`` where it counts nobody.

    >>> read_household("adults:1+children:2", key="household")
    Household(adults=1, children=2)
    """
    members = [_MEMBER.match(part.strip()) for part in text.split("+")]
    counts = {found[1]: int(found[2]) for found in members if found}
    if len(counts) != len(members):
        raise ValueProblem(Problem(code="not-a-household", field="know", key=key, value=text))
    household = Household(**counts)
    if not household.adults + household.children:
        raise ValueProblem(Problem(code="empty-household", field="know", key=key, value=text))
    return household


def read_word(record: r.AttributeRecord, text: str) -> str:
    """The word of an attribute that ``text`` means: its id, or its name in any language.

    Raises:
        ValueProblem: ``unknown-value`` with the three nearest.
    """
    stripped = text.strip()
    if any(value == stripped for value, _ in record.values):
        return stripped
    folded = fold(text)
    for value, name in record.values:
        if folded and folded in {fold(value), *map(fold, text_forms(name))}:
            return value
    if (record.open_values or not record.values) and _FREE_WORD.match(stripped):
        return stripped
    names = {value: text_forms(name) for value, name in record.values}
    raise ValueProblem(Problem(code="unknown-value", field="know", key=record.id, value=text, nearest=nearest(text, names)))


def read_value(record: r.AttributeRecord, text: str) -> AttributeValue:
    """Read one answer by the kind of its attribute.

    Raises:
        ValueProblem: saying what was expected.
    """
    match record.kind:
        case "date":
            return read_date(text, field="know", key=record.id)
        case "number":
            return read_number(text, field="know", key=record.id)
        case "household":
            return read_household(text, key=record.id)
        case "words":
            return frozenset(read_word(record, part) for part in text.split("+") if part.strip())
        case "word":
            return read_word(record, text)


def value_text(value: AttributeValue) -> str:
    """How a value is written in a question; ``read_value`` reads it back.

    >>> value_text(frozenset({"US", "MX"}))
    'MX+US'
    """
    if isinstance(value, frozenset):
        return "+".join(sorted(value))
    if isinstance(value, Household):
        return f"adults:{value.adults}+children:{value.children}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def read_money(text: str, *, currencies: Iterable[str], key: str) -> tuple[tuple[str, int], ...]:
    """Read ``MXN:500+USD:20.50`` into minor units, by currency.

    Raises:
        ValueProblem: ``not-money`` or ``unknown-currency``.

    >>> read_money("MXN:500", currencies=["MXN"], key="budget")
    (('MXN', 50000),)
    """
    amounts: dict[str, int] = {}
    known = tuple(currencies)
    for part in text.split("+"):
        found = _AMOUNT.match(part.strip())
        if not found:
            raise ValueProblem(Problem(code="not-money", field="limits", key=key, value=text))
        currency, whole, cents = found[1].upper(), found[2], found[3] or ""
        if currency not in known:
            raise ValueProblem(Problem(code="unknown-currency", field="limits", key=key, value=found[1], nearest=nearest(found[1], known)))
        decimals = exponent(currency)
        amounts[currency] = int(whole) * 10**decimals + int(cents.ljust(decimals, "0")[:decimals] or 0)
    return tuple(sorted(amounts.items()))

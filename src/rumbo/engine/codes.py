"""Values as small numbers: two values with the same code pass exactly the same tests, and 0 is for what is not known.

Codes of dates and numbers rise with them, so that most tests hold from some code on, or up to one. As in :mod:`rumbo.engine.cells`, which
says the same of the values that an unknown attribute may turn out to have.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from rumbo.engine.cells import working_days_before, years_before
from rumbo.engine.conditions import OPERATORS, Test
from rumbo.engine.evaluate import holds
from rumbo.engine.model import AttributeKind, AttributeValue, Calendar
from rumbo.engine.people import Column

Shorts = npt.NDArray[np.int16]
Truths = tuple[bool, ...]
MOST_REMEMBERED = 10_000
_AGES = ("age_at_least", "age_under")
_OF_NUMBERS = ("number_at_least", "number_at_most")


@dataclass
class Codes:
    """The codes of one attribute's values on a day.

    ``patterns``: how the ``tests`` come out for each code but 0; it grows with values that come out otherwise than any before.
    ``edges``: the first number or ordinal of each code after the first, where codes rise with values.
    """

    kind: AttributeKind
    tests: tuple[Test, ...]
    as_of: dt.date
    calendars: Mapping[str, Calendar]
    patterns: list[Truths] = field(default_factory=list)
    edges: list[int] | None = None
    of_values: dict[AttributeValue, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.is_ordered:
            return
        self.edges = sorted({edge for test in self.tests if (edge := _edge(test, self.as_of, self.calendars)) > 1 or self.kind == "number"})
        first = [self.edges[0] - 1, *self.edges] if self.edges else [1]
        self.patterns = [self._truths(self._value(number)) for number in first]

    @cached_property
    def is_ordered(self) -> bool:
        """Whether all that is asked of the attribute can be told from where its value stands in order."""
        if self.kind == "number":
            return all(test.operator in _OF_NUMBERS for test in self.tests)
        of_dates = all(OPERATORS[test.operator] in ("date", "window") or test.operator in (*_AGES, *_DAYS) for test in self.tests)
        return self.kind == "date" and of_dates

    @property
    def size(self) -> int:
        """How many codes there are, 0 left out: at least one, so that it can be told of whom anything is known."""
        return max(1, len(self.patterns))

    def of(self, column: Column) -> Shorts:
        """The codes (people) of a column as :meth:`told_apart` gives it.

        Raises:
            AttributeTypeError: when a test meets a value of another type than it reads.
        """
        if column.values is None:
            first, table = self._table
            numbers = column.numbers if column.numbers.dtype in (np.int32, np.int64) else column.numbers.astype(np.int64)
            codes = table[np.clip(numbers, first, first + len(table) - 1) - first]
        else:
            codes = np.array([self.of_value(value) for value in column.values] or [0], dtype=np.int16)[column.numbers]
        codes *= column.known
        return codes

    def told_apart(self, column: Column) -> Column:
        """The column, its values listed where their order does not tell how tests come out; from then on all of them have their code."""
        if column.values is None and self.edges is None:
            numbers, places = np.unique(column.numbers, return_inverse=True)
            column = Column(places, column.known, tuple(self._value(int(number)) for number in numbers))
        met = np.unique(column.numbers[column.known]) if column.values is not None else ()
        for place in met:
            self.of_value(column.values[place])  # type: ignore[index]  # there are values where there are places
        if column.values is not None and len(met) < len(column.values):
            places = np.searchsorted(met, column.numbers).clip(0, max(0, len(met) - 1))
            column = Column(places, column.known, tuple(column.values[place] for place in met))
        return column

    def of_value(self, value: AttributeValue) -> int:
        """The code of one value.

        Raises:
            AttributeTypeError: when a test reads another type.
        """
        known = self.of_values.get(value) if self.tests else 1
        if known is not None:
            return known
        if self.edges is not None and isinstance(value, dt.date if self.kind == "date" else int):
            return bisect_right(self.edges, value if isinstance(value, int) else value.toordinal()) + 1
        truths = self._truths(value)
        if truths not in self.patterns:
            self.patterns.append(truths)
        if len(self.of_values) >= MOST_REMEMBERED:
            self.of_values.clear()
        self.of_values[value] = self.patterns.index(truths) + 1
        return self.of_values[value]

    @cached_property
    def _table(self) -> tuple[int, Shorts]:
        """The codes of all numbers between the edges, and the first of these numbers: sooner looked up than searched for."""
        edges = self.edges or [1]
        codes = np.repeat(np.arange(1, len(edges) + 1, dtype=np.int16), np.diff([edges[0] - 1, *edges]))
        return edges[0] - 1, np.append(codes, np.int16(self.size))

    def runs(self, test: Test) -> list[tuple[int, int | None]]:
        """The codes for which a test holds, in runs: the first of each and the first after it, None where it is open."""
        which = self.tests.index(test)
        held = [False, *(truths[which] for truths in self.patterns), False]
        starts = [code for code in range(1, len(held)) if held[code] and not held[code - 1]]
        ends = [code for code in range(1, len(held)) if not held[code] and held[code - 1]]
        return [(start, end if end <= self.size else None) for start, end in zip(starts, ends, strict=True)]

    def _value(self, number: int) -> AttributeValue:
        return dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal())) if self.kind == "date" else number

    def _truths(self, value: AttributeValue) -> Truths:
        return tuple(holds(test, value, as_of=self.as_of, calendars=self.calendars) for test in self.tests)


_DAYS = ("days_since_at_most", "days_since_more_than")


def _edge(test: Test, as_of: dt.date, calendars: Mapping[str, Calendar]) -> int:
    """The first number, or ordinal of a date, for which a test comes out otherwise than before."""
    value: Any = test.value
    match test.operator:
        case "number_at_least" | "number_at_most":
            return int(value) + (test.operator == "number_at_most")
        case "on_or_after" | "on_or_before":
            return int(value.toordinal()) + (test.operator == "on_or_before")
        case "age_at_least" | "age_under":
            return years_before(as_of, int(value)).toordinal() + 1 if int(value) < as_of.year else 0
        case "days_since_at_most" | "days_since_more_than":
            return as_of.toordinal() - int(value)
        case _:
            days, calendar = value
            return working_days_before(calendars[calendar], as_of, days).toordinal()


def codes_of(
    kinds: Mapping[str, AttributeKind], tests: Iterable[Test], *, as_of: dt.date, calendars: Mapping[str, Calendar]
) -> list[Codes]:
    """Codes for each attribute of ``kinds``, in its order, that tell all of ``tests`` apart."""
    asked: dict[str, list[Test]] = {name: [] for name in kinds}
    for test in tests:
        asked[test.attribute].append(test)
    return [Codes(kind, tuple(asked[name]), as_of, calendars) for name, kind in kinds.items()]

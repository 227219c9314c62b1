"""Conditions seen from the side of attributes: the combinations of tests that open them, and which contradict themselves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import Any

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, Test
from rumbo.regionfile.records import AttributeRecord

__all__ = ["Guard", "contradictory", "guards"]

Guard = frozenset[tuple[Test, bool]]
MAX_GUARDS = 2_000
_LOW, _HIGH = -(10**9), 10**9


def guards(condition: Condition, has: Callable[[str], bool]) -> list[Guard]:
    """The sets of tests (and whether each must pass) under which ``condition`` holds, given the facts there are.

    Facts under ``none`` need not be held, so they close nothing. At most ``MAX_GUARDS`` sets are made.
    """
    return list(islice(_open(condition, has), MAX_GUARDS))


def _open(condition: Condition, has: Callable[[str], bool]) -> Iterator[Guard]:
    match condition:
        case Fact(name):
            yield from [frozenset()] if has(name) else []
        case SumOf(weights, at_least):
            yield from [frozenset()] if sum(weight for name, weight in weights if has(name)) >= at_least else []
        case Test():
            yield frozenset({(condition, True)})
        case NoneOf(parts):
            yield frozenset((part, False) for part in parts if isinstance(part, Test))
        case All(parts):
            yield from _product(parts, has)
        case AnyOf(parts):
            for part in parts:
                yield from _open(part, has)
        case AtLeast(n, parts):
            for chosen in combinations(parts, n):
                yield from _product(chosen, has)


def _product(parts: tuple[Condition, ...], has: Callable[[str], bool]) -> Iterator[Guard]:
    so_far: list[Guard] = [frozenset()]
    for part in parts:
        options = guards(part, has)
        so_far = list(islice((guard | option for guard in so_far for option in options), MAX_GUARDS))
        if not so_far:
            return
    yield from so_far


@dataclass
class _Claims:
    """What a guard says of one attribute: the words it must, may and may not have, and intervals by what is measured."""

    is_one_of: set[str] | None = None
    is_none_of: set[str] = field(default_factory=set)
    has_all: set[str] = field(default_factory=set)
    has_one_of: list[set[str]] = field(default_factory=list)
    lacks: set[str] = field(default_factory=set)
    between: dict[str, tuple[int, int]] = field(default_factory=dict)

    def narrow(self, measure: str, low: int = _LOW, high: int = _HIGH) -> None:
        before = self.between.get(measure, (_LOW, _HIGH))
        self.between[measure] = (max(before[0], low), min(before[1], high))

    def restrict(self, words: Iterable[str]) -> None:
        self.is_one_of = set(words) if self.is_one_of is None else self.is_one_of & set(words)


def contradictory(guard: Guard, attributes: Mapping[str, AttributeRecord]) -> frozenset[str]:
    """The attributes of which a guard asks what cannot all be: an age of 18 or more and under 18, say."""
    claims: defaultdict[str, _Claims] = defaultdict(_Claims)
    for test, wanted in guard:
        _claim(claims[test.attribute], test, wanted)
    return frozenset(name for name, claim in claims.items() if _impossible(claim, attributes.get(name)))


def _impossible(claim: _Claims, record: AttributeRecord | None) -> bool:
    if any(low > high for low, high in claim.between.values()):
        return True
    if claim.has_all & claim.lacks or any(words <= claim.lacks for words in claim.has_one_of):
        return True
    possible = claim.is_one_of
    if possible is None and record is not None and record.values and not record.open_values and record.kind == "word":
        possible = {word for word, _ in record.values}
    return possible is not None and not possible - claim.is_none_of


# operator → (what is measured, whether it is a lower limit, what to add to the number to make the limit inclusive)
_INTERVALS: Mapping[str, tuple[str, bool, int]] = {
    "number_at_least": ("number", True, 0),
    "number_at_most": ("number", False, 0),
    "on_or_after": ("date", True, 0),
    "on_or_before": ("date", False, 0),
    "age_at_least": ("age", True, 0),
    "age_under": ("age", False, -1),
    "days_since_at_most": ("days", False, 0),
    "days_since_more_than": ("days", True, 1),
    "working_days_since_at_most": ("working days", False, 0),
    "working_days_since_more_than": ("working days", True, 1),
    "children_at_least": ("children", True, 0),
    "adults_at_least": ("adults", True, 0),
}


def _claim(claim: _Claims, test: Test, wanted: bool) -> None:
    if test.operator in _INTERVALS:
        _claim_interval(claim, test, wanted)
    else:
        _claim_words(claim, test, wanted)


def _claim_interval(claim: _Claims, test: Test, wanted: bool) -> None:
    measure, lower, add = _INTERVALS[test.operator]
    value: Any = test.value
    if isinstance(value, tuple):
        value, measure = value[0], f"{measure} of {value[1]}"
    limit = (value.toordinal() if isinstance(value, dt.date) else value) + add
    match lower, wanted:
        case True, True:
            claim.narrow(measure, low=limit)
        case True, False:
            claim.narrow(measure, high=limit - 1)
        case False, True:
            claim.narrow(measure, high=limit)
        case False, False:
            claim.narrow(measure, low=limit + 1)


def _claim_words(claim: _Claims, test: Test, wanted: bool) -> None:
    words = set(test.value) if isinstance(test.value, tuple) else {str(test.value)}
    match test.operator, wanted:
        case ("is" | "in", True) | ("is_not" | "not_in", False):
            claim.restrict(words)
        case ("is" | "in", False) | ("is_not" | "not_in", True):
            claim.is_none_of |= words
        case ("has", True) | ("lacks", False):
            claim.has_all |= words
        case "has_any", True:
            claim.has_one_of.append(words)
        case _:
            claim.lacks |= words

"""Fewer words for the same thing: several tests of one attribute said as one or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from rumbo.engine.conditions import Test

Outcome = tuple[Test, bool]
_ONE_OF = {"is", "in"}
_NONE_OF = {"is_not", "not_in"}
# Operators that cut a line in two: the one that holds from n on, and the one that holds below it; and how far below.
_LINES = (
    ("age_at_least", "age_under", 0),
    ("days_since_more_than", "days_since_at_most", 0),
    ("number_at_least", "number_at_most", 1),
)


def simplified(tests: Iterable[Outcome]) -> list[Outcome]:
    """Tests with their outcomes, said shorter: together they hold for exactly the same people.

    >>> yes = Test("record", "is", "yes")
    >>> simplified([(yes, True), (Test("record", "is", "no"), False), (Test("record", "in", ("maybe", "yes")), True)])
    [(Test(attribute='record', operator='is', value='yes'), True)]
    """
    listed = list(dict.fromkeys(map(_plain, tests)))
    names = dict.fromkeys(test.attribute for test, _ in listed)
    return [shorter for name in names for shorter in _of_one(tuple(outcome for outcome in listed if outcome[0].attribute == name))]


def _plain(outcome: Outcome) -> Outcome:
    """The simplest of the forms that ask the same of a list of words."""
    test, holds = outcome
    if test.operator == "has_any" and isinstance(test.value, tuple) and len(test.value) == 1:
        return Test(test.attribute, "has", test.value[0]), holds
    if test.operator == "lacks":
        return Test(test.attribute, "has", test.value), not holds
    return outcome


@lru_cache(maxsize=4096)
def _of_one(tests: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return tuple(_shorter(tests))


def _shorter(tests: tuple[Outcome, ...]) -> Iterator[Outcome]:
    words = [outcome for outcome in tests if outcome[0].operator in _ONE_OF | _NONE_OF]
    yield from _words(words)
    rest = [outcome for outcome in tests if outcome not in words]
    for upper, lower, gap in _LINES:
        on_line = [outcome for outcome in rest if outcome[0].operator in {upper, lower}]
        yield from _line(on_line, upper, lower, gap)
        rest = [outcome for outcome in rest if outcome not in on_line]
    yield from rest


def _words(tests: list[Outcome]) -> Iterator[Outcome]:
    allowed = [_values(test) for test, holds in tests if (test.operator in _ONE_OF) == holds]
    excluded = frozenset().union(*(_values(test) for test, holds in tests if (test.operator in _ONE_OF) != holds))
    if allowed:
        left = tuple(sorted(frozenset.intersection(*allowed) - excluded))
        yield (Test(tests[0][0].attribute, "is", left[0]) if len(left) == 1 else Test(tests[0][0].attribute, "in", left)), True
    elif excluded:
        yield Test(tests[0][0].attribute, "in", tuple(sorted(excluded))), False


def _values(test: Test) -> frozenset[str]:
    return frozenset(test.value) if isinstance(test.value, tuple) else frozenset({str(test.value)})


def _line(tests: list[Outcome], upper: str, lower: str, gap: int) -> Iterator[Outcome]:
    numbers = [(test, holds, test.value) for test, holds in tests if isinstance(test.value, int)]
    from_ = [n if test.operator == upper else n + gap for test, holds, n in numbers if (test.operator == upper) == holds]
    below = [n if test.operator == lower else n - gap for test, holds, n in numbers if (test.operator == upper) != holds]
    if from_:
        yield Test(tests[0][0].attribute, upper, max(from_)), True
    if below:
        yield Test(tests[0][0].attribute, lower, min(below)), True

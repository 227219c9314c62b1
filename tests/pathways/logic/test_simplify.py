"""Saying tests shorter never changes for whom they hold."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.conditions import Test as Condition
from rumbo.engine.evaluate import holds
from rumbo.pathways.logic.simplify import Outcome, simplified
from tests.pathways.logic.small_region import TODAY

WORDS = st.sampled_from("abcd")
WORD_TESTS = st.one_of(
    st.builds(Condition, st.just("w"), st.sampled_from(["is", "is_not"]), WORDS),
    st.builds(Condition, st.just("w"), st.sampled_from(["in", "not_in"]), st.lists(WORDS, min_size=1, unique=True).map(tuple)),
)
NUMBER_TESTS = st.builds(Condition, st.just("n"), st.sampled_from(["number_at_least", "number_at_most"]), st.integers(0, 6))
DATE_TESTS = st.builds(
    Condition,
    st.just("d"),
    st.sampled_from(["age_at_least", "age_under", "days_since_more_than", "days_since_at_most"]),
    st.integers(0, 6),
)


def all_hold(tests: list[Outcome], value: object) -> bool:
    return all(holds(test, value, as_of=TODAY, calendars={}) is wanted for test, wanted in tests)  # type: ignore[arg-type]


@given(tests=st.lists(WORD_TESTS, max_size=5), value=WORDS, other=WORDS)
def test_words_hold_for_the_same_people(tests: list[Condition], value: str, other: str) -> None:
    cell = [(test, holds(test, value, as_of=TODAY, calendars={})) for test in tests]
    assert all_hold(simplified(cell), value)
    assert all_hold(simplified(cell), other) == all_hold(cell, other)


@given(tests=st.lists(NUMBER_TESTS, max_size=5), value=st.integers(0, 8), other=st.integers(0, 8))
def test_numbers_hold_for_the_same_people(tests: list[Condition], value: int, other: int) -> None:
    cell = [(test, holds(test, value, as_of=TODAY, calendars={})) for test in tests]
    assert all_hold(simplified(cell), value)
    assert all_hold(simplified(cell), other) == all_hold(cell, other)


@given(tests=st.lists(DATE_TESTS, max_size=5), days=st.integers(0, 3000), other=st.integers(0, 3000))
def test_dates_hold_for_the_same_people(tests: list[Condition], days: int, other: int) -> None:
    value, another = TODAY - dt.timedelta(days), TODAY - dt.timedelta(other)
    cell = [(test, holds(test, value, as_of=TODAY, calendars={})) for test in tests]
    assert all_hold(simplified(cell), value)
    assert all_hold(simplified(cell), another) == all_hold(cell, another)


def test_what_one_word_settles_is_said_once() -> None:
    cell = [(Condition("w", "is", "a"), True), (Condition("w", "is", "b"), False), (Condition("w", "in", ("a", "b")), True)]
    assert simplified(cell) == [(Condition("w", "is", "a"), True)]


def test_one_word_of_a_list_is_asked_for_once_however_it_is_written() -> None:
    cell = [(Condition("l", "has_any", ("a",)), True), (Condition("l", "has", "a"), True), (Condition("l", "lacks", "a"), False)]
    assert simplified(cell) == [(Condition("l", "has", "a"), True)]

"""What an unknown attribute may turn out to be."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.cells import MAX_SUBSET_WORDS, cells_of
from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.evaluate import holds
from rumbo.engine.model import AttributeKind, AttributeSpec, AttributeValue

from .small import MX
from .strategies import DATES, KINDS, WORDS, attribute_tests, values_of

CALENDARS = {"mx": MX}
DAYS = st.one_of(DATES, st.sampled_from([dt.date(2024, 2, 29), dt.date(2028, 2, 29), dt.date(2026, 2, 28)]))


def cells(spec: AttributeSpec, tests: list[AttributeTest], day: dt.date) -> tuple[dict[AttributeTest, bool], ...]:
    return cells_of(spec, tests, as_of=day, calendars=CALENDARS)


def cell_of(tests: list[AttributeTest], value: AttributeValue, day: dt.date) -> dict[AttributeTest, bool]:
    return {test: holds(test, value, as_of=day, calendars=CALENDARS) for test in tests}


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_falls_in_exactly_one_cell_with_the_same_truths(kind: AttributeKind) -> None:
    spec = AttributeSpec(name="a", kind=kind)

    @given(st.lists(attribute_tests(kind, "a"), min_size=1, max_size=6), values_of(kind), DAYS)
    def check(tests: list[AttributeTest], value: AttributeValue, day: dt.date) -> None:
        assert cells(spec, tests, day).count(cell_of(tests, value, day)) == 1

    check()


@given(st.lists(attribute_tests("word", "a"), min_size=1, max_size=6), st.sets(st.sampled_from(WORDS), min_size=1))
def test_an_attribute_with_listed_values_has_the_cells_of_these_and_no_other(tests: list[AttributeTest], values: set[str]) -> None:
    spec = AttributeSpec(name="a", kind="word", values=tuple(sorted(values)))
    day = dt.date(2026, 11, 20)
    found = cells(spec, tests, day)
    assert {tuple(sorted(map(str, cell.items()))) for cell in found} == {
        tuple(sorted(map(str, cell_of(tests, value, day).items()))) for value in values
    }


def test_two_ages_cut_birth_dates_into_three() -> None:
    spec = AttributeSpec(name="born", kind="date")
    minor, adult = AttributeTest("born", "age_under", 18), AttributeTest("born", "age_at_least", 21)
    found = cells(spec, [minor, adult], dt.date(2028, 2, 29))
    assert sorted((cell[minor], cell[adult]) for cell in found) == [(False, False), (False, True), (True, False)]


def test_no_test_leaves_one_cell() -> None:
    assert cells(AttributeSpec(name="a", kind="word"), [], dt.date(2026, 11, 20)) == ({},)


def test_up_to_the_limit_every_set_of_words_has_its_cell() -> None:
    tests = [AttributeTest("a", "has", f"w{n}") for n in range(MAX_SUBSET_WORDS)]
    assert len(cells(AttributeSpec(name="a", kind="words"), tests, dt.date(2026, 11, 20))) == 2**MAX_SUBSET_WORDS

"""The truth of conditions for one person."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.calendars import add_working_days, build_tables, is_working_day, working_days_between
from rumbo.engine.conditions import Condition, parse_condition
from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.evaluate import AttributeTypeError, evaluate, years_between
from rumbo.engine.model import AttributeValue, Calendar, Household

from .small import MX, TODAY
from .strategies import DATES, FACTS, KINDS, conditions, values_of

PEOPLE = st.fixed_dictionaries({f"{kind}_one": values_of(kind) for kind in KINDS})
HELD = st.sets(st.sampled_from(FACTS))


def truth(condition: Condition, held: set[str], attributes: dict[str, AttributeValue]) -> bool | None:
    return evaluate(condition, facts=held, attributes=attributes, as_of=TODAY, calendars={"mx": MX})


@given(conditions(), HELD, PEOPLE, st.sets(st.sampled_from(KINDS)))
def test_what_is_said_with_unknowns_stays_true_whatever_they_turn_out_to_be(
    condition: Condition, held: set[str], person: dict[str, AttributeValue], unknown: set[str]
) -> None:
    known = {name: value for name, value in person.items() if name.removesuffix("_one") not in unknown}
    said = truth(condition, held, known)
    assert said is None or said == truth(condition, held, person)


@given(conditions(), HELD, PEOPLE)
def test_nothing_is_open_about_someone_of_whom_all_is_known(
    condition: Condition, held: set[str], person: dict[str, AttributeValue]
) -> None:
    assert truth(condition, held, person) is not None


def holds(data: object, value: AttributeValue, day: dt.date = TODAY) -> bool | None:
    return evaluate(parse_condition(data), facts=set(), attributes={"a": value}, as_of=day, calendars={"mx": MX})


@pytest.mark.parametrize(
    ("day", "adult"),
    [(dt.date(2026, 2, 28), False), (dt.date(2026, 3, 1), True), (dt.date(2028, 2, 28), True), (dt.date(2028, 2, 29), True)],
)
def test_someone_born_on_29_february_is_18_on_1_march_of_a_common_year(day: dt.date, adult: bool) -> None:
    born = dt.date(2008, 2, 29)
    assert holds({"attr": "a", "age_at_least": 18}, born, day) is adult
    assert holds({"attr": "a", "age_under": 18}, born, day) is not adult


def test_on_29_february_of_a_leap_year_a_year_is_complete_for_those_born_that_day_and_not_a_day_later() -> None:
    assert years_between(dt.date(2008, 2, 29), dt.date(2028, 2, 29)) == 20
    assert years_between(dt.date(2008, 3, 1), dt.date(2028, 2, 29)) == 19


@given(DATES, DATES)
def test_an_age_is_the_number_of_birthdays_passed(born: dt.date, day: dt.date) -> None:
    years = years_between(born, day)
    if (born.month, born.day) != (2, 29) and (day.month, day.day) != (2, 29):
        assert born.replace(year=born.year + years) <= day < born.replace(year=born.year + years + 1)


def test_the_day_itself_does_not_count_in_a_term_of_working_days_nor_do_weekends_and_holidays() -> None:
    friday = dt.date(2026, 11, 20)
    after = [working_days_between(MX, friday, friday + dt.timedelta(n)) for n in range(6)]
    assert after == [0, 0, 0, 0, 1, 2]  # Saturday, Sunday and the closed Monday do not count


def test_a_term_of_30_working_days_ends_with_its_last_day() -> None:
    start = dt.date(2026, 11, 20)
    last = add_working_days(MX, start, 30)
    within = {"attr": "a", "working_days_since_at_most": {"n": 30, "calendar": "mx"}}
    past = {"attr": "a", "working_days_since_more_than": {"n": 30, "calendar": "mx"}}
    assert (holds(within, start, last), holds(past, start, last)) == (True, False)
    monday = add_working_days(MX, start, 31)
    assert (holds(within, start, monday), holds(past, start, monday)) == (False, True)


@given(DATES, st.integers(0, 60))
def test_adding_working_days_and_counting_them_agree(start: dt.date, n: int) -> None:
    assert working_days_between(MX, start, add_working_days(MX, start, n)) == n


@given(DATES, st.integers(-3, 900))
def test_the_working_days_of_a_term_are_those_one_would_count(start: dt.date, days: int) -> None:
    counted = sum(is_working_day(MX, start + dt.timedelta(n)) for n in range(1, days + 1))
    assert working_days_between(MX, start, start + dt.timedelta(days)) == counted


@given(DATES, st.integers(0, 200))
def test_the_tables_of_days_say_what_the_calendar_says(start: dt.date, n: int) -> None:
    tables = build_tables((MX,), start)
    row = tables.rows["mx"]
    first_working = next(d for d in (start + dt.timedelta(i) for i in range(10)) if d.weekday() < 5 and d not in MX.closed)
    assert start + dt.timedelta(int(tables.day[row, n])) == add_working_days(MX, first_working, n)


def test_a_calendar_that_never_works_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="never has no working day"):
        build_tables((Calendar(name="never", weekdays=frozenset()),), TODAY)


@pytest.mark.parametrize(
    ("data", "value", "expected"),
    [
        ({"is": "x"}, "x", True),
        ({"is_not": "x"}, "x", False),
        ({"in": ["x", "y"]}, "z", False),
        ({"not_in": ["x", "y"]}, "z", True),
        ({"has": "x"}, frozenset({"x", "y"}), True),
        ({"has_any": ["y", "z"]}, frozenset({"x"}), False),
        ({"lacks": "x"}, frozenset(), True),
        ({"number_at_least": 3}, 3, True),
        ({"number_at_most": 3}, 4, False),
        ({"children_at_least": 1}, Household(adults=1), False),
        ({"adults_at_least": 2}, Household(adults=2), True),
        ({"on_or_after": "2026-11-20"}, TODAY, True),
        ({"on_or_before": "2026-11-19"}, TODAY, False),
        ({"days_since_at_most": 180}, TODAY - dt.timedelta(180), True),
        ({"days_since_more_than": 180}, TODAY - dt.timedelta(180), False),
    ],
)
def test_each_operator_reads_its_value(data: dict[str, object], value: AttributeValue, expected: bool) -> None:
    assert holds({"attr": "a", **data}, value) is expected


@pytest.mark.parametrize(
    ("data", "value", "expected"),
    [
        ({"is": "x"}, "y", False),
        ({"is_not": "x"}, "y", True),
        ({"in": ["x", "y"]}, "y", True),
        ({"not_in": ["x", "y"]}, "y", False),
        ({"has": "x"}, frozenset({"y"}), False),
        ({"has_any": ["y", "z"]}, frozenset({"x", "z"}), True),
        ({"lacks": "x"}, frozenset({"x"}), False),
        ({"number_at_least": 3}, 2, False),
        ({"number_at_most": 3}, 3, True),
        ({"children_at_least": 1}, Household(adults=1, children=1), True),
        ({"adults_at_least": 2}, Household(adults=1, children=2), False),
        ({"on_or_after": "2026-11-20"}, TODAY - dt.timedelta(1), False),
        ({"on_or_before": "2026-11-20"}, TODAY, True),
        ({"days_since_at_most": 180}, TODAY - dt.timedelta(181), False),
        ({"days_since_more_than": 180}, TODAY - dt.timedelta(181), True),
    ],
)
def test_each_operator_comes_out_the_other_way_just_beyond_its_edge(data: dict[str, object], value: AttributeValue, expected: bool) -> None:
    assert holds({"attr": "a", **data}, value) is expected


@pytest.mark.parametrize(
    ("test", "value"),
    [
        (AttributeTest("a", "is", "x"), 3),
        (AttributeTest("a", "has", "x"), "x"),
        (AttributeTest("a", "number_at_least", 3), "3"),
        (AttributeTest("a", "age_at_least", 18), "2008-02-29"),
        (AttributeTest("a", "children_at_least", 1), 2),
    ],
)
def test_a_value_of_another_type_is_an_error_that_names_the_attribute(test: AttributeTest, value: AttributeValue) -> None:
    with pytest.raises(AttributeTypeError, match=r"^a: "):
        truth(test, set(), {"a": value})

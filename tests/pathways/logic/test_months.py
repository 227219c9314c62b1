"""The months of a plan as sheets of a calendar."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.months import MOST_MONTHS, months

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
STEPS = st.lists(st.tuples(DAYS, st.integers(0, 200)).map(lambda one: (one[0], one[0] + dt.timedelta(one[1]))), max_size=12)


@given(STEPS)
def test_each_step_stands_on_the_day_it_is_done_and_on_the_day_it_is_ready(steps: list[tuple[dt.date, dt.date]]) -> None:
    sheets = months(steps)
    shown = {day.date: day for month in sheets for week in month.weeks for day in week if day}
    assert [month.first for month in sheets] == sorted({day.replace(day=1) for step in steps for day in step})[:MOST_MONTHS]
    for number, (done, ready) in enumerate(steps, start=1):
        if done in shown:
            assert number in shown[done].done
        if ready in shown and ready != done:
            assert number in shown[ready].ready
    assert sum(len(day.done) + len(day.ready) for day in shown.values()) <= 2 * len(steps)


@given(STEPS)
def test_a_month_has_each_of_its_days_once_in_weeks_that_begin_on_monday(steps: list[tuple[dt.date, dt.date]]) -> None:
    for month in months(steps):
        dates = [day.date for week in month.weeks for day in week if day]
        assert dates == sorted(set(dates))
        assert dates[0] == month.first
        assert (dates[-1] + dt.timedelta(1)).day == 1
        assert all(day is None or day.date.weekday() == place for week in month.weeks for place, day in enumerate(week))


def test_a_plan_without_steps_has_no_months() -> None:
    assert months([]) == ()

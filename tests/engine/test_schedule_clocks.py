"""Clocks of both sides and their changes: Tijuana and Los Angeles change together, Hermosillo never does."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.clock import Clock
from rumbo.engine.model import Calendar, OpenHours, Place
from rumbo.engine.planner import plan_goal
from rumbo.engine.schedule import Schedule, schedule_plan

from .small import ask, crossing, way, word, world_of

TIJUANA, LOS_ANGELES, HERMOSILLO = (Clock(f"America/{city}") for city in ("Tijuana", "Los_Angeles", "Hermosillo"))
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)).map(dt.date.toordinal)
SPRING, AUTUMN = dt.date(2027, 3, 14), dt.date(2027, 11, 7)
MINUTES = st.integers(0, 1439)


@given(DAYS, MINUTES)
def test_tijuana_and_los_angeles_show_the_same_time_all_year(day: int, minute: int) -> None:
    assert TIJUANA.moment(day, minute) == LOS_ANGELES.moment(day, minute)


@given(DAYS, MINUTES, st.sampled_from((TIJUANA, HERMOSILLO, Clock(), Clock("Asia/Kathmandu"))))
def test_a_moment_is_on_the_day_it_was_made_from(day: int, minute: int, clock: Clock) -> None:
    assert clock.day(clock.moment(day, minute)) == day


@given(DAYS, st.integers(180, 1439), st.sampled_from((TIJUANA, HERMOSILLO, Clock("Asia/Kathmandu"))))
def test_after_three_in_the_morning_a_clock_reads_what_was_set(day: int, minute: int, clock: Clock) -> None:
    assert clock.minute(clock.moment(day, minute)) == minute


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (SPRING + dt.timedelta(1), 24)])
def test_days_on_which_clocks_change_are_an_hour_shorter_or_longer(day: dt.date, hours: int) -> None:
    ordinal = day.toordinal()
    assert TIJUANA.moment(ordinal + 1) - TIJUANA.moment(ordinal) == hours * 60
    assert HERMOSILLO.moment(ordinal + 1) - HERMOSILLO.moment(ordinal) == 24 * 60


def errand(day: dt.date) -> Schedule:
    """First a window in a zone that never changes its clocks, open until ten; then one in Los Angeles that closes at half past nine."""
    every_day = frozenset(range(7))
    here = way("here", None, "document:a", side="mx", in_person=True, hours=(OpenHours(days=every_day, opens=600, closes=615),))
    there = way("there", "document:a", "status:goal", side="us", in_person=True, hours=(OpenHours(days=every_day, opens=480, closes=570),))
    world = world_of(
        here, there, crossing("north", None, "mx", "us"), attributes=(word("side", "mx", "us"),), calendars=(Calendar(name="mx"),),
        places=(Place(side="mx", zone=HERMOSILLO.zone), Place(side="us", zone=LOS_ANGELES.zone)),
    )  # fmt: skip
    query = ask("status:goal", know={"side": "mx"}, as_of=day)
    plan = plan_goal(world, query).plan
    assert plan is not None
    return schedule_plan(world, query, plan)


@pytest.mark.parametrize(
    ("day", "finish"),
    [
        (SPRING - dt.timedelta(1), 0),  # ten in Hermosillo is nine in Los Angeles
        (SPRING, 1),  # ten is ten, and the window has closed
        (AUTUMN - dt.timedelta(1), 1),
        (AUTUMN, 0),
    ],
)
def test_what_fits_on_one_day_changes_on_the_day_that_one_of_two_clocks_does(day: dt.date, finish: int) -> None:
    assert errand(day).finish == day + dt.timedelta(finish)

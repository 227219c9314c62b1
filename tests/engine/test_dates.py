"""Days: seasons, first and last days of validity, expired papers, working days."""

from __future__ import annotations

import datetime as dt

import pytest

from rumbo.engine.model import Duration, FactSpec, Holding
from rumbo.engine.whynot import why_not

from .small import MX, TODAY, answer_to, ask, steps_of, way, world_of

A, B, GOAL = "document:a", "document:b", "status:goal"
DAY = dt.timedelta(1)


@pytest.mark.parametrize(("expires", "held"), [(TODAY - DAY, False), (TODAY, True), (TODAY + DAY, True), (None, True)])
def test_a_paper_counts_until_the_day_it_expires_and_with_it(expires: dt.date | None, held: bool) -> None:
    world = world_of(way("use", A, GOAL), way("renew", None, A))
    answer = answer_to(world, GOAL, Holding(fact=A, expires=expires))
    assert steps_of(answer.plan) == (["use"] if held else ["renew", "use"])


def test_a_paper_that_is_issued_tomorrow_is_not_held_today() -> None:
    assert answer_to(world_of(way("use", A, GOAL)), GOAL, Holding(fact=A, issued=TODAY + DAY)).status == "unreachable"


def test_an_expired_paper_is_no_paper_of_the_kinds_it_is_either() -> None:
    world = world_of(way("use", B, GOAL), facts=(FactSpec(name=A, implies=(B,)),))
    assert answer_to(world, GOAL, A).status == "optimal"
    assert answer_to(world, GOAL, Holding(fact=A, expires=TODAY - DAY)).status == "unreachable"


def test_two_copies_of_a_paper_count_when_one_is_valid() -> None:
    old, new = Holding(fact=A, expires=TODAY - DAY), Holding(fact=A, expires=TODAY + DAY)
    assert answer_to(world_of(way("use", A, GOAL)), GOAL, old, new).status == "optimal"


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [
        (TODAY, None, "optimal"),
        (TODAY + DAY, None, "unreachable"),
        (None, TODAY, "optimal"),
        (None, TODAY - DAY, "unreachable"),
        (TODAY, TODAY, "optimal"),
    ],
)
def test_a_way_is_in_force_from_its_first_day_to_its_last(first: dt.date | None, last: dt.date | None, status: str) -> None:
    assert answer_to(world_of(way("w", None, GOAL, valid_from=first, valid_to=last)), GOAL).status == status


@pytest.mark.parametrize(("day", "status"), [(0, "unreachable"), (10, "optimal"), (20, "optimal"), (21, "unreachable"), (30, "optimal")])
def test_a_season_is_open_from_its_first_day_to_its_last(day: int, status: str) -> None:
    seasons = ((TODAY + 10 * DAY, TODAY + 20 * DAY), (TODAY + 30 * DAY, TODAY + 40 * DAY))
    assert answer_to(world_of(way("w", None, GOAL, seasons=seasons)), GOAL, as_of=TODAY + day * DAY).status == status


@pytest.mark.parametrize(("day", "opens"), [(0, 10), (9, 10), (21, 30)])
def test_why_not_names_the_day_on_which_a_season_opens(day: int, opens: int) -> None:
    seasons = ((TODAY + 10 * DAY, TODAY + 20 * DAY), (TODAY + 30 * DAY, TODAY + 40 * DAY))
    world = world_of(way("enrol", None, GOAL, seasons=seasons))
    found = why_not(world, ask(GOAL, as_of=TODAY + day * DAY))
    assert found.repairs[0].opens == (("enrol", TODAY + opens * DAY),)
    assert found.closed == (("enrol", ("season",)),)


def test_why_not_names_the_day_on_which_a_rule_comes_into_force() -> None:
    found = why_not(world_of(way("w", None, GOAL, valid_from=TODAY + DAY)), ask(GOAL))
    assert found.repairs[0].opens == (("w", TODAY + DAY),)
    assert found.closed == (("w", ("not-yet",)),)


def test_why_not_does_not_send_anyone_to_wait_for_what_has_ended() -> None:
    found = why_not(world_of(way("w", None, GOAL, valid_to=TODAY - DAY)), ask(GOAL))
    assert found.repairs == ()
    assert found.closed == (("w", ("ended",)),)


def test_days_are_the_working_days_of_the_office_from_the_day_of_the_question() -> None:
    term = Duration(min=1, typical=2, max=5, unit="working", calendar="mx")
    plan = answer_to(world_of(way("w", None, GOAL, duration=term)), GOAL).plan
    assert plan is not None
    # Friday 20 November: the weekend and Monday the 23rd, which is closed, do not count.
    assert plan.cost.days == (4, 5, 10)
    assert MX.closed == {TODAY + 3 * DAY}


def test_ways_beside_each_other_run_at_the_same_time() -> None:
    plan = answer_to(world_of(way("a", None, A, days=5), way("b", None, B, days=7), way("c", [A, B], GOAL, days=2)), GOAL).plan
    assert plan is not None
    assert plan.cost.days == (9, 9, 9)
    assert [(step.way, step.ready, step.done) for step in plan.steps] == [("a", 0, 5), ("b", 0, 7), ("c", 7, 9)]
    assert plan.steps[2].after == ("a", "b")

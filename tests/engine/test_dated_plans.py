"""Where no dates fit: the next plan that has some, best first."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.dated_plans import date_plan
from rumbo.engine.model import Holding, Plan, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.world import World

from .dated import DAY, TODAY, random_case
from .small import ask, steps_of, way, word, world_of

A, B, GOAL = "document:a", "document:b", "status:goal"


def best(world: World, query: Query) -> Plan:
    """The planner's plan."""
    plan = plan_goal(world, query).plan
    assert plan is not None
    return plan


def instead(world: World, query: Query, **more: Any) -> list[str] | None:
    """The steps of the plan that is dated instead; None where there is none."""
    found = date_plan(world, query, best(world, query), **more)
    return None if found.instead is None else steps_of(found.instead)


def test_a_plan_that_has_dates_is_not_replaced() -> None:
    world = world_of(way("w", None, GOAL))
    found = date_plan(world, ask(GOAL), best(world, ask(GOAL)))
    assert (found.schedule.status, found.instead, found.searched) == ("dated", None, 0)


def test_where_a_season_is_over_by_then_the_next_best_plan_does_without() -> None:
    world = world_of(
        way("slow", None, A, days=10), way("cheap", A, GOAL, valid_to=TODAY + 5 * DAY), way("dear", A, GOAL, money=(("MXN", 5),)),
        way("dearer", A, GOAL, money=(("MXN", 9),)),
    )  # fmt: skip
    query = ask(GOAL, objective=("cheapest",))
    found = date_plan(world, query, best(world, query))
    assert [rule.code for rule in found.schedule.blocks] == ["ended"]
    assert found.instead is not None
    assert steps_of(found.instead) == ["slow", "dear"]
    assert found.instead_schedule is not None
    assert found.instead_schedule.finish == TODAY + 10 * DAY


def test_a_paper_that_runs_out_too_early_is_asked_for_anew() -> None:
    world = world_of(way("slow", None, B, days=10), way("renew", None, A, days=2), way("end", [A, B], GOAL))
    assert instead(world, ask(GOAL, Holding(fact=A, expires=TODAY + DAY))) == ["renew", "slow", "end"]


def test_a_paper_that_shuts_a_way_is_not_put_aside() -> None:
    world = world_of(
        way("slow", None, B, days=10), way("end", [A, B], GOAL), way("other", {"none": [A]}, GOAL), more=(A,),
    )  # fmt: skip
    assert instead(world, ask(GOAL, Holding(fact=A, expires=TODAY + DAY))) is None


def test_where_a_deadline_is_too_early_a_faster_plan_is_found() -> None:
    world = world_of(way("cheap", None, GOAL, days=20), way("quick", None, GOAL, days=3, money=(("MXN", 5),)))
    query = ask(GOAL, objective=("cheapest",))
    assert instead(world, query, arrive_by=TODAY + 5 * DAY) == ["quick"]
    assert instead(world, query, arrive_by=TODAY + 2 * DAY) is None


def test_no_plan_that_rests_on_an_open_answer_is_offered_instead() -> None:
    world = world_of(
        way("slow", None, GOAL, days=20), way("quick", {"attr": "home", "is": "yes"}, GOAL), attributes=(word("home", "yes", "no"),),
    )  # fmt: skip
    assert instead(world, ask(GOAL), arrive_by=TODAY + 5 * DAY) is None


def test_the_search_for_other_plans_is_bounded_and_says_so() -> None:
    ways = [way(f"w{n:02}", None, GOAL, days=20, money=(("MXN", n),)) for n in range(9)]
    world, query = world_of(*ways), ask(GOAL, objective=("cheapest",))
    found = date_plan(world, query, best(world, query), arrive_by=TODAY, tries=3)
    assert (found.instead, found.searched, found.exhausted) == (None, 3, False)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 12))
def test_what_is_offered_instead_has_dates_within_the_deadline(seed: int, days: int) -> None:
    case = random_case(seed, steps=4)
    if case is not None:
        found = date_plan(case.world, case.query, case.plan, arrive_by=TODAY + days * DAY)
        assert (found.instead is None) == (found.instead_schedule is None)
        if found.instead_schedule is not None:
            assert found.schedule.status == "blocked"
            assert found.instead_schedule.finish is not None
            assert found.instead_schedule.finish <= TODAY + days * DAY

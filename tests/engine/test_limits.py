"""Limits: a plan keeps them, or there is none."""

from __future__ import annotations

import pytest

from rumbo.engine.model import Body, Limits, Way
from rumbo.engine.whynot import why_not
from rumbo.engine.world import World

from .small import answer_to, ask, crossing, steps_of, way, word, world_of

A, B, GOAL = "document:a", "document:b", "status:goal"
BODIES = (Body(name="police", cls="enforcement", weight=5), Body(name="office", passes_to=("police",)), Body(name="clinic"))


def two_ways() -> World:
    return world_of(
        way("dear", None, GOAL, days=1, money=(("USD", 100), ("MXN", 500))),
        way("slow", None, GOAL, days=40, money=(("MXN", 300),)),
    )


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        ((), ["dear"]),
        ((("USD", 100),), ["dear"]),
        ((("USD", 99),), ["slow"]),
        ((("USD", 100), ("MXN", 499)), ["slow"]),
        ((("MXN", 300),), ["slow"]),
    ],
)
def test_a_budget_holds_in_each_currency_by_itself(budget: tuple[tuple[str, int], ...], expected: list[str]) -> None:
    answer = answer_to(two_ways(), GOAL, limits=Limits(budget=budget))
    assert steps_of(answer.plan) == expected
    assert answer.status == "optimal"


def test_no_plan_within_the_budget_is_unreachable_and_the_budget_is_named() -> None:
    question = ask(GOAL, limits=Limits(budget=(("MXN", 299),)))
    assert answer_to(two_ways(), GOAL, limits=question.limits).status == "unreachable"
    assert why_not(two_ways(), question).repairs[0].limits == ("budget",)


@pytest.mark.parametrize(("days", "expected"), [(40, ["slow"]), (39, ["dear"]), (1, ["dear"])])
def test_a_limit_of_days_beats_a_lower_price(days: int, expected: list[str]) -> None:
    assert steps_of(answer_to(two_ways(), GOAL, objective=("cheapest",), limits=Limits(days=days)).plan) == expected


def test_no_plan_within_the_days_is_unreachable_and_the_days_are_named() -> None:
    question = ask(GOAL, limits=Limits(days=0))
    assert answer_to(two_ways(), GOAL, limits=question.limits).status == "unreachable"
    assert why_not(two_ways(), question).repairs[0].limits == ("days",)


def test_where_only_two_limits_together_shut_the_goal_either_is_named() -> None:
    question = ask(GOAL, limits=Limits(days=10, budget=(("USD", 50),)))
    assert set(why_not(two_ways(), question).repairs[0].limits) == {"days", "budget"}


def border(*more: Way) -> World:
    return world_of(
        crossing("north", "document:visa", "mx", "us"),
        crossing("south", None, "us", "mx"),
        way("there", None, B, side="us", in_person=True),
        way("back", B, GOAL, side="mx", in_person=True),
        *more,
        attributes=(word("side", "mx", "us"),),
    )


@pytest.mark.parametrize(("most", "status"), [(None, "optimal"), (2, "optimal"), (1, "unreachable"), (0, "unreachable")])
def test_a_limit_of_crossings_counts_the_way_back(most: int | None, status: str) -> None:
    answer = answer_to(border(), GOAL, "document:visa", know={"side": "mx"}, limits=Limits(crossings=most))
    assert answer.status == status


def test_with_no_crossing_allowed_the_remote_way_is_taken() -> None:
    world = border(way("letter", None, GOAL, days=90, side="us"))
    answer = answer_to(world, GOAL, "document:visa", know={"side": "mx"}, limits=Limits(crossings=0))
    assert steps_of(answer.plan) == ["letter"]


def test_the_limit_to_one_side_shuts_what_is_done_in_person_elsewhere() -> None:
    world = world_of(
        way("here", None, GOAL, days=9, side="mx", in_person=True),
        way("there", None, GOAL, days=1, side="us", in_person=True),
        attributes=(word("side", "mx", "us"),),
    )
    assert steps_of(answer_to(world, GOAL, know={"side": "us"}).plan) == ["there"]
    assert answer_to(world, GOAL, know={"side": "us"}, limits=Limits(side="mx")).status == "unreachable"
    assert steps_of(answer_to(world, GOAL, know={"side": "mx"}, limits=Limits(side="mx")).plan) == ["here"]


@pytest.mark.parametrize(
    ("avoid", "expected"),
    [
        ((), ["by-office"]),
        (("office",), ["by-clinic"]),
        (("police",), ["by-clinic"]),
        (("class:enforcement",), ["by-clinic"]),
        (("clinic",), ["by-office"]),
    ],
)
def test_a_body_to_avoid_is_avoided_even_where_another_would_pass_the_name_on(avoid: tuple[str, ...], expected: list[str]) -> None:
    world = world_of(
        way("by-office", None, GOAL, days=1, exposures=("office",)),
        way("by-clinic", None, GOAL, days=5, exposures=("clinic",)),
        bodies=BODIES,
    )
    assert steps_of(answer_to(world, GOAL, limits=Limits(avoid=avoid)).plan) == expected


def test_those_who_are_passed_the_name_are_counted_among_those_who_learn_it() -> None:
    world = world_of(way("w", None, GOAL, exposures=("office",)), bodies=BODIES)
    plan = answer_to(world, GOAL).plan
    assert plan is not None
    assert (plan.cost.exposures, plan.cost.exposure_weight) == (("office", "police"), 6)


def test_two_visits_on_one_occasion_are_one_visit_and_a_body_learns_a_name_once() -> None:
    world = world_of(
        way("one", None, A, side="mx", in_person=True, visit_group="window", exposures=("office",)),
        way("two", A, GOAL, side="mx", in_person=True, visit_group="window", exposures=("office",)),
        bodies=BODIES, attributes=(word("side", "mx", "us"),),
    )  # fmt: skip
    plan = answer_to(world, GOAL, know={"side": "mx"}).plan
    assert plan is not None
    assert (plan.cost.visits, plan.cost.exposure_weight) == (1, 6)


def test_a_way_one_does_without_is_not_used() -> None:
    assert steps_of(answer_to(two_ways(), GOAL, limits=Limits(without=("dear",))).plan) == ["slow"]

"""Plans to choose between: all best compromises, against every subset of ways."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rumbo.engine.front import Front, pareto_front
from rumbo.engine.model import OBJECTIVES, Objective
from rumbo.engine.planner import plan_goal
from rumbo.engine.world import compile_world

from .small import ask, crossing, steps_of, way, word, world_of
from .worlds import DAY, Brute, random_world

A, B, GOAL = "document:a", "document:b", "status:goal"
OVER = [*itertools.permutations(OBJECTIVES, 2), *itertools.combinations(OBJECTIVES, 3)]
MANY = settings(max_examples=60, deadline=None)


def brute_front(brute: Brute, over: Sequence[Objective]) -> set[tuple[int, ...]] | None:
    """Values of all best compromises, by trying every subset of ways; None when the goal is not reached for sure."""
    completions = list(brute.completions())
    best = brute.best(completions)
    if best is None or best == ():
        return None if best is None else {(0,) * len(over)}
    found = set()
    for size in range(len(brute.open) + 1):
        for ways in itertools.combinations(brute.open, size):
            if brute.affordable(ways):
                every = [brute.values(ways, *trip) for trip in brute.trips(ways, completions)]
                found |= {tuple(values[name] for name in over) for values in every}
    return {one for one in found if not any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in found)}


def front_of(seed: int, over: Sequence[Objective], **changes: object) -> tuple[Front, Brute]:
    spec, query = random_world(seed, most_ways=7)
    return pareto_front(compile_world(spec, DAY), dataclasses.replace(query, **changes), over), Brute(spec, query)  # type: ignore[arg-type]


@MANY
@example(3_776_904, ("fastest", "fewest-crossings"))  # two whole ways side by side: one quick, one without a crossing
@example(3_776_904, ("fewest-crossings", "fastest"))
@given(st.integers(3_000_000, 3_999_999), st.sampled_from(OVER))
def test_the_front_is_what_trying_every_subset_of_ways_finds(seed: int, over: tuple[Objective, ...]) -> None:
    front, brute = front_of(seed, over)
    expected = brute_front(brute, over)
    assert front.proven
    assert (front.status == "settled") == (expected is not None)
    assert list(front.values) == sorted(expected or ())


@MANY
@example(3_033_027, ("cheapest", "fastest"))  # limits shut what open answers would not
@example(3_776_904, ("fastest", "fewest-crossings"))  # two whole ways side by side: one quick, one without a crossing
@given(st.integers(3_000_000, 3_999_999), st.sampled_from(OVER))
def test_the_first_plan_of_a_front_is_the_best_by_its_objectives_in_their_order(seed: int, over: tuple[Objective, ...]) -> None:
    spec, query = random_world(seed, most_ways=7)
    world = compile_world(spec, DAY)
    front = pareto_front(world, query, over)
    answer = plan_goal(world, dataclasses.replace(query, objective=over))
    if front.status == "settled":
        assert answer.plan is not None
        assert front.plans[0].cost == answer.plan.cost
    else:
        assert answer.status == front.status


@MANY
@given(st.integers(3_000_000, 3_999_999), st.sampled_from(OVER))
def test_a_front_that_is_cut_short_says_so_and_has_only_plans_that_can_be_walked(seed: int, over: tuple[Objective, ...]) -> None:
    front, brute = front_of(seed, over, max_nodes=1)
    if not front.proven:
        completions = list(brute.completions())
        for plan in front.plans:
            ways = [w for w in brute.ways if w.name in {step.way for step in plan.steps}]
            assert brute.crossings(ways, completions) is not None


def test_a_dear_quick_way_and_a_cheap_slow_one_are_both_offered() -> None:
    world = world_of(way("quick", None, GOAL, days=2, money=(("MXN", 500),)), way("slow", None, GOAL, days=9))
    front = pareto_front(world, ask(GOAL), ["cheapest", "fastest"])
    assert ([steps_of(plan) for plan in front.plans], front.values, front.proven) == ([["slow"], ["quick"]], ((0, 9), (500, 2)), True)


def test_what_is_worse_in_everything_is_not_offered() -> None:
    world = world_of(way("good", None, GOAL, days=2), way("bad", None, GOAL, days=9, money=(("MXN", 5),)))
    assert [steps_of(plan) for plan in pareto_front(world, ask(GOAL), ["cheapest", "fastest"]).plans] == [["good"]]


def test_a_goal_that_is_held_already_has_one_plan_without_steps() -> None:
    front = pareto_front(world_of(way("w", None, GOAL)), ask(GOAL, GOAL), ["cheapest", "fastest"])
    assert (front.status, front.values, front.plans[0].steps) == ("settled", ((0, 0),), ())


def test_nothing_is_offered_that_rests_on_an_open_answer() -> None:
    world = world_of(way("w", {"attr": "home", "is": "yes"}, GOAL), attributes=(word("home", "yes", "no"),))
    front = pareto_front(world, ask(GOAL), ["cheapest", "fastest"])
    assert (front.status, front.plans) == ("depends", ())


def test_a_goal_out_of_reach_has_no_front() -> None:
    front = pareto_front(world_of(way("w", A, GOAL), more=(A,)), ask(GOAL), ["cheapest", "fastest"])
    assert (front.status, front.plans, front.proven) == ("unreachable", (), True)


def test_crossing_is_compared_with_money() -> None:
    world = world_of(
        crossing("north", None, "mx", "us"), way("there", None, GOAL, side="us", in_person=True),
        way("here", None, GOAL, side="mx", in_person=True, money=(("MXN", 900),)), attributes=(word("side", "mx", "us"),),
    )  # fmt: skip
    front = pareto_front(world, ask(GOAL, know={"side": "mx"}), ["fewest-crossings", "cheapest"])
    assert front.values == ((0, 900), (1, 0))


@pytest.mark.parametrize("over", [["cheapest"], ["cheapest", "cheapest"], list(OBJECTIVES), ["cheapest", "nicest"]])
def test_a_front_compares_two_or_three_things(over: list[Objective]) -> None:
    with pytest.raises(ValueError, match="two or three"):
        pareto_front(world_of(way("w", None, GOAL)), ask(GOAL), over)

"""One plan by a weighted sum, against every subset of ways."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.model import OBJECTIVES, Objective
from rumbo.engine.planner import plan_goal
from rumbo.engine.weighing import MOST_WEIGHT, total_of, weigh_plans
from rumbo.engine.world import compile_world

from .small import ask, crossing, steps_of, way, word, world_of
from .test_search import cover_world
from .worlds import DAY, Brute, random_world

A, GOAL = "document:a", "status:goal"
WEIGHTS = st.dictionaries(st.sampled_from(OBJECTIVES), st.integers(0, 9), min_size=1).filter(lambda w: any(w.values()))


def least(brute: Brute, weights: dict[Objective, int]) -> int | None:
    """The smallest weighted sum by trying every subset of ways; None where the goal is not reached for sure."""
    completions = list(brute.completions())
    best = brute.best(completions)
    if best is None or best == ():
        return None if best is None else 0
    totals = []
    for size in range(len(brute.open) + 1):
        for ways in itertools.combinations(brute.open, size):
            if brute.affordable(ways):
                every = [brute.values(ways, *trip) for trip in brute.trips(ways, completions)]
                totals += [sum(weight * values[name] for name, weight in weights.items()) for values in every]
    return min(totals)


@settings(max_examples=120, deadline=None)
@given(st.integers(4_000_000, 4_999_999), WEIGHTS, st.booleans())
def test_the_total_is_what_trying_every_subset_of_ways_finds(seed: int, weights: dict[Objective, int], border: bool) -> None:
    spec, query = random_world(seed, most_ways=7, border=border)
    found = weigh_plans(compile_world(spec, DAY), query, weights)
    expected = least(Brute(spec, query), weights)
    assert found.proven
    assert (found.status == "settled") == (expected is not None)
    assert found.total == expected
    assert found.plan is None or total_of(found.plan, weights) == expected


@settings(max_examples=60, deadline=None)
@given(st.integers(4_000_000, 4_999_999), st.sampled_from(OBJECTIVES))
def test_one_thing_weighed_alone_is_the_best_by_it(seed: int, objective: Objective) -> None:
    spec, query = random_world(seed, most_ways=7)
    world = compile_world(spec, DAY)
    found = weigh_plans(world, query, {objective: 3})
    answer = plan_goal(world, dataclasses.replace(query, objective=(objective,)))
    if found.plan is None:
        assert answer.status == found.status
    else:
        assert answer.plan is not None
        assert found.total == total_of(answer.plan, {objective: 3})


def test_a_day_is_worth_what_is_said() -> None:
    world = world_of(way("quick", None, GOAL, days=2, money=(("MXN", 500),)), way("slow", None, GOAL, days=12))
    for worth, steps in ((40, ["slow"]), (60, ["quick"])):
        found = weigh_plans(world, ask(GOAL), {"cheapest": 1, "fastest": worth})
        assert found.plan is not None
        assert steps_of(found.plan) == steps


def test_a_crossing_is_worth_what_is_said() -> None:
    world = world_of(
        crossing("north", None, "mx", "us"), way("there", None, GOAL, side="us", in_person=True),
        way("here", None, GOAL, side="mx", in_person=True, days=30), attributes=(word("side", "mx", "us"),),
    )  # fmt: skip
    for worth, steps in ((29, ["north", "there"]), (31, ["here"])):
        found = weigh_plans(world, ask(GOAL, know={"side": "mx"}), {"fastest": 1, "fewest-crossings": worth})
        assert found.plan is not None
        assert steps_of(found.plan) == steps


@pytest.mark.parametrize("weights", [{}, {"cheapest": 0}, {"fastest": -1}, {"fastest": MOST_WEIGHT + 1}, {"nicest": 1}])
def test_weights_that_weigh_nothing_are_refused(weights: dict[Objective, int]) -> None:
    with pytest.raises(ValueError, match="weights are whole numbers"):
        weigh_plans(world_of(way("w", None, GOAL)), ask(GOAL), weights)


def test_a_search_cut_short_says_so() -> None:
    weights: dict[Objective, int] = {"cheapest": 1, "fastest": 1}
    cut = 0
    for seed in range(8):
        world, papers, _ = cover_world(seed)
        found = weigh_plans(world, ask({"all": papers}), weights, should_stop=lambda: True)
        whole = weigh_plans(world, ask({"all": papers}), weights)
        assert whole.proven
        cut += not found.proven
        assert found.plan is None or total_of(found.plan, weights) == found.total
        assert not found.proven or found.total == whole.total
    assert cut > 0

"""Who asks for no tie-breaks gets a plan as good by what was asked for, with no needless step, and is told that ties are open."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rumbo.engine.model import Answer, Plan, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.wishes import value_of
from rumbo.engine.world import World, compile_world

from .small import answer_to, steps_of, way, world_of
from .worlds import DAY, random_world

GOAL = "status:goal"


def values_of(query: Query, plan: Plan) -> list[int]:
    return [value_of(plan, objective) for objective in query.objective]


@cache
def answered() -> list[tuple[World, Query, Answer, Answer]]:
    """Small random worlds that have a plan, with both answers."""
    found = []
    for seed in range(4_000_000, 4_000_200):
        spec, query = random_world(seed, most_ways=7, border=seed % 2 == 0)
        world = compile_world(spec, DAY)
        full, short = plan_goal(world, query), plan_goal(world, replace(query, ties=False))
        assert full.status == short.status, seed
        if full.status == "optimal":
            found.append((world, query, full, short))
    return found


def test_without_ties_a_plan_is_as_good_by_what_was_asked_for_and_says_that_ties_are_open() -> None:
    for _, query, full, short in answered():
        assert full.plan is not None
        assert short.plan is not None
        assert values_of(query, short.plan) == values_of(query, full.plan)
        assert (full.ties_proven, short.ties_proven) == (True, False)
    assert len(answered()) > 30


def test_without_ties_no_step_of_a_plan_can_be_left_out() -> None:
    for world, query, _, short in answered():
        assert short.plan is not None
        names = {step.way for step in short.plan.steps}
        for name in names:
            others = tuple(w.name for w in world.ways if w.name not in names or w.name == name)
            less = plan_goal(world, replace(query, limits=replace(query.limits, without=others), ties=False))
            assert less.plan is None or values_of(query, less.plan) > values_of(query, short.plan)


def test_what_is_not_asked_for_decides_only_among_ties() -> None:
    dear, cheap = (way(name, None, GOAL, days=3, money=(("MXN", price),)) for name, price in (("a", 9), ("b", 1)))
    world = world_of(dear, cheap)
    answer = answer_to(world, GOAL, objective=("fastest",), ties=False)
    assert (answer.status, answer.ties_proven, len(steps_of(answer.plan))) == ("optimal", False, 1)
    assert steps_of(answer_to(world, GOAL, objective=("fastest",)).plan) == ["b"]


def test_who_asks_both_ways_of_one_world_gets_both_answers() -> None:
    world = world_of(way("a", None, GOAL, days=1), way("b", None, GOAL))
    for _ in range(2):  # the second time from what was kept
        assert not answer_to(world, GOAL, objective=("cheapest",), ties=False).ties_proven
        both = answer_to(world, GOAL, objective=("cheapest",))
        assert (both.ties_proven, steps_of(both.plan)) == (True, ["b"])

"""Other plans for the same goal: of another kind first, each the best of its kind."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.alternatives import papers_of
from rumbo.engine.planner import plan_goal
from rumbo.engine.world import compile_world

from .small import answer_to, steps_of, way, world_of
from .worlds import DAY, random_world

A, B, GOAL = "document:a", "document:b", "status:goal"
COST = {"money": (("MXN", 500),)}
WINDOWS = (way("window-1", None, A), way("window-2", None, A, money=(("MXN", 100),)))
BY_A = way("by-a", A, GOAL)
BY_B = (way("get-b", None, B, **COST), way("by-b", B, GOAL))


def test_a_plan_by_other_papers_is_offered_before_another_window_for_the_same() -> None:
    answer = answer_to(world_of(*WINDOWS, BY_A, *BY_B), GOAL, objective=("cheapest",), alternatives=1)
    assert steps_of(answer.plan) == ["window-1", "by-a"]
    assert [steps_of(plan) for plan in answer.alternatives] == [["get-b", "by-b"]]


def test_where_there_is_room_both_are_offered_the_better_one_first() -> None:
    answer = answer_to(world_of(*WINDOWS, BY_A, *BY_B), GOAL, objective=("cheapest",), alternatives=2)
    assert [steps_of(plan) for plan in answer.alternatives] == [["window-2", "by-a"], ["get-b", "by-b"]]


def test_where_all_go_by_the_same_papers_other_windows_are_offered() -> None:
    answer = answer_to(world_of(*WINDOWS, BY_A), GOAL, objective=("cheapest",), alternatives=3)
    assert [steps_of(plan) for plan in answer.alternatives] == [["window-2", "by-a"]]


def test_nothing_is_offered_beside_the_only_plan_there_is_or_where_nothing_was_asked_for() -> None:
    assert answer_to(world_of(WINDOWS[0], BY_A), GOAL, alternatives=3).alternatives == ()
    assert answer_to(world_of(*WINDOWS, BY_A, *BY_B), GOAL, alternatives=0).alternatives == ()


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_two_plans_of_one_kind_are_offered_only_where_no_other_kind_was_left_out(seed: int, most: int) -> None:
    spec, query = random_world(seed, most_ways=9)
    world = compile_world(spec, DAY)
    answer = plan_goal(world, dataclasses.replace(query, alternatives=most))
    if answer.plan is None or not answer.plan.steps or answer.status == "depends":
        return
    every = plan_goal(world, dataclasses.replace(query, alternatives=50)).alternatives
    kinds = {papers_of(plan) for plan in every} - {papers_of(answer.plan)}
    offered = [papers_of(plan) for plan in answer.alternatives]
    assert len(offered) == min(most, len(every))
    assert len(set(offered) - {papers_of(answer.plan)}) == min(most, len(kinds))

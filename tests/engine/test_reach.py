"""Screening: what can be reached at all, in agreement with planning it."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.conditions import Fact
from rumbo.engine.model import Limits
from rumbo.engine.planner import plan_goal
from rumbo.engine.reach import screen
from rumbo.engine.world import compile_world

from .small import ask, way, word, world_of
from .worlds import DAY, random_world

AGREES = {"yes": {"optimal", "already-there"}, "no": {"unreachable"}, "unknown": {"depends", "unreachable"}}


@settings(max_examples=150)
@given(st.integers(4_000_000, 4_999_999))
def test_what_is_screened_and_what_is_planned_agree_on_every_fact(seed: int) -> None:
    spec, query = random_world(seed, most_ways=9)
    query = dataclasses.replace(query, limits=Limits(avoid=query.limits.avoid), alternatives=0, improvements=False)
    world = compile_world(spec, DAY)
    goals = {fact.name: Fact(fact.name) for fact in spec.facts}
    for name, found in screen(world, query, goals).items():
        status = plan_goal(world, dataclasses.replace(query, goal=goals[name])).status
        assert status in AGREES[found], (name, found, status)


def test_many_goals_are_screened_by_name() -> None:
    world = world_of(
        way("w", None, "document:a"), way("v", {"attr": "home", "is": "yes"}, "document:b"), way("u", "document:x", "document:c"),
        attributes=(word("home", "yes", "no"),),
    )  # fmt: skip
    goals = {name: Fact(f"document:{name}") for name in ("a", "b", "c", "x")}
    assert screen(world, ask("document:a", "document:x"), goals) == {"a": "yes", "b": "unknown", "c": "yes", "x": "yes"}
    assert screen(world, ask("document:a"), goals) == {"a": "yes", "b": "unknown", "c": "no", "x": "no"}

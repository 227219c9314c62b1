"""The least cost by a deadline, unrolled in time: against every subset of ways, and beside the search node by node."""

from __future__ import annotations

import dataclasses
import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.generated import DAY, FAMILIES, generate, queries
from rumbo.engine import deadline, search
from rumbo.engine.building import weigh
from rumbo.engine.deadline import Unrolled, is_timed
from rumbo.engine.front import pareto_front
from rumbo.engine.instance import Instance
from rumbo.engine.model import Duration, Limits, Query, Way
from rumbo.engine.situation import look_at
from rumbo.engine.stage import Cap, Criterion, Promise, Stage
from rumbo.engine.world import World, compile_world

from .small import answer_to, ask, steps_of, way, world_of

MONEY = Criterion("sum", (1, 0, 0, 0, 0))
GOAL = "status:goal"
PAPERS = [f"document:p{i}" for i in range(5)]
MANY = settings(max_examples=150, deadline=None)


def random_ways(seed: int, count: int = 9) -> list[Way]:
    """Ways with prices and days, some of them working days, several of which bring the same."""
    rng = random.Random(seed)
    found = []
    for i in range(count):
        needs = rng.sample(PAPERS, rng.randint(0, 2))
        grants = [GOAL] if rng.random() < 0.3 else rng.sample(PAPERS, rng.randint(1, 2))
        typical = rng.choice((0, 0, 1, 2, 3, 7))
        working = {"unit": "working", "calendar": "mx"} if rng.random() < 0.5 else {}
        duration = Duration(min=0, typical=typical, max=9, **working)  # type: ignore[arg-type]
        office = f"office-{rng.randrange(3)}" if rng.random() < 0.3 else None
        found.append(
            way(f"w{i}", {"all": needs}, *grants, duration=duration, money=(("MXN", rng.choice((0, 1, 2, 5))),), visit_group=office)
        )
    return found


def instance_of(world: World, query: Query) -> Instance | None:
    found = look_at(world, query)
    state = found.state({}, unknown=False)
    return None if state[found.graph.goal] else found.instance(state)


def least_by(instance: Instance, day: int) -> int | None:
    """The least money by a day, trying every set of ways."""
    cost = weigh(instance, MONEY.weights)
    ways = np.flatnonzero(instance.is_way)
    best = None
    for size in range(len(ways) + 1):
        for chosen in itertools.combinations(ways, size):
            plan = instance.free | instance.paid
            plan[list(chosen)] = True
            if instance.run_through(plan)[0][instance.goal] <= day:
                spent = int(cost[list(chosen)].sum())
                best = spent if best is None else min(best, spent)
    return best


@MANY
@given(st.integers(0, 10**6), st.integers(0, 20))
def test_the_cheapest_plan_by_a_day_is_what_trying_every_set_of_ways_finds(seed: int, day: int) -> None:
    world = world_of(*random_ways(seed), more=(GOAL, *PAPERS))
    instance = instance_of(world, ask(GOAL))
    if instance is None:
        return
    unrolled = Unrolled(instance, weigh(instance, MONEY.weights), day)
    expected = least_by(instance, day)
    assert unrolled.is_late == (expected is None)
    answer = answer_to(world, GOAL, objective=("cheapest",), limits=Limits(days=day), alternatives=0)
    assert (answer.plan is None) == (expected is None)
    if answer.plan is not None:
        assert answer.status == ("already-there" if not answer.plan.steps else "optimal")
        assert answer.plan.cost.compared == expected
        assert answer.plan.cost.days[1] <= day


@MANY
@given(st.integers(0, 10**6), st.integers(0, 20))
def test_a_plan_of_the_unrolled_problem_is_done_by_the_day_and_costs_as_much(seed: int, day: int) -> None:
    instance = instance_of(world_of(*random_ways(seed), more=(GOAL, *PAPERS)), ask(GOAL))
    if instance is None:
        return
    cost = weigh(instance, MONEY.weights)
    problem = (unrolled := Unrolled(instance, cost, day)).problem
    if problem is None:
        return
    found = search.best_plan(
        problem, [MONEY], [], limits=Promise(), budgets=[], budget=search.Budget(100_000)
    )  # what is unrolled has neither days nor payments
    assert found is not None
    plan = unrolled.actions(found.chosen) | instance.paid
    assert instance.run_through(plan)[0][instance.goal] <= day
    assert int(cost[plan].sum()) <= found.values[0] == least_by(instance, day)


def test_it_finds_what_the_search_node_by_node_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Stage] = []
    for family in FAMILIES.values():
        region = generate(services=250, documents=60, seed=9, family=family)
        asked = [dataclasses.replace(query, max_nodes=50_000) for query in queries(region, 8)]
        monkeypatch.setattr(search, "is_timed", lambda stage: is_timed(stage) and not tried.append(stage))
        world = compile_world(region.spec, DAY)
        unrolled = [pareto_front(world, query, ("cheapest", "fastest")) for query in asked]
        monkeypatch.setattr(search, "is_timed", lambda _: False)
        world = compile_world(region.spec, DAY)  # what was searched before is remembered in its world
        fronts = [pareto_front(world, query, ("cheapest", "fastest")) for query in asked]
        assert [front.values for front in unrolled] == [front.values for front in fronts]
        assert all(front.proven for front in [*unrolled, *fronts])
    assert len(tried) > 10


def test_what_is_too_much_to_unroll_is_searched_node_by_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "MOST_COPIES", 1)
    world = world_of(
        way("slow", None, "document:a", days=9), way("quick", None, "document:a", days=3, money=(("MXN", 5),)),
        way("last", "document:a", GOAL, days=2, money=(("MXN", 1),)),
    )  # fmt: skip
    answer = answer_to(world, GOAL, objective=("cheapest",), limits=Limits(days=6))
    assert answer.status == "optimal"
    assert steps_of(answer.plan) == ["quick", "last"]


def test_a_way_that_opens_two_doors_is_paid_once_however_late_each_is() -> None:
    world = world_of(
        way("shared", None, "document:a", days=1, money=(("MXN", 7),)),
        way("left", "document:a", "document:l", days=5), way("right", "document:a", "document:r", days=1),
        way("dear-left", None, "document:l", days=6, money=(("MXN", 6),)),
        way("dear-right", None, "document:r", days=2, money=(("MXN", 6),)),
        way("last", {"all": ["document:l", "document:r"]}, GOAL, days=1),
    )  # fmt: skip
    answer = answer_to(world, GOAL, objective=("cheapest",), limits=Limits(days=7), alternatives=0)
    assert answer.plan is not None
    assert answer.plan.cost.compared == 7
    assert answer_to(world, GOAL, limits=Limits(days=6), alternatives=0).status == "unreachable"


def test_what_has_no_deadline_or_has_budgets_or_places_is_not_unrolled() -> None:
    instance = instance_of(world_of(way("a", None, GOAL, days=2, money=(("MXN", 1),))), ask(GOAL))
    assert instance is not None
    nothing = Cap(np.zeros(instance.size, dtype=np.int64), 0)
    stage = Stage(instance, MONEY, Promise(days=3), [], nothing, cost=weigh(instance, MONEY.weights), value=9)
    stage.aim()
    assert is_timed(stage)
    assert not is_timed(dataclasses.replace(stage, promise=Promise()))
    assert not is_timed(dataclasses.replace(stage, loose=[Cap(stage.cost, 3)]))
    assert not is_timed(dataclasses.replace(stage, minimal=True))
    assert not is_timed(dataclasses.replace(stage, criterion=Criterion("crossings")))

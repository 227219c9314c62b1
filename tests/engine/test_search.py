"""The search: bounds when it is cut short, large worlds, odd shapes."""

from __future__ import annotations

import itertools
import random
import time

import pytest

from rumbo.engine.model import Way
from rumbo.engine.planner import plan_goal
from rumbo.engine.world import World

from .small import answer_to, ask, steps_of, way, world_of

GOAL = "status:goal"


def cover_world(seed: int, facts: int = 12, ways: int = 18) -> tuple[World, list[str], tuple[Way, ...]]:
    """Papers to be had in overlapping bundles: choosing the cheapest bundles is the hard part of planning."""
    rng = random.Random(seed)
    papers = [f"document:p{i:02}" for i in range(facts)]
    bundles = [rng.sample(papers, 3) for _ in range(ways)] + [[paper] for paper in papers]
    found = tuple(way(f"w{i:02}", None, *bundle, money=(("MXN", rng.randint(5, 9) * len(bundle)),)) for i, bundle in enumerate(bundles))
    return world_of(*found), papers, found


def least(papers: list[str], ways: tuple[Way, ...]) -> int:
    """The cheapest cover, paper by paper: best cost of each set of papers already had."""
    bit = {paper: 1 << i for i, paper in enumerate(papers)}
    best = {0: 0}
    for had in range(1 << len(papers)):
        if had in best:
            missing = next((p for p in papers if not had & bit[p]), None)
            for found in ways:
                if missing in found.grants:
                    after = had | sum(bit[p] for p in found.grants)
                    best[after] = min(best.get(after, 10**9), best[had] + dict(found.money)["MXN"])
    return best[(1 << len(papers)) - 1]


def test_a_search_cut_short_gives_a_plan_and_a_bound_that_holds_and_never_says_optimal_wrongly() -> None:
    statuses = set()
    for seed in range(12):
        world, papers, ways = cover_world(seed)
        truth = least(papers, ways)
        for nodes in (0, 1, 5, 50, 5_000):
            answer = answer_to(world, papers, objective=("cheapest",), max_nodes=nodes, alternatives=0)
            statuses.add(answer.status)
            assert answer.plan is not None
            if answer.status == "optimal":
                assert answer.plan.cost.compared == truth
            else:
                assert answer.bound is not None
                assert answer.bound <= truth <= answer.plan.cost.compared
    assert statuses == {"optimal", "feasible"}


def test_with_enough_nodes_the_cheapest_cover_is_found_and_proven() -> None:
    for seed in range(6):
        world, papers, ways = cover_world(seed)
        answer = answer_to(world, papers, objective=("cheapest",), alternatives=0)
        assert answer.status == "optimal"
        assert answer.plan is not None
        assert answer.plan.cost.compared == least(papers, ways)


def test_a_bound_is_told_in_the_unit_of_its_objective() -> None:
    world, papers, ways = cover_world(1)
    fivefold = world_of(*(way(w.name, None, *w.grants, money=(("USD", dict(w.money)["MXN"]),)) for w in ways))
    for found, rate in ((world, 1), (fivefold, 18)):
        answer = answer_to(found, papers, objective=("cheapest",), max_nodes=0, alternatives=0)
        assert answer.bound is not None
        assert rate * least(papers, ways) // 2 < answer.bound <= rate * least(papers, ways)


def test_who_stops_the_search_gets_what_was_found_so_far_marked_as_such() -> None:
    world, papers, _ = cover_world(1)
    answer = plan_goal(world, ask(papers, objective=("cheapest",), alternatives=0), should_stop=lambda: True)
    assert answer.status == "feasible"
    assert answer.plan is not None


def test_with_no_node_to_spend_and_no_plan_at_hand_the_answer_says_the_search_was_cut() -> None:
    world, papers, _ = cover_world(1)
    answer = answer_to(world, papers, objective=("cheapest", "fastest"), max_nodes=0, alternatives=0)
    assert answer.plan is not None or answer.warnings == ("search-cut-short",)


def test_ways_that_grant_each_other_help_nobody_who_holds_none_and_everyone_who_holds_one() -> None:
    ring = [f"document:r{i}" for i in range(5)]
    world = world_of(*(way(f"w{i}", ring[i], ring[(i + 1) % 5]) for i in range(5)), way("z", ring[0], GOAL))
    assert answer_to(world, GOAL).status == "unreachable"
    assert steps_of(answer_to(world, GOAL, ring[3]).plan) == ["w3", "w4", "z"]


def test_a_way_that_grants_what_it_needs_is_never_a_step() -> None:
    world = world_of(way("turn", "document:a", "document:a"), way("go", "document:a", GOAL))
    assert answer_to(world, GOAL).status == "unreachable"
    assert steps_of(answer_to(world, GOAL, "document:a").plan) == ["go"]


def test_a_goal_already_held_needs_no_step_and_costs_nothing() -> None:
    answer = answer_to(world_of(way("w", None, GOAL, days=3)), GOAL, GOAL)
    assert (answer.status, steps_of(answer.plan)) == ("already-there", [])
    assert answer.plan is not None
    assert answer.plan.cost.days == (0, 0, 0)


@pytest.fixture(scope="module")
def wide_world() -> World:
    ways = [way(f"w{i:05}", f"document:f{i:05}", f"document:f{i + 2:05}", days=1) for i in range(9_998)]
    return world_of(*ways, way("last", ["document:f00006", "document:f00009"], GOAL))


def test_among_ten_thousand_facts_the_few_that_matter_are_found_quickly(wide_world: World) -> None:
    answer_to(wide_world, GOAL, "document:f00000", "document:f00001")
    start = time.process_time()
    answer = answer_to(wide_world, GOAL, "document:f00000", "document:f00001")
    assert len(steps_of(answer.plan)) == 8
    assert time.process_time() - start < 3


def test_someone_who_holds_ten_thousand_papers_is_answered(wide_world: World) -> None:
    held = [f"document:f{i:05}" for i in range(10_000) if i != 9]
    assert steps_of(answer_to(wide_world, GOAL, *held).plan) == ["w00007", "last"]


def test_every_order_of_objectives_is_lexicographic() -> None:
    costs = {"a": (1, 9), "b": (2, 1), "c": (1, 8)}
    world = world_of(*(way(name, None, GOAL, days=days, money=(("MXN", money),)) for name, (days, money) in costs.items()))
    assert steps_of(answer_to(world, GOAL, objective=("fastest", "cheapest")).plan) == ["c"]
    assert steps_of(answer_to(world, GOAL, objective=("cheapest", "fastest")).plan) == ["b"]
    assert steps_of(answer_to(world, GOAL, objective=("fastest",)).plan) == ["c"], "what is not asked for still breaks ties"


def test_equal_plans_are_told_apart_by_confidence_and_then_by_the_names_of_their_ways() -> None:
    low = way("a", None, GOAL, confidence="low")
    high = [way(name, None, GOAL) for name in ("c", "b")]
    for ways in itertools.permutations((low, *high)):
        assert steps_of(answer_to(world_of(*ways), GOAL).plan) == ["b"]


def test_a_plan_is_as_certain_as_its_least_certain_step() -> None:
    world = world_of(way("w", None, "document:a", certainty="discretionary"), way("z", "document:a", GOAL, certainty="right"))
    plan = answer_to(world, GOAL).plan
    assert plan is not None
    assert plan.weakest_certainty == "discretionary"

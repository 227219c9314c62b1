"""Ways that take something away: steps are put in an order that works, or another plan is made, and the answer says so."""

from __future__ import annotations

import itertools
import random

from rumbo.engine.conditions import facts_in
from rumbo.engine.model import Plan, Way

from .small import answer_to, steps_of, way, world_of

OLD, NEW, THIRD, GOAL = "document:old", "document:new", "document:third", "status:goal"


def test_what_needs_a_paper_comes_before_the_window_that_keeps_it() -> None:
    world = world_of(way("a-trade", OLD, NEW, loses=(OLD,)), way("use", OLD, THIRD))
    answer = answer_to(world, [NEW, THIRD], OLD)
    assert (answer.status, answer.repaired) == ("optimal", False)
    assert steps_of(answer.plan) == ["use", "a-trade"]


def test_where_no_order_works_another_plan_is_made_and_the_answer_says_so() -> None:
    world = world_of(way("trade", OLD, NEW, loses=(OLD,)), way("buy", None, NEW, money=(("MXN", 100),)))
    answer = answer_to(world, [OLD, NEW], OLD, objective=("cheapest",))
    assert steps_of(answer.plan) == ["buy"]
    assert answer.repaired


def test_a_repaired_plan_that_costs_more_than_the_broken_one_is_not_called_optimal() -> None:
    world = world_of(way("trade", OLD, NEW, loses=(OLD,)), way("buy", None, NEW, money=(("MXN", 100),)))
    answer = answer_to(world, [OLD, NEW], OLD, objective=("cheapest",))
    assert (answer.status, answer.bound) == ("feasible", 0)


def test_a_repaired_plan_that_costs_the_same_is_optimal() -> None:
    world = world_of(way("a-trade", OLD, NEW, loses=(OLD,)), way("show", OLD, NEW))
    answer = answer_to(world, [OLD, NEW], OLD)
    assert (answer.status, answer.repaired, steps_of(answer.plan)) == ("optimal", True, ["show"])


def test_a_repaired_plan_is_optimal_only_if_it_is_as_good_by_all_that_was_asked_for() -> None:
    # Asking for the old one again once one has the new one would be quicker; plans with more than the one that does not work are not tried.
    ways = (
        way("get", THIRD, OLD, loses=(THIRD,)), way("trade", OLD, NEW, loses=(OLD,)), way("show", OLD, NEW, days=5),
        way("again", NEW, OLD, days=1),
    )  # fmt: skip
    answer = answer_to(world_of(*ways), [OLD, NEW], THIRD, objective=("cheapest", "fastest"))
    assert (answer.status, answer.repaired, steps_of(answer.plan)) == ("feasible", True, ["get", "show"])
    assert answer.bound == 0
    assert answer_to(world_of(*ways), [OLD, NEW], THIRD, objective=("cheapest",)).status == "optimal"


def test_the_bound_of_a_repaired_plan_is_in_the_unit_of_the_first_objective_by_which_it_is_worse() -> None:
    world = world_of(
        way("trade", OLD, NEW, loses=(OLD,), money=(("USD", 1),), days=1), way("buy", None, NEW, money=(("USD", 5),), days=2),
    )  # fmt: skip
    dear = answer_to(world, [OLD, NEW], OLD, objective=("cheapest", "fastest"))
    slow = answer_to(world, [OLD, NEW], OLD, objective=("fastest", "cheapest"))
    assert [(answer.status, answer.bound) for answer in (dear, slow)] == [("feasible", 18), ("feasible", 1)]


def test_two_windows_that_each_keep_what_the_other_needs_cannot_both_be_visited() -> None:
    one, other = way("one", [OLD, THIRD], NEW, loses=(OLD,)), way("other", [OLD, THIRD], GOAL, loses=(THIRD, OLD))
    assert answer_to(world_of(one, other), [NEW, GOAL], OLD, THIRD).status == "unreachable"


def test_what_is_lost_and_not_needed_again_changes_nothing() -> None:
    answer = answer_to(world_of(way("trade", OLD, NEW, loses=(OLD,)), way("use", NEW, GOAL)), GOAL, OLD)
    assert (answer.status, answer.repaired, steps_of(answer.plan)) == ("optimal", False, ["trade", "use"])


def world_with_losses(rng: random.Random) -> tuple[Way, ...]:
    facts = [f"document:f{i}" for i in range(5)]
    return tuple(
        way(f"w{i}", rng.sample(facts, rng.randint(0, 2)), *rng.sample(facts, rng.randint(1, 2)), money=(("MXN", rng.randint(0, 9)),),
            loses=tuple(rng.sample(facts, 1)) if rng.random() < 0.4 else ())
        for i in range(6)
    )  # fmt: skip


def replays(ways: list[Way], held: set[str], goal: set[str]) -> bool:
    has = set(held)
    for found in ways:
        if not facts_in(found.requires) <= has:
            return False
        has = has - set(found.loses) | set(found.grants)
    return goal <= has


def cost(plan: Plan | None) -> int:
    assert plan is not None
    return plan.cost.compared


def test_a_plan_with_losses_replays_and_is_never_called_optimal_when_a_cheaper_one_replays() -> None:
    repaired = 0
    for seed in range(250):
        rng = random.Random(seed)
        ways = world_with_losses(rng)
        held = set(rng.sample([f"document:f{i}" for i in range(5)], 2))
        goal = {"document:f0", "document:f1"}
        answer = answer_to(world_of(*ways, more=(*held, *goal)), sorted(goal), *held, objective=("cheapest",))
        if answer.status in {"optimal", "feasible"}:
            named = {w.name: w for w in ways}
            assert replays([named[name] for name in steps_of(answer.plan)], held, goal), seed
            repaired += answer.repaired
            least = cheapest_replay(ways, held, goal)
            assert cost(answer.plan) == least if answer.status == "optimal" else (answer.bound or 0) <= least <= cost(answer.plan), seed
    assert repaired


def cheapest_replay(ways: tuple[Way, ...], held: set[str], goal: set[str]) -> int:
    orders = (order for size in range(len(ways) + 1) for order in itertools.permutations(ways, size))
    return min(sum(dict(w.money).get("MXN", 0) for w in order) for order in orders if replays(list(order), held, goal))

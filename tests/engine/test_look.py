"""One node of the search: what it says is compared with every plan below it, and how much is left to look into is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rumbo.engine.instance import Flags, Instance, weigh
from rumbo.engine.look import Look, look
from rumbo.engine.model import Way
from rumbo.engine.stage import Cap, Criterion, Promise, Stage, is_minimal, keeps_caps, reaches, value_of, with_payments

from .covers import CROSSINGS, DAYS, EXPOSURES, MONEY, VISITS, border_cover, every_plan, instance_of, stage_of
from .small import ask, crossing, way, word, world_of

SEEDS = range(4)
NOTHING = Criterion("sum", (0, 0, 0, 0, 0))
HUGE = 1 << 40  # too large to be folded with anything


def cap(instance: Instance, plan: Flags, weights: tuple[int, ...], more: int = 0) -> Cap:
    """What a plan costs, as a cap, and ``more``."""
    cost = weigh(instance, weights)
    return Cap(cost, int(cost[plan].sum()) + more)


@cache
def problem(seed: int) -> tuple[Instance, Flags]:
    """A small problem with its cheapest plan."""
    instance = instance_of(*border_cover(seed, papers=4, ways=6))
    stage = stage_of(instance, MONEY)
    plans = [plan for plan in every_plan(instance) if reaches(instance, plan, Promise())]
    return instance, min(plans, key=lambda plan: (value_of(stage, plan), plan.tobytes()))


def wanted(stage: Stage) -> list[tuple[int, Flags]]:
    """Every plan that a stage would rather have than the best so far, with its value."""
    plans = [plan for plan in every_plan(stage.instance) if reaches(stage.instance, plan, stage.promise) and keeps_caps(stage, plan)]
    if stage.minimal:
        plans = [plan for plan in plans if is_minimal(stage.instance, plan, stage.promise)]
    return [(value, plan) for plan in plans if (value := value_of(stage, plan)) < stage.value]


def nodes_below(stage: Stage) -> Iterator[tuple[Flags, Flags, Look | None, Stage]]:
    """Every node of a search in which no plan that turns up helps to find the next: ways in and out, and what is seen there."""
    stack = [(stage.instance.free.copy(), np.zeros(stage.instance.size, dtype=np.bool_))]
    while stack:
        taken, out = stack.pop()
        after = replace(stage)
        seen = look(after, taken.copy(), out.copy())
        yield taken, out, seen, after
        for action in seen.branch if seen else ():
            child = taken.copy()
            child[action] = True
            child[stage.instance.payments(action)] = True
            if not (child & out).any():
                stack.append((child, out.copy()))
            out[action] = True


def least_days(instance: Instance) -> int:
    """The days that the fastest of all plans takes."""
    stage = stage_of(instance, DAYS)
    return min(value_of(stage, plan) for plan in every_plan(instance))


def huge(instance: Instance, plan: Flags) -> Stage:
    """Fewest visits at the least price, in a unit so small that both cannot be folded into one number."""
    stage = stage_of(instance, VISITS, value=9, tight=cap(instance, plan, (HUGE, 0, 0, 0, 0)))
    assert not stage.is_folded
    return stage


STAGES: dict[str, tuple[Callable[[Instance, Flags], Stage], int]] = {
    "the cheapest": (lambda i, plan: stage_of(i, MONEY), 67),
    "cheaper": (lambda i, plan: stage_of(i, MONEY, value=cap(i, plan, MONEY.weights, 3).most), 41),
    "no cheaper": (lambda i, plan: stage_of(i, MONEY, value=cap(i, plan, MONEY.weights).most), 4),
    "the fastest": (lambda i, plan: stage_of(i, DAYS), 121),
    "as fast as can be": (lambda i, plan: stage_of(i, DAYS, promise=Promise(days=least_days(i))), 53),
    "cheapest of those as fast as can be": (lambda i, plan: stage_of(i, MONEY, promise=Promise(days=least_days(i))), 44),
    "fewest crossings, as fast as can be": (lambda i, plan: stage_of(i, CROSSINGS, promise=Promise(days=least_days(i))), 86),
    "faster": (lambda i, plan: stage_of(i, DAYS, value=value_of(stage_of(i, DAYS), plan)), 33),
    "fewest crossings": (lambda i, plan: stage_of(i, CROSSINGS), 136),
    "fewer crossings": (lambda i, plan: stage_of(i, CROSSINGS, value=2), 136),
    "cheapest in time": (lambda i, plan: stage_of(i, MONEY, promise=Promise(days=6)), 42),
    "cheapest with one crossing": (lambda i, plan: stage_of(i, MONEY, promise=Promise(crossings=1)), 67),
    "cheapest in time with one crossing": (lambda i, plan: stage_of(i, MONEY, promise=Promise(days=7, crossings=1)), 46),
    "cheapest that few learn of": (lambda i, plan: stage_of(i, MONEY, loose=[cap(i, plan, EXPOSURES.weights)]), 50),
    "of the cheapest, fewest learn of": (lambda i, plan: stage_of(i, EXPOSURES, tight=cap(i, plan, MONEY.weights)), 40),
    "of the cheapest, fewer learn of than so far": (
        lambda i, plan: stage_of(i, EXPOSURES, tight=cap(i, plan, MONEY.weights), value=cap(i, plan, EXPOSURES.weights, 4).most), 40,
    ),
    "of those that fewest visit, cheaper than so far": (
        lambda i, plan: stage_of(i, MONEY, tight=cap(i, plan, VISITS.weights), value=cap(i, plan, MONEY.weights, 4).most), 39,
    ),
    "of the cheapest, by what nobody counts": (lambda i, plan: stage_of(i, NOTHING, tight=cap(i, plan, MONEY.weights)), 40),
    "of the cheapest, the fastest": (lambda i, plan: stage_of(i, DAYS, tight=cap(i, plan, MONEY.weights)), 71),
    "of the cheapest, fewest crossings": (lambda i, plan: stage_of(i, CROSSINGS, tight=cap(i, plan, MONEY.weights)), 36),
    "of the fastest, the cheapest": (lambda i, plan: stage_of(i, MONEY, promise=Promise(days=4)), 32),
    "of those within a price, the fastest": (lambda i, plan: stage_of(i, DAYS, loose=[cap(i, plan, MONEY.weights, 4)]), 91),
    "few visits that cannot be weighed against money": (huge, 38),
    "the fastest without a needless step": (lambda i, plan: stage_of(i, DAYS, minimal=True), 103),
    "fewest crossings without a needless step": (lambda i, plan: stage_of(i, CROSSINGS, minimal=True), 103),
    "the cheapest without a needless step, in time": (lambda i, plan: stage_of(i, MONEY, minimal=True, day_cap=6), 42),
    "the cheapest without a needless step, with one crossing": (lambda i, plan: stage_of(i, MONEY, minimal=True, crossing_cap=1), 67),
}  # fmt: skip


@pytest.mark.parametrize("name", STAGES)
def test_a_node_bounds_what_lies_below_it_and_branches_over_what_each_better_plan_uses(name: str) -> None:
    """Also, all nodes together are not more than they have been found to be: a bound may become better, and should not become worse."""
    make, most = STAGES[name]
    looked = 0
    for seed in SEEDS:
        stage = make(*problem(seed))
        plans = wanted(stage)
        for taken, out, seen, after in nodes_below(stage):
            looked += 1
            if after.best is not None and after.value < stage.value:
                assert (after.value, after.best.tobytes()) in {(value, plan.tobytes()) for value, plan in plans}
            for value, plan in plans:
                if value < after.value and not (taken & ~plan & stage.instance.is_way).any() and not (plan & out).any():
                    assert seen is not None
                    assert seen.bound <= value
                    assert plan[seen.branch].any()
            if seen is not None:
                assert not (taken | out)[seen.branch].any()
                assert len(seen.branch) == len(set(seen.branch))
    assert looked <= most


def branched(ways: tuple[Way, ...], taken: set[str], promise: Promise) -> list[str]:
    """The names of the ways to branch over where the goal is reached, but not as promised."""
    world = world_of(*ways, attributes=(word("side", "mx", "us"),))
    instance = instance_of(world, ask("status:goal", know={"side": "mx"}))
    names = {action: world.ways[int(way)].name for action, way in enumerate(instance.arrays.way) if instance.is_way[action]}
    chosen = np.isin(np.arange(instance.size), [action for action, name in names.items() if name in taken])
    seen = look(stage_of(instance, MONEY, promise=promise), with_payments(instance, chosen), np.zeros(instance.size, dtype=np.bool_))
    assert seen is not None
    return sorted(names[action] for action in seen.branch)


def test_where_a_plan_crosses_too_often_only_what_spares_a_crossing_is_added() -> None:
    north, south = crossing("north", None, "mx", "us"), crossing("south", None, "us", "mx")
    ways = (
        north, south, way("there", None, "document:a", side="us", in_person=True),
        way("back", "document:a", "document:b", side="mx", in_person=True),
        way("back-too", "document:a", "document:b", side="mx", in_person=True, days=1),
        way("stay", "document:a", "document:b", side="us", in_person=True, days=1), way("mail", "document:a", "document:b", days=1),
        way("mailed", None, "document:a", days=1), way("end", "document:b", "status:goal"),
        way("end-too", "document:b", "status:goal", days=1),
    )  # fmt: skip
    taken = {"north", "south", "there", "back", "end"}
    assert branched(ways, taken, Promise(crossings=1)) == ["mail", "mailed", "stay"]


def test_where_a_plan_takes_too_long_only_what_is_sooner_is_added() -> None:
    ways = (
        way("slow", None, "document:a", days=9), way("as-slow", None, "document:a", days=9, money=(("MXN", 1),)),
        way("quick", None, "document:a", days=8), way("end", "document:a", "status:goal", days=3),
        way("end-too", "document:a", "status:goal", days=3, money=(("MXN", 1),)), way("early", "document:b", "status:goal", days=1),
        way("b", None, "document:b", days=4),
    )  # fmt: skip
    assert branched(ways, {"slow", "end"}, Promise(days=11)) == ["b", "quick"]
    assert branched(ways, {"slow", "end", "b"}, Promise(days=11)) == ["early", "quick"]

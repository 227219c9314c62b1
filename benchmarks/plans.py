"""How long a plan takes, per objective, on CaliBaja and on a generated region, and what the rule of thumb would cost instead."""

from __future__ import annotations

import datetime as dt
import gc
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.generated import DAY, generate, queries
from benchmarks.measure import milliseconds, percentile
from benchmarks.people import SITUATIONS
from rumbo.engine.instance import weigh
from rumbo.engine.model import OBJECTIVES, Objective, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.situation import look_at
from rumbo.engine.stage import Promise, prune, reaches, with_payments
from rumbo.engine.world import World, compile_world, with_goal
from rumbo.pathways.logic.ask import query, read_ask, read_pairs
from rumbo.pathways.logic.compile import compile_region
from rumbo.regionfile.reader import read_region

TODAY = dt.date(2026, 11, 22)
GENERATED_QUERIES = 100


def on_calibaja(region: Path) -> None:
    """Print latencies on the real region: the plan alone, and with alternatives and what could improve it, as pages ask."""
    records, findings = read_region(region)
    if records is None:
        raise SystemExit(f"{region} cannot be read: {findings[0]}")
    compiled = compile_region(records, on=TODAY)
    print(
        f"\nCaliBaja: {len(records.ways)} ways, {len(records.services)} services, {len(records.facts)} facts; {len(SITUATIONS)} situations"
    )
    print(f"{'objective':<18}{'plan p50':>10}{'p95':>8}{'max':>8}   {'with alternatives p50':>22}{'p95':>8}   statuses")
    for objective in OBJECTIVES:
        asked = []
        for goal, have, know in SITUATIONS:
            ask = read_ask(compiled, goal=goal, have=have.split(",") if have else [], know=read_pairs(know, field="know"), as_of=TODAY)
            asked.append(replace(query(compiled, ask), objective=(objective,)))
        bare = [replace(q, alternatives=0, improvements=False) for q in asked]
        _line(objective, compiled.world, bare, asked)


def _line(objective: Objective, world: World, bare: Sequence[Query], full: Sequence[Query]) -> None:
    statuses = Counter(plan_goal(world, q).status for q in bare)
    settled = [q for q in bare if plan_goal(world, q).status != "depends"]
    gc.collect()
    times = [_asked_anew(world, q) for _ in range(5) for q in settled]
    whole = [_asked_anew(world, q) for _ in range(3) for q in full]
    print(
        f"{objective:<18}{percentile(times, 0.5):>8.1f}ms{percentile(times, 0.95):>6.1f}ms{max(times):>6.1f}ms   "
        f"{percentile(whole, 0.5):>20.1f}ms{percentile(whole, 0.95):>6.1f}ms   {dict(statuses)}"
    )


def _asked_anew(world: World, asked: Query) -> float:
    """Milliseconds of a plan for someone whose problem nobody has had before: what was searched is forgotten first."""
    with_goal(world, asked.goal).searched.clear()
    return milliseconds(lambda: plan_goal(world, asked))


def on_generated(services: int, documents: int) -> None:
    """Print latencies on a generated region, the share proven, and the price of following cheapest supporters instead."""
    region = generate(services=services, documents=documents)
    world = compile_world(region.spec, DAY)
    print(f"\nGenerated: {services} services, {documents} documents, {len(world.actions)} actions; {GENERATED_QUERIES} questions")
    print(f"{'objective':<18}{'p50':>10}{'p95':>10}{'max':>10}   proven (ties too)")
    for objective in OBJECTIVES:
        asked = queries(region, GENERATED_QUERIES if objective in ("cheapest", "fastest") else 20, objective=objective)
        # A node budget as a server sets it: what is not proven by then says so.
        asked = [replace(q, max_nodes=400) for q in asked]
        for q in asked:
            plan_goal(world, replace(q, max_nodes=1))
        times, proven, ties, reached = [], 0, 0, 0
        for q in asked:
            times.append(_asked_anew(world, q))
            answer = plan_goal(world, q)
            reached += answer.status != "unreachable"
            proven += answer.status == "optimal"
            ties += answer.status == "optimal" and answer.ties_proven
        print(
            f"{objective:<18}{percentile(times, 0.5):>8.1f}ms{percentile(times, 0.95):>8.1f}ms{max(times):>8.1f}ms   "
            f"{proven}/{reached} ({ties})"
        )
    _rule_of_thumb(world, queries(region, 40))


def _rule_of_thumb(world: World, asked: Sequence[Query]) -> None:
    """Peer in the same run: the usual greedy plan, in which shared steps are paid each time they are asked for."""
    ratios, quick, exact = [], [], []
    for q in asked:
        answer = plan_goal(world, q)
        if answer.status != "optimal" or answer.plan is None or not answer.plan.cost.compared:
            continue
        exact.append(_asked_anew(world, q))
        situation = look_at(world, q)
        instance = situation.instance(situation.state({}, unknown=False))
        if instance is None:
            continue
        cost = weigh(instance, (1, 0, 0, 0, 0))
        everything = np.ones(instance.size, dtype=np.bool_)
        quick.append(milliseconds(partial(instance.additive_plan, everything, cost)))
        greedy = with_payments(instance, instance.additive_plan(everything, cost) | instance.free)
        if reaches(instance, greedy, Promise()):
            greedy = prune(instance, greedy, Promise())
            ratios.append(int(cost[greedy].sum()) * world.money_unit / answer.plan.cost.compared)
    dearer = sum(ratio > 1 for ratio in ratios)
    print(
        f"rule of thumb (additive plan, pruned) beside exact: {sum(ratios) / len(ratios):.2f} times the best price on average, "
        f"{max(ratios):.2f} at worst, dearer in {dearer} of {len(ratios)}; exact takes "
        f"{percentile(exact, 0.5) / max(percentile(quick, 0.5), 0.001):.0f} times as long at the median"
    )

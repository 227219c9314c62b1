"""How long other questions take on generated regions, beside what is aimed at, and how cheapest plans grow with the region."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.generated import DAY, FAMILIES, Generated, generate, queries
from benchmarks.measure import milliseconds, percentile
from benchmarks.peers.beside import ask
from rumbo.engine.model import Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.situation import look_at
from rumbo.engine.whynot import why_not
from rumbo.engine.world import World, compile_world, with_goal

MANY_NODES = 10_000_000
LARGER = ((20_000, 3_200, 100, 9), (50_000, 8_000, 60, 30))


def on_questions(services: int, documents: int, questions: int) -> None:
    """Print the times of each question on one region, then of cheapest plans in families and sizes of regions."""
    region = generate(services=services, documents=documents)
    world = compile_world(region.spec, DAY)
    asked = queries(region, questions)
    answers = [plan_goal(world, replace(query, ties=False)) for query in asked]  # this also builds the graph of each goal
    print(f"\nQuestions: {services} services, {documents} documents; {len(asked)} people")
    print(f"{'':<42}{'p50':>9}{'p95':>11}{'p99':>11}{'max':>11}   aim")
    _line("all that can be reached, guards known", [_reach(world, query) for query in asked], "p50 0.3")
    _line("all that can be reached, a new person", [milliseconds(lambda q=query: _look(world, q)) for query in asked], "p50 0.3")  # type: ignore[misc]
    _line("fastest, with ties", _timed(world, [replace(q, objective=("fastest",)) for q in asked], plan_goal), "p50 2")
    _line("cheapest, with ties", _timed(world, asked, plan_goal), "")
    shut = [query for query, answer in zip(asked, answers, strict=True) if answer.status == "unreachable"]
    _line(f"why not ({len(shut)} whose goal is out of reach)", _timed(world, shut, why_not), "p50 10")
    solved = [replace(q, alternatives=5) for q, answer in zip(asked, answers, strict=True) if answer.status == "optimal"]
    _line(f"5 alternatives ({len(solved[:100])} with a plan)", _timed(world, solved[:100], plan_goal), "p50 200")
    _line("5 alternatives, without ties", _timed(world, [replace(q, ties=False) for q in solved[:100]], plan_goal), "p50 200")
    _sizes(services, documents, questions)


def _sizes(services: int, documents: int, questions: int) -> None:
    print("\nCheapest, without ties, one second at most")
    for family, shape in FAMILIES.items():
        aim = "p50 1.5, p95 10, p99 60, 99.8 %" if shape == FAMILIES["as thought to be"] else "p95 40"
        _cheapest(f"{family}", generate(services=services, documents=documents, family=shape), questions, aim)
    for larger, more, fewer, aim_ms in LARGER:
        _cheapest(f"{larger} services", generate(services=larger, documents=more), min(questions, fewer), f"p50 {aim_ms}")


def _cheapest(name: str, region: Generated, questions: int, aim: str) -> None:
    world = compile_world(region.spec, DAY)
    asked = [replace(query, ties=False, max_nodes=MANY_NODES) for query in queries(region, questions)]
    for query in asked:
        plan_goal(world, replace(query, max_nodes=1))
    runs = [ask(world, query) for query in asked if plan_goal(world, replace(query, max_nodes=1)).status in ("optimal", "feasible")]
    proven = sum(run.outcome.proven for run in runs)
    _line(f"{name} ({100 * proven / len(runs):.1f} % of {len(runs)} proven)", [run.milliseconds for run in runs], aim)


def _look(world: World, query: Query) -> np.ndarray:
    situation = look_at(world, query)
    return situation.reached(situation.state({}, unknown=False))


def _reach(world: World, query: Query) -> float:
    situation = look_at(world, query)
    state = situation.state({}, unknown=False)
    return milliseconds(lambda: situation.reached(state))


def _timed(world: World, asked: Sequence[Query], question: Callable[[World, Query], object]) -> list[float]:
    times = []
    for query in asked:
        with_goal(world, query.goal).searched.clear()
        times.append(milliseconds(lambda query=query: question(world, query)))  # type: ignore[misc]
    return times


def _line(name: str, times: Sequence[float], aim: str) -> None:
    shares = "".join(f"{percentile(times, share):>{width}.2f}ms" for share, width in ((0.5, 7), (0.95, 9), (0.99, 9)))
    print(f"{name:<42}{shares}{max(times):>9.2f}ms   {aim}")

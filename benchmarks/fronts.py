"""How long all best compromises take on a generated region, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from benchmarks.generated import DAY, generate, queries
from benchmarks.measure import milliseconds, percentile
from rumbo.engine.front import Front, pareto_front
from rumbo.engine.model import Objective, Query
from rumbo.engine.world import World, compile_world, with_goal

QUESTIONS = 20
NODES = 400
COMPARED: tuple[tuple[tuple[Objective, ...], int], ...] = (
    (("cheapest", "fewest-crossings"), 120),
    (("cheapest", "fastest"), 700),
)


def on_fronts(services: int, documents: int) -> None:
    """Print how long fronts take, beside the aim for half of them, and the size of the largest."""
    region = generate(services=services, documents=documents)
    world = compile_world(region.spec, DAY)
    print(f"\nFronts: {services} services, {documents} documents; {QUESTIONS} questions")
    for over, aim in COMPARED:
        _line(world, [replace(q, max_nodes=NODES) for q in queries(region, QUESTIONS)], over, aim)


def _line(world: World, asked: Sequence[Query], over: tuple[Objective, ...], aim: int) -> None:
    times, fronts = [], []
    for query in asked:
        found: list[Front] = []
        with_goal(world, query.goal).searched.clear()
        time = milliseconds(lambda query=query, found=found: found.append(pareto_front(world, query, over)))  # type: ignore[misc]
        if found[0].plans:
            times.append(time)
            fronts.append(found[0])
    sizes = [len(front.plans) for front in fronts]
    print(
        f"{' × '.join(over):<30} p50 {percentile(times, 0.5):>7.1f} ms (aim {aim})   p95 {percentile(times, 0.95):>8.1f} ms   "
        f"max {max(times):>8.1f} ms   {sum(front.proven for front in fronts)}/{len(fronts)} proven   "
        f"{percentile(sizes, 0.5):.0f} plans, at most {max(sizes)}"
    )

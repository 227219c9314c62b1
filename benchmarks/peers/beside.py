"""Rumbo's cheapest plans beside general solvers, on the same problems in one run, each with one second of one processor.

Rumbo's time is that of a whole question: who holds what and is what, what could matter, the search, the plan in its order. The others are
given what is left once all was cut away that cannot be reached or leads nowhere, of ways that ask and grant the same only the
cheapest; building their model is not counted. Then they are given the same once more, with all left out besides that Rumbo's bounds show
to be too dear: so their search alone can be seen.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec

import numpy as np

from benchmarks.generated import DAY, FAMILIES, generate, queries
from benchmarks.measure import percentile
from benchmarks.peers.problem import Outcome, Problem
from rumbo.engine.graph import Ints
from rumbo.engine.instance import Flags, Instance, weigh
from rumbo.engine.model import Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.situation import look_at
from rumbo.engine.world import World, compile_world, with_goal

SECONDS = 1.0
MANY_NODES = 10_000_000
# Of each peer, what is imported and how its model is made.
PEERS: dict[str, tuple[str, Callable[[Problem], object]]] = {
    "CP-SAT": ("ortools", lambda problem: importlib.import_module("benchmarks.peers.cp_sat").Model(problem, "sum")),
    "HiGHS": ("scipy", lambda problem: importlib.import_module("benchmarks.peers.highs").Model(problem)),
    "clingo": ("clingo", lambda problem: importlib.import_module("benchmarks.peers.asp").Model(problem)),
}


@dataclass(frozen=True)
class Case:
    """A question, and the same as a problem for others: as it is, and with what is too dear left out."""

    query: Query
    whole: Problem
    less: Problem


@dataclass(frozen=True)
class Run:
    """One solver's answer to one problem, and how long it took."""

    outcome: Outcome
    milliseconds: float


def on_peers(services: int, documents: int, questions: int) -> None:
    """Print times and the share proven, by family of regions and solver; say where two of them disagree."""
    for name, (package, _) in PEERS.items():
        if find_spec(package) is None:
            print(f"\n{name} is left out: pip install {package}")
    for family, shape in FAMILIES.items():
        world = compile_world((region := generate(services=services, documents=documents, family=shape)).spec, DAY)
        cases = [case for query in queries(region, questions) if (case := case_of(world, query)) is not None]
        print(f"\nBeside peers, cheapest: {family}, {services} services, {documents} documents; {len(cases)} questions that can be solved")
        print(f"{'':<22}{'p50':>10}{'p95':>11}{'p99':>11}{'max':>11}   proven in {SECONDS:.0f} s   ways, p50")
        runs = {"Rumbo": [ask(world, case.query) for case in cases]}
        _line("Rumbo", runs["Rumbo"], [len(case.whole.cost) for case in cases])
        for suffix, problems in (("", [case.whole for case in cases]), (", cut down", [case.less for case in cases])):
            for name, (package, model) in PEERS.items():
                if find_spec(package) is not None:
                    runs[name + suffix] = [solve(model, problem) for problem in problems]
                    _line(name + suffix, runs[name + suffix], [len(problem.cost) for problem in problems])
        _disagreements(runs)


def case_of(world: World, query: Query) -> Case | None:
    """A question without ties, with its money as a problem for others; None where nothing is to be solved."""
    bare = replace(query, ties=False, max_nodes=MANY_NODES)
    situation = look_at(world, bare)
    state = situation.state({}, unknown=False)
    instance = None if state[situation.graph.goal] else situation.instance(state)
    if instance is None:
        return None
    cost = weigh(instance, (1, 0, 0, 0, 0))
    everything = np.ones(instance.size, dtype=np.bool_)
    guess = int(cost[instance.additive_plan(everything, cost)].sum())
    kept = instance.sieve(everything, np.zeros(instance.arrays.nodes, dtype=np.bool_), cost, guess, cuts=True)[1]
    whole, less = problem_of(instance, cost, everything), problem_of(instance, cost, kept | instance.paid)
    return None if whole is None or less is None else Case(bare, whole, less)


def problem_of(instance: Instance, cost: Ints, keep: Flags) -> Problem | None:
    """The actions ``keep`` as a problem for others, by ``cost``; paying what costs nothing is left out."""
    a = instance.arrays
    free = {int(node) for node in a.ei[np.repeat(instance.paid & (cost == 0), np.diff(a.ep))]}

    def nodes(starts: Ints, items: Ints, action: int) -> tuple[int, ...]:
        return tuple(int(node) for node in items[starts[action] : starts[action + 1]] if int(node) not in free)

    cheapest: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for action in map(int, np.flatnonzero(keep)):
        key = nodes(a.pp, a.pi, action), nodes(a.ep, a.ei, action)
        if key[1]:
            cheapest[key] = min(int(cost[action]), cheapest.get(key, int(cost[action])))
    requires, grants = zip(*cheapest, strict=True)
    return Problem(a.nodes, requires, grants, tuple(cheapest.values()), (instance.goal,)).cut_down()


def ask(world: World, query: Query) -> Run:
    """Rumbo's answer to a question nobody has asked before, stopped after a second."""
    with_goal(world, query.goal).searched.clear()
    start = time.perf_counter()
    answer = plan_goal(world, query, should_stop=lambda: time.perf_counter() - start > SECONDS)
    taken = 1000 * (time.perf_counter() - start)
    cost = None if answer.plan is None else answer.plan.cost.compared // world.money_unit
    return Run(Outcome(cost, proven=answer.status == "optimal"), taken)


def solve(model: Callable[[Problem], object], problem: Problem) -> Run:
    """A peer's answer; the model is there before the clock starts."""
    made = model(problem)
    start = time.perf_counter()
    outcome: Outcome = made.solve(SECONDS)  # type: ignore[attr-defined]  # each peer's own class
    return Run(outcome, 1000 * (time.perf_counter() - start))


def _line(name: str, runs: Sequence[Run], sizes: Sequence[int]) -> None:
    times = [run.milliseconds for run in runs]
    proven = 100 * sum(run.outcome.proven for run in runs) / len(runs)
    shares = "".join(f"{percentile(times, share):>{width}.1f}ms" for share, width in ((0.5, 8), (0.95, 9), (0.99, 9)))
    print(f"{name:<22}{shares}{max(times):>9.1f}ms   {proven:>12.1f} %   {percentile(sizes, 0.5):>9.0f}", flush=True)


def _disagreements(runs: dict[str, list[Run]]) -> None:
    for number, same in enumerate(zip(*runs.values(), strict=True)):
        costs = {name: run.outcome.cost for name, run in zip(runs, same, strict=True) if run.outcome.proven}
        if len(set(costs.values())) > 1:
            print(f"they disagree on question {number}: {costs}")

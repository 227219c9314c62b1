"""Public planning benchmarks with nothing taken away: how many Rumbo and others prove in twenty seconds each.

The files are not kept here. ``RUMBO_PDDL`` names a folder with a folder for each domain, in which ``domain.pddl`` (or one beside each
problem) and problems stand, as in https://github.com/aibasel/downward-benchmarks.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.pddl.ground import TooLargeError, neutral
from benchmarks.pddl.read import UnsupportedError, read_task
from benchmarks.peers import highs
from benchmarks.peers.problem import Outcome, Problem, numbered
from rumbo.engine.neutral import solve_problem

SECONDS = 20.0
MOST_WAYS = 12_000
MANY_NODES = 1_000_000_000
EACH = 1


def on_pddl(folder: Path) -> None:
    """Print what each solver finds, task by task, and how many each proves."""
    solvers = {"Rumbo": None, "HiGHS": highs.Model, **_installed()}
    print(
        f"\nPlanning tasks of {folder.name}, deletes left out; {SECONDS:.0f} s each; * proven; pyperplan only where all costs are the same"
    )
    print(f"{'':<52}{'ways':>7}" + "".join(f"{name:>22}" for name in solvers))
    proven: Counter[str] = Counter()
    tasks = 0
    domains: set[str] = set()
    for name, problem in problems_in(folder):
        relaxed = numbered(problem).cut_down()
        if relaxed is None or not relaxed.goal:
            continue
        runs = {solver: _run(model, problem, relaxed) for solver, model in solvers.items()}
        print(f"{name:<52}{len(relaxed.cost):>7}" + "".join(f"{_told(run):>22}" for run in runs.values()), flush=True)
        proven.update(solver for solver, run in runs.items() if run is not None and run[0].proven)
        tasks, domains = tasks + 1, domains | {name.partition(" ")[0]}
        if len({run[0].cost for run in runs.values() if run is not None and run[0].proven}) > 1:
            print("  they disagree")
    print(f"{tasks} tasks of {len(domains)} domains; proven: " + ", ".join(f"{name} {proven[name]}" for name in solvers))


def _installed() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, package, module in (
        ("CP-SAT", "ortools", "cp_sat"), ("clingo", "clingo", "asp"), ("pyperplan", "pyperplan", "pyperplan_astar"),
    ):  # fmt: skip
        if find_spec(package) is None:
            print(f"\n{name} is left out: pip install {package}")
            continue
        imported = __import__(f"benchmarks.peers.{module}", fromlist=["Model"])
        found[name] = (lambda problem, model=imported.Model: model(problem, "sum")) if name == "CP-SAT" else imported.Model
    return found


def problems_in(folder: Path, *, each: int = EACH, most: int = MOST_WAYS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Of each domain that can be read, the first problem and another a few further on."""
    for place in sorted(path for path in folder.iterdir() if path.is_dir()):
        files = sorted(path for path in place.glob("*.pddl") if "domain" not in path.name)
        for path in dict.fromkeys(files[min(i, len(files) - 1)] for i in range(0, 5 * each, 5) if files):
            try:
                task = read_task(_domain_of(path).read_text(encoding="utf-8"), path.read_text(encoding="utf-8"))
                yield f"{place.name} {path.stem}"[:50], neutral(task, most=most)
            except (UnsupportedError, TooLargeError, FileNotFoundError) as error:
                print(f"{place.name} {path.stem}: left out, {error}")


def _domain_of(problem: Path) -> Path:
    number = problem.stem.partition("-")[0]
    names = ("domain.pddl", f"{number}-domain.pddl", f"domain_{number}.pddl", f"{problem.stem}-domain.pddl")
    return next((path for name in names if (path := problem.with_name(name)).is_file()), problem.with_name("domain.pddl"))


def _run(model: Any, problem: dict[str, Any], relaxed: Problem) -> tuple[Outcome, float] | None:
    start = time.perf_counter()
    if model is None:
        answer = solve_problem(problem, "sum", max_nodes=MANY_NODES, should_stop=lambda: time.perf_counter() - start > SECONDS)
        cost = None if answer.cost is None else int(answer.cost)
        return Outcome(cost, proven=answer.status == "optimal"), time.perf_counter() - start
    try:
        return model(relaxed).solve(SECONDS), time.perf_counter() - start
    except ValueError:
        return None


def _told(run: tuple[Outcome, float] | None) -> str:
    if run is None:
        return "–"
    outcome, seconds = run
    return f"{outcome.cost if outcome.cost is not None else '?'}{'*' if outcome.proven else ''} {seconds:.2f} s"

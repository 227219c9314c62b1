"""Delete-free problems for pyperplan: A* with its LM-cut bound. It knows no costs, so only problems in which all ways cost the same."""

from __future__ import annotations

import importlib
import logging
import multiprocessing
from typing import Any

from benchmarks.peers.problem import Outcome, Problem


class Model:
    """The problem, for a process of its own: pyperplan cannot be told to stop."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def solve(self, seconds: float) -> Outcome:
        """The best plan within so many seconds, its start not counted.

        Raises:
            ValueError: when costs differ.
        """
        costs = set(self.problem.cost)
        if len(costs) > 1:
            raise ValueError("pyperplan knows no costs")
        context = multiprocessing.get_context("spawn")
        mine, its = context.Pipe()
        process = context.Process(target=_search, args=(self.problem, its), daemon=True)
        process.start()
        try:
            mine.recv()  # it is ready
            steps = mine.recv() if mine.poll(seconds) else -1
        finally:
            process.kill()
            process.join()
        return Outcome(None, proven=False) if steps < 0 else Outcome(steps * max(costs, default=0), proven=True)


def _search(problem: Problem, pipe: Any) -> None:
    logging.disable()
    task_of, search, heuristics = (importlib.import_module(f"pyperplan.{name}") for name in ("task", "search", "heuristics.lm_cut"))
    names = [f"(f{fact})" for fact in range(problem.facts)]

    def facts(numbers: tuple[int, ...]) -> frozenset[str]:
        return frozenset(names[number] for number in numbers)

    ways = zip(problem.requires, problem.grants, strict=True)
    operators = [task_of.Operator(f"(w{i})", facts(needs), facts(gives), set()) for i, (needs, gives) in enumerate(ways)]
    task = task_of.Task("task", set(names), frozenset(), facts(problem.goal), operators)
    pipe.send(0)
    plan = search.astar_search(task, heuristics.LmCutHeuristic(task))
    pipe.send(len(plan))

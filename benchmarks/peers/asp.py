"""Delete-free problems as an answer-set program for clingo, which knows foundedness by itself."""

from __future__ import annotations

from typing import Any

import clingo

from benchmarks.peers.problem import Outcome, Problem

RULES = """
{ used(W) } :- way(W).
done(W) :- used(W), has(F) : needs(W, F).
has(F) :- done(W), gives(W, F).
:- goal(F), not has(F).
#minimize { C, W : used(W), cost(W, C) }.
"""


class Model:
    """The program, grounded."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.control: Any = clingo.Control(["--opt-strategy=usc,k,0,5", "--opt-usc-shrink=min", "--warn=none"])
        self.control.add("base", [], RULES)
        with self.control.backend() as backend:
            for name, terms in self._facts():
                symbol = clingo.Function(name, [clingo.Number(term) for term in terms])
                backend.add_rule([backend.add_atom(symbol)])
        self.control.ground([("base", [])])

    def _facts(self) -> list[tuple[str, tuple[int, ...]]]:
        problem = self.problem
        found: list[tuple[str, tuple[int, ...]]] = [("goal", (fact,)) for fact in problem.goal]
        for way, cost in enumerate(problem.cost):
            found += [("way", (way,)), ("cost", (way, cost))]
            found += [("needs", (way, fact)) for fact in problem.requires[way]]
            found += [("gives", (way, fact)) for fact in problem.grants[way]]
        return found

    def solve(self, seconds: float) -> Outcome:
        """The best plan within so many seconds."""
        best: list[int] = []
        with self.control.solve(on_model=lambda model: best.append(sum(model.cost)), async_=True) as handle:
            finished = handle.wait(seconds)
            if not finished:
                handle.cancel()
            result = handle.get()
        if result.unsatisfiable:
            return Outcome(None, proven=True)
        return Outcome(best[-1] if best else None, proven=finished and bool(result.exhausted))

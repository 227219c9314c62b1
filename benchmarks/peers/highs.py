"""Delete-free problems as an integer program for HiGHS, by way of scipy.

The program of Imai and Fukunaga ("On a practical, integer-linear programming model for delete-free tasks", 2015): who gives each
fact, and a moment for each, so that givers come after what they need. As Rankooh and Rintanen (2022) do, an order is asked for
only where facts may turn in a circle.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from benchmarks.peers.problem import Outcome, Problem

Term = tuple[int, float]
GAP = 1e-6


class Model:
    """Columns: ways used, facts had, who gives which fact, moments of facts."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pairs = [(way, fact) for fact, givers in enumerate(problem.givers) for way in givers]
        self.had = len(problem.cost)
        self.gives = self.had + problem.facts
        self.moment = self.gives + len(self.pairs)
        self.rows: list[tuple[Sequence[Term], float]] = []
        self._givers()
        for way, needs in enumerate(problem.requires):
            for need in needs:
                self.rows.append((((self.had + need, 1), (way, -1)), 0))

    def _givers(self) -> None:
        by_fact: list[list[Term]] = [[(self.had + fact, -1)] for fact in range(self.problem.facts)]
        for i, (way, fact) in enumerate(self.pairs):
            column = self.gives + i
            by_fact[fact].append((column, 1))
            self.rows.append((((way, 1), (column, -1)), 0))
            size = self.problem.sizes[self.problem.component[fact]]
            for need in self.problem.circular_needs(way, fact):
                self.rows.append((((self.moment + fact, 1), (self.moment + need, -1), (column, -size)), 1 - size))
        self.rows += [(terms, 0) for terms in by_fact]

    def solve(self, seconds: float) -> Outcome:
        """The best plan within so many seconds."""
        problem, columns = self.problem, self.moment + self.problem.facts
        terms = [(row, column, weight) for row, (row_terms, _) in enumerate(self.rows) for column, weight in row_terms]
        row, column, weight = zip(*terms, strict=True)
        matrix = coo_array((weight, (row, column)), shape=(len(self.rows), columns)).tocsc()
        low, top = np.zeros(columns), np.ones(columns)
        low[[self.had + fact for fact in problem.goal]] = 1
        top[self.moment :] = [problem.sizes[part] - 1 for part in problem.component]
        whole = np.ones(columns)
        whole[self.moment :] = 0
        cost = np.concatenate([problem.cost, np.zeros(columns - self.had)])
        least = np.array([least for _, least in self.rows])
        found = milp(
            cost, integrality=whole, bounds=Bounds(low, top), constraints=LinearConstraint(matrix, least, np.inf),
            options={"time_limit": seconds, "mip_rel_gap": 0},
        )  # fmt: skip
        value = None if found.x is None else round(float(found.fun))
        return Outcome(value, proven=found.status in (0, 2))

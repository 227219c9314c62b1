"""Delete-free problems for OR-Tools' CP-SAT: each fact that is had has one giver, and givers come after what they need."""

from __future__ import annotations

from typing import Any, Literal

from ortools.sat.python import cp_model

from benchmarks.peers.problem import Outcome, Problem


class Model:
    """The constraint program: ``used`` by way, ``had`` by fact, ``gives`` by way and fact."""

    def __init__(self, problem: Problem, objective: Literal["sum", "max"]) -> None:
        self.problem = problem
        self.model: Any = cp_model.CpModel()
        self.used = [self.model.new_bool_var("") for _ in problem.cost]
        self.had = [self.model.new_bool_var("") for _ in range(problem.facts)]
        self.place = [self.model.new_int_var(0, problem.sizes[part] - 1, "") for part in problem.component]
        for way, needs in enumerate(problem.requires):
            for need in needs:
                self.model.add_implication(self.used[way], self.had[need])
        self.gives = [{way: self.model.new_bool_var("") for way in givers} for givers in problem.givers]
        for fact in range(problem.facts):
            self._has_a_giver(fact)
        for fact in problem.goal:
            self.model.add(self.had[fact] == 1)
        if objective == "sum":
            self.model.minimize(sum(cost * used for cost, used in zip(problem.cost, self.used, strict=True)))
        else:
            self._minimize_the_end()

    def _has_a_giver(self, fact: int) -> None:
        self.model.add(sum(self.gives[fact].values()) == self.had[fact])
        for way, gives in self.gives[fact].items():
            self.model.add_implication(gives, self.used[way])
            for need in self.problem.circular_needs(way, fact):
                self.model.add(self.place[fact] >= self.place[need] + 1).only_enforce_if(gives)

    def _minimize_the_end(self) -> None:
        most = sum(self.problem.cost)
        moment = [self.model.new_int_var(0, most, "") for _ in range(self.problem.facts)]
        end = self.model.new_int_var(0, most, "")
        for fact, givers in enumerate(self.gives):
            for way, gives in givers.items():
                cost = self.problem.cost[way]
                self.model.add(moment[fact] >= cost).only_enforce_if(gives)
                for need in self.problem.requires[way]:
                    self.model.add(moment[fact] >= moment[need] + cost).only_enforce_if(gives)
        for fact in self.problem.goal:
            self.model.add(end >= moment[fact])
        self.model.minimize(end)

    def solve(self, seconds: float) -> Outcome:
        """The best plan within so many seconds of one processor."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return Outcome(None, proven=True)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Outcome(round(solver.objective_value), proven=status == cp_model.OPTIMAL)
        return Outcome(None, proven=False)

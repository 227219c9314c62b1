"""Neutral problems of every shape against an independent solver: OR-Tools' CP-SAT, given the problem as a constraint program."""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from importlib.util import find_spec

import pytest

from rumbo.engine.neutral import NeutralAnswer, NeutralObjective, read_problem, solve_problem

from .shapes import SHAPES, Problem, problem_of

TENTHS = 10
SECONDS = 60
EACH = 125  # of each of the eight shapes: a thousand in all
pytestmark = pytest.mark.skipif(
    find_spec("ortools") is None and os.environ.get("CI") != "true", reason="OR-Tools is not installed: pip install ortools"
)


def proven_by_cp_sat(problem: Problem, objective: NeutralObjective) -> Decimal | None:
    """The cost of the best plan; None where there is none."""
    from benchmarks.peers.cp_sat import Model
    from benchmarks.peers.problem import numbered

    found = Model(numbered(problem, scale=TENTHS), objective).solve(SECONDS)
    assert found.proven
    return None if found.cost is None else Decimal(found.cost) / TENTHS


def follow(problem: Problem, answer: NeutralAnswer, objective: NeutralObjective) -> Decimal:
    """What the answer's ways cost, done in their order: all together, or the chain that ends last, each begun as early as can be."""
    named = {way["name"]: way for way in problem["ways"]}
    ways = [named[name] for name in answer.ways]
    since = dict.fromkeys(problem["held"], Decimal(0))
    for _ in range(len(ways) + 1):  # a paper may be had earlier by a way that comes later in the order
        for way in ways:
            done = max((since[need] for need in way["requires"]), default=Decimal(0)) + Decimal(str(way["cost"]))
            since |= {fact: min(done, since.get(fact, done)) for fact in way["grants"]}
    end = max(since[fact] for fact in problem["goal"])
    return sum((Decimal(str(way["cost"])) for way in ways), Decimal(0)) if objective == "sum" else end


def check(shape: str, seed: int, objective: NeutralObjective) -> str:
    problem = problem_of(shape, seed)
    answer = solve_problem(read_problem(json.dumps(problem)), objective)
    expected = proven_by_cp_sat(problem, objective)
    assert (answer.status, answer.cost) == ("unreachable" if expected is None else "optimal", expected), (shape, seed)
    if expected is not None:
        assert follow(problem, answer, objective) == expected == answer.bound, (shape, seed)
    return answer.status


@pytest.mark.slow
@pytest.mark.sqlite  # the engine knows no database: once is enough
@pytest.mark.parametrize("shape", SHAPES)
def test_a_thousand_problems_of_every_shape_cost_what_an_independent_solver_proves(shape: str) -> None:
    seen = Counter(check(shape, seed, objective) for seed in range(EACH) for objective in ("sum", "max"))
    assert seen["optimal"] > EACH, "most of them can be solved"


@pytest.mark.parametrize("objective", ["sum", "max"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_few_problems_of_every_shape_cost_what_an_independent_solver_proves(shape: str, objective: NeutralObjective) -> None:
    assert "optimal" in {check(shape, seed, objective) for seed in range(1_000, 1_006)}

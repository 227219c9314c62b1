"""The neutral format: facts, ways and costs from anywhere, solved and checked against solvers written apart."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from rumbo.engine.neutral import NeutralObjective, ProblemError, read_problem, solve_problem

ROOT = Path(__file__).resolve().parents[2]
SMALL: dict[str, Any] = {
    "facts": ["a", "b", "c", "d"],
    "ways": [
        {"name": "w1", "requires": ["a"], "grants": ["b"], "cost": 3},
        {"name": "w2", "requires": ["a"], "grants": ["c"], "cost": 4},
        {"name": "w3", "requires": ["b", "c"], "grants": ["d"], "cost": 2.5},
        {"name": "w4", "requires": [], "grants": ["d"], "cost": 9},
    ],
    "held": ["a"],
    "goal": ["d"],
}


def solve(problem: object, objective: NeutralObjective = "sum", **rest: Any) -> Any:
    return solve_problem(read_problem(json.dumps(problem)), objective, **rest)


def run(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "RUMBO_DATA": str(path.parent)}
    command = [sys.executable, "-m", "rumbo.engine", "solve", str(path), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def written(folder: Path, problem: object) -> Path:
    path = folder / "problem.json"
    path.write_text(problem if isinstance(problem, str) else json.dumps(problem), encoding="utf-8")
    return path


def test_the_command_prints_the_best_sum_as_json(tmp_path: Path) -> None:
    result = run(written(tmp_path, {**SMALL, "ways": SMALL["ways"][:3]}))
    answer = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert answer.pop("seconds") >= 0
    assert answer == {"status": "optimal", "cost": 9.5, "bound": 9.5, "ways": ["w1", "w2", "w3"]}


def test_the_command_prints_the_shortest_longest_chain_as_json(tmp_path: Path) -> None:
    answer = json.loads(run(written(tmp_path, SMALL), "--objective", "max").stdout)
    assert (answer["status"], answer["cost"], answer["ways"]) == ("optimal", 6.5, ["w1", "w2", "w3"])


@pytest.mark.parametrize("page", ["docs/engine.md", "docs/es/engine.md"])
def test_the_example_of_the_documentation_gives_what_the_page_says(page: str, tmp_path: Path) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    problem, said = (re.search(pattern, text, re.DOTALL | re.MULTILINE) for pattern in (r"^```json\n(.*?)^```", r"^(\{.status.*?\})$"))
    assert problem is not None
    assert said is not None
    answer = json.loads(run(written(tmp_path, problem[1])).stdout)
    assert {**answer, "seconds": 0.001} == json.loads(said[1])


def test_out_of_reach_is_exit_1_and_still_json(tmp_path: Path) -> None:
    result = run(written(tmp_path, {**SMALL, "held": [], "ways": SMALL["ways"][:3]}))
    assert result.returncode == 1
    answer = json.loads(result.stdout)
    assert (answer["status"], answer["cost"], answer["ways"]) == ("unreachable", None, [])


def test_a_file_that_is_not_there_is_exit_2_with_its_name(tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere.json")
    assert (result.returncode, result.stdout) == (2, "")
    assert "nowhere.json" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("text", ["{", "", "\x00", '{"facts": ["a"]', "[" * 30_000])
def test_what_is_not_json_is_exit_2_with_the_file_and_the_place(tmp_path: Path, text: str) -> None:
    result = run(written(tmp_path, text))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("problem.json: not JSON")
    assert "Traceback" not in result.stderr


def test_a_file_in_latin_1_is_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_bytes(json.dumps({**SMALL, "facts": ["ñ"]}, ensure_ascii=False).encode("latin-1"))
    result = run(path)
    assert result.returncode == 2
    assert result.stderr.startswith("problem.json: ")


def way_with(**change: object) -> dict[str, Any]:
    return {**SMALL, "ways": [SMALL["ways"][0], {**SMALL["ways"][1], **change}]}


BAD: list[tuple[object, str]] = [
    ([], "expected an object with facts, ways, held and goal"),
    ({"facts": [], "ways": [], "held": []}, "expected an object with facts, ways, held and goal"),
    ({**SMALL, "facts": "abcd"}, "facts: expected a list of names"),
    ({**SMALL, "facts": ["a", ""]}, "facts: expected a list of names"),
    ({**SMALL, "held": ["z"]}, "held: 'z' is not among facts"),
    ({**SMALL, "goal": ["z"]}, "goal: 'z' is not among facts"),
    ({**SMALL, "goal": [["d"]]}, "goal: expected a list of names"),
    ({**SMALL, "ways": {}}, "ways: expected a list"),
    ({**SMALL, "ways": ["w"]}, "ways[0]: expected an object"),
    ({**SMALL, "ways": [{"name": "w", "grants": []}]}, "ways[0]: expected an object"),
    (way_with(name="w1"), "ways[1].name: expected a name that no other way has"),
    (way_with(name=3), "ways[1].name: expected a name"),
    (way_with(requires="a"), "ways[1].requires: expected a list of names"),
    (way_with(requires=["z"]), "ways[1].requires: 'z' is not among facts"),
    (way_with(grants=["z"]), "ways[1].grants: 'z' is not among facts"),
    (way_with(cost=-1), "ways[1].cost: expected a number of 0 or more, found -1"),
    (way_with(cost=-0.5), "ways[1].cost: expected a number of 0 or more"),
    (way_with(cost="3"), "ways[1].cost: expected a number of 0 or more"),
    (way_with(cost=None), "ways[1].cost: expected a number of 0 or more"),
    (way_with(cost=True), "ways[1].cost: expected a number of 0 or more"),
    (way_with(cost=float("nan")), "a cost is a number of 0 or more, not NaN"),
    (way_with(cost=float("inf")), "a cost is a number of 0 or more, not Infinity"),
    (way_with(cost=float("-inf")), "a cost is a number of 0 or more, not -Infinity"),
    (way_with(cost=10**30), "ways: the costs together are too large"),
    (way_with(cost=1e300), "ways: the costs together are too large"),
    (way_with(cost=1e-10), "ways: costs with at most 9 decimals"),
]


@pytest.mark.parametrize(("problem", "message"), BAD, ids=[message[:40] for _, message in BAD])
def test_a_bad_problem_is_refused_with_the_place_and_what_belongs_there(problem: object, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        solve(problem)
    assert message in str(caught.value)


@pytest.mark.parametrize("change", [{"cost": float("nan")}, {"cost": -1}, {"requires": ["z"]}, {"cost": 10**30}])
def test_the_command_refuses_a_bad_problem_with_exit_2(tmp_path: Path, change: dict[str, Any]) -> None:
    result = run(written(tmp_path, way_with(**change)))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("problem.json: ")
    assert result.stderr.count("\n") == 1


def test_a_number_too_long_to_read_is_refused_and_not_a_crash() -> None:
    for digits in ("9" * 10_000, "1e999999", "0." + "1" * 10_000):
        with pytest.raises(ProblemError):
            solve_problem(read_problem(json.dumps(way_with(cost=0)).replace('"cost": 0', f'"cost": {digits}')), "sum")


@pytest.mark.parametrize(("costs", "total"), [((0.1, 0.2), "0.3"), ((1e-9, 1), "1.000000001"), ((2, 3), "5"), ((0, 0), "0")])
def test_decimals_are_added_up_exactly(costs: tuple[float, float], total: str) -> None:
    first, second = ({"name": f"w{i}", "requires": r, "grants": g, "cost": c} for i, r, g, c in zip(
        range(2), ([], ["a"]), (["a"], ["b"]), costs, strict=True))  # fmt: skip
    problem = {"facts": ["a", "b"], "ways": [first, second], "held": [], "goal": ["b"]}
    for objective in ("sum", "max"):
        assert solve(problem, objective).cost == Decimal(total)


def test_a_cost_left_out_is_nothing() -> None:
    assert solve({"facts": ["a"], "ways": [{"name": "w", "requires": [], "grants": ["a"]}], "held": [], "goal": ["a"]}).cost == 0


@pytest.mark.parametrize("goal", [[], ["a"], ["a", "a"]])
def test_a_goal_that_is_held_costs_nothing(goal: list[str]) -> None:
    answer = solve({**SMALL, "goal": goal})
    assert (answer.status, answer.cost, answer.ways) == ("optimal", 0, ())


def test_a_fact_named_twice_is_one_fact() -> None:
    ways = [{"name": "w", "requires": ["a", "a"], "grants": ["d", "d"], "cost": 1}]
    assert solve({**SMALL, "facts": ["a", "a", "d"], "ways": ways}).ways == ("w",)


def random_problem(seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    facts = [f"f{i}" for i in range(rng.randint(4, 16))]
    ways = [
        {
            "name": f"w{i}",
            "requires": rng.sample(facts, rng.choice((0, 1, 1, 2, 3))),
            "grants": rng.sample(facts, rng.choice((1, 1, 2, 3))),
            "cost": rng.choice((0, 1, rng.randint(1, 9), rng.randint(1, 90) / 10)),
        }
        for i in range(rng.randint(5, 40))
    ]
    return {"facts": facts, "ways": ways, "held": rng.sample(facts, rng.randint(0, 1)), "goal": rng.sample(facts, rng.randint(1, 4))}


def least_sum(problem: dict[str, Any]) -> float | None:
    """The cheapest set of ways, by integer programming: each new fact has a giver, and givers come after what they need."""
    facts = [name for name in problem["facts"] if name not in problem["held"]]
    fact = {name: i for i, name in enumerate(facts)}
    ways = problem["ways"]
    gives = [(w, fact[g]) for w, found in enumerate(ways) for g in set(found["grants"]) if g in fact]
    n, f, g = len(ways), len(facts), len(gives)
    rows: list[np.ndarray] = []
    least: list[float] = []

    def at_least(bound: float, **terms: list[tuple[int, float]]) -> None:
        # Columns: way used, fact had, way is the giver of fact, moment of fact.
        row = np.zeros(n + f + g + f)
        for name, start in (("used", 0), ("had", n), ("giver", n + f), ("moment", n + f + g)):
            for index, weight in terms.get(name, []):
                row[start + index] += weight
        rows.append(row)
        least.append(bound)

    for i in range(f):
        at_least(0, had=[(i, -1)], giver=[(k, 1) for k, (_, granted) in enumerate(gives) if granted == i])
    for k, (w, granted) in enumerate(gives):
        at_least(0, used=[(w, 1)], giver=[(k, -1)])
        for need in {fact[name] for name in ways[w]["requires"] if name in fact}:
            at_least(-f, moment=[(granted, 1), (need, -1)], giver=[(k, -(f + 1))])
    for w, found in enumerate(ways):
        for need in {fact[name] for name in found["requires"] if name in fact}:
            at_least(0, had=[(need, 1)], used=[(w, -1)])
    for name in problem["goal"]:
        if name in fact:
            at_least(1, had=[(fact[name], 1)])
    if not rows:
        return 0.0
    cost = np.concatenate([[w["cost"] for w in ways], np.zeros(f + g + f)])
    whole = np.concatenate([np.ones(n + f + g), np.zeros(f)])
    top = np.concatenate([np.ones(n + f + g), np.full(f, f)])
    found = milp(cost, integrality=whole, bounds=Bounds(0, top), constraints=LinearConstraint(np.array(rows), np.array(least), np.inf))
    return float(found.fun) if found.success else None


def least_max(problem: dict[str, Any]) -> float | None:
    """The earliest end, by going round all ways until nothing gets better (Bellman and Ford)."""
    value = dict.fromkeys(problem["held"], 0.0)
    for _ in range(len(problem["facts"]) + 1):
        for found in problem["ways"]:
            if all(name in value for name in found["requires"]):
                done = max((value[name] for name in found["requires"]), default=0.0) + found["cost"]
                value.update({name: done for name in found["grants"] if done < value.get(name, np.inf)})
    return max((value[name] for name in problem["goal"]), default=0.0) if all(name in value for name in problem["goal"]) else None


def chain_of(problem: dict[str, Any], names: tuple[str, ...]) -> float | None:
    return least_max({**problem, "ways": [w for w in problem["ways"] if w["name"] in names]})


@pytest.mark.parametrize("block", range(4))
def test_the_best_sum_is_what_integer_programming_finds(block: int) -> None:
    reached = 0
    for seed in range(50 * block, 50 * (block + 1)):
        problem = random_problem(seed)
        answer, expected = solve(problem), least_sum(problem)
        assert (answer.status == "unreachable") == (expected is None), seed
        if expected is not None:
            costs = {w["name"]: Decimal(str(w["cost"])) for w in problem["ways"]}
            assert answer.status == "optimal", seed
            assert float(answer.cost) == pytest.approx(expected, abs=1e-5), seed
            assert sum(costs[name] for name in answer.ways) == answer.cost == answer.bound, seed
            reached += 1
    assert reached > 25


def test_the_best_chain_is_what_bellman_and_ford_find() -> None:
    reached = 0
    for seed in range(200):
        problem = random_problem(seed)
        answer, expected = solve(problem, "max"), least_max(problem)
        assert (answer.status == "unreachable") == (expected is None), seed
        if expected is not None:
            assert float(answer.cost) == pytest.approx(expected), seed
            assert chain_of(problem, answer.ways) == pytest.approx(expected), seed
            reached += 1
    assert reached > 100


@pytest.mark.parametrize("objective", ["sum", "max"])
def test_the_ways_of_an_answer_replay_in_their_order_and_none_is_needless(objective: NeutralObjective) -> None:
    for seed in range(200, 300):
        problem = random_problem(seed)
        answer = solve(problem, objective)
        if answer.status == "optimal":
            named = {w["name"]: w for w in problem["ways"]}
            has = set(problem["held"])
            for name in answer.ways:
                assert set(named[name]["requires"]) <= has
                has |= set(named[name]["grants"])
            assert set(problem["goal"]) <= has
            assert not any(as_good(problem, tuple(n for n in answer.ways if n != name), answer.cost, objective) for name in answer.ways)


def as_good(problem: dict[str, Any], names: tuple[str, ...], cost: Decimal, objective: NeutralObjective) -> bool:
    found = chain_of(problem, names)
    return found is not None and (objective == "sum" or found <= float(cost) + 1e-9)


def test_cut_short_the_bound_holds_and_the_answer_is_marked() -> None:
    rng = random.Random(5)
    facts = [f"f{i}" for i in range(24)]
    ways = [{"name": f"w{i}", "requires": [], "grants": rng.sample(facts, 4), "cost": rng.randint(20, 30)} for i in range(40)]
    problem = {"facts": facts, "ways": ways, "held": [], "goal": facts}
    best, cut = solve(problem), solve(problem, max_nodes=1)
    assert (best.status, cut.status) == ("optimal", "feasible")
    assert cut.bound <= best.cost <= cut.cost

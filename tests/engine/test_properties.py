"""What is always true of answers, on random worlds."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.config.kernels import folder_in, warm
from rumbo.engine import jit
from rumbo.engine.explain import stands
from rumbo.engine.model import OBJECTIVES, Answer, Holding, Objective, Plan, Query, WorldSpec
from rumbo.engine.planner import plan_goal
from rumbo.engine.situation import look_at
from rumbo.engine.world import compile_world

from .worlds import DAY, Brute, random_world

ROOT = Path(__file__).resolve().parents[2]
SEEDS = st.integers(2_000_000, 2_999_999)
MANY = settings(max_examples=100)
REACHED = {"optimal", "already-there"}
ORDER = {"optimal": 2, "already-there": 2, "depends": 1, "unreachable": 0}


def answered(spec: WorldSpec, query: Query) -> Answer:
    return plan_goal(compile_world(spec, DAY), query)


def value(plan: Plan | None, objective: Objective) -> int:
    assert plan is not None
    cost = plan.cost
    return {
        "cheapest": cost.compared, "fastest": cost.days[1], "fewest-visits": cost.visits,
        "fewest-crossings": cost.crossings, "least-exposed": cost.exposure_weight,
    }[objective]  # fmt: skip


def values(answer: Answer, query: Query) -> tuple[int, ...]:
    return tuple(value(answer.plan, objective) for objective in dict.fromkeys(query.objective))


def not_worse(better: Answer, worse: Answer, query: Query) -> bool:
    if ORDER[better.status] != ORDER[worse.status] or worse.status not in REACHED:
        return ORDER[better.status] >= ORDER[worse.status]
    return values(better, query) <= values(worse, query)


@MANY
@given(SEEDS, st.lists(st.tuples(st.sampled_from(OBJECTIVES), st.sampled_from([1, 4, 20_000]), st.booleans()), min_size=2, max_size=6))
def test_what_was_asked_before_changes_no_answer(seed: int, asked: list[tuple[Objective, int, bool]]) -> None:
    spec, query = random_world(seed, most_ways=8)
    world = compile_world(spec, DAY)
    for objective, nodes, knows in asked:
        known = query.attributes if knows else {}
        other = dataclasses.replace(query, objective=(objective,), max_nodes=nodes, attributes=known)
        assert plan_goal(world, other) == answered(spec, other)


@MANY
@given(SEEDS)
def test_what_a_case_rests_on_is_enough_for_it_and_for_an_obstacle_no_more(seed: int) -> None:
    spec, query = random_world(seed, most_ways=8)
    situation = look_at(compile_world(spec, DAY), query)
    for branch in plan_goal(situation.world, query).branches:
        rests_on = dict(branch.rests_on)
        assert rests_on.items() <= dict(branch.when).items()
        if branch.plan is not None:
            assert stands(situation, branch.plan, rests_on)
        elif branch.rests_on != branch.when:
            assert situation.reaches_goal(rests_on) is False
            for name in {test.attribute for test in rests_on}:
                assert situation.reaches_goal({test: holds for test, holds in rests_on.items() if test.attribute != name}) is not False


def test_what_a_clock_cut_short_is_not_remembered() -> None:
    for seed in range(2_000_000, 2_000_040):
        spec, query = random_world(seed)
        world = compile_world(spec, DAY)
        plan_goal(world, query, should_stop=lambda: True)
        assert plan_goal(world, query) == answered(spec, query)


@MANY
@given(SEEDS)
def test_more_facts_never_make_a_plan_worse(seed: int) -> None:
    spec, query = random_world(seed, most_ways=8)
    before = answered(spec, query)
    for fact in spec.facts:
        if not fact.brought:  # facts that are brought stand under none in these worlds
            more = dataclasses.replace(query, held=(*query.held, Holding(fact=fact.name)))
            assert not_worse(answered(spec, more), before, query)


@MANY
@given(SEEDS)
def test_a_way_taken_out_never_makes_a_plan_better(seed: int) -> None:
    spec, query = random_world(seed, most_ways=8)
    before = answered(spec, query)
    for i in range(len(spec.ways)):
        disrupted = dataclasses.replace(spec, ways=spec.ways[:i] + spec.ways[i + 1 :])
        assert not_worse(before, answered(disrupted, query), query)


@MANY
@given(SEEDS)
def test_nothing_without_return_rests_on_an_open_answer(seed: int) -> None:
    spec, query = random_world(seed)
    spec = dataclasses.replace(spec, ways=tuple(dataclasses.replace(w, irreversible=int(w.name[1:]) % 3 == 0) for w in spec.ways))
    query = dataclasses.replace(query, attributes={name: v for name, v in query.attributes.items() if name == "side" and seed % 3})
    answer = answered(spec, query)
    if answer.status == "depends" and answer.plan is not None:
        certain = certain_steps(Brute(spec, query), answer.plan, spec)
        for step in answer.plan.steps:
            found = next(w for w in spec.ways if w.name == step.way)
            assert not (found.irreversible or found.crosses_to) or step.way in certain


def certain_steps(brute: Brute, plan: Plan, spec: WorldSpec) -> set[str]:
    """Steps of ``plan`` that can be done, in its order, whatever the open answers are, without those that cannot."""
    completions = list(brute.completions())
    side = brute.query.attributes.get("side")
    has = brute.close(set(brute.held) | ({f"at:{side}"} if side else set()))
    certain = set()
    for step in plan.steps:
        found = next(w for w in spec.ways if w.name == step.way)
        placed = found.side is None or not (found.in_person or found.crosses_to) or f"at:{found.side}" in has
        if placed and brute.holds(found.requires, has, completions):
            certain.add(step.way)
            has = brute.close({*has, *found.grants, *([f"at:{found.crosses_to}"] if found.crosses_to else [])})
    return certain


@MANY
@given(SEEDS)
def test_alternatives_differ_from_the_plan_and_each_other_and_each_replays(seed: int) -> None:
    spec, query = random_world(seed)
    answer = answered(spec, dataclasses.replace(query, alternatives=3))
    brute = Brute(spec, query)
    completions = list(brute.completions())
    plans = [plan for plan in (answer.plan, *answer.alternatives) if plan is not None]
    if answer.status == "optimal":
        sets = [frozenset(step.way for step in plan.steps) for plan in plans]
        assert len(set(sets)) == len(sets) <= 4
        for names in sets:
            assert brute.crossings([w for w in brute.ways if w.name in names], completions) is not None


@MANY
@given(SEEDS)
def test_alternatives_come_in_order_and_none_is_better_than_the_plan(seed: int) -> None:
    spec, query = random_world(seed)
    answer = answered(spec, dataclasses.replace(query, alternatives=3))
    costs = [tuple(value(p, o) for o in dict.fromkeys(query.objective)) for p in (answer.plan, *answer.alternatives) if p is not None]
    if answer.status == "optimal":
        assert costs == sorted(costs)


@MANY
@given(SEEDS)
def test_what_an_answer_could_save_it_saves_when_it_is_given(seed: int) -> None:
    spec, query = random_world(seed)
    before = answered(spec, query)
    for improvement in before.could_improve:
        saved = []
        for word in "xyz":
            told = dataclasses.replace(query, attributes={**query.attributes, improvement.attribute: word})
            after = answered(spec, told)
            assert after.status == "optimal" or after.status == "already-there"
            saved.append({o: value(before.plan, o) - value(after.plan, o) for o in OBJECTIVES})
        assert any(all(found[o] == amount for o, amount in improvement.saves) for found in saved)


@MANY
@given(SEEDS)
def test_every_limit_is_kept(seed: int) -> None:
    spec, query = random_world(seed)
    answer = answered(spec, dataclasses.replace(query, alternatives=3))
    limits = query.limits
    for plan in (answer.plan, *answer.alternatives, *(branch.plan for branch in answer.branches)):
        if plan is not None:
            money = dict(plan.cost.money)
            assert all(money.get(currency, 0) <= most for currency, most in limits.budget)
            assert limits.days is None or plan.cost.days[1] <= limits.days
            assert limits.crossings is None or plan.cost.crossings <= limits.crossings
            assert not set(limits.avoid) & set(plan.cost.exposures)


@MANY
@given(SEEDS)
def test_each_step_uses_what_is_held_or_granted_before_it_and_serves_something_after(seed: int) -> None:
    spec, query = random_world(seed)
    brute = Brute(spec, query)
    answer = answered(spec, query)
    if answer.status != "optimal" or answer.plan is None:
        return
    side = query.attributes.get("side")
    has = brute.close(set(brute.held) | ({f"at:{side}"} if side else set()))
    done: list[str] = []
    for step in answer.plan.steps:
        found = next(w for w in spec.ways if w.name == step.way)
        assert set(step.uses) <= has
        assert set(step.after) <= set(done)
        assert step.ready <= step.done
        has = brute.close({*has, *found.grants, *([f"at:{found.crosses_to}"] if found.crosses_to else [])})
        done.append(step.way)


@MANY
@given(SEEDS)
def test_the_same_question_has_the_same_answer_twice(seed: int) -> None:
    spec, query = random_world(seed)
    query = dataclasses.replace(query, alternatives=3)
    world = compile_world(spec, DAY)
    assert plan_goal(world, query) == plan_goal(world, query) == answered(spec, query)


ASK_ALL = """
import sys
from pathlib import Path
from rumbo.engine import jit
if sys.argv[1:]:
    jit.enable(Path(sys.argv[1]).read_bytes())
from dataclasses import replace
from rumbo.engine.explain import stands
from rumbo.engine.planner import plan_goal
from rumbo.engine.situation import look_at
from rumbo.engine.world import compile_world
from tests.engine.worlds import DAY, random_world
for seed in range(120):
    spec, query = random_world(seed)
    print(plan_goal(compile_world(spec, DAY), replace(query, alternatives=3)))
"""


@pytest.mark.slow
def test_compiled_and_interpreted_kernels_give_the_same_answers_in_another_process(tmp_path: Path) -> None:
    def run(seed: str, *arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", ASK_ALL, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout

    interpreted = run("1")
    assert interpreted.count("Answer(") == 120
    warm(tmp_path)
    assert run("2", str(folder_in(tmp_path) / jit.file_name())) == interpreted

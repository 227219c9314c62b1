"""Compiling a world: what is refused, what circuits mean, what the hash is made of."""

from __future__ import annotations

import dataclasses
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.conditions import Condition, parse_condition
from rumbo.engine.evaluate import evaluate
from rumbo.engine.faults import MAX_AMOUNT, WorldError
from rumbo.engine.model import Body, Duration, FactSpec, Place, Query, Way, WorldSpec
from rumbo.engine.planner import plan_goal
from rumbo.engine.world import compile_world

from .small import TODAY, answer_to, ask, crossing, spec_of, steps_of, way, word, world_of
from .worlds import random_world

ROOT = Path(__file__).resolve().parents[2]
A, B, C = "document:a", "document:b", "document:c"


def problems_of(spec: WorldSpec) -> set[tuple[str, str, str]]:
    with pytest.raises(WorldError) as caught:
        compile_world(spec, TODAY)
    for problem in caught.value.problems:
        assert problem.code in str(caught.value)
    return {(problem.code, problem.where, problem.what) for problem in caught.value.problems}


def with_way(found: Way) -> WorldSpec:
    return spec_of(found, more=(A, B), bodies=(), sides=())


REFUSED: list[tuple[Way, tuple[str, str, str]]] = [
    (Way(name="w", exposures=("nobody",)), ("unknown-body", "w", "nobody")),
    (Way(name="w", money=(("EUR", 1),)), ("currency-without-rate", "w", "EUR")),
    (Way(name="w", money=(("MXN", -1),)), ("bad-amount", "w", "-1")),
    (Way(name="w", money=(("MXN", MAX_AMOUNT + 1),)), ("bad-amount", "w", str(MAX_AMOUNT + 1))),
    (Way(name="w", side="fr"), ("unknown-side", "w", "fr")),
    (Way(name="w", crosses_to="fr"), ("unknown-side", "w", "fr")),
    (Way(name="w", duration=Duration(min=2, typical=1, max=3)), ("bad-duration", "w", "")),
    (Way(name="w", duration=Duration(min=-1)), ("bad-duration", "w", "")),
    (Way(name="w", duration=Duration(unit="working")), ("duration-without-calendar", "w", "None")),
    (Way(name="w", duration=Duration(unit="working", calendar="fr")), ("duration-without-calendar", "w", "fr")),
    (way("w", {"attr": "age", "is": "x"}), ("unknown-attribute", "w", "age")),
    (way("w", {"attr": "side", "working_days_since_at_most": {"n": 3, "calendar": "fr"}}), ("unknown-calendar", "w", "fr")),
    (way("w", {"none": [A]}, A), ("not-monotone", "w", A)),
]


@pytest.mark.parametrize(("found", "problem"), REFUSED, ids=[problem[0] for _, problem in REFUSED])
def test_a_way_that_cannot_be_compiled_is_refused_by_code_and_name(found: Way, problem: tuple[str, str, str]) -> None:
    assert problem in problems_of(with_way(found))


@pytest.mark.parametrize("found", [Way(name="w", requires=parse_condition(C)), Way(name="w", grants=(C,)), Way(name="w", loses=(C,))])
def test_a_fact_that_is_not_declared_is_refused_wherever_it_stands(found: Way) -> None:
    assert problems_of(WorldSpec(facts=(FactSpec(name=A),), ways=(found,))) == {("unknown-fact", "w", C)}


def test_a_fact_cannot_be_a_kind_of_one_that_is_not_declared() -> None:
    assert problems_of(WorldSpec(facts=(FactSpec(name=A, implies=(C,)),))) == {("unknown-fact", A, C)}


def test_a_body_cannot_pass_on_to_one_that_is_not_declared_nor_weigh_what_is_no_weight() -> None:
    bodies = (Body(name="one", passes_to=("other",)), Body(name="heavy", weight=1001), Body(name="light", weight=-1))
    assert problems_of(WorldSpec(facts=(), bodies=bodies)) == {
        ("unknown-body", "one", "other"), ("bad-weight", "heavy", "1001"), ("bad-weight", "light", "-1"),
    }  # fmt: skip


def test_a_side_cannot_go_by_a_calendar_that_is_not_there() -> None:
    assert problems_of(WorldSpec(facts=(), sides=("mx",), places=(Place(side="mx", calendar="fr"),))) == {("unknown-calendar", "mx", "fr")}


def test_two_ways_of_one_name_are_refused() -> None:
    assert problems_of(spec_of(way("w", A, B), way("w", B, A))) == {("duplicate-way", "w", "")}


def test_all_problems_are_named_at_once() -> None:
    found = problems_of(WorldSpec(facts=(), ways=(Way(name="w", grants=(C,), money=(("EUR", 1),), side="fr"),)))
    assert {code for code, _, _ in found} == {"unknown-fact", "currency-without-rate", "unknown-side"}


def test_a_sum_of_very_many_courses_is_refused_and_does_not_fill_the_memory() -> None:
    courses = {f"passed:c{i}": 1 + i % 2 for i in range(400)}
    assert problems_of(spec_of(way("w", {"sum": {"of": courses, "at_least": 120}}, A))) == {("condition-too-large", "", "")}


def test_a_goal_is_checked_like_a_way() -> None:
    world = world_of(way("w", A, B), attributes=(word("home", "x"),))
    for goal, code in ((C, "unknown-fact"), ({"none": [B]}, "not-monotone"), ({"attr": "age", "is": "x"}, "unknown-attribute")):
        with pytest.raises(WorldError, match=code) as caught:
            plan_goal(world, ask(goal))
        assert {problem.where for problem in caught.value.problems} == {"goal"}


def test_a_brought_fact_may_follow_from_a_granted_one() -> None:
    ine = FactSpec(name="document:ine", implies=("document:photo-id",))
    world = world_of(way("renew", None, "document:ine"), facts=(ine, FactSpec(name="document:photo-id", brought=True)))
    assert steps_of(answer_to(world, "document:photo-id").plan) == ["renew"]


def test_a_brought_fact_that_a_way_grants_is_refused() -> None:
    assert problems_of(spec_of(way("w", None, A), facts=(FactSpec(name=A, brought=True),))) == {("brought-is-granted", A, "")}


def test_none_may_speak_of_facts_that_nobody_grants() -> None:
    world = world_of(way("w", {"none": [A]}, B), facts=(FactSpec(name=A, brought=True),))
    assert answer_to(world, B).status == "optimal"
    assert answer_to(world, B, A).status == "unreachable"


@pytest.mark.parametrize("granted", ["document:ine", "document:photo-id"])
def test_none_may_not_speak_of_facts_granted_directly_or_as_a_kind_of_another(granted: str) -> None:
    ine = FactSpec(name="document:ine", implies=("document:photo-id",))
    spec = spec_of(
        way("renew", None, "document:ine"), way("w", {"none": [{"any": [granted]}]}, A), facts=(ine,), more=("document:photo-id",)
    )
    assert problems_of(spec) == {("not-monotone", "w", granted)}


def test_none_may_not_speak_of_the_side_one_is_on() -> None:
    spec = spec_of(crossing("cross", None, "mx", "us"), way("w", {"none": ["at:us"]}, A))
    assert problems_of(spec) == {("not-monotone", "w", "at:us")}


FACTS = [f"document:f{i}" for i in range(6)]
SUBSETS = st.sets(st.sampled_from(FACTS))


def opens(condition: Condition, held: set[str]) -> bool:
    spec = WorldSpec(facts=(FactSpec(name="document:goal"), *(FactSpec(name=f) for f in FACTS)),
                     ways=(Way(name="w", requires=condition, grants=("document:goal",)),))  # fmt: skip
    return answer_to(compile_world(spec, TODAY), "document:goal", *sorted(held)).status == "optimal"


@given(st.lists(st.sampled_from(FACTS), min_size=1, max_size=6, unique=True), st.integers(0, 6), SUBSETS)
def test_at_least_n_holds_when_n_of_its_facts_are_held(parts: list[str], n: int, held: set[str]) -> None:
    n = min(n, len(parts))
    assert opens(parse_condition({"at_least": {"n": n, "of": parts}}), held) == (len(held.intersection(parts)) >= n)


@given(st.dictionaries(st.sampled_from(FACTS), st.integers(0, 9), min_size=1), st.integers(0, 30), SUBSETS)
def test_a_sum_holds_when_the_weights_held_add_up(weights: dict[str, int], at_least: int, held: set[str]) -> None:
    total = sum(weight for name, weight in weights.items() if name in held)
    assert opens(parse_condition({"sum": {"of": weights, "at_least": at_least}}), held) == (total >= at_least)


@given(st.data(), SUBSETS)
def test_conditions_inside_conditions_mean_what_they_say(data: st.DataObject, held: set[str]) -> None:
    inner = st.sampled_from(FACTS)
    deep = st.recursive(inner, lambda part: st.builds(nest, st.lists(part, min_size=1, max_size=4), st.integers(0, 4)), max_leaves=8)
    condition = parse_condition(data.draw(deep))
    assert opens(condition, held) is evaluate(condition, facts=held, attributes={}, as_of=TODAY)


def nest(parts: list[object], n: int) -> object:
    return {"at_least": {"n": min(n, len(parts)), "of": parts}}


def test_a_fact_counts_twice_where_it_is_named_twice() -> None:
    assert opens(parse_condition({"at_least": {"n": 2, "of": [FACTS[0], FACTS[0], FACTS[1]]}}), {FACTS[0]})


def test_the_order_in_which_ways_are_written_does_not_change_the_hash() -> None:
    spec, _ = random_world(7)
    turned = dataclasses.replace(spec, ways=spec.ways[::-1])
    assert compile_world(spec, TODAY).hash == compile_world(turned, TODAY).hash


@pytest.mark.parametrize(
    "change",
    [
        lambda spec: dataclasses.replace(spec, ways=spec.ways[1:]),
        lambda spec: dataclasses.replace(spec, ways=(dataclasses.replace(spec.ways[0], money=(("MXN", 99),)), *spec.ways[1:])),
        lambda spec: dataclasses.replace(spec, rates=(("MXN", 1), ("USD", 19))),
        lambda spec: dataclasses.replace(spec, calendars=()) if not any(w.duration.calendar for w in spec.ways) else spec_of(),
    ],
)
def test_another_world_has_another_hash(change: object) -> None:
    spec, _ = random_world(7)
    assert callable(change)
    assert compile_world(change(spec), TODAY).hash != compile_world(spec, TODAY).hash


def test_another_day_is_another_world() -> None:
    spec, _ = random_world(7)
    assert compile_world(spec, TODAY).hash != compile_world(spec, TODAY + dt.timedelta(1)).hash


def test_two_processes_give_one_world_one_hash() -> None:
    script = (
        "from tests.engine.worlds import DAY, random_world\n"
        "from rumbo.engine.world import compile_world\n"
        "print(compile_world(random_world(7)[0], DAY).hash)"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'src'}", "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert hashes == {compile_world(random_world(7)[0], TODAY).hash}


def test_a_cost_in_two_currencies_is_compared_by_the_rates_and_told_in_each() -> None:
    world = world_of(way("w", None, A, money=(("USD", 200), ("MXN", 150))))
    answer = answer_to(world, A, objective=("cheapest",))
    assert answer.plan is not None
    assert answer.plan.cost.money == (("MXN", 150), ("USD", 200))
    assert answer.plan.cost.compared == 150 + 18 * 200


def test_an_empty_world_has_nothing_to_reach_and_says_so() -> None:
    world = compile_world(WorldSpec(facts=(FactSpec(name=A),)), TODAY)
    assert answer_to(world, A).status == "unreachable"
    assert answer_to(world, A, A).status == "already-there"
    assert plan_goal(compile_world(WorldSpec(facts=()), TODAY), Query(goal=parse_condition(None), as_of=TODAY)).status == "already-there"

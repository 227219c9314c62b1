"""Faults found by trying to break the engine, each in the smallest world that showed it."""

from __future__ import annotations

import time

import pytest

from rumbo.engine.conditions import ConditionError, parse_condition
from rumbo.engine.model import AttributeSpec, FactSpec, Limits
from rumbo.engine.neutral import ProblemError, read_problem, solve_problem
from rumbo.engine.whynot import why_not

from .small import answer_to, ask, crossing, way, word, world_of

A, B, C, GOAL = "document:a", "document:b", "document:c", "status:goal"


def test_a_paper_lost_can_be_had_again() -> None:
    assert answer_to(world_of(way("trade", A, B, loses=(A,)), way("again", None, A)), [A, B], A).status != "unreachable"


def test_three_of_seven_words() -> None:
    parts = [{"attr": "s", "has": f"w{i}"} for i in range(7)]
    w = world_of(way("w", {"at_least": {"n": 3, "of": parts}}, GOAL), attributes=(AttributeSpec(name="s", kind="words"),))
    assert answer_to(w, GOAL).status == "depends"


def test_one_test_that_every_value_passes() -> None:
    w = world_of(way("w", {"attr": "h", "in": ["x", "y"]}, GOAL), attributes=(word("h", "x", "y"),))
    assert answer_to(w, GOAL).status == "optimal"


def test_crossing_guard_inside_any_is_asked_first() -> None:
    w = world_of(crossing("n", {"any": [{"attr": "citizen", "is": "us"}, A]}, "mx", "us"), attributes=(word("citizen", "us", "mx"),))
    assert answer_to(w, "at:us", know={"side": "mx"}).questions[0].first


def test_irreversible_step_after_an_open_one_is_asked_first() -> None:
    w = world_of(way("ask", {"attr": "h", "is": "x"}, A), way("sign", A, GOAL, irreversible=True), attributes=(word("h", "x", "y"),))
    assert answer_to(w, GOAL).questions[0].first


def test_repair_under_a_limit_opens_the_goal() -> None:
    w = world_of(way("w", A, GOAL, exposures=("office",)))
    q = ask(GOAL, limits=Limits(avoid=("office",)))
    r = why_not(w, q).repairs[0]
    assert answer_to(w, GOAL, *r.facts, limits=Limits() if r.limits else q.limits).status == "optimal"


def test_repairs_do_not_contradict_themselves() -> None:
    w = world_of(
        way("a", {"attr": "h", "is": "x"}, A),
        way("b", {"attr": "h", "is": "y"}, B),
        way("z", [A, B], GOAL),
        attributes=(word("h", "x", "y"),),
    )
    assert all(len(r.tests) < 2 for r in why_not(w, ask(GOAL)).repairs)


def test_a_held_paper_under_none_is_not_blamed_on_an_answer() -> None:
    w = world_of(
        way("w", {"none": [A, {"attr": "h", "is": "x"}]}, GOAL),
        facts=(FactSpec(name=A, brought=True),),
        attributes=(word("h", "x", "y", actionable=True),),
    )
    assert answer_to(w, GOAL, A, know={"h": "y"}).status == "unreachable"
    assert not any(r.tests for r in why_not(w, ask(GOAL, A)).repairs)


def test_names_end_where_they_end() -> None:
    with pytest.raises(ConditionError):
        parse_condition("document:curp\n")


def test_a_sum_over_keys_of_mixed_types_is_a_condition_error() -> None:
    with pytest.raises(ConditionError):
        parse_condition({"sum": {"of": {1: 1, A: 2}, "at_least": 1}})


@pytest.mark.parametrize("n", ["1e999999999", "1e999999999999999999999"])
def test_huge_exponents_are_refused(n: str) -> None:
    text = f'{{"facts":["a"],"held":[],"goal":["a"],"ways":[{{"name":"w","requires":[],"grants":["a"],"cost":{n}}}]}}'
    with pytest.raises(ProblemError):
        solve_problem(read_problem(text), "sum")


def test_a_sum_under_the_size_limit_compiles_quickly() -> None:
    start = time.process_time()
    world_of(way("w", {"sum": {"of": {f"passed:c{i}": 2**i for i in range(13)}, "at_least": 8000}}, GOAL))
    assert time.process_time() - start < 1


def test_no_objective_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="objective"):
        answer_to(world_of(way("w", None, GOAL)), GOAL, objective=())

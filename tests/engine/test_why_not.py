"""Why a goal is out of reach, and the smallest changes that open it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.model import Holding, Limits, Query, Repair, WhyNot
from rumbo.engine.planner import plan_goal
from rumbo.engine.whynot import why_not
from rumbo.engine.world import compile_world

from .small import answer_to, ask, way, word, world_of
from .worlds import DAY, random_world

A, B, C, GOAL = "document:a", "document:b", "document:c", "status:goal"
SEEDS = st.integers(3_000_000, 3_999_999)


def test_the_one_paper_that_is_missing_is_named() -> None:
    found = why_not(world_of(way("w", [A, B], GOAL)), ask(GOAL, A))
    assert found.repairs == (Repair(facts=(B,)),)


def test_each_paper_that_would_do_is_a_repair_of_its_own() -> None:
    found = why_not(world_of(way("w1", A, GOAL), way("w2", B, GOAL), way("w3", [A, C], GOAL)), ask(GOAL))
    assert set(found.repairs) == {Repair(facts=(A,)), Repair(facts=(B,))}


def test_a_paper_comes_before_what_can_be_acted_on_and_that_before_a_status() -> None:
    world = world_of(
        way("w1", "status:s", GOAL), way("w2", A, GOAL), way("w3", {"attr": "home", "is": "yes"}, GOAL),
        attributes=(word("home", "yes", "no", actionable=True),),
    )  # fmt: skip
    found = why_not(world, ask(GOAL, know={"home": "no"}))
    assert [(repair.facts, [test.attribute for test in repair.tests]) for repair in found.repairs] == [
        ((A,), []), ((), ["home"]), (("status:s",), []),
    ]  # fmt: skip


def test_what_one_must_bring_comes_before_a_paper_whose_own_way_is_shut_and_unanswered_questions_do_not_count_against_it() -> None:
    """A student without proof of funds is told of the proof, not of the visa form that is got with it."""
    world = world_of(
        way("form", {"all": [A, {"attr": "exchange", "is": "yes"}, {"attr": "removed", "is": "no"}]}, B), way("enter", B, GOAL),
        attributes=(word("exchange", "yes", "no"), word("removed", "yes", "no")),
    )  # fmt: skip
    assert [repair.facts for repair in why_not(world, ask(GOAL)).repairs] == [(A,), (B,)]


def test_a_paper_that_shows_who_a_person_is_comes_last_for_whoever_is_not_known_to_be_that() -> None:
    world = world_of(
        way("w1", A, GOAL), way("w2", B, GOAL),
        attributes=(word("status", "resident", "visitor", known_from=(("resident", (A,)),)),),
    )  # fmt: skip
    assert [repair.facts for repair in why_not(world, ask(GOAL)).repairs] == [(B,), (A,)]


def test_nobody_is_told_to_be_of_another_birth() -> None:
    world = world_of(way("w", {"attr": "born", "is": "here"}, GOAL), attributes=(word("born", "here", "there"),))
    assert why_not(world, ask(GOAL, know={"born": "there"})) == WhyNot(closed=(("w", ("born",)),))


def test_what_is_merely_unknown_is_named_too() -> None:
    world = world_of(way("w", {"attr": "home", "is": "yes"}, GOAL), attributes=(word("home", "yes", "no"),))
    assert why_not(world, ask(GOAL)).repairs == (Repair(tests=(AttributeTest("home", "is", "yes"),)),)


def test_a_way_shut_by_an_answer_is_told_with_the_attribute() -> None:
    world = world_of(way("w", {"attr": "home", "is": "yes"}, GOAL), attributes=(word("home", "yes", "no"),))
    assert why_not(world, ask(GOAL, know={"home": "no"})).closed == (("w", ("home",)),)


def test_nobody_is_told_to_have_the_goal_itself() -> None:
    assert why_not(world_of(way("w", A, GOAL)), ask(GOAL)).repairs == (Repair(facts=(A,)),)


def test_with_no_way_at_all_there_is_nothing_to_repair() -> None:
    assert why_not(world_of(more=(GOAL,)), ask(GOAL)) == WhyNot()


def with_facts(query: Query, facts: Iterable[str]) -> Query:
    return dataclasses.replace(query, held=(*query.held, *(Holding(fact=name) for name in facts)))


@settings(max_examples=200)
@given(SEEDS)
def test_a_repair_of_papers_opens_the_goal_and_no_part_of_it_does(seed: int) -> None:
    spec, query = random_world(seed, most_ways=9, unknowns=0)
    query = dataclasses.replace(query, limits=Limits())
    world = compile_world(spec, DAY)
    if plan_goal(world, query).status == "unreachable":
        for repair in why_not(world, query).repairs:
            opened = plan_goal(world, with_facts(query, repair.facts))
            # Where a way takes something away, the order that still works is found by trying: a plan, not always proven the best.
            assert opened.status in {"optimal", "already-there"} or (opened.status == "feasible" and opened.repaired)
            for part in itertools.combinations(repair.facts, len(repair.facts) - 1):
                assert plan_goal(world, with_facts(query, part)).status == "unreachable"


@settings(max_examples=200)
@given(SEEDS)
def test_a_limit_that_is_named_alone_opens_the_goal_when_it_is_lifted(seed: int) -> None:
    spec, query = random_world(seed, most_ways=9, unknowns=0)
    world = compile_world(spec, DAY)
    if plan_goal(world, query).status == "unreachable":
        named = {name for repair in why_not(world, query).repairs for name in repair.limits}
        lifted = [dataclasses.replace(query.limits, **{name: getattr(Limits(), name)}) for name in named]
        opened = {plan_goal(world, dataclasses.replace(query, limits=limits)).status for limits in lifted}
        assert "unreachable" not in opened or opened == {"unreachable"}, "either each of the limits named opens the goal, or only all do"


@settings(max_examples=200)
@given(SEEDS)
def test_a_repair_of_a_test_is_of_one_that_may_be_passed(seed: int) -> None:
    spec, query = random_world(seed, most_ways=9, unknowns=2)
    brought = {fact.name for fact in spec.facts if fact.brought}
    # Papers that stand under none are left out: this is about answers.
    held = tuple(paper for paper in query.held if paper.fact not in brought)
    query = dataclasses.replace(query, limits=Limits(), held=held)
    world = compile_world(spec, DAY)
    if plan_goal(world, query).status == "unreachable":
        for repair in why_not(world, query).repairs:
            if len(repair.tests) == 1 and not brought.intersection(repair.facts):
                silent = {name: value for name, value in query.attributes.items() if name != repair.tests[0].attribute}
                assert plan_goal(world, dataclasses.replace(with_facts(query, repair.facts), attributes=silent)).status != "unreachable"


def test_the_answer_stays_unreachable_until_the_repair_is_made() -> None:
    world = world_of(way("w", [A, B], GOAL), way("v", C, B))
    question = ask(GOAL, A)
    assert plan_goal(world, question).status == "unreachable"
    for repair in why_not(world, question).repairs:
        assert answer_to(world, GOAL, A, *repair.facts).status == "optimal"

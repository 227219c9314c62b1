"""What is not known: two worlds, questions, branches, and what never rests on a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.model import AttributeSpec, FactSpec, Way
from rumbo.engine.world import World

from .small import TODAY, answer_to, crossing, steps_of, way, word, world_of

A, B, GOAL = "document:a", "document:b", "status:goal"
HOME = word("home", "yes", "no")
ASKS = {"attr": "home", "is": "yes"}
SHELTER = AttributeSpec(name="protection", kind="word", values=("yes", "no"), known_from=(("yes", (A,)),), known_with=(("no", ("home",)),))


def with_home(*ways: Way) -> World:
    return world_of(*ways, attributes=(HOME,))


def test_a_goal_that_turns_on_one_answer_depends_on_it_and_both_cases_are_told() -> None:
    answer = answer_to(with_home(way("w", ASKS, GOAL)), GOAL)
    assert answer.status == "depends"
    assert [question.attribute for question in answer.questions] == ["home"]
    test = AttributeTest("home", "is", "yes")
    assert {(branch.when, branch.status) for branch in answer.branches} == {
        (((test, True),), "optimal"), (((test, False),), "unreachable"),
    }  # fmt: skip
    assert steps_of(answer.plan) == ["w"]
    assert answer.plan is not None
    assert answer.plan.steps[0].if_ == ((test, True),)


def test_an_answer_given_moves_from_if_to_given() -> None:
    answer = answer_to(with_home(way("w", ASKS, GOAL)), GOAL, know={"home": "yes"})
    assert answer.plan is not None
    assert answer.plan.steps[0].given == ((AttributeTest("home", "is", "yes"), True),)
    assert answer.plan.steps[0].if_ == ()


def test_a_condition_that_holds_either_way_asks_nothing() -> None:
    either = {"any": [{"attr": "born", "age_under": 18}, {"attr": "born", "age_at_least": 18}]}
    world = world_of(way("w", either, GOAL), attributes=(AttributeSpec(name="born", kind="date"),))
    assert answer_to(world, GOAL).status == "optimal"


def test_a_condition_that_fails_either_way_is_no_question() -> None:
    never = {"all": [{"attr": "born", "age_under": 18}, {"attr": "born", "age_at_least": 18}]}
    world = world_of(way("w", never, GOAL), attributes=(AttributeSpec(name="born", kind="date"),))
    assert answer_to(world, GOAL).status == "unreachable"


def test_two_ways_that_together_serve_everyone_give_a_plan_in_every_branch() -> None:
    world = with_home(way("w1", ASKS, GOAL), way("w2", {"attr": "home", "is_not": "yes"}, GOAL))
    answer = answer_to(world, GOAL)
    assert answer.status == "depends"
    assert sorted(steps_of(branch.plan)[0] for branch in answer.branches) == ["w1", "w2"]


def test_a_plan_that_stands_anyway_is_given_with_what_an_answer_could_save() -> None:
    world = with_home(way("slow", None, GOAL, days=9), way("quick", ASKS, GOAL, days=2))
    answer = answer_to(world, GOAL)
    assert (answer.status, steps_of(answer.plan)) == ("optimal", ["slow"])
    assert [(found.attribute, found.saves) for found in answer.could_improve] == [("home", (("fastest", 7),))]
    told = answer_to(world, GOAL, know={"home": "yes"})
    assert (steps_of(told.plan), told.could_improve) == (["quick"], ())


def test_no_improvement_is_looked_for_where_none_is_wanted() -> None:
    world = with_home(way("slow", None, GOAL, days=9), way("quick", ASKS, GOAL, days=2))
    assert answer_to(world, GOAL, improvements=False).could_improve == ()


@pytest.mark.parametrize("step", [way("sign", ASKS, GOAL, irreversible=True), crossing("north", ASKS, "mx", "us")])
def test_what_cannot_be_undone_is_never_proposed_on_an_open_answer(step: Way) -> None:
    goal = GOAL if step.irreversible else "at:us"
    world = world_of(step, attributes=(HOME, word("side", "mx", "us")), sides=("mx", "us"), more=(GOAL,))
    answer = answer_to(world, goal, know={"side": "mx"})
    assert (answer.status, answer.plan) == ("depends", None)
    assert [(question.attribute, question.first) for question in answer.questions] == [("home", True)]


def test_what_cannot_be_undone_does_not_follow_a_step_with_an_open_answer_either() -> None:
    world = with_home(way("ask", ASKS, A), way("sign", A, GOAL, irreversible=True))
    answer = answer_to(world, GOAL)
    assert (answer.status, answer.plan) == ("depends", None)


def test_a_step_that_cannot_be_undone_may_stand_in_a_plan_whose_open_answer_lies_elsewhere() -> None:
    world = with_home(way("sign", None, A, irreversible=True), way("ask", [A, ASKS], GOAL))
    answer = answer_to(world, GOAL)
    assert (answer.status, steps_of(answer.plan)) == ("depends", ["sign", "ask"])


def test_the_question_a_step_without_return_rests_on_comes_first() -> None:
    other = {"attr": "work", "is": "yes"}
    world = world_of(
        way("a1", other, A), way("a2", [other, A], B), way("z", [B, ASKS], GOAL, irreversible=True),
        attributes=(HOME, word("work", "yes", "no")),
    )  # fmt: skip
    assert [(q.attribute, q.first) for q in answer_to(world, GOAL).questions] == [("home", True), ("work", True)]


def test_holding_a_paper_settles_what_follows_from_it() -> None:
    world = world_of(way("w", {"attr": "protection", "is": "yes"}, GOAL), more=(A,), attributes=(SHELTER, HOME))
    assert answer_to(world, GOAL).status == "depends"
    answer = answer_to(world, GOAL, A)
    assert answer.status == "optimal"


def test_knowing_one_attribute_settles_what_follows_from_knowing_it() -> None:
    world = world_of(way("w", {"attr": "protection", "is": "no"}, GOAL), more=(A,), attributes=(SHELTER, HOME))
    assert answer_to(world, GOAL).status == "depends"
    assert answer_to(world, GOAL, know={"home": "no"}).status == "optimal"


def test_what_someone_says_stands_above_what_follows_from_their_papers() -> None:
    world = world_of(way("w", {"attr": "protection", "is": "yes"}, GOAL), more=(A,), attributes=(SHELTER, HOME))
    assert answer_to(world, GOAL, A, know={"protection": "no"}).status == "unreachable"


def test_an_expired_paper_settles_nothing() -> None:
    from rumbo.engine.model import Holding

    world = world_of(way("w", {"attr": "protection", "is": "yes"}, GOAL), more=(A,), attributes=(SHELTER, HOME))
    assert answer_to(world, GOAL, Holding(fact=A, expires=TODAY - dt.timedelta(1))).status == "depends"


def test_a_case_with_a_way_is_told_among_however_many_without_one() -> None:
    names = [f"q{n:02}" for n in range(14)]
    needs = [{"attr": name, "is": "b"} for name in names]
    world = world_of(*(way(name, need, f"document:{name}") for name, need in zip(names, needs, strict=True)),
                     way("w", [f"document:{name}" for name in names], GOAL),
                     attributes=tuple(word(name, "a", "b") for name in names))  # fmt: skip
    answer = answer_to(world, GOAL, max_branches=6)
    assert (answer.status, answer.warnings) == ("depends", ("branches-cut-short",))
    assert [branch.status for branch in answer.branches] == ["unreachable"] * 5 + ["optimal"]


def test_a_case_rests_on_no_more_than_what_its_plan_asks_for_or_what_shuts_the_goal() -> None:
    world = world_of(
        way("long", [{"attr": "p", "is": "b"}, {"attr": "q", "is": "b"}], GOAL, days=9), way("w", [{"attr": "p", "is": "b"}, ASKS], GOAL),
        attributes=(word("p", "a", "b"), word("q", "a", "b"), HOME),
    )  # fmt: skip
    cases = {
        (tuple(test.attribute for test, _ in branch.rests_on), *(steps_of(branch.plan) if branch.plan else ()))
        for branch in answer_to(world, GOAL).branches
    }
    assert cases == {(("p",),), (("home", "q"),), (("p", "q"), "long"), (("home", "p"), "w")}


@pytest.mark.parametrize(
    ("requires", "lacks"),
    [
        ([A], ((A,),)),
        ([A, B], ((A, B),)),
        ([{"any": [A, B]}], ((A,), (B,))),
        (["document:held-by-nobody"], ()),
    ],
)
def test_an_obstacle_says_which_papers_that_people_bring_are_missing(requires: list[object], lacks: tuple[tuple[str, ...], ...]) -> None:
    world = world_of(
        way("w", ASKS, GOAL), way("other", requires, GOAL),
        facts=(FactSpec(name=A, brought=True), FactSpec(name=B, brought=True)), attributes=(HOME,), more=("document:held-by-nobody",),
    )  # fmt: skip
    assert {(branch.status, branch.lacks) for branch in answer_to(world, GOAL).branches} == {("optimal", ()), ("unreachable", lacks)}


def test_a_passport_is_not_named_beside_any_photo_id() -> None:
    world = world_of(
        way("w", ASKS, GOAL), way("other", A, GOAL),
        facts=(FactSpec(name=B, implies=(A,), brought=True), FactSpec(name=A, brought=True)), attributes=(HOME,),
    )  # fmt: skip
    assert [branch.lacks for branch in answer_to(world, GOAL).branches] == [(), ((A,),)]


def test_a_paper_that_tells_who_somebody_is_is_not_said_to_be_missing() -> None:
    world = world_of(
        way("w", ASKS, GOAL), way("other", A, GOAL), way("third", [B, {"none": ["document:c"]}], "status:x"),
        facts=(FactSpec(name=A, brought=True), FactSpec(name="document:c", brought=True)), attributes=(HOME, SHELTER),
    )  # fmt: skip
    assert [branch.lacks for branch in answer_to(world, GOAL, know={"protection": "no"}).branches] == [(), ()]
    assert world.bringable == ()


def test_cases_are_told_in_the_order_of_the_answers_whatever_they_lead_to() -> None:
    world = world_of(way("w", {"attr": "q", "in": ["b", "d"]}, GOAL), attributes=(word("q", "a", "b", "c", "d"),))
    assert [branch.status for branch in answer_to(world, GOAL).branches] == ["unreachable", "optimal"]


def test_more_unknowns_than_are_split_are_said_to_be_cut_short() -> None:
    names = [f"q{n}" for n in range(10)]
    needs = [{"any": [{"attr": name, "is": "a"}, f"document:{name}"]} for name in names]
    world = world_of(way("w", {"at_least": {"n": 5, "of": needs}}, GOAL), attributes=tuple(word(name, "a", "b") for name in names))
    answer = answer_to(world, GOAL)
    assert (answer.status, answer.warnings) == ("depends", ("branches-cut-short",))

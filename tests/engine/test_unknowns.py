"""What is not known: two worlds, questions, branches, and what never rests on a guess."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.model import AttributeSpec, FactSpec, Way
from rumbo.engine.world import World

from .small import TODAY, answer_to, crossing, steps_of, way, word, world_of
from .test_search import cover_world

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


WORK, WORKS = word("work", "yes", "no"), {"attr": "work", "is": "yes"}
HEALTH = word("health", "good", "fair", "poor")


def asked(world: World, goal: object = GOAL, **more: Any) -> list[tuple[str, int, bool]]:
    return [(question.attribute, question.settles, question.first) for question in answer_to(world, goal, **more).questions]


def test_only_what_some_case_turns_on_is_asked() -> None:
    world = world_of(way("w", ASKS, GOAL), way("longer", [ASKS, WORKS], GOAL, days=9), attributes=(HOME, WORK))
    assert asked(world) == [("home", 2, False)]


def test_where_no_case_was_looked_into_all_that_is_open_is_asked() -> None:
    world = world_of(way("w", ASKS, GOAL), way("longer", [ASKS, WORKS], GOAL, days=9), attributes=(HOME, WORK))
    assert [name for name, *_ in asked(world, max_branches=0)] == ["home", "work"]


def test_what_settles_more_ways_is_asked_first_and_each_way_is_counted() -> None:
    world = world_of(way("w1", WORKS, A), way("w2", WORKS, B), way("w3", ASKS, "document:c"), attributes=(HOME, WORK))
    assert asked(world, [A, B, "document:c"]) == [("work", 2, False), ("home", 1, False)]


def test_a_question_that_the_goal_itself_asks_counts_for_one() -> None:
    world = world_of(way("w", None, A), attributes=(HOME,))
    assert asked(world, [A, ASKS]) == [("home", 1, False)]


def test_of_several_answers_the_one_that_would_save_most_is_told() -> None:
    world = world_of(
        way("slow", None, GOAL, days=9), way("fair", {"attr": "health", "is": "fair"}, GOAL, days=2),
        way("good", {"attr": "health", "is": "good"}, GOAL, days=6), way("at-work", WORKS, GOAL, days=8), attributes=(HEALTH, WORK),
    )  # fmt: skip
    found = answer_to(world, GOAL).could_improve
    assert [(one.attribute, one.saves) for one in found] == [("health", (("fastest", 7),)), ("work", (("fastest", 1),))]


def test_what_an_answer_saves_is_told_by_what_gets_better_and_only_if_the_first_that_differs_does() -> None:
    slow = way("slow", None, GOAL, days=9, money=(("MXN", 3),))
    quick = way("quick", ASKS, GOAL, days=2, money=(("MXN", 5),))
    world = with_home(slow, quick)
    assert [one.saves for one in answer_to(world, GOAL, objective=("fastest",)).could_improve] == [(("fastest", 7),)]
    assert answer_to(world, GOAL, objective=("cheapest",)).could_improve == ()
    both = with_home(slow, way("quick", ASKS, GOAL, days=2, money=(("MXN", 1),)))
    assert [one.saves for one in answer_to(both, GOAL, objective=("cheapest",)).could_improve] == [(("cheapest", 2), ("fastest", 7))]
    tied = with_home(slow, way("quick", ASKS, GOAL, days=2, money=(("MXN", 3),)))
    assert [one.saves for one in answer_to(tied, GOAL, objective=("cheapest",)).could_improve] == [(("fastest", 7),)]


def test_an_answer_that_would_save_nothing_is_not_told_beside_one_that_would() -> None:
    world = world_of(
        way("slow", None, GOAL, days=9), way("quick", ASKS, GOAL, days=2), way("slower", WORKS, GOAL, days=20), attributes=(HOME, WORK),
    )  # fmt: skip
    assert [one.attribute for one in answer_to(world, GOAL).could_improve] == ["home"]


def test_a_tentative_plan_goes_without_what_is_not_even_asked_where_it_can() -> None:
    world = world_of(
        way("campus", WORKS, A), way("post", None, A, days=9), way("w", [A, ASKS], GOAL), attributes=(HOME, WORK),
    )  # fmt: skip
    answer = answer_to(world, GOAL)
    assert [question.attribute for question in answer.questions] == ["home"]
    assert steps_of(answer.plan) == ["post", "w"]


def test_a_tentative_plan_takes_a_step_with_an_open_answer_of_its_own_that_can_be_undone() -> None:
    world = world_of(
        way("go", [WORKS, ASKS], GOAL, days=1), way("sign", ASKS, GOAL, irreversible=True), attributes=(HOME, WORK),
    )  # fmt: skip
    answer = answer_to(world, GOAL)
    assert (answer.status, steps_of(answer.plan)) == ("depends", ["go"])


def test_a_step_without_return_whose_papers_are_out_of_reach_puts_no_question_first() -> None:
    world = world_of(
        way("a", ASKS, A), way("z", A, GOAL), way("sign", [A, "document:nobody-has"], GOAL, irreversible=True), attributes=(HOME,),
    )  # fmt: skip
    assert asked(world) == [("home", 1, False)]


def test_the_questions_of_a_crossing_come_first_with_those_of_the_papers_it_asks_for() -> None:
    world = world_of(
        way("visa", WORKS, A, side="mx"), crossing("north", [A, ASKS], "mx", "us"), way("there", {"attr": "health", "is": "good"}, GOAL,
        side="us", in_person=True), attributes=(HOME, WORK, HEALTH, word("side", "mx", "us")),
    )  # fmt: skip
    assert asked(world, know={"side": "mx"}) == [("home", 1, True), ("work", 1, True), ("health", 1, False)]


def test_a_case_that_the_budget_of_nodes_cuts_short_is_not_called_optimal() -> None:
    _, papers, ways = cover_world(1)
    guarded = world_of(*ways, way("last", [*papers, ASKS], GOAL), attributes=(HOME,))
    statuses = [{branch.status for branch in answer_to(guarded, GOAL, objective=("cheapest",), max_nodes=n).branches} for n in (0, 50_000)]
    assert statuses == [{"feasible", "unreachable"}, {"optimal", "unreachable"}]


def test_who_has_it_all_if_the_answer_is_yes_has_nothing_to_do_and_is_told_so() -> None:
    world = world_of(way("w", None, B, days=3), attributes=(HOME,), more=(A,))
    answer = answer_to(world, [A, ASKS], A)
    assert (answer.status, answer.plan) == ("depends", None)
    assert {branch.status for branch in answer.branches} == {"already-there", "unreachable"}
    assert [question.attribute for question in answer.questions] == ["home"]


def test_a_count_of_papers_and_answers_grows_with_the_papers() -> None:
    count = {"at_least": {"n": 2, "of": [A, B, ASKS]}}
    world = with_home(way("a", None, A), way("b", None, B, days=2), way("w", count, GOAL))
    assert steps_of(answer_to(world, GOAL, know={"home": "no"}).plan) == ["a", "b", "w"]
    assert steps_of(answer_to(world, GOAL, know={"home": "yes"}).plan) == ["a", "w"]

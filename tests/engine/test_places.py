"""Being on one side at a time: crossings there and back."""

from __future__ import annotations

from typing import Any

from rumbo.engine.model import Answer, Duration, Limits, Way
from rumbo.engine.world import World

from .small import answer_to, crossing, steps_of, way, word, world_of

PAPER, GOAL = "document:paper", "status:goal"
VISA, PASSPORT = "document:visa", "document:passport"
NORTH = crossing("north", VISA, "mx", "us")
SOUTH = crossing("south", PASSPORT, "us", "mx")
THERE = way("there", None, PAPER, side="us", in_person=True)
BACK = way("back", PAPER, GOAL, side="mx", in_person=True)


def border(*ways: Way) -> World:
    return world_of(*ways, more=(VISA, PASSPORT), attributes=(word("side", "mx", "us"),))


def from_mexico(world: World, *held: str, **rest: Any) -> Answer:
    return answer_to(world, GOAL, *held, know={"side": "mx"}, **rest)


def test_a_plan_that_goes_and_comes_back_crosses_twice() -> None:
    answer = from_mexico(border(NORTH, SOUTH, THERE, BACK), VISA, PASSPORT)
    assert steps_of(answer.plan) == ["north", "there", "south", "back"]
    assert answer.plan is not None
    assert answer.plan.cost.crossings == 2


def test_a_paper_that_the_crossing_itself_gives_is_brought_back() -> None:
    stamped = way("stamped", VISA, PAPER, side="mx", crosses_to="us")
    answer = from_mexico(border(stamped, SOUTH, BACK), VISA, PASSPORT)
    assert steps_of(answer.plan) == ["stamped", "south", "back"]


def test_what_can_be_done_from_anywhere_once_one_has_been_there_is_brought_back() -> None:
    by_mail = way("by-mail", "at:us", PAPER)
    answer = from_mexico(border(NORTH, SOUTH, by_mail, BACK), VISA, PASSPORT)
    assert steps_of(answer.plan) == ["north", "by-mail", "south", "back"]


def test_the_way_back_is_asked_about_where_coming_back_turns_on_it() -> None:
    stamped = way("stamped", VISA, PAPER, side="mx", crosses_to="us")
    back = crossing("south", {"attr": "may_return", "is": "yes"}, "us", "mx")
    world = world_of(stamped, back, BACK, more=(VISA,), attributes=(word("side", "mx", "us"), word("may_return", "yes", "no")))
    answer = from_mexico(world, VISA)
    assert (answer.status, [question.attribute for question in answer.questions]) == ("depends", ["may_return"])


def test_who_can_go_but_not_come_back_has_no_plan() -> None:
    assert from_mexico(border(NORTH, SOUTH, THERE, BACK), VISA).status == "unreachable"


def test_the_paper_for_the_way_back_is_fetched_before_leaving_where_it_can_only_be_had_there() -> None:
    consulate = way("consulate", None, PASSPORT, side="mx", in_person=True)
    answer = from_mexico(border(NORTH, SOUTH, THERE, BACK, consulate), VISA)
    assert steps_of(answer.plan) == ["consulate", "north", "there", "south", "back"]


def test_a_paper_to_be_had_by_mail_spares_both_crossings() -> None:
    mail = way("mail", None, PAPER, side="us", days=60)
    world = border(NORTH, SOUTH, THERE, BACK, mail)
    assert steps_of(from_mexico(world, VISA, PASSPORT, objective=("fewest-crossings",)).plan) == ["mail", "back"]
    assert steps_of(from_mexico(world, VISA, PASSPORT, objective=("fastest",)).plan) == ["north", "there", "south", "back"]


def test_everything_on_one_side_is_done_before_crossing() -> None:
    first = way("first", None, "document:first", side="mx", in_person=True)
    second = way("second", None, "document:second", side="us", in_person=True)
    last = way("last", ["document:first", "document:second"], GOAL, side="us", in_person=True)
    answer = from_mexico(border(NORTH, first, second, last), VISA)
    assert answer.plan is not None
    assert answer.plan.cost.crossings == 1
    assert steps_of(answer.plan).index("first") < steps_of(answer.plan).index("north")


def test_one_is_not_on_both_sides_after_crossing() -> None:
    here = way("here", PAPER, GOAL, side="mx", in_person=True)
    assert from_mexico(border(NORTH, THERE, here), VISA).status == "unreachable"


def test_going_there_and_back_twice_is_counted_and_ordered() -> None:
    ways = [
        way("u1", None, "document:u1", side="us", in_person=True),
        way("m1", "document:u1", "document:m1", side="mx", in_person=True),
        way("u2", "document:m1", "document:u2", side="us", in_person=True),
        way("m2", "document:u2", GOAL, side="mx", in_person=True),
    ]
    answer = from_mexico(border(NORTH, SOUTH, *ways), VISA, PASSPORT)
    assert steps_of(answer.plan) == ["north", "u1", "south", "m1", "north", "u2", "south", "m2"]
    assert answer.plan is not None
    assert answer.plan.cost.crossings == 4


def test_where_one_is_need_not_be_known_for_what_is_done_from_anywhere() -> None:
    world = border(way("phone", None, GOAL))
    assert answer_to(world, GOAL).status == "optimal"


def test_when_it_is_not_known_where_someone_is_that_is_the_question() -> None:
    answer = answer_to(border(way("here", None, GOAL, side="mx", in_person=True)), GOAL)
    assert answer.status == "depends"
    assert [question.attribute for question in answer.questions] == ["side"]


def test_two_papers_that_each_come_with_a_crossing_of_their_own_take_two_crossings_and_the_way_back() -> None:
    first = crossing("first", VISA, "mx", "us", grants=("document:stamp",))
    second = crossing("second", VISA, "mx", "us", grants=("document:card",))
    last = way("last", ["document:stamp", "document:card"], GOAL, side="us")
    answer = from_mexico(border(first, second, SOUTH, last), VISA, PASSPORT)
    assert steps_of(answer.plan) == ["first", "south", "second", "last"]
    assert answer.plan is not None
    assert answer.plan.cost.crossings == 3
    assert from_mexico(border(first, second, SOUTH, last), VISA).status == "unreachable"


def test_a_quick_way_to_cross_and_one_that_brings_a_paper_are_not_one_crossing() -> None:
    quick, slow = NORTH, crossing("slow", VISA, "mx", "us", grants=("document:stamp",), duration=Duration(min=9, typical=9, max=9))
    last = way("last", "document:stamp", GOAL, side="us", in_person=True, days=3)
    plan = from_mexico(border(quick, slow, SOUTH, last), VISA, PASSPORT, objective=("fastest",)).plan
    assert plan is not None
    assert (steps_of(plan), plan.cost.days[1], plan.cost.crossings) == (["slow", "last"], 12, 1)


def test_days_and_crossings_are_those_of_one_way_of_going_about_it() -> None:
    here = way("here", None, PAPER, side="mx", days=9)
    world = border(NORTH, SOUTH, THERE, BACK, here)
    found = {}
    for objective in (("fastest", "fewest-crossings"), ("fewest-crossings", "fastest")):
        plan = from_mexico(world, VISA, PASSPORT, objective=objective).plan
        assert plan is not None
        found[objective[0]] = (steps_of(plan), plan.cost.days[1], plan.cost.crossings)
    assert found == {
        "fastest": (["north", "there", "south", "back"], 0, 2),
        "fewest-crossings": (["here", "back"], 9, 0),
    }
    assert from_mexico(world, VISA, PASSPORT, limits=Limits(days=5, crossings=1)).status == "unreachable"


def test_what_is_done_after_coming_back_waits_for_the_way_back() -> None:
    slow = crossing("slow", PASSPORT, "us", "mx", duration=Duration(min=2, typical=4, max=6))
    plan = from_mexico(border(NORTH, slow, THERE, BACK), VISA, PASSPORT).plan
    assert plan is not None
    assert plan.cost.days == (2, 4, 6)
    assert [(step.way, step.ready, step.done) for step in plan.steps] == [("north", 0, 0), ("there", 0, 0), ("slow", 0, 4), ("back", 4, 4)]


def test_who_crosses_for_a_paper_that_comes_with_the_crossing_is_shown_the_way_back() -> None:
    for_a_stamp = crossing("for-a-stamp", VISA, "mx", "us", grants=("document:stamp",))
    last = way("last", "document:stamp", GOAL, side="mx", in_person=True)
    answer = from_mexico(border(for_a_stamp, SOUTH, last), VISA, PASSPORT)
    assert steps_of(answer.plan) == ["for-a-stamp", "south", "last"]


def test_what_a_crossing_rests_on_through_another_condition_is_asked_too() -> None:
    home = crossing("home", {"any": ["document:never", {"attr": "may_return", "is": "yes"}]}, "us", "mx")
    may = word("may_return", "yes", "no")
    world = world_of(NORTH, THERE, home, BACK, more=(VISA,), attributes=(word("side", "mx", "us"), may))
    answer = from_mexico(world, VISA)
    assert (answer.status, [question.attribute for question in answer.questions]) == ("depends", ["may_return"])

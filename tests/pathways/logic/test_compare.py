"""Plans side by side, and what one more paper would change, on the real region."""

from __future__ import annotations

import pytest

from rumbo.engine.model import OBJECTIVES
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import Ask, read_ask
from rumbo.pathways.logic.compare import compare, compromises, worth_having
from tests.acceptance.ask import region

JOB = {"goal": "formal-job-tijuana", "have": ["birth-certificate-mx"], "know": {"side": "mx"}}


def asked(**ask: object) -> Ask:
    return read_ask(region(), as_of=region().day, **ask)  # type: ignore[arg-type]


def test_each_objective_is_served_by_exactly_one_plan_and_no_two_plans_are_alike() -> None:
    plans = compare(region(), asked(**JOB))
    assert sorted(objective for plan in plans for objective in plan["objectives"]) == sorted(OBJECTIVES)
    assert len({tuple(sorted(step["way"] for step in plan["steps"])) for plan in plans}) == len(plans)


@pytest.mark.parametrize(("objective", "measure"), [("fastest", "days"), ("fewest-visits", "visits"), ("fewest-crossings", "crossings")])
def test_the_plan_of_an_objective_is_no_worse_by_it_than_any_other(objective: str, measure: str) -> None:
    def value(plan: dict[str, dict[str, object]]) -> object:
        cost = plan["cost"][measure]
        return cost["typical"] if isinstance(cost, dict) else cost

    plans = compare(region(), asked(**JOB))
    best = next(plan for plan in plans if objective in plan["objectives"])
    assert all(value(best) <= value(plan) for plan in plans)  # type: ignore[operator]


def test_what_depends_has_nothing_to_compare() -> None:
    assert compare(region(), asked(goal="mexican-passport")) == []


def test_a_paper_worth_having_does_what_is_said_of_it() -> None:
    papers = ["document:birth-certificate-mx", "document:curp", "document:nss", "document:ine"]
    now = answer(region(), asked(**JOB))
    for paper in worth_having(region(), asked(**JOB), papers):
        then = answer(region(), asked(goal=JOB["goal"], have=["birth-certificate-mx", paper["fact"]], know={"side": "mx"}))
        assert not paper["opens"]
        assert now["cost"]["visits"] - then["cost"]["visits"] == paper["saves"].get("visits", 0)


def test_a_paper_that_opens_a_goal_is_named_first() -> None:
    know = {"side": "mx", "nationality": "MX"}
    found = worth_having(region(), asked(goal="formal-job-tijuana", know=know), ["document:photo-id", "document:birth-certificate-mx"])
    assert found[0]["fact"] == "document:birth-certificate-mx"
    assert found[0]["opens"]


def test_a_paper_without_which_there_is_no_way_is_named_though_more_must_be_known() -> None:
    know = {"side": "mx", "nationality": "MX"}
    found = worth_having(region(), asked(goal="semester-at-us-university", have=["ine"], know=know), ["document:proof-of-funds"])
    assert [(paper["opens"], paper["may_open"]) for paper in found] == [(False, True)]


REFUGEE = {"goal": "formal-job-tijuana", "have": ["comar-certificate"], "know": {"side": "mx", "nationality": "HN"}}


def test_less_of_one_thing_costs_more_of_another_in_all_there_is_to_choose_between() -> None:
    found = compromises(region(), asked(**REFUGEE), ["fastest", "fewest-visits"])
    values = [(plan["cost"]["days"]["typical"], plan["cost"]["visits"]) for plan in found["plans"]]
    assert found["proven"]
    assert len(values) > 1
    assert values == sorted(values)
    assert [visits for _, visits in values] == sorted({visits for _, visits in values}, reverse=True)
    assert [plan["objectives"] for plan in found["plans"]] == [["fastest"], *[[]] * (len(values) - 2), ["fewest-visits"]]


def test_where_one_plan_is_best_in_everything_there_is_nothing_to_choose() -> None:
    found = compromises(region(), asked(**JOB), ["fastest", "cheapest", "fewest-visits"])
    assert [plan["objectives"] for plan in found["plans"]] == [["fastest", "cheapest", "fewest-visits"]]


def test_nothing_is_to_choose_between_where_the_answer_depends() -> None:
    found = compromises(region(), asked(goal="mexican-passport"), ["fastest", "cheapest"])
    assert (found["status"], found["plans"]) == ("depends", [])


def test_a_list_of_services_has_no_plans_to_choose_between() -> None:
    with pytest.raises(ValueError, match="list of services"):
        compromises(region(), asked(goal="bed-tonight"), ["fastest", "cheapest"])

"""What a rule costs: counts of made-up people before and after, by group, the same wherever they are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rumbo.engine.instance import FAR
from rumbo.engine.model import OBJECTIVES
from rumbo.engine.planner import plan_goal
from rumbo.engine.wishes import value_of
from rumbo.pathways.logic.ask import query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.gains import OUTCOMES
from rumbo.pathways.logic.problems import AskError
from rumbo.pathways.logic.rule_costs import MOST_GOALS, changed_region, invented_for, rule_cost, uses
from rumbo.pathways.logic.rules import changes_of, rules_of
from tests.pathways.logic.small_region import compiled

RELAX = {"relax": [{"way": "get-nss", "paper": "document:curp"}]}


def test_a_way_that_is_gone_shuts_out_all_who_have_no_other(region: CompiledRegion) -> None:
    found = rule_cost(region, changed_region(region, {"remove": ["get-job"]}), "formal-job")
    assert (found["outcomes"]["newly"], found["outcomes"]["better"], found["outcomes"]["same"]) == (0, 0, 0)
    assert found["outcomes"]["no-longer"] > 0
    assert sum(found["outcomes"].values()) == found["people"] == len(invented_for(region, "formal-job").asks)


def test_it_is_said_that_they_are_made_up(region: CompiledRegion) -> None:
    assert rule_cost(region, changed_region(region, RELAX), "formal-job")["invented"] is True


def test_nothing_is_different_where_nothing_is_changed(region: CompiledRegion) -> None:
    outcomes = rule_cost(region, changed_region(region, {}), "formal-job")["outcomes"]
    assert [name for name in OUTCOMES if outcomes[name]] == ["same", "neither"]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_each_outcome_is_what_planning_for_each_person_alone_says(objective: str) -> None:
    region = compiled()
    after = changed_region(region, RELAX)
    counts = dict.fromkeys(OUTCOMES, 0)
    for ask in invented_for(region, "formal-job", people=25).asks:
        asked = replace(query(region, replace(ask, objective=(objective,))), ties=False)  # type: ignore[arg-type]
        was, now = (_value(world, asked, objective) for world in (region.world, after.world))
        both = was < FAR and now < FAR
        counts[
            "neither" if was == now == FAR else "newly" if was == FAR else "no-longer" if now == FAR
            else "same" if both and was == now else "better" if now < was else "worse"
        ] += 1  # fmt: skip
    assert rule_cost(region, after, "formal-job", objective=objective, people=25)["outcomes"] == counts  # type: ignore[arg-type]


def _value(world: object, asked: object, objective: str) -> int:
    found = plan_goal(world, asked)  # type: ignore[arg-type]
    reached = found.status in {"optimal", "feasible", "already-there"} and found.plan is not None
    return value_of(found.plan, objective) if reached and found.plan else FAR  # type: ignore[arg-type]


def test_groups_add_up_to_all_and_those_of_fewer_than_five_stand_together(region: CompiledRegion) -> None:
    found = rule_cost(region, changed_region(region, RELAX), "formal-job", by="side")
    assert [group["group"] for group in found["groups"]] == ["mx", "us"]
    assert sum(group["people"] for group in found["groups"]) == found["people"]
    few = rule_cost(region, changed_region(region, RELAX), "formal-job", by="can_return_to", people=12)
    assert all(group["people"] >= 5 or group["group"] is None for group in few["groups"])


def test_money_is_told_in_the_reference_currency(region: CompiledRegion) -> None:
    found = rule_cost(region, changed_region(region, RELAX), "formal-job", objective="cheapest")
    assert (found["by"]["better"], found["currency"]) == (-123.45, "MXN")


@pytest.mark.parametrize(
    ("goal", "by", "code"),
    [
        ("bed-tonight", None, "goal-to-find"),
        ("no-such-goal", None, "unknown-goal"),
        ("formal-job", "birth_date", "not-a-group"),
        ("formal-job", "shoe", "not-a-group"),
    ],
)
def test_what_cannot_be_counted_says_why(region: CompiledRegion, goal: str, by: str | None, code: str) -> None:
    with pytest.raises(AskError) as error:
        rule_cost(region, region, goal, by=by)
    assert error.value.problems[0].code == code


def test_how_many_have_a_way_in_their_plan_is_known_for_those_who_reach_the_goal(region: CompiledRegion) -> None:
    users = uses(region, "formal-job")
    assert users["get-job"] == rule_cost(region, region, "formal-job")["outcomes"]["same"]
    assert "student-paper" not in users


def test_no_more_is_kept_than_of_a_few_goals() -> None:
    region = compiled()
    for people in range(10, 10 + 2 * MOST_GOALS):
        invented_for(region, "formal-job", people=people)
    assert len(region.memo["rule-costs",]) <= MOST_GOALS


@pytest.mark.slow
def test_every_rule_of_a_real_goal_can_be_counted() -> None:
    from tests.acceptance.ask import region as calibaja

    real = calibaja()
    for rule in rules_of(real, "refugee-status-mexico"):
        rule_cost(real, changed_region(real, changes_of(rule, on=real.day)), "refugee-status-mexico")

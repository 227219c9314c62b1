"""Made-up people: always the same ones, such as could exist, and somebody in every case that a rule speaks of."""

from __future__ import annotations

import pytest

from rumbo.engine.conditions import facts_in
from rumbo.engine.evaluate import holds
from rumbo.engine.meeting import Need, needs_of
from rumbo.pathways.logic import contradictions
from rumbo.pathways.logic.ask import Ask, facts_held
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.invented import invent
from rumbo.pathways.logic.rules import ways_towards
from tests.acceptance.ask import region as calibaja
from tests.pathways.logic.small_region import changed

GOALS = ("ine-card", "semester-at-us-university", "refugee-status-mexico")


def meets(region: CompiledRegion, ask: Ask, need: Need, wanted: frozenset[str]) -> bool:
    facts = facts_held(region, ask)
    known = ask.attributes
    answers = (
        test.attribute in known and holds(test, known[test.attribute], as_of=region.day, calendars=region.calendars) == truth
        for test, truth in need.tests.items()
    )
    return {fact for fact in need.facts - wanted if not fact.startswith("at:")} <= facts and facts.isdisjoint(need.without) and all(answers)


def unmet(region: CompiledRegion, goal: str) -> tuple[int, int]:
    """Of how many cases nobody is in, and how many there are."""
    people = invent(region, goal).asks
    reach = region.goals[goal].reach
    assert reach is not None
    wanted = frozenset(kind for fact in facts_in(reach) for kind in region.kinds.get(fact, {fact}))
    needs = [need for one in ways_towards(region, goal) for need in needs_of(one.way.requires)]
    return sum(not any(meets(region, ask, need, wanted) for ask in people) for need in needs), len(needs)


@pytest.mark.parametrize("goal", ["formal-job", "voter-card", "visa"])
def test_somebody_is_in_every_case_of_every_rule(region: CompiledRegion, goal: str) -> None:
    assert unmet(region, goal)[0] == 0


@pytest.mark.parametrize("goal", GOALS)
def test_in_the_real_region_nobody_is_only_in_cases_that_contradict_themselves(goal: str) -> None:
    missing, cases = unmet(calibaja(), goal)
    assert missing <= cases / 50


def test_the_same_seed_makes_the_same_people_and_another_one_others(region: CompiledRegion) -> None:
    first = invent(region, "formal-job", people=40, seed=7)
    assert first == invent(region, "formal-job", people=40, seed=7)
    assert first != invent(region, "formal-job", people=40, seed=8)


@pytest.mark.parametrize("goal", GOALS)
def test_nobody_contradicts_themselves_nor_speaks_of_days_to_come(goal: str) -> None:
    region = calibaja()
    for ask in invent(region, goal, people=120).asks:
        assert contradictions.resolve(region, held=ask.held, attributes=ask.attributes, as_of=ask.as_of)[1] == []


def test_nobody_has_reached_the_goal_by_what_they_hold_and_everybody_is_on_one_side(region: CompiledRegion) -> None:
    for ask in invent(region, "voter-card").asks:
        assert "document:ine" not in facts_held(region, ask)
        assert [held.fact for held in ask.held if held.fact.startswith("at:")] == [f"at:{ask.side}"]
        assert ask.attributes["side"] == ask.side


def test_they_can_be_told_apart_by_answers_in_words_and_not_by_days_and_numbers(region: CompiledRegion) -> None:
    invented = invent(region, "formal-job")
    assert invented.groups == ("side", "can_return_to")
    assert {invented.group_of(ask, "side") for ask in invented.asks} == {"mx", "us"}


def test_a_goal_that_nothing_leads_to_has_people_too() -> None:
    def nothing_leads_there(data: dict[str, list[dict[str, object]]]) -> None:
        data["ways"] = [way for way in data["ways"] if way["id"] != "get-ine"]

    region = changed(nothing_leads_there)
    assert len(invent(region, "voter-card", people=9).asks) == 9

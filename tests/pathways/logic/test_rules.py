"""The rules on the way to a goal that one can question."""

from __future__ import annotations

import pytest

from rumbo.pathways.logic.changes import apply_changes
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.rules import Rule, changes_of, find_rule, rule_words, rules_json, rules_of, ways_towards
from tests.acceptance.ask import region as calibaja
from tests.pathways.logic.small_region import TODAY


def test_ways_that_lead_to_a_goal_come_nearest_first_and_those_across_last(region: CompiledRegion) -> None:
    ways = [one.way.id for one in ways_towards(region, "formal-job")]
    assert ways == ["get-job", "get-nss", "get-curp", "get-birth-certificate", "cross-north"]


def test_each_way_says_what_it_is_needed_for(region: CompiledRegion) -> None:
    found = {one.way.id: (one.fact, one.then and one.then.id) for one in ways_towards(region, "formal-job")}
    assert found["get-job"] == ("status:formal-job", None)
    assert found["get-curp"] == ("document:curp", "get-nss")


def test_closed_ways_and_goals_to_look_for_have_no_rules(region: CompiledRegion) -> None:
    assert all(rule.way not in ("closed-way", "from-closed-office") for rule in rules_of(region, "formal-job"))
    assert rules_of(region, "bed-tonight") == ()


def test_a_rule_is_a_paper_asked_for_or_a_way_and_no_place_is_a_paper(region: CompiledRegion) -> None:
    rules = [rule.id for rule in rules_of(region, "formal-job")]
    assert rules[:4] == ["asks.get-job.document:nss", "way.get-job", "asks.get-nss.document:curp", "way.get-nss"]
    assert not any(".at:" in rule for rule in rules)


def test_ports_are_questioned_once_each_and_close_for_a_year() -> None:
    region = calibaja()
    ports = [rule for rule in rules_of(region, "formal-job-tijuana") if rule.kind == "port"]
    assert len({rule.port for rule in ports}) == len(ports) > 0
    assert changes_of(Rule(kind="port", port="tecate"), on=TODAY) == {
        "close_ports": [{"port": "tecate", "first": "2026-11-22", "last": "2027-11-21"}]
    }


@pytest.mark.parametrize("goal", [goal.id for goal in calibaja().records.goals if goal.reach is not None][::4])
def test_every_rule_has_a_name_of_its_own_words_in_both_languages_and_changes_that_can_be_tried(goal: str) -> None:
    region = calibaja()
    rules = rules_of(region, goal)
    assert len({rule.id for rule in rules}) == len(rules)
    for rule in rules[::9]:
        words = rule_words(region, rule)
        assert words["es"]
        assert words["en"] != words["es"]
        assert find_rule(region, goal, rule.id) == rule
        apply_changes(region.records, changes_of(rule, on=region.day), on=region.day)


def test_it_is_said_in_words_what_would_be_otherwise(region: CompiledRegion) -> None:
    rule = Rule(kind="asks", way="get-nss", fact="document:curp")
    assert rule_words(region, rule) == {"es": "«Paso get-nss» deja de pedir: CURP", "en": "“Step get-nss” no longer asks for: CURP"}
    assert find_rule(region, "voter-card", rule.id) is None


def test_other_programs_get_each_rule_with_the_changes_to_send_back(region: CompiledRegion) -> None:
    told = rules_json(region, "formal-job")
    assert told["rules"][0]["changes"] == {"relax": [{"way": "get-job", "paper": "document:nss"}]}
    assert told["rules"][1]["changes"] == {"remove": ["get-job"]}

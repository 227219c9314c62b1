"""Rules on the way to a goal, changed one at a time for made-up people: the same figures as everywhere, and labelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rumbo.pathways.logic.rule_costs import changed_region, rule_cost
from tests.cli.conftest import Run
from tests.pathways.logic.small_region import compiled

ON = ("--as-of", "2026-11-22", "--goal", "formal-job")
RULE = "asks.get-nss.document:curp"


def test_made_up_people_are_counted_as_the_region_counts_them(run: Run) -> None:
    found = json.loads(run("what-if", "--rule", RULE, *ON, "--invented", "--by", "side", "--json").stdout)
    region = compiled()
    after = changed_region(region, {"relax": [{"way": "get-nss", "paper": "document:curp"}]})
    assert found == rule_cost(region, after, "formal-job", by="side")


def test_a_file_with_the_same_change_gives_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text('{"relax": [{"way": "get-nss", "paper": "document:curp"}]}', encoding="utf-8")
    by_file, by_rule = (
        json.loads(run("what-if", *what, *ON, "--invented", "--json").stdout) for what in ((str(tmp_path / "c.json"),), ("--rule", RULE))
    )
    assert by_file == by_rule


@pytest.mark.parametrize(("lang", "words"), [("es", "Estas personas son inventadas"), ("en", "These people are made up")])
def test_it_is_said_first_that_they_are_made_up(run: Run, lang: str, words: str) -> None:
    shown = run("what-if", "--rule", RULE, *ON, "--invented", "--objective", "cheapest", lang=lang).stdout
    assert shown.startswith(words)
    assert "MXN" in shown


def test_the_rules_on_the_way_are_listed_with_their_ids(run: Run) -> None:
    shown = run("what-if", "--rules", *ON, lang="en").stdout
    assert f"{RULE}\n  “Step get-nss” no longer asks for: CURP\n" in shown
    listed = json.loads(run("what-if", "--rules", *ON, "--json").stdout)
    assert RULE in [rule["id"] for rule in listed["rules"]]


def test_one_persons_plan_can_be_compared_by_a_rule_too(run: Run) -> None:
    found = run("what-if", "--rule", "way.get-job", *ON, "--know", "side=mx,birth_date=1990-01-01", "--json")
    assert (found.exit_code, json.loads(found.stdout)["after"]["status"]) == (1, "unreachable")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Say what changes"),
        (("--rule", RULE, "--rules"), "Say what changes"),
        (("--rule", "asks.get-nss.document:cur"), f"Did you mean {RULE}"),
        (("--rule", RULE, "--invented", "--people", "-"), "Choose one"),
        (("--rule", RULE, "--invented", "--have", "curp"), "leave out --have"),
        (("--rule", RULE, "--invented", "--by", "birth_date"), "cannot count apart"),
        (("--rule", RULE, "--by", "side"), "--by counts"),
        (("--rule", "x" * 5_000), "there is no rule"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(run: Run, options: tuple[str, ...], said: str) -> None:
    result = run("what-if", *options, *ON, lang="en")
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


@pytest.mark.parametrize("options", [("--rules",), ("--rule", RULE)])
def test_a_goal_to_look_for_has_no_rules(run: Run, options: tuple[str, ...]) -> None:
    result = run("what-if", *options, "--goal", "bed-tonight", lang="en")
    assert (result.exit_code, "is a goal to look for" in result.stderr) == (2, True)

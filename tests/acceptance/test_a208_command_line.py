"""The same answers from the real command, as a navigator at a terminal or another program gets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.ask import CALIBAJA, ROOT, TODAY, Json, plan, why_not

Run = Callable[..., Json]
DEPORTED = "side=mx,nationality=MX,removed_before=yes,has_civil_record=yes,inm_has_record=no"


@pytest.fixture
def rumbo(tmp_path: Path) -> Run:
    """The command, in a process of its own, on the real region's files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RUMBO_")}
    environment = {**kept, "PYTHONPATH": str(ROOT / "src"), "RUMBO_DATA": str(tmp_path / "data")}

    def run(*arguments: str, expected: int) -> Json:
        command = [sys.executable, "-m", "rumbo.cli", *arguments, "--json", "--region", str(CALIBAJA)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path)
        assert done.returncode == expected, done.stderr
        return json.loads(done.stdout)

    return run


def test_a208_the_command_gives_the_deported_persons_plan_as_every_program_gets_it(rumbo: Run) -> None:
    """ids.md, commands: exit 0 (done); domain_review P1."""
    said = rumbo("plan", "--goal", "formal-job-tijuana", "--know", DEPORTED, "--as-of", TODAY, expected=0)
    assert said == json.loads(json.dumps(plan("formal-job-tijuana", know=DEPORTED)))


def test_a209_the_command_says_depends_and_what_to_ask_first(rumbo: Run) -> None:
    """ids.md, commands; domain_review P12."""
    asked = {
        "goal": "semester-in-baja-california",
        "have": "passport-foreign,acceptance-letter-mx,proof-of-funds",
        "know": "side=us,nationality=AU,us_status_type=f-or-j,host_campus=cetys,stay_days=150",
    }
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    said = rumbo("plan", *options, "--as-of", TODAY, expected=0)
    assert said["status"] == "depends"
    assert said == json.loads(json.dumps(plan(**asked)))


def test_a210_the_command_lists_beds_with_exit_code_zero(rumbo: Run) -> None:
    """ids.md, commands; domain_review N6."""
    know = "side=mx,birth_date=2010-05-05,unaccompanied_minor=yes"
    said = rumbo("plan", "--goal", "bed-tonight", "--know", know, "--as-of", TODAY, expected=0)
    assert said["status"] == "found"
    assert said == json.loads(json.dumps(plan("bed-tonight", know=know)))


def test_a211_a_goal_that_the_data_close_is_exit_code_one_with_the_next_date(rumbo: Run) -> None:
    """ids.md, commands: exit 1 (the data say no); domain_review P4."""
    have, know = "birth-certificate-mx,photo-id,proof-of-address", "side=mx,nationality=MX,birth_date=1990-05-05"
    said = rumbo("plan", "--goal", "ine-card", "--have", have, "--know", know, "--as-of", "2027-02-15", expected=1)
    assert said["status"] == "unreachable"
    assert "2027-06" in json.dumps(said["why_not"])
    assert said == json.loads(json.dumps(plan("ine-card", have=have, know=know, as_of="2027-02-15")))


def test_a212_a_deported_person_asking_for_san_diego_is_exit_code_one_and_a_warning(rumbo: Run) -> None:
    """ids.md, commands; domain_review N2."""
    know = "side=mx,nationality=MX,deported_on=2026-11-01"
    said = rumbo("plan", "--goal", "consular-id-san-diego", "--have", "ine,proof-of-address", "--know", know, "--as-of", TODAY, expected=1)
    assert said["steps"] == []
    assert any(notice["level"] == "danger" and notice["holds"] for notice in said["warnings"])


def test_a213_why_not_names_the_smallest_change(rumbo: Run) -> None:
    """ids.md, commands: why-not; engine.md: minimal sets that open the goal."""
    asked = {"goal": "consular-id-san-diego", "have": "passport-mx", "know": "side=us,nationality=MX,removed_before=no"}
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    said = rumbo("why-not", *options, "--as-of", TODAY, expected=1)
    assert said == json.loads(json.dumps(why_not(**asked)))


def test_a214_an_unknown_goal_is_exit_code_two_with_the_three_nearest(rumbo: Run) -> None:
    """issue 2: unknown goal or document: exit 2 with the three nearest."""
    said = rumbo("plan", "--goal", "formal-jop-tijuana", "--as-of", TODAY, expected=2)
    (problem,) = said["problems"]
    assert problem["code"] == "unknown-goal"
    assert len(problem["nearest"]) == 3
    assert problem["nearest"][0] == "formal-job-tijuana"
    assert problem["words"]["es"]
    assert problem["words"]["en"]


def test_a215_an_unknown_paper_is_exit_code_two_with_the_three_nearest(rumbo: Run) -> None:
    """issue 2: unknown goal or document: exit 2 with the three nearest."""
    said = rumbo("plan", "--goal", "formal-job-tijuana", "--have", "crup", "--as-of", TODAY, expected=2)
    (problem,) = said["problems"]
    assert len(problem["nearest"]) == 3
    assert "document:curp" in problem["nearest"]


def test_a216_two_answers_that_cannot_both_be_true_are_named(rumbo: Run) -> None:
    """issue 2: contradictory answers (deported before birth): which two."""
    know = "side=mx,birth_date=2020-01-01,deported_on=2015-01-01"
    said = rumbo("plan", "--goal", "ine-card", "--know", know, "--as-of", TODAY, expected=2)
    (problem,) = said["problems"]
    assert {problem["key"], problem["other"]} == {"birth_date", "deported_on"}

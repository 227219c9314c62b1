"""Changes tried on a region, and goals screened for one person or a file of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ADULT = ("--know", "side=mx,birth_date=1990-01-01", "--as-of", "2026-11-22")


def changes(folder: Path, text: str) -> str:
    path = folder / "changes.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_way_removed_changes_the_answer(run: Run, tmp_path: Path) -> None:
    result = run("what-if", changes(tmp_path, "remove: [get-nss]\n"), "--goal", "formal-job", *ADULT, "--json")
    found = json.loads(result.stdout)
    assert (found["before"]["status"], found["after"]["status"]) == ("optimal", "unreachable")
    assert result.exit_code == 1


def test_a_way_changed_keeps_its_other_fields(run: Run, tmp_path: Path) -> None:
    path = changes(tmp_path, "change:\n  - id: get-birth-certificate\n    money: []\n")
    found = json.loads(run("what-if", path, "--goal", "formal-job", *ADULT, "--json").stdout)
    assert found["before"]["cost"]["money"]["MXN"] == 123.45
    assert found["after"]["cost"]["money"]["MXN"] == 0
    assert [step["way"] for step in found["after"]["steps"]] == [step["way"] for step in found["before"]["steps"]]


def test_a_way_added_opens_a_goal(run: Run, tmp_path: Path) -> None:
    way = (
        "add:\n  - id: south\n    service: port\n    name: {es: Cruzar, en: Cross}\n    side: us\n    crosses_to: mx\n"
        "    grants: ['at:mx']\n    phase: immediate\n    why: {es: Cruzar., en: Cross.}\n    provenance: {}\n"
    )
    result = run("what-if", changes(tmp_path, way), "--goal", "visa", "--know", "side=us,can_return_to=us", lang="en")
    assert "Before:\n  There is no way to this goal today" in result.stdout
    assert "1. Cross" in result.stdout


def test_no_difference_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    assert "El plan es el mismo." in run("what-if", changes(tmp_path, "remove: [get-visa]\n"), "--goal", "formal-job", *ADULT).stdout


@pytest.mark.parametrize(
    "text",
    [
        "remove: [no-such-way]\n",
        "change:\n  - id: no-such-way\n",
        "change: [5]\n",
        "add:\n  - id: get-nss\n",
        "add: 3\n",
        "delete: []\n",
        "- a\n",
        "a: &x 1\nb: *x\n",
        "remove: [get-nss\n",
        "change:\n  - {id: get-nss, side: 7}\n",
    ],
)
def test_a_changes_file_that_is_wrong_is_one_sentence_and_exit_code_two(run: Run, tmp_path: Path, text: str) -> None:
    result = run("what-if", changes(tmp_path, text), "--goal", "formal-job", *ADULT)
    assert result.exit_code == 2
    assert result.stderr.startswith("changes.yaml")


def test_a_changes_file_that_is_not_there_is_exit_code_two(run: Run, tmp_path: Path) -> None:
    assert run("what-if", str(tmp_path / "none.yaml"), "--goal", "visa").exit_code == 2


def test_goals_are_screened_for_one_person(run: Run) -> None:
    found = json.loads(run("screen", *ADULT, "--json").stdout)
    assert found["goals"] == {"formal-job": "yes", "voter-card": "yes", "visa": "unknown", "student": "no", "bed-tonight": "yes"}
    assert "depends  visa" in run("screen", *ADULT, lang="en").stdout


def test_people_are_screened_line_by_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('id,have,know\na,"curp,nss","side=mx,birth_date=1990-01-01"\nb,,side=us\n', encoding="utf-8")
    lines = run("screen", "--people", str(path)).stdout.splitlines()
    assert lines == [
        "id,formal-job,voter-card,visa,student,bed-tonight",
        "a,yes,yes,unknown,no,yes",
        "b,no,no,no,no,unknown",
    ]  # the beds are across the border


def test_people_may_come_through_a_pipe_and_leave_as_json_lines(run: Run) -> None:
    result = run("screen", "--people", "-", "--json", text="id,know,as_of\na,side=us,2026-12-01\n")
    assert json.loads(result.stdout)["goals"]["formal-job"] == "no"


def test_a_line_about_a_person_that_cannot_be_read_is_told_without_what_it_says(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,have,know\na,secretpaper,birth_date=2031-05-06\nb,curp,\n", encoding="utf-8")
    result = run("screen", "--people", str(path))
    assert result.exit_code == 2
    assert "people.csv, línea 2: have unknown-fact; know birth_date born-later" in result.stderr
    assert "secretpaper" not in result.stderr
    assert "2031" not in result.stderr
    assert result.stdout.splitlines()[-1].startswith("b,")


def test_people_need_known_columns(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,passport\n", encoding="utf-8")
    assert run("screen", "--people", str(path)).exit_code == 2

"""Region files from the terminal: checked, loaded, described."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import Run
from tests.pathways.logic.small_region import region_data


def test_check_answers_with_findings_and_their_exit_code(run: Run, region_path: Path) -> None:
    result = run("region", "check", str(region_path), "--json", region=None)
    report = json.loads(result.stdout)
    assert result.exit_code == report["exit_code"] == 1
    assert report["findings"][0]["es"]


def test_check_is_readable(run: Run, region_path: Path) -> None:
    result = run("region", "check", str(region_path), region=None, lang="en")
    assert "ERROR region.yaml:" in result.stdout
    assert result.stdout.splitlines()[-1].endswith("notes")


def test_check_of_no_folder_is_exit_code_two(run: Run, tmp_path: Path) -> None:
    assert run("region", "check", str(tmp_path / "none"), region=None).exit_code == 2


def test_the_schema_of_region_files_holds_for_a_region_file(run: Run) -> None:
    schema = json.loads(run("region", "schema", region=None).stdout)
    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(region_data())))


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("what-if", {"remove": ["get-nss"], "change": [{"id": "get-nss", "money": []}]}, {"delete": []}),
        ("people", {"id": "a", "have": "curp", "know": "side=mx"}, {"name": "someone"}),
    ],
)
def test_the_other_files_have_their_schema_too(run: Run, kind: str, good: object, bad: object) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(run("region", "schema", kind, region=None).stdout))
    assert validator.is_valid(good)
    assert not validator.is_valid(bad)


def test_an_unknown_schema_is_exit_code_two(run: Run) -> None:
    assert run("region", "schema", "poems", region=None).exit_code == 2

"""Stored profiles, invented and swept from the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "store"
    result = run("sweep", str(folder), "--generate", "400", "--kinds", "60", *DAY)
    assert result.exit_code == 0, result.output
    return folder


def changes(folder: Path, text: str = "remove: [get-nss]\n") -> str:
    path = folder / "changes.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def told(result: Any) -> dict[str, Any]:
    return json.loads(result.stdout)


def test_invented_profiles_say_that_they_are_nobodys(run: Run, tmp_path: Path) -> None:
    result = run("sweep", str(tmp_path / "s"), "--generate", "50", *DAY, lang="en")
    assert result.stdout.startswith("Invented profiles: they are nobody's.\n")
    assert json.loads((tmp_path / "s" / "about.json").read_text())["generated"] is True


def test_a_change_is_swept_and_told(run: Run, tmp_path: Path, store: Path) -> None:
    found = told(run("sweep", str(store), changes(tmp_path), "--json"))
    assert (found["generated"], found["profiles"], found["unproven"]) == (True, 400, 0)
    assert found["outcomes"]["newly"] == 0
    assert found["outcomes"]["no-longer"] is None or found["outcomes"]["no-longer"] >= 5
    assert found["touched"] < 400
    assert json.loads((Path(found["run"]) / "plans" / "about.json").read_text())["world"] == found["after"]


def test_a_run_made_again_takes_up_what_was_done(run: Run, tmp_path: Path, store: Path) -> None:
    first, again = (told(run("sweep", str(store), changes(tmp_path), "--json")) for _ in range(2))
    assert (first["parts_taken_up"], again["parts_taken_up"]) == (0, 1)
    assert first["outcomes"] == again["outcomes"]
    result = run("sweep", str(store), changes(tmp_path), lang="en")
    assert "Parts that were done already: 1" in result.stdout
    assert "Parts: 1 of 1" in result.stderr


def test_a_change_that_no_plan_can_tell_touches_nobody(run: Run, tmp_path: Path, store: Path) -> None:
    found = told(run("sweep", str(store), changes(tmp_path, "change:\n  - {id: get-nss, certainty: discretionary}\n"), "--json"))
    assert (found["touched"], found["kinds"], found["outcomes"]["same"]) == (0, 0, 400)


def test_profiles_that_are_there_are_not_written_over(run: Run, store: Path) -> None:
    result = run("sweep", str(store), "--generate", "5", *DAY, lang="en")
    assert (result.exit_code, "not written over" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "What changed is missing"),
        (("--generate", "0"), "at least one profile"),
        (("CHANGES",), "There are no stored profiles in"),
    ],
)
def test_what_cannot_be_swept_is_one_sentence(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    given = [changes(tmp_path) if argument == "CHANGES" else argument for argument in arguments]
    result = run("sweep", str(tmp_path / "nowhere"), *given, lang="en")
    assert (result.exit_code, said in result.stderr) == (2, True), result.output


def test_profiles_of_other_rules_are_not_swept(run: Run, tmp_path: Path, store: Path) -> None:
    about = json.loads((store / "about.json").read_text())
    (store / "about.json").write_text(json.dumps({**about, "world": "sha256:0"}))
    result = run("sweep", str(store), changes(tmp_path), lang="en")
    assert (result.exit_code, "planned with another region or other rules" in result.stderr) == (2, True)


def test_a_folder_with_another_run_is_refused(run: Run, tmp_path: Path, store: Path) -> None:
    run("sweep", str(store), changes(tmp_path), "--run", str(tmp_path / "r"))
    result = run("sweep", str(store), changes(tmp_path, "remove: [get-curp]\n"), "--run", str(tmp_path / "r"), lang="en")
    assert (result.exit_code, "another run" in result.stderr) == (2, True)


def test_a_cluster_without_dask_is_told(run: Run, tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    monkeypatch.setenv("RUMBO_DASK", "tcp://127.0.0.1:1")
    result = run("sweep", str(store), changes(tmp_path), lang="en")
    assert (result.exit_code, "Dask is not installed" in result.stderr) == (2, True)

"""Ways with few places, compared over a file of people: who gets one is drawn by lot, and the others plan without."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.test_what_if_people import ADULTS, CHILDREN, ON, crowd, write

SLOWER = (
    "add:\n  - id: slow-nss\n    service: nss-online\n    name: {es: Despacio, en: Slowly}\n    side: mx\n    in_person: false\n"
    "    requires: ['document:curp']\n    grants: ['document:nss']\n    phase: immediate\n    why: {es: Tarda., en: It takes long.}\n"
    "    duration: {min: 9, typical: 9, max: 9}\n    provenance: {}\n"
)


def counted(run: Run, folder: Path, changes: str, *rows: tuple[int, str], options: tuple[str, ...] = ("--seed", "2026-11-22")) -> Any:
    result = run("what-if", write(folder, "c.yaml", changes), *ON, "--people", crowd(folder, *rows), "--json", *options)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def places(number: int, way: str = "get-nss") -> str:
    return f"capacity:\n  - {{way: {way}, places: {number}}}\n"


def test_of_twenty_people_eight_get_the_eight_places_and_twelve_no_longer_reach_the_goal(run: Run, tmp_path: Path) -> None:
    found = counted(run, tmp_path, places(8), (20, ADULTS), (6, CHILDREN))
    assert (found["outcomes"]["same"], found["outcomes"]["no-longer"], found["outcomes"]["neither"]) == (8, 12, 6)
    assert found["capacity"] == [{"way": "get-nss", "places": 8, "used": 8, "turned_away": 12}]
    assert (found["seed"], found["turned_away"]) == ("2026-11-22", 12)


def test_who_gets_no_place_takes_the_way_that_is_left(run: Run, tmp_path: Path) -> None:
    found = counted(run, tmp_path, SLOWER + places(8), (20, ADULTS))
    assert (found["outcomes"]["same"], found["outcomes"]["worse"], found["outcomes"]["no-longer"]) == (8, 12, 0)
    assert found["by"]["worse"] > 0


def test_several_ways_can_have_few_places_at_once(run: Run, tmp_path: Path) -> None:
    both = SLOWER + places(7) + "  - {way: slow-nss, places: 6}\n"
    found = counted(run, tmp_path, both, (20, ADULTS))
    assert (found["outcomes"]["same"], found["outcomes"]["worse"], found["outcomes"]["no-longer"]) == (7, 6, 7)
    assert [(one["way"], one["used"]) for one in found["capacity"]] == [("get-nss", 7), ("slow-nss", 6)]


def test_with_places_for_everybody_nothing_changes(run: Run, tmp_path: Path) -> None:
    found = counted(run, tmp_path, places(20), (20, ADULTS), (9, CHILDREN))
    assert (found["outcomes"]["same"], found["outcomes"]["neither"], found["turned_away"]) == (20, 9, 0)


def test_a_way_without_places_is_closed(run: Run, tmp_path: Path) -> None:
    found = counted(run, tmp_path, places(0), (20, ADULTS))
    assert (found["outcomes"]["no-longer"], found["capacity"][0]["used"], found["turned_away"]) == (20, 0, 20)


def test_who_gets_a_place_follows_from_the_seed_and_the_line_alone(run: Run, tmp_path: Path) -> None:
    rows = ((40, ADULTS), (40, "mx,1991-01-01,,HN"), (40, "mx,1992-01-01,,VE"))
    by = ("--by", "nationality")
    changes = places(60)
    first, again = (counted(run, tmp_path, changes, *rows, options=("--seed", "a", *by)) for _ in range(2))
    assert json.dumps(first) == json.dumps(again)
    others = [counted(run, tmp_path, changes, *rows, options=("--seed", seed, *by))["groups"] for seed in "bcde"]
    assert any(groups != first["groups"] for groups in others)


def test_without_a_seed_one_is_drawn_and_told(run: Run, tmp_path: Path) -> None:
    drawn = {counted(run, tmp_path, places(8), (20, ADULTS), options=())["seed"] for _ in range(2)}
    assert len(drawn) == 2
    assert all(len(seed) == 16 for seed in drawn)


def test_small_counts_of_places_and_people_turned_away_are_withheld(run: Run, tmp_path: Path) -> None:
    few = counted(run, tmp_path, places(3), (20, ADULTS), (9, CHILDREN))
    assert few["capacity"][0]["used"] is None
    nearly = counted(run, tmp_path, places(18), (20, ADULTS), (9, CHILDREN))
    assert (nearly["outcomes"]["no-longer"], nearly["capacity"][0]["turned_away"], nearly["turned_away"]) == (None, None, None)
    four = counted(run, tmp_path, places(2), (4, ADULTS))
    assert (four["capacity"][0]["used"], four["capacity"][0]["turned_away"], four["turned_away"]) == (None, None, None)


def test_who_has_a_plan_only_if_an_answer_turns_out_well_takes_no_place(run: Run, tmp_path: Path) -> None:
    found = counted(run, tmp_path, places(8), (8, ADULTS), (6, "mx,,,MX"))
    assert (found["outcomes"]["same"], found["outcomes"]["neither"], found["turned_away"]) == (8, 6, 0)


def test_the_page_tells_the_lottery_and_the_places(run: Run, tmp_path: Path) -> None:
    given = ("what-if", write(tmp_path, "c.yaml", places(8)), *ON, "--people", crowd(tmp_path, (20, ADULTS)), "--seed", "s1")
    shown = run(*given, lang="en").stdout
    assert "Lottery for the places: s1" in shown
    assert "get-nss: places 8, used 8, people without a place who would have used it: 12." in " ".join(shown.split())
    assert "Sorteo de los lugares: s1" in run(*given).stdout


@pytest.mark.parametrize(
    ("changes", "options", "said"),
    [
        (places(8), (), "add --people"),
        ("remove: [get-nss]\n", ("--seed", "s"), "counts none"),
        (places(8), ("--seed", "a\nb"), "a text in one line"),
        (places(8, "get-nsx"), ("--seed", "s"), "Did you mean get-nss"),
    ],
)
def test_places_that_cannot_be_given_out_are_one_sentence(
    run: Run, tmp_path: Path, changes: str, options: tuple[str, ...], said: str
) -> None:
    people = ("--people", crowd(tmp_path, (7, ADULTS))) if options else ()
    result = run("what-if", write(tmp_path, "c.yaml", changes), *ON, *people, *options, lang="en")
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_stored_profiles_are_not_swept_with_places_counted(run: Run, tmp_path: Path) -> None:
    store = str(tmp_path / "profiles")
    assert run("sweep", store, "--generate", "20", "--as-of", "2026-11-22").exit_code == 0
    result = run("sweep", store, write(tmp_path, "c.yaml", places(8)), lang="en")
    assert (result.exit_code, "rumbo what-if --people" in result.stderr) == (2, True)

"""Changes compared over a file of people, and the further changes that can be tried: papers no longer asked for, ports closed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import jsonschema
import pytest

from rumbo.cli.change_files import apply_file
from rumbo.cli.failures import CommandError
from rumbo.engine.conditions import facts_in, without_fact
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import RegionRecords
from tests.cli.conftest import Run

DAY = dt.date(2026, 12, 5)
ROOT = Path(__file__).resolve().parents[2]
ON = ("--as-of", "2026-11-22", "--goal", "formal-job")


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def crowd(folder: Path, *rows: tuple[int, str]) -> str:
    lines = ["side,birth_date,have,nationality", *(row for count, row in rows for _ in range(count))]
    return write(folder, "people.csv", "\n".join(lines) + "\n")


ADULTS, CHILDREN = "mx,1990-01-01,,MX", "mx,2020-01-01,,MX"


def test_who_no_longer_reaches_a_goal_is_counted(run: Run, tmp_path: Path) -> None:
    changes, people = write(tmp_path, "c.yaml", "remove: [get-nss]\n"), crowd(tmp_path, (7, ADULTS), (6, CHILDREN))
    found = json.loads(run("what-if", changes, *ON, "--people", people, "--json").stdout)
    assert (found["people"], found["outcomes"]) == (
        13,
        {"newly": 0, "no-longer": 7, "better": 0, "worse": 0, "same": 0, "neither": 6},
    )
    assert "groups" not in found


def test_by_how_much_it_is_slower_is_told_for_the_one_in_the_middle(run: Run, tmp_path: Path) -> None:
    slow = "change:\n  - {id: get-nss, duration: {min: 9, typical: 9, max: 9}}\n"
    result = run("what-if", write(tmp_path, "c.yaml", slow), *ON, "--people", crowd(tmp_path, (8, ADULTS)), lang="en")
    assert "8  reach it worse" in result.stdout
    assert "in the middle: " in result.stdout
    assert "days more." in result.stdout


def test_groups_of_fewer_than_five_are_withheld_and_told_together(run: Run, tmp_path: Path) -> None:
    people = crowd(tmp_path, (6, "mx,1990-01-01,,MX"), (2, "mx,1990-01-01,,HN"), (3, "mx,1990-01-01,,VE"))
    changes = write(tmp_path, "c.yaml", "remove: [get-nss]\n")
    found = json.loads(run("what-if", changes, *ON, "--people", people, "--by", "nationality", "--json").stdout)
    assert [(group["group"], group["people"]) for group in found["groups"]] == [("MX", 6), (None, 5)]
    shown = run("what-if", changes, *ON, "--people", people, "--by", "nationality", lang="en").stdout
    assert "nationality: small groups, together (5)" in shown
    assert "HN" not in shown


def test_an_outcome_of_one_to_four_people_is_withheld_with_the_next_smallest(run: Run, tmp_path: Path) -> None:
    changes, people = write(tmp_path, "c.yaml", "remove: [get-nss]\n"), crowd(tmp_path, (2, ADULTS), (9, CHILDREN))
    found = json.loads(run("what-if", changes, *ON, "--people", people, "--json").stdout)
    assert (found["outcomes"]["no-longer"], found["outcomes"]["neither"]) == (None, None)
    assert "se reserva" in run("what-if", changes, *ON, "--people", people).stdout


def test_nothing_is_told_of_four_people(run: Run, tmp_path: Path) -> None:
    changes, people = write(tmp_path, "c.yaml", "remove: [get-nss]\n"), crowd(tmp_path, (4, ADULTS))
    found = json.loads(run("what-if", changes, *ON, "--people", people, "--by", "side", "--json").stdout)
    assert (found["people"], found["groups"], set(found["outcomes"].values())) == (None, [], {None})


def test_a_line_that_cannot_be_read_is_told_and_the_rest_is_compared(run: Run, tmp_path: Path) -> None:
    changes, people = write(tmp_path, "c.yaml", "remove: [get-nss]\n"), crowd(tmp_path, (7, ADULTS), (1, "mx,tomorrow,,MX"))
    result = run("what-if", changes, *ON, "--people", people, "--json")
    assert (result.exit_code, json.loads(result.stdout)["people"]) == (2, 7)
    assert result.stderr == "people.csv, línea 9: know birth_date not-a-date\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "shoe_size"), "There is no column “shoe_size”"),
        (("--goal", "bed-tonight"), "is a goal to look for"),
        (("--have", "curp"), "--people"),
        (("--objective", "prettiest"), "prettiest"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(run: Run, tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    changes, people = write(tmp_path, "c.yaml", "remove: [get-nss]\n"), crowd(tmp_path, (7, ADULTS))
    result = run("what-if", changes, *ON, "--people", people, *options, lang="en")
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


def test_a_column_is_named_only_for_many_people(run: Run, tmp_path: Path) -> None:
    result = run("what-if", write(tmp_path, "c.yaml", "{}\n"), *ON, "--by", "side", lang="en")
    assert (result.exit_code, "--by counts the people of --people or" in result.stderr) == (2, True)


def test_a_column_with_too_many_values_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rumbo.cli.comparing.MOST_GROUPS", 1)
    changes, people = write(tmp_path, "c.yaml", "remove: [get-nss]\n"), crowd(tmp_path, (5, ADULTS), (5, CHILDREN))
    result = run("what-if", changes, *ON, "--people", people, "--by", "birth_date", lang="en")
    assert (result.exit_code, "says more than 1 different things" in result.stderr) == (2, True)


def test_a_paper_that_a_rule_no_longer_asks_for_opens_the_goal_to_more(run: Run, tmp_path: Path) -> None:
    changes = "remove: [get-curp]\nrelax:\n  - {way: get-nss, paper: 'document:curp'}\n"
    found = json.loads(run("what-if", write(tmp_path, "c.yaml", changes), *ON, "--people", crowd(tmp_path, (7, ADULTS)), "--json").stdout)
    assert found["outcomes"]["better"] + found["outcomes"]["same"] == 7


@pytest.fixture(scope="module")
def calibaja() -> RegionRecords:
    records, findings = read_region(ROOT / "regions" / "calibaja")
    assert records is not None, findings
    return records


def changed(records: RegionRecords, folder: Path, text: str) -> RegionRecords:
    return apply_file(records, Path(write(folder, "changes.yaml", text)), on=DAY).records


def test_a_closed_port_shuts_the_ways_that_have_no_other_and_leaves_the_others(calibaja: RegionRecords, tmp_path: Path) -> None:
    way = next(way for way in calibaja.ways if len(way.ports) > 1)
    one = changed(calibaja, tmp_path, f"close_ports:\n  - {{port: {way.ports[0]}, first: 2026-12-01, last: 2026-12-10}}\n")
    still = next(w for w in one.ways if w.id == way.id)
    assert (still.ports, still.seasons) == (way.ports[1:], way.seasons)
    closures = "".join(f"  - {{port: {port}, first: 2026-12-0{n % 3 + 1}, last: 2026-12-10}}\n" for n, port in enumerate(way.ports))
    all_of_them = changed(calibaja, tmp_path, "close_ports:\n" + closures)
    shut = next(w for w in all_of_them.ways if w.id == way.id)
    assert [(s.first, s.last) for s in shut.seasons] == [(dt.date.min, dt.date(2026, 12, 2)), (dt.date(2026, 12, 11), dt.date.max)]


def test_a_port_that_is_closed_for_good_leaves_no_day(calibaja: RegionRecords, tmp_path: Path) -> None:
    way = next(way for way in calibaja.ways if way.ports)
    closures = "".join(f"  - {{port: {port}, first: 0001-01-01, last: 9999-12-31}}\n" for port in way.ports)
    shut = next(w for w in changed(calibaja, tmp_path, "close_ports:\n" + closures).ways if w.id == way.id)
    assert [(s.first, s.last) for s in shut.seasons] == [(dt.date.min, dt.date.min)]


def test_a_rule_is_relaxed_for_one_way_only(calibaja: RegionRecords, tmp_path: Path) -> None:
    asked = ((way, fact) for way in calibaja.ways for fact in sorted(facts_in(way.requires)))
    way, paper = next((way, fact) for way, fact in asked if without_fact(way.requires, fact) != way.requires)
    found = changed(calibaja, tmp_path, f"relax:\n  - {{way: {way.id}, paper: '{paper}'}}\n")
    assert [w.id for w, was in zip(found.ways, calibaja.ways, strict=True) if w != was] == [way.id]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("close_ports: 3\n", "close_ports"),
        ("close_ports: [5]\n", "close_ports/1"),
        ("close_ports: [{port: atlantis, first: 2026-12-01, last: 2026-12-02}]\n", "close_ports/1/port"),
        ("close_ports: [{port: tecate, first: soon, last: 2026-12-02}]\n", "close_ports/1/first"),
        ("close_ports: [{port: tecate, first: 2026-12-03, last: 2026-12-02}]\n", "close_ports/1/last"),
        ("relax: [{way: revalidation-school}]\n", "relax/1"),
        ("relax: [{way: revalidation-school, paper: 'document:none'}]\n", "relax/1/paper"),
        ("relax: [{way: no-such-way, paper: 'document:none'}]\n", "no-such-way"),
    ],
)
def test_a_change_that_is_wrong_is_told_with_its_place_in_both_languages(
    calibaja: RegionRecords, tmp_path: Path, text: str, place: str
) -> None:
    with pytest.raises(CommandError) as error:
        changed(calibaja, tmp_path, text)
    words = error.value.problems[0]["words"]
    assert place in words["es"]
    assert place in words["en"]
    assert words["es"] != words["en"]


def test_the_schema_takes_each_kind_of_change_and_nothing_else(run: Run) -> None:
    schema = json.loads(run("region", "schema", "what-if", region=None).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    ports = {"close_ports": [{"port": "tecate", "first": "2026-12-01", "last": "2026-12-02"}]}
    for good in ({"remove": ["a"]}, {"relax": [{"way": "a", "paper": "document:curp"}]}, ports):
        jsonschema.validate(good, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"relax": [{"way": "a"}]}, schema)


@pytest.mark.parametrize("page", ["docs/guides/what-changes.md", "docs/es/guides/what-changes.md"])
def test_the_example_of_the_guide_is_one_that_can_be_tried(calibaja: RegionRecords, tmp_path: Path, page: str) -> None:
    example = (ROOT / page).read_text("utf-8").split("```text\n")[1].split("```")[0]
    found = changed(calibaja, tmp_path, example)
    assert len(found.ways) == len(calibaja.ways) - 1

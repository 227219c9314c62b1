"""The report of a whole region, its schema, and what the engine is told."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import jsonschema
import pytest
import yaml

from rumbo.engine.world import compile_world
from rumbo.regionfile.check import check_region
from rumbo.regionfile.reader import read_region, read_region_with_source
from rumbo.regionfile.schema import region_schema
from rumbo.regionfile.worldspec import RATE_SCALE, to_world_spec
from tests.regionfile.planting import CALIBAJA, SMALL, TODAY, copy_small


def test_a_sound_region_ends_with_0_errors_with_1_and_an_unreadable_one_with_2(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    assert check_region(region, today=TODAY).exit_code == 0
    goals = region / "goals.yaml"
    goals.write_text(goals.read_text(encoding="utf-8").replace("en: A formal job", "en: ''"), encoding="utf-8")
    assert check_region(region, today=TODAY).exit_code == 1
    goals.write_text("\t", encoding="utf-8")
    assert check_region(region, today=TODAY).exit_code == 2


def test_warnings_alone_end_with_0(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    goals = region / "goals.yaml"
    goals.write_text(goals.read_text(encoding="utf-8").replace("en: A formal job", "en: A formal job, machine: [en]"), encoding="utf-8")
    report = check_region(region, today=TODAY)
    assert [found.severity for found in report.findings] == ["warning"]
    assert report.exit_code == 0


def test_the_report_as_json_says_each_finding_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("ways: 3\n")
    report = json.loads(json.dumps(check_region(tmp_path, today=TODAY).to_json()))
    assert report["counts"] == {"error": 1, "warning": 0, "info": 0}
    assert report["readable"] is False
    (found,) = report["findings"]
    assert (found["code"], found["file"], found["line"]) == ("kind-not-list", "a.yaml", 1)
    assert found["es"] != found["en"]


def test_findings_are_sorted_errors_first(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    (region / "more.yaml").write_text("sources:\n  - {id: unused, title: a, date: '2025'}\n  - {id: undated, title: b}\n")
    found = check_region(region, today=TODAY).findings
    assert [item.code for item in found] == ["source-undated", "source-unused", "source-unused"]


def test_a_region_without_its_one_record_is_unreadable(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    (region / "region.yaml").unlink()
    assert [found.code for found in check_region(region, today=TODAY).findings] == ["region-missing"]


def test_a_second_region_record_names_the_first(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    (region / "second.yaml").write_text("region: {id: other}\n")
    (found,) = check_region(region, today=TODAY).findings
    assert (found.code, dict(found.values)) == ("region-twice", {"other": "region.yaml:1"})


def test_places_point_at_fields_and_at_what_holds_a_field_that_is_not_written() -> None:
    reading = read_region_with_source(SMALL)
    assert reading.records is not None
    index = [way.id for way in reading.records.ways].index("villa-card-new")
    place = reading.source.place("ways", index, "requires", "all", 1, "age_at_least")
    written = (SMALL / "ways.yaml").read_text(encoding="utf-8").splitlines()[place.line - 1]
    assert (place.field, written.strip()) == ("requires.all[1].age_at_least", "- {attr: villa_born, age_at_least: 18}")
    assert reading.source.place("ways", index, "beware", "es").line == reading.source.place("ways", index).line


def test_region_files_fit_the_schema_and_faults_do_not() -> None:
    schema = region_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in SMALL.glob("*.yaml"):
        assert list(validator.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == [], path.name
    assert not validator.is_valid({"wayz": []})
    assert not validator.is_valid({"sources": [{"id": "a"}]})
    assert not validator.is_valid({"notices": [{"id": "a", "level": "info", "text": {}, "provenance": {}, "when": {"all": "document:a"}}]})


def test_the_engine_is_told_the_whole_region() -> None:
    records, _ = read_region(SMALL)
    assert records is not None
    spec = to_world_spec(records, on=TODAY)
    ways = {way.name: way for way in spec.ways}
    assert len(ways) == len(records.ways)
    assert (ways["villa-cross-north"].side, ways["villa-cross-north"].crosses_to, ways["villa-cross-north"].irreversible) == (
        "mx",
        "us",
        True,
    )
    assert ways["villa-card-new"].money == (("MXN", 15000),)
    assert dict(spec.rates) == {"MXN": RATE_SCALE, "USD": 18_500_000}
    assert {body.name: body.cls for body in spec.bodies}["villa-guard"] == "enforcement"
    assert compile_world(spec, TODAY).ways


@pytest.mark.parametrize(("day", "closed"), [("2026-12-25", True), ("2026-12-24", True), ("2026-11-16", False), ("2028-12-25", True)])
def test_calendars_hold_holidays_and_what_the_region_adds_or_opens(day: str, closed: bool) -> None:
    records, _ = read_region(SMALL)
    assert records is not None
    calendar = next(calendar for calendar in to_world_spec(records, on=TODAY).calendars if calendar.name == "villa-offices")
    assert (dt.date.fromisoformat(day) in calendar.closed) is closed


def test_closed_ways_and_ways_of_closed_services_are_no_part_of_the_world(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    bodies = region / "bodies.yaml"
    text = bodies.read_text(encoding="utf-8")
    bodies.write_text(text.replace("phase: livelihood\n    state: active", "phase: livelihood\n    state: closed"), encoding="utf-8")
    records, _ = read_region(region)
    assert records is not None
    assert not {way.name for way in to_world_spec(records, on=TODAY).ways} & {"river-visa-student", "river-enrol"}


@pytest.mark.skipif(not CALIBAJA.is_dir(), reason="the region of CaliBaja is not in this checkout")
def test_the_whole_of_calibaja_is_checked_in_two_seconds_without_an_error() -> None:
    report = check_region(CALIBAJA, today=TODAY)  # the first run also loads the holidays of both countries
    started = time.process_time()
    check_region(CALIBAJA, today=TODAY)
    assert time.process_time() - started < 2
    assert [found for found in report.findings if found.severity == "error"] == []

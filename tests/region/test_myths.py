"""Each thing that people say and is not so: as a way it changes an answer and the check names it; left out it is never used."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask, read_pairs
from rumbo.pathways.logic.compile import compile_region
from rumbo.regionfile.check import check_region
from rumbo.regionfile.records import Myth, RegionRecords
from tests.region.reading import CALIBAJA, TODAY, records

MYTHS = {myth.id: myth for myth in records().myths}


@dataclass(frozen=True)
class Situation:
    """Someone whom the myth would mislead."""

    goal: str
    know: str
    have: str = ""


MISLED = {
    "apostille-for-primary-school": Situation("school-place-child", "side=mx", "school-transcript-us"),
    "curp-needed-to-enrol": Situation("school-place-child", "side=mx,nationality=MX,has_civil_record=yes"),
    "comar-certificate-is-a-transit-permit": Situation("change-of-state-comar", "side=mx,nationality=HN", "comar-certificate"),
    "qr-is-protection": Situation("refugee-status-mexico", "side=mx,nationality=HN,entered_mx_on=2026-11-10", "comar-qr"),
    "cbp-one-still-works": Situation(
        "consular-id-san-diego",
        "side=mx,nationality=MX,removed_before=no,can_return_to=both",
        "photo-id,birth-certificate-mx,proof-of-address",
    ),
    "bcc-lets-you-study": Situation(
        "semester-at-us-university",
        "side=mx,nationality=MX,exchange=yes,study_load=full,removed_before=no,can_return_to=both"
        ",us_status_type=visitor,home_campus=uabc,host_campus=ucsd",
        "border-crossing-card,passport-mx,proof-of-funds",
    ),
    "leaving-before-canje-is-fine": Situation(
        "semester-in-baja-california", "side=mx,nationality=US,stay_days=300", "student-visa-mx,passport-us,acceptance-letter-mx"
    ),
}


def _believing(myth: Myth) -> RegionRecords:
    """The region as it would be if the myth were true."""
    ways = tuple(way for way in records().ways if way.id not in myth.replaces)
    return records().model_copy(update={"ways": (*ways, myth.way)})


def _answer(region: RegionRecords, situation: Situation) -> dict[str, Any]:
    compiled = compile_region(region, on=TODAY)
    know = read_pairs(situation.know, field="know")
    ask = read_ask(compiled, goal=situation.goal, have=[situation.have] if situation.have else [], know=know, as_of=TODAY)
    return answer(compiled, ask)


def _said(found: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    return found["status"], tuple(step["way"] for step in found["steps"])


def _planted(myth: Myth, to: Path) -> Path:
    """A copy of the region's files with the myth among the ways."""
    region = Path(shutil.copytree(CALIBAJA, to / "calibaja"))
    source = yaml.safe_load((CALIBAJA / "myths.yaml").read_text(encoding="utf-8"))
    way = next(record["way"] for record in source["myths"] if record["id"] == myth.id)
    (region / "planted.yaml").write_text(yaml.safe_dump({"ways": [way]}, allow_unicode=True), encoding="utf-8")
    return region


def test_the_seven_myths_are_there() -> None:
    assert set(MYTHS) == set(MISLED)


@pytest.mark.parametrize("name", sorted(MISLED))
def test_a_myth_that_is_believed_changes_the_answer(name: str) -> None:
    assert _said(_answer(_believing(MYTHS[name]), MISLED[name])) != _said(_answer(records(), MISLED[name]))


@pytest.mark.parametrize("name", sorted(MISLED))
def test_a_myth_that_is_planted_is_named_by_the_check(name: str, tmp_path: Path) -> None:
    found = [item for item in check_region(_planted(MYTHS[name], tmp_path), today=TODAY).findings if item.code == "myth-in-world"]
    assert {(item.file, dict(item.values)["myth"]) for item in found} >= {("planted.yaml", name)}
    assert {item.file for item in found} == {"planted.yaml"}


@pytest.mark.parametrize("name", sorted(MISLED))
def test_a_myth_that_is_left_out_is_never_used(name: str) -> None:
    assert MYTHS[name].way.id not in {way.id for way in records().ways}
    assert MYTHS[name].way.id not in str(_answer(records(), MISLED[name]))

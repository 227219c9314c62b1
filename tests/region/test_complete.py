"""Nothing that the region must have is missing from it."""

from __future__ import annotations

import re

import pytest

from tests.region.reading import WITHOUT_A_CODE, records, row_codes, section, shared

FACT_LINE = re.compile(r"`(document|status|at|need-met):`")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[a-z0-9]{2,}")
NOTES = re.compile(r"\([^)]*\)")


def _slugs(words: str) -> list[str]:
    parts = (NOTES.sub("", part).strip(" .…\n") for part in words.split("·"))
    return [part for part in parts if SLUG.fullmatch(part)]


def _fact_ids(text: str) -> set[str]:
    """Every fact named under Facts; a line that starts with a kind goes on until the next kind, and a break in the
    middle (“and, brought …:”) goes on with papers."""
    found: set[str] = set()
    pieces = FACT_LINE.split(text.replace("\n", " "))
    for kind, words in zip(pieces[1::2], pieces[2::2], strict=True):
        before, _, after = words.partition("and, brought")
        names = _slugs(before.split("`passed:`")[0]) + _slugs(after.partition(":")[2])
        found |= {f"{kind}:{name}" for name in names}
    return found


def _brought_ids(text: str) -> set[str]:
    after = text.replace("\n", " ").partition("and, brought")[2].partition(":")[2]
    return {f"document:{name}" for name in _slugs(after.partition("`status:`")[0])}


def _attribute_ids(text: str) -> set[str]:
    bare = NOTES.sub("", text).replace("only where a way needs it, never asked otherwise", "")
    names = (part.strip(" .\n").split(".")[0] for part in bare.split("·"))
    return {name for name in names if re.fullmatch(r"[a-z]+(_[a-z]+)*", name)}


def _goal_ids(text: str) -> set[str]:
    return {name for line in text.strip().splitlines() for name in _slugs(line.partition(":")[2])}


def _codes() -> list[str]:
    """The codes of the region's organisations; a letter tells apart the bodies of one row."""
    return sorted(organization.code for organization in records().organizations if organization.code)


@pytest.mark.outside
def test_every_organisation_that_was_gathered_has_a_record() -> None:
    rows = set(row_codes(section(shared("reference/caliba_facts.md"), "1. Organisations and services"))) - WITHOUT_A_CODE
    assert len(rows) == 85 - len(WITHOUT_A_CODE)
    assert rows <= {code[:-1] if code[-1].isalpha() else code for code in _codes()}


def test_one_row_that_names_several_bodies_is_several_records() -> None:
    assert [code for code in _codes() if code.startswith("SD16")] == [f"SD16{letter}" for letter in "abcdefgh"]
    assert [code for code in _codes() if code.startswith("SD22")] == [f"SD22{letter}" for letter in "abc"]


@pytest.mark.outside
def test_every_paper_that_was_gathered_has_a_record() -> None:
    rows = row_codes(section(shared("reference/caliba_facts.md"), "2. Documents (nodes)"))
    assert sorted(rows) == [f"D{number:02}" for number in range(1, 39)]
    assert set(rows) <= {fact.code for fact in records().facts}


@pytest.mark.outside
def test_every_fact_that_others_rely_on_exists() -> None:
    names = _fact_ids(section(shared("design/ids.md"), "Facts"))
    assert {"document:f-3-visa", "document:photo-id", "status:resident-tuition", "at:us", "need-met:shelter"} <= names
    assert names <= {fact.id for fact in records().facts}


@pytest.mark.outside
def test_what_ids_call_brought_is_brought() -> None:
    brought = {fact.id for fact in records().facts if fact.brought}
    named = _brought_ids(section(shared("design/ids.md"), "Facts"))
    assert len(named) == 7
    assert named <= brought


@pytest.mark.outside
def test_every_attribute_that_others_rely_on_exists() -> None:
    names = _attribute_ids(section(shared("design/ids.md"), "Attributes"))
    assert {"side", "birth_date", "study_load", "filed_state", "languages"} <= names
    assert names <= {attribute.id for attribute in records().attributes}


@pytest.mark.outside
def test_every_goal_that_others_rely_on_exists() -> None:
    names = _goal_ids(section(shared("design/ids.md"), "Goals"))
    assert len(names) == 18
    assert names <= {goal.id for goal in records().goals}


@pytest.mark.parametrize("side", ["mx", "us"])
def test_every_side_has_its_universities(side: str) -> None:
    named = {"mx": {"uabc", "cetys", "colef", "ibero-tijuana", "ut-tijuana", "itesm"}, "us": {"ucsd", "sdsu", "usd", "southwestern"}}
    assert named[side] <= {organization.id for organization in records().organizations if organization.side == side}


def test_every_port_of_entry_is_there_with_lanes() -> None:
    ports = {port.id: port for port in records().ports}
    assert set(ports) >= {"san-ysidro", "pedwest", "otay-mesa", "cbx", "tecate", "calexico-east", "calexico-west", "andrade"}
    assert all(port.lanes for port in ports.values())

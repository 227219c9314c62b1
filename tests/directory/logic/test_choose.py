"""Opening hours, old evidence and words: what is pure in choosing from the directory."""

from __future__ import annotations

import datetime as dt

import pytest

from rumbo.directory.logic.choose import Choice, choose, is_open, is_stale, search
from rumbo.directory.logic.shelf import Contents, Entry, Shelf, fill_shelf
from rumbo.regionfile import records as rf
from tests.directory.planted import planted_region

ZONES = {"mx": "America/Tijuana", "us": "America/Los_Angeles"}


def shelf_of(records: rf.RegionRecords) -> Shelf:
    return fill_shelf(
        Contents(region=records.region, organizations=records.organizations, services=records.services, locations=records.locations)
    )


def bed(*hours: rf.Hours) -> Entry:
    """The service ``bed`` with these opening hours."""
    records = planted_region()
    services = tuple(one.model_copy(update={"hours": hours}) if one.id == "bed" else one for one in records.services)
    return shelf_of(records.model_copy(update={"services": services})).service["bed"]


MORNING = rf.Hours(days=(0, 1, 2, 3, 4), opens="08:00", closes="14:00")
NIGHT = rf.Hours(days=(4,), opens="20:00", closes="06:00")


@pytest.mark.parametrize(
    ("hours", "utc", "is_so"),
    [
        (MORNING, "2026-11-23T16:00", True),  # Monday, eight in the morning in Tijuana
        (MORNING, "2026-11-23T15:59", False),
        (MORNING, "2026-11-23T22:00", False),  # two in the afternoon: just closed
        (MORNING, "2026-11-22T18:00", False),  # Sunday
        (NIGHT, "2026-11-28T05:00", True),  # Friday night
        (NIGHT, "2026-11-28T13:00", True),  # Saturday, five in the morning: still Friday's night
        (NIGHT, "2026-11-29T13:00", False),
    ],
)
def test_what_is_open_is_told_by_the_clock_of_its_side(hours: rf.Hours, utc: str, *, is_so: bool) -> None:
    at = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert is_open(bed(hours), at=at, zones=ZONES) is is_so


def test_what_says_no_hours_is_not_open() -> None:
    assert not is_open(bed(), at=dt.datetime(2026, 11, 23, 18, tzinfo=dt.UTC), zones=ZONES)


def test_a_side_without_a_clock_is_read_by_utc() -> None:
    at = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    assert is_open(bed(MORNING), at=at, zones={})
    assert is_open(bed(MORNING), at=at, zones={"mx": "Nowhere/Land"})


@pytest.mark.parametrize(
    ("evidence", "checked", "stale"),
    [("2023", None, False), ("2022", None, True), ("2022", "2026-01-01", False), (None, None, True), ("2023-11", None, False)],
)
def test_evidence_is_old_three_years_after_the_last_day_it_may_mean(evidence: str | None, checked: str | None, *, stale: bool) -> None:
    provenance = rf.Provenance(evidence=evidence, checked_on=checked)
    assert is_stale(provenance, on=dt.date(2026, 11, 22), after_days=1095) is stale


def test_filters_must_all_hold() -> None:
    shelf = shelf_of(planted_region())
    found = choose(shelf.service.values(), Choice(wanted={"side": "us", "phase": "services"}), zones=ZONES)
    assert [entry.slug for entry in found] == ["checkup"]


@pytest.mark.parametrize("words", ["", "zz", "😀", "the of de la", "x " * 5000])
def test_words_that_mean_nothing_find_nothing(words: str) -> None:
    assert search(shelf_of(planted_region()), words, limit=10) == []


def test_what_is_called_so_comes_before_what_is_only_said_so() -> None:
    found = search(shelf_of(planted_region()), "Registro Civil", limit=3)
    assert found[0].slug == "registry"

"""A region goes into the database and comes out again: whole, once, all of it or nothing."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from rumbo.base.models import AuditEntry, RegionRow, Text
from rumbo.base.ports import Changes, healthchecks, region_parts
from rumbo.base.queries import broken_audit_entry
from rumbo.directory.models import Organization, Service
from rumbo.front.services import RegionRefused, load_region
from rumbo.pathways import queries
from rumbo.pathways.models import WayRow
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import RegionRecords
from tests.base.whole_region import text, whole_region
from tests.pathways.logic.small_region import records as small_region

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
TODAY = dt.date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def calibaja() -> RegionRecords:
    records, findings = read_region(Path(os.environ["RUMBO_REGION"]))
    assert records is not None, findings
    return records


@pytest.mark.parametrize("region", [whole_region, small_region, calibaja])
def test_what_was_loaded_is_what_is_read(region) -> None:  # noqa: ANN001  a function or a fixture of another module
    records = region()
    load_region(records, actor="test", now=NOW)
    connection.check_constraints()
    assert queries.current_records() == records


def test_a_region_that_is_loaded_already_is_not_written_again(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = load_region(small_region(), actor="test", now=NOW)
    again = load_region(small_region(), actor="test", now=LATER)
    assert (first.written, again.written) == (True, False)
    assert first.digest == again.digest
    assert again.changes == Changes()
    assert RegionRow.objects.get().loaded_at == NOW
    assert AuditEntry.objects.count() == 1


def test_a_change_writes_what_changed_and_keeps_every_id() -> None:
    records = whole_region()
    load_region(records, actor="test", now=NOW)
    ids = dict(Organization.objects.values_list("slug", "id"))
    texts = set(Text.objects.filter(object_kind="service").values_list("id", flat=True))
    first, *others = records.organizations
    renamed = records.model_copy(update={"organizations": (first.model_copy(update={"name": text("Otro", "Other")}), *others)})
    loaded = load_region(renamed, actor="test", now=LATER)
    assert loaded.changes == Changes(changed=1)
    assert dict(Organization.objects.values_list("slug", "id")) == ids
    assert set(Text.objects.filter(object_kind="service").values_list("id", flat=True)) == texts
    assert queries.current_records() == renamed


def test_what_is_gone_from_the_files_is_gone_from_the_database() -> None:
    records = whole_region()
    load_region(records, actor="test", now=NOW)
    less = records.model_copy(update={"ways": (), "services": (), "locations": (), "goals": records.goals[1:]})
    assert load_region(less, actor="test", now=LATER).changes == Changes(removed=5)
    connection.check_constraints()
    assert queries.current_records() == less
    assert not Text.objects.filter(object_kind__in=["way", "service", "location"]).exists()


def test_another_order_in_the_files_is_another_order_in_the_answer() -> None:
    records = whole_region()
    load_region(records, actor="test", now=NOW)
    turned = records.model_copy(update={"facts": records.facts[::-1], "organizations": records.organizations[::-1]})
    load_region(turned, actor="test", now=LATER)
    assert queries.current_records() == turned


def test_another_region_takes_the_place_of_the_first() -> None:
    load_region(whole_region(), actor="test", now=NOW)
    load_region(small_region(), actor="test", now=LATER)
    connection.check_constraints()
    assert RegionRow.objects.get().slug == "small"
    assert queries.current_records() == small_region()


class BreaksLast:
    """A room whose share of the load fails after all others have written theirs."""

    def replace_region(self, records: RegionRecords, *, now: dt.datetime) -> Changes:
        raise OSError("the disk is full")

    def read_region(self) -> dict[str, tuple[object, ...]]:
        return {}


@pytest.fixture
def a_room_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region_parts, "_items", {**dict(region_parts), "breaks": BreaksLast()})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("a_room_that_breaks")
def test_a_failure_in_the_last_room_leaves_nothing_behind() -> None:
    with pytest.raises(OSError, match="full"):
        load_region(small_region(), actor="test", now=NOW)
    assert not RegionRow.objects.exists()
    assert not WayRow.objects.exists()
    assert not Text.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_failed_change_leaves_the_loaded_region_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    load_region(whole_region(), actor="test", now=NOW)
    monkeypatch.setattr(region_parts, "_items", {**dict(region_parts), "breaks": BreaksLast()})
    with pytest.raises(OSError, match="full"):
        load_region(small_region(), actor="test", now=LATER)
    monkeypatch.undo()
    assert queries.current_records() == whole_region()


def test_ids_that_stand_twice_or_point_nowhere_are_refused_by_name() -> None:
    records = small_region()
    twice = records.model_copy(update={"goals": (*records.goals, records.goals[0])})
    with pytest.raises(RegionRefused, match=f"goals: {records.goals[0].id} stands 2 times"):
        load_region(twice, actor="test", now=NOW)
    nowhere = records.model_copy(update={"organizations": ()})
    with pytest.raises(RegionRefused, match="which no record has"):
        load_region(nowhere, actor="test", now=NOW)
    assert not RegionRow.objects.exists()


def test_a_load_is_written_in_the_audit_log() -> None:
    load_region(small_region(), actor="navigator", now=NOW)
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.verb, entry.subject, entry.fields) == ("navigator", "region.load", "region/small", ["digest"])
    assert broken_audit_entry() is None


def test_hsds_ids_follow_from_region_and_slug() -> None:
    load_region(whole_region(), actor="test", now=NOW)
    before = Service.objects.get(slug="curp-desk").id
    load_region(small_region(), actor="test", now=LATER)
    load_region(whole_region(), actor="test", now=LATER)
    assert Service.objects.get(slug="curp-desk").id == before


def test_texts_say_what_is_missing_and_who_drafted_them() -> None:
    load_region(whole_region(), actor="test", now=NOW)
    about = Text.objects.filter(object_kind="organization", object_id="registry", field="describes")
    assert dict(about.values_list("language", "origin")) == {"en": "original", "es": "machine", "ht": "machine"}
    assert about.get(language="es").source_digest != ""
    population = Text.objects.filter(object_kind="organization", object_id="registry", field="population")
    assert list(population.values_list("language", flat=True)) == ["es"]


def test_a_review_outlives_a_load_that_does_not_touch_its_text() -> None:
    records = whole_region()
    load_region(records, actor="test", now=NOW)
    reviewed = Text.objects.get(object_kind="service", object_id="curp-desk", field="how", language="en")
    Text.objects.filter(id=reviewed.id).update(reviewed_by="translator", reviewed_at=NOW)
    load_region(records.model_copy(update={"myths": ()}), actor="test", now=LATER)
    assert Text.objects.get(id=reviewed.id).reviewed_by == "translator"


def test_without_a_region_questions_say_so() -> None:
    with pytest.raises(queries.RegionMissing):
        queries.current_region(on=TODAY)
    assert queries.today(NOW) == TODAY


def test_the_health_of_the_region_is_told() -> None:
    check = dict(healthchecks)["region"]
    assert "rumbo region load" in str(check())
    load_region(small_region(), actor="test", now=NOW)
    assert check() is None


def test_a_compiled_region_is_kept_until_the_records_or_the_day_change(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load_region(small_region(), actor="test", now=NOW)
    first = queries.current_region(on=TODAY)
    with django_assert_num_queries(1):
        assert queries.current_region(on=TODAY) is first
    assert queries.current_region(on=TODAY + dt.timedelta(1)) is not first
    fewer = small_region().model_copy(update={"notices": ()})
    load_region(fewer, actor="test", now=LATER)
    assert queries.current_region(on=TODAY).records == fewer


def test_reading_a_region_takes_as_many_queries_whatever_its_size(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    load_region(small_region(), actor="test", now=NOW)
    tables, children, region = 15, 4, 4
    with django_assert_num_queries(2 * tables + children + region):
        queries.current_records()


def test_the_day_is_the_one_in_the_region() -> None:
    load_region(small_region(), actor="test", now=NOW)
    late_in_the_evening = dt.datetime(2026, 11, 23, 5, 30, tzinfo=dt.UTC)
    assert queries.today(late_in_the_evening) == TODAY

"""The audit log: only ever added to, and a change in it is found."""

from __future__ import annotations

import datetime as dt

import pytest

from rumbo.base.models import AuditEntry
from rumbo.base.queries import broken_audit_entry
from rumbo.base.services import record_audit

NOW = dt.datetime(2026, 11, 22, 20, 15, 30, 123456, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_entries() -> list[AuditEntry]:
    return [record_audit(actor="navigator", verb="region.load", subject=f"region/{n}", fields=("digest",), now=NOW) for n in (1, 2, 3)]


@pytest.mark.usefixtures("three_entries")
def test_a_whole_log_is_found_whole() -> None:
    assert broken_audit_entry() is None


def test_an_empty_log_is_whole() -> None:
    assert broken_audit_entry() is None


def test_each_entry_carries_the_hash_of_the_one_before(three_entries: list[AuditEntry]) -> None:
    first, second, third = three_entries
    assert first.prev_hash == "0" * 64
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)


@pytest.mark.usefixtures("three_entries")
@pytest.mark.parametrize("change", [{"actor": "someone else"}, {"fields": []}, {"at": NOW + dt.timedelta(seconds=1)}, {"hash": "f" * 64}])
def test_a_changed_entry_is_named(change: dict[str, object]) -> None:
    AuditEntry.objects.filter(number=2).update(**change)
    assert broken_audit_entry() == 2


@pytest.mark.usefixtures("three_entries")
def test_a_lost_entry_is_named() -> None:
    AuditEntry.objects.filter(number=2).delete()
    assert broken_audit_entry() == 2


def test_an_entry_refuses_to_be_changed_or_deleted(three_entries: list[AuditEntry]) -> None:
    with pytest.raises(TypeError, match="never changed"):
        three_entries[0].save()
    with pytest.raises(TypeError, match="never deleted"):
        three_entries[0].delete()

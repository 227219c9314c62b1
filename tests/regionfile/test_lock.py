"""Translations that were confirmed, and those whose original changed since."""

from __future__ import annotations

from pathlib import Path

from rumbo.regionfile.lock import LOCK_NAME, compare, make_lock, read_lock, update_lock, write_lock
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import RegionRecords
from tests.regionfile.planting import check, copy_small


def records_of(region: Path) -> RegionRecords:
    records, findings = read_region(region)
    assert records is not None, findings
    return records


def change(region: Path, old: str, new: str) -> None:
    path = region / "goals.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(region: Path) -> list[tuple[str, int]]:
    return [(found.code, found.line) for found in check(region)]


def test_a_changed_original_with_an_unchanged_translation_is_stale(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "es: Un trabajo formal", "es: Un trabajo con contrato")
    assert codes(region) == [("translation-stale", 4)]


def test_a_changed_translation_of_an_unchanged_original_is_not_stale(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "en: A formal job", "en: A job with a contract")
    assert codes(region) == []


def test_which_language_is_the_original_decides(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "en: A formal job", "en: A job with a contract, original: en")
    assert codes(region) == [("translation-stale", 4)]


def test_a_text_changed_in_both_languages_is_not_stale(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "es: Un trabajo formal, en: A formal job", "es: Un trabajo con contrato, en: A job with a contract")
    assert codes(region) == []


def test_a_new_text_is_not_yet_confirmed(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "    also_called: {es: [chamba]", "    first: {es: Respire., en: Breathe.}\n    also_called: {es: [chamba]")
    assert codes(region) == [("translation-unconfirmed", 6)]


def test_line_breaks_and_spaces_make_no_difference(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "es: Un trabajo formal", "es: 'Un  trabajo  formal '")
    assert codes(region) == []


def test_updating_the_lock_confirms_what_is_new_but_never_what_is_stale(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    change(region, "es: Un trabajo formal", "es: Un trabajo con contrato")
    change(region, "    also_called: {es: [chamba]", "    first: {es: Respire., en: Breathe.}\n    also_called: {es: [chamba]")
    records, lock = records_of(region), read_lock(region)
    assert lock is not None
    updated = update_lock(records, lock)
    states = {standing.key: standing.state for standing in compare(records, updated) if standing.state != "confirmed"}
    assert states == {"goals/villa-formal-job#name": "stale"}


def test_a_lock_is_written_and_read_back_the_same(tmp_path: Path) -> None:
    lock = make_lock(records_of(copy_small(tmp_path)))
    write_lock(tmp_path, lock)
    assert read_lock(tmp_path) == lock
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [LOCK_NAME]


def test_a_region_without_lock_or_with_a_broken_one_says_so(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    (region / LOCK_NAME).write_text("[1")
    assert codes(region) == [("lock-unreadable", 0)]
    (region / LOCK_NAME).unlink()
    assert codes(region) == [("lock-missing", 0)]

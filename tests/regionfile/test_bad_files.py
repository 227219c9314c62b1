"""Files that are malformed or hostile: refused with file and line, at no cost, and nothing is returned."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.regionfile.check import check_region
from rumbo.regionfile.files import MAX_FILES
from rumbo.regionfile.findings import Finding
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.strict_yaml import MAX_VALUES, YamlFaultError, decode, load
from rumbo.regionfile.words import SENTENCES
from tests.regionfile.planting import TODAY, copy_small

LAUGHS = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20))
CONDITION = """\
notices:
  - id: a
    level: info
    text: {}
    provenance: {}
    when:
      any:
        - document:a
        - {attr: b, age_at_least: old}
"""
BAD = {
    "a tab as indentation": ("ways:\n  - id: a\n\tname: x\n", "yaml-tab", 3),
    "an anchor": ("sources:\n  - &one {id: a}\n", "yaml-anchor", 2),
    "a billion laughs": (LAUGHS, "yaml-anchor", 1),
    "an alias": ("a: 1\nb: *a\n", "yaml-anchor", 2),
    "a tag": ("a: !!python/object:os.system x\n", "yaml-tag", 1),
    "a duplicate key": ("a: 1\nb:\n  c: 1\n  c: 2\n", "yaml-duplicate-key", 4),
    "a key that is a list": ("? [a]\n: b\n", "yaml-key", 1),
    "a bracket left open": ("a: [1, 2\nb: 3\n", "yaml-syntax", 2),
    "a second document": ("a: 1\n---\nb: 2\n", "yaml-second-document", 2),
    "deep nesting": ("a: " + "[" * 300 + "]" * 300, "yaml-too-deep", 1),
    "deep nesting that never ends": ("a:\n" + "- " * 100_000, "yaml-too-deep", 2),
    "a NUL": ("a: 1\nb: x\0y\n", "character-forbidden", 2),
    "a right-to-left override": ("a: x\u202ey\n", "character-forbidden", 1),
    "an escaped override": ('a: 1\nb: "x\\u202Ey"\n', "character-forbidden", 2),
    "a list at the top": ("- 1\n", "file-not-mapping", 1),
    "nothing": ("", "file-not-mapping", 1),
    "an unknown kind": ("sources: []\nwayz: []\n", "kind-unknown", 2),
    "a kind that is no list": ("ways: {id: a}\n", "kind-not-list", 1),
    "a record that is no mapping": ("ways:\n  - one\n", "record-not-mapping", 2),
    "an unknown field": ('sources:\n  - id: a\n    title: b\n    color: red\n    date: "2025"\n', "field-unknown", 4),
    "a missing field": ("sources:\n  - id: a\n", "field-missing", 2),
    "a number where text belongs": ("sources:\n  - id: a\n    title: b\n    date: 2025\n", "field-invalid", 4),
    "a word where true or false belongs": ("facts:\n  - {id: document:a, name: {}, provenance: {}, brought: yes}\n", "field-invalid", 2),
    "a condition that is none": (CONDITION, "field-invalid", 9),
    "a date that does not exist": ("sources:\n  - id: a\n    title: b\n    date: '2025-02-30'\n", "field-invalid", 4),
}  # fmt: skip


def findings_of(folder: Path) -> list[Finding]:
    records, findings = read_region(folder)
    assert records is None
    return list(findings)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_its_line(name: str, tmp_path: Path) -> None:
    text, code, line = BAD[name]
    region = copy_small(tmp_path)
    (region / "bad.yaml").write_text(text, encoding="utf-8")
    started = time.process_time()
    assert [(found.code, found.file, found.line) for found in findings_of(region)] == [(code, "bad.yaml", line)]
    assert time.process_time() - started < 2
    assert check_region(region, today=TODAY).exit_code == 2


def test_latin_1_is_refused_with_the_line_of_its_first_byte(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("sources:\n  - id: a\n    title: Acción\n".encode("latin-1"))
    (found,) = findings_of(tmp_path)
    assert (found.code, found.line, dict(found.values)) == ("file-not-utf8", 3, {"byte": "0xf3"})


def test_a_file_of_50_mb_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(50_000_000)
    started = time.process_time()
    assert [found.code for found in findings_of(tmp_path)] == ["file-too-large"]
    assert time.process_time() - started < 0.5


def test_more_values_than_a_file_may_hold_are_refused() -> None:
    with pytest.raises(YamlFaultError) as refused:
        load("a: [" + "1," * (MAX_VALUES + 1) + "]")
    assert refused.value.code == "yaml-too-many-values"


def test_more_files_than_a_region_may_have_are_refused(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}.yaml").write_text("sources: []\n")
    assert [found.code for found in findings_of(tmp_path)] == ["folder-too-many-files"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    (tmp_path / "secret.yaml").write_text("sources: []\n")
    (region / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (region / "folder").symlink_to(tmp_path)
    assert [(found.code, found.file) for found in findings_of(region)] == [("file-link", "folder"), ("file-link", "link.yaml")]


def test_a_named_pipe_does_not_hang_the_reader(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert [found.code for found in findings_of(tmp_path)] == ["file-unreadable"]


def test_a_folder_that_is_not_there_and_one_without_files_are_told_apart(tmp_path: Path) -> None:
    assert [found.code for found in findings_of(tmp_path / "gone")] == ["folder-missing"]
    assert [found.code for found in findings_of(tmp_path)] == ["folder-empty"]


def test_a_file_of_another_ending_is_named_and_passed_over(tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    (region / "more.yml").write_text("- not read")
    records, findings = read_region(region)
    assert records is not None
    assert [found.code for found in findings] == ["file-not-read"]


def test_only_true_false_null_and_numbers_are_not_text() -> None:
    data, _ = load("[true, no, null, 12, 0.5, 2026-11-22, 1:30, 007, 1e3, ~, 'true', 0x1F]")
    assert data == [True, "no", None, 12, 0.5, "2026-11-22", "1:30", "007", "1e3", "~", "true", "0x1F"]


@given(st.binary(max_size=300) | st.text(alphabet="ab:-?&*!|>[]{},#'\"% \n\t\\\u202e\r", max_size=120).map(str.encode))
def test_arbitrary_bytes_are_read_or_refused_but_never_raise(raw: bytes) -> None:
    read = read_or_refuse(raw)
    if isinstance(read, YamlFaultError):
        assert read.code in SENTENCES
        assert 1 <= read.line <= raw.count(b"\n") + raw.count(b"\r") + 2  # what is missing at the end is told of the line after it
    else:
        assert is_plain(read)


def read_or_refuse(raw: bytes) -> object:
    """What the bytes say, or the one error that may come of them."""
    try:
        return load(decode(raw))[0]
    except YamlFaultError as fault:
        return fault


def is_plain(data: object) -> bool:
    """Whether there is nothing in it but what a region file may hold: no dates, no sets, no keys but text."""
    if isinstance(data, dict):
        return all(type(key) is str and is_plain(value) for key, value in data.items())
    return all(map(is_plain, data)) if isinstance(data, list) else type(data) in {str, int, float, bool, type(None)}

"""Every code has its sentence in both languages, and stands in the documentation of both."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from rumbo.regionfile.findings import Place, finding, render
from rumbo.regionfile.words import EXPECTED, SENTENCES

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "src" / "rumbo" / "regionfile"
DOCUMENTED = {"en": ROOT / "docs" / "region-findings.md", "es": ROOT / "docs" / "es" / "region-findings.md"}
SEVERITIES = {
    "en": {"error": "error", "warning": "warning", "info": "info", "unreadable": "unreadable"},
    "es": {"error": "error", "warning": "advertencia", "info": "nota", "unreadable": "ilegible"},
}


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_both_sentences_of_a_code_speak_of_the_same_things(code: str) -> None:
    assert names_in(SENTENCES[code].es) == names_in(SENTENCES[code].en)
    assert SENTENCES[code].es != SENTENCES[code].en


@pytest.mark.parametrize("key", EXPECTED)
def test_what_was_expected_is_said_with_the_same_values_in_both_languages(key: str) -> None:
    es, en = EXPECTED[key]
    assert names_in(es) == names_in(en)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_documentation_holds_exactly_the_codes_there_are(lang: str) -> None:
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| ([^|]+) \| (.+) \|$", DOCUMENTED[lang].read_text(encoding="utf-8"), re.MULTILINE)
    words = SEVERITIES[lang]
    expected = [
        (code, words[it.severity] + (f", *{words['unreadable']}*" if it.unreadable else ""), it.es if lang == "es" else it.en)
        for code, it in SENTENCES.items()
    ]
    assert rows == expected


def test_every_documented_code_is_used_in_the_source() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py") if path.name != "words.py")
    composed = {"translation-stale", "translation-unconfirmed"}
    unused = [code for code in SENTENCES if f'"{code}"' not in source and not code.startswith("unknown-") and code not in composed]
    assert unused == []


def test_a_finding_is_said_in_the_language_asked_for() -> None:
    found = finding("calendar-ended", Place("calendars.yaml", 3, "until"), record="calendars/mx", until="2026-01-01")
    assert render(found, "es").startswith("calendars/mx: el calendario solo se conoce hasta 2026-01-01")
    assert render(found, "en").startswith("calendars/mx: the calendar is known only until 2026-01-01")

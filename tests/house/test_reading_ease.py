"""Everything a person reads here is easy to read: INFLESZ 65 or more in Spanish, grade 7 or less in English.

How it is measured: formulas and what does not count are in :mod:`checks.reading_ease`. They say little of a few words, so a
unit has at least 30 of them. The interface: all sentences of 8 words and more that one template or module says, together. The
region: each card, myth, rumour or notice by itself. What is shorter than a unit is measured together, by kind.
Nothing is exempt.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from checks.reading_ease import EASY_GRADE, EASY_PERSPICUITY, bare, grade, perspicuity, words_in
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import RegionRecords, Text

ROOT = Path(__file__).resolve().parents[2]
UNIT_WORDS = 30
SENTENCE_WORDS = 8
FIELDS = {
    "rights": ("claim", "for_whom", "say", "refused"),
    "myths": ("says", "truth", "because"),
    "rumours": ("says", "found"),
    "changes": ("text",),
    "notices": ("text",),
}


def interface(language: str) -> dict[str, str]:
    """The sentences of the interface, by the file that says them."""
    with (ROOT / "src" / "rumbo" / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as stream:
        catalog = read_po(stream, locale=language)
    said: dict[str, list[str]] = defaultdict(list)
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for file in {file for file, _line in message.locations}:
            said[file] += [form for form in forms if message.id and len(words_in(bare(form))) >= SENTENCE_WORDS]
    return pooled((file, "\n".join(sentences)) for file, sentences in sorted(said.items()))


def pooled(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Texts by name; what is shorter than a unit stands together, by what comes before the first slash of its name."""
    found: dict[str, str] = {}
    for name, text in texts:
        long_enough = len(words_in(bare(text))) >= UNIT_WORDS
        key = name if long_enough else f"{name.partition('/')[0]}: the short ones"
        found[key] = f"{found.get(key, '')}\n{text}"
    return found


def region(language: str) -> dict[str, str]:
    """The cards of the region, by kind and id."""
    records, _ = read_region(ROOT / "regions" / "calibaja")
    assert records is not None
    return pooled(cards(records, language))


def cards(records: RegionRecords, language: str) -> Iterator[tuple[str, str]]:
    for kind, fields in FIELDS.items():
        for record in getattr(records, kind):
            texts: list[Text | None] = [getattr(record, field) for field in fields]
            yield f"{kind}/{record.id}", "\n".join(getattr(text, language) or "" for text in texts if text)


def offenders(language: str, units: dict[str, str]) -> list[str]:
    """Units that are too hard, the hardest first, each with its measure."""
    long_enough = {name: text for name, text in units.items() if len(words_in(bare(text))) >= UNIT_WORDS}
    hard = (
        {name: EASY_PERSPICUITY - perspicuity(text) for name, text in long_enough.items()}
        if language == "es"
        else {name: grade(text) - EASY_GRADE for name, text in long_enough.items()}
    )
    worst = sorted((by, name) for name, by in hard.items() if by > 0)[::-1]
    return [f"{name}: too hard by {by:.1f}: {' '.join(units[name].split())[:160]}" for by, name in worst]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_interface_is_easy_to_read(language: str) -> None:
    assert offenders(language, interface(language)) == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_cards_and_notices_are_easy_to_read(language: str) -> None:
    assert offenders(language, region(language)) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "es",
            "La autoridad administrativa competente determinará la procedencia de la solicitud conforme a normatividad. ",
        ),
        (
            "en",
            "The competent administrative authority determines the admissibility of applications under regulations. ",
        ),
    ],
)
def test_the_language_of_offices_is_found(language: str, text: str) -> None:
    assert len(offenders(language, {"office": text * 4})) == 1

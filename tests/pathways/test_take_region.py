"""The region itself, taken along: whoever the person and whatever the goal, nothing discreet tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.discreet import discretion_of
from rumbo.pathways.logic.sms import length, parts
from rumbo.pathways.logic.take import sheet_of, short_text
from rumbo.pathways.logic.words import fact_words
from rumbo.regionfile.reader import read_region
from tests.pathways.logic.small_region import TODAY
from tests.pathways.logic.test_take import said

PEOPLE = (
    {"side": "mx", "birth_date": "1985-03-05", "nationality": "MX", "has_civil_record": "yes", "deported_on": "2026-11-20"},
    {"side": "mx", "birth_date": "1990-01-01", "nationality": "HT", "protection_need": "yes", "entered_mx_on": "2026-11-10"},
    {"side": "us", "birth_date": "2004-01-01", "nationality": "US", "exchange": "yes"},
)


@pytest.fixture(scope="module")
def calibaja() -> CompiledRegion:
    records, _ = read_region(Path(__file__).resolve().parents[2] / "regions" / "calibaja")
    assert records is not None
    return compile_region(records, on=TODAY)


@pytest.mark.parametrize("know", PEOPLE)
def test_no_plan_of_the_region_tells_when_it_is_taken_along(calibaja: CompiledRegion, know: dict[str, str]) -> None:
    words = discretion_of(calibaja)
    for goal in calibaja.goals:
        plan = answer(calibaja, read_ask(calibaja, goal=goal, know=know, as_of=TODAY, strict=False))
        for lang in ("es", "en"):
            made = sheet_of(plan, lang=lang, discretion=words, names=lambda fact: fact_words(calibaja, fact))
            texts = [*said(made).splitlines(), *short_text(made).splitlines()]
            assert [text for text in texts if words.tells(text)] == [], goal
            assert max(length(part) for part in parts(short_text(made))) <= 160


@pytest.mark.parametrize("word", ["COMAR", "INM", "tarjeta humanitaria", "SENTRI", "visa F-1", "Padre Chava", "CBP", "Grupo Beta"])
def test_the_region_names_its_own_words_that_tell(calibaja: CompiledRegion, word: str) -> None:
    assert discretion_of(calibaja).tells(f"Vaya a {word} mañana")

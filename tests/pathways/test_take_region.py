"""The region itself, taken along: whoever the person and whatever the goal, nothing discreet tells."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.discreet import discretion_of
from rumbo.pathways.logic.ics import calendar_file
from rumbo.pathways.logic.sms import length, parts
from rumbo.pathways.logic.take import calendar_of, sheet_of, short_text
from rumbo.pathways.logic.words import fact_words
from rumbo.regionfile.reader import read_region
from tests.pathways.logic.small_region import TODAY
from tests.pathways.logic.test_take import said

PEOPLE = (
    {"side": "mx", "birth_date": "1985-03-05", "nationality": "MX", "has_civil_record": "yes", "deported_on": "2026-11-20"},
    {"side": "mx", "birth_date": "1990-01-01", "nationality": "HT", "protection_need": "yes", "entered_mx_on": "2026-11-10"},
    {"side": "us", "birth_date": "2004-01-01", "nationality": "US", "exchange": "yes"},
    {"side": "mx", "birth_date": "2011-01-01", "nationality": "HN", "unaccompanied_minor": "yes"},
    {"side": "us", "birth_date": "1980-01-01", "nationality": "MX", "us_status_type": "none"},
    {},
)
HELD = {2: "repatriation-certificate", 3: "comar-negative-resolution", 4: "notice-to-appear", 5: "comar-certificate"}
# Written down by reading what came out, not taken from the lists that it is to try.
GIVES_AWAY = re.compile(
    r"asil|asylum|refug|deport|repatri|migra|returned (mexican|people)|devuelt|curp temporal|temporary curp|no puede volver|cannot go back"
    r"|(entró|came|entered) (a|into|to)? ?m[eé]xico|resoluci[oó]n|\bdecision|recurso|appeal|defensor[ií]a|defender|procuradur"
    r"|sin (su )?familia|without (their )?family|nunca sol|never alone|denuncia|int[eé]rprete|interpreter|ciudad nueva|new city"
    r"|autorizaci[oó]n|authoris|humanitari|albergue|shelter|\bvisa|garita|fronter|border|\bport\b|extranjer|foreign|haiti|hondur"
    r"|\bvih\b|\bhiv\b|violencia|violence|v[ií]ctim|trata de|traffick|lgbt|comar|\binm\b|\bcbp\b|\bice\b|uscis|no tiene nacionalidad",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def calibaja() -> CompiledRegion:
    records, _ = read_region(Path(__file__).resolve().parents[2] / "regions" / "calibaja")
    assert records is not None
    return compile_region(records, on=TODAY)


@pytest.mark.parametrize("who", range(len(PEOPLE)))
def test_no_plan_of_the_region_tells_when_it_is_taken_along(calibaja: CompiledRegion, who: int) -> None:
    words, held = discretion_of(calibaja), [HELD[who]] if who in HELD else []
    for goal in calibaja.goals:
        asked = read_ask(calibaja, goal=goal, have=held, know=PEOPLE[who], as_of=TODAY, strict=False)
        plan = answer(calibaja, asked, enough_branches=2)
        for lang in ("es", "en"):
            made = sheet_of(plan, lang=lang, discretion=words, names=lambda fact: fact_words(calibaja, fact))
            dates = calendar_file(calendar_of(made), now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC)).decode().replace("\r\n ", "")
            texts = [*said(made).splitlines(), *short_text(made).splitlines(), *dates.splitlines()]
            assert [text for text in texts if words.tells(text) or GIVES_AWAY.search(text)] == [], (goal, lang)
            assert max(length(part) for part in parts(short_text(made))) <= 160


@pytest.mark.parametrize("word", ["COMAR", "INM", "tarjeta humanitaria", "SENTRI", "visa F-1", "Padre Chava", "CBP", "Grupo Beta"])
def test_the_region_names_its_own_words_that_tell(calibaja: CompiledRegion, word: str) -> None:
    assert discretion_of(calibaja).tells(f"Vaya a {word} mañana")


def test_a_place_for_these_or_those_is_not_told_to_be_for_these_and_those(calibaja: CompiledRegion) -> None:
    """A house for men, and for whoever comes with children, is not for men with children alone."""
    plan = answer(calibaja, read_ask(calibaja, goal="bed-tonight", have=[], know={"side": "mx"}, as_of=TODAY, strict=False))
    made = sheet_of(plan, lang="es", discretion=None, names=lambda fact: fact_words(calibaja, fact))
    told = [words for item in made.items for words in item.only if "hombre" in words and "niñas" in words]
    assert told
    assert all("es hombre o viene con niñas o niños" in words for words in told)

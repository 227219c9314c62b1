"""What the shell's tags say: texts in the reader's language or marked, money, days and dates in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import translation

from rumbo.web.icons import ICONS
from rumbo.web.templatetags import shell


@pytest.mark.parametrize(("language", "said"), [("es", "Acta"), ("en", "Certificate")])
def test_a_text_is_said_in_the_readers_language(language: str, said: str) -> None:
    with translation.override(language):
        assert shell.say({"es": "Acta", "en": "Certificate"}) == said


def test_a_missing_translation_is_shown_in_its_own_language_and_marked() -> None:
    with translation.override("en"):
        said = shell.say({"es": "Acta <b>", "en": None})
    assert said == '<span lang="es">Acta &lt;b&gt;</span> <small class="missing">(not yet translated)</small>'


def test_nothing_said_is_nothing_shown() -> None:
    assert shell.say(None) == shell.say({}) == shell.plain(None) == shell.plain({}) == ""


@pytest.mark.parametrize(
    ("costs", "es", "en"),
    [
        ({}, "gratis", "free"),
        ({"MXN": 0, "USD": 0}, "gratis", "free"),
        ({"USD": 160}, "US$160", "US$160"),
        ({"MXN": 500.5, "USD": 6}, "$500.50 pesos + US$6", "$500.50 pesos + US$6"),
        ({"EUR": 3}, "3 EUR", "3 EUR"),
        ({"MXN": 1500}, "$1,500 pesos", "$1,500 pesos"),
    ],
)
def test_money_is_written_as_people_write_it(costs: dict[str, float], es: str, en: str) -> None:
    for language, words in (("es", es), ("en", en)):
        with translation.override(language):
            assert shell.money(costs) == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (None, "el mismo día"),
        ({"min": 0, "typical": 0, "max": 0}, "el mismo día"),
        ({"min": 0, "typical": 0, "max": 3}, "casi siempre el mismo día, a lo más 3 días"),
        ({"min": 1, "typical": 1, "max": 1}, "1 día"),
        ({"min": 2, "typical": 6, "max": 20}, "como 6 días (de 2 a 20)"),
    ],
)
def test_days_are_said_with_their_span(span: dict[str, int] | None, words: str) -> None:
    with translation.override("es"):
        assert shell.days(span) == words


def test_working_days_are_called_so() -> None:
    with translation.override("es"):
        assert shell.days({"min": 5, "typical": 10, "max": 20}, "working") == "como 10 días hábiles (de 5 a 20)"


@pytest.mark.parametrize(
    ("date", "words"),
    [("2026-11-22", "22 de noviembre de 2026"), (dt.date(2026, 11, 22), "22 de noviembre de 2026"), ("2025", "2025"), ("soon", "soon")],
)
def test_dates_are_written_out_and_a_year_of_evidence_stays_a_year(date: object, words: str) -> None:
    with translation.override("es"):
        assert shell.day(date).lower() == words


def test_weekdays_in_a_row_are_a_span() -> None:
    with translation.override("en"):
        assert shell.weekdays([0, 1, 2, 3, 4]) == "Mon–Fri"
        assert shell.weekdays([0, 2]) == "Mon, Wed"
        assert shell.weekdays(None) == ""


def test_each_icon_is_drawn_and_hidden_from_screen_readers() -> None:
    for name in ICONS:
        assert 'aria-hidden="true"' in shell.icon(name)


def test_a_misspelled_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        shell.icon("papper")


def test_the_language_switch_keeps_the_page_and_speaks_its_own_language() -> None:
    with translation.override("es"):
        (other,) = shell.other_languages({"request": RequestFactory().get("/es/privacy/")})
    assert other == {"code": "en", "name": "English", "url": "/en/privacy/"}

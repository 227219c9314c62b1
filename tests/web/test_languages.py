"""Languages are data: one that is only begun is served, falls back in plain sight, and is marked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import translation

from rumbo.config.settings import _name_of_language
from rumbo.regionfile.records import Text
from rumbo.web.templatetags import shell
from tests.pathways.walking import load


@pytest.fixture
def creole(settings: Any) -> str:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ht", "kreyòl ayisyen")]
    return "ht"


@pytest.mark.django_db
def test_a_draft_language_speaks_what_it_can_and_says_what_it_is(creole: str) -> None:
    load()
    page = Client().get("/ht/").content.decode()
    assert '<html lang="ht" dir="ltr"' in page
    assert "Kisa ou bezwen?" in page
    assert "Bouyon" in page
    assert 'hreflang="es"' in page


@pytest.mark.django_db
def test_a_language_that_is_not_served_has_no_pages() -> None:
    assert Client().get("/ht/").status_code == 404


def test_a_text_of_the_region_that_has_the_language_is_said_in_it(creole: str) -> None:
    with translation.override("ht"):
        assert shell.say(Text(es="Acta", en="Certificate", more={"ht": "Batistè"})) == "Batistè"


def test_a_text_of_the_region_that_lacks_the_language_says_which_one_it_is_in(creole: str) -> None:
    with translation.override("ht"):
        said = shell.say({"es": "Acta", "en": "Certificate"})
    assert said == '<span lang="es">Acta</span> <small class="missing">(español)</small>'


def test_a_language_nobody_knows_is_refused_at_the_start() -> None:
    with pytest.raises(ImproperlyConfigured, match="RUMBO_MORE_LANGUAGES: 'xx'"):
        _name_of_language("xx")

"""The living style guide shows every part that pages include, and every icon."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from rumbo.web.guide import SPECIMENS
from rumbo.web.icons import ICONS, TURNS

PARTS = Path(__file__).resolve().parents[2] / "src" / "rumbo" / "web" / "templates" / "web" / "parts"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_guide_stands_in_both_languages(language: str) -> None:
    page = Client().get(f"/{language}/styleguide/")
    assert page.status_code == 200
    for name in SPECIMENS:
        assert f'id="{name}"'.encode() in page.content


def test_every_part_has_its_place_in_the_guide() -> None:
    shown = "".join(file.read_text("utf-8") for file in PARTS.glob("guide/*.html"))
    of_the_frame = {"brand", "leave", "nav"}  # they stand on every page, the guide's too
    included = set(re.findall(r'"web/parts/(\w+)\.html"', shown + "".join(file.read_text("utf-8") for file in PARTS.glob("*.html"))))
    assert {file.stem for file in PARTS.glob("*.html")} - included - of_the_frame - {"search"} == set()


def test_every_specimen_is_listed() -> None:
    assert {file.stem for file in PARTS.glob("guide/*.html")} == set(SPECIMENS)


def test_icons_that_turn_are_icons() -> None:
    assert set(ICONS) >= TURNS


def test_no_pair_of_colors_falls_short() -> None:
    page = Client().get("/en/styleguide/").content.decode()
    pairs = re.findall(r"<strong>([\d.]+)</strong> \(≥ ([\d.]+)\)", page)
    assert len(pairs) > 90
    assert [pair for pair in pairs if float(pair[0]) < float(pair[1])] == []

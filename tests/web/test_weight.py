"""What the first visit weighs on a slow link."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client

from rumbo.front.services import load_region
from rumbo.regionfile.reader import read_region
from tests.pathways.walking import NOW

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "src" / "rumbo" / "web" / "static" / "web" / "rumbo.css"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["es", "en"])
def test_the_first_visit_weighs_less_than_sixty_kilobytes(language: str) -> None:
    """The page as it is sent, which carries a form's token and is not compressed, and the sheet as it is sent."""
    records, _ = read_region(ROOT / "regions" / "calibaja")
    assert records is not None
    load_region(records, actor="test", now=NOW)
    page = Client().get(f"/{language}/").content
    assert len(page) + len(gzip.compress(SHEET.read_bytes())) < 60_000

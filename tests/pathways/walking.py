"""How tests of pages begin: a region in the database, and a person with a browser of their own."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from rumbo.front.services import load_region
from rumbo.pathways.answers import COOKIE, Answers, open_answers
from rumbo.regionfile.records import RegionRecords
from tests.pathways.logic.small_region import records as small_region

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)


def load(records: RegionRecords | None = None) -> RegionRecords:
    """Load a region, the small one unless another is given."""
    region = records or small_region()
    load_region(region, actor="test", now=NOW)
    return region


def carried(client: Client, region: RegionRecords) -> Answers:
    """What the person's cookie holds."""
    value = client.cookies[COOKIE].value
    return open_answers(value, facts=[fact.id for fact in region.facts], now=dt.datetime.now(dt.UTC)).answers


def answer(client: Client, path: str, **data: object) -> str:
    """Send a form and say where it led."""
    response = client.post(path, data)
    assert response.status_code == 303, (response.status_code, response.content.decode()[:2000])
    return str(response["Location"])

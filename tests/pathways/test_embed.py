"""One goal in another site's frame: whole without scripts and cookies, the same for all, and nothing to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from rumbo.regionfile.reader import read_region
from tests.pathways.walking import answer, load

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "button"), [("es", "Ver mi plan"), ("en", "See my plan")])
def test_it_shows_the_goal_the_steps_in_short_and_a_way_to_the_whole_plan(client: Client, language: str, button: str) -> None:
    load()
    page = client.get(f"/{language}/embed/formal-job/").content.decode()
    assert button in page
    assert f'href="/{language}/plan/formal-job/" target="_blank" rel="noopener"' in page
    assert re.search(r"<strong>1\. ", page)
    assert not re.search(r"<form|<input|<button|csrf", page)


def test_a_list_of_services_is_shown_as_one(client: Client) -> None:
    load()
    page = client.get("/en/embed/bed-tonight/").content.decode()
    assert "See the list" in page
    assert "The steps in short" not in page


def test_any_site_may_frame_it_and_only_it(client: Client) -> None:
    load()
    response = client.get("/es/embed/formal-job/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert "frame-ancestors 'none'" in client.get("/es/plan/formal-job/")["Content-Security-Policy"]


def test_it_neither_reads_nor_sets_a_cookie(client: Client) -> None:
    load()
    before = client.get("/es/embed/formal-job/")
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp", "document:nss"])
    after = client.get("/es/embed/formal-job/")
    assert before.content == after.content
    assert (after.cookies, after["Cache-Control"]) == ({}, "public, max-age=300")


def test_a_goal_that_is_gone_is_a_clear_page(client: Client) -> None:
    load()
    response = client.get("/es/embed/nothing/")
    assert response.status_code == 404
    assert 'class="card"' in response.content.decode()


@pytest.mark.parametrize(("folder", "language"), [("docs", "en"), ("docs/es", "es")])
def test_the_snippet_of_the_guide_shows_a_goal_that_there_is(client: Client, folder: str, language: str) -> None:
    records, _ = read_region(ROOT / "regions" / "calibaja")
    load(records)
    snippet = (ROOT / folder / "guides" / "embed.md").read_text("utf-8")
    path = re.search(r'<iframe src="https://rumbo\.example(/[^"]+)"', snippet)
    assert path is not None
    response = client.get(path[1])
    assert (response.status_code, path[1].startswith(f"/{language}/")) == (200, True)

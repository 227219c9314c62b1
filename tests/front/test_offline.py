"""What devices keep for when there is no connection: only pages that are the same for all."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests.pathways.walking import answer, load

pytestmark = pytest.mark.django_db


def setup(client: Client) -> dict[str, Any]:
    """What the worker is told: pages by language, static files, version."""
    script = client.get("/sw.js").content.decode()
    return dict(json.loads(script.partition("\n")[0].removeprefix("const SETUP = ").removesuffix(";")))


def test_the_worker_is_a_script_for_the_whole_site_that_browsers_ask_for_anew(client: Client) -> None:
    response = client.get("/sw.js")
    told = {name: response[name] for name in ("Content-Type", "Cache-Control", "Service-Worker-Allowed")}
    assert told == {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    assert not response.cookies


def test_every_page_that_is_kept_is_there_the_same_for_all_and_may_be_kept(client: Client) -> None:
    load()
    told = setup(client)
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    for language, pack in told["languages"].items():
        assert f"/{language}/plan/formal-job/" in pack["pages"]
        assert f"/{language}/goals/" in pack["pages"]
        for page in (*pack["pages"], pack["offline"]):
            mine, anybodys = client.get(page), Client().get(page)
            assert (mine.status_code, mine["Cache-Control"]) == (200, "public, max-age=300"), page
            assert mine.content == anybodys.content, page
            assert not anybodys.cookies, page
    for asset in told["assets"]:
        assert client.get(asset).status_code == 200, asset


def test_home_is_not_kept_but_has_a_page_for_all_in_its_place(client: Client) -> None:
    load()
    assert client.get("/es/")["Cache-Control"] == "no-store"
    assert setup(client)["instead"] == {"/es/": "/es/goals/", "/en/": "/en/goals/"}
    page = client.get("/es/goals/").content.decode()
    assert page.count('class="card"') == 5


def test_another_region_makes_another_version(client: Client) -> None:
    empty = setup(client)["version"]
    region = load()
    one = setup(client)["version"]
    load(region.model_copy(update={"goals": region.goals[:-1]}))
    two = setup(client)["version"]
    load(region.model_copy(update={"region": region.region.model_copy(update={"name": region.goals[0].name})}))
    assert len({empty, one, two, setup(client)["version"]}) == 4


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Lo que puede leer sin conexión"), ("en", "What you can read without a connection")]
)
def test_the_page_for_when_there_is_no_connection_lists_what_is_kept(client: Client, language: str, words: str) -> None:
    load()
    page = client.get(f"/{language}/offline/").content.decode()
    assert words in page
    for kept in setup(client)["languages"][language]["pages"]:
        assert f'href="{kept}"' in page


def test_without_a_region_there_are_still_a_worker_and_its_page(client: Client) -> None:
    assert client.get("/sw.js").status_code == client.get("/es/offline/").status_code == client.get("/es/goals/").status_code == 200


def test_pages_ask_for_the_worker_but_the_calendar_after_leaving_and_foreign_frames_do_not(client: Client) -> None:
    load()
    for path, asks in (("/es/", True), ("/es/plan/formal-job/papers/", True), ("/es/today/", False), ("/es/embed/formal-job/", False)):
        assert bool(re.search(r'data-worker="/sw.js"', client.get(path).content.decode())) is asks, path

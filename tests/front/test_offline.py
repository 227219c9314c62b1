"""What devices keep for when there is no connection: only pages that are the same for all."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from rumbo.front.packs import key_of, rendered
from tests.acceptance.ask import region
from tests.pathways.walking import answer, load

pytestmark = pytest.mark.django_db


def setup(client: Client) -> dict[str, Any]:
    """What the worker is told: pages by language, static files, version."""
    script = client.get("/sw.js").content.decode()
    return dict(json.loads(script.partition("\n")[0].removeprefix("const SETUP = ").removesuffix(";")))


def kept(language: str, part: str = "first") -> dict[str, str]:
    """The pages of a part, by address."""
    response = Client().get(f"/{language}/offline/{part}.json")
    assert (response.status_code, response["Cache-Control"], response.cookies) == (200, "public, max-age=300", {})
    return dict(response.json()["pages"])


def parts(client: Client) -> list[str]:
    """The parts that the page offers."""
    return re.findall(r'data-name="([^"]+)"', client.get("/es/offline/").content.decode())


def test_the_worker_is_a_script_for_the_whole_site_that_browsers_ask_for_anew(client: Client) -> None:
    response = client.get("/sw.js")
    told = {name: response[name] for name in ("Content-Type", "Cache-Control", "Service-Worker-Allowed")}
    assert told == {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    assert not response.cookies


def test_every_page_that_is_kept_is_there_the_same_for_all_and_may_be_kept(client: Client) -> None:
    load()
    told = setup(client)
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    assert parts(client) == ["first", "papers", "directory-mx", "directory-us"]
    for language, pack in told["languages"].items():
        assert {f"/{language}/plan/formal-job/", pack["offline"]} <= set(kept(language))
        for part in parts(client):
            for page, words in kept(language, part).items():
                mine, anybodys = client.get(page), Client().get(page)
                assert (mine.status_code, mine["Cache-Control"]) == (200, "public, max-age=300"), page
                assert mine.content == anybodys.content == words.encode(), page
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
    records = load()
    one = setup(client)["version"]
    load(records.model_copy(update={"goals": records.goals[:-1]}))
    two = setup(client)["version"]
    load(records.model_copy(update={"region": records.region.model_copy(update={"name": records.goals[0].name})}))
    assert len({empty, one, two, setup(client)["version"]}) == 4


@pytest.mark.parametrize(
    ("language", "words"), [("es", "Lo que puede leer sin conexión"), ("en", "What you can read without a connection")]
)
def test_the_page_for_when_there_is_no_connection_lists_what_is_kept(client: Client, language: str, words: str) -> None:
    load()
    page = client.get(f"/{language}/offline/").content.decode()
    assert words in page
    for address in kept(language):
        assert f'href="{address}"' in page
    for part, door in (("papers", "papers/"), ("directory-mx", "directory/sides/mx/"), ("directory-us", "directory/sides/us/")):
        assert f'data-part="/{language}/offline/{part}.json"' in page
        assert f'href="/{language}/{door}"' in page
        assert f"/{language}/{door}" in kept(language, part)


def test_every_link_of_a_part_to_the_directory_leads_to_a_page_that_is_kept_with_it(client: Client) -> None:
    """On the small region all of a side's pages fit its part: what is not kept is of the other side, or asks for a choice."""
    load()
    for side, other in (("mx", "us"), ("us", "mx")):
        pages, others = kept("es", f"directory-{side}"), kept("es", f"directory-{other}")
        links = {key_of(unescape(link)) for words in pages.values() for link in re.findall(r'href="(/es/directory/[^"#]*)"', words)}
        missing = {link for link in links if link not in pages and link not in others}
        assert missing <= {"/es/directory/", "/es/directory/services/", "/es/directory/organizations/", "/es/directory/places/"}, missing


def test_what_must_stay_hidden_is_in_no_part(client: Client) -> None:
    load()
    for part in parts(client):
        told = "".join(kept("es", part).values())
        assert "Nombre que no se dice" not in told, part
        assert "quiet-house" not in told, part


def test_a_part_says_what_it_weighs_before_it_is_sent_and_that_it_has_not_changed(client: Client) -> None:
    load()
    asked = {"HTTP_ACCEPT_ENCODING": "gzip"}
    told, sent = client.head("/es/offline/papers.json", **asked), client.get("/es/offline/papers.json", **asked)
    assert int(told["Content-Length"]) == len(sent.content)
    assert json.loads(gzip.decompress(sent.content)) == client.get("/es/offline/papers.json").json()
    again = client.get("/es/offline/papers.json", HTTP_IF_NONE_MATCH=sent["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_a_part_changes_with_the_region_and_none_is_there_that_no_room_has(client: Client) -> None:
    records = load()
    before = client.get("/es/offline/papers.json")["ETag"]
    described = [fact.model_copy(update={"describes": records.goals[0].name}) for fact in records.facts]
    load(records.model_copy(update={"facts": tuple(described)}))
    assert client.get("/es/offline/papers.json")["ETag"] != before
    assert client.get("/es/offline/nothing.json").status_code == 404


def test_a_page_with_a_form_of_ours_is_in_no_part() -> None:
    load()
    with translation.override("es"):
        assert rendered("/es/plan/formal-job/") is not None
        for somebodys in ("/es/", "/es/directory/", "/es/plan/formal-job/papers/", "/es/plan/formal-job/way/"):
            assert rendered(somebodys) is None, somebodys


def test_the_parts_of_the_real_region_are_light(client: Client) -> None:
    """Measured in November 2026: 20, 30, 100 and 60 kB. A phone with little data takes them all for less than one photo."""
    load(region().records)
    weights = {part: int(client.head(f"/es/offline/{part}.json", HTTP_ACCEPT_ENCODING="gzip")["Content-Length"]) for part in parts(client)}
    assert max(weights.values()) < 150_000, weights
    assert weights["first"] < 40_000, weights


def test_without_a_region_there_are_still_a_worker_and_its_page(client: Client) -> None:
    assert client.get("/sw.js").status_code == client.get("/es/offline/").status_code == client.get("/es/goals/").status_code == 200


def test_pages_ask_for_the_worker_but_the_calendar_after_leaving_and_foreign_frames_do_not(client: Client) -> None:
    load()
    for path, asks in (("/es/", True), ("/es/plan/formal-job/papers/", True), ("/es/today/", False), ("/es/embed/formal-job/", False)):
        assert bool(re.search(r'data-worker="/sw.js"', client.get(path).content.decode())) is asks, path

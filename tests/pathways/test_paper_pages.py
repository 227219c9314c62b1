"""A page for each paper: the same for all, in both languages, linked from where papers are named."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from rumbo.base.logic.analyser import fold
from rumbo.pathways.logic.papers import asked_in, paper, papers_by_issuer
from rumbo.pathways.paper_pages import paper_pages
from tests.acceptance.ask import region
from tests.pathways.walking import answer, load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Credencial de elector", "No es pasaporte.", "Cómo sacarlo", "Qué le abre", "A law"]),
        ("en", ["Voter card", "It is no passport.", "How to get it", "What it opens", "A law"]),
    ],
)
def test_a_paper_has_a_page_in_both_languages(client: Client, language: str, words: list[str]) -> None:
    load()
    page = unescape(client.get(f"/{language}/papers/document/ine/").content.decode())
    assert [word for word in words if word not in page] == []


def test_it_says_what_gives_the_paper_what_asks_for_it_and_which_goals_end_with_it(client: Client) -> None:
    load()
    page = client.get("/en/papers/document/curp/").content.decode()
    get, opens = page.split('id="opens"')
    assert re.search(r"<li>Step \S*curp", get)
    assert "<li>Step get-nss" in opens
    assert 'href="/en/plan/formal-job/"' in opens


def test_it_reads_no_cookie_and_any_cache_may_keep_it(client: Client) -> None:
    load()
    before = client.get("/es/papers/document/curp/")
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    after = client.get("/es/papers/document/curp/")
    assert before.content == after.content
    assert (after["Cache-Control"], after.cookies) == ("public, max-age=300", {})


def test_the_title_that_browsers_keep_says_of_no_paper_which(client: Client) -> None:
    load()
    titles = {re.search("<title>(.*)</title>", client.get(path).content.decode())[1] for path in _pages("es")}  # type: ignore[index]
    assert titles == {"Papeles · Rumbo", "Un papel · Rumbo"}


@pytest.mark.parametrize("path", ["/es/papers/document/nothing/", "/es/papers/need-met/shelter/", "/es/papers/status/formal-job/"])
def test_what_is_no_paper_has_no_page(client: Client, path: str) -> None:
    load()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/es/papers/", "/es/papers/document/curp/"])
def test_without_a_region_it_says_when_to_come_back(client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")


def test_every_paper_of_the_region_has_a_page_that_the_list_links_to(client: Client) -> None:
    load(region().records)
    listed = re.findall(r'<li class="tight"><p><a href="([^"]+)"', client.get("/es/papers/").content.decode())
    assert len(listed) == len(set(listed)) > 50
    assert {"/es/papers/", *listed} == set(_pages("es"))
    for path in listed:
        page = client.get(path)
        assert page.status_code == 200, path
        assert 'class="source"' in page.content.decode(), path


def test_the_papers_step_and_the_search_lead_to_the_page(client: Client) -> None:
    load()
    assert 'href="/es/papers/document/curp/" target="_blank"' in client.get("/es/plan/formal-job/papers/").content.decode()
    assert 'href="/en/papers/document/ine/"' in client.post("/en/search/", {"words": "voter card"}).content.decode()


def test_a_service_that_is_found_leads_to_its_page(client: Client) -> None:
    load()
    assert 'href="/en/directory/services/job-office/"' in client.post("/en/search/", {"words": "enrolment"}).content.decode()


def test_the_api_has_the_same(client: Client) -> None:
    load()
    found = client.get("/api/v1/documents/document/curp").json()
    assert found["id"] == "document:curp"
    assert "nss-online" in {way["service"] for way in found["opens"]}
    assert "formal-job" in {goal["id"] for goal in found["helps"]}
    missing = client.get("/api/v1/documents/document/nothing")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")


def test_a_fact_that_nobody_may_have_does_not_open_the_way() -> None:
    """Of who was refused, a way may ask that they hold no appeal: that paper does not open it."""
    for found in (found for _side, group in papers_by_issuer(region()) for found in group):
        told = paper(region(), found["id"])
        assert told is not None
        amounts = {found["id"], *(other["id"] for other in told["amounts_to"])}
        for way in told["opens"]:
            assert amounts & asked_in(region().ways[way["way"]].requires)


def test_no_page_names_what_a_place_that_must_stay_hidden_gives() -> None:
    hidden = {body.id for body in region().records.organizations if body.disclosure == "confidential"}
    services = {one.id for one in region().records.services if one.organization in hidden or one.disclosure == "confidential"}
    told = [paper(region(), found["id"]) for _side, group in papers_by_issuer(region()) for found in group]
    assert services
    for found in told:
        assert found is not None
        assert not services & {way["service"] for way in (*found["opens"], *found["given_by"])}
        assert not any(name in json.dumps(found) for name in hidden)


def _pages(language: str) -> list[str]:
    with translation.override(language):
        assert reverse("pathways:all-papers") == f"/{language}/papers/"
        return [page.url for page in paper_pages()]


@pytest.mark.parametrize("language", ["es", "en"])
def test_papers_of_a_side_stand_in_the_order_of_their_names(client: Client, language: str) -> None:
    load(region().records)
    page = unescape(client.get(f"/{language}/papers/").content.decode())
    sides = [re.findall(r'<a href="[^"]+/papers/[^"]+"><strong>(.*?)</strong>', side) for side in page.split("<h2")[1:]]
    assert sum(map(len, sides)) > 20
    for names in sides:
        assert [fold(name) for name in names] == sorted(fold(name) for name in names)

"""The directory's pages: lists with filters that need no script, one page for each record, search by plain words."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rumbo.base.models import RegionRow
from rumbo.regionfile import records as rf
from tests.acceptance.ask import region as caliba
from tests.directory.planted import planted_region
from tests.directory.test_api_lists import many
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _region() -> None:
    load(planted_region())


def page_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return response.content.decode()


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/es/directory/", "Quién ayuda y dónde"),
        ("/en/directory/", "Who helps, and where"),
        ("/es/directory/services/", "Servicios"),
        ("/en/directory/organizations/", "Organizations"),
        ("/es/directory/places/", "Lugares"),
        ("/en/directory/ports/", "Border crossings"),
        ("/es/map/", "Mapa de los dos lados"),
    ],
)
def test_each_page_is_there_in_its_language(client: Client, path: str, heading: str) -> None:
    page = page_of(client, path)
    assert f"<h1>{heading}</h1>" in page
    assert "<title></title>" not in page


@pytest.mark.parametrize("path", ["organizations/nobody/", "services/nothing/", "places/nowhere/", "ports/none/"])
def test_a_record_that_is_not_there_is_a_page_that_says_so(client: Client, path: str) -> None:
    assert "No encontramos" in page_of(client, f"/es/directory/{path}", status=404)


def test_without_a_region_the_pages_say_so(client: Client) -> None:
    RegionRow.objects.all().delete()
    assert "Todavía se está cargando" in page_of(client, "/es/directory/")
    for path in ("services/", "organizations/", "places/", "ports/"):
        page_of(client, f"/es/directory/{path}")
    page_of(client, "/es/map/")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("need=need-met:legal-advice", {"lawyer"}),
        ("side=us", {"consulate-window", "checkup"}),
        ("language=ht", {"checkup"}),
        ("class=health", {"checkup"}),
        ("population=personas-refugiadas", {"checkup"}),
        ("municipality=tijuana&phase=immediate", {"bed", "open-window", "old-news"}),
        ("side=us&phase=services", {"checkup"}),
        ("open_now=on", {"checkup"}),
    ],
)
def test_filters_choose_and_add_up(client: Client, query: str, shown: set[str]) -> None:
    page = page_of(client, f"/es/directory/services/?{query}")
    assert set(re.findall(r'<h2><a href="/es/directory/services/([a-z-]+)/', page)) == shown


def test_the_number_beside_a_filter_is_how_many_it_would_show(client: Client) -> None:
    page = page_of(client, "/es/directory/services/?side=us")
    options = re.findall(r'<option value="(services|immediate)"[^>]*>[^<]*\((\d+)\)', page)
    for value, number in options:
        chosen = page_of(client, f"/es/directory/services/?side=us&phase={value}")
        assert chosen.count("<h2><a") == int(number)
    assert len(options) == 2


def test_what_has_closed_is_in_no_list_and_its_page_says_so(client: Client) -> None:
    assert "old-office" not in page_of(client, "/es/directory/organizations/")
    assert "old-bed" not in page_of(client, "/es/directory/services/")
    assert "Ya cerró: no vaya" in page_of(client, "/es/directory/organizations/old-office/")


@pytest.mark.parametrize("query", ["side=mars", "page=0", "page=x", "need=%00", "phase=" + "x" * 5000, "class=army&side=us"])
def test_a_filter_that_is_not_known_is_left_out_and_told(client: Client, query: str) -> None:
    assert "no existe aquí" in page_of(client, f"/es/directory/services/?{query}")
    page_of(client, f"/es/map/?{query}")


def test_hours_that_are_not_known_are_said_to_be(client: Client) -> None:
    assert "No sabemos el horario" in page_of(client, "/es/directory/services/bed/")
    assert "no sabemos el horario: no saldrán" in page_of(client, "/es/directory/services/")
    assert "Todavía no sabemos el horario de ninguno" in page_of(client, "/es/directory/services/?side=mx")


def test_old_facts_and_open_questions_are_marked(client: Client) -> None:
    assert "Este dato es viejo" in page_of(client, "/es/directory/services/old-news/")
    assert "Este dato es viejo" not in page_of(client, "/es/directory/services/bed/")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/directory/organizations/migration/", "Immigration or border authority"),
        ("/en/directory/organizations/migration-desk/", "Office of Migration office, immigration or border authority"),
        ("/es/directory/services/station/", "Autoridad de migración o de frontera"),
        ("/en/directory/organizations/registry/", "government office, not immigration"),
    ],
)
def test_what_kind_of_body_it_is_is_said_plainly(client: Client, path: str, words: str) -> None:
    assert words in page_of(client, path)


def test_only_a_phone_that_was_tried_lately_is_shown(client: Client) -> None:
    page = page_of(client, "/es/directory/organizations/clinic/")
    assert 'href="tel:+16195550101"' in page
    assert "+16195550102" not in page
    assert "no damos ninguno" in page_of(client, "/es/directory/organizations/registry/")


def test_a_service_leads_into_the_plans_that_it_is_part_of(client: Client) -> None:
    page = page_of(client, "/es/directory/services/nss-online/")
    assert 'href="/es/plan/formal-job/"' in page
    assert 'href="/es/plan/voter-card/"' not in page
    assert 'href="/es/plan/bed-tonight/"' in page_of(client, "/es/directory/services/bed/")


def test_a_service_says_for_whom_it_is(client: Client) -> None:
    assert "18 or older" in page_of(client, "/en/directory/services/bed/")


def test_enforcement_leads_into_no_search_for_help(client: Client) -> None:
    assert "/plan/bed-tonight/" not in page_of(client, "/es/directory/services/station/")


@pytest.mark.parametrize(
    ("words", "found"),
    [("abogada", "lawyer"), ("clinica", "checkup"), ("dormitorios", "any-bed"), ("Clinnic", "checkup"), ("legal", "lawyer")],
)
def test_search_takes_words_as_people_type_them(client: Client, words: str, found: str) -> None:
    page = client.post("/es/directory/search/", {"words": words})
    assert page["Cache-Control"] == "no-store"
    assert f"/es/directory/services/{found}/" in page.content.decode()


@pytest.mark.parametrize("words", ["", " ", "x" * 121, "\u202e\x00"])
def test_a_search_that_cannot_be_read_is_told(client: Client, words: str) -> None:
    assert client.post("/es/directory/search/", {"words": words}).status_code == 422


def test_a_search_that_finds_nothing_offers_another_way(client: Client) -> None:
    assert "Elegir por lo que necesita" in client.post("/es/directory/search/", {"words": "xqzw 😀"}).content.decode()


def test_a_list_is_read_in_parts_that_keep_the_filters(client: Client) -> None:
    load(many(planted_region(), 45))
    first = page_of(client, "/es/directory/organizations/?side=mx")
    assert first.count("<h2><a") == 20
    assert 'rel="next" href="?side=mx&amp;page=2"' in first
    last = page_of(client, "/es/directory/organizations/?side=mx&page=3")
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last
    assert "Vuelva al principio" in page_of(client, "/es/directory/organizations/?side=mx&page=99")


@pytest.mark.parametrize("path", ["services/", "organizations/", "places/", "services/?side=mx&phase=immediate", "organizations/registry/"])
def test_a_page_asks_the_database_almost_nothing_however_long_the_list(client: Client, path: str) -> None:
    numbers = []
    for region in (planted_region(), many(planted_region(), 60)):
        load(region)
        client.get(f"/es/directory/{path}")
        with CaptureQueriesContext(connection) as captured:
            page_of(client, f"/es/directory/{path}")
        numbers.append(len(captured))
    assert numbers[0] == numbers[1] <= 5


def test_lists_may_be_kept_and_set_no_cookie(client: Client) -> None:
    response = client.get("/es/directory/services/")
    assert "public" in response["Cache-Control"]
    assert response.cookies == {}


def test_a_map_without_geometry_is_a_list(client: Client) -> None:
    page = page_of(client, "/es/map/")
    assert "<svg viewBox" not in page.split("<main")[1].split('class="icon"')[0]
    assert "En la lista está todo" in page


def test_whom_a_place_is_for_is_a_list_that_fits_a_phone_and_keeps_what_was_chosen(client: Client) -> None:
    region = many(planted_region(), 15)
    whom = [
        record.model_copy(update={"population": rf.Text(es=f"Gente {i}", en=f"People {i}")}) for i, record in enumerate(region.services)
    ]
    load(region.model_copy(update={"services": tuple(whom[:-1])}))
    page = page_of(client, "/es/directory/services/")
    assert "gente-" not in page
    assert 'value="personas-refugiadas"' not in page
    assert 'value="gente-1" selected' in page_of(client, "/es/directory/services/?population=gente-1")


@pytest.mark.parametrize("path", ["organizations/", "services/", "places/", "ports/"])
def test_the_title_that_browsers_keep_names_no_place(client: Client, path: str) -> None:
    """A list of pages visited is read by whoever holds the phone: it says "Service", not whose."""
    if path == "ports/":
        load(caliba().records)
    links = set(re.findall(rf'href="(/es/directory/{path}[a-z0-9-]+/)"', page_of(client, f"/es/directory/{path}")))
    assert links
    titles = {re.findall("<title>(.*) · Rumbo</title>", page_of(client, link))[0] for link in links}
    assert titles <= {"Organización", "Servicio", "Lugar"}

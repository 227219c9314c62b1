"""What must not be seen is in no page, list, filter, number, search, map or answer of the API."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rumbo.directory import queries
from rumbo.directory.logic.shelf import Contents, fill_shelf
from tests.directory.planted import SECRETS, planted_region
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db

LISTS = ("organizations", "services", "places", "ports")
RECORDS = planted_region()


@pytest.fixture(autouse=True)
def _region(settings: Any, tmp_path: Path) -> None:
    """The planted region, with a map of its own."""
    settings.REGION = tmp_path
    (tmp_path / "geometry.json").write_text(json.dumps(GEOMETRY), "utf-8")
    load(RECORDS)


SOURCE = {"id": "drawn", "title": "Drawn by hand", "url": "https://example.org", "licence": "CC0", "through": "by hand"}
SQUARE = [[-118.0, 32.0], [-116.0, 32.0], [-116.0, 33.0], [-118.0, 33.0], [-118.0, 32.0]]
GEOMETRY = {
    "region": "small",
    "licence": {"es": "CC0", "en": "CC0"},
    "sources": [SOURCE],
    "views": [{"id": "all", "name": {"es": "Todo", "en": "All"}, "west": -118, "south": 32, "east": -116, "north": 33}],
    "land": [{"side": "mx", "source": "drawn", "name": {"es": "México", "en": "Mexico"}, "label_at": [-117.5, 32.2], "rings": [SQUARE]}],
    "cities": [{"name": "Tijuana", "side": "mx", "source": "drawn", "at": [-117.1, 32.5]}],
}


def addresses() -> Iterator[str]:
    """Every page there could be: each list with each of its filters, each slug of the region whether it may be told or not."""
    slugs = {"organizations": RECORDS.organizations, "services": RECORDS.services, "places": RECORDS.locations}
    for language in ("es", "en"):
        yield from (f"/{language}/directory/", f"/{language}/map/", f"/{language}/plan/bed-tonight/way/")
        yield from (f"/{language}/directory/{kind}/" for kind in LISTS)
        yield from (f"/{language}/directory/{kind}/{record.id}/" for kind, records in slugs.items() for record in records)
    for kind, records in (("organizations", RECORDS.organizations), ("services", RECORDS.services), ("locations", RECORDS.locations)):
        yield f"/api/v1/{kind}"
        yield from (f"/api/v1/{kind}/{record.id}" for record in records)


def unseen(text: str, *, secrets: tuple[str, ...] = SECRETS) -> list[str]:
    plain = html.unescape(text)
    return [secret for secret in secrets if secret in plain]


def test_no_page_and_no_answer_tells_what_is_hidden(client: Client) -> None:
    for address in addresses():
        response = client.get(address)
        assert response.status_code in (200, 302, 404), address
        asked = [part for part in SECRETS if part in address]  # a page that is not there may repeat what was asked of it
        told = [secret for secret in unseen(response.content.decode()) if secret not in asked]
        assert told == [], address


@pytest.mark.parametrize("slug", ["quiet-house", "quiet-place", "hidden-at-open-body"])
def test_a_hidden_record_has_no_page(client: Client, slug: str) -> None:
    kind = "organizations" if slug == "quiet-house" else "places"
    api = "organizations" if slug == "quiet-house" else "locations"
    assert client.get(f"/es/directory/{kind}/{slug}/").status_code == 404
    assert client.get(f"/api/v1/{api}/{slug}").status_code == 404


@pytest.mark.parametrize("words", ["nombre que no se dice", "colonia secreta", "calle oculta", "barrio confidencial"])
def test_a_search_for_what_is_hidden_finds_nothing_of_it(client: Client, words: str) -> None:
    page = client.post("/es/directory/search/", {"words": words}).content.decode()
    assert unseen(page.replace(f'value="{words}"', "")) == []
    assert not re.search(r"/directory/services/quiet-(bed|help)/", page)


@pytest.mark.parametrize("query", ["population=personas-que-nadie-debe-hallar", "municipality=barrio-confidencial"])
def test_what_is_hidden_is_no_filter(client: Client, query: str) -> None:
    for kind in ("services", "places"):
        assert "no existe aquí" in client.get(f"/es/directory/{kind}/?{query}").content.decode()
    assert client.get(f"/api/v1/services?{query}").json()["total"] == 0


def test_a_confidential_service_says_nothing_of_whose_it_is_or_where(client: Client) -> None:
    page = client.get("/es/directory/services/quiet-help/").content.decode()
    assert "Servicio seguro" in page
    assert "Casa abierta" not in page
    assert "Tijuana" not in page
    assert "para proteger el lugar" in page
    offered = set(re.findall(r"/directory/services/([a-z-]+)/", client.get("/es/directory/organizations/house/").content.decode()))
    assert offered == {service["slug"] for service in client.get("/api/v1/services?organization=house").json()["items"]}
    assert "quiet-help" not in offered


def test_a_confidential_service_changes_no_number_beside_its_organization() -> None:
    without = RECORDS.model_copy(update={"services": tuple(one for one in RECORDS.services if one.id not in ("quiet-help", "quiet-bed"))})
    for kind in ("organization", "location"):
        before, after = (
            {
                slug: (entry.facets, entry.names, entry.about)
                for slug, entry in fill_shelf(
                    Contents(
                        region=records.region, organizations=records.organizations, services=records.services, locations=records.locations
                    )
                )
                .of(kind)  # type: ignore[arg-type]
                .items()
            }
            for records in (RECORDS, without)
        )
        assert before == after


def test_hours_of_a_confidential_service_are_not_counted(client: Client) -> None:
    listed = client.get("/api/v1/services?open_now=true").json()["items"]
    assert [service["slug"] for service in listed] == ["checkup"]


def test_only_a_place_that_may_be_shown_exactly_is_a_point_on_the_map() -> None:
    shelf = queries.current_shelf()
    drawing = queries.draw_map(shelf.location.values(), view="", city_url=str, port_url=str, place_url=str)
    assert drawing is not None
    assert [mark.spot.url for mark in drawing.marks if mark.spot.kind == "place"] == ["open-desk"]
    (city,) = (mark.spot for mark in drawing.marks if mark.spot.kind == "city")
    assert city.count == 4  # open, by area, and two to contact first: their city is shown in the lists too


def test_a_place_by_area_has_its_neighbourhood_and_no_street(client: Client) -> None:
    page = client.get("/es/directory/places/area-house/").content.decode()
    assert "Zona Norte" in page
    assert "no damos la dirección" in page


def test_a_place_to_contact_first_is_a_name_and_a_city(client: Client) -> None:
    page = client.get("/en/directory/places/call-first/").content.decode()
    assert "Call or write first" in page
    place = client.get("/api/v1/locations/call-first").json()
    assert (place["municipality"], place["neighbourhood"], place["street"], place["latitude"]) == ("Tijuana", None, None, None)


def test_a_place_is_no_more_open_than_the_body_whose_service_is_given_there() -> None:
    shy = RECORDS.model_copy(
        update={
            "organizations": tuple(
                one.model_copy(update={"disclosure": "contact-first"}) if one.id == "house" else one for one in RECORDS.organizations
            ),
            "services": tuple(
                one.model_copy(update={"locations": ("open-desk",)}) if one.id == "lawyer" else one for one in RECORDS.services
            ),
        }
    )
    shelf = fill_shelf(Contents(region=shy.region, organizations=shy.organizations, services=shy.services, locations=shy.locations))
    (place,) = shelf.service["lawyer"].locations
    assert (place.street, place.neighbourhood, place.latitude) == (None, None, None)
    assert shelf.location["open-desk"].locations[0].street == "Calle 1"

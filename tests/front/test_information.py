"""What Rumbo is, knows and keeps: every page leads to the others, and the region can be taken along."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.test import Client

from rumbo.config.api import api
from rumbo.pathways.answers import COOKIE
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db

PAGES = ("about", "how-we-know", "privacy", "for-organisations", "for-developers", "open-data")


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_leads_to_the_others(client: Client, language: str, name: str) -> None:
    load()
    page = client.get(f"/{language}/{name}/").content.decode()
    assert page.count("<h1>") == 1
    main = page.split("<main")[1].split("</main>")[0]
    assert all(f'href="/{language}/{other}/"' in main for other in PAGES if other != name)


@pytest.mark.parametrize("name", ["about", "privacy", "for-organisations", "for-developers"])
def test_pages_that_tell_nothing_of_the_region_need_none(client: Client, name: str) -> None:
    assert client.get(f"/es/{name}/").status_code == 200


def test_the_page_on_privacy_names_the_cookie_and_the_headers_as_they_are(client: Client) -> None:
    load()
    page = client.get("/en/privacy/").content.decode()
    plan = client.get("/en/plan/formal-job/way/")
    assert f">{COOKIE}<" in page
    for header in ("Cache-Control", "Referrer-Policy"):
        assert f"{header}: {plan[header]}" in page


def test_the_page_for_developers_names_every_operation_of_the_api(client: Client) -> None:
    page = client.get("/en/for-developers/").content.decode()
    real = {
        f"{method.upper()} {path}"
        for path, operations in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
        for method in operations
    }
    assert set(re.findall(r"(?:GET|POST) /api/v1/[\w{}/-]+", page)) == real


def test_how_we_know_counts_what_is_sure_and_what_is_old(client: Client) -> None:
    load()
    page = client.get("/en/how-we-know/").content.decode()
    assert "1 laws" in re.sub(r"<[^>]*>", "", page)
    assert re.search(r"Of \d+ records, \d+ rest on something older than 3 years", page)


def zipped(client: Client) -> zipfile.ZipFile:
    response = client.get("/es/open-data/region.zip")
    assert response["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(response.content))


def test_the_region_can_be_taken_along_whole(client: Client) -> None:
    region = load()
    archive = zipped(client)
    assert json.loads(archive.read("region.json"))["region"]["id"] == "small"
    assert [way["id"] for way in json.loads(archive.read("ways.json"))["ways"]] == [way.id for way in region.ways]


def test_the_same_region_gives_the_same_bytes(client: Client) -> None:
    load()
    assert client.get("/es/open-data/region.zip").content == client.get("/en/open-data/region.zip").content


def test_a_region_loaded_anew_is_given_away_anew(client: Client) -> None:
    region = load()
    first = client.get("/es/open-data/region.zip").content
    load(region.model_copy(update={"rumours": ()}))
    assert client.get("/es/open-data/region.zip").content != first


def test_what_is_given_away_hides_what_must_be_hidden(client: Client) -> None:
    load()
    archive = zipped(client)
    every = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "Nombre que no se dice" not in every
    assert "Refugio que no se nombra" not in every
    assert "Colonia secreta" not in every
    assert "quiet-place" not in archive.read("locations.json").decode()

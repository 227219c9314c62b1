"""Which requests an address takes: whatever can be read can be asked for by HEAD, and what is not taken is refused in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.config.test_headers import addresses
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
LISTS = ("goals", "documents", "organizations", "services", "locations", "ports", "rights", "myths", "rumours", "changes")
CHANGING = ("PUT", "PATCH", "DELETE")


@pytest.fixture(autouse=True)
def _region() -> None:
    load()


def headers_of(response: Any) -> dict[str, str]:
    return {**response.headers, "Set-Cookie": " ".join(sorted(response.cookies))}


def test_head_tells_the_headers_of_get_and_sends_no_body() -> None:
    for address in (*addresses(), *(f"/api/v1/{name}" for name in LISTS), "/api/v1/openapi.json", "/api/v1/organizations?side=mx"):
        got, asked = Client().get(address), Client().head(address)
        assert (asked.status_code, headers_of(asked)) == (got.status_code, headers_of(got)), address
        assert b"".join(asked) == b"", address


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_the_api_answers_to_head(client: Client, name: str) -> None:
    response = client.head(f"/api/v1/{name}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/json; charset=utf-8")


def test_what_only_takes_questions_by_post_takes_no_head(client: Client) -> None:
    response = client.head("/api/v1/plan")
    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize("method", [*CHANGING, "TRACE", "OPTIONS", "MOVE"])
def test_no_page_takes_a_method_that_no_form_sends(method: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in addresses():
        if address.startswith(("/api/", "/static/")):
            continue
        response = strict.generic(method, address)
        assert response.status_code in {404, 405}, (address, response.status_code)
        assert response.status_code == 404 or response["Allow"] in {"GET, HEAD", "POST", "GET, HEAD, POST"}, address


@pytest.mark.parametrize(
    ("language", "heading", "onward"),
    [("es", "Esta página no se puede abrir así", "Ir al inicio"), ("en", "This page cannot be opened that way", "Go to the start")],
)
@pytest.mark.parametrize(
    ("method", "name", "allow"),
    [
        *((method, "front:privacy", "GET, HEAD") for method in CHANGING),
        *((method, "front:home", "GET, HEAD") for method in CHANGING),
        *((method, "web:display", "GET, HEAD, POST") for method in CHANGING),
        ("GET", "front:leave", "POST"),
    ],
)
def test_a_method_that_a_page_does_not_take_is_a_page_that_leads_on(
    method: str, name: str, allow: str, language: str, heading: str, onward: str
) -> None:
    with translation.override(language):
        address = reverse(name)
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert (response.status_code, response["Allow"], response["Cache-Control"]) == (405, allow, "no-store")
    page = response.content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{heading}</h1>" in page
    assert f'<a class="button" href="/{language}/">{onward}</a>' in page


def test_a_form_without_its_token_is_refused_still() -> None:
    strict = Client(enforce_csrf_checks=True)
    for address in ("/es/search/", "/es/plan/formal-job/papers/", "/es/start-again/", "/es/navigator/"):
        assert strict.post(address, {"words": "x"}).status_code == 403, address

"""The gate of the API: bodies that are not read."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.test import Client
from django.test.client import FakePayload

PLAN = "/api/v1/plan"


@pytest.mark.parametrize(("language", "title"), [("es", "No sabemos cuánto mide"), ("en", "We do not know how long it is")])
def test_a_body_in_chunks_without_a_length_is_asked_for_its_length(client: Client, language: str, title: str) -> None:
    response = client.generic(
        "POST", PLAN, headers={"transfer-encoding": "chunked", "accept-language": language}, **{"wsgi.input": BytesIO(b"{}")}
    )
    assert (response.status_code, response["Content-Type"]) == (411, "application/problem+json")
    assert json.loads(response.content)["title"] == title


def test_a_body_that_the_server_put_together_from_chunks_has_a_length_and_is_read(client: Client) -> None:
    response = client.post(PLAN, "[", content_type="application/json", headers={"transfer-encoding": "chunked"})
    assert response.status_code != 411


def test_a_body_that_says_it_is_too_long_is_refused_unread(client: Client) -> None:
    response = client.generic("POST", PLAN, "{}", "application/json", CONTENT_LENGTH="65537", **{"wsgi.input": FakePayload()})
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")

"""The gate of the API: bodies that are not read; and the line that a request leaves."""

from __future__ import annotations

import json
import logging
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.test.client import FakePayload

from rumbo.base.logs import JsonLines

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


@pytest.mark.django_db
def test_a_request_leaves_one_line_that_says_nothing_of_who_asked_or_of_what_about(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MIDDLEWARE = ["rumbo.config.middleware.RequestLines", *settings.MIDDLEWARE]
    with caplog.at_level(logging.INFO, logger="rumbo.requests"):
        client.get("/es/privacy/canary/?canary=1", headers={"user-agent": "canary"})
        client.generic("CANARY", "/es/privacy/")
        client.get("/es/privacy/", REMOTE_ADDR="203.0.113.7")
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "rumbo.requests"]
    told = [(line["method"], line["view"], line["status"]) for line in lines]
    assert told == [("GET", "none", 404), ("other", "front:privacy", 405), ("GET", "front:privacy", 200)]
    assert set(lines[0]) == {"time", "level", "logger", "message", "method", "view", "status", "milliseconds"}
    assert not any(word in json.dumps(lines).lower() for word in ("canary", "203.0.113"))

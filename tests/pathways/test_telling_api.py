"""Rights, myths, rumours and changes by API."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.pathways.walking import load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("rights", ["free-record", "interpreter"]),
        ("myths", ["record-costs"]),
        ("rumours", ["office-closed", "record-costs"]),
        ("changes", ["to-come", "record-free", "old-law"]),
    ],
)
def test_everything_told_can_be_read(client: Client, name: str, ids: list[str]) -> None:
    load()
    told = client.get(f"/api/v1/{name}").json()
    assert [item["id"] for item in told] == ids
    assert all(item["source"]["title"] == "A law" for item in told)


def test_changes_since_a_day_leave_out_what_is_older(client: Client) -> None:
    load()
    assert [item["id"] for item in client.get("/api/v1/changes?since=2026-01-01").json()] == ["to-come", "record-free"]


@pytest.mark.parametrize("since", ["2026-02-31", "yesterday", "1999-01-01", ""])
def test_a_day_that_is_none_is_told(client: Client, since: str) -> None:
    load()
    response = client.get("/api/v1/changes", {"since": since})
    assert (response.status_code, response["Content-Type"].split(";")[0]) == (422, "application/problem+json")


def test_without_a_region_the_api_says_when_to_come_back(client: Client) -> None:
    response = client.get("/api/v1/rights")
    assert (response.status_code, response["Retry-After"]) == (503, "30")


def test_catch_22s_are_told_with_what_would_open_them(client: Client) -> None:
    load()
    told = client.get("/api/v1/catch-22s").json()
    [circle] = told["circles"]
    assert [fact["fact"] for fact in circle["facts"]] == ["document:student", "status:student"]
    assert (circle["for_whom"], circle["since"]) == ([], None)
    assert [remedy["way"] for remedy in circle["remedies"]] == ["student-paper", "student-status"]

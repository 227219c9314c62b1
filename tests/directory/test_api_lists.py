"""Lists of the directory in the API: bounded, filtered, redacted, and as many queries however long they are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rumbo.front.services import load_region
from rumbo.regionfile.records import RegionRecords
from tests.base.whole_region import whole_region

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def many(records: RegionRecords, n: int) -> RegionRecords:
    """The region with ``n`` more organizations, each with a service at a place of its own."""
    body, service, place = records.organizations[0], records.services[0], records.locations[0]
    return records.model_copy(
        update={
            "organizations": (*records.organizations, *(body.model_copy(update={"id": f"body-{i}"}) for i in range(n))),
            "services": (
                *records.services,
                *(
                    service.model_copy(update={"id": f"desk-{i}", "organization": f"body-{i}", "locations": (f"place-{i}",)})
                    for i in range(n)
                ),
            ),
            "locations": (*records.locations, *(place.model_copy(update={"id": f"place-{i}"}) for i in range(n))),
        }
    )


def queries_for(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/api/v1/organizations", "/api/v1/services", "/api/v1/locations", "/api/v1/ports"])
def test_a_longer_list_takes_no_more_queries(client: Client, path: str) -> None:
    load_region(whole_region(), actor="test", now=NOW)
    short = queries_for(client, path)
    load_region(many(whole_region(), 40), actor="test", now=NOW)
    assert queries_for(client, path) == short
    assert short <= 24
    assert queries_for(client, path) <= 3  # what was read once is kept until another region is loaded


def test_a_service_comes_with_its_hsds_id_its_hours_and_its_places(client: Client) -> None:
    load_region(whole_region(), actor="test", now=NOW)
    (service,) = client.get("/api/v1/services").json()["items"]
    assert (service["slug"], service["organization"]) == ("curp-desk", "registry")
    assert service["hours"][0] == {"days": [0, 2], "opens": "08:00", "closes": "14:00"}
    assert [place["slug"] for place in service["locations"]] == ["office-b", "office-a"]
    assert service["locations"][1]["street"] == "Calle 1"


def test_lists_can_be_filtered_and_read_in_parts(client: Client) -> None:
    load_region(many(whole_region(), 5), actor="test", now=NOW)
    part = client.get("/api/v1/organizations?class=civil-government&side=mx&page=2&per_page=3").json()
    assert (part["total"], part["page"], len(part["items"])) == (7, 2, 3)
    assert client.get("/api/v1/services?organization=body-3").json()["items"][0]["slug"] == "desk-3"
    assert client.get("/api/v1/services?side=us").json()["items"] == []


def test_a_confidential_service_is_listed_without_who_offers_it(client: Client) -> None:
    records = whole_region()
    hidden = records.services[0].model_copy(update={"disclosure": "confidential"})
    load_region(records.model_copy(update={"services": (hidden,)}), actor="test", now=NOW)
    (service,) = client.get("/api/v1/services").json()["items"]
    assert (service["organization"], service["locations"]) == (None, [])
    assert client.get("/api/v1/services?organization=registry").json()["items"] == []


def test_numbers_that_were_not_tried_lately_are_left_out(client: Client) -> None:
    records = whole_region()
    body = records.organizations[0]
    today = timezone.now().date()
    phones = tuple(
        body.phones[0].model_copy(update={"number": f"+5266412345{n:02}", "tested_on": today - dt.timedelta(n * 200)}) for n in (1, 2)
    )
    tried = body.model_copy(update={"phones": phones})
    load_region(records.model_copy(update={"organizations": (tried, records.organizations[1])}), actor="test", now=NOW)
    shown = client.get("/api/v1/organizations").json()["items"][0]["phones"]
    assert [phone["number"] for phone in shown] == ["+526641234501"]


@pytest.mark.parametrize("query", ["side=%00", "side=MX", "page=0", "per_page=1000", "page=x", "class=army", "organization=a b"])
def test_a_filter_that_makes_no_sense_is_told(client: Client, query: str) -> None:
    response = client.get(f"/api/v1/{'services' if 'organization' in query else 'organizations'}?{query}")
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == query.split("=")[0]

"""A changed answer shows what it changed; plans stand side by side; nothing of either is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from rumbo.pathways.answers import COOKIE
from rumbo.regionfile.records import RegionRecords
from tests.pathways.logic.small_region import changed
from tests.pathways.walking import answer, carried, load

pytestmark = pytest.mark.django_db
BASE = "/es/plan/formal-job/"


@pytest.fixture
def region() -> RegionRecords:
    return load()


def begin(client: Client) -> str:
    """Someone with an acta on the Mexican side, who is of age: their plan's page."""
    answer(client, f"{BASE}papers/", paper=["document:birth-certificate"])
    answer(client, f"{BASE}questions/side/", answer="mx")
    answer(client, f"{BASE}questions/birth_date/", answer_day="5", answer_month="3", answer_year="1985")
    return client.get(f"{BASE}way/").content.decode()


def test_a_plan_seen_for_the_first_time_has_changed_nothing(client: Client, region: RegionRecords) -> None:
    assert 'id="changed"' not in begin(client)


def test_ticking_a_paper_says_which_step_is_no_longer_needed_once(client: Client, region: RegionRecords) -> None:
    begin(client)
    answer(client, f"{BASE}papers/", paper=["document:birth-certificate", "document:curp"])
    page = client.get(f"{BASE}way/").content.decode()
    changed = page[page.index('id="changed"') : page.index("</section>", page.index('id="changed"'))]
    assert "Paso get-curp" in changed
    assert "<del>" in changed
    assert 'id="changed"' not in client.get(f"{BASE}way/").content.decode()


def test_the_outline_of_a_plan_travels_in_the_cookie_and_names_no_way(client: Client, region: RegionRecords) -> None:
    begin(client)
    seen = carried(client, region).seen
    assert seen
    assert not any(way.id in seen for way in region.ways)


def test_who_has_told_nothing_gets_no_cookie_for_looking(client: Client, region: RegionRecords) -> None:
    client.get(f"{BASE}way/")
    assert COOKIE not in client.cookies


def test_another_goal_is_no_change_of_this_one(client: Client, region: RegionRecords) -> None:
    begin(client)
    client.post("/es/plan/voter-card/papers/", {"none": "1"})
    assert carried(client, region).seen == ""


@pytest.mark.parametrize("language", ["es", "en"])
def test_plans_are_compared_on_a_private_page(client: Client, region: RegionRecords, language: str) -> None:
    begin(client)
    response = client.get(f"/{language}/plan/formal-job/compare/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response.content.decode().count("<h1") == 1


def test_a_plan_that_depends_is_led_to_its_questions_instead_of_being_compared(client: Client, region: RegionRecords) -> None:
    page = client.get(f"{BASE}compare/").content.decode()
    assert f'href="{BASE}questions/"' in page
    assert "<table" not in page


def test_a_list_of_services_is_not_compared_but_shown(client: Client, region: RegionRecords) -> None:
    assert client.get("/es/plan/bed-tonight/compare/")["Location"] == "/es/plan/bed-tonight/way/"


def test_the_api_compares_what_the_page_compares(client: Client, region: RegionRecords) -> None:
    asked = {"goal": "formal-job", "have": ["document:birth-certificate"], "know": {"side": "mx", "birth_date": "1985-03-05"}}
    found = client.post("/api/v1/compare", asked, content_type="application/json").json()
    assert found["goal"] == "formal-job"
    assert len({objective for plan in found["plans"] for objective in plan["objectives"]}) == 5


def test_the_api_weighs_one_plan_by_what_each_thing_is_worth(client: Client, region: RegionRecords) -> None:
    asked = {"goal": "formal-job", "have": ["document:birth-certificate"], "know": {"side": "mx", "birth_date": "1985-03-05"}}
    found = client.post("/api/v1/compare", {**asked, "weights": {"fastest": 2}}, content_type="application/json").json()["weighed"]
    assert (found["status"], found["total"]) == ("settled", 2 * found["plan"]["cost"]["days"]["typical"])
    for weights in ({}, {"fastest": 0}, {"fastest": -1}, {"fastest": 10_001}, {"nicest": 1}, {"fastest": 1.5}, [1]):
        refused = client.post("/api/v1/compare", {**asked, "weights": weights}, content_type="application/json")
        assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")


def quick_but_dear(data: dict[str, Any]) -> None:
    """A private office does in a day, for money, what takes the job office a month."""
    job = next(way for way in data["ways"] if way["id"] == "get-job")
    day = {"min": 1, "typical": 1, "max": 1, "unit": "calendar"}
    data["ways"].append({**job, "id": "get-job-quickly", "duration": day, "money": [{"amount": 50_000, "currency": "MXN"}]})


def test_plans_of_which_none_beats_another_are_drawn_and_listed(client: Client) -> None:
    load(changed(quick_but_dear).records)
    begin(client)
    page = client.get(f"{BASE}compare/?first=fastest&second=cheapest").content.decode()
    between = page[page.index('id="between"') : page.index('id="worth"')]
    assert between.count("<circle") == 2
    assert between.count("<tr><th") == 3
    assert "$500" in between


@pytest.mark.parametrize("query", ["", "?first=fastest&second=fastest", "?first=nothing&second=%00", "?first=fastest"])
def test_where_one_plan_is_best_in_both_nothing_is_drawn_and_bad_choices_are_passed_over(
    client: Client, region: RegionRecords, query: str
) -> None:
    begin(client)
    page = client.get(f"{BASE}compare/{query}").content.decode()
    assert "<circle" not in page[page.index('id="between"') : page.index('id="worth"')].split("<form")[1]
    assert "Aquí un mismo plan es el mejor en las dos cosas" in page
    assert ("Elija dos cosas distintas" in page) == (query == "?first=fastest&second=fastest")

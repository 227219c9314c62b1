"""What is not known of a place is said wherever someone would look for it: pages, lists, map, plans, API."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from rumbo.directory.logic.disclosure import public_service
from rumbo.directory.logic.unknown import unknown_of
from rumbo.regionfile.records import Hours, Location, Service
from tests.acceptance.ask import region
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db

HOURS = {"es": "No sabemos el horario. Pregunte antes de ir.", "en": "We do not know the hours. Ask before you go."}
WITH_WHOM = {"es": "No sabemos quién puede entrar con usted", "en": "We do not know who may come in with you"}
ASK = {
    "es": ["¿Qué días abren", "¿Puedo entrar con niñas o niños", "¿Se puede entrar sin escalones"],
    "en": ["On which days", "Can I come in with children", "Can one get in without steps"],
}


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return unescape(response.content.decode())


def some_service(**changed: object) -> Service:
    return next(one for one in region().records.services if not one.remote and one.disclosure == "exact").model_copy(update=changed)


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_service_and_its_place_say_what_to_ask_before_going(client: Client, language: str) -> None:
    load()
    for path in ("services/bed/", "places/house-place/"):
        page = page_of(client, f"/{language}/directory/{path}")
        assert [words for words in (HOURS[language], *ASK[language]) if words not in page] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_lists_and_the_map_say_it_without_anything_being_opened(client: Client, language: str) -> None:
    load(region().records)
    for path in ("directory/services/", "directory/places/", "directory/organizations/", "map/"):
        page = re.sub(r"<details.*?</details>", "", page_of(client, f"/{language}/{path}"), flags=re.DOTALL)
        assert WITH_WHOM[language] in page, path
        assert {"es": "Todavía no sabemos el horario", "en": "We do not know the opening hours"}[language] in page, path
    point = {"es": "no sabemos el punto exacto de ningún lugar", "en": "do not know the exact point of any place"}[language]
    assert point in page_of(client, f"/{language}/map/")


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_plan_and_a_list_for_a_person_say_it_too(client: Client, language: str) -> None:
    load()
    client.post(f"/{language}/plan/formal-job/questions/side/", {"answer": "mx"})
    for goal in ("formal-job", "bed-tonight"):
        page = page_of(client, f"/{language}/plan/{goal}/way/")
        assert HOURS[language] in page, goal
        assert WITH_WHOM[language] in page, goal


def test_the_api_names_what_is_not_known(client: Client) -> None:
    load(region().records)
    services = client.get("/api/v1/services").json()["items"]
    assert all("hours" in one["unknown"] or one["hours"] or one["disclosure"] == "confidential" for one in services)
    assert all({"who-may-come-in", "step-free"} <= set(one["unknown"]) for one in services if not one["remote"] and one["organization"])
    asked = {"goal": "bed-tonight", "know": {"side": "mx"}}
    plan = client.post("/api/v1/plan", asked, content_type="application/json").json()
    assert all("unknown" in service for service in plan["services"])


def test_what_is_known_is_not_asked_for() -> None:
    hours = (Hours(days=(0, 1), opens="09:00", closes="14:00"),)
    assert "hours" not in unknown_of(some_service(hours=hours))
    assert unknown_of(some_service(remote=True, hours=hours)) == ()


def test_a_point_that_may_not_be_shown_is_not_said_to_be_unknown() -> None:
    place = next(iter(region().records.locations))

    def at(disclosure: str, latitude: float | None) -> tuple[str, ...]:
        shown: Location = place.model_copy(update={"disclosure": disclosure, "latitude": latitude})
        return unknown_of(some_service(), [shown])

    assert "point" in at("exact", None)
    assert "point" not in at("exact", 32.5)
    assert "point" not in at("area", None)


def test_of_a_hidden_service_nothing_is_asked_but_through_its_contact() -> None:
    bodies = region().organizations
    shown = [public_service(one, bodies[one.organization]) for one in region().records.services]
    hidden = [one for one in shown if one.disclosure == "confidential"]
    assert hidden
    assert {unknown_of(one) for one in hidden} == {()}

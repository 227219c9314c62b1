"""The navigator's desk: six people, each apart from the others, and nothing kept of any."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import HttpResponseBase
from django.test import Client

from rumbo.pathways.answers import COOKIE, SLOT_COOKIE, Answers, cookie_of, open_answers
from rumbo.regionfile.records import RegionRecords
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
DESK = "/es/navigator/"


@pytest.fixture
def region() -> RegionRecords:
    return load()


def carried(client: Client, region: RegionRecords, slot: int) -> Answers:
    facts = [fact.id for fact in region.facts]
    return open_answers(client.cookies[cookie_of(slot)].value, facts=facts, now=dt.datetime.now(dt.UTC)).answers


def fill(client: Client, slot: int, **data: object) -> HttpResponseBase:
    return client.post(DESK, {"slot": str(slot), "plan": "1", "goal": "formal-job", "side": "mx", "birth_date": "1985-03-05", **data})


def test_one_form_sent_once_draws_the_plan(client: Client, region: RegionRecords) -> None:
    response = fill(client, 1, paper=["document:curp"], household_adults="2", household_children="1")
    assert (response.status_code, response["Location"]) == (303, DESK)
    page = client.get(DESK).content.decode()
    assert "Paso get-nss" in page
    assert "Paso get-curp" not in page
    assert carried(client, region, 1).know["household"] == "adults:2+children:1"


def test_people_stand_apart_and_each_is_sealed_like_one(client: Client, region: RegionRecords) -> None:
    fill(client, 1, to="2")
    assert client.cookies[SLOT_COOKIE].value == "2"
    fill(client, 2, goal="voter-card", paper=["document:curp"])
    assert (carried(client, region, 1).goal, carried(client, region, 2).goal) == ("formal-job", "voter-card")
    for name in (COOKIE, "rumbo_answers_2", SLOT_COOKIE):
        assert (client.cookies[name]["httponly"], client.cookies[name]["samesite"]) == (True, "Strict")


def test_a_form_goes_to_the_person_it_was_drawn_for_whoever_is_chosen_now(client: Client, region: RegionRecords) -> None:
    fill(client, 1, to="3")
    fill(client, 1, goal="voter-card")
    assert carried(client, region, 1).goal == "voter-card"
    assert cookie_of(3) not in client.cookies


def test_all_pages_speak_of_the_person_chosen_and_say_which(client: Client, region: RegionRecords) -> None:
    fill(client, 1, to="2")
    fill(client, 2, goal="voter-card")
    page = client.get("/es/plan/voter-card/answers/").content.decode()
    assert "Persona 2" in page
    client.post("/es/plan/voter-card/questions/witnesses/", {"answer": "2"})
    assert "witnesses" in carried(client, region, 2).know
    assert "witnesses" not in carried(client, region, 1).know


def test_the_next_person_finds_nothing_of_the_one_before(client: Client, region: RegionRecords) -> None:
    fill(client, 1, to="2")
    fill(client, 2)
    client.post(DESK, {"slot": "2", "next": "1"})
    assert client.cookies[cookie_of(2)].value == ""
    assert carried(client, region, 1).goal == "formal-job"
    assert "1985" not in client.get(DESK).content.decode()


def test_all_six_are_erased_at_once_and_so_does_leaving(client: Client, region: RegionRecords) -> None:
    for erase in ((DESK, {"slot": "1", "clear": "1"}), ("/es/leave/", {})):
        fill(client, 1, to="2")
        fill(client, 2)
        client.post(*erase)
        assert [client.cookies[cookie_of(slot)].value for slot in (1, 2)] == ["", ""]


def test_an_answer_that_cannot_be_read_is_told_and_the_others_stay(client: Client, region: RegionRecords) -> None:
    response = fill(client, 1, birth_date="yesterday", paper=["document:curp"])
    page = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert re.search(r'value="document:curp" id="\w+" checked', page)


def test_what_was_declined_stays_declined_and_a_goal_that_is_gone_is_no_goal(client: Client, region: RegionRecords) -> None:
    client.post("/es/plan/formal-job/questions/birth_date/", {"decline": "1"})
    fill(client, 1, birth_date="", goal="gone", objective="nonsense", paper=["document:none"])
    now = carried(client, region, 1)
    assert (now.know["birth_date"], now.goal, now.objective, dict(now.held)) == ("unknown", "", "", {})


def test_all_sheets_are_printed_on_one_page_discreetly(client: Client, region: RegionRecords) -> None:
    fill(client, 1, to="2")
    fill(client, 2, goal="voter-card")
    page = client.post(f"{DESK}print/", {}).content.decode()
    assert page.count('class="sheet flow"') == 2
    assert "Trabajo formal" not in page
    assert "Trabajo formal" in client.post(f"{DESK}print/", {"open": "1"}).content.decode()
    assert client.get(f"{DESK}print/")["Location"] == DESK


def test_more_than_the_browser_can_carry_is_told_and_nothing_is_lost(client: Client, region: RegionRecords) -> None:
    for slot in range(2, 7):
        client.cookies[cookie_of(slot)] = "x" * 1500
    response = fill(client, 1)
    assert response.status_code == 422
    assert "Borre a quienes ya se fueron" in response.content.decode()  # type: ignore[attr-defined]


def test_the_desk_is_private_and_says_so_while_no_region_is_loaded(client: Client) -> None:
    response = client.get(DESK)
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")

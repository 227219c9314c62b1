"""The page that gives a plan days."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from rumbo.pathways.answers import COOKIE
from rumbo.regionfile.records import RegionRecords
from tests.pathways.walking import answer, load

pytestmark = pytest.mark.django_db
BASE = "/es/plan/formal-job/"


@pytest.fixture
def region() -> RegionRecords:
    return load()


@pytest.fixture
def begun(client: Client, region: RegionRecords) -> Client:
    """Someone with an acta on the Mexican side, who is of age."""
    answer(client, f"{BASE}papers/", paper=["document:birth-certificate"])
    answer(client, f"{BASE}questions/side/", answer="mx")
    answer(client, f"{BASE}questions/birth_date/", answer_day="5", answer_month="3", answer_year="1985")
    return client


def in_parts(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


@pytest.mark.parametrize(("language", "said"), [("es", "Llega a la meta:"), ("en", "You reach the goal:")])
def test_each_step_has_a_day_and_stands_in_a_calendar(begun: Client, language: str, said: str) -> None:
    response = begun.get(f"/{language}/plan/formal-job/days/")
    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert said in page
    assert page.count("<caption>") >= 1
    assert '<span class="sr">' in page[page.index("<caption>") :]


def test_days_can_be_asked_for_from_another_day_on_and_are_not_kept(begun: Client) -> None:
    later = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(400)
    before = begun.cookies[COOKIE].value
    page = begun.post(f"{BASE}days/", in_parts("start", later)).content.decode()
    finish = page[page.index("Llega a la meta:") :]
    assert str(later.year) in finish[:120] or str(later.year + 1) in finish[:120]
    assert begun.cookies[COOKIE].value == before


def test_where_no_days_fit_it_is_said_why(begun: Client) -> None:
    tomorrow = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(1)
    page = begun.post(f"{BASE}days/", in_parts("by", tomorrow)).content.decode()
    assert "No hay días para este plan" in page
    assert "La meta no se alcanza a más tardar" in page
    assert "Sin la fecha límite, lo más pronto es:" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (in_parts("start", dt.date(2001, 1, 1)), "Este día ya pasó"),
        ({**in_parts("start", dt.date(2100, 5, 1)), **in_parts("by", dt.date(2100, 4, 1))}, "Este día es antes del primero"),
        ({"start_day": "31", "start_month": "2", "start_year": "2030"}, "Esa fecha no existe"),
        ({"start_day": "1"}, "Esa fecha no existe"),
        ({"start_day": "-1", "start_month": "\u202e", "start_year": "9" * 9}, "Esa fecha no existe"),
        ({"start_day": "\x00", "start_month": "1", "start_year": "9" * 400}, "aria-invalid"),
    ],
)
def test_days_that_cannot_be_are_told_beside_their_field_and_the_plan_is_dated(begun: Client, sent: dict[str, str], said: str) -> None:
    response = begun.post(f"{BASE}days/", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Llega a la meta:" in page


def test_where_there_is_no_way_nothing_has_a_day(client: Client, region: RegionRecords) -> None:
    page = client.get("/es/plan/student/days/").content.decode()
    assert "no conocemos un camino" in page
    assert "<table" not in page


def test_a_plan_that_rests_on_open_answers_says_so_beside_its_days(client: Client, region: RegionRecords) -> None:
    page = client.get("/es/plan/voter-card/days/").content.decode()
    assert "Faltan respuestas: las fechas pueden cambiar con ellas." in page or 'href="/es/plan/voter-card/questions/"' in page


def test_a_list_of_services_has_no_days(client: Client, region: RegionRecords) -> None:
    assert client.get("/es/plan/bed-tonight/days/")["Location"] == "/es/plan/bed-tonight/way/"

"""A form says whom it is about: two windows never mix two people up, and what does not fit is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from rumbo.pathways.answers import Answers, cookie_of, open_answers, seal_answers
from rumbo.regionfile.records import RegionRecords
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
BASE = "/es/plan/formal-job/"


@pytest.fixture
def region() -> RegionRecords:
    return load()


def carried(client: Client, slot: int, region: RegionRecords) -> Answers:
    value = client.cookies[cookie_of(slot)].value
    return open_answers(value, facts=[fact.id for fact in region.facts], now=dt.datetime.now(dt.UTC)).answers


def test_an_answer_given_in_the_window_of_one_person_is_not_taken_for_another(client: Client, region: RegionRecords) -> None:
    client.post("/es/navigator/", {"slot": "1", "goal": "formal-job", "side": "mx"})
    page = client.get(f"{BASE}questions/birth_date/").content.decode()
    assert '<input type="hidden" name="slot" value="1">' in page
    client.post("/es/navigator/", {"slot": "1", "goal": "formal-job", "side": "mx", "to": "2"})
    day = {"answer_day": "23", "answer_month": "9", "answer_year": "1971"}
    client.post(f"{BASE}questions/birth_date/", {"slot": "1", **day})
    assert carried(client, 1, region).know == {"side": "mx", "birth_date": "1971-09-23"}
    assert cookie_of(2) not in client.cookies or not carried(client, 2, region).know


def test_after_a_form_of_one_person_the_pages_are_about_that_person(client: Client, region: RegionRecords) -> None:
    client.post("/es/navigator/", {"slot": "2", "goal": "formal-job", "side": "us"})
    client.post(f"{BASE}questions/side/", {"slot": "1", "answer": "mx"})
    assert 'name="slot" value="1"' in client.get(f"{BASE}questions/side/").content.decode()


def test_erasing_in_the_window_of_one_person_leaves_the_other(client: Client, region: RegionRecords) -> None:
    for slot in ("1", "2"):
        client.post("/es/navigator/", {"slot": slot, "goal": "formal-job", "side": "mx"})
    client.post("/es/start-again/", {"slot": "1"})
    assert not client.cookies[cookie_of(1)].value
    assert carried(client, 2, region).know == {"side": "mx"}


def test_another_goal_at_the_desk_is_no_change_of_the_first_ones_plan(client: Client, region: RegionRecords) -> None:
    client.post("/es/navigator/", {"slot": "1", "goal": "formal-job", "side": "mx"})
    client.get(f"{BASE}way/")
    client.post("/es/navigator/", {"slot": "1", "goal": "voter-card", "side": "mx"})
    assert 'id="changed"' not in client.get("/es/plan/voter-card/way/").content.decode()


@pytest.mark.parametrize(
    ("path", "data"),
    [("papers/", {"none": "1"}), ("questions/birth_date/", {"decline": "1"}), ("way/", {"objective": "cheapest"})],
)
def test_answers_that_no_longer_fit_are_told_and_never_an_error(
    client: Client, region: RegionRecords, path: str, data: dict[str, str]
) -> None:
    now = dt.datetime.now(dt.UTC)
    size = next(n for n in range(2_540, 2_300, -1) if len(_sealed(n, now) or "") > 3_480)
    client.cookies[cookie_of(1)] = _sealed(size, now)
    for slot in (2, 3):
        client.cookies[cookie_of(slot)] = "x" * 1_600
    response = client.post(f"{BASE}{path}", data)
    assert response.status_code in (303, 422)
    assert client.cookies[cookie_of(1)].value


def _sealed(size: int, now: dt.datetime) -> str:
    try:
        return seal_answers(Answers(goal="formal-job", know={"side": "mx", "nationality": "X" * size}), now=now)
    except ValueError:
        return ""


def test_an_answer_the_region_no_longer_knows_is_asked_again_without_its_id(client: Client, region: RegionRecords) -> None:
    known = {"side": "zz", "gone_attribute": "x"}
    client.cookies[cookie_of(1)] = seal_answers(Answers(goal="formal-job", know=known), now=dt.datetime.now(dt.UTC))
    for path in ("way/", "compare/", "answers/"):
        page = client.get(f"{BASE}{path}").content.decode()
        assert "Nuestra información cambió" in page, path
        assert "gone_attribute" not in page
        assert "todavía no llega" not in page


def test_contradictory_answers_are_told_wherever_a_plan_is_compared_or_listed(client: Client, region: RegionRecords) -> None:
    known = {"side": "mx", "birth_date": "2031-01-01"}
    client.cookies[cookie_of(1)] = seal_answers(Answers(goal="formal-job", know=known), now=dt.datetime.now(dt.UTC))
    for path in ("way/", "compare/", "answers/"):
        assert 'role="alert"' in client.get(f"{BASE}{path}").content.decode(), path


def test_contradictory_answers_are_told_on_what_is_taken_along_without_saying_which(client: Client, region: RegionRecords) -> None:
    known = {"side": "mx", "birth_date": "2031-01-01"}
    client.cookies[cookie_of(1)] = seal_answers(Answers(goal="formal-job", know=known), now=dt.datetime.now(dt.UTC))
    for name in ("print", "text", "calendar", "qr"):
        page = client.post(f"/es/take/{name}/", {"goal": "formal-job"}).content.decode()
        assert "no pueden ser ciertas a la vez" in page, name
        assert "/es/plan/formal-job/answers/" in page, name
        assert "Cuándo nació" not in page, name


def test_contradictory_answers_are_told_at_the_navigators_desk_and_on_its_sheets(client: Client, region: RegionRecords) -> None:
    known = {"side": "mx", "birth_date": "2031-01-01"}
    client.cookies[cookie_of(1)] = seal_answers(Answers(goal="formal-job", know=known), now=dt.datetime.now(dt.UTC))
    page = client.get("/es/navigator/").content.decode()
    assert 'role="alert"' in page
    assert 'href="#birth_date"' in page
    assert "corríjalas antes de guiarse por esta hoja" in client.post("/es/navigator/print/", {}).content.decode()

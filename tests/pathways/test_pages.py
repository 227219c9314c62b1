"""The walk from a goal to a plan, in both languages, and what the cookie carries on the way."""

from __future__ import annotations

import pytest
from django.test import Client

from rumbo.pathways.answers import COOKIE, Dates
from rumbo.regionfile.records import RegionRecords
from tests.pathways.walking import answer, carried, load

pytestmark = pytest.mark.django_db
PAGES = (
    "papers/",
    "questions/side/",
    "questions/birth_date/",
    "questions/nationality/",
    "questions/household/",
    "questions/witnesses/",
    "answers/",
    "way/",
)


@pytest.fixture
def region() -> RegionRecords:
    return load()


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("goal", ["formal-job", "voter-card", "visa", "student", "bed-tonight"])
def test_each_page_stands_in_each_language_and_is_private(client: Client, region: RegionRecords, goal: str, language: str) -> None:
    for page in PAGES:
        response = client.get(f"/{language}/plan/{goal}/{page}")
        assert response.status_code == 200, page
        assert f'<html lang="{language}"' in response.content.decode()
        assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert "default-src 'self'" in response["Content-Security-Policy"]


@pytest.mark.parametrize("goal", ["formal-job", "bed-tonight"])
def test_the_page_of_a_goal_is_the_same_whatever_was_answered(client: Client, region: RegionRecords, goal: str) -> None:
    before = client.get(f"/es/plan/{goal}/")
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    after = client.get(f"/es/plan/{goal}/")
    assert after.content == before.content
    assert (after["Cache-Control"], after.cookies) == ("public, max-age=300", {})


def test_what_is_nowhere_is_kept_by_no_cache(client: Client, region: RegionRecords) -> None:
    response = client.get("/es/plan/nothing/")
    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")


def test_a_walk_leads_from_papers_over_questions_to_a_plan(client: Client, region: RegionRecords) -> None:
    base = "/es/plan/formal-job/"
    assert answer(client, f"{base}papers/", paper=["document:birth-certificate"]) == f"{base}questions/"
    assert client.get(f"{base}questions/")["Location"] == f"{base}questions/side/"
    answer(client, f"{base}questions/side/", answer="mx")
    assert client.get(f"{base}questions/")["Location"] == f"{base}questions/birth_date/"
    answer(client, f"{base}questions/birth_date/", answer_day="5", answer_month="3", answer_year="1985")
    assert client.get(f"{base}questions/")["Location"] == f"{base}way/"
    page = text(client, f"{base}way/")
    for words in (
        "Paso get-curp",
        "Paso get-nss",
        "Paso get-job",
        "Registro Civil",
        "Sabrán quién es usted",
        "¿Sirve este papel?",
        "Sin confirmar",
    ):
        assert words in page, words
    assert "Paso get-birth-certificate" not in page


def test_the_language_can_change_on_the_way_and_the_answers_stay(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    assert 'value="document:curp" id="paper-2" checked' in text(client, "/en/plan/formal-job/papers/").replace("paper-1", "paper-2")
    assert 'href="/es/plan/formal-job/papers/" lang="es" hreflang="es">Español' in text(client, "/en/plan/formal-job/papers/")


def test_the_cookie_is_for_this_session_this_site_and_no_script(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"], cookie["path"]) == (True, "Strict", "", "", "/")
    assert len(cookie.value) <= 3500


def test_over_https_the_cookie_is_secure(client: Client, region: RegionRecords, settings) -> None:  # noqa: ANN001  pytest-django's own
    settings.SESSION_COOKIE_SECURE = True
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    assert client.cookies[COOKIE]["secure"] is True


def test_having_none_of_the_papers_is_an_answer(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"], none="1")
    assert carried(client, region).held == {}


def test_preferring_not_to_say_is_an_answer_and_is_not_asked_again(client: Client, region: RegionRecords) -> None:
    base = "/es/plan/formal-job/"
    for attribute in ("side", "birth_date"):
        answer(client, f"{base}questions/{attribute}/", decline="1")
    assert carried(client, region).know == {"side": "unknown", "birth_date": "unknown"}
    assert "questions/birth_date" not in client.get(f"{base}questions/")["Location"]
    assert "Prefiero no decir" in text(client, f"{base}answers/")


@pytest.mark.parametrize(
    ("attribute", "data", "carried_text", "shown"),
    [
        ("birth_date", {"answer_day": "5", "answer_month": "3", "answer_year": "1985"}, "1985-03-05", 'value="1985"'),
        ("nationality", {"answer": ["MX", "US"]}, "MX+US", "checked"),
        ("nationality", {"answer": ["other"], "other": "Corea del Sur"}, "corea-del-sur", 'value="corea-del-sur"'),
        ("household", {"adults": "1", "children": "2"}, "adults:1+children:2", 'value="2"'),
        ("witnesses", {"answer": "2"}, "2", 'value="2"'),
        ("can_return_to", {"answer": "both"}, "both", "checked"),
    ],
)
def test_an_answer_of_each_kind_is_carried_and_stands_there_again(
    client: Client, region: RegionRecords, attribute: str, data: dict[str, object], carried_text: str, shown: str
) -> None:
    path = f"/es/plan/formal-job/questions/{attribute}/"
    answer(client, path, **data)
    assert carried(client, region).know == {attribute: carried_text}
    assert shown in text(client, path)


def test_papers_that_expire_are_asked_for_their_date(client: Client, region: RegionRecords) -> None:
    base = "/es/plan/formal-job/"
    assert answer(client, f"{base}papers/", paper=["document:curp-temporary"]) == f"{base}papers/dates/"
    answer(client, f"{base}papers/dates/", d0_day="28", d0_month="11", d0_year="2030")
    assert {fact: when.expires.year for fact, when in carried(client, region).held.items() if when.expires} == {
        "document:curp-temporary": 2030
    }
    assert 'value="2030"' in text(client, f"{base}papers/dates/")
    answer(client, f"{base}papers/", paper=["document:curp-temporary", "document:nss"])
    assert carried(client, region).held["document:curp-temporary"] != Dates()


def test_the_objective_is_kept_in_the_cookie_and_marked(client: Client, region: RegionRecords) -> None:
    assert answer(client, "/es/plan/formal-job/way/", objective="cheapest") == "/es/plan/formal-job/way/"
    assert 'value="cheapest" aria-pressed="true"' in text(client, "/es/plan/formal-job/way/")


def test_a_plan_that_depends_asks_before_a_crossing(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/visa/papers/", paper=["document:curp"])
    answer(client, "/es/plan/visa/questions/side/", answer="mx")
    page = text(client, "/es/plan/visa/way/")
    assert "Depende" in page
    assert "questions/can_return_to/" in page
    assert "Su siguiente paso" not in page


def test_a_plan_with_a_crossing_says_lawyer_first_and_cannot_be_undone(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/visa/papers/", paper=["document:curp"])
    answer(client, "/es/plan/visa/questions/side/", answer="mx")
    answer(client, "/es/plan/visa/questions/can_return_to/", answer="both")
    page = text(client, "/es/plan/visa/way/")
    assert page.index("Primero, una abogada o un abogado") < page.index("Paso cross-north")
    for words in ("No se puede deshacer", "Cruzar no se puede deshacer", "autoridad migratoria o fronteriza", "eso lo deciden ahí"):
        assert words in page, words


def test_what_cannot_be_reached_says_what_would_open_it(client: Client, region: RegionRecords) -> None:
    answer(client, "/en/plan/formal-job/questions/side/", answer="mx")
    answer(client, "/en/plan/formal-job/questions/birth_date/", answer_day="1", answer_month="1", answer_year="2020")
    page = text(client, "/en/plan/formal-job/way/")
    assert "we know of no way there yet" in page
    assert "What would open it" in page


def test_what_one_already_has_is_said(client: Client, region: RegionRecords) -> None:
    answer(client, "/en/plan/voter-card/papers/", paper=["document:ine"])
    assert "You already have what you need" in text(client, "/en/plan/voter-card/way/")


def test_a_list_of_services_hides_what_must_stay_hidden(client: Client, region: RegionRecords) -> None:
    page = text(client, "/es/plan/bed-tonight/way/")
    assert "Cama por una noche" in page
    assert "Llame o escriba antes de ir" in page
    for hidden in ("Nombre que no se dice", "Colonia secreta", "Estación", "Cama vieja"):
        assert hidden not in page, hidden


def test_answers_that_cannot_both_be_true_are_both_named_and_the_rest_is_kept(client: Client, region: RegionRecords) -> None:
    base = "/es/plan/formal-job/questions/"
    answer(client, f"{base}side/", answer="mx")
    answer(client, f"{base}birth_date/", answer_day="1", answer_month="1", answer_year="1990")
    response = client.post(f"{base}deported_on/", {"answer_day": "1", "answer_month": "1", "answer_year": "1980"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "«¿Cuándo le deportaron?» y «¿Cuándo nació?»" in page
    assert f'href="{base}birth_date/"' in page
    assert carried(client, region).know == {"side": "mx", "birth_date": "1990-01-01"}


def test_a_birth_tomorrow_is_told(client: Client, region: RegionRecords) -> None:
    response = client.post("/es/plan/formal-job/questions/birth_date/", {"answer_day": "1", "answer_month": "1", "answer_year": "2119"})
    assert response.status_code == 422
    assert "«¿Cuándo nació?» tiene una fecha que todavía no llega" in response.content.decode()


def test_starting_again_erases_the_answers(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    assert answer(client, "/es/start-again/") == "/es/"
    assert client.cookies[COOKIE].value == ""


def test_titles_and_addresses_of_a_walk_are_discreet(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/formal-job/questions/side/", answer="mx")
    for page in PAGES:
        title = text(client, f"/es/plan/formal-job/{page}").split("<title>")[1].split("</title>")[0]
        assert "Trabajo" not in title


def test_a_question_after_the_first_leads_to_the_plan_as_it_is(client: Client, region: RegionRecords) -> None:
    base = "/es/plan/formal-job/"
    assert f'<a href="{base}way/">' not in text(client, f"{base}questions/side/")
    answer(client, f"{base}questions/side/", answer="mx")
    assert f'<a href="{base}way/">' in text(client, f"{base}questions/birth_date/")


def test_a_refusal_leads_to_cards_with_words_to_show_and_a_fee_that_is_not_known_is_not_called_none(client: Client) -> None:
    load()
    answer(client, "/es/plan/formal-job/papers/", none="1")
    answer(client, "/es/plan/formal-job/questions/side/", answer="mx")
    answer(client, "/es/plan/formal-job/questions/birth_date/", answer_day="5", answer_month="3", answer_year="1985")
    page = client.get("/es/plan/formal-job/way/").content.decode()
    assert 'href="/es/rights/free-record/"' in page
    assert "no sabemos cuánto cuesta: pregunte antes" in page
    assert "sin costo que conozcamos" not in page

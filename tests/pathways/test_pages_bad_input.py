"""Whatever is sent to a page: a kind 4xx or a fresh start, never a 500."""

from __future__ import annotations

import pytest
from django.test import Client

from rumbo.pathways.answers import COOKIE
from rumbo.regionfile.records import RegionRecords
from tests.pathways.walking import answer, carried, load

pytestmark = pytest.mark.django_db
PAPERS = "/es/plan/formal-job/papers/"
BORN = "/es/plan/formal-job/questions/birth_date/"


@pytest.fixture(autouse=True)
def region() -> RegionRecords:
    return load()


@pytest.mark.parametrize("value", ["x", "A" * 400, "A" * 5000, "ñ", "%00", "â\x80®", '"', "a;b"])
def test_an_altered_cookie_is_a_fresh_start_with_a_kind_word(client: Client, value: str) -> None:
    client.cookies[COOKIE] = value
    response = client.get(PAPERS)
    assert response.status_code == 200
    assert "Empezamos de nuevo" in response.content.decode()
    assert response.cookies[COOKIE].value == ""


def test_ten_thousand_papers_are_refused(client: Client) -> None:
    response = client.post(PAPERS, {"paper": ["document:curp"] * 10_000})
    assert response.status_code in {400, 413}
    assert "<h1>" in response.content.decode()


def test_a_body_over_64_kilobytes_is_refused(client: Client) -> None:
    response = client.post(PAPERS, b"paper=" + b"x" * 70_000, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert "Es demasiado de una vez" in response.content.decode()


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "application/xml"])
@pytest.mark.parametrize(
    ("language", "heading", "onward"), [("es", "No pudimos leer eso", "Ir al inicio"), ("en", "We could not read that", "Go to the start")]
)
def test_a_body_that_is_no_form_is_refused_in_words(client: Client, content_type: str, language: str, heading: str, onward: str) -> None:
    forms = ("plan/formal-job/papers/", "navigator/", "take/text/", "search/", "directory/search/", "display/", "start-again/", "leave/")
    for page in forms:
        response = client.post(f"/{language}/{page}", "{}", content_type=content_type)
        assert (response.status_code, response["Cache-Control"], response["Referrer-Policy"]) == (415, "no-store", "no-referrer"), page
        text = response.content.decode()
        assert f"<h1>{heading}</h1>" in text, page
        assert f'<a class="button" href="/{language}/">{onward}</a>' in text, page


@pytest.mark.parametrize("paper", ["document:nothing", "at:us", "document:curp\x00", "\u202edocument:curp", "x" * 5000, "' OR 1=1"])
def test_a_paper_that_we_do_not_know_is_told(client: Client, paper: str) -> None:
    response = client.post(PAPERS, {"paper": [paper]})
    assert response.status_code == 422
    assert "No conocemos uno de estos papeles" in response.content.decode()


@pytest.mark.parametrize("year", ["85", "1500", "3000", "mil", "-1985", "1985\x00", "\u202e1985", "9" * 400, "١٩٨٥", ""])
def test_a_date_that_is_none_is_told_and_what_was_typed_stays(client: Client, year: str) -> None:
    response = client.post(BORN, {"answer_day": "30", "answer_month": "1", "answer_year": year})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert 'value="30"' in page


@pytest.mark.parametrize(
    ("attribute", "data"),
    [
        ("side", {}),
        ("side", {"answer": "moon"}),
        ("side", {"answer": "mx\x00"}),
        ("nationality", {"answer": ["other"], "other": ""}),
        ("nationality", {"answer": ["other"], "other": "\u202e\u202e"}),
        ("nationality", {"answer": ["other"], "other": "x" * 1000}),
        ("nationality", {"answer": ["XX"]}),
        ("witnesses", {"answer": "-1"}),
        ("witnesses", {"answer": "9" * 40}),
        ("witnesses", {"answer": "dos"}),
        ("household", {"adults": "1"}),
        ("household", {"adults": "1000", "children": "1"}),
    ],
)
def test_an_answer_that_is_none_is_told_beside_its_field(client: Client, attribute: str, data: dict[str, object]) -> None:
    response = client.post(f"/en/plan/formal-job/questions/{attribute}/", data)
    assert response.status_code == 422
    assert "There is something to put right" in response.content.decode()
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Cuente a todas las personas, también a usted"), ("en", "Count everyone, yourself too")],
)
def test_a_household_of_nobody_is_told_and_the_other_answers_stay(client: Client, region: RegionRecords, language: str, words: str) -> None:
    answer(client, "/es/plan/formal-job/questions/side/", answer="mx")
    response = client.post(f"/{language}/plan/formal-job/questions/household/", {"adults": "0", "children": "0"})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(words) == 2  # above, and beside the field
    assert page.count('value="0"') == 2
    assert carried(client, region).know == {"side": "mx"}


def test_a_household_of_children_alone_is_one(client: Client, region: RegionRecords) -> None:
    answer(client, "/es/plan/formal-job/questions/household/", adults="0", children="2")
    assert carried(client, region).know["household"] == "adults:0+children:2"


def test_an_objective_that_is_none_changes_nothing(client: Client) -> None:
    assert client.post("/es/plan/formal-job/way/", {"objective": "prettiest"}).status_code == 422


@pytest.mark.parametrize("goal", ["formal-jobs", "formal%00job", "%E2%80%AEformal-job", "x" * 300, "voter"])
def test_an_unknown_goal_is_a_404_with_the_three_nearest(client: Client, goal: str) -> None:
    for page in ("", "papers/", "way/"):
        response = client.get(f"/es/plan/{goal}/{page}")
        assert response.status_code == 404
        assert response.content.decode().count('class="card"') == 3


def test_a_question_that_nobody_asks_is_a_404(client: Client) -> None:
    assert client.get("/es/plan/formal-job/questions/orientation/").status_code == 404


def test_a_question_that_the_region_has_changed_starts_empty(client: Client) -> None:
    answer(client, "/es/plan/formal-job/questions/side/", answer="mx")
    answer(client, "/es/plan/formal-job/questions/witnesses/", answer="2")
    other = load()
    changed = tuple(a.model_copy(update={"kind": "date"}) if a.id == "witnesses" else a for a in other.attributes)
    load(other.model_copy(update={"attributes": changed}))
    assert client.get("/es/plan/formal-job/questions/witnesses/").status_code == 200
    assert client.get("/es/plan/formal-job/way/").status_code == 200
    assert client.get("/es/plan/formal-job/answers/").status_code == 200


def test_a_paper_that_the_region_no_longer_has_is_let_go_and_the_rest_kept(client: Client, region: RegionRecords) -> None:
    answer(client, PAPERS, paper=["document:nss", "document:photo-id"])
    fewer = region.model_copy(update={"facts": tuple(fact for fact in region.facts if fact.id != "document:photo-id")})
    load(fewer)
    assert "Revise sus papeles" in client.get(PAPERS).content.decode()
    assert set(carried(client, fewer).held) == {"document:nss"}


def test_a_form_without_our_token_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post(PAPERS, {"paper": ["document:curp"]})
    assert response.status_code == 403
    assert "Esta hoja ya venció" in response.content.decode()


@pytest.mark.parametrize(("site", "status"), [("same-origin", 303), ("cross-site", 403), ("same-site", 403)])
def test_a_form_from_a_page_without_referrer_is_taken_and_one_from_elsewhere_is_not(site: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True)
    token = client.get(PAPERS).content.decode().split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = {"paper": ["document:curp"], "csrfmiddlewaretoken": token}
    assert client.post(PAPERS, data, headers={"origin": "null", "sec-fetch-site": site}).status_code == status


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_method_that_a_page_does_not_take_is_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(PAPERS).status_code == 405

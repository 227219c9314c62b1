"""Home, search, privacy, the way out, and the pages that say what went wrong."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from rumbo.front import views
from rumbo.pathways.answers import COOKIE
from tests.pathways.walking import answer, load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "heading"), [("es", "¿Qué necesita?"), ("en", "What do you need?")])
def test_the_home_page_shows_the_goals_by_phase(client: Client, language: str, heading: str) -> None:
    load()
    page = client.get(f"/{language}/").content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert page.count('class="card"') == 5


def test_without_a_region_the_pages_say_so(client: Client) -> None:
    assert "Todavía se está cargando" in client.get("/es/").content.decode()
    response = client.get("/es/plan/formal-job/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert client.post("/es/search/", {"words": "curp"}).status_code == 200


def test_who_has_begun_can_go_on(client: Client) -> None:
    load()
    assert "Seguir donde se quedó" not in client.get("/es/").content.decode()
    answer(client, "/es/plan/formal-job/papers/", none="1")
    assert 'href="/es/plan/formal-job/way/"' in client.get("/es/").content.decode()


@pytest.mark.parametrize(
    ("words", "found"), [("chamba", "Trabajo formal"), ("INE", "Credencial de elector"), ("acta", "Acta de nacimiento")]
)
def test_search_finds_what_people_call_things(client: Client, words: str, found: str) -> None:
    load()
    response = client.post("/es/search/", {"words": words})
    assert found in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_search_that_finds_nothing_offers_the_nearest(client: Client) -> None:
    load()
    page = client.post("/es/search/", {"words": "xqzw"}).content.decode()
    assert "No encontramos nada" in page
    assert page.count('class="card"') == 3


@pytest.mark.parametrize("words", ["", " ", "x" * 121, "\u202e\x00"])
def test_a_search_that_cannot_be_read_is_told(client: Client, words: str) -> None:
    load()
    assert client.post("/es/search/", {"words": words}).status_code == 422


@pytest.mark.parametrize("address", ["/es/search/", "/en/directory/search/"])
@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b"])
def test_signs_that_nobody_sees_neither_break_a_search_nor_come_back(client: Client, address: str, sign: str) -> None:
    load()
    plain = client.post(address, {"words": "acta curp"}).content.decode()
    response = client.post(address, {"words": f"acta {sign}curp{sign}"})
    page = response.content.decode()
    assert (response.status_code, sign in page) == (200, False)
    assert 'value="acta' in page
    assert page.count("<li") == plain.count("<li") > 0
    too_long = client.post(address, {"words": sign + "x" * 130})
    assert (too_long.status_code, sign in too_long.content.decode()) == (422, False)


def test_no_search_word_may_stand_in_an_address(client: Client) -> None:
    load()
    page = client.get("/es/search/?words=curp").content.decode()
    assert "CURP</" not in page
    assert 'value="curp"' not in page


def test_who_reloads_a_search_or_changes_its_language_may_ask_again(client: Client) -> None:
    assert 'role="search"' in client.get("/en/search/").content.decode()
    assert client.get("/en/directory/search/")["Location"] == "/en/directory/"


def test_a_service_that_is_found_leads_to_its_page_and_a_right_to_its_card(client: Client) -> None:
    load()
    assert 'href="/es/directory/services/lawyer/"' in client.post("/es/search/", {"words": "abogada"}).content.decode()
    assert 'href="/es/rights/free-record/"' in client.post("/es/search/", {"words": "el acta es gratis"}).content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
def test_leaving_erases_everything_and_leads_to_a_calendar(client: Client, language: str) -> None:
    load()
    answer(client, "/es/plan/formal-job/papers/", paper=["document:curp"])
    response = client.post(f"/{language}/leave/")
    assert (response.status_code, response["Location"]) == (303, f"/{language}/today/")
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.cookies[COOKIE].value == ""
    assert "Rumbo" not in client.get(response["Location"]).content.decode()


def test_leaving_needs_no_token_and_never_happens_by_a_link(client: Client) -> None:
    assert Client(enforce_csrf_checks=True).post("/es/leave/").status_code == 303
    assert client.get("/es/leave/").status_code == 405


def test_each_page_offers_the_way_out_and_the_other_language(client: Client) -> None:
    load()
    for path in ("/es/", "/es/privacy/", "/es/plan/formal-job/", "/es/nothing/"):
        page = client.get(path).content.decode()
        assert 'action="/es/leave/"' in page, path
        assert 'hreflang="en">English</a>' in page, path


@pytest.mark.parametrize(
    ("path", "words"), [("/es/nada/", "No encontramos esa página"), ("/en/nothing/here/", "We could not find that page")]
)
def test_what_is_nowhere_is_a_404_with_the_three_nearest_goals(client: Client, path: str, words: str) -> None:
    load()
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert words in page
    assert page.count('class="card"') == 3


@pytest.mark.parametrize(("language", "words"), [("es", "Algo falló aquí"), ("en", "Something went wrong here")])
def test_a_fault_of_ours_is_said_in_words_without_the_database(language: str, words: str, django_assert_num_queries) -> None:  # noqa: ANN001
    with translation.override(language), django_assert_num_queries(0):
        response = views.server_error(RequestFactory().get(f"/{language}/"))
    assert response.status_code == 500
    assert words in response.content.decode()


def test_what_is_only_for_staff_is_said_in_words() -> None:
    with translation.override("es"):
        response = views.permission_denied(RequestFactory().get("/es/"), PermissionError())
    assert response.status_code == 403
    assert "Esta página no está abierta para usted" in response.content.decode()


def test_a_first_visit_weighs_under_sixty_kilobytes(client: Client) -> None:
    load()
    page = client.get("/es/")
    style = b"".join(client.get("/static/web/rumbo.css").streaming_content)  # type: ignore[arg-type]
    icon = b"".join(client.get("/static/web/icon.svg").streaming_content)  # type: ignore[arg-type]
    assert len(page.content) + len(style) + len(icon) < 60_000


@pytest.mark.parametrize("odd", ["a[b]=1", "expires=1", "foo bar=2", "rumbo_answers=x; domain=1", "{x}=1"])
def test_leaving_works_whatever_cookies_a_browser_sends(client: Client, odd: str) -> None:
    response = client.post("/es/leave/", {}, HTTP_COOKIE=odd)
    assert (response.status_code, response["Location"]) == (303, "/es/today/")
    assert "cookies" in response["Clear-Site-Data"]


def test_words_too_long_to_search_for_are_told_so_and_kept(client: Client) -> None:
    page = client.post("/es/search/", {"words": "acta " * 200})
    assert page.status_code == 422
    assert "muy largo" in page.content.decode()
    assert 'value="acta acta' in page.content.decode()

"""Whatever goes wrong is told: on a page of ours in the reader's language, with a way on; under the API as a problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rumbo.base.models import RegionRow
from rumbo.pathways import queries
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
ONWARD = {"es": "Ir al inicio", "en": "Go to the start"}


@pytest.fixture
def broken(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[type[Exception]], Client]:
    """A browser of someone whose every look into the region fails in the same way."""

    def make(error: type[Exception]) -> Client:
        def fail(*_: Any, **__: Any) -> Any:
            raise error

        for name in ("one_search", "plan") if error is queries.PlannerBusy else ("current_region", "list_goals"):
            monkeypatch.setattr(queries, name, fail)
        client.raise_request_exception = False
        return client

    load()
    return make


def check_page(response: Any, language: str, status: int, heading: str) -> None:
    page = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert response["Cache-Control"] == "no-store"
    assert f'<html lang="{language}"' in page
    assert f"<h1>{heading}</h1>" in page
    assert f'<a class="button" href="/{language}/">{ONWARD[language]}</a>' in page
    assert f'action="/{language}/leave/"' in page  # the shell: to leave is possible from everywhere
    assert "Content-Security-Policy" in response


def check_problem(response: Any, status: int, name: str) -> None:
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    told = response.json()
    assert (told["type"], told["status"], bool(told["title"] and told["detail"])) == (f"urn:rumbo:problem:{name}", status, True)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("es", ("Intente otra vez, por favor", "No pudimos leer eso", "No encontramos esa página", "Es demasiado de una vez")),
        ("en", ("Please try again", "We could not read that", "We could not find that page", "That is too much at once")),
    ],
)
def test_what_someone_sends_wrongly_is_told_on_a_page_that_leads_on(language: str, headings: tuple[str, ...]) -> None:
    load()
    expired, unread, lost, much = headings
    strict, usual = Client(enforce_csrf_checks=True), Client()
    papers = f"/{language}/plan/formal-job/papers/"
    check_page(strict.post(papers, {"none": "1"}), language, 403, expired)
    check_page(strict.post(f"/{language}/search/", {"words": "curp"}), language, 403, expired)
    check_page(usual.get(f"/{language}/nothing/"), language, 404, lost)
    check_page(usual.get(f"/{language}/directory/services/nothing/"), language, 404, lost)
    check_page(usual.get(f"/{language}/privacy/", headers={"host": "elsewhere.example"}), language, 400, unread)
    check_page(usual.post(papers, {f"p{number}": "1" for number in range(1001)}), language, 400, unread)
    for address in (papers, f"/{language}/search/", f"/{language}/navigator/", f"/{language}/display/"):
        check_page(usual.post(address, b"words=" + b"x" * 70_000, content_type=FORM), language, 413, much)


@pytest.mark.parametrize(
    ("language", "wrong", "unready", "busy"),
    [
        ("es", "Algo falló aquí", "Todavía no estamos listos", "Hay mucha gente preguntando ahora"),
        ("en", "Something went wrong here", "We are not ready yet", "Many people are asking right now"),
    ],
)
def test_what_fails_on_our_side_is_told_on_a_page_that_leads_on(
    broken: Callable[[type[Exception]], Client], language: str, wrong: str, unready: str, busy: str
) -> None:
    way, desk = f"/{language}/plan/formal-job/way/", f"/{language}/navigator/"
    for address, error, heading in (
        (way, queries.PlannerBusy, busy),
        (way, queries.RegionMissing, unready),
        (desk, queries.RegionMissing, unready),
    ):
        response = broken(error).get(address)
        check_page(response, language, 503, heading)
        assert int(response["Retry-After"]) > 0
    for address in (way, desk):
        check_page(broken(ZeroDivisionError).get(address), language, 500, wrong)


def test_under_the_api_every_error_is_a_problem(broken: Callable[[type[Exception]], Client]) -> None:
    usual = Client()
    sent = {"content_type": "application/json"}
    check_problem(usual.get("/api/v1/goals", headers={"host": "elsewhere.example"}), 400, "bad-request")
    check_problem(usual.post("/api/v1/plan", "{", **sent), 400, "not-json")
    check_problem(usual.get("/api/v1/nothing"), 404, "not-found")
    check_problem(usual.delete("/api/v1/goals"), 405, "method-not-allowed")
    check_problem(usual.post("/api/v1/plan", b" " * 70_000, **sent), 413, "too-large")
    check_problem(usual.post("/api/v1/plan", "a=b", content_type=FORM), 415, "not-json-type")
    check_problem(usual.post("/api/v1/plan", "{}", **sent), 422, "not-valid")
    check_problem(broken(ZeroDivisionError).get("/api/v1/goals"), 500, "server-error")
    check_problem(broken(queries.RegionMissing).get("/api/v1/goals"), 503, "no-region")
    check_problem(broken(queries.PlannerBusy).post("/api/v1/plan", '{"goal": "formal-job"}', **sent), 503, "busy")


def test_without_a_region_the_api_says_when_to_come_back(client: Client) -> None:
    RegionRow.objects.all().delete()
    response = client.get("/api/v1/goals")
    check_problem(response, 503, "no-region")
    assert int(response["Retry-After"]) > 0

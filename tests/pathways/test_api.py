"""Questions over the API: the same plan as everywhere, and an answer in words to whatever else is sent."""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from typing import Any

import pytest
from django.test import Client

from rumbo.base.logs import JsonLines
from rumbo.front.services import load_region
from rumbo.pathways import queries
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from tests.pathways.logic.small_region import TODAY, compiled
from tests.pathways.logic.small_region import records as small_region

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
JSON = "application/json"
PROBLEM = "application/problem+json"
AS_OF = TODAY.isoformat()

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client: Client) -> Client:
    load_region(small_region(), actor="test", now=NOW)
    return client


def ask(client: Client, body: dict[str, Any], *, path: str = "plan", lang: str = "es") -> Any:
    return client.post(f"/api/v1/{path}", json.dumps(body), content_type=JSON, headers={"accept-language": lang})


def test_goals_and_documents_are_listed_in_both_languages(asked: Client) -> None:
    goals, documents = asked.get("/api/v1/goals").json(), asked.get("/api/v1/documents").json()
    assert [goal["id"] for goal in goals] == [goal.id for goal in small_region().goals]
    assert goals[0]["name"] == {"es": "Trabajo formal", "en": "Formal job"}
    assert documents[0]["id"] == "document:birth-certificate"
    assert set(documents[0]["name"]) == {"es", "en"}


def test_the_plan_is_the_same_as_the_terminals(asked: Client) -> None:
    body = {
        "goal": "formal-job",
        "have": ["birth-certificate", {"fact": "document:curp-temporary", "issued": "2026-06-01", "expires": "2026-12-28"}],
        "know": {"side": "mx", "birth_date": "1990-01-01", "witnesses": 2},
        "objective": ["cheapest", "fastest"],
        "limits": {"budget": {"MXN": 500}, "days": 40, "crossings": 0, "avoid": ["class:enforcement"], "side": "mx"},
        "as_of": AS_OF,
    }
    response = ask(asked, body)
    region = compiled(TODAY)
    same = read_ask(
        region,
        goal="formal-job",
        have=["birth-certificate", "curp-temporary@2026-06-01..2026-12-28"],
        know={"side": "mx", "birth_date": "1990-01-01", "witnesses": "2"},
        objective="cheapest,fastest",
        limits={"budget": "MXN:500", "days": "40", "crossings": "0", "avoid": "class:enforcement", "side": "mx"},
        as_of=TODAY,
    )
    assert response.status_code == 200
    assert response.json() == json.loads(json.dumps(answer(region, same)))


def test_a_goal_of_kind_find_gets_a_list(asked: Client) -> None:
    found = ask(asked, {"goal": "bed-tonight", "know": {"side": "mx"}}).json()
    assert found["status"] == "found"
    assert found["services"]
    assert "steps" not in found


def test_why_not_says_what_would_open_a_goal(asked: Client) -> None:
    found = ask(asked, {"goal": "visa", "limits": {"days": 0}, "know": {"side": "mx"}}, path="why-not")
    assert found.status_code == 200
    assert {"repairs", "closed", "status"} <= found.json().keys()


def test_answers_are_kept_by_no_cache(asked: Client) -> None:
    for response in (ask(asked, {"goal": "formal-job"}), ask(asked, {"goal": "nope"}), asked.post("/api/v1/plan", "{", content_type=JSON)):
        assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("lang", "title"), [("es", "No conocemos ese nombre"), ("en", "We do not know that name")])
def test_an_unknown_goal_is_told_with_the_three_nearest_in_the_readers_language(asked: Client, lang: str, title: str) -> None:
    response = ask(asked, {"goal": "formal-jobs"}, lang=lang)
    problem = response.json()
    assert (response.status_code, response["Content-Type"], response["Content-Language"]) == (404, PROBLEM, lang)
    assert problem["title"] == title
    assert problem["nearest"][0] == "formal-job"
    assert len(problem["nearest"]) == 3


def test_an_unknown_document_is_told_with_the_three_nearest(asked: Client) -> None:
    response = ask(asked, {"goal": "formal-job", "have": ["birth-certifikate"]})
    assert response.status_code == 404
    assert response.json()["nearest"][0] == "document:birth-certificate"
    assert len(response.json()["nearest"]) == 3


def test_contradictory_answers_name_both(asked: Client) -> None:
    response = ask(asked, {"goal": "formal-job", "know": {"birth_date": "2000-01-01", "deported_on": "1999-01-01"}, "as_of": AS_OF})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["code"]) == (422, "before-birth")
    assert {error["key"], error["other"]} == {"deported_on", "birth_date"}
    assert set(error["words"]) == {"es", "en"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"goal": "formal-job", "colour": "red"}, "colour"),
        ({"goal": "formal-job", "limits": {"hours": 3}}, "limits.hours"),
        ({"goal": "formal-job", "have": ["x"] * 301}, "have"),
        ({"goal": "formal-job", "have": ["x"] * 10_000}, "have"),
        ({"goal": 3}, "goal"),
        ({"have": []}, "goal"),
        ({"goal": "formal-job", "as_of": "tomorrow"}, "as_of"),
        ({"goal": "formal-job", "as_of": "2026-02-30"}, "as_of"),
        ({"goal": "formal-job", "limits": {"budget": {"MXN": True}}}, "limits.budget.MXN"),
        ([], "body"),
    ],
)
def test_what_does_not_fit_the_schema_is_told_by_field(asked: Client, body: Any, field: str) -> None:
    response = ask(asked, body)
    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)
    assert response.json()["errors"][0]["field"] == field


def test_a_household_of_nobody_is_told_in_both_languages(asked: Client) -> None:
    response = ask(asked, {"goal": "formal-job", "know": {"side": "mx", "household": "adults:0+children:0"}})
    assert (response.status_code, response["Content-Type"]) == (422, PROBLEM)
    (error,) = response.json()["errors"]
    assert (error["code"], error["field"], error["key"]) == ("empty-household", "know", "household")
    assert ("Count everyone" in error["words"]["en"], "Cuente a todas las personas" in error["words"]["es"]) == (True, True)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"goal": "a", "goal": "b"}',
        b'{"goal": NaN}',
        b'{"goal": "formal\\u0000-job"}',
        b'{"goal": "formal\\u202e-job"}',
        b'{"goal": "\\ud800"}',
        b'{"have": [["\\u2066"]]}',
        b'{"goal": "\xff"}',
        b"[" * 30_000,
        b'{"goal": 1' + b"0" * 9_000 + b"}",
    ],
)
def test_a_body_that_cannot_be_read_is_refused(asked: Client, body: bytes) -> None:
    response = asked.post("/api/v1/plan", body, content_type=JSON)
    assert (response.status_code, response["Content-Type"]) in {(400, PROBLEM), (422, PROBLEM)}


def test_a_body_over_64_kb_is_refused_unread(asked: Client) -> None:
    response = asked.post("/api/v1/plan", b" " * (64 * 1024 + 1), content_type=JSON)
    assert (response.status_code, response["Content-Type"]) == (413, PROBLEM)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
def test_a_body_of_another_kind_is_refused(asked: Client, kind: str) -> None:
    response = asked.post("/api/v1/plan", b"{}", content_type=kind)
    assert (response.status_code, response["Content-Type"]) == (415, PROBLEM)


def test_without_a_region_the_server_says_to_come_back(client: Client) -> None:
    for response in (ask(client, {"goal": "formal-job"}), client.get("/api/v1/goals")):
        assert (response.status_code, response["Content-Type"]) == (503, PROBLEM)
        assert int(response["Retry-After"]) > 0


def test_one_search_too_many_is_told_to_come_back(asked: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_searches", threading.BoundedSemaphore(1))
    monkeypatch.setattr(queries, "WAIT_SECONDS", 0)
    with queries.one_search():
        busy = ask(asked, {"goal": "formal-job"})
    assert (busy.status_code, busy.json()["type"]) == (503, "urn:rumbo:problem:busy")
    assert int(busy["Retry-After"]) > 0
    assert ask(asked, {"goal": "formal-job"}).status_code == 200


def test_a_failure_is_a_problem_and_says_nothing_of_the_person(
    asked: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(region: object, ask: object, **asked: object) -> dict[str, Any]:
        raise RuntimeError(f"cannot plan for {ask}")

    monkeypatch.setattr(queries.answers, "answer", breaks)
    asked.raise_request_exception = False
    with caplog.at_level(logging.INFO):
        response = ask(asked, {"goal": "formal-job", "know": {"birth_date": "1987-06-05"}})
    written = "".join(JsonLines().format(record) for record in caplog.records)
    assert (response.status_code, response["Content-Type"]) == (500, PROBLEM)
    assert "RuntimeError" in written
    assert "1987" not in written + response.content.decode()


def test_nothing_asked_is_written_to_the_log(asked: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(asked, {"goal": "formal-job", "have": ["document:ine"], "know": {"birth_date": "1987-06-05"}})
        ask(asked, {"goal": "no-such-goal-1987-06-05"})
        asked.post("/api/v1/plan?born=1987-06-05", "1987-06-05", content_type=JSON)
    written = "".join(JsonLines().format(record) for record in caplog.records if not record.name.startswith("django.db"))
    assert "1987" not in written


def test_a_question_takes_two_queries_once_the_region_is_compiled(asked: Client, django_assert_num_queries: Any) -> None:
    ask(asked, {"goal": "formal-job"})
    with django_assert_num_queries(2):  # which day it is in the region, and whether the region is still the same
        ask(asked, {"goal": "formal-job"})


KNOWN = {"goal": "formal-job", "know": {"side": "mx", "birth_date": "1990-01-01"}, "as_of": AS_OF}


def test_what_there_is_to_choose_between_is_told_to_who_asks_for_it(asked: Client) -> None:
    plain, front = ask(asked, KNOWN, path="compare").json(), ask(asked, {**KNOWN, "over": ["fastest", "cheapest"]}, path="compare").json()
    assert "front" not in plain
    assert {key: front[key] for key in plain} == plain
    assert (front["front"]["over"], front["front"]["status"], front["front"]["proven"]) == (["fastest", "cheapest"], "settled", True)
    assert front["front"]["plans"][0]["objectives"]


@pytest.mark.parametrize("over", [[], ["fastest"], ["fastest", "fastest"], ["fastest", "nicest"], ["fastest"] * 4, "fastest"])
def test_what_cannot_be_chosen_between_is_a_problem(asked: Client, over: object) -> None:
    response = ask(asked, {**KNOWN, "over": over}, path="compare")
    assert (response.status_code, response["content-type"]) == (422, PROBLEM)


def test_dates_come_where_they_are_asked_for(asked: Client) -> None:
    body = {"goal": "formal-job", "know": {"side": "mx", "birth_date": "1990-01-01"}, "as_of": AS_OF}
    assert "schedule" not in ask(asked, body).json()
    schedule = ask(asked, {**body, "dates": {}}).json()["schedule"]
    assert (schedule["status"], schedule["finish"]) == ("dated", "2026-12-07")
    late = ask(asked, {**body, "dates": {"start": "2026-11-30", "by": "2026-12-01"}}).json()["schedule"]
    assert (late["status"], late["blocks"][0]["code"]) == ("blocked", "arrive-by")


@pytest.mark.parametrize("dates", [{"start": "2026-11-21"}, {"by": "2026-02-30"}, {"start": "2026-12-02", "by": "2026-12-01"}])
def test_dates_out_of_order_are_a_problem_in_the_language_asked_for(asked: Client, dates: dict[str, str]) -> None:
    body = {"goal": "formal-job", "as_of": AS_OF, "dates": dates}
    told = {lang: ask(asked, body, lang=lang) for lang in ("es", "en")}
    assert {(one.status_code, one["Content-Type"]) for one in told.values()} == {(422, PROBLEM)}
    assert told["es"].json()["errors"][0]["field"] == "dates"
    assert told["es"].content != told["en"].content

"""What is tried out by API: the same as in the terminal, and an answer in words to whatever else is sent."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.test import Client

from rumbo.pathways import trying
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.rule_costs import changed_region, rule_cost
from rumbo.pathways.logic.rules import rules_json
from rumbo.pathways.logic.screen import screen_json
from tests.pathways.logic.small_region import TODAY, compiled
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
JSON, PROBLEM = "application/json", "application/problem+json"
AS_OF = TODAY.isoformat()
RELAX = {"relax": [{"way": "get-nss", "paper": "document:curp"}]}
WANTED = {"goal": "formal-job", "as_of": AS_OF}


def ask(client: Client, path: str, body: Any, lang: str = "es") -> Any:
    return client.post(f"/api/v1/{path}", json.dumps(body), content_type=JSON, headers={"accept-language": lang})


def plain(told: object) -> Any:
    return json.loads(json.dumps(told))


def test_one_persons_way_is_told_before_and_after_as_the_terminal_tells_it(client: Client) -> None:
    load()
    body = {**WANTED, "know": {"side": "mx", "birth_date": "1990-01-01"}, "changes": RELAX}
    region = compiled()
    same = read_ask(region, goal="formal-job", know={"side": "mx", "birth_date": "1990-01-01"}, as_of=TODAY)
    found = ask(client, "what-if", body).json()
    assert found == plain({"before": answer(region, same), "after": answer(changed_region(region, RELAX), same)})
    assert len(found["after"]["steps"]) < len(found["before"]["steps"])


def test_made_up_people_are_counted_where_asked_for_as_the_page_and_the_terminal_count_them(client: Client) -> None:
    load()
    region = compiled()
    found = ask(client, "what-if", {**WANTED, "objective": "cheapest", "changes": RELAX, "invented": {"by": "side"}}).json()["invented"]
    assert found == plain(rule_cost(region, changed_region(region, RELAX), "formal-job", objective="cheapest", by="side"))
    assert found["invented"] is True


def test_a_way_that_a_limit_names_may_be_the_one_that_is_gone(client: Client) -> None:
    load()
    body = {**WANTED, "limits": {"without": ["get-curp"]}, "changes": {"remove": ["get-curp"]}}
    assert ask(client, "what-if", body).json()["after"]["status"] == "unreachable"


def test_the_rules_on_the_way_to_a_goal_are_listed_and_can_be_sent_back(client: Client) -> None:
    load()
    listed = client.get("/api/v1/goals/formal-job/rules").json()
    told = rules_json(compiled(), "formal-job")
    assert [rule["id"] for rule in listed["rules"]] == [rule["id"] for rule in told["rules"]]
    for rule in listed["rules"]:
        assert ask(client, "what-if", {"goal": "formal-job", "changes": rule["changes"]}).status_code == 200


def test_which_goals_are_within_reach_is_told_as_the_terminal_tells_it(client: Client) -> None:
    load()
    region = compiled()
    same = read_ask(region, goal="formal-job", have=["birth-certificate"], know={"side": "mx"}, limits={"days": 3}, as_of=TODAY)
    body = {"have": ["birth-certificate"], "know": {"side": "mx"}, "limits": {"days": 3}, "as_of": AS_OF}
    found = ask(client, "screen", {**body, "ways": True, "value": True})
    assert found.json() == plain(screen_json(region, same, ways=True, value=True))
    assert ask(client, "screen", body).json().keys() == {"as_of", "world", "goals"}
    assert ask(client, "screen", {}).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("what-if", WANTED, 422, "missing"),
        ("what-if", {**WANTED, "changes": {"add": []}}, 422, "extra-forbidden"),
        ("what-if", {**WANTED, "changes": []}, 422, None),
        ("what-if", {**WANTED, "changes": {"remove": ["no-such-way"]}}, 422, "changes-unknown-way"),
        ("what-if", {**WANTED, "changes": {"remove": ["get-curp"] * 51}}, 422, "too-long"),
        ("what-if", {**WANTED, "changes": {"relax": [{"way": "get-nss", "paper": "document:none"}]}}, 422, "changes-wrong"),
        ("what-if", {**WANTED, "changes": {"close_ports": [{"port": "x", "first": AS_OF, "last": AS_OF}]}}, 422, "changes-wrong"),
        ("what-if", {**WANTED, "changes": {"relax": [{"way": "get-nss", "paper": "a\x00b"}]}}, 400, None),
        ("what-if", {**WANTED, "changes": {}, "have": ["x"] * 10_000}, 422, None),
        ("what-if", {**WANTED, "changes": {}, "invented": {"people": 10**9}}, 422, "extra-forbidden"),
        ("what-if", {**WANTED, "changes": {}, "invented": {"by": "birth_date"}}, 422, "not-a-group"),
        ("what-if", {"goal": "bed-tonight", "changes": {}, "invented": {}}, 422, "goal-to-find"),
        ("what-if", {"goal": "formal-jobs", "changes": {}}, 404, "unknown-goal"),
        ("what-if", {**WANTED, "as_of": "2026-02-30", "changes": {}}, 422, "not-a-date"),
        ("screen", {"goal": "formal-job"}, 422, "extra-forbidden"),
        ("screen", {"ways": "yes"}, 422, None),
        ("screen", {"have": ["birth-certifikate"]}, 404, "unknown-fact"),
        ("screen", {"have": ["x"] * 10_000}, 422, None),
        ("screen", {"know": {"side": "mars"}}, 422, "unknown-value"),
        ("screen", [], 422, None),
        ("screen", None, 422, None),
    ],
)
def test_what_does_not_fit_is_told_in_words(client: Client, path: str, body: Any, status: int, code: str | None) -> None:
    load()
    response = ask(client, path, body)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert code in {None, *(error["code"] for error in response.json().get("errors", []))}, response.json()
    assert all(error["words"]["es"] != error["words"]["en"] for error in response.json().get("errors", []))


@pytest.mark.parametrize("path", ["what-if", "screen"])
@pytest.mark.parametrize(
    ("body", "kind", "status"), [(b" " * (64 * 1024 + 1), JSON, 413), (b"{}", "text/plain", 415), (b"{", JSON, 400), (b"\xff", JSON, 400)]
)
def test_a_body_that_is_too_long_or_none_is_refused(client: Client, path: str, body: bytes, kind: str, status: int) -> None:
    load()
    response = client.post(f"/api/v1/{path}", body, content_type=kind)
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)


def test_a_goal_that_there_is_not_has_no_rules(client: Client) -> None:
    load()
    response = client.get("/api/v1/goals/formal-jobs/rules")
    assert (response.status_code, response["Content-Type"]) == (404, PROBLEM)
    assert "formal-job" in response.json()["nearest"]


def test_one_count_too_many_is_told_to_come_back_while_plans_are_still_made(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(trying, "_counts", threading.BoundedSemaphore(1))
    monkeypatch.setattr(trying, "WAIT_SECONDS", 0)
    with trying.one_count():
        busy = ask(client, "what-if", {**WANTED, "changes": {}, "invented": {}})
        assert (busy.status_code, int(busy["Retry-After"]) > 0) == (503, True)
        assert ask(client, "what-if", {**WANTED, "changes": {}}).status_code == 200
        assert ask(client, "screen", {}).status_code == 200
    assert ask(client, "what-if", {**WANTED, "changes": {}, "invented": {}}).status_code == 200


@pytest.mark.parametrize("path", ["what-if", "screen"])
def test_without_a_region_the_server_says_to_come_back(client: Client, path: str) -> None:
    assert ask(client, path, {**WANTED, "changes": {}} if path == "what-if" else {}).status_code == 503
    assert client.get("/api/v1/goals/formal-job/rules").status_code == 503

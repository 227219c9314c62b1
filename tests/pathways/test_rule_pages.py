"""The page that shows what a rule costs: chosen step by step, labelled, the same for all, and never too much work."""

from __future__ import annotations

import re
import threading
from html import unescape

import pytest
from django.test import Client

from rumbo.pathways import trying
from rumbo.pathways.logic.rule_costs import changed_region, rule_cost
from tests.pathways.logic.small_region import compiled
from tests.pathways.walking import load

pytestmark = pytest.mark.django_db
RULE = {"goal": "formal-job", "at": "get-nss", "rule": "asks.get-nss.document:curp"}


def page(client: Client, language: str = "en", **told: str) -> str:
    response = client.get(f"/{language}/what-a-rule-costs/", told)
    assert response.status_code == 200
    return unescape(response.content.decode())


@pytest.mark.parametrize(
    ("language", "label"),
    [("es", "Estas 400 personas son inventadas."), ("en", "We made these 400 people up.")],
)
@pytest.mark.parametrize("told", [{}, {"goal": "formal-job"}, RULE])
def test_on_every_step_it_is_said_that_the_people_are_made_up(client: Client, language: str, label: str, told: dict[str, str]) -> None:
    load()
    assert label in page(client, language, **told)


def test_one_chooses_a_goal_then_a_step_then_a_rule(client: Client) -> None:
    load()
    first, second, third = page(client), page(client, goal="formal-job"), page(client, goal="formal-job", at="get-nss")
    assert 'name="goal"' in first
    assert 'name="at"' not in first
    assert 'value="get-nss"' in second
    assert 'name="rule"' not in second
    assert 'value="asks.get-nss.document:curp"' in third
    assert 'id="cost"' not in third


def test_goals_to_look_for_are_not_offered(client: Client) -> None:
    load()
    assert 'value="bed-tonight"' not in page(client)
    assert 'name="at"' not in page(client, goal="bed-tonight")


def test_the_figures_are_those_of_the_terminal_and_the_api(client: Client) -> None:
    load()
    shown = page(client, **RULE)
    region = compiled()
    outcomes = rule_cost(region, changed_region(region, {"relax": [{"way": "get-nss", "paper": "document:curp"}]}), "formal-job")[
        "outcomes"
    ]
    assert re.findall(r'text-anchor="end">(\d+)</text>', shown) == [str(count) for count in outcomes.values()]


def test_groups_stand_in_a_table_under_the_answers_they_gave(client: Client) -> None:
    load()
    shown = page(client, "es", **RULE, by="side")
    assert re.findall(r'<th scope="row">([^<]*)</th>', shown) == ["México", "EE. UU."]
    assert "<table" not in page(client, "es", **RULE)


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("fastest", "They reach it sooner"),
        ("cheapest", "They reach it for less money: $123.45"),
        ("fewest-visits", "They reach it with fewer visits: 1 visit"),
        ("fewest-crossings", "They reach it with fewer crossings"),
        ("least-exposed", "Fewer offices learn who they are"),
    ],
)
def test_plans_are_compared_by_what_was_chosen(client: Client, measure: str, words: str) -> None:
    load()
    assert words in page(client, **RULE, measure=measure)


def test_a_rule_on_which_nothing_hangs_says_so(client: Client) -> None:
    load()
    assert "By this measure nothing changes" in page(client, goal="formal-job", at="cross-north", rule="way.cross-north")
    assert "By this measure nothing changes" not in page(client, **RULE, measure="cheapest")


def test_the_change_can_be_taken_to_the_terminal(client: Client) -> None:
    load()
    shown = page(client, **RULE)
    assert '{"relax": [{"way": "get-nss", "paper": "document:curp"}]}' in shown
    assert "rumbo what-if changes.json --goal formal-job --invented" in shown


@pytest.mark.parametrize(
    "told",
    [
        {"goal": "no-such-goal"},
        {"goal": "a\x00b", "at": "\u202e"},
        {"goal": "formal-job", "at": "no-such-way"},
        {"goal": "formal-job", "at": "get-nss", "rule": "way.get-job"},
        {"goal": "voter-card", "at": "get-nss", "rule": "way.get-nss"},
        {"goal": "formal-job" * 500},
        {**RULE, "by": "shoe", "measure": "prettiest"},
    ],
)
def test_what_is_not_known_counts_as_not_chosen(client: Client, told: dict[str, str]) -> None:
    load()
    assert ('id="cost"' in page(client, **told)) == ("by" in told)


def test_it_reads_no_cookie_and_may_be_kept_for_some_minutes(client: Client) -> None:
    load()
    response = client.get("/en/what-a-rule-costs/", RULE)
    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert client.post("/en/what-a-rule-costs/", RULE).status_code == 405


def test_the_other_language_keeps_all_that_was_chosen(client: Client) -> None:
    load()
    (other,) = re.findall(r'class="tongue" href="([^"]+)"', page(client, "es", **RULE, by="side"))
    assert other.startswith("/en/what-a-rule-costs/?")
    assert 'id="cost"' in client.get(other).content.decode()


def test_a_rule_that_was_counted_is_not_counted_again_for_another_group(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    page(client, **RULE)

    def plans_again(*_: object) -> None:
        raise AssertionError("planned again")

    monkeypatch.setattr("rumbo.pathways.logic.gains.best_of", plans_again)
    page(client, **RULE, by="side")


def test_whoever_comes_while_another_counts_is_told_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    monkeypatch.setattr(trying, "_counts", threading.BoundedSemaphore(1))
    monkeypatch.setattr(trying, "WAIT_SECONDS", 0)
    with trying.one_count():
        response = client.get("/en/what-a-rule-costs/", RULE)
        assert client.get("/en/what-a-rule-costs/").status_code == 200
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert int(response["Retry-After"]) > 0
    assert "Wait a few seconds" in response.content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
def test_it_is_linked_where_organisations_and_developers_look_and_crawlers_leave_its_choices_alone(client: Client, language: str) -> None:
    load()
    for name in ("for-organisations", "for-developers"):
        assert f'href="/{language}/what-a-rule-costs/"' in client.get(f"/{language}/{name}/").content.decode()
    assert f"Disallow: /{language}/what-a-rule-costs/?\n" in client.get("/robots.txt").content.decode()

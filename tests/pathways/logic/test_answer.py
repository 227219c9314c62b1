"""The plan as JSON: every key that others rely on, in words of both languages."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from rumbo.engine.conditions import Test as Condition
from rumbo.engine.model import Answer, Branch, Cost, Improvement, Plan, Question, Step
from rumbo.pathways.logic.answer import answer, answer_json, catch22, why_not
from rumbo.pathways.logic.ask import Ask, read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.questions import next_questions
from rumbo.pathways.logic.screen import screen
from tests.pathways.logic.small_region import TODAY, changed

Json = dict[str, Any]
ADULT = {"side": "mx", "birth_date": "1990-01-01"}
PLAN_KEYS = {
    *("status", "goal", "objective", "world", "as_of", "weakest_certainty", "cost", "bound", "could_improve", "questions"),
    *("branches", "warnings", "steps", "alternatives", "why_not"),
}
STEP_KEYS = {
    *("way", "service", "phase", "side", "requires", "grants", "if", "certainty", "irreversible", "lawyer_first", "visit_group"),
    *("days", "money", "exposures", "why", "source"),
}


def ask(region: CompiledRegion, goal: str = "formal-job", **parts: Any) -> Ask:
    return read_ask(region, goal=goal, as_of=TODAY, **parts)


def ask_for(region: CompiledRegion, goal: str = "formal-job", **parts: Any) -> Json:
    return answer(region, ask(region, goal, **parts))


def test_a_plan_has_every_key_that_others_rely_on(region: CompiledRegion) -> None:
    found = ask_for(region, know=ADULT)
    assert found.keys() >= PLAN_KEYS
    assert all(step.keys() >= STEP_KEYS for step in found["steps"])
    assert json.loads(json.dumps(found)) == found


def test_a_plan_says_what_it_costs_in_currency_units_of_every_side(region: CompiledRegion) -> None:
    cost = ask_for(region, know=ADULT)["cost"]
    assert cost["money"] == {"MXN": 123.45, "USD": 0}
    assert set(cost) == {"money", "fees_known", "days", "visits", "crossings", "exposures"}
    assert cost["exposures"] == ["registry", "social-security"]


def test_the_steps_stand_in_order_with_what_each_needs_and_gives(region: CompiledRegion) -> None:
    steps = ask_for(region, know=ADULT)["steps"]
    assert [step["way"] for step in steps] == ["get-birth-certificate", "get-curp", "get-nss", "get-job"]
    assert steps[1]["requires"] == ["at:mx", "document:birth-certificate"]
    assert steps[1]["grants"] == ["document:curp"]
    assert steps[0]["money"] == {"MXN": 123.45}
    assert steps[1]["money"] is None


def test_a_step_names_the_body_its_office_belongs_to_and_the_source_of_its_rule(region: CompiledRegion) -> None:
    step = ask_for(region, know=ADULT)["steps"][0]
    assert (step["organization"], step["organization_class"]) == ("registry", "civil-government")
    assert (step["source"]["title"], step["source"]["date"], step["source"]["confidence"]) == ("A law", "2021-10-18", "high")


def test_a_step_of_low_confidence_asks_its_question_at_the_window(region: CompiledRegion) -> None:
    steps = {step["way"]: step for step in ask_for(region, know=ADULT)["steps"]}
    assert steps["get-nss"]["unconfirmed"] == {"es": "¿Sirve este papel?", "en": "Is this paper enough?"}
    assert steps["get-curp"]["unconfirmed"] is None


def test_a_step_is_in_the_later_phase_of_its_own_and_its_prerequisites(region: CompiledRegion) -> None:
    steps = (
        Step(way="get-job", uses=(), because=()),
        Step(way="get-ine", uses=(), because=(), after=("get-job",)),
        Step(way="get-visa", uses=(), because=(), after=("get-ine",)),
    )
    found = answer_json(region, ask(region), Answer(status="optimal", world="sha256:0", plan=Plan(steps=steps, cost=Cost())))
    assert [step["phase"] for step in found["steps"]] == ["livelihood", "livelihood", "livelihood"]


def test_a_plan_with_a_lawyer_first_step_says_so_before_anything_else(region: CompiledRegion) -> None:
    step = Step(way="cross-north", uses=("at:mx",), because=("at:us",))
    found = answer_json(region, ask(region), Answer(status="optimal", world="sha256:0", plan=Plan(steps=(step,), cost=Cost())))
    assert list(found)[:2] == ["status", "lawyer_first"]
    assert found["lawyer_first"] is True
    assert found["steps"][0]["irreversible"] is True
    assert found["steps"][0]["organization_class"] == "enforcement"


def test_what_depends_says_on_what_in_both_languages(region: CompiledRegion) -> None:
    found = ask_for(region, know={"side": "mx"})
    assert found["status"] == "depends"
    assert found["steps"][-1]["if"] == [
        {
            "attribute": "birth_date",
            "test": {"attr": "birth_date", "age_at_least": 15},
            "holds": True,
            "words": {"es": "tiene 15 años o más", "en": "is 15 or older"},
        }
    ]
    assert found["questions"][0]["question"] == {"es": "¿Cuándo nació?", "en": "When were you born?"}
    assert {branch["status"] for branch in found["branches"]} == {"optimal", "unreachable"}


def test_a_question_that_was_declined_is_not_asked_again(region: CompiledRegion) -> None:
    found = ask_for(region, know={"side": "mx", "birth_date": "unknown"})
    assert found["status"] == "depends"
    assert found["questions"] == []


def test_a_question_that_an_irreversible_step_rests_on_comes_first(region: CompiledRegion) -> None:
    questions = (
        Question(attribute="birth_date", settles=9),
        Question(attribute="can_return_to", settles=1, first=True),
        Question(attribute="witnesses", settles=10),
    )
    found = answer_json(region, ask(region), Answer(status="depends", world="sha256:0", questions=questions))
    assert [question["attribute"] for question in found["questions"]] == ["can_return_to", "witnesses", "birth_date"]
    assert next_questions(region, ask(region), found)[0]["attribute"] == "can_return_to"


def test_what_could_improve_is_told_in_the_units_of_the_cost(region: CompiledRegion) -> None:
    saves = (("cheapest", 12_345 * 1_000_000), ("fewest-visits", 2))
    better = (Improvement(attribute="birth_date", saves=saves),)
    found = answer_json(region, ask(region), Answer(status="optimal", world="sha256:0", could_improve=better))
    assert found["could_improve"] == [{"attribute": "birth_date", "saves": {"money": 123.45, "visits": 2}}]


def test_a_branch_without_a_plan_is_told_as_such(region: CompiledRegion) -> None:
    branch = Branch(when=((Condition("birth_date", "age_at_least", 15), False),), status="unreachable")
    found = answer_json(region, ask(region), Answer(status="depends", world="sha256:0", branches=(branch,)))
    assert found["branches"][0]["plan"] is None
    assert found["branches"][0]["when"][0]["words"]["es"] == "tiene menos de 15 años"


def test_another_plan_says_how_it_differs(region: CompiledRegion) -> None:
    def plan(*ways: str) -> Plan:
        return Plan(steps=tuple(Step(way=way, uses=(), because=()) for way in ways), cost=Cost())

    found = answer_json(
        region,
        ask(region),
        Answer(status="optimal", world="sha256:0", plan=plan("get-curp", "get-nss"), alternatives=(plan("get-curp", "get-ine"),)),
    )
    differs = found["alternatives"][0]["differs_by"]
    assert [step["way"] for step in differs["with"]] == ["get-ine"]
    assert [step["way"] for step in differs["without"]] == ["get-nss"]


def test_already_there_has_no_steps(region: CompiledRegion) -> None:
    found = ask_for(region, goal="voter-card", have=["ine"])
    assert (found["status"], found["steps"]) == ("already-there", [])


def test_unreachable_says_why_and_what_would_open_it(region: CompiledRegion) -> None:
    found = ask_for(region, goal="voter-card", know={"side": "mx", "birth_date": "2015-01-01"})
    assert (found["status"], found["cost"], found["steps"]) == ("unreachable", None, [])
    assert found["why_not"]["closed"][0]["way"] == "get-ine"
    repair = found["why_not"]["repairs"][0]
    assert repair["words"] == {
        "es": "Se abriría para quien tiene 18 años o más.",
        "en": "It would open for someone who is 18 or older.",
    }
    assert repair["actionable"] is False


def test_a_limit_in_the_way_is_named(region: CompiledRegion) -> None:
    found = why_not(region, ask(region, know=ADULT, limits={"budget": "MXN:1"}))
    assert [limit["limit"] for limit in found["repairs"][0]["limits"]] == ["budget"]


def test_why_not_of_a_goal_within_reach_is_nothing(region: CompiledRegion) -> None:
    found = why_not(region, ask(region, know=ADULT))
    assert (found["status"], found["repairs"], found["closed"]) == ("optimal", [], [])


def test_a_catch_22_is_told_in_words(region: CompiledRegion) -> None:
    circle = catch22(region)["circles"][0]
    assert [fact["fact"] for fact in circle["facts"]] == ["document:student", "status:student"]
    assert circle["words"]["en"] == "Each of these asks for another of them: Student paper and Student."
    assert circle["since"] is None
    assert [(remedy["way"], [fact["fact"] for fact in remedy["no_longer_asks"]]) for remedy in circle["remedies"]] == [
        ("student-paper", ["status:student"]),
        ("student-status", ["document:student"]),
    ]


def test_a_catch_22_is_told_since_when(region: CompiledRegion) -> None:
    def ended(data: dict[str, Any]) -> None:
        paper = next(way for way in data["ways"] if way["id"] == "student-paper")
        data["ways"].append({**paper, "id": "student-paper-once", "requires": [], "valid_to": "2026-08-31"})

    circle = catch22(changed(ended))["circles"][0]
    assert circle["since"] == "2026-09-01"
    assert circle["words"]["es"].endswith("Así es desde el 1 de septiembre de 2026.")


def test_screening_tells_what_is_within_reach(region: CompiledRegion) -> None:
    assert screen(region, ask(region, know=ADULT)) == {
        "formal-job": "yes",
        "voter-card": "yes",
        "visa": "unknown",
        "student": "no",
        "bed-tonight": "yes",
    }


class TestWarnings:
    """Notices beside an answer."""

    def test_a_deadline_in_working_days_counts_from_the_day_after(self, region: CompiledRegion) -> None:
        found = ask_for(region, know={**ADULT, "entered_mx_on": "2026-11-01"})
        assert [(notice["id"], notice["holds"], notice["deadline"]) for notice in found["warnings"]] == [
            ("ask-in-time", True, "2026-12-14")
        ]

    def test_someone_late_is_told_the_day_and_that_it_is_soft(self, region: CompiledRegion) -> None:
        notice = ask_for(region, know={**ADULT, "entered_mx_on": "2026-03-22"})["warnings"][0]
        assert (notice["deadline_passed"], notice["deadline_soft"]) == (True, True)

    def test_a_notice_that_may_hold_is_told_where_it_matters(self, region: CompiledRegion) -> None:
        assert [(n["id"], n["holds"]) for n in ask_for(region, know=ADULT)["warnings"]] == [("ask-in-time", False)]
        assert ask_for(region, goal="voter-card", know=ADULT)["warnings"] == []

    def test_a_danger_of_a_way_that_is_shut_is_told_first(self, region: CompiledRegion) -> None:
        found = ask_for(region, goal="visa", know={"side": "mx", "can_return_to": "mx"})
        assert [notice["level"] for notice in found["warnings"]] == ["danger"]
        assert found["lawyer_first"] is True

    def test_a_paper_that_ends_is_told_some_working_days_before(self, region: CompiledRegion) -> None:
        found = ask_for(region, have=["curp-temporary@2026-06-01..2026-11-28"], know=ADULT)
        deadlines = {notice["id"]: notice["deadline"] for notice in found["warnings"]}
        assert deadlines["paper-ends"] == dt.date(2026, 11, 23).isoformat()


@pytest.mark.parametrize("know", [{}, {"side": "mx"}, ADULT, {**ADULT, "can_return_to": "none"}])
@pytest.mark.parametrize("goal", ["formal-job", "voter-card", "visa", "student", "bed-tonight"])
def test_every_word_of_an_answer_exists_in_both_languages(region: CompiledRegion, goal: str, know: dict[str, str]) -> None:
    def texts(value: Any) -> list[Json]:
        if isinstance(value, dict):
            return [value] if {"es", "en"} <= value.keys() else [text for part in value.values() for text in texts(part)]
        return [text for part in value for text in texts(part)] if isinstance(value, list) else []

    assert all(text["es"] and text["en"] for text in texts(ask_for(region, goal=goal, know=know)))

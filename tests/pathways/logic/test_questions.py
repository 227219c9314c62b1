"""Which questions are asked: none whose answer is settled."""

from __future__ import annotations

from typing import Any

from rumbo.engine.model import Question
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.questions import worth_asking
from tests.pathways.logic.small_region import TODAY, changed

Json = dict[str, Any]


def asked(region: CompiledRegion, *attributes: str, **parts: Any) -> list[str]:
    ask = read_ask(region, goal="formal-job", as_of=TODAY, **parts)
    return [question.attribute for question in worth_asking(region, ask, [Question(attribute=name, settles=1) for name in attributes])]


def test_what_is_open_is_asked_in_the_order_given(region: CompiledRegion) -> None:
    assert asked(region, "witnesses", "can_return_to", "birth_date") == ["witnesses", "can_return_to", "birth_date"]


def test_what_a_paper_settles_is_not_asked(region: CompiledRegion) -> None:
    assert asked(region, "protection_need", have=["refuge-paper"]) == []


def test_what_has_one_answer_left_is_not_asked(region: CompiledRegion) -> None:
    assert asked(region, "unaccompanied_minor", know={"birth_date": "1990-01-01"}) == []
    assert asked(region, "unaccompanied_minor", know={"birth_date": "2015-01-01"}) == ["unaccompanied_minor"]


def test_what_the_goal_assumes_is_not_asked_though_it_was_declined() -> None:
    def assume(data: Json) -> None:
        next(goal for goal in data["goals"] if goal["id"] == "formal-job")["assumes"] = {"protection_need": "no"}

    region = changed(assume)
    assert asked(region, "protection_need", "witnesses", know={"protection_need": "unknown"}) == ["witnesses"]

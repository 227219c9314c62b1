"""Papers that end before a step that uses them is done."""

from __future__ import annotations

from typing import Any

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from tests.pathways.logic.small_region import TODAY

Json = dict[str, Any]


def notes(region: CompiledRegion, *have: str, goal: str = "formal-job") -> list[Json]:
    ask = read_ask(region, goal=goal, have=have, know={"side": "mx", "birth_date": "1990-01-01"}, as_of=TODAY)
    return [note for note in answer(region, ask)["notes"] if note["code"] == "paper-ends-before"]


def test_a_paper_that_ends_before_a_step_that_uses_it_is_told(region: CompiledRegion) -> None:
    (note,) = notes(region, "nss@..2026-11-28")
    assert (note["fact"], note["ends"], note["step"]) == ("document:nss", "2026-11-28", "get-job")
    assert "28 de noviembre de 2026" in note["words"]["es"]
    assert "Step get-job" in note["words"]["en"]


def test_a_paper_that_outlasts_the_plan_is_not_told(region: CompiledRegion) -> None:
    assert notes(region, "nss@..2027-11-28") == []
    assert notes(region, "nss") == []


def test_a_paper_that_is_done_with_on_its_last_day_is_not_told(region: CompiledRegion) -> None:
    assert notes(region, "curp-temporary@..2026-11-22", goal="voter-card") == []


def test_a_paper_that_another_one_held_stands_in_for_is_not_told(region: CompiledRegion) -> None:
    assert notes(region, "nss@..2026-11-28", "curp-temporary@..2026-11-28") != []
    assert notes(region, "curp-temporary@..2026-11-28", "curp") == []

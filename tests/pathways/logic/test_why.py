"""What would open a goal, told so that it helps."""

from __future__ import annotations

from typing import Any

from rumbo.engine.conditions import Test as Condition
from rumbo.engine.model import Repair, WhyNot
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.why import why_not_json
from tests.pathways.logic.small_region import TODAY

Json = dict[str, Any]


def why(region: CompiledRegion, *repairs: Repair, goal: str = "voter-card", closed: tuple[str, ...] = ()) -> Json:
    ask = read_ask(region, goal=goal, know={"side": "mx", "birth_date": "2015-01-01"}, as_of=TODAY)
    return why_not_json(region, ask, WhyNot(repairs=repairs, closed=tuple((way, ("birth_date",)) for way in closed)))


def facts(found: Json) -> list[list[str]]:
    return [[fact["fact"] for fact in repair["facts"]] for repair in found["repairs"]]


def test_a_repair_that_nothing_can_be_said_of_is_not_told(region: CompiledRegion) -> None:
    elsewhere = Repair(tests=(Condition("witnesses", "number_at_least", 2),))
    assert why(region, Repair(), elsewhere)["repairs"] == []


def test_to_have_what_one_wants_is_no_repair(region: CompiledRegion) -> None:
    assert facts(why(region, Repair(facts=("document:ine",)), Repair(facts=("document:curp",)))) == [["document:curp"]]


def test_a_paper_to_bring_is_told_and_not_one_that_a_way_grants(region: CompiledRegion) -> None:
    assert facts(why(region, Repair(facts=("document:curp",)), Repair(facts=("document:photo-id",)))) == [["document:photo-id"]]


def test_what_shuts_a_crossing_or_the_goal_itself_comes_first(region: CompiledRegion) -> None:
    found = why(region, closed=("get-job", "get-ine", "get-curp", "cross-north"))
    assert [shut["way"] for shut in found["closed"]] == ["get-ine", "cross-north", "get-job", "get-curp"]

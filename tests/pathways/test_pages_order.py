"""What stands where on a page with a plan or a list: what concerns the person first, what may concern another folded."""

from __future__ import annotations

from typing import Any

import pytest

from rumbo.pathways import pages
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from tests.acceptance.ask import region as caliba
from tests.pathways.logic.small_region import TODAY, records

Json = dict[str, Any]


@pytest.fixture(scope="module")
def region() -> CompiledRegion:
    return compile_region(records(), on=TODAY)


def warning(level: str, *, holds: bool, narrow: bool) -> Json:
    return {"level": level, "holds": holds, "narrow": narrow}


def service(name: str, *tests: str) -> Json:
    return {"service": name, "open": "depends", "if": [{"attribute": test} for test in tests]}


def shown(region: CompiledRegion, **answered: Any) -> Json:
    return pages.plan_context(region, {"status": "found", "warnings": [], **answered}, side="mx")


@pytest.mark.parametrize(
    ("notice", "place"),
    [
        (warning("danger", holds=True, narrow=False), "told_first"),
        (warning("warning", holds=True, narrow=True), "told_first"),
        (warning("danger", holds=False, narrow=True), "told_first"),
        (warning("warning", holds=False, narrow=True), "told_after"),
        (warning("info", holds=True, narrow=False), "told_after"),
        (warning("danger", holds=False, narrow=False), "told_after"),
        (warning("info", holds=False, narrow=False), "told_general"),
    ],
)
def test_a_warning_stands_before_the_steps_after_them_or_folded(region: CompiledRegion, notice: Json, place: str) -> None:
    context = shown(region, warnings=[notice])
    assert {name: context[name] for name in ("told_first", "told_after", "told_general") if context[name]} == {place: [notice]}


def test_what_all_services_of_a_group_ask_is_said_once(region: CompiledRegion) -> None:
    ((state, listed, shared),) = shown(region, services=[service("a", "minor", "sex"), service("b", "minor")])["found"]
    assert (state, shared) == ("depends", [{"attribute": "minor"}])
    assert [one["own"] for one in listed] == [[{"attribute": "sex"}], []]


def test_what_a_single_service_asks_stands_beside_it(region: CompiledRegion) -> None:
    ((_state, listed, shared),) = shown(region, services=[service("a", "minor")])["found"]
    assert (shared, listed[0]["own"]) == ([], [{"attribute": "minor"}])


def test_services_that_rest_on_the_commonest_test_stand_together_before_the_others(region: CompiledRegion) -> None:
    listed = [service("dif", "alone"), service("a", "minor"), service("b", "sex", "minor")]
    groups = [([one["service"] for one in group], shared) for _state, group, shared in shown(region, services=listed)["found"]]
    assert groups == [(["a", "b"], [{"attribute": "minor"}]), (["dif"], [])]


@pytest.mark.parametrize("side", ["mx", "us"])
def test_telling_fewer_cases_apart_never_changes_whether_there_is_a_way(side: str) -> None:
    for goal in caliba().goals:
        ask = read_ask(caliba(), goal=goal, know={"side": side}, as_of=caliba().day)
        every, few = answer(caliba(), ask), answer(caliba(), ask, enough_branches=2)
        assert few["status"] == every["status"], goal
        assert len(few.get("branches", ())) <= len(every.get("branches", ()))

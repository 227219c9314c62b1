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


@pytest.mark.parametrize("side", ["mx", "us"])
def test_where_it_depends_a_case_with_a_way_is_among_those_shown(side: str) -> None:
    for goal in caliba().goals:
        ask = read_ask(caliba(), goal=goal, know={"side": side}, as_of=caliba().day)
        found = answer(caliba(), ask, enough_branches=pages.ENOUGH_BRANCHES)
        if found["status"] == "depends":
            assert any(branch["status"] != "unreachable" for branch in found["branches"]), goal


def case(status: str, *tests: str, way: str = "") -> Json:
    plan = {"steps": [{"way": way}]} if way else None
    return {"status": status, "rests_on": [{"attribute": test} for test in tests], "plan": plan, "lacks": []}


def test_cases_with_a_way_stand_before_obstacles_and_each_obstacle_is_told_once(region: CompiledRegion) -> None:
    cases = [case("unreachable", "a"), case("unreachable", "b"), case("unreachable", "a"), case("optimal", "c", "d", way="w")]
    told = shown(region, branches=[*cases, case("optimal", "c", "e", way="w")])["branches"]
    assert [(one["status"], [test["attribute"] for test in one["rests_on"]]) for one in told] == [
        ("optimal", ["c"]), ("unreachable", ["a"]), ("unreachable", ["b"]),
    ]  # fmt: skip


def test_who_can_prove_an_address_and_ticked_no_proof_is_told_which_paper_is_missing() -> None:
    ask = read_ask(caliba(), goal="ine-card", know={"side": "mx", "nationality": "MX", "without_home": "no"}, as_of=caliba().day)
    shut = answer(caliba(), ask)
    lacking = read_ask(caliba(), goal="ine-card", know={"side": "mx"}, as_of=caliba().day)
    told = {
        tuple(paper["fact"] for paper in papers)
        for branch in answer(caliba(), lacking)["branches"]
        if [test["attribute"] for test in branch["rests_on"]] == ["without_home"]
        for papers in branch["lacks"]
    }
    assert (shut["status"], told) == ("unreachable", {("document:proof-of-address",)})


def near(goal: str) -> list[str]:
    return [paper.id for paper in pages.paper_choices(caliba(), caliba().goals[goal]).near]


def test_papers_that_ways_to_the_goal_ask_for_stand_before_those_that_only_shut_ways() -> None:
    papers = near("first-identity-after-deportation")
    assert papers.index("document:repatriation-certificate") < papers.index("document:green-card")
    assert papers.index("document:birth-certificate-mx") < papers.index("document:green-card")


def test_what_a_person_must_bring_and_what_warns_them_is_not_left_to_the_long_list() -> None:
    assert "document:proof-of-funds" in near("semester-at-us-university")
    assert "document:comar-qr" in near("refugee-status-mexico")


def told(goal: str, **know: str) -> set[str]:
    asked = read_ask(caliba(), goal=goal, know=know, as_of=caliba().day)
    return {notice["id"] for notice in answer(caliba(), asked)["warnings"]}


@pytest.mark.parametrize("goal", ["bed-tonight", "safe-place-violence"])
def test_a_danger_of_students_is_not_told_to_who_looks_for_a_bed(goal: str) -> None:
    assert "f-or-j-do-not-leave" not in told(goal)
    assert "unaccompanied-minor-first" in told(goal)


@pytest.mark.parametrize(
    ("know", "warned"),
    [
        ({"side": "us", "nationality": "US", "can_return_to": "us"}, False),
        ({"side": "us", "nationality": "AU", "can_return_to": "none"}, True),
        ({"side": "us", "nationality": "AU"}, True),
        ({"side": "mx", "nationality": "MX", "can_return_to": "mx"}, False),
        ({"side": "mx", "nationality": "HN", "can_return_to": "us"}, True),
    ],
)
def test_who_can_come_back_to_the_side_they_are_on_is_not_told_that_they_may_not(know: dict[str, str], *, warned: bool) -> None:
    goal = "semester-in-baja-california" if know["side"] == "us" else "semester-at-us-university"
    assert ("crossing-may-be-one-way" in told(goal, **know)) is warned


def test_a_crossing_stands_where_it_is_first_needed_not_before_what_can_be_done_at_home() -> None:
    know = {"side": "us", "nationality": "US", "can_return_to": "us", "lives_in": "US-CA", "exchange": "yes", "stay_days": "120"}
    asked = read_ask(caliba(), goal="semester-in-baja-california", have=["passport-us"], know=know, as_of=caliba().day)
    steps = answer(caliba(), asked)["steps"]
    assert [step["way"] for step in steps if step["crosses_to"]] == ["cross-south-us-citizen"]
    order = {phase: place for place, phase in enumerate(pages.PHASES)}
    assert sorted(steps, key=lambda step: order[step["phase"]]) == steps

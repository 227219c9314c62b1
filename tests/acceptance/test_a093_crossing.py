"""Crossing can be irreversible: what is closed, what is asked first, what is never assumed."""

from __future__ import annotations

import pytest

from tests.acceptance.ask import (
    Json,
    asks,
    crossings_in,
    never_crosses,
    notices,
    plan,
    region,
    warns,
    why_not,
)

STUDENT = "side=mx,nationality=MX,host_campus=sdsu,study_load=full,us_status_type=none"
STUDENT_HAS = "passport-mx,proof-of-funds"
SOUTH = "home_campus=sdsu,host_campus=uabc,stay_days=150"
SOUTH_HAS = "passport-foreign,passport-mx,acceptance-letter-mx,proof-of-funds"
NORTH_GOALS = ["consular-id-san-diego", "degree-at-us-university", "border-commuter-study", "semester-at-us-university", "trusted-traveler"]


@pytest.mark.parametrize("goal", NORTH_GOALS)
@pytest.mark.parametrize("removed", ["removed_before=yes", "deported_on=2026-11-01", "deported_on=2011-05-01,can_return_to=both"])
def test_a093_a_deported_person_is_never_made_to_cross_whatever_they_want(goal: str, removed: str) -> None:
    """domain_review N2, "Could hurt someone" 1: cross north, removed | deported → closed (a lawyer, by phone)."""
    know = (
        "side=mx,nationality=MX,host_campus=sdsu,home_campus=uabc,exchange=yes,study_load=part,lives_in=MX-BCN,birth_date=1985-01-01,"
        + removed
    )
    found = plan(goal, have="passport-mx,proof-of-funds,border-crossing-card,ine,birth-certificate-mx,proof-of-address", know=know)
    assert never_crosses(found)
    assert found["status"] == "unreachable"
    assert warns(found, "no cruce al norte", "teléfono")


def test_a094_holding_the_repatriation_paper_is_enough_to_close_the_way_north() -> None:
    """domain_review "Could hurt someone" 1, N2."""
    found = plan("degree-at-us-university", have=STUDENT_HAS + ",repatriation-certificate", know=STUDENT + ",can_return_to=both")
    assert found["status"] == "unreachable"
    assert never_crosses(found)


@pytest.mark.parametrize("know", ["nationality=MX", "nationality=HN", "nationality=MX,removed_before=no,can_return_to=both"])
def test_a095_without_a_us_entry_document_nobody_is_made_to_cross(know: str) -> None:
    """domain_review "Could hurt someone" 1: no US entry document → closed."""
    found = plan("trusted-traveler", have="photo-id", know="side=mx,arrested_before=no," + know, limits="side=mx")
    assert found["status"] == "unreachable"
    assert never_crosses(found)


UNSURE = [
    ("degree-at-us-university", STUDENT_HAS, STUDENT + ",removed_before=no"),
    ("border-commuter-study", STUDENT_HAS, STUDENT.replace("full", "part") + ",removed_before=no,lives_in=MX-BCN,programme_kind=academic"),
    ("semester-in-baja-california", "passport-us,acceptance-letter-mx,proof-of-funds", "side=us,nationality=US," + SOUTH),
    (
        "semester-in-baja-california",
        "passport-us,acceptance-letter-mx,proof-of-funds",
        "side=us,nationality=US," + SOUTH.replace("150", "300"),
    ),
    (
        "semester-in-baja-california",
        "green-card,passport-foreign,acceptance-letter-mx",
        "side=us,nationality=AU,removed_before=no," + SOUTH,
    ),
    (
        "consular-id-san-diego",
        "passport-mx,proof-of-address,green-card",
        "side=mx,nationality=MX,removed_before=no,protection_need=no,us_absence=up-to-180-days",
    ),
    ("trusted-traveler", "passport-us", "side=mx,nationality=US,removed_before=no,arrested_before=no"),
    ("formal-job-tijuana", "curp,nss,rfc", "side=us,nationality=MX,us_status_type=visitor,lives_in=MX-BCN"),
]
UNSURE_IDS = ["degree", "commuter", "one-term-south", "ten-months-south", "resident-south", "consulate", "sentri", "job-south"]


@pytest.mark.parametrize(("goal", "have", "know"), UNSURE, ids=UNSURE_IDS)
def test_a096_who_has_not_said_where_they_can_return_to_is_asked_first_and_crosses_in_no_step(goal: str, have: str, know: str) -> None:
    """engine.md: never part of a plan on an unknown guard, the question is asked first; domain_review "Could hurt someone" 1."""
    found = plan(goal, have=have, know=know)
    assert found["status"] == "depends"
    assert asks(found)[0] == "can_return_to"
    assert found["questions"][0]["first"]
    assert not any(step["crosses_to"] for step in found["steps"])
    assert not any(step["irreversible"] and step["if"] for step in found["steps"])


@pytest.mark.parametrize(("goal", "have", "know"), UNSURE, ids=UNSURE_IDS)
def test_a097_who_prefers_not_to_say_where_they_can_return_to_never_gets_a_settled_crossing(goal: str, have: str, know: str) -> None:
    """domain_review "Could hurt someone" 1: unknown → `depends`, never `optimal`; ids.md: unknown is allowed."""
    found = plan(goal, have=have, know=know + ",can_return_to=unknown")
    assert found["status"] == "depends"
    assert not any(step["crosses_to"] for step in found["steps"])


@pytest.mark.parametrize(("goal", "have", "know"), UNSURE, ids=UNSURE_IDS)
def test_a098_who_can_return_to_neither_side_never_crosses(goal: str, have: str, know: str) -> None:
    """domain_review "Could hurt someone" 1: `can_return_to` guards every way that changes side."""
    found = plan(goal, have=have, know=know + ",can_return_to=none")
    assert found["status"] == "unreachable"
    assert never_crosses(found)
    assert warns(found, "quizá no pueda volver")


@pytest.mark.parametrize(("goal", "have", "know"), UNSURE, ids=UNSURE_IDS)
def test_a099_who_can_return_to_both_sides_gets_a_plan_with_the_crossing_counted(goal: str, have: str, know: str) -> None:
    """domain_review "Could hurt someone" 1; engine.md: the number of crossings is a property of the plan."""
    found = plan(goal, have=have, know=know + ",can_return_to=both")
    assert found["status"] == "optimal"
    crossing = [step for step in found["steps"] if step["crosses_to"]]
    assert len(crossing) == found["cost"]["crossings"] == 1
    assert crossing[0]["irreversible"]
    assert crossing[0]["ports"]


def is_of(branch: Json, value: str) -> bool:
    """Whether a branch is that of a person who answers ``value`` to where they can return to."""
    tests = [test for test in branch["when"] if test["attribute"] == "can_return_to"]
    return all((value in ([test["test"]["is"]] if "is" in test["test"] else test["test"]["in"])) == test["holds"] for test in tests)


@pytest.mark.parametrize("value", ["mx", "us", "both", "none"])
@pytest.mark.parametrize(("goal", "have", "know"), UNSURE, ids=UNSURE_IDS)
def test_a100_the_branch_shown_for_an_answer_is_the_plan_one_gets_by_giving_it(goal: str, have: str, know: str, value: str) -> None:
    """engine.md, two worlds: branches found by splitting; a yes or no holds under every completion."""
    settled = plan(goal, have=have, know=f"{know},can_return_to={value}")
    mine = [branch for branch in plan(goal, have=have, know=know)["branches"] if is_of(branch, value)]
    assert {branch["status"] for branch in mine} == {settled["status"]}
    steps = [step["way"] for step in settled["steps"]]
    assert all([step["way"] for step in (branch["plan"] or {"steps": []})["steps"]] == steps for branch in mine)


@pytest.mark.parametrize(("goal", "have", "know"), UNSURE, ids=UNSURE_IDS)
def test_a101_a_limit_of_no_crossings_is_never_broken(goal: str, have: str, know: str) -> None:
    """engine.md: a limit never yields a plan that breaks it."""
    found = plan(goal, have=have, know=know + ",can_return_to=both", limits="crossings=0")
    assert found["status"] == "unreachable"
    assert never_crosses(found)


def test_a102_each_way_that_changes_side_is_guarded_irreversible_and_named_by_its_ports() -> None:
    """domain_review "Could hurt someone" 1: can_return_to guards every way that changes side."""
    crossing = [way for way in region().ways.values() if way.crosses_to]
    assert crossing
    for way in crossing:
        assert "can_return_to" in repr(way.requires), way.id
        assert way.irreversible, way.id
        assert way.ports, way.id


CLOSED_SOUTH = [
    ("daca without advance parole", SOUTH_HAS, "nationality=MX,us_status_type=daca"),
    ("asylum pending", SOUTH_HAS, "nationality=HN,us_status_type=asylum-pending,mx_visa_exempt=yes,us_visa_valid=yes,travel_signature=yes"),
    (
        "asylum pending by its receipt",
        SOUTH_HAS + ",i-589-receipt",
        "nationality=HN,mx_visa_exempt=yes,us_visa_valid=yes,travel_signature=yes",
    ),
    ("undocumented", SOUTH_HAS, "nationality=MX,us_status_type=undocumented"),
    (
        "student without valid visa",
        SOUTH_HAS,
        "nationality=AU,us_status_type=f-or-j,mx_visa_exempt=yes,us_visa_valid=no,travel_signature=yes",
    ),
    (
        "student without travel signature",
        SOUTH_HAS,
        "nationality=AU,us_status_type=f-or-j,mx_visa_exempt=yes,us_visa_valid=yes,travel_signature=no",
    ),
    ("Mexican student without valid visa", SOUTH_HAS, "nationality=MX,us_status_type=f-or-j,us_visa_valid=no,travel_signature=yes"),
]


@pytest.mark.parametrize("returning", ["", ",can_return_to=mx", ",can_return_to=both", ",can_return_to=us"])
@pytest.mark.parametrize(("who", "have", "know"), CLOSED_SOUTH, ids=[who for who, _, _ in CLOSED_SOUTH])
def test_a103_those_who_would_lose_everything_by_leaving_are_never_made_to_leave(who: str, have: str, know: str, returning: str) -> None:
    """domain_review "Could hurt someone" 1, cross south; N1."""
    found = plan("semester-in-baja-california", have=have, know=f"side=us,{know},{SOUTH},lives_in=US-CA{returning}")
    assert found["status"] == "unreachable", who
    assert never_crosses(found), who


def test_a104_a_daca_student_is_told_advance_parole_and_a_lawyer_first() -> None:
    """domain_review N1: DACA student, a Baja semester without advance parole and lawyer."""
    found = plan("semester-in-baja-california", have=SOUTH_HAS, know=f"side=us,nationality=MX,us_status_type=daca,can_return_to=mx,{SOUTH}")
    assert found["status"] == "unreachable"
    assert found["lawyer_first"]
    assert warns(found, "daca", "advance parole", "abogad")
    assert notices(found)[found["warnings"][0]["id"]]["lawyer_first"]


def test_a105_with_advance_parole_a_daca_student_has_a_way_and_the_lawyer_stands_before_it() -> None:
    """domain_review "Could hurt someone" 1, N1; engine.md: a plan with a lawyer_first step says so before anything else."""
    know = f"side=us,nationality=MX,us_status_type=daca,can_return_to=both,{SOUTH}"
    found = plan("semester-in-baja-california", have=SOUTH_HAS + ",advance-parole", know=know)
    assert found["lawyer_first"]
    crossing = next(step for step in found["steps"] if step["crosses_to"])
    assert crossing["lawyer_first"]
    assert "document:advance-parole" in crossing["requires"]
    assert found["weakest_certainty"] == "discretionary"


def test_a106_what_would_open_the_semester_for_a_daca_student_never_skips_advance_parole() -> None:
    """domain_review N1."""
    found = why_not(
        "semester-in-baja-california", have=SOUTH_HAS, know=f"side=us,nationality=MX,us_status_type=daca,can_return_to=us,{SOUTH}"
    )
    assert found["repairs"]
    for repair in found["repairs"]:
        facts = {fact["fact"] for fact in repair["facts"]}
        other_status = {"document:green-card", "document:passport-us"} & facts
        assert "document:advance-parole" in facts or other_status or "us_status_type" in {test["attribute"] for test in repair["tests"]}
        assert "at:mx" not in facts


def test_a107_a_green_card_holder_away_more_than_180_days_is_warned() -> None:
    """domain_review "Could hurt someone" 1: LPR absent > 180 days → warning."""
    know = "side=mx,nationality=MX,removed_before=no,can_return_to=both,left_us_on=2026-04-01,protection_need=no"
    found = plan("consular-id-san-diego", have="green-card,birth-certificate-mx,proof-of-address", know=know)
    assert warns(found, "180 días")
    assert found["status"] == "optimal"


def test_a108_a_green_card_holder_away_more_than_a_year_sees_a_lawyer_first() -> None:
    """domain_review "Could hurt someone" 1: LPR absent > 1 year → lawyer."""
    know = "side=mx,nationality=MX,removed_before=no,can_return_to=both,left_us_on=2025-10-01"
    found = plan("consular-id-san-diego", have="green-card,birth-certificate-mx,proof-of-address", know=know)
    assert found["lawyer_first"]
    assert warns(found, "más de un año", "abogad")


def test_a109_depends_on_a_crossing_shows_in_branches_what_each_answer_means() -> None:
    """engine.md: branches found by splitting relevant unknowns; domain_review P12."""
    found = plan("degree-at-us-university", have=STUDENT_HAS, know=STUDENT + ",removed_before=no")
    assert {branch["status"] for branch in found["branches"]} >= {"optimal", "unreachable"}
    assert crossings_in(found)
    for branch in found["branches"]:
        answered = {test["attribute"] for test in branch["when"]}
        assert "can_return_to" in answered
        assert all({test["attribute"] for test in step["if"]} <= answered for step in (branch["plan"] or {"steps": []})["steps"])

"""What the United States lets a person keep when they cross, by their status there: settled from papers and from what is said."""

from __future__ import annotations

import pytest

from tests.acceptance.ask import asks, crossings_in, granted_anywhere, never_crosses, notices, plan, tells, warns

RESIDENT = "side=mx,nationality=MX,removed_before=no,can_return_to=both"
NORTH_HAS = "green-card,birth-certificate-mx,proof-of-address"
SOUTH = "side=us,removed_before=no,home_campus=sdsu,host_campus=uabc,stay_days=150,mx_visa_exempt=yes"
SOUTH_HAS = "passport-foreign,passport-mx,acceptance-letter-mx,proof-of-funds"


@pytest.mark.parametrize("goal", ["trusted-traveler", "degree-at-us-university", "semester-at-us-university"])
@pytest.mark.parametrize("papers", ["passport-mx", "passport-mx,border-crossing-card", "passport-mx,f-1-visa,i-20,proof-of-funds"])
def test_a250_an_expired_green_card_says_by_itself_that_its_holder_is_no_visitor_and_no_foreign_student(goal: str, papers: str) -> None:
    """domain_review "Could hurt someone" 1: LPR; the card alone settles it, nobody has to name a status."""
    know = RESIDENT + ",lives_in=MX-BCN,host_campus=sdsu,study_load=full,arrested_before=no,exchange=no"
    found = plan(goal, have=papers + ",green-card-expired,admitted-us-program", know=know)
    assert never_crosses(found)
    assert not {"document:border-crossing-card", "document:ds-160", "document:f-1-visa"} & granted_anywhere(found)
    assert "us_status_type" not in asks(found)
    assert warns(found, "green card vencida", "abogad")
    assert found["lawyer_first"]


@pytest.mark.parametrize("know", ["nationality=AU", "nationality=MX", "nationality=MX,lives_in=MX-BCN"])
@pytest.mark.parametrize("card", ["green-card-expired", ""])
def test_a251_a_resident_without_a_valid_card_is_not_made_to_leave_the_united_states(know: str, card: str) -> None:
    """domain_review "Could hurt someone" 1: cross south; unknown is never taken for yes."""
    status = "" if card else ",us_status_type=permanent-resident"
    have = ",".join(part for part in (SOUTH_HAS, card) if part)
    found = plan("semester-in-baja-california", have=have, know=f"{SOUTH},{know},can_return_to=both{status}")
    assert never_crosses(found)
    assert found["status"] == "unreachable"
    assert warns(found, "green card", "abogad")


@pytest.mark.parametrize("said", ["", "us_absence=unknown", "left_us_on=unknown"])
def test_a252_a_resident_in_mexico_is_asked_how_long_they_have_been_away_before_they_cross(said: str) -> None:
    """domain_review "Could hurt someone" 1: 180 days, one year; engine.md: the question is asked first."""
    found = plan("consular-id-san-diego", have=NORTH_HAS, know=",".join(part for part in (RESIDENT, said) if part))
    assert found["status"] == "depends"
    assert not any(step["crosses_to"] for step in found["steps"])
    if said != "us_absence=unknown":
        assert "us_absence" in asks(found)


@pytest.mark.parametrize("said", ["us_absence=over-a-year", "left_us_on=2025-10-01", "left_us_on=2019-01-01"])
def test_a253_a_resident_away_for_more_than_a_year_does_not_go_to_the_port_but_to_a_lawyer(said: str) -> None:
    """domain_review "Could hurt someone" 1: LPR absent > 1 year → lawyer."""
    found = plan("consular-id-san-diego", have=NORTH_HAS, know=f"{RESIDENT},{said}")
    assert found["status"] == "unreachable"
    assert never_crosses(found)
    assert found["lawyer_first"]
    assert warns(found, "más de un año", "abogad")


@pytest.mark.parametrize(
    ("said", "warned"), [("us_absence=up-to-a-year", True), ("left_us_on=2026-04-01", True), ("left_us_on=2026-11-01", False)]
)
def test_a254_a_resident_away_for_less_crosses_and_is_warned_from_180_days_on(said: str, warned: bool) -> None:
    """domain_review "Could hurt someone" 1: LPR absent > 180 days → warning."""
    found = plan("consular-id-san-diego", have=NORTH_HAS, know=f"{RESIDENT},protection_need=no,{said}")
    assert found["status"] == "optimal"
    assert crossings_in(found) == {"cross-north-permanent-resident"}
    assert ("green-card-absent-180-days" in notices(found)) == warned


@pytest.mark.parametrize("said", ["", ",left_us_on=2019-01-01"])
def test_a255_a_resident_on_the_us_side_is_not_asked_how_long_they_have_been_away(said: str) -> None:
    """engine.md: ask only what changes the answer; who has come back since is not away."""
    know = f"{SOUTH},nationality=AU,can_return_to=both{said}"
    found = plan("semester-in-baja-california", have="green-card,passport-foreign,acceptance-letter-mx", know=know)
    assert found["status"] == "optimal"
    assert not asks(found)
    assert not {"green-card-absent-180-days", "green-card-absent-one-year"} & set(notices(found))


def test_a256_a_resident_with_a_court_case_crosses_in_neither_direction() -> None:
    """domain_review "Could hurt someone" 2: removal ends in "lawyer first"."""
    north = plan("consular-id-san-diego", have=NORTH_HAS + ",notice-to-appear", know=RESIDENT + ",us_absence=up-to-180-days")
    south = plan(
        "semester-in-baja-california", have=SOUTH_HAS + ",green-card", know=f"{SOUTH},nationality=AU,can_return_to=both,us_case=yes"
    )
    assert never_crosses(north)
    assert never_crosses(south)
    assert south["status"] == "unreachable"


HOME = "side=us,lives_in=MX-BCN,can_return_to=both"


@pytest.mark.parametrize(
    "status",
    [
        "us_status_type=daca",
        "us_status_type=asylum-pending",
        "us_status_type=undocumented",
        "us_status_type=f-or-j,us_visa_valid=no,travel_signature=yes",
        "us_status_type=f-or-j,us_visa_valid=yes,travel_signature=no",
        "us_status_type=visitor,us_case=yes",
    ],
)
@pytest.mark.parametrize("goal", ["formal-job-tijuana", "semester-in-baja-california"])
def test_a257_going_home_to_tijuana_is_closed_to_those_whom_leaving_would_cost_their_status(goal: str, status: str) -> None:
    """domain_review "Could hurt someone" 1: cross south, closed, irreversible; wherever the person says they live."""
    have = "curp,nss,rfc,acceptance-letter-mx,passport-mx"
    found = plan(goal, have=have, know=f"{HOME},nationality=MX,host_campus=uabc,stay_days=100,{status}")
    assert found["status"] == "unreachable"
    assert never_crosses(found)


@pytest.mark.parametrize(
    "status", ["us_status_type=visitor", "us_status_type=none", "us_status_type=f-or-j,us_visa_valid=yes,travel_signature=yes"]
)
def test_a258_others_who_live_in_tijuana_go_home(status: str) -> None:
    """domain_review "Could hurt someone" 1: the guards close no more than they must."""
    found = plan("formal-job-tijuana", have="curp,nss,rfc", know=f"{HOME},nationality=MX,{status}")
    assert found["status"] == "optimal"
    assert [step["way"] for step in found["steps"] if step["crosses_to"]] == ["cross-south-going-home"]


def test_a259_a_student_whose_visa_or_signature_is_missing_is_told_not_to_leave() -> None:
    """domain_review "Could hurt someone" 1, P12."""
    know = f"{SOUTH},nationality=AU,us_status_type=f-or-j,us_visa_valid=no,travel_signature=yes,can_return_to=both"
    found = plan("semester-in-baja-california", have=SOUTH_HAS, know=know)
    assert warns(found, "no salga de Estados Unidos", "abogad")
    assert not tells(plan("formal-job-tijuana", have="curp,nss,rfc", know="side=mx,nationality=MX"), "no salga de Estados Unidos")


@pytest.mark.parametrize("goal", ["degree-at-us-university", "semester-at-us-university", "border-commuter-study"])
def test_a269_a_resident_who_has_no_card_at_hand_is_given_no_student_visa(goal: str) -> None:
    """domain_review edge 21: residents need none of it; "Could hurt someone" 1: a resident is no visitor."""
    know = RESIDENT + ",us_status_type=permanent-resident,home_campus=uabc,host_campus=sdsu,study_load=full,lives_in=MX-BCN,exchange=no"
    for papers in ("", ",f-1-visa,i-20,admitted-us-program"):
        found = plan(goal, have="passport-mx,proof-of-funds" + papers, know=know)
        assert never_crosses(found)
        assert not {"document:ds-160", "document:f-1-visa"} & granted_anywhere(found)
        assert warns(found, "green card", "abogad")


def test_a270_other_students_are_not_asked_whether_they_are_residents() -> None:
    """engine.md: ask only what changes the answer."""
    found = plan("degree-at-us-university", have="passport-mx,proof-of-funds", know=RESIDENT + ",host_campus=sdsu,study_load=full")
    assert found["status"] == "optimal"
    assert not asks(found)

"""Harms that a review found and the region now closes: one test for each, so that none comes back."""

from __future__ import annotations

import pytest

from tests.acceptance.ask import asks, exposed_anywhere, granted_anywhere, grants, never_crosses, plan, region, tells, warns, ways_in

CONSULATE = "mx-consulate-san-diego"
MEXICAN_NORTH = "side=us,nationality=MX"
MATRICULA_HAS = "birth-certificate-mx,photo-id,proof-of-address"


@pytest.mark.parametrize(
    ("have", "know"),
    [
        ("i-589-receipt", ""),
        ("", ",us_status_type=asylum-pending"),
        ("", ",protection_need=yes"),
        ("notice-to-appear", ",protection_need=yes"),
    ],
)
@pytest.mark.parametrize("goal", ["consular-id-san-diego", "mexican-passport", "dual-nationality-child"])
def test_a230_a_mexican_who_asked_for_asylum_is_not_sent_to_their_own_consulate(goal: str, have: str, know: str) -> None:
    """domain_review "Could hurt someone" 4: nothing to the consulate of origin of whoever seeks protection, Mexicans too."""
    held = ",".join(part for part in (MATRICULA_HAS, "birth-certificate-us", have) if part)
    found = plan(goal, have=held, know=MEXICAN_NORTH + ",parent_nationality=MX,witnesses=2,parents_can_sign=yes" + know)
    assert CONSULATE not in exposed_anywhere(found)
    assert warns(found, "no vaya a su consulado")


def test_a231_other_mexicans_are_asked_about_fear_and_nothing_else_before_they_are_sent_to_the_consulate() -> None:
    """domain_review "Could hurt someone" 4: not if there is a protection need, and not if that is unknown."""
    found = plan("consular-id-san-diego", have=MATRICULA_HAS, know=MEXICAN_NORTH)
    assert found["status"] == "depends"
    assert asks(found) == ["protection_need"]
    assert tells(found, "pidió asilo", "no vaya al consulado")
    assert plan("consular-id-san-diego", have=MATRICULA_HAS, know=MEXICAN_NORTH + ",protection_need=no")["status"] == "optimal"


@pytest.mark.parametrize("goal", ["mexican-passport", "dual-nationality-child"])
def test_a231_who_has_a_way_without_a_consulate_is_not_asked_about_fear(goal: str) -> None:
    """domain_review "Edges" 19: in Mexico the civil registry and the passport office do it."""
    found = plan(goal, have="birth-certificate-us,birth-certificate-mx,ine,curp", know="side=mx,nationality=MX,parent_nationality=MX")
    assert found["status"] == "optimal"
    assert not asks(found)
    assert CONSULATE not in exposed_anywhere(found)


@pytest.mark.parametrize(
    ("have", "nationality"),
    [("curp,nss,rfc", "MX"), ("tvrh,curp,nss,rfc", "HN"), ("permanent-resident-card-mx,curp,nss", "HN"), ("curp-temporary,nss", "HN")],
)
@pytest.mark.parametrize("young", ["birth_date=2014-01-01", "birth_date=2011-11-23", "under_15=yes"])
def test_a232_nobody_under_fifteen_is_planned_into_a_job(have: str, nationality: str, young: str) -> None:
    """Mexican labour law: work begins at 15."""
    found = plan("formal-job-tijuana", have=have, know=f"side=mx,nationality={nationality},{young}")
    assert found["status"] == "unreachable"
    assert warns(found, "15 años")


@pytest.mark.parametrize("know", ["", ",birth_date=2011-11-22"])
def test_a233_who_is_fifteen_or_gives_no_date_of_birth_is_not_asked_for_an_age(know: str) -> None:
    """engine.md: ask only what changes the answer."""
    found = plan("formal-job-tijuana", have="curp,nss,rfc", know="side=mx,nationality=MX" + know)
    assert found["status"] == "optimal"
    assert not asks(found)


VISA_NORTH = (
    "side=mx,nationality=MX,removed_before=no,can_return_to=both,lives_in=MX-BCN,host_campus=sdsu,study_load=full,arrested_before=no"
)
VISA_HAS = "passport-mx,border-crossing-card,f-1-visa,i-20,admitted-us-program"


@pytest.mark.parametrize("goal", ["trusted-traveler", "degree-at-us-university"])
@pytest.mark.parametrize(
    ("have", "know"),
    [
        ("notice-to-appear", ",us_status_type=none"),
        ("i-589-receipt", ""),
        ("", ",us_status_type=undocumented"),
        ("", ",us_status_type=asylum-pending"),
        ("", ",us_status_type=daca"),
    ],
)
def test_a234_who_has_a_us_case_does_not_cross_north_with_a_visa(goal: str, have: str, know: str) -> None:
    """domain_review "Could hurt someone" 1 and 2: asylum and removal end in a lawyer, never at the port."""
    found = plan(goal, have=",".join(part for part in (VISA_HAS, have) if part), know=VISA_NORTH + know)
    assert never_crosses(found)
    assert found["lawyer_first"]


def test_a235_without_a_us_case_the_same_visa_crosses() -> None:
    """domain_review P10, P11: the guard closes no more than it must."""
    for goal in ("trusted-traveler", "degree-at-us-university"):
        assert plan(goal, have=VISA_HAS, know=VISA_NORTH + ",us_status_type=none")["status"] == "optimal"


def test_a236_nobody_in_tijuana_is_sent_across_the_border_for_a_mexican_paper() -> None:
    """caliba_facts, D07 and D21: Tijuana has its own passport office; the consular card is for those who live across."""
    know = "side=mx,nationality=MX,removed_before=no,can_return_to=both,us_status_type=visitor,lives_in=MX-BCN,has_civil_record=yes"
    have = "birth-certificate-mx,photo-id,proof-of-address,border-crossing-card"
    assert plan("consular-id-san-diego", have=have, know=know)["status"] == "unreachable"
    passport = plan("mexican-passport", have=have, know=know)
    assert passport["status"] == "optimal"
    assert never_crosses(passport)
    assert CONSULATE not in exposed_anywhere(passport)


def test_a237_an_expired_green_card_is_no_reason_to_ask_for_a_visitors_visa_or_to_enter_with_one() -> None:
    """domain_review "Could hurt someone" 1: a permanent resident is no visitor."""
    know = (
        "side=mx,nationality=MX,removed_before=no,can_return_to=both,lives_in=MX-BCN,us_status_type=permanent-resident,arrested_before=no"
    )
    for papers in ("passport-mx", "passport-mx,border-crossing-card"):
        found = plan("trusted-traveler", have=papers + ",green-card@2010-01-01..2020-01-01", know=know)
        assert never_crosses(found)
        assert "document:border-crossing-card" not in granted_anywhere(found)


def test_a238_refuge_is_no_means_to_a_job_for_who_has_not_asked_for_it() -> None:
    """domain_review N8, edge 11: refuge is for those who are afraid, not a permit to work."""
    for nationality in ("US", "HT"):
        found = plan("formal-job-tijuana", have="curp,nss,rfc", know=f"side=mx,nationality={nationality}")
        assert not {"comar-request-in-time", "comar-request-late"} & ways_in(found)
        assert "status:formal-job" not in grants(found)
        assert tells(found, "miedo", "refugio en México")


def test_a239_the_qr_of_an_appointment_still_opens_the_chain_to_a_job() -> None:
    """domain_review P5: file now, then the certificate, the temporary CURP, the numbers and the job."""
    found = plan("formal-job-tijuana", have="comar-qr", know="side=mx,nationality=HN,entered_mx_on=2026-10-20")
    assert "status:refugee-applicant" in grants(found)
    assert "status:formal-job" in grants(found)


def test_a240_who_is_in_the_united_states_is_not_asked_when_they_entered_mexico() -> None:
    """domain_review edge 11: COMAR's clock runs for those in Mexico."""
    found = plan("refugee-status-mexico", have="i-589-receipt", know="side=us,nationality=HN")
    assert "entered_mx_on" not in asks(found)
    assert never_crosses(found)
    assert warns(found, "no salga del país", "abogad")


def test_a241_a_refusal_of_unknown_day_asks_for_the_day_and_leaves_no_one_without_a_way() -> None:
    """domain_review P8, edge 12: 15 working days, an amparo after."""
    found = plan("comar-appeal", have="comar-negative-resolution", know="side=mx,nationality=HN")
    assert asks(found) == ["comar_denied_on"]
    assert {branch["status"] for branch in found["branches"]} == {"optimal"}


def test_a242_every_crossing_north_ends_a_refuge_application() -> None:
    """domain_review "Could hurt someone" 1: a COMAR applicant who leaves Mexico loses the certificate."""
    for way in region().ways.values():
        if way.crosses_to == "us":
            assert {"document:comar-certificate", "status:refugee-applicant"} <= set(way.loses), way.id


def test_a243_a_green_card_holder_who_goes_south_is_told_to_count_the_days() -> None:
    """domain_review "Could hurt someone" 1: 180 days, one year."""
    know = "side=us,nationality=AU,removed_before=no,can_return_to=both,home_campus=sdsu,host_campus=uabc,stay_days=150"
    found = plan("semester-in-baja-california", have="green-card,passport-foreign,acceptance-letter-mx", know=know)
    assert warns(found, "180 días", "un año")


def test_a244_a_green_card_holder_who_lives_in_mexico_is_told_that_it_can_be_lost() -> None:
    """domain_review "Could hurt someone" 1: LPR absent."""
    found = plan("mexican-passport", have="green-card,ine,curp,birth-certificate-mx", know="side=mx,nationality=MX,lives_in=MX-BCN")
    assert warns(found, "vive en México", "green card")


def test_a245_a_green_card_holder_is_not_asked_about_the_papers_of_students() -> None:
    """engine.md: ask only what changes the answer."""
    for days in (150, 300):
        know = f"side=us,nationality=AU,removed_before=no,home_campus=sdsu,host_campus=uabc,stay_days={days}"
        found = plan("semester-in-baja-california", have="green-card,passport-foreign,acceptance-letter-mx,proof-of-funds", know=know)
        assert not {"travel_signature", "us_visa_valid", "mx_visa_exempt"} & set(asks(found))
        assert not tells(found, "I-20 o DS-2019")


def test_a246_a_university_puts_no_one_forward_to_its_own_side() -> None:
    """domain_review P10, P13: an exchange is with a university on the other side."""
    know = "side=us,nationality=US,can_return_to=both,exchange=yes,study_load=full"
    for goal, home, host in (("semester-at-us-university", "ucsd", "ucsd"), ("semester-in-baja-california", "uabc", "uabc")):
        found = plan(goal, have="passport-us,proof-of-funds", know=f"{know},stay_days=100,home_campus={home},host_campus={host}")
        assert "status:nominated-exchange" not in granted_anywhere(found)

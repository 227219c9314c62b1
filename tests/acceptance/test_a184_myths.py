"""What people are told and is not so: never part of an answer."""

from __future__ import annotations

import json

from tests.acceptance.ask import granted_anywhere, grants, plan, region, requires, tells, warns, ways_in

MYTHS = {
    "apostille-for-primary-school",
    "curp-needed-to-enrol",
    "comar-certificate-is-a-transit-permit",
    "qr-is-protection",
    "cbp-one-still-works",
    "bcc-lets-you-study",
    "leaving-before-canje-is-fine",
}


def test_a184_the_seven_myths_are_known_and_each_says_what_is_true_in_both_languages() -> None:
    """caliba_facts section 3, negative edges."""
    myths = {myth.id: myth for myth in region().records.myths}
    assert set(myths) == MYTHS
    assert all(myth.truth.es and myth.truth.en for myth in myths.values())


def test_a185_no_myth_is_a_way_of_the_region() -> None:
    """issue 2: left out, a myth is never used."""
    assert not {myth.way.id for myth in region().records.myths} & set(region().ways)


def test_a186_no_apostille_and_no_curp_for_primary_school() -> None:
    """caliba_facts, myths: apostille for primary school (false since 2015); CURP needed to enrol (false)."""
    found = plan("school-place-child", have="school-transcript-us,birth-certificate-us", know="side=mx")
    assert grants(found) == ["status:school-enrolled"]
    assert not {"document:apostille-ca", "document:curp"} & (granted_anywhere(found) | requires(found))


def test_a187_a_comar_certificate_is_no_transit_permit() -> None:
    """caliba_facts, myths; section 2, D13: must stay in the state, not a transit permit."""
    know = "side=mx,nationality=HN,birth_date=1992-03-03"
    found = plan("change-of-state-comar", have="comar-certificate", know=know + ",filed_state=MX-BCN")
    assert "document:comar-transfer-authorisation" in grants(found)
    assert warns(found, "no es permiso para viajar")


def test_a188_a_qr_code_protects_nobody() -> None:
    """caliba_facts, myths: QR = protected; section 2, D14: not proof of filing."""
    found = plan("refugee-status-mexico", have="comar-qr", know="side=mx,nationality=HN,entered_mx_on=2026-11-01")
    assert "status:refugee-applicant" in grants(found)
    assert warns(found, "no le protege")


def test_a189_cbp_one_is_in_no_way_of_the_region() -> None:
    """caliba_facts, myths: CBP One still works (false since 2025-01-20)."""
    told = [way.id for way in region().ways.values() if "CBP One" in json.dumps([way.name.es, way.bring.es if way.bring else ""])]
    assert told == []


def test_a190_a_border_crossing_card_grants_no_lawful_study() -> None:
    """caliba_facts, myths and 3E: D28 does not allow study for credit."""
    know = "side=mx,nationality=MX,lives_in=MX-BCN,study_load=part,host_campus=southwestern,removed_before=no,can_return_to=both"
    found = plan("border-commuter-study", have="passport-mx,border-crossing-card", know=know + ",us_status_type=visitor")
    assert found["status"] == "unreachable"
    assert warns(found, "láser")


def test_a191_nobody_is_sent_out_of_mexico_before_the_canje() -> None:
    """caliba_facts, myths: leaving Mexico before canje invalidates the visa."""
    have = "passport-us,student-visa-mx@2026-11-01..2027-04-29,entered-mx-with-student-visa@2026-11-10..2026-12-10,admitted-mx-program"
    know = "side=mx,nationality=US,host_campus=uabc,stay_days=300,can_return_to=both"
    found = plan("semester-in-baja-california", have=have, know=know)
    assert grants(found)[0] == "document:temporary-resident-student-card-mx"
    assert not any("cross" in way for way in ways_in(found))
    assert tells(found, "pierde la visa")

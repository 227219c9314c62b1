"""Studying in Baja California: up to 180 days as a visitor, longer with visa and card, and nobody lured across."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from tests.acceptance.ask import asks, before, granted_anywhere, grants, never_crosses, plan, step_to, tells, warns

STUDYING, FMM = "status:lawfully-in-mx-as-student", "document:fmm"
VISA, ENTERED, CARD = "document:student-visa-mx", "status:entered-mx-with-student-visa", "document:temporary-resident-student-card-mx"
HAS = "passport-us,acceptance-letter-mx,proof-of-funds"
US_STUDENT = "side=us,nationality=US,home_campus=sdsu,host_campus=uabc,can_return_to=both"
AUSTRALIAN = "side=us,nationality=AU,us_status_type=f-or-j,home_campus=sdsu,host_campus=cetys,stay_days=150"
AUSTRALIAN_HAS = "passport-foreign,acceptance-letter-mx,proof-of-funds"


@pytest.mark.parametrize("days", [30, 150, 180])
def test_a136_up_to_180_days_a_us_citizen_studies_as_a_visitor(days: int) -> None:
    """caliba_facts 3F: stay ≤ 180 days: FMM visitor, no visa for US citizens; domain_review edge 24 [S]."""
    found = plan("semester-in-baja-california", have=HAS, know=f"{US_STUDENT},stay_days={days}")
    assert found["status"] == "optimal"
    assert before(found, FMM, STUDYING)
    assert not {VISA, CARD} & granted_anywhere(found)
    assert found["cost"]["crossings"] == 1
    assert warns(found, "FMM", "menos de 180")


@pytest.mark.parametrize("days", [181, 300])
def test_a137_from_181_days_it_takes_visa_stamped_entry_and_card(days: int) -> None:
    """caliba_facts 3F: stay > 180 days: acceptance letter & solvency → D26 → entry → D27 (H); domain_review P13."""
    found = plan("semester-in-baja-california", have=HAS, know=f"{US_STUDENT},stay_days={days}")
    assert found["status"] == "optimal"
    chain = [VISA, ENTERED, CARD, STUDYING]
    assert all(before(found, first, then) for first, then in pairwise(chain))
    assert {"document:acceptance-letter-mx", "document:proof-of-funds"} <= set(step_to(found, VISA)["requires"])
    assert step_to(found, VISA)["side"] == "us"
    assert found["cost"]["crossings"] == 1


def test_a138_the_exchange_for_the_card_starts_within_thirty_days_and_inm_will_know() -> None:
    """caliba_facts section 2, D27: canje within 30 calendar days of entry; domain_review P13."""
    found = plan("semester-in-baja-california", have=HAS, know=US_STUDENT + ",stay_days=300")
    assert step_to(found, ENTERED)["valid_days"][ENTERED] == 30
    assert "inm-bc" in step_to(found, CARD)["exposures"]
    assert warns(found, "INM")


def test_a139_weekends_at_home_before_the_card_only_with_a_permit() -> None:
    """domain_review P13, edge 24: leaving before the canje is possible only with a permit to leave and return (M)."""
    found = plan("semester-in-baja-california", have=HAS, know=US_STUDENT + ",stay_days=300")
    assert warns(found, "fines de semana", "permiso")
    assert not any(step["crosses_to"] == "us" for step in found["steps"])


def test_a140_who_has_just_entered_with_the_visa_is_not_let_out_before_the_card() -> None:
    """caliba_facts, myths: leaving Mexico before canje invalidates the visa."""
    have = f"passport-us,student-visa-mx@2026-11-01..2027-04-29,{ENTERED}@2026-11-10..2026-12-10,admitted-mx-program"
    found = plan("semester-in-baja-california", have=have, know=US_STUDENT.replace("side=us", "side=mx") + ",stay_days=300")
    assert grants(found)[0] == CARD
    assert never_crosses(found)
    assert warns(found, "30 días")


def test_a141_a_crossing_before_the_card_is_marked_as_losing_the_stamped_entry() -> None:
    """caliba_facts, myths: leaving Mexico before canje invalidates the visa; engine.md: a way that takes something away declares it."""
    have = f"passport-us,student-visa-mx@2026-11-01..2027-04-29,{ENTERED}@2026-11-10..2026-12-10"
    know = "side=mx,nationality=US,can_return_to=both,removed_before=no,arrested_before=no"
    found = plan("trusted-traveler", have=have, know=know)
    crossing = next(step for step in found["steps"] if step["crosses_to"])
    assert ENTERED in crossing["loses"]


def test_a142_an_australian_on_an_f_1_is_first_asked_about_the_rule_the_visa_and_the_signature() -> None:
    """domain_review P12: `depends` (nationality rule, visa, travel signature)."""
    found = plan("semester-in-baja-california", have=AUSTRALIAN_HAS, know=AUSTRALIAN)
    assert found["status"] == "depends"
    assert {"can_return_to", "mx_visa_exempt", "us_visa_valid", "travel_signature"} <= set(asks(found))
    assert all(question["first"] for question in found["questions"])
    assert not any(step["crosses_to"] for step in found["steps"])
    assert tells(found, "firma de viaje")


def test_a143_once_settled_the_australian_spends_five_months_at_cetys() -> None:
    """domain_review P12; edge 24: the officer may write fewer days."""
    know = AUSTRALIAN + ",can_return_to=both,mx_visa_exempt=yes,us_visa_valid=yes,travel_signature=yes"
    found = plan("semester-in-baja-california", have=AUSTRALIAN_HAS, know=know)
    assert found["status"] == "optimal"
    assert before(found, FMM, STUDYING)
    assert "cetys" in found["cost"]["exposures"]
    for closed in ("mx_visa_exempt", "us_visa_valid", "travel_signature"):
        refused = plan("semester-in-baja-california", have=AUSTRALIAN_HAS, know=know.replace(f"{closed}=yes", f"{closed}=no"))
        assert refused["status"] == "unreachable"
        assert never_crosses(refused)


def test_a144_a_mexican_citizen_needs_no_visa_and_no_fmm_to_study_at_home() -> None:
    """domain_review edge 24 with caliba_facts 3F: the permit is for foreigners."""
    found = plan(
        "semester-in-baja-california", have="acceptance-letter-mx", know="side=mx,nationality=MX+US,host_campus=uabc,stay_days=300"
    )
    assert found["status"] == "optimal"
    assert not {VISA, CARD, FMM} & granted_anywhere(found)
    assert never_crosses(found)


def test_a145_without_solvency_a_long_stay_has_no_visa() -> None:
    """caliba_facts section 2, D26: passport + acceptance letter + solvency."""
    found = plan("semester-in-baja-california", have="passport-us,acceptance-letter-mx", know=US_STUDENT + ",stay_days=300")
    assert found["status"] == "unreachable"
    assert {"document:proof-of-funds"} in [{fact["fact"] for fact in repair["facts"]} for repair in found["why_not"]["repairs"]]


def test_a146_a_visitor_is_told_that_work_for_pay_is_not_allowed() -> None:
    """domain_review edge 24: visitor without pay may study [S]."""
    found = plan("semester-in-baja-california", have=HAS, know=US_STUDENT + ",stay_days=150")
    told = json.dumps(found["steps"], ensure_ascii=False)
    assert "sueldo" in told


def test_a147_an_unknown_length_of_stay_is_asked() -> None:
    """caliba_facts 3F: 180 days decide between two ways."""
    found = plan("semester-in-baja-california", have=HAS, know=US_STUDENT)
    assert found["status"] == "depends"
    assert "stay_days" in asks(found)

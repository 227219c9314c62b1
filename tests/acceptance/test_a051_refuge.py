"""Refuge in Mexico: filing in time and late, the certificate, the card, the decision, the appeal, moving away."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.ask import (
    before,
    exposed_anywhere,
    granted_anywhere,
    grants,
    never_crosses,
    notices,
    plan,
    reach,
    requires,
    step_to,
    tells,
    warns,
    ways_in,
)

FILED, CERTIFICATE = "status:refugee-applicant", "document:comar-certificate"
HONDURAN = "side=mx,nationality=HN,birth_date=1992-03-03"
DAY_29 = HONDURAN + ",entered_mx_on=2026-10-09"  # 22 November is a Sunday; the 29th working day after is that week's


def test_a051_someone_who_just_entered_files_and_gets_the_certificate() -> None:
    """domain_review edge 11: foreign & in MX & request → filed → D13."""
    found = reach(CERTIFICATE, know=HONDURAN + ",entered_mx_on=2026-11-16,protection_need=yes")
    assert before(found, FILED, CERTIFICATE)
    assert step_to(found, FILED)["certainty"] == "right"
    assert found["cost"]["money"] == {"MXN": 0, "USD": 0}


def test_a052_filing_needs_no_paper_at_all() -> None:
    """domain_review edge 11: the request is written, or verbal and recorded."""
    found = reach(FILED, know=HONDURAN + ",entered_mx_on=2026-11-16,protection_need=yes")
    assert grants(found) == [FILED]
    assert not requires(found) - {"at:mx"}


def test_a053_a_qr_appointment_on_day_29_is_no_protection_and_the_request_is_filed_now() -> None:
    """domain_review P5: file now in writing → D13 → D05 → ask D16; QR = not protected."""
    found = plan("tvrh-card", have="comar-qr", know=DAY_29)
    assert before(found, FILED, CERTIFICATE)
    assert before(found, CERTIFICATE, "document:tvrh")
    assert "document:comar-qr" not in requires(found)
    assert step_to(found, FILED)["certainty"] == "right"
    assert warns(found, "qr", "escrito")


def test_a054_the_last_day_to_file_is_told_with_segob_working_days() -> None:
    """domain_review edge 11: 30 working days, SEGOB's own calendar (16 November 2026 is a holiday), a soft timer."""
    found = plan("refugee-status-mexico", know=HONDURAN + ",entered_mx_on=2026-10-09")
    timer = next(item for item in notices(found).values() if item["deadline"])
    assert timer["deadline_soft"]
    assert "2026-11-20" <= timer["deadline"] <= "2026-11-25"


def test_a055_the_temporary_curp_follows_the_certificate_and_nothing_less() -> None:
    """caliba_facts 3B: D13 → D05; D14 alone is not D13."""
    found = reach("document:curp-temporary", have="comar-qr", know=HONDURAN + ",entered_mx_on=2026-11-16")
    assert CERTIFICATE in step_to(found, "document:curp-temporary")["requires"]


def test_a056_eight_months_after_entering_it_is_not_too_late() -> None:
    """domain_review N8, edge 11: late & written reasons → D13 (M); never «ya no puede»."""
    found = plan("refugee-status-mexico", know=HONDURAN + ",entered_mx_on=2026-03-22")
    assert found["status"] == "optimal"
    step = step_to(found, FILED)
    assert step["certainty"] == "discretionary"
    assert step["source"]["confidence"] == "medium"
    assert "escrit" in json.dumps(step, ensure_ascii=False)
    assert warns(found, "30 días hábiles", "aún puede")


@pytest.mark.parametrize("entered", ["2026-11-20", "2026-09-01", "2026-03-22", "2019-01-01"])
def test_a057_nothing_ever_says_that_one_can_no_longer_ask(entered: str) -> None:
    """domain_review N8: "too late" for COMAR."""
    found = plan("refugee-status-mexico", know=f"{HONDURAN},entered_mx_on={entered}")
    assert found["status"] == "optimal"
    assert "ya no puede" not in json.dumps(found, ensure_ascii=False).lower()


def test_a058_a_refusal_to_receive_the_request_leads_to_a_free_defender() -> None:
    """domain_review edge 11: refused → ask for it in writing → IFDP or amparo."""
    step = step_to(plan("refugee-status-mexico", know=HONDURAN + ",entered_mx_on=2026-03-22"), FILED)
    told = step["refused"]["es"]
    assert "escrito" in told
    assert "Defensoría" in told or "amparo" in told


def test_a059_when_the_day_of_entry_is_unknown_both_ways_of_filing_are_planned() -> None:
    """engine.md, two worlds; domain_review edge 11: both in time and late there is a way, so refuge is never lost to not knowing."""
    found = plan("refugee-status-mexico", know=HONDURAN)
    assert found["status"] in ("optimal", "depends")
    branches = [branch for branch in found["branches"] if branch["status"] == "unreachable"]
    assert not branches


def test_a060_the_certificate_opens_the_humanitarian_card_and_inm_will_know() -> None:
    """domain_review edge 13: D13 & INM accepts → D16 (queue unknown); "Could hurt someone" 6: INM is enforcement and also issues."""
    found = plan("tvrh-card", have="comar-certificate", know=HONDURAN)
    step = step_to(found, "document:tvrh")
    assert step["certainty"] == "discretionary"
    assert step["source"]["confidence"] == "medium"
    assert "inm-bc" in step["exposures"]
    assert "inm-bc" in found["cost"]["exposures"]
    assert warns(found, "INM", "acompañad")


def test_a061_who_avoids_enforcement_gets_no_plan_through_inm() -> None:
    """engine.md: a limit never yields a plan that breaks it; domain_review "Could hurt someone" 6."""
    assert plan("tvrh-card", have="comar-certificate", know=HONDURAN, limits="avoid=class:enforcement")["status"] == "unreachable"
    job = plan("formal-job-tijuana", have="comar-certificate", know=HONDURAN, limits="avoid=class:enforcement")
    assert "document:curp-temporary" in grants(job)
    assert "inm-bc" not in exposed_anywhere(job)


def test_a062_recognition_leads_to_residence_and_the_permanent_curp() -> None:
    """caliba_facts 3B: D13 & interview → D15 → D17 → D06 (H)."""
    found = reach("document:curp-permanent", have="comar-certificate", know=HONDURAN)
    assert before(found, "document:comar-resolution", "document:permanent-resident-card-mx")
    assert before(found, "document:permanent-resident-card-mx", "document:curp-permanent")
    assert "inm-bc" in step_to(found, "document:permanent-resident-card-mx")["exposures"]


def test_a063_the_decision_takes_months_and_an_officer_makes_it() -> None:
    """caliba_facts section 2, D15: nominal about 45 working days, in practice months (2022)."""
    found = plan("refugee-status-mexico", have="comar-certificate", know=HONDURAN)
    assert found["weakest_certainty"] == "discretionary"
    assert found["cost"]["days"]["min"] >= 60
    assert found["cost"]["days"]["typical"] >= 120


def test_a064_complementary_protection_is_a_status_of_its_own_beside_recognition() -> None:
    """domain_review edge 12."""
    found = plan("refugee-status-mexico", have="comar-certificate", know=HONDURAN)
    assert {"status:refugee-recognised", "status:complementary-protection"} <= granted_anywhere(found)
    both = [step for step in found["steps"] if {"status:refugee-recognised", "status:complementary-protection"} <= set(step["grants"])]
    assert not both


def test_a065_holding_the_certificate_brings_the_weekly_signature_and_the_stay_in_the_state() -> None:
    """domain_review edge 12: kept by a weekly signature; change of state only with written authorisation."""
    found = plan("refugee-status-mexico", have="comar-certificate", know=HONDURAN)
    assert warns(found, "firm", "semana", "abandon")
    assert warns(found, "estado", "autorización")


def test_a066_an_applicant_with_a_job_in_monterrey_asks_for_written_authorisation_first() -> None:
    """domain_review P6."""
    found = plan("change-of-state-comar", have="comar-certificate", know=HONDURAN + ",filed_state=MX-BCN")
    assert found["status"] == "optimal"
    assert before(found, "document:comar-transfer-authorisation", "status:moved-with-comar-permission")
    assert waits_until_authorised(found)
    assert step_to(found, "status:moved-with-comar-permission")["irreversible"]


def waits_until_authorised(found: dict[str, object]) -> bool:
    moving = step_to(found, "status:moved-with-comar-permission")
    return "document:comar-transfer-authorisation" in moving["requires"]


def test_a067_a_move_asks_for_permission_first_even_where_the_state_of_filing_is_unknown() -> None:
    """domain_review edge 12: change of state only with COMAR's written authorisation."""
    found = plan("change-of-state-comar", have="comar-certificate", know=HONDURAN)
    assert waits_until_authorised(found)
    assert tells(found, "otro estado")


def test_a068_a_denial_yesterday_is_appealed_within_fifteen_working_days_with_help_today() -> None:
    """domain_review P8, edge 12: recurso de revisión ≤ 15 working days."""
    found = plan("comar-appeal", have="comar-negative-resolution", know=HONDURAN + ",comar_denied_on=2026-11-21")
    assert found["status"] == "optimal"
    assert grants(found) == ["document:comar-appeal-filed"]
    assert found["lawyer_first"]
    assert found["steps"][0]["lawyer_first"]
    assert "ifdp" in found["cost"]["exposures"]
    urgent = next(notice for notice in notices(found).values() if notice["deadline"])
    assert urgent["deadline"] == "2026-12-11"
    assert "hoy" in urgent["text"]["es"]


def test_a069_a_denial_six_weeks_ago_still_finds_a_lawyer_and_the_amparo_and_no_right_to_the_review() -> None:
    """domain_review edge 12, P8: recurso ≤ 15 working days | amparo (M)."""
    found = plan("comar-appeal", have="comar-negative-resolution", know=HONDURAN + ",comar_denied_on=2026-10-09")
    assert found["lawyer_first"]
    assert warns(found, "amparo", "Defensoría")
    assert not any(step["certainty"] == "right" for step in found["steps"])
    assert all(step["unconfirmed"] and step["lawyer_first"] for step in found["steps"])


def test_a070_a_denied_person_is_not_told_to_file_again_as_if_nothing_had_happened() -> None:
    """domain_review edge 12: a negative D15 leads to the review or amparo."""
    found = plan(
        "refugee-status-mexico", have="comar-negative-resolution", know=HONDURAN + ",comar_denied_on=2026-11-21,entered_mx_on=2026-03-01"
    )
    assert "document:comar-appeal-filed" in grants(found)
    assert FILED not in grants(found)
    assert found["lawyer_first"]


PROTECTED = [
    ("refugee-status-mexico", "", "entered_mx_on=2026-11-01,protection_need=yes"),
    ("refugee-status-mexico", "", "entered_mx_on=2026-11-01"),
    ("refugee-status-mexico", "comar-qr", "entered_mx_on=2026-11-01"),
    ("refugee-status-mexico", "comar-certificate", ""),
    ("formal-job-tijuana", "comar-certificate", ""),
    ("formal-job-tijuana", "", "entered_mx_on=2026-11-01,protection_need=yes"),
    ("tvrh-card", "comar-certificate", ""),
    ("change-of-state-comar", "comar-certificate", "filed_state=MX-BCN"),
]


@pytest.mark.parametrize(("goal", "have", "know"), PROTECTED)
def test_a071_a_honduran_who_needs_protection_is_never_sent_to_their_consulate(goal: str, have: str, know: str) -> None:
    """domain_review N3, "Could hurt someone" 4: nothing to the consulate of origin without express consent; unknown counts as need."""
    found = plan(goal, have=have, know=",".join(part for part in (HONDURAN, know) if part))
    assert found["steps"]
    assert not any("consul" in body for body in exposed_anywhere(found))
    assert not any("consul" in way for way in ways_in(found))
    assert not any("consul" in (step["service"] or "") for step in found["steps"])


def test_a072_who_holds_a_comar_paper_is_told_to_stay_away_from_their_consulate() -> None:
    """domain_review "Could hurt someone" 4 and N3."""
    for have in ("comar-qr", "comar-certificate"):
        found = plan("refugee-status-mexico", have=have, know=HONDURAN + ",entered_mx_on=2026-11-01")
        assert warns(found, "no vaya a su consulado")


def test_a073_leaving_mexico_ends_an_application_and_the_step_says_so() -> None:
    """domain_review "Could hurt someone" 1: COMAR applicant leaving Mexico → loses D13."""
    found = plan(
        "degree-at-us-university",
        have="comar-certificate,passport-foreign,f-1-visa,i-20,admitted-us-program",
        know=HONDURAN + ",removed_before=no,can_return_to=both,host_campus=sdsu,study_load=full",
    )
    crossing = next(step for step in found["steps"] if step["crosses_to"])
    assert {"document:comar-certificate", "status:refugee-applicant"} <= set(crossing["loses"])
    assert warns(found, "salga de México")


def test_a074_refuge_is_never_a_matter_of_crossing() -> None:
    """domain_review "Could hurt someone" 2: no way "present at the port"."""
    for know in ("", ",entered_mx_on=2026-11-01", ",can_return_to=both"):
        assert never_crosses(plan("refugee-status-mexico", know=HONDURAN + know))

"""A formal job in Tijuana: the minimum for a Mexican, and what an asylum seeker works with."""

from __future__ import annotations

from itertools import pairwise

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
    waits_for,
    warns,
)

JOB, NSS, RFC, CURP = "status:formal-job", "document:nss", "document:rfc", "document:curp"
APPLICANT = "side=mx,nationality=HT,birth_date=1990-05-05"
FOREIGN_JOB_PAPERS = "comar-certificate,curp-temporary@2026-10-01..2027-03-29,nss,rfc"


def test_a034_a_deported_person_who_lost_their_paper_and_knows_their_data_reaches_a_formal_job() -> None:
    """domain_review P1: data → D01 → D04 → {D09 ∥ D10} → job (minimum)."""
    know = "side=mx,nationality=MX,removed_before=yes,deported_on=2026-11-10,has_civil_record=yes,inm_has_record=no"
    found = plan("formal-job-tijuana", know=know)
    assert found["status"] == "optimal"
    assert sorted(grants(found)) == sorted(["document:birth-certificate-mx", CURP, NSS, RFC, JOB])
    for first, then in (("document:birth-certificate-mx", CURP), (CURP, NSS), (CURP, RFC), (NSS, JOB), (RFC, JOB)):
        assert before(found, first, then)
    assert never_crosses(found)


def test_a035_the_minimum_is_curp_nss_and_rfc_and_asks_for_no_ine() -> None:
    """domain_review edge 14: minimum (employers' association 2025) D04 & D09 & D10."""
    found = plan("formal-job-tijuana", have="curp,nss,rfc", know="side=mx,nationality=MX")
    assert grants(found) == [JOB]
    assert {CURP, NSS, RFC} <= set(step_to(found, JOB)["requires"])
    assert not {"document:ine", "document:photo-id", "document:tax-status-certificate", "document:proof-of-address"} & requires(found)
    assert found["weakest_certainty"] == "if-available"


def test_a036_the_job_step_says_what_usual_employers_ask_beyond_the_minimum() -> None:
    """domain_review edge 14: the usual employer also wants photo-id, tax-status certificate, address, bank account."""
    step = step_to(plan("formal-job-tijuana", have="curp,nss,rfc", know="side=mx,nationality=MX"), JOB)
    told = step["bring"]["es"].lower()
    assert all(words in told for words in ("identificación", "situación fiscal", "domicilio", "banco"))


def test_a037_nss_and_rfc_do_not_wait_for_one_another() -> None:
    """domain_review edge 14: NSS and RFC are independent."""
    found = plan("formal-job-tijuana", have="curp", know="side=mx,nationality=MX")
    assert not waits_for(found, NSS, RFC)
    assert not waits_for(found, RFC, NSS)


def test_a038_nss_and_rfc_are_had_online_and_free() -> None:
    """domain_review edge 14: D04 & e-mail → D09 online; D04 → D10 online; a visit only for the e.firma (M)."""
    found = plan("formal-job-tijuana", have="curp", know="side=mx,nationality=MX", objective="fewest-visits")
    assert not step_to(found, NSS)["in_person"]
    assert not step_to(found, RFC)["in_person"]
    assert found["cost"]["money"] == {"MXN": 0, "USD": 0}


def test_a039_the_nss_step_says_it_is_not_the_us_social_security_number() -> None:
    """glossary: NSS is not the US SSN."""
    step = step_to(plan("formal-job-tijuana", have="curp", know="side=mx,nationality=MX", objective="fewest-visits"), NSS)
    assert "Social Security" in step["beware"]["es"]


def test_a040_an_asylum_seeker_works_on_the_temporary_curp_with_medium_confidence() -> None:
    """domain_review edge 13: D05 alone → formal job (M, many employers refuse)."""
    found = plan("formal-job-tijuana", have=FOREIGN_JOB_PAPERS, know=APPLICANT)
    step = step_to(found, JOB)
    assert "document:curp-temporary" in step["requires"]
    assert step["source"]["confidence"] == "medium"
    assert step["certainty"] == "if-available"


def test_a041_with_the_humanitarian_card_the_same_job_is_of_high_confidence() -> None:
    """domain_review edge 13: D16 & CURP & D09 & D10 → formal job (H law)."""
    found = plan("formal-job-tijuana", have="tvrh@2026-10-01..2027-10-01,curp,nss,rfc", know=APPLICANT)
    step = step_to(found, JOB)
    assert "document:tvrh" in step["requires"]
    assert step["source"]["confidence"] == "high"


def test_a042_an_applicant_is_shown_the_way_with_the_humanitarian_card_too() -> None:
    """caliba_facts 3B: D05 | D16 (+CURP) → D09, D10 → job."""
    found = plan("formal-job-tijuana", have="comar-certificate", know=APPLICANT)
    assert {"document:tvrh", "document:curp-temporary"} <= granted_anywhere(found)


def test_a043_the_whole_chain_of_an_applicant_runs_filed_certificate_curp_numbers_job() -> None:
    """domain_review edges 11 and 13: filed → D13 → D05 → {D09, D10} → job."""
    found = plan("formal-job-tijuana", know=APPLICANT + ",entered_mx_on=2026-11-09,protection_need=yes")
    chain = ["status:refugee-applicant", "document:comar-certificate", "document:curp-temporary", NSS, JOB]
    assert all(before(found, first, then) for first, then in pairwise(chain))
    assert before(found, "document:curp-temporary", RFC)
    assert not any("consul" in body for body in exposed_anywhere(found))


def test_a044_foreigners_are_not_given_the_mexican_minimum() -> None:
    """caliba_facts 3B: a foreigner works on D05 or D16, not on the bare numbers."""
    found = plan("formal-job-tijuana", have="nss,rfc", know=f"{APPLICANT},entered_mx_on=2026-11-09,protection_need=yes")
    assert {"document:tvrh", "document:curp-temporary"} & set(grants(found))


@pytest.mark.parametrize("expires", ["2026-11-21", "2026-06-01"])
def test_a045_a_temporary_curp_that_has_run_out_is_not_held(expires: str) -> None:
    """engine.md: a paper expired on `as_of` is not held; domain_review edge 13: 180 + 180 days, cases last longer."""
    have = f"comar-certificate,curp-temporary@2025-12-01..{expires},nss,rfc"
    found = plan("formal-job-tijuana", have=have, know=APPLICANT)
    assert JOB in grants(found)
    assert {"document:tvrh", "document:curp-temporary"} & set(grants(found))


def test_a046_the_cliff_of_180_and_180_days_is_shown_to_who_holds_a_temporary_curp() -> None:
    """domain_review edge 13: D05 lasts 180 + 180 days, cases longer: show the cliff."""
    found = plan("formal-job-tijuana", have=FOREIGN_JOB_PAPERS, know=APPLICANT)
    assert warns(found, "180", "360")
    deadlines = [notice["deadline"] for notice in notices(found).values() if notice["deadline"]]
    assert any("2027-03-01" <= day <= "2027-03-29" for day in deadlines)


def test_a047_the_temporary_curp_is_granted_for_180_days() -> None:
    """caliba_facts section 2, D05: 180 days at most, extendable once for the same period (DOF 2021-10-18)."""
    step = step_to(reach("document:curp-temporary", have="comar-certificate", know=APPLICANT), "document:curp-temporary")
    assert step["valid_days"]["document:curp-temporary"] == 180


def test_a048_at_day_350_the_humanitarian_card_or_legal_help_is_what_remains() -> None:
    """domain_review P7: D05 at day 350: D16 or legal help."""
    have = "comar-certificate,curp-temporary@2025-12-07..2026-12-02,curp-temporary-exhausted,nss,rfc"
    found = plan("formal-job-tijuana", have=have, know=APPLICANT)
    assert "document:tvrh" in granted_anywhere(found)
    assert "document:curp-temporary" not in granted_anywhere(found)
    assert warns(found, "TVRH", "legal")


def test_a049_once_both_periods_are_over_no_third_temporary_curp_is_promised() -> None:
    """domain_review edge 13; caliba_facts section 2, D05: extendable once."""
    found = plan("formal-job-tijuana", have="comar-certificate,curp-temporary-exhausted,nss,rfc", know=APPLICANT)
    assert "document:tvrh" in grants(found)
    assert "document:curp-temporary" not in granted_anywhere(found)


def test_a050_the_card_of_a_recognised_refugee_leads_to_a_job_with_the_permanent_curp() -> None:
    """caliba_facts 3B: D15 → D17 → D06; section 2."""
    found = plan("formal-job-tijuana", have="comar-resolution,refugee-recognised", know=APPLICANT)
    assert before(found, "document:permanent-resident-card-mx", JOB)
    assert {"document:curp", "document:curp-permanent"} & set(grants(found))

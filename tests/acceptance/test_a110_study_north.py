"""Studying in San Diego: exchange (J-1), degree (F-1), living in Tijuana (F-3), and citizens who need none of it."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from tests.acceptance.ask import (
    before,
    fees,
    granted_anywhere,
    grants,
    plan,
    plans_in,
    reach,
    region,
    requires,
    step_to,
    waits_for,
    warns,
    ways_in,
)

CHECKED_IN, I_94, DS_160, SEVIS = "status:campus-checked-in", "document:i-94", "document:ds-160", "document:sevis-receipt"
DS_2019, I_20, MRV = "document:ds-2019", "document:i-20", "document:mrv-receipt"
HAS = "passport-mx,proof-of-funds"
SAFE = "side=mx,nationality=MX,removed_before=no,can_return_to=mx,us_status_type=none"
EXCHANGE = SAFE + ",home_campus=uabc,host_campus=ucsd,exchange=yes,study_load=full,lives_in=MX-BCN"
DEGREE = SAFE + ",host_campus=sdsu,study_load=full"
COMMUTER = SAFE + ",host_campus=southwestern,study_load=part,lives_in=MX-BCN,programme_kind=academic"
US_RESIDENT = "side=mx,nationality=MX,removed_before=no,can_return_to=both,host_campus=sdsu,study_load=full"
US_CITIZEN = "side=mx,nationality=US,can_return_to=both,lives_in=MX-BCN"


def test_a110_a_uabc_student_goes_to_uc_san_diego_for_a_semester_on_a_j_1() -> None:
    """domain_review P10: nomination → DS-2019 → {I-901 ∥ DS-160} → MRV + interview → J-1 → I-94 → check-in."""
    found = plan("semester-at-us-university", have=HAS, know=EXCHANGE)
    assert found["status"] == "optimal"
    chain = ["status:nominated-exchange", DS_2019, DS_160, MRV, "document:j-1-visa", I_94, CHECKED_IN]
    assert all(before(found, first, then) for first, then in pairwise(chain))
    assert before(found, DS_2019, SEVIS)
    assert before(found, SEVIS, "document:j-1-visa")
    assert found["cost"]["crossings"] == 1
    assert not {I_20, "document:f-1-visa", "document:f-3-visa"} & set(grants(found))
    assert found["steps"][-1]["side"] == "us"


def test_a111_the_sevis_fee_and_the_ds_160_do_not_wait_for_one_another() -> None:
    """domain_review edge 21: DS-160 needs I-20/DS-2019 and passport, not the SEVIS receipt (parallel)."""
    for goal, know in (("semester-at-us-university", EXCHANGE), ("degree-at-us-university", DEGREE), ("border-commuter-study", COMMUTER)):
        found = plan(goal, have=HAS, know=know)
        assert not waits_for(found, DS_160, SEVIS)
        assert not waits_for(found, SEVIS, DS_160)


def test_a112_an_exchange_costs_220_for_sevis_and_185_for_the_visa() -> None:
    """domain_review edge 21: I-901 (J, US$220); caliba_facts section 2, D28/D33: US$185 MRV (2026, H)."""
    found = plan("semester-at-us-university", have=HAS, know=EXCHANGE)
    assert fees(step_to(found, SEVIS)) == [(220, "USD")]
    assert fees(step_to(found, MRV)) == [(185, "USD")]
    assert found["cost"]["money"]["USD"] >= 405
    assert all(step_to(found, fact)["source"]["date"] for fact in (SEVIS, MRV))


def test_a113_the_j_1_needs_the_interview_papers_and_the_insurance_before_check_in() -> None:
    """domain_review edge 21: ds-2019 & I-901 & DS-160 & MRV + interview → j-1-visa; & insurance → check-in."""
    found = plan("semester-at-us-university", have=HAS, know=EXCHANGE)
    visa = step_to(found, "document:j-1-visa")
    assert {DS_2019, SEVIS, DS_160, MRV} <= set(visa["requires"])
    assert visa["certainty"] == "discretionary"
    assert visa["in_person"]
    assert visa["side"] == "mx"
    assert "us-consulate-tijuana" in visa["exposures"]
    assert before(found, "document:health-insurance-j", CHECKED_IN)


def test_a114_exchange_is_told_to_be_j_1_not_f_1() -> None:
    """domain_review edge 21: Exchange is J-1, not F-1 (H)."""
    assert warns(plan("semester-at-us-university", have=HAS, know=EXCHANGE), "J-1", "F-1")


@pytest.mark.parametrize("objective", ["cheapest", "fastest", "fewest-visits", "least-exposed"])
def test_a115_a_j_1_entry_never_ends_in_an_f_1_check_in(objective: str) -> None:
    """domain_review edge 21: the exchange chain stands on the DS-2019 alone; F-1 is for a degree or a self-paid visit."""
    found = plan("semester-at-us-university", have=HAS, know=EXCHANGE, objective=objective)
    ways = region().ways
    offered = [[step["way"] for step in each["steps"]] for each in (*plans_in(found), *found["alternatives"])]
    for steps in offered:
        granted = {fact for way in steps for fact in ways[way].grants}
        assert not {DS_2019, I_20} <= granted, steps


@pytest.mark.parametrize("objective", ["cheapest", "fastest", "fewest-visits"])
def test_a116_the_sevis_fee_paid_is_the_one_of_the_form_it_belongs_to(objective: str) -> None:
    """caliba_facts 3E: D31 must match the SEVIS id; section 2, D31: US$350 F/M, US$220 J (2025)."""
    know = DEGREE + ",home_campus=uabc,lives_in=MX-BCN"
    found = plan("degree-at-us-university", have=HAS, know=know, objective=objective)
    visa = step_to(found, I_94)["requires"]
    price = 350 if "document:f-1-visa" in visa else 220
    assert [fees(step) for step in found["steps"] if SEVIS in step["grants"]] == [[(price, "USD")]]
    assert "document:f-1-visa" in visa


def test_a117_a_degree_runs_admission_i_20_sevis_visa_and_entry() -> None:
    """caliba_facts 3E: admission & funds → D30 → D31 → D32 → interview → D33 → POE (D34) (H)."""
    found = plan("degree-at-us-university", have=HAS, know=DEGREE)
    chain = ["status:admitted-us-program", I_20, SEVIS, "document:f-1-visa", I_94, CHECKED_IN]
    assert all(before(found, first, then) for first, then in pairwise(chain))
    assert before(found, DS_160, MRV)
    assert before(found, MRV, "document:f-1-visa")
    assert fees(step_to(found, SEVIS)) == [(350, "USD")]
    assert fees(step_to(found, MRV)) == [(185, "USD")]
    assert DS_2019 not in granted_anywhere(found)


def test_a118_the_250_dollar_fee_is_told_and_not_counted() -> None:
    """caliba_facts section 2, D33: the visa integrity fee is law, collection not started per early-2026 sources."""
    found = plan("degree-at-us-university", have=HAS, know=DEGREE)
    assert warns(found, "250")
    assert not any((250, "USD") in fees(step) for step in found["steps"])


def test_a119_without_funds_there_is_no_i_20_and_why_not_says_so() -> None:
    """caliba_facts 3E: admission & funds."""
    found = plan("degree-at-us-university", have="passport-mx", know=DEGREE)
    assert found["status"] == "unreachable"
    needed = [{fact["fact"] for fact in repair["facts"]} for repair in found["why_not"]["repairs"]]
    assert {"document:proof-of-funds"} in needed


def test_a120_who_has_no_passport_gets_it_first() -> None:
    """caliba_facts section 2, D24 and D32: the DS-160 and the visa need the passport."""
    found = plan("degree-at-us-university", have="birth-certificate-mx,photo-id,curp,proof-of-funds", know=DEGREE)
    assert before(found, "document:passport-mx", DS_160)
    assert before(found, "document:passport-mx", "document:f-1-visa")


def test_a121_before_a_removal_is_ruled_out_no_visa_and_no_entry_is_planned() -> None:
    """domain_review N2 and "Could hurt someone" 1: the question comes first."""
    found = plan("degree-at-us-university", have=HAS, know=DEGREE.replace("removed_before=no,", ""))
    assert found["status"] == "depends"
    assert "removed_before" in [question["attribute"] for question in found["questions"] if question["first"]]
    assert not any(step["irreversible"] for step in found["steps"])


def test_a122_a_tijuana_resident_takes_two_evening_courses_as_a_border_commuter() -> None:
    """domain_review P11, edge 22: commuter I-20 → I-901 → F-3."""
    found = plan("border-commuter-study", have=HAS, know=COMMUTER)
    assert found["status"] == "optimal"
    chain = ["status:admitted-us-program", I_20, SEVIS, "document:f-3-visa", I_94, CHECKED_IN]
    assert all(before(found, first, then) for first, then in pairwise(chain))
    assert "document:f-1-visa" not in granted_anywhere(found)
    assert fees(step_to(found, SEVIS)) == [(350, "USD")]


def test_a123_whether_the_campus_issues_commuter_forms_is_a_question_to_ask() -> None:
    """domain_review edge 22: whether a campus issues them: ask."""
    step = step_to(plan("border-commuter-study", have=HAS, know=COMMUTER), I_20)
    assert step["source"]["confidence"] != "high"
    assert step["unconfirmed"]
    assert "term" in step["unconfirmed"]["en"] + step["beware"]["en"]


def test_a124_the_tuition_saving_is_told_apart_and_grants_no_visa() -> None:
    """domain_review edge 23, P11: AB-91 as a separate saving; neither AB-91 nor AB-540 grants a visa."""
    found = plan("border-commuter-study", have=HAS, know=COMMUTER)
    assert "status:resident-tuition" not in granted_anywhere(found)
    assert warns(found, "AB-91", "visa")
    for way in region().ways.values():
        if "status:resident-tuition" in way.grants:
            assert way.grants == ("status:resident-tuition",)


def test_a125_a_trade_course_across_the_border_takes_the_m_3() -> None:
    """caliba_facts 3E and section 2, D33: F-3 (or M-3), part-time allowed."""
    found = plan("border-commuter-study", have=HAS, know=COMMUTER.replace("academic", "vocational"))
    assert {"document:f-3-visa", "document:m-3-visa"} & set(grants(found))
    assert "document:m-3-visa" in granted_anywhere(found)


def test_a126_a_border_crossing_card_does_not_let_one_study() -> None:
    """domain_review edge 24: BCC, no enrolment; caliba_facts 3E and myths."""
    know = COMMUTER.replace("us_status_type=none", "us_status_type=visitor")
    found = plan("border-commuter-study", have=HAS + ",border-crossing-card", know=know)
    assert "document:f-3-visa" in grants(found)
    assert warns(found, "láser", "estudiar")
    without = plan("border-commuter-study", have="border-crossing-card,passport-mx", know=know)
    assert without["status"] == "unreachable"


def test_a127_who_does_not_live_in_baja_california_is_no_border_commuter() -> None:
    """domain_review edge 22: citizen & lives in MX & campus ≤ 75 miles."""
    found = plan("border-commuter-study", have=HAS, know=COMMUTER.replace("lives_in=MX-BCN", "lives_in=US-CA"))
    assert "document:f-3-visa" not in granted_anywhere(found)


@pytest.mark.parametrize(
    ("goal", "know"),
    [
        ("degree-at-us-university", "host_campus=sdsu,study_load=full"),
        ("border-commuter-study", "host_campus=southwestern,study_load=part,programme_kind=academic"),
        ("semester-at-us-university", "home_campus=uabc,host_campus=ucsd,exchange=yes,study_load=full"),
        ("semester-at-us-university", "home_campus=uabc,host_campus=usd,exchange=yes,study_load=full"),
    ],
)
@pytest.mark.parametrize("nationality", ["US", "MX+US"])
def test_a128_a_us_citizen_in_tijuana_needs_neither_i_20_nor_ds_2019(goal: str, know: str, nationality: str) -> None:
    """domain_review N5, edge 21: US citizens and residents need none of it: guard first."""
    who = US_CITIZEN.replace("nationality=US", f"nationality={nationality}")
    found = plan(goal, have="passport-us,passport-mx,proof-of-funds", know=f"{who},{know}")
    assert found["status"] == "optimal"
    assert CHECKED_IN in grants(found)
    student_papers = {I_20, DS_2019, DS_160, SEVIS, MRV, "document:f-1-visa", "document:f-3-visa", "document:j-1-visa"}
    assert not student_papers & (granted_anywhere(found) | requires(found))
    assert found["cost"]["money"]["USD"] == 0
    assert warns(found, "no necesita", "I-20")


def test_a129_a_us_passport_alone_settles_it_before_nationality_is_told() -> None:
    """domain_review N5: guard first; a US passport in hand leaves no doubt."""
    found = plan(
        "degree-at-us-university", have="passport-us,proof-of-funds", know="side=mx,can_return_to=both,host_campus=sdsu,study_load=full"
    )
    assert not {I_20, DS_2019, DS_160} & granted_anywhere(found)


def test_a130_a_green_card_holder_needs_no_student_visa() -> None:
    """domain_review edge 21: US citizens and residents need none of it."""
    found = plan("degree-at-us-university", have="green-card,passport-mx,proof-of-funds", know=US_RESIDENT + ",left_us_on=2026-11-20")
    assert CHECKED_IN in grants(found)
    assert not {I_20, DS_160} & granted_anywhere(found)


def test_a131_a_dual_national_without_the_us_passport_is_given_no_visa() -> None:
    """domain_review N5: a US citizen, whatever paper is at hand."""
    found = plan("degree-at-us-university", have="passport-mx,proof-of-funds", know=DEGREE.replace("nationality=MX", "nationality=MX+US"))
    assert not {I_20, DS_160, "document:f-1-visa"} & granted_anywhere(found)


def test_a132_the_border_crossing_card_costs_185_dollars() -> None:
    """caliba_facts section 2, D28: Mexican passport + DS-160 + US$185 MRV + interview (2026, H)."""
    know = "side=mx,nationality=MX,lives_in=MX-BCN,removed_before=no,us_status_type=none"
    found = reach("document:border-crossing-card", have="passport-mx", know=know)
    assert (185, "USD") in [fee for step in found["steps"] for fee in fees(step)]
    assert found["cost"]["money"]["USD"] == 185
    assert step_to(found, "document:border-crossing-card")["certainty"] == "discretionary"


def test_a133_who_will_know_of_a_student_includes_the_us_consulate_and_cbp() -> None:
    """house.md: the page says which body an office belongs to; domain_review "Could hurt someone" 6: SD25 and SD26 are US authorities."""
    found = plan("degree-at-us-university", have=HAS, know=DEGREE)
    assert {"us-consulate-tijuana", "cbp", "sdsu"} <= set(found["cost"]["exposures"])


@pytest.mark.parametrize("campus", ["ucsd", "sdsu", "usd"])
def test_a134_each_campus_has_its_own_way_and_never_another_ones_office(campus: str) -> None:
    """issue 2: the universities with exchange, degree and commuter ways; an applicant to one is not sent to another."""
    found = plan("degree-at-us-university", have=HAS, know=DEGREE.replace("sdsu", campus))
    assert found["status"] == "optimal"
    others = {"ucsd", "sdsu", "usd", "southwestern"} - {campus}
    assert not others & set(found["cost"]["exposures"])
    assert not any(way.endswith(f"-{other}") for way in ways_in(found) for other in others)


def test_a135_full_time_on_exchange_is_twelve_units() -> None:
    """domain_review edge 21: full-time 12 units."""
    assert "12" in json.dumps(plan("semester-at-us-university", have=HAS, know=EXCHANGE)["steps"], ensure_ascii=False)

"""School for any child, two nationalities for a child born in the north, studies that count."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.ask import (
    before,
    fees,
    granted_anywhere,
    grants,
    never_crosses,
    plan,
    reach,
    region,
    requires,
    step_to,
    warns,
    ways_in,
)

SCHOOL, REGISTERED, CURP = "status:school-enrolled", "document:mx-registration-of-foreign-birth", "document:curp"
FATHER = "side=mx,removed_before=yes,deported_on=2026-11-01,parent_nationality=MX"
FATHER_HAS = "birth-certificate-us,birth-certificate-mx,ine"


@pytest.mark.parametrize("know", ["side=mx", "side=mx,nationality=HT", "side=mx,nationality=US", "side=mx,birth_date=2015-01-01"])
def test_a075_any_child_starts_school_today_with_no_paper(know: str) -> None:
    """caliba_facts 3C: any child → school place via D18, no document may be required (H 2026-01-21)."""
    found = plan("school-place-child", know=know)
    assert found["status"] == "optimal"
    assert grants(found) == [SCHOOL]
    assert requires(found) <= {"at:mx"}
    assert found["weakest_certainty"] == "right"
    assert found["cost"]["days"]["typical"] <= 1
    assert found["cost"]["money"] == {"MXN": 0, "USD": 0}


@pytest.mark.parametrize("day", ["2026-11-22", "2026-12-26", "2027-02-15", "2027-07-20"])
def test_a076_school_can_be_entered_any_day_of_the_year(day: str) -> None:
    """caliba_facts section 2, D18: enrolment any time of the year (2026, H)."""
    assert plan("school-place-child", know="side=mx", as_of=day)["status"] == "optimal"


def test_a077_school_says_that_neither_curp_nor_apostille_nor_biometrics_may_be_demanded() -> None:
    """domain_review N7; caliba_facts, myths: apostille for primary school, CURP needed to enrol."""
    found = plan("school-place-child", know="side=mx")
    told = json.dumps([found["steps"], found["warnings"]], ensure_ascii=False)
    assert all(word in told for word in ("CURP biométrica", "apostilla", "acta"))


def test_a078_a_school_that_refuses_is_answered_with_where_to_go() -> None:
    """look.md and house.md: an answer says what to do; caliba_facts 3C: no document may be required."""
    step = step_to(plan("school-place-child", know="side=mx"), SCHOOL)
    assert "escrito" in step["refused"]["es"]


def test_a079_us_transcripts_count_to_upper_secondary_without_apostille() -> None:
    """caliba_facts 3C: US transcripts (no apostille) → D20 basic and upper secondary (H, Acuerdo 286, DOF 2015-06-15)."""
    for level in ("basic", "upper-secondary"):
        found = plan("revalidate-us-schooling", have="school-transcript-us", know=f"side=mx,school_level={level}")
        assert found["status"] == "optimal"
        assert grants(found) == ["document:revalidation"]
        assert "document:apostille-ca" not in granted_anywhere(found) | requires(found)
        assert step_to(found, "document:revalidation")["source"]["confidence"] == "high"


def test_a080_for_university_it_is_said_who_asks_and_that_it_is_unconfirmed() -> None:
    """domain_review edge 20: apostille probably not required for SEP since Acuerdo 02/04/17 (verify); say who asks."""
    found = plan("revalidate-us-schooling", have="school-transcript-us", know="side=mx,school_level=higher")
    step = step_to(found, "document:revalidation")
    assert "document:apostille-ca" not in requires(found)
    assert step["unconfirmed"]
    assert "aut" in step["beware"]["es"]
    assert "apostilla" in json.dumps(step, ensure_ascii=False)


def test_a081_the_transfer_document_helps_and_is_never_required() -> None:
    """caliba_facts section 2, D19: helpful, not required (2012)."""
    for goal, have, know in (
        ("school-place-child", "", "side=mx"),
        ("revalidate-us-schooling", "school-transcript-us", "side=mx,school_level=basic"),
    ):
        assert "document:transfer-document" not in requires(plan(goal, have=have, know=know))


def test_a082_a_deported_father_registers_his_us_born_child_in_tijuana() -> None:
    """domain_review P9, edge 19: father deported and mother in San Diego → Registro Civil Tijuana → D22 → D04."""
    found = plan("dual-nationality-child", have=FATHER_HAS, know=FATHER)
    assert found["status"] == "optimal"
    assert before(found, REGISTERED, "status:dual-nationality")
    assert CURP in grants(found)
    assert step_to(found, REGISTERED)["side"] == "mx"
    assert never_crosses(found)
    assert not any("consul" in way for way in ways_in(found))


def test_a083_the_child_of_the_deported_father_is_at_school_meanwhile() -> None:
    """domain_review P9: school today ∥ Registro Civil Tijuana."""
    found = plan("school-place-child", have=FATHER_HAS, know=FATHER)
    assert grants(found) == [SCHOOL]
    assert "escuela" in plan("dual-nationality-child", have=FATHER_HAS, know=FATHER)["first"]["es"]


def test_a084_registration_takes_translation_parents_proof_and_parents_id() -> None:
    """domain_review edge 19: D38 & sworn translation & parent's nationality proof & parent's photo-id."""
    step = step_to(plan("dual-nationality-child", have=FATHER_HAS, know=FATHER), REGISTERED)
    needed = {"document:birth-certificate-us", "document:sworn-translation", "document:mx-nationality-proof", "document:photo-id"}
    assert needed <= set(step["requires"])


def test_a085_soy_mexico_and_the_apostille_are_both_offered() -> None:
    """domain_review edge 19: Soy México's 2026 status is unverified: offer both; apostille US$20 (caliba_facts D21)."""
    found = plan("dual-nationality-child", have=FATHER_HAS, know=FATHER)
    ways = region().ways
    offered = [[step["way"] for step in found["steps"]], *([step["way"] for step in other["steps"]] for other in found["alternatives"])]
    with_apostille = [any("document:apostille-ca" in ways[way].grants for way in steps) for steps in offered]
    assert sorted(set(with_apostille)) == [False, True]
    unsure = plan("dual-nationality-child", have=FATHER_HAS, know=FATHER, objective="cheapest")
    assert step_to(unsure, REGISTERED)["unconfirmed"]


def test_a086_the_apostille_costs_twenty_dollars_by_mail() -> None:
    """caliba_facts section 2, D21: US$20 a document by mail (M)."""
    found = reach("document:apostille-ca", have="birth-certificate-us", know="side=mx,removed_before=yes")
    step = step_to(found, "document:apostille-ca")
    assert fees(step) == [(20, "USD")]
    assert not step["in_person"]


def test_a087_at_the_consulate_it_takes_two_visits_two_witnesses_and_both_parents() -> None:
    """domain_review edge 19: at the consulate two visits, two witnesses, both parents | marriage act | power."""
    have, know = (
        "birth-certificate-us,birth-certificate-mx,ine",
        "side=us,parent_nationality=MX,us_status_type=undocumented,removed_before=no,protection_need=no",
    )
    found = plan("dual-nationality-child", have=have, know=know + ",witnesses=2,parents_can_sign=yes")
    assert found["status"] == "optimal"
    assert found["cost"]["visits"] == 2
    assert never_crosses(found)
    for answers in (",witnesses=1,parents_can_sign=yes", ",witnesses=2,parents_can_sign=no"):
        assert plan("dual-nationality-child", have=have, know=know + answers)["status"] == "unreachable"


def test_a088_a_child_of_no_mexican_parent_is_not_led_to_dual_nationality() -> None:
    """domain_review edge 19: parent's nationality proof."""
    found = plan(
        "dual-nationality-child",
        have="birth-certificate-us,photo-id",
        know="side=mx,parent_nationality=US,has_civil_record=no,removed_before=no",
    )
    assert found["status"] == "unreachable"


def test_a089_the_registration_opens_a_mexican_passport() -> None:
    """caliba_facts 3C: D22 → D04 → MX passport."""
    found = plan("mexican-passport", have="mx-registration-of-foreign-birth,photo-id", know="side=mx,nationality=MX+US")
    assert before(found, CURP, "document:passport-mx")


def test_a090_an_unaccompanied_minor_needs_no_protection_measure_for_school_refuge_or_card() -> None:
    """domain_review "Could hurt someone" 5: D25 is no prerequisite for school, health, asylum or TVRH."""
    know = "side=mx,nationality=HN,entered_mx_on=2026-11-10,birth_date=2010-05-05,unaccompanied_minor=yes"
    for goal in ("school-place-child", "refugee-status-mexico", "tvrh-card"):
        found = plan(goal, know=know)
        assert found["status"] == "optimal"
        assert "document:protection-measure" not in requires(found) | granted_anywhere(found)
    assert warns(plan("tvrh-card", know=know), "Procuraduría")


def test_a091_a_minor_alone_can_have_the_humanitarian_card_without_a_certificate() -> None:
    """domain_review "Could hurt someone" 5: best-interest pending → D16 (H law, DOF 2020-11-11; M practice)."""
    know = "side=mx,nationality=HN,birth_date=2010-05-05,unaccompanied_minor=yes,entered_mx_on=2026-11-10"
    step = step_to(plan("tvrh-card", know=know), "document:tvrh")
    assert "document:comar-certificate" not in step["requires"]
    assert step["source"]["confidence"] == "medium"


def test_a092_the_protection_measure_comes_through_procuraduria_and_dif_only() -> None:
    """caliba_facts 3C: unaccompanied minor → DIF/Procuraduría → D25."""
    found = reach("document:protection-measure", know="side=mx,birth_date=2010-05-05,unaccompanied_minor=yes")
    assert set(found["cost"]["exposures"]) == {"dif-bc", "procuraduria-nna-bc"}

"""A returned person and the first papers: who they are, and that they were born."""

from __future__ import annotations

from tests.acceptance.ask import (
    asks,
    before,
    exposed_anywhere,
    granted_anywhere,
    grants,
    notices,
    plan,
    reach,
    requires,
    step_to,
    warns,
    ways_in,
)

DEPORTED = "side=mx,nationality=MX,removed_before=yes,deported_on=2026-11-10"
ACTA, CURP, HOJA = "document:birth-certificate-mx", "document:curp", "document:repatriation-certificate"
CITY = "document:municipal-identity"


def test_a001_someone_with_no_paper_at_all_has_a_first_paper_in_a_day() -> None:
    """caliba_facts 3A: the city's identity certificate is had by interview, the repatriation paper only helps (2021, H)."""
    found = plan("first-identity-after-deportation", know=DEPORTED + ",has_civil_record=no,inm_has_record=no,witnesses=0")
    assert found["status"] == "optimal"
    assert grants(found) == [CITY]
    assert found["cost"]["days"]["typical"] <= 1
    assert found["cost"]["money"] == {"MXN": 0, "USD": 0}
    assert not requires(found) - {"at:mx"}


def test_a002_who_knows_their_own_data_gets_the_birth_certificate_without_any_paper() -> None:
    """domain_review edge 15, P1: (names, date, state, parents) → D01."""
    found = reach(ACTA, know="side=mx,nationality=MX,has_civil_record=yes")
    assert found["status"] == "optimal"
    assert grants(found) == [ACTA]
    assert not requires(found) - {"at:mx"}


def test_a003_whose_curp_number_is_known_gets_the_birth_certificate_without_a_visit() -> None:
    """domain_review edge 15: CURP number → D01; it can be looked up without an INE."""
    found = reach(ACTA, have="curp", know="side=mx,nationality=MX,has_civil_record=yes")
    assert found["cost"]["visits"] <= 1
    online = plan("mexican-passport", have="curp,photo-id", know="side=mx,nationality=MX,has_civil_record=yes", objective="fewest-visits")
    assert not step_to(online, ACTA)["in_person"]
    assert "document:ine" not in requires(online)


def test_a004_the_birth_certificate_gives_the_curp_free_and_on_the_same_visit() -> None:
    """caliba_facts 3A: D01 → D04 (H); section 2, D04: permanent, free."""
    found = reach(CURP, know="side=mx,nationality=MX,has_civil_record=yes")
    assert before(found, ACTA, CURP)
    assert found["cost"]["money"] == {"MXN": 0, "USD": 0}
    assert found["cost"]["visits"] == 1


def test_a005_the_repatriation_paper_does_not_yield_a_birth_certificate() -> None:
    """domain_review edge 15: D02 does not yield an acta."""
    found = reach(ACTA, have="repatriation-certificate", know="side=mx,nationality=MX,has_civil_record=no,witnesses=0")
    assert found["status"] == "unreachable"


def test_a006_a_deported_person_never_registered_has_late_registration_and_the_2021_path_beside_it() -> None:
    """domain_review P2, edge 15; caliba_facts 3A, DOF 2021-10-18: no record & D02 → CURP only."""
    found = reach(CURP, have="repatriation-certificate", know=DEPORTED + ",has_civil_record=no,witnesses=2")
    assert found["status"] == "optimal"
    assert grants(found) == [CURP]
    assert {"document:no-record-certificate", ACTA} <= granted_anywhere(found)


def test_a007_the_2021_path_says_that_it_gives_no_birth_certificate() -> None:
    """domain_review P2: alternative 2021 CURP, labelled "no acta"."""
    found = reach(CURP, have="repatriation-certificate", know=DEPORTED + ",has_civil_record=no,witnesses=0")
    step = step_to(found, CURP)
    assert ACTA not in granted_anywhere(found)
    told = " ".join(step[part]["es"] for part in ("why", "gives", "beware") if step[part]).lower()
    assert "acta" in told


def test_a008_a_never_registered_person_without_the_hoja_registers_late_with_witnesses() -> None:
    """domain_review P2: no-record → late registration → D01 → D04."""
    found = reach(CURP, know="side=mx,nationality=MX,has_civil_record=no,witnesses=2,removed_before=no,inm_has_record=no")
    assert before(found, "document:no-record-certificate", ACTA)
    assert before(found, ACTA, CURP)
    assert found["weakest_certainty"] == "discretionary"


def test_a009_late_registration_without_witnesses_is_not_promised() -> None:
    """domain_review edge 15: no-record certificate & witnesses → late registration."""
    found = reach(ACTA, know="side=mx,nationality=MX,has_civil_record=no,witnesses=0,removed_before=no,inm_has_record=no")
    assert found["status"] == "unreachable"


def test_a010_a_misspelled_birth_certificate_is_corrected_before_the_curp() -> None:
    """domain_review P3: correction → D01 → D04; edge 15: administrative correction."""
    found = reach(CURP, have="birth-certificate-with-errors", know="side=mx,nationality=MX,has_civil_record=yes")
    assert "document:birth-certificate-with-errors" in step_to(found, ACTA)["requires"]
    assert before(found, ACTA, CURP)


def test_a011_a_lost_hoja_is_replaced_where_inm_has_the_record_and_says_how_unsure_that_is() -> None:
    """domain_review edge 16: D02 lost & INM record → replacement (remedy L)."""
    found = reach(HOJA, know=DEPORTED + ",inm_has_record=yes")
    step = step_to(found, HOJA)
    assert step["source"]["confidence"] == "low"
    assert step["unconfirmed"]
    assert reach(HOJA, know=DEPORTED + ",inm_has_record=no")["status"] == "unreachable"


def test_a012_the_hoja_opens_the_paisano_card_and_three_months_of_imss() -> None:
    """caliba_facts 3A: D02 → D11 (H), D02 → D12 (H, about three months)."""
    for fact in ("document:bienestar-paisano-card", "status:imss-repatriated"):
        found = reach(fact, have="repatriation-certificate", know=DEPORTED)
        assert found["status"] == "optimal"
        assert HOJA in step_to(found, fact)["requires"]
        assert step_to(found, fact)["source"]["confidence"] == "high"
    insured = step_to(reach("status:imss-repatriated", have="repatriation-certificate", know=DEPORTED), "status:imss-repatriated")
    assert 85 <= insured["valid_days"]["status:imss-repatriated"] <= 95


def test_a013_without_the_hoja_the_paisano_card_is_not_promised() -> None:
    """caliba_facts 3A: D02 is what D11 rests on."""
    assert reach("document:bienestar-paisano-card", know=DEPORTED + ",inm_has_record=no")["status"] == "unreachable"


def test_a014_nobody_is_led_to_the_biometric_curp_and_all_are_told_it_is_not_needed() -> None:
    """domain_review edge 18, N7: never a prerequisite; irreversible biometrics."""
    found = plan("formal-job-tijuana", know=DEPORTED + ",has_civil_record=yes")
    assert "document:curp-biometric" not in granted_anywhere(found) | requires(found)
    assert warns(found, "biom")


def test_a015_the_biometric_curp_is_told_as_irreversible_to_who_wants_it() -> None:
    """domain_review edge 18: D01 & certified CURP & photo-id & address, in person; irreversible biometrics; linked databases (D07)."""
    found = reach("document:curp-biometric", have="birth-certificate-mx,curp,photo-id,proof-of-address", know="side=mx,nationality=MX")
    step = step_to(found, "document:curp-biometric")
    assert step["irreversible"]
    assert step["in_person"]
    assert {ACTA, CURP, "document:photo-id", "document:proof-of-address"} <= set(step["requires"])
    assert "renapo" in exposed_anywhere(found)


def test_a016_what_is_unknown_of_the_record_is_asked_and_nothing_else_is_assumed() -> None:
    """engine.md, two worlds; domain_review edge 15: whether there is a record decides between four ways."""
    found = reach(CURP, know="side=mx,nationality=MX,removed_before=no,inm_has_record=no")
    assert found["status"] == "depends"
    assert asks(found)[0] == "has_civil_record"
    assert all(step["if"] == [] or step["if"][0]["attribute"] == "has_civil_record" for step in found["steps"])


def test_a017_a_deported_person_is_told_first_not_to_cross_north() -> None:
    """domain_review "Could hurt someone" 1: cross north, removed or deported → closed."""
    found = plan("first-identity-after-deportation", know=DEPORTED + ",has_civil_record=yes")
    first = found["warnings"][0]
    assert first["level"] == "danger"
    assert first["id"] in notices(found)
    assert "norte" in first["text"]["es"]
    assert not any("cross" in way for way in ways_in(found))

"""The papers with a photo: INE, passport, consular card; with seasons, witnesses and prices."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.ask import before, fees, grants, never_crosses, plan, step_to, tells, why_not

ADULT = "side=mx,nationality=MX,birth_date=1990-05-05"
INE = "document:ine"
IN_SAN_DIEGO = "side=us,nationality=MX,removed_before=no,protection_need=no"


def test_a018_an_ine_takes_birth_certificate_photo_id_and_address() -> None:
    """caliba_facts 3A: D01 & (photo id | 2 witnesses) & (address | homeless procedure) → D08 (H)."""
    found = plan("ine-card", have="birth-certificate-mx,photo-id,proof-of-address", know=ADULT)
    assert found["status"] == "optimal"
    assert grants(found)[-1] == INE
    assert found["cost"]["money"]["MXN"] == 0


def test_a019_two_local_witnesses_stand_in_for_the_photo_id() -> None:
    """caliba_facts 3A; domain_review edge 17: witnesses (H)."""
    found = plan("ine-card", have="birth-certificate-mx,proof-of-address", know=ADULT + ",witnesses=2")
    assert found["status"] == "optimal"
    one = plan("ine-card", have="birth-certificate-mx,proof-of-address", know=ADULT + ",witnesses=1")
    assert one["status"] == "unreachable"


def test_a020_the_witness_rule_is_told_municipality_state_and_four_times_in_120_days() -> None:
    """domain_review edge 17: one on the roll of the municipality, one of the state, each at most 4 times in 120 days (H)."""
    found = plan("ine-card", have="birth-certificate-mx,proof-of-address", know=ADULT + ",witnesses=2")
    told = json.dumps(found["steps"], ensure_ascii=False).lower()
    for words in ("municip", "estado", "120", "state"):
        assert words in told


def test_a021_a_person_without_a_home_has_the_homeless_procedure() -> None:
    """caliba_facts 3A: proof of address or the homeless procedure."""
    found = plan("ine-card", have="birth-certificate-mx,photo-id", know=ADULT + ",without_home=yes")
    assert found["status"] == "optimal"
    assert plan("ine-card", have="birth-certificate-mx,photo-id", know=ADULT + ",without_home=no")["status"] == "unreachable"


def test_a022_under_eighteen_there_is_no_ine() -> None:
    """caliba_facts section 2, D08: Mexican, 18 or older."""
    know = "side=mx,nationality=MX,birth_date=2009-05-05"
    assert plan("ine-card", have="birth-certificate-mx,photo-id,proof-of-address", know=know)["status"] == "unreachable"


def test_a023_the_card_is_picked_up_two_to_three_weeks_later() -> None:
    """domain_review edge 17: pick-up about 2–3 weeks."""
    found = plan("ine-card", have="birth-certificate-mx,photo-id,proof-of-address", know=ADULT)
    assert 14 <= found["cost"]["days"]["typical"] <= 24
    assert found["cost"]["visits"] == 2


@pytest.mark.parametrize("day", ["2027-02-01", "2027-02-15", "2027-04-20", "2027-06-05"])
def test_a024_enrolment_is_closed_from_february_to_june_2027_and_the_next_date_is_told(day: str) -> None:
    """domain_review P4, edge 17: closed by season, next date."""
    found = plan("ine-card", have="birth-certificate-mx,photo-id,proof-of-address", know=ADULT, as_of=day)
    assert found["status"] == "unreachable"
    opens = [opening["date"] for repair in found["why_not"]["repairs"] for opening in repair["opens"]]
    assert opens
    assert all("2027-06-06" <= date <= "2027-07-31" for date in opens)
    assert any("season" in closed["because"] for closed in found["why_not"]["closed"])


def test_a025_before_and_after_the_season_the_card_can_be_had() -> None:
    """domain_review edge 17: enrolment stops around Jan/Feb 2027 until after the June election: a dated window, to verify."""
    have = "birth-certificate-mx,photo-id,proof-of-address"
    for day in ("2026-11-22", "2027-01-04", "2027-07-05"):
        assert plan("ine-card", have=have, know=ADULT, as_of=day)["status"] == "optimal"
    notice = next(item for item in plan("ine-card", have=have, know=ADULT)["warnings"] if "INE" in item["text"]["es"])
    assert notice["unconfirmed"]


def test_a026_in_the_closed_season_without_photo_id_the_curp_and_the_city_paper_remain() -> None:
    """domain_review P4: INE without photo id or local witnesses, Feb 2027; meanwhile CURP and municipal paper."""
    know = ADULT + ",witnesses=0,has_civil_record=yes"
    closed = plan("ine-card", have="birth-certificate-mx,proof-of-address", know=know, as_of="2027-02-15")
    assert closed["status"] == "unreachable"
    assert tells(closed, "curp", "municipal")
    meanwhile = plan("first-identity-after-deportation", have="birth-certificate-mx", know=know, as_of="2027-02-15")
    assert meanwhile["status"] == "optimal"


def test_a027_a_passport_in_tijuana_takes_birth_certificate_id_and_curp() -> None:
    """caliba_facts section 2, D24: D01 + ID + D04 (MX)."""
    found = plan("mexican-passport", have="birth-certificate-mx,photo-id,curp", know="side=mx,nationality=MX")
    step = step_to(found, "document:passport-mx")
    assert {"document:birth-certificate-mx", "document:photo-id", "document:curp"} <= set(step["requires"])
    assert step["side"] == "mx"
    assert fees(step)[0][1] == "MXN"
    assert step["source"]["date"]
    assert never_crosses(found)


def test_a028_a_passport_at_the_consulate_costs_42_99_133_or_203_dollars() -> None:
    """caliba_facts section 2, D24: consular US$42/99/133/203 for 1/3/6/10 years (2025, H)."""
    found = plan("mexican-passport", have="birth-certificate-mx,photo-id", know=IN_SAN_DIEGO)
    step = step_to(found, "document:passport-mx")
    assert fees(step) == [(42, "USD")]
    said = step["fees"][0]["what"]["es"]
    assert all(price in said for price in ("99", "133", "203", "2025"))


def test_a029_the_consular_card_takes_nationality_photo_id_and_address_and_forty_dollars() -> None:
    """caliba_facts 3D: (D01 | passport | naturalisation) & photo id & address → D23 (H); section 2, D23: US$40, 5 years (2025)."""
    found = plan("consular-id-san-diego", have="birth-certificate-mx,ine,proof-of-address", know=IN_SAN_DIEGO)
    step = step_to(found, "document:consular-id")
    assert fees(step) == [(40, "USD")]
    assert "2025" in step["fees"][0]["what"]["es"]
    assert step["side"] == "us"
    assert 1825 <= step["valid_days"]["document:consular-id"] <= 1827
    assert never_crosses(found)


def test_a030_a_passport_proves_nationality_and_is_a_photo_id_for_the_consular_card() -> None:
    """caliba_facts 3D: passport is one of the proofs of nationality."""
    found = plan("consular-id-san-diego", have="passport-mx,proof-of-address", know=IN_SAN_DIEGO)
    assert grants(found) == ["document:consular-id"]


def test_a031_without_proof_of_address_why_not_names_it() -> None:
    """caliba_facts 3D: address is required."""
    found = why_not("consular-id-san-diego", have="passport-mx", know=IN_SAN_DIEGO)
    assert found["status"] == "unreachable"
    assert any([fact["fact"] for fact in repair["facts"]] == ["document:proof-of-address"] for repair in found["repairs"])


def test_a032_a_mexican_in_san_diego_with_only_a_record_gets_the_certificate_first_and_never_crosses_for_it() -> None:
    """caliba_facts 3D with domain_review "Could hurt someone" 1: an undocumented person does not leave for a paper."""
    know = IN_SAN_DIEGO + ",us_status_type=undocumented,has_civil_record=yes"
    found = plan("consular-id-san-diego", have="photo-id,proof-of-address", know=know)
    assert found["status"] == "optimal"
    assert before(found, "document:birth-certificate-mx", "document:consular-id")
    assert never_crosses(found)


def test_a033_a_deported_person_is_never_sent_to_the_consulate_in_san_diego() -> None:
    """domain_review N2: deported, goal in San Diego: no crossing step."""
    for removed in ("removed_before=yes", "deported_on=2026-11-01", "removed_before=yes,can_return_to=both"):
        found = plan("consular-id-san-diego", have="birth-certificate-mx,ine,proof-of-address", know=f"side=mx,nationality=MX,{removed}")
        assert found["status"] == "unreachable"
        assert never_crosses(found)

"""SENTRI: who may ask, what it costs, and who talks to a lawyer before."""

from __future__ import annotations

import pytest

from tests.acceptance.ask import asks, before, fees, never_crosses, plan, step_to, warns

CARD = "document:sentri-card"
CLEAN = "side=us,removed_before=no,arrested_before=no"


@pytest.mark.parametrize(
    ("have", "who"),
    [
        ("passport-us", "nationality=US"),
        ("green-card,passport-foreign", "nationality=MX"),
        ("passport-mx,border-crossing-card", "nationality=MX,us_status_type=visitor"),
    ],
)
def test_a148_a_citizen_a_resident_or_a_visa_holder_with_a_clean_record_asks_for_sentri(have: str, who: str) -> None:
    """caliba_facts 3G: (US citizen | LPR | visa) & clean record → TTP account → conditional approval → interview → D29 (M)."""
    found = plan("trusted-traveler", have=have, know=f"{CLEAN},{who}")
    assert found["status"] == "optimal"
    assert before(found, "status:sentri-conditional-approval", CARD)
    assert found["weakest_certainty"] == "discretionary"
    assert never_crosses(found)


def test_a149_sentri_costs_120_dollars_and_lasts_five_years() -> None:
    """caliba_facts section 2, D29: 5 years, US$120 since October 2024 (M)."""
    found = plan("trusted-traveler", have="passport-us", know=CLEAN + ",nationality=US")
    assert found["cost"]["money"] == {"MXN": 0, "USD": 120}
    paid = next(step for step in found["steps"] if step["fees"])
    assert fees(paid) == [(120, "USD")]
    assert "2024" in paid["fees"][0]["what"]["es"]
    assert 1825 <= step_to(found, CARD)["valid_days"][CARD] <= 1827
    assert paid["source"]["confidence"] == "medium"


def test_a150_every_occupant_must_be_a_member() -> None:
    """domain_review edge 24: SENTRI, every occupant a member."""
    assert warns(plan("trusted-traveler", have="passport-us", know=CLEAN + ",nationality=US"), "cada persona", "miembro")


@pytest.mark.parametrize("record", ["removed_before=yes,arrested_before=no", "removed_before=no,arrested_before=yes"])
def test_a151_with_a_removal_or_an_arrest_a_lawyer_comes_first(record: str) -> None:
    """domain_review edge 24: past removal or arrest → lawyer first."""
    found = plan("trusted-traveler", have="passport-mx,border-crossing-card", know="side=us,nationality=MX," + record)
    assert found["status"] == "unreachable"
    assert found["lawyer_first"]
    assert warns(found, "SENTRI", "abogad")


def test_a152_a_record_not_told_is_asked_before_anything_is_sent_to_cbp() -> None:
    """engine.md, two worlds; domain_review edge 24: the fingerprints at the interview cannot be taken back."""
    found = plan("trusted-traveler", have="passport-us", know="side=us,nationality=US")
    assert found["status"] == "depends"
    assert {"removed_before", "arrested_before"} <= set(asks(found))
    assert not any(step["irreversible"] for step in found["steps"])


def test_a153_cbp_will_know_and_who_avoids_enforcement_gets_no_card() -> None:
    """domain_review "Could hurt someone" 6: SD26 is enforcement."""
    found = plan("trusted-traveler", have="passport-us", know=CLEAN + ",nationality=US")
    assert found["cost"]["exposures"] == ["cbp"]
    assert (
        plan("trusted-traveler", have="passport-us", know=CLEAN + ",nationality=US", limits="avoid=class:enforcement")["status"]
        == "unreachable"
    )

"""US asylum and removal end in "lawyer first", never in steps; the clocks that run meanwhile are told."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.ask import classes_of, never_crosses, notices, plan, region, warns

PENDING = "side=us,nationality=HN,us_status_type=asylum-pending"


@pytest.mark.parametrize(
    ("have", "know"), [("i-589-receipt", "side=us"), ("notice-to-appear", "side=us"), ("", PENDING), ("", "side=mx,nationality=HN")]
)
def test_a174_us_asylum_is_a_list_of_lawyers_and_no_step(have: str, know: str) -> None:
    """domain_review "Could hurt someone" 2: US asylum and removal goals end in "lawyer first", never in steps."""
    found = plan("us-asylum-help", have=have, know=know)
    assert found["status"] == "found"
    assert "steps" not in found
    assert {"need-met:legal-advice"} <= {need for service in found["services"] for need in service["needs"]}


def test_a175_only_nonprofit_or_county_counsel_is_listed_and_notarios_are_warned_of() -> None:
    """domain_review "Could hurt someone" 2: only nonprofit counsel or DOJ-accredited representatives; notario-fraud warning."""
    found = plan("us-asylum-help", have="i-589-receipt", know="side=us")
    assert classes_of(found) <= {"ngo", "civil-government", "university"}
    assert warns(found, "notario")
    assert warns(found, "DOJ")


def test_a176_no_way_in_the_region_presents_anyone_at_the_port_for_asylum() -> None:
    """domain_review "Could hurt someone" 2: no way "present at the port"; caliba_facts, myths: CBP One."""
    us_asylum = {"document:i-589-receipt", "document:notice-to-appear"}
    for way in region().ways.values():
        assert not us_asylum & set(way.grants), way.id
        if way.crosses_to == "us":
            assert any(paper in repr(way.requires) for paper in ("passport-us", "green-card", "us-entry-document", "visa")), way.id


def test_a177_an_asylum_fee_notice_after_a_year_is_paid_within_thirty_days() -> None:
    """domain_review P14, "Could hurt someone" 3: unpaid within 30 days of notice, USCIS rejects; US$102 (FY2026), US$100 filing."""
    found = plan("us-asylum-help", have="i-589-receipt", know="side=us")
    assert found["lawyer_first"]
    assert warns(found, "30 días", "US$102")
    assert warns(found, "US$100")
    fee = next(notice for notice in notices(found).values() if "US$102" in notice["text"]["es"])
    assert fee["source"]
    assert fee["unconfirmed"]


def test_a178_who_moves_tells_the_court_in_five_working_days_and_uscis_in_ten() -> None:
    """domain_review P14, "Could hurt someone" 2: EOIR-33 five working days; AR-11 ten days (H)."""
    found = plan("us-asylum-help", have="i-589-receipt", know="side=us")
    assert warns(found, "EOIR-33", "5 días hábiles", "AR-11", "10 días")


def test_a179_the_one_year_clock_is_told_without_shutting_the_door() -> None:
    """domain_review "Could hurt someone" 2: I-589 one year."""
    assert warns(plan("us-asylum-help", know="side=us,nationality=HN,us_status_type=undocumented"), "un año", "excepciones")


def test_a180_cbp_one_is_said_to_have_ended() -> None:
    """caliba_facts section 4: CBP One appointments cancelled 2025-01-20; myths."""
    found = plan("us-asylum-help", know="side=mx,nationality=HN")
    assert "CBP One" in json.dumps([found["first"], found["warnings"]], ensure_ascii=False)
    assert warns(found, "CBP One", "2025")


SOUTHERN = ["formal-job-tijuana", "semester-in-baja-california", "ine-card", "first-identity-after-deportation"]
IN_SAN_DIEGO = (
    "side=us,nationality=MX,birth_date=1990-01-01,has_civil_record=yes,lives_in=US-CA,can_return_to=us,host_campus=uabc,stay_days=100"
)
PAPERS = "passport-mx,curp,nss,rfc,acceptance-letter-mx,proof-of-address"


@pytest.mark.parametrize("goal", SOUTHERN)
def test_a181_who_has_asked_for_asylum_in_the_us_is_never_made_to_leave(goal: str) -> None:
    """domain_review "Could hurt someone" 1: cross south, asylum pending in the US → closed, irreversible."""
    found = plan(goal, have="i-589-receipt," + PAPERS, know=IN_SAN_DIEGO)
    assert never_crosses(found)
    assert warns(found, "no salga del país")


@pytest.mark.parametrize("goal", SOUTHERN)
def test_a182_who_has_a_notice_to_appear_is_told_not_to_leave_and_no_step_makes_them(goal: str) -> None:
    """domain_review "Could hurt someone" 1 and 2: removal ends in "lawyer first"; an unknown status is asked before any crossing."""
    found = plan(goal, have="notice-to-appear," + PAPERS, know=IN_SAN_DIEGO)
    assert not any(step["crosses_to"] for step in found["steps"])
    assert warns(found, "no salga del país", "abogad")


@pytest.mark.parametrize("status", ["undocumented", "asylum-pending", "daca"])
@pytest.mark.parametrize("returning", ["", ",can_return_to=mx", ",can_return_to=both"])
def test_a183_a_mexican_without_us_papers_is_never_made_to_go_south_for_a_job(status: str, returning: str) -> None:
    """domain_review "Could hurt someone" 1: undocumented → closed, irreversible."""
    know = f"side=us,nationality=MX,us_status_type={status}{returning}"
    for home in (",lives_in=US-CA", ",lives_in=MX-BCN"):
        found = plan("formal-job-tijuana", have="curp,nss,rfc", know=know + home)
        assert found["status"] == "unreachable"
        assert never_crosses(found)

"""What a reading of the region against its sources mended: one test for each, so that it stays mended."""

from __future__ import annotations

import re

import pytest

from rumbo.regionfile.texts import texts_of
from tests.acceptance.ask import asks, exposed_anywhere, granted_anywhere, plan, reach, region

TUTEO = re.compile(r"\b(tú|ti|tu|tus|tienes|necesitas|puedes|quieres|vas|eres|estás|dile|dilo|pide tu|pregunta a)\b", re.IGNORECASE)
KINDS = ("attributes", "facts", "organizations", "services", "ways", "goals", "notices", "myths")


@pytest.mark.parametrize("know", ["deported_on=2026-11-22", "deported_on=2026-11-21"])
def test_a260_who_arrives_today_without_the_paper_is_received_at_the_centre_for_returned_people(know: str) -> None:
    """caliba_facts MXG02: INM certificate or arrival from El Chaparral."""
    found = plan("bed-tonight", know=f"side=mx,nationality=MX,unaccompanied_minor=no,{know}")
    assert [service["open"] for service in found["services"] if service["service"] == "flamingos-bed"] == ["open"]


def test_a261_who_came_back_long_ago_without_the_paper_is_not_sent_there() -> None:
    """caliba_facts MXG02: returned Mexicans only."""
    found = plan("bed-tonight", know="side=mx,nationality=MX,unaccompanied_minor=no,deported_on=2024-01-01")
    assert [service["open"] for service in found["services"] if service["service"] == "flamingos-bed"] == ["closed"]


@pytest.mark.parametrize("need", ["need-met:protection", "need-met:child-protection"])
def test_a262_whoever_protects_says_how_to_reach_them_though_no_address_is_shown(need: str) -> None:
    """domain_review "Could hurt someone" 5 and 9: beds only through DIF and Procuraduría, a place through its contact."""
    for service in region().records.services:
        if need in service.needs and service.referral == "contact-first":
            organization = region().organizations[service.organization]
            assert service.how or organization.find_it or service.side == "us", service.id


def test_a263_a_minor_alone_is_not_asked_for_a_date_of_birth_to_hear_of_the_humanitarian_card() -> None:
    """domain_review "Could hurt someone" 5: best interest pending → D16; who is alone and under 18 has said so."""
    found = reach("document:tvrh", know="side=mx,nationality=HN,unaccompanied_minor=yes")
    assert found["status"] == "optimal"
    assert "document:tvrh" in granted_anywhere(found)


def test_a264_everyone_is_spoken_to_as_usted() -> None:
    """add-a-way.md: short sentences, verb first, usted; to the young as well."""
    for kind in KINDS:
        for record in getattr(region().records, kind):
            for found in texts_of(record):
                assert not TUTEO.search(found.text.es or ""), (kind, record.id, found.text.es)


def test_a265_every_paper_with_a_sevis_number_tells_who_keeps_the_number() -> None:
    """house.md: exposures; caliba_facts D31: the receipt carries the SEVIS number of the I-20 or DS-2019."""
    for way in region().ways.values():
        if {"document:i-20", "document:ds-2019"} & set(way.grants):
            assert "sevp" in way.exposures, way.id


SENTRI = "side=us,nationality=MX,removed_before=no,arrested_before=no"
SENTRI_HAS = "passport-mx,border-crossing-card"


@pytest.mark.parametrize(
    ("have", "know"),
    [
        ("i-589-receipt", ""),
        ("notice-to-appear", ",us_status_type=visitor"),
        ("green-card-expired", ""),
        ("", ",us_status_type=asylum-pending"),
        ("", ",us_status_type=undocumented"),
        ("", ",us_status_type=daca"),
        ("", ",us_status_type=visitor,us_case=yes"),
    ],
)
def test_a266_nobody_with_a_case_or_without_papers_is_sent_to_cbp_for_a_sentri_card(have: str, know: str) -> None:
    """domain_review "Could hurt someone" 2, edge 24: a lawyer first; nobody is shown to an authority for a faster lane."""
    found = plan("trusted-traveler", have=",".join(part for part in (SENTRI_HAS, have) if part), know=SENTRI + know)
    assert found["status"] == "unreachable"
    assert "cbp" not in exposed_anywhere(found)


def test_a267_a_visitor_on_the_us_side_is_asked_for_their_status_before_they_give_their_fingerprints_to_cbp() -> None:
    """engine.md: an irreversible step is never part of a plan on an unknown guard."""
    found = plan("trusted-traveler", have=SENTRI_HAS, know=SENTRI)
    assert found["status"] == "depends"
    assert asks(found)[0] == "us_status_type"
    assert plan("trusted-traveler", have=SENTRI_HAS, know=SENTRI + ",us_status_type=visitor")["status"] == "optimal"


def test_a268_every_step_that_takes_fingerprints_is_marked_as_one_that_cannot_be_undone() -> None:
    """engine.md: irreversible (giving fingerprints)."""
    for way in region().records.ways:
        said = " ".join(found.text.es or "" for found in texts_of(way))
        if re.search(r"\b[Tt]oman (foto|huellas|foto,)", said) and "huellas" in said:
            assert way.irreversible == "biometrics", way.id


def test_a271_a_plan_for_who_named_no_campus_names_none() -> None:
    """Any campus would do, and the answer does not ask for one: then no step may be of one campus alone."""
    known = "side=us,nationality=US,can_return_to=both"
    found = plan("semester-in-baja-california", have="passport-us,acceptance-letter-mx", know=known)
    assert found["status"] == "depends"
    assert found["steps"]
    assert not [test for step in found["steps"] for test in step["if"] if test["attribute"] == "host_campus"]

"""Finding someone tonight: beds, food, doctors, lawyers; what is never shown, and what is never withheld."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from rumbo.pathways.logic import catalog
from rumbo.pathways.logic.find import Person
from tests.acceptance.ask import ROOT, Json, ask_of, asks, classes_of, plan, region, warns

FACTS = ROOT.parent / "shared" / "reference" / "caliba_facts.md"
CONFIDENTIAL = ("CS11", "CS15", "CS16", "CS17", "CS18", "MXG16")
FIND_GOALS = sorted(goal.id for goal in region().records.goals if goal.kind == "find")
ALONE = "side=mx,birth_date=2010-05-05,unaccompanied_minor=yes"
PEOPLE = [
    "",
    "side=mx",
    "side=us",
    "side=mx,sex=female,birth_date=1990-01-01",
    "side=mx,sex=other,nationality=HN,birth_date=1999-01-01",
    ALONE,
]


def squeezed(text: str) -> str:
    """Letters and digits only: however a name is written, it reads the same."""
    return re.sub(r"[\W_]+", "", text.casefold())


def confidential_names(facts: Path) -> set[str]:
    """The names, squeezed, of organisations that may not be named anywhere; read from beside the repository, never kept."""
    rows = [line.strip("|\n ").split("|") for line in facts.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    hidden = [row[1] for row in rows if row[0].strip() in CONFIDENTIAL]
    others = {squeezed(row[1]) for row in rows if row[0].strip() not in CONFIDENTIAL and len(row) > 1}
    parts = {part for name in hidden for part in re.split(r"[(),;/]| – ", name)}
    names = {squeezed(re.sub(r"(?i)\b(albergue|centre|center|refugio)\b", "", part)) for part in parts}
    assert len(hidden) == len(CONFIDENTIAL)
    return {name for name in names if len(name) > 6 and not any(name in other for other in others)}


def open_services(found: Json) -> list[Json]:
    return [service for service in found["services"] if service["open"] == "open"]


@pytest.mark.outside
@pytest.mark.parametrize("goal", FIND_GOALS)
def test_a154_a_bed_tonight_never_names_a_confidential_place(goal: str) -> None:
    """domain_review N4, "Could hurt someone" 9: LGBT bed tonight: no name, neighbourhood or source in page, JSON or log."""
    if not FACTS.exists():
        pytest.skip("the names are kept beside the repository, and are not at hand here")
    names = confidential_names(FACTS)
    assert len(names) >= 5
    for know in PEOPLE:
        said = squeezed(json.dumps(plan(goal, know=know), ensure_ascii=False))
        assert not [len(name) for name in names if name in said]


@pytest.mark.outside
@pytest.mark.parametrize("wanted", ["LGBT", "albergue LGBTIQ+", "shelter lgbt", "refugio", "mujeres violencia"])
def test_a155_a_search_never_names_a_confidential_place(wanted: str) -> None:
    """domain_review N4."""
    if not FACTS.exists():
        pytest.skip("the names are kept beside the repository, and are not at hand here")
    said = squeezed(json.dumps(catalog.search(region(), wanted), ensure_ascii=False))
    assert not [len(name) for name in confidential_names(FACTS) if name in said]


def test_a156_a_confidential_place_shows_no_place_no_body_no_capacity_and_no_source() -> None:
    """domain_review "Could hurt someone" 9; ids.md, disclosure: replaced by "safe shelter for …, through <verified contact>"."""
    found = plan("bed-tonight", know="side=mx,birth_date=1990-01-01")
    hidden = [service for service in found["services"] if service["disclosure"] == "confidential"]
    assert hidden
    for service in hidden:
        assert service["locations"] == []
        assert service["organization"] is service["organization_name"] is service["source"] is None
        assert service["how"]["es"]


def test_a157_an_lgbt_person_finds_a_safe_place_through_a_contact() -> None:
    """domain_review N4; ids.md, disclosure table: the place is not withheld, only its name."""
    found = plan("bed-tonight", know="side=mx,birth_date=1990-01-01")
    safe = [service for service in found["services"] if "LGBT" in service["name"]["es"]]
    assert safe
    assert all(service["disclosure"] == "confidential" and service["organization"] is None for service in safe)


@pytest.mark.parametrize("goal", FIND_GOALS)
def test_a158_contact_first_places_show_neither_street_nor_point(goal: str) -> None:
    """ids.md, disclosure table; domain_review "Could hurt someone" 9."""
    for service in plan(goal)["services"]:
        for place in service["locations"]:
            if place["disclosure"] != "exact":
                assert place["street"] is place["latitude"] is place["longitude"] is None
            assert place["disclosure"] in ("exact", "area")


@pytest.mark.parametrize("goal", FIND_GOALS)
@pytest.mark.parametrize("know", PEOPLE)
def test_a159_enforcement_is_never_in_a_list_of_help(goal: str, know: str) -> None:
    """domain_review "Could hurt someone" 6: INM with Grupo Beta, CBP, court and detention are never recipients."""
    assert "enforcement" not in classes_of(plan(goal, know=know))


def test_a160_grupo_beta_inm_cbp_and_the_court_are_enforcement() -> None:
    """domain_review "Could hurt someone" 6: MXG01, MXG04, MXG24, SD24, SD26."""
    classes = {organization.id: organization.cls for organization in region().records.organizations}
    for body in ("inm-bc", "inm-repatriation-chaparral", "grupo-beta", "cbp", "immigration-court", "otay-mesa-detention"):
        assert classes[body] == "enforcement"
    assert classes["comar-tijuana"] != "enforcement"


def test_a161_every_list_has_someone_open_to_a_newcomer_who_says_nothing() -> None:
    """house.md: nothing is asked that is not needed."""
    for goal in ("legal-help-tijuana", "legal-help-san-diego", "health-care-tijuana"):
        found = plan(goal)
        assert found["status"] == "found"
        assert open_services(found)


def test_a162_open_comes_before_perhaps_and_perhaps_before_closed() -> None:
    """engine.md: a list, every service open to the person: open, depends, closed."""
    ranks = {"open": 0, "depends": 1, "closed": 2}
    for know in PEOPLE:
        listed = [ranks[service["open"]] for service in plan("bed-tonight", know=know)["services"]]
        assert listed == sorted(listed)


def test_a163_a_sixteen_year_old_alone_is_shown_no_bed_outside_dif_and_procuraduria() -> None:
    """domain_review N6, "Could hurt someone" 5: beds only through DIF or Procuraduría."""
    found = plan("bed-tonight", know=ALONE)
    assert {service["organization"] for service in open_services(found)} <= {"dif-bc", "procuraduria-nna-bc"}
    assert open_services(found)
    assert not [service for service in found["services"] if service["disclosure"] == "confidential"]
    assert warns(found, "DIF", "Procuraduría")


@pytest.mark.parametrize(
    "know", ["unaccompanied_minor=yes", "side=mx,unaccompanied_minor=yes,sex=female", ALONE + ",travelling_with_children=yes"]
)
def test_a164_a_minor_alone_however_described_is_shown_no_other_bed(know: str) -> None:
    """domain_review N6."""
    assert {service["organization"] for service in open_services(plan("bed-tonight", know=know))} <= {"dif-bc", "procuraduria-nna-bc"}


def test_a165_a_minor_who_has_not_said_whether_they_are_alone_is_asked_before_any_bed() -> None:
    """domain_review N6; engine.md, find: open, depends, closed."""
    found = plan("bed-tonight", know="side=mx,birth_date=2010-05-05")
    assert asks(found)[0] == "unaccompanied_minor"
    assert {service["organization"] for service in open_services(found)} <= {"dif-bc", "procuraduria-nna-bc"}


def test_a166_the_protected_bed_of_a_minor_says_that_nothing_is_told_to_anyone_by_itself() -> None:
    """domain_review "Could hurt someone" 5: nothing is notified automatically by the anonymous planner."""
    assert warns(plan("bed-tonight", know=ALONE), "no avisa a nadie")


@pytest.mark.parametrize("goal", ["health-care-tijuana", "legal-help-tijuana"])
def test_a167_doctors_and_lawyers_stay_open_to_a_minor_alone(goal: str) -> None:
    """domain_review N6, "Could hurt someone" 5: urgent health, rights and legal help are never withheld."""
    assert len(open_services(plan(goal, know=ALONE))) >= 2


def test_a168_food_stays_open_to_a_minor_alone() -> None:
    """domain_review N6: or hidden food or clinic."""
    person = Person.of(region(), ask_of("health-care-tijuana", know=ALONE))
    meals = [service for service in region().records.services if "need-met:food" in service.needs and service.side == "mx"]
    without_bed = [service for service in meals if "need-met:shelter" not in service.needs and service.state != "closed"]
    assert any(list(person.judge(service)) == [True] for service in without_bed)
    assert not [service.id for service in without_bed if "unaccompanied_minor" in repr(service.open_to)]
    assert warns(plan("bed-tonight", know=ALONE), "comida")


def test_a169_the_clinic_asks_for_no_biometric_curp_and_urgent_care_for_nothing() -> None:
    """domain_review N7 (no biometric CURP: health denied) and edge 16: urgent care needs nothing (H)."""
    found = plan("health-care-tijuana", know="side=mx")
    assert warns(found, "urgente", "no necesita papeles")
    assert not any("curp-biometric" in json.dumps(service) for service in found["services"])
    assert warns(found, "CURP biométrica", "médico")


def test_a170_a_mother_fleeing_violence_finds_cejum_and_a_confidential_refuge() -> None:
    """domain_review P15: CEJUM → confidential refuge."""
    found = plan(
        "safe-place-violence", know="side=mx,sex=female,travelling_with_children=yes,birth_date=1990-01-01,household=adults:1+children:2"
    )
    open_to_her = open_services(found)
    assert "cejum" in [service["organization"] for service in open_to_her]
    assert any(service["disclosure"] == "confidential" for service in open_to_her)
    assert "911" in found["first"]["es"]
    for service in open_to_her:
        if service["disclosure"] == "confidential" or service["organization"] == "cejum":
            assert service["locations"] == []


def test_a171_bodies_seen_only_long_ago_are_told_to_be_confirmed() -> None:
    """caliba_facts, how to read: status 2026 is unknown wherever the evidence is older; issue 2: with the question to ask."""
    for goal in FIND_GOALS:
        for service in plan(goal)["services"]:
            if service["confidence"] == "low" or service["state"] == "unverified":
                assert service["unconfirmed"], service["service"]


def test_a172_the_centre_without_evidence_is_not_in_the_region() -> None:
    """issue 2: CS27 left out; caliba_facts CS27: no stored source found."""
    assert not [body.id for body in region().records.organizations if "centro32" in squeezed(body.id)]


@pytest.mark.parametrize("number", ["6195360823", "6198436399"])
def test_a173_stale_emergency_numbers_do_not_ship(number: str) -> None:
    """domain_review "Could hurt someone" 10: SD06 (2018) and SD01's emergency line (2023) do not ship as callable."""
    files = [file.read_text(encoding="utf-8") for file in (ROOT / "regions").rglob("*.yaml")]
    assert not [1 for text in files if number in re.sub(r"\D", "", text)]

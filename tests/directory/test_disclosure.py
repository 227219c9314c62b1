"""The disclosure table, line by line: what anyone may see of an organization, a service and a place."""

from __future__ import annotations

import datetime as dt

import pytest

from rumbo.directory.logic.disclosure import phones_to_show, public_location, public_organization, public_service, strictest
from rumbo.regionfile import records as rf
from tests.base.whole_region import whole_region

WHOLE = whole_region()
ORGANIZATION, SERVICE, PLACE = WHOLE.organizations[0], WHOLE.services[0], WHOLE.locations[0]
CLASSES: tuple[rf.Disclosure, ...] = ("exact", "area", "contact-first", "confidential")


def organization(level: rf.Disclosure) -> rf.Organization:
    return ORGANIZATION.model_copy(update={"disclosure": level})


def place(level: rf.Disclosure) -> rf.Location | None:
    return public_location(PLACE.model_copy(update={"disclosure": level}), ORGANIZATION)


def service(level: rf.Disclosure) -> rf.Service:
    return public_service(SERVICE.model_copy(update={"disclosure": level}), ORGANIZATION)


def test_an_exact_place_is_shown_whole() -> None:
    assert place("exact") == PLACE


def test_a_place_shown_by_area_has_a_neighbourhood_and_no_street() -> None:
    shown = place("area")
    assert shown is not None
    assert (shown.neighbourhood, shown.municipality, shown.capacity) == (PLACE.neighbourhood, PLACE.municipality, PLACE.capacity)
    assert (shown.street, shown.latitude, shown.longitude) == (None, None, None)


def test_a_place_to_contact_first_has_no_neighbourhood_and_no_capacity() -> None:
    shown = place("contact-first")
    assert shown is not None
    assert shown.name == PLACE.name
    assert (shown.street, shown.latitude, shown.longitude, shown.neighbourhood, shown.capacity) == (None,) * 5


def test_a_confidential_place_is_not_there() -> None:
    assert place("confidential") is None


@pytest.mark.parametrize("level", CLASSES[:3])
def test_name_population_and_source_of_a_service_are_shown_unless_it_is_confidential(level: rf.Disclosure) -> None:
    shown = service(level)
    assert (shown.name, shown.population, shown.provenance) == (SERVICE.name, SERVICE.population, SERVICE.provenance)


def test_a_confidential_service_says_what_and_for_whom_and_the_way_to_a_contact() -> None:
    people = rf.Text(es="personas que huyen de violencia", en="people who flee violence")
    shown = public_service(SERVICE.model_copy(update={"disclosure": "confidential", "population": people}), ORGANIZATION)
    assert shown.name.es == "Refugio seguro para personas que huyen de violencia"
    assert shown.name.en == "Safe shelter for people who flee violence"
    assert shown.how == SERVICE.how
    assert (shown.population, shown.asks, shown.refused, shown.hours, shown.locations) == (None, None, None, (), ())
    assert (shown.provenance.sources, shown.provenance.checked_by) == ((), None)


def confidential_name(es: str, en: str) -> rf.Text:
    return public_service(SERVICE.model_copy(update={"disclosure": "confidential", "name": rf.Text(es=es, en=en)}), ORGANIZATION).name


def test_a_name_that_says_for_whom_and_through_which_contact_stands() -> None:
    shown = confidential_name("Refugio seguro para mujeres, por medio de CEJUM", "Safe shelter for women, through CEJUM")
    assert (shown.es, shown.en) == ("Refugio seguro para mujeres, por medio de CEJUM", "Safe shelter for women, through CEJUM")


@pytest.mark.parametrize(
    ("es", "en"),
    [
        ("Casa de la Colina", "House on the Hill"),
        ("Refugio seguro para mujeres, por medio de CEJUM", "House on the Hill, through CEJUM"),
        ("Casa de la Colina: Refugio seguro para mujeres, por medio de CEJUM", "Safe shelter for women, through CEJUM"),
        ("Refugio seguro para mujeres", "Safe shelter for women"),
    ],
)
def test_any_other_name_of_a_confidential_service_is_replaced_in_both_languages(es: str, en: str) -> None:
    shown = confidential_name(es, en)
    assert "Colina" not in (shown.es or "")
    assert "Hill" not in (shown.en or "")
    assert (shown.es or "").startswith("Refugio seguro")


def test_a_confidential_organization_keeps_no_word_by_which_it_could_be_found() -> None:
    shown = public_organization(organization("confidential"))
    assert shown.name.es == "Servicio seguro"
    assert (shown.code, shown.short, shown.website, shown.part_of, shown.population) == (None,) * 5
    assert (shown.phones, shown.passes_to, shown.provenance.sources) == ((), (), ())


@pytest.mark.parametrize("level", CLASSES)
def test_a_service_or_place_is_never_more_open_than_its_organization(level: rf.Disclosure) -> None:
    assert public_service(SERVICE, organization(level)).disclosure == level
    shown = public_location(PLACE, organization(level))
    assert (shown.disclosure if shown else "confidential") == level


def test_the_strictest_class_counts() -> None:
    assert [strictest(level, "area") for level in CLASSES] == ["area", "area", "contact-first", "confidential"]


@pytest.mark.parametrize(("kind", "days"), [("general", 365), ("legal", 90), ("emergency", 90), ("enforcement", 90)])
def test_a_number_is_shown_only_while_someone_has_tried_it_lately(kind: str, days: int) -> None:
    tried = dt.date(2026, 1, 1)
    phone = ORGANIZATION.phones[0].model_copy(update={"kind": kind, "tested_on": tried})
    assert phones_to_show([phone], on=tried + dt.timedelta(days)) == (phone,)
    assert phones_to_show([phone], on=tried + dt.timedelta(days + 1)) == ()


def test_a_number_that_nobody_tried_is_not_shown() -> None:
    untried = ORGANIZATION.phones[1]
    assert untried.tested_on is None
    assert phones_to_show([untried], on=dt.date(2026, 11, 22)) == ()

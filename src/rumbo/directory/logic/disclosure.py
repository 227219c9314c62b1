"""What the public may see of an organization, a service or a place: the one place where this is decided.

=============================  =====  ======  ==================================================  ============
hidden from the public         exact  area    contact-first                                       confidential
=============================  =====  ======  ==================================================  ============
coordinates, street            shown  hidden  not in the repository                               not there
neighbourhood, distance        shown  shown   hidden                                              hidden
name, population               shown  shown   name; population only without neighbourhood         replaced
capacity, free places          shown  shown   "yes / ask"                                         hidden
source title, link, photo      shown  shown   shown                                               hidden
=============================  =====  ======  ==================================================  ============

A service or a place is never more open than its organization: the stricter of the classes counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TypeVar

from rumbo.regionfile.records import Disclosure, Location, Organization, Phone, Provenance, Record, Service, Text

__all__ = ["phones_to_show", "public_location", "public_organization", "public_service", "strictest"]

ORDER: tuple[Disclosure, ...] = ("exact", "area", "contact-first", "confidential")
SHELTER = "need-met:shelter"
SAFE_SHELTER = Text(es="Refugio seguro", en="Safe shelter")
SAFE_SERVICE = Text(es="Servicio seguro", en="Safe service")
FOR_WHOM = {"es": "{name} para {whom}", "en": "{name} for {whom}"}
# A name that is already neutral: what is offered, to whom, and the contact through whom one gets there.
SAFE_FORM = {"es": r"{name} para .+, por medio de .+", "en": r"{name} for .+, through .+"}
# A number that nobody has tried lately may be answered by someone else: domain review, point 10.
TRIED_WITHIN_DAYS = {"general": 365, "legal": 90, "emergency": 90, "enforcement": 90}
SAFE_WORDS = Text(
    es="Un lugar seguro. Se llega por medio de un contacto verificado, nunca directamente.",
    en="A safe place. You reach it through a verified contact, never directly.",
)
R = TypeVar("R", bound=Record)


def strictest(*classes: Disclosure) -> Disclosure:
    """The class that shows least.

    >>> strictest("exact", "contact-first")
    'contact-first'
    """
    return max(classes, key=ORDER.index)


def public_organization(record: Organization) -> Organization:
    """What anyone may see of an organization. Of a confidential one only its class, its side and the way to a contact remain."""
    if record.disclosure != "confidential":
        return record
    hidden = {
        "name": SAFE_SERVICE,
        "describes": SAFE_WORDS,
        "code": None,
        "short": None,
        "population": None,
        "part_of": None,
        "website": None,
        "phones": (),
        "passes_to": (),
    }
    return _with(record, **hidden, provenance=_without_sources(record.provenance))


def public_service(record: Service, organization: Organization) -> Service:
    """What anyone may see of a service. ``how`` stays: of a confidential one it names the verified contact and nothing else."""
    level = strictest(record.disclosure, organization.disclosure)
    if level == "confidential":
        return _with(
            record,
            disclosure=level,
            name=_safe_name(record),
            describes=SAFE_WORDS,
            population=None,
            hours=(),
            locations=(),
            asks=None,
            refused=None,
            provenance=_without_sources(record.provenance),
        )
    return _with(record, disclosure=level)


def public_location(record: Location, organization: Organization) -> Location | None:
    """What anyone may see of a place; None where not even that there is one may be said."""
    level = strictest(record.disclosure, organization.disclosure)
    if level == "confidential":
        return None
    if level == "exact":
        return record
    hidden = {"street": None, "latitude": None, "longitude": None}
    if level == "contact-first":
        hidden |= {"neighbourhood": None, "capacity": None}
    return _with(record, disclosure=level, **hidden)


def phones_to_show(phones: Iterable[Phone], *, on: dt.date) -> tuple[Phone, ...]:
    """Numbers that were tried lately enough to be given to someone who needs them.

    Args:
        phones: of one organization.
        on: the day they are shown.
    """
    return tuple(phone for phone in phones if phone.tested_on and (on - phone.tested_on).days <= TRIED_WITHIN_DAYS[phone.kind])


def _safe_name(record: Service) -> Text:
    """A name that says what is offered, to whom, and through which contact; not by whom or where.

    The record's own name stands only where it has just this form in both languages; any other is replaced.
    """
    name = SAFE_SHELTER if SHELTER in record.needs else SAFE_SERVICE
    if _is_neutral(record.name, name):
        return Text(es=record.name.es, en=record.name.en)  # of further languages nobody knows whether they are as neutral
    whom = record.population
    if whom is None or whom.es is None or whom.en is None:
        return name
    return Text(es=FOR_WHOM["es"].format(name=name.es, whom=whom.es), en=FOR_WHOM["en"].format(name=name.en, whom=whom.en))


def _is_neutral(own: Text, name: Text) -> bool:
    said = ((own.es, name.es, SAFE_FORM["es"]), (own.en, name.en, SAFE_FORM["en"]))
    return all(re.fullmatch(form.format(name=re.escape(start or "")), words or "") for words, start, form in said)


def _with(record: R, **values: object) -> R:
    return record.model_copy(update=values)


def _without_sources(provenance: Provenance) -> Provenance:
    return _with(provenance, sources=(), checked_by=None)

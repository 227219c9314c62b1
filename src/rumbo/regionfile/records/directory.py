"""Who offers what, and where: organizations, services, places, ports of entry."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rumbo.engine import conditions
from rumbo.regionfile.records.base import Day, FactId, Line, Phase, Provenance, Record, Rule, Slug, State, Text, Words

__all__ = ["Disclosure", "Hours", "Lane", "Location", "Organization", "OrganizationClass", "Phone", "Port", "Service"]

Disclosure = Literal["exact", "area", "contact-first", "confidential"]
OrganizationClass = Literal["ngo", "health", "international", "civil-government", "enforcement", "university", "employer"]


class Phone(Record):
    number: Annotated[str, Field(pattern=r"^\+[1-9][0-9]{7,14}$")]
    kind: Literal["general", "legal", "emergency", "enforcement"]
    role: Text
    tested_on: Day | None = None


class Organization(Record):
    """``cls``: what the body is (enforcement is never a recipient). ``passes_to``: who learns of a person from it.
    ``find_it``: the official route where no phone may be shown."""

    id: Slug
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,3}\d\d[a-z]?$")] | None = None
    name: Text
    short: Line | None = None
    side: Slug
    cls: OrganizationClass
    describes: Text
    population: Text | None = None
    state: State
    referral: Literal["yes", "contact-first", "never"] = "yes"
    disclosure: Disclosure = "area"
    exposure_weight: Annotated[int, Field(ge=0, le=9)] = 1
    passes_to: tuple[Slug, ...] = ()
    part_of: Slug | None = None
    website: Line | None = None
    phones: tuple[Phone, ...] = ()
    find_it: Text | None = None
    provenance: Provenance


class Hours(Record):
    days: tuple[Annotated[int, Field(ge=0, le=6)], ...]
    opens: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    closes: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Service(Record):
    """What an organization offers. ``needs``: ``need-met:`` facts it meets; ``open_to``: who may use it;
    ``asks``: what it asks people to bring; ``refused``: what to do if they say no."""

    id: Slug
    organization: Slug
    name: Text
    describes: Text
    side: Slug
    phase: Phase
    needs: tuple[FactId, ...] = ()
    open_to: Rule = conditions.always
    population: Text | None = None
    languages: tuple[Line, ...] = ()
    remote: bool = False
    free: bool | None = None
    referral: Literal["yes", "contact-first", "never"] = "yes"
    how: Text | None = None
    asks: Text | None = None
    refused: Text | None = None
    hours: tuple[Hours, ...] = ()
    locations: tuple[Slug, ...] = ()
    state: State
    disclosure: Disclosure = "area"
    provenance: Provenance


class Location(Record):
    """A place. What ``disclosure`` forbids may not be in the file at all (contact-first, confidential)."""

    id: Slug
    organization: Slug
    name: Text
    side: Slug
    municipality: Line | None = None
    neighbourhood: Line | None = None
    street: Line | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    capacity: int | None = None
    disclosure: Disclosure
    disclosure_agreed_by: Line | None = None
    disclosure_agreed_on: Day | None = None
    provenance: Provenance


class Lane(Record):
    id: Slug
    name: Text
    mode: Literal["pedestrian", "vehicle", "commercial"]
    asks: Text


class Port(Record):
    """A port of entry. ``bodies``: who stands there, by side."""

    id: Slug
    name: Text
    also_called: Words = Words()
    sides: tuple[Slug, Slug]
    municipality: dict[str, Line]
    bodies: tuple[Slug, ...]
    lanes: tuple[Lane, ...]
    notes: Text | None = None
    provenance: Provenance

"""The format of region files: one frozen record per kind, from which the JSON Schema is drawn.

A region is a folder of YAML files. Each file is a mapping whose keys are kinds (``ways:``, ``goals:`` …) and whose
values are lists of records, except ``region:``, which is one record. How records are spread over files is free.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator

from rumbo.engine import conditions
from rumbo.engine.model import AttributeKind, Certainty, Confidence

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FactId = Annotated[str, Field(pattern=conditions.FACT_NAME.pattern)]
AttributeName = Annotated[str, Field(pattern=conditions.ATTRIBUTE_NAME.pattern)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Prose = Annotated[str, Field(min_length=1, max_length=4000)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Phase = Literal["immediate", "services", "livelihood"]
Looks = Literal["sheet", "sheet-seal", "sheet-photo", "card", "booklet", "sticker", "receipt", "phone"]
Disclosure = Literal["exact", "area", "contact-first", "confidential"]
State = Literal["active", "closed", "unverified"]
OrganizationClass = Literal["ngo", "health", "international", "civil-government", "enforcement", "university", "employer"]


def _evidence(text: str) -> str:
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError("a year, a month or a day, like 2025, 2025-04 or 2025-04-29")
    padded = text + {4: "-01-01", 7: "-01", 10: ""}[len(text)]
    dt.date.fromisoformat(padded)
    return text


def _date(value: object) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("a date like 2026-11-22")
    return dt.date.fromisoformat(value)


Evidence = Annotated[str, AfterValidator(_evidence), WithJsonSchema({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})]
Day = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]

CONDITION_SCHEMA: dict[str, Any] = {
    "description": "A fact, or {all|any|none: [...]}, {at_least: {n, of}}, {sum: {of, at_least}}, {attr: name, <operator>: value}",
    "anyOf": [
        {"type": "string", "pattern": conditions.FACT_NAME.pattern},
        {"type": "array", "items": {"$ref": "#/$defs/Condition"}},
        *(
            {
                "type": "object",
                "properties": {key: {"type": "array", "items": {"$ref": "#/$defs/Condition"}}},
                "required": [key],
                "additionalProperties": False,
            }
            for key in ("all", "any", "none")
        ),
        {"type": "object", "properties": {"at_least": {"type": "object"}}, "required": ["at_least"], "additionalProperties": False},
        {"type": "object", "properties": {"sum": {"type": "object"}}, "required": ["sum"], "additionalProperties": False},
        {
            "type": "object",
            "properties": {"attr": {"type": "string"}, **{op: {} for op in conditions.OPERATORS}},
            "required": ["attr"],
            "minProperties": 2,
            "maxProperties": 2,
            "additionalProperties": False,
        },
    ],
}


def _condition(value: object) -> conditions.Condition:
    if isinstance(value, conditions.Condition):
        return value
    return conditions.parse_condition(value)


Rule = Annotated[
    Any,
    BeforeValidator(_condition),
    PlainSerializer(conditions.to_data),
    WithJsonSchema({"$ref": "#/$defs/Condition"}),
]


class Record(BaseModel):
    """Base of all records: frozen, nothing unknown, nothing coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, str_strip_whitespace=True)


class Text(Record):
    """One text in the region's languages. ``original``: the language it was written in first. ``machine``: languages
    whose text a machine drafted. Further languages (ht, ru, ar …) stand beside es and en under ``more``."""

    es: Prose | None = None
    en: Prose | None = None
    more: dict[str, Prose] = Field(default_factory=dict)
    original: Literal["es", "en"] = "es"
    machine: tuple[str, ...] = ()


class Words(Record):
    """Lists of words in the region's languages, e.g. what people type when they look for something."""

    es: tuple[Line, ...] = ()
    en: tuple[Line, ...] = ()


class Provenance(Record):
    """Where a record is from: source ids, the date of the evidence, how sure we are, who checked it and when.

    ``unconfirmed``: the question to ask at the window; required where confidence is low."""

    sources: tuple[Slug, ...] = ()
    evidence: Evidence | None = None
    confidence: Confidence = "medium"
    checked_by: Line | None = None
    checked_on: Day | None = None
    unconfirmed: Text | None = None


class Side(Record):
    id: Slug
    name: Text
    currency: Currency
    calendar: Slug
    timezone: Line


class Rate(Record):
    """One unit of ``currency`` in units of the region's reference currency, for comparing plans only."""

    currency: Currency
    value: Annotated[str, Field(pattern=r"^\d{1,6}(\.\d{1,6})?$")]
    date: Day
    source: Slug


class Region(Record):
    """The region. ``telling``: names and abbreviations that tell a stranger why a person has a paper; what is taken along
    discreetly goes without the sentences they stand in."""

    id: Slug
    name: Text
    languages: tuple[Line, ...]
    sides: tuple[Side, ...]
    reference_currency: Currency
    rates: tuple[Rate, ...] = ()
    stale_after_days: Annotated[int, Field(ge=30, le=3650)] = 1095
    licence: Line
    about: Text
    telling: tuple[Line, ...] = ()


class Source(Record):
    """A source of facts. ``date``: of the copy read. A source of kind ``general-knowledge`` is the team's own."""

    id: Slug
    title: Line
    url: Line | None = None
    date: Evidence | None = None
    kind: Literal["law", "official", "press", "organisation", "academic", "general-knowledge"] = "press"


class CalendarRecord(Record):
    """Working days. ``country``/``subdivision``: public holidays as the ``holidays`` library knows them; ``closed``:
    further closed days; ``open``: holidays on which these offices work; ``until``: last day it is known for."""

    id: Slug
    name: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    subdivision: Line | None = None
    weekdays: tuple[Annotated[int, Field(ge=0, le=6)], ...] = (0, 1, 2, 3, 4)
    closed: tuple[Day, ...] = ()
    open: tuple[Day, ...] = ()
    until: Day
    provenance: Provenance = Provenance()


class AttributeRecord(Record):
    """What a way may ask of a person besides papers. ``why``: why it is asked.

    ``known_from``: holding one of these facts settles the value; ``known_with``: so does knowing one of these attributes
    (who gives the day they were deported has been removed before); ``known_if``: so does a condition over other attributes
    and facts held (who was born less than 15 years ago is under 15).

    ``says``: how a value is said of a person ("is a woman"), by value. Under ``*`` for any value, whose name stands for ``{n}``
    (``{n_small}``: in small letters), under ``!*`` for not having it; of a date, under ``*``, what happened then ("was deported")."""

    id: AttributeName
    kind: AttributeKind
    values: tuple[tuple[Line, Text], ...] = ()
    open_values: bool = False
    question: Text
    says: tuple[tuple[Line, Text], ...] = ()
    help: Text | None = None
    why: Text
    actionable: bool = False
    known_from: dict[str, tuple[FactId, ...]] = Field(default_factory=dict)
    known_with: dict[str, tuple[AttributeName, ...]] = Field(default_factory=dict)
    known_if: dict[str, Rule] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_of_its_values(self) -> AttributeRecord:
        if not {value for value, _ in self.says} <= {"*", "!*", *(value for value, _ in self.values)}:
            raise ValueError("says has the attribute's values, * and !*")
        return self


class FactRecord(Record):
    """A document, status, place, need or passed course. ``describes``: what it looks like, to tell it apart; ``looks``: its
    shape, for a drawing; ``is_not``: what it does not do; ``not_needed``: where it is wrongly asked for."""

    id: FactId
    code: Annotated[str, Field(pattern=r"^D\d\d$")] | None = None
    name: Text
    also_called: Words = Words()
    describes: Text | None = None
    looks: Looks | None = None
    is_not: Text | None = None
    not_needed: Text | None = None
    implies: tuple[FactId, ...] = ()
    brought: bool = False
    issuer: Slug | None = None
    validity: Text | None = None
    provenance: Provenance


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


class Money(Record):
    """An amount in minor units (centavos, cents), as a dated fact. ``what``: what is paid for."""

    amount: Annotated[int, Field(ge=0, le=1_000_000_000)]
    currency: Currency
    what: Text | None = None


class DurationRecord(Record):
    min: Annotated[int, Field(ge=0, le=3650)] = 0
    typical: Annotated[int, Field(ge=0, le=3650)] = 0
    max: Annotated[int, Field(ge=0, le=3650)] = 0
    unit: Literal["calendar", "working"] = "calendar"
    calendar: Slug | None = None

    @model_validator(mode="after")
    def _in_order(self) -> DurationRecord:
        if not self.min <= self.typical <= self.max:
            raise ValueError("min, typical and max in rising order")
        return self


class Season(Record):
    first: Day
    last: Day


class WayRecord(Record):
    """One dated, sourced rule: with ``requires`` met, ``service`` grants ``grants`` at this cost.

    ``why``: what this step does, in one or two sentences; ``bring``, ``gives``, ``refused``, ``beware``: what to take,
    what one gets, what to do at a refusal, what to be careful of. ``irreversible``: why it cannot be undone.
    ``valid_days``: how long what it grants lasts, by fact."""

    id: Slug
    service: Slug
    name: Text
    side: Slug
    in_person: bool = True
    requires: Rule = conditions.always
    grants: tuple[FactId, ...]
    loses: tuple[FactId, ...] = ()
    phase: Phase
    certainty: Certainty = "right"
    money: tuple[Money, ...] = ()
    duration: DurationRecord = DurationRecord()
    visit_group: Slug | None = None
    exposures: tuple[Slug, ...] = ()
    irreversible: Literal["crossing", "leaves-state", "biometrics", "signs-return", "tells-country-of-origin"] | None = None
    lawyer_first: bool = False
    crosses_to: Slug | None = None
    ports: tuple[Slug, ...] = ()
    valid_from: Day | None = None
    valid_to: Day | None = None
    seasons: tuple[Season, ...] = ()
    season_note: Text | None = None
    valid_days: dict[FactId, Annotated[int, Field(ge=1, le=36500)]] = Field(default_factory=dict)
    why: Text
    bring: Text | None = None
    gives: Text | None = None
    refused: Text | None = None
    beware: Text | None = None
    state: State = "active"
    provenance: Provenance


class GoalRecord(Record):
    """What a person wants. ``reach``: a condition to plan to. ``needs``/``side``: what to look for. Exactly one kind.

    ``assumes``: answers that choosing this goal gives, unless the person says otherwise."""

    id: Slug
    kind: Literal["reach", "find"]
    name: Text
    describes: Text
    also_called: Words = Words()
    phase: Phase
    reach: Rule = None
    needs: tuple[FactId, ...] = ()
    side: Slug | None = None
    organization_class: tuple[OrganizationClass, ...] = ()
    assumes: dict[AttributeName, Line] = Field(default_factory=dict)
    first: Text | None = None
    for_whom: tuple[Literal["deported", "asylum-seeker", "family", "student", "neighbour"], ...] = ()
    provenance: Provenance

    @model_validator(mode="after")
    def _one_kind(self) -> GoalRecord:
        if (self.kind == "reach") != (self.reach is not None) or (self.kind == "find") != bool(self.needs):
            raise ValueError("a goal of kind reach has reach, one of kind find has needs")
        return self


class Deadline(Record):
    """A date by which something must be done: ``n`` days after a ``date`` attribute, or after a held fact's issue or
    expiry (``fact_issued``, ``fact_expires``)."""

    attribute: AttributeName | None = None
    fact_issued: FactId | None = None
    fact_expires: FactId | None = None
    n: Annotated[int, Field(ge=-400, le=4000)]
    unit: Literal["calendar", "working"] = "calendar"
    calendar: Slug | None = None
    soft: bool = False


class Notice(Record):
    """Something to be told beside any answer when ``when`` may hold. ``goals``: only there (empty: everywhere)."""

    id: Slug
    level: Literal["danger", "warning", "info"]
    when: Rule = conditions.always
    goals: tuple[Slug, ...] = ()
    ways: tuple[Slug, ...] = ()
    text: Text
    deadline: Deadline | None = None
    lawyer_first: bool = False
    valid_from: Day | None = None
    valid_to: Day | None = None
    provenance: Provenance


class Signature(Record):
    """How a myth is recognised in a way that grants one of ``grants``: ``given``: these held facts alone would open it
    (a paper that does not do this); ``without``: it cannot be opened without one of these (a paper wrongly demanded)."""

    grants: tuple[FactId, ...]
    given: tuple[FactId, ...] = ()
    without: tuple[FactId, ...] = ()


class Myth(Record):
    """What people say that is not so. ``way``: the myth as if it were true; ``replaces``: ways it would displace.

    ``because``: where the belief comes from, where a source tells."""

    id: Slug
    says: Text
    truth: Text
    because: Text | None = None
    signature: Signature
    way: WayRecord
    replaces: tuple[Slug, ...] = ()
    provenance: Provenance


class Right(Record):
    """What a person may rely on at a counter, as a card to show there.

    ``claim``: the right in one sentence; ``say``: words to read aloud; ``rule``: the laws among the sources that state it, to
    show (none where no law has been read); ``refused``: what to do at a "no"; ``turn_to``: services that help then;
    ``side``: where it holds (nothing: on every side)."""

    id: Slug
    name: Text
    claim: Text
    for_whom: Text
    say: Text | None = None
    rule: tuple[Slug, ...] = ()
    refused: Text
    turn_to: tuple[Slug, ...] = ()
    side: Slug | None = None
    provenance: Provenance


class Rumour(Record):
    """What people say, and what was found. ``state``: how it stands; ``unknown`` is an answer."""

    id: Slug
    says: Text
    found: Text
    state: Literal["true", "false", "partly", "unknown"]
    provenance: Provenance


class Change(Record):
    """Something that became otherwise on a date. ``date``: as exact as is known; ``side``: where (nothing: on every side)."""

    id: Slug
    date: Evidence
    text: Text
    side: Slug | None = None
    provenance: Provenance


KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "calendars": CalendarRecord,
    "attributes": AttributeRecord,
    "facts": FactRecord,
    "organizations": Organization,
    "services": Service,
    "locations": Location,
    "ports": Port,
    "ways": WayRecord,
    "goals": GoalRecord,
    "notices": Notice,
    "myths": Myth,
    "rights": Right,
    "rumours": Rumour,
    "changes": Change,
}


class RegionRecords(Record):
    """A whole region, as read: every record of every kind, in the order of file name and place in the file."""

    region: Region
    sources: tuple[Source, ...] = ()
    calendars: tuple[CalendarRecord, ...] = ()
    attributes: tuple[AttributeRecord, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    organizations: tuple[Organization, ...] = ()
    services: tuple[Service, ...] = ()
    locations: tuple[Location, ...] = ()
    ports: tuple[Port, ...] = ()
    ways: tuple[WayRecord, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    notices: tuple[Notice, ...] = ()
    myths: tuple[Myth, ...] = ()
    rights: tuple[Right, ...] = ()
    rumours: tuple[Rumour, ...] = ()
    changes: tuple[Change, ...] = ()

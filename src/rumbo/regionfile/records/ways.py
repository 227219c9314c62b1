"""From what a person holds to what they want: ways with their cost, goals, and what is told beside an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from rumbo.engine import conditions
from rumbo.engine.model import Certainty
from rumbo.regionfile.records.base import (
    AttributeName,
    Currency,
    Day,
    FactId,
    Line,
    Phase,
    Provenance,
    Record,
    Rule,
    Slug,
    State,
    Text,
    Words,
)
from rumbo.regionfile.records.directory import OrganizationClass

__all__ = ["Deadline", "DurationRecord", "GoalRecord", "Money", "Notice", "Season", "WayRecord"]


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
    ``valid_days``: how long what it grants lasts, by fact. ``fresh_days``: how old a paper it asks for may be at most, in days, by fact."""

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
    fresh_days: dict[FactId, Annotated[int, Field(ge=1, le=36500)]] = Field(default_factory=dict)
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

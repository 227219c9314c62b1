"""The region itself: its sides and their money, its sources, its working days."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rumbo.regionfile.records.base import Currency, Day, Evidence, Line, Provenance, Record, Slug, Text

__all__ = ["CalendarRecord", "Rate", "Region", "Side", "Source"]


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

"""The format of region files: one frozen record per kind, from which the JSON Schema is drawn.

A region is a folder of YAML files. Each file is a mapping whose keys are kinds (``ways:``, ``goals:`` …) and whose
values are lists of records, except ``region:``, which is one record. How records are spread over files is free.
"""

from __future__ import annotations

from rumbo.regionfile.records.base import (
    CONDITION_SCHEMA,
    AttributeName,
    Currency,
    Day,
    Evidence,
    FactId,
    Line,
    Phase,
    Prose,
    Provenance,
    Record,
    Rule,
    Slug,
    State,
    Text,
    Words,
)
from rumbo.regionfile.records.directory import Disclosure, Hours, Lane, Location, Organization, OrganizationClass, Phone, Port, Service
from rumbo.regionfile.records.person import AttributeRecord, FactRecord, Looks
from rumbo.regionfile.records.region import CalendarRecord, Rate, Region, Side, Source
from rumbo.regionfile.records.told import Change, Myth, Right, Rumour, Signature
from rumbo.regionfile.records.ways import Deadline, DurationRecord, GoalRecord, Money, Notice, Season, WayRecord
from rumbo.regionfile.records.whole import KINDS, RegionRecords

__all__ = [
    "CONDITION_SCHEMA",
    "KINDS",
    "AttributeName",
    "AttributeRecord",
    "CalendarRecord",
    "Change",
    "Currency",
    "Day",
    "Deadline",
    "Disclosure",
    "DurationRecord",
    "Evidence",
    "FactId",
    "FactRecord",
    "GoalRecord",
    "Hours",
    "Lane",
    "Line",
    "Location",
    "Looks",
    "Money",
    "Myth",
    "Notice",
    "Organization",
    "OrganizationClass",
    "Phase",
    "Phone",
    "Port",
    "Prose",
    "Provenance",
    "Rate",
    "Record",
    "Region",
    "RegionRecords",
    "Right",
    "Rule",
    "Rumour",
    "Season",
    "Service",
    "Side",
    "Signature",
    "Slug",
    "Source",
    "State",
    "Text",
    "WayRecord",
    "Words",
]

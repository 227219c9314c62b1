"""What all records are made of: the forms of names, dates and conditions; texts in each language; where a record is from."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from rumbo.engine import conditions
from rumbo.engine.model import Confidence

__all__ = [
    "CONDITION_SCHEMA",
    "AttributeName",
    "Currency",
    "Day",
    "Evidence",
    "FactId",
    "Line",
    "Phase",
    "Prose",
    "Provenance",
    "Record",
    "Rule",
    "Slug",
    "State",
    "Text",
    "Words",
]

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
FactId = Annotated[str, Field(pattern=conditions.FACT_NAME.pattern)]
AttributeName = Annotated[str, Field(pattern=conditions.ATTRIBUTE_NAME.pattern)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Prose = Annotated[str, Field(min_length=1, max_length=4000)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Phase = Literal["immediate", "services", "livelihood"]
State = Literal["active", "closed", "unverified"]


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

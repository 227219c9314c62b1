"""A person's question as the API takes it, and the answer that several addresses give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StrictInt, StrictStr

from rumbo.base.problems import ProblemBody
from rumbo.engine.conditions import ATTRIBUTE_NAME
from rumbo.engine.model import Objective
from rumbo.pathways.api_types import AsOf, Open
from rumbo.pathways.logic.problems import AskError, Problem

__all__ = ["AskIn", "AttributeName", "Date", "Error", "PersonIn", "PlanOut", "Slug", "Word", "question_of", "whole"]

MAX_HELD = 300
Slug = Annotated[StrictStr, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Word = Annotated[StrictStr, Field(pattern=r"^[^\x00-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]*$", max_length=200)]
Date = Annotated[StrictStr, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", json_schema_extra={"format": "date"})]


def whole(value: object) -> object:
    """A whole number as it is meant: to JSON, 3.0 is one too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Number = Annotated[StrictInt, Field(ge=0, le=1_000_000), BeforeValidator(whole)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
AttributeName = Annotated[str, Field(pattern=ATTRIBUTE_NAME.pattern)]
# Pydantic declares the form of keys; that there are no others has to be said beside it.
NO_OTHERS = {"additionalProperties": False}
Budget = Annotated[dict[Currency, Number], Field(max_length=10, json_schema_extra=NO_OTHERS)]
Knowledge = Annotated[dict[AttributeName, Word | Number], Field(max_length=60, json_schema_extra=NO_OTHERS)]
Error = {frozenset({400, 404, 411, 413, 415, 422, 500, 503}): ProblemBody}


class Held(Schema):
    """A fact held, with the days it was issued and expires, where known."""

    model_config = ConfigDict(extra="forbid")

    fact: Word
    issued: Date | None = None
    expires: Date | None = None


class LimitsIn(Schema):
    """What the plan may not exceed. ``budget``: whole units per currency; ``avoid``: bodies, or ``class:<class>``."""

    model_config = ConfigDict(extra="forbid")

    budget: Budget | None = None
    days: Number | None = None
    crossings: Number | None = None
    avoid: list[Word] | None = Field(default=None, max_length=60)
    side: Slug | None = None
    without: list[Slug] | None = Field(default=None, max_length=60)


class PersonIn(Schema):
    """Who asks. ``have``: ids of papers, or with dates; ``know``: answers by attribute, ``unknown`` allowed. ``as_of``: the day of the
    question; today, where it is left out."""

    model_config = ConfigDict(extra="forbid")

    have: list[Word | Held] = Field(default_factory=list, max_length=MAX_HELD)
    know: Knowledge = Field(default_factory=dict)
    limits: LimitsIn = Field(default_factory=LimitsIn)
    as_of: AsOf | None = None


class AskIn(PersonIn):
    """A question. ``have``: ids of papers, or with dates; ``know``: answers by attribute, ``unknown`` allowed.

    ``objective``: what to compare plans by, the first thing first. ``as_of``: the day to plan for; today, where it is left out.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"goal": "formal-job-tijuana", "have": ["repatriation-certificate"], "know": {"side": "mx"}}},
    )

    goal: Slug
    objective: Word | list[Objective] = "fastest"


class PlanOut(Open):
    """The answer to a question. ``services`` only for goals of kind find; ``cost`` and ``steps`` only for the others; ``schedule`` only
    where ``dates`` were asked for, and nothing in it where there is no plan."""

    status: Literal["optimal", "feasible", "already-there", "depends", "unreachable", "found"]
    goal: str
    world: str
    as_of: str
    questions: list[dict[str, Any]]
    warnings: list[dict[str, Any]]
    objective: str | None = None
    weakest_certainty: str | None = None
    cost: dict[str, Any] | None = None
    bound: int | float | None = None
    steps: list[dict[str, Any]] | None = None
    branches: list[dict[str, Any]] | None = None
    alternatives: list[dict[str, Any]] | None = None
    could_improve: list[dict[str, Any]] | None = None
    why_not: dict[str, Any] | None = None
    services: list[dict[str, Any]] | None = None
    schedule: dict[str, Any] | None = None


def question_of(asked: PersonIn, *, today: dt.date) -> dict[str, Any]:
    """Who asks, and what, as the rooms below read it."""
    told: dict[str, Any] = {
        "as_of": _day(asked.as_of) if asked.as_of else today,
        "have": [item if isinstance(item, str) else item.model_dump(exclude_none=True) for item in asked.have],
        "know": {name: str(value) for name, value in asked.know.items()},
        "limits": _limits(asked.limits),
    }
    if isinstance(asked, AskIn):
        told["goal"] = asked.goal
        told["objective"] = asked.objective if isinstance(asked.objective, str) else ",".join(asked.objective)
    return told


def _day(text: str) -> dt.date:
    """The day of a question.

    Raises:
        AskError: the month has no such day.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise AskError([Problem(code="not-a-date", field="as_of", value=text)]) from error


def _limits(limits: LimitsIn) -> Mapping[str, str | int]:
    """The limits as the terminal writes them: one form for all who ask."""
    given = limits.model_dump(exclude_none=True)
    if budget := given.get("budget"):
        given["budget"] = "+".join(f"{currency}:{amount}" for currency, amount in sorted(budget.items()))
    for name in ("avoid", "without"):
        if name in given:
            given[name] = "+".join(given[name])
    return {name: value for name, value in given.items() if value not in ({}, "")}

"""Trying things out by the API: one person before and after a change, what a rule costs, all goals of one person."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field, StrictBool

from rumbo.base.problems import ProblemBody
from rumbo.pathways import queries, trying
from rumbo.pathways.api_asks import AskIn, AttributeName, Date, Error, PersonIn, PlanOut, Slug, Word, question_of
from rumbo.pathways.api_types import Open

__all__ = ["router"]

router = Router(tags=["trying"])
MOST_CHANGES = 50


class RelaxIn(Schema):
    """A way that no longer asks for a paper."""

    model_config = ConfigDict(extra="forbid")

    way: Slug
    paper: Word


class ClosedPortIn(Schema):
    """A port that is closed from one day to another, both included."""

    model_config = ConfigDict(extra="forbid")

    port: Slug
    first: Date
    last: Date


class ChangesIn(Schema):
    """What is otherwise: ways that are gone, papers no longer asked for, ports closed. New ways are tried with files, by the command."""

    model_config = ConfigDict(extra="forbid")

    remove: list[Slug] = Field(default_factory=list, max_length=MOST_CHANGES)
    relax: list[RelaxIn] = Field(default_factory=list, max_length=MOST_CHANGES)
    close_ports: list[ClosedPortIn] = Field(default_factory=list, max_length=MOST_CHANGES)


class InventedIn(Schema):
    """That made-up people are counted too; ``by``: an attribute by whose answers to count apart."""

    model_config = ConfigDict(extra="forbid")

    by: AttributeName | None = None


class WhatIfIn(AskIn):
    """A question and ``changes``. With ``invented``, even empty, it is also told what becomes of made-up people who want the goal."""

    changes: ChangesIn
    invented: InventedIn | None = None


class ScreenIn(PersonIn):
    """Who asks; ``ways``: also tell which ways are open to them now, ``value``: also what each paper more would open."""

    ways: StrictBool = False
    value: StrictBool = False


class RulesOut(Open):
    """``rules``: each with its ``id``, what would be otherwise in ``words``, and the ``changes`` with which to ask `what-if`."""

    goal: str
    world: str
    as_of: str
    rules: list[dict[str, Any]]


class InventedOut(Open):
    """Made-up people, never real ones: ``outcomes`` counts them. ``by``: by how much the one in the middle of those who do better or
    worse differs, in what ``objective`` counts, None for fewer than five; ``groups``: the same apart, where asked for."""

    invented: Literal[True]
    goal: str
    people: int
    outcomes: dict[str, int]
    by: dict[str, int | float | None]
    groups: list[dict[str, Any]]
    can_group_by: list[str]
    unproven: int


class WhatIfOut(Open):
    """The answer ``before`` and ``after`` the changes; ``invented`` only where it was asked for."""

    before: PlanOut
    after: PlanOut
    invented: InventedOut | None = None


class ScreenOut(Open):
    """``goals``: each ``yes``, ``no`` or ``unknown``. ``ways``: each ``open``, ``closed`` or ``unknown``. ``papers``: those that would open
    a goal, or might."""

    world: str
    as_of: str
    goals: dict[str, Literal["yes", "no", "unknown"]]
    ways: dict[str, Literal["open", "closed", "unknown"]] | None = None
    papers: list[dict[str, Any]] | None = None


@router.get(
    "/goals/{slug}/rules",
    response={200: RulesOut, frozenset({404, 422, 500, 503}): ProblemBody},
    operation_id="rules",
)
def rules(request: HttpRequest, slug: str) -> Any:
    """The rules on the way to a goal that one can question: papers asked for, ways, ports."""
    return trying.list_rules(slug, on=_today())


@router.post("/what-if", response={200: WhatIfOut, **Error}, exclude_unset=True, operation_id="what-if")
def what_if(request: HttpRequest, ask: WhatIfIn) -> Any:
    """One person's way before and after changes; and, where asked for, what the changes do to made-up people."""
    changes = ask.changes.model_dump(exclude_unset=True)
    invented = None if ask.invented is None else ask.invented.model_dump()
    return trying.what_if(**question_of(ask, today=_today()), changes=changes, invented=invented)


@router.post("/screen", response={200: ScreenOut, **Error}, exclude_unset=True, operation_id="screen")
def screen(request: HttpRequest, ask: ScreenIn) -> Any:
    """Which goals are within one person's reach, without planning any of them."""
    return trying.screen(**question_of(ask, today=_today()), ways=ask.ways, value=ask.value)


def _today() -> dt.date:
    return queries.today(timezone.now())

"""The pathways in the API: goals, documents, and the plan from what a person holds to what they want.

What is asked here is kept nowhere: no row, no log, no cache.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StrictInt

from rumbo.base.problems import ProblemBody
from rumbo.engine.model import Objective
from rumbo.pathways import queries, telling_api, trying_api
from rumbo.pathways.api_asks import AskIn, Error, PlanOut, question_of, whole
from rumbo.pathways.api_types import AsOf, Both, ListError, Open
from rumbo.pathways.logic.compare import MOST_WEIGHT

__all__ = ["router"]

router = Router(tags=["pathways"])
router.add_router("", telling_api.router)
router.add_router("", trying_api.router)


class DatesIn(Schema):
    """From when, and by when. ``start``: the first day on which anything can be done, that of the question where it is left out."""

    model_config = ConfigDict(extra="forbid")

    start: AsOf | None = None
    by: AsOf | None = None


def _different(names: list[Objective]) -> list[Objective]:
    if len(set(names)) < len(names):
        raise ValueError("each objective once")
    return names


Compared = Annotated[
    list[Objective], Field(min_length=2, max_length=3, json_schema_extra={"uniqueItems": True}), AfterValidator(_different)
]


Weight = Annotated[StrictInt, Field(ge=1, le=MOST_WEIGHT), BeforeValidator(whole)]
Weights = Annotated[dict[Objective, Weight], Field(min_length=1)]


class CompareIn(AskIn):
    """A question, and what to choose by. ``over``: two or three objectives, of which all best compromises are told as ``front``.
    ``weights``: what a unit of each objective is worth; the plan that costs least by them is told as ``weighed``."""

    over: Compared | None = None
    weights: Weights | None = None


class PlanIn(AskIn):
    """A question; with ``dates``, even empty, real days are told for each step, under ``schedule``."""

    dates: DatesIn | None = None


class GoalOut(Open):
    id: str
    kind: Literal["reach", "find"]
    name: Both
    describes: Both
    phase: str


class DocumentOut(Open):
    id: str
    code: str | None
    name: Both
    brought: bool
    implies: list[str]


class PaperOut(DocumentOut):
    """A paper with what is around it. ``given_by``, ``opens``: ways; ``goals``: those that end with it; ``helps``: those it is near
    to; ``amounts_to``: what else it counts as."""

    issuer: str | None
    issuer_name: Both | None
    issuer_class: str | None
    amounts_to: list[dict[str, Any]]
    given_by: list[dict[str, Any]]
    opens: list[dict[str, Any]]
    goals: list[dict[str, Any]]
    helps: list[dict[str, Any]]
    source: dict[str, Any]


class WhyNotOut(Open):
    """What would open a goal: ``repairs`` are smallest changes, ``closed`` the ways towards it that are shut."""

    status: str
    goal: str
    world: str
    as_of: str
    questions: list[dict[str, Any]]
    warnings: list[dict[str, Any]]
    repairs: list[dict[str, Any]]
    closed: list[dict[str, Any]]


class CompareOut(Open):
    """``plans``: one for each that is best by some objective; none where the answer depends. ``papers``: worth having. ``front``: where
    ``over`` was given, the plans of which none is beaten in everything, ``proven`` if none is missing."""

    goal: str
    plans: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    front: dict[str, Any] | None = None
    weighed: dict[str, Any] | None = None


@router.get("/goals", response={200: list[GoalOut], **ListError}, operation_id="goals")
def goals(request: HttpRequest) -> Any:
    """What can be planned to, or looked for, in the region."""
    return queries.list_goals(on=_today())


@router.get("/documents", response={200: list[DocumentOut], **ListError}, operation_id="documents")
def documents(request: HttpRequest) -> Any:
    """Papers and statuses that a person can hold."""
    return queries.list_documents(on=_today())


@router.get(
    "/documents/{kind}/{slug}",
    response={200: PaperOut, frozenset({404, 422, 500, 503}): ProblemBody},
    operation_id="document",
)
def document(request: HttpRequest, kind: str, slug: str) -> Any:
    """One paper or status, by its id: `document:curp` is `/documents/document/curp`."""
    found = queries.find_document(f"{kind}:{slug}", on=_today())
    if found is None:
        raise Http404
    return found


@router.post("/plan", response={200: PlanOut, **Error}, exclude_unset=True, operation_id="plan")
def plan(request: HttpRequest, ask: PlanIn) -> Any:
    """The way from what a person holds to a goal; its days too, where they are asked for."""
    dates = None if ask.dates is None else ask.dates.model_dump()
    return _asked(partial(queries.plan, dates=dates), ask)


@router.post("/why-not", response={200: WhyNotOut, **Error}, exclude_unset=True, operation_id="why-not")
def why_not(request: HttpRequest, ask: AskIn) -> Any:
    """What stands between a person and a goal."""
    return _asked(queries.why_not, ask)


@router.post("/compare", response={200: CompareOut, **Error}, exclude_unset=True, operation_id="compare")
def compare(request: HttpRequest, ask: CompareIn) -> Any:
    """The best plan by each objective side by side, all best compromises, and what one more paper would open or spare."""
    return _asked(partial(queries.compare, over=ask.over or (), weights=ask.weights), ask)


def _today() -> dt.date:
    return queries.today(timezone.now())


def _asked(question: Callable[..., dict[str, Any]], ask: AskIn) -> dict[str, Any]:
    return question(**question_of(ask, today=_today()))

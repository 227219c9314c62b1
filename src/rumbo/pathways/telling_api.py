"""Rights, myths, rumours and changes in the API: the same that the pages show."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from rumbo.base.problems import ProblemBody
from rumbo.pathways import queries
from rumbo.pathways.api_types import AsOf, Both, ListError, Open
from rumbo.pathways.logic.problems import AskError, Problem

__all__ = ["router"]

router = Router(tags=["telling"])


class RightOut(Open):
    """A card: ``claim`` in one sentence, ``say`` to read aloud, ``rule`` the laws to show, ``turn_to`` who helps at a "no"."""

    id: str
    number: int
    name: Both
    claim: Both
    for_whom: Both
    say: Both | None
    rule: list[dict[str, Any]]
    refused: Both
    turn_to: list[dict[str, Any]]
    side: str | None
    confidence: Literal["high", "medium", "low"]


class MythOut(Open):
    id: str
    says: Both
    truth: Both
    because: Both | None
    confidence: Literal["high", "medium", "low"]


class RumourOut(Open):
    """``date``: of what was found; a year, a month or a day."""

    id: str
    says: Both
    found: Both
    state: Literal["true", "false", "partly", "unknown"]
    date: str | None


class CirclesOut(Open):
    """``circles``: for each its ``facts``, the ``ways`` that ask for them, ``for_whom`` it is one (nobody named: for everyone), ``since``
    when, where dates tell, and the smallest rule changes that would open it (``remedies``)."""

    world: str
    as_of: str
    circles: list[dict[str, Any]]


class ChangeOut(Open):
    """``kind``: something changed, or a rule ``begins`` or ``ends``; ``coming``: it is still ahead."""

    id: str
    kind: Literal["change", "begins", "ends"]
    date: str
    coming: bool
    side: str | None
    text: Both


@router.get("/rights", response={200: list[RightOut], **ListError}, operation_id="rights")
def rights(request: HttpRequest) -> Any:
    """Rights as cards to show at a counter."""
    return queries.list_rights(on=_today())


@router.get("/myths", response={200: list[MythOut], **ListError}, operation_id="myths")
def myths(request: HttpRequest) -> Any:
    """What people say that is not so, and what is."""
    return queries.list_myths(on=_today())


@router.get("/catch-22s", response={200: CirclesOut, **ListError}, operation_id="catch-22s")
def catch_22s(request: HttpRequest) -> Any:
    """Papers that can only be had by already having them, and the smallest rule changes that would open each."""
    return queries.list_circles(on=_today())


@router.get("/rumours", response={200: list[RumourOut], **ListError}, operation_id="rumours")
def rumours(request: HttpRequest) -> Any:
    """What people say, and what was found."""
    return queries.list_rumours(on=_today())


@router.get("/changes", response={200: list[ChangeOut], **ListError, 422: ProblemBody}, operation_id="changes")
def changes(request: HttpRequest, since: AsOf | None = None) -> Any:
    """What became otherwise, newest first; from a day on where ``since`` is given."""
    return queries.list_changes(on=_today(), since=_day(since) if since else None)


def _today() -> dt.date:
    return queries.today(timezone.now())


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise AskError([Problem(code="not-a-date", field="since", value=text)]) from error

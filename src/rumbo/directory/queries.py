"""What reads the directory. Everything that leaves this module for the public has passed the disclosure table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from rumbo.base.models import RegionObject
from rumbo.base.queries import read_records
from rumbo.directory.logic.disclosure import phones_to_show, public_location, public_organization, public_service
from rumbo.directory.models import Location, Organization, Service
from rumbo.regionfile import records as rf

__all__ = ["MAX_PER_PAGE", "Listed", "Page", "list_organizations", "list_services"]

MAX_PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """One record as the public may see it, with its HSDS id and, of a service, the places it is offered at."""

    id: str
    record: Any
    locations: tuple[rf.Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list. ``total``: how many there are in all parts."""

    total: int
    number: int
    per_page: int
    items: tuple[Listed, ...]


def list_organizations(
    *, on: dt.date, side: str | None = None, cls: str | None = None, page: int = 1, per_page: int = MAX_PER_PAGE
) -> Page:
    """Organizations, in the region's order; of their phones only those that were tried lately.

    Args:
        on: the day they are shown.
        side: only those on this side.
        cls: only those of this class.
        page: which part of the list, from 1.
        per_page: how many to a part.
    """
    rows = Organization.objects.order_by("position")
    if side is not None:
        rows = rows.filter(side=side)
    if cls is not None:
        rows = rows.filter(cls=cls)
    ids, records = _read(Organization, _cut(rows, page, per_page))
    shown = (public_organization(record) for record in records)
    items = tuple(Listed(ids[record.id], record.model_copy(update={"phones": phones_to_show(record.phones, on=on)})) for record in shown)
    return Page(rows.count(), page, per_page, items)


def list_services(*, side: str | None = None, organization: str | None = None, page: int = 1, per_page: int = MAX_PER_PAGE) -> Page:
    """Services with their places, in the region's order.

    Args:
        side: only those on this side.
        organization: only those of this organization, by its slug; a confidential organization is not told by its services.
        page: which part of the list, from 1.
        per_page: how many to a part.
    """
    rows = Service.objects.order_by("position")
    if side is not None:
        rows = rows.filter(side=side)
    if organization is not None:
        rows = rows.filter(organization_id=organization).exclude(disclosure="confidential").exclude(organization__disclosure="confidential")
    ids, records = _read(Service, _cut(rows, page, per_page))
    owners = _by_id(Organization, {record.organization for record in records})
    places = _by_id(Location, {slug for record in records for slug in record.locations})
    return Page(rows.count(), page, per_page, tuple(_listed_service(ids[record.id], record, owners, places) for record in records))


def _cut(rows: QuerySet[Any], page: int, per_page: int) -> QuerySet[Any]:
    return rows[(page - 1) * per_page : page * per_page]


def _listed_service(hsds_id: str, record: rf.Service, owners: Mapping[str, Any], places: Mapping[str, Any]) -> Listed:
    public = public_service(record, owners[record.organization])
    shown = (public_location(places[slug], owners[record.organization]) for slug in public.locations)
    return Listed(hsds_id, public, tuple(place for place in shown if place is not None))


def _read(model: type[RegionObject], rows: QuerySet[Any]) -> tuple[dict[str, str], tuple[Any, ...]]:
    found = list(rows)
    return {row.slug: str(row.id) for row in found}, read_records(model, found)


def _by_id(model: type[RegionObject], slugs: set[str]) -> dict[str, Any]:
    rows = list(model._default_manager.filter(slug__in=slugs))
    return {record.id: record for record in read_records(model, rows)}

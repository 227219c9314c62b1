"""The directory in the API: what the public may see of organizations, services, places and ports of entry."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast, get_args

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from rumbo.base.problems import ProblemBody
from rumbo.directory.logic.choose import Choice
from rumbo.directory.logic.shelf import Entry, Kind, Shelf
from rumbo.directory.logic.unknown import Unknown, unknown_of
from rumbo.directory.queries import MAX_PER_PAGE, Page, current_shelf, list_entries, phones_of, today
from rumbo.regionfile import records as rf

__all__ = ["router"]

router = Router(tags=["directory"])

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Both = dict[str, str | None]
Errors = {422: ProblemBody, 500: ProblemBody}
RecordErrors = {404: ProblemBody, 422: ProblemBody, 500: ProblemBody}


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class Filters(Schema):
    """What to choose by, as on the pages; every filter that is given must hold."""

    side: str | None = Field(None, pattern=SLUG, max_length=80, description="Only what is on this side, e.g. mx.")
    cls: rf.OrganizationClass | None = Field(None, alias="class", description="Only what is of organizations of this class.")
    need: str | None = Field(None, pattern=SLUG, max_length=80, description="Only what meets this need, e.g. shelter.")
    phase: rf.Phase | None = Field(None, description="Only what belongs to this phase.")
    language: str | None = Field(
        None, pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$", max_length=35, description="Only where this language is served."
    )
    population: str | None = Field(None, pattern=SLUG, max_length=80, description="Only what names these people as its own.")
    municipality: str | None = Field(None, pattern=SLUG, max_length=80, description="Only what has a place in this municipality.")
    open_now: bool = Field(False, description="Only what is open now, as far as opening hours are known.")
    page: int = Field(1, ge=1, le=10_000, description="Which part of the list.")
    per_page: int = Field(MAX_PER_PAGE, ge=1, le=MAX_PER_PAGE, description="How many to a part.")

    def choice(self, *, now: dt.datetime) -> Choice:
        """The filters as the directory reads them; what is closed is in the API, with its state."""
        wanted = {
            "side": self.side,
            "class": self.cls,
            "need": f"need-met:{self.need}" if self.need else None,
            "phase": self.phase,
            "language": self.language,
            "population": self.population,
            "municipality": self.municipality,
        }
        given = {facet: value for facet, value in wanted.items() if value is not None}
        return Choice(wanted=given, open_at=now if self.open_now else None, closed=True)


class ServiceFilters(Filters):
    organization: str | None = Field(None, pattern=SLUG, max_length=80, description="Only those of this organization, by slug.")


class PhoneOut(Strict):
    number: str
    kind: str
    role: Both
    tested_on: str


class OrganizationOut(Strict):
    """An organization. ``id``: its HSDS id, which never changes; ``class``: what the body is."""

    id: str
    slug: str
    name: Both
    cls: str = Field(alias="class", description=f"One of {', '.join(get_args(rf.OrganizationClass))}.")
    side: str
    state: str
    referral: str
    disclosure: str
    describes: Both
    population: Both | None
    part_of: str | None
    website: str | None
    phones: list[PhoneOut]
    find_it: Both | None
    confidence: str
    evidence: str | None


class LocationOut(Strict):
    """A place. ``organization``: the slug of whose it is."""

    id: str
    slug: str
    organization: str
    name: Both
    side: str
    municipality: str | None
    neighbourhood: str | None
    street: str | None
    latitude: float | None
    longitude: float | None
    capacity: int | None
    disclosure: str
    confidence: str
    evidence: str | None


class HoursOut(Strict):
    """Opening hours. ``days``: of the week, Monday is 0."""

    days: list[int]
    opens: str
    closes: str


class ServiceOut(Strict):
    """A service. ``organization``: the slug of who offers it; null where that may not be told. ``unknown``: what nobody has told us
    of it; empty ``hours`` are not known, they do not mean that it is closed or always open."""

    id: str
    slug: str
    organization: str | None
    name: Both
    describes: Both
    side: str
    phase: str
    needs: list[str]
    population: Both | None
    languages: list[str]
    remote: bool
    free: bool | None
    referral: str
    how: Both | None
    asks: Both | None
    refused: Both | None
    hours: list[HoursOut]
    locations: list[LocationOut]
    unknown: list[Unknown]
    state: str
    disclosure: str
    confidence: str
    evidence: str | None


class OrganizationPage(Strict):
    total: int
    page: int
    per_page: int
    items: list[OrganizationOut]


class ServicePage(Strict):
    total: int
    page: int
    per_page: int
    items: list[ServiceOut]


class LocationPage(Strict):
    total: int
    page: int
    per_page: int
    items: list[LocationOut]


class LaneOut(Strict):
    """A lane of a port of entry, with what it asks for."""

    id: str
    name: Both
    mode: str
    asks: Both


class PortOut(Strict):
    """A port of entry. ``bodies``: slugs of who stands there; ``municipality``: by side."""

    slug: str
    name: Both
    also_called: dict[str, list[str]]
    sides: list[str]
    municipality: dict[str, str]
    bodies: list[str]
    lanes: list[LaneOut]
    notes: Both | None
    unconfirmed: Both | None
    confidence: str
    evidence: str | None


@router.get("/organizations", response={200: OrganizationPage, **Errors}, by_alias=True, operation_id="organizations")
def organizations(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Organizations of the region, in its order; those whose name may not be told are left out."""
    now = timezone.now()
    found, day = _list("organization", filters, now=now), today(now)
    return _page(found, [_organization(entry, on=day) for entry in found.items])


@router.get("/organizations/{slug}", response={200: OrganizationOut, **RecordErrors}, by_alias=True, operation_id="organization")
def organization(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One organization."""
    return _organization(_find("organization", slug), on=today(timezone.now()))


@router.get("/services", response={200: ServicePage, **Errors}, operation_id="services")
def services(request: HttpRequest, filters: Query[ServiceFilters]) -> dict[str, Any]:
    """Services of the region with their places, in its order."""
    found, shelf = _list("service", filters, now=timezone.now(), of=filters.organization), current_shelf()
    return _page(found, [_service(entry, shelf) for entry in found.items])


@router.get("/services/{slug}", response={200: ServiceOut, **RecordErrors}, operation_id="service")
def service(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One service with its places."""
    return _service(_find("service", slug), current_shelf())


@router.get("/locations", response={200: LocationPage, **Errors}, operation_id="locations")
def locations(request: HttpRequest, filters: Query[Filters]) -> dict[str, Any]:
    """Places of the region, in its order; those that may not be told are left out."""
    found, shelf = _list("location", filters, now=timezone.now()), current_shelf()
    return _page(found, [_location(entry.locations[0], shelf) for entry in found.items])


@router.get("/locations/{slug}", response={200: LocationOut, **RecordErrors}, operation_id="location")
def location(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One place."""
    return _location(_find("location", slug).locations[0], current_shelf())


@router.get("/ports", response={200: list[PortOut], 500: ProblemBody}, operation_id="ports")
def ports(request: HttpRequest) -> list[dict[str, Any]]:
    """Ports of entry, in the order of the region."""
    return [_port(port) for port in current_shelf().ports.values()]


@router.get("/ports/{slug}", response={200: PortOut, **RecordErrors}, operation_id="port")
def port(request: HttpRequest, slug: str) -> dict[str, Any]:
    """One port of entry."""
    found = current_shelf().ports.get(slug)
    if found is None:
        raise Http404
    return _port(found)


def _list(kind: Kind, filters: Filters, *, now: dt.datetime, of: str | None = None) -> Page:
    return list_entries(
        kind,
        filters.choice(now=now),
        now=now,
        page=filters.page,
        per_page=filters.per_page,
        only=None if of is None else lambda entry: entry.organization is not None and entry.organization.id == of,
    )


def _find(kind: Kind, slug: str) -> Entry:
    """An entry by its slug.

    Raises:
        Http404: there is none that may be told.
    """
    entry = current_shelf().of(kind).get(slug)
    if entry is None:
        raise Http404
    return entry


def _page(found: Page, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"total": found.total, "page": found.number, "per_page": found.per_page, "items": items}


def _both(text: rf.Text | None) -> Both | None:
    """A text as JSON: Spanish, English, and the further languages it has."""
    return None if text is None else {"es": text.es, "en": text.en, **text.more}


def _organization(entry: Entry, *, on: dt.date) -> dict[str, Any]:
    record = cast("rf.Organization", entry.record)
    return {
        "id": entry.id,
        "slug": record.id,
        "name": _both(record.name),
        "class": record.cls,
        "describes": _both(record.describes),
        "population": _both(record.population),
        "find_it": _both(record.find_it),
        "phones": [
            {"number": phone.number, "kind": phone.kind, "role": _both(phone.role), "tested_on": str(phone.tested_on)}
            for phone in phones_of(record, on=on)
        ],
        **record.model_dump(include={"side", "state", "referral", "disclosure", "part_of", "website"}),
        **record.provenance.model_dump(include={"confidence", "evidence"}),
    }


def _service(entry: Entry, shelf: Shelf) -> dict[str, Any]:
    record = cast("rf.Service", entry.record)
    plain = {"side", "phase", "needs", "languages", "remote", "free", "referral", "hours", "state", "disclosure"}
    return {
        "id": entry.id,
        "slug": record.id,
        "organization": entry.organization.id if entry.organization else None,
        **{name: _both(getattr(record, name)) for name in ("name", "describes", "population", "how", "asks", "refused")},
        "locations": [_location(place, shelf) for place in entry.locations],
        "unknown": list(unknown_of(record, entry.locations)),
        **record.model_dump(mode="json", include=plain),
        **record.provenance.model_dump(include={"confidence", "evidence"}),
    }


def _location(place: rf.Location, shelf: Shelf) -> dict[str, Any]:
    plain = {"organization", "side", "municipality", "neighbourhood", "street", "latitude", "longitude", "capacity", "disclosure"}
    return {
        "id": shelf.location[place.id].id,
        "slug": place.id,
        "name": _both(place.name),
        **place.model_dump(include=plain),
        **place.provenance.model_dump(include={"confidence", "evidence"}),
    }


def _port(record: rf.Port) -> dict[str, Any]:
    return {
        "slug": record.id,
        "name": _both(record.name),
        "also_called": record.also_called.model_dump(mode="json"),
        "lanes": [{"id": lane.id, "name": _both(lane.name), "mode": lane.mode, "asks": _both(lane.asks)} for lane in record.lanes],
        "notes": _both(record.notes),
        "unconfirmed": _both(record.provenance.unconfirmed),
        **record.model_dump(mode="json", include={"sides", "municipality", "bodies"}),
        **record.provenance.model_dump(include={"confidence", "evidence"}),
    }

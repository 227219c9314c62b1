"""The directory in the API: what the public may see of organizations and services."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from rumbo.base.problems import ProblemBody
from rumbo.directory.queries import MAX_PER_PAGE, Listed, Page, list_organizations, list_services
from rumbo.regionfile import records as rf

__all__ = ["router"]

router = Router(tags=["directory"])

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SideFilter = Annotated[str | None, Query(pattern=SLUG, max_length=80, description="Only those on this side, e.g. mx.")]
OrganizationFilter = Annotated[str | None, Query(pattern=SLUG, max_length=80, description="Only those of this organization, by slug.")]
PageNumber = Annotated[int, Query(ge=1, le=10_000, description="Which part of the list.")]
PerPage = Annotated[int, Query(ge=1, le=MAX_PER_PAGE, description="How many to a part.")]
Both = dict[str, str | None]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


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
    slug: str
    name: Both
    side: str
    municipality: str | None
    neighbourhood: str | None
    street: str | None
    latitude: float | None
    longitude: float | None
    capacity: int | None
    disclosure: str


class HoursOut(Strict):
    """Opening hours. ``days``: of the week, Monday is 0."""

    days: list[int]
    opens: str
    closes: str


class ServiceOut(Strict):
    """A service. ``organization``: the slug of who offers it; null where that may not be told."""

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


@router.get(
    "/organizations", response={200: OrganizationPage, 422: ProblemBody, 500: ProblemBody}, by_alias=True, operation_id="organizations"
)
def organizations(
    request: HttpRequest,
    side: SideFilter = None,
    organization_class: Annotated[rf.OrganizationClass | None, Query(alias="class", description="Only those of this class.")] = None,
    page: PageNumber = 1,
    per_page: PerPage = MAX_PER_PAGE,
) -> dict[str, Any]:
    """Organizations of the region, in its order."""
    found = list_organizations(on=timezone.now().date(), side=side, cls=organization_class, page=page, per_page=per_page)
    return _page(found, [_organization(item) for item in found.items])


@router.get("/services", response={200: ServicePage, 422: ProblemBody, 500: ProblemBody}, operation_id="services")
def services(
    request: HttpRequest,
    side: SideFilter = None,
    organization: OrganizationFilter = None,
    page: PageNumber = 1,
    per_page: PerPage = MAX_PER_PAGE,
) -> dict[str, Any]:
    """Services of the region with their places, in its order."""
    found = list_services(side=side, organization=organization, page=page, per_page=per_page)
    return _page(found, [_service(item) for item in found.items])


def _page(found: Page, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"total": found.total, "page": found.number, "per_page": found.per_page, "items": items}


def _both(text: rf.Text | None) -> Both | None:
    return None if text is None else {"es": text.es, "en": text.en}


def _organization(item: Listed) -> dict[str, Any]:
    record: rf.Organization = item.record
    return {
        "id": item.id,
        "slug": record.id,
        "name": _both(record.name),
        "class": record.cls,
        "describes": _both(record.describes),
        "population": _both(record.population),
        "find_it": _both(record.find_it),
        "phones": [
            {"number": phone.number, "kind": phone.kind, "role": _both(phone.role), "tested_on": str(phone.tested_on)}
            for phone in record.phones
        ],
        **record.model_dump(include={"side", "state", "referral", "disclosure", "part_of", "website"}),
        **record.provenance.model_dump(include={"confidence", "evidence"}),
    }


def _service(item: Listed) -> dict[str, Any]:
    record: rf.Service = item.record
    plain = {"side", "phase", "needs", "languages", "remote", "free", "referral", "hours", "state", "disclosure"}
    return {
        "id": item.id,
        "slug": record.id,
        "organization": None if record.disclosure == "confidential" else record.organization,
        **{name: _both(getattr(record, name)) for name in ("name", "describes", "population", "how", "asks", "refused")},
        "locations": [_location(place) for place in item.locations],
        **record.model_dump(mode="json", include=plain),
        **record.provenance.model_dump(include={"confidence", "evidence"}),
    }


def _location(place: rf.Location) -> dict[str, Any]:
    plain = {"side", "municipality", "neighbourhood", "street", "latitude", "longitude", "capacity", "disclosure"}
    return {"slug": place.id, "name": _both(place.name), **place.model_dump(include=plain)}

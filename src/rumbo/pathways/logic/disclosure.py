"""Services, their bodies and places as JSON; what the public may see of them is decided in the directory."""

from __future__ import annotations

from typing import Any

from rumbo.directory.logic.disclosure import phones_to_show, public_location, public_organization, public_service
from rumbo.directory.logic.unknown import unknown_of
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.sources import source_json, unconfirmed_json
from rumbo.pathways.logic.words import text
from rumbo.regionfile import records as r

Json = dict[str, Any]


def is_confidential(region: CompiledRegion, service: r.Service) -> bool:
    """Whether neither the place nor who runs it may be told."""
    return public_service(service, region.organizations[service.organization]).disclosure == "confidential"


def service_json(region: CompiledRegion, service: r.Service) -> Json:
    """What anyone may know of a service. A confidential one is its neutral name, and nothing by which it is found."""
    shown = public_service(service, region.organizations[service.organization])
    confidential = shown.disclosure == "confidential"
    return {
        "service": shown.id,
        "name": text(shown.name),
        "describes": text(shown.describes),
        "side": shown.side,
        "phase": shown.phase,
        "state": shown.state,
        "needs": list(shown.needs),
        "disclosure": shown.disclosure,
        **body_json(region, service),
        "population": text(shown.population),
        "referral": shown.referral,
        "how": text(shown.how),
        "asks": text(shown.asks),
        "refused": text(shown.refused),
        "free": shown.free,
        "languages": list(shown.languages),
        "remote": shown.remote,
        "hours": [hours.model_dump(mode="json") for hours in shown.hours],
        "locations": [location_json(region, region.locations[place]) for place in shown.locations if place in region.locations],
        "unknown": list(unknown_of(shown, _shown_places(region, shown))),
        "confidence": shown.provenance.confidence,
        "source": None if confidential else source_json(region, shown.provenance),
        "unconfirmed": unconfirmed_json(shown.provenance, state=shown.state),
    }


def _shown_places(region: CompiledRegion, service: r.Service) -> list[r.Location]:
    """Where a service is given, as far as that may be told."""
    places = (region.locations[place] for place in service.locations if place in region.locations)
    found = (public_location(place, region.organizations[place.organization]) for place in places)
    return [place for place in found if place is not None]


def body_json(region: CompiledRegion, service: r.Service) -> Json:
    """Which body an office belongs to, its class and how it is found; of a confidential one the class only."""
    body = region.organizations[service.organization]
    if is_confidential(region, service):
        return {"organization": None, "organization_name": None, "organization_class": body.cls, "find_it": None, "phones": []}
    shown = public_organization(body)
    return {
        "organization": body.id,
        "organization_name": text(shown.name),
        "organization_class": body.cls,
        "find_it": text(shown.find_it),
        "phones": [{"number": phone.number, "role": text(phone.role)} for phone in phones_to_show(shown.phones, on=region.day)],
    }


def location_json(region: CompiledRegion, place: r.Location) -> Json:
    """What anyone may know of a place."""
    shown = public_location(place, region.organizations[place.organization])
    if shown is None:
        return {"location": None, "name": None, "side": place.side, "disclosure": "confidential"}
    fields = ("side", "municipality", "neighbourhood", "street", "latitude", "longitude", "capacity", "disclosure")
    return {"location": shown.id, "name": text(shown.name), **{field: getattr(shown, field) for field in fields}}

"""A region as open data: what the public may have of every record, and how much of it is sure."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import Any

from rumbo.directory.logic.disclosure import phones_to_show, public_location, public_organization, public_service
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.regionfile.checks.evidence import last_day
from rumbo.regionfile.records import KINDS, Organization, Record

__all__ = ["as_files", "figures", "public_records"]

CONFIDENTIAL = "confidential"


def public_records(region: CompiledRegion) -> dict[str, list[Record]]:
    """The records of each kind that may be given away, in the order of the region; places as their disclosure allows, and only
    numbers that were tried lately. Of what is confidential nothing is given: neither the body, nor its services and ways."""
    bodies = region.organizations
    services = [public_service(service, bodies[service.organization]) for service in region.records.services]
    open_services = [service for service in services if service.disclosure != CONFIDENTIAL]
    kept = {service.id for service in open_services}
    places = (public_location(place, bodies[place.organization]) for place in region.records.locations)
    return {
        **{kind: list(getattr(region.records, kind)) for kind in KINDS},
        "organizations": [_body(body, region.day) for body in region.records.organizations if body.disclosure != CONFIDENTIAL],
        "services": open_services,
        "ways": [way for way in region.records.ways if way.service in kept],
        "locations": [place for place in places if place is not None],
    }


def _body(body: Organization, day: dt.date) -> Organization:
    shown = public_organization(body)
    return shown.model_copy(update={"phones": phones_to_show(shown.phones, on=day)})


def as_files(region: CompiledRegion) -> dict[str, str]:
    """The same as JSON texts, one for the region and one for each kind, by file name."""
    kinds: dict[str, Any] = {kind: [_plain(record) for record in records] for kind, records in public_records(region).items()}
    named = {"region.json": {"region": _plain(region.records.region)}, **{f"{kind}.json": {kind: kinds[kind]} for kind in sorted(kinds)}}
    return {name: json.dumps(body, ensure_ascii=False, indent=1) + "\n" for name, body in named.items()}


def _plain(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True)


def figures(region: CompiledRegion) -> dict[str, Any]:
    """How many records of each kind there are, how sure they are, and how many rest on evidence that has grown old."""
    dated = [record.provenance for kind in KINDS for record in getattr(region.records, kind) if hasattr(record, "provenance")]
    limit = region.records.region.stale_after_days
    return {
        "digest": region.digest,
        "kinds": {kind: len(getattr(region.records, kind)) for kind in KINDS},
        "sources": Counter(source.kind for source in region.records.sources),
        "sure": Counter("unconfirmed" if told.unconfirmed or told.confidence == "low" else told.confidence for told in dated),
        "records": len(dated),
        "old": sum(_is_old(told.evidence, told.checked_on, region.day, limit) for told in dated),
        "stale_after_years": round(limit / 365),
    }


def _is_old(evidence: str | None, checked_on: dt.date | None, day: dt.date, limit: int) -> bool:
    newest = max(last_day(evidence) if evidence else dt.date.max, checked_on or dt.date.min)
    return newest < day - dt.timedelta(limit)

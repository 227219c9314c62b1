"""The one translation from a region's records to what the engine compiles."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from rumbo.engine.model import AttributeSpec, Body, Calendar, Duration, FactSpec, OpenHours, Place, Way, WorldSpec
from rumbo.regionfile.records import AttributeRecord, CalendarRecord, Region, RegionRecords, Service, WayRecord

__all__ = ["RATE_SCALE", "expand_calendar", "open_ways", "public_holidays", "to_way", "to_world_spec"]

RATE_SCALE = 1_000_000
YEARS_AROUND = 2
_MIDNIGHT = 24 * 60
# ISO 4217: digits behind the point, where they are not two.
_MINOR_DIGITS = {
    "CLP": 0,
    "JPY": 0,
    "KRW": 0,
    "PYG": 0,
    "RWF": 0,
    "UGX": 0,
    "VND": 0,
    "XAF": 0,
    "XOF": 0,
    "JOD": 3,
    "IQD": 3,
    "KWD": 3,
    "TND": 3,
}


def to_world_spec(records: RegionRecords, *, on: dt.date) -> WorldSpec:
    """What the engine compiles for a region.

    Args:
        records: the region.
        on: the day it is asked for; holidays are expanded from two years before to two years after it.

    Returns:
        Ways that are closed, or whose service is, are left out; ``valid_from`` and ``valid_to`` are left to the engine.
        A rate is the value of one minor unit of a currency, times ``RATE_SCALE``, in minor units of the reference currency.
    """
    services = {service.id: service for service in records.services}
    return WorldSpec(
        facts=tuple(FactSpec(name=fact.id, implies=fact.implies, brought=fact.brought) for fact in records.facts),
        attributes=tuple(_attribute(record) for record in records.attributes),
        bodies=tuple(Body(name=o.id, cls=o.cls, weight=o.exposure_weight, passes_to=o.passes_to) for o in records.organizations),
        ways=tuple(replace(to_way(way), hours=_hours(services.get(way.service))) for way in open_ways(records)),
        calendars=tuple(expand_calendar(calendar, on=on) for calendar in records.calendars),
        rates=_rates(records.region),
        sides=tuple(side.id for side in records.region.sides),
        places=tuple(Place(side=side.id, calendar=side.calendar, zone=_zone(side.timezone)) for side in records.region.sides),
    )


def _hours(service: Service | None) -> tuple[OpenHours, ...]:
    """When a service's window is open; nothing where that is not known. What closes before it opens is open past midnight."""
    found = []
    for hours in service.hours if service is not None else ():
        opens, closes = _minutes(hours.opens), _minutes(hours.closes)
        if opens <= closes:
            found.append(OpenHours(days=frozenset(hours.days), opens=opens, closes=closes))
        else:
            found.append(OpenHours(days=frozenset(hours.days), opens=opens, closes=_MIDNIGHT))
            found.append(OpenHours(days=frozenset((day + 1) % 7 for day in hours.days), opens=0, closes=closes))
    return tuple(found)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def _zone(name: str) -> str | None:
    """A time zone, where it is one that is known."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError):
        return None


def open_ways(records: RegionRecords) -> tuple[WayRecord, ...]:
    """The ways that are not closed, nor their service."""
    closed = {service.id for service in records.services if service.state == "closed"}
    return tuple(way for way in records.ways if way.state != "closed" and way.service not in closed)


def _attribute(record: AttributeRecord) -> AttributeSpec:
    # Open values: the listed ones are suggestions, so any word may stand there.
    values = () if record.open_values else tuple(word for word, _ in record.values)
    return AttributeSpec(
        name=record.id,
        kind=record.kind,
        values=values,
        known_from=tuple(record.known_from.items()),
        known_with=tuple(record.known_with.items()),
        known_if=tuple(record.known_if.items()),
        actionable=record.actionable,
    )


def to_way(record: WayRecord) -> Way:
    """A way as the engine knows it; its texts and ports stay behind."""
    length = record.duration
    return Way(
        name=record.id,
        requires=record.requires,
        grants=record.grants,
        loses=record.loses,
        money=tuple((part.currency, part.amount) for part in record.money),
        duration=Duration(min=length.min, typical=length.typical, max=length.max, unit=length.unit, calendar=length.calendar),
        visit_group=record.visit_group,
        exposures=record.exposures,
        certainty=record.certainty,
        confidence=record.provenance.confidence,
        irreversible=record.irreversible is not None,
        lawyer_first=record.lawyer_first,
        side=record.side,
        in_person=record.in_person,
        crosses_to=record.crosses_to,
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        seasons=tuple((season.first, season.last) for season in record.seasons),
        grant_days=tuple(sorted(record.valid_days.items())),
        fresh_days=tuple(sorted(record.fresh_days.items())),
    )


def _rates(region: Region) -> tuple[tuple[str, int], ...]:
    values = {region.reference_currency: Decimal(1)} | {rate.currency: Decimal(rate.value) for rate in region.rates}
    reference = _MINOR_DIGITS.get(region.reference_currency, 2)
    return tuple(
        (currency, int((value * RATE_SCALE).scaleb(reference - _MINOR_DIGITS.get(currency, 2)).to_integral_value()))
        for currency, value in sorted(values.items())
    )


def public_holidays(record: CalendarRecord, *, on: dt.date) -> frozenset[dt.date]:
    """Public holidays of the calendar's country from two years before ``on`` to two years after, and in the years of ``open``.

    Raises:
        NotImplementedError: when the country or its part is not known to the ``holidays`` library.
    """
    years = {*range(on.year - YEARS_AROUND, on.year + YEARS_AROUND + 1), *(day.year for day in record.open)}
    return frozenset(holidays.country_holidays(record.country, subdiv=record.subdivision, years=years))


def expand_calendar(record: CalendarRecord, *, on: dt.date) -> Calendar:
    """A calendar with its closed days written out.

    Raises:
        NotImplementedError: when the country or its part is not known to the ``holidays`` library.
    """
    closed = (public_holidays(record, on=on) - set(record.open)) | set(record.closed)
    return Calendar(name=record.id, weekdays=frozenset(record.weekdays), closed=closed, until=record.until)

"""A whole region: every kind by the key it has in a file, and all its records together."""

from __future__ import annotations

from rumbo.regionfile.records.base import Record
from rumbo.regionfile.records.directory import Location, Organization, Port, Service
from rumbo.regionfile.records.person import AttributeRecord, FactRecord
from rumbo.regionfile.records.region import CalendarRecord, Region, Source
from rumbo.regionfile.records.told import Change, Myth, Right, Rumour
from rumbo.regionfile.records.ways import GoalRecord, Notice, WayRecord

__all__ = ["KINDS", "RegionRecords"]

KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "calendars": CalendarRecord,
    "attributes": AttributeRecord,
    "facts": FactRecord,
    "organizations": Organization,
    "services": Service,
    "locations": Location,
    "ports": Port,
    "ways": WayRecord,
    "goals": GoalRecord,
    "notices": Notice,
    "myths": Myth,
    "rights": Right,
    "rumours": Rumour,
    "changes": Change,
}


class RegionRecords(Record):
    """A whole region, as read: every record of every kind, in the order of file name and place in the file."""

    region: Region
    sources: tuple[Source, ...] = ()
    calendars: tuple[CalendarRecord, ...] = ()
    attributes: tuple[AttributeRecord, ...] = ()
    facts: tuple[FactRecord, ...] = ()
    organizations: tuple[Organization, ...] = ()
    services: tuple[Service, ...] = ()
    locations: tuple[Location, ...] = ()
    ports: tuple[Port, ...] = ()
    ways: tuple[WayRecord, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    notices: tuple[Notice, ...] = ()
    myths: tuple[Myth, ...] = ()
    rights: tuple[Right, ...] = ()
    rumours: tuple[Rumour, ...] = ()
    changes: tuple[Change, ...] = ()

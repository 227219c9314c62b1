"""A region on one day: its records by id, and the world the engine plans in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rumbo.engine.circles import Circle, find_circles
from rumbo.engine.conditions import facts_in
from rumbo.engine.model import Calendar, WorldSpec
from rumbo.engine.world import World, compile_world
from rumbo.regionfile import records as r
from rumbo.regionfile.worldspec import to_world_spec


@dataclass(frozen=True, kw_only=True, eq=False)
class CompiledRegion:
    """A region as it stands on ``day``: records, the engine's world, and look-ups by id.

    ``digest`` names the records (``sha256:…``), whatever the day; two regions with one digest say the same things.
    """

    records: r.RegionRecords
    day: dt.date
    spec: WorldSpec
    world: World
    digest: str

    @cached_property
    def circles(self) -> tuple[Circle, ...]:
        """Catch-22s of the day. To look for them takes a second or two."""
        return find_circles(self.spec, on=self.day)

    @cached_property
    def facts(self) -> Mapping[str, r.FactRecord]:
        return {record.id: record for record in self.records.facts}

    @cached_property
    def attributes(self) -> Mapping[str, r.AttributeRecord]:
        return {record.id: record for record in self.records.attributes}

    @cached_property
    def organizations(self) -> Mapping[str, r.Organization]:
        return {record.id: record for record in self.records.organizations}

    @cached_property
    def services(self) -> Mapping[str, r.Service]:
        return {record.id: record for record in self.records.services}

    @cached_property
    def locations(self) -> Mapping[str, r.Location]:
        return {record.id: record for record in self.records.locations}

    @cached_property
    def ports(self) -> Mapping[str, r.Port]:
        return {record.id: record for record in self.records.ports}

    @cached_property
    def ways(self) -> Mapping[str, r.WayRecord]:
        return {record.id: record for record in self.records.ways}

    @cached_property
    def goals(self) -> Mapping[str, r.GoalRecord]:
        return {record.id: record for record in self.records.goals}

    @cached_property
    def notices(self) -> Mapping[str, r.Notice]:
        return {record.id: record for record in self.records.notices}

    @cached_property
    def sources(self) -> Mapping[str, r.Source]:
        return {record.id: record for record in self.records.sources}

    @cached_property
    def sides(self) -> Mapping[str, r.Side]:
        return {side.id: side for side in self.records.region.sides}

    @cached_property
    def memo(self) -> dict[tuple[Any, ...], Any]:
        """What else is the same for everyone, and worked out once by who asks: their name for it, and what it is about."""
        return {}

    @cached_property
    def asked(self) -> Mapping[str, frozenset[str]]:
        """By way, the facts that its condition speaks of."""
        return {way.id: facts_in(way.requires) for way in self.records.ways}

    @cached_property
    def makers(self) -> Mapping[str, tuple[r.WayRecord, ...]]:
        """By fact, the ways that grant it or something that amounts to it."""
        makers: dict[str, list[r.WayRecord]] = {}
        for way in self.records.ways:
            for granted in way.grants:
                for fact in self.implied.get(granted, frozenset({granted})):
                    makers.setdefault(fact, []).append(way)
        return {fact: tuple(ways) for fact, ways in makers.items()}

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """By fact, itself and all that amount to it."""
        kinds: dict[str, set[str]] = {}
        for fact, implied in self.implied.items():
            for other in implied:
                kinds.setdefault(other, set()).add(fact)
        return {fact: frozenset(others) for fact, others in kinds.items()}

    @cached_property
    def currencies(self) -> tuple[str, ...]:
        """Currencies of the sides, in the order of the region, each once."""
        return tuple(dict.fromkeys(side.currency for side in self.records.region.sides))

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        return self.world.calendars

    @property
    def implied(self) -> Mapping[str, frozenset[str]]:
        """What holding each fact amounts to: itself and all it implies, however many steps away."""
        return self.world.implied


def compile_region(records: r.RegionRecords, *, on: dt.date) -> CompiledRegion:
    """Compile ``records`` as they stand on the day ``on``.

    Ways that are closed, or whose service or organization has closed, are left out of the world; myths are no ways at
    all. Ways of low confidence stay in: a plan marks their steps as unconfirmed.

    Raises:
        rumbo.engine.world.WorldError: where the ways contradict the engine's rules.

    >>> compile_region(records, on=dt.date(2026, 11, 22)).day  # doctest: +SKIP
    datetime.date(2026, 11, 22)
    """
    spec = to_world_spec(records.model_copy(update={"ways": tuple(_open_ways(records))}), on=on)
    return CompiledRegion(records=records, day=on, spec=spec, world=compile_world(spec, on), digest=records_digest(records))


def records_digest(records: r.RegionRecords) -> str:
    """The content hash of a region's records, ``sha256:…``; the order of records counts, the files they lay in do not."""
    return "sha256:" + hashlib.sha256(records.model_dump_json().encode()).hexdigest()


def _open_ways(records: r.RegionRecords) -> Iterable[r.WayRecord]:
    closed_bodies = {body.id for body in records.organizations if body.state == "closed"}
    theirs = {service.id for service in records.services if service.organization in closed_bodies}
    return (way for way in records.ways if way.service not in theirs)

"""What every check is given: the records, where they stand, the day, and a few ways to look things up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, NoneOf
from rumbo.engine.faults import close_implies
from rumbo.regionfile.findings import Place
from rumbo.regionfile.reader import RegionSource
from rumbo.regionfile.records import KINDS, AttributeRecord, Organization, RegionRecords, Service, WayRecord
from rumbo.regionfile.strict_yaml import Spot
from rumbo.regionfile.worldspec import open_ways

__all__ = ["Context", "Item", "Path"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A record and where it stands. ``label`` is how sentences name it."""

    kind: str
    index: int
    record: Any
    context: Context

    @property
    def label(self) -> str:
        return f"{self.kind}/{self.record.id}"

    def place(self, *path: str | int) -> Place:
        return self.context.source.place(self.kind, self.index, *path)

    def conditions(self, *path: str | int) -> Iterator[tuple[Condition, Path]]:
        """Every node of the condition at ``path``, with the path of where it is written."""
        condition: Any = self.record
        for name in path:
            condition = condition[name] if isinstance(condition, dict) else getattr(condition, str(name))
        spot = self.context.source.records[self.kind][self.index][1]
        yield from _nodes(condition, path, spot)


def _nodes(condition: Condition, path: Path, root: Spot) -> Iterator[tuple[Condition, Path]]:
    yield condition, path
    written = root.find(path).parts
    match condition:
        case All(parts):
            # A bare list means all.
            below: Path = (*path, "all") if "all" in written else path
        case AnyOf(parts):
            below = (*path, "any")
        case NoneOf(parts):
            below = (*path, "none")
        case AtLeast(_, parts):
            below = (*path, "at_least", "of")
        case _:
            return
    for index, part in enumerate(parts):
        yield from _nodes(part, (*below, index), root)


@dataclass(frozen=True)
class Context:
    """``today`` is the day of the check."""

    records: RegionRecords
    source: RegionSource
    today: dt.date

    def each(self, *kinds: str) -> Iterator[Item]:
        """The records of the kinds named (all of them when none is), in order."""
        for kind in kinds or ("region", *KINDS):
            held = getattr(self.records, kind)
            for index, record in enumerate((held,) if kind == "region" else held):
                yield Item(kind, index, record, self)

    @cached_property
    def sides(self) -> frozenset[str]:
        return frozenset(side.id for side in self.records.region.sides)

    @cached_property
    def places(self) -> frozenset[str]:
        """The facts ``at:<side>``, which every region has."""
        return frozenset(f"at:{side}" for side in self.sides)

    @cached_property
    def facts(self) -> frozenset[str]:
        return self.places | {fact.id for fact in self.records.facts}

    @cached_property
    def brought(self) -> frozenset[str]:
        return frozenset(fact.id for fact in self.records.facts if fact.brought)

    @cached_property
    def implied(self) -> dict[str, frozenset[str]]:
        """Each fact to all facts it is a kind of, itself included."""
        return close_implies(dict.fromkeys(self.places, ()) | {fact.id: fact.implies for fact in self.records.facts})

    def closed_over(self, facts: frozenset[str] | set[str]) -> frozenset[str]:
        """``facts`` and all they imply."""
        return frozenset(other for fact in facts for other in self.implied.get(fact, (fact,)))

    @cached_property
    def attributes(self) -> dict[str, AttributeRecord]:
        return {attribute.id: attribute for attribute in self.records.attributes}

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        return {organization.id: organization for organization in self.records.organizations}

    @cached_property
    def services(self) -> dict[str, Service]:
        return {service.id: service for service in self.records.services}

    @cached_property
    def open_ways(self) -> tuple[WayRecord, ...]:
        """Ways that can be taken on ``today`` or later."""
        return tuple(way for way in open_ways(self.records) if way.valid_to is None or way.valid_to >= self.today)

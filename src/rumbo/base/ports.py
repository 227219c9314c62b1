"""Where higher rooms plug in: each fills these registries in its ``AppConfig.ready``, and none is imported from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from rumbo.regionfile.records import RegionRecords

__all__ = ["Changes", "Healthcheck", "RegionPart", "Registry", "healthchecks", "region_parts"]

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Changes:
    """How many records a load added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


class RegionPart(Protocol):
    """A room's share of a region's records."""

    def replace_region(self, records: RegionRecords, *, now: dt.datetime) -> Changes:
        """Make the room's tables say what ``records`` says, inside the caller's transaction."""

    def read_region(self) -> Mapping[str, Sequence[Any] | Any]:
        """The room's records again, by kind: exactly what was stored."""


class Healthcheck(Protocol):
    """Tells whether one part of the server works: None when it does, else what is wrong, in a sentence."""

    def __call__(self) -> str | None: ...


class Registry(Generic[Item]):
    """Named entries in the order they were registered. Registering a name again replaces its entry."""

    def __init__(self) -> None:
        self._items: dict[str, Item] = {}

    def register(self, name: str, item: Item) -> None:
        self._items[name] = item

    def __iter__(self) -> Iterator[tuple[str, Item]]:
        return iter(tuple(self._items.items()))


region_parts: Registry[RegionPart] = Registry()
healthchecks: Registry[Healthcheck] = Registry()

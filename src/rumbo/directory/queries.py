"""What reads the directory. Everything that leaves this module for the public has passed the disclosure table."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rumbo.base.memory import set_aside
from rumbo.base.models import Source
from rumbo.base.queries import read_records, read_region_row, region_digest, region_timezone
from rumbo.directory.logic import choose as choosing
from rumbo.directory.logic.choose import Choice, Counts
from rumbo.directory.logic.disclosure import phones_to_show
from rumbo.directory.logic.geometry import Drawing, Geometry, Spot, cities_by_name, draw
from rumbo.directory.logic.shelf import Contents, Entry, Kind, Shelf, fill_shelf
from rumbo.directory.models import Location, Organization, Port, Service
from rumbo.directory.ports import Uses, plans
from rumbo.regionfile import records as rf

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "CLASS_WORDS",
    "MAX_PER_PAGE",
    "Page",
    "best_source",
    "class_words",
    "current_shelf",
    "draw_map",
    "list_entries",
    "phones_of",
    "search",
    "today",
    "uses_of",
]

MAX_PER_PAGE = 200
READS = 3
GEOMETRY = "geometry.json"
SOURCE_RANK = {kind: rank for rank, kind in enumerate(("law", "official", "organisation", "academic", "press", "general-knowledge"))}
CLASS_WORDS = {
    "ngo": _("civil organization"),
    "health": _("health service"),
    "international": _("international organization"),
    "civil-government": _("government office, not immigration"),
    "enforcement": _("immigration or border authority"),
    "university": _("university"),
    "employer": _("employer"),
}
EMPTY = fill_shelf(Contents(region=None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a list. ``total``: how many there are in all parts; ``counts``: the numbers beside the filters."""

    total: int
    number: int
    per_page: int
    items: tuple[Entry, ...]
    counts: Counts

    @property
    def pages(self) -> int:
        """How many parts there are, one at least."""
        return max(1, -(-self.total // self.per_page))


class _Shelves:
    """The shelf of the region that is loaded, filled once in this process and kept until another is loaded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._digest = ""
        self._shelf = EMPTY

    def get(self, digest: str) -> Shelf:
        with self._lock:
            if self._digest != digest:
                self._shelf, self._digest = _read_shelf(digest), digest
                set_aside()
            return self._shelf


_shelves = _Shelves()


def current_shelf() -> Shelf:
    """The directory as the public may see it; an empty one while no region is loaded. One cheap query where nothing changed."""
    digest = region_digest()
    return _shelves.get(digest) if digest else EMPTY


def _read_shelf(digest: str) -> Shelf:
    for _attempt in range(READS):
        contents = Contents(
            region=read_region_row(),
            organizations=read_records(Organization),
            services=read_records(Service),
            locations=read_records(Location),
            ports=read_records(Port),
            sources=read_records(Source),
            needs={need: name for _, part in plans for need, name in part.need_names().items()},
        )
        now = region_digest()
        if now == digest:
            break
        digest = now or ""  # another region was loaded while this one was read
    return fill_shelf(contents)


def today(now: dt.datetime) -> dt.date:
    """The day it is in the region at ``now`` (aware), by the clock of its first side; by UTC while no region is loaded."""
    try:
        zone: dt.tzinfo = ZoneInfo(region_timezone() or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    return now.astimezone(zone).date()


def class_words(cls: str) -> str | _StrPromise:
    """What an organization of a class is called, in the language of each reader; nothing where there is no such class.

    >>> str(class_words("nobody"))
    ''
    """
    return CLASS_WORDS.get(cls, "")


def zones(shelf: Shelf) -> Mapping[str, str]:
    """The time zone of each side."""
    return {side.id: side.timezone for side in shelf.region.sides} if shelf.region else {}


def list_entries(
    kind: Kind,
    choice: Choice,
    *,
    now: dt.datetime,
    page: int = 1,
    per_page: int = MAX_PER_PAGE,
    only: Callable[[Entry], bool] | None = None,
) -> Page:
    """Organizations, services or places that answer to a choice, in the region's order.

    Args:
        kind: which of them.
        choice: by what to choose.
        now: the moment to count what is open at (aware).
        page: which part of the list, from 1.
        per_page: how many to a part.
        only: a further condition, which the counts obey too.
    """
    shelf = current_shelf()
    entries = [entry for entry in shelf.of(kind).values() if only is None or only(entry)]
    found = choosing.choose(entries, choice, zones=zones(shelf))
    counts = choosing.count(entries, choice, now=now, zones=zones(shelf))
    items = tuple(found[(page - 1) * per_page : page * per_page])
    return Page(total=len(found), number=page, per_page=per_page, items=items, counts=counts)


def search(words: str, *, limit: int = 30) -> list[Entry]:
    """What in the directory answers to some words, best first."""
    return choosing.search(current_shelf(), words, limit=limit)


def phones_of(organization: rf.Organization, *, on: dt.date) -> tuple[rf.Phone, ...]:
    """The numbers of an organization that were tried lately enough to be given out."""
    return phones_to_show(organization.phones, on=on)


def best_source(shelf: Shelf, provenance: rf.Provenance) -> rf.Source | None:
    """The source that carries most weight: laws before offices before press; among equals the newest."""
    found = [shelf.sources[slug] for slug in provenance.sources if slug in shelf.sources]
    newest_first = sorted(found, key=lambda source: source.date or "", reverse=True)
    return min(newest_first, key=lambda source: SOURCE_RANK[source.kind], default=None)


def uses_of(service: rf.Service, *, on: dt.date) -> Uses:
    """What one can do with a service, as far as the rooms above know; of a confidential one nothing that leads to its door."""
    found = [part.uses_of(service.id, on=on) for _, part in plans]
    uses = Uses(
        goals=tuple(goal for one in found for goal in one.goals),
        given=tuple(given for one in found for given in one.given),
        open_to=next((one.open_to for one in found if one.open_to), None),
    )
    return replace(uses, given=()) if service.disclosure == "confidential" else uses


@lru_cache(maxsize=4)
def _read_geometry(path: Path, _written: int) -> Geometry:
    return Geometry.model_validate_json(path.read_text("utf-8"))


def current_geometry(shelf: Shelf) -> Geometry | None:
    """The geometry of the region that is loaded; None where its folder has none, or that of another region."""
    path = settings.REGION / GEOMETRY
    if shelf.region is None or not path.is_file():
        return None
    geometry = _read_geometry(path, path.stat().st_mtime_ns)
    return geometry if geometry.region == shelf.region.id else None


def draw_map(
    entries: Iterable[Entry], *, view: str, city_url: Callable[[str], str], port_url: Callable[[str], str], place_url: Callable[[str], str]
) -> Drawing | None:
    """A map of where entries are: cities with how many of their places are there, ports of entry, and each place whose
    position may be told. None where the region has no geometry.

    Args:
        entries: organizations, services or places.
        view: id of the part to draw; the whole where it is empty.
        city_url: where a city leads, by the slug of its municipality.
        port_url: where a port leads, by its slug.
        place_url: where a place leads, by its slug.
    """
    shelf = current_shelf()
    geometry = current_geometry(shelf)
    if geometry is None:
        return None
    places = {place.id: place for entry in entries for place in entry.locations}
    return draw(
        geometry,
        [*_cities(shelf, geometry, places.values(), city_url), *_ports(shelf, geometry, port_url), *_exact(places, place_url)],
        view=view,
    )


def _cities(shelf: Shelf, geometry: Geometry, places: Iterable[rf.Location], url: Callable[[str], str]) -> Iterable[Spot]:
    counts = Counter(place.municipality for place in places if place.municipality)
    slugs = {name: slug for slug, name in shelf.municipalities.items()}
    for name, city in cities_by_name(geometry).items():
        leads = url(slugs[name]) if counts[name] else ""
        yield Spot(kind="city", name=name, longitude=city.at[0], latitude=city.at[1], url=leads, count=counts[name])


def _ports(shelf: Shelf, geometry: Geometry, url: Callable[[str], str]) -> Iterable[Spot]:
    for at in geometry.ports:
        if at.port in shelf.ports:
            yield Spot(kind="port", name=shelf.ports[at.port].name, longitude=at.at[0], latitude=at.at[1], url=url(at.port))


def _exact(places: Mapping[str, rf.Location], url: Callable[[str], str]) -> Iterable[Spot]:
    for place in places.values():
        if place.disclosure == "exact" and place.latitude is not None and place.longitude is not None:
            yield Spot(kind="place", name=place.name, longitude=place.longitude, latitude=place.latitude, url=url(place.id))

"""The whole directory as the public may see it, in memory: every list, page, map, search and count is made from this.

What may not be seen is left out when the shelf is filled, so that no list, filter or number can tell of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from rumbo.base.logic.analyser import fold, meaningful, stems
from rumbo.base.logic.ids import stable_id
from rumbo.directory.logic.disclosure import public_location, public_organization, public_service
from rumbo.regionfile import records as rf

__all__ = ["FACETS", "Contents", "Entry", "Kind", "Shelf", "fill_shelf"]

Kind = Literal["organization", "service", "location"]
Facets = Mapping[str, frozenset[str]]
FACETS = ("need", "phase", "side", "language", "population", "class", "municipality")
CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a shelf is filled from: the records as they were loaded, and what the house calls a need."""

    region: rf.Region | None
    organizations: Sequence[rf.Organization] = ()
    services: Sequence[rf.Service] = ()
    locations: Sequence[rf.Location] = ()
    ports: Sequence[rf.Port] = ()
    sources: Sequence[rf.Source] = ()
    needs: Mapping[str, rf.Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One organization, service or place as the public may see it.

    ``organization``: whose it is, None where that may not be told; ``services``, ``locations``: what belongs to it;
    ``facets``: what it can be chosen by; ``names``, ``about``: stems of what it is called and of what is said of it.
    """

    kind: Kind
    id: str
    record: rf.Organization | rf.Service | rf.Location
    organization: rf.Organization | None
    services: tuple[rf.Service, ...]
    locations: tuple[rf.Location, ...]
    facets: Facets
    closed: bool
    words: frozenset[str]
    names: frozenset[str]
    about: frozenset[str]

    @property
    def slug(self) -> str:
        return self.record.id

    @property
    def hours(self) -> tuple[rf.Hours, ...]:
        """All opening hours that are known of it."""
        return tuple(hours for service in self.services for hours in service.hours)


@dataclass(frozen=True, kw_only=True, eq=False)
class Shelf:
    """Everything of the directory, in the order of the region."""

    region: rf.Region | None
    organization: Mapping[str, Entry]
    service: Mapping[str, Entry]
    location: Mapping[str, Entry]
    ports: Mapping[str, rf.Port]
    sources: Mapping[str, rf.Source]
    needs: Mapping[str, rf.Text]
    populations: Mapping[str, rf.Text]
    municipalities: Mapping[str, str]

    def of(self, kind: Kind) -> Mapping[str, Entry]:
        """All entries of one kind, by slug."""
        return {"organization": self.organization, "service": self.service, "location": self.location}[kind]

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """Every word that something here is called by."""
        return tuple(sorted({word for kind in (self.organization, self.service, self.location) for e in kind.values() for word in e.words}))


def fill_shelf(contents: Contents) -> Shelf:
    """The shelf of a region's records; what the disclosure table hides is not on it."""
    filler = _Filler(contents)
    organizations = {entry.slug: entry for entry in filler.organizations()}
    services = {entry.slug: entry for entry in filler.services()}
    locations = {entry.slug: entry for entry in filler.locations()}
    return Shelf(
        region=contents.region,
        organization=organizations,
        service=services,
        location=locations,
        ports={port.id: port for port in contents.ports},
        sources={source.id: source for source in contents.sources},
        needs=contents.needs,
        populations=filler.populations,
        municipalities=filler.municipalities,
    )


class _Filler:
    """Puts records through the disclosure table once, and joins what is left."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._owners = {record.id: record for record in contents.organizations}
        self._region = contents.region.id if contents.region else ""
        self.populations: dict[str, rf.Text] = {}
        self.municipalities: dict[str, str] = {}
        self._places = {place.id: place for place in map(self._public_place, contents.locations) if place is not None}
        self._services = tuple(public_service(service, self._owners[service.organization]) for service in contents.services)
        self._told = tuple(service for service in self._services if service.disclosure != CONFIDENTIAL)
        self._at_body: dict[str, list[rf.Service]] = defaultdict(list)
        self._at_place: dict[str, list[rf.Service]] = defaultdict(list)
        for service in self._told:
            self._at_body[service.organization].append(service)
            for slug in service.locations:
                self._at_place[slug].append(service)

    def organizations(self) -> Iterable[Entry]:
        """Organizations whose name may be told."""
        for record in self._contents.organizations:
            if record.disclosure != CONFIDENTIAL:
                places = tuple(place for place in self._places.values() if place.organization == record.id)
                yield self._entry("organization", public_organization(record), record, self._at_body[record.id], places)

    def services(self) -> Iterable[Entry]:
        """All services; of a confidential one nothing is known of whose it is and where."""
        for service in self._services:
            owner = self._owners[service.organization]
            body = None if service.disclosure == CONFIDENTIAL else owner
            yield self._entry("service", service, body, (service,), self._places_of(service, owner), cls=owner.cls)

    def locations(self) -> Iterable[Entry]:
        """Places of which it may be said that they are there."""
        for place in self._places.values():
            yield self._entry("location", place, self._owners[place.organization], self._at_place[place.id], (place,))

    def _public_place(self, place: rf.Location) -> rf.Location | None:
        return public_location(place, self._owners[place.organization])

    def _places_of(self, service: rf.Service, owner: rf.Organization) -> tuple[rf.Location, ...]:
        """Where a service is given: never shown more openly than its own organization is."""
        found = (self._places[slug] for slug in service.locations if slug in self._places)
        return tuple(shown for place in found if (shown := public_location(place, owner)) is not None)

    def _entry(
        self,
        kind: Kind,
        record: rf.Organization | rf.Service | rf.Location,
        body: rf.Organization | None,
        services: Sequence[rf.Service],
        places: tuple[rf.Location, ...],
        cls: str | None = None,
    ) -> Entry:
        peopled = [record, *services, *([body] if body else [])]
        facets = {
            "need": frozenset(need for service in services for need in service.needs),
            "phase": frozenset(service.phase for service in services),
            "side": frozenset({record.side}),
            "language": frozenset(language for service in services for language in service.languages),
            "population": frozenset(self._population(text) for one in peopled if (text := getattr(one, "population", None)) is not None),
            "class": frozenset(filter(None, [cls or (body.cls if body else None)])),
            "municipality": frozenset(self._municipality(place) for place in places if place.municipality),
        }
        names, about = self._forms(record, body, services, facets["need"])
        words = frozenset(word for form in names for word in meaningful(form))
        return Entry(
            kind=kind,
            id=str(stable_id(self._region, kind, record.id)),
            record=record,
            organization=body,
            services=tuple(services),
            locations=places,
            facets=facets,
            closed=any(getattr(one, "state", "") == "closed" for one in (record, body)),
            words=words,
            names=frozenset(stem for word in words for stem in stems(word)),
            about=frozenset(stem for form in about for word in meaningful(form) for stem in stems(word)),
        )

    def _forms(
        self, record: rf.Record, body: rf.Organization | None, services: Sequence[rf.Service], needs: Iterable[str]
    ) -> tuple[list[str], list[str]]:
        """What an entry is called, and what is said of it, in every language."""
        named = [record.name, body.name if body else None]  # type: ignore[attr-defined]
        said = [getattr(record, "describes", None), getattr(record, "population", None)]
        said += [text for service in services for text in (service.name, service.describes)]
        said += [self._contents.needs.get(need) for need in needs]
        municipality = getattr(record, "municipality", None)
        return [*_forms(named), *([body.short] if body and body.short else [])], [*_forms(said), *([municipality] if municipality else [])]

    def _population(self, text: rf.Text) -> str:
        slug = fold(text.es or text.en or "").replace(" ", "-")[:80]
        self.populations.setdefault(slug, text)
        return slug

    def _municipality(self, place: rf.Location) -> str:
        slug = fold(place.municipality or "").replace(" ", "-")[:80]
        self.municipalities.setdefault(slug, place.municipality or "")
        return slug


def _forms(texts: Iterable[rf.Text | None]) -> list[str]:
    return [form for text in texts if text is not None for form in (text.es, text.en, *text.more.values()) if form]

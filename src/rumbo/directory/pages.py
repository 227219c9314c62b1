"""What the directory's pages show, put in order: filters with their numbers, and what is known of one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rumbo.directory import queries
from rumbo.directory.forms import PHASES, FilterForm
from rumbo.directory.logic.choose import Counts, is_stale
from rumbo.directory.logic.shelf import FACETS, Entry, Kind, Shelf
from rumbo.regionfile import records as rf
from rumbo.web.templatetags.shell import language_name, plain

__all__ = ["Evidence", "Filter", "body_chain", "evidence_of", "filters", "link_to", "map_of", "query_of"]

ADDRESSES: Mapping[str, str] = {"organization": "directory:organization", "service": "directory:service", "location": "directory:place"}
PHASE_WORDS = {
    "immediate": _("Now: help at once"),
    "services": _("Next: short and medium term"),
    "livelihood": _("Later: work, study, a life here"),
}
FILTER_WORDS = {
    "need": _("What you need"),
    "phase": _("When"),
    "side": _("Side of the border"),
    "language": _("They speak"),
    "population": _("For whom"),
    "class": _("What kind of body"),
    "municipality": _("City"),
}
STALE_AFTER_DAYS = 1095
FREE = frozenset({"population"})
MOST_FREE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter, with how many there would be. ``count``: with all other filters as they are."""

    value: str
    words: Any
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One filter as a list to choose from."""

    name: str
    words: Any
    options: Sequence[Option]

    @property
    def chosen(self) -> Option | None:
        """The option that is set, if any."""
        return next((option for option in self.options if option.chosen), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a record is from: its best source, how sure it is, and whether that has become old. Of a hidden one only the last two."""

    source: rf.Source | None
    provenance: rf.Provenance
    stale: bool


def filters(shelf: Shelf, form: FilterForm, counts: Counts) -> list[Filter]:
    """The filters of a list: those from which something can be chosen, with the numbers beside each value.

    Whom a place is for stands in its own words. Where there are more of those than a phone shows at once, what a single place
    says is left out: the place is in the list itself.
    """
    wanted = form.wanted
    found = []
    for facet in FACETS:
        counted = counts.facets[facet]
        known = {*counted, *filter(None, [wanted.get(facet)])}
        options = [
            Option(value=value, words=_value_words(shelf, facet, value), count=counted.get(value, 0), chosen=wanted.get(facet) == value)
            for value in _in_order(shelf, facet, known)
        ]
        if facet in FREE and len(options) > MOST_FREE:
            options = [option for option in options if option.count > 1 or option.chosen]
        if options:
            found.append(Filter(name=facet, words=FILTER_WORDS[facet], options=options))
    return found


def _in_order(shelf: Shelf, facet: str, values: Iterable[str]) -> list[str]:
    """Needs, phases, sides and classes in their own order, everything else by the alphabet of the reader's language."""
    own = {
        "need": tuple(shelf.needs),
        "phase": PHASES,
        "side": tuple(side.id for side in shelf.region.sides) if shelf.region else (),
        "class": tuple(queries.CLASS_WORDS),
    }
    if facet in own:
        return [value for value in own[facet] if value in set(values)]
    return sorted(values, key=lambda value: str(_value_words(shelf, facet, value)).casefold())


def _value_words(shelf: Shelf, facet: str, value: str) -> Any:
    match facet:
        case "need":
            return plain(shelf.needs.get(value)) or value.partition(":")[2]
        case "phase":
            return PHASE_WORDS[value]
        case "side":
            return plain(next((side.name for side in shelf.region.sides if side.id == value), None)) if shelf.region else value
        case "language":
            return language_name(value)
        case "population":
            return plain(shelf.populations[value])
        case "class":
            return queries.class_words(value)
    return shelf.municipalities[value]


def query_of(form: FilterForm, **changed: str) -> str:
    """The filters of a page as the query of an address, with some of them changed; the page number only where it is given."""
    now = {"open_now": "on"} if form.cleaned_data.get("open_now") else {}
    pairs = {**form.wanted, **now, **changed}
    return "?" + urlencode({name: value for name, value in pairs.items() if value}) if any(pairs.values()) else ""


def evidence_of(shelf: Shelf, provenance: rf.Provenance, *, on: dt.date) -> Evidence:
    """Where a record is from, and whether that has become old by now."""
    limit = shelf.region.stale_after_days if shelf.region else STALE_AFTER_DAYS
    return Evidence(
        source=queries.best_source(shelf, provenance), provenance=provenance, stale=is_stale(provenance, on=on, after_days=limit)
    )


def body_chain(shelf: Shelf, organization: rf.Organization) -> list[rf.Organization]:
    """The bodies that an organization is a part of, the nearest first; what may not be told ends the chain."""
    found: list[rf.Organization] = []
    above = organization.part_of
    while above and above in shelf.organization and above not in {one.id for one in found}:
        body = shelf.organization[above].record
        if not isinstance(body, rf.Organization):
            break
        found.append(body)
        above = body.part_of
    return found


def link_to(entry: Entry) -> str:
    """The address of an entry's page."""
    return reverse(ADDRESSES[entry.kind], args=[entry.slug])


def map_of(entries: Iterable[Entry], *, view: str = "", query: str = "") -> Any:
    """A map of where entries are; None where the region has no geometry. ``query``: filters that the cities' links keep."""
    joined = f"{query}&" if query else "?"
    return queries.draw_map(
        entries,
        view=view,
        city_url=lambda slug: f"{reverse('directory:places')}{joined}municipality={slug}",
        port_url=lambda slug: reverse("directory:port", args=[slug]),
        place_url=lambda slug: reverse("directory:place", args=[slug]),
    )


def entries_of(kind: Kind, slugs: Iterable[str]) -> list[Entry]:
    """Entries by their slugs, in the order of the region; what is not there is passed over."""
    wanted = set(slugs)
    return [entry for slug, entry in queries.current_shelf().of(kind).items() if slug in wanted]

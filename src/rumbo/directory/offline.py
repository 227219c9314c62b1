"""The directory for a device without a connection: one part for each side of the border, with its lists by need and every page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rumbo.directory import pages, queries
from rumbo.directory.logic.choose import Choice, choose
from rumbo.directory.logic.shelf import Kind, Shelf
from rumbo.directory.views import PER_PAGE
from rumbo.regionfile.records import Side
from rumbo.web.ports import OfflinePage, OfflinePart
from rumbo.web.templatetags.shell import plain

__all__ = ["offline_parts"]

LISTS: tuple[tuple[Kind, str], ...] = (
    ("service", "directory:services"),
    ("organization", "directory:organizations"),
    ("location", "directory:places"),
)


def offline_parts() -> list[OfflinePart]:
    """One part for each side; none while no region is loaded. The ports of entry and the map are in each: they are of both."""
    shelf = queries.current_shelf()
    return [_part(side) for side in shelf.region.sides] if shelf.region else []


def _part(side: Side) -> OfflinePart:
    return OfflinePart(
        name=f"directory-{side.id}",
        title=_("Directory: %(side)s") % {"side": plain(side.name)},
        words=_("Who helps and where on this side, by what you need, with the map and the border crossings."),
        door=reverse("directory:side", args=[side.id]),
        pages=partial(_pages, side.id),
    )


def _pages(side: str) -> list[OfflinePage]:
    shelf = queries.current_shelf()
    urls = [reverse("directory:side", args=[side]), *_lists(shelf, side), *_cities(shelf), *_records(shelf, side), *_both(shelf)]
    return [OfflinePage(url=url, title="") for url in dict.fromkeys(urls)]


def _lists(shelf: Shelf, side: str) -> Iterator[str]:
    """Each list of a side, all of it and by need, in all its parts."""
    for kind, name in LISTS:
        needs = [{"need": need} for need in shelf.needs] if kind == "service" else []
        for filters in ({}, *needs):
            yield from _parts_of(shelf, kind, name, {**filters, "side": side})


def _cities(shelf: Shelf) -> Iterator[str]:
    """The lists that the map's cities lead to."""
    for municipality in shelf.municipalities:
        yield from _parts_of(shelf, "location", "directory:places", {"municipality": municipality})


def _parts_of(shelf: Shelf, kind: Kind, name: str, wanted: dict[str, str]) -> Iterator[str]:
    """A list in all its parts, an empty one too; a part beyond the first has its number in its address."""
    found = len(choose(shelf.of(kind).values(), Choice(wanted=wanted), zones={}))
    for number in range(1, max(1, -(-found // PER_PAGE)) + 1):
        yield f"{reverse(name)}?{urlencode({**wanted, **({'page': number} if number > 1 else {})})}"


def _records(shelf: Shelf, side: str) -> Iterator[str]:
    for kind, _name in LISTS:
        yield from (pages.link_to(entry) for entry in shelf.of(kind).values() if entry.record.side == side)


def _both(shelf: Shelf) -> Iterator[str]:
    yield reverse("directory:map")
    yield reverse("directory:ports")
    yield from (reverse("directory:port", args=[port]) for port in shelf.ports)

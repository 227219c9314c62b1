"""The lie of a region's land, and its drawing: degrees in, shapes on a sheet out. The words beside it are the templates'."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from rumbo.regionfile.records import Line, Record, Slug, Text

__all__ = ["Drawing", "Geometry", "Mark", "Shape", "Spot", "draw"]

WIDTH = 640
LABEL_GAP = 17  # about the height of a label
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Position = tuple[Longitude, Latitude]


class GeometrySource(Record):
    """Where shapes are from, under which licence, and what was done to them."""

    id: Slug
    title: Line
    url: Line
    licence: Line
    through: Line


class View(Record):
    """A part of the region that is drawn by itself. The first view of a region is the whole."""

    id: Slug
    name: Text
    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude


class Land(Record):
    """The land of one side, as outer rings."""

    side: Slug
    source: Slug
    rings: tuple[tuple[Position, ...], ...]


class DrawnLine(Record):
    """A line on the land: the border, or one between counties or municipalities."""

    kind: Literal["border", "county"]
    source: Slug
    points: tuple[Position, ...]


class City(Record):
    """A city, at about its middle. ``name``: as ``municipality`` of places says it."""

    name: Line
    side: Slug
    source: Slug
    at: Position


class PortAt(Record):
    """Where a port of entry is, by its slug."""

    port: Slug
    source: Slug
    at: Position


class Geometry(Record):
    """The file ``geometry.json`` of a region."""

    region: Slug
    licence: Line
    sources: tuple[GeometrySource, ...]
    views: Annotated[tuple[View, ...], Field(min_length=1)]
    land: tuple[Land, ...]
    lines: tuple[DrawnLine, ...] = ()
    cities: tuple[City, ...] = ()
    ports: tuple[PortAt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Something to be marked on a map. ``kind``: what it is; ``name``: what stands beside it; ``url``: where it leads."""

    kind: Literal["city", "port", "place"]
    name: object
    longitude: float
    latitude: float
    url: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A spot on the sheet. ``number``: what it has in the list beside it; ``label_y``: where its label stands, clear of others."""

    spot: Spot
    number: int
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: Literal["start", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A path of SVG, with what it shows: the side of a land, or the kind of a line."""

    what: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map on a sheet of ``width`` by ``height``; ``hidden``: spots that lie outside this view."""

    view: View
    views: tuple[View, ...]
    width: int
    height: int
    land: tuple[Shape, ...]
    lines: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    hidden: tuple[Spot, ...]
    sources: tuple[GeometrySource, ...]


def draw(geometry: Geometry, spots: Iterable[Spot], *, view: str = "") -> Drawing:
    """The map of a region.

    Degrees become a sheet by the plate carrée with its true length at the middle of the view: over two degrees of height
    nothing is out of place by more than a pen's width.

    Args:
        geometry: of the region.
        spots: what to mark; those outside the view are told apart.
        view: id of a view; the first one where it is empty or unknown.
    """
    chosen = next((one for one in geometry.views if one.id == view), geometry.views[0])
    sheet = _Sheet(chosen)
    spots = tuple(spots)
    inside = [spot for spot in spots if sheet.shows(spot)]
    return Drawing(
        view=chosen,
        views=geometry.views,
        width=WIDTH,
        height=sheet.height,
        land=tuple(Shape(what=land.side, path="".join(sheet.path(ring) + "Z" for ring in land.rings)) for land in geometry.land),
        lines=tuple(Shape(what=line.kind, path=sheet.path(line.points)) for line in geometry.lines),
        marks=_marks(sheet, inside),
        hidden=tuple(spot for spot in spots if not sheet.shows(spot)),
        sources=geometry.sources,
    )


class _Sheet:
    """Degrees to a sheet of ``WIDTH``; north is up."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._across = WIDTH / (view.east - view.west)
        self._down = self._across / math.cos(math.radians((view.south + view.north) / 2))
        self.height = round((view.north - view.south) * self._down)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return round((longitude - self._view.west) * self._across, 1), round((self._view.north - latitude) * self._down, 1)

    def shows(self, spot: Spot) -> bool:
        return self._view.west <= spot.longitude <= self._view.east and self._view.south <= spot.latitude <= self._view.north

    def path(self, points: Sequence[Position]) -> str:
        """The way through ``points``, on a grid of whole pixels: a map needs no finer one."""
        found: list[str] = []
        for longitude, latitude in points:
            x, y = self.at(longitude, latitude)
            step = f"{x:.0f} {y:.0f}"
            if not found or found[-1] != step:
                found.append(step)
        return "M" + "L".join(found)


def _marks(sheet: _Sheet, spots: Sequence[Spot]) -> tuple[Mark, ...]:
    """Spots with their labels, none over another: labels of one half of the sheet are pushed apart from top to bottom."""
    numbered = [(number, spot, *sheet.at(spot.longitude, spot.latitude)) for number, spot in enumerate(spots, start=1)]
    taken: dict[int, tuple[float, float]] = {}
    placed: list[tuple[float, float]] = []
    for number, _spot, x, y in sorted(numbered, key=lambda one: one[3]):
        where = (x, y + 5)
        while any(abs(where[1] - other_y) < LABEL_GAP and abs(x - other_x) < WIDTH / 4 for other_x, other_y in placed):
            where = (x, where[1] + 1)
        placed.append(where)
        taken[number] = where
    return tuple(
        Mark(
            spot=spot,
            number=number,
            x=x,
            y=y,
            label_x=x + (11 if x < WIDTH * 0.6 else -11),
            label_y=round(taken[number][1], 1),
            anchor="start" if x < WIDTH * 0.6 else "end",
        )
        for number, spot, x, y in numbered
    )


def cities_by_name(geometry: Geometry) -> Mapping[str, City]:
    """Cities by the name that places give as their municipality."""
    return {city.name: city for city in geometry.cities}

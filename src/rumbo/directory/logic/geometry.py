"""The lie of a region's land, and its drawing: degrees in, shapes on a sheet out. The words beside it are the templates'."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from rumbo.regionfile.records import Line, Record, Slug, Text

__all__ = ["Drawing", "Geometry", "Label", "Mark", "Shape", "Spot", "cities_by_name", "draw"]

Anchor = Literal["start", "middle", "end"]
WIDTH = 640
LETTER, LINE = 9.0, 17.0  # about the width of a letter of a label, and its height
POINT = 8.0  # a mark's own room, to each side
# Where a label may stand beside its mark, the best place first: how far off, and on which end of it the mark is.
BESIDE: tuple[tuple[float, float, Anchor], ...] = (
    (11, 5, "start"),
    (-11, 5, "end"),
    (9, -9, "start"),
    (9, 19, "start"),
    (-9, -9, "end"),
    (-9, 19, "end"),
    (0, -12, "middle"),
    (0, 23, "middle"),
)
FIRST = ("city", "port", "place")
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
    """The land of one side, as outer rings. ``name``: what is written on it, in the middle of ``label_at``."""

    side: Slug
    source: Slug
    name: Text
    label_at: Position
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
    licence: Text
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
    name: str | Text
    longitude: float
    latitude: float
    url: str = ""
    count: int = 0

    @property
    def letters(self) -> int:
        """How long its label is, with the number behind it."""
        length = len(self.name) if isinstance(self.name, str) else plain_length(self.name)
        return length + (len(f" ({self.count})") if self.count else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Where words stand on the sheet. ``anchor``: which end of them is at ``x``."""

    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A spot on the sheet. ``label``: where its name stands; None where there is no room: the list beside has it."""

    spot: Spot
    x: float
    y: float
    label: Label | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A path of SVG, with what it shows: the side of a land, or the kind of a line; ``name``: what is written on a land, and where."""

    what: str
    path: str
    name: Text | None = None
    label: Label | None = None


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
    licence: Text


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
        land=tuple(sheet.land(land) for land in geometry.land),
        lines=tuple(Shape(what=line.kind, path=sheet.path(line.points)) for line in geometry.lines),
        marks=_marks(sheet, inside, written=[(sheet.label(land), plain_length(land.name)) for land in geometry.land]),
        hidden=tuple(spot for spot in spots if not sheet.shows(spot)),
        sources=geometry.sources,
        licence=geometry.licence,
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

    def label(self, land: Land) -> Label:
        """Where the name of a land stands."""
        x, y = self.at(*land.label_at)
        return Label(x=x, y=y, anchor="middle")

    def land(self, land: Land) -> Shape:
        """A land as one path, with its name."""
        path = "".join(self.path(ring) + "Z" for ring in land.rings)
        return Shape(what=land.side, path=path, name=land.name, label=self.label(land))

    def path(self, points: Sequence[Position]) -> str:
        """The way through ``points``, on a grid of whole pixels: a map needs no finer one."""
        found: list[str] = []
        for longitude, latitude in points:
            x, y = self.at(longitude, latitude)
            step = f"{x:.0f} {y:.0f}"
            if not found or found[-1] != step:
                found.append(step)
        return "M" + "L".join(found)


def _marks(sheet: _Sheet, spots: Sequence[Spot], *, written: Sequence[tuple[Label, int]]) -> tuple[Mark, ...]:
    """Spots with their labels: none over another, over a mark, over what is ``written`` already, or over the edge."""
    points = [sheet.at(spot.longitude, spot.latitude) for spot in spots]
    taken = [(x - POINT, y - POINT, x + POINT, y + POINT) for x, y in points]
    taken += [_box(label, length) for label, length in written]
    labels: dict[int, Label | None] = {}
    for number in sorted(range(len(spots)), key=lambda n: (FIRST.index(spots[n].kind), -spots[n].count, n)):
        own = taken[number]
        labels[number] = _free_label(sheet, points[number], spots[number].letters, [box for box in taken if box is not own])
        if label := labels[number]:
            taken.append(_box(label, spots[number].letters))
    return tuple(Mark(spot=spot, x=points[n][0], y=points[n][1], label=labels[n]) for n, spot in enumerate(spots))


Box = tuple[float, float, float, float]


def _free_label(sheet: _Sheet, point: tuple[float, float], letters: int, taken: Sequence[Box]) -> Label | None:
    for right, down, anchor in BESIDE:
        label = Label(x=round(point[0] + right, 1), y=round(point[1] + down, 1), anchor=anchor)
        left, top, end, bottom = _box(label, letters)
        inside = left >= 0 and top >= 0 and end <= WIDTH and bottom <= sheet.height
        if inside and not any(left < x2 and x1 < end and top < y2 and y1 < bottom for x1, y1, x2, y2 in taken):
            return label
    return None


def _box(label: Label, letters: int) -> Box:
    width = letters * LETTER
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - LINE * 0.75, left + width, label.y + LINE * 0.25


def plain_length(name: Text) -> int:
    """Letters of a text in whichever language says it longest."""
    return max(len(form) for form in (name.es, name.en, *name.more.values(), "") if form is not None)


def cities_by_name(geometry: Geometry) -> Mapping[str, City]:
    """Cities by the name that places give as their municipality."""
    return {city.name: city for city in geometry.cities}

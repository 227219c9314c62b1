"""A map as numbers: degrees to a sheet, labels that lie over nothing, a drawing that stays small."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from rumbo.directory.logic.geometry import WIDTH, Geometry, Spot, _box, draw
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import Text

REGION = Path(__file__).resolve().parents[3] / "regions" / "calibaja"
GEOMETRY = Geometry.model_validate_json((REGION / "geometry.json").read_text("utf-8"))


def spots() -> list[Spot]:
    """All that the region's map could show."""
    cities = (Spot(kind="city", name=city.name, longitude=city.at[0], latitude=city.at[1], url="#", count=9) for city in GEOMETRY.cities)
    name = Text(es="Garita de nombre largo", en="Port of entry")
    ports = (Spot(kind="port", name=name, longitude=port.at[0], latitude=port.at[1], url="#") for port in GEOMETRY.ports)
    return [*cities, *ports]


@pytest.mark.parametrize("view", [view.id for view in GEOMETRY.views])
def test_no_label_lies_over_another_or_over_the_edge(view: str) -> None:
    drawing = draw(GEOMETRY, spots(), view=view)
    boxes = [_box(mark.label, mark.spot.letters) for mark in drawing.marks if mark.label]
    assert len(boxes) >= 4
    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= WIDTH
        assert 0 <= top < bottom <= drawing.height
    for (l1, t1, r1, b1), (l2, t2, r2, b2) in itertools.combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1


def test_north_is_up_and_west_is_left() -> None:
    drawing = draw(GEOMETRY, spots())
    at = {str(mark.spot.name): (mark.x, mark.y) for mark in drawing.marks}
    assert at["San Diego"][1] < at["Tijuana"][1] < at["Ensenada"][1]
    assert at["Tijuana"][0] < at["Mexicali"][0]


def test_what_lies_outside_a_view_is_told_apart() -> None:
    coast = draw(GEOMETRY, spots(), view="coast")
    assert "Mexicali" in {str(spot.name) for spot in coast.hidden}
    assert len(coast.hidden) + len(coast.marks) == len(spots())


def test_a_view_that_is_not_known_is_the_whole() -> None:
    assert draw(GEOMETRY, [], view="mars").view == GEOMETRY.views[0]


@pytest.mark.parametrize("view", [view.id for view in GEOMETRY.views])
def test_the_shapes_of_the_region_are_small(view: str) -> None:
    drawing = draw(GEOMETRY, spots(), view=view)
    assert sum(len(shape.path) for shape in (*drawing.land, *drawing.lines)) < 8_000


def test_every_shape_names_a_source_in_the_public_domain() -> None:
    known = {source.id for source in GEOMETRY.sources if source.licence.startswith("Public domain")}
    assert {part.source for part in (*GEOMETRY.land, *GEOMETRY.lines, *GEOMETRY.cities, *GEOMETRY.ports)} <= known
    assert known == {source.id for source in GEOMETRY.sources}


def test_what_the_map_marks_is_in_the_region() -> None:
    records, _ = read_region(REGION)
    assert records is not None
    assert records.region.id == GEOMETRY.region
    assert {port.port for port in GEOMETRY.ports} <= {port.id for port in records.ports}
    assert {land.side for land in GEOMETRY.land} == {side.id for side in records.region.sides}


@pytest.mark.parametrize("change", [{"views": []}, {"licence": "free"}, {"more": 1}, {"cities": [{"name": "Atlantis"}]}])
def test_a_file_that_is_not_a_geometry_is_refused(change: dict[str, object]) -> None:
    data = {**json.loads((REGION / "geometry.json").read_text("utf-8")), **change}
    with pytest.raises(ValidationError):
        Geometry.model_validate_json(json.dumps(data))

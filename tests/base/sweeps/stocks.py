"""A stock of profiles in a small world, and that world with two ways gone."""

from __future__ import annotations

import dataclasses

from rumbo.engine.model import Query
from rumbo.engine.profiles import Stock
from rumbo.engine.world import World
from tests.engine.changes import compiled, people_in, stock_of

SEED = 17
MOST_USED = ("w05", "w01")


def people(count: int = 80) -> tuple[World, World, list[Query]]:
    """A world, the same without the two that most plans take, and people in it."""
    spec, asked = people_in(SEED, count)
    return compiled(spec), compiled(dataclasses.replace(spec, ways=tuple(way for way in spec.ways if way.name not in MOST_USED))), asked


def stock() -> tuple[World, World, Stock]:
    """Those people, stored."""
    before, after, asked = people()
    return before, after, stock_of(before, asked)

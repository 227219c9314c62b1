"""The question *catch-22*: papers that can only be had by already having them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.cells import cells_of
from rumbo.engine.conditions import Test, tests_in
from rumbo.engine.evaluate import evaluate_with
from rumbo.engine.instance import Flags
from rumbo.engine.model import AttributeSpec
from rumbo.engine.world import World

MAX_CIRCLES = 100


@dataclass(frozen=True, slots=True)
class Circle:
    """``facts``: a minimal set in which every way granting a member requires a member. ``ways``: those ways.
    ``for_whom``: the tests that are so for the people it shuts in; empty: for everyone."""

    facts: tuple[str, ...]
    ways: tuple[str, ...]
    for_whom: tuple[tuple[Test, bool], ...] = ()


def find_circles(world: World, *, as_of: dt.date | None = None) -> tuple[Circle, ...]:
    """All minimal circles of ``world``, with every ``brought`` fact held: first those for everyone, then those for people
    for whom one attribute closes the ways around.

    A fact that no way grants is no part of a circle: it is taken as held.

    >>> from rumbo.engine.model import FactSpec, Way, WorldSpec
    >>> from rumbo.engine.world import compile_world
    >>> spec = WorldSpec(
    ...     facts=(FactSpec(name="document:a"), FactSpec(name="document:b")),
    ...     ways=(
    ...         Way(name="x", requires=Fact("document:a"), grants=("document:b",)),
    ...         Way(name="y", requires=Fact("document:b"), grants=("document:a",)),
    ...     ),
    ... )
    >>> [circle.facts for circle in find_circles(compile_world(spec, dt.date(2026, 11, 22)))]
    [('document:a', 'document:b')]
    """
    day = as_of or world.day
    found = list(_circles(world, {}, day))
    known = {circle.facts for circle in found}
    for attribute in sorted({test.attribute for guard in world.guards.values() for test in tests_in(guard)}):
        for cell in _cells(world, attribute, day):
            for circle in _circles(world, cell, day):
                if circle.facts not in known and len(found) < MAX_CIRCLES:
                    known.add(circle.facts)
                    found.append(Circle(circle.facts, circle.ways, tuple(sorted(cell.items(), key=str))))
    return tuple(found)


def _cells(world: World, attribute: str, day: dt.date) -> Iterable[dict[Test, bool]]:
    tests = [test for guard in world.guards.values() for test in tests_in(guard) if test.attribute == attribute]
    spec = world.attributes.get(attribute) or AttributeSpec(name=attribute, kind="word", values=world.spec.sides)
    return cells_of(spec, tests, as_of=day, calendars=world.calendars)


def _circles(world: World, cell: dict[Test, bool], day: dt.date) -> Iterable[Circle]:
    a = world.arrays
    start = np.zeros(a.nodes, dtype=np.bool_)
    for node, guard in world.guards.items():
        start[node] = evaluate_with(guard, has=lambda _: False, truth=cell.get) is not False
    granted = _granted_facts(world)
    for name, node in world.fact_index.items():
        if node not in granted or name.startswith("at:"):
            start[node] = True
    stuck = _stuck(world, start, frozenset(granted))
    found: set[frozenset[int]] = set()
    _shrink(world, start, stuck, found, set())
    for facts in sorted(found, key=lambda s: (len(s), sorted(world.facts[n] for n in s))):
        ways = sorted({world.ways[int(a.way[action])].name for f in facts for action in _granting(world, f)})
        yield Circle(tuple(sorted(world.facts[node] for node in facts)), tuple(ways))


def _granted_facts(world: World) -> set[int]:
    """Nodes of facts that a way grants, directly or as a kind of another."""
    direct = {name for way in world.ways for name in way.grants}
    return {world.fact_index[other] for name in direct for other in world.implied.get(name, frozenset({name}))}


def _granting(world: World, node: int) -> list[int]:
    a = world.arrays
    names = {n for n, implied in world.implied.items() if world.facts[node] in implied}
    nodes = {world.fact_index[n] for n in names}
    return [int(x) for n in nodes for x in a.ga[a.gp[n] : a.gp[n + 1]] if a.way[x] >= 0]


def _stuck(world: World, start: Flags, among: frozenset[int]) -> frozenset[int]:
    """Facts of ``among`` that stay out of reach when every other fact is held."""
    a = world.arrays
    state = start.copy()
    for node in world.fact_index.values():
        if node not in among:
            state[node] = True
    everything = np.ones(len(a.way), dtype=np.bool_)
    kernels.reach(a.pp, a.pi, a.ep, a.ei, a.fp, a.fa, everything, state)
    return frozenset(node for node in among if not state[node])


def _shrink(world: World, start: Flags, stuck: frozenset[int], found: set[frozenset[int]], seen: set[frozenset[int]]) -> None:
    if not stuck or stuck in seen or len(found) >= MAX_CIRCLES:
        return
    seen.add(stuck)
    smaller = {_stuck(world, start, stuck - {node}) for node in sorted(stuck)} - {frozenset()}
    if not smaller:
        found.add(stuck)
    for part in sorted(smaller, key=lambda s: (len(s), sorted(s))):
        _shrink(world, start, part, found, seen)

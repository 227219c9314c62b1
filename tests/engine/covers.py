"""Worlds in which what a search has to weigh is chosen with dice: overlapping bundles of papers, at windows on both sides of a border."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import numpy as np

from rumbo.engine.conditions import All, Fact
from rumbo.engine.instance import FAR, Flags, Instance, weigh
from rumbo.engine.model import Body, Query, Way
from rumbo.engine.situation import look_at
from rumbo.engine.stage import Cap, Criterion, Promise, Stage, with_payments
from rumbo.engine.world import World

from .small import crossing, way, word, world_of

DAY = dt.date(2026, 11, 22)
MONEY, VISITS, EXPOSURES = (Criterion("sum", tuple(int(i == n) for i in range(5))) for n in range(3))
DAYS, CROSSINGS = Criterion("days"), Criterion("crossings")
BODIES = ("b0", "b1", "b2")


def border_cover(seed: int, *, papers: int, ways: int, apart: bool = True) -> tuple[World, Query]:
    """A world and a question for ``papers`` papers, to be had in bundles by ``ways`` ways; ``apart``: most of them in person on one of two
    sides, with three ways to cross."""
    rng = random.Random(seed)
    names = [f"document:p{i:02}" for i in range(papers)]
    found = [_bundle(rng, i, names, apart=apart) for i in range(ways)]
    if apart:
        found += [
            crossing("bridge", None, "mx", "us", days=1, money=(("MXN", 2),)), crossing("port", names[0], "mx", "us", days=0),
            crossing("south", None, "us", "mx", days=rng.randint(0, 1), money=(("MXN", rng.randint(0, 2)),)),
        ]  # fmt: skip
    bodies = tuple(Body(name=name, weight=1 + n) for n, name in enumerate(BODIES))
    world = world_of(*found, bodies=bodies, attributes=(word("side", "mx", "us"),), more=tuple(names), sides=("mx", "us"))
    return world, Query(goal=All(tuple(Fact(name) for name in names)), as_of=DAY, attributes={"side": "mx"})


def _bundle(rng: random.Random, number: int, names: list[str], *, apart: bool) -> Way:
    grants = rng.sample(names, 2) if number >= len(names) else [names[number]]
    requires = rng.choice(names) if rng.random() < 0.4 else None
    side = rng.choice(("mx", "us", None)) if apart else None
    return way(
        f"w{number:02}", None if requires in grants else requires, *grants, money=(("MXN", rng.randint(2, 5) * len(grants)),),
        days=rng.randint(0, 6), side=side, in_person=side is not None,
        visit_group=rng.choice((None, "g1", "g2")), exposures=(rng.choice(BODIES),),
    )  # fmt: skip


def instance_of(world: World, query: Query, first: Criterion | None = None) -> Instance:
    """The problem as the search is given it; ``first``: what counts before all else, if what is too dear by it may be left out."""
    found = look_at(world, query)
    instance = found.instance(found.state({}, unknown=False), first=first)
    assert instance is not None
    return instance


def stage_of(instance: Instance, criterion: Criterion, **more: object) -> Stage:
    """A stage in which nothing is proven yet and no plan is known."""
    cost = weigh(instance, criterion.weights) if criterion.kind == "sum" else np.zeros(instance.size, dtype=np.int64)
    nothing = Cap(np.zeros(instance.size, dtype=np.int64), 0)
    stage = Stage(instance, criterion, Promise(), [], nothing, cost=cost, value=FAR)
    for name, value in more.items():
        setattr(stage, name, value)
    stage.aim()
    return stage


def every_plan(instance: Instance) -> list[Flags]:
    """All sets of ways, with their payments and all that follows by itself."""
    ways = np.flatnonzero(instance.is_way)
    found = []
    for chosen in itertools.product((False, True), repeat=len(ways)):
        taken = np.zeros(instance.size, dtype=np.bool_)
        taken[ways] = chosen
        found.append(with_payments(instance, taken))
    return found

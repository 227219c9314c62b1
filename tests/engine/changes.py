"""Worlds that change at random, and people who are planned for from nothing, to check sweeps by."""

from __future__ import annotations

import dataclasses
import random

import numpy as np

from rumbo.engine.conditions import Condition, Fact
from rumbo.engine.course import Bounds
from rumbo.engine.instance import FAR
from rumbo.engine.model import Duration, Holding, Limits, Query, WorldSpec
from rumbo.engine.profiles import Plans, Stock, asked_of, distinct, kinds_of
from rumbo.engine.situation import look_at
from rumbo.engine.solving import solve
from rumbo.engine.stage import Budget
from rumbo.engine.sweep import Sweep, bounds_of, change_between, names_of
from rumbo.engine.wishes import value_of
from rumbo.engine.world import World, compile_world

from .worlds import DAY, random_world

AMPLE = 100_000


def changed(rng: random.Random, spec: WorldSpec) -> WorldSpec:
    """The world with one to three of its ways removed, made dearer, cheaper, slower or quicker, altered, closed by dates, or added."""
    ways = list(spec.ways)
    for _ in range(rng.randint(1, 3)):
        if not ways:
            break
        place = rng.randrange(len(ways))
        way, other = ways[place], rng.choice(spec.ways)
        match rng.randrange(7):
            case 0:
                del ways[place]
            case 1:
                ways[place] = dataclasses.replace(way, money=((rng.choice(("MXN", "USD")), rng.randint(0, 6)),))
            case 2:
                ways[place] = dataclasses.replace(way, duration=Duration(typical=rng.choice((0, 1, 4)), max=9))
            case 3:
                ways[place] = dataclasses.replace(way, requires=other.requires, exposures=other.exposures)
            case 4:
                ways[place] = dataclasses.replace(way, visit_group=other.visit_group, valid_to=rng.choice((None, DAY.replace(day=1))))
            case _:
                ways.append(dataclasses.replace(other, name=f"new-{len(ways)}-{rng.random()}", requires=way.requires))
    return dataclasses.replace(spec, ways=tuple(ways))


def people_in(seed: int, count: int, *, losing: bool = False, border: bool = False) -> tuple[WorldSpec, list[Query]]:
    """A random world, and people in it who hold and say this and that, all with the objectives of its question."""
    spec, query = random_world(seed, most_ways=12, border=border)
    rng = random.Random(seed)
    if losing:
        facts = [fact.name for fact in spec.facts]
        ways = tuple(dataclasses.replace(way, loses=(rng.choice(facts),)) if rng.random() < 0.3 else way for way in spec.ways)
        spec = dataclasses.replace(spec, ways=ways)
    grantable = [fact.name for fact in spec.facts if not fact.brought]
    goals: list[Condition] = [query.goal, *map(Fact, rng.sample(grantable, min(2, len(grantable))))]
    people = []
    for _ in range(count):
        known = {a.name: rng.choice("xyz") for a in spec.attributes if rng.random() < 0.7}
        if spec.sides:
            known["side"] = rng.choice(spec.sides)
        held = tuple(_holdings(rng, grantable))
        people.append(dataclasses.replace(query, goal=rng.choice(goals), held=held, attributes=known, limits=Limits()))
    return spec, people


def _holdings(rng: random.Random, facts: list[str]) -> list[Holding]:
    return [Holding(fact=name) for name in facts if rng.random() < 0.15]


def stock_of(world: World, people: list[Query]) -> Stock:
    """Those people, stored with their plans."""
    goals = {f"goal-{i}": goal for i, goal in enumerate(dict.fromkeys(query.goal for query in people))}
    asked = asked_of(world, goals, people[0].objective, DAY)
    kinds, kind = distinct(kinds_of(world, asked, people))
    names = tuple(way.name for way in world.ways)
    none = Plans.none(len(kinds), names, len(asked.objectives))
    plans = Sweep(world, asked).replan(kinds, [Bounds()] * len(kinds), none, nodes=AMPLE)
    return Stock(asked, np.arange(len(people), dtype=np.uint64), kind, kinds, plans)


def swept(stock: Stock, before: World, after: World, *, nodes: int = AMPLE) -> tuple[Plans, np.ndarray]:
    """The plans of a stock in the world after, and which kinds were planned again."""
    sweep = Sweep(after, stock.asked)
    plans = stock.plans.named(names_of(stock.plans, after))
    change = change_between(before, after, stock.asked)
    touched = sweep.touched(change, stock.kinds, plans)
    which = np.flatnonzero(touched.kinds)
    bounds = bounds_of(change, touched, plans)
    again = sweep.replan(stock.kinds.part(which), [bounds[i] for i in which], plans.part(which), nodes=nodes)
    return plans.put(which, again), touched.kinds


def from_nothing(world: World, query: Query) -> tuple[int, ...]:
    """The best values of one person's certain plan by the planner of single questions; ``FAR`` where there is none."""
    solved = solve(look_at(world, query), {}, Budget(AMPLE), unknown=False)
    if solved is None or solved.plan is None:
        return (FAR,) * len(query.objective)
    return tuple(value_of(solved.plan, objective) for objective in query.objective)


def compiled(spec: WorldSpec) -> World:
    """The world on the day of all tests."""
    return compile_world(spec, DAY)

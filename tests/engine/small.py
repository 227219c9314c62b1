"""Worlds of a few ways, written in one line each, so that a test shows what it is about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rumbo.engine.conditions import facts_in, parse_condition
from rumbo.engine.model import Answer, AttributeSpec, Body, Calendar, Duration, FactSpec, Holding, Plan, Query, Way, WorldSpec
from rumbo.engine.planner import plan_goal
from rumbo.engine.world import World, compile_world

TODAY = dt.date(2026, 11, 20)
SIDES = ("mx", "us")
MX = Calendar(name="mx", closed=frozenset({dt.date(2026, 11, 23)}))
RATES = (("MXN", 1), ("USD", 18))


def way(name: str, requires: object, *grants: str, days: int = 0, **more: Any) -> Way:
    """A way that takes ``days`` calendar days; ``requires`` is in the data form of conditions."""
    more.setdefault("duration", Duration(min=days, typical=days, max=days))
    return Way(name=name, requires=parse_condition(requires), grants=grants, **more)


def crossing(name: str, requires: object, start: str, end: str, **more: Any) -> Way:
    """A crossing way from one side to the other."""
    return way(name, requires, *more.pop("grants", ()), side=start, crosses_to=end, **more)


def word(name: str, *values: str, **more: Any) -> AttributeSpec:
    """An attribute that is one of ``values``."""
    return AttributeSpec(name=name, kind="word", values=values, **more)


def spec_of(*ways: Way, facts: tuple[FactSpec, ...] = (), more: tuple[str, ...] = (), **rest: Any) -> WorldSpec:
    """A world of ``ways``; every fact they speak of is declared, and those named in ``more`` and ``facts``."""
    spoken = {name for w in ways for name in (*facts_in(w.requires), *w.grants, *w.loses) if not name.startswith("at:")} | set(more)
    declared = {fact.name for fact in facts}
    rest.setdefault("rates", RATES)
    rest.setdefault("calendars", (MX,))
    rest.setdefault("bodies", tuple(Body(name=name) for name in sorted({body for w in ways for body in w.exposures})))
    if any(w.side for w in ways):
        rest.setdefault("sides", SIDES)
    return WorldSpec(facts=(*facts, *(FactSpec(name=name) for name in sorted(spoken - declared))), ways=ways, **rest)


def world_of(*ways: Way, **rest: Any) -> World:
    """The compiled world of ``ways``."""
    return compile_world(spec_of(*ways, **rest), TODAY)


def ask(goal: object, *held: str | Holding, **rest: Any) -> Query:
    """A question for ``goal`` by someone who holds ``held``; ``know`` are the attributes known of them."""
    attributes = rest.pop("know", {})
    papers = tuple(paper if isinstance(paper, Holding) else Holding(fact=paper) for paper in held)
    rest.setdefault("as_of", TODAY)
    return Query(goal=parse_condition(goal), held=papers, attributes=attributes, **rest)


def answer_to(world: World, goal: object, *held: str | Holding, **rest: Any) -> Answer:
    """The planner's answer to :func:`ask`."""
    return plan_goal(world, ask(goal, *held, **rest))


def steps_of(plan: Plan | None) -> list[str]:
    """Names of a plan's ways in order; a missing plan fails the test that asks for its steps."""
    assert plan is not None, "there is no plan"
    return [step.way for step in plan.steps]

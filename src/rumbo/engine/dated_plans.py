"""The next plan that can be dated, where a plan cannot: without the ways, or the papers held, that the rules in its way are about."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rumbo.engine.conditions import facts_in
from rumbo.engine.dated_steps import DEADLINES
from rumbo.engine.model import OBJECTIVES, Objective, Plan, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.schedule import Schedule, schedule_plan
from rumbo.engine.wishes import value_of
from rumbo.engine.world import World

MOST_TRIES = 12
_SETTLED = frozenset({"optimal", "feasible"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A plan's ``schedule``; where it is blocked, the best plan found ``instead`` that has dates, with them. ``searched``: how many
    other plans were asked for; ``exhausted``: there is none besides."""

    schedule: Schedule
    instead: Plan | None = None
    instead_schedule: Schedule | None = None
    searched: int = 0
    exhausted: bool = True


def date_plan(
    world: World,
    query: Query,
    plan: Plan,
    *,
    start: dt.date | None = None,
    arrive_by: dt.date | None = None,
    tries: int = MOST_TRIES,
) -> Dated:
    """Dates for ``plan``, or for the next plan that has some.

    Other plans come best first, by the query's objectives. Each does without one more way that a rule blocks, or without a paper held
    that runs out too early, so that it is asked for anew; where a deadline blocks, without any one of its ways.

    Args:
        start: as for :func:`rumbo.engine.schedule.schedule_plan`.
        arrive_by: the same.
        tries: how many other plans to ask the planner for at most.

    Returns:
        a :class:`Dated`.

    Raises:
        ValueError: as :func:`rumbo.engine.schedule.schedule_plan`.
    """
    schedule = schedule_plan(world, query, plan, start=start, arrive_by=arrive_by)
    if schedule.status == "dated":
        return Dated(schedule=schedule)
    seen, searched = {_named(plan)}, 0
    asked: set[tuple[object, ...]] = set()
    heap: list[tuple[tuple[int, ...], tuple[str, ...], int]] = []
    nodes: list[tuple[Query, Plan, Schedule]] = [(query, plan, schedule)]
    heap.append(((), (), 0))
    while heap:
        other, found, blocked = nodes[heapq.heappop(heap)[2]]
        if blocked.status == "dated":
            return Dated(schedule=schedule, instead=found, instead_schedule=blocked, searched=searched, exhausted=False)
        for further in _without(world, other, found, blocked):
            key = (further.limits.without, further.held, further.objective)
            if key in asked or searched >= tries:
                continue
            asked.add(key)
            searched += 1
            answer = plan_goal(world, replace(further, alternatives=0, improvements=False, enough_branches=1))
            if answer.status in _SETTLED and answer.plan is not None and _named(answer.plan) not in seen:
                seen.add(_named(answer.plan))
                nodes.append((further, answer.plan, schedule_plan(world, query, answer.plan, start=start, arrive_by=arrive_by)))
                heapq.heappush(heap, (_rank(query, answer.plan), _named(answer.plan), len(nodes) - 1))
    return Dated(schedule=schedule, searched=searched, exhausted=searched < tries)


def _named(plan: Plan) -> tuple[str, ...]:
    return tuple(sorted(step.way for step in plan.steps))


def _rank(query: Query, plan: Plan) -> tuple[int, ...]:
    order: list[Objective] = [*dict.fromkeys(query.objective), *(name for name in OBJECTIVES if name not in query.objective)]
    return tuple(value_of(plan, name) for name in order)


def _without(world: World, query: Query, plan: Plan, schedule: Schedule) -> Iterator[Query]:
    """Questions whose plans do without something that keeps this plan from being dated."""
    shut = {way for rule in schedule.blocks for way in (rule.step, rule.giver) if way is not None}
    papers = {rule.fact for rule in schedule.blocks if rule.fact is not None and rule.giver is None}
    if any(rule.code in (*DEADLINES, "too-far") for rule in schedule.blocks):
        if query.objective[0] != "fastest":
            yield replace(query, objective=tuple(dict.fromkeys(("fastest", *query.objective))))
        shut |= {step.way for step in plan.steps}
    for paper in sorted(papers):
        if _may_be_put_aside(world, paper):
            yield replace(query, held=tuple(held for held in query.held if held.fact != paper))
    for way in sorted(shut):
        yield replace(query, limits=replace(query.limits, without=(*query.limits.without, way)))


def _may_be_put_aside(world: World, paper: str) -> bool:
    """Whether a person can be taken not to hold a paper: not one that tells who they are, or that shuts a way to them."""
    telling = {fact for guard in world.guards.values() for fact in facts_in(guard)}
    for spec in world.spec.attributes:
        telling |= {fact for _, facts in spec.known_from for fact in facts}
        telling |= {fact for _, rule in spec.known_if for fact in facts_in(rule)}
    return telling.isdisjoint(world.implied.get(paper, {paper}))

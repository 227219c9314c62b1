"""What needs are called, and which plans lead through a service: what the directory is told by its port."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from functools import lru_cache

from django.urls import reverse

from rumbo.base.queries import read_records
from rumbo.directory.ports import Given, Goal, Uses
from rumbo.engine.conditions import facts_in, tests_in
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.words import condition_words
from rumbo.pathways.models import FactRow
from rumbo.pathways.queries import current_region
from rumbo.regionfile import records as r

__all__ = ["goals_by_service", "need_names", "uses_of"]

NEED = "need-met:"
MOST_GOALS = 6
CLOSED = "closed"


def need_names() -> Mapping[str, r.Text]:
    """What each need that a service can meet is called."""
    return {fact.id: fact.name for fact in read_records(FactRow, FactRow.objects.filter(slug__startswith=NEED).order_by("position"))}


def uses_of(service: str, *, on: dt.date) -> Uses:
    """What one can do with a service, by its slug; nothing for one that is not known."""
    region = current_region(on=on)
    record = region.services.get(service)
    if record is None:
        return Uses()
    goals = (region.goals[goal] for goal in goals_by_service(region).get(service, ()))
    ways = (way for way in region.records.ways if way.service == service and way.state != CLOSED)
    return Uses(
        goals=tuple(Goal(name=goal.name, url=reverse("pathways:goal", args=[goal.id])) for goal in goals),
        given=tuple(Given(name=way.name, bring=way.bring, gives=way.gives) for way in ways),
        open_to=condition_words(region, record.open_to) if tests_in(record.open_to) else None,
    )


@lru_cache(maxsize=4)
def goals_by_service(region: CompiledRegion) -> Mapping[str, tuple[str, ...]]:
    """The goals that each service is good for, those it is nearest to first, at most six.

    A goal to look for something is served by what meets its needs; a goal to reach something, by every service whose ways
    lead to it, however many steps before.
    """
    near: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for goal in region.records.goals:
        steps = _steps_before(region, goal) if goal.reach is not None else dict.fromkeys(_meeting(region, goal), 0)
        for service, distance in steps.items():
            near[service].append((distance, goal.id))
    return {service: tuple(goal for _, goal in sorted(found, key=lambda one: one[0])[:MOST_GOALS]) for service, found in near.items()}


def _meeting(region: CompiledRegion, goal: r.GoalRecord) -> Iterator[str]:
    """Services that a list for this goal has; enforcement is in none."""
    for service in region.records.services:
        body = region.organizations[service.organization]
        right_class = body.cls != "enforcement" and (not goal.organization_class or body.cls in goal.organization_class)
        if right_class and goal.side in (None, service.side) and not set(goal.needs).isdisjoint(service.needs):
            yield service.id


def _steps_before(region: CompiledRegion, goal: r.GoalRecord) -> Mapping[str, int]:
    """Services whose ways lead to a goal, with how many steps lie between at least."""
    granting: dict[str, list[r.WayRecord]] = defaultdict(list)
    for way in region.records.ways:
        for grant in way.grants if way.state != CLOSED else ():
            for fact in region.implied.get(grant, frozenset({grant})):
                granting[fact].append(way)
    seen: set[str] = set()
    services: dict[str, int] = {}
    queue = deque((fact, 0) for fact in sorted(facts_in(goal.reach)))
    while queue:
        fact, distance = queue.popleft()
        for way in granting[fact] if fact not in seen else ():
            services.setdefault(way.service, distance)
            queue.extend((needed, distance + 1) for needed in sorted(facts_in(way.requires)))
        seen.add(fact)
    return services

"""The dates of a plan as a constraint program for OR-Tools' CP-SAT: an independent check, and a peer to be measured against.

Whole days by one clock; windows' hours, ages and terms are not in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from rumbo.engine.calendars import add_working_days, is_working_day
from rumbo.engine.model import Plan, Query, Way
from rumbo.engine.situation import is_valid
from rumbo.engine.world import World

DAY = dt.timedelta(1)


@dataclass
class Program:
    """The model of one plan: by step the day it is done, the day it is ready, and its place in the order."""

    world: World
    query: Query
    plan: Plan
    start: dt.date
    days: int
    goal: frozenset[str]
    model: Any = field(default_factory=cp_model.CpModel)

    def __post_init__(self) -> None:
        self.ways = [self.world.ways[self.world.way_index[step.way]] for step in self.plan.steps]
        n = len(self.ways)
        self.on = [self.model.new_int_var_from_domain(self.domain(way), f"on{i}") for i, way in enumerate(self.ways)]
        self.on.append(self.model.new_int_var(0, 2 * self.days, "goal"))
        self.place = [self.model.new_int_var(0, n, f"place{i}") for i in range(n + 1)]
        self.ready = [self.readiness(i, way) for i, way in enumerate(self.ways)]
        self.model.add_all_different(self.place)
        self.crossings = [i for i, way in enumerate(self.ways) if way.crosses_to]
        for i in range(n):
            self.comes_before(i, n)
        for before, after in zip(self.crossings, self.crossings[1:], strict=False):
            self.waits_for(after, before)
        uses = [*(frozenset(step.uses) for step in self.plan.steps), self.goal]
        for i, facts in enumerate(uses):
            self.be_there(i, {fact[3:] for fact in facts if fact.startswith("at:")})
            for fact in sorted(facts):
                if not fact.startswith("at:"):
                    self.have(i, fact)
        self.model.minimize(self.on[n])

    def domain(self, way: Way) -> Any:
        return cp_model.Domain.from_values([n for n in range(self.days) if self.is_open(way, self.start + n * DAY)])

    def is_open(self, way: Way, day: dt.date) -> bool:
        if (way.valid_from and day < way.valid_from) or (way.valid_to and day > way.valid_to):
            return False
        if way.seasons and not any(first <= day <= last for first, last in way.seasons):
            return False
        if not way.in_person or way.crosses_to:
            return True
        name = way.duration.calendar or next((place.calendar for place in self.world.spec.places if place.side == way.side), None)
        return name is None or is_working_day(self.world.calendars[name], day)

    def readiness(self, i: int, way: Way) -> Any:
        table = [self.ready_after(way, n) for n in range(self.days)]
        ready = self.model.new_int_var(0, max(table), f"ready{i}")
        self.model.add_element(self.on[i], table, ready)
        return ready

    def ready_after(self, way: Way, n: int) -> int:
        if way.duration.unit == "calendar" or way.duration.calendar is None:
            return n + way.duration.typical
        calendar, day = self.world.calendars[way.duration.calendar], self.start + n * DAY
        while not is_working_day(calendar, day):
            day += DAY
        return (add_working_days(calendar, day, way.duration.typical) - self.start).days

    def comes_before(self, before: int, after: int, when: Any = None) -> None:
        for constraint in (self.model.add(self.on[after] >= self.on[before]), self.model.add(self.place[after] > self.place[before])):
            if when is not None:
                constraint.only_enforce_if(when)

    def waits_for(self, after: int, before: int, when: Any = None) -> None:
        self.comes_before(before, after, when)
        constraint = self.model.add(self.on[after] >= self.ready[before])
        if when is not None:
            constraint.only_enforce_if(when)

    def be_there(self, i: int, sides: set[str]) -> None:
        """Be on the sides that a step needs: in one of the stays between crossings."""
        if not sides or i in self.crossings:
            return
        bounds = [-1, *self.crossings, -1]
        stays = []
        for n, arrives in enumerate(bounds[:-1]):
            here = self.ways[arrives].crosses_to if arrives >= 0 else self.query.attributes["side"]
            if sides == {here}:
                stay = self.model.new_bool_var(f"stay{i}-{n}")
                stays.append(stay)
                if arrives >= 0:
                    self.waits_for(i, arrives, stay)
                if bounds[n + 1] >= 0:
                    self.comes_before(i, bounds[n + 1], stay)
        self.model.add_bool_or(stays)

    def have(self, i: int, fact: str) -> None:
        """Have a paper that is valid on the day it is used, from one of those that are or amount to it."""
        fresh = dict(self.ways[i].fresh_days).get(fact) if i < len(self.ways) else None
        self.model.add_bool_or([*self.held(i, fact, fresh), *self.granted(i, fact, fresh)])

    def held(self, i: int, fact: str, fresh: int | None) -> Iterator[Any]:
        for number, held in enumerate(self.query.held):
            if fact in self.world.implied.get(held.fact, ()) and is_valid(held.issued, held.expires, self.query.as_of):
                used = self.model.new_bool_var(f"held{i}-{number}-{fact}")
                if held.expires is not None:
                    self.model.add(self.on[i] <= (held.expires - self.start).days).only_enforce_if(used)
                if fresh is not None and held.issued is not None:
                    self.model.add(self.on[i] <= (held.issued - self.start).days + fresh).only_enforce_if(used)
                self.keep(i, held.fact, -1, used)
                yield used

    def granted(self, i: int, fact: str, fresh: int | None) -> Iterator[Any]:
        for giver, way in enumerate(self.ways):
            for granted in way.grants if giver != i else ():
                if fact in self.world.implied.get(granted, ()):
                    used = self.model.new_bool_var(f"granted{i}-{giver}-{granted}-{fact}")
                    self.waits_for(i, giver, used)
                    for most in (dict(way.grant_days).get(granted), fresh):
                        if most is not None:
                            self.model.add(self.on[i] <= self.ready[giver] + most).only_enforce_if(used)
                    self.keep(i, granted, giver, used)
                    yield used

    def keep(self, i: int, fact: str, giver: int, used: Any) -> None:
        """Steps that take a paper away keep their place in the plan's order."""
        for loser, way in enumerate(self.ways):
            if fact in way.loses and loser not in (i, giver):
                if giver > loser:
                    self.comes_before(loser, giver, used)
                elif i < loser:
                    self.comes_before(i, loser, used)
                else:
                    self.model.add(used == 0)


def earliest_finish(world: World, query: Query, plan: Plan, *, days: int, goal: frozenset[str]) -> dt.date | None:
    """The earliest day the goal is reached, proven by CP-SAT; None where no dates fit within ``days``.

    Args:
        goal: the facts the goal is made of.

    Raises:
        RuntimeError: the solver proved neither.
    """
    return solved(Program(world, query, plan, query.as_of, days, goal))


def solved(program: Program) -> dt.date | None:
    """The earliest finish of a program, as :func:`earliest_finish` has it."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(program.model)
    if status == cp_model.OPTIMAL:
        return program.start + solver.value(program.on[-1]) * DAY
    if status == cp_model.INFEASIBLE:
        return None
    raise RuntimeError(f"CP-SAT: {solver.status_name(status)}")

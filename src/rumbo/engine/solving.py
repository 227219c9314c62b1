"""From a state of facts and guards to the best plan that can really be walked, whatever ways take away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

import numpy as np

from rumbo.engine.explain import make_plan
from rumbo.engine.instance import Flags, Instance
from rumbo.engine.model import Cost, Plan
from rumbo.engine.situation import Assumed, Situation, Worked, closed
from rumbo.engine.stage import Budget, Found
from rumbo.engine.wishes import Wishes, search_instance

MAX_REPAIRS = 50


@dataclass(frozen=True)
class Solved:
    """A plan with its actions and values; ``plan`` is None when the search was cut before it found any."""

    plan: Plan | None
    found: Found | None
    repaired: bool = False
    exact: bool = True


@dataclass(frozen=True)
class Task:
    """Who asks for what: under ``assumed`` answers, open guards counting as ``unknown``, by ``wishes`` and within a ``budget``."""

    situation: Situation
    assumed: Assumed
    budget: Budget
    unknown: bool
    wishes: Wishes


def solve(
    situation: Situation,
    assumed: Assumed,
    budget: Budget,
    *,
    unknown: bool,
    allowed: Flags | None = None,
    wishes: Wishes | None = None,
) -> Solved | None:
    """The best plan under ``assumed`` by ``wishes`` (those of the query, if not given); open guards count as ``unknown``.

    Returns:
        None when the goal is out of reach within limits.
    """
    state = situation.state(assumed, unknown=unknown)
    if state[situation.graph.goal]:
        return Solved(Plan(steps=(), cost=Cost()), None)
    if allowed is None and not situation.outlook(assumed, unknown=unknown)[situation.graph.goal]:
        return None
    task = Task(situation, assumed, budget, unknown, wishes or Wishes.of(situation.query))
    return solve_from(task, state, situation.allowed if allowed is None else allowed)


def solve_from(task: Task, state: Flags, allowed: Flags, tries: int = MAX_REPAIRS) -> Solved | None:
    """As :func:`solve`, from the true nodes ``state`` by the ``allowed`` actions, with ``tries`` to repair what cannot be walked."""
    known = allowed is task.situation.allowed and state is task.situation.state(task.assumed, unknown=task.unknown)
    reached = task.situation.outlook(task.assumed, unknown=task.unknown) if known else None
    instance = task.situation.instance(state, allowed, reached=reached, first=task.wishes.first)
    if instance is None:
        return None
    found = search_instance(task.situation, instance, task.wishes, task.budget)
    if found is None:
        return None
    if not len(found.chosen):
        return Solved(None, found, exact=False)
    crossings = task.wishes.crossings_of(instance, found.chosen)
    plan = make_plan(task.situation, instance, found.chosen, task.assumed, unknown=task.unknown, crossings=crossings)
    if plan is not None:
        return Solved(plan, found)
    return _repair(task, state, allowed, tries, instance, found)


def _repair(task: Task, state: Flags, allowed: Flags, tries: int, instance: Instance, broken: Found) -> Solved | None:
    """No order of these ways works, since some take away what others need: the best plan that does without one of them.

    Plans with all of them and more are not looked at, so the answer is proven only as far as it is worth no less than the plan that
    does not work: by the first criteria, up to the first by which it is worse."""
    best = _having_it_again(task, allowed, instance, broken)
    for action in np.flatnonzero(broken.chosen & (instance.arrays.way >= 0)):
        if tries <= 0:
            break
        without = allowed.copy()
        without[int(instance.names[action])] = False
        tries -= 1
        other = solve_from(task, state, without, tries // 2)
        if other is not None and other.plan is not None and (best is None or _better(other, best)):
            best = other
    if best is None or best.found is None:
        return None
    same = takewhile(lambda pair: pair[0] == pair[1], zip(best.found.values, broken.values[: broken.proven], strict=False))
    proven = sum(1 for _ in same) if best.exact else 0
    bound = broken.values[proven] if proven < broken.proven else broken.bound
    return replace(best, repaired=True, found=replace(best.found, proven=proven, bound=bound))


def _having_it_again(task: Task, allowed: Flags, instance: Instance, broken: Found) -> Solved | None:
    """The best plan in which papers held, that the broken plan takes away, are asked for once more."""
    situation = task.situation
    ways = [situation.world.ways[int(w)] for w in instance.arrays.way[broken.chosen] if w >= 0]
    lost = {name for way in ways for name in way.loses} & situation.base
    if not lost:
        return None
    base = situation.base - lost
    poorer = replace(situation, base=base, held=closed(situation.world, base), worked=Worked())
    without = poorer.instance(poorer.state(task.assumed, unknown=task.unknown), allowed)
    found = None if without is None else search_instance(poorer, without, task.wishes, task.budget)
    if without is None or found is None or not len(found.chosen):
        return None
    crossings = task.wishes.crossings_of(without, found.chosen)
    plan = make_plan(situation, without, found.chosen, task.assumed, unknown=task.unknown, crossings=crossings)
    return None if plan is None else Solved(plan, found, repaired=True, exact=False)


def _better(one: Solved, other: Solved) -> bool:
    return rank_of(one) < rank_of(other)


def rank_of(solved: Solved) -> tuple[tuple[int, ...], list[str]]:
    """What plans for the same wishes are ordered by: their values, then the names of their ways."""
    return (solved.found.values if solved.found else (), [step.way for step in solved.plan.steps] if solved.plan else [])

"""The question *why not*: what shuts the goal, and the smallest changes that would open it.

The same search over priced actions: *have this paper*, *let this test be otherwise*, *wait until this opens*, *lift this limit*.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.instance import Flags
from rumbo.engine.model import Holding, Limits, Query, Repair, WhyNot
from rumbo.engine.planner import plan_goal
from rumbo.engine.repairs import find_repairs
from rumbo.engine.situation import Situation, look_at, open_actions, shut_by
from rumbo.engine.world import World

MAX_REPAIRS = 5
MAX_CLOSED = 20


def why_not(world: World, query: Query, *, most: int = MAX_REPAIRS) -> WhyNot:
    """Why the goal of ``query`` is out of reach, and up to ``most`` minimal changes that open it, cheapest first.

    Open guards count as shut, so that what is merely unknown is named too.

    Raises:
        WorldError: when the goal is not of this world.
    """
    limited = _limits_in_the_way(world, query)
    unlimited = replace(query, limits=Limits(without=query.limits.without))
    situation = look_at(world, unlimited)
    closed = _closed(situation, query)
    if limited:
        return WhyNot(repairs=(Repair(limits=limited),), closed=closed)
    repairs = tuple(_with_limits(world, query, repair) for repair in find_repairs(situation, most))
    return WhyNot(repairs=repairs, closed=closed)


def _limits_in_the_way(world: World, query: Query) -> tuple[str, ...]:
    """Which limits alone keep the goal shut: those without which it opens."""
    limits = query.limits
    if limits == Limits(without=limits.without):
        return ()
    plain = replace(query, alternatives=0, improvements=False, ties=False)
    if plan_goal(world, replace(plain, limits=Limits(without=limits.without))).status in {"unreachable"}:
        return ()
    lifted = {
        "budget": replace(limits, budget=()), "days": replace(limits, days=None), "crossings": replace(limits, crossings=None),
        "avoid": replace(limits, avoid=()), "side": replace(limits, side=None),
    }  # fmt: skip
    one = [
        name for name, other in lifted.items() if other != limits and plan_goal(world, replace(plain, limits=other)).status != "unreachable"
    ]
    return tuple(one) or tuple(name for name, other in lifted.items() if other != limits)


def _with_limits(world: World, query: Query, repair: Repair) -> Repair:
    """The repair, with the limits to lift too where papers alone would not open the goal under them."""
    limits = query.limits
    if limits == Limits(without=limits.without) or repair.tests or repair.opens:
        return repair
    richer = replace(
        query, held=(*query.held, *(Holding(fact=name) for name in repair.facts)), alternatives=0, improvements=False, ties=False
    )
    if plan_goal(world, richer).status != "unreachable":
        return repair
    return replace(repair, limits=_limits_in_the_way(world, richer))


def _closed(situation: Situation, query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ways towards the goal that are shut to this person, each with what shuts it: attributes, or a reason of dates or limits."""
    world, graph, a = situation.world, situation.graph, situation.graph.arrays
    fails = np.zeros(graph.nodes, dtype=np.bool_)
    fails[[node for node, value in situation.at_first.items() if value is False]] = True
    shut = ~open_actions(world, graph, query)
    shut[np.repeat(np.arange(len(a.way)), graph.needs)[fails[a.pi]]] = True
    found = []
    for action in np.flatnonzero(shut & (a.way >= 0) & _towards_goal(situation)).tolist():
        way = world.ways[int(a.way[action])]
        reason = shut_by(world, way, query)
        guards = [node for node in a.pi[a.pp[action] : a.pp[action + 1]].tolist() if fails[node]]
        names = sorted({test.attribute for node in guards for test in graph.guard_tests[node]})
        if reason is not None or names:
            found.append((way.name, tuple(names) if reason is None else (reason,)))
        if len(found) == MAX_CLOSED:
            break
    return tuple(found)


def _towards_goal(situation: Situation) -> Flags:
    a = situation.graph.arrays
    everything = np.ones(a.nodes, dtype=np.bool_)
    held = situation.state({}, unknown=False)
    every_way = np.ones(len(a.way), dtype=np.bool_)
    return kernels.relevant(a.pp, a.pi, a.gp, a.ga, every_way, everything, held, situation.graph.goal)

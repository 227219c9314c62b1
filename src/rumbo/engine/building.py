"""From a world to one person's problem: what of it some plan could use, and what such a plan could pay for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from rumbo.engine import jit, kernels
from rumbo.engine.graph import Arrays, Ints
from rumbo.engine.instance import FAR, TIE_SCALE, Flags, Instance, cut, unpaid_for, weigh
from rumbo.engine.stage import Criterion
from rumbo.engine.world import GoalGraph, World


def build_instance(
    world: World,
    graph: GoalGraph,
    state: Flags,
    allowed: Flags,
    start_sides: int,
    *,
    reached: Flags | None = None,
    first: Criterion | None = None,
) -> Instance | None:
    """The problem of reaching ``graph.goal`` from the true nodes ``state`` (closed over free steps) by ``allowed`` actions.

    Args:
        reached: all that follows by them, where that is known.
        first: what is to be least before all else. Then actions are left out that no plan can use which is as good by it as one that is
            easily found: to be given only where any plan that reaches the goal may be taken.

    Returns:
        None when even all of the actions together do not reach the goal. A goal already held is the caller's to see.
    """
    seed, a = seed_of(world, graph), graph.arrays
    if reached is None:
        reached = state.copy()
        kernels.reach(*seed.rows, allowed, reached)
    if not reached[graph.goal]:
        return None
    # Where one is on one side at a time, what is easily found on paper may be no plan at all: nothing can be left out by it.
    if first is None or first.kind == "crossings" or seed.has_places:
        useful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, allowed, reached, state, graph.goal)
        if seed.has_places and comes_back(world, a, useful):
            useful = with_crossings(a, useful, allowed, reached, state)
        return cut(a, state, useful, graph.goal, seed, start_sides=start_sides)
    if first.kind == "sum":
        useful = affordable(seed, state, allowed, weights_of(seed, graph, first.weights))
    else:
        useful = timely(seed, state, allowed)
    return cut(a, state, useful, graph.goal, seed, start_sides=start_sides, is_sifted=True)


def seed_of(world: World, graph: GoalGraph) -> Instance:
    """The whole graph as a problem in which nothing is held; made once."""
    known: Instance | None = graph.prepared.get("seed")
    if known is None:
        a = graph.arrays
        at_node = np.array([world.node_of["fact", f"at:{side}"] for side in world.spec.sides], dtype=np.int64)
        known = graph.prepared["seed"] = Instance(
            arrays=a, goal=graph.goal, names=np.arange(len(a.way), dtype=np.int64), free=graph.free, paid=(a.way < 0) & ~graph.free,
            start_sides=0, at_node=at_node, tables=(world.tables.index, world.tables.day),
        )  # fmt: skip
    return known


class Weights(NamedTuple):
    """What the actions of a whole graph count in a sum, and the least that a chain from each to the goal counts (``tail``). ``guide``: as
    ``cost``, equals told apart by the number of ways; ``lead``: the least that a chain from each node to the goal counts of these.
    ``unpaid``: payments that count nothing; ``settled``: the nodes they pay for."""

    cost: Ints
    tail: Ints
    guide: Ints
    lead: Ints
    unpaid: Flags
    settled: Flags


def weights_of(seed: Instance, graph: GoalGraph, weights: tuple[int, ...]) -> Weights:
    """What each action counts in the sum with ``weights``; worked out once."""
    known: Weights | None = graph.prepared.get(weights)
    if known is None:
        cost = weigh(seed, weights)
        guide = cost * TIE_SCALE + ~seed.free
        known = Weights(cost, tails_of(seed, leads_of(seed, cost)), guide, leads_of(seed, guide), *unpaid_for(seed, cost))
        graph.prepared[weights] = known
        for array in known[:4]:
            jit.keep(array)
    return known


def leads_of(instance: Instance, cost: Ints) -> Ints:
    """The least that ``cost`` counts of a chain of actions from each node to the goal; ``FAR``: none leads there."""
    a = instance.arrays
    unpaid = np.where(instance.paid, 0, cost)  # payments are shared: a chain is charged for none
    found, keys, items = np.empty(a.nodes, dtype=np.int64), *np.empty((2, len(a.pi) + 1), dtype=np.int64)
    kernels.least_tails(a.pp, a.pi, a.gp, a.ga, unpaid, instance.goal, found, keys, items)
    return found


def tails_of(instance: Instance, leads: Ints) -> Ints:
    """The same from what each action grants."""
    a = instance.arrays
    found = np.full(instance.size, FAR, dtype=np.int64)
    np.minimum.at(found, np.repeat(np.arange(instance.size), np.diff(a.ep)), leads[a.ei])
    return found


def affordable(seed: Instance, state: Flags, allowed: Flags, sums: Weights) -> Flags:
    """The ``allowed`` actions, with their payments, of plans from ``state`` that cost no more than one by the rule of thumb, where
    nothing is tied to a side."""
    start, keep = state | sums.settled, allowed & ~sums.unpaid
    ceiling = int(sums.cost[seed.additive_plan(keep, sums.guide, start, sums.lead)].sum())
    keep = _within(seed.narrow(keep, start, sums.cost, sums.tail, ceiling))
    return seed.with_payments(seed.sieve(keep, start, sums.cost, ceiling, cuts=True)[1])


def timely(seed: Instance, state: Flags, allowed: Flags) -> Flags:
    """The ``allowed`` actions of plans from ``state`` that are done on the earliest day possible, where nothing is tied to a side."""
    a = seed.arrays
    day = seed.quickest_from(allowed, state)
    return _within(seed.narrow(allowed, state, a.duration[1], seed.leads[1], day, calendar=a.calendar))


def _within(kept: Flags | None) -> Flags:
    if kept is None:
        raise AssertionError("a plan was found, and none is as good")
    return kept


def comes_back(world: World, a: Arrays, useful: Flags) -> bool:
    """Whether coming back may be part of a plan, so that every crossing may matter: where there is something to do on both sides, or on
    one side something to do and on the other something that is only to be had there."""
    crosses = useful & (a.crosses_to >= 0)
    places = np.zeros(a.nodes, dtype=np.bool_)
    places[[world.node_of["fact", f"at:{side}"] for side in world.spec.sides]] = True
    gives_more = np.zeros(len(a.way), dtype=np.bool_)
    gives_more[np.repeat(np.arange(len(a.way)), np.diff(a.ep))[~places[a.ei]]] = True
    matters = np.unique(a.side[useful & (a.side >= 0) & (~crosses | gives_more)])
    return matters.size > 0 and len(np.union1d(matters, a.crosses_to[crosses])) > 1


def with_crossings(a: Arrays, useful: Flags, allowed: Flags, reached: Flags, state: Flags) -> Flags:
    """The ``useful`` actions, all crossings that ``reached`` enables, and what leads to these from ``state``."""
    wanted = [
        int(action)
        for action in np.flatnonzero((a.crosses_to >= 0) & allowed & ~useful)
        if reached[a.pi[a.pp[action] : a.pp[action + 1]]].all()
    ]
    for action in wanted:
        useful = useful.copy()
        useful[action] = True
        for node in a.pi[a.pp[action] : a.pp[action + 1]]:
            if not state[node]:
                useful |= kernels.relevant(a.pp, a.pi, a.gp, a.ga, allowed, reached, state, int(node))
    return useful

"""The question *screen*: what a person can reach at all, without planning it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from rumbo.engine.conditions import Condition
from rumbo.engine.instance import FAR, Flags
from rumbo.engine.model import Query
from rumbo.engine.runs import crossings_apart
from rumbo.engine.situation import Situation, look_at
from rumbo.engine.world import World

Reach = Literal["yes", "no", "unknown"]


def screen(world: World, query: Query, goals: Mapping[str, Condition]) -> dict[str, Reach]:
    """Whether each of ``goals`` is within reach of the person of ``query`` (whose own goal is not looked at).

    ``yes`` and ``no`` hold under every completion of what is unknown; ``unknown`` says that the answer turns on it, or that it
    was not settled by looking at each unknown guard by itself. Budgets and day limits are not looked at.

    Raises:
        WorldError: when a goal is not of this world.
    """
    return {name: _screen_one(look_at(world, replace(query, goal=goal))) for name, goal in goals.items()}


def _screen_one(situation: Situation) -> Reach:
    goal = situation.graph.goal
    if not situation.reached(situation.state({}, unknown=True))[goal]:
        return "no"
    return "yes" if attainable(situation, situation.state({}, unknown=False)) else "unknown"


def attainable(situation: Situation, state: Flags) -> bool:
    """Whether the goal follows from ``state``, one being on one side at a time.

    Where two crossings to the same side bring different things, it is told of those who need no more than one of them.
    """
    if state[situation.graph.goal]:
        return True
    instance = situation.instance(state)
    if instance is None:
        return False
    everything = np.ones(instance.size, dtype=np.bool_)
    if not instance.has_places:
        return True
    if instance.layers(everything)[0][instance.goal] >= FAR:
        return False
    way = situation.graph.arrays.way
    open_ways = np.unique(way[situation.allowed & (way >= 0)]).tolist()
    choices = [np.isin(instance.arrays.way, list(left_out), invert=True) for left_out in crossings_apart(situation.world.ways, open_ways)]
    return any(bool(instance.layers(allowed)[0][instance.goal] < FAR) for allowed in choices)

"""The question *screen*: what a person can reach at all, without planning it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from rumbo.engine.conditions import Condition
from rumbo.engine.instance import FAR, Flags
from rumbo.engine.model import Query
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
    """Whether the goal follows from ``state``, one being on one side at a time."""
    if state[situation.graph.goal]:
        return True
    instance = situation.instance(state)
    if instance is None:
        return False
    everything = np.ones(instance.size, dtype=np.bool_)
    return not instance.has_places or instance.reaches(everything, days=FAR, crossings=FAR - 1)

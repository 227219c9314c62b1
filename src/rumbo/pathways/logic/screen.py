"""Which goals are within a person's reach, without planning any of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rumbo.engine.reach import Reach
from rumbo.engine.reach import screen as engine_screen
from rumbo.pathways.logic.ask import Ask, query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.find import openness
from rumbo.pathways.logic.population import open_ways, worth

_BEST_FIRST: tuple[tuple[str, Reach], ...] = (("open", "yes"), ("depends", "unknown"))


def screen(region: CompiledRegion, ask: Ask) -> Mapping[str, Reach]:
    """Each goal of the region: ``yes``, ``no``, or ``unknown`` where it turns on what the person has not said.

    A goal of kind find is within reach when a service for it is open to the person. The ask's own goal plays no part.
    """
    reach = {goal.id: goal.reach for goal in region.records.goals if goal.kind == "reach"}
    found = dict(engine_screen(region.world, query(region, ask), reach)) if reach else {}
    for goal in region.records.goals:
        if goal.kind == "find":
            kinds = openness(region, ask, goal.id)
            found[goal.id] = next((answer for kind, answer in _BEST_FIRST if kind in kinds), "no")
    return {goal.id: found[goal.id] for goal in region.records.goals}


def screen_json(region: CompiledRegion, ask: Ask, *, ways: bool = False, value: bool = False) -> dict[str, Any]:
    """What one person can reach, as the terminal and other programs read it.

    Args:
        region: the region.
        ask: who asks; its goal plays no part.
        ways: whether to tell of each way if it is open to them now, under ``ways``.
        value: whether to tell which goals a single paper more would open or bring nearer, under ``papers``.
    """
    told: dict[str, Any] = {"as_of": ask.as_of.isoformat(), "world": region.world.hash, "goals": dict(screen(region, ask))}
    if ways:
        told["ways"] = open_ways(region, ask)
    if value:
        told["papers"] = [
            {
                "paper": one.paper,
                "opens": [goal for goal, _, after in one.goals if after == "yes"],
                "might_open": [goal for goal, _, after in one.goals if after != "yes"],
            }
            for one in worth(region, ask)
        ]
    return told

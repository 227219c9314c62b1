"""The question *what is best if a day is worth so much*: one plan by a weighted sum of money, days, visits, crossings and exposures.

Money, visits and exposures are sums of steps, and are weighed in one search. Days and crossings belong to the whole plan: for each limit
of crossings, one plan after the other is the best by the sums; the next must take fewer days, until days saved could no longer make up
for what is paid (epsilon-constraint; Haimes, Lasdon and Wismer 1971).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rumbo.engine.front import status_without_plans
from rumbo.engine.instance import FAR
from rumbo.engine.model import OBJECTIVES, Objective, Plan, Query
from rumbo.engine.situation import Situation, look_at
from rumbo.engine.solving import Solved, solve
from rumbo.engine.stage import Budget
from rumbo.engine.wishes import Wishes, value_of
from rumbo.engine.world import World

MOST_WEIGHT = 10**12
SPARE_BITS = 15  # what the search itself needs of a number
Weights = Mapping[Objective, int]
Status = Literal["settled", "depends", "unreachable"]


@dataclass(frozen=True)
class Weighed:
    """``plan``: the best one found, None where there is none. ``total``: its weighted sum. ``proven``: nothing is better.

    ``status``: ``settled``, ``depends`` (no plan stands whatever the unknown answers are) or ``unreachable``.
    """

    plan: Plan | None
    total: int | None
    proven: bool
    status: Status


def weigh_plans(world: World, query: Query, weights: Weights, *, should_stop: Callable[[], bool] | None = None) -> Weighed:
    """The plan with the smallest weighted sum of what objectives count; of two alike the one that is better by the sums, then sooner.

    Args:
        weights: how much one of each objective's units counts: of money in units of comparison, a typical day, a visit, a crossing, a
            unit of exposure. What is not named counts nothing.
        should_stop: asked now and then; True ends the search, and the best plan found so far is returned, not proven.

    Raises:
        WorldError: when the goal is not of this world.
        ValueError: unless some objective has a weight, each a whole number from 0 to ``MOST_WEIGHT``, and what they weigh can be added up.

    >>> weigh_plans(world, query, {"fastest": 20, "fewest-visits": 50}).total  # doctest: +SKIP
    190
    """
    _check(weights)
    situation = look_at(world, query)
    if not situation.outlook({}, unknown=True)[situation.graph.goal]:
        return Weighed(None, None, proven=True, status="unreachable")
    search = _Search(situation, weights, Budget(query.max_nodes, should_stop))
    search.run()
    if search.best is None:
        return Weighed(None, None, proven=search.is_proven, status=status_without_plans(world, query))
    return Weighed(search.best, search.total, proven=search.is_proven, status="settled")


def total_of(plan: Plan, weights: Weights) -> int:
    """The weighted sum of what a plan takes."""
    return sum(weight * value_of(plan, name) for name, weight in weights.items())


def _check(weights: Weights) -> None:
    known = all(name in OBJECTIVES for name in weights)
    if not known or not any(weights.values()) or not all(0 <= weight <= MOST_WEIGHT for weight in weights.values()):
        raise ValueError(f"weights are whole numbers from 0 to {MOST_WEIGHT} for some of {', '.join(OBJECTIVES)}, not all of them 0")


@dataclass
class _Search:
    situation: Situation
    weights: Weights
    budget: Budget
    best: Plan | None = None
    total: int = FAR
    is_proven: bool = True

    def run(self) -> None:
        """The best plan under each limit of crossings that could still matter, from none downwards.

        The best of those with at most so many crossings beats all that cross as often as it does or more: the next limit is one below.
        """
        weight = self.weights.get("fewest-crossings", 0)
        most: dict[Objective, int] = {}
        while found := self._under(most):
            rest = total_of(found, {**self.weights, "fewest-crossings": 0})
            if not weight or not found.cost.crossings or rest >= self.total:
                return
            most = {"fewest-crossings": found.cost.crossings - 1}

    def _under(self, most: dict[Objective, int]) -> Plan | None:
        """The best plan that keeps ``most``, crossings not weighed: the best by the sums under each limit of days in turn, likewise."""
        weights = {**self.weights, "fewest-crossings": 0}
        best: Plan | None = None
        while found := self._best(most):
            if best is None or total_of(found, weights) < total_of(best, weights):
                best = found
            days, sums = found.cost.days[1], total_of(found, {**weights, "fastest": 0})
            if not weights.get("fastest") or not days or sums >= total_of(best, weights):
                break
            most = {**most, "fastest": days - 1}
        return best

    def _best(self, most: dict[Objective, int]) -> Plan | None:
        """The best plan by the weighed sums that keeps ``most``; taken up if it is the best of all so far."""
        wishes = replace(
            Wishes.of(self.situation.query), objectives=("fastest", "fewest-crossings"), most=tuple(sorted(most.items())), mix=self._mix()
        )
        solved: Solved | None = solve(self.situation, {}, self.budget, unknown=False, wishes=wishes)
        if solved is None:
            return None
        self.is_proven &= solved.exact and (solved.found is None or solved.found.proven >= 1)
        if solved.plan is not None and total_of(solved.plan, self.weights) < self.total:
            self.best, self.total = solved.plan, total_of(solved.plan, self.weights)
        return solved.plan

    def _mix(self) -> tuple[int, int, int]:
        """Weights of money, visits and exposures in the world's units, without what divides them all."""
        money = self.weights.get("cheapest", 0) * self.situation.world.money_unit
        mix = (money, self.weights.get("fewest-visits", 0), self.weights.get("least-exposed", 0))
        shared = math.gcd(*mix) or 1
        scaled = (mix[0] // shared, mix[1] // shared, mix[2] // shared)
        most = sum(weight * total for weight, total in zip(scaled, self.situation.graph.arrays.costs.sum(axis=1).tolist(), strict=False))
        if most >= FAR >> SPARE_BITS:
            raise ValueError("these weights lie too far apart to be added up")
        return scaled

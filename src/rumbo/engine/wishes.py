"""What a search is asked for, and what searches came to: each problem is searched once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rumbo.engine.graph import CRITERIA, Ints
from rumbo.engine.instance import NO_LIMIT, Flags, Instance, weigh
from rumbo.engine.model import OBJECTIVES, Limits, Objective, Plan, Query
from rumbo.engine.search import FIRST_PATIENCE, best_plan
from rumbo.engine.situation import Situation
from rumbo.engine.stage import Budget, Criterion, Found, Promise

MOST_SEARCHED = 2_000
AMPLE = 10
_SUM_OF = {"cheapest": "money", "fewest-visits": "visits", "least-exposed": "exposures"}


@dataclass(frozen=True)
class Wishes:
    """What a plan is to be best by, in this order, and what it must keep.

    ``most``: for objectives, the largest value allowed besides the limits: days, crossings, and sums in the world's units. ``mix``: where
    sums are to be weighed against each other before all else, the weights of money, visits and exposures in these units.
    ``ties``: whether plans that are equally good by the objectives are told apart by the others.
    """

    objectives: tuple[Objective, ...]
    limits: Limits
    most: tuple[tuple[Objective, int], ...] = ()
    mix: tuple[int, int, int] | None = None
    ties: bool = True

    @classmethod
    def of(cls, query: Query) -> Wishes:
        """What a query asks for."""
        return cls(tuple(dict.fromkeys(query.objective)), query.limits, ties=query.ties)

    @cached_property
    def promise(self) -> Promise:
        """The days and crossings that may not be exceeded."""

        def least(objective: Objective, limit: int | None) -> int:
            return min([NO_LIMIT if limit is None else limit, *(most for name, most in self.most if name == objective)])

        return Promise(days=least("fastest", self.limits.days), crossings=least("fewest-crossings", self.limits.crossings))

    @cached_property
    def first(self) -> Criterion | None:
        """What is to be least before all else, where any plan may be taken that reaches the goal."""
        if self.limits.budget or self.most or self.promise != Promise():
            return None
        return criterion_of(self.objectives[0]) if self.mix is None else Criterion("sum", (*self.mix, 0, 0))

    def crossings_of(self, instance: Instance, chosen: Flags) -> int:
        """With how many crossings the plan of the actions ``chosen`` is gone about: the fewest with which it takes no longer; where
        crossings count before days, the fewest with which it can be done."""
        order = [*self.objectives, *OBJECTIVES]
        most, days = self.promise.crossings, self.promise.days
        if order.index("fastest") < order.index("fewest-crossings"):
            days = int(instance.trips(chosen, most=most).times[instance.goal])
        return instance.trips(chosen, most=most, days=min(days, NO_LIMIT)).crossings

    def caps(self, situation: Situation, instance: Instance) -> list[tuple[Ints, int]]:
        """Costs per action with the sum allowed: money by currency, and other sums."""
        ways = situation.world.ways
        found = []
        for currency, most in self.limits.budget:
            amounts = [dict(ways[int(w)].money).get(currency, 0) if w >= 0 else 0 for w in instance.arrays.way]
            found.append((np.array(amounts, dtype=np.int64), most))
        return found + [(weigh(instance, criterion_of(name).weights), most) for name, most in self.most if name in _SUM_OF]


def criterion_of(objective: Objective) -> Criterion:
    """The criterion that an objective minimises."""
    if objective == "fastest":
        return Criterion("days")
    if objective == "fewest-crossings":
        return Criterion("crossings")
    return Criterion("sum", tuple(int(name == _SUM_OF[objective]) for name in CRITERIA))


def criteria_of(objectives: Sequence[Objective]) -> tuple[list[Criterion], list[Criterion]]:
    """The criteria asked for, and those that complete them: the other objectives in their fixed order, then confidence,
    then the order of ways."""
    named = [criterion_of(objective) for objective in dict.fromkeys(objectives)]
    others = [criterion_of(objective) for objective in OBJECTIVES if objective not in objectives]
    return named, [*others, Criterion("sum", (0, 0, 0, 1, 0)), Criterion("sum", (0, 0, 0, 0, 1))]


def value_of(plan: Plan, objective: Objective) -> int:
    """What an objective counts in a plan: units of comparison, typical days, visits, crossings, or the weight of who learns."""
    cost = plan.cost
    return {
        "cheapest": cost.compared,
        "fastest": cost.days[1],
        "fewest-visits": cost.visits,
        "fewest-crossings": cost.crossings,
        "least-exposed": cost.exposure_weight,
    }[objective]


def search_instance(situation: Situation, instance: Instance, wishes: Wishes, budget: Budget) -> Found | None:
    """The best plan of ``instance`` by ``wishes``.

    People who hold and say different things are often left with the same problem once all is cut away that cannot matter, and so
    are the cases of one answer: each problem is searched once. What was found before counts for as much of ``budget`` as it took.
    """
    searched = situation.graph.searched
    key = _fingerprint(instance, wishes)
    before: Searched | None = searched.get(key)
    if before is not None and before.holds_for(budget):
        budget.used += before.spent
        return before.found
    named, others = criteria_of(wishes.objectives)
    rest = others if wishes.ties else []
    if wishes.mix is not None:
        named = [Criterion("sum", (*wishes.mix, 0, 0)), *named]
    room, used = budget.nodes - budget.used, budget.used
    found = best_plan(instance, named, rest, limits=wishes.promise, budgets=wishes.caps(situation, instance), budget=budget)
    exact = found is None or found.bound is None
    if exact or budget.should_stop is None:  # what a clock cut short holds for nobody else
        if len(searched) >= MOST_SEARCHED:
            searched.clear()
        most = budget.used - used if found is None else found.nodes - used
        searched[key] = Searched(found, spent=budget.used - used, most=most, room=room, exact=exact)
    return found


@dataclass(frozen=True)
class Searched:
    """What a search came to. ``spent``: nodes that it took of its budget; ``most``: those that it looked into in all, with ties;
    ``room``: nodes that it might have taken."""

    found: Found | None
    spent: int
    most: int
    room: int
    exact: bool

    def holds_for(self, budget: Budget) -> bool:
        """Whether a search with ``budget`` would come to the same: it has the same room, or, like the first, far more than it takes."""
        room = budget.nodes - budget.used
        return room == self.room or (self.exact and min(room, self.room) >= AMPLE * (self.most + FIRST_PATIENCE))


def _fingerprint(instance: Instance, wishes: Wishes) -> bytes:
    """What tells problems on the same arrays apart: the actions left, what each still needs and gives, where one starts, the wishes."""
    a, limits = instance.arrays, wishes.limits
    digest = hashlib.blake2b(digest_size=16)
    for part in (instance.names, a.pp, a.pi, a.ep, a.ei, instance.at_node):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part.data)
    wanted = (wishes.objectives, wishes.most, wishes.mix, wishes.ties, limits.days, limits.crossings, limits.budget)
    digest.update(repr((instance.goal, instance.start_sides, wanted)).encode())
    return digest.digest()

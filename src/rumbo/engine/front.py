"""The question *what is there to choose between*: all plans of which none is better in everything that is compared.

Two or three of money, days, visits, crossings and exposures (a Pareto set). One plan after the other is the best by the first; the next one
must be better by the last than all before it (epsilon-constraint; Haimes, Lasdon and Wismer 1971). With three, the same is done for the
first two under each bound of the third.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rumbo.engine.model import OBJECTIVES, Objective, Plan, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.situation import Situation, look_at
from rumbo.engine.solving import solve
from rumbo.engine.stage import Budget
from rumbo.engine.wishes import Wishes, value_of
from rumbo.engine.world import World

FEWEST, MOST = 2, 3
Values = tuple[int, ...]
Status = Literal["settled", "depends", "unreachable"]


@dataclass(frozen=True)
class Front:
    """``plans``: one for each combination of ``values`` that no other beats, in the order of the first objective compared, then of the
    others. ``proven``: none is missing and none is beaten; if not, these are the plans found before the budget was used up.

    ``status``: ``settled`` (``plans`` holds at least one, if the budget was enough to find it), ``depends`` (no plan stands whatever the
    unknown answers are), ``unreachable``.
    """

    over: tuple[Objective, ...]
    plans: tuple[Plan, ...]
    values: tuple[Values, ...]
    proven: bool
    status: Status


def pareto_front(world: World, query: Query, over: Sequence[Objective], *, should_stop: Callable[[], bool] | None = None) -> Front:
    """All best compromises between the objectives ``over``.

    Args:
        over: two or three objectives, the first the most important: by it the plans are ordered.
        should_stop: asked now and then; True ends the search, and the front found so far is returned, not proven.

    Returns:
        a :class:`Front`; the same query on the same world gives the same, as long as ``should_stop`` is not used.

    Raises:
        WorldError: when the goal is not of this world.
        ValueError: unless two or three different objectives are given.

    >>> front = pareto_front(world, query, ["cheapest", "fastest"])  # doctest: +SKIP
    >>> [(plan.cost.compared, plan.cost.days[1]) for plan in front.plans]  # doctest: +SKIP
    [(0, 30), (250, 12)]
    """
    over = tuple(dict.fromkeys(over))
    if not FEWEST <= len(over) <= MOST or not set(over) <= set(OBJECTIVES):
        raise ValueError(f"a front compares two or three of {', '.join(OBJECTIVES)}")
    situation = look_at(world, query)
    if not situation.outlook({}, unknown=True)[situation.graph.goal]:
        return Front(over, (), (), proven=True, status="unreachable")
    search = _Search(situation, over, Budget(query.max_nodes, should_stop))
    found = search.front(over, {})
    best = sorted((values, plan) for values, plan in found.items() if not any(_beats(other, values) for other in found))
    status = "settled" if found else status_without_plans(world, query)
    return Front(over, tuple(plan for _, plan in best), tuple(values for values, _ in best), proven=search.is_proven, status=status)


def status_without_plans(world: World, query: Query) -> Status:
    """Why there is no plan: limits may shut what open answers would not."""
    status = plan_goal(world, replace(query, alternatives=0, improvements=False, enough_branches=1)).status
    return "unreachable" if status == "unreachable" else "depends" if status == "depends" else "settled"


@dataclass
class _Search:
    situation: Situation
    over: tuple[Objective, ...]
    budget: Budget
    is_proven: bool = True

    def front(self, compared: tuple[Objective, ...], most: dict[Objective, int]) -> dict[Values, Plan]:
        """Plans by their values, all that are best by ``compared`` among them, each value kept at ``most``."""
        if len(compared) == 1:
            return self.best(most)
        last = compared[-1]
        place = self.over.index(last)
        found: dict[Values, Plan] = {}
        while part := self.front(compared[:-1], most):
            found |= part
            bound = max(values[place] for values in part) - 1
            if bound < 0 or not self.is_proven:
                break
            most = {**most, last: bound}
        return found

    def best(self, most: dict[Objective, int]) -> dict[Values, Plan]:
        """The best plan by all that is compared, in its order; nothing where there is none or the budget does not find it."""
        unit = self.situation.world.money_unit
        in_units = tuple((name, value // unit if name == "cheapest" else value) for name, value in sorted(most.items()))
        wishes = replace(Wishes.of(self.situation.query), objectives=self.over, most=in_units)
        solved = solve(self.situation, {}, self.budget, unknown=False, wishes=wishes)
        if solved is None:
            return {}
        self.is_proven &= solved.exact and (solved.found is None or solved.found.proven >= len(self.over))
        if solved.plan is None:
            return {}
        values = tuple(value_of(solved.plan, name) for name in self.over)
        return {values: solved.plan}


def _beats(one: Values, other: Values) -> bool:
    """Whether ``one`` is no worse in anything and better in something."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))

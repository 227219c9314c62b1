"""One goal of a world, made ready to be planned to by very many people one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.building import leads_of, seed_of, tails_of
from rumbo.engine.conditions import Condition
from rumbo.engine.graph import Ints
from rumbo.engine.instance import FAR, Flags, Instance, cut, unpaid_for, weigh
from rumbo.engine.model import Query
from rumbo.engine.profiles import Asked, Kinds, guard_flags, unpack
from rumbo.engine.search import best_plan
from rumbo.engine.situation import Situation, closed, open_actions
from rumbo.engine.solving import solve
from rumbo.engine.stage import Budget, Found, Promise
from rumbo.engine.wishes import criteria_of, value_of
from rumbo.engine.world import GoalGraph, World, with_goal

Plan = tuple[tuple[int, ...], bool, list[int]]
NO_PROMISE = Promise()
STAYS = [-1]


@dataclass(frozen=True)
class Bounds:
    """What is known of the first objective before looking: the best value is ``least`` or more; ``most`` can be had in any case."""

    least: int = 0
    most: int = FAR


@dataclass(frozen=True)
class Course:
    """A goal in a world, for plans best by ``asked.objectives``.

    ``instance``: what anybody's plan might use who holds nothing: without what is never paid for, and of actions that need and grant
    the same where one is only those that no other undercuts. ``number`` (nodes): the node here of each node of ``graph``, or -1.
    ``is_plain``: neither places nor what ways take away can matter; ``loses``: what ways take away can.
    """

    world: World
    asked: Asked
    graph: GoalGraph
    goal: Condition
    instance: Instance
    number: Ints
    open_actions: Flags
    is_plain: bool
    loses: bool

    @cached_property
    def cost(self) -> Ints:
        """What the first objective counts of each action; of days those that it takes at least."""
        criterion = criteria_of(self.asked.objectives[:1])[0][0]
        if criterion.kind == "sum":
            return weigh(self.instance, criterion.weights)
        return self.instance.arrays.duration[1].copy() if criterion.kind == "days" else np.zeros(self.instance.size, dtype=np.int64)

    @cached_property
    def tail(self) -> Ints:
        """The least that the first objective counts of a chain of actions from what each grants to the goal."""
        return tails_of(self.instance, leads_of(self.instance, self.cost))

    @cached_property
    def unit(self) -> int:
        """What one of the first objective's numbers here is worth in stored values."""
        return self.world.money_unit if self.asked.objectives[0] == "cheapest" else 1

    def least_with(self, way: int) -> int:
        """A lower bound of the first objective, in stored values, of every plan that would be worse without a way, whoever asks.

        ``FAR``: no plan is. In a plan without a needless step, what the way grants is needed by a later step, and what that one
        grants by another, up to the goal: the way and this chain are counted, payments, which are shared, are not. Of days, a chain of
        supporters takes its typical days one after the other. A way that an alike one undercuts is needed by nobody.
        """
        at = np.flatnonzero(self.instance.arrays.way == way)
        if not len(at):
            return FAR
        cost = min(int(self.cost[at[0]]) + int(self.tail[at[0]]), FAR)
        return FAR if cost >= FAR else cost * self.unit

    @cached_property
    def _places(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Bits of facts and the nodes they make true here, and the same in the whole graph."""
        whole = [(bit, self.world.fact_index[name]) for bit, name in enumerate(self.asked.facts) if name in self.world.fact_index]
        bits, nodes = np.array(whole, dtype=np.int64).reshape(-1, 2).T
        here = self.number[nodes] >= 0
        return bits[here], self.number[nodes[here]], bits, nodes

    def states(self, kinds: Kinds, *, whole: bool = False) -> Flags:
        """Which nodes hold for each of ``kinds`` from the start: (kinds, nodes), here or in the ``whole`` graph."""
        bits, nodes = self._places[2:] if whole else self._places[:2]
        found = np.zeros((len(kinds), self.graph.nodes if whole else self.instance.arrays.nodes), dtype=np.bool_)
        found[:, nodes] = unpack(kinds.facts, len(self.asked.facts))[:, bits]
        for node, guard in self.graph.guards.items():
            place = node if whole else int(self.number[node])
            if place >= 0:
                found[:, place] = guard_flags(self.asked, kinds, guard)
        return found

    def close(self, states: Flags) -> None:
        """Close states over what follows for free."""
        a = self.instance.arrays
        for state in states:
            kernels.close(a.pp, a.pi, a.ep, a.ei, a.fp, a.fa, self.instance.free, state, self._work)

    def can_take(self, ways: Sequence[int], state: Flags) -> bool:
        """Whether a plan of these ways reaches the goal from ``state``."""
        a, reached = self.instance.arrays, state.copy()
        allowed = self.instance.free | self.instance.paid | np.isin(a.way, ways)
        kernels.close(a.pp, a.pi, a.ep, a.ei, a.fp, a.fa, allowed, reached, self._work)
        return bool(reached[self.instance.goal])

    @cached_property
    def _work(self) -> Ints:
        a = self.instance.arrays
        return np.empty(4 * a.nodes + 2 * self.instance.size + 2 * len(a.ei), dtype=np.int64)

    @cached_property
    def _chosen(self) -> Flags:
        return np.empty(self.instance.size, dtype=np.bool_)

    @cached_property
    def _everything(self) -> Flags:
        return np.ones(self.instance.size, dtype=np.bool_)

    def quickest(self, state: Flags) -> Plan:
        """The plan that is done first, where only days count."""
        instance, a, chosen = self.instance, self.instance.arrays, self._chosen
        if state[instance.goal]:
            return self._nothing_to_do
        days = kernels.quickest_from(
            *instance.rows, self._everything, state, a.duration[1], a.calendar, *instance.tables, instance.leads[0], instance.goal, chosen,
            self._work,
        )  # fmt: skip
        return self._no_way if days >= FAR else ((int(days),), True, self._ways(a.way[chosen]))

    def best(self, state: Flags, bounds: Bounds, nodes: int) -> Plan | None:
        """The best plan where sums come first: one by the rule of thumb, and then only what a better one might use is searched.

        None: the plan that can be had in any case is the best. One whose ways are ``STAYS`` says that it may not be.
        """
        if state[self.instance.goal]:
            return self._nothing_to_do
        alone = len(self.asked.objectives) == 1
        first = self._first(state) if bounds.most >= FAR else None
        if first is not None and (first[0][0] >= FAR or (alone and first[0][0] <= bounds.least)):
            return first
        most = bounds.most if first is None else first[0][0]
        found = self._search(state, most // self.unit - alone, nodes)
        if found is None or not alone:
            return found or first
        if found[0][0] < most:
            return found[0], found[1] or found[0][0] <= bounds.least, found[2]
        return first if found[1] else ((most,), False, STAYS if first is None else first[2])

    def _first(self, state: Flags) -> Plan:
        """A plan by the rule of thumb."""
        chosen, everything = self._chosen, self._everything
        cost, _, lead = self._counted
        value = int(kernels.first_plan(*self.instance.rows, everything, state, cost, lead, self.instance.goal, chosen, self._work))
        if value >= FAR:
            return self._no_way
        return (value * self.unit,), True, self._ways(self.instance.arrays.way[chosen])

    @cached_property
    def _counted(self) -> tuple[Ints, Ints, Ints]:
        """What the first objective counts of an action, of a chain from there and of one from each node, if it is a sum; else nothing."""
        if criteria_of(self.asked.objectives[:1])[0][0].kind == "sum":
            return self.cost, self.tail, leads_of(self.instance, self.cost)
        return np.zeros_like(self.cost), np.zeros_like(self.cost), self.instance.no_lead

    def _search(self, state: Flags, most: int, nodes: int) -> Plan | None:
        """The best plan among those that cost no more than ``most``, by the first objective if it is a sum; None: there is none."""
        instance, a = self.instance, self.instance.arrays
        cost, tail, _ = self._counted
        keep = instance.narrow(self._everything, state, cost, tail, most)
        if keep is None:
            return None
        if cost.any():
            bound, keep, _ = instance.sieve(keep, state, cost, most, cuts=True)
            if bound > most:
                return None
        small = cut(a, state, keep, instance.goal, instance, is_sifted=bool(cost.any()))
        found = best_plan(small, criteria_of(self.asked.objectives)[0], [], limits=NO_PROMISE, budgets=[], budget=Budget(nodes))
        return None if found is None else self._told(found, small)

    def _told(self, found: Found, instance: Instance) -> Plan:
        count = len(self.asked.objectives)
        units = [self.world.money_unit if objective == "cheapest" else 1 for objective in self.asked.objectives]
        values = tuple(value * unit for value, unit in zip(found.values, units, strict=False))
        return (*values, *(FAR,) * (count - len(values))), found.proven >= count, self._ways(instance.arrays.way[found.chosen])

    def plan_whole(self, state: Flags, nodes: int) -> Plan:
        """As one person is planned for, with all that places and what ways take away ask for."""
        situation = _situation(self, state)
        solved = solve(situation, {}, Budget(nodes), unknown=False)
        if solved is None:
            return self._no_way
        if solved.plan is None:
            return (FAR,) * len(self.asked.objectives), False, []
        values = tuple(value_of(solved.plan, objective) for objective in self.asked.objectives)
        proven = solved.found is None or (solved.exact and solved.found.proven >= len(values))
        return values, proven, sorted({self.world.way_index[step.way] for step in solved.plan.steps})

    @property
    def _nothing_to_do(self) -> Plan:
        return (0,) * len(self.asked.objectives), True, []

    @property
    def _no_way(self) -> Plan:
        return (FAR,) * len(self.asked.objectives), True, []

    @staticmethod
    def _ways(of_actions: Ints) -> list[int]:
        return sorted(int(way) for way in of_actions if way >= 0)


@dataclass(frozen=True)
class _Known(Situation):
    """Someone of whom only bits are stored: each guard holds or does not."""

    truths: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def at_first(self) -> dict[int, bool | None]:
        return {node: self.truths.get(node, False) for node in self.graph.goal_guards}


def _situation(course: Course, state: Flags) -> Situation:
    world, asked, graph = course.world, course.asked, course.graph
    query = Query(goal=course.goal, as_of=asked.day, objective=asked.objectives, alternatives=0, improvements=False)
    base = frozenset(name for name, node in world.fact_index.items() if state[node])
    truths = {node: bool(state[node]) for node in graph.guards}
    return _Known(world, query, graph, base, closed(world, base), {}, course.open_actions, truths=truths)


def course_of(world: World, asked: Asked, goal: int) -> Course:
    """The goal with the place ``goal`` among those asked for, in ``world``.

    Raises:
        WorldError: when it is not of this world.
    """
    condition = asked.goals[goal][1]
    graph = with_goal(world, condition)
    a = graph.arrays
    open_here = open_actions(world, graph, Query(goal=condition, as_of=asked.day))
    nothing, everything = np.zeros(a.nodes, dtype=np.bool_), np.ones(a.nodes, dtype=np.bool_)
    useful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, open_here, everything, nothing, graph.goal)
    seed = seed_of(world, graph)
    objectives = asked.objectives
    sums = [criterion for criterion in criteria_of(objectives)[0] if criterion.kind == "sum"]
    counted = np.vstack([np.zeros(seed.size, dtype=np.int64), *(weigh(seed, criterion.weights) for criterion in sums)])
    unpaid, settled = unpaid_for(seed, counted)
    # Only what is useful is compared: what undercuts a way must be there itself.
    among = np.flatnonzero(useful & ~unpaid)
    part = seed.without(useful & ~unpaid, given=settled)
    keep = among[part.undominated(counted[:, among], ignored=np.zeros(part.arrays.nodes, dtype=np.bool_), by_days="fastest" in objectives)]
    kept = np.zeros(seed.size, dtype=np.bool_)
    kept[keep] = True
    number, sizes = np.empty(a.nodes, dtype=np.int64), np.empty(2, dtype=np.int64)
    places = seed.at_node
    kernels.renumber(a.pp, a.pi, a.ep, a.ei, keep, settled, places, graph.goal, number, sizes)
    ways = [world.ways[way] for way in a.way[useful] if way >= 0]
    loses = any(way.loses for way in ways)
    is_plain = not loses and not (a.side[kept] >= 0).any() and not (a.crosses_to[kept] >= 0).any()
    return Course(world, asked, graph, condition, cut(a, settled, kept, graph.goal, seed), number, open_here, is_plain, loses)

"""A world: the ways of a region on a day, compiled to arrays that the kernels read.

Compiling turns every condition into an AND/OR graph of *nodes*. The first nodes are the facts; then come auxiliary
nodes: parts of conditions (``any``, ``at_least``, ``sum``), paid nodes (one per visit group, one per body that learns who
the person is), and *guards*, whose truth is known, or unknown, before planning starts. An action is a way, or a free
step that closes over ``implies`` and the parts of conditions, or the payment for a visit or an exposure.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from rumbo.engine import jit, kernels
from rumbo.engine.calendars import DayTables, build_tables
from rumbo.engine.conditions import Condition, Test, facts_in, tests_in
from rumbo.engine.faults import WorldError, WorldProblem, close_implies, condition_problems, find_problems, grantable
from rumbo.engine.graph import MAX_CONDITION_NODES, Action, Arrays, Graph, Ints
from rumbo.engine.model import AttributeSpec, Body, Calendar, Way, WorldSpec

CONFIDENCE_PENALTY = {"high": 0, "medium": 1, "low": 3}


@dataclass(frozen=True)
class World:
    """A region's ways on a day. Immutable; two worlds with one ``hash`` answer alike."""

    spec: WorldSpec
    day: dt.date
    hash: str
    ways: tuple[Way, ...]
    facts: tuple[str, ...]
    node_of: dict[Any, int]
    actions: tuple[Action, ...]
    guards: dict[int, Condition]
    tables: DayTables
    money_unit: int
    order_base: int

    @cached_property
    def fact_index(self) -> dict[str, int]:
        return {name: self.node_of["fact", name] for name in self.facts}

    @cached_property
    def bringable(self) -> tuple[str, ...]:
        """Papers that people bring and no way grants, but for those that tell who somebody is: from them an attribute is known, or a
        way is shut to who holds them."""
        telling = {fact for spec in self.spec.attributes if not spec.actionable for _, facts in spec.known_from for fact in facts}
        telling |= {fact for guard in self.guards.values() for fact in facts_in(guard)}
        return tuple(
            fact.name for fact in self.spec.facts if fact.brought and fact.name.startswith("document:") and fact.name not in telling
        )

    @cached_property
    def telling_facts(self) -> frozenset[str]:
        """Facts from which an attribute is known."""
        by_rule = {fact for spec in self.spec.attributes for _, rule in spec.known_if for fact in facts_in(rule)}
        return frozenset(by_rule | {fact for spec in self.spec.attributes for _, facts in spec.known_from for fact in facts})

    @cached_property
    def papers(self) -> tuple[str, ...]:
        """All facts that are documents."""
        return tuple(fact for fact in self.facts if fact.startswith("document:"))

    @cached_property
    def way_index(self) -> dict[str, int]:
        return {way.name: i for i, way in enumerate(self.ways)}

    @cached_property
    def attributes(self) -> dict[str, AttributeSpec]:
        return {spec.name: spec for spec in self.spec.attributes}

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        return {calendar.name: calendar for calendar in self.spec.calendars}

    @cached_property
    def bodies(self) -> dict[str, Body]:
        return {body.name: body for body in self.spec.bodies}

    @cached_property
    def implied(self) -> dict[str, frozenset[str]]:
        """Every fact to all facts it is a kind of, itself included."""
        return close_implies({fact.name: fact.implies for fact in self.spec.facts})

    @cached_property
    def made(self) -> frozenset[str]:
        """Facts that some way gives, with all they are a kind of."""
        return grantable(self.spec)

    @cached_property
    def dated_ways(self) -> tuple[int, ...]:
        """Ways that are not open on every day."""
        return tuple(i for i, way in enumerate(self.ways) if way.seasons or way.valid_from or way.valid_to)

    @cached_property
    def arrays(self) -> Arrays:
        return Arrays.of(self.actions, len(self.node_of))

    @cached_property
    def goal_graphs(self) -> dict[Condition, GoalGraph]:
        return {}

    @cached_property
    def crowds(self) -> dict[Any, Any]:
        """What is compiled to screen many people at once, by the goals asked for."""
        return {}


@dataclass(frozen=True)
class GoalGraph:
    """The arrays of a world with a goal's condition built on top; ``goal`` is its node."""

    arrays: Arrays
    actions: tuple[Action, ...]
    guards: dict[int, Condition]
    goal: int
    nodes: int

    @cached_property
    def goal_guards(self) -> tuple[int, ...]:
        """Guard nodes that could matter for the goal, whoever asks."""
        a = self.arrays
        every_way = np.ones(len(a.way), dtype=np.bool_)
        everything = np.ones(self.nodes, dtype=np.bool_)
        nothing = np.zeros(self.nodes, dtype=np.bool_)
        useful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, every_way, everything, nothing, self.goal)
        needed = np.zeros(self.nodes, dtype=np.bool_)
        for action in np.flatnonzero(useful):
            needed[a.pi[a.pp[action] : a.pp[action + 1]]] = True
        return tuple(node for node in sorted(self.guards) if needed[node])

    @cached_property
    def guard_tests(self) -> dict[int, tuple[Test, ...]]:
        """The tests of each guard that could matter."""
        return {node: tuple(sorted(tests_in(self.guards[node]), key=str)) for node in self.goal_guards}

    @cached_property
    def guard_facts(self) -> dict[int, frozenset[str]]:
        """The facts each of these guards speaks of."""
        return {node: facts_in(self.guards[node]) for node in self.goal_guards}

    @cached_property
    def telling_facts(self) -> frozenset[str]:
        """The facts that any of these guards speaks of."""
        return frozenset().union(*self.guard_facts.values())

    @cached_property
    def verdicts(self) -> dict[Any, bool | None]:
        """What guards came to, by how their tests came out on a day: the same for everyone for whom they come out so."""
        return {}

    @cached_property
    def test_guards(self) -> dict[Test, tuple[int, ...]]:
        """The guards that each test stands in."""
        found: dict[Test, list[int]] = {}
        for node, tests in self.guard_tests.items():
            for test in tests:
                found.setdefault(test, []).append(node)
        return {test: tuple(nodes) for test, nodes in found.items()}

    @cached_property
    def test_bits(self) -> dict[Test, int]:
        """One bit for each test that could matter."""
        return {test: 1 << i for i, test in enumerate(self.test_guards)}

    @cached_property
    def guard_bits(self) -> dict[int, int]:
        """The bits of each guard's tests."""
        bits = self.test_bits
        return {node: sum(bits[test] for test in tests) for node, tests in self.guard_tests.items()}

    @cached_property
    def needs(self) -> Ints:
        """How many nodes each action needs."""
        return np.diff(self.arrays.pp)

    @cached_property
    def prepared(self) -> dict[Any, Any]:
        """What is worked out once, whoever asks."""
        return {}

    @cached_property
    def searched(self) -> dict[bytes, Any]:
        """What searches came to, by the problem that was left once all was cut away that could not matter."""
        return {}

    @cached_property
    def free(self) -> npt.NDArray[np.bool_]:
        """Actions that are no way and cost nothing."""
        return np.asarray((self.arrays.way < 0) & (self.arrays.costs.sum(axis=0) == 0))


def compile_world(spec: WorldSpec, on: dt.date) -> World:
    """Compile ``spec`` for the day ``on`` (the day working-day tables start from).

    Raises:
        WorldError: naming every way or fact that cannot be compiled: an unknown fact, attribute, body, calendar or side; a
            condition that is not monotone; a cost that is negative, too large or in a currency without a rate; a fact
            marked as brought that a way grants.
    """
    problems = list(find_problems(spec))
    if problems:
        raise WorldError(problems)
    ways = tuple(sorted(spec.ways, key=lambda way: way.name))
    facts = tuple(sorted({fact.name for fact in spec.facts} | {f"at:{side}" for side in spec.sides}))
    graph = Graph(limit=max(MAX_CONDITION_NODES, 60 * len(ways)))
    for name in facts:
        graph.node(("fact", name))
    tables = build_tables(spec.calendars, on)
    jit.keep(tables.index)
    jit.keep(tables.day)
    for fact in spec.facts:
        for other in fact.implies:
            graph.free((graph.node(("fact", fact.name)),), graph.node(("fact", other)))
    for side in spec.sides:
        graph.free(graph.require(Test("side", "is", side)), graph.node(("fact", f"at:{side}")))
    money_unit = _money_unit(spec)
    try:
        _add_payments(graph, spec, ways)
        for index, way in enumerate(ways):
            graph.actions.append(_way_action(graph, spec, tables, way, index, money_unit))
    except (OverflowError, RecursionError) as error:
        raise WorldError([WorldProblem("condition-too-large", "")]) from error
    return World(
        spec=spec, day=on, hash=_hash(spec, on), ways=ways, facts=facts, node_of=graph.node_of, actions=tuple(graph.actions),
        guards=graph.guards, tables=tables, money_unit=money_unit, order_base=len(graph.actions),
    )  # fmt: skip


def with_goal(world: World, goal: Condition) -> GoalGraph:
    """The world's graph with ``goal`` as one more node. Kept per goal: regions have few.

    Raises:
        WorldError: when the goal speaks of facts or attributes the world does not know, or is not monotone.
    """
    known = world.goal_graphs.get(goal)
    if known is not None:
        return known
    _check_goals(world, [goal])
    graph = Graph(node_of=dict(world.node_of), actions=[], guards=dict(world.guards), limit=len(world.node_of) + MAX_CONDITION_NODES)
    top = graph.node(("goal", goal))
    graph.free(graph.require(goal), top)
    actions = (*world.actions, *graph.actions)
    built = GoalGraph(world.arrays.with_more(graph.actions, len(graph.node_of)), actions, graph.guards, top, len(graph.node_of))
    if len(world.goal_graphs) < 256:
        world.goal_graphs[goal] = built
    return built


@dataclass(frozen=True)
class ManyGoals:
    """A world's actions with the conditions of several goals built on top; ``tops``: the node of each goal, in their order."""

    actions: tuple[Action, ...]
    guards: dict[int, Condition]
    node_of: dict[Any, int]
    tops: tuple[int, ...]


def with_goals(world: World, goals: Iterable[Condition]) -> ManyGoals:
    """The world with all of ``goals`` at once.

    Raises:
        WorldError: when a goal speaks of facts or attributes the world does not know, or is not monotone.
    """
    listed = list(goals)
    _check_goals(world, listed)
    graph = Graph(node_of=dict(world.node_of), guards=dict(world.guards), limit=len(world.node_of) + MAX_CONDITION_NODES)
    tops = []
    for goal in listed:
        needs = graph.require(goal)
        tops.append(needs[0] if len(needs) == 1 else graph.node(("goal", goal)))
        if len(needs) != 1:
            graph.free(needs, tops[-1])
    return ManyGoals((*world.actions, *graph.actions), graph.guards, graph.node_of, tuple(tops))


def _check_goals(world: World, goals: Iterable[Condition]) -> None:
    known = set(world.facts), set(world.attributes) | {"side"}, set(world.calendars), grantable(world.spec)
    problems = [problem for goal in goals for problem in condition_problems("goal", goal, *known)]
    if problems:
        raise WorldError(problems)


def _money_unit(spec: WorldSpec) -> int:
    rates = dict(spec.rates)
    amounts = [amount * rates[currency] for way in spec.ways for currency, amount in way.money]
    return max(1, math.gcd(*amounts)) if amounts else 1


def _add_payments(graph: Graph, spec: WorldSpec, ways: tuple[Way, ...]) -> None:
    for group in sorted({way.visit_group for way in ways if way.visit_group}):
        graph.actions.append(Action(pre=(), eff=(graph.node(("visit", group)),), costs=(0, 1, 0, 0, 0)))
    for body in sorted(spec.bodies, key=lambda body: body.name):
        graph.actions.append(Action(pre=(), eff=(graph.node(("exposed", body.name)),), costs=(0, 0, body.weight, 0, 0)))


def learners(bodies: dict[str, Body], exposures: Iterable[str]) -> tuple[str, ...]:
    """All bodies that learn who a person is from ``exposures``, those they pass it on to included, sorted."""
    seen, stack = set(exposures), list(exposures)
    while stack:
        for other in bodies[stack.pop()].passes_to:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return tuple(sorted(seen))


def _way_action(graph: Graph, spec: WorldSpec, tables: DayTables, way: Way, index: int, money_unit: int) -> Action:
    rates = dict(spec.rates)
    sides = {side: i for i, side in enumerate(spec.sides)}
    bodies = {body.name: body for body in spec.bodies}
    pre = list(graph.require(way.requires))
    if way.side is not None and (way.in_person or way.crosses_to):
        pre.append(graph.node(("fact", f"at:{way.side}")))
    pre += [graph.node(("exposed", body)) for body in learners(bodies, way.exposures)]
    if way.visit_group:
        pre.append(graph.node(("visit", way.visit_group)))
    grants = [*way.grants, *([f"at:{way.crosses_to}"] if way.crosses_to else [])]
    money = sum(amount * rates[currency] for currency, amount in way.money) // money_unit
    lone_visit = int(way.in_person and not way.visit_group and not way.crosses_to)
    return Action(
        pre=tuple(dict.fromkeys(pre)),
        eff=tuple(dict.fromkeys(graph.node(("fact", name)) for name in grants)),
        way=index,
        side=sides[way.side] if way.side is not None and (way.in_person or way.crosses_to) else -1,
        crosses_to=sides[way.crosses_to] if way.crosses_to else -1,
        costs=(money, lone_visit, 0, CONFIDENCE_PENALTY[way.confidence], index + 1),
        duration=(way.duration.min, way.duration.typical, way.duration.max),
        calendar=tables.rows[way.duration.calendar] if way.duration.unit == "working" and way.duration.calendar else 0,
    )


def _hash(spec: WorldSpec, on: dt.date) -> str:
    digest = hashlib.sha256(on.isoformat().encode())
    digest.update(repr(_canonical(spec)).encode())
    return f"sha256:{digest.hexdigest()}"


def _canonical(value: Any) -> Any:
    """Nested tuples in a fixed order, so that equal worlds have equal hashes in every process."""
    if is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *(_canonical(getattr(value, f.name)) for f in fields(value) if f.compare))
    if isinstance(value, frozenset):
        return tuple(sorted(map(repr, value)))
    if isinstance(value, tuple):
        items = tuple(_canonical(item) for item in value)
        if value and isinstance(value[0], Way):
            return tuple(sorted(items))
        return items
    return repr(value)

"""One person before a world: what they hold, what is known of them, and what each guard is worth."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rumbo.engine import jit, kernels
from rumbo.engine.building import build_instance, comes_back, with_crossings
from rumbo.engine.cells import Cell, cells_of
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, SumOf, Test, tests_in
from rumbo.engine.evaluate import at_least_of, evaluate, evaluate_with, holds
from rumbo.engine.instance import Flags, Instance
from rumbo.engine.model import AttributeKind, AttributeSpec, AttributeValue, Query, Way
from rumbo.engine.stage import Criterion
from rumbo.engine.world import GoalGraph, World, learners, with_goal

MAX_COMPLETIONS = 512
MOST_VERDICTS = 50_000
_UNSEEN = object()
Assumed = Mapping[Test, bool]
Bits = tuple[int, int]


class Settled(dict[Test, bool]):
    """Assumptions that know their ``bits``: which tests they settle, and which of these to hold."""

    __slots__ = ("bits",)

    def __init__(self, tests: Mapping[Test, bool], bits: Bits) -> None:
        super().__init__(tests)
        self.bits = bits


@dataclass(frozen=True)
class Case:
    """What holds under some assumptions, as flags of nodes: facts and guards alone, with open guards as false (``certain``) or true
    (``possible``). ``follows``: for each of the two once it was asked for, the state closed over free steps, and all it leads to."""

    certain: Flags
    possible: Flags
    follows: dict[bool, tuple[Flags, Flags]] = field(default_factory=dict)


@dataclass(frozen=True)
class Worked:
    """What was worked out for a situation, by the tests of unknown attributes that were taken as settled."""

    verdicts: dict[tuple[int, int, int], bool | None] = field(default_factory=dict)
    opened: dict[Bits, dict[int, frozenset[str]]] = field(default_factory=dict)
    tests: dict[Bits, dict[str, list[Test]]] = field(default_factory=dict)
    cases: dict[Bits, Case] = field(default_factory=dict)
    unsettled: dict[tuple[int, int], tuple[Test, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """A query before a world. ``assumed`` in its methods are tests of unknown attributes taken as settled."""

    world: World
    query: Query
    graph: GoalGraph
    base: frozenset[str]
    held: frozenset[str]
    attributes: Mapping[str, AttributeValue]
    allowed: Flags
    worked: Worked = field(default_factory=Worked)
    parted: dict[tuple[object, ...], tuple[dict[Test, bool], ...]] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[Test, bool | None]:
        """Every test that could matter, and whether it holds by what was said."""
        return {test: self._said(test) for test in self.graph.test_guards}

    def _said(self, test: Test) -> bool | None:
        if test.attribute not in self.attributes:
            return None
        return holds(test, self.attributes[test.attribute], as_of=self.query.as_of, calendars=self.world.calendars)

    def test_truth(self, test: Test, assumed: Assumed) -> bool | None:
        """Whether a test holds: from what was said, or as assumed; None when it is unknown."""
        value = self.known[test] if test in self.known else self._said(test)
        return assumed.get(test) if value is None else value

    @cached_property
    def at_first(self) -> dict[int, bool | None]:
        """Each guard's verdict with nothing assumed."""
        return {node: self._looked_up(node, {}) for node in self.graph.goal_guards}

    def _looked_up(self, node: int, assumed: Assumed) -> bool | None:
        """A guard's verdict, worked out once for each way its tests can come out, whoever asks."""
        tests = self.graph.guard_tests[node]
        truths = tuple(self.test_truth(test, assumed) for test in tests)
        key = (node, self.query.as_of, truths, self.held & self.graph.guard_facts[node])
        known = self.graph.verdicts
        value = known.get(key, _UNSEEN)
        if value is _UNSEEN:
            value = self._verdict(self.graph.guards[node], tests, assumed)
            if len(known) >= MOST_VERDICTS:
                known.clear()
            known[key] = value
        return value  # type: ignore[return-value]  # no longer the mark of what was not seen

    def guard(self, node: int, assumed: Assumed) -> bool | None:
        """Verdict of a guard under what is assumed: complete where few attributes are unknown, so that a condition that
        holds in every completion is true, and one that fails in every completion is false."""
        return self._guard(node, assumed, *self._bits_of(assumed))

    def _bits_of(self, assumed: Assumed) -> Bits:
        """Which tests are assumed, and which of them to hold, as bits."""
        if isinstance(assumed, Settled):
            return assumed.bits
        bits = self.graph.test_bits
        which = holding = 0
        for test, value in assumed.items():
            bit = bits.get(test, 0)
            which |= bit
            holding |= bit if value else 0
        return which, holding

    def _guard(self, node: int, assumed: Assumed, which: int, holding: int) -> bool | None:
        value = self.at_first[node]
        mine = self.graph.guard_bits[node]
        if value is not None or not which & mine:
            return value
        key = (node, which & mine, holding & mine)
        verdicts = self.worked.verdicts
        if key not in verdicts:
            verdicts[key] = self._looked_up(node, {test: assumed[test] for test in self.graph.guard_tests[node] if test in assumed})
        return verdicts[key]

    def verdict(self, condition: Condition, assumed: Assumed) -> bool | None:
        """Truth of a static condition, as :meth:`guard` tells it."""
        node = self.world.node_of.get(("guard", condition))
        if node in self.at_first:
            return self.guard(node, assumed)
        return self._verdict(condition, tuple(sorted(tests_in(condition), key=str)), assumed)

    def _verdict(self, condition: Condition, tests: tuple[Test, ...], assumed: Assumed) -> bool | None:
        return settle_verdict(
            condition,
            tests,
            has=self.held.__contains__,
            truth=lambda test: self.test_truth(test, assumed),
            kind_of=lambda attribute: self.spec_of(attribute).kind,
            cells=lambda attribute, unknown: self.cells(attribute, unknown, assumed),
        )

    def cells(self, attribute: str, tests: list[Test], assumed: Assumed) -> list[dict[Test, bool]]:
        """Cells of an unknown attribute that agree with what is assumed of it."""
        fixed = {test: value for test, value in assumed.items() if test.attribute == attribute}
        spec = self.spec_of(attribute)
        key = (attribute, *tests, *fixed)
        if key not in self.parted:
            self.parted[key] = cells_of(spec, [*tests, *fixed], as_of=self.query.as_of, calendars=self.world.calendars)
        return [cell for cell in self.parted[key] if all(cell[test] == value for test, value in fixed.items())]

    def spec_of(self, attribute: str) -> AttributeSpec:
        return spec_of(self.world, attribute)

    def open_guards(self, assumed: Assumed) -> dict[int, frozenset[str]]:
        """Guard nodes whose truth is open and on which it still turns whether or how the goal is reached, each with the
        unknown attributes it rests on."""
        key = self._bits_of(assumed)
        opened = self.worked.opened
        if key not in opened:
            opened[key] = {
                node: frozenset(test.attribute for test in self._unsettled(node, assumed, key[0])) for node in self._open_guards(assumed)
            }
        return opened[key]

    def open_tests(self, assumed: Assumed) -> dict[str, list[Test]]:
        """The unknown tests in these guards, in order, by their attributes."""
        key = self._bits_of(assumed)
        if key not in self.worked.tests:
            found = {test for node in self.open_guards(assumed) for test in self._unsettled(node, assumed, key[0])}
            by_attribute: dict[str, list[Test]] = {}
            for test in sorted(found, key=str):
                by_attribute.setdefault(test.attribute, []).append(test)
            self.worked.tests[key] = by_attribute
        return self.worked.tests[key]

    def _unsettled(self, node: int, assumed: Assumed, which: int) -> tuple[Test, ...]:
        """The tests of a guard that are neither known nor assumed."""
        key = (node, which & self.graph.guard_bits[node])
        if key not in self.worked.unsettled:
            tests = self.graph.guard_tests[node]
            self.worked.unsettled[key] = tuple(test for test in tests if self.test_truth(test, assumed) is None)
        return self.worked.unsettled[key]

    def _open_guards(self, assumed: Assumed) -> list[int]:
        which, holding = self._bits_of(assumed)
        unknown = [node for node in self.open_first if self._guard(node, assumed, which, holding) is None]
        if not unknown:
            return []
        a = self.graph.arrays
        possible = self.outlook(assumed, unknown=True)
        certain = self.state(assumed, unknown=False)
        useful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, self.allowed, possible, certain, self.graph.goal)
        if len(np.unique(a.side[useful & (a.side >= 0)])) > 1 or comes_back(self.world, a, useful):
            useful = with_crossings(a, useful, self.allowed, possible, certain)
        asked = np.zeros(a.nodes, dtype=np.bool_)
        asked[a.pi[np.repeat(useful, self.graph.needs)]] = True
        return [node for node in unknown if asked[node]]

    def state(self, assumed: Assumed, *, unknown: bool) -> Flags:
        """Nodes true before any way: facts held, guards that hold (``unknown``: also those that may), closed over.

        Kept for the next one who asks: not to be written to."""
        return self._followed(assumed, unknown)[0]

    def outlook(self, assumed: Assumed, *, unknown: bool) -> Flags:
        """Everything that follows from the state under ``assumed``, as :meth:`reached` tells it; not to be written to."""
        return self._followed(assumed, unknown)[1]

    def reaches_goal(self, assumed: Assumed) -> bool | None:
        """Whether the goal is certain (true) or impossible (false) under ``assumed``, limits left aside; None while that is open."""
        if self.outlook(assumed, unknown=False)[self.graph.goal]:
            return True
        return None if self.outlook(assumed, unknown=True)[self.graph.goal] else False

    def further(self, assumed: Assumed, cell: Mapping[Test, bool]) -> Assumed:
        """What is assumed with one attribute's tests settled too; only the guards that these concern are looked at again."""
        before, added = self._bits_of(assumed), self._bits_of(cell)
        both = Settled({**assumed, **cell}, (before[0] | added[0], before[1] | added[1]))
        if both.bits not in self.worked.cases:
            concerned = {node for test in cell for node in self.graph.test_guards.get(test, ())}
            self._make_case(both, self._case(assumed), concerned)
        return both

    def _case(self, assumed: Assumed) -> Case:
        case = self.worked.cases.get(self._bits_of(assumed))
        return case or self._make_case(assumed, Case(self._state_at_first, self._state_at_first), self.open_first)

    def _make_case(self, assumed: Assumed, before: Case, concerned: Iterable[int]) -> Case:
        case = Case(before.certain.copy(), before.possible.copy())
        which, holding = bits = self._bits_of(assumed)
        for node in concerned:
            value = self._guard(node, assumed, which, holding)
            case.certain[node], case.possible[node] = bool(value), value is None or value
        self.worked.cases[bits] = case
        return case

    def foresee(self, cases: Iterable[Assumed]) -> None:
        """Work out together what :meth:`reaches_goal` will be asked of each of ``cases``: far sooner than one after the other."""
        known = [self._case(assumed) for assumed in cases]
        self._follow([case for case in known if False not in case.follows], unknown=False)
        self._follow([case for case in known if True not in case.follows and not case.follows[False][1][self.graph.goal]], unknown=True)

    def _followed(self, assumed: Assumed, unknown: bool) -> tuple[Flags, Flags]:
        case = self._case(assumed)
        if unknown not in case.follows:
            if (not unknown) in case.follows and np.array_equal(case.certain, case.possible):
                return case.follows[not unknown]  # nothing is open
            self._follow([case], unknown=unknown)
        return case.follows[unknown]

    def _follow(self, cases: Sequence[Case], *, unknown: bool) -> None:
        """Of each case, close the state over free steps, and find what follows from it by the allowed ways, wherever they are done."""
        if not cases:
            return
        a = self.graph.arrays
        states = np.array([case.possible if unknown else case.certain for case in cases])
        reached = np.empty_like(states)
        work = np.empty(len(self.allowed) + self.graph.nodes, dtype=np.int64)
        kernels.outlooks(a.pp, a.pi, a.ep, a.ei, a.fp, a.fa, self.graph.free, self.allowed, states, reached, work)
        for case, state, follows in zip(cases, states, reached, strict=True):
            case.follows[unknown] = state, follows

    @cached_property
    def open_first(self) -> tuple[int, ...]:
        """Guards that are open with nothing assumed."""
        return tuple(node for node, value in self.at_first.items() if value is None)

    @cached_property
    def _state_at_first(self) -> Flags:
        nodes = np.zeros(self.graph.nodes, dtype=np.bool_)
        nodes[[self.world.fact_index[name] for name in self.held if name in self.world.fact_index]] = True
        nodes[[node for node, value in self.at_first.items() if value]] = True
        return nodes

    def reached(self, state: Flags, allowed: Flags | None = None) -> Flags:
        """Everything that follows from ``state``, by the allowed ways, wherever they are done."""
        a = self.graph.arrays
        nodes = state.copy()
        kernels.reach(a.pp, a.pi, a.ep, a.ei, a.fp, a.fa, self.allowed if allowed is None else allowed, nodes)
        return nodes

    def instance(
        self, state: Flags, allowed: Flags | None = None, *, reached: Flags | None = None, first: Criterion | None = None
    ) -> Instance | None:
        """The problem from ``state`` by the ``allowed`` actions, as :func:`rumbo.engine.building.build_instance` tells it."""
        sides = 0
        for i, side in enumerate(self.world.spec.sides):
            if state[self.world.node_of["fact", f"at:{side}"]]:
                sides |= 1 << i
        allowed = self.allowed if allowed is None else allowed
        return build_instance(self.world, self.graph, state, allowed, sides, reached=reached, first=first)

    def satisfied(self, condition: Condition, has: frozenset[str] | set[str], assumed: Assumed, *, unknown: bool) -> bool:
        """Whether a way's condition holds with the facts ``has``, guards being worth what the arrays take them for."""
        if condition.is_static:
            value = self.verdict(condition, assumed)
            return unknown if value is None else value
        match condition:
            case Fact(name):
                return name in has
            case SumOf(weights, at_least):
                return sum(weight for name, weight in weights if name in has) >= at_least
            case All(parts):
                return all(self.satisfied(part, has, assumed, unknown=unknown) for part in parts)
            case AnyOf(parts):
                return any(self.satisfied(part, has, assumed, unknown=unknown) for part in parts)
            case AtLeast(n, parts):
                return bool(at_least_of(n, [self.satisfied(part, has, assumed, unknown=unknown) for part in parts]))
        raise AssertionError("a test or none is static")


def settle_verdict(
    condition: Condition,
    tests: tuple[Test, ...],
    *,
    has: Callable[[str], bool],
    truth: Callable[[Test], bool | None],
    kind_of: Callable[[str], AttributeKind],
    cells: Callable[[str, list[Test]], Sequence[Cell]],
) -> bool | None:
    """Truth of a static condition, of which ``tests`` are all tests: complete where few attributes are unknown.

    Args:
        has: whether a fact is held.
        truth: whether a test holds; None where that is unknown.
        kind_of: the kind of an attribute.
        cells: the cells that tests of an unknown attribute cut it into.
    """
    value = evaluate_with(condition, has=has, truth=truth)
    unknown = [test for test in tests if truth(test) is None]
    if value is not None or not unknown:
        return value
    if len(unknown) == 1 and kind_of(unknown[0].attribute) != "word":
        return value  # a single test of a date, a number or a list always cuts both ways
    by_attribute: dict[str, list[Test]] = {}
    for test in unknown:
        by_attribute.setdefault(test.attribute, []).append(test)
    parted = [cells(name, asked) for name, asked in sorted(by_attribute.items())]
    if math.prod(map(len, parted)) > MAX_COMPLETIONS:
        return None
    known = {test: truth(test) for test in tests}
    seen = set()
    for completion in itertools.product(*parted):
        settled = {**known, **{test: cell[test] for cell in completion for test in cell if known.get(test) is None}}
        seen.add(evaluate_with(condition, has=has, truth=settled.__getitem__))
    return seen.pop() if len(seen) == 1 else None


def look_at(world: World, query: Query) -> Situation:
    """Take stock of a query: close what is held, settle attributes from it, shut ways that limits or dates shut.

    Raises:
        WorldError: when the goal is not of this world. Facts held that this world does not know count for nothing.
    """
    graph = with_goal(world, query.goal)
    base = frozenset(h.fact for h in query.held if is_valid(h.issued, h.expires, query.as_of))
    held = closed(world, base)
    attributes = dict(query.attributes)
    for spec in world.spec.attributes:
        settled = [value for value, facts in spec.known_from if held.intersection(facts)]
        settled += [value for value, others in spec.known_with if not query.attributes.keys().isdisjoint(others)]
        settled += [value for value, rule in spec.known_if if _surely(world, query, rule, held)]
        if settled and spec.name not in attributes:
            attributes[spec.name] = frozenset({settled[0]}) if spec.kind == "words" else settled[0]
    allowed = open_actions(world, graph, query)
    jit.keep(allowed)
    return Situation(world, query, graph, base, held, attributes, allowed)


def spec_of(world: World, attribute: str) -> AttributeSpec:
    """What is declared of an attribute; ``side`` need not be."""
    if attribute == "side" and attribute not in world.attributes:
        return AttributeSpec(name="side", kind="word", values=world.spec.sides)
    return world.attributes[attribute]


def _surely(world: World, query: Query, rule: Condition, held: frozenset[str]) -> bool:
    return evaluate(rule, facts=held, attributes=query.attributes, as_of=query.as_of, calendars=world.calendars) is True


def is_valid(issued: dt.date | None, expires: dt.date | None, on: dt.date) -> bool:
    """Whether a paper counts on a day: issued by then, and not past its last day."""
    return (issued is None or issued <= on) and (expires is None or on <= expires)


def closed(world: World, facts: Iterable[str]) -> frozenset[str]:
    """Facts with all they are a kind of."""
    names: set[str] = set()
    for name in facts:
        names |= world.implied.get(name, frozenset({name}))
    return frozenset(names)


def shut_by(world: World, way: Way, query: Query) -> str | None:
    """Why a way is shut whatever the person holds.

    One of ``not-yet``, ``ended``, ``season``, ``without``, ``side``, ``no-crossing``, ``avoid``; None: it is open."""
    limits, day = query.limits, query.as_of
    if way.valid_from is not None and day < way.valid_from:
        return "not-yet"
    if way.valid_to is not None and day > way.valid_to:
        return "ended"
    if way.seasons and not any(first <= day <= last for first, last in way.seasons):
        return "season"
    if way.name in limits.without:
        return "without"
    if limits.side is not None and way.in_person and way.side not in (None, limits.side):
        return "side"
    if limits.crossings == 0 and way.crosses_to:
        return "no-crossing"
    names = learners(world.bodies, way.exposures)
    if any(name in limits.avoid or f"class:{world.bodies[name].cls}" in limits.avoid for name in names):
        return "avoid"
    return None


def open_actions(world: World, graph: GoalGraph, query: Query) -> Flags:
    """Actions that neither dates nor the query's limits shut."""
    flags = np.ones(len(graph.arrays.way), dtype=np.bool_)
    limited = query.limits.avoid or query.limits.without or query.limits.side is not None or query.limits.crossings == 0
    for index in range(len(world.ways)) if limited else world.dated_ways:
        if shut_by(world, world.ways[index], query) is not None:
            flags[graph.arrays.way == index] = False
    return flags


def next_opening(way: Way, day: dt.date) -> dt.date | None:
    """First later day on which a way that is out of season, or not yet in force, opens."""
    days = [first for first, _ in way.seasons if first > day]
    if way.valid_from is not None and way.valid_from > day:
        days.append(way.valid_from)
    return min(days, default=None)


__all__ = [
    "Assumed",
    "Cell",
    "Situation",
    "closed",
    "is_valid",
    "look_at",
    "next_opening",
    "open_actions",
    "settle_verdict",
    "shut_by",
    "spec_of",
]

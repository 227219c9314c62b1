"""A world made ready for many people at once: its actions, each kind once and in a good order, and its guards as rows of bits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rumbo.engine import jit, kernels
from rumbo.engine.cells import Cell, cells_of
from rumbo.engine.codes import Codes, codes_of
from rumbo.engine.conditions import Condition, Test, always, facts_in, tests_in
from rumbo.engine.evaluate import AttributeTypeError
from rumbo.engine.graph import Action, Ints
from rumbo.engine.instance import Flags
from rumbo.engine.judging import Judging, Layout, Pair, Rows, Steps
from rumbo.engine.model import AttributeKind, AttributeValue, Limits, Query
from rumbo.engine.situation import settle_verdict, shut_by, spec_of
from rumbo.engine.world import ManyGoals, World, with_goals

MOST_CROWDS = 16
MOST_DAYS = 64
Truths = tuple[bool | None, ...]
Nodes = tuple[int, ...]


@dataclass(frozen=True)
class Rule:
    """What settles an attribute that was not said: to ``value``, for those in the row ``row`` or of whom one of ``others`` is known."""

    attribute: int
    value: AttributeValue
    row: int = -1
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Guard:
    """A guard's ``node``, its rows, and its tests and facts, if one by one they may leave open what together they settle."""

    node: int
    pair: Pair
    condition: Condition
    tests: tuple[Test, ...]
    facts: tuple[str, ...]
    is_incomplete: bool


@dataclass(frozen=True)
class Forms:
    """All guards and rules as rows, in one of two forms: for people of whom something is unknown, or, with half the rows, for those of whom
    all is known that is asked.

    ``given``: nodes held from the start and the rows that say by whom, where open guards are false and where they are true.
    """

    rows: Rows
    rules: tuple[Rule, ...]
    rule_tests: dict[Test, Pair]
    rule_steps: Steps
    guards: tuple[Guard, ...]
    guard_tests: dict[Test, Pair]
    guard_steps: Steps
    given: tuple[tuple[Ints, Ints], tuple[Ints, Ints]]

    @cached_property
    def incomplete(self) -> tuple[Guard, ...]:
        """The guards that :meth:`Crowd.verdict` may have to settle."""
        return tuple(guard for guard in self.guards if guard.is_incomplete)


@dataclass(frozen=True)
class Actions:
    """Actions that need and grant the same in the same place are one. ``of_way``: the action of each way; ``free``: which are no way.
    ``number``: of the graph's nodes those that anything asks for, and their numbers here."""

    pp: Ints
    pi: Ints
    ep: Ints
    ei: Ints
    fp: Ints
    fa: Ints
    side: Ints
    crosses_to: Ints
    of_way: Ints
    free: Flags
    number: dict[int, int]

    @property
    def rows(self) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
        return self.pp, self.pi, self.ep, self.ei, self.fp, self.fa


@dataclass(frozen=True)
class Crowd:
    """A world and goals, for whoever asks on whichever day."""

    world: World
    goals: Mapping[str, Condition]
    graph: ManyGoals
    actions: Actions
    at_node: Ints
    tops: Ints
    days: dict[dt.date, Day] = field(default_factory=dict)
    verdicts: dict[tuple[int, dt.date, Truths], bool | None] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> dict[str, AttributeKind]:
        """The attributes that anything turns on, and their kinds."""
        asked = {test.attribute for guard in self.graph.guards.values() for test in tests_in(guard)}
        for spec in self.world.spec.attributes:
            asked |= {name for _, others in spec.known_with for name in others}
            asked |= {test.attribute for _, rule in spec.known_if for test in tests_in(rule)}
            asked |= {spec.name} if spec.known_from or spec.known_with or spec.known_if else set()
        declared: dict[str, AttributeKind] = {"side": "word", **{name: spec.kind for name, spec in self.world.attributes.items()}}
        return {name: declared.get(name, "word") for name in sorted(asked)}

    @cached_property
    def forms(self) -> tuple[Forms, Forms]:
        """The form for people of whom something is unknown, and that for those of whom all is known."""
        return self._forms(Rows()), self._forms(Rows(is_known=True))

    def _forms(self, rows: Rows) -> Forms:
        for name in self.world.facts:
            if self.graph.node_of["fact", name] in self.actions.number:
                rows.fact(name)
        of_rules = Judging(rows)
        rules = tuple(self._rules(of_rules, list(self.kinds)))
        rule_tests = {test: rows.tests[test] for condition in of_rules.pairs for test in tests_in(condition)}
        of_guards = Judging(rows)
        guards = tuple(self._guard(of_guards, node, condition) for node, condition in sorted(self.graph.guards.items()))
        guard_tests = {test: rows.tests[test] for guard in guards for test in guard.tests}
        certain, possible = (self._given(rows, guards, which) for which in range(2))
        given = (certain, possible)
        return Forms(rows, rules, rule_tests, of_rules.compiled(), guards, guard_tests, of_guards.compiled(), given)

    def _given(self, rows: Rows, guards: Iterable[Guard], which: int) -> tuple[Ints, Ints]:
        """Nodes held from the start, and the rows that say by whom; ``which`` of two rows."""
        number = self.actions.number
        found = [(self.graph.node_of["fact", name], row) for name, row in rows.facts.items() if name in self.world.fact_index]
        found += [(guard.node, guard.pair[which]) for guard in guards]
        pairs = np.array([(number[node], row) for node, row in found if node in number], dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0].copy(), pairs[:, 1].copy()

    def _rules(self, judging: Judging, attributes: list[str]) -> Iterable[Rule]:
        for spec in self.world.spec.attributes:
            if spec.name not in self.kinds:
                continue
            at = attributes.index(spec.name)

            def settled(value: str, words: bool = spec.kind == "words") -> AttributeValue:
                return frozenset({value}) if words else value

            for value, facts in spec.known_from:
                yield from (Rule(at, settled(value), row=judging.rows.fact(fact)) for fact in facts)
            for value, others in spec.known_with:
                yield Rule(at, settled(value), others=tuple(attributes.index(other) for other in others))
            for value, rule in spec.known_if:
                yield Rule(at, settled(value), row=judging.add(rule)[0])

    def _guard(self, judging: Judging, node: int, condition: Condition) -> Guard:
        tests = tuple(sorted(tests_in(condition), key=str))
        alone = len(tests) == 1 and spec_of(self.world, tests[0].attribute).kind != "word"
        facts = tuple(sorted(facts_in(condition)))
        return Guard(node, judging.add(condition), condition, tests, facts, bool(tests) and not alone)

    def on(self, day: dt.date) -> Day:
        """What is so on a day."""
        if day not in self.days:
            if len(self.days) >= MOST_DAYS:
                self.days.clear()
            tests = {test for form in self.forms for test in (*form.rule_tests, *form.guard_tests)}
            codes = codes_of(self.kinds, sorted(tests, key=str), as_of=day, calendars=self.world.calendars)
            self.days[day] = Day(self, day, dict(zip(self.kinds, codes, strict=True)))
            for rule in self.forms[0].rules:  # before any rows are laid out: what is settled later must have its code by then
                with suppress(AttributeTypeError):  # told when it comes to it, as for one person
                    codes[rule.attribute].of_value(rule.value)
        return self.days[day]

    def verdict(self, guard: Guard, day: dt.date, truths: Truths) -> bool | None:
        """What a guard comes to for people for whom its tests come out so and who hold its facts or do not; kept, since many are alike."""
        key = (guard.node, day, truths)
        if key not in self.verdicts:
            known = dict(zip(guard.tests, truths, strict=False))
            held = {fact for fact, holds in zip(guard.facts, truths[len(guard.tests) :], strict=True) if holds}
            self.verdicts[key] = settle_verdict(
                guard.condition, guard.tests, has=held.__contains__, truth=known.__getitem__,
                kind_of=lambda name: spec_of(self.world, name).kind, cells=lambda name, tests: self._cells(name, tests, day),
            )  # fmt: skip
        return self.verdicts[key]

    def _cells(self, attribute: str, tests: list[Test], day: dt.date) -> tuple[Cell, ...]:
        return cells_of(spec_of(self.world, attribute), tests, as_of=day, calendars=self.world.calendars)


@dataclass
class Day:
    """A crowd's codes of values on a day, and the ways that are open on it."""

    crowd: Crowd
    day: dt.date
    codes: dict[str, Codes]
    layouts: dict[tuple[int, tuple[int, ...]], tuple[Layout, Layout]] = field(default_factory=dict)
    opened: dict[Limits, Flags] = field(default_factory=dict)

    def layout(self, form: int) -> tuple[Layout, Layout]:
        """Where the tests of rules and those of guards are read from, for the patterns met so far."""
        key = (form, tuple(code.size for code in self.codes.values()))
        if key not in self.layouts:
            forms = self.crowd.forms[form]
            self.layouts[key] = Layout.of(self.codes, forms.rule_tests), Layout.of(self.codes, forms.guard_tests)
        return self.layouts[key]

    def open_ways(self, limits: Limits) -> Flags:
        """Which ways neither dates nor limits shut."""
        if limits not in self.opened:
            query = Query(goal=always, as_of=self.day, limits=limits)
            world = self.crowd.world
            limited = limits.avoid or limits.without or limits.side is not None or limits.crossings == 0
            flags = np.ones(len(world.ways), dtype=np.bool_)
            for index in range(len(world.ways)) if limited else world.dated_ways:
                flags[index] = shut_by(world, world.ways[index], query) is None
            self.opened[limits] = flags
        return self.opened[limits]


def crowd_of(world: World, goals: Mapping[str, Condition]) -> Crowd:
    """A world and goals made ready; kept with the world.

    Raises:
        WorldError: when a goal is not of this world.
    """
    key = tuple(goals.items())
    if key not in world.crowds:
        if len(world.crowds) >= MOST_CROWDS:
            world.crowds.clear()
        graph = with_goals(world, goals.values())
        places = [graph.node_of["fact", f"at:{side}"] for side in world.spec.sides]
        actions = merged(graph, len(world.ways), asked=(*graph.tops, *places))
        at_node, tops = (np.array([actions.number[node] for node in nodes], dtype=np.int64) for nodes in (places, graph.tops))
        world.crowds[key] = Crowd(world, dict(goals), graph, actions, at_node, tops)
    crowd: Crowd = world.crowds[key]
    return crowd


def merged(graph: ManyGoals, ways: int, *, asked: Iterable[int]) -> Actions:
    """The actions of a graph without what is paid, which everyone can: alike ones once, and in an order in which most stand behind those
    that give what they need. Nodes that no action needs and that are not ``asked`` for are left out."""
    paid = {action.eff[0] for action in graph.actions if action.way < 0 and any(action.costs)}
    listed = [action for action in graph.actions if action.way >= 0 or not any(action.costs)]
    nodes = {node for action in listed for node in action.pre if node not in paid}.union(asked)
    number = {node: place for place, node in enumerate(sorted(nodes))}
    found: dict[tuple[Nodes, Nodes, int, int, bool], list[Action]] = {}
    for action in listed:
        needs, grants = (tuple(sorted(number[node] for node in set(part) if node in number)) for part in (action.pre, action.eff))
        found.setdefault((needs, grants, action.side, action.crosses_to, action.way < 0), []).append(action)
    return _arranged(list(found.items()), number, ways)


def _arranged(kinds: list[tuple[tuple[Nodes, Nodes, int, int, bool], list[Action]]], number: dict[int, int], ways: int) -> Actions:
    order = in_order([(needs, grants) for (needs, grants, *_), _ in kinds], len(number))
    listed = [kinds[place] for place in order]
    pp, pi = _rows([key[0] for key, _ in listed])
    ep, ei = _rows([key[1] for key, _ in listed])
    fp, fa = kernels.transpose(pp, pi, len(number))
    of_way = np.zeros(ways, dtype=np.int64)
    for place, (_, alike) in enumerate(listed):
        of_way[[action.way for action in alike if action.way >= 0]] = place
    side = np.array([alike[0].side for _, alike in listed], dtype=np.int64)
    crosses_to = np.array([alike[0].crosses_to for _, alike in listed], dtype=np.int64)
    free = np.array([alike[0].way < 0 for _, alike in listed], dtype=np.bool_)
    for array in (pp, pi, ep, ei, fp, fa, side, crosses_to, free):
        jit.keep(array)
    return Actions(pp, pi, ep, ei, fp, fa, side, crosses_to, of_way, free, number)


def in_order(actions: list[tuple[Nodes, Nodes]], nodes: int) -> list[int]:
    """Places of actions (what each needs, what it grants), those first that need nothing granted, and then what follows from them."""
    needing: list[list[int]] = [[] for _ in range(nodes)]
    granted = {node for _, grants in actions for node in grants}
    missing = []
    for place, (needs, _) in enumerate(actions):
        missing.append(sum(node in granted for node in needs))
        for node in needs:
            needing[node].append(place)
    order = [place for place, count in enumerate(missing) if not count]
    seen: set[int] = set()
    for place in order:
        for node in actions[place][1]:
            if node in seen:
                continue
            seen.add(node)
            for other in needing[node]:
                missing[other] -= 1
                if not missing[other]:
                    order.append(other)  # a queue: what is added is walked too
    return order + [place for place, count in enumerate(missing) if count > 0]


def _rows(lists: list[Nodes]) -> tuple[Ints, Ints]:
    starts = np.cumsum([0, *map(len, lists)], dtype=np.int64)
    return starts, np.array([item for row in lists for item in row], dtype=np.int64)

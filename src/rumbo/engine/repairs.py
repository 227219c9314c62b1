"""The smallest changes that open a goal: the same search as for plans, over priced actions.

*Have this paper*, *let this test be otherwise*, *wait until this opens*. What a person comes to without any change, on the side they
are on, is taken as had: of a region only what leads from there to the goal is left.
"""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.building import comes_back, with_crossings
from rumbo.engine.conditions import Test, facts_in
from rumbo.engine.evaluate import evaluate_with
from rumbo.engine.graph import Action
from rumbo.engine.instance import Flags, Instance
from rumbo.engine.model import Holding, Repair
from rumbo.engine.reach import attainable
from rumbo.engine.search import best_plan
from rumbo.engine.situation import MAX_COMPLETIONS, Situation, Worked, closed, look_at, next_opening, shut_by
from rumbo.engine.stage import Budget, Criterion, Promise
from rumbo.engine.world import GoalGraph

PRICE_UNKNOWN, PRICE_PAPER, PRICE_WAIT, PRICE_ACT, PRICE_MADE, PRICE_STATUS, PRICE_FIXED = 2, 10, 15, 20, 30, 40, 400
PRICE, WAYS = Criterion("sum", (1, 0, 0, 0, 0)), Criterion("sum", (0, 0, 0, 0, 1))
MOST_SEARCHES = 64
MAX_NODES = 8_000  # of all searches together
MAX_NODES_EACH = 1_000
TIE_NODES = 40  # of changes that cost the same any will do; the fewest ways read best, if they are found soon


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise, and the price it has in the search: a fact to have, a guard (its ``node``) whose ``tests``
    come out otherwise, or a way that ``opens`` on a later day."""

    price: int
    node: int = -1
    fact: str | None = None
    tests: tuple[Test, ...] = ()
    opens: tuple[str, dt.date] | None = None


Names = frozenset[int]


class Opening(NamedTuple):
    """What opens a goal together: a price, and the ``names`` of changes."""

    price: int
    names: Names


class Judged(NamedTuple):
    """Whether changes open the goal, and sets of changes to forbid: each other set that opens it does without one of these."""

    opens: bool
    forbidden: tuple[Names, ...]


@dataclass(frozen=True)
class Shut:
    """What is left to do, and to change, before a goal that is shut. ``changes``: by the names of their actions in ``instance``."""

    instance: Instance
    changes: Mapping[int, Change]


def find_repairs(situation: Situation, most: int) -> tuple[Repair, ...]:
    """Up to ``most`` sets of changes that open the goal and of which none contains another, cheapest first.

    They are the cheapest there are, unless ``MOST_SEARCHES`` or ``MAX_NODES`` were not enough. Where a paper to have
    would itself shut a way, a set with it that does not open the goal is left out, and what holds it and more is not looked for.
    """
    shut = look_for_changes(situation)
    if shut is None:
        return ()
    found: dict[Repair, int] = {}
    for one in _cheapest_first(shut, lambda names: _judge(situation, shut, names)):
        if not one.names:
            return ()  # nothing has to change
        found.setdefault(_repair_of([shut.changes[name] for name in one.names]), one.price)
        if len(found) >= most:
            break
    return tuple(sorted(_minimal(found), key=lambda repair: (found[repair], str(repair))))


def look_for_changes(situation: Situation) -> Shut | None:
    """The problem of opening the goal; None when no change would, or none is needed."""
    a = situation.graph.arrays
    waiting = _waiting(situation)
    allowed = situation.allowed.copy()
    allowed[np.isin(a.way, list(waiting))] = True
    had = _had(situation)
    if had[situation.graph.goal]:
        return None
    helpful = _helpful(situation, allowed, had)
    needed = np.zeros(a.nodes, dtype=np.bool_)
    needed[a.pi[np.repeat(helpful, situation.graph.needs)]] = True
    changes = list(_changes(situation, needed & ~had))
    graph, priced = _extended(situation, helpful, changes, waiting)
    small = replace(situation, graph=graph, allowed=np.ones(len(graph.arrays.way), dtype=np.bool_), worked=Worked())
    instance = small.instance(had)
    return Shut(instance, priced) if instance is not None else None


def _waiting(situation: Situation) -> dict[int, dt.date]:
    """Ways that are shut today and open on a later day."""
    world, query = situation.world, situation.query
    shut = [index for index in world.dated_ways if shut_by(world, world.ways[index], query) in {"season", "not-yet"}]
    opening = {index: next_opening(world.ways[index], query.as_of) for index in shut}
    return {index: day for index, day in opening.items() if day is not None}


def _had(situation: Situation) -> Flags:
    """What a person comes to without any change and without leaving the side they are on: whatever they do later, they have that."""
    crosses = situation.graph.arrays.crosses_to >= 0
    if not (crosses & situation.allowed).any():
        return situation.outlook({}, unknown=False)
    return situation.reached(situation.state({}, unknown=False), situation.allowed & ~crosses)


def _helpful(situation: Situation, allowed: Flags, had: Flags) -> Flags:
    """Actions that some plan could use if everything else could be had."""
    a, everything = situation.graph.arrays, np.ones(situation.graph.nodes, dtype=np.bool_)
    helpful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, allowed, everything, had, situation.graph.goal)
    return with_crossings(a, helpful, allowed, everything, had) if comes_back(situation.world, a, helpful) else helpful


def _changes(situation: Situation, wanted: Flags) -> Iterator[Change]:
    """What could be otherwise among the nodes ``wanted``."""
    world, graph = situation.world, situation.graph
    goals, telling = facts_in(situation.query.goal), _telling(situation)
    for node in np.flatnonzero(wanted[: len(world.facts)]).tolist():
        name = world.facts[node]
        if name not in goals and not name.startswith("at:"):
            yield Change(_price_of(name, name in world.made, name in telling), node, fact=name)
    for node, tests in graph.guard_tests.items():
        if wanted[node] and tests and all(_could_be_otherwise(situation, test) for test in tests):
            yield Change(sum(_price_of_test(situation, test) for test in tests), node, tests=tests)


def _telling(situation: Situation) -> frozenset[str]:
    """Papers from which it would be known that a person is somebody else than they are."""
    return frozenset(
        fact for spec in situation.world.spec.attributes if not spec.actionable for value, facts in spec.known_from
        if not _is_known_as(situation, spec.name, value) for fact in facts
    )  # fmt: skip


def _price_of(fact: str, is_made: bool, tells: bool) -> int:
    """A paper that one brings comes first; then one that some way gives, for the way there is shut too; then a status. A paper
    from which it is known who a person is says that they would be somebody else."""
    if tells:
        return PRICE_FIXED
    if not fact.startswith("document:"):
        return PRICE_STATUS
    return PRICE_MADE if is_made else PRICE_PAPER


def _price_of_test(situation: Situation, test: Test) -> int:
    """What is not known may well be so: that costs next to nothing. What is known to be otherwise is a change."""
    if situation.test_truth(test, {}) is None:
        return PRICE_UNKNOWN
    return PRICE_ACT if situation.spec_of(test.attribute).actionable else PRICE_FIXED


def _is_known_as(situation: Situation, attribute: str, value: str) -> bool:
    known = situation.attributes.get(attribute)
    return known == value or (isinstance(known, frozenset) and value in known)


def _could_be_otherwise(situation: Situation, test: Test) -> bool:
    """Whether a test may still come out otherwise: it is not known, a person can act on it, or time changes it.

    Telling people that a way opens for those of another past or nationality helps no one, and asks some to lie."""
    spec = situation.spec_of(test.attribute)
    return spec.actionable or spec.kind not in {"word", "words"} or situation.test_truth(test, {}) is None


def _extended(
    situation: Situation, helpful: Flags, changes: Sequence[Change], waiting: Mapping[int, dt.date]
) -> tuple[GoalGraph, dict[int, Change]]:
    """The ``helpful`` actions with the ``changes`` beside them, and by its action all that has a price."""
    world, graph = situation.world, situation.graph
    # Numbered on from the ways, so that the search weighs each for itself and not as a payment some way needs.
    added = [
        Action(pre=(), eff=(change.node,), way=len(world.ways) + i, costs=(change.price, 0, 0, 0, 0)) for i, change in enumerate(changes)
    ]
    arrays = graph.arrays.with_more(added, graph.nodes, among=helpful)
    first = len(arrays.way) - len(added)
    arrays.costs[:, :first] = 0
    arrays.costs[-1, :first] = arrays.way[:first] >= 0
    priced = {first + i: change for i, change in enumerate(changes)}
    for action in np.flatnonzero(np.isin(arrays.way, list(waiting))).tolist():
        way = int(arrays.way[action])
        priced[action] = Change(PRICE_WAIT, opens=(world.ways[way].name, waiting[way]))
        arrays.costs[0, action] = PRICE_WAIT
    return GoalGraph(arrays, (), graph.guards, graph.goal, graph.nodes), priced


def _cheapest_first(shut: Shut, judge: Callable[[Names], Judged]) -> Iterator[Opening]:
    """Sets of changes that open the goal, of which none contains another, cheapest first.

    Whatever opens the goal without containing a set that was found does without one of its changes (Lawler 1972, Reiter 1987): so each
    set is forbidden in as many ways as it has changes. What was cheapest with less forbidden, or costs no more than what is known to be
    least, is taken without a search if nothing of it is forbidden; and nothing is searched for before it may be the next.

    Args:
        judge: whether a set that opens the goal on paper does, and what to forbid, in turn, to find the others.
    """
    queue: list[tuple[int, int, Names, Opening | None]] = [(0, 0, frozenset(), None)]
    looked: set[Names] = {frozenset()}
    known: list[tuple[Names, Opening]] = []
    judged: dict[Opening, Judged] = {}
    count = itertools.count(1)
    searches, budget = 0, Budget(MAX_NODES)
    while queue and searches < MOST_SEARCHES and budget.left():
        least, _, banned, found = heapq.heappop(queue)
        if found is None:
            found = _known(known, banned, least)
            if found is None:
                searches += 1
                found = _cheapest(shut, banned, budget)
            if found is not None:
                known.append((banned, found))
                heapq.heappush(queue, (found.price, next(count), banned, found))
            continue
        if found not in judged:
            judged[found] = judge(found.names)
            if judged[found].opens:
                yield found
        for more in judged[found].forbidden:
            child = banned | more
            if child not in looked:
                looked.add(child)
                heapq.heappush(queue, (found.price, next(count), child, None))


def _known(known: Sequence[tuple[Names, Opening]], banned: Names, least: int) -> Opening | None:
    """What is cheapest with so much forbidden, if that is already known."""
    for before, one in known:
        if banned.isdisjoint(one.names) and (before <= banned or one.price <= least):
            return one
    return None


def _cheapest(shut: Shut, banned: Names, budget: Budget) -> Opening | None:
    """The cheapest changes that open the goal, without those that are ``banned``, as far as the budget goes."""
    instance = shut.instance
    if banned:
        instance = instance.without(~np.isin(instance.names, sorted(banned)))
    if not instance.reach(np.ones(instance.size, dtype=np.bool_))[instance.goal]:
        return None
    mine = Budget(min(MAX_NODES_EACH, budget.nodes - budget.used))
    found = best_plan(instance, [PRICE], [WAYS], limits=Promise(), budgets=[], budget=mine, tie_nodes=TIE_NODES)
    budget.used += mine.used if found is None else found.nodes
    if found is None or not len(found.chosen):
        return None
    used = instance.names[found.chosen & (instance.arrays.costs[0] > 0)].tolist()
    return Opening(sum(shut.changes[name].price for name in used), frozenset(used))


def _judge(situation: Situation, shut: Shut, names: Names) -> Judged:
    """Whether changes open the goal together. Where no one person can answer so, the others are those of people who answer otherwise."""
    each = tuple(frozenset({name}) for name in sorted(names))
    guards = frozenset(name for name in names if shut.changes[name].tests)
    if _can_be(situation, [shut.changes[name] for name in guards]):
        return Judged(_opens(situation, [shut.changes[name] for name in sorted(names)]), each)
    for name in sorted(guards):
        if not _can_be(situation, [shut.changes[other] for other in guards - {name}]):
            guards -= {name}
    attributes = {test.attribute for name in guards for test in shut.changes[name].tests}
    if len(attributes) == 1:
        return Judged(False, _answers(situation, shut, attributes.pop()))
    return Judged(False, tuple(frozenset({name}) for name in sorted(guards)))


def _answers(situation: Situation, shut: Shut, attribute: str) -> tuple[Names, ...]:
    """For each answer to one question, the changes that are not for those who give it."""
    asking = {name: change for name, change in shut.changes.items() if any(test.attribute == attribute for test in change.tests)}
    tests = sorted({test for change in asking.values() for test in change.tests if test.attribute == attribute}, key=str)
    guards = {name: situation.graph.guards[change.node] for name, change in asking.items()}
    return tuple(
        frozenset(name for name, guard in guards.items() if evaluate_with(guard, has=situation.held.__contains__, truth=cell.get) is False)
        for cell in situation.cells(attribute, tests, {})
    )


def _can_be(situation: Situation, changes: Sequence[Change]) -> bool:
    """Whether all guards that would come out otherwise can do so for one and the same person."""
    by_attribute: dict[str, list[Test]] = {}
    for test in sorted({test for change in changes for test in change.tests}, key=str):
        by_attribute.setdefault(test.attribute, []).append(test)
    cells = [situation.cells(name, tests, {}) for name, tests in sorted(by_attribute.items())]
    if not changes or math.prod(map(len, cells)) > MAX_COMPLETIONS:
        return True
    guards = [situation.graph.guards[change.node] for change in changes]
    for completion in itertools.product(*cells):
        settled = {test: value for cell in completion for test, value in cell.items()}
        if all(evaluate_with(guard, has=situation.held.__contains__, truth=settled.get) for guard in guards):
            return True
    return False


def _opens(situation: Situation, changes: Sequence[Change]) -> bool:
    """Whether changes open the goal even where a paper among them tells who a person is, or shuts a way to who holds it."""
    facts = [change.fact for change in changes if change.fact]
    if closed(situation.world, facts).isdisjoint(situation.graph.telling_facts | situation.world.telling_facts):
        return True
    held = (*situation.query.held, *(Holding(fact=fact) for fact in facts))
    richer = look_at(situation.world, replace(situation.query, held=held))
    guards = [change.node for change in changes if change.tests]
    if any(richer.at_first[node] is False and situation.at_first[node] is None for node in guards):
        return False  # the papers show something else than what would have to be answered
    state, allowed = richer.state({}, unknown=False).copy(), richer.allowed.copy()
    state[guards] = True
    opened = [situation.world.way_index[change.opens[0]] for change in changes if change.opens]
    allowed[np.isin(situation.graph.arrays.way, opened)] = True
    return attainable(replace(richer, allowed=allowed), state)


def _minimal(found: Mapping[Repair, int]) -> list[Repair]:
    parts = {repair: {*repair.facts, *repair.tests, *repair.opens} for repair in found}
    return [repair for repair in found if not any(parts[other] < parts[repair] for other in found)]


def _repair_of(changes: Sequence[Change]) -> Repair:
    return Repair(
        facts=tuple(sorted(change.fact for change in changes if change.fact)),
        tests=tuple(sorted({test for change in changes for test in change.tests}, key=str)),
        opens=tuple(sorted(change.opens for change in changes if change.opens)),
    )

"""The question *why not*: what shuts the goal, and the smallest changes that would open it.

The same search over priced actions: *have this paper*, *let this test be otherwise*, *wait until this opens*, *lift this limit*.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.conditions import Test, facts_in, tests_in
from rumbo.engine.evaluate import evaluate_with
from rumbo.engine.faults import grantable
from rumbo.engine.instance import Flags, Instance
from rumbo.engine.model import Holding, Limits, Query, Repair, WhyNot
from rumbo.engine.planner import plan_goal
from rumbo.engine.search import best_plan
from rumbo.engine.situation import MAX_COMPLETIONS, Situation, Worked, look_at, next_opening, shut_by
from rumbo.engine.stage import Budget, Criterion, Promise
from rumbo.engine.world import Action, Arrays, GoalGraph, World

PRICE_UNKNOWN, PRICE_PAPER, PRICE_WAIT, PRICE_ACT, PRICE_MADE, PRICE_STATUS, PRICE_FIXED = 2, 10, 15, 20, 30, 40, 400
MAX_REPAIRS = 5
MAX_CLOSED = 20
TIE_NODES = 40  # of changes that cost the same any will do; the fewest ways read best, if they are found soon


@dataclass(frozen=True)
class Change:
    """One thing that would be otherwise, and the price it has in the search."""

    node: int
    price: int
    fact: str | None = None
    tests: tuple[Test, ...] = ()


def why_not(world: World, query: Query, *, most: int = MAX_REPAIRS) -> WhyNot:
    """Why the goal of ``query`` is out of reach, and up to ``most`` minimal changes that open it, cheapest first.

    Open guards count as shut, so that what is merely unknown is named too.

    Raises:
        WorldError: when the goal is not of this world.
    """
    limited = _limits_in_the_way(world, query)
    unlimited = replace(query, limits=Limits(without=query.limits.without))
    situation = look_at(world, unlimited)
    closed = _closed(situation, query)
    if limited:
        return WhyNot(repairs=(Repair(limits=limited),), closed=closed)
    changes = list(_changes(situation))
    graph = _extended(situation, changes)
    waiting = _waiting(situation)
    widened = replace(situation, graph=graph, allowed=_allowed(situation, graph, waiting), worked=Worked())
    instance = widened.instance(_state(widened))
    repairs = _repairs(widened, instance, changes, waiting, most) if instance is not None else ()
    repairs = tuple(_with_limits(world, query, repair) for repair in repairs)
    return WhyNot(repairs=repairs, closed=closed)


def _limits_in_the_way(world: World, query: Query) -> tuple[str, ...]:
    """Which limits alone keep the goal shut: those without which it opens."""
    limits = query.limits
    if limits == Limits(without=limits.without):
        return ()
    plain = replace(query, alternatives=0, improvements=False)
    if plan_goal(world, replace(plain, limits=Limits(without=limits.without))).status in {"unreachable"}:
        return ()
    lifted = {
        "budget": replace(limits, budget=()), "days": replace(limits, days=None), "crossings": replace(limits, crossings=None),
        "avoid": replace(limits, avoid=()), "side": replace(limits, side=None),
    }  # fmt: skip
    one = [
        name for name, other in lifted.items() if other != limits and plan_goal(world, replace(plain, limits=other)).status != "unreachable"
    ]
    return tuple(one) or tuple(name for name, other in lifted.items() if other != limits)


def _with_limits(world: World, query: Query, repair: Repair) -> Repair:
    """The repair, with the limits to lift too where papers alone would not open the goal under them."""
    limits = query.limits
    if limits == Limits(without=limits.without) or repair.tests or repair.opens:
        return repair
    richer = replace(query, held=(*query.held, *(Holding(fact=name) for name in repair.facts)), alternatives=0, improvements=False)
    if plan_goal(world, richer).status != "unreachable":
        return repair
    return replace(repair, limits=_limits_in_the_way(world, richer))


def _closed(situation: Situation, query: Query) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ways towards the goal that are shut to this person, each with what shuts it: attributes, or a reason of dates or limits."""
    graph, world = situation.graph, situation.world
    found = []
    for index in sorted(_towards_goal(situation)):
        way = world.ways[index]
        reason = shut_by(world, way, query)
        action = int(np.flatnonzero(graph.arrays.way == index)[0])
        names = {
            test.attribute
            for node in graph.arrays.pi[graph.arrays.pp[action] : graph.arrays.pp[action + 1]]
            if int(node) in graph.guards and situation.verdict(graph.guards[int(node)], {}) is False
            for test in tests_in(graph.guards[int(node)])
        }
        if reason is not None or names:
            found.append((way.name, (reason,) if reason is not None else tuple(sorted(names))))
    return tuple(found[:MAX_CLOSED])


def _towards_goal(situation: Situation) -> set[int]:
    a = situation.graph.arrays
    everything = np.ones(a.nodes, dtype=np.bool_)
    held = situation.state({}, unknown=False)
    every_way = np.ones(len(a.way), dtype=np.bool_)
    useful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, every_way, everything, held, situation.graph.goal)
    return {int(way) for way in a.way[useful] if way >= 0}


def _changes(situation: Situation) -> Iterable[Change]:
    world, graph = situation.world, situation.graph
    wanted = facts_in(situation.query.goal)
    state = situation.state({}, unknown=False)
    needed = {int(n) for way in _towards_goal(situation) for n in _needs(graph, way)} | {int(n) for n in _needs(graph, -1)}
    made = grantable(world.spec)
    telling = {
        fact for spec in world.spec.attributes if not spec.actionable for value, facts in spec.known_from
        if not _is_known_as(situation, spec.name, value) for fact in facts
    }  # fmt: skip
    for name, node in world.fact_index.items():
        if node in needed and not state[node] and name not in wanted and not name.startswith("at:"):
            yield Change(node, _price_of(name, name in made, name in telling), fact=name)
    for node, guard in graph.guards.items():
        tests = tuple(sorted(tests_in(guard), key=str))
        if node in needed and not state[node] and all(_could_be_otherwise(situation, test) for test in tests):
            yield Change(node, sum(_price_of_test(situation, test) for test in tests) or PRICE_FIXED, tests=tests)


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


def _needs(graph: GoalGraph, way: int) -> list[int]:
    a = graph.arrays
    return [int(n) for action in np.flatnonzero(a.way == way) for n in a.pi[a.pp[action] : a.pp[action + 1]]]


def _extended(situation: Situation, changes: list[Change]) -> GoalGraph:
    graph = situation.graph
    priced = [
        Action(pre=action.pre, eff=action.eff, way=action.way, side=action.side, crosses_to=action.crosses_to,
               costs=(0, 0, 0, 0, 1 if action.way >= 0 else 0))
        for action in graph.actions
    ]  # fmt: skip
    # Numbered on from the ways, so that the search weighs each for itself and not as a payment some way needs.
    first = len(situation.world.ways)
    added = [Action(pre=(), eff=(change.node,), way=first + i, costs=(change.price, 0, 0, 0, 0)) for i, change in enumerate(changes)]
    actions = (*priced, *added)
    return GoalGraph(Arrays.of(actions, graph.nodes), actions, graph.guards, graph.goal, graph.nodes)


def _waiting(situation: Situation) -> dict[int, dt.date]:
    """Ways that are shut today and open on a later day."""
    found = {}
    for index, way in enumerate(situation.world.ways):
        if shut_by(situation.world, way, situation.query) in {"season", "not-yet"}:
            opening = next_opening(way, situation.query.as_of)
            if opening is not None:
                found[index] = opening
    return found


def _allowed(situation: Situation, graph: GoalGraph, waiting: dict[int, dt.date]) -> Flags:
    allowed = np.ones(len(graph.arrays.way), dtype=np.bool_)
    allowed[: len(situation.allowed)] = situation.allowed
    for index in waiting:
        mine = graph.arrays.way == index
        allowed[mine] = True
        graph.arrays.costs[0][mine] = PRICE_WAIT
    return allowed


def _state(situation: Situation) -> Flags:
    """True nodes; closing over free steps must not take the priced changes for free."""
    return situation.state({}, unknown=False)


def _repairs(situation: Situation, instance: Instance, changes: list[Change], waiting: dict[int, dt.date], most: int) -> tuple[Repair, ...]:
    first_change = len(situation.graph.actions) - len(changes)
    queue: list[frozenset[int]] = [frozenset()]
    tried: set[frozenset[int]] = set()
    found: dict[Repair, int] = {}
    while queue and len(found) < most and len(tried) < 4 * most:
        banned = queue.pop(0)
        if banned in tried:
            continue
        tried.add(banned)
        keep = ~np.isin(instance.names, np.array(sorted(banned), dtype=np.int64))
        part = instance.without(keep)
        answer = _cheapest(part)
        if answer is None:
            continue
        used = [int(part.names[a]) for a in np.flatnonzero(answer) if int(part.arrays.costs[0][a]) > 0]
        repair, price = _repair_of(situation, used, changes, waiting, first_change)
        if _can_be(situation, [changes[name - first_change] for name in used if name >= first_change]):
            found.setdefault(repair, price)
        queue += [banned | {name} for name in used]
    return tuple(sorted(_minimal(found), key=lambda repair: (found[repair], str(repair))))


def _can_be(situation: Situation, changes: list[Change]) -> bool:
    """Whether all guards of a repair can hold of one and the same person."""
    guards = [situation.graph.guards[change.node] for change in changes if change.tests]
    by_attribute: dict[str, list[Test]] = {}
    for test in {test for change in changes for test in change.tests}:
        by_attribute.setdefault(test.attribute, []).append(test)
    cells = [situation.cells(name, tests, {}) for name, tests in sorted(by_attribute.items())]
    if not guards or math.prod(map(len, cells)) > MAX_COMPLETIONS:
        return True
    for completion in itertools.product(*cells):
        settled = {test: value for cell in completion for test, value in cell.items()}
        if all(evaluate_with(guard, has=situation.held.__contains__, truth=settled.get) for guard in guards):
            return True
    return False


def _minimal(found: dict[Repair, int]) -> list[Repair]:
    parts = {repair: {*repair.facts, *repair.tests, *repair.opens} for repair in found}
    return [repair for repair in found if not any(parts[other] < parts[repair] for other in found)]


def _cheapest(instance: Instance) -> Flags | None:
    everything = np.ones(instance.size, dtype=np.bool_)
    if not instance.reach(everything)[instance.goal]:
        return None
    price, ways = Criterion("sum", (1, 0, 0, 0, 0)), Criterion("sum", (0, 0, 0, 0, 1))
    found = best_plan(instance, [price], [ways], limits=Promise(), budgets=[], budget=Budget(2_000), tie_nodes=TIE_NODES)
    return found.chosen if found is not None and len(found.chosen) else None


def _repair_of(
    situation: Situation, used: list[int], changes: list[Change], waiting: dict[int, dt.date], first_change: int
) -> tuple[Repair, int]:
    facts: list[str] = []
    tests: list[Test] = []
    opens = []
    price = 0
    for name in used:
        if name >= first_change:
            change = changes[name - first_change]
            facts += [change.fact] if change.fact else []
            tests += change.tests
            price += change.price
        else:
            way = int(situation.graph.arrays.way[name])
            opens.append((situation.world.ways[way].name, waiting[way]))
            price += PRICE_WAIT
    repair = Repair(facts=tuple(sorted(facts)), tests=tuple(sorted(set(tests), key=str)), opens=tuple(sorted(opens)))
    return repair, price

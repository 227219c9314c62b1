"""From a set of ways to a plan a person can follow: order, what each step uses and serves, dates and costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, SumOf, Test, tests_in
from rumbo.engine.instance import FAR, Flags, Instance
from rumbo.engine.model import Certainty, Cost, Plan, Step, Way
from rumbo.engine.situation import Assumed, Situation, closed
from rumbo.engine.world import learners

CERTAINTIES: tuple[Certainty, ...] = ("right", "discretionary", "if-available")
MAX_ORDERS = 20_000


@dataclass(frozen=True)
class Support:
    """Facts and tests that make a condition true."""

    facts: frozenset[str] = frozenset()
    tests: frozenset[Test] = frozenset()

    def __or__(self, other: Support) -> Support:
        return Support(self.facts | other.facts, self.tests | other.tests)


def support(situation: Situation, condition: Condition, has: frozenset[str], assumed: Assumed, *, unknown: bool) -> Support | None:
    """A smallest-first reason why ``condition`` holds, or None when it does not. Unknown tests and facts not held from
    the start are avoided where another part will do."""
    if condition.is_static:
        if not situation.satisfied(condition, has, assumed, unknown=unknown):
            return None
        return Support(tests=tests_in(condition))
    match condition:
        case Fact(name):
            return Support(facts=frozenset({name})) if name in has else None
        case All(parts):
            return _best(situation, parts, len(parts), has, assumed, unknown)
        case AnyOf(parts):
            return _best(situation, parts, 1, has, assumed, unknown)
        case AtLeast(n, parts):
            return _best(situation, parts, n, has, assumed, unknown)
        case SumOf(weights, at_least):
            chosen, total = [], 0
            for name, weight in sorted(weights, key=lambda item: (item[0] not in situation.held, -item[1], item[0])):
                if name in has and total < at_least:
                    chosen.append(name)
                    total += weight
            return Support(facts=frozenset(chosen)) if total >= at_least else None
    raise AssertionError("a test or none is static")


def _best(
    situation: Situation, parts: tuple[Condition, ...], n: int, has: frozenset[str], assumed: Assumed, unknown: bool
) -> Support | None:
    found = [s for part in parts if (s := support(situation, part, has, assumed, unknown=unknown)) is not None]
    if len(found) < n:
        return None

    def dear(s: Support) -> tuple[int, int, int]:
        open_tests = sum(situation.test_truth(test, assumed) is None for test in s.tests)
        return (open_tests, len(s.facts - situation.held), len(s.facts) + len(s.tests))

    total = Support()
    for s in sorted(found, key=dear)[:n] if n < len(parts) else found:
        total |= s
    return total


def make_plan(
    situation: Situation, instance: Instance, chosen: Flags, assumed: Assumed, *, unknown: bool, crossings: int = FAR
) -> Plan | None:
    """The plan made of the ways in ``chosen``, with ``crossings`` at most, replayed with what ways take away; None when no order works."""
    ways = [situation.world.ways[int(i)] for i in instance.arrays.way[chosen] if i >= 0]
    times = _times(situation, instance, chosen, crossings)
    rank = {name: ready for name, (ready, _) in times.items()}
    order = find_order(situation, ways, assumed, unknown=unknown, rank=rank, crossings=crossings)
    if order is None and any(way.loses for way in ways):  # to have again what was taken away, one may have to cross again
        order = find_order(situation, ways, assumed, unknown=unknown, rank=rank)
    if order is None:
        return None
    steps = _steps(situation, order, assumed, unknown, times)
    return Plan(steps=steps, cost=_cost(situation, instance, chosen, ways, crossings), weakest_certainty=weakest(ways))


def weakest(ways: Iterable[Way]) -> Certainty:
    """The least certain of the ways' certainties."""
    return max((way.certainty for way in ways), key=CERTAINTIES.index, default="right")


@dataclass
class Walk:
    """A walk through a plan's ways with what they take away: what is fixed while orders are tried."""

    situation: Situation
    assumed: Assumed
    unknown: bool
    rank: Mapping[str, int]
    crossings: int = FAR
    tries: int = MAX_ORDERS

    def can(self, way: Way, has: frozenset[str], sides: frozenset[str]) -> bool:
        placed = way.in_person or way.crosses_to is not None
        if placed and way.side is not None and way.side not in sides:
            return False
        return self.situation.satisfied(way.requires, has, self.assumed, unknown=self.unknown)

    def arrived(self, has: frozenset[str]) -> bool:
        return self.situation.satisfied(self.situation.query.goal, has, self.assumed, unknown=self.unknown)

    def sort(self, ways: Iterable[Way]) -> list[Way]:
        return sorted(ways, key=lambda way: (self.rank.get(way.name, 0), way.name))


def find_order(
    situation: Situation, ways: list[Way], assumed: Assumed, *, unknown: bool, rank: Mapping[str, int], crossings: int = FAR
) -> list[Way] | None:
    """An order in which every way can be done, one being on one side at a time and ways taking away what they take, that crosses no
    more than ``crossings`` times.

    Ways that take something away, and crossings, come as late as they can; else the smaller ``rank`` first. A crossing may
    come again. None when there is no such order.
    """
    base = start_facts(situation, assumed, unknown=unknown)
    sides = frozenset(side for side in situation.world.spec.sides if f"at:{side}" in base)
    walk = Walk(situation, assumed, unknown, rank, crossings)
    return _as_ranked(walk, ways, base, sides) or _extend(walk, [], ways, base, sides, 0)


def _as_ranked(walk: Walk, ways: list[Way], base: frozenset[str], sides: frozenset[str]) -> list[Way] | None:
    """The ways by their rank, if they can be done in that order and each brings something: the order that :func:`_extend` would find,
    without asking at each step which ways are ready. None where one of them crosses or takes something away."""
    if any(way.loses or way.crosses_to for way in ways):
        return None
    order = walk.sort(ways)
    for way in order:
        if base.issuperset(way.grants) or not walk.can(way, closed(walk.situation.world, base), sides):
            return None
        base = after(way, base)
    return order if walk.arrived(closed(walk.situation.world, base)) else None


def stands(situation: Situation, plan: Plan, assumed: Assumed) -> bool:
    """Whether a plan's steps, in their order, can be done and reach the goal under ``assumed``, whatever else is unknown."""
    walk = Walk(situation, assumed, unknown=False, rank={})
    base = start_facts(situation, assumed, unknown=False)
    sides = frozenset(side for side in situation.world.spec.sides if f"at:{side}" in base)
    for step in plan.steps:
        way = situation.world.ways[situation.world.way_index[step.way]]
        if not walk.can(way, closed(situation.world, base), sides):
            return False
        base = after(way, base)
        sides = frozenset({way.crosses_to}) if way.crosses_to else sides
    return walk.arrived(closed(situation.world, base))


def start_facts(situation: Situation, assumed: Assumed, *, unknown: bool) -> frozenset[str]:
    """Facts held at the start, not closed, with the side one is on."""
    sides = situation.world.spec.sides
    here = {f"at:{side}" for side in sides if situation.satisfied(Test("side", "is", side), situation.held, assumed, unknown=unknown)}
    return situation.base | here


def _extend(walk: Walk, done: list[Way], left: list[Way], base: frozenset[str], sides: frozenset[str], crossed: int) -> list[Way] | None:
    has = closed(walk.situation.world, base)
    if not left and walk.arrived(has):
        return done
    if walk.tries <= 0 or crossed > 2:
        return None
    walk.tries -= 1
    may_cross = sum(way.crosses_to is not None for way in done) < walk.crossings
    ready = [way for way in left if walk.can(way, has, sides)]
    plain = [way for way in ready if not way.loses and not way.crosses_to and not base.issuperset(way.grants)]
    if plain:
        # Doing a way that takes nothing away can only help: no other order need be tried.
        ready = walk.sort(plain)[:1]
    else:
        # Crossing back, or asking again for a paper that was taken away.
        again = [way for way in dict.fromkeys(done) if (way.crosses_to or not base.issuperset(way.grants)) and walk.can(way, has, sides)]
        staying = [way for way in (*ready, *again) if not way.crosses_to]
        leaving = {way for way in (*ready, *again) if way.crosses_to and may_cross}
        ready = [*walk.sort(dict.fromkeys(staying)), *walk.sort(leaving)]
    for way in ready:
        where = frozenset({way.crosses_to}) if way.crosses_to else sides
        rest = [other for other in left if other is not way]
        brings = way not in done and (way.crosses_to is None or not base.issuperset(way.grants))
        repeats = 0 if brings else crossed + 1
        found = _extend(walk, [*done, way], rest, after(way, base), where, repeats)
        if found is not None:
            return found
    return None


def after(way: Way, base: frozenset[str]) -> frozenset[str]:
    """Facts (not closed) after a way is done."""
    arrived = {f"at:{way.crosses_to}"} if way.crosses_to else set()
    return (base - frozenset(way.loses)) | frozenset(way.grants) | arrived


def _times(situation: Situation, instance: Instance, chosen: Flags, crossings: int) -> dict[str, tuple[int, int]]:
    """Typical day each way of the plan can start and is done, by name."""
    a = instance.arrays
    begun, done = instance.spans(chosen, most=crossings)
    return {situation.world.ways[int(a.way[i])].name: (int(begun[i]), int(done[i])) for i in np.flatnonzero(chosen & (a.way >= 0))}


def _steps(situation: Situation, order: list[Way], assumed: Assumed, unknown: bool, times: dict[str, tuple[int, int]]) -> tuple[Step, ...]:
    base = start_facts(situation, assumed, unknown=unknown)
    has = closed(situation.world, base)
    giver: dict[str, str] = {}
    serves: dict[str, set[str]] = {way.name: set() for way in order}
    steps = []
    for way in order:
        reason = support(situation, way.requires, has, assumed, unknown=unknown) or Support()
        uses = set(reason.facts)
        if way.side is not None and (way.in_person or way.crosses_to):
            uses.add(f"at:{way.side}")
        steps.append(_step(situation, way, reason, uses, giver, assumed, times))
        _credit(uses, giver, serves)
        base = after(way, base)
        giver.update(dict.fromkeys(closed(situation.world, base) - has, way.name))
        has = closed(situation.world, base)
    goal = support(situation, situation.query.goal, has, assumed, unknown=unknown) or Support()
    _credit(set(goal.facts), giver, serves)
    return tuple(replace(step, because=tuple(sorted(serves[step.way]))) for step in steps)


def _credit(uses: set[str], giver: dict[str, str], serves: dict[str, set[str]]) -> None:
    for name in uses & giver.keys():
        serves[giver[name]].add(name)


def _step(
    situation: Situation, way: Way, reason: Support, uses: set[str], giver: dict[str, str], assumed: Assumed,
    times: dict[str, tuple[int, int]],
) -> Step:  # fmt: skip
    given: list[tuple[Test, bool]] = []
    open_: list[tuple[Test, bool]] = []
    for test in sorted(reason.tests, key=str):
        known = test.attribute in situation.attributes
        value = situation.test_truth(test, assumed)
        (given if known else open_).append((test, True if value is None else value))
    ready, done = times[way.name]
    return Step(
        way=way.name, uses=tuple(sorted(uses)), because=(), given=tuple(given), if_=tuple(open_),
        after=tuple(sorted({giver[name] for name in uses if name in giver})), ready=ready, done=done,
    )  # fmt: skip


def _cost(situation: Situation, instance: Instance, chosen: Flags, ways: list[Way], crossings: int) -> Cost:
    world = situation.world
    money: dict[str, int] = {}
    for way in ways:
        for currency, amount in way.money:
            money[currency] = money.get(currency, 0) + amount
    days = tuple(int(instance.trips(chosen, most=crossings, which=which).times[instance.goal]) for which in range(3))
    bodies = learners(world.bodies, {body for way in ways for body in way.exposures})
    groups = {way.visit_group for way in ways if way.visit_group}
    lone = sum(way.in_person and not way.visit_group and not way.crosses_to for way in ways)
    fewest = instance.trips(chosen, most=crossings, days=days[1]).crossings
    return Cost(
        money=tuple(sorted(money.items())), days=(days[0], days[1], days[2]), visits=len(groups) + lone,
        crossings=fewest if fewest < FAR else 0, exposures=bodies,
        exposure_weight=sum(world.bodies[name].weight for name in bodies),
        compared=int(instance.arrays.costs[0][chosen].sum()) * world.money_unit,
    )  # fmt: skip

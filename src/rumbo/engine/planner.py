"""The question *plan*: the best way to a goal, with proof, and with honest answers where something is not known.

Two worlds (design: engine). In L every open guard is false, in U every open guard is true. Not reached in U: unreachable.
Reached in L: a plan that stands whatever the open answers are. Reached only in U: it depends; then the answer has the
questions in the order worth asking, the branches, and a plan that rests on no irreversible step with an open guard.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.branches import Leaf, split
from rumbo.engine.explain import make_plan
from rumbo.engine.instance import FAR, Flags, Instance
from rumbo.engine.model import OBJECTIVES, Answer, Branch, Cost, Improvement, Objective, Plan, Query, Question
from rumbo.engine.search import FIRST_PATIENCE, best_plan
from rumbo.engine.situation import Assumed, Situation, Worked, closed, look_at
from rumbo.engine.stage import Budget, Criterion, Found, Promise
from rumbo.engine.world import CRITERIA, Ints, World

MAX_REPAIRS = 50
MAX_IMPROVERS = 4
MAX_CASES = 6
MOST_SEARCHED = 2_000
AMPLE = 10
_SUM_OF = {"cheapest": "money", "fewest-visits": "visits", "least-exposed": "exposures"}


@dataclass(frozen=True)
class Solved:
    """A plan with its actions and values; ``plan`` is None when the search was cut before it found any."""

    plan: Plan | None
    found: Found | None
    repaired: bool = False
    exact: bool = True


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


def plan_goal(world: World, query: Query, *, should_stop: Callable[[], bool] | None = None) -> Answer:
    """Answer ``query`` in ``world``.

    Args:
        should_stop: asked now and then; True ends the search, and the best plan so far is returned, marked ``feasible``.

    Returns:
        an :class:`Answer`; the same query on the same world gives the same answer, as long as ``should_stop`` is not used.

    Raises:
        WorldError: when the goal is not of this world.
        ValueError: without any objective.
    """
    if not query.objective:
        raise ValueError("a plan is made by at least one objective")
    situation = look_at(world, query)
    budget = Budget(query.max_nodes, should_stop)
    certain = situation.state({}, unknown=False)
    if certain[situation.graph.goal]:
        return Answer(status="already-there", world=world.hash, plan=Plan(steps=(), cost=Cost()))
    possible = situation.state({}, unknown=True)
    if not situation.outlook({}, unknown=True)[situation.graph.goal]:
        return Answer(status="unreachable", world=world.hash)
    solved = solve(situation, {}, budget, unknown=False)
    if solved is not None:
        return _reached(situation, solved, budget)
    return _depends(situation, possible, budget)


def solve(situation: Situation, assumed: Assumed, budget: Budget, *, unknown: bool, allowed: Flags | None = None) -> Solved | None:
    """The best plan under ``assumed``; open guards count as ``unknown``. None when the goal is out of reach within limits."""
    state = situation.state(assumed, unknown=unknown)
    if state[situation.graph.goal]:
        return Solved(Plan(steps=(), cost=Cost()), None)
    if allowed is None and not situation.outlook(assumed, unknown=unknown)[situation.graph.goal]:
        return None
    return _solve_without(situation, assumed, budget, state, situation.allowed if allowed is None else allowed, unknown, MAX_REPAIRS)


def _solve_without(
    situation: Situation, assumed: Assumed, budget: Budget, state: Flags, allowed: Flags, unknown: bool, tries: int
) -> Solved | None:
    instance = situation.instance(state, allowed)
    if instance is None:
        return None
    found = search_instance(situation, instance, budget)
    if found is None:
        return None
    if not len(found.chosen):
        return Solved(None, found, exact=False)
    plan = make_plan(situation, instance, found.chosen, assumed, unknown=unknown)
    if plan is not None:
        return Solved(plan, found)
    return _repair(situation, assumed, budget, state, allowed, unknown, tries, instance, found)


def _repair(
    situation: Situation, assumed: Assumed, budget: Budget, state: Flags, allowed: Flags, unknown: bool, tries: int,
    instance: Instance, broken: Found,
) -> Solved | None:  # fmt: skip
    """No order of these ways works, since some take away what others need: the best plan that does without one of them.

    Plans with all of them and more are not looked at, so the answer is proven only where it costs no more than the plan
    that does not work."""
    best = _having_it_again(situation, assumed, budget, allowed, unknown, instance, broken)
    for action in np.flatnonzero(broken.chosen & (instance.arrays.way >= 0)):
        if tries <= 0:
            break
        without = allowed.copy()
        without[int(instance.names[action])] = False
        tries -= 1
        other = _solve_without(situation, assumed, budget, state, without, unknown, tries // 2)
        if other is not None and other.plan is not None and (best is None or _better(other, best)):
            best = other
    if best is None or best.found is None:
        return None
    exact = best.exact and best.found.values[:1] == broken.values[:1] and best.found.proven > 0
    return replace(best, repaired=True, exact=exact, found=replace(best.found, bound=broken.values[0] if broken.proven else broken.bound))


def _having_it_again(
    situation: Situation, assumed: Assumed, budget: Budget, allowed: Flags, unknown: bool, instance: Instance, broken: Found
) -> Solved | None:
    """The best plan in which papers held, that the broken plan takes away, are asked for once more."""
    ways = [situation.world.ways[int(w)] for w in instance.arrays.way[broken.chosen] if w >= 0]
    lost = {name for way in ways for name in way.loses} & situation.base
    if not lost:
        return None
    base = situation.base - lost
    poorer = replace(situation, base=base, held=closed(situation.world, base), worked=Worked())
    without = poorer.instance(poorer.state(assumed, unknown=unknown), allowed)
    found = None if without is None else search_instance(poorer, without, budget)
    if without is None or found is None or not len(found.chosen):
        return None
    plan = make_plan(situation, without, found.chosen, assumed, unknown=unknown)
    return None if plan is None else Solved(plan, found, repaired=True, exact=False)


def _better(one: Solved, other: Solved) -> bool:
    return _rank(one) < _rank(other)


def _rank(solved: Solved) -> tuple[tuple[int, ...], list[str]]:
    return (solved.found.values if solved.found else (), [step.way for step in solved.plan.steps] if solved.plan else [])


def search_instance(situation: Situation, instance: Instance, budget: Budget) -> Found | None:
    """Run the search for the query's objectives under its limits.

    People who hold and say different things are often left with the same problem once all is cut away that cannot matter, and so
    are the cases of one answer: each problem is searched once. What was found before counts for as much of ``budget`` as it took.
    """
    limits = situation.query.limits
    searched = situation.graph.searched
    key = _fingerprint(situation, instance)
    before: Searched | None = searched.get(key)
    if before is not None and before.holds_for(budget):
        budget.used += before.spent
        return before.found
    named, rest = criteria_of(situation.query.objective)
    promise = Promise(
        days=FAR - 1 if limits.days is None else limits.days, crossings=FAR - 1 if limits.crossings is None else limits.crossings
    )
    room, used = budget.nodes - budget.used, budget.used
    found = best_plan(instance, named, rest, limits=promise, budgets=_budgets(situation, instance), budget=budget)
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


def _fingerprint(situation: Situation, instance: Instance) -> bytes:
    """What tells problems on the same arrays apart: the actions left, what each still needs and gives, where one starts, the wishes."""
    a, query = instance.arrays, situation.query
    digest = hashlib.blake2b(digest_size=16)
    for part in (instance.names, a.pp, a.pi, a.ep, a.ei, instance.at_node):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part.data)
    wishes = (instance.goal, instance.start_sides, query.objective, query.limits.days, query.limits.crossings, query.limits.budget)
    digest.update(repr(wishes).encode())
    return digest.digest()


def _budgets(situation: Situation, instance: Instance) -> list[tuple[Ints, int]]:
    ways = situation.world.ways
    found = []
    for currency, most in situation.query.limits.budget:
        amounts = [dict(ways[int(w)].money).get(currency, 0) if w >= 0 else 0 for w in instance.arrays.way]
        found.append((np.array(amounts, dtype=np.int64), most))
    return found


def _reached(situation: Situation, solved: Solved, budget: Budget) -> Answer:
    query, plan, found = situation.query, solved.plan, solved.found
    names = len(dict.fromkeys(query.objective))
    proven = found is None or (found.proven >= names and solved.exact)
    answer = Answer(
        status="optimal" if proven else "feasible",
        world=situation.world.hash,
        plan=plan,
        bound=None if proven or found is None else _in_units(situation, found),
        ties_proven=found is None or found.bound is None,
        repaired=solved.repaired,
        warnings=() if plan is not None else ("search-cut-short",),
    )
    if plan is None or not plan.steps:
        return answer
    improvements = could_improve(situation, plan, budget) if query.improvements else ()
    return replace(answer, could_improve=improvements, alternatives=alternatives(situation, plan, budget))


def _in_units(situation: Situation, found: Found) -> int | None:
    """The bound in the unit of its objective: units of comparison for money."""
    objective = list(dict.fromkeys(situation.query.objective))[min(found.proven, len(set(situation.query.objective)) - 1)]
    return found.bound if found.bound is None or objective != "cheapest" else found.bound * situation.world.money_unit


def alternatives(situation: Situation, plan: Plan, budget: Budget) -> tuple[Plan, ...]:
    """Other plans, each doing without some step of ``plan``: the best of each kind, best first, no two of the same steps."""
    if not situation.query.alternatives:
        return ()
    seen = {frozenset(step.way for step in plan.steps)}
    found: list[Solved] = []
    for way in sorted({step.way for step in plan.steps}):
        allowed = situation.allowed & (situation.graph.arrays.way != situation.world.way_index[way])
        other = solve(situation, {}, budget, unknown=False, allowed=allowed)
        if other is None or other.plan is None or other.found is None or not other.exact:
            continue
        ways = frozenset(step.way for step in other.plan.steps)
        if ways not in seen:
            seen.add(ways)
            found.append(other)
    found.sort(key=_rank)
    return tuple(s.plan for s in found[: situation.query.alternatives] if s.plan is not None)


def could_improve(situation: Situation, plan: Plan, budget: Budget) -> tuple[Improvement, ...]:
    """Attributes whose value, if known and favourable, would give a better plan, and what that would save.

    Looked at: the ``MAX_IMPROVERS`` attributes that most guards turn on, each by itself, in up to ``MAX_CASES`` cases."""
    counts = Counter(name for found in situation.open_guards({}).values() for name in found)
    if not counts:
        return ()
    names = sorted(counts, key=lambda name: (-counts[name], name))[:MAX_IMPROVERS]
    best = solve(situation, {}, budget, unknown=True)
    if best is None or best.plan is None or not _saves(situation, plan, best.plan):
        return ()
    found = []
    for name in sorted(names):
        saved: tuple[tuple[str, int], ...] = ()
        for cell in situation.cells(name, situation.open_tests({})[name], {})[:MAX_CASES]:
            other = solve(situation, cell, budget, unknown=False)
            if other is not None and other.plan is not None:
                saved = max(saved, _saves(situation, plan, other.plan), key=lambda s: [amount for _, amount in s])
        if saved:
            found.append(Improvement(attribute=name, saves=saved))
    return tuple(found)


def _saves(situation: Situation, plan: Plan, other: Plan) -> tuple[tuple[str, int], ...]:
    """What ``other`` saves, if it is better in the order of the objectives: only the parts that get better."""
    order = [*situation.query.objective, *(o for o in OBJECTIVES if o not in situation.query.objective)]
    for objective in order:
        difference = _value(objective, plan) - _value(objective, other)
        if difference < 0:
            return ()
        if difference > 0:
            return tuple((o, d) for o in order if (d := _value(o, plan) - _value(o, other)) > 0)
    return ()


def _value(objective: Objective, plan: Plan) -> int:
    cost = plan.cost
    match objective:
        case "cheapest":
            return cost.compared
        case "fastest":
            return cost.days[1]
        case "fewest-visits":
            return cost.visits
        case "fewest-crossings":
            return cost.crossings
        case "least-exposed":
            return cost.exposure_weight


def _depends(situation: Situation, possible: Flags, budget: Budget) -> Answer:
    def outcome(assumed: Assumed) -> Leaf | None:
        return leaf_of(situation, assumed, budget)

    leaves, complete = split(situation, outcome)
    reached = [leaf for leaf in leaves if leaf.status != "unreachable"]
    if complete and not reached:
        return Answer(status="unreachable", world=situation.world.hash)
    questions = _questions(situation, leaves)
    warnings = () if complete else ("branches-cut-short",)
    return Answer(
        status="depends",
        world=situation.world.hash,
        plan=tentative(situation, possible, budget, asked={question.attribute for question in questions}),
        questions=questions,
        branches=tuple(
            Branch(when=leaf.when, status=leaf.status, plan=leaf.plan, rests_on=leaf.rests_on, lacks=leaf.lacks) for leaf in leaves
        ),
        warnings=warnings,
    )


def leaf_of(situation: Situation, assumed: Assumed, budget: Budget) -> Leaf | None:
    """What follows under ``assumed``: a settled leaf, or None when it still depends."""
    if not situation.outlook(assumed, unknown=True)[situation.graph.goal]:
        return Leaf((), "unreachable", None)
    certain = situation.state(assumed, unknown=False)
    if certain[situation.graph.goal]:
        return Leaf((), "already-there", None)
    solved = solve(situation, assumed, budget, unknown=False)
    if solved is None:
        if situation.open_guards(assumed):
            return None
        return Leaf((), "unreachable", None)
    names = len(dict.fromkeys(situation.query.objective))
    proven = solved.found is None or (solved.found.proven >= names and solved.exact)
    return Leaf((), "optimal" if proven else "feasible", solved.plan)


def _questions(situation: Situation, leaves: Sequence[Leaf]) -> tuple[Question, ...]:
    """Unknown attributes that the answer turns on: those an irreversible step or a crossing rests on come first."""
    settles: dict[str, int] = {}
    unknown = situation.open_guards({})
    asked = {test.attribute for leaf in leaves for test, _ in leaf.rests_on}
    a = situation.graph.arrays
    for node, names in unknown.items():
        ways = {int(a.way[action]) for action in a.fa[a.fp[node] : a.fp[node + 1]] if a.way[action] >= 0}
        for name in names:
            settles[name] = settles.get(name, 0) + max(1, len(ways))
    own, first = _what_irreversible_steps_rest_on(situation, unknown)
    kept = [name for name in settles if name in asked] or list(settles)
    ordered = sorted(kept, key=lambda name: (name not in own, name not in first, -settles[name], name))
    return tuple(Question(attribute=name, settles=settles[name], first=name in first) for name in ordered)


def _what_irreversible_steps_rest_on(situation: Situation, unknown: Mapping[int, frozenset[str]]) -> tuple[set[str], set[str]]:
    """Attributes of open guards that an irreversible step or a crossing has itself, and those with the ones that the papers it
    asks for rest on."""
    a = situation.graph.arrays
    certain_state = situation.state({}, unknown=False)
    certain = situation.outlook({}, unknown=False)
    possible = situation.outlook({}, unknown=True)
    own: set[str] = set()
    found: set[str] = set()
    for action in np.flatnonzero(situation.allowed & (a.way >= 0)):
        way = situation.world.ways[int(a.way[action])]
        needs = a.pi[a.pp[action] : a.pp[action + 1]]
        if not (way.irreversible or way.crosses_to) or certain[needs].all() or not possible[needs].all():
            continue
        for need in needs[~certain[needs]]:
            useful = kernels.relevant(a.pp, a.pi, a.gp, a.ga, situation.allowed, possible, certain_state, int(need))
            asks = {int(need), *np.unique(a.pi[np.repeat(useful, np.diff(a.pp))]).tolist()}
            found.update(name for node in asks & unknown.keys() for name in unknown[node])
            own.update(unknown.get(int(need), ()))
    return own, found | own


def tentative(situation: Situation, possible: Flags, budget: Budget, *, asked: Set[str]) -> Plan | None:
    """U's plan, without irreversible steps or crossings that rest on an open guard: None when it cannot do without.

    Where it can, it also goes without steps that rest on what is not even asked: a plan names no campus where any would do.
    """
    a = situation.graph.arrays
    certain = situation.outlook({}, unknown=False)
    unasked = np.zeros(a.nodes, dtype=np.bool_)
    unasked[[node for node, names in situation.open_guards({}).items() if not names <= asked]] = True
    allowed, plain = situation.allowed.copy(), situation.allowed.copy()
    for action in np.flatnonzero(a.way >= 0):
        way = situation.world.ways[int(a.way[action])]
        needs = a.pi[a.pp[action] : a.pp[action + 1]]
        if (way.irreversible or way.crosses_to) and not certain[needs].all():
            allowed[action] = False
        plain[action] = allowed[action] and not unasked[needs].any()
    for choice in (plain, allowed):
        solved = _solve_without(situation, {}, budget, possible, choice, True, MAX_REPAIRS)
        if solved is not None and solved.plan is not None and not _rests_on_open(situation, solved.plan):
            return solved.plan
    return None


def _rests_on_open(situation: Situation, plan: Plan) -> bool:
    """Whether an irreversible step or crossing comes after, and needs, a step with an open guard."""
    open_ways: set[str] = set()
    for step in plan.steps:
        way = situation.world.ways[situation.world.way_index[step.way]]
        if step.if_ or open_ways.intersection(step.after):
            open_ways.add(step.way)
            if way.irreversible or way.crosses_to:
                return True
    return False

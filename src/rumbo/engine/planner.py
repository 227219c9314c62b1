"""The question *plan*: the best way to a goal, with proof, and with honest answers where something is not known.

Two worlds (design: engine). In L every open guard is false, in U every open guard is true. Not reached in U: unreachable.
Reached in L: a plan that stands whatever the open answers are. Reached only in U: it depends; then the answer has the
questions in the order worth asking, the branches, and a plan that rests on no irreversible step with an open guard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.alternatives import alternatives
from rumbo.engine.branches import Leaf, split
from rumbo.engine.instance import Flags
from rumbo.engine.model import OBJECTIVES, Answer, Branch, Cost, Improvement, Plan, Query, Question
from rumbo.engine.situation import Assumed, Situation, look_at
from rumbo.engine.solving import Solved, Task, solve, solve_from
from rumbo.engine.stage import Budget, Found
from rumbo.engine.wishes import Wishes, value_of
from rumbo.engine.world import World

MAX_IMPROVERS = 4
MAX_CASES = 6


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


def _reached(situation: Situation, solved: Solved, budget: Budget) -> Answer:
    query, plan, found = situation.query, solved.plan, solved.found
    names = len(dict.fromkeys(query.objective))
    proven = found is None or (found.proven >= names and solved.exact)
    answer = Answer(
        status="optimal" if proven else "feasible",
        world=situation.world.hash,
        plan=plan,
        bound=None if proven or found is None else _in_units(situation, found),
        ties_proven=found is None or (query.ties and found.bound is None),
        repaired=solved.repaired,
        warnings=() if plan is not None else ("search-cut-short",),
    )
    if plan is None or not plan.steps:
        return answer
    improvements = could_improve(situation, plan, budget) if query.improvements else ()
    return replace(answer, could_improve=improvements, alternatives=alternatives(situation, plan, budget))


def _in_units(situation: Situation, found: Found) -> int | None:
    """The bound in the unit of its objective: units of comparison for money."""
    objective = list(dict.fromkeys(situation.query.objective))[found.proven]
    return found.bound if found.bound is None or objective != "cheapest" else found.bound * situation.world.money_unit


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
        difference = value_of(plan, objective) - value_of(other, objective)
        if difference < 0:
            return ()
        if difference > 0:
            return tuple((o, d) for o in order if (d := value_of(plan, o) - value_of(other, o)) > 0)
    return ()


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
    """U's plan, without irreversible steps or crossings that rest on an open guard: None when it cannot do without, or nothing is to do.

    Where it can, it also goes without steps that rest on what is not even asked: a plan names no campus where any would do.
    """
    a = situation.graph.arrays
    if possible[situation.graph.goal]:
        return None
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
        solved = solve_from(Task(situation, {}, budget, unknown=True, wishes=Wishes.of(situation.query)), possible, choice)
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

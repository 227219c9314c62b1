"""Exact search for the best plan: one branch and bound per criterion, in the order they count.

A plan is a set of ways. Each stage minimises one criterion while what earlier stages reached is kept as a cap, so that
lexicographic orders are exact whatever mix of sums (money, visits, exposures) and of properties of the whole plan (days on
the critical path, crossings) they name.

A node of the search is a set of ways that are *in* and a set that are *out*. If the ways in reach the goal, it is a plan.
Otherwise every plan uses one of some set of further ways (a landmark cut, or the frontier where something new starts),
and each child takes one of them in and those before it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.instance import FAR, Flags, Instance
from rumbo.engine.world import CRITERIA, Ints

Kind = Literal["sum", "days", "crossings"]


@dataclass(frozen=True)
class Criterion:
    """``weights``: for a sum, how much each of ``CRITERIA`` counts."""

    kind: Kind
    weights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Promise:
    """What a plan must keep besides reaching the goal, even at the price of a step more than reaching it takes."""

    days: int = FAR - 1
    crossings: int = FAR - 1


@dataclass(frozen=True)
class Found:
    """``chosen``: the actions of the plan (payments included). ``proven``: how many of the criteria are proven, from the
    first. ``bound``: lower bound of the first criterion that is not."""

    chosen: Flags
    values: tuple[int, ...]
    proven: int
    bound: int | None
    nodes: int


@dataclass
class Budget:
    """Nodes left to look into, shared by all stages of a query; ``should_stop`` lets a caller cancel by the clock."""

    nodes: int
    should_stop: Callable[[], bool] | None = None
    used: int = 0

    def spend(self) -> bool:
        self.used += 1
        return self.used <= self.nodes and not (self.should_stop is not None and self.should_stop())


@dataclass
class Stage:
    """One branch and bound: minimise ``criterion`` under ``promise``, sums capped, and, if ``minimal``, no needless step."""

    instance: Instance
    criterion: Criterion
    promise: Promise
    caps: list[tuple[Ints, int]]
    day_cap: int = FAR
    crossing_cap: int = FAR
    minimal: bool = False
    best: Flags | None = None
    value: int = FAR
    bound: int = 0
    cost: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def __post_init__(self) -> None:
        if self.criterion.kind == "sum":
            self.cost = weigh(self.instance, self.criterion.weights)


def weigh(instance: Instance, weights: Sequence[int]) -> Ints:
    """Cost of each action as one number."""
    return np.ascontiguousarray((instance.arrays.costs * np.array(weights, dtype=np.int64)[:, None]).sum(axis=0))


def best_plan(
    instance: Instance,
    named: Sequence[Criterion],
    rest: Sequence[Criterion],
    *,
    limits: Promise,
    budgets: Sequence[tuple[Ints, int]],
    budget: Budget,
) -> Found | None:
    """The plan that is best by ``named``, then, among plans without a needless step, by ``rest``.

    Args:
        limits: days and crossings that may not be exceeded. ``budgets``: costs per action with the sum allowed.

    Returns:
        None when no plan keeps the limits (proven when ``budget`` is not used up).
    """
    promise, caps = limits, list(budgets)
    stage: Stage | None = None
    best: Flags | None = None
    values: list[int] = []
    day_cap = crossing_cap = FAR
    allowed_instance = instance
    for number, criterion in enumerate([*named, *rest]):
        minimal = number >= len(named)
        if minimal and best is not None:
            best = prune(allowed_instance, best, promise)
        stage = Stage(allowed_instance, criterion, promise, caps, day_cap=day_cap, crossing_cap=crossing_cap, minimal=minimal, best=best)
        proven = run(stage, budget)
        if stage.best is None:
            return None if proven else Found(np.zeros(0, dtype=np.bool_), (), 0, stage.bound, budget.used)
        best = stage.best
        values.append(stage.value)
        if not proven:
            return Found(_expand(instance, allowed_instance, best), tuple(values), number, stage.bound, budget.used)
        if criterion.kind == "sum" and stage.cost.any():
            caps = [*caps, (stage.cost, stage.value)]
            allowed_instance, best, caps = shrink(stage, caps)
        elif criterion.kind == "days":
            promise, day_cap = (promise, stage.value) if minimal else (replace(promise, days=stage.value), day_cap)
        elif criterion.kind == "crossings":
            promise, crossing_cap = (promise, stage.value) if minimal else (replace(promise, crossings=stage.value), crossing_cap)
    if best is None:
        raise ValueError("no criterion to search by")
    return Found(_expand(instance, allowed_instance, best), tuple(values), len(values), None, budget.used)


def _expand(instance: Instance, shrunk: Instance, chosen: Flags) -> Flags:
    flags = np.zeros(instance.size, dtype=np.bool_)
    flags[np.searchsorted(instance.names, shrunk.names[chosen])] = True
    return flags


def shrink(stage: Stage, caps: list[tuple[Ints, int]]) -> tuple[Instance, Flags, list[tuple[Ints, int]]]:
    """Leave out actions that no plan as good as the proven optimum can use (reduced-cost fixing)."""
    instance, best = stage.instance, stage.best
    if best is None:
        raise ValueError("only a proven stage can be shrunk")
    everything = np.ones(instance.size, dtype=np.bool_)
    keep = affordable(instance, stage.cost, stage.value) | best | instance.crossing
    if keep.all():
        return instance, best, caps
    reached = instance.reach(everything & keep)
    arrays = instance.arrays
    for action in np.flatnonzero(keep & ~best & ~instance.crossing):
        if not reached[arrays.pi[arrays.pp[action] : arrays.pp[action + 1]]].all():
            keep[action] = False
    smaller = instance.without(keep)
    return smaller, best[keep], [(cost[keep], cap) for cost, cap in caps]


def affordable(instance: Instance, cost: Ints, ceiling: int) -> Flags:
    """Actions that some plan of cost at most ``ceiling`` might use: bound + dearest chain to it + its reduced cost."""
    arrays = instance.arrays
    everything = np.ones(instance.size, dtype=np.bool_)
    start = np.zeros(arrays.nodes, dtype=np.bool_)
    reduced = cost.copy()
    bound = int(kernels.lmcut(*instance.rows, arrays.gp, arrays.ga, everything, reduced, start, instance.goal)[0])
    value = np.empty(arrays.nodes, dtype=np.int64)
    dearest = np.empty(instance.size, dtype=np.int64)
    kernels.hmax(*instance.rows, everything, reduced, start, value, dearest)
    needs = np.zeros(instance.size, dtype=np.int64)
    if len(arrays.pi):
        of = np.repeat(np.arange(instance.size), np.diff(arrays.pp))
        np.maximum.at(needs, of, np.minimum(value[arrays.pi], FAR >> 1))
    return np.asarray(bound + needs + reduced <= ceiling)


def run(stage: Stage, budget: Budget) -> bool:
    """Search ``stage`` to the end; False when the budget ran out first (``bound`` then holds)."""
    instance = stage.instance
    out = np.zeros(instance.size, dtype=np.bool_)
    taken = instance.free.copy()
    if stage.best is not None:
        stage.value = value_of(stage, stage.best)
    offer_guesses(stage)
    root = look(stage, taken, out)
    if root is None:
        return True
    stage.bound = root.bound
    if stage.value <= stage.bound:
        return True
    return _descend(stage, [(taken, out, root)], budget)


def _descend(stage: Stage, stack: list[tuple[Flags, Flags, Look]], budget: Budget) -> bool:
    while stack:
        taken, out, here = stack.pop()
        if here.bound >= stage.value:
            continue
        children = []
        out = out.copy()
        for action in here.branch:
            child = taken.copy()
            child[action] = True
            for payment in stage.instance.payments[action]:
                child[payment] = True
            if not (child & out).any():
                if not budget.spend():
                    return False
                seen = look(stage, child, out)
                if seen is not None:
                    children.append((child, out.copy(), seen))
            out[action] = True
        stack.extend(reversed(children))
    return True


@dataclass(frozen=True)
class Look:
    """What was seen at a node: a lower bound of the criterion below it, and the actions to branch over."""

    bound: int
    branch: list[int]


def look(stage: Stage, taken: Flags, out: Flags) -> Look | None:
    """Bound a node, offer it as a plan if it is one; None when nothing better lies below it."""
    instance = stage.instance
    allowed = ~out
    cuts: list[Ints] = []
    state = instance.reach(taken)
    bound = 0
    for cost, cap in stage.caps:
        paid = int(cost[taken].sum())
        if paid > cap:
            return None
        if not state[instance.goal]:
            more, found = _bound(instance, cost, taken, allowed, state)
            if paid + more > cap:
                return None
            cuts += found
    if stage.criterion.kind == "sum":
        bound = int(stage.cost[taken].sum())
        if not state[instance.goal]:
            more, found = _bound(instance, stage.cost, taken, allowed, state)
            bound += more
            cuts += found
    if bound >= min(stage.value, FAR):
        return None
    whole = _bounds_of_whole(stage, allowed)
    if whole is None:
        return None
    bound = max(bound, whole)
    if bound >= stage.value:
        return None
    layer, where = _places(instance, taken, state)
    times = instance.earliest(taken)
    promise = _wanted(stage)
    if layer[instance.goal] <= promise.crossings and times[instance.goal] <= promise.days:
        _offer(stage, taken)
        extends = stage.criterion.kind != "sum" and not stage.minimal
        if not extends or bound >= stage.value:
            return None
        promise = _wanted(stage)
    if state[instance.goal]:
        return Look(bound, _frontier(instance, taken, allowed, layer, where, times, promise))
    if not cuts:
        unit = (~instance.free & ~taken).astype(np.int64)
        more, cuts = instance.lmcut(allowed, unit, state)
        if more >= FAR:
            return None
    branch = min(cuts, key=len)
    order = stage.cost if stage.criterion.kind == "sum" else weigh(instance, [0] * (len(CRITERIA) - 1) + [1])
    return Look(bound, [int(a) for a in branch[np.lexsort((branch, order[branch]))]])


def _bound(instance: Instance, cost: Ints, taken: Flags, allowed: Flags, state: Flags) -> tuple[int, list[Ints]]:
    left = np.where(taken, 0, cost)
    return instance.lmcut(allowed, left, state)


def _wanted(stage: Stage) -> Promise:
    """The promise a plan must keep to be better than the best so far, for criteria of the whole plan."""
    if stage.minimal:
        return stage.promise
    match stage.criterion.kind:
        case "days":
            return replace(stage.promise, days=min(stage.promise.days, stage.value - 1))
        case "crossings":
            return replace(stage.promise, crossings=min(stage.promise.crossings, stage.value - 1))
        case _:
            return stage.promise


def _bounds_of_whole(stage: Stage, allowed: Flags) -> int | None:
    """Bound of days or crossings with everything allowed in; None when a promise or cap cannot be kept any more."""
    instance = stage.instance
    kind = stage.criterion.kind
    bound = 0
    day_limit = min(stage.promise.days, stage.day_cap)
    if kind == "days" or day_limit < FAR - 1:
        days = int(instance.earliest(allowed)[instance.goal])
        if days > day_limit or days >= FAR:
            return None
        bound = days if kind == "days" else 0
    crossing_limit = min(stage.promise.crossings, stage.crossing_cap)
    if kind == "crossings" or instance.has_places:
        crossings = int(_places(instance, allowed, None)[0][instance.goal])
        if crossings > crossing_limit or crossings >= FAR:
            return None
        bound = crossings if kind == "crossings" else bound
    return bound


def _places(instance: Instance, allowed: Flags, state: Flags | None) -> tuple[Ints, Ints]:
    if instance.has_places:
        return instance.layers(allowed)
    reached = instance.reach(allowed) if state is None else state
    return np.where(reached, 0, FAR), np.array([instance.start_sides, 0], dtype=np.int64)


def _frontier(instance: Instance, taken: Flags, allowed: Flags, layer: Ints, where: Ints, times: Ints, promise: Promise) -> list[int]:
    """Actions of which any plan that reaches further, sooner or with fewer crossings than ``taken`` uses one.

    The first action of such a plan that is not taken has all it needs among what the taken ones give; it then brings something
    new, or brings it earlier, or crosses.
    """
    a = instance.arrays
    late = times[instance.goal] > promise.days
    far = layer[instance.goal] > promise.crossings
    chosen = []
    for action in np.flatnonzero(allowed & ~taken):
        needs = a.pi[a.pp[action] : a.pp[action + 1]]
        if len(needs) and times[needs].max() >= FAR:
            continue
        gives = a.ei[a.ep[action] : a.ep[action + 1]]
        new = bool((times[gives] >= FAR).any())
        if (
            new
            or a.crosses_to[action] >= 0
            or (late and _sooner(instance, int(action), needs, gives, times))
            or (far and _nearer(instance, int(action), needs, gives, layer, where))
        ):
            chosen.append(int(action))
    return chosen


def _sooner(instance: Instance, action: int, needs: Ints, gives: Ints, times: Ints) -> bool:
    a = instance.arrays
    start = int(times[needs].max()) if len(needs) else 0
    done = kernels.finish(start, int(a.duration[1, action]), int(a.calendar[action]), *instance.tables)
    return bool((times[gives] > done).any())


def _nearer(instance: Instance, action: int, needs: Ints, gives: Ints, layer: Ints, where: Ints) -> bool:
    side = int(instance.arrays.side[action])
    start = int(layer[needs].max()) if len(needs) else 0
    if start >= FAR:
        return False
    while side >= 0 and start < len(where) and not int(where[start]) >> side & 1:
        if not where[start]:
            return False
        start += 1
    return bool((layer[gives] > start).any())


def _offer(stage: Stage, taken: Flags) -> None:
    """Take ``taken`` as the best plan if it is one and better."""
    plan = with_payments(stage.instance, taken)
    if stage.minimal and not is_minimal(stage.instance, plan, stage.promise):
        return
    if not stage.minimal:
        plan = prune(stage.instance, plan, _wanted(stage))
    if keeps_caps(stage, plan):
        value = value_of(stage, plan)
        if value < stage.value:
            stage.best, stage.value = plan, value


def keeps_caps(stage: Stage, plan: Flags) -> bool:
    instance = stage.instance
    if any(int(cost[plan].sum()) > cap for cost, cap in stage.caps):
        return False
    if stage.day_cap < FAR and int(instance.earliest(plan)[instance.goal]) > stage.day_cap:
        return False
    return not (stage.crossing_cap < FAR and int(_places(instance, plan, None)[0][instance.goal]) > stage.crossing_cap)


def value_of(stage: Stage, plan: Flags) -> int:
    """The criterion's value of a plan."""
    instance = stage.instance
    match stage.criterion.kind:
        case "sum":
            return int(stage.cost[plan].sum())
        case "days":
            return int(instance.earliest(plan)[instance.goal])
        case "crossings":
            return int(_places(instance, plan, None)[0][instance.goal])


def reaches(instance: Instance, plan: Flags, promise: Promise) -> bool:
    """Whether the actions of ``plan`` reach the goal and keep ``promise``."""
    state = instance.reach(plan)
    if not state[instance.goal]:
        return False
    if promise.days < FAR - 1 and int(instance.earliest(plan)[instance.goal]) > promise.days:
        return False
    return int(_places(instance, plan, state)[0][instance.goal]) <= promise.crossings


def with_payments(instance: Instance, taken: Flags) -> Flags:
    """The ways taken, the payments they need and no others, and all free steps."""
    plan = taken & ~instance.paid | instance.free
    for action in np.flatnonzero(taken & ~instance.paid & ~instance.free):
        for payment in instance.payments[action]:
            plan[payment] = True
    return np.asarray(plan)


def is_minimal(instance: Instance, plan: Flags, promise: Promise) -> bool:
    """Whether no way can be left out without losing the goal or the promise."""
    for action in np.flatnonzero(plan & ~instance.paid & ~instance.free):
        plan[action] = False
        needless = reaches(instance, plan, promise)
        plan[action] = True
        if needless:
            return False
    return True


def prune(instance: Instance, plan: Flags, promise: Promise) -> Flags:
    """Leave out needless ways, the last in the order of ways first."""
    kept = plan.copy()
    for action in np.flatnonzero(plan & ~instance.paid & ~instance.free)[::-1]:
        kept[action] = False
        if not reaches(instance, kept, promise):
            kept[action] = True
    return with_payments(instance, kept)


def offer_guesses(stage: Stage) -> None:
    """Start from good plans: along cheapest supporters, for the criterion and for each earlier cap."""
    instance = stage.instance
    everything = np.ones(instance.size, dtype=np.bool_)
    tie = weigh(instance, [0] * (len(CRITERIA) - 1) + [1])
    for cost in [stage.cost * (1 + int(tie.sum())) + tie] if len(stage.cost) else [tie]:
        chosen = instance.additive_plan(everything, cost) | instance.free
        if reaches(instance, chosen, stage.promise):
            chosen = prune(instance, with_payments(instance, chosen), stage.promise)
            if keeps_caps(stage, chosen) and value_of(stage, chosen) < stage.value:
                stage.best, stage.value = chosen, value_of(stage, chosen)

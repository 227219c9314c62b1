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
MAX_NARROWINGS = 6
ENOUGH_KEPT = 0.9
FIRST_PATIENCE = 48
LEAST_TIE_NODES = 100
TIE_WORK = 400_000
GUESSES = 4
SMALL = 200
TIE_SCALE = 1 << 12


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
        """Take one node; False when there is none left or the caller stops."""
        self.used += 1
        return self.used <= self.nodes and not (self.should_stop is not None and self.should_stop())

    def left(self) -> bool:
        return self.used < self.nodes and not (self.should_stop is not None and self.should_stop())


@dataclass(frozen=True)
class Cap:
    """A sum that may not exceed ``most``. ``cost``: per action."""

    cost: Ints
    most: int

    def of(self, keep: Flags) -> Cap:
        return Cap(self.cost[keep], self.most)


@dataclass
class Stage:
    """One branch and bound: minimise ``criterion`` under ``promise`` and caps, and, if ``minimal``, with no needless step.

    ``tight``: the sums that earlier stages proved, folded into one number in their order; a plan meets it exactly, which
    lends its bound to the criterion's (``scale`` weighs it there, ``offset`` is its share). ``loose``: budgets.
    """

    instance: Instance
    criterion: Criterion
    promise: Promise
    loose: list[Cap]
    tight: Cap
    day_cap: int = FAR
    crossing_cap: int = FAR
    minimal: bool = False
    best: Flags | None = None
    value: int = FAR
    bound: int = 0
    cost: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    guide: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    offset: int = 0

    def __post_init__(self) -> None:
        if not len(self.cost):
            self.cost = np.zeros(self.instance.size, dtype=np.int64)
        self.aim()

    def aim(self) -> None:
        """Fold the criterion under what is already proven, for bounds: ``guide`` less ``offset`` bounds the criterion."""
        self.guide, self.offset = self.tight.cost, self.tight.most
        if self.criterion.kind == "sum":
            folded = fold(self.tight, self.cost, self.value)
            self.guide, self.offset = (folded.cost, folded.most - self.value) if folded else (self.cost, 0)

    @property
    def day_limit(self) -> int:
        """Last day on which a plan that is wanted can reach the goal."""
        limit = min(self.promise.days, self.day_cap)
        return min(limit, self.value - 1) if self.criterion.kind == "days" else limit


def fold(first: Cap, cost: Ints, value: int) -> Cap | None:
    """One cap for two sums of which the first counts more; None where the numbers would grow too large."""
    if value >= FAR or int(first.cost.sum()) * (value + 1) + int(cost.sum()) >= FAR >> 14:
        return None
    return Cap(first.cost * (value + 1) + cost, first.most * (value + 1) + value)


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

    Raises:
        ValueError: without any criterion.
    """
    stage = Stage(instance, named[0], limits, [Cap(cost, most) for cost, most in budgets], Cap(np.zeros(instance.size, dtype=np.int64), 0))
    values: list[int] = []
    criteria = [*named, *rest]
    asked = budget
    for number, criterion in enumerate(criteria):
        if number == len(named):
            # What was asked for is proven; ties beyond it get a share of patience that falls with the size of the problem.
            budget = Budget(
                min(asked.nodes, asked.used + max(LEAST_TIE_NODES, TIE_WORK // stage.instance.size)), asked.should_stop, asked.used
            )
        stage.criterion, stage.minimal = criterion, number >= len(named)
        stage.cost = _cost(stage.instance, criterion)
        stage.value, stage.bound = FAR, 0
        if stage.minimal and stage.best is not None:
            stage.best = prune(stage.instance, stage.best, stage.promise)
        proven = run(stage, budget)
        if stage.best is None:
            return None if proven else Found(np.zeros(0, dtype=np.bool_), (), 0, stage.bound, budget.used)
        values.append(stage.value)
        if not proven:
            return Found(_expand(instance, stage.instance, stage.best), tuple(values), number, stage.bound, budget.used)
        if _has_no_choice(stage):
            values += [
                value_of(replace(stage, criterion=other, cost=_cost(stage.instance, other)), stage.best) for other in criteria[number + 1 :]
            ]
            break
        if number + 1 < len(criteria):
            _settle(stage)
    if stage.best is None:
        raise ValueError("no criterion to search by")
    return Found(_expand(instance, stage.instance, stage.best), tuple(values), len(values), None, budget.used)


def _cost(instance: Instance, criterion: Criterion) -> Ints:
    return weigh(instance, criterion.weights) if criterion.kind == "sum" else np.zeros(instance.size, dtype=np.int64)


def _has_no_choice(stage: Stage) -> bool:
    """Whether the best plan uses every way there is and could not do without any: then it is the only one."""
    if stage.best is None:
        return False
    ways = ~stage.instance.paid & ~stage.instance.free
    return bool((stage.best | ~ways).all()) and (stage.minimal or is_minimal(stage.instance, stage.best.copy(), stage.promise))


def _settle(stage: Stage) -> None:
    """Turn what a stage proved into a cap or promise for the next ones."""
    match stage.criterion.kind:
        case "days" if stage.minimal:
            stage.day_cap = stage.value
        case "days":
            stage.promise = replace(stage.promise, days=stage.value)
        case "crossings" if stage.minimal:
            stage.crossing_cap = stage.value
        case "crossings":
            stage.promise = replace(stage.promise, crossings=stage.value)
        case "sum" if stage.cost.any():
            first = not stage.tight.most
            folded = fold(stage.tight, stage.cost, stage.value)
            if folded is not None:
                stage.tight = folded
            else:
                stage.loose = [*stage.loose, Cap(stage.cost, stage.value)]
            if first:
                # The first sum leaves out most of a region; what later ones leave out, each stage finds for itself.
                shrink(stage)


def _expand(instance: Instance, shrunk: Instance, chosen: Flags) -> Flags:
    flags = np.zeros(instance.size, dtype=np.bool_)
    flags[np.searchsorted(instance.names, shrunk.names[chosen])] = True
    return flags


def shrink(stage: Stage) -> None:
    """Leave out actions that no plan as good as the proven optimum can use (reduced-cost fixing)."""
    instance, best = stage.instance, stage.best
    if best is None:
        raise ValueError("only a proven stage can be shrunk")
    keep = affordable(instance, stage.tight.cost, stage.tight.most)[1] | best
    if not keep.all():
        keep = connected(instance, keep) | best
        stage.instance, stage.best = instance.without(keep), best[keep]
        stage.tight, stage.loose = stage.tight.of(keep), [cap.of(keep) for cap in stage.loose]


def connected(instance: Instance, keep: Flags) -> Flags:
    """Of the actions in ``keep``, those that can be enabled and lead on to the goal by actions in ``keep``."""
    reached = instance.reach(keep)
    arrays = instance.arrays
    if instance.has_places:
        # Coming back leads nowhere new on paper, so what leads on to the goal cannot be told by facts alone.
        enabled = np.ones(instance.size, dtype=np.bool_)
        of = np.repeat(np.arange(instance.size), np.diff(arrays.pp))
        enabled[of[~reached[arrays.pi]]] = False
        return keep & enabled
    start = np.zeros(arrays.nodes, dtype=np.bool_)
    useful: Flags = kernels.relevant(arrays.pp, arrays.pi, arrays.gp, arrays.ga, keep, reached, start, instance.goal)
    return useful


def affordable(instance: Instance, cost: Ints, ceiling: int, *, cuts: bool = True) -> tuple[int, Flags, Ints]:
    """Lower bound of the goal, actions that some plan of cost at most ``ceiling`` might use, and their reduced costs.

    A plan that uses an action costs at least the bound, the dearest chain to the action in reduced costs, and its own
    reduced cost. Crossings are always kept: coming back is free on paper."""
    arrays = instance.arrays
    everything = np.ones(instance.size, dtype=np.bool_)
    start = np.zeros(arrays.nodes, dtype=np.bool_)
    reduced = cost.copy()
    bound = 0
    if cuts:
        bound = int(kernels.lmcut(*instance.rows, arrays.gp, arrays.ga, everything, reduced, start, instance.goal)[0])
    value = np.empty(arrays.nodes, dtype=np.int64)
    dearest = np.empty(instance.size, dtype=np.int64)
    kernels.hmax(*instance.rows, everything, reduced, start, value, dearest)
    needs = np.zeros(instance.size, dtype=np.int64)
    asks = np.flatnonzero(np.diff(arrays.pp))
    if len(asks):
        needs[asks] = np.maximum.reduceat(np.minimum(value[arrays.pi], FAR >> 1), arrays.pp[asks])
    return bound, np.asarray((bound + needs + reduced <= ceiling) | instance.crossing), reduced


def run(stage: Stage, budget: Budget) -> bool:
    """Search ``stage`` to the end; False when the budget ran out first (``bound`` then holds)."""
    if stage.best is not None:
        stage.value = value_of(stage, stage.best)
    else:
        offer_guesses(stage, stage.cost, shaken=0)
    if stage.value >= FAR or stage.criterion.kind == "crossings":
        stage.aim()
        return _search(stage, budget)
    return _run_narrowed(stage, budget)


def _run_narrowed(stage: Stage, budget: Budget) -> bool:
    """Search only among actions that a plan better than the best so far might use; when a better one turns up in a part
    of the search, leave out more and start again, with twice the patience."""
    patience = FIRST_PATIENCE
    while True:
        narrowed = _narrow(stage)
        if narrowed is None:
            stage.bound = stage.value
            return True
        narrow, names = narrowed
        before = stage.value
        part = Budget(min(patience, budget.nodes - budget.used), budget.should_stop)
        proven = _search(narrow, part)
        budget.used += min(part.used, part.nodes)
        _take_over(stage, narrow, names)
        if proven:
            stage.bound = stage.value
            return True
        stage.bound = max(stage.bound, min(narrow.bound, stage.value))
        if not budget.left():
            return False
        patience = 2 * patience if stage.value < before else 4 * patience


def _narrow(stage: Stage) -> tuple[Stage, Ints] | None:
    """The stage on the actions that still matter, and which they are; None when no better plan can exist."""
    narrow, names = stage, np.arange(stage.instance.size)
    for round_number in range(MAX_NARROWINGS):
        narrow.aim()
        instance = narrow.instance
        is_sum = narrow.criterion.kind == "sum"
        ceiling = narrow.offset + (narrow.value - 1 if is_sum else 0)
        # The first round goes without cuts: the dearest chains alone leave out most of a large region.
        bound, keep, reduced = affordable(instance, narrow.guide, ceiling, cuts=round_number > 0)
        if bound > ceiling:
            return None
        if is_sum:
            stage.bound = max(stage.bound, bound - narrow.offset)
        if narrow.day_limit < FAR - 1:
            keep &= instance.run_through(keep)[1] <= narrow.day_limit
        keep = connected(instance, keep)
        if not instance.reach(keep)[instance.goal]:
            return None
        if keep.sum() > instance.size * ENOUGH_KEPT and round_number:
            break
        names = names[keep]
        narrow = replace(
            narrow, instance=instance.without(keep), loose=[cap.of(keep) for cap in narrow.loose], tight=narrow.tight.of(keep),
            best=None, value=stage.value, bound=stage.bound, cost=narrow.cost[keep],
        )  # fmt: skip
        # Guessing again costs as much as bounding: shake the rule of thumb only while it is cheap or has not yet been tried.
        offer_guesses(narrow, reduced[keep], shaken=GUESSES if round_number == 1 or len(keep) < SMALL else 0)
        _take_over(stage, narrow, names)
    narrow.aim()
    return narrow, names


def _take_over(stage: Stage, narrow: Stage, names: Ints) -> None:
    if narrow.best is not None and narrow.value < stage.value:
        flags = stage.instance.free.copy()
        flags[names[narrow.best]] = True
        stage.best, stage.value = flags, narrow.value


def _search(stage: Stage, budget: Budget) -> bool:
    instance = stage.instance
    out = np.zeros(instance.size, dtype=np.bool_)
    taken = instance.free.copy()
    root = look(stage, taken, out)
    if root is None:
        return True
    stage.bound = max(stage.bound, root.bound)
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
            child[stage.instance.payments(action)] = True
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
    if stage.day_limit < FAR - 1:
        # What is done after the last day that is of use is of no use.
        allowed &= (instance.run_through(allowed)[1] <= stage.day_limit) | taken
    state = instance.reach(taken)
    seen = _bounds_of_sums(stage, taken, allowed, state)
    if seen is None:
        return None
    bound, cuts = seen
    whole = _bounds_of_whole(stage, allowed)
    if whole is None or max(bound, whole) >= stage.value:
        return None
    bound = max(bound, whole)
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
    order = stage.guide if stage.guide.any() else weigh(instance, [0] * (len(CRITERIA) - 1) + [1])
    return Look(bound, [int(a) for a in branch[np.lexsort((branch, order[branch]))]])


def _bounds_of_sums(stage: Stage, taken: Flags, allowed: Flags, state: Flags) -> tuple[int, list[Ints]] | None:
    """Lower bound of a criterion that is a sum (else 0) and the cuts it came from; None when a cap cannot be kept."""
    instance = stage.instance
    is_sum = stage.criterion.kind == "sum"
    cuts: list[Ints] = []
    folded = is_sum and stage.offset == 0 and stage.tight.most > 0
    for cap in [*stage.loose, *([stage.tight] if folded else [])]:
        more, found = _bound(instance, cap.cost, taken, allowed, state)
        if more > cap.most:
            return None
        cuts += found
    if not stage.guide.any():
        return 0, cuts
    total, found = _bound(instance, stage.guide, taken, allowed, state)
    if total > stage.offset + (stage.value - 1 if is_sum else 0):
        return None
    return (max(0, total - stage.offset) if is_sum else 0), cuts + found


def _bound(instance: Instance, cost: Ints, taken: Flags, allowed: Flags, state: Flags) -> tuple[int, list[Ints]]:
    """What the actions taken cost and at least must cost to come, and the cuts that show it."""
    paid = int(cost[taken].sum())
    if state[instance.goal] or not cost.any():
        return paid, []
    more, found = instance.lmcut(allowed, np.where(taken, 0, cost), state)
    return paid + more, found


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
    """Whether a plan keeps all that earlier stages proved, and the budgets."""
    instance = stage.instance
    if any(int(cap.cost[plan].sum()) > cap.most for cap in [*stage.loose, stage.tight]):
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
        plan[instance.payments(int(action))] = True
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


def _kept_promise(stage: Stage, plan: Flags) -> Promise:
    """What pruning a guess must not spoil: where days are asked for, the days it has."""
    if stage.criterion.kind != "days" or stage.minimal:
        return stage.promise
    return replace(stage.promise, days=int(stage.instance.earliest(plan)[stage.instance.goal]))


def offer_guesses(stage: Stage, guide: Ints, *, shaken: int = GUESSES) -> None:
    """Start from good plans: along cheapest supporters by the costs ``guide``, ties to fewer and earlier ways."""
    instance = stage.instance
    everything = np.ones(instance.size, dtype=np.bool_)
    tie = np.where(instance.free, 0, 1)
    costs = [guide * TIE_SCALE + tie]
    if stage.cost.any():
        # Shaken a little, always in the same way, the same rule of thumb finds other plans.
        spread = (instance.names * 2_654_435_761 >> 7) % TIE_SCALE
        costs += [stage.cost * (TIE_SCALE + (spread * n) % (TIE_SCALE // 2)) + tie for n in range(shaken)]
    guesses = [instance.additive_plan(everything, cost) for cost in costs]
    if stage.criterion.kind == "days":
        guesses.insert(0, instance.quickest_plan(everything))
    for guess in guesses:
        chosen = guess | instance.free
        if reaches(instance, chosen, stage.promise):
            chosen = prune(instance, with_payments(instance, chosen), _kept_promise(stage, chosen))
            if keeps_caps(stage, chosen) and value_of(stage, chosen) < stage.value:
                stage.best, stage.value = chosen, value_of(stage, chosen)

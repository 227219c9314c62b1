"""Exact search for the best plan: one branch and bound per criterion, in the order they count.

A plan is a set of ways. Each stage minimises one criterion while what earlier stages reached is kept as a cap, so that
lexicographic orders are exact whatever mix of sums (money, visits, exposures) and of properties of the whole plan (days on
the critical path, crossings) they name.

A node of the search is a set of ways that are *in* and a set that are *out*. If the ways in reach the goal, it is a plan.
Otherwise every plan uses one of some set of further ways (a landmark cut, or the frontier where something new starts),
and each child takes one of them in and those before it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.instance import FAR, Flags, Instance
from rumbo.engine.look import Look, look
from rumbo.engine.stage import (
    GUESSES,
    Budget,
    Cap,
    Criterion,
    Found,
    Promise,
    Stage,
    fold,
    is_minimal,
    offer_guesses,
    prune,
    value_of,
    weigh,
)
from rumbo.engine.world import Ints

MAX_NARROWINGS = 6
ENOUGH_KEPT = 0.9
FIRST_PATIENCE = 48
LEAST_TIE_NODES = 100
TIE_WORK = 400_000
SMALL = 200


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

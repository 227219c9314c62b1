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
from dataclasses import dataclass, replace

import numpy as np

from rumbo.engine.deadline import Unrolled, is_timed
from rumbo.engine.descent import descend, is_plain
from rumbo.engine.graph import Ints
from rumbo.engine.instance import FAR, NO_LIMIT, Flags, Instance, unpaid_for, weigh
from rumbo.engine.look import Look, look, offer
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
    with_payments,
)

MAX_NARROWINGS = 6
ENOUGH_KEPT = 0.9
FIRST_PATIENCE = 48
LEAST_TIE_NODES = 24
TIE_WORK = 6_000
SMALL = 200


def best_plan(
    instance: Instance,
    named: Sequence[Criterion],
    rest: Sequence[Criterion],
    *,
    limits: Promise,
    budgets: Sequence[tuple[Ints, int]],
    budget: Budget,
    tie_nodes: int | None = None,
) -> Found | None:
    """The plan that is best by ``named``, then, among plans without a needless step, by ``rest``.

    Args:
        limits: days and crossings that may not be exceeded. ``budgets``: costs per action with the sum allowed.
        tie_nodes: how far to look for the best by ``rest``; if not given, the further the smaller the problem is.

    Returns:
        None when no plan keeps the limits (proven when ``budget`` is not used up).

    Raises:
        ValueError: without any criterion.
    """
    if not named:
        raise ValueError("no criterion to search by")
    whole = instance
    if limits.days != NO_LIMIT:
        keep = _in_time(instance, limits.days)
        if keep is None:
            return None
        instance, budgets = instance.without(keep), [(cost[keep], most) for cost, most in budgets]
    stage = Stage(instance, named[0], limits, [Cap(cost, most) for cost, most in budgets], Cap(np.zeros(instance.size, dtype=np.int64), 0))
    if named[0].kind == "sum":
        stage.cost = _cost(instance, named[:1])
        offer_guesses(stage, stage.cost, shaken=0)
        stage.is_shrunk = whole.is_sifted
        if stage.best is not None and not stage.is_shrunk:
            shrink(stage, Cap(stage.cost, stage.value), cuts=False)
    values: list[int] = []
    proven = 0
    asked = budget
    groups = [[criterion] for criterion in named]
    for group in groups:
        if proven == len(named):
            # What was asked for is proven; ties beyond it get a share of patience that falls with the size of the problem.
            patience = max(LEAST_TIE_NODES, TIE_WORK // stage.instance.size) if tie_nodes is None else tie_nodes
            budget = Budget(min(asked.nodes, asked.used + patience), asked.should_stop, asked.used)
        stage.criterion, stage.minimal = group[0], proven >= len(named)
        stage.cost = _cost(stage.instance, group)
        stage.value, stage.bound = FAR, 0
        if stage.minimal:
            stage.best = prune(stage.instance, stage.plan, stage.promise)
        is_proven = run(stage, budget)
        if stage.best is None:
            return None if is_proven else Found(np.zeros(0, dtype=np.bool_), (), 0, stage.bound, budget.used)
        if not is_proven:
            values.append(_values(stage, group)[0])
            return Found(_expand(whole, stage.instance, stage.best), tuple(values), proven, stage.bound, budget.used)
        values += _values(stage, group)
        proven += len(group)
        if _has_no_choice(stage):
            values += _values(stage, [*named, *rest][proven:])
            break
        if proven < len(named) + len(rest):
            _settle(stage)
        if proven == len(named):
            groups += together(stage.instance, rest)  # what is left by then is small: more criteria can be folded into one
    return Found(_expand(whole, stage.instance, stage.plan), tuple(values), len(values), None, budget.used)


def _in_time(instance: Instance, last: int) -> Flags | None:
    """Actions that a plan can use which is done by the day ``last``, and their payments; None when nothing is done by then."""
    everything = np.ones(instance.size, dtype=np.bool_)
    keep, reaches_goal = instance.connected(instance.in_time(everything, last) | instance.paid, instance.nothing)
    return instance.with_payments(keep & ~instance.paid) if reaches_goal else None


def together(instance: Instance, criteria: Sequence[Criterion]) -> list[list[Criterion]]:
    """Criteria in their order, sums that follow each other in one group as long as they can be folded into one number.

    Where nobody crosses, the number of crossings is nought for all and parts no sums.
    """
    groups: list[list[Criterion]] = []
    for criterion in criteria:
        trivial = criterion.kind == "crossings" and not instance.has_places
        follows = groups and groups[-1][0].kind == "sum" and (trivial or criterion.kind == "sum")
        if follows and _folded(instance, [*groups[-1], criterion]) is not None:
            groups[-1].append(criterion)
        else:
            groups.append([criterion])
    return groups


def _values(stage: Stage, criteria: Sequence[Criterion]) -> list[int]:
    """The best plan's value by each of ``criteria``."""
    sums = stage.instance.arrays.costs[:, stage.plan].sum(axis=1).tolist()
    return [
        sum(weight * total for weight, total in zip(one.weights, sums, strict=True))
        if one.kind == "sum"
        else value_of(replace(stage, criterion=one), stage.plan)
        for one in criteria
    ]


def _cost(instance: Instance, group: Sequence[Criterion]) -> Ints:
    """What each action adds to a sum, or to several folded into one; nothing for other criteria."""
    folded = _folded(instance, group)
    if folded is None:
        raise ValueError("these criteria are too large to be folded into one number")
    return folded


def _folded(instance: Instance, group: Sequence[Criterion]) -> Ints | None:
    total = np.zeros(instance.size, dtype=np.int64)
    for criterion in group:
        if criterion.kind == "sum":
            cost = weigh(instance, criterion.weights)
            cap = fold(Cap(total, 0), cost, int(cost.sum()))
            if cap is None:
                return None
            total = cap.cost
    return total


def _has_no_choice(stage: Stage) -> bool:
    """Whether the best plan uses every way there is and could not do without any: then it is the only one."""
    instance = stage.instance
    return bool(stage.plan[instance.is_way].all()) and (stage.minimal or is_minimal(instance, stage.plan, stage.promise))


def _settle(stage: Stage) -> None:
    """Turn what a stage proved into a cap or promise for the next ones."""
    match stage.criterion.kind:
        case "days":
            if stage.minimal:
                stage.day_cap = stage.value
            else:
                stage.promise = replace(stage.promise, days=stage.value)
            _keep_time(stage)
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
                if not stage.is_shrunk:
                    shrink(stage, stage.tight, cuts=False)  # far quicker than cuts, and leaves out most of a large region
                shrink(stage, stage.tight, cuts=True)


def _expand(instance: Instance, shrunk: Instance, chosen: Flags) -> Flags:
    flags = np.zeros(instance.size, dtype=np.bool_)
    flags[np.searchsorted(instance.names, shrunk.names[chosen])] = True
    return flags


def shrink(stage: Stage, cap: Cap, *, cuts: bool) -> None:
    """Leave out actions that no plan as good as the best one by ``cap`` can use (reduced-cost fixing), by cuts or by dearest chains."""
    instance = stage.instance
    unpaid, settled = unpaid_for(instance, cap.cost)
    _leave_only(stage, instance.sieve(~unpaid, settled, cap.cost, cap.most, cuts=cuts)[1])
    stage.is_shrunk = True


def _keep_time(stage: Stage) -> None:
    """Leave out actions that no plan can use which is done by the last day that earlier stages leave."""
    instance = stage.instance
    in_time = instance.in_time(np.ones(instance.size, dtype=np.bool_), stage.last_day)
    _leave_only(stage, instance.connected(in_time | instance.paid, instance.nothing)[0])


def _leave_only(stage: Stage, keep: Flags) -> None:
    """Leave the actions in ``keep``, their payments, and the best plan: of its free steps those that still lead somewhere."""
    instance, best = stage.instance, stage.plan
    keep = instance.with_payments(keep & ~instance.paid | best & ~instance.free)
    if not keep.all():
        stage.instance, stage.best, stage.cost = instance.without(keep), best[keep], stage.cost[keep]
        stage.tight, stage.loose = stage.tight.of(keep), [other.of(keep) for other in stage.loose]


def run(stage: Stage, budget: Budget) -> bool:
    """Search ``stage`` to the end; False when the budget ran out first (``bound`` then holds)."""
    if stage.best is not None:
        stage.value = value_of(stage, stage.best)
    else:
        offer_guesses(stage, stage.cost, shaken=0)
    if _is_quickest(stage):
        stage.bound = stage.value
        return True
    if stage.value == FAR or stage.criterion.kind == "crossings":
        stage.aim()
        return _search(stage, budget)
    return _run_narrowed(stage, project(stage), budget)


def _is_quickest(stage: Stage) -> bool:
    """Whether the best plan takes no longer than it would with everything done at once."""
    if stage.criterion.kind != "days" or stage.value == FAR:
        return False
    everything = np.ones(stage.instance.size, dtype=np.bool_)
    return int(stage.instance.trips_at_once(everything, most=stage.crossing_limit).times[stage.instance.goal]) >= stage.value


def _run_narrowed(stage: Stage, projection: Projection, budget: Budget) -> bool:
    """Search only among actions that a plan better than the best so far might use; when a better one turns up in a part
    of the search, leave out more and start again, with twice the patience."""
    patience, most_unrolled = FIRST_PATIENCE, FAR
    while True:
        narrowed = _narrow(stage, projection)
        if narrowed is None:
            stage.bound = stage.value
            return True
        narrow, names = narrowed
        before = stage.value
        proven = None
        if is_timed(narrow) and narrow.instance.size < most_unrolled:
            proven = _by_deadline(narrow, budget)
            most_unrolled = narrow.instance.size  # what was too much to unroll is not tried again before there is less
        if proven is None:
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


def _narrow(stage: Stage, projection: Projection) -> tuple[Stage, Ints] | None:
    """The stage on the actions that still matter, and which they are; None when no better plan can exist."""
    narrow, names = replace(stage, best=None), np.arange(stage.instance.size)
    keep, start, guessed = projection.keep, projection.settled, False
    # The first round goes without cuts, while nothing has been left out yet: the dearest chains alone leave out most of a region.
    for round_number in range(1 if stage.is_shrunk else 0, MAX_NARROWINGS):
        narrow.aim()
        instance = narrow.instance
        is_sum = narrow.criterion.kind == "sum"
        ceiling = narrow.offset + (narrow.value - 1 if is_sum else 0)
        bound, keep, reduced = instance.sieve(keep, start, narrow.guide, ceiling, cuts=round_number > 0 or bool(stage.tight.most))
        if bound > ceiling:
            return None
        if is_sum:
            stage.bound = max(stage.bound, bound - narrow.offset)
        if narrow.has_day_limit:
            keep &= instance.in_time(keep | instance.paid, narrow.day_limit)
        keep, reaches_goal = instance.connected(keep, start)
        if not reaches_goal:
            return None
        if keep.sum() > instance.size * ENOUGH_KEPT and guessed:
            break
        names = names[keep]
        narrow = replace(_on(narrow, keep, start), value=stage.value, bound=stage.bound)
        # Guessing again costs as much as bounding: shake the rule of thumb only while it is cheap or has not yet been tried.
        shaken = round_number == 1 or len(keep) < SMALL
        offer_guesses(narrow, reduced[keep], shaken=GUESSES if shaken else 0)
        guessed |= shaken
        _take_over(stage, narrow, names)
        keep, start = np.ones(len(names), dtype=np.bool_), np.zeros(narrow.instance.arrays.nodes, dtype=np.bool_)
    narrow.aim()
    return narrow, names


@dataclass(frozen=True)
class Projection:
    """What of a stage can make a difference: the actions to ``keep``; what those left out would pay for is ``settled``."""

    keep: Flags
    settled: Flags


def project(stage: Stage) -> Projection:
    """Leave out what makes no difference to a stage.

    What nobody counts at this stage is not paid for; then many offices do the same for no less, and one of them is enough.
    """
    instance = stage.instance
    counted = np.vstack([stage.tight.cost, stage.cost, *(cap.cost for cap in stage.loose)])
    unpaid, settled = unpaid_for(instance, counted)
    by_days = stage.criterion.kind == "days" or stage.has_day_limit
    return Projection(~unpaid & instance.undominated(counted, ignored=settled, by_days=by_days), settled)


def _on(stage: Stage, keep: Flags, given: Flags | None = None) -> Stage:
    """The stage on the actions in ``keep``, its best plan still to be found."""
    return replace(
        stage, instance=stage.instance.without(keep, given=given), loose=[cap.of(keep) for cap in stage.loose],
        tight=stage.tight.of(keep), best=None, cost=stage.cost[keep],
    )  # fmt: skip


def _take_over(stage: Stage, narrow: Stage, names: Ints) -> None:
    if narrow.best is not None and narrow.value < stage.value:
        flags = stage.instance.free.copy()
        flags[names[narrow.best]] = True
        stage.best, stage.value = with_payments(stage.instance, flags), narrow.value


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
    done = descend(stage, root, budget) if is_plain(stage) else None
    return _descend(stage, [(taken, out, root)], budget) if done is None else done


def _by_deadline(stage: Stage, budget: Budget) -> bool | None:
    """Search a stage for the least sum by a deadline, or the earliest day within a sum, unrolled in time; False when the budget ran out
    first, None when there is too much to unroll."""
    most = stage.offset + (stage.value - 1 if stage.criterion.kind == "sum" else 0)
    while True:
        unrolled = Unrolled(stage.instance, stage.guide, stage.day_limit)
        if unrolled.problem is None:
            return True if unrolled.is_late else None
        problem = unrolled.problem
        everything = np.ones(problem.size, dtype=np.bool_)
        bound, keep, _ = problem.sieve(everything, problem.nothing, problem.arrays.costs[0], most, cuts=True)
        if bound > most:
            return True
        part = problem.without(keep)
        found = best_plan(part, [Criterion("sum", (1, 0, 0, 0, 0))], [], limits=Promise(), budgets=[], budget=budget)
        before = stage.value
        if found is not None and len(found.chosen):
            offer(stage, unrolled.actions(_expand(problem, part, found.chosen)))
        if found is None or not found.proven:
            return False
        if stage.value == before or stage.criterion.kind == "sum":
            return True


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

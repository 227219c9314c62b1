"""One node of the search: what it can still cost, whether it is a plan, and what to branch over."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.graph import CRITERIA, Ints
from rumbo.engine.instance import FAR, Flags, Instance
from rumbo.engine.stage import Promise, Stage, is_minimal, keeps_caps, kept_promise, prune, value_of, with_payments


@dataclass(frozen=True)
class Look:
    """What was seen at a node: a lower bound of the criterion below it, and the actions to branch over."""

    bound: int
    branch: list[int]


def look(stage: Stage, taken: Flags, out: Flags) -> Look | None:
    """Bound a node, offer it as a plan if it is one; None when nothing better lies below it."""
    instance = stage.instance
    allowed = ~out
    if stage.has_day_limit:
        allowed &= instance.in_time(allowed, stage.day_limit) | taken
    state = instance.reach(taken)
    seen = _bounds_of_sums(stage, taken, allowed, state)
    if seen is None:
        return None
    bound, cuts = seen
    whole = _bounds_of_whole(stage, allowed)
    if whole is None:
        return None
    bound = max(bound, whole)
    if bound >= stage.value:
        return None
    if state[instance.goal]:
        return _plan_or_more(stage, taken, allowed, bound)
    if not cuts:
        unit = (~instance.free & ~taken).astype(np.int64)
        more, cut = instance.lmcut(allowed, unit, state)
        if more == FAR:
            return None
        cuts = [cut]
    branch = min(cuts, key=len)
    order = stage.guide if stage.guide.any() else instance.arrays.costs[CRITERIA.index("order")]
    return Look(bound, [int(a) for a in branch[np.lexsort((branch, order[branch]))]])


def _plan_or_more(stage: Stage, taken: Flags, allowed: Flags, bound: int) -> Look | None:
    """Offer a node whose ways reach the goal as a plan; what to add where it reaches it too late, or with too many crossings."""
    instance = stage.instance
    layer, where = instance.layers(taken)
    times = instance.run_through(taken)[0]
    promise = _wanted(stage)
    if instance.reaches(taken, days=promise.days, crossings=promise.crossings):
        offer(stage, taken)
        extends = stage.criterion.kind != "sum" and not stage.minimal
        if not extends or bound >= stage.value:
            return None
        promise = _wanted(stage)
    return Look(bound, _frontier(instance, taken, allowed, layer, where, times, promise))


def _bounds_of_sums(stage: Stage, taken: Flags, allowed: Flags, state: Flags) -> tuple[int, list[Ints]] | None:
    """Lower bound of a criterion that is a sum (else 0) and cuts it came from; None when a cap cannot be kept."""
    instance = stage.instance
    is_sum = stage.criterion.kind == "sum"
    cuts: list[Ints] = []
    apart = is_sum and not stage.is_folded
    for cap in [*stage.loose, *([stage.tight] if apart else [])]:
        more, found = _bound(instance, cap.cost, taken, allowed, state)
        if more > cap.most:
            return None
        cuts += found
    total, found = _bound(instance, stage.guide, taken, allowed, state)
    if is_sum:
        return max(0, total - stage.offset), cuts + found
    return None if total > stage.offset else (0, cuts + found)


def _bound(instance: Instance, cost: Ints, taken: Flags, allowed: Flags, state: Flags) -> tuple[int, list[Ints]]:
    """What the actions taken cost and at least must cost to come, and a smallest cut, if anything is still to be paid."""
    paid = int(cost[taken].sum())
    more, cut = instance.lmcut(allowed, np.where(taken, 0, cost), state)
    return paid + more, [cut] if len(cut) else []


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
    instance, kind, most = stage.instance, stage.criterion.kind, stage.crossing_limit
    if kind == "days":
        days = int(instance.trips_at_once(allowed, most=most).times[instance.goal])
        return days if days <= stage.last_day else None
    if stage.has_day_limit:
        crossings = instance.trips_at_once(allowed, most=most, days=stage.last_day).crossings
    elif instance.has_places:
        crossings = int(instance.layers(allowed)[0][instance.goal])
    else:
        return 0
    if crossings > most:
        return None
    return crossings if kind == "crossings" else 0


def _frontier(instance: Instance, taken: Flags, allowed: Flags, layer: Ints, where: Ints, times: Ints, promise: Promise) -> list[int]:
    """Actions of which any plan that reaches further, sooner or with fewer crossings than ``taken`` uses one.

    The first action of such a plan that is not taken has all it needs among what the taken ones give; it then brings something
    new, or brings it earlier, or crosses.
    """
    a = instance.arrays
    late = times[instance.goal] > promise.days
    far = layer[instance.goal] > promise.crossings
    either = not late and not far  # each promise could be kept, but not both at once: anything that can be done may help
    chosen = []
    for action in np.flatnonzero(allowed & ~taken):
        needs = a.pi[a.pp[action] : a.pp[action + 1]]
        if (times[needs] == FAR).any():
            continue
        gives = a.ei[a.ep[action] : a.ep[action + 1]]
        new = bool((times[gives] == FAR).any())
        if (
            new
            or either
            or a.crosses_to[action] >= 0
            or (late and _sooner(instance, int(action), needs, gives, times))
            or (far and _nearer(instance, int(action), needs, gives, layer, where))
        ):
            chosen.append(int(action))
    return chosen


def _sooner(instance: Instance, action: int, needs: Ints, gives: Ints, times: Ints) -> bool:
    a = instance.arrays
    start = int(times[needs].max(initial=0))
    done = kernels.finish(start, int(a.duration[1, action]), int(a.calendar[action]), *instance.tables)
    return bool((times[gives] > done).any())


def _nearer(instance: Instance, action: int, needs: Ints, gives: Ints, layer: Ints, where: Ints) -> bool:
    side = int(instance.arrays.side[action])
    start = int(layer[needs].max(initial=0))
    if side >= 0:
        there = np.flatnonzero(where[start:] >> side & 1)
        if not len(there):
            return False
        start += int(there[0])
    return bool((layer[gives] > start).any())


def offer(stage: Stage, taken: Flags) -> None:
    """Take ``taken`` as the best plan if it is one and better."""
    plan = with_payments(stage.instance, taken)
    if stage.minimal and not is_minimal(stage.instance, plan, stage.promise):
        return
    if not stage.minimal:
        plan = prune(stage.instance, plan, kept_promise(stage, plan))
    if keeps_caps(stage, plan):
        value = value_of(stage, plan)
        if value < stage.value:
            stage.best, stage.value = plan, value

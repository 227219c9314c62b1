"""One person's problem within a goal's: what a plan better than the best so far could use, in one pass that ends early."""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.closure import count_missing
from rumbo.engine.kernels.heap import heap_drop, heap_push
from rumbo.engine.kernels.supporters import follow_from
from rumbo.engine.kernels.times import finish


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64,boolean[::1],int64[::1],int64[::1])")
def mark_useful(
    pp: Ints, pi: Ints, gp: Ints, ga: Ints, allowed: Ints, reached: Flags, initial: Flags, goal: int, useful: Flags, stack: Ints, seen: Ints
) -> None:  # fmt: skip
    """As :func:`rumbo.engine.kernels.closure.mark_relevant`, with ``allowed`` as numbers; ``stack`` and ``seen``: scratch, (n) each."""
    seen[:] = 0
    seen[goal] = 1
    stack[0] = goal
    size = 1
    while size > 0:
        size -= 1
        f = stack[size]
        for k in range(gp[f], gp[f + 1]):
            a = ga[k]
            if useful[a] or not allowed[a]:
                continue
            useful[a] = True
            for j in range(pp[a], pp[a + 1]):
                g = pi[j]
                if not seen[g] and not initial[g]:
                    seen[g] = 1
                    stack[size] = g
                    size += 1


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],"
    "int64[::1],int64[:,::1],int64[:,::1],int64[::1],int64,int64,boolean[::1],boolean[::1],int64[::1])"
)
def narrow(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, allowed: Flags, state: Flags, cost: Ints,
    calendar: Ints, index: Ints, day: Ints, tail: Ints, most: int, goal: int, keep: Flags, reached: Flags, work: Ints,
) -> int:  # fmt: skip
    """Mark in ``keep`` (m) the ``allowed`` actions that a plan of cost at most ``most`` might use; returns the dearest chain to ``goal``.

    A plan without a needless step that uses an action pays, before it, for the dearest chain to what the action needs, then for the
    action, and after it for a chain that leads on to the goal: ``tail`` (m) at least. The same of days: then ``calendar`` (m) says which
    days count, see :func:`rumbo.engine.kernels.times.finish`; of all else every unit does (0). ``FAR``: there is no such plan.
    ``reached`` (n): scratch; ``work``: scratch, (2 n + 2 m + 2 len(ei)).
    """
    n = len(state)
    m = len(cost)
    room = len(ei)
    value = work[:n]
    settled = work[n : 2 * n]
    missing = work[2 * n : 2 * n + m]
    within = work[2 * n + m : 2 * n + 2 * m]
    keys = work[2 * n + 2 * m : 2 * n + 2 * m + room]
    items = work[2 * n + 2 * m + room : 2 * n + 2 * m + 2 * room]
    for f in range(n):
        value[f] = 0 if state[f] else FAR
    settled[:] = 0
    within[:] = 0
    count_missing(pp, fp, fa, state, missing)
    size = 0
    for a in range(m):
        keep[a] = False
        if missing[a] == 0 and allowed[a]:
            u = finish(0, cost[a], calendar[a], index, day)
            if u + tail[a] > most:
                continue
            within[a] = 1
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if u < value[f]:
                    value[f] = u
                    size = heap_push(keys, items, size, u, f)
    while size > 0:
        u = keys[0]
        f = items[0]
        size = heap_drop(keys, items, size)
        if settled[f]:
            continue
        settled[f] = 1
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            if missing[a] == 0 and allowed[a]:
                v = finish(u, cost[a], calendar[a], index, day)
                if v + tail[a] > most:
                    continue
                within[a] = 1
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if v < value[g]:
                        value[g] = v
                        size = heap_push(keys, items, size, v, g)
    for f in range(n):
        reached[f] = value[f] < FAR
    if not reached[goal]:
        return FAR
    mark_useful(pp, pi, gp, ga, within, reached, state, goal, keep, work[n + n + 2 * m :], settled)
    return int(value[goal])


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[::1],"
    "int64[:,::1],int64[:,::1],int64[::1],int64,boolean[::1],int64[::1])"
)
def quickest_from(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags, duration: Ints, calendar: Ints,
    index: Ints, day: Ints, lead: Ints, goal: int, chosen: Flags, work: Ints,
) -> int:  # fmt: skip
    """The earliest day of ``goal``, which does not hold in ``state``, when all that is ``allowed`` and can be done at once is (Knuth
    1977); ``FAR``: never.

    ``lead`` (n): the days that at least pass from each node to the goal, or 0; see :func:`rumbo.engine.kernels.supporters.first_plan`.
    ``chosen`` (m): the actions of a plan done by then. ``work``: scratch, (4 n + 2 m + 2 len(ei)).
    """
    n = len(state)
    m = len(duration)
    room = len(ei)
    times = work[:n]
    support = work[n : 2 * n]
    missing = work[2 * n : 2 * n + m]
    start = work[2 * n + m : 2 * n + 2 * m]
    keys = work[2 * n + 2 * m : 2 * n + 2 * m + room]
    items = work[2 * n + 2 * m + room : 2 * n + 2 * m + 2 * room]
    for f in range(n):
        times[f] = 0 if state[f] else FAR
        support[f] = -1
    count_missing(pp, fp, fa, state, missing)
    chosen[:] = False
    start[:] = 0
    size = 0
    for a in range(m):
        if missing[a] == 0 and allowed[a]:
            u = finish(0, duration[a], calendar[a], index, day)
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if u < times[f] and lead[f] < FAR:
                    times[f] = u
                    support[f] = a
                    size = heap_push(keys, items, size, u + lead[f], f)
    while size > 0:
        f = items[0]
        t = keys[0] - lead[f]
        size = heap_drop(keys, items, size)
        if t > times[f]:
            continue
        if f == goal:
            break
        times[f] = -1 - times[f]  # settled
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            start[a] = max(start[a], t)
            if missing[a] == 0 and allowed[a]:
                u = finish(start[a], duration[a], calendar[a], index, day)
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if u < times[g] and lead[g] < FAR:
                        times[g] = u
                        support[g] = a
                        size = heap_push(keys, items, size, u + lead[g], g)
    if times[goal] >= FAR:
        return FAR
    follow_from(pp, pi, support, state, goal, chosen, work[2 * n + 2 * m + 2 * room :])
    return int(times[goal])


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64,int64[::1],int64[::1],int64[::1])")
def least_tails(pp: Ints, pi: Ints, gp: Ints, ga: Ints, cost: Ints, goal: int, of_node: Ints, keys: Ints, items: Ints) -> None:
    """Write to ``of_node`` (n) the least that a chain of actions costs which leads on from each node to ``goal``, ``FAR``: none does.

    ``keys`` and ``items``: scratch, (1 + the length of ``pi``) each.
    """
    of_node[:] = FAR
    of_node[goal] = 0
    size = heap_push(keys, items, 0, 0, goal)
    while size > 0:
        u = keys[0]
        f = items[0]
        size = heap_drop(keys, items, size)
        if u > of_node[f]:
            continue
        for k in range(gp[f], gp[f + 1]):
            a = ga[k]
            for j in range(pp[a], pp[a + 1]):
                g = pi[j]
                if u + cost[a] < of_node[g]:
                    of_node[g] = u + cost[a]
                    size = heap_push(keys, items, size, u + cost[a], g)

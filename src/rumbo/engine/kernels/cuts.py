"""Lower bounds: the dearest chain, and landmark cuts."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.heap import heap_drop, heap_push


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],boolean[::1],int64[::1],int64[::1])"
)
def hmax(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, cost: Ints, state: Flags, value: Ints, dearest: Ints
) -> None:
    """Cost of the dearest chain to each node, written to ``value``; each action's last-reached need to ``dearest``.

    ``dearest`` is -1 for actions that need nothing beyond ``state`` and -2 for those out of reach.
    """
    n = len(state)
    m = len(allowed)
    settled = np.zeros(n, np.bool_)
    missing = np.empty(m, np.int64)
    room = len(ei) + 1
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int64)
    size = 0
    for f in range(n):
        value[f] = 0 if state[f] else FAR
    for a in range(m):
        dearest[a] = -2
        missing[a] = 0
        for k in range(pp[a], pp[a + 1]):
            if not state[pi[k]]:
                missing[a] += 1
        if missing[a] == 0 and allowed[a]:
            dearest[a] = -1
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if cost[a] < value[f]:
                    value[f] = cost[a]
                    size = heap_push(keys, items, size, cost[a], f)
    while size > 0:
        f = items[0]
        size = heap_drop(keys, items, size)
        if settled[f]:
            continue
        settled[f] = True
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            if missing[a] == 0 and allowed[a]:
                # Nodes settle in rising value, so the last one settled is the dearest.
                dearest[a] = f
                u = value[f] + cost[a]
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if u < value[g]:
                        value[g] = u
                        size = heap_push(keys, items, size, u, g)


@kernel("int64(int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64,int64[::1],int64[::1],int64,int64[::1],int64[::1])")
def find_cut(
    gp: Ints, ga: Ints, allowed: Flags, cost: Ints, dearest: Ints, goal: int,
    zone: Ints, met: Ints, mark: int, stack: Ints, found: Ints,
) -> int:  # fmt: skip
    """Write to ``found`` the actions that lead, by their dearest needs, from outside into the zone from which ``goal`` follows at
    no cost; returns how many. Every plan uses one of them, and each costs something.

    Those that can be had only by way of the zone itself are among them: to tell them apart, all that can be had from the start
    would have to be gone through for each cut, which takes far longer and hardly raises the bound.
    ``zone`` (n) and ``met`` (m) hold the last ``mark`` that was put on each; ``stack`` (n) is scratch.
    """
    zone[goal] = mark
    stack[0] = goal
    size = 1
    count = 0
    while size > 0:
        size -= 1
        f = stack[size]
        for k in range(gp[f], gp[f + 1]):
            a = ga[k]
            if not allowed[a] or dearest[a] == -2 or met[a] == mark:
                continue
            met[a] = mark
            g = dearest[a]
            if cost[a] > 0:
                found[count] = a
                count += 1
            elif zone[g] != mark:  # what costs nothing and needs nothing would have brought the goal for nothing
                zone[g] = mark
                stack[size] = g
                size += 1
    kept = 0
    for k in range(count):
        g = dearest[found[k]]
        if g < 0 or zone[g] != mark:
            found[kept] = found[k]
            kept += 1
    return kept


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64[::1],int64)"
)
def lower_hmax(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, cost: Ints, state: Flags, value: Ints, dearest: Ints,
    cheaper: Ints, count: int,
) -> None:  # fmt: skip
    """Bring ``value`` and ``dearest`` of :func:`hmax` up to date after the first ``count`` actions of ``cheaper`` became cheaper.

    Only what gets cheaper is looked at again. Starting from values that are too high, it ends at the same ones as from nothing.
    """
    keys = np.empty(64, np.int64)
    items = np.empty(64, np.int64)
    size = 0
    for k in range(count):
        a = cheaper[k]
        u = cost[a] + (value[dearest[a]] if dearest[a] >= 0 else 0)
        for j in range(ep[a], ep[a + 1]):
            g = ei[j]
            if u < value[g]:
                value[g] = u
                if size == len(keys):
                    keys = np.concatenate((keys, keys))
                    items = np.concatenate((items, items))
                size = heap_push(keys, items, size, u, g)
    while size > 0:
        t = keys[0]
        f = items[0]
        size = heap_drop(keys, items, size)
        if t > value[f]:
            continue
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            if dearest[a] != f:
                continue
            for j in range(pp[a], pp[a + 1]):
                g = pi[j]
                if value[g] > value[dearest[a]] and not state[g]:
                    dearest[a] = g
            u = value[dearest[a]] + cost[a]
            for j in range(ep[a], ep[a + 1]):
                g = ei[j]
                if u < value[g]:
                    value[g] = u
                    if size == len(keys):
                        keys = np.concatenate((keys, keys))
                        items = np.concatenate((items, items))
                    size = heap_push(keys, items, size, u, g)


@kernel(
    "Tuple((int64,int64,int64[::1],int64[::1]))(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],"
    "int64[::1],int64[::1],boolean[::1],int64[::1],boolean[::1],int64)"
)
def lmcut(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, allowed: Flags, cost: Ints, state: Flags, goal: int
) -> tuple[int, int, Ints, Ints]:
    """Lower bound of what it still costs to reach ``goal`` from ``state`` (landmark cuts, after Helmert and Domshlak 2009).

    ``cost`` is left reduced by what the cuts took. Returns the bound (``FAR``: out of reach), the number of cuts, and the
    cuts as compressed rows: of each, every plan uses at least one action.
    """
    n = len(state)
    m = len(allowed)
    value = np.empty(n, np.int64)
    dearest = np.empty(m, np.int64)
    zone = np.zeros(n, np.int64)
    met = np.zeros(m, np.int64)
    stack = np.empty(n, np.int64)
    found = np.empty(m, np.int64)
    starts = np.zeros(64, np.int64)
    members = np.empty(256, np.int64)
    bound = 0
    cuts = 0
    used = 0
    hmax(pp, pi, ep, ei, fp, fa, allowed, cost, state, value, dearest)
    if value[goal] >= FAR:
        return FAR, 0, starts[:1].copy(), members[:0].copy()
    while value[goal] > 0:
        cuts += 1
        count = find_cut(gp, ga, allowed, cost, dearest, goal, zone, met, cuts, stack, found)
        low = FAR
        for k in range(count):
            low = min(low, cost[found[k]])
        for k in range(count):
            cost[found[k]] -= low
        bound += low
        if cuts + 1 > len(starts):
            starts = np.concatenate((starts, np.zeros(len(starts), np.int64)))
        if used + count > len(members):
            members = np.concatenate((members, np.empty(used + count, np.int64)))
        members[used : used + count] = found[:count]
        used += count
        starts[cuts] = used
        lower_hmax(pp, pi, ep, ei, fp, fa, cost, state, value, dearest, found, count)
    return bound, cuts, starts[: cuts + 1].copy(), members[:used].copy()

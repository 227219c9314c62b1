"""Lower bounds: the dearest chain, and landmark cuts."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.closure import count_missing
from rumbo.engine.kernels.heap import heap_compact, heap_drop, heap_push


def hmax(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, cost: Ints, state: Flags, value: Ints, dearest: Ints
) -> None:
    """Cost of the dearest chain to each node, written to ``value``; each action's last-reached need to ``dearest``.

    ``dearest`` is -1 for actions that need nothing beyond ``state`` and -2 for those out of reach.
    """
    work = np.empty(len(value) + len(dearest) + 2 * len(ei), dtype=np.int64)
    hmax_into(pp, pi, ep, ei, fp, fa, allowed, cost, state, value, dearest, work)


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],boolean[::1],int64[::1],int64[::1],"
    "int64[::1])"
)
def hmax_into(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, cost: Ints, state: Flags, value: Ints, dearest: Ints,
    work: Ints,
) -> None:  # fmt: skip
    """As :func:`hmax`; ``work``: scratch, at least (n + m + 2 len(ei))."""
    n = len(state)
    m = len(allowed)
    room = (len(work) - n - m) // 2
    settled = work[:n]
    missing = work[n : n + m]
    keys = work[n + m : n + m + room]
    items = work[n + m + room :]
    settled[:] = 0
    size = 0
    for f in range(n):
        value[f] = 0 if state[f] else FAR
    count_missing(pp, fp, fa, state, missing)
    for a in range(m):
        dearest[a] = -2
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
        settled[f] = 1
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
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64[::1],int64,"
    "int64[::1])"
)
def lower_hmax(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, cost: Ints, state: Flags, value: Ints, dearest: Ints,
    cheaper: Ints, count: int, work: Ints,
) -> None:  # fmt: skip
    """Bring ``value`` and ``dearest`` of :func:`hmax` up to date after the first ``count`` actions of ``cheaper`` became cheaper.

    Only what gets cheaper is looked at again. Starting from values that are too high, it ends at the same ones as from nothing.
    ``work``: scratch, at least (2 n + 2).
    """
    room = len(work) // 2
    keys = work[:room]
    items = work[room : 2 * room]
    size = 0
    for k in range(count):
        a = cheaper[k]
        if dearest[a] >= 0:  # another action may have made this one's dearest need cheaper already: then a further need is the dearest
            for j in range(pp[a], pp[a + 1]):
                g = pi[j]
                if value[g] > value[dearest[a]] and not state[g]:
                    dearest[a] = g
        u = cost[a] + (value[dearest[a]] if dearest[a] >= 0 else 0)
        for j in range(ep[a], ep[a + 1]):
            g = ei[j]
            if u < value[g]:
                value[g] = u
                if size == room:
                    size = heap_compact(keys, items, size, value)
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
                    if size == room:
                        size = heap_compact(keys, items, size, value)
                    size = heap_push(keys, items, size, u, g)


def lmcut(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, allowed: Flags, cost: Ints, state: Flags, goal: int
) -> tuple[int, Ints]:
    """Lower bound of what it still costs to reach ``goal`` from ``state`` (landmark cuts, after Helmert and Domshlak 2009).

    ``cost`` is left reduced by what the cuts took. Returns the bound (``FAR``: out of reach) and the first of the smallest cuts:
    every plan uses at least one of its actions. It is empty where nothing is still to be paid.
    """
    n, m = len(state), len(allowed)
    cut = np.empty(m + 1, dtype=np.int64)
    work = np.empty(6 * n + 4 * m + 2 * len(ei), dtype=np.int64)
    bound = lmcut_into(pp, pi, ep, ei, fp, fa, gp, ga, allowed, cost, state, goal, FAR, cut, work)
    return bound, cut[1 : 1 + cut[0]]


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],boolean[::1],"
    "int64,int64,int64[::1],int64[::1])"
)
def lmcut_into(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, allowed: Flags, cost: Ints, state: Flags, goal: int,
    enough: int, cut: Ints, work: Ints,
) -> int:  # fmt: skip
    """As :func:`lmcut`, but a bound above ``enough`` is raised no further.

    ``cut`` (m + 1): how many actions, then the actions. ``work``: scratch, (6 n + 4 m + 2 len(ei)).
    """
    n = len(state)
    m = len(allowed)
    value = work[:n]
    zone = work[n : 2 * n]
    stack = work[2 * n : 3 * n]
    dearest = work[3 * n : 3 * n + m]
    met = work[3 * n + m : 3 * n + 2 * m]
    found = work[3 * n + 2 * m : 3 * n + 3 * m]
    rest = work[3 * n + 3 * m :]
    zone[:] = 0
    met[:] = 0
    cut[0] = 0
    bound = 0
    cuts = 0
    hmax_into(pp, pi, ep, ei, fp, fa, allowed, cost, state, value, dearest, rest)
    if value[goal] >= FAR:
        return FAR
    while value[goal] > 0 and bound <= enough:
        cuts += 1
        count = find_cut(gp, ga, allowed, cost, dearest, goal, zone, met, cuts, stack, found)
        low = FAR
        for k in range(count):
            low = min(low, cost[found[k]])
        for k in range(count):
            cost[found[k]] -= low
        bound += low
        if cuts == 1 or count < cut[0]:
            cut[0] = count
            for k in range(count):
                cut[1 + k] = found[k]
        lower_hmax(pp, pi, ep, ei, fp, fa, cost, state, value, dearest, found, count, rest)
    return bound

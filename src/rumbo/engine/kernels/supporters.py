"""The rule of thumb: follow cheapest supporters, and pay shared parts each time."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.heap import heap_drop, heap_push


def additive_plan(pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, cost: Ints, n: int, goal: int) -> Flags:
    """Actions of the plan that follows each node's cheapest supporter when shared parts are paid each time (h_add).

    Only an incumbent: it may be dearer than the best plan. All False when the goal is out of reach.
    """
    support = np.empty(n, dtype=np.int64)
    chosen = np.zeros(len(allowed), dtype=np.bool_)
    work = np.empty(2 * n + 2 * len(allowed) + 2 * len(ei), dtype=np.int64)
    find_supporters(pp, pi, ep, ei, fp, fa, allowed, cost, goal, support, work)
    follow_supporters(pp, pi, support, goal, chosen, work)
    return chosen


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64,int64[::1],int64[::1])")
def find_supporters(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, cost: Ints, goal: int, support: Ints, work: Ints
) -> None:
    """Write to ``support`` (n) the action that brings each node for the least, or -1, until ``goal`` is settled.

    ``work``: scratch, (2 n + 2 m + 2 len(ei)).
    """
    n = len(support)
    m = len(allowed)
    room = len(ei)
    value = work[:n]
    settled = work[n : 2 * n]
    missing = work[2 * n : 2 * n + m]
    total = work[2 * n + m : 2 * n + 2 * m]
    keys = work[2 * n + 2 * m : 2 * n + 2 * m + room]
    items = work[2 * n + 2 * m + room :]
    value[:] = FAR
    settled[:] = 0
    total[:] = 0
    support[:] = -1
    size = 0
    for a in range(m):
        missing[a] = pp[a + 1] - pp[a]
        if missing[a] == 0 and allowed[a]:
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if cost[a] < value[f]:
                    value[f] = cost[a]
                    support[f] = a
                    size = heap_push(keys, items, size, cost[a], f)
    while size > 0:
        f = items[0]
        size = heap_drop(keys, items, size)
        if settled[f]:
            continue
        settled[f] = 1
        if f == goal:
            break
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            total[a] = min(total[a] + value[f], FAR >> 2)
            if missing[a] == 0 and allowed[a]:
                u = total[a] + cost[a]
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if u < value[g]:
                        value[g] = u
                        support[g] = a
                        size = heap_push(keys, items, size, u, g)


@kernel("void(int64[::1],int64[::1],int64[::1],int64,boolean[::1],int64[::1])")
def follow_supporters(pp: Ints, pi: Ints, support: Ints, goal: int, chosen: Flags, work: Ints) -> None:
    """Mark in ``chosen`` (m) the supporters that ``goal`` rests on, none if it has none; ``work``: scratch, (2 n)."""
    n = len(support)
    seen = work[:n]
    stack = work[n : 2 * n]
    seen[:] = 0
    seen[goal] = 1
    stack[0] = goal
    top = 1 if support[goal] >= 0 else 0
    while top > 0:
        top -= 1
        a = support[stack[top]]
        if chosen[a]:
            continue
        chosen[a] = True
        for k in range(pp[a], pp[a + 1]):
            g = pi[k]
            if not seen[g]:
                seen[g] = 1
                stack[top] = g
                top += 1

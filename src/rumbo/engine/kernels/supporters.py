"""The rule of thumb: follow cheapest supporters, and pay shared parts each time."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.heap import heap_drop, heap_push


@kernel("boolean[::1](int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64,int64)")
def additive_plan(pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, cost: Ints, n: int, goal: int) -> Flags:
    """Actions of the plan that follows each node's cheapest supporter when shared parts are paid each time (h_add).

    Only an incumbent: it may be dearer than the best plan. All False when the goal is out of reach.
    """
    m = len(allowed)
    value = np.full(n, FAR, np.int64)
    support = np.full(n, -1, np.int64)
    settled = np.zeros(n, np.bool_)
    missing = np.empty(m, np.int64)
    total = np.zeros(m, np.int64)
    room = len(ei) + 1
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int64)
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
        settled[f] = True
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
    chosen = np.zeros(m, np.bool_)
    if support[goal] < 0:
        return chosen
    seen = np.zeros(n, np.bool_)
    stack = np.empty(n, np.int64)
    stack[0] = goal
    seen[goal] = True
    top = 1
    while top > 0:
        top -= 1
        a = support[stack[top]]
        if chosen[a]:
            continue
        chosen[a] = True
        for k in range(pp[a], pp[a + 1]):
            g = pi[k]
            if not seen[g]:
                seen[g] = True
                stack[top] = g
                top += 1
    return chosen

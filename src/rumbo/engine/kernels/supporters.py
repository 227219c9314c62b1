"""The rule of thumb: follow cheapest supporters, and pay shared parts each time."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.closure import count_missing
from rumbo.engine.kernels.heap import heap_drop, heap_push


def additive_plan(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags, cost: Ints, lead: Ints, goal: int
) -> tuple[int, Flags]:
    """Cost and actions of the plan from ``state`` that :func:`first_plan` follows; ``FAR`` and none when the goal is out of reach."""
    chosen = np.zeros(len(allowed), dtype=np.bool_)
    work = np.empty(4 * len(state) + 2 * len(allowed) + 2 * len(ei), dtype=np.int64)
    worth: int = first_plan(pp, pi, ep, ei, fp, fa, allowed, state, cost, lead, goal, chosen, work)
    return worth, chosen


@kernel("void(int64[::1],int64[::1],int64[::1],boolean[::1],int64,boolean[::1],int64[::1])")
def follow_from(pp: Ints, pi: Ints, support: Ints, state: Flags, goal: int, chosen: Flags, work: Ints) -> None:
    """Mark in ``chosen`` (m) the supporters that ``goal`` rests on beyond ``state``; ``work``: scratch, (2 n)."""
    n = len(support)
    seen = work[:n]
    stack = work[n : 2 * n]
    for f in range(n):
        seen[f] = state[f]
    seen[goal] = 1
    stack[0] = goal
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
                seen[g] = 1
                stack[top] = g
                top += 1


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[::1],int64,"
    "boolean[::1],int64[::1])"
)
def first_plan(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags, cost: Ints, lead: Ints, goal: int,
    chosen: Flags, work: Ints,
) -> int:  # fmt: skip
    """A plan for ``goal``, which does not hold in ``state``, that follows each node's cheapest supporter when shared parts are paid
    each time (h_add); returns its cost, ``FAR``: there is none.

    Only an incumbent: it may be dearer than the best plan. ``lead`` (n): the least that a chain from each node to the goal costs, or 0:
    what is nearer to the goal is gone through first, and what does not lead there not at all (a lightest derivation by A*: Felzenszwalb
    and McAllester 2007). ``chosen`` (m): its actions. ``work``: scratch, (4 n + 2 m + 2 len(ei)).
    """
    n = len(state)
    m = len(cost)
    room = len(ei)
    value = work[:n]
    support = work[n : 2 * n]
    missing = work[2 * n : 2 * n + m]
    total = work[2 * n + m : 2 * n + 2 * m]
    keys = work[2 * n + 2 * m : 2 * n + 2 * m + room]
    items = work[2 * n + 2 * m + room : 2 * n + 2 * m + 2 * room]
    for f in range(n):
        value[f] = 0 if state[f] else FAR
        support[f] = -1
    count_missing(pp, fp, fa, state, missing)
    chosen[:] = False
    size = 0
    for a in range(m):
        total[a] = cost[a]
        if missing[a] == 0 and allowed[a]:
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if cost[a] < value[f] and lead[f] < FAR:
                    value[f] = cost[a]
                    support[f] = a
                    size = heap_push(keys, items, size, cost[a] + lead[f], f)
    while size > 0:
        f = items[0]
        u = keys[0] - lead[f]
        size = heap_drop(keys, items, size)
        if u > value[f]:
            continue
        if f == goal:
            break
        value[f] = -1 - value[f]  # settled: nothing is cheaper than that, and it is not settled twice
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            total[a] = min(total[a] + u, FAR >> 2)
            if missing[a] == 0 and allowed[a]:
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if total[a] < value[g] and lead[g] < FAR:
                        value[g] = total[a]
                        support[g] = a
                        size = heap_push(keys, items, size, total[a] + lead[g], g)
    if value[goal] >= FAR:
        return FAR
    follow_from(pp, pi, support, state, goal, chosen, work[2 * n + 2 * m + 2 * room :])
    worth = 0
    for a in range(m):
        if chosen[a]:
            worth += cost[a]
    return worth

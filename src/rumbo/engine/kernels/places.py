"""Fewest crossings before everything holds, when one is on one side at a time."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints


@kernel(
    "Tuple((int64[::1],int64[::1]))(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],"
    "int64[::1],int64[::1],int64[::1],int64,int64,int64)"
)
def layers(
    pp: Ints,
    pi: Ints,
    ep: Ints,
    ei: Ints,
    fp: Ints,
    fa: Ints,
    allowed: Flags,
    side: Ints,
    crosses_to: Ints,
    at_node: Ints,
    sides: int,
    n: int,
    most: int,
) -> tuple[Ints, Ints]:
    """Fewest crossings before each node holds, when one is on one side at a time; ``FAR``: never.

    ``sides``: bit mask of the sides one may start on; ``at_node``: the node of ``at:<side>``, per side, or -1. Doing all one can
    before crossing loses nothing, since nothing is taken away: greedy is exact. Second result: the sides in each layer,
    0 beyond the last.
    """
    m = len(allowed)
    layer = np.full(n, FAR, np.int64)
    where = np.zeros(most + 1, np.int64)
    missing = np.empty(m, np.int64)
    done = np.zeros(m, np.bool_)
    queue = np.empty(n, np.int64)
    for a in range(m):
        missing[a] = pp[a + 1] - pp[a]
    current = sides
    idle = 0
    crossing = np.empty(m, np.int64)
    crossings = 0
    for level in range(most + 1):
        where[level] = current
        head = 0
        tail = 0
        for s in range(len(at_node)):
            f = at_node[s]
            if (current >> s) & 1 and f >= 0 and layer[f] >= FAR:
                layer[f] = level
                queue[tail] = f
                tail += 1
        for c in range(crossings):
            a = crossing[c]
            done[a] = True
            for j in range(ep[a], ep[a + 1]):
                g = ei[j]
                if layer[g] >= FAR:
                    layer[g] = level
                    queue[tail] = g
                    tail += 1
        for a in range(m):
            # What waited for this side.
            if done[a] or missing[a] > 0 or not allowed[a] or crosses_to[a] >= 0:
                continue
            if side[a] >= 0 and not (current >> side[a]) & 1:
                continue
            done[a] = True
            for j in range(ep[a], ep[a + 1]):
                g = ei[j]
                if layer[g] >= FAR:
                    layer[g] = level
                    queue[tail] = g
                    tail += 1
        while head < tail:
            f = queue[head]
            head += 1
            for k in range(fp[f], fp[f + 1]):
                a = fa[k]
                missing[a] -= 1
                if missing[a] > 0 or done[a] or not allowed[a] or crosses_to[a] >= 0:
                    continue
                if side[a] >= 0 and not (current >> side[a]) & 1:
                    continue
                done[a] = True
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if layer[g] >= FAR:
                        layer[g] = level
                        queue[tail] = g
                        tail += 1
        following = 0
        crossings = 0
        for a in range(m):
            if crosses_to[a] >= 0 and allowed[a] and missing[a] == 0 and (side[a] < 0 or (current >> side[a]) & 1):
                following |= 1 << crosses_to[a]
                if not done[a]:
                    crossing[crossings] = a
                    crossings += 1
        idle = 0 if tail > 0 else idle + 1
        if following == 0 or idle >= 2:
            break
        current = following
    return layer, where

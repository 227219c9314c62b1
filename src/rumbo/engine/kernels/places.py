"""Fewest crossings before everything holds, when one is on one side at a time."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints


def layers(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, side: Ints, crosses_to: Ints, at_node: Ints,
    sides: int, n: int, most: int,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Fewest crossings before each node holds, when one is on one side at a time; ``FAR``: never.

    ``sides``: bit mask of the sides one may start on; ``at_node``: the node of ``at:<side>``, per side, or -1. Doing all one can
    before crossing loses nothing, since nothing is taken away: greedy is exact. Second result: the sides in each layer,
    0 beyond the last.
    """
    layer = np.empty(n, dtype=np.int64)
    where = np.empty(most + 1, dtype=np.int64)
    work = np.empty(n + 3 * len(allowed), dtype=np.int64)
    layers_into(pp, pi, ep, ei, fp, fa, allowed, side, crosses_to, at_node, sides, layer, where, work)
    return layer, where


@kernel("boolean(int64,boolean[::1],int64[::1],int64)")
def can_be_done(a: int, allowed: Flags, side: Ints, current: int) -> bool:
    """Whether action ``a`` is allowed, and done on one of the sides in the mask ``current`` (or anywhere)."""
    return bool(allowed[a] and (side[a] < 0 or (current >> side[a]) & 1))


@kernel("int64(int64,int64[::1],int64[::1],int64[::1],int64,int64[::1],int64)")
def grant(a: int, ep: Ints, ei: Ints, layer: Ints, level: int, queue: Ints, tail: int) -> int:
    """Put what action ``a`` grants into ``layer`` and at the end of ``queue``; returns the queue's new end."""
    for j in range(ep[a], ep[a + 1]):
        g = ei[j]
        if layer[g] >= FAR:
            layer[g] = level
            queue[tail] = g
            tail += 1
    return tail


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64[::1],int64,"
    "int64[::1],int64[::1],int64[::1])"
)
def layers_into(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, side: Ints, crosses_to: Ints, at_node: Ints,
    sides: int, layer: Ints, where: Ints, work: Ints,
) -> None:  # fmt: skip
    """As :func:`layers`, into ``layer`` (n) and ``where`` (most crossings + 1); ``work``: scratch, (n + 3 m)."""
    m = len(allowed)
    missing = work[:m]
    done = work[m : 2 * m]
    crossing = work[2 * m : 3 * m]
    queue = work[3 * m :]
    layer[:] = FAR
    where[:] = 0
    done[:] = 0
    for a in range(m):
        missing[a] = pp[a + 1] - pp[a]
    current = sides
    idle = 0
    crossings = 0
    for level in range(len(where)):
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
            done[crossing[c]] = 1
            tail = grant(crossing[c], ep, ei, layer, level, queue, tail)
        for a in range(m):  # what waited for this side
            if missing[a] <= 0 and not done[a] and crosses_to[a] < 0 and can_be_done(a, allowed, side, current):
                done[a] = 1
                tail = grant(a, ep, ei, layer, level, queue, tail)
        while head < tail:
            f = queue[head]
            head += 1
            for k in range(fp[f], fp[f + 1]):
                a = fa[k]
                missing[a] -= 1
                if missing[a] <= 0 and not done[a] and crosses_to[a] < 0 and can_be_done(a, allowed, side, current):
                    done[a] = 1
                    tail = grant(a, ep, ei, layer, level, queue, tail)
        following = 0
        crossings = 0
        for a in range(m):
            if crosses_to[a] >= 0 and missing[a] == 0 and can_be_done(a, allowed, side, current):
                following |= 1 << crosses_to[a]
                if not done[a]:
                    crossing[crossings] = a
                    crossings += 1
        idle = 0 if tail > 0 else idle + 1
        if following == 0 or idle >= 2:
            break
        current = following

"""The earliest day of everything, when all that can be done at once is."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.heap import heap_drop, heap_push


@kernel("int64(int64,int64,int64,int64[:,::1],int64[:,::1])")
def finish(start: int, n: int, row: int, index: Ints, day: Ints) -> int:
    """Day offset at which something asked for on ``start`` and taking ``n`` days of calendar ``row`` is ready."""
    if row == 0:
        return start + n
    size = index.shape[1]
    if start >= size:
        return start + 2 * n
    i = index[row, start] + n
    if i >= size:
        return start + 2 * n
    return int(day[row, i])


def earliest(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, duration: Ints, calendar: Ints,
    index: Ints, day: Ints, n: int,
) -> tuple[Ints, Ints]:  # fmt: skip
    """Earliest day of each of ``n`` nodes when all allowed actions run in parallel (Knuth 1977); ``FAR``: never. Second result: the
    earliest day each action is done.

    Exact, since waiting never makes a working-day calendar finish earlier (first in, first out).
    """
    m = len(allowed)
    times = np.empty(n, dtype=np.int64)
    done = np.empty(m, dtype=np.int64)
    work = np.empty(n + 2 * m + 2 * len(ei), dtype=np.int64)
    earliest_into(pp, pi, ep, ei, fp, fa, allowed, duration, calendar, index, day, times, done, work)
    return times, done


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],"
    "int64[:,::1],int64[:,::1],int64[::1],int64[::1],int64[::1])"
)
def earliest_into(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    times: Ints, done: Ints, work: Ints,
) -> None:  # fmt: skip
    """As :func:`earliest`, into ``times`` (n) and ``done`` (m); ``work``: scratch, (n + 2 m + 2 len(ei))."""
    m = len(allowed)
    n = len(times)
    room = len(ei)
    settled = work[:n]
    missing = work[n : n + m]
    start = work[n + m : n + 2 * m]
    keys = work[n + 2 * m : n + 2 * m + room]
    items = work[n + 2 * m + room :]
    times[:] = FAR
    done[:] = FAR
    settled[:] = 0
    start[:] = 0
    size = 0
    for a in range(m):
        missing[a] = pp[a + 1] - pp[a]
        if missing[a] == 0 and allowed[a]:
            t = finish(0, duration[a], calendar[a], index, day)
            done[a] = t
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if t < times[f]:
                    times[f] = t
                    size = heap_push(keys, items, size, t, f)
    while size > 0:
        t = keys[0]
        f = items[0]
        size = heap_drop(keys, items, size)
        if settled[f]:
            continue
        settled[f] = 1
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            if t > start[a]:
                start[a] = t
            if missing[a] == 0 and allowed[a]:
                u = finish(start[a], duration[a], calendar[a], index, day)
                done[a] = u
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if u < times[g]:
                        times[g] = u
                        size = heap_push(keys, items, size, u, g)


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64,int64[::1],int64[::1],int64[::1],int64[::1])")
def tails(
    pp: Ints, pi: Ints, gp: Ints, ga: Ints, duration: Ints, crosses_to: Ints, goal: int, after: Ints, times: Ints, keys: Ints, items: Ints
) -> None:
    """Into ``after`` (m) how many days must at least pass from the day each action is done until ``goal``; ``FAR``: it leads there by no
    chain. A working day counts as a day, which is never too much. Crossings are taken to lead there at once: what they are for, coming
    back too, is on no paper.

    ``times`` (n): scratch; ``keys``, ``items``: scratch, (n + len(pi)).
    """
    size = 0
    after[:] = FAR
    times[:] = FAR
    times[goal] = 0
    size = heap_push(keys, items, size, 0, goal)
    for a in range(len(after)):
        if crosses_to[a] >= 0:
            after[a] = 0
            for k in range(pp[a], pp[a + 1]):
                if duration[a] < times[pi[k]]:
                    times[pi[k]] = duration[a]
                    size = heap_push(keys, items, size, duration[a], pi[k])
    while size > 0:
        t = keys[0]
        f = items[0]
        size = heap_drop(keys, items, size)
        if t > times[f]:
            continue
        for k in range(gp[f], gp[f + 1]):
            a = ga[k]
            if after[a] <= t:
                continue
            after[a] = t
            for j in range(pp[a], pp[a + 1]):
                if t + duration[a] < times[pi[j]]:
                    times[pi[j]] = t + duration[a]
                    size = heap_push(keys, items, size, t + duration[a], pi[j])

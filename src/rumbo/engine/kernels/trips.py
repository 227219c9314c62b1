"""The earliest day of everything, when one is on one side at a time and crosses only so often."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.heap import heap_drop, heap_push
from rumbo.engine.kernels.places import can_be_done
from rumbo.engine.kernels.times import finish


def trips(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    side: Ints, crosses_to: Ints, at_node: Ints, sides: int, n: int, most: int, goal: int, days: int,
) -> tuple[int, Ints, Ints]:  # fmt: skip
    """Fewest crossings, ``most`` at most, with which ``goal`` holds within ``days`` (``FAR``: it does not), the earliest day of each of
    ``n`` nodes with so many, and the earliest day each action is begun and done, (2, m). ``days`` below 0: with ``most`` crossings,
    whatever comes of it.

    Days and crossings are those of one way of going about it: what is only quick after a crossing is not quick without. With each
    crossing in turn, what could be done before counts as it was, and what can be done from then on, on this side, is added (Knuth
    1977 for each).
    """
    times = np.empty(n, dtype=np.int64)
    spans = np.empty((2, len(allowed)), dtype=np.int64)
    work = np.empty(4 * n + 2 * len(allowed) + 2 * len(ei) + 1, dtype=np.int64)
    fewest = trips_into(
        pp, pi, ep, ei, fp, fa, allowed, duration, calendar, index, day, side, crosses_to, at_node, sides, most, goal, days,
        times, spans, work,
    )  # fmt: skip
    return fewest, times, spans


@kernel(
    "int64(int64,int64,int64[::1],int64[::1],int64[::1],int64[::1],int64[:,::1],int64[:,::1],int64[::1],int64[:,::1],"
    "int64[::1],int64[::1],int64)"
)
def do(
    a: int, begun: int, ep: Ints, ei: Ints, duration: Ints, calendar: Ints, index: Ints, day: Ints, times: Ints, spans: Ints,
    keys: Ints, items: Ints, size: int,
) -> int:  # fmt: skip
    """Do action ``a`` from the day ``begun`` on, and put what it brings sooner on the heap; returns the heap's new size."""
    done = finish(begun, duration[a], calendar[a], index, day)
    if done < spans[1, a]:
        spans[0, a] = begun
        spans[1, a] = done
    for k in range(ep[a], ep[a + 1]):
        if done < times[ei[k]]:
            times[ei[k]] = done
            size = heap_push(keys, items, size, done, ei[k])
    return size


@kernel(
    "boolean(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],"
    "int64[:,::1],int64[:,::1],int64[::1],int64[::1],int64,int64,int64[::1],int64[:,::1],int64[::1])"
)
def stay(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    side: Ints, crosses_to: Ints, current: int, arrived: int, times: Ints, spans: Ints, work: Ints,
) -> bool:  # fmt: skip
    """Bring ``times`` and ``spans`` forward by what can be done on the sides ``current``, where one is since the day ``arrived``,
    crossings aside; whether anything comes sooner."""
    m = len(allowed)
    n = len(times)
    room = n + len(ei)
    settled = work[:n]
    missing = work[n : n + m]
    start = work[n + m : n + 2 * m]
    keys = work[n + 2 * m : n + 2 * m + room]
    items = work[n + 2 * m + room : n + 2 * m + 2 * room]
    settled[:] = 0
    size = 0
    for f in range(n):
        if times[f] < FAR:
            size = heap_push(keys, items, size, times[f], f)
    held = size
    pushed = False
    for a in range(m):
        missing[a] = pp[a + 1] - pp[a]
        start[a] = 0 if side[a] < 0 else arrived
        if missing[a] == 0 and crosses_to[a] < 0 and can_be_done(a, allowed, side, current):
            size = do(a, start[a], ep, ei, duration, calendar, index, day, times, spans, keys, items, size)
    pushed = size > held
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
            start[a] = max(start[a], t)
            if missing[a] == 0 and crosses_to[a] < 0 and can_be_done(a, allowed, side, current):
                before = size
                size = do(a, start[a], ep, ei, duration, calendar, index, day, times, spans, keys, items, size)
                pushed = pushed or size > before
    return pushed


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64[:,::1],int64[:,::1],"
    "int64[::1],int64[::1],int64,int64,int64[::1],int64[:,::1],int64[::1])"
)
def cross(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, allowed: Flags, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    side: Ints, crosses_to: Ints, current: int, arrived: int, times: Ints, spans: Ints, after: Ints,
) -> int:  # fmt: skip
    """Into ``after`` (n + 1) what ``times`` becomes by crossing from the sides ``current``, where one is since the day ``arrived``, and
    last the day of arrival; returns the sides one may then be on."""
    n = len(times)
    for f in range(n):
        after[f] = times[f]
    after[n] = FAR
    following = 0
    for a in range(len(allowed)):
        if crosses_to[a] < 0 or not can_be_done(a, allowed, side, current):
            continue
        ready = arrived
        for k in range(pp[a], pp[a + 1]):
            ready = max(ready, times[pi[k]])
        if ready < FAR:
            following |= 1 << crosses_to[a]
            done = finish(ready, duration[a], calendar[a], index, day)
            if done < spans[1, a]:
                spans[0, a] = ready
                spans[1, a] = done
            after[n] = min(after[n], done)
            for k in range(ep[a], ep[a + 1]):
                after[ei[k]] = min(after[ei[k]], done)
    return following


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],"
    "int64[:,::1],int64[:,::1],int64[::1],int64[::1],int64[::1],int64,int64,int64,int64,int64[::1],int64[:,::1],int64[::1])"
)
def trips_into(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    side: Ints, crosses_to: Ints, at_node: Ints, sides: int, most: int, goal: int, days: int, times: Ints, spans: Ints, work: Ints,
) -> int:  # fmt: skip
    """As :func:`trips`, into ``times`` (n) and ``spans`` (2, m); ``work``: scratch, (4 n + 2 m + 2 len(ei) + 1)."""
    n = len(times)
    after = work[3 * n + 2 * len(allowed) + 2 * len(ei) :]
    times[:] = FAR
    spans[:] = FAR
    current = sides
    arrived = 0
    idle = 0
    level = 0
    for s in range(len(at_node)):
        if (sides >> s) & 1 and at_node[s] >= 0:
            times[at_node[s]] = 0
    while True:
        idle += 1
        if stay(pp, pi, ep, ei, fp, fa, allowed, duration, calendar, index, day, side, crosses_to, current, arrived, times, spans, work):
            idle = 0
        if times[goal] <= days:
            return level
        if level >= most:
            break
        following = cross(pp, pi, ep, ei, allowed, duration, calendar, index, day, side, crosses_to, current, arrived, times, spans, after)
        for f in range(n):
            if after[f] < times[f]:
                idle = 0
                times[f] = after[f]
        if following == 0 or idle >= 2:
            break
        arrived = after[n]
        current = following
        level += 1
    return FAR if days >= 0 or times[goal] >= FAR else level

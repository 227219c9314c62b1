"""The inner loops, in the subset of Python that Numba compiles; interpreted they are the same code.

Shapes: ``n`` nodes, ``m`` actions. ``pp``/``pi`` nodes each action needs, ``ep``/``ei`` nodes it grants, ``fp``/``fa`` actions that
need a node, ``gp``/``ga`` actions that grant it (compressed rows, int64). ``allowed``: (m,) bool. ``state``: (n,) bool.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rumbo.engine.jit import kernel

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
FAR = 1 << 60


@kernel("int64(int64[::1],int64[::1],int64,int64,int64)")
def heap_push(keys: Ints, items: Ints, size: int, key: int, item: int) -> int:
    """Push onto a binary heap in ``keys``/``items``; returns its new size. Ties: the smaller item first."""
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and items[parent] <= item):
            break
        keys[i] = keys[parent]
        items[i] = items[parent]
        i = parent
    keys[i] = key
    items[i] = item
    return size + 1


@kernel("int64(int64[::1],int64[::1],int64)")
def heap_drop(keys: Ints, items: Ints, size: int) -> int:
    """Remove the top of the heap; returns its new size."""
    size -= 1
    key = keys[size]
    item = items[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (keys[right] < keys[child] or (keys[right] == keys[child] and items[right] < items[child])):
            child = right
        if key < keys[child] or (key == keys[child] and item <= items[child]):
            break
        keys[i] = keys[child]
        items[i] = items[child]
        i = child
    keys[i] = key
    items[i] = item
    return size


@kernel("int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1])")
def reach(pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags) -> int:
    """Close ``state`` in place over the allowed actions; returns how many nodes were added."""
    n = len(state)
    m = len(allowed)
    missing = np.empty(m, np.int64)
    queue = np.empty(n, np.int64)
    head = 0
    tail = 0
    added = 0
    for a in range(m):
        missing[a] = 0
        for k in range(pp[a], pp[a + 1]):
            if not state[pi[k]]:
                missing[a] += 1
    for a in range(m):
        if missing[a] == 0 and allowed[a]:
            for k in range(ep[a], ep[a + 1]):
                f = ei[k]
                if not state[f]:
                    state[f] = True
                    added += 1
                    queue[tail] = f
                    tail += 1
    while head < tail:
        f = queue[head]
        head += 1
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            if missing[a] == 0 and allowed[a]:
                for j in range(ep[a], ep[a + 1]):
                    g = ei[j]
                    if not state[g]:
                        state[g] = True
                        added += 1
                        queue[tail] = g
                        tail += 1
    return added


@kernel("boolean[::1](int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],boolean[::1],int64)")
def relevant(pp: Ints, pi: Ints, gp: Ints, ga: Ints, allowed: Flags, reached: Flags, initial: Flags, goal: int) -> Flags:
    """Actions that some plan for ``goal`` could use: enabled in ``reached`` and granting something needed, backwards."""
    n = len(reached)
    m = len(allowed)
    useful = np.zeros(m, np.bool_)
    seen = np.zeros(n, np.bool_)
    stack = np.empty(n, np.int64)
    size = 0
    if not initial[goal]:
        stack[0] = goal
        size = 1
        seen[goal] = True
    while size > 0:
        size -= 1
        f = stack[size]
        for k in range(gp[f], gp[f + 1]):
            a = ga[k]
            if useful[a] or not allowed[a]:
                continue
            enabled = True
            for j in range(pp[a], pp[a + 1]):
                if not reached[pi[j]]:
                    enabled = False
                    break
            if not enabled:
                continue
            useful[a] = True
            for j in range(pp[a], pp[a + 1]):
                g = pi[j]
                if not seen[g] and not initial[g]:
                    seen[g] = True
                    stack[size] = g
                    size += 1
    return useful


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


@kernel(
    "Tuple((int64[::1],int64[::1]))(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],"
    "int64[:,::1],int64[:,::1],int64)"
)
def earliest(
    pp: Ints,
    pi: Ints,
    ep: Ints,
    ei: Ints,
    fp: Ints,
    fa: Ints,
    allowed: Flags,
    duration: Ints,
    calendar: Ints,
    index: Ints,
    day: Ints,
    n: int,
) -> tuple[Ints, Ints]:
    """Earliest day of each of ``n`` nodes when all allowed actions run in parallel (Knuth 1977); ``FAR``: never. Second result: the
    earliest day each action is done.

    Exact, since waiting never makes a working-day calendar finish earlier (first in, first out).
    """
    m = len(allowed)
    times = np.full(n, FAR, np.int64)
    settled = np.zeros(n, np.bool_)
    missing = np.empty(m, np.int64)
    start = np.zeros(m, np.int64)
    done = np.full(m, FAR, np.int64)
    room = len(ei) + 1
    keys = np.empty(room, np.int64)
    items = np.empty(room, np.int64)
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
        settled[f] = True
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
    return times, done


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


@kernel("void(int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64,boolean[::1],int64[::1])")
def goal_zone(gp: Ints, ga: Ints, allowed: Flags, cost: Ints, dearest: Ints, goal: int, zone: Flags, stack: Ints) -> None:
    """Mark in ``zone`` the nodes from which ``goal`` follows at no cost along dearest needs; ``stack`` is scratch (n)."""
    zone[:] = False
    zone[goal] = True
    stack[0] = goal
    size = 1
    while size > 0:
        size -= 1
        f = stack[size]
        for k in range(gp[f], gp[f + 1]):
            a = ga[k]
            if cost[a] == 0 and allowed[a] and dearest[a] >= 0:
                g = dearest[a]
                if not zone[g]:
                    zone[g] = True
                    stack[size] = g
                    size += 1


@kernel("int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[::1])")
def find_cut(ep: Ints, ei: Ints, fp: Ints, fa: Ints, dearest: Ints, zone: Flags, near: Flags, stack: Ints, found: Ints) -> int:
    """Write to ``found`` the actions that lead from outside into ``zone``, going by dearest needs from the start; returns
    how many. ``near`` (n) and ``stack`` (m) are scratch."""
    near[:] = False
    size = 0
    count = 0
    for a in range(len(dearest)):
        if dearest[a] == -1:
            stack[size] = a
            size += 1
    while size > 0:
        size -= 1
        a = stack[size]
        enters = False
        for j in range(ep[a], ep[a + 1]):
            g = ei[j]
            if zone[g]:
                enters = True
            elif not near[g]:
                near[g] = True
                # An action has one dearest need, so it is met once.
                for k in range(fp[g], fp[g + 1]):
                    if dearest[fa[k]] == g:
                        stack[size] = fa[k]
                        size += 1
        if enters:
            found[count] = a
            count += 1
    return count


@kernel(
    "Tuple((int64,int64,int64[::1],int64[::1]))(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],"
    "int64[::1],int64[::1],boolean[::1],int64[::1],boolean[::1],int64)"
)
def lmcut(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, allowed: Flags, cost: Ints, state: Flags, goal: int
) -> tuple[int, int, Ints, Ints]:
    """Lower bound of what it still costs to reach ``goal`` from ``state`` (landmark cuts, Helmert and Domshlak 2009).

    ``cost`` is left reduced by what the cuts took. Returns the bound (``FAR``: out of reach), the number of cuts, and the
    cuts as compressed rows: of each, every plan uses at least one action.
    """
    n = len(state)
    m = len(allowed)
    value = np.empty(n, np.int64)
    dearest = np.empty(m, np.int64)
    near = np.empty(n, np.bool_)
    zone = np.empty(n, np.bool_)
    stack = np.empty(max(n, m), np.int64)
    found = np.empty(m, np.int64)
    starts = np.zeros(64, np.int64)
    members = np.empty(256, np.int64)
    bound = 0
    cuts = 0
    used = 0
    while True:
        hmax(pp, pi, ep, ei, fp, fa, allowed, cost, state, value, dearest)
        if value[goal] >= FAR:
            return FAR, 0, starts[:1].copy(), members[:0].copy()
        if value[goal] == 0:
            break
        goal_zone(gp, ga, allowed, cost, dearest, goal, zone, stack)
        count = find_cut(ep, ei, fp, fa, dearest, zone, near, stack, found)
        low = FAR
        for k in range(count):
            low = min(low, cost[found[k]])
        for k in range(count):
            cost[found[k]] -= low
        bound += low
        cuts += 1
        if cuts + 1 > len(starts):
            starts = np.concatenate((starts, np.zeros(len(starts), np.int64)))
        if used + count > len(members):
            members = np.concatenate((members, np.empty(used + count, np.int64)))
        members[used : used + count] = found[:count]
        used += count
        starts[cuts] = used
    return bound, cuts, starts[: cuts + 1].copy(), members[:used].copy()


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

"""Branch and bound over sums, in one loop: for stages in which neither days nor places limit anything."""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.closure import close
from rumbo.engine.kernels.cuts import lmcut_into

DONE = 0
PAUSED = 1
SPENT = 2
FULL = 3
PARENT, PLACE, BOUND, FIRST, COUNT, OPENED = 0, 1, 2, 3, 4, 5  # columns of the records
TOP, USED, BEST = 0, 1, 2  # places in the tally


@kernel("void(int64[::1],int64[::1],int64[::1],int64,boolean[::1])")
def take(pp: Ints, pi: Ints, payer: Ints, action: int, taken: Flags) -> None:
    """Mark ``action`` and the payments that it needs."""
    taken[action] = True
    for k in range(pp[action], pp[action + 1]):
        if payer[pi[k]] >= 0:
            taken[payer[pi[k]]] = True


@kernel("void(int64[::1],int64)")
def sort_by(keys: Ints, count: int) -> None:
    """Sort the first ``count`` of ``keys``, of which there are few."""
    for i in range(1, count):
        key = keys[i]
        j = i
        while j > 0 and keys[j - 1] > key:
            keys[j] = keys[j - 1]
            j -= 1
        keys[j] = key


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],"
    "boolean[::1],int64[::1],int64,boolean[::1],int64[::1])"
)
def strip(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, payer: Ints, free: Flags, paid: Flags,
    plan: Flags, cost: Ints, goal: int, state: Flags, work: Ints,
) -> int:  # fmt: skip
    """Take needless ways out of ``plan``, the last first, and payments that nothing in it needs; returns what it then costs.

    ``state`` (n), ``work`` (n + m): scratch.
    """
    m = len(plan)
    for a in range(m - 1, -1, -1):
        if plan[a] and not free[a] and not paid[a]:
            plan[a] = False
            state[:] = False
            close(pp, pi, ep, ei, fp, fa, plan, state, work)
            plan[a] = not state[goal]
    for a in range(m):
        if paid[a]:
            plan[a] = False
    for a in range(m):
        if plan[a] and not free[a] and not paid[a]:
            take(pp, pi, payer, a, plan)
    total = 0
    for a in range(m):
        if plan[a]:
            total += cost[a]
    return total


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],"
    "boolean[::1],boolean[::1],int64[::1],int64,int64,boolean[::1],int64[::1],int64[::1],int64[::1])"
)
def bound_of(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, free: Flags, taken: Flags, out: Flags,
    allowed: Flags, cost: Ints, goal: int, most: int, state: Flags, reduced: Ints, cut: Ints, work: Ints,
) -> int:  # fmt: skip
    """What a plan costs at least that uses all of ``taken`` and nothing in ``out``: exactly that, where ``taken`` is one. ``FAR``: more
    than ``most``.

    ``state`` (n): what ``taken`` brings. ``cut`` (m + 1): how many actions, and the actions, of which every such plan uses one more.
    ``allowed`` (m), ``reduced`` (m) and ``work`` (6 n + 4 m + 2 len(ei)): scratch.
    """
    m = len(taken)
    state[:] = False
    close(pp, pi, ep, ei, fp, fa, taken, state, work)
    total = 0
    for a in range(m):
        allowed[a] = not out[a]
        reduced[a] = cost[a]
        if taken[a]:
            total += cost[a]
            reduced[a] = 0
    cut[0] = 0
    if state[goal] or total > most:
        return FAR if total > most else total
    bound = total
    for attempt in range(2):
        if attempt:  # what is still to be done costs nothing: one of the fewest steps that do it
            for a in range(m):
                reduced[a] = 0 if taken[a] or free[a] else 1
        enough = FAR if attempt else most - total
        more = lmcut_into(pp, pi, ep, ei, fp, fa, gp, ga, allowed, reduced, state, goal, enough, cut, work)
        if more > enough or more >= FAR:
            return FAR
        if not attempt:
            bound += more
        if cut[0] > 0:
            break
    return int(bound)


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],"
    "int64[::1],int64,int64,int64,int64[:,::1],int64[::1],int64[::1],boolean[::1],boolean[:,::1],boolean[::1],int64[:,::1],int64[::1])"
)
def descend(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, payer: Ints, free: Flags, paid: Flags,
    cost: Ints, goal: int, nodes: int, pause: int, records: Ints, pool: Ints, tally: Ints, best: Flags,
    flags: Flags, state: Flags, numbers: Ints, work: Ints,
) -> int:  # fmt: skip
    """Depth first, from the nodes in ``records``, the last first: each takes the action at ``PLACE`` of its parent's branch in, and those
    before it out; see :mod:`rumbo.engine.search`.

    Args:
        nodes: how many may be looked into in all; ``SPENT``: there are more.
        pause: after how many to return ``PAUSED``; called again with the same arrays, it goes on.
        records: (k, 6) parent or -1, place in its branch, bound, where in ``pool`` the branch begins, its length; and, once it was opened,
            how much of ``pool`` was in use before, and one more, else 0.
        tally: (3) how many records there are, how much of ``pool`` is used up by nodes looked into, and the most that a plan may cost
            that is wanted; the last falls with every better plan.
        best: (m) the best plan, once there is one.
        flags: (4, m), state: (n), numbers: (2, m + 1), work: (6 n + 4 m + 2 len(ei)), scratch.

    Returns:
        ``DONE``: there is no better plan than ``best``. ``FULL``: ``records`` or ``pool`` are too small.
    """
    m = len(cost)
    taken = flags[0]
    out = flags[1]
    child = flags[2]
    allowed = flags[3]
    cut = numbers[0]
    reduced = numbers[1][:m]
    filled = 0
    for r in range(tally[TOP]):
        filled = max(filled, records[r, FIRST] + records[r, COUNT])
    while tally[TOP] > 0:
        r = tally[TOP] - 1
        if records[r, OPENED] or records[r, BOUND] > tally[BEST]:
            if records[r, OPENED]:
                filled = records[r, OPENED] - 1
            tally[TOP] -= 1
            continue
        if tally[USED] >= pause:
            return PAUSED
        records[r, OPENED] = filled + 1
        for a in range(m):
            taken[a] = free[a]
            out[a] = False
        x = r
        while records[x, PARENT] >= 0:
            up = records[x, PARENT]
            first = records[up, FIRST]
            for k in range(records[x, PLACE]):
                out[pool[first + k]] = True
            take(pp, pi, payer, pool[first + records[x, PLACE]], taken)
            x = up
        top = tally[TOP]
        for place in range(records[r, COUNT]):
            action = pool[records[r, FIRST] + place]
            for a in range(m):
                child[a] = taken[a]
            take(pp, pi, payer, action, child)
            shut = False
            for k in range(pp[action], pp[action + 1]):
                if payer[pi[k]] >= 0 and out[payer[pi[k]]]:
                    shut = True
            if not shut:
                tally[USED] += 1
                if tally[USED] > nodes:
                    return SPENT
                bound = bound_of(
                    pp, pi, ep, ei, fp, fa, gp, ga, free, child, out, allowed, cost, goal, tally[BEST], state, reduced, cut, work
                )
                if bound < FAR and state[goal]:
                    total = strip(pp, pi, ep, ei, fp, fa, gp, ga, payer, free, paid, child, cost, goal, state, work)
                    if total <= tally[BEST]:
                        tally[BEST] = total - 1
                        for a in range(m):
                            best[a] = child[a]
                elif bound < FAR:
                    count = cut[0]
                    if top == len(records) or filled + count > len(pool):
                        return FULL
                    # The cheapest first, then in their order: both in one number.
                    for k in range(count):
                        reduced[k] = cost[cut[1 + k]] * m + cut[1 + k]
                    sort_by(reduced, count)
                    for k in range(count):
                        pool[filled + k] = reduced[k] % m
                    records[top, PARENT] = r
                    records[top, PLACE] = place
                    records[top, BOUND] = bound
                    records[top, FIRST] = filled
                    records[top, COUNT] = count
                    records[top, OPENED] = 0
                    filled += count
                    top += 1
            out[action] = True
        # The first child is looked into first: it goes on top.
        low = tally[TOP]
        high = top - 1
        while low < high:
            for column in range(6):
                kept = records[low, column]
                records[low, column] = records[high, column]
                records[high, column] = kept
            low += 1
            high -= 1
        tally[TOP] = top
    return DONE

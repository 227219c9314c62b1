"""What follows from what: forwards from what holds, and backwards from what is wanted."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Flags, Ints


def reach(pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags) -> int:
    """Close ``state`` in place over the allowed actions; returns how many nodes were added."""
    added: int = close(pp, pi, ep, ei, fp, fa, allowed, state, np.empty(len(allowed) + len(state), dtype=np.int64))
    return added


@kernel("void(int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1])")
def count_missing(pp: Ints, fp: Ints, fa: Ints, state: Flags, missing: Ints) -> None:
    """Write to ``missing`` (m) how many nodes each action needs beyond ``state``."""
    for a in range(len(missing)):
        missing[a] = pp[a + 1] - pp[a]
    for f in range(len(state)):
        if state[f]:
            for k in range(fp[f], fp[f + 1]):
                missing[fa[k]] -= 1


@kernel("int64(int64[::1],int64[::1],int64,boolean[::1],int64[::1],int64)")
def grant(ep: Ints, ei: Ints, action: int, state: Flags, queue: Ints, tail: int) -> int:
    """Set true in ``state`` what ``action`` grants, and put what was not true to the end of ``queue``; returns its new end."""
    for k in range(ep[action], ep[action + 1]):
        f = ei[k]
        if not state[f]:
            state[f] = True
            queue[tail] = f
            tail += 1
    return tail


@kernel("int64(int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[::1],int64,int64)")
def follow(
    ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags, missing: Ints, queue: Ints, head: int, tail: int
) -> int:  # fmt: skip
    """Go on from the true nodes that stand in ``queue`` from ``head`` to ``tail``, until nothing more follows; returns its new end."""
    while head < tail:
        f = queue[head]
        head += 1
        for k in range(fp[f], fp[f + 1]):
            a = fa[k]
            missing[a] -= 1
            if missing[a] == 0 and allowed[a]:
                tail = grant(ep, ei, a, state, queue, tail)
    return tail


@kernel("int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1])")
def close(pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, allowed: Flags, state: Flags, work: Ints) -> int:
    """As :func:`reach`; ``work``: scratch, (m + n)."""
    m = len(allowed)
    missing = work[:m]
    queue = work[m:]
    count_missing(pp, fp, fa, state, missing)
    tail = 0
    for a in range(m):
        if missing[a] == 0 and allowed[a]:
            tail = grant(ep, ei, a, state, queue, tail)
    return int(follow(ep, ei, fp, fa, allowed, state, missing, queue, 0, tail))


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],"
    "boolean[:,::1],boolean[:,::1],int64[::1])"
)
def outlooks(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, free: Flags, allowed: Flags, states: Flags, reached: Flags, work: Ints
) -> None:
    """Close each of ``states`` (k, n) over what is ``free``, and write to ``reached`` (k, n) what follows from it by what is ``allowed``,
    which all that is free must be.

    ``work``: scratch, (m + n).
    """
    m = len(allowed)
    missing = work[:m]
    queue = work[m:]
    for i in range(states.shape[0]):
        tail = close(pp, pi, ep, ei, fp, fa, free, states[i], work)
        for f in range(states.shape[1]):
            reached[i, f] = states[i, f]
        head = tail
        for a in range(m):
            if missing[a] == 0 and allowed[a] and not free[a]:
                tail = grant(ep, ei, a, reached[i], queue, tail)
        follow(ep, ei, fp, fa, allowed, reached[i], missing, queue, head, tail)


def relevant(pp: Ints, pi: Ints, gp: Ints, ga: Ints, allowed: Flags, reached: Flags, initial: Flags, goal: int) -> Flags:
    """Actions that some plan for ``goal`` could use: enabled in ``reached`` and granting something needed, backwards."""
    useful = np.zeros(len(allowed), dtype=np.bool_)
    mark_relevant(pp, pi, gp, ga, allowed, reached, initial, goal, useful, np.empty(2 * len(reached), dtype=np.int64))
    return useful


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],boolean[::1],int64,boolean[::1],int64[::1])")
def mark_relevant(
    pp: Ints, pi: Ints, gp: Ints, ga: Ints, allowed: Flags, reached: Flags, initial: Flags, goal: int, useful: Flags, work: Ints
) -> None:
    """As :func:`relevant`, marked in ``useful``; ``work``: scratch, (2 n)."""
    n = len(reached)
    seen = work[:n]
    stack = work[n:]
    seen[:] = 0
    size = 0
    if not initial[goal]:
        stack[0] = goal
        size = 1
        seen[goal] = 1
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
                    seen[g] = 1
                    stack[size] = g
                    size += 1

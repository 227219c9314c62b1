"""Leaving out actions that no plan of a certain cost can use."""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.closure import close, mark_relevant
from rumbo.engine.kernels.cuts import hmax_into, lmcut_into


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64,"
    "int64,boolean[::1],boolean[::1],boolean[::1],int64[::1])"
)
def keep_connected(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, keep: Flags, start: Flags, goal: int,
    has_places: int, crossing: Flags, reached: Flags, useful: Flags, work: Ints,
) -> None:  # fmt: skip
    """Leave in ``keep`` what can be enabled from ``start`` by what is kept, and leads on to ``goal``; fill ``reached`` (n).

    With ``has_places`` every ``crossing`` (m) that can be enabled stays, and what leads to it: coming back leads nowhere new on paper.
    ``useful`` (m) and ``work`` (2 n + m): scratch.
    """
    m = len(keep)
    for f in range(len(start)):
        reached[f] = start[f]
    close(pp, pi, ep, ei, fp, fa, keep, reached, work)
    useful[:] = False
    mark_relevant(pp, pi, gp, ga, keep, reached, start, goal, useful, work[: 2 * len(start)])
    if has_places:
        for a in range(m):
            if crossing[a] and keep[a] and not useful[a]:
                useful[a] = True
                for k in range(pp[a], pp[a + 1]):
                    useful[a] &= reached[pi[k]]
                if useful[a]:
                    for k in range(pp[a], pp[a + 1]):
                        mark_relevant(pp, pi, gp, ga, keep, reached, start, pi[k], useful, work[: 2 * len(start)])
    for a in range(m):
        keep[a] = useful[a]


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64,"
    "int64,boolean[::1],boolean[::1],boolean[::1],int64[::1],int64,int64,int64[::1])"
)
def sieve(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, gp: Ints, ga: Ints, keep: Flags, start: Flags, goal: int,
    has_places: int, crossing: Flags, reached: Flags, useful: Flags, reduced: Ints, ceiling: int, cuts: int, work: Ints,
) -> int:  # fmt: skip
    """Leave in ``keep`` the actions that some plan of cost at most ``ceiling`` might use; returns a lower bound of the goal.

    A plan that uses an action costs at least the bound, the dearest chain to the action in reduced costs, and its own reduced
    cost. ``reduced`` (m) holds the costs, and afterwards what the cuts left of them. Crossings stay as long as they are enabled:
    coming back is free on paper. ``cuts``: whether to bound by landmark cuts or leave the bound at 0, which is faster.
    ``work``: scratch, (6 n + 5 m + 2 len(ei) + 1). See :func:`keep_connected` for the others.
    """
    n = len(start)
    m = len(keep)
    cut = work[: m + 1]
    rest = work[m + 1 :]
    bound = 0
    if cuts:
        bound = lmcut_into(pp, pi, ep, ei, fp, fa, gp, ga, keep, reduced, start, goal, FAR, cut, rest)
    value = rest[:n]
    dearest = rest[n : n + m]
    hmax_into(pp, pi, ep, ei, fp, fa, keep, reduced, start, value, dearest, rest[n + m :])
    if value[goal] >= FAR:
        return FAR
    for a in range(m):
        if keep[a] and not crossing[a]:
            before = value[dearest[a]] if dearest[a] >= 0 else 0
            keep[a] = dearest[a] != -2 and bound + before + reduced[a] <= ceiling
    keep_connected(pp, pi, ep, ei, fp, fa, gp, ga, keep, start, goal, has_places, crossing, reached, useful, rest)
    return bound

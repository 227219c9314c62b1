"""What a set of actions brings, and which of them a plan can do without."""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.closure import close
from rumbo.engine.kernels.places import layers_into
from rumbo.engine.kernels.times import earliest_into
from rumbo.engine.kernels.trips import trips_into


@kernel(
    "boolean(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64,"
    "int64,int64[::1],int64[::1],int64[:,::1],int64[:,::1],int64,int64[::1],int64[::1],int64[::1],int64,"
    "boolean[::1],int64[::1],int64[:,::1],int64[::1],int64[::1],int64[::1])"
)
def reaches(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, plan: Flags, goal: int,
    days: int, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    crossings: int, side: Ints, crosses_to: Ints, at_node: Ints, sides: int,
    state: Flags, times: Ints, spans: Ints, layer: Ints, where: Ints, work: Ints,
) -> bool:  # fmt: skip
    """Whether the actions of ``plan`` reach ``goal`` within ``days`` and ``crossings``; ``FAR``: that need not be looked at.

    ``state``, ``times``, ``layer`` (n), ``spans`` (2, m), ``where``: scratch; ``work``: scratch, (4 n + 3 m + 2 len(ei) + 1).
    """
    state[:] = False
    close(pp, pi, ep, ei, fp, fa, plan, state, work)
    if not state[goal]:
        return False
    if days < FAR:
        earliest_into(pp, pi, ep, ei, fp, fa, plan, duration, calendar, index, day, times, spans[1], work)
        if times[goal] > days:
            return False
    if crossings < FAR:
        layers_into(pp, pi, ep, ei, fp, fa, plan, side, crosses_to, at_node, sides, layer, where, work)
        if layer[goal] > crossings:
            return False
    if days < FAR and crossings < FAR:
        fewest = trips_into(
            pp, pi, ep, ei, fp, fa, plan, duration, calendar, index, day, side, crosses_to, at_node, sides,
            min(crossings, len(where) - 1), goal, days, times, spans, work,
        )  # fmt: skip
        return bool(fewest <= crossings)
    return True


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64,"
    "int64,int64[::1],int64[::1],int64[:,::1],int64[:,::1],int64,int64[::1],int64[::1],int64[::1],int64,"
    "boolean[::1],int64[::1],int64[:,::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64)"
)
def leave_out(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, plan: Flags, goal: int,
    days: int, duration: Ints, calendar: Ints, index: Ints, day: Ints,
    crossings: int, side: Ints, crosses_to: Ints, at_node: Ints, sides: int,
    state: Flags, times: Ints, spans: Ints, layer: Ints, where: Ints, work: Ints, ways: Flags, most: int,
) -> int:  # fmt: skip
    """Take up to ``most`` needless actions among ``ways`` out of ``plan``, the last first; returns how many. See :func:`reaches`."""
    gone = 0
    for a in range(len(plan) - 1, -1, -1):
        if gone < most and plan[a] and ways[a]:
            plan[a] = False
            if reaches(
                pp, pi, ep, ei, fp, fa, plan, goal, days, duration, calendar, index, day,
                crossings, side, crosses_to, at_node, sides, state, times, spans, layer, where, work,
            ):  # fmt: skip
                gone += 1
            else:
                plan[a] = True
    return gone

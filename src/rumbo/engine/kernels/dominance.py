"""Which actions can be left out because another does the same for no more."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Flags, Ints


@kernel("boolean(int64[::1],int64[::1],boolean[::1],int64,int64)")
def same_row(starts: Ints, items: Ints, ignored: Flags, one: int, other: int) -> bool:
    """Whether two rows hold the same items in the same order, ignored ones left out."""
    i = starts[one]
    j = starts[other]
    while True:
        while i < starts[one + 1] and ignored[items[i]]:
            i += 1
        while j < starts[other + 1] and ignored[items[j]]:
            j += 1
        if i == starts[one + 1] or j == starts[other + 1]:
            return bool(i == starts[one + 1] and j == starts[other + 1])
        if items[i] != items[j]:
            return False
        i += 1
        j += 1


@kernel("boolean(int64[:,::1],int64,int64)")
def no_more(less: Ints, one: int, other: int) -> bool:
    """Whether column ``one`` of ``less`` exceeds column ``other`` in no row."""
    for row in range(len(less)):  # noqa: SIM110  Numba compiles no generators
        if less[row, one] > less[row, other]:
            return False
    return True


def undominated(pp: Ints, pi: Ints, ep: Ints, ei: Ints, ignored: Flags, same: Ints, less: Ints) -> Flags:
    """Flags of the actions that no other one replaces: one that needs and grants the same, is alike in every row of ``same``,
    and no more in any row of ``less``. Of two that replace each other the first stays.

    Args:
        ignored: nodes that need not be alike (what nobody pays for at the moment).
        same, less: (rows, m).
    """
    keep = np.ones(len(pp) - 1, dtype=np.bool_)
    drop_dominated(pp, pi, ep, ei, ignored, same, less, keep, np.empty(3 * len(keep) + 1, dtype=np.int64))
    return keep


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[:,::1],int64[:,::1],boolean[::1],int64[::1])")
def drop_dominated(pp: Ints, pi: Ints, ep: Ints, ei: Ints, ignored: Flags, same: Ints, less: Ints, keep: Flags, work: Ints) -> None:
    """As :func:`undominated`, taken out of ``keep``; ``work``: scratch, (3 m + 1)."""
    m = len(pp) - 1
    room = 2 * m + 1
    head = work[:room]
    following = work[room:]
    head[:] = -1
    for a in range(m):
        slot = 0
        for k in range(pp[a], pp[a + 1]):
            if not ignored[pi[k]]:
                slot += (pi[k] + 1) * 2_654_435_761 % 4_294_967_296
        for k in range(ep[a], ep[a + 1]):
            if not ignored[ei[k]]:
                slot += (ei[k] + 1) * 2_246_822_519 % 4_294_967_296
        slot %= room
        b = head[slot]
        while b >= 0 and keep[a]:
            alike = keep[b]
            for row in range(len(same)):
                alike &= same[row, a] == same[row, b]
            if alike and same_row(pp, pi, ignored, a, b) and same_row(ep, ei, ignored, a, b):
                if no_more(less, b, a):
                    keep[a] = False
                elif no_more(less, a, b):
                    keep[b] = False
            b = following[b]
        following[a] = head[slot]
        head[slot] = a

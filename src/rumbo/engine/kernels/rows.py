"""Compressed rows: some of them with their items renumbered, and turned over."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Flags, Ints


@kernel("int64(int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1])")
def mark_spoken(starts: Ints, items: Ints, kept: Ints, state: Flags, new: Ints) -> int:
    """Set ``new`` to 0 for the items of the rows ``kept`` that are not in ``state``; returns how often they occur."""
    count = 0
    for i in range(len(kept)):
        for k in range(starts[kept[i]], starts[kept[i] + 1]):
            if not state[items[k]]:
                new[items[k]] = 0
                count += 1
    return count


@kernel("int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64,int64[::1],int64[::1])")
def renumber(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, kept: Ints, state: Flags, places: Ints, goal: int, new: Ints, sizes: Ints
) -> int:  # fmt: skip
    """Number anew the nodes that the actions ``kept`` speak of: those true in ``state`` are left out, ``places`` come last and stay.

    Args:
        new: (n), filled with the new numbers, -1 for nodes that are left out.
        sizes: (2), filled with how many needs and grants will stay.

    Returns:
        How many nodes stay.
    """
    new[:] = -1
    sizes[0] = mark_spoken(pp, pi, kept, state, new)
    sizes[1] = mark_spoken(ep, ei, kept, state, new)
    if not state[goal]:
        new[goal] = 0
    for k in range(len(places)):
        new[places[k]] = -1
    count = 0
    for f in range(len(new)):
        if new[f] >= 0:
            new[f] = count
            count += 1
    for k in range(len(places)):
        new[places[k]] = count
        count += 1
    return count


@kernel("void(int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],int64[::1],int64[::1])")
def cut_rows(starts: Ints, items: Ints, kept: Ints, state: Flags, new: Ints, out: Ints, found: Ints) -> None:
    """The rows ``kept`` without items in ``state``, the others renumbered, into ``out`` and ``found``."""
    size = 0
    out[0] = 0
    for i in range(len(kept)):
        for k in range(starts[kept[i]], starts[kept[i] + 1]):
            if not state[items[k]]:
                found[size] = new[items[k]]
                size += 1
        out[i + 1] = size


def transpose(starts: Ints, items: Ints, columns: int) -> tuple[Ints, Ints]:
    """Compressed rows of the transposed relation: for each of ``columns``, the rows that hold it, ascending."""
    out = np.empty(columns + 1, dtype=np.int64)
    found = np.empty(len(items), dtype=np.int64)
    transpose_into(starts, items, out, found)
    return out, found


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1])")
def transpose_into(starts: Ints, items: Ints, out: Ints, found: Ints) -> None:
    """As :func:`transpose`, into ``out`` (columns + 1) and ``found`` (as many as there are items)."""
    columns = len(out) - 1
    out[:] = 0
    for k in range(len(items)):
        out[items[k] + 1] += 1
    for c in range(columns):
        out[c + 1] += out[c]
    for row in range(len(starts) - 2, -1, -1):  # from behind: each column is filled from its end, so its end becomes its start
        for k in range(starts[row + 1] - 1, starts[row] - 1, -1):
            c = items[k] + 1
            out[c] -= 1
            found[out[c]] = row
    for c in range(columns):
        out[c] = out[c + 1]
    out[columns] = len(items)


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1],"
    "int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1])"
)
def cut_into(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, kept: Ints, state: Flags, new: Ints,
    kept_pp: Ints, kept_pi: Ints, kept_ep: Ints, kept_ei: Ints, kept_fp: Ints, kept_fa: Ints, kept_gp: Ints, kept_ga: Ints,
) -> None:  # fmt: skip
    """Needs and grants of the actions ``kept``, both ways round, into arrays of the sizes that :func:`renumber` told."""
    cut_rows(pp, pi, kept, state, new, kept_pp, kept_pi)
    cut_rows(ep, ei, kept, state, new, kept_ep, kept_ei)
    transpose_into(kept_pp, kept_pi, kept_fp, kept_fa)
    transpose_into(kept_ep, kept_ei, kept_gp, kept_ga)

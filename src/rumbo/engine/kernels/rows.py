"""Compressed rows: taking some of them, and turning them over."""

from __future__ import annotations

import numpy as np

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Ints


@kernel("Tuple((int64[::1],int64[::1]))(int64[::1],int64[::1],int64[::1],int64[::1])")
def take_rows(starts: Ints, items: Ints, kept: Ints, new: Ints) -> tuple[Ints, Ints]:
    """The rows ``kept``, each item renamed by ``new``; items renamed to -1 are left out."""
    out = np.zeros(len(kept) + 1, np.int64)
    room = 0
    for i in range(len(kept)):
        room += starts[kept[i] + 1] - starts[kept[i]]
    found = np.empty(room, np.int64)
    size = 0
    for i in range(len(kept)):
        for k in range(starts[kept[i]], starts[kept[i] + 1]):
            if new[items[k]] >= 0:
                found[size] = new[items[k]]
                size += 1
        out[i + 1] = size
    return out, found[:size].copy()


@kernel("Tuple((int64[::1],int64[::1]))(int64[::1],int64[::1],int64)")
def transpose(starts: Ints, items: Ints, columns: int) -> tuple[Ints, Ints]:
    """Compressed rows of the transposed relation: for each of ``columns``, the rows that hold it, ascending."""
    out = np.zeros(columns + 1, np.int64)
    for k in range(len(items)):
        out[items[k] + 1] += 1
    for c in range(columns):
        out[c + 1] += out[c]
    place = out[:columns].copy()
    found = np.empty(len(items), np.int64)
    for row in range(len(starts) - 1):
        for k in range(starts[row], starts[row + 1]):
            c = items[k]
            found[place[c]] = row
            place[c] += 1
    return out, found

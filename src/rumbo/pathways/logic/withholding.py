"""Counts of people that are told together with their sums: which are withheld, so that nobody is told apart, also not by reckoning.

Whoever reads a table knows its sums, that what is withheld is not nought (noughts are told), and may try all numbers that fit. A small
count is safe where some other number fits as well: in the network of rows and columns there is a round trip along which one person more
here can be made up for by others (cells of sums known, as in D. Gusfield, *A graph theoretic approach to statistical data security*, SIAM
Journal on Computing 17, 1988).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

__all__ = ["FEWEST", "Counts", "Flags", "hide", "shown", "withheld"]

FEWEST = 5
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
Cell = tuple[int, int]
Moves = dict[int, list[tuple[int, Cell]]]


def withheld(names: Iterable[str], counts: Counts) -> Mapping[str, int | None]:
    """Counts that add up to all people, ``None`` where one is withheld: see :func:`hide`."""
    return shown(names, counts, hide(counts.reshape(1, -1))[-1])


def shown(names: Iterable[str], counts: Counts, hidden: Flags) -> Mapping[str, int | None]:
    """Counts by name, ``None`` for those that are hidden."""
    return {name: None if hide_it else int(count) for name, count, hide_it in zip(names, counts, hidden, strict=True)}


def hide(table: Counts) -> Flags:
    """Which counts of a table (groups, outcomes) to withhold, and in a last row, which of their sums over all groups.

    How many people are in each group, and in all, is told. Withheld are counts of one to four; where one alone, or fewer than five people,
    would be hidden in a row or a column, the next smallest with them; and further ones while a small count could still be worked out.

    >>> hide(np.array([[3, 20, 30], [40, 50, 60]])).sum(axis=1).tolist()
    [2, 2, 0]
    """
    counts = np.vstack([table, table.sum(axis=0, keepdims=True)])
    hidden = (counts > 0) & (counts < FEWEST)
    _fill_up(counts, hidden)
    while found := list(_worked_out(counts, hidden)):
        before = int(hidden.sum())
        for row, column in found:
            lines = ((counts[row], hidden[row]), (counts[:, column], hidden[:, column]), (counts.reshape(-1), hidden.reshape(-1)))
            any(_hide_next(*line) for line in lines)
        _fill_up(counts, hidden)
        if before == hidden.sum():
            break  # all is withheld that is not nought
    return hidden


def _fill_up(counts: Counts, hidden: Flags) -> None:
    """Leave no row and no column in which what is withheld is a single count, or fewer than five people."""
    before = -1
    while before != hidden.sum():
        before = int(hidden.sum())
        lines = [(counts[row], hidden[row]) for row in range(counts.shape[0])]
        lines += [(counts[:, column], hidden[:, column]) for column in range(counts.shape[1])]
        for some, flags in lines:
            if flags.any() and (flags.sum() < 2 or some[flags].sum() < FEWEST):
                _hide_next(some, flags)


def _hide_next(counts: Counts, hidden: Flags) -> bool:
    """Hide the smallest count that is told and is not nought, if there is one."""
    others = np.flatnonzero((counts > 0) & ~hidden)
    if others.size:
        hidden[others[np.argmin(counts[others])]] = True
    return bool(others.size)


def _worked_out(counts: Counts, hidden: Flags) -> Iterator[Cell]:
    """Withheld counts of one to four which no other number could stand for."""
    moves = _moves(counts, hidden)
    for row, column in np.argwhere(hidden & (counts < FEWEST)):
        cell = (int(row), int(column))
        ends = [(end, start) for start, to in moves.items() for end, along in to if along == cell]
        if not any(_leads(moves, end, start, cell) for end, start in ends):
            yield cell


def _moves(counts: Counts, hidden: Flags) -> Moves:
    """From each row and column, which others are reached by a withheld count that is one more, or one less and still not nought."""
    rows = counts.shape[0]
    moves: Moves = {}
    for row, column in np.argwhere(hidden).tolist():
        start, end = (row, rows + column) if row < rows - 1 else (rows + column, row)
        moves.setdefault(start, []).append((end, (row, column)))
        if counts[row, column] > 1:
            moves.setdefault(end, []).append((start, (row, column)))
    return moves


def _leads(moves: Moves, start: int, end: int, without: Cell) -> bool:
    """Whether one comes from one row or column to another, leaving one count as it is."""
    seen, left = {start}, [start]
    while left:
        for place, cell in moves.get(left.pop(), ()):
            if cell != without and place not in seen:
                seen.add(place)
                left.append(place)
    return end in seen

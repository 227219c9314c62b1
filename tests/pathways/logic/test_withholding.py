"""What is withheld in tables whose sums are told: nothing small follows, also for somebody who tries all numbers that fit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.pathways.logic.withholding import FEWEST, hide, withheld

Table = npt.NDArray[np.int64]
few = st.sampled_from([0, 0, 1, 1, 2, 3, 5, 6, 9])


def tables(columns: int, *, rows: int = 4) -> st.SearchStrategy[list[list[int]]]:
    return st.lists(st.lists(few, min_size=columns, max_size=columns).filter(lambda row: sum(row) >= FEWEST), min_size=1, max_size=rows)


def with_sums(listed: list[list[int]]) -> Table:
    table = np.array(listed)
    return np.vstack([table, table.sum(axis=0)])


def others_that_look_the_same(listed: list[list[int]]) -> Iterator[Table]:
    """All tables for which the same would be told."""
    table, hidden = np.array(listed), hide(np.array(listed))
    told = np.where(hidden, -1, with_sums(listed))
    for rows in itertools.product(*(_rows(row, flags) for row, flags in zip(table, hidden, strict=False))):
        other = with_sums([list(row) for row in rows])
        if (np.where(hidden, -1, other) == told).all() and (other[hidden] > 0).all():
            yield other


def _rows(row: Table, hidden: npt.NDArray[np.bool_]) -> Iterator[tuple[int, ...]]:
    most = int(row[hidden].sum())
    choices = [range(1, most + 1) if hide_it else (int(count),) for count, hide_it in zip(row, hidden, strict=True)]
    return (some for some in itertools.product(*choices) if sum(some) == row.sum())


@settings(max_examples=60, deadline=None)
@given(tables(3, rows=2))
def test_no_small_count_can_be_worked_out_by_trying_all_numbers_that_fit(listed: list[list[int]]) -> None:
    counts, hidden = with_sums(listed), hide(np.array(listed))
    known = np.array(list(others_that_look_the_same(listed)))
    small = hidden & (counts < FEWEST)
    assert not (small & (known == counts).all(axis=0)).any()


@given(tables(5))
def test_no_small_count_is_told_nor_follows_from_what_is_told_of_its_row_or_column(listed: list[list[int]]) -> None:
    counts, hidden = with_sums(listed), hide(np.array(listed))
    assert not ((counts > 0) & (counts < FEWEST) & ~hidden).any()
    lines = [*zip(counts, hidden, strict=True), *zip(counts.T, hidden.T, strict=True)]
    for some, flags in lines:
        told_apart = flags.sum() == 1 or (flags.any() and some[flags].sum() < FEWEST)
        assert not told_apart or (flags | (some == 0)).all()


@given(tables(4))
def test_noughts_are_told_and_nothing_is_withheld_where_nothing_is_small(listed: list[list[int]]) -> None:
    counts, hidden = with_sums(listed), hide(np.array(listed))
    assert not (hidden & (counts == 0)).any()
    assert not hide(np.array(listed) * FEWEST).any()


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([9, 5, 0], [9, 5, 0]),
        ([9, 4, 0], [None, None, 0]),
        ([1, 1, 50, 60], [None, None, None, 60]),
        ([1, 1, 1, 1, 1, 70], [None] * 6),
    ],
)
def test_counts_in_a_row_are_withheld_until_no_small_one_follows_from_their_sum(counts: list[int], told: list[int | None]) -> None:
    """Of two withheld counts that are two together, each would be one; of five that are five together, too."""
    names = [f"{place}" for place in range(len(counts))]
    assert list(withheld(names, np.array(counts)).values()) == told


def test_a_thousand_groups_are_looked_through_in_a_moment() -> None:
    table = np.random.default_rng(1).integers(0, 12, size=(1_000, 6)) + np.array([5, 0, 0, 0, 0, 0])
    hidden = hide(table)
    assert hidden.shape == (1_001, 6)

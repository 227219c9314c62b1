"""What is withheld where gains and losses are counted by group."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.gains import OUTCOMES, GainTally, Outcome, hide
from rumbo.pathways.logic.population import FEWEST

tables = st.integers(1, 4).flatmap(
    lambda rows: st.lists(st.lists(st.integers(0, 30), min_size=4, max_size=4), min_size=rows, max_size=rows)
)


@given(tables)
def test_no_small_count_is_told_nor_follows_from_what_is_told_of_its_row_or_column(listed: list[list[int]]) -> None:
    table = np.array(listed)
    hidden = hide(table)
    assert not ((table > 0) & (table < FEWEST) & ~hidden).any()
    lines = [(table[row], hidden[row]) for row in range(len(table))]
    lines += [(table[:, column], hidden[:, column]) for column in range(table.shape[1])] if len(table) > 1 else []
    for counts, withheld in lines:
        told_apart = withheld.sum() == 1 or (withheld.any() and counts[withheld].sum() < FEWEST)
        assert not told_apart or (withheld | (counts == 0)).all()


def test_the_one_in_the_middle_counts_those_without_a_difference_in_the_first_objective() -> None:
    tally = GainTally()
    worse = OUTCOMES.index("worse")
    tally.add(("", Outcome(worse, more)) for more in (0, 0, 2, 3, 9, 9))
    assert tally.as_json()["by"] == {"better": None, "worse": 2}


def test_small_groups_that_are_too_few_together_take_the_next_smallest_with_them() -> None:
    tally = GainTally()
    tally.add((group, Outcome(OUTCOMES.index("same"))) for group in "a" * 9 + "b" * 5 + "c" * 2)
    assert [(group["group"], group["people"]) for group in tally.as_json()["groups"]] == [("a", 9), (None, 7)]

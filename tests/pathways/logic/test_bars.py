"""Bars: as long as there are people, one under the other."""

from __future__ import annotations

from rumbo.pathways.logic.bars import bars


def test_bars_are_as_long_as_their_counts_and_do_not_touch() -> None:
    drawn = bars({"a": 4, "b": 2, "c": 0}, most=4)
    assert [bar.length for bar in drawn.bars] == [drawn.width, drawn.width / 2, 0]
    for upper, lower in zip(drawn.bars, drawn.bars[1:], strict=False):
        assert upper.words < upper.y < upper.y + drawn.thick < lower.words
    assert drawn.bars[-1].y + drawn.thick <= drawn.height


def test_where_there_is_nobody_there_is_no_bar() -> None:
    assert bars({"a": 0}, most=0).bars[0].length == 0

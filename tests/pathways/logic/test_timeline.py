"""A plan drawn along its days."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.timeline import LEAST, LEFT, WIDTH, timeline

spans = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=20)


def steps(*spans: tuple[int, int]) -> list[dict[str, Any]]:
    return [{"name": {"es": "Paso", "en": "Step"}, "ready": ready, "done": ready + takes} for ready, takes in spans]


@given(spans)
def test_every_bar_lies_inside_the_picture_and_starts_no_earlier_than_what_it_waits_for(spans: list[tuple[int, int]]) -> None:
    drawn = timeline(steps(*spans))
    if drawn is None:
        return
    for bar, (ready, takes) in zip(drawn.bars, spans, strict=True):
        assert bar.x >= LEFT
        assert bar.x + bar.width <= WIDTH
        assert bar.width >= LEAST
        assert (bar.ready, bar.done) == (ready, ready + takes)
    assert all(one.x <= other.x for one in drawn.bars for other in drawn.bars if one.done < other.ready)


@given(spans)
def test_there_are_few_ticks_and_the_first_is_today(spans: list[tuple[int, int]]) -> None:
    drawn = timeline(steps(*spans))
    if drawn is not None:
        assert drawn.ticks[0] == (0, LEFT)
        assert 2 <= len(drawn.ticks) <= 7


def test_a_plan_of_one_step_or_of_one_day_is_not_drawn() -> None:
    assert timeline(steps((0, 9))) is None
    assert timeline(steps((0, 1), (0, 0))) is None
    assert timeline([]) is None

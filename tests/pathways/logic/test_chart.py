"""Plans drawn as points."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.chart import BOTTOM, HEIGHT, LEFT, PAD, RIGHT, ROOM, TOP, WIDTH, chart

FRONTS = st.integers(2, 30).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 10_000), min_size=n, max_size=n, unique=True),
        st.lists(st.integers(0, 10_000), min_size=n, max_size=n, unique=True),
    )
)


@given(FRONTS)
def test_each_plan_is_a_point_inside_the_picture_and_less_is_further_left_and_down(both: tuple[list[int], list[int]]) -> None:
    values = list(zip(sorted(both[0]), sorted(both[1], reverse=True), strict=True))
    picture = chart(values)
    assert picture is not None
    assert [dot.number for dot in picture.dots] == list(range(1, len(values) + 1))
    assert all(LEFT <= dot.x <= WIDTH - RIGHT and TOP <= dot.y <= HEIGHT - BOTTOM for dot in picture.dots)
    assert [dot.x for dot in picture.dots] == sorted(dot.x for dot in picture.dots)
    assert [dot.y for dot in picture.dots] == sorted(dot.y for dot in picture.dots)


@given(FRONTS)
def test_numbers_on_the_axes_do_not_lie_on_each_other_and_name_the_least_and_the_most(both: tuple[list[int], list[int]]) -> None:
    picture = chart(list(zip(sorted(both[0]), sorted(both[1], reverse=True), strict=True)))
    assert picture is not None
    for written, room, values in ((picture.across, ROOM["x"], both[0]), (picture.up, ROOM["y"], both[1])):
        places = sorted(place for _, place in written)
        assert all(after - before >= room for before, after in itertools.pairwise(places))
        assert {min(values), max(values)} <= {value for value, _ in written}


def test_one_plan_is_no_choice_and_is_not_drawn() -> None:
    assert chart([(3, 4)]) is None
    assert chart([]) is None


def test_plans_alike_in_one_thing_are_drawn_where_it_is_least() -> None:
    picture = chart([(1, 5), (2, 5)])
    assert picture is not None
    assert {dot.y for dot in picture.dots} == {HEIGHT - BOTTOM - PAD}

"""What a changed answer changed, told from an outline that names nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.outline import STATUSES, difference, outline

WAYS = [f"way-{letter}" for letter in "abcdefgh"]
plans = st.builds(
    lambda status, ways, days: plan(*ways, status=status, days=days),
    st.sampled_from(STATUSES[:5]), st.lists(st.sampled_from(WAYS), unique=True), st.integers(0, 90),
)  # fmt: skip


def plan(*ways: str, status: str = "optimal", days: int = 3) -> dict[str, Any]:
    cost = {"days": {"min": 0, "typical": days, "max": 9}, "visits": len(ways), "crossings": 0}
    return {"status": status, "cost": None if status == "unreachable" else cost, "steps": [{"way": way} for way in ways]}


@given(plans, plans)
def test_what_was_added_and_what_went_turn_one_plan_into_the_other(before: dict[str, Any], now: dict[str, Any]) -> None:
    found = difference(outline(before), now, ways=WAYS)
    had, has = ({step["way"] for step in answer["steps"]} for answer in (before, now))
    assert (set(found.added), set(found.gone)) == (has - had, had - has)
    assert not (found.opened and found.shut)


@given(plans)
def test_nothing_changed_where_the_plan_is_the_same(same: dict[str, Any]) -> None:
    assert not difference(outline(same), same, ways=WAYS)


@given(plans)
def test_an_outline_names_no_way_and_stays_short(answer: dict[str, Any]) -> None:
    written = outline(answer)
    assert not any(way in written for way in WAYS)
    assert len(written) < 400


def test_a_way_that_the_region_no_longer_has_is_not_named() -> None:
    assert difference(outline(plan("way-a", "old")), plan("way-a"), ways=WAYS).gone == ()


def test_days_are_compared_only_between_plans_that_stand() -> None:
    assert difference(outline(plan("way-a", days=9)), plan("way-a", days=4), ways=WAYS).days == -5
    opened = difference(outline(plan("way-a", days=9, status="depends")), plan("way-a", days=4), ways=WAYS)
    assert (opened.days, opened.opened, opened.shut) == (0, True, False)


@pytest.mark.parametrize("broken", ["", "0", "nonsense"])
def test_an_outline_that_cannot_be_read_tells_no_change(broken: str) -> None:
    assert not difference(broken, plan("way-a"), ways=WAYS)

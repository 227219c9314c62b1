"""The inner loops, each beside the plain way of saying the same thing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine import kernels
from rumbo.engine.kernels.cuts import lower_hmax

NODES, ACTIONS = 7, 10
Row = tuple[tuple[int, ...], tuple[int, ...]]
nodes = st.lists(st.integers(0, NODES - 1), max_size=3, unique=True).map(tuple)
actions = st.lists(st.tuples(nodes, nodes), min_size=ACTIONS, max_size=ACTIONS)
costs = st.lists(st.integers(0, 9), min_size=ACTIONS, max_size=ACTIONS)


def rows(lists: list[tuple[int, ...]]) -> tuple[np.ndarray, np.ndarray]:
    starts = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return starts, np.array([item for row in lists for item in row], dtype=np.int64)


def compiled(listed: list[Row]) -> tuple[np.ndarray, ...]:
    pp, pi = rows([pre for pre, _ in listed])
    ep, ei = rows([eff for _, eff in listed])
    return pp, pi, ep, ei, *kernels.transpose(pp, pi, NODES), *kernels.transpose(ep, ei, NODES)


def dearest_chains(arrays: tuple[np.ndarray, ...], cost: np.ndarray, state: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    value, dearest = np.empty(NODES, dtype=np.int64), np.empty(ACTIONS, dtype=np.int64)
    kernels.hmax(*arrays[:6], np.ones(ACTIONS, dtype=np.bool_), cost, state, value, dearest)
    return value, dearest


@given(actions, costs, costs, st.lists(st.booleans(), min_size=NODES, max_size=NODES))
def test_dearest_chains_brought_up_to_date_are_those_found_from_nothing(
    listed: list[Row], before: list[int], less: list[int], held: list[bool]
) -> None:
    arrays, state = compiled(listed), np.array(held)
    cost = np.array(before, dtype=np.int64)
    value, dearest = dearest_chains(arrays, cost, state)
    cheaper = np.maximum(cost - np.array(less, dtype=np.int64), 0)
    changed = np.array([a for a in range(ACTIONS) if cheaper[a] < cost[a] and dearest[a] != -2], dtype=np.int64)
    cheaper[[a for a in range(ACTIONS) if dearest[a] == -2]] = cost[[a for a in range(ACTIONS) if dearest[a] == -2]]
    lower_hmax(*arrays[:6], cheaper, state, value, dearest, changed, len(changed))
    again, _ = dearest_chains(arrays, cheaper, state)
    assert value.tolist() == again.tolist()
    for a, (pre, _) in enumerate(listed):
        if dearest[a] >= 0:
            assert value[dearest[a]] == max(value[n] for n in pre if not state[n])


@given(actions, costs, st.integers(0, NODES - 1))
def test_landmark_cuts_bound_the_best_plan_from_below_and_each_plan_uses_one_of_each(
    listed: list[Row], prices: list[int], goal: int
) -> None:
    arrays, start = compiled(listed), np.zeros(NODES, dtype=np.bool_)
    cost = np.array(prices, dtype=np.int64)
    bound, count, starts, members = kernels.lmcut(*arrays, np.ones(ACTIONS, dtype=np.bool_), cost.copy(), start, goal)
    plans = [plan for plan in map(bits, range(1 << ACTIONS)) if reaches(arrays, plan, goal)]
    if not plans:
        assert bound == kernels.FAR
        return
    assert bound <= min(int(cost[plan].sum()) for plan in plans)
    for cut in (members[starts[i] : starts[i + 1]] for i in range(count)):
        assert all(plan[cut].any() for plan in plans)


def bits(number: int) -> np.ndarray:
    return np.array([bool(number >> a & 1) for a in range(ACTIONS)])


def reaches(arrays: tuple[np.ndarray, ...], plan: np.ndarray, goal: int) -> bool:
    state = np.zeros(NODES, dtype=np.bool_)
    kernels.reach(*arrays[:6], plan, state)
    return bool(state[goal])


@given(actions, costs, costs, st.lists(st.booleans(), min_size=NODES, max_size=NODES))
def test_an_action_is_left_out_exactly_where_another_does_the_same_for_no_more(
    listed: list[Row], first: list[int], second: list[int], ignored: list[bool]
) -> None:
    listed = [*listed[: ACTIONS // 2]] * 2  # so that some are alike
    pp, pi, ep, ei = compiled(listed)[:4]
    less = np.array([first, second], dtype=np.int64)
    side = np.array([[a % 3 == 0 for a in range(ACTIONS)]], dtype=np.int64)
    keep = kernels.undominated(pp, pi, ep, ei, np.array(ignored), side, less)

    def replaces(b: int, a: int) -> bool:
        one, other = ([tuple(n for n in row if not ignored[n]) for row in listed[x]] for x in (a, b))
        return one == other and side[0, a] == side[0, b] and bool((less[:, b] <= less[:, a]).all())

    for a in range(ACTIONS):
        assert keep[a] != any(keep[b] and replaces(b, a) for b in range(ACTIONS) if b != a)


@given(st.lists(nodes, max_size=10))
def test_rows_turned_over_twice_are_the_rows_in_order(lists: list[tuple[int, ...]]) -> None:
    starts, items = rows(lists)
    again = kernels.transpose(*kernels.transpose(starts, items, NODES), len(lists))
    assert [sorted(row) for row in lists] == [again[1][again[0][i] : again[0][i + 1]].tolist() for i in range(len(lists))]


@pytest.mark.parametrize("kept", [[], [0], [2, 0, 1]])
def test_rows_are_taken_in_the_order_asked_for_and_renamed(kept: list[int]) -> None:
    lists = [(0, 3), (), (3, 5, 1)]
    new = np.array([7, -1, 0, 1, 0, 2, 0, 0], dtype=np.int64)
    starts, items = kernels.take_rows(*rows(lists), np.array(kept, dtype=np.int64), new)
    assert [items[starts[i] : starts[i + 1]].tolist() for i in range(len(kept))] == [
        [int(new[n]) for n in lists[k] if new[n] >= 0] for k in kept
    ]

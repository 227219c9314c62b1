"""The inner loops, each beside the plain way of saying the same thing."""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
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


TWO_CHEAPER = [((), ()), ((), (0, 2)), ((), ()), ((0, 1, 2), (0, 1)), ((), ()), ((), ()), ((), (0, 1)), *[((), ())] * 3]


@example(TWO_CHEAPER, [0, 1, 0, 1, 0, 0, 1, 0, 0, 0], [0, 1, 0, 1, 0, 0, 0, 0, 0, 0], [False] * NODES)
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
    lower_hmax(*arrays[:6], cheaper, state, value, dearest, changed, len(changed), np.empty(2 * NODES + 2, dtype=np.int64))
    again, _ = dearest_chains(arrays, cheaper, state)
    assert value.tolist() == again.tolist()
    for a, (pre, _) in enumerate(listed):
        if dearest[a] >= 0:
            assert value[dearest[a]] == max(value[n] for n in pre if not state[n])


@given(actions, costs, st.integers(0, NODES - 1))
def test_landmark_cuts_bound_the_best_plan_from_below_and_each_plan_uses_an_action_of_the_smallest(
    listed: list[Row], prices: list[int], goal: int
) -> None:
    arrays, start = compiled(listed), np.zeros(NODES, dtype=np.bool_)
    cost = np.array(prices, dtype=np.int64)
    bound, cut = kernels.lmcut(*arrays, np.ones(ACTIONS, dtype=np.bool_), cost.copy(), start, goal)
    plans = [plan for plan in map(bits, range(1 << ACTIONS)) if reaches(arrays, plan, goal)]
    if not plans:
        assert bound == kernels.FAR
        return
    assert bound <= min(int(cost[plan].sum()) for plan in plans)
    assert bool(len(cut)) == (bound > 0)
    assert not len(cut) or all(plan[cut].any() for plan in plans)


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


@given(actions, st.lists(st.booleans(), min_size=NODES, max_size=NODES), st.lists(st.booleans(), min_size=ACTIONS, max_size=ACTIONS))
def test_a_problem_cut_down_says_of_the_actions_kept_what_it_said_before(listed: list[Row], held: list[bool], keep: list[bool]) -> None:
    pp, pi, ep, ei = compiled(listed)[:4]
    kept, state = np.flatnonzero(keep), np.array(held)
    places = np.array([1, 3], dtype=np.int64)
    state[places] = False
    state[0] = False
    new, sizes = np.empty(NODES, dtype=np.int64), np.empty(2, dtype=np.int64)
    count = kernels.renumber(pp, pi, ep, ei, kept, state, places, 0, new, sizes)
    rows_of = (len(kept), sizes[0], len(kept), sizes[1], count, sizes[0], count, sizes[1])
    cut = [np.empty(size + 1 - number % 2, dtype=np.int64) for number, size in enumerate(rows_of)]
    kernels.cut_into(pp, pi, ep, ei, kept, state, new, *cut)

    def said(starts: np.ndarray, items: np.ndarray, row: int) -> list[int]:
        return [int(item) for item in items[starts[row] : starts[row + 1]]]

    spoken = {n for a in kept for row in listed[a] for n in row if not state[n]} | {0}
    assert [n for n in range(NODES) if new[n] >= 0] == sorted(spoken | {1, 3})
    assert sorted(new[new >= 0]) == list(range(count))
    assert [int(new[n]) for n in places] == [count - 2, count - 1]
    for row, a in enumerate(kept):
        assert said(cut[0], cut[1], row) == [int(new[n]) for n in listed[a][0] if not state[n]]
        assert said(cut[2], cut[3], row) == [int(new[n]) for n in listed[a][1] if not state[n]]
    for starts, items, turned, members in (cut[0:2] + cut[4:6], cut[2:4] + cut[6:8]):
        for node in range(count):
            assert said(turned, members, node) == [row for row in range(len(kept)) if node in said(starts, items, row)]

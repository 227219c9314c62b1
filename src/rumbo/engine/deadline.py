"""The least that a plan costs which is done by a certain day, as a problem in which only sums count.

The problem is unrolled in time, backwards from the goal by the last day. A node of the new problem says *this by that day*. An action that
must be done by a day can be started at the latest on some day before; what it needs is then needed by that day, and no sooner. So each
action has as many copies as there are days by which it may have to be started, and each copy costs what the action does. What one has by a
day one also has by every later one, for nothing. A best plan uses one copy of each action, the one that starts first, since that brings
all that later copies do: so the least cost is the same, and bounds of sums know the deadline.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.graph import CRITERIA, Arrays, Ints
from rumbo.engine.instance import FAR, Flags, Instance
from rumbo.engine.stage import Stage

MOST_COPIES = 20_000
Copy = tuple[int, int]


def is_timed(stage: Stage) -> bool:
    """Whether a stage asks for the least sum by a deadline, or for the earliest day within a sum, and for nothing else."""
    return (
        stage.criterion.kind in ("sum", "days")
        and not stage.minimal
        and not stage.loose
        and not stage.instance.has_places
        and stage.has_day_limit
        and (stage.criterion.kind == "days" or stage.is_folded or not stage.tight.cost.any())
        and 0 < int(stage.guide.sum()) < FAR >> 14
    )


class Unrolled:
    """The problem of ``instance`` by the day ``last``, unrolled in time; ``cost``: of each action.

    ``problem`` is None where there are more than ``MOST_COPIES``, or where no plan is done by then (``is_late``)."""

    def __init__(self, instance: Instance, cost: Ints, last: int) -> None:
        self.instance, self.last = instance, last
        everything = np.ones(instance.size, dtype=np.bool_)
        self._times, self._done = (found.tolist() for found in instance.run_through(everything))
        self.is_late = self._times[instance.goal] > last
        self._starts: list[list[int]] = [[] for _ in range(instance.arrays.nodes)]
        copies = [] if self.is_late else self._copies()
        self.origin = np.array([action for action, _ in copies], dtype=np.int64)
        self.problem = self._problem(copies, cost) if copies else None

    def actions(self, chosen: Flags) -> Flags:
        """The actions of the instance that a plan of the problem stands for."""
        found = self.instance.free.copy()
        found[self.origin[chosen[: len(self.origin)]]] = True
        return found

    def _copies(self) -> list[Copy]:
        """Each action with the day by which it has to be started; empty where there are too many. Fills the days of each node."""
        a = self.instance.arrays
        pp, pi, gp, ga = a.pp.tolist(), a.pi.tolist(), a.gp.tolist(), a.ga.tolist()
        done, times = self._done, self._times
        found: dict[Copy, None] = {}
        needed = {(self.instance.goal, self.last)}
        stack = [(self.instance.goal, self.last)]
        while stack and len(found) <= MOST_COPIES:
            node, day = stack.pop()
            self._starts[node].append(day)
            for action in ga[gp[node] : gp[node + 1]]:
                if done[action] > day:
                    continue
                needs = pi[pp[action] : pp[action + 1]]
                start = self._latest(action, day) if needs else 0
                if (action, start) in found or any(times[need] > start for need in needs):
                    continue
                found[action, start] = None
                for need in needs:
                    if (need, start) not in needed:
                        needed.add((need, start))
                        stack.append((need, start))
        return list(found) if len(found) <= MOST_COPIES else []

    def _latest(self, action: int, day: int) -> int:
        """The latest day on which an action can be started that is to be done by ``day``; -1: never."""
        a = self.instance.arrays
        days, row = int(a.duration[1, action]), int(a.calendar[action])
        if row == 0:
            return day - days
        low, high = -1, day - days
        while low < high:
            middle = (low + high + 1) // 2
            if kernels.finish(middle, days, row, *self.instance.tables) <= day:
                low = middle
            else:
                high = middle - 1
        return low

    def _problem(self, copies: list[Copy], cost: Ints) -> Instance:
        a = self.instance.arrays
        number: dict[Copy, int] = {}
        for node, days in enumerate(self._starts):
            days.sort()
            for day in days:
                number[node, day] = len(number)
        needs: list[list[int]] = []
        gives: list[list[int]] = []
        for action, start in copies:
            needs.append([number[int(node), start] for node in a.pi[a.pp[action] : a.pp[action + 1]]])
            ready = kernels.finish(start, int(a.duration[1, action]), int(a.calendar[action]), *self.instance.tables)
            grants = ((int(node), self._starts[node]) for node in a.ei[a.ep[action] : a.ep[action + 1]])
            first = ((node, days[bisect_left(days, ready) :][:1]) for node, days in grants)
            gives.append([number[node, day] for node, days in first for day in days])
        for node, days in enumerate(self._starts):
            for day, later in itertools.pairwise(days):
                needs.append([number[node, day]])
                gives.append([number[node, later]])
        pp, pi = _rows(needs)
        ep, ei = _rows(gives)
        m, n = len(needs), len(number)
        costs = np.zeros((len(CRITERIA), m), dtype=np.int64)
        costs[0, : len(copies)] = cost[self.origin]
        still, nowhere = np.zeros(m, dtype=np.int64), np.full(m, -1, dtype=np.int64)
        arrays = Arrays(
            n, pp, pi, ep, ei, *kernels.transpose(pp, pi, n), *kernels.transpose(ep, ei, n), costs=costs,
            duration=np.zeros((3, m), dtype=np.int64), calendar=still, way=nowhere, side=nowhere, crosses_to=nowhere,
        )  # fmt: skip
        free = np.concatenate([self.instance.free[self.origin], np.ones(m - len(copies), dtype=np.bool_)])
        return Instance(
            arrays=arrays, goal=number[self.instance.goal, self.last], names=np.arange(m, dtype=np.int64), free=free,
            paid=np.zeros(m, dtype=np.bool_), start_sides=0, at_node=np.zeros(0, dtype=np.int64), tables=self.instance.tables,
        )  # fmt: skip


def _rows(lists: list[list[int]]) -> tuple[Ints, Ints]:
    starts = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in lists], out=starts[1:])
    return starts, np.array([item for row in lists for item in row], dtype=np.int64)

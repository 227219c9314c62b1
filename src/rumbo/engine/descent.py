"""The search of a stage in which only sums count, in one kernel: many times as fast as node by node."""

from __future__ import annotations

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.instance import FAR
from rumbo.engine.look import Look
from rumbo.engine.stage import Budget, Stage, value_of

MOST_RECORDS = 4_096
MOST_BRANCHES = 65_536
BETWEEN_STOPS = 100_000  # actions looked at, in one node or in many, between two looks at whether to stop


def is_plain(stage: Stage) -> bool:
    """Whether only sums count in a stage that fit into one number: no days, no places, no budgets, and plans may be stripped."""
    return (
        stage.criterion.kind == "sum"
        and not stage.minimal
        and not stage.loose
        and not stage.instance.has_places
        and not stage.has_day_limit
        and (stage.is_folded or not stage.tight.cost.any())
        and 0 < int(stage.guide.sum()) < FAR >> 14
    )


def descend(stage: Stage, root: Look, budget: Budget) -> bool | None:
    """Search a plain stage below its ``root``; False when the budget ran out first, None when the search is too wide to be kept in mind."""
    instance, a, m, n = stage.instance, stage.instance.arrays, stage.instance.size, stage.instance.arrays.nodes
    records, pool = np.empty((MOST_RECORDS, 6), dtype=np.int64), np.empty(MOST_BRANCHES, dtype=np.int64)
    if len(root.branch) > len(pool):
        return None
    records[0] = -1, 0, root.bound + stage.offset, 0, len(root.branch), 0
    pool[: len(root.branch)] = root.branch
    most = stage.offset + stage.value - 1
    tally = np.array([1, 0, most], dtype=np.int64)
    best, flags, state = np.empty(m, dtype=np.bool_), np.empty((4, m), dtype=np.bool_), np.empty(n, dtype=np.bool_)
    numbers, work = np.empty((2, m + 1), dtype=np.int64), np.empty(6 * n + 4 * m + 2 * len(a.ei), dtype=np.int64)
    left, outcome = max(0, budget.nodes - budget.used), kernels.PAUSED
    while outcome == kernels.PAUSED:
        if budget.should_stop is not None and budget.should_stop():
            outcome = kernels.SPENT
            break
        pause = left + 1 if budget.should_stop is None else int(tally[1]) + max(1, BETWEEN_STOPS // m)
        outcome = kernels.descend(
            *instance.rows, a.gp, a.ga, instance.payer, instance.free, instance.paid, stage.guide, instance.goal, left, pause,
            records, pool, tally, best, flags, state, numbers, work,
        )  # fmt: skip
    if outcome == kernels.FULL:
        return None
    budget.used += int(tally[1])
    if tally[2] < most:
        stage.best, stage.value = best, value_of(stage, best)
    return bool(outcome == kernels.DONE)

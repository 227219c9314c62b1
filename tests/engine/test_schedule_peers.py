"""Dates of plans against two others: trying every day in every order, and an independent solver."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.conditions import facts_in
from rumbo.engine.schedule import schedule_plan

from .dated import DAY, TODAY, Case, brute_finish, random_case

DAYS = 9
SEEDS = st.integers(0, 10**6)
without_solver = pytest.mark.skipif(
    find_spec("ortools") is None and os.environ.get("CI") != "true", reason="OR-Tools is not installed: pip install ortools"
)


def settled_in(case: Case, days: int) -> bool:
    """Whether no step could only be done later than within so many days."""
    schedule = schedule_plan(case.world, case.query, case.plan)
    return all(step.on < TODAY + days * DAY for step in schedule.steps)


@settings(max_examples=60, deadline=None)
@given(SEEDS, st.booleans())
def test_the_earliest_finish_is_what_trying_every_day_in_every_order_finds(seed: int, hours: bool) -> None:
    case = random_case(seed, steps=2, hours=hours, longest=3)
    if case is not None and len(case.plan.steps) <= 3 and settled_in(case, DAYS):
        assert schedule_plan(case.world, case.query, case.plan).finish == brute_finish(case, DAYS)


@without_solver
@settings(max_examples=80, deadline=None)
@given(SEEDS, st.integers(3, 9))
def test_the_earliest_finish_is_what_an_independent_solver_proves(seed: int, steps: int) -> None:
    from benchmarks.cp_sat import earliest_finish

    case = random_case(seed, steps=steps, apart=False)
    if case is not None:
        schedule = schedule_plan(case.world, case.query, case.plan)
        assert schedule.proven
        assert schedule.finish == earliest_finish(case.world, case.query, case.plan, days=150, goal=facts_in(case.query.goal))

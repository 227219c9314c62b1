"""What is true of all dates, whatever the plan."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rumbo.engine.dated_steps import Course, Rule, Rules
from rumbo.engine.dating import Clash, Solution
from rumbo.engine.model import Holding
from rumbo.engine.planner import plan_goal
from rumbo.engine.schedule import Schedule, schedule_plan
from rumbo.engine.situation import look_at
from rumbo.engine.world import compile_world

from .dated import DAY, TODAY, Case, random_case, walked, ways_of, windows
from .worlds import DAY as DAY_OF_WORLDS
from .worlds import random_world

MANY = settings(max_examples=40, deadline=None)
SEEDS = st.integers(0, 10**6)
FAR = dt.date.max


def scheduled(seed: int, *, steps: int = 5) -> tuple[Case, Schedule] | None:
    """A random plan with its dates; None where there is no plan, or no dates."""
    case = random_case(seed, steps=steps, hours=bool(seed % 2))
    schedule = None if case is None else schedule_plan(case.world, case.query, case.plan)
    return None if case is None or schedule is None or schedule.finish is None else (case, schedule)


@MANY
@given(SEEDS, st.booleans())
def test_dates_can_be_walked_on_their_days_and_on_the_latest_ones(seed: int, latest: bool) -> None:
    found = scheduled(seed, steps=3)
    if found is not None and len(found[0].plan.steps) <= 4:
        assert walked(*found, latest=latest)


@MANY
@given(SEEDS)
def test_no_step_is_on_a_day_on_which_it_cannot_be_done_and_none_after_its_latest(seed: int) -> None:
    found = scheduled(seed)
    if found is not None:
        case, schedule = found
        for way, step in zip(ways_of(case), schedule.steps, strict=True):
            assert step.earliest <= step.on <= step.latest
            assert all(windows(way, day) for day in (step.earliest, step.on, step.latest))
            assert step.on <= step.ready


@MANY
@given(SEEDS, st.data())
def test_any_one_step_done_at_its_latest_still_meets_the_finish(seed: int, data: st.DataObject) -> None:
    found = scheduled(seed)
    if found is not None:
        case, schedule = found
        names = Counter(step.way for step in schedule.steps)
        # A way done twice cannot be put off once by a rule of the way.
        once = [step for step in schedule.steps if names[step.way] == 1]
        assume(once)
        step = data.draw(st.sampled_from(once))
        later = tuple(
            dataclasses.replace(way, valid_from=step.latest) if way.name == step.way else way for way in case.spec.ways
        )  # fmt: skip
        world = dataclasses.replace(case.world, ways=tuple(sorted(later, key=lambda way: way.name)))
        assert schedule_plan(world, case.query, case.plan).finish == schedule.finish


@MANY
@given(SEEDS, st.integers(1, 9))
def test_more_constraints_never_make_a_plan_earlier(seed: int, days: int) -> None:
    found = scheduled(seed)
    if found is not None:
        case, schedule = found
        held = tuple(Holding(fact=paper.fact, expires=min(paper.expires or FAR, TODAY + days * DAY)) for paper in case.query.held)
        ways = tuple(dataclasses.replace(way, valid_to=min(way.valid_to or FAR, TODAY + 3 * days * DAY)) for way in case.world.ways)
        stricter = [
            schedule_plan(case.world, dataclasses.replace(case.query, held=held), case.plan),
            schedule_plan(dataclasses.replace(case.world, ways=ways), case.query, case.plan),
            schedule_plan(case.world, case.query, case.plan, start=TODAY + days * DAY),
            schedule_plan(case.world, case.query, case.plan, arrive_by=TODAY + days * DAY),
        ]
        assert all((other.finish or FAR) >= (schedule.finish or FAR) for other in stricter)


@MANY
@given(SEEDS, st.integers(0, 9))
def test_rules_that_block_do_so_by_themselves_and_none_of_them_in_vain(seed: int, days: int) -> None:
    case = random_case(seed, steps=4)
    if case is None:
        return
    deadline = TODAY + days * DAY
    blocks = schedule_plan(case.world, case.query, case.plan, arrive_by=deadline).blocks
    if blocks:
        rules = Rules()
        course = Course(look_at(case.world, case.query), case.plan, TODAY.toordinal(), rules, (Rule(code="arrive-by", day=deadline),))
        course.dating("typical")
        others = {number for number, rule in enumerate(rules.listed) if rule not in blocks}
        assert isinstance(course.dating("typical", others).solve(), Clash)
        assert all(isinstance(course.dating("typical", {*others, rules.number(rule)}).solve(), Solution) for rule in blocks)


@MANY
@given(SEEDS, st.integers(0, 9))
def test_a_deadline_is_named_only_where_there_are_dates_without_it(seed: int, days: int) -> None:
    case = random_case(seed, steps=4)
    if case is not None:
        blocks = schedule_plan(case.world, case.query, case.plan, arrive_by=TODAY + days * DAY).blocks
        free = schedule_plan(case.world, case.query, case.plan)
        assert any(rule.code == "arrive-by" for rule in blocks) == (bool(blocks) and free.status == "dated")


@MANY
@given(SEEDS)
def test_longest_waits_never_end_before_typical_ones(seed: int) -> None:
    found = scheduled(seed)
    if found is not None and found[1].longest is not None:
        assert found[1].longest >= (found[1].finish or FAR)


@MANY
@given(SEEDS)
def test_every_plan_that_the_planner_makes_has_dates_and_never_earlier_ones_than_it_says(seed: int) -> None:
    spec, query = random_world(seed)
    world = compile_world(spec, DAY_OF_WORLDS)
    answer = plan_goal(world, dataclasses.replace(query, alternatives=2))
    for plan in (answer.plan, *answer.alternatives, *(branch.plan for branch in answer.branches)):
        if plan is not None:
            free = dataclasses.replace(query, limits=dataclasses.replace(query.limits, days=None))
            schedule = schedule_plan(world, free, plan)
            assert schedule.finish is not None
            assert (schedule.finish - DAY_OF_WORLDS).days >= plan.cost.days[1]

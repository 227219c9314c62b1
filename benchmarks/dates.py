"""How long dates take for the region's plans; beside CP-SAT, where it is installed, on the same plans and by the same rules."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import milliseconds, percentile
from benchmarks.people import SITUATIONS
from rumbo.engine.dated_plans import date_plan
from rumbo.engine.dated_steps import Course, Rules
from rumbo.engine.model import Plan, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.schedule import schedule_plan
from rumbo.engine.situation import look_at
from rumbo.engine.world import World
from rumbo.pathways.logic.ask import query, read_ask, read_pairs
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.regionfile.reader import read_region

TODAY = dt.date(2026, 11, 22)
TIMES = 5
AIM = 100
MOST_DAYS = 800
Asked = tuple[Query, Plan]


def on_dates(region: Path) -> None:
    """Print how long the dates of every plan in the answers to the situations take: those that fit, and those that a deadline shuts."""
    records, findings = read_region(region)
    if records is None:
        raise SystemExit(f"{region} cannot be read: {findings[0]}")
    compiled = compile_region(records, on=TODAY)
    asked = list(plans_of(compiled))
    steps = [len(plan.steps) for _, plan in asked]
    print(f"\nDates: {len(asked)} plans of {len(SITUATIONS)} situations, {percentile(steps, 0.5):.0f} steps, at most {max(steps)}")
    world = compiled.world
    _line("dates", [milliseconds(lambda q=q, p=p: schedule_plan(world, q, p)) for _ in range(TIMES) for q, p in asked])  # type: ignore[misc]
    tomorrow = TODAY + dt.timedelta(1)
    late = [milliseconds(lambda q=q, p=p: date_plan(world, q, p, arrive_by=tomorrow)) for q, p in asked]  # type: ignore[misc]
    _line("a deadline tomorrow: why, and another plan", late)
    if importlib.util.find_spec("ortools") is None:
        print("CP-SAT: OR-Tools is not installed")
        return
    _beside_cp_sat(world, asked)


def plans_of(region: CompiledRegion) -> Iterator[Asked]:
    """Every plan in the answers, with its question."""
    for goal, have, know in SITUATIONS:
        ask = read_ask(region, goal=goal, have=have.split(",") if have else [], know=read_pairs(know, field="know"), as_of=TODAY)
        asked = query(region, ask)
        answer = plan_goal(region.world, asked)
        for plan in (answer.plan, *answer.alternatives):
            if plan is not None and plan.steps:
                yield asked, plan


def _line(name: str, times: list[float]) -> None:
    print(
        f"{name:<44}p50 {percentile(times, 0.5):>7.1f} ms   p95 {percentile(times, 0.95):>7.1f} ms (aim {AIM})   max {max(times):>7.1f} ms"
    )


def _beside_cp_sat(world: World, asked: list[Asked]) -> None:
    from benchmarks.cp_sat import Program, solved

    times, same = [], 0
    for asked_by, plan in asked:
        goal = Course(look_at(world, asked_by), plan, TODAY.toordinal(), Rules()).uses[-1]
        program = Program(world, asked_by, plan, TODAY, MOST_DAYS, goal)
        found: list[dt.date | None] = []
        times.append(milliseconds(lambda program=program, found=found: found.append(solved(program))))  # type: ignore[misc]
        same += found[0] == schedule_plan(world, asked_by, plan).finish
    _line("CP-SAT, one worker, its model made before", times)
    print(f"the same finish in {same} of {len(asked)}")

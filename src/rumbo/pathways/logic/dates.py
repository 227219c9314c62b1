"""Real days for a plan's steps, as JSON: when to go, when it is ready, how late is still in time, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from rumbo.engine.dated_plans import date_plan
from rumbo.engine.dated_steps import Rule
from rumbo.engine.model import Answer, Plan
from rumbo.engine.schedule import DatedStep, Schedule
from rumbo.pathways.logic.ask import Ask, query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.date_words import note_words, rule_words
from rumbo.pathways.logic.problems import AskError, Problem
from rumbo.pathways.logic.render import cost_json, named_bodies, named_ways
from rumbo.pathways.logic.values import ValueProblem, read_date

__all__ = ["Dates", "read_dates", "schedule_json"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """From when, and by when: the day of the question and no last day, where they are not given."""

    start: dt.date | None = None
    by: dt.date | None = None


def read_dates(*, start: str | None, by: str | None, as_of: dt.date) -> Dates:
    """Read the first and the last day that dates are asked for.

    Raises:
        AskError: one is no date, the first is before the day of the question, or the last before the first.

    >>> read_dates(start="2026-12-01", by=None, as_of=dt.date(2026, 11, 22)).start
    datetime.date(2026, 12, 1)
    """
    read: dict[str, dt.date | None] = {}
    problems = []
    for key, text in (("start", start), ("by", by)):
        try:
            read[key] = read_date(text, field="dates", key=key) if text else None
        except ValueProblem as error:
            problems.append(error.problem)
    first, last = read.get("start"), read.get("by")
    if first is not None and first < as_of:
        problems.append(_out_of_order("start-too-early", "start", first, as_of))
    elif last is not None and last < (first or as_of):
        problems.append(_out_of_order("by-before-start", "by", last, first or as_of))
    if problems:
        raise AskError(problems)
    return Dates(start=first, by=last)


def _out_of_order(code: str, key: str, day: dt.date, other: dt.date) -> Problem:
    return Problem(code=code, field="dates", key=key, value=day.isoformat(), other_value=other.isoformat())


def schedule_json(region: CompiledRegion, ask: Ask, found: Answer, dates: Dates) -> Json | None:
    """The days of the answer's plan; where none fit, what blocks, and ``instead`` the next plan that has some.

    Returns:
        days as ISO dates by the clock of each step's side; None where the answer has no plan.
    """
    if found.plan is None:
        return None
    dated = date_plan(region.world, query(region, ask), found.plan, start=dates.start, arrive_by=dates.by)
    schedule = _schedule(region, found.plan, dated.schedule, dates, depends=found.status == "depends")
    instead = None
    if dated.instead is not None and dated.instead_schedule is not None:
        instead = {
            "cost": cost_json(region, dated.instead),
            "weakest_certainty": dated.instead.weakest_certainty,
            "lawyer_first": any(region.ways[step.way].lawyer_first for step in dated.instead.steps),
            "steps": named_ways(region, [step.way for step in dated.instead.steps]),
            "exposed_to": named_bodies(region, dated.instead.cost.exposures),
            "schedule": _schedule(region, dated.instead, dated.instead_schedule, dates, depends=False),
        }
    return {**schedule, "instead": instead}


def _schedule(region: CompiledRegion, plan: Plan, schedule: Schedule, dates: Dates, *, depends: bool) -> Json:
    return {
        "status": schedule.status,
        "start": schedule.start.isoformat(),
        "by": _iso(dates.by),
        "finish": _iso(schedule.finish),
        "longest": _iso(schedule.longest),
        "beyond": _iso(schedule.beyond),
        "proven": schedule.proven,
        "known_until": _iso(schedule.known_until),
        "steps": [_step(region, step) for step in schedule.steps],
        "blocks": _rules(region, schedule.blocks),
        "longest_blocks": _rules(region, schedule.longest_blocks),
        "notes": list(_notes(region, plan, schedule, depends=depends)),
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _step(region: CompiledRegion, step: DatedStep) -> Json:
    way = region.ways[step.way]
    return {
        **named_ways(region, [step.way])[0],
        "side": way.side,
        "in_person": way.in_person,
        "on": step.on.isoformat(),
        "ready": step.ready.isoformat(),
        "earliest": step.earliest.isoformat(),
        "latest": step.latest.isoformat(),
        "slack": step.slack,
        "waits_for": named_ways(region, step.waits_for),
        "held_up": step.held_up,
        "hours": None if step.hours is None else [_window(step, opens, closes) for opens, closes in step.hours],
        "zone": step.zone,
        "valid_until": {fact: day.isoformat() for fact, day in step.last_days},
    }


def _window(step: DatedStep, opens: int, closes: int) -> Json:
    return {"opens": _at(step, opens), "closes": _at(step, closes)}


def _at(step: DatedStep, minute: int) -> str:
    """A time of the step's day, with how far its clock is from universal time on that day."""
    zone = dt.UTC if step.zone is None else ZoneInfo(step.zone)
    days, minute = divmod(minute, 24 * 60)
    hour, minute = divmod(minute, 60)
    return dt.datetime.combine(step.on + dt.timedelta(days), dt.time(hour, minute), tzinfo=zone).isoformat()


def _rules(region: CompiledRegion, rules: Iterable[Rule]) -> list[Json]:
    return [
        {
            "code": rule.code,
            "step": rule.step,
            "fact": rule.fact,
            "giver": rule.giver,
            "day": _iso(rule.day),
            "days": rule.days,
            "words": rule_words(region, rule),
        }
        for rule in rules
    ]


def _notes(region: CompiledRegion, plan: Plan, schedule: Schedule, *, depends: bool) -> Iterator[Json]:
    """What must be said with the dates: how sure they are, and what they take for granted."""
    if not plan.steps:
        return
    ways = [region.ways[step.way] for step in plan.steps]
    hours = {way.id: region.services[way.service].hours for way in ways if way.in_person and way.crosses_to is None}
    said = {
        "estimates": True,
        "depends": depends,
        "hours-unknown": not all(hours.values()),
        "ports-unknown": any(way.crosses_to for way in ways),
        "calendar-ends": schedule.known_until is not None,
        "not-proven": not schedule.proven,
        "no-longest": schedule.status == "dated" and schedule.longest is None,
    }
    for code, holds in said.items():
        if holds:
            yield {"code": code, "words": note_words(code, day=schedule.known_until)}
    for way, fact in schedule.ages_unknown:
        yield {"code": "age-unknown", "words": note_words("age-unknown", region=region, step=way, fact=fact)}

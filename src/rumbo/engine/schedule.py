"""The question *when*: real days for the steps of a plan.

Steps run beside each other where they can; a person is in one place at a time. Each step has the day to do it, the day it is ready,
and the latest day that still meets the finish. Where no days fit, the rules that together shut them out are named.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rumbo.engine.calendars import HORIZON_DAYS
from rumbo.engine.dated_steps import Course, Rule, Rules, Which
from rumbo.engine.dating import Clash, Dating, SearchCut, Solution
from rumbo.engine.model import Plan, Query
from rumbo.engine.situation import look_at
from rumbo.engine.world import World

HeldUp = Literal["closed", "season", "paper"]
Status = Literal["dated", "blocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStep:
    """A step with its days, by the clock of its side.

    ``on``: when it is handed in or done; ``ready``: when what it gives can be had; ``earliest`` and ``latest``: when it can be done at
    the earliest, and at the latest so that the goal is reached on the same day. ``on`` is the earliest day, but for crossings, which come
    no sooner than what is to be done on the other side, and for what is done in one visit, which is on one day where that delays
    nothing. ``waits_for``: the steps whose outcome it waits for longest. ``held_up``: why it is not done as soon as that is there: its
    office is ``closed``, out of ``season``, or its ``paper`` would run out before it is used. ``hours``: those of its window on that
    day, in minutes after midnight; None where they are not known, or where nobody goes there. ``last_days``: how long what it gives is
    valid, where that is known.
    """

    way: str
    on: dt.date
    ready: dt.date
    earliest: dt.date
    latest: dt.date
    waits_for: tuple[str, ...] = ()
    held_up: HeldUp | None = None
    hours: tuple[tuple[int, int], ...] | None = None
    zone: str | None = None
    last_days: tuple[tuple[str, dt.date], ...] = ()

    @property
    def slack(self) -> int:
        """Days by which it can be put off without reaching the goal later."""
        return (self.latest - self.on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """``finish``: the day the goal is reached with typical waits, the earliest that there is where ``proven``; ``longest``: with the
    longest waits, deadlines left aside, None where no days fit then, of which ``longest_blocks`` tells the reason.

    ``beyond``: the earliest finish, deadlines left aside, where one of them blocks.

    ``blocks``: where no dates fit, rules that together shut them out; without any one of them these would not. A deadline is among them
    only where there are dates without it. ``ages_unknown``: papers
    that may not be old, of which nothing is known; ``known_until``: the last day for which all calendars used are known, where the
    finish is later.
    """

    status: Status
    start: dt.date
    finish: dt.date | None = None
    longest: dt.date | None = None
    beyond: dt.date | None = None
    steps: tuple[DatedStep, ...] = ()
    blocks: tuple[Rule, ...] = ()
    longest_blocks: tuple[Rule, ...] = ()
    proven: bool = True
    ages_unknown: tuple[tuple[str, str], ...] = ()
    known_until: dt.date | None = None


def schedule_plan(world: World, query: Query, plan: Plan, *, start: dt.date | None = None, arrive_by: dt.date | None = None) -> Schedule:
    """Dates for ``plan``, an answer to ``query`` in ``world``.

    Args:
        start: the first day on which anything can be done; the day of the question, if not given.
        arrive_by: the last day on which the goal may be reached; the query's limit of days counts as well.

    Returns:
        a :class:`Schedule`; the same question gives the same days.

    Raises:
        ValueError: ``start`` is before the day of the question, or the plan is not one for this question.

    >>> schedule = schedule_plan(world, query, answer.plan)  # doctest: +SKIP
    >>> [(step.on, step.latest) for step in schedule.steps]  # doctest: +SKIP
    [(datetime.date(2026, 11, 23), datetime.date(2026, 11, 25))]
    """
    first = start or query.as_of
    if first < query.as_of:
        raise ValueError("nothing can be done before the day of the question")
    deadlines = _deadlines(query, first, arrive_by)
    if not plan.steps:
        return _of_nothing(first, deadlines)
    course = Course(look_at(world, query), plan, first.toordinal(), Rules(), deadlines)
    dating = course.dating("typical")
    found = _solved(dating)
    longest, longest_blocks = _freed(course, "max")
    if isinstance(found, Solution):
        return replace(_dated(course, dating, found), longest=longest, longest_blocks=longest_blocks)
    beyond, blocks = _freed(course, "typical") if deadlines else (None, ())
    blocks = blocks or _blocks(course, "typical", found)
    return Schedule(status="blocked", start=first, longest=longest, beyond=beyond, blocks=blocks, longest_blocks=longest_blocks)


def _dated(course: Course, dating: Dating, found: Solution) -> Schedule:
    finish = course.clock(course.goal).day(found.goal)
    return Schedule(
        status="dated",
        start=dt.date.fromordinal(course.first),
        finish=dt.date.fromordinal(finish),
        steps=_steps(course, dating, found),
        proven=found.proven,
        ages_unknown=tuple(_ages_unknown(course)),
        known_until=_known_until(course, finish),
    )


def _of_nothing(first: dt.date, deadlines: Sequence[Rule]) -> Schedule:
    """The schedule of a plan without steps: one is there on the first day, unless that is too late."""
    blocks = tuple(rule for rule in deadlines if rule.day is not None and rule.day < first)[:1]
    if blocks:
        return Schedule(status="blocked", start=first, longest=first, beyond=first, blocks=blocks)
    return Schedule(status="dated", start=first, finish=first, longest=first)


def _solved(dating: Dating) -> Solution | Clash | None:
    """The solution, or why there is none; None where it is not known whether there is one."""
    try:
        return dating.solve()
    except SearchCut:
        return None


def _deadlines(query: Query, first: dt.date, arrive_by: dt.date | None) -> tuple[Rule, ...]:
    """The last days that the goal may be reached on, but for those beyond what is looked at, which nothing can be late for."""
    days, end = query.limits.days, first.toordinal() + HORIZON_DAYS
    rules = []
    if arrive_by is not None and arrive_by.toordinal() < end:
        rules.append(Rule(code="arrive-by", day=arrive_by))
    if days is not None and query.as_of.toordinal() + days < end:
        rules.append(Rule(code="limit-days", day=query.as_of + dt.timedelta(days), days=days))
    return tuple(rules)


def _freed(course: Course, which: Which) -> tuple[dt.date | None, tuple[Rule, ...]]:
    """The finish with typical or longest waits, whatever the deadlines; or why there is none."""
    freed = Course(course.situation, course.plan, course.first, Rules())
    dating = freed.dating(which)
    found = _solved(dating)
    if isinstance(found, Solution):
        return dt.date.fromordinal(freed.clock(freed.goal).day(found.goal)), ()
    return None, _blocks(freed, which, found)


def _blocks(course: Course, which: Which, clash: Clash | None) -> tuple[Rule, ...]:
    """Rules that together shut every date out, none of them in vain: of those that a clash is about, each is left out for good if there
    are no dates without it either."""
    if clash is None:
        return (Rule(code="not-proven"),)
    kept = {link.rule for link in clash.links} | {rule for act in clash.acts if act < course.goal for rule, _ in course.spans(act)}
    kept.discard(-1)
    everything = frozenset(range(len(course.rules.listed)))
    for rule in sorted(kept):
        if isinstance(_solved(course.dating(which, everything - (kept - {rule}))), Clash):
            kept.remove(rule)
    return tuple(course.rules.listed[rule] for rule in sorted(kept)) or (Rule(code="too-far"),)


def _steps(course: Course, dating: Dating, found: Solution) -> tuple[DatedStep, ...]:
    lows, end = found.lows, _evening(course, found)
    latest = dating.greatest(found.links, (end,) * len(lows))
    chosen = _chosen(course, dating, found)
    return tuple(_step(course, dating, found, step, (lows[step], chosen[step], latest[step])) for step in range(course.goal))


def _evening(course: Course, found: Solution) -> int:
    """The last moment of the day on which the goal is reached."""
    clock = course.clock(course.goal)
    return clock.last(clock.day(found.goal))


def _chosen(course: Course, dating: Dating, found: Solution) -> Sequence[int]:
    """The moments to do things: the earliest, but what is done in one visit on one day, and crossings as late as they can be; none of
    it moves anything else."""
    chosen = list(found.lows)
    visits: dict[str, list[int]] = {}
    for step, way in enumerate(course.ways):
        if way.visit_group is not None and not way.crosses_to:
            visits.setdefault(way.visit_group, []).append(step)
    for steps in visits.values():
        last = max(chosen[step] for step in steps)
        moved = dating.greatest(found.links, [last if act in steps else moment for act, moment in enumerate(chosen)])
        if len({dating.acts[step].opening.clock.day(moved[step]) for step in steps}) == 1:
            chosen = list(moved)
    end = _evening(course, found)
    return dating.greatest(found.links, [end if act in course.crossings else moment for act, moment in enumerate(chosen)])


def _step(course: Course, dating: Dating, found: Solution, step: int, moments: tuple[int, int, int]) -> DatedStep:
    way, act = course.ways[step], dating.acts[step]
    clock = act.opening.clock
    earliest, on, latest = (clock.day(moment) for moment in moments)
    ready = act.wait.ready(on)
    visit = way.in_person and not way.crosses_to
    return DatedStep(
        way=way.name, on=dt.date.fromordinal(on), ready=dt.date.fromordinal(ready), earliest=dt.date.fromordinal(earliest),
        latest=dt.date.fromordinal(latest), waits_for=_waits_for(course, dating, found, step), held_up=_held_up(dating, found, step),
        hours=act.opening.on(on) if visit and way.hours else None, zone=clock.zone,
        last_days=tuple((fact, dt.date.fromordinal(ready + days)) for fact, days in way.grant_days),
    )  # fmt: skip


def _waits_for(course: Course, dating: Dating, found: Solution, step: int) -> tuple[str, ...]:
    """The steps that let this one begin last of all, if it has to wait at all."""
    lifts = {link.other: dating.at_least(link, found.lows) for link in found.links if link.kind == "after" and link.act == step}
    last = max(lifts.values(), default=dating.first)
    if last <= dating.first:
        return ()
    return tuple(sorted({course.ways[other].name for other, low in lifts.items() if low == last}))


def _held_up(dating: Dating, found: Solution, step: int) -> HeldUp | None:
    opening = dating.acts[step].opening
    lifts = [dating.at_least(link, found.lows) for link in found.links if link.kind in {"after", "not-before"} and link.act == step]
    wanted = opening.clock.day(max(lifts, default=dating.first))
    if wanted >= opening.clock.day(found.lows[step]):
        return None
    if any(link.kind == "within" and link.other == step for link in found.links):
        aged = [dating.at_least(link, found.lows) for link in found.links if link.kind == "within" and link.other == step]
        if opening.clock.day(max(aged)) > wanted:
            return "paper"
    return "closed" if any(first <= wanted <= last for first, last in opening.spans) else "season"


def _ages_unknown(course: Course) -> list[tuple[str, str]]:
    """Steps and the papers held that they want to be recent, where it is not known when these were issued."""
    dateless = {fact for held in course.holdings if held.issued is None for fact in course.world.implied.get(held.fact, ())}
    return sorted({(way.name, fact) for way in course.ways for fact, _ in way.fresh_days if fact in dateless})


def _known_until(course: Course, finish: int) -> dt.date | None:
    """The last day for which all calendars that the plan's steps go by are known, where the finish is later."""
    sides = {way.side for way in course.ways if way.in_person and not way.crosses_to}
    names = {way.duration.calendar for way in course.ways}
    used = [calendar for side, calendar in course.calendars.items() if side in sides]
    used += [calendar for name, calendar in course.world.calendars.items() if name in names]
    last = min((calendar.until for calendar in used if calendar.until is not None), default=None)
    return last if last is not None and finish > last.toordinal() else None

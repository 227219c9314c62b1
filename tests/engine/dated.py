"""Small random plans to be dated, and their earliest finish by trying every day and every order: written apart from the engine."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from rumbo.engine.calendars import add_working_days, is_working_day
from rumbo.engine.conditions import facts_in, parse_condition
from rumbo.engine.model import Calendar, Duration, Holding, OpenHours, Place, Plan, Query, Way, WorldSpec
from rumbo.engine.planner import plan_goal
from rumbo.engine.schedule import Schedule
from rumbo.engine.world import World, compile_world

from .small import TODAY, spec_of, word

DAY = dt.timedelta(1)
MX = Calendar(name="mx", closed=frozenset({TODAY + 3 * DAY}))
US = Calendar(name="us", weekdays=frozenset({0, 1, 2, 3, 4, 5}), closed=frozenset({TODAY + 6 * DAY}))
CALENDARS = {"mx": MX, "us": US}
ZONES = {"mx": "America/Hermosillo", "us": "America/Los_Angeles"}
PLACES = tuple(Place(side=side, calendar=side, zone=zone) for side, zone in ZONES.items())
BEFORE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
HOURS = ((8 * 60, 11 * 60), (10 * 60, 13 * 60), (14 * 60, 16 * 60))


@dataclass(frozen=True)
class Case:
    """A world with a plan that goes through all its ways."""

    spec: WorldSpec
    world: World
    query: Query
    plan: Plan


def random_case(seed: int, *, steps: int, hours: bool = False, longest: int = 4, apart: bool = True) -> Case | None:
    """A plan of about ``steps`` steps; None where the planner finds none in the dice thrown.

    Not ``apart``: both sides have one clock, and some ways take papers away."""
    rng = random.Random(seed)
    facts = [f"document:f{i}" for i in range(rng.randint(1, steps))]
    held = [Holding(fact="document:held", expires=rng.choice((None, TODAY + rng.randint(0, 9) * DAY)))] if rng.random() < 0.6 else []
    ways = [_way(rng, facts, i, bool(held), hours=hours, longest=longest) for i in range(len(facts))]
    if held and rng.random() < 0.4:
        ways.append(_timed(rng, "renew", None, ("document:held",), hours=hours, longest=longest))
    if not apart:
        ways = [replace(way, loses=_loses(rng, way, facts)) for way in ways]
    ways += [_crossing(rng, "mx", "us"), _crossing(rng, "us", "mx")]
    goal = [*facts, *(["document:held"] if ways[len(facts)].name == "renew" and rng.random() < 0.5 else [])]
    places = PLACES if apart else tuple(replace(place, zone=None) for place in PLACES)
    more = {"attributes": (word("side", "mx", "us"),), "sides": ("mx", "us"), "more": ("document:held",)}
    spec = spec_of(*ways, places=places, calendars=(MX, US), **more)  # type: ignore[arg-type]
    query = Query(
        goal=parse_condition({"all": goal}), as_of=TODAY, held=tuple(held), attributes={"side": rng.choice(("mx", "us"))},
        alternatives=0, improvements=False,
    )  # fmt: skip
    world = compile_world(spec, TODAY)
    plan = plan_goal(world, query).plan
    return None if plan is None or not plan.steps else Case(spec, world, query, plan)


def _way(rng: random.Random, facts: Sequence[str], i: int, held: bool, *, hours: bool, longest: int) -> Way:
    needs = [fact for fact in facts[:i] if rng.random() < 0.4] + (["document:held"] if held and rng.random() < 0.4 else [])
    more = {}
    if rng.random() < 0.25:
        more["seasons"] = ((TODAY, TODAY + rng.randint(0, 5) * DAY), (TODAY + rng.randint(7, 9) * DAY, TODAY + rng.randint(9, 30) * DAY))
    if rng.random() < 0.2:
        more["valid_to"] = TODAY + rng.randint(0, 14) * DAY
    if needs and rng.random() < 0.15:
        more["fresh_days"] = ((rng.choice(needs), rng.randint(1, 5)),)
    return _timed(rng, f"w{i:02}", {"all": needs} if needs else None, (facts[i],), hours=hours, longest=longest, **more)


def _loses(rng: random.Random, way: Way, facts: Sequence[str]) -> tuple[str, ...]:
    others = [fact for fact in ("document:held", *facts) if fact not in way.grants]
    return (rng.choice(others),) if rng.random() < 0.15 else ()


def _timed(rng: random.Random, name: str, requires: object, grants: tuple[str, ...], *, hours: bool, longest: int, **more: object) -> Way:
    side = rng.choice(("mx", "us"))
    days = rng.randint(0, longest)
    working = rng.random() < 0.4
    if hours and rng.random() < 0.7:
        opens, closes = rng.choice(HOURS)
        more["hours"] = (OpenHours(days=frozenset(rng.sample(range(7), 5)), opens=opens, closes=closes),)
    duration = Duration(
        typical=days, max=days + rng.randint(0, 2), unit="working" if working else "calendar", calendar=side if working else None
    )
    return Way(
        name=name, requires=parse_condition(requires), grants=grants, side=side, in_person=rng.random() < 0.7, duration=duration,
        grant_days=((grants[0], rng.randint(1, 6)),) if rng.random() < 0.3 else (), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _crossing(rng: random.Random, start: str, end: str) -> Way:
    days = rng.choice((0, 0, 1))
    return Way(name=f"to-{end}", side=start, crosses_to=end, in_person=True, duration=Duration(typical=days, max=days))


def ready_day(way: Way, on: dt.date, days: int) -> dt.date:
    """When what is handed in on a day can be had."""
    if way.duration.unit == "calendar":
        return on + days * DAY
    calendar = CALENDARS[str(way.duration.calendar)]
    while not is_working_day(calendar, on):
        on += DAY
    return add_working_days(calendar, on, days)


def windows(way: Way, on: dt.date) -> list[tuple[int, int]]:
    """Minutes of a day at which a way can be done, by the clock of its side."""
    if way.valid_to is not None and on > way.valid_to:
        return []
    if way.seasons and not any(first <= on <= last for first, last in way.seasons):
        return []
    if not way.in_person or way.crosses_to:
        return [(0, 1440)]
    calendar = CALENDARS[str(way.side)]
    if on in calendar.closed:
        return []
    if way.hours:
        return [(hours.opens, hours.closes) for hours in way.hours if on.weekday() in hours.days]
    return [(0, 1440)] if on.weekday() in calendar.weekdays else []


def at(way: Way, on: dt.date, minute: int) -> dt.datetime:
    """A minute of a day by the clock of a way's side, in universal time."""
    local = dt.datetime.combine(on + (minute // 1440) * DAY, dt.time(), tzinfo=ZoneInfo(ZONES[str(way.side)]))
    return local.replace(hour=minute % 1440 // 60, minute=minute % 60).astimezone(dt.UTC)


@dataclass(frozen=True)
class Had:
    """Something that can be had: from the moment it was done where there is no wait, else from the morning of the day it is ready."""

    giver: Way
    done: dt.datetime
    ready: dt.date
    waits: bool
    last: dt.date | None = None

    def since(self, user: Way) -> dt.datetime:
        return max(at(self.giver, self.ready, 0), at(user, self.ready, 0)) if self.waits else self.done


@dataclass
class Walk:
    """A walk through steps on given days in a given order: what can be had, the side, and the time it is."""

    case: Case
    side: str
    now: dt.datetime = BEFORE
    papers: list[tuple[str, Had]] = field(default_factory=list)
    arrived: Had | None = None

    def has(self, fact: str, user: Way, on: dt.date, now: dt.datetime, fresh: int | None = None) -> bool:
        for held in self.case.query.held:
            if held.fact == fact and (held.expires is None or on <= held.expires):
                return True
        return any(
            name == fact
            and now >= had.since(user)
            and (had.last is None or on <= had.last)
            and (fresh is None or on <= had.ready + fresh * DAY)
            for name, had in self.papers
        )

    def go(self, way: Way, on: dt.date) -> bool:
        """Do a way on a day, as early on it as can be; whether that works."""
        placed = way.in_person or way.crosses_to
        begin = max(self.now, self.arrived.since(way)) if placed and self.arrived else self.now
        if placed and self.side != way.side:
            return False
        begins = sorted({begin, *(had.since(way) for _, had in self.papers if had.since(way) > begin)})
        for opens, closes in sorted(windows(way, on)):
            for now in (max(moment, at(way, on, opens)) for moment in begins):
                if now < at(way, on, closes) and self.needs_met(way, on, now):
                    self._done(way, on, now)
                    return True
        return False

    def needs_met(self, way: Way, on: dt.date, now: dt.datetime) -> bool:
        fresh = dict(way.fresh_days)
        return all(self.has(fact, way, on, now, fresh.get(fact)) for fact in facts_in(way.requires))

    def _done(self, way: Way, on: dt.date, now: dt.datetime) -> None:
        self.now = now
        ready = ready_day(way, on, way.duration.typical)
        lasts = dict(way.grant_days)
        for fact in way.grants:
            last = ready + lasts[fact] * DAY if fact in lasts else None
            self.papers.append((fact, Had(way, now, ready, ready != on, last)))
        if way.crosses_to:
            self.side, self.arrived = way.crosses_to, Had(way, now, ready, ready != on)


def walk(case: Case, order: Sequence[tuple[dt.date, Way]]) -> Walk | None:
    """The walk through these ways on these days; None where it cannot be gone."""
    found = Walk(case, str(case.query.attributes["side"]))
    return found if all(found.go(way, on) for on, way in order) else None


def finish_of(case: Case, order: Sequence[tuple[dt.date, Way]], horizon: int) -> dt.date | None:
    """The first day on which the goal holds after such a walk, by the clock of the plan's last step."""
    found = walk(case, order)
    if found is None:
        return None
    last = ways_of(case)[-1]
    for n in range(horizon):
        day = TODAY + n * DAY
        evening = at(last, day, 1439)
        if evening >= found.now and all(found.has(fact, last, day, evening) for fact in facts_in(case.query.goal)):
            return day
    return None


def ways_of(case: Case) -> list[Way]:
    """The plan's ways, in its order."""
    return [case.world.ways[case.world.way_index[step.way]] for step in case.plan.steps]


def every_walk(case: Case, days: int) -> Iterator[list[tuple[dt.date, Way]]]:
    """Every order of the plan's ways, on every combination of days."""
    ways = ways_of(case)
    for order in itertools.permutations(range(len(ways))):
        for offsets in itertools.product(range(days), repeat=len(ways)):
            yield [(TODAY + n * DAY, ways[i]) for n, i in zip(offsets, order, strict=True)]


def brute_finish(case: Case, days: int) -> dt.date | None:
    """The earliest finish by trying everything within so many days."""
    found = (finish_of(case, order, 2 * days) for order in every_walk(case, days))
    return min((day for day in found if day is not None), default=None)


def walked(case: Case, schedule: Schedule, *, latest: bool = False) -> bool:
    """Whether a schedule can be gone in some order, and reaches the goal on the day it says."""
    steps = [(step.latest if latest else step.on, way) for step, way in zip(schedule.steps, ways_of(case), strict=True)]
    return any(finish_of(case, order, 400) == schedule.finish for order in itertools.permutations(steps))

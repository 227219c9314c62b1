"""A plan as acts and links: where one is at each step, which paper each step uses, and the rules that could shut it out.

Kept to: the papers the plan says each step uses, the order of its crossings, and the place in that order of steps that take
something away.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rumbo.engine.calendars import HORIZON_DAYS
from rumbo.engine.clock import Clock
from rumbo.engine.dating import Act, Dating, Kind, Link, Option
from rumbo.engine.days_met import days_met
from rumbo.engine.explain import Support, start_facts, support
from rumbo.engine.model import Calendar, Duration, Holding, Plan, Way
from rumbo.engine.openings import Opening, Span, Wait, common, wait_of
from rumbo.engine.situation import Situation, closed, is_valid
from rumbo.engine.world import World

Code = Literal[
    "arrive-by", "limit-days", "season", "ended", "not-met", "paper-expires", "paper-runs-out", "paper-too-old", "too-far", "not-proven"
]
Which = Literal["typical", "max"]
DEADLINES: tuple[Code, ...] = ("arrive-by", "limit-days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What may keep dates from fitting.

    ``arrive-by``, ``limit-days``: the last ``day`` for the goal. ``season``, ``ended``, ``not-met``: ``step`` can be done up to ``day``
    at most (``not-met``: after it the person no longer meets what it asks for, an age, say). ``paper-expires``: the paper ``fact``
    that is held is valid up to ``day``, and ``step`` uses it. ``paper-runs-out``: so is the one that the step ``giver`` grants, for
    ``days``. ``paper-too-old``: ``step`` asks that it be no older than ``days``. ``too-far``: nothing else; it takes more than the
    eleven years that are looked at. ``not-proven``: there are too many ways to put the steps together to know.
    """

    code: Code
    step: str | None = None
    fact: str | None = None
    giver: str | None = None
    day: dt.date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Stay:
    """Being on some side: from one crossing to the next, given as numbers of steps, -1 where there is none."""

    sides: frozenset[str]
    arrives: int
    leaves: int


class Rules:
    """Rules by number, each once."""

    def __init__(self) -> None:
        self.listed: list[Rule] = []
        self._known: dict[Rule, int] = {}

    def number(self, rule: Rule) -> int:
        """The number of a rule, which it is given when it is first met."""
        if rule not in self._known:
            self._known[rule] = len(self.listed)
            self.listed.append(rule)
        return self._known[rule]


@dataclass(frozen=True)
class Course:
    """A plan to be dated, from the day ``first`` on (an ordinal), for one person."""

    situation: Situation
    plan: Plan
    first: int
    rules: Rules
    deadlines: tuple[Rule, ...] = ()

    @property
    def world(self) -> World:
        return self.situation.world

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        return tuple(self.world.ways[self.world.way_index[step.way]] for step in self.plan.steps)

    @cached_property
    def crossings(self) -> tuple[int, ...]:
        return tuple(i for i, way in enumerate(self.ways) if way.crosses_to)

    @cached_property
    def goal(self) -> int:
        """The number of the goal among the acts: it comes after all steps."""
        return len(self.ways)

    @cached_property
    def calendars(self) -> Mapping[str | None, Calendar]:
        return {place.side: self.world.calendars[place.calendar] for place in self.world.spec.places if place.calendar is not None}

    @cached_property
    def clocks(self) -> Mapping[str | None, Clock]:
        return {place.side: Clock(place.zone) for place in self.world.spec.places}

    def clock(self, step: int) -> Clock:
        """The clock of a step's side; the goal is told by that of the last step."""
        side = self.ways[min(step, self.goal - 1)].side
        return self.clocks.get(side) or next(iter(self.clocks.values()), Clock())

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """Where one is, in order."""
        bounds = (-1, *self.crossings, -1)
        return tuple(Stay(self._sides(bounds[n]), bounds[n], bounds[n + 1]) for n in range(len(bounds) - 1))

    def _sides(self, crossing: int) -> frozenset[str]:
        if crossing >= 0:
            return frozenset({self.ways[crossing].crosses_to or ""})
        sides = self.world.spec.sides
        for unknown in (False, True):
            facts = start_facts(self.situation, {}, unknown=unknown)
            if here := frozenset(side for side in sides if f"at:{side}" in facts):
                return here
        return frozenset(sides)

    @cached_property
    def uses(self) -> tuple[frozenset[str], ...]:
        """What each step uses, and at last what the goal is made of."""
        everything = start_facts(self.situation, {}, unknown=True).union(
            *(way.grants for way in self.ways), {f"at:{way.crosses_to}" for way in self.ways if way.crosses_to}
        )
        has = closed(self.world, everything)
        goal = support(self.situation, self.situation.query.goal, has, {}, unknown=True) or Support()
        return (*(frozenset(step.uses) for step in self.plan.steps), goal.facts)

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        query = self.situation.query
        return tuple(held for held in query.held if is_valid(held.issued, held.expires, query.as_of))

    # What one can be late for

    def spans(self, step: int) -> Iterator[tuple[int, tuple[Span, ...]]]:
        """Days on which a step may be done, each time by one rule."""
        way, end = self.ways[step], self.first + HORIZON_DAYS
        if way.valid_from is not None or way.valid_to is not None:
            first = way.valid_from.toordinal() if way.valid_from else self.first
            last = way.valid_to.toordinal() if way.valid_to else end
            yield self._until("ended", step, last), ((first, last),)
        if way.seasons:
            seasons = tuple((first.toordinal(), last.toordinal()) for first, last in way.seasons)
            yield self._until("season", step, max(last for _, last in seasons)), seasons
        met = tuple(days_met(self.situation, self.plan.steps[step], way, (self.first, end)))
        if met != ((self.first, end),):
            yield self._until("not-met", step, max((last for _, last in met), default=self.first - 1)), met

    def _until(self, code: Code, step: int, last: int) -> int:
        return self.rules.number(Rule(code=code, step=self.ways[step].name, day=dt.date.fromordinal(last)))

    # Acts

    def acts(self, which: Which, lifted: Set[int]) -> tuple[Act, ...]:
        """The steps, and the goal, as acts, with waits of typical or longest length, without the rules in ``lifted``."""
        whole = (self.first, self.first + HORIZON_DAYS - 1)
        acts = []
        for step, way in enumerate(self.ways):
            spans = common((days for rule, days in self.spans(step) if rule not in lifted), whole)
            opening = Opening(self.clock(step), spans, self._calendar(way), way.hours if _is_visit(way) else ())
            days = way.duration.typical if which == "typical" else way.duration.max
            acts.append(Act(opening, wait_of(way.duration, days, self.world.calendars, self.first)))
        return (*acts, Act(Opening(self.clock(self.goal), (whole,)), Wait(0, self.first)))

    def _calendar(self, way: Way) -> Calendar | None:
        """The working days of the window one stands before; None where one may come on any day: a port, or what is done from afar."""
        if not _is_visit(way):
            return None
        return _own_calendar(way.duration, self.world.calendars) or self.calendars.get(way.side)

    # Links

    def dating(self, which: Which, lifted: Set[int] = frozenset()) -> Dating:
        """The plan as a system of acts and links, without the rules in ``lifted``."""
        acts = self.acts(which, lifted)
        links: list[Link] = [*self._deadlines(lifted), *self._in_sequence()]
        choices: list[tuple[Option, ...]] = []
        for options in (*self._places(), *self._papers(lifted)):
            if len(options) == 1:
                links += options[0]
            elif () not in options:
                choices.append(options)
        return Dating(acts, tuple(dict.fromkeys(links)), tuple(dict.fromkeys(choices)), self.clock(0).moment(self.first))

    def _deadlines(self, lifted: Set[int]) -> Iterator[Link]:
        for rule in self.deadlines:
            number = self.rules.number(rule)
            if rule.day is not None and number not in lifted:
                yield Link("until", self.goal, n=self.clock(self.goal).last(rule.day.toordinal()), rule=number)

    def _in_sequence(self) -> Iterator[Link]:
        """Crossings in their order, and the goal after every step."""
        for before, after in itertools.pairwise(self.crossings):
            yield Link("after", after, before)
        for step in range(self.goal):
            yield Link("not-before", self.goal, step)

    def _places(self) -> Iterator[tuple[Option, ...]]:
        """For each step that needs one to be somewhere, the stays in which it can be done."""
        for step, uses in enumerate(self.uses):
            sides = {fact.removeprefix("at:") for fact in uses if fact.startswith("at:")}
            if not sides or step in self.crossings:
                continue
            options = tuple(tuple(_during(step, stay)) for stay in self.stays if sides <= stay.sides)
            if not options:
                raise ValueError("the plan is not one for this question: it is nowhere on the side of a step")
            yield options

    def _papers(self, lifted: Set[int]) -> Iterator[tuple[Option, ...]]:
        """For each paper that a step uses, where it may be from."""
        for step, uses in enumerate(self.uses):
            for fact in sorted(uses):
                if fact.startswith("at:"):
                    continue
                options = (*self._held(step, fact), *self._granted(step, fact))
                if not options:
                    raise ValueError(f"the plan is not one for this question: nothing gives {fact}")
                yield tuple(tuple(link for link in option if link.rule not in lifted) for option in options)

    def _held(self, step: int, fact: str) -> Iterator[Option]:
        for held in self.holdings:
            if fact not in self.world.implied.get(held.fact, ()):
                continue
            kept = self._before_loss(step, held.fact, giver=-1)
            if kept is not None:
                yield (*kept, *self._while_valid(step, fact, held))

    def _while_valid(self, step: int, fact: str, held: Holding) -> Iterator[Link]:
        name, clock = self._name(step), self.clock(step)
        if held.expires is not None:
            rule = self.rules.number(Rule(code="paper-expires", step=name, fact=held.fact, day=held.expires))
            yield Link("until", step, n=clock.last(held.expires.toordinal()), rule=rule)
        most = self._freshness(step, fact)
        if most is not None and held.issued is not None:
            day = held.issued + dt.timedelta(most)
            rule = self.rules.number(Rule(code="paper-too-old", step=name, fact=held.fact, day=day, days=most))
            yield Link("until", step, n=clock.last(day.toordinal()), rule=rule)

    def _granted(self, step: int, fact: str) -> Iterator[Option]:
        for giver, way in enumerate(self.ways):
            for granted in way.grants if giver != step else ():
                if fact not in self.world.implied.get(granted, ()):
                    continue
                kept = self._before_loss(step, granted, giver=giver)
                if kept is not None:
                    yield (Link("after", step, giver), *kept, *self._while_it_lasts(step, fact, giver, granted))

    def _while_it_lasts(self, step: int, fact: str, giver: int, granted: str) -> Iterator[Link]:
        lasts, most = dict(self.ways[giver].grant_days).get(granted), self._freshness(step, fact)
        codes: tuple[tuple[Code, int | None], ...] = (("paper-runs-out", lasts), ("paper-too-old", most))
        for code, days in codes:
            if days is not None:
                rule = Rule(code=code, step=self._name(step), fact=granted, giver=self.ways[giver].name, days=days)
                yield Link("within", step, giver, n=days, rule=self.rules.number(rule))

    def _freshness(self, step: int, fact: str) -> int | None:
        return dict(self.ways[step].fresh_days).get(fact) if step < self.goal else None

    def _name(self, step: int) -> str | None:
        return self.ways[step].name if step < self.goal else None

    def _before_loss(self, step: int, fact: str, *, giver: int) -> tuple[Link, ...] | None:
        """What keeps a paper from ``giver`` (-1: held) from being taken away before ``step`` uses it; None where it has been by then."""
        links = []
        for loser, way in enumerate(self.ways):
            if fact not in way.loses or loser in (step, giver):
                continue
            if giver > loser:
                links.append(_not_before(giver, loser))
            elif step < loser:
                links.append(_not_before(loser, step))
            else:
                return None
        return tuple(links)


def _not_before(act: int, other: int) -> Link:
    kind: Kind = "not-before"
    return Link(kind, act, other)


def _during(step: int, stay: Stay) -> Iterator[Link]:
    if stay.arrives >= 0:
        yield Link("after", step, stay.arrives)
    if stay.leaves >= 0:
        yield _not_before(stay.leaves, step)


def _is_visit(way: Way) -> bool:
    return way.in_person and not way.crosses_to


def _own_calendar(duration: Duration, calendars: Mapping[str, Calendar]) -> Calendar | None:
    return calendars[duration.calendar] if duration.calendar is not None else None

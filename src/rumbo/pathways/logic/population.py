"""Which goals many people can reach, and which single paper would bring how many of them to a goal: counted, and nobody told apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from rumbo.engine.codes import Codes, codes_of
from rumbo.engine.conditions import Test, facts_in, tests_in
from rumbo.engine.crowd import Crowd, crowd_of
from rumbo.engine.model import Limits
from rumbo.engine.papers import Worth, count_opened, worth_of_papers
from rumbo.engine.people import People, people_of, to_flags
from rumbo.engine.population import RANKS, Screened, screen_people
from rumbo.pathways.logic.ask import Ask, facts_held, query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.contradictions import ADULT_AGE, BIRTH
from rumbo.pathways.logic.find import MINOR, openness
from rumbo.pathways.logic.withholding import FEWEST, Counts, withheld

MOST_REMEMBERED = 50_000
Openness = Literal["closed", "unknown", "open"]
OPENNESS: tuple[Openness, ...] = ("closed", "unknown", "open")
_OF_FIND = {"open": 2, "depends": 1, "closed": 0}
Grades = npt.NDArray[np.int8]
Json = dict[str, Any]


@dataclass(frozen=True)
class Screening:
    """``goals`` (people, goals) and ``ways`` (people, ways, none if not asked for): what each person can reach and take now, as places in
    ``RANKS`` and ``OPENNESS``. ``opened`` (papers, goals): how many more would reach each goal with one paper more."""

    goals: Grades
    ways: Grades
    opened: npt.NDArray[np.int64]


def worth(region: CompiledRegion, ask: Ask) -> tuple[Worth, ...]:
    """What holding one document more would bring nearer for one person. Goals of kind find are not looked at."""
    return worth_of_papers(_crowd(region), query(region, ask))


def open_ways(region: CompiledRegion, ask: Ask) -> dict[str, Openness]:
    """Of each way whether it is open to a person now: its condition holds with what they hold, and they are on its side."""
    ways = Population(region, ways=True).screen([ask]).ways[0]
    return {way.name: OPENNESS[grade] for way, grade in zip(region.world.ways, ways, strict=True)}


def _crowd(region: CompiledRegion) -> Crowd:
    return crowd_of(region.world, {goal.id: goal.reach for goal in region.records.goals if goal.reach is not None})


class Population:
    """Screens people of a region as they come, some thousands at a time; keeps nothing of any of them.

    ``ways``: whether ways are told too. ``papers``: whether to count what one paper more would open.
    """

    def __init__(self, region: CompiledRegion, *, ways: bool = False, papers: bool = False) -> None:
        self.region, self.ways, self.papers = region, ways, papers
        self.goals = tuple(region.goals)
        self.crowd = _crowd(region)
        self._services = _Services(region)
        self._reach = np.array([self.goals.index(goal) for goal in self.crowd.goals], dtype=np.int64)

    def screen(self, asks: Sequence[Ask]) -> Screening:
        """What each of those who ask can reach, as :func:`rumbo.pathways.logic.screen.screen` tells it of one."""
        world, papers = self.region.world, self.region.world.papers if self.papers else ()
        goals = np.zeros((len(asks), len(self.goals)), dtype=np.int8)
        ways = np.zeros((len(asks), len(world.ways) if self.ways else 0), dtype=np.int8)
        opened = np.zeros((len(papers), len(self.goals)), dtype=np.int64)
        groups: dict[tuple[dt.date, Limits], list[int]] = {}
        for place, ask in enumerate(asks):
            groups.setdefault((ask.as_of, ask.limits), []).append(place)
        for (_, limits), members in groups.items():
            people = people_of(world, [query(self.region, asks[place]) for place in members])
            found = screen_people(self.crowd, people, limits=limits, ways=self.ways)
            goals[np.ix_(np.array(members), self._reach)] = found.grades(np.arange(len(found.goals))).T
            if self.ways:
                ways[members] = _ways(found, len(world.ways)).T
            if self.papers:
                opened[:, self._reach] += self._opened(people, found, limits)
        self._find(asks, goals)
        return Screening(goals, ways, opened)

    def _opened(self, people: People, found: Screened, limits: Limits) -> npt.NDArray[np.int64]:
        return count_opened(self.crowd, people, found, self.region.world.papers, limits=limits)

    def _find(self, asks: Sequence[Ask], goals: Grades) -> None:
        columns = [column for column, goal in enumerate(self.goals) if self.region.goals[goal].kind == "find"]
        for place, ask in enumerate(asks):
            goals[place, columns] = self._services.grades(ask, [self.goals[column] for column in columns])


def _ways(found: Screened, count: int) -> Grades:
    grades = np.zeros((count, found.count), dtype=np.int8)
    shown = found.row_of_way >= 0
    rows = found.row_of_way[shown]
    grades[shown] = to_flags(found.open_now[rows], found.count).astype(np.int8) + to_flags(found.maybe_now[rows], found.count)
    return grades


class _Services:
    """Goals of kind find, whose services are judged one person at a time: those who are alike in all that is asked share an answer."""

    def __init__(self, region: CompiledRegion) -> None:
        self.region = region
        self.answers: dict[tuple[object, ...], list[int]] = {}
        conditions = [service.open_to for service in region.records.services]
        rules = [rule for spec in region.spec.attributes for _, rule in spec.known_if]
        self.tests = {test for condition in (*conditions, *rules) for test in tests_in(condition)} | {
            Test(BIRTH, "age_at_least", ADULT_AGE)
        }
        self.facts = {fact for condition in (*conditions, *rules) for fact in facts_in(condition)}
        self.facts |= {fact for spec in region.spec.attributes for _, facts in spec.known_from for fact in facts}
        self.named = {test.attribute for test in self.tests} | {MINOR}
        self.named |= {other for spec in region.spec.attributes for _, others in spec.known_with for other in others}
        self.codes: dict[dt.date, dict[str, Codes]] = {}

    def grades(self, ask: Ask, goals: Sequence[str]) -> list[int]:
        """Whether a service for each goal is open to someone, as places in ``RANKS``; always asked of the same goals."""
        key = self._alike(ask)
        if key not in self.answers:
            if len(self.answers) >= MOST_REMEMBERED:
                self.answers.clear()
            self.answers[key] = [max((_OF_FIND[kind] for kind in openness(self.region, ask, goal)), default=0) for goal in goals]
        return self.answers[key]

    def _alike(self, ask: Ask) -> tuple[object, ...]:
        codes = self._codes(ask.as_of)
        said = frozenset((name, codes[name].of_value(value)) for name, value in ask.attributes.items() if name in codes)
        return (ask.as_of, ask.side, ask.limits, facts_held(self.region, ask) & self.facts, said)

    def _codes(self, day: dt.date) -> dict[str, Codes]:
        if day not in self.codes:
            kinds = {name: record.kind for name, record in self.region.attributes.items() if name in self.named}
            asked = sorted((test for test in self.tests if test.attribute in kinds), key=str)
            self.codes[day] = dict(zip(kinds, codes_of(kinds, asked, as_of=day, calendars=self.region.calendars), strict=True))
        return self.codes[day]


@dataclass
class Tally:
    """Counts of many people: how many reach each goal, can take each way, and would reach a goal with one paper more."""

    population: Population
    people: int = 0
    goals: npt.NDArray[np.int64] = field(init=False)
    ways: npt.NDArray[np.int64] = field(init=False)
    opened: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        of = self.population
        self.goals = np.zeros((len(of.goals), len(RANKS)), dtype=np.int64)
        self.ways = np.zeros((len(of.region.world.ways) if of.ways else 0, len(OPENNESS)), dtype=np.int64)
        self.opened = np.zeros((len(of.region.world.papers) if of.papers else 0, len(of.goals)), dtype=np.int64)

    def add(self, found: Screening) -> None:
        """Count some more people."""
        self.people += len(found.goals)
        for grade in range(len(RANKS)):
            self.goals[:, grade] += (found.goals == grade).sum(axis=0)
            self.ways[:, grade] += (found.ways == grade).sum(axis=0)
        self.opened += found.opened

    def as_json(self) -> Json:
        """All counts; ``None`` where it is withheld, because fewer than five would be told apart by it: all of them, of fewer than five
        people, since also a nought says something of each."""
        told: Json = {"people": self.people if self.people >= FEWEST else None, "fewest": FEWEST}
        told["goals"] = {goal: self._told(RANKS, row) for goal, row in zip(self.population.goals, self.goals, strict=True)}
        if self.population.ways:
            names = [way.name for way in self.population.region.world.ways]
            told["ways"] = {name: self._told(OPENNESS, row) for name, row in zip(names, self.ways, strict=True)}
        if self.population.papers:
            told["papers"] = [{"paper": paper, "goal": goal, "more": more} for paper, goal, more in self.worth()]
        return told

    def _told(self, names: Iterable[str], counts: Counts) -> Mapping[str, int | None]:
        return withheld(names, counts) if self.people >= FEWEST else dict.fromkeys(names)

    def worth(self) -> list[tuple[str, str, int]]:
        """Papers with which more people would reach a goal: (paper, goal, how many), most first; none for fewer than five."""
        papers = self.population.region.world.papers
        goals, places = self.population.goals, np.argwhere(self.opened >= FEWEST)
        found = [(papers[row], goals[column], int(self.opened[row, column])) for row, column in places]
        return sorted(found, key=lambda one: (-one[2], one[0], one[1]))

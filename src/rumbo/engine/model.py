"""What the engine is told and what it answers: plain immutable values, no words for people.

Units: money in minor units (centavos, cents) per ISO 4217 currency; durations in days, calendar or working; dates are
``datetime.date``. Names of facts, ways, bodies and attributes are the ids of the region.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from rumbo.engine.conditions import Condition, Test, always

Certainty = Literal["right", "discretionary", "if-available"]
Confidence = Literal["high", "medium", "low"]
Status = Literal["optimal", "feasible", "already-there", "depends", "unreachable"]
Objective = Literal["cheapest", "fastest", "fewest-visits", "fewest-crossings", "least-exposed"]
OBJECTIVES: tuple[Objective, ...] = ("cheapest", "fastest", "fewest-visits", "fewest-crossings", "least-exposed")
AttributeKind = Literal["word", "words", "number", "date", "household"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSpec:
    """``implies``: facts this one is a kind of (closed over for free). ``brought``: may be held, no way grants it."""

    name: str
    implies: tuple[str, ...] = ()
    brought: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeSpec:
    """A typed value a way can test and no way changes.

    ``values`` are the words a ``word`` or ``words`` attribute may take (empty: any). ``known_from``: holding one of
    these facts settles the attribute to that value (a person with a COMAR certificate seeks protection). ``known_with``:
    so does knowing one of these other attributes (who gives the day they were deported has been removed before).
    ``known_if``: so does a condition over other attributes and the facts held, once it holds for sure.
    """

    name: str
    kind: AttributeKind
    values: tuple[str, ...] = ()
    known_from: tuple[tuple[str, tuple[str, ...]], ...] = ()
    known_with: tuple[tuple[str, tuple[str, ...]], ...] = ()
    known_if: tuple[tuple[str, Condition], ...] = ()
    actionable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Days from asking to having. ``unit`` working counts in the working days of ``calendar``."""

    min: int = 0
    typical: int = 0
    max: int = 0
    unit: Literal["calendar", "working"] = "calendar"
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHours:
    """Hours of a window on some weekdays (Monday is 0), in minutes after midnight by the clock of its side."""

    days: frozenset[int]
    opens: int
    closes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A side: the calendar its offices work by where nothing else is known, and its time zone (IANA)."""

    side: str
    calendar: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that may learn who a person is. ``weight``: how much that counts; ``passes_to``: who learns it from them."""

    name: str
    cls: str = "civil-government"
    weight: int = 1
    passes_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One dated rule: with ``requires`` met, ``grants`` follow, at this cost.

    ``side``: the side it is done on; an ``in_person`` way needs ``at:<side>``. ``crosses_to``: a crossing way; it needs
    ``at:<side>`` and grants ``at:<crosses_to>``. ``loses``: facts it takes away. ``seasons``: windows (first, last day)
    in which it is open; none means always. ``grant_days``: days that what it grants is valid, from the day it is ready.
    ``fresh_days``: papers that may not be older than so many days when they are used. ``hours``: when its window is open;
    none means that this is not known.
    """

    name: str
    requires: Condition = always
    grants: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    money: tuple[tuple[str, int], ...] = ()
    duration: Duration = field(default_factory=Duration)
    visit_group: str | None = None
    exposures: tuple[str, ...] = ()
    certainty: Certainty = "right"
    confidence: Confidence = "high"
    irreversible: bool = False
    lawyer_first: bool = False
    side: str | None = None
    in_person: bool = False
    crosses_to: str | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    seasons: tuple[tuple[dt.date, dt.date], ...] = ()
    grant_days: tuple[tuple[str, int], ...] = ()
    fresh_days: tuple[tuple[str, int], ...] = ()
    hours: tuple[OpenHours, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Working days of a body of offices: weekdays (Monday is 0) that are not in ``closed``, known up to ``until``."""

    name: str
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    closed: frozenset[dt.date] = frozenset()
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSpec:
    """Everything a world is compiled from. ``rates``: value of one minor unit of a currency in units of comparison."""

    facts: tuple[FactSpec, ...]
    attributes: tuple[AttributeSpec, ...] = ()
    bodies: tuple[Body, ...] = ()
    ways: tuple[Way, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    rates: tuple[tuple[str, int], ...] = ()
    sides: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    adults: int = 1
    children: int = 0


AttributeValue = str | int | dt.date | frozenset[str] | Household


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A fact held, with the days it was issued and expires (inclusive), where known."""

    fact: str
    issued: dt.date | None = None
    expires: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a plan may not exceed. ``avoid``: ``class:<class>`` or a body's name that may not learn of the person.

    ``side``: no in-person step elsewhere. ``without``: ways that may not be used.
    """

    budget: tuple[tuple[str, int], ...] = ()
    days: int | None = None
    crossings: int | None = None
    avoid: tuple[str, ...] = ()
    side: str | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One person's question. An attribute that is absent from ``attributes`` is unknown.

    ``max_branches``: how many cases to tell apart at most where the answer depends; ``enough_branches``: how many are enough
    once one of them reaches the goal, so that it is known whether any does (None: as many as there may be). ``ties``: whether
    the plan is also the best by the objectives not asked for, among those that are as good by the ones asked for."""

    goal: Condition
    as_of: dt.date
    held: tuple[Holding, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    objective: tuple[Objective, ...] = ("fastest",)
    limits: Limits = field(default_factory=Limits)
    max_nodes: int = 20_000
    max_branches: int = 24
    enough_branches: int | None = None
    alternatives: int = 3
    improvements: bool = True
    ties: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a plan costs. ``money`` per currency in minor units; ``days`` (min, typical, max) in calendar days from
    ``as_of`` to the goal; ``exposures`` the bodies that learn who the person is, sorted."""

    money: tuple[tuple[str, int], ...] = ()
    days: tuple[int, int, int] = (0, 0, 0)
    visits: int = 0
    crossings: int = 0
    exposures: tuple[str, ...] = ()
    exposure_weight: int = 0
    compared: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way of a plan, in order. ``uses``: facts it needs that were held or granted before it. ``because``: the
    facts it grants that a later step or the goal needs. ``given``: tests that had to be true and were known;
    ``if_``: tests whose attribute is unknown (only in ``depends`` answers and branches).
    ``ready`` and ``done``: typical days from ``as_of``."""

    way: str
    uses: tuple[str, ...]
    because: tuple[str, ...]
    given: tuple[tuple[Test, bool], ...] = ()
    if_: tuple[tuple[Test, bool], ...] = ()
    after: tuple[str, ...] = ()
    ready: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    steps: tuple[Step, ...]
    cost: Cost
    weakest_certainty: Certainty = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An attribute worth asking. ``settles``: how many ways of the answer its value decides. ``first``: an
    irreversible step or a crossing rests on it."""

    attribute: str
    settles: int
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What follows from one combination of answers: ``when`` lists tests and whether they hold.

    ``rests_on``: those of them that make the plan work, or that leave no way, whatever the others come to. ``lacks``: where there is
    no way, sets of papers that people bring, with any one of which there might be one again.
    """

    when: tuple[tuple[Test, bool], ...]
    status: Literal["optimal", "feasible", "already-there", "unreachable"]
    plan: Plan | None = None
    rests_on: tuple[tuple[Test, bool], ...] = ()
    lacks: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """Knowing ``attribute`` could save this much (money in units of comparison)."""

    attribute: str
    saves: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A smallest change that opens the goal: facts to have, tests to be otherwise, ways to wait for or limits to lift."""

    facts: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    opens: tuple[tuple[str, dt.date], ...] = ()
    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """``closed``: ways towards the goal that are shut for this person, each with the tests or facts that shut it."""

    repairs: tuple[Repair, ...] = ()
    closed: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``bound``: for ``feasible``, a proven lower bound of the first objective that is not proven. ``ties_proven``: whether the
    tie-breaks behind the objectives asked for are proven too. ``repaired``: steps that take something away forced
    another plan than the cheapest on paper."""

    status: Status
    world: str
    plan: Plan | None = None
    bound: int | None = None
    ties_proven: bool = True
    repaired: bool = False
    could_improve: tuple[Improvement, ...] = ()
    questions: tuple[Question, ...] = ()
    branches: tuple[Branch, ...] = ()
    alternatives: tuple[Plan, ...] = ()
    why_not: WhyNot | None = None
    warnings: tuple[str, ...] = ()

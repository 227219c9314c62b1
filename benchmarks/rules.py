"""Two thousand rules and a million people, generated: who may claim what, by what is known of them and which papers they hold.

Rules share their thresholds, as those of a country do: an age of 18, a wage, a year of residence. The same seed gives the same.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import numpy as np

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, Test
from rumbo.engine.model import AttributeSpec, FactSpec, Way, WorldSpec
from rumbo.engine.people import Column, People, to_lanes

DAY = dt.date(2026, 11, 22)
NATIONS = ("MX", "US", "HN", "HT", "VE")
PLACES = ("MX-BCN", "MX-SON", "US-CA", "US-AZ", "elsewhere")
PAPERS = tuple(f"document:p{i:02}" for i in range(60))
TESTS: tuple[tuple[str, str, tuple[object, ...]], ...] = (
    ("birth_date", "age_at_least", (12, 15, 16, 18, 21, 25, 60, 62, 65, 68)),
    ("birth_date", "age_under", (6, 12, 18, 26, 30)),
    ("wage", "number_at_most", tuple(range(2_000, 40_000, 2_000))),
    ("months_here", "number_at_least", (1, 3, 6, 12, 24, 36, 60)),
    ("lives_in", "is", PLACES[:4]),
    ("lives_in", "in", (PLACES[:2], PLACES[2:4])),
    ("nationality", "has", NATIONS),
    ("nationality", "has_any", (("MX", "US"), ("HN", "HT", "VE"))),
)


@dataclass(frozen=True)
class Columns:
    """What is known of people: ordinals of birth dates, a monthly wage, months, places in PLACES and NATIONS, and (papers, people) held."""

    born: np.ndarray
    wage: np.ndarray
    months_here: np.ndarray
    lives_in: np.ndarray
    nationality: np.ndarray
    papers: np.ndarray


def rules(count: int = 2_000, seed: int = 11) -> list[Condition]:
    """Conditions of two to five clauses."""
    rng = random.Random(seed)
    return [All(tuple(_clause(rng) for _ in range(rng.randint(2, 5)))) for _ in range(count)]


def _clause(rng: random.Random) -> Condition:
    kind = rng.random()
    if kind < 0.5:
        return _test(rng)
    if kind < 0.7:
        return Fact(rng.choice(PAPERS))
    if kind < 0.85:
        return AnyOf((_test(rng), _test(rng)))
    if kind < 0.95:
        return NoneOf((_test(rng),))
    return AtLeast(2, tuple(Fact(name) for name in rng.sample(PAPERS, 3)))


def _test(rng: random.Random) -> Test:
    attribute, operator, values = rng.choice(TESTS)
    return Test(attribute, operator, rng.choice(values))  # type: ignore[arg-type]


def world_of_rules(listed: list[Condition]) -> WorldSpec:
    """Each rule as the condition of a way."""
    ways = tuple(Way(name=f"rule-{i:04}", requires=rule, grants=(f"status:r{i:04}",)) for i, rule in enumerate(listed))
    granted = tuple(FactSpec(name=f"status:r{i:04}") for i in range(len(listed)))
    return WorldSpec(
        facts=(*(FactSpec(name=name, brought=True) for name in PAPERS), *granted),
        attributes=(
            AttributeSpec(name="birth_date", kind="date"),
            AttributeSpec(name="wage", kind="number"),
            AttributeSpec(name="months_here", kind="number"),
            AttributeSpec(name="lives_in", kind="word", values=PLACES),
            AttributeSpec(name="nationality", kind="words", values=NATIONS),
        ),
        ways=ways,
    )


def columns(count: int, seed: int = 12) -> Columns:
    """What is known of ``count`` people; each paper is held by a third of them."""
    rng = np.random.default_rng(seed)
    first, last = dt.date(1935, 1, 1).toordinal(), DAY.toordinal()
    return Columns(
        born=rng.integers(first, last, count, dtype=np.int32),
        wage=rng.integers(0, 45_000, count, dtype=np.int32),
        months_here=rng.integers(0, 90, count, dtype=np.int32),
        lives_in=rng.integers(0, len(PLACES), count, dtype=np.int8),
        nationality=rng.integers(0, len(NATIONS), count, dtype=np.int8),
        papers=np.stack([rng.random(count, dtype=np.float32) < 0.33 for _ in PAPERS]),
    )


def people_of(given: Columns) -> People:
    """The same as Rumbo takes it."""
    known = np.ones(len(given.born), dtype=np.bool_)
    return People(
        count=len(given.born),
        as_of=DAY,
        held=dict(zip(PAPERS, to_lanes(given.papers), strict=True)),
        attributes={
            "birth_date": Column(given.born, known),
            "wage": Column(given.wage, known),
            "months_here": Column(given.months_here, known),
            "lives_in": Column(given.lives_in, known, PLACES),
            "nationality": Column(given.nationality, known, tuple(frozenset({nation}) for nation in NATIONS)),
        },
    )

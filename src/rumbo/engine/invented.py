"""Invented people, for measuring and trying out until there are journeys: nobody is meant, and no share is that of a real group."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import numpy as np

from rumbo.engine.conditions import Condition, Test, tests_in
from rumbo.engine.model import AttributeSpec, AttributeValue, Holding, Household, Query
from rumbo.engine.profiles import Asked, Kinds, Shorts, distinct, kinds_of
from rumbo.engine.world import World

SAID = 0.85
HELD = 4
OLDEST = 80 * 365
EVEN = 0.5


def invent_kinds(world: World, asked: Asked, count: int, *, seed: int) -> Kinds:
    """About ``count`` different kinds of people, each wanting one of the goals asked for; the same seed gives the same."""
    rng = random.Random(seed)  # noqa: S311  invented people need repeatable, not secret, randomness
    tests = {test for guard in asked.guards for test in tests_in(guard)}
    goals = [condition for _, condition in asked.goals]
    queries = [_invent(world, asked.day, rng.choice(goals), tests, rng) for _ in range(count)]
    return distinct(kinds_of(world, asked, queries))[0]


def invent_people(kinds: int, count: int, *, seed: int) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], Shorts]:
    """Opaque numbers and kinds of ``count`` people: some kinds are frequent, most are rare, and each there is has somebody."""
    rng = np.random.default_rng(seed)
    weights = 1.0 / (np.arange(kinds) + 10.0) ** EVEN
    drawn = rng.choice(kinds, size=max(0, count - kinds), p=weights / weights.sum())
    kind = np.concatenate([np.arange(min(kinds, count)), drawn]).astype(np.int32)
    return rng.integers(0, 2**63, size=count, dtype=np.uint64), rng.permutation(kind)


def _invent(world: World, day: dt.date, goal: Condition, tests: set[Test], rng: random.Random) -> Query:
    named = {test.attribute for test in tests} | ({"side"} if world.spec.sides else set())
    specs = [spec for spec in world.spec.attributes if spec.name in named]
    known: dict[str, AttributeValue] = {spec.name: _value(spec, tests, day, rng) for spec in specs if rng.random() < SAID}
    if world.spec.sides:
        known["side"] = rng.choice(world.spec.sides)
    papers = rng.sample(world.papers, min(len(world.papers), rng.randrange(HELD + 1)))
    return Query(goal=goal, as_of=day, held=tuple(Holding(fact=name) for name in papers), attributes=known)


def _value(spec: AttributeSpec, tests: set[Test], day: dt.date, rng: random.Random) -> AttributeValue:
    match spec.kind:
        case "date":
            return day - dt.timedelta(rng.randrange(OLDEST))
        case "number":
            return rng.randrange(10)
        case "household":
            return Household(adults=rng.randint(1, 3), children=rng.randrange(4))
    words = sorted(set(spec.values) or {word for test in tests if test.attribute == spec.name for word in _words(test)}) or ["other"]
    return frozenset({rng.choice(words)}) if spec.kind == "words" else rng.choice(words)


def _words(test: Test) -> Sequence[str]:
    value = test.value
    return [value] if isinstance(value, str) else [word for word in value if isinstance(word, str)] if isinstance(value, tuple) else []

"""Random worlds whose conditions read every kind of attribute, and people who say and hold this and that."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import Any

from rumbo.engine.conditions import Condition, Fact, parse_condition
from rumbo.engine.model import AttributeSpec, AttributeValue, FactSpec, Holding, Household, Limits, Query, Way, WorldSpec
from rumbo.engine.world import World, compile_world

from .worlds import CALENDAR, DAY, random_condition, random_world

Goals = dict[str, Condition]
WORDS = ("x", "y", "z")


def crowd_in(seed: int, count: int) -> tuple[World, list[Query], Goals]:
    """A world of :mod:`worlds`, where one word at a time is unknown and places count, and ``count`` people in it."""
    spec, query = random_world(seed, most_ways=14, border=seed % 3 == 0)
    rng = random.Random(seed)
    query = dataclasses.replace(query, limits=Limits(avoid=query.limits.avoid, crossings=rng.choice((None, None, 0))))
    goals: Goals = {fact.name: Fact(fact.name) for fact in spec.facts} | {"goal": query.goal}
    people = []
    for _ in range(count):
        known: dict[str, AttributeValue] = {a.name: rng.choice(WORDS) for a in spec.attributes if rng.random() < 0.5}
        if spec.sides and rng.random() < 0.8:
            known["side"] = rng.choice(spec.sides)
        held = tuple(Holding(fact=f.name) for f in spec.facts if rng.random() < 0.15)
        people.append(dataclasses.replace(query, held=held, attributes=known))
    return compile_world(spec, DAY), people, goals


def typed_crowd_in(seed: int, count: int) -> tuple[World, list[Query], Goals]:
    """A world that tests words, lists, numbers, dates and households, where attributes settle each other and papers expire."""
    rng = random.Random(seed)
    facts = [f"document:f{i}" for i in range(6)]
    tests = [_test(rng, *rng.choice(_KINDS)) for _ in range(10)]
    tests += [{"none": [rng.choice(tests), facts[0]]}, {"any": rng.sample(tests, 2)}, {"at_least": {"n": 2, "of": rng.sample(tests, 3)}}]
    ways = tuple(
        Way(name=f"w{i}", requires=parse_condition(random_condition(rng, facts, tests)), grants=tuple(rng.sample(facts[1:], 1)))
        for i in range(rng.randint(1, 10))
    )
    spec = WorldSpec(
        facts=tuple(FactSpec(name=name, implies=(facts[-1],) if rng.random() < 0.2 else ()) for name in facts),
        attributes=tuple(_attribute(rng, name, kind, facts, tests) for name, kind in _KINDS),
        ways=ways,
        calendars=(CALENDAR,),
    )
    goals: Goals = {name: Fact(name) for name in facts} | {"goal": parse_condition(random_condition(rng, facts, tests))}
    people = [Query(goal=goals["goal"], as_of=DAY, held=_papers(rng, facts), attributes=_said(rng)) for _ in range(count)]
    return compile_world(spec, DAY), people, goals


_KINDS: tuple[tuple[str, Any], ...] = (
    ("home", "word"), ("work", "word"), ("nations", "words"), ("visits", "number"), ("born", "date"), ("entered", "date"),
    ("house", "household"),
)  # fmt: skip


def _attribute(rng: random.Random, name: str, kind: Any, facts: list[str], tests: list[Any]) -> AttributeSpec:
    settles = kind in ("word", "words") and rng.random() < 0.7
    return AttributeSpec(
        name=name,
        kind=kind,
        values=WORDS if kind == "word" and rng.random() < 0.7 else (),
        known_from=((rng.choice(WORDS), tuple(rng.sample(facts, 2))),) if settles and rng.random() < 0.6 else (),
        known_with=((rng.choice(WORDS), ("entered",)),) if settles and rng.random() < 0.4 else (),
        known_if=((rng.choice(WORDS), parse_condition(rng.choice(tests))),) if settles and rng.random() < 0.6 else (),
    )


def _test(rng: random.Random, name: str, kind: str) -> dict[str, Any]:
    day = (DAY - dt.timedelta(rng.randint(-3, 60))).isoformat()
    few = rng.randint(0, 4)
    ages = {rng.choice(("age_at_least", "age_under")): rng.choice((1, 2, 18, 500))}
    options: dict[str, list[dict[str, Any]]] = {
        "word": [{"is": "x"}, {"is_not": "y"}, {"in": ["y", "z"]}, {"not_in": ["x", "z"]}],
        "words": [{"has": "x"}, {"has_any": ["y", "z"]}, {"lacks": "x"}],
        "number": [{"number_at_least": few}, {"number_at_most": few}],
        "date": [
            {"on_or_after": day}, {"on_or_before": day}, ages, {"days_since_at_most": 9 * few}, {"days_since_more_than": 9 * few},
            {"working_days_since_at_most": {"n": few, "calendar": "mx"}}, {"working_days_since_more_than": {"n": few, "calendar": "mx"}},
        ],
        "household": [{"children_at_least": few}, {"adults_at_least": few}],
    }  # fmt: skip
    return {"attr": name, **rng.choice(options[kind])}


def _papers(rng: random.Random, facts: list[str]) -> tuple[Holding, ...]:
    days = [None, None, DAY - dt.timedelta(1), DAY, DAY + dt.timedelta(1)]
    return tuple(Holding(fact=name, issued=rng.choice(days), expires=rng.choice(days)) for name in facts if rng.random() < 0.2)


def _said(rng: random.Random) -> dict[str, AttributeValue]:
    values: dict[str, AttributeValue] = {
        "home": rng.choice((*WORDS, "elsewhere")),
        "work": rng.choice(WORDS),
        "nations": frozenset(rng.sample(WORDS, rng.randint(1, 2))),
        "visits": rng.randint(0, 5),
        "born": DAY - dt.timedelta(rng.choice((300, 365, 366, 400, 730, 6574, 6575, 20_000)) + rng.randint(-1, 1)),
        "entered": DAY - dt.timedelta(rng.randint(-5, 40)),
        "house": Household(adults=rng.randint(0, 3), children=rng.randint(0, 3)),
    }
    return {name: value for name, value in values.items() if rng.random() < 0.6}

"""Catch-22s: found where planted, and nowhere else."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import random
from typing import Any

from rumbo.engine.circles import Circle, Remedy, find_circles, remedies, since
from rumbo.engine.conditions import Condition, Fact, always
from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.model import FactSpec, Way, WorldSpec

from .small import TODAY, spec_of, way, word

A, B, C, D = (f"document:{name}" for name in "abcd")


def circles(spec: WorldSpec) -> tuple[Circle, ...]:
    return find_circles(spec, on=TODAY)


def test_two_papers_that_each_need_the_other_are_a_circle() -> None:
    assert circles(spec_of(way("x", A, B), way("y", B, A))) == (Circle((A, B), ("x", "y")),)


def test_a_ring_of_three_is_one_circle_with_all_its_ways() -> None:
    found = circles(spec_of(way("x", A, B), way("y", B, C), way("z", C, A), way("beside", C, D)))
    assert found == (Circle((A, B, C), ("x", "y", "z")),)


def test_two_circles_beside_each_other_are_both_found() -> None:
    found = circles(spec_of(way("w", A, B), way("x", B, A), way("y", C, D), way("z", D, C)))
    assert {circle.facts for circle in found} == {(A, B), (C, D)}


def test_one_way_around_breaks_a_circle() -> None:
    assert circles(spec_of(way("x", A, B), way("y", B, A), way("around", None, A))) == ()


def test_a_way_around_by_a_paper_that_people_bring_breaks_a_circle() -> None:
    brought = FactSpec(name=C, brought=True)
    assert circles(spec_of(way("x", A, B), way("y", B, A), way("around", C, A), facts=(brought,))) == ()


def test_a_paper_had_as_a_kind_of_another_breaks_a_circle() -> None:
    kind = FactSpec(name=C, implies=(A,))
    assert circles(spec_of(way("x", A, B), way("y", B, A), way("around", None, C), facts=(kind,))) == ()


def test_a_way_that_needs_either_of_two_is_no_circle_when_one_can_be_had() -> None:
    assert circles(spec_of(way("x", {"any": [A, C]}, B), way("y", B, A), way("z", None, C))) == ()


def test_a_circle_for_those_to_whom_the_way_around_is_shut_says_for_whom() -> None:
    around = way("around", {"attr": "home", "is": "yes"}, A)
    found = circles(spec_of(way("x", A, B), way("y", B, A), around, attributes=(word("home", "yes", "no"),)))
    assert found == (Circle((A, B), ("x", "y"), ((AttributeTest("home", "is", "yes"), False),)),)


def planted(rng: random.Random) -> WorldSpec:
    facts = [f"document:f{i}" for i in range(5)]
    ways: list[Way] = []
    for i in range(7):
        needs = rng.sample(facts, rng.randint(0 if rng.random() < 0.2 else 1, 2))
        requires: object = {"any": needs} if len(needs) > 1 and rng.random() < 0.4 else needs
        ways.append(way(f"w{i}", requires, *rng.sample(facts, rng.randint(1, 2))))
    return spec_of(*ways, more=tuple(facts))


def caught(spec: WorldSpec, facts: frozenset[str]) -> bool:
    """Whether every way that grants one of ``facts`` needs one of them, all others being held."""
    others = {fact.name for fact in spec.facts} - facts
    granting = [w for w in spec.ways if set(w.grants) & facts]
    return bool(granting) and facts <= {name for w in granting for name in w.grants} and not any(can(w, others) for w in granting)


def can(found: Way, has: set[str]) -> bool:
    return holds(found.requires, has)


def holds(condition: Any, has: set[str]) -> bool:
    if isinstance(condition, Fact):
        return condition.name in has
    return (any if type(condition).__name__ == "AnyOf" else all)(holds(part, has) for part in condition.parts)


def test_circles_are_exactly_the_smallest_caught_sets_of_random_worlds() -> None:
    seen = 0
    for seed in range(300):
        spec = planted(random.Random(seed))
        names = [fact.name for fact in spec.facts]
        sets = [frozenset(found) for size in range(1, 6) for found in itertools.combinations(names, size) if caught(spec, frozenset(found))]
        smallest = {tuple(sorted(found)) for found in sets if not any(other < found for other in sets)}
        assert {circle.facts for circle in circles(spec)} == smallest, seed
        seen += len(smallest)
    assert seen > 50


def test_a_way_that_is_not_in_force_breaks_no_circle() -> None:
    ring = (way("x", A, B), way("y", B, A))
    over, soon = way("over", None, A, valid_to=TODAY - dt.timedelta(1)), way("soon", None, A, valid_from=TODAY + dt.timedelta(1))
    assert circles(spec_of(*ring, over, soon)) == (Circle((A, B), ("x", "y")),)
    assert circles(spec_of(*ring, way("in-autumn", None, A, seasons=((TODAY + dt.timedelta(30), TODAY + dt.timedelta(60)),)))) == ()


def test_a_circle_is_one_since_the_way_around_ended() -> None:
    ended = TODAY - dt.timedelta(40)
    spec = spec_of(way("x", A, B), way("y", B, A), way("around", None, A, valid_to=ended))
    [circle] = circles(spec)
    assert since(spec, circle, on=TODAY) == ended + dt.timedelta(1)


def test_a_circle_is_one_since_the_last_rule_that_closes_it_came_into_force() -> None:
    begun = TODAY - dt.timedelta(10)
    spec = spec_of(way("x", A, B), way("open", None, A, valid_to=begun - dt.timedelta(1)), way("y", B, A, valid_from=begun))
    [circle] = circles(spec)
    assert since(spec, circle, on=TODAY) == begun


def test_a_circle_that_has_always_been_one_has_no_first_day() -> None:
    spec = spec_of(way("x", A, B), way("y", B, A), way("later", A, B, valid_from=TODAY - dt.timedelta(5)))
    [circle] = circles(spec)
    assert since(spec, circle, on=TODAY) is None


def test_the_smallest_change_asks_one_way_for_one_paper_less_where_that_is_enough() -> None:
    spec = spec_of(way("x", [A, C], B), way("y", B, A, C))
    [circle] = [found for found in circles(spec) if found.facts == (A, B)]
    assert remedies(spec, circle, on=TODAY) == (Remedy("x", (A,)), Remedy("y", (B,)))


def without(condition: Condition, facts: tuple[str, ...]) -> Condition:
    if isinstance(condition, Fact):
        return always if condition.name in facts else condition
    return dataclasses.replace(condition, parts=tuple(without(part, facts) for part in condition.parts))  # type: ignore[union-attr,type-var]


def test_each_change_opens_its_circle_and_no_smaller_one_of_the_same_way_does() -> None:
    seen = 0
    for seed in range(300):
        spec = planted(random.Random(seed))
        for circle in circles(spec):
            found = remedies(spec, circle, on=TODAY)
            assert {remedy.way for remedy in found} == set(circle.ways)
            for remedy in found:
                smaller = itertools.combinations(remedy.facts, len(remedy.facts) - 1)
                opened = [not caught(eased(spec, remedy.way, facts), frozenset(circle.facts)) for facts in (remedy.facts, *smaller)]
                assert opened == [True, *[False] * (len(opened) - 1)], (seed, remedy)
                seen += 1
    assert seen > 100


def eased(spec: WorldSpec, name: str, facts: tuple[str, ...]) -> WorldSpec:
    ways = [dataclasses.replace(w, requires=without(w.requires, facts)) if w.name == name else w for w in spec.ways]
    return dataclasses.replace(spec, ways=tuple(ways))

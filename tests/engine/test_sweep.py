"""Sweeping: what a change touches is planned again, nothing else, and everybody's values are those of planning from nothing."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest

from rumbo.engine.course import Course
from rumbo.engine.instance import FAR
from rumbo.engine.model import Duration, FactSpec, Way, WorldSpec
from rumbo.engine.profiles import Stock
from rumbo.engine.sweep import Sweep, change_between, names_of
from rumbo.engine.world import World

from .changes import changed, compiled, from_nothing, people_in, stock_of, swept
from .small import ask, spec_of, way

PAPER, CARD, JOB = "document:paper", "document:card", "status:job"
TWO_WAYS = spec_of(
    way("paper-near", None, PAPER, money=(("MXN", 10),), days=3),
    way("paper-far", None, PAPER, money=(("MXN", 20),), days=1),
    way("card", PAPER, CARD, money=(("MXN", 5),), days=2),
    way("job", CARD, JOB),
)


def one(spec: WorldSpec, goal: object = JOB, *held: str, objective: tuple[str, ...] = ("cheapest",)) -> tuple[World, Stock]:
    world = compiled(spec)
    return world, stock_of(world, [ask(goal, *held, objective=objective)])


def with_way(spec: WorldSpec, name: str, **fields: object) -> WorldSpec:
    return dataclasses.replace(spec, ways=tuple(dataclasses.replace(w, **fields) if w.name == name else w for w in spec.ways))


def without(spec: WorldSpec, name: str) -> WorldSpec:
    return dataclasses.replace(spec, ways=tuple(w for w in spec.ways if w.name != name))


def values(spec: WorldSpec, stock: Stock, before: World) -> tuple[tuple[int, ...], bool]:
    plans, touched = swept(stock, before, compiled(spec))
    return tuple(plans.values[0].tolist()), bool(touched[0])


@pytest.mark.parametrize("border", [False, True])
@pytest.mark.parametrize("seed", range(40))
def test_after_a_sweep_everybody_has_the_values_of_planning_from_nothing_in_the_changed_world(seed: int, border: bool) -> None:
    spec, people = people_in(seed, 12, border=border)
    before, after = compiled(spec), compiled(changed(random.Random(seed), spec))
    stock = stock_of(before, people)
    plans, _ = swept(stock, before, after)
    for person, kind in zip(people, stock.kind, strict=True):
        assert tuple(plans.values[kind]) == from_nothing(after, person), person


@pytest.mark.parametrize("seed", range(20))
def test_whoever_is_not_touched_keeps_a_plan_that_is_still_there(seed: int) -> None:
    spec, people = people_in(seed, 12)
    before, after = compiled(spec), compiled(changed(random.Random(seed), spec))
    stock = stock_of(before, people)
    plans, touched = swept(stock, before, after)
    here = {w.name for w in after.ways}
    for kind in np.flatnonzero(~touched):
        assert set(plans.plan(int(kind))) <= here
        assert plans.plan(int(kind)) == stock.plans.plan(int(kind))


def test_a_way_that_is_gone_touches_those_whose_plan_takes_it_and_they_take_the_next_best() -> None:
    before, stock = one(TWO_WAYS)
    assert values(without(TWO_WAYS, "paper-near"), stock, before) == ((25,), True)
    assert values(without(TWO_WAYS, "paper-far"), stock, before) == ((15,), False)


def test_who_has_no_way_left_has_none() -> None:
    before, stock = one(TWO_WAYS)
    assert values(without(TWO_WAYS, "job"), stock, before) == ((FAR,), True)


def test_a_new_way_touches_only_those_for_whom_it_can_be_cheaper() -> None:
    before, stock = one(TWO_WAYS)
    dear = dataclasses.replace(TWO_WAYS, ways=(*TWO_WAYS.ways, way("card-dear", None, CARD, money=(("MXN", 15),))))
    assert values(dear, stock, before) == ((15,), False)
    cheap = dataclasses.replace(TWO_WAYS, ways=(*TWO_WAYS.ways, way("card-cheap", None, CARD, money=(("MXN", 14),))))
    assert values(cheap, stock, before) == ((14,), True)


def test_a_new_way_whose_guard_does_not_hold_for_somebody_does_not_touch_them() -> None:
    from .small import word

    spec = dataclasses.replace(
        TWO_WAYS, attributes=(word("a", "x", "y"),), ways=(*TWO_WAYS.ways, way("x-only", {"attr": "a", "is": "x"}, PAPER))
    )
    before = compiled(without(spec, "x-only"))
    guarded = with_way(spec, "paper-far", requires=spec.ways[-1].requires)
    world = compiled(guarded)
    stock = stock_of(world, [ask(JOB, objective=("cheapest",), know={"a": "y"}), ask(JOB, objective=("cheapest",), know={"a": "x"})])
    assert before.hash != world.hash
    _, touched = swept(stock, compiled(without(guarded, "x-only")), world)
    assert touched[stock.kind].tolist() == [False, False]  # they were planned for with it: nothing is less than what they pay
    bare = stock_of(compiled(without(guarded, "x-only")), [ask(JOB, objective=("cheapest",), know={"a": v}) for v in "yx"])
    _, touched = swept(bare, compiled(without(guarded, "x-only")), world)
    assert touched[bare.kind].tolist() == [False, True]


def test_what_the_objectives_do_not_count_touches_nobody() -> None:
    before, stock = one(TWO_WAYS)
    slower = with_way(TWO_WAYS, "paper-near", duration=Duration(min=9, typical=9, max=9), certainty="discretionary")
    assert change_between(before, compiled(slower), stock.asked).is_none


def test_a_rule_that_asks_for_something_else_is_both_worse_and_better() -> None:
    before, stock = one(TWO_WAYS)
    change = change_between(before, compiled(with_way(TWO_WAYS, "card", requires=TWO_WAYS.ways[0].requires)), stock.asked)
    assert (change.worse, change.better) == ({"card"}, {"card"})


def test_a_fact_more_in_the_world_touches_everybody() -> None:
    before, stock = one(TWO_WAYS)
    other = dataclasses.replace(TWO_WAYS, facts=(*TWO_WAYS.facts, FactSpec(name="document:other")))
    assert change_between(before, compiled(other), stock.asked).everything
    assert values(other, stock, before) == ((15,), True)


def test_a_guard_that_nobody_was_asked_about_counts_as_not_met() -> None:
    from .small import word

    spec = dataclasses.replace(TWO_WAYS, attributes=(word("a", "x", "y"),))
    before, stock = one(spec)
    new = way("free", {"attr": "a", "is": "x"}, JOB)
    assert values(dataclasses.replace(spec, ways=(*spec.ways, new)), stock, before) == ((15,), False)


def test_steps_that_take_something_away_are_planned_as_they_can_be_walked() -> None:
    spec = spec_of(
        way("paper", None, PAPER, money=(("MXN", 1),)),
        way("card", None, CARD, money=(("MXN", 1),), loses=(PAPER,)),
        way("job", {"all": [PAPER, CARD]}, JOB),
    )
    before, stock = one(spec)
    assert sorted(stock.plans.plan(0)) == ["card", "job", "paper"]
    assert values(without(spec, "card"), stock, before) == ((FAR,), True)


def test_each_kind_of_person_is_planned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ask(JOB, objective=("cheapest",))
    world = compiled(TWO_WAYS)
    planned: list[int] = []
    best = Course.best

    def counted(self: Course, state: object, *rest: object) -> object:
        planned.append(1)
        return best(self, state, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Course, "best", counted)
    stock = stock_of(world, [asked] * 50)
    assert (len(planned), len(stock.kinds), len(stock.ids)) == (1, 1, 50)


def test_plans_found_for_many_at_once_cost_what_they_cost_alone() -> None:
    spec, people = people_in(8, 40)
    people = [dataclasses.replace(person, objective=("cheapest",)) for person in people]
    stock = stock_of(compiled(spec), people)
    for person, kind in zip(people, stock.kind, strict=True):
        assert tuple(stock.plans.values[kind]) == from_nothing(compiled(spec), person)


def test_the_names_of_ways_that_are_gone_stay_known_for_plans_that_took_them() -> None:
    _, stock = one(TWO_WAYS)
    after = compiled(without(TWO_WAYS, "paper-near"))
    names = names_of(stock.plans, after)
    assert names[: len(after.ways)] == tuple(w.name for w in after.ways)
    assert stock.plans.named(names).plan(0) == stock.plans.plan(0)


def test_no_way_can_matter_that_leads_nowhere() -> None:
    _, stock = one(TWO_WAYS)
    lost = dataclasses.replace(
        TWO_WAYS,
        facts=(*TWO_WAYS.facts, FactSpec(name="document:nowhere")),
        ways=(*TWO_WAYS.ways, Way(name="nowhere", grants=("document:nowhere",))),
    )
    world = compiled(lost)
    assert Sweep(world, stock.asked).course(0).least_with(world.way_index["nowhere"]) == FAR


def test_a_search_that_is_cut_short_keeps_the_plan_there_was_and_says_that_it_is_not_proven() -> None:
    for seed in range(60):
        spec, people = people_in(seed, 30)
        before, after = compiled(spec), compiled(changed(random.Random(seed), spec))
        stock = stock_of(before, [dataclasses.replace(person, objective=("cheapest",)) for person in people])
        plans, touched = swept(stock, before, after, nodes=1)
        best, _ = swept(stock, before, after)
        assert (plans.values >= best.values).all()
        assert (plans.values[plans.proven] == best.values[plans.proven]).all()
        assert (plans.values[~touched] == stock.plans.values[~touched]).all()

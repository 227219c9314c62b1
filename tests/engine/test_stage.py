"""What a search works on, part by part: caps that fold, criteria that are put together, what is left out, and how patience grows."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rumbo.engine import search
from rumbo.engine.graph import Ints
from rumbo.engine.instance import FAR, NO_LIMIT, Flags, Instance, weigh
from rumbo.engine.search import project, shrink, together
from rumbo.engine.stage import (
    Budget,
    Cap,
    Criterion,
    Promise,
    Stage,
    fold,
    keeps_caps,
    offer_guesses,
    prune,
    reaches,
    value_of,
    with_payments,
)

from .covers import CROSSINGS, DAYS, EXPOSURES, MONEY, VISITS, border_cover, every_plan, instance_of, stage_of

FOLDED_BELOW = FAR >> 14
ORDER = Criterion("sum", (0, 0, 0, 0, 1))


def ints(*values: int) -> Ints:
    return np.array(values, dtype=np.int64)


@cache
def of_all_kinds() -> list[tuple[Instance, list[Flags]]]:
    """Small problems, each with all its plans."""
    found = [instance_of(*border_cover(seed, papers=4, ways=6, apart=apart)) for seed in range(4) for apart in (True, False)]
    return [(instance, [plan for plan in every_plan(instance) if reaches(instance, plan, Promise())]) for instance in found]


def test_two_sums_become_one_in_which_the_first_counts_more_than_all_of_the_second() -> None:
    folded = fold(Cap(ints(2, 3, 0), 5), ints(4, 0, 6), 10)
    assert folded is not None
    assert folded.cost.tolist() == [26, 33, 6]
    assert folded.most == 65


@pytest.mark.parametrize(("first", "second", "value", "fits"), [
    (FOLDED_BELOW // 4, FOLDED_BELOW // 2 - 1, 1, True), (FOLDED_BELOW // 4, FOLDED_BELOW // 2, 1, False), (0, 1, FAR, False),
    (0, FOLDED_BELOW - 1, 0, True), (0, FOLDED_BELOW, 0, False),
])  # fmt: skip
def test_sums_are_folded_as_long_as_they_fit_into_one_number(first: int, second: int, value: int, fits: bool) -> None:
    assert (fold(Cap(ints(first, 0), 0), ints(0, second), value) is not None) == fits


def test_a_stage_lends_the_bound_of_what_is_proven_to_a_sum_where_both_fit_into_one_number() -> None:
    instance, _ = of_all_kinds()[0]
    money, exposures = weigh(instance, MONEY.weights), weigh(instance, EXPOSURES.weights)
    folded = stage_of(instance, EXPOSURES, tight=Cap(money, 20), value=7)
    assert (folded.is_folded, folded.offset, folded.guide.tolist()) == (True, 20 * 8, (money * 8 + exposures).tolist())
    apart = stage_of(instance, EXPOSURES, tight=Cap(money, 20), value=FAR)
    assert (apart.is_folded, apart.offset, apart.guide.tolist()) == (False, 0, exposures.tolist())
    days = stage_of(instance, DAYS, tight=Cap(money, 20), value=7)
    assert (days.is_folded, days.offset, days.guide.tolist()) == (False, 20, money.tolist())


def test_the_last_day_of_a_plan_that_is_wanted_is_the_one_before_the_best_so_far_where_days_count() -> None:
    instance, _ = of_all_kinds()[0]
    stage = stage_of(instance, DAYS, value=6, day_cap=9, crossing_cap=2, promise=Promise(days=8, crossings=3))
    assert (stage.last_day, stage.day_limit, stage.crossing_limit, stage.has_day_limit) == (8, 5, 2, True)
    other = replace(stage, criterion=CROSSINGS, day_cap=7, crossing_cap=5)
    assert (other.last_day, other.day_limit, other.crossing_limit) == (7, 7, 3)
    free = stage_of(instance, DAYS)
    assert (free.day_limit, free.has_day_limit) == (NO_LIMIT, False)


def test_a_plan_keeps_caps_up_to_what_they_allow_and_not_beyond() -> None:
    for instance, plans in of_all_kinds():
        for plan in plans[:: len(plans) // 8 + 1]:
            money, days, crossings = (value_of(stage_of(instance, kind), plan) for kind in (MONEY, DAYS, CROSSINGS))
            cost = weigh(instance, MONEY.weights)
            for less, keeps in ((0, True), (1, False)):
                assert keeps_caps(stage_of(instance, EXPOSURES, loose=[Cap(cost, money - less)]), plan) == keeps
                assert keeps_caps(stage_of(instance, EXPOSURES, tight=Cap(cost, money - less)), plan) == keeps
                assert keeps_caps(stage_of(instance, EXPOSURES, day_cap=days - less), plan) == keeps
                assert crossings < less or keeps_caps(stage_of(instance, EXPOSURES, crossing_cap=crossings - less), plan) == keeps
            assert keeps_caps(stage_of(instance, EXPOSURES), plan)


def test_a_guess_is_a_plan_and_never_replaces_one_as_good() -> None:
    for instance, _ in of_all_kinds():
        for kind in (MONEY, DAYS, CROSSINGS, EXPOSURES):
            stage = stage_of(instance, kind)
            offer_guesses(stage, weigh(instance, MONEY.weights))
            assert stage.best is not None
            assert reaches(instance, stage.best, stage.promise)
            assert stage.value == value_of(stage, stage.best)
            again = replace(stage, best=None)
            offer_guesses(again, weigh(instance, MONEY.weights))
            assert again.best is None, "what is no better is not taken"


def test_guesses_come_as_near_to_the_best_plan_as_they_have_been_found_to() -> None:
    for kind, most in ((MONEY, 8), (DAYS, 0), (CROSSINGS, 0), (EXPOSURES, 4), (VISITS, 1)):
        beyond = 0
        for instance, plans in of_all_kinds():
            stage = stage_of(instance, kind)
            offer_guesses(stage, stage.cost)
            beyond += stage.value - min(value_of(stage, plan) for plan in plans)
        assert beyond <= most


def test_a_guess_outside_the_caps_is_not_taken() -> None:
    instance, _ = of_all_kinds()[0]
    stage = stage_of(instance, DAYS, loose=[Cap(weigh(instance, MONEY.weights), 0)])
    offer_guesses(stage, weigh(instance, MONEY.weights))
    assert stage.best is None


def test_a_plan_has_the_payments_of_its_ways_and_no_others() -> None:
    for instance, plans in of_all_kinds():
        everything = np.ones(instance.size, dtype=np.bool_)
        for plan in plans[::7]:
            again = with_payments(instance, plan | instance.paid)
            assert (again == plan).all()
            owed = {int(p) for action in np.flatnonzero(plan & instance.is_way) for p in np.atleast_1d(instance.payments(int(action)))}
            assert set(np.flatnonzero(plan & instance.paid).tolist()) == owed
        assert (with_payments(instance, everything) == everything).all()


def test_in_a_large_problem_the_same_ways_are_left_out_as_in_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for instance, _ in of_all_kinds():
        everything = np.ones(instance.size, dtype=np.bool_)
        pruned = []
        for large in (instance.size, instance.size - 1):
            monkeypatch.setattr("rumbo.engine.stage.LARGE", large)
            pruned.append(prune(instance, everything, Promise(crossings=1)))
        assert (pruned[0] == pruned[1]).all()


def test_sums_that_follow_each_other_are_one_group_and_where_nobody_crosses_crossings_part_none() -> None:
    border, plain = (instance_of(*border_cover(1, papers=4, ways=6, apart=apart)) for apart in (True, False))
    order = [MONEY, VISITS, DAYS, EXPOSURES, CROSSINGS, ORDER]
    assert together(border, order) == [[MONEY, VISITS], [DAYS], [EXPOSURES], [CROSSINGS], [ORDER]]
    assert together(plain, order) == [[MONEY, VISITS], [DAYS], [EXPOSURES, CROSSINGS, ORDER]]
    assert together(plain, [CROSSINGS, MONEY]) == [[CROSSINGS], [MONEY]]
    huge = Criterion("sum", (1 << 42, 0, 0, 0, 0))
    assert together(plain, [huge, MONEY, VISITS]) == [[huge], [MONEY, VISITS]]


@pytest.mark.parametrize(("cuts", "most"), [(False, 102), (True, 86)])
def test_what_is_too_dear_is_left_out_and_nothing_of_a_plan_as_good_as_the_best(cuts: bool, most: int) -> None:
    left = 0
    for instance, plans in of_all_kinds():
        stage = stage_of(instance, MONEY)
        stage.best = min(plans, key=lambda plan: (value_of(stage, plan), plan.sum(), plan.tobytes()))
        stage.value = value_of(stage, stage.best)
        equal = [plan for plan in plans if value_of(stage, plan) == stage.value]
        shrink(stage, Cap(stage.cost, stage.value), cuts=cuts)
        kept = set(stage.instance.names.tolist())
        assert stage.best is not None
        assert reaches(stage.instance, stage.best, Promise())
        assert value_of(stage, stage.best) == stage.value
        assert len(stage.cost) == len(stage.tight.cost) == stage.instance.size
        for plan in equal:
            assert set(instance.names[prune(instance, plan, Promise()) & instance.is_way].tolist()) <= kept
        left += stage.instance.size
    assert left <= most


@pytest.mark.parametrize(("kind", "most"), [(MONEY, 132), (DAYS, 132), (CROSSINGS, 132), (EXPOSURES, 178)])
def test_of_ways_that_do_the_same_for_no_less_one_is_enough(kind: Criterion, most: int) -> None:
    left = 0
    for instance, plans in of_all_kinds():
        for promise in (Promise(), Promise(days=6)):
            stage = stage_of(instance, kind, promise=promise)
            projection = project(stage)
            kept = [(value_of(stage, plan), plan) for plan in plans if reaches(instance, plan, promise)]
            inside = [value for value, plan in kept if not (plan & instance.is_way & ~projection.keep).any()]
            assert min(inside, default=FAR) == min((value for value, _ in kept), default=FAR)
            left += int(projection.keep.sum())
    assert left <= most


@pytest.mark.parametrize(("kind", "promise"), [(MONEY, Promise()), (DAYS, Promise()), (EXPOSURES, Promise()), (MONEY, Promise(days=6))])
def test_a_better_plan_is_found_while_a_search_is_narrowed_or_is_among_what_is_kept(kind: Criterion, promise: Promise) -> None:
    for instance, plans in of_all_kinds():
        for dearer in (0, 1, 3):
            stage = stage_of(instance, kind, promise=promise)
            values = [(value_of(stage, plan), plan) for plan in plans if reaches(instance, plan, promise)]
            if not values:
                continue
            least = min(value for value, _ in values)
            stage.value = least + dearer
            found = search._narrow(stage, project(stage))
            assert stage.bound <= least
            if stage.best is not None:
                assert (value_of(stage, stage.best), reaches(instance, stage.best, promise)) == (stage.value, True)
            if least < stage.value:
                assert found is not None
                kept = np.isin(np.arange(instance.size), found[1])
                assert any(not (plan & instance.is_way & ~kept).any() for value, plan in values if value == least)


def test_patience_doubles_where_a_better_plan_turned_up_and_else_grows_fourfold(monkeypatch: pytest.MonkeyPatch) -> None:
    instance, plans = of_all_kinds()[0]
    parts: list[int] = []

    def all_of_it(stage: Stage, projection: search.Projection) -> tuple[Stage, Ints]:
        return replace(stage, best=None), np.arange(instance.size)

    def cut_short(stage: Stage, budget: Budget) -> bool:
        parts.append(budget.nodes)
        budget.used = budget.nodes + 1
        stage.bound = len(parts)
        if len(parts) == 2:
            stage.best, stage.value = plans[0], stage.value - 1
        return False

    monkeypatch.setattr(search, "_narrow", all_of_it)
    monkeypatch.setattr(search, "_search", cut_short)
    stage, budget = stage_of(instance, MONEY, value=100), Budget(1_100, used=100)
    assert not search._run_narrowed(stage, project(stage), budget)
    assert parts == [48, 192, 384, 376]
    assert (budget.used, stage.value, stage.bound) == (1_100, 99, 4)
    assert stage.best is not None
    assert (stage.best == plans[0]).all()


def test_a_search_is_by_something_and_what_has_no_plan_yet_says_so() -> None:
    instance, _ = of_all_kinds()[0]
    with pytest.raises(ValueError, match="no criterion"):
        search.best_plan(instance, [], [], limits=Promise(), budgets=[], budget=Budget(9))
    with pytest.raises(ValueError, match="no plan yet"):
        shrink(stage_of(instance, MONEY), Cap(weigh(instance, MONEY.weights), 5), cuts=False)

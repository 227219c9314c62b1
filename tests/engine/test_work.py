"""How much work a search is: on worlds that stay as they are it looks into no more nodes than it has been found to need.

The numbers are what the search needs as it is. One that needs less passes; where more are needed for a good reason they are raised, and
the reason is given.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import pytest

from rumbo.engine import search
from rumbo.engine.graph import Ints
from rumbo.engine.instance import NO_LIMIT, Flags, Instance, weigh
from rumbo.engine.model import Limits, Objective
from rumbo.engine.search import best_plan, project
from rumbo.engine.situation import Situation, look_at
from rumbo.engine.stage import Budget, Cap, Criterion, Found, Promise, Stage, offer_guesses, value_of, with_payments
from rumbo.engine.wishes import Wishes, criteria_of

from .covers import CROSSINGS, DAYS, EXPOSURES, MONEY, VISITS, border_cover, instance_of, stage_of

SEEDS = range(5)
UNKNOWN = 1_000  # what a plan that is not found counts as
LIMITS = (Limits(), Limits(days=7), Limits(budget=(("MXN", 30),)), Limits(crossings=1))


@cache
def situations(apart: bool, limits: Limits) -> list[Situation]:
    found = []
    for seed in SEEDS:
        world, query = border_cover(seed, papers=8, ways=15, apart=apart)
        found.append(look_at(world, replace(query, limits=limits)))
    return found


def searched(situation: Situation, objectives: tuple[Objective, ...], nodes: int = 20_000) -> tuple[Found | None, int]:
    """What a search comes to, and how many nodes what was asked for took."""
    wishes = Wishes(objectives, situation.query.limits)
    instance = situation.instance(situation.state({}, unknown=False), first=wishes.first)
    assert instance is not None
    named, rest = criteria_of(objectives)
    budget = Budget(nodes)
    found = best_plan(instance, named, rest, limits=wishes.promise, budgets=wishes.caps(situation, instance), budget=budget)
    return found, budget.used


# For each order of objectives: nodes for what is asked for, and with ties, by limits and, at last, where all is on one side.
NODES: dict[tuple[Objective, ...], tuple[tuple[int, int], ...]] = {
    ("cheapest",): ((249, 329), (0, 0), (317, 397), (531, 611), (13, 38), (20, 188), (13, 38)),
    ("fastest",): ((0, 521), (0, 0), (354, 489), (0, 521), (0, 7), (0, 7), (462, 630)),
    ("fewest-crossings",): ((0, 738), (0, 0), (423, 645), (0, 738), (0, 64), (0, 349), (40, 104)),
    ("least-exposed", "cheapest"): ((0, 57), (11, 33), (325, 420), (0, 57), (20, 20), (70, 241), (116, 116)),
    ("fastest", "cheapest"): ((320, 668), (0, 0), (397, 532), (330, 678), (0, 7), (0, 7), (510, 655)),
    ("cheapest", "fastest"): ((264, 332), (0, 0), (332, 400), (546, 614), (13, 13), (20, 168), (43, 43)),
    ("fewest-visits", "fastest"): ((0, 73), (0, 37), (343, 366), (0, 73), (0, 19), (0, 19), (418, 574)),
    ("fewest-crossings", "fastest", "cheapest"): ((741, 1_028), (0, 0), (739, 812), (741, 1_028), (0, 7), (0, 7), (325, 470)),
    ("cheapest", "fewest-crossings", "fastest"): ((283, 316), (0, 0), (351, 384), (565, 598), (13, 13), (20, 168), (43, 43)),
}  # fmt: skip


@pytest.mark.parametrize("objectives", NODES)
def test_a_search_looks_into_no_more_nodes_than_it_has_been_found_to_need(objectives: tuple[Objective, ...]) -> None:
    cases = [*((True, limits) for limits in LIMITS), *((False, limits) for limits in LIMITS[:3])]
    for (apart, limits), (most, most_with_ties) in zip(cases, NODES[objectives], strict=True):
        found = [searched(situation, objectives) for situation in situations(apart, limits)]
        assert sum(used for _, used in found) <= most
        assert sum(one.nodes for one, _ in found if one is not None) <= most_with_ties


# For each order of objectives: how many of the seven criteria are proven, in all 35 searches together (two find that there is no plan).
PROVEN: dict[tuple[Objective, ...], int] = {
    ("cheapest",): 231, ("fastest",): 211, ("fewest-crossings",): 203, ("fastest", "cheapest"): 225, ("cheapest", "fastest"): 231,
}  # fmt: skip


@pytest.mark.parametrize("objectives", PROVEN)
def test_ties_are_told_apart_as_far_as_they_have_been_found_to_be_and_with_no_more_nodes_than_their_share(
    objectives: tuple[Objective, ...],
) -> None:
    proven = 0
    for apart, limits in (*((True, limits) for limits in LIMITS), *((False, limits) for limits in LIMITS[:3])):
        for situation in situations(apart, limits):
            found, used = searched(situation, objectives)
            if found is not None:
                proven += found.proven
                assert found.nodes - used <= 6_000 // 8 + 1  # no problem that is left to be searched is smaller than its papers
    assert proven >= PROVEN[objectives]


def test_ties_take_none_of_the_nodes_that_were_not_given() -> None:
    for situation in situations(True, LIMITS[0]):
        _, used = searched(situation, ("fastest",))
        found, again = searched(situation, ("fastest",), used + 10)
        assert found is not None
        assert (found.proven > 0, again) == (True, used)
        assert found.nodes <= used + 11  # with the one that was asked for and not had


@pytest.mark.parametrize(("ties", "most"), [(0, 1), (5, 6)])
def test_ties_can_be_given_a_number_of_nodes_of_their_own(ties: int, most: int) -> None:
    named, rest = criteria_of(("fastest",))
    nodes = 0
    for seed in SEEDS:
        budget = Budget(20_000)
        instance = instance_of(*border_cover(seed, papers=8, ways=15))
        found = best_plan(instance, named, rest, limits=Promise(), budgets=[], budget=budget, tie_nodes=ties)
        assert found is not None
        assert found.nodes - budget.used <= most
        nodes += found.nodes - budget.used
    assert nodes >= len(SEEDS) * ties // 3


# For each order of objectives, with 0, 5 and 30 nodes to look into: the least that the bounds of its first criterion come to, and the
# most that the plans found do.
BOUNDS: dict[tuple[Objective, ...], tuple[tuple[int, int], ...]] = {
    ("cheapest",): ((352, 5_253), (352, 5_253), (366, 1_351)),
    ("fastest",): ((81, 4_056), (81, 4_056), (81, 1_085)),
    ("fewest-visits", "fastest"): ((24, 4_020), (24, 4_020), (25, 25)),
    ("least-exposed", "cheapest"): ((54, 3_049), (54, 3_049), (54, 1_058)),
    ("fewest-crossings", "cheapest"): ((4, 5_002), (4, 5_002), (4, 1_006)),
}


@pytest.mark.parametrize("objectives", BOUNDS)
def test_a_search_that_is_cut_short_tells_a_bound_that_holds_and_one_as_good_as_it_has_been_found_to_be(
    objectives: tuple[Objective, ...],
) -> None:
    cases = ((True, LIMITS[0]), (True, LIMITS[2]), (False, LIMITS[1]))
    asked = [situation for apart, limits in cases for situation in situations(apart, limits)]
    wholes = [searched(situation, objectives)[0] for situation in asked]
    for nodes, (least, most) in zip((0, 5, 30), BOUNDS[objectives], strict=True):
        bounds = plans = 0
        for situation, whole in zip(asked, wholes, strict=True):
            cut, used = searched(situation, objectives, nodes)
            assert used <= nodes + 1  # with the one that was asked for and not had
            if whole is None:
                assert cut is None or not cut.values
                continue
            assert cut is not None
            bound = cut.values[0] if cut.proven else cut.bound
            plan = cut.values[0] if cut.values else UNKNOWN
            assert bound is not None
            assert bound <= whole.values[0] <= plan
            bounds, plans = bounds + bound, plans + plan
        assert bounds >= least
        assert plans <= most


def sieved(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether cuts were made too, each time that a problem is sieved."""
    calls: list[bool] = []
    plain = Instance.sieve

    def counted(self: Instance, keep: Flags, start: Flags, cost: Ints, ceiling: int, *, cuts: bool) -> tuple[int, Flags, Ints]:
        calls.append(cuts)
        return plain(self, keep, start, cost, ceiling, cuts=cuts)

    monkeypatch.setattr(Instance, "sieve", counted)
    return calls


@cache
def cheapest(apart: bool, seed: int) -> tuple[Instance, Flags, int]:
    """A larger problem, its cheapest plan, and the price of that."""
    instance = instance_of(*border_cover(seed, papers=14, ways=40, apart=apart))
    found = best_plan(instance, [MONEY], [], limits=Promise(), budgets=[], budget=Budget(20_000))
    assert found is not None
    return instance, with_payments(instance, found.chosen), found.values[0]


# Of each stage, by whether it is on both sides, what counts, in how many days and whether it has been shrunk: the most ways left and the
# worst plans found while it is narrowed, the least bounds, and how often it is sieved, and with cuts.
NARROWED: dict[tuple[bool, Criterion, int, bool, bool], tuple[int, int, int, int, int]] = {
    (False, MONEY, NO_LIMIT, False, False): (188, 207, 165, 11, 6),
    (False, MONEY, 14, False, False): (188, 206, 165, 11, 6),
    (False, MONEY, 14, False, True): (186, 202, 165, 10, 10),
    (True, MONEY, 14, False, False): (218, 226, 177, 10, 5),
    (True, MONEY, 14, False, True): (215, 220, 177, 10, 10),
    (False, EXPOSURES, NO_LIMIT, False, False): (131, 26, 16, 11, 6),
    (False, EXPOSURES, NO_LIMIT, False, True): (0, 19, 19, 10, 10),
    (True, EXPOSURES, NO_LIMIT, True, False): (45, 30, 3, 13, 13),
    (True, DAYS, NO_LIMIT, True, False): (151, 67, 0, 12, 12),
    (False, DAYS, NO_LIMIT, True, True): (61, 37, 0, 11, 11),
    (True, CROSSINGS, NO_LIMIT, True, True): (155, 7, 0, 11, 11),
}


@pytest.mark.parametrize(("apart", "kind", "days", "after_money", "is_shrunk"), NARROWED)
def test_a_search_is_narrowed_as_far_and_with_as_few_cuts_as_it_has_been_found_to_be(
    apart: bool, kind: Criterion, days: int, after_money: bool, is_shrunk: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    most_left, worst, least, most_sieved, most_cuts = NARROWED[apart, kind, days, after_money, is_shrunk]
    left = values = bounds = 0
    problems = [cheapest(apart, seed) for seed in SEEDS]
    calls = sieved(monkeypatch)
    for instance, plan, price in problems:
        stage = stage_of(instance, kind, promise=Promise(days=days), is_shrunk=is_shrunk)
        if after_money:
            stage.tight, stage.best = Cap(weigh(instance, MONEY.weights), price), plan
            stage.value = value_of(stage, plan)
        else:
            offer_guesses(stage, weigh(instance, MONEY.weights), shaken=0)
        assert stage.best is not None
        narrowed = search._narrow(stage, project(stage))
        left += 0 if narrowed is None else len(narrowed[1])
        values, bounds = values + stage.value, bounds + stage.bound
    assert left <= most_left
    assert values <= worst
    assert bounds >= least
    assert len(calls) <= most_sieved
    assert sum(calls) <= most_cuts


@pytest.mark.parametrize(("is_sifted", "further", "shrunk"), [
    (False, [EXPOSURES], [False, True]), (True, [EXPOSURES], [True]), (False, [], [False]), (True, [], []),
])  # fmt: skip
def test_what_is_too_dear_is_left_out_once_by_chains_and_where_more_is_asked_for_once_by_cuts(
    is_sifted: bool, further: list[Criterion], shrunk: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    instance, _, price = cheapest(False, 1)
    calls: list[bool] = []
    plain = search.shrink

    def counted(stage: Stage, cap: Cap, *, cuts: bool) -> None:
        calls.append(cuts)
        plain(stage, cap, cuts=cuts)

    monkeypatch.setattr(search, "shrink", counted)
    problem = replace(instance, is_sifted=is_sifted)
    found = best_plan(problem, [MONEY, *further], [], limits=Promise(), budgets=[], budget=Budget(20_000))
    assert found is not None
    assert (found.values[0], calls) == (price, shrunk)


@pytest.mark.parametrize(
    ("first", "second"), [(MONEY, EXPOSURES), (EXPOSURES, MONEY), (VISITS, MONEY), (MONEY, DAYS), (EXPOSURES, CROSSINGS)]
)
def test_the_second_of_two_criteria_is_what_it_is_alone_where_the_first_is_a_budget(first: Criterion, second: Criterion) -> None:
    for seed, apart in itertools.product(SEEDS, (True, False)):
        instance = instance_of(*border_cover(seed, papers=8, ways=15, apart=apart))
        both = best_plan(instance, [first, second], [], limits=Promise(), budgets=[], budget=Budget(20_000))
        assert both is not None
        budgets = [(weigh(instance, first.weights), both.values[0])]
        alone = best_plan(instance, [second], [], limits=Promise(), budgets=budgets, budget=Budget(20_000))
        assert alone is not None
        assert (both.proven, alone.proven) == (2, 1)
        assert both.values[1] == alone.values[0]

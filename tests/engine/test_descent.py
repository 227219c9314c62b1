"""The search in one kernel, beside the same search node by node."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from benchmarks.generated import FAMILIES, generate, queries
from rumbo.engine import descent, search
from rumbo.engine.conditions import All, Fact
from rumbo.engine.descent import descend, is_plain
from rumbo.engine.instance import FAR, Instance, weigh
from rumbo.engine.look import Look, look
from rumbo.engine.model import Query
from rumbo.engine.situation import look_at
from rumbo.engine.stage import Budget, Cap, Criterion, Promise, Stage
from rumbo.engine.world import World, compile_world

from .test_search import cover_world

MONEY, EXPOSURES = Criterion("sum", (1, 0, 0, 0, 0)), Criterion("sum", (0, 0, 1, 0, 0))
DAY = dt.date(2026, 11, 22)


def instances() -> Iterator[Instance]:
    for seed in range(4):
        world, papers, _ = cover_world(seed)
        yield _instance(world, Query(goal=_all(papers), as_of=DAY))
    for family in FAMILIES.values():
        region = generate(services=120, documents=40, seed=5, family=family)
        world = compile_world(region.spec, DAY)
        for query in queries(region, 12):
            found = look_at(world, query)
            state = found.state({}, unknown=False)
            instance = None if state[found.graph.goal] else found.instance(state)
            if instance is not None:
                yield instance


def _all(papers: list[str]) -> All:
    return All(tuple(Fact(paper) for paper in papers))


def _instance(world: World, query: Query) -> Instance:
    found = look_at(world, query)
    instance = found.instance(found.state({}, unknown=False))
    assert instance is not None
    return instance


def stages() -> Iterator[Stage]:
    rng = random.Random(3)
    for instance, criterion in itertools.product(instances(), (MONEY, EXPOSURES)):
        cost = weigh(instance, criterion.weights)
        stage = Stage(instance, criterion, Promise(), [], Cap(np.zeros(instance.size, dtype=np.int64), 0), cost=cost)
        # Nothing is known but that using everything is a plan, or something a little better than that.
        stage.value = int(cost.sum()) + 1 - rng.randint(0, 3)
        stage.aim()
        yield stage


def root_of(stage: Stage) -> Look | None:
    return look(stage, stage.instance.free.copy(), np.zeros(stage.instance.size, dtype=np.bool_))


def node_by_node(stage: Stage, root: Look, budget: Budget) -> bool:
    return search._descend(stage, [(stage.instance.free.copy(), np.zeros(stage.instance.size, dtype=np.bool_), root)], budget)


@pytest.mark.parametrize("nodes", [3, 40, 500])
def test_the_kernel_looks_into_the_same_nodes_and_finds_the_same_plan_as_a_search_node_by_node(nodes: int) -> None:
    searched = plans = spent = 0
    for stage in stages():
        root = root_of(stage)
        if root is None or not is_plain(stage):
            continue
        one, other = replace(stage), replace(stage)
        first, second = Budget(nodes), Budget(nodes)
        assert descend(one, root, first) == node_by_node(other, root, second)
        assert (one.value, first.used) == (other.value, second.used)
        if one.value < stage.value:
            assert one.best is not None
            assert other.best is not None
            assert np.array_equal(one.best, other.best)
        searched, plans, spent = searched + 1, plans + (one.value < stage.value), spent + (first.used > nodes)
    assert searched > 40
    assert spent or nodes == 500
    assert plans > 20 or nodes == 3


def test_a_search_that_is_paused_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "BETWEEN_STOPS", 1)
    for stage in itertools.islice(stages(), 30):
        root = root_of(stage)
        if root is None or not is_plain(stage):
            continue
        asked = itertools.count(1)
        one, other = replace(stage), replace(stage)
        first, second = Budget(200, partial(_never, asked)), Budget(200)
        assert descend(one, root, first) == descend(other, root, second)
        assert (one.value, first.used) == (other.value, second.used)
        assert next(asked) > first.used / 60


def _never(asked: Iterator[int]) -> bool:
    return next(asked) < 0


def test_a_search_that_is_told_to_stop_keeps_the_best_plan_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "BETWEEN_STOPS", 1_000)
    world, papers, _ = cover_world(1)
    instance = _instance(world, Query(goal=_all(papers), as_of=DAY))
    cost = weigh(instance, MONEY.weights)
    stage = Stage(instance, MONEY, Promise(), [], Cap(np.zeros(instance.size, dtype=np.int64), 0), cost=cost, value=int(cost.sum()))
    stage.aim()
    root = root_of(stage)
    assert root is not None
    stops = itertools.count()
    assert descend(stage, root, Budget(10_000, lambda: next(stops) > 1)) is False
    assert stage.best is not None
    assert stage.value < int(cost.sum())


def test_a_search_too_wide_for_the_kernel_is_left_to_the_one_node_by_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "MOST_RECORDS", 3)
    tried = [stage for stage in stages() if is_plain(stage) and (root := root_of(stage)) is not None and len(root.branch) > 3]
    assert None in [descend(replace(stage), look, Budget(500)) for stage in tried if (look := root_of(stage)) is not None]


def test_what_days_places_or_budgets_limit_is_not_plain() -> None:
    stage = next(stage for stage in stages() if is_plain(stage))
    assert not is_plain(replace(stage, promise=Promise(days=3)))
    assert not is_plain(replace(stage, day_cap=3))
    assert not is_plain(replace(stage, minimal=True))
    assert not is_plain(replace(stage, criterion=Criterion("days")))
    assert not is_plain(replace(stage, loose=[Cap(stage.cost, 5)]))
    dear = replace(stage)
    dear.guide = stage.guide + (FAR >> 14)
    assert not is_plain(dear)

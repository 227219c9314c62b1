"""How long it takes to find whom a change touches among many stored profiles, and to plan again for those.

All profiles are invented. Rates are by seconds of processor, so that other work on the machine counts less; a whole run is told as one
waits for it.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.generated import DAY, Generated, generate, queries
from benchmarks.measure import milliseconds, percentile
from rumbo.base.sweeps.executors import Processes
from rumbo.base.sweeps.runs import Run
from rumbo.config.kernels import use_if_warm
from rumbo.engine.conditions import always
from rumbo.engine.course import Bounds
from rumbo.engine.invented import invent_people
from rumbo.engine.model import Duration, Objective, Way
from rumbo.engine.profiles import Asked, Kinds, Plans, Stock, asked_of, distinct, kinds_of
from rumbo.engine.sweep import Sweep, bounds_of, change_between, names_of
from rumbo.engine.world import World, compile_world

PROFILES = 1_000_000
KINDS = 10_000
ALONE = 300
ROUNDS = 9
CORES = 2


def on_sweep(services: int, documents: int, profiles: int = PROFILES) -> None:
    """Print what the sweep comes to by two objectives; then one office closing, with all that a run does."""
    region = generate(services=services, documents=documents)
    world = compile_world(region.spec, DAY)
    print(f"\nSweep: {profiles:,} invented profiles of {KINDS:,} kinds, {services:,} services; {len(world.actions)} actions")
    for objective in ("fastest", "cheapest"):
        stock = _stock(world, region, objective, profiles)
        _changes(world, region, stock)
        _growth(world, stock)
        _closing(world, region, stock)


def _stock(world: World, region: Generated, objective: Objective, profiles: int) -> Stock:
    asked_for = queries(region, KINDS, objective=objective)
    asked = asked_of(world, {str(query.goal): query.goal for query in asked_for}, (objective,), DAY)
    kinds = distinct(kinds_of(world, asked, asked_for))[0]
    ids, kind = invent_people(len(kinds), profiles, seed=1)
    sweep, none = _ready(world, asked), Plans.none(len(kinds), tuple(way.name for way in world.ways), 1)
    alone = [_seconds(sweep, kinds.part(np.array([i])), none.part(np.array([i]))) * 1000 for i in range(0, len(kinds), len(kinds) // ALONE)]
    begin = time.process_time()
    plans = sweep.replan(kinds, [Bounds()] * len(kinds), none)
    rate = len(kinds) / (time.process_time() - begin)
    print(
        f"{objective}: all kinds planned from nothing {rate:>6.0f} a second and core; one alone {percentile(alone, 0.5):.1f} ms, "
        f"p95 {percentile(alone, 0.95):.1f}, p99 {percentile(alone, 0.99):.1f}; {int((~plans.proven).sum())} not proven in 400 nodes"
    )
    return Stock(asked, ids, kind, kinds, plans)


def rate_from_nothing(world: World, region: Generated, objective: Objective, kinds: int) -> float:
    """How many different profiles are planned for in a second of the processor, nothing being known of any of them."""
    asked_for = queries(region, kinds, objective=objective)
    asked = asked_of(world, {str(query.goal): query.goal for query in asked_for}, (objective,), DAY)
    found = distinct(kinds_of(world, asked, asked_for))[0]
    sweep, none = _ready(world, asked), Plans.none(len(found), tuple(way.name for way in world.ways), 1)
    begin = time.process_time()
    sweep.replan(found, [Bounds()] * len(found), none)
    return len(found) / (time.process_time() - begin)


def _ready(world: World, asked: Asked) -> Sweep:
    sweep = Sweep(world, asked)
    for goal in range(len(asked.goals)):
        _ = sweep.course(goal).tail
    return sweep


def _seconds(sweep: Sweep, kinds: Kinds, before: Plans) -> float:
    begin = time.process_time()
    sweep.replan(kinds, [Bounds()] * len(kinds), before)
    return time.process_time() - begin


def _most_used(stock: Stock) -> Counter[str]:
    return Counter(dict(zip(stock.plans.names, np.diff(stock.plans.users[0]).tolist(), strict=True)))


def _office(region: Generated, stock: Stock) -> str:
    """The office at which most plans have a step."""
    used, offices = _most_used(stock), Counter[str]()
    for way in region.spec.ways:
        if way.visit_group:
            offices[way.visit_group] += used[way.name]
    return offices.most_common(1)[0][0]


def _changes(world: World, region: Generated, stock: Stock) -> None:
    ways, office = region.spec.ways, _office(region, stock)
    top = next(way for way in ways if way.name == _most_used(stock).most_common(1)[0][0])
    dearer = replace(
        top, money=(("MXN", top.money[0][1] + 5_000),), duration=replace(top.duration, typical=top.duration.typical + 5, max=99)
    )
    rare = next(way for way in ways if way.money[0][1] > 3_000 and way.duration.typical > 4)
    better = replace(rare, money=(("MXN", rare.money[0][1] - 2_000),), duration=replace(rare.duration, typical=rare.duration.typical - 3))
    _line(world, stock, "an office closes", [way for way in ways if way.visit_group != office])
    _line(world, stock, "a way dearer, slower", [dearer if way is top else way for way in ways])
    _line(world, stock, "a way cheaper, quicker", [better if way is rare else way for way in ways])
    _line(
        world,
        stock,
        "a way added",
        [*ways, replace(rare, name="way-new", requires=always, money=(("MXN", 100),), duration=Duration(min=1, typical=1, max=1))],
    )


def _line(world: World, stock: Stock, label: str, ways: Sequence[Way]) -> None:
    after = compile_world(replace(world.spec, ways=tuple(ways)), DAY)
    change = change_between(world, after, stock.asked)
    sweep, plans = _ready(after, stock.asked), stock.plans.named(names_of(stock.plans, after))
    _ = plans.users
    took = sorted(milliseconds(lambda: stock.people_of(sweep.touched(change, stock.kinds, plans).kinds)) for _ in range(ROUNDS))
    touched = sweep.touched(change, stock.kinds, plans)
    which = np.flatnonzero(touched.kinds)
    bounds = bounds_of(change, touched, plans)
    begin = time.process_time()
    again = sweep.replan(stock.kinds.part(which), [bounds[i] for i in which], plans.part(which))
    seconds = time.process_time() - begin
    differ = int((again.values != plans.values[which]).any(axis=1).sum())
    rate = f"{len(which) / seconds:>6.0f} a second and core" if len(which) else "     – nobody to plan for"
    print(
        f"  {label:<23} found in {took[ROUNDS // 2]:>5.1f} ms: {len(stock.people_of(touched.kinds)):>7,} profiles, {len(which):>6,} kinds; "
        f"{rate}, {differ:,} differ"
    )


def _growth(world: World, stock: Stock) -> None:
    """How finding grows when nobody is like anybody else: each profile its own kind."""
    top = _most_used(stock).most_common(1)[0][0]
    after = compile_world(replace(world.spec, ways=tuple(way for way in world.ways if way.name != top)), DAY)
    change, sweep = change_between(world, after, stock.asked), _ready(after, stock.asked)
    plans = stock.plans.named(names_of(stock.plans, after))
    told = []
    for count in (10_000, 100_000, 1_000_000):
        which = np.arange(count) % len(stock.kinds)
        kinds, many = stock.kinds.part(which), plans.put(np.zeros(0, dtype=np.int64), Plans.none(0, plans.names, 1))
        lengths = np.diff(many.starts)
        ways = np.concatenate([many.ways] * (count // len(stock.kinds)) + [many.ways[: many.starts[count % len(stock.kinds)]]])
        starts = np.concatenate([[0], np.cumsum(lengths[which])]).astype(np.int64)
        each = Plans(many.values[which], many.proven[which], starts, ways, many.names)
        index = milliseconds(partial(getattr, each, "users"))
        took = sorted(milliseconds(partial(sweep.touched, change, kinds, each)) for _ in range(ROUNDS))[ROUNDS // 2]
        told.append(f"{count:,}: {took:.1f} ms (index made once {index:.0f} ms)")
    print(f"  found where all differ  {'; '.join(told)}")


def _closing(world: World, region: Generated, stock: Stock) -> None:
    """One office closing, with all that a run does, in two processes."""
    office = _office(region, stock)
    after = compile_world(replace(region.spec, ways=tuple(way for way in region.spec.ways if way.visit_group != office)), DAY)
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        run = Run.start(Path(folder), stock, world, after, change_between(world, after, stock.asked))
        run.go(Processes(CORES, partial(use_if_warm, Path("var").absolute())), lambda _done, _parts: None)
        seconds = time.perf_counter() - begin
    people = len(stock.people_of(run.touched.kinds))
    print(f"  {office} closes: {people:,} profiles done in {seconds:.1f} s by a run in {CORES} processes, starting them included")

"""How long it takes to screen many people: two thousand rules, beside OpenFisca if it is installed, and what they can reach in a region.

What holds a million people runs in a process of its own, so that its memory can be told.
"""

from __future__ import annotations

import hashlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from benchmarks import generated, openfisca, rules
from benchmarks.measure import milliseconds
from rumbo.engine.conditions import Condition, Fact
from rumbo.engine.crowd import crowd_of
from rumbo.engine.model import Holding, Query
from rumbo.engine.papers import worth_of_papers
from rumbo.engine.people import Column, People, last_word, people_of, to_lanes
from rumbo.engine.population import screen_people
from rumbo.engine.reach import screen
from rumbo.engine.world import compile_world

RULES = 2_000
CHECKED = 50
NONE: dict[str, Condition] = {}
# Whether kernels run compiled is decided before anything imports them.
IN_A_PROCESS = (
    "from pathlib import Path; from rumbo.config.kernels import use_if_warm; use_if_warm(Path('var').absolute());"
    "from benchmarks.population import main; main()"
)


def on_people(people: int, services: int, documents: int) -> None:
    """Print how long each kind of screening takes, and how much memory; where there is a peer, only the ratio says much."""
    print(f"\nPeople: {people:,} of them x {RULES:,} rules, and what they can reach among {documents} documents of {services:,} services")
    ours = _child("rules", people)
    both = _child("rules", people, workers=2)
    print(f"rules, 1 thread        {ours['seconds'] * 1000:>8.0f} ms   {ours['mb']:>6.0f} MB")
    print(f"rules, 2 threads       {both['seconds'] * 1000:>8.0f} ms   {both['mb']:>6.0f} MB")
    _beside_openfisca(ours, people)
    reach = _child("reach", people, workers=2, services=services, documents=documents)
    print(f"reach, 2 threads       {reach['seconds'] * 1000:>8.0f} ms   {reach['mb']:>6.0f} MB   {reach['same']}")
    _one_person(services, documents)


def _beside_openfisca(ours: dict[str, Any], people: int) -> None:
    if not openfisca.is_there():
        print("OpenFisca: not installed (pip install openfisca-core), so not compared")
        return
    theirs = _child("openfisca", people)
    same = "the same results" if theirs["digest"] == ours["digest"] else "OTHER RESULTS"
    print(f"OpenFisca-core         {theirs['seconds'] * 1000:>8.0f} ms   {theirs['mb']:>6.0f} MB   {same}")
    times, memory = theirs["seconds"] / ours["seconds"], theirs["mb"] / ours["mb"]
    print(f"                       {times:.0f} times as long, {memory:.1f} times the memory; {theirs['ready']:.1f} s more to be ready")


def _child(part: str, people: int, **options: int) -> dict[str, Any]:
    """What a measurement in a process of its own came to; the best of three."""
    command = [sys.executable, "-c", IN_A_PROCESS, part, json.dumps({"people": people, **options})]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1])  # noqa: S603  our own command
    return found


def _one_person(services: int, documents: int) -> None:
    crowd = crowd_of(compile_world(rules.world_of_rules(rules.rules(RULES)), rules.DAY), NONE)
    one = rules.people_of(rules.columns(1))
    typical = _median(partial(screen_people, crowd, one, ways=True), times=200)
    print(f"rules, one person      {typical:>8.2f} ms")
    region = generated.generate(services=services, documents=documents)
    goals: dict[str, Condition] = {name: Fact(name) for name in region.levels}
    reached = crowd_of(compile_world(region.spec, generated.DAY), goals)
    people = generated.queries(region, 20)
    typical = statistics.median(_median(partial(worth_of_papers, reached, one), times=9) for one in people)
    print(f"each of {documents} papers, one person {typical:>4.2f} ms   {_papers_alike(reached.world, people[0], goals)}")


def _papers_alike(world: Any, query: Query, goals: dict[str, Condition]) -> str:
    """Whether what one paper is worth is what screening with it says, for one goal."""
    worth = {one.paper: {goal: after for goal, _, after in one.goals} for one in worth_of_papers(crowd_of(world, goals), query)}
    paper = next(iter(worth), "")
    richer = Query(goal=query.goal, as_of=query.as_of, held=(*query.held, Holding(fact=paper)), attributes=query.attributes)
    same = not paper or all(screen(world, richer, {goal: goals[goal]})[goal] == after for goal, after in worth[paper].items())
    return "as one by one" if same else "NOT AS ONE BY ONE"


def _median(action: Any, *, times: int) -> float:
    action()
    return statistics.median(milliseconds(action) for _ in range(times))


def rules_here(people: int, workers: int = 1) -> dict[str, Any]:
    """The rules, by Rumbo: the best of three, and a digest of all results."""
    listed = rules.rules(RULES)
    crowd = crowd_of(compile_world(rules.world_of_rules(listed), rules.DAY), NONE)
    given = rules.people_of(rules.columns(people))
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        found = screen_people(crowd, given, ways=True, workers=workers)
        seconds.append(time.perf_counter() - begin)
    digest = hashlib.sha256()
    for place in range(RULES):
        lanes = found.way(place)[0].copy()
        lanes[-1:] &= last_word(people)
        digest.update(lanes.tobytes())
    return {"seconds": min(seconds), "digest": digest.hexdigest()}


def rules_there(people: int) -> dict[str, Any]:
    """The same by OpenFisca, once: it keeps what it has calculated."""
    listed, given = rules.rules(RULES), rules.columns(people)
    begin = time.perf_counter()
    calculate = openfisca.simulation_of(listed, given)
    ready = time.perf_counter() - begin
    begin = time.perf_counter()
    found = [calculate(place) for place in range(RULES)]
    seconds = time.perf_counter() - begin
    peak = _peak()
    digest = hashlib.sha256()
    for flags in found:
        digest.update(to_lanes(flags.astype(np.bool_)).tobytes())
    return {"seconds": seconds, "ready": ready, "digest": digest.hexdigest(), "mb": peak}


def reach_here(people: int, services: int, documents: int, workers: int) -> dict[str, Any]:
    """Who of a region's people can come to have each document; and whether the first of them do when they are alone."""
    region = generated.generate(services=services, documents=documents)
    world = compile_world(region.spec, generated.DAY)
    crowd = crowd_of(world, {name: Fact(name) for name in region.levels})
    queries = generated.queries(region, 1_000)
    few = people_of(world, queries)
    given = _many(few, people)
    seconds = []
    for _ in range(3):
        begin = time.perf_counter()
        found = screen_people(crowd, given, workers=workers)
        seconds.append(time.perf_counter() - begin)
    peak = _peak()
    sample = list(region.levels)[:: max(1, documents // CHECKED)]
    alone = screen(world, queries[0], {name: Fact(name) for name in sample})
    same = all(found.reach(name)[0] == reach for name, reach in alone.items())
    return {"seconds": min(seconds), "mb": peak, "same": "as one by one" if same else "NOT AS ONE BY ONE"}


def _many(few: People, people: int) -> People:
    """People alike to a few, but for the day they were born."""
    rng = np.random.default_rng(9)
    which = np.arange(people) % few.count
    held = {}
    for name, lanes in few.held.items():
        flags = np.unpackbits(lanes.view(np.uint8), count=few.count, bitorder="little").view(np.bool_)
        held[name] = to_lanes(flags[which])
    columns = {n: Column(c.numbers[which].astype(np.int32), c.known[which], c.values) for n, c in few.attributes.items()}
    born = columns["birth_date"]
    born.numbers[few.count :] += rng.integers(-3_000, 3_000, max(0, people - few.count), dtype=np.int32)
    return People(count=people, as_of=few.as_of, held=held, attributes=columns)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Run one measurement and print what it came to as JSON."""
    part, options = sys.argv[1], json.loads(sys.argv[2])
    measures: dict[str, Callable[..., dict[str, Any]]] = {"rules": rules_here, "openfisca": rules_there, "reach": reach_here}
    found = measures[part](**options)
    print(json.dumps({"mb": _peak(), **found}))

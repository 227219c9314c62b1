"""The neutral problem format: facts, ways and costs with no region, so that instances from elsewhere can be tried."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from rumbo.engine.conditions import All, Fact
from rumbo.engine.faults import MAX_FACTS
from rumbo.engine.instance import FAR
from rumbo.engine.model import Duration, FactSpec, Holding, Query, Way, WorldSpec
from rumbo.engine.search import best_plan
from rumbo.engine.situation import look_at
from rumbo.engine.stage import Budget, Criterion, Promise, prune
from rumbo.engine.world import compile_world

NeutralObjective = Literal["sum", "max"]
DAY = dt.date(2000, 1, 1)
MAX_SCALE = 9
MAX_MAGNITUDE = 10_000


class ProblemError(ValueError):
    """A neutral problem that cannot be read: says where and what was expected."""


@dataclass(frozen=True)
class NeutralAnswer:
    """``cost``, ``bound``: in the problem's own unit. ``ways``: in an order in which they can be done."""

    status: Literal["optimal", "feasible", "unreachable"]
    cost: Decimal | None
    bound: Decimal | None
    ways: tuple[str, ...]


def read_problem(text: str) -> Mapping[str, Any]:
    """Parse and check the text of a problem.

    Raises:
        ProblemError: naming the place and what was expected.
    """
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise ProblemError(f"not JSON: {error}") from error
    if not isinstance(data, dict) or not {"facts", "ways", "held", "goal"} <= set(data):
        raise ProblemError("expected an object with facts, ways, held and goal")
    facts = set(_names(data["facts"], "facts"))
    for key in ("held", "goal"):
        _known(_names(data[key], key), facts, key)
    if not isinstance(data["ways"], list):
        raise ProblemError("ways: expected a list")
    seen: set[str] = set()
    for i, way in enumerate(data["ways"]):
        _check_way(way, facts, f"ways[{i}]", seen)
    return data


def _no_constant(name: str) -> None:
    raise ProblemError(f"a cost is a number of 0 or more, not {name}")


def _names(value: object, where: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name for name in value):
        raise ProblemError(f"{where}: expected a list of names")
    if len(value) > MAX_FACTS:
        raise ProblemError(f"{where}: at most {MAX_FACTS} names, found {len(value)}")
    return value


def _known(names: list[str], facts: set[str], where: str) -> None:
    for name in names:
        if name not in facts:
            raise ProblemError(f"{where}: {name!r:.80} is not among facts")


def _check_way(way: object, facts: set[str], where: str, seen: set[str]) -> None:
    if not isinstance(way, dict) or not {"name", "requires", "grants"} <= set(way):
        raise ProblemError(f"{where}: expected an object with name, requires, grants and cost")
    if not isinstance(way["name"], str) or way["name"] in seen:
        raise ProblemError(f"{where}.name: expected a name that no other way has")
    seen.add(way["name"])
    _known(_names(way["requires"], f"{where}.requires"), facts, f"{where}.requires")
    _known(_names(way["grants"], f"{where}.grants"), facts, f"{where}.grants")
    cost = way.get("cost", 0)
    if isinstance(cost, Decimal) and (not cost.is_finite() or cost.adjusted() > MAX_MAGNITUDE or cost.adjusted() < -MAX_MAGNITUDE):
        raise ProblemError(f"{where}.cost: expected a number of an ordinary size, found {cost!s:.40}")
    if isinstance(cost, bool) or not isinstance(cost, int | Decimal) or cost < 0:
        raise ProblemError(f"{where}.cost: expected a number of 0 or more, found {cost!r:.40}")


def _scale(costs: list[Decimal]) -> int:
    """Power of ten that makes all costs whole.

    Raises:
        ProblemError: when a cost has more than nine decimals, or all together are too large to add up exactly.
    """
    try:
        places = max((-int(cost.normalize().as_tuple().exponent) for cost in costs), default=0)
    except (InvalidOperation, ValueError) as error:
        raise ProblemError("ways: a cost is too large") from error
    if places > MAX_SCALE:
        raise ProblemError(f"ways: costs with at most {MAX_SCALE} decimals")
    scale = int(10 ** max(0, places))
    if sum(costs, Decimal(0)) * scale >= FAR >> 16:
        raise ProblemError("ways: the costs together are too large to add up exactly")
    return scale


def solve_problem(
    data: Mapping[str, Any], objective: NeutralObjective, *, max_nodes: int = 2_000_000, should_stop: Callable[[], bool] | None = None
) -> NeutralAnswer:
    """Solve a problem that :func:`read_problem` has read.

    Args:
        objective: ``sum``: each way used is paid once; ``max``: the dearest chain of ways, those beside it being free (the
            critical path).

    Raises:
        ProblemError: when costs cannot be added up exactly.

    >>> problem = {
    ...     "facts": ["a", "b"],
    ...     "ways": [{"name": "w", "requires": ["a"], "grants": ["b"], "cost": 2}],
    ...     "held": ["a"],
    ...     "goal": ["b"],
    ... }
    >>> solve_problem(problem, "sum").cost
    Decimal('2')
    """
    costs = [Decimal(way.get("cost", 0)) for way in data["ways"]]
    scale = _scale(costs)
    world = compile_world(_spec(data, [int(cost * scale) for cost in costs], objective), DAY)
    goal = All(tuple(Fact(name) for name in dict.fromkeys(data["goal"])))
    situation = look_at(world, Query(goal=goal, as_of=DAY, held=tuple(Holding(fact=name) for name in data["held"])))
    state = situation.state({}, unknown=False)
    if state[situation.graph.goal] or goal == All(()):
        return NeutralAnswer("optimal", Decimal(0), Decimal(0), ())
    criterion = Criterion("sum", (1, 0, 0, 0, 0)) if objective == "sum" else Criterion("days")
    instance = situation.instance(state, first=criterion)
    if instance is None:
        return NeutralAnswer("unreachable", None, None, ())
    found = best_plan(instance, [criterion], [], limits=Promise(), budgets=[], budget=Budget(max_nodes, should_stop))
    if found is None:
        raise RuntimeError("the goal is within reach and nothing limits the plan, yet none was found")
    value = found.values[0]
    chosen = prune(instance, found.chosen, Promise(days=value) if objective == "max" else Promise())
    bound = value if found.bound is None else found.bound
    unit = Fraction(scale, world.money_unit if objective == "sum" else 1)
    status: Literal["optimal", "feasible"] = "optimal" if found.bound is None else "feasible"
    return NeutralAnswer(status, _unscale(value, unit), _unscale(bound, unit), _in_order(data, instance, chosen, world.ways))


def _unscale(value: int, unit: Fraction) -> Decimal:
    exact = Fraction(value) / unit
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _spec(data: Mapping[str, Any], costs: list[int], objective: NeutralObjective) -> WorldSpec:
    ways = []
    for way, cost in zip(data["ways"], costs, strict=True):
        duration = Duration(min=cost, typical=cost, max=cost) if objective == "max" else Duration()
        money = (("XXX", cost),) if objective == "sum" else ()
        requires = All(tuple(Fact(name) for name in dict.fromkeys(way["requires"])))
        ways.append(Way(name=way["name"], requires=requires, grants=tuple(way["grants"]), money=money, duration=duration))
    facts = tuple(FactSpec(name=name) for name in dict.fromkeys(data["facts"]))
    return WorldSpec(facts=facts, ways=tuple(ways), rates=(("XXX", 1),))


def _in_order(data: Mapping[str, Any], instance: Any, chosen: np.ndarray, ways: tuple[Way, ...]) -> tuple[str, ...]:
    left = [ways[int(w)] for w in instance.arrays.way[chosen] if w >= 0]
    needs = {way["name"]: set(way["requires"]) for way in data["ways"]}
    has = set(data["held"])
    order: list[str] = []
    while left:
        ready = [way for way in left if needs[way.name] <= has]
        if not ready:
            raise RuntimeError("the ways of a plan cannot be done in any order")
        for way in ready:
            has |= set(way.grants)
            order.append(way.name)
        left = [way for way in left if way not in ready]
    return tuple(order)

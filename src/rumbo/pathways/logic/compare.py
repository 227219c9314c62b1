"""The same person, several plans: the best by each objective side by side, and what one more paper would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rumbo.engine.front import pareto_front
from rumbo.engine.model import OBJECTIVES, Answer, Holding, Objective, Plan
from rumbo.engine.planner import plan_goal
from rumbo.engine.weighing import weigh_plans
from rumbo.pathways.logic.ask import Ask, query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.problems import AskError, Problem
from rumbo.pathways.logic.render import bound_json, cost_json, named_bodies, named_ways
from rumbo.pathways.logic.values import exponent
from rumbo.pathways.logic.words import fact_words
from rumbo.regionfile.worldspec import RATE_SCALE

__all__ = ["MOST_WEIGHT", "compare", "compromises", "weighed", "worth_having"]

Json = dict[str, Any]
SETTLED = frozenset({"optimal", "feasible", "already-there"})
MOST_FRONT_NODES = 2_000
MOST_WEIGHT = 10_000


def compare(region: CompiledRegion, ask: Ask) -> list[Json]:
    """The best plan by each objective, for as long as there is a plan that stands whatever is not known.

    Returns:
        one entry for each different plan, with the objectives it is best by: ``objectives``, ``cost``, ``steps``,
        ``weakest_certainty``, ``exposed_to``; nothing where the answer depends or there is no way, or for a goal of kind find.
    """
    if region.goals[ask.goal].kind == "find":
        return []
    found: dict[tuple[str, ...], Json] = {}
    for objective in OBJECTIVES:
        answer = _plan(region, ask, objective)
        if answer.status not in SETTLED or answer.plan is None:
            return []
        ways = tuple(step.way for step in answer.plan.steps)
        entry = found.setdefault(tuple(sorted(ways)), _entry(region, answer.plan))
        entry["objectives"].append(objective)
    return list(found.values())


def compromises(region: CompiledRegion, ask: Ask, over: Sequence[Objective]) -> Json:
    """All plans that nothing beats in everything compared: less of one thing costs more of another.

    Args:
        over: two or three objectives; plans come in the order of the first.

    Returns:
        ``over``, ``status`` (``settled``, ``depends`` or ``unreachable``), ``proven`` (none is missing), and ``plans`` as in
        :func:`compare`, where ``objectives`` are those of ``over`` that no other plan of these is better by, each with its ``values`` in
        the order of ``over``: days, visits, crossings, the weight of who learns, money in the region's reference currency.

    Raises:
        ValueError: unless two or three different objectives are given, or for a goal of kind find.
    """
    if region.goals[ask.goal].kind == "find":
        raise ValueError("a list of services has no plans to choose between")
    asked = replace(query(region, ask), max_nodes=MOST_FRONT_NODES)
    front = pareto_front(region.world, asked, over)
    least = [min((values[place] for values in front.values), default=0) for place in range(len(front.over))]
    plans = []
    for plan, values in zip(front.plans, front.values, strict=True):
        best_by = [name for name, value, best in zip(front.over, values, least, strict=True) if value == best]
        told = [bound_json(region, name, value) for name, value in zip(front.over, values, strict=True)]
        plans.append({**_entry(region, plan), "objectives": best_by, "values": told})
    return {"over": list(front.over), "status": front.status, "proven": front.proven, "plans": plans}


def weighed(region: CompiledRegion, ask: Ask, weights: Mapping[Objective, int]) -> Json:
    """The one plan that is best when a day, a visit, a crossing are worth so much: the smallest weighted sum.

    Args:
        weights: how much one unit of each objective counts: of money in the region's reference currency. What is not named counts nothing.

    Returns:
        ``weights``, ``status`` (``settled``, ``depends`` or ``unreachable``), ``proven`` (nothing is better), ``total`` in units of the
        weights, and ``plan`` as in :func:`compare`; both are None where there is none.

    Raises:
        AskError: unless weights are whole numbers from 0 to ``MOST_WEIGHT``, not all of them 0, that can be added up.
        ValueError: for a goal of kind find.
    """
    if region.goals[ask.goal].kind == "find":
        raise ValueError("a list of services has no plan to weigh")
    said = ",".join(f"{name}={weight}" for name, weight in weights.items())
    if not all(0 <= weight <= MOST_WEIGHT for weight in weights.values()):
        raise AskError([Problem(code="not-weights", field="weights", value=said)])
    one = RATE_SCALE * 10 ** exponent(region.records.region.reference_currency)
    scaled = {name: weight if name == "cheapest" else weight * one for name, weight in weights.items()}
    try:
        found = weigh_plans(region.world, replace(query(region, ask), max_nodes=MOST_FRONT_NODES), scaled)
    except ValueError:
        raise AskError([Problem(code="not-weights", field="weights", value=said)]) from None
    return {
        "weights": dict(weights),
        "status": found.status,
        "proven": found.proven,
        "total": None if found.total is None else _whole(round(found.total / one, 2)),
        "plan": None if found.plan is None else _entry(region, found.plan),
    }


def _whole(number: float) -> int | float:
    return int(number) if number.is_integer() else number


def worth_having(region: CompiledRegion, ask: Ask, papers: Iterable[str]) -> list[Json]:
    """What each paper, if the person had it besides what they hold, would open or spare; the most useful first.

    Args:
        papers: facts to try, one at a time; those already held are passed over.

    Returns:
        for each paper that makes a difference: ``fact``, ``name``, ``opens`` (there is no plan for sure without it), ``may_open``
        (there is no way without it, and with it some answers lead to one), and ``saves``: fewer ``visits``, ``days`` and
        ``crossings``. Nothing for a goal of kind find.
    """
    if region.goals[ask.goal].kind == "find":
        return []
    now = _plan(region, ask, ask.objective[0])
    held = {holding.fact for holding in ask.held}
    found = []
    for paper in papers:
        if paper in held:
            continue
        richer = replace(ask, held=(*ask.held, Holding(fact=paper)))
        then = _plan(region, richer, ask.objective[0])
        opens = then.status in SETTLED and now.status not in SETTLED
        may_open = now.status == "unreachable" and then.status == "depends"
        saves = _saves(now.plan, then.plan) if {now.status, then.status} <= SETTLED else {}
        if opens or may_open or saves:
            found.append({"fact": paper, "name": fact_words(region, paper), "opens": opens, "may_open": may_open, "saves": saves})
    return sorted(found, key=lambda item: (not item["opens"], not item["may_open"], -sum(item["saves"].values()), item["fact"]))


def _plan(region: CompiledRegion, ask: Ask, objective: Objective) -> Answer:
    """The bare plan: no other ways, no cases, nothing that could improve it."""
    asked = query(region, replace(ask, objective=(objective,)))
    return plan_goal(region.world, replace(asked, alternatives=0, improvements=False, enough_branches=1))


def _entry(region: CompiledRegion, plan: Plan) -> Json:
    ways = [step.way for step in plan.steps]
    return {
        "objectives": [],
        "cost": cost_json(region, plan),
        "steps": named_ways(region, ways),
        "weakest_certainty": plan.weakest_certainty,
        "exposed_to": named_bodies(region, plan.cost.exposures),
    }


def _saves(now: Plan | None, then: Plan | None) -> dict[str, int]:
    if now is None or then is None:
        return {}
    fewer = {
        "visits": now.cost.visits - then.cost.visits,
        "days": now.cost.days[1] - then.cost.days[1],
        "crossings": now.cost.crossings - then.cost.crossings,
    }
    return {kind: n for kind, n in fewer.items() if n > 0} if min(fewer.values()) >= 0 else {}

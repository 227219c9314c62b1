"""Other plans for the same goal, that differ in kind where there are any."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rumbo.engine.instance import Flags
from rumbo.engine.model import Plan
from rumbo.engine.situation import Situation
from rumbo.engine.solving import Solved, rank_of, solve
from rumbo.engine.stage import Budget


def alternatives(situation: Situation, plan: Plan, budget: Budget) -> tuple[Plan, ...]:
    """Other plans than the best one, as many as the query asks for, best first.

    First come those of another kind, which do without some paper of ``plan``: the best plan without each, no two by the same papers.
    If these are too few, those that come to the same papers by another way: the best plan without each way of ``plan``.
    """
    most = situation.query.alternatives
    if not most:
        return ()
    kinds = {papers_of(plan)}
    seen = {_ways_of(plan)}
    chosen: list[Solved] = []
    for other in _best_without(situation, budget, _without_papers(situation, plan)):
        if other.plan is not None and papers_of(other.plan) not in kinds:
            kinds.add(papers_of(other.plan))
            chosen.append(other)
    chosen = chosen[:most]
    seen |= {_ways_of(other.plan) for other in chosen if other.plan is not None}
    if len(chosen) < most:
        for other in _best_without(situation, budget, _without_ways(situation, plan)):
            if other.plan is not None and len(chosen) < most and _ways_of(other.plan) not in seen:
                seen.add(_ways_of(other.plan))
                chosen.append(other)
    return tuple(other.plan for other in sorted(chosen, key=rank_of) if other.plan is not None)


def papers_of(plan: Plan) -> frozenset[str]:
    """What a plan gets on the way, for a later step or the goal: two plans by the same papers are of one kind."""
    return frozenset(fact for step in plan.steps for fact in step.because if not fact.startswith("at:"))


def _ways_of(plan: Plan) -> frozenset[str]:
    return frozenset(step.way for step in plan.steps)


def _without_papers(situation: Situation, plan: Plan) -> Iterator[Flags]:
    """Actions allowed without each paper of ``plan`` in turn: without all ways that give it."""
    ways = situation.world.ways
    for paper in sorted(papers_of(plan)):
        giving = [index for index, way in enumerate(ways) if paper in way.grants]
        yield situation.allowed & ~np.isin(situation.graph.arrays.way, giving)


def _without_ways(situation: Situation, plan: Plan) -> Iterator[Flags]:
    for way in sorted(_ways_of(plan)):
        yield situation.allowed & (situation.graph.arrays.way != situation.world.way_index[way])


def _best_without(situation: Situation, budget: Budget, allowed: Iterator[Flags]) -> list[Solved]:
    """The best plan by each of some sets of actions, best first; those that are not proven are left out."""
    found = [solve(situation, {}, budget, unknown=False, allowed=some) for some in allowed]
    proven = [other for other in found if other is not None and other.plan is not None and other.found is not None and other.exact]
    return sorted(proven, key=rank_of)

"""What a rule costs: made-up people who want one goal, before and after the rule is changed, counted by group.

The people are invented (:mod:`rumbo.pathways.logic.invented`), so that the figures compare rules and count nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rumbo.engine.faults import WorldError
from rumbo.engine.model import Objective
from rumbo.pathways.logic.changes import apply_changes
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.gains import Gains, GainTally, Key, Outcome, Planned, key_of
from rumbo.pathways.logic.invented import PEOPLE, SEED, Invented, invent
from rumbo.pathways.logic.problems import AskError, Problem
from rumbo.pathways.logic.render import bound_json

__all__ = ["MAX_NODES", "MOST_PEOPLE", "changed_region", "invented_for", "rule_cost", "uses"]

Json = dict[str, Any]
MAX_NODES = 400
MOST_PEOPLE = 1_000
MOST_GOALS, MOST_KEPT = 4, 200


@dataclass
class _Tried:
    """What is known of the made-up people of one goal: their plans before by objective, and what became of them by change."""

    people: Invented
    before: dict[Objective, dict[Key, Planned]] = field(default_factory=dict)
    after: dict[tuple[str, Objective], tuple[Outcome, ...]] = field(default_factory=dict)


def invented_for(region: CompiledRegion, goal: str, *, people: int = PEOPLE) -> Invented:
    """Made-up people who want a goal, always the same ones on one day.

    Raises:
        AskError: when the goal is unknown, or one to look for, which has no plans.
    """
    return _tried(region, goal, people).people


def _tried(region: CompiledRegion, goal: str, people: int) -> _Tried:
    if goal not in region.goals:
        raise AskError([Problem(code="unknown-goal", field="goal", value=goal)])
    if region.goals[goal].reach is None:
        raise AskError([Problem(code="goal-to-find", field="goal", value=goal)])
    kept: dict[tuple[str, int], _Tried] = region.memo.setdefault(("rule-costs",), {})
    if (goal, people) not in kept:
        if len(kept) >= MOST_GOALS:
            kept.clear()
        kept[goal, people] = _Tried(invent(region, goal, people=people, seed=SEED))
    return kept[goal, people]


def changed_region(region: CompiledRegion, changes: Mapping[str, Any]) -> CompiledRegion:
    """The region with changes as :func:`rumbo.pathways.logic.changes.apply_changes` reads them, on the same day.

    Raises:
        AskError: for changes that cannot be read, or with which the ways contradict the engine's rules.
    """
    try:
        return compile_region(apply_changes(region.records, changes, on=region.day).records, on=region.day)
    except WorldError as error:
        raise AskError([Problem(code="changes-broken", field="changes")]) from error


def rule_cost(
    before: CompiledRegion,
    after: CompiledRegion,
    goal: str,
    *,
    objective: Objective = "fastest",
    by: str | None = None,
    people: int = PEOPLE,
) -> Json:
    """For how many made-up people a change opens a goal, shuts it, makes it better or worse, and by how much in the middle.

    Args:
        before: the region as it is.
        after: the same on the same day, changed.
        goal: one of kind reach.
        objective: what plans are best by; medians are in days, visits, crossings, weight of who learns, or reference currency.
        by: an attribute by whose answers to count apart; one of ``groups`` in what is returned.
        people: how many to invent, at most ``MOST_PEOPLE``.

    Returns:
        ``invented`` (always true), the counts of :class:`rumbo.pathways.logic.gains.GainTally`, and ``unproven``: for how many a
        search was cut short, so that there may be a better plan than the one that counts.

    Raises:
        AskError: for a goal that has no plans, or a group that is none.
    """
    tried = _tried(before, goal, min(people, MOST_PEOPLE))
    invented = tried.people
    if by is not None and by not in invented.groups:
        raise AskError([Problem(code="not-a-group", field="by", value=by, nearest=invented.groups[:3])])
    key = (after.world.hash, objective)
    if key not in tried.after:
        if len(tried.after) >= MOST_KEPT:
            tried.after.clear()
        gains = Gains(before, after, nodes=MAX_NODES, plans=tried.before.setdefault(objective, {}))
        tried.after[key] = tuple(gains.outcomes([replace(ask, objective=(objective,)) for ask in invented.asks]))
    outcomes = tried.after[key]
    tally = GainTally(real=False)
    groups = [invented.group_of(ask, by) if by else "" for ask in invented.asks]
    tally.add(zip(groups, outcomes, strict=True))
    return {
        "invented": True,
        "goal": goal,
        "objective": objective,
        "as_of": before.day.isoformat(),
        "before": before.world.hash,
        "after": after.world.hash,
        "grouped_by": by,
        "can_group_by": list(invented.groups),
        "currency": before.records.region.reference_currency,
        "unproven": sum(not outcome.proven for outcome in outcomes),
        **_in_units(before, objective, tally.as_json(), grouped=by is not None),
    }


def _in_units(region: CompiledRegion, objective: Objective, told: Json, *, grouped: bool) -> Json:
    """Medians as people count: money in the reference currency."""
    groups = [{**group, "by": _medians(region, objective, group["by"])} for group in told["groups"]] if grouped else []
    return {**told, "by": _medians(region, objective, told["by"] or {}), "groups": groups}


def _medians(region: CompiledRegion, objective: Objective, by: Mapping[str, int | None]) -> dict[str, int | float | None]:
    return {word: bound_json(region, objective, median) for word, median in by.items()}


def uses(region: CompiledRegion, goal: str, *, objective: Objective = "fastest") -> Mapping[str, int]:
    """By way, how many of the made-up people have it in their plan as things are. Ways that nobody takes are left out."""
    tried = _tried(region, goal, PEOPLE)
    plans = tried.before.setdefault(objective, {})
    asks = [replace(ask, objective=(objective,)) for ask in tried.people.asks]
    Gains(region, region, nodes=MAX_NODES, plans=plans).outcomes(asks)
    found = (plans.get(key_of(ask)) for ask in asks)
    return Counter(way for planned in found if planned for way in planned.ways)

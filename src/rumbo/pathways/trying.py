"""What is tried out on the region: a change for one person, a rule for many made-up people, all goals for one person.

Nothing here writes, and nothing a person answers is kept. To count what a change does to made-up people takes up to a second: one such
count at a time in each process, so that those who plan never wait for more than one.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rumbo.engine.model import Objective
from rumbo.pathways.logic import answer as answers
from rumbo.pathways.logic.ask import AskError, Problem, read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.names import nearest
from rumbo.pathways.logic.rule_costs import changed_region, rule_cost, uses
from rumbo.pathways.logic.rules import Rule, changes_of, rules_json
from rumbo.pathways.logic.screen import screen_json
from rumbo.pathways.queries import PlannerBusy, current_region, one_search

__all__ = ["cost_of_rule", "list_rules", "screen", "users_of_ways", "what_if"]

WAIT_SECONDS = 1.0
_counts = threading.BoundedSemaphore(1)


@contextmanager
def one_count() -> Iterator[None]:
    """The one place to count made-up people in this process, and a place among its searches.

    Raises:
        PlannerBusy: somebody else is counting, or all places are taken.
    """
    if not _counts.acquire(timeout=WAIT_SECONDS):
        raise PlannerBusy
    try:
        with one_search():
            yield
    finally:
        _counts.release()


def list_rules(goal: str, *, on: dt.date) -> dict[str, Any]:
    """The rules on the way to a goal that one can question, each with the change to try.

    Raises:
        AskError: there is no such goal.
        RegionMissing: no region is loaded.
    """
    region = current_region(on=on)
    if goal not in region.goals:
        raise AskError([Problem(code="unknown-goal", field="goal", value=goal, nearest=tuple(nearest(goal, list(region.goals))))])
    return rules_json(region, goal)


def cost_of_rule(region: CompiledRegion, goal: str, rule: Rule, *, objective: Objective, by: str | None) -> dict[str, Any]:
    """What becomes of the made-up people who want a goal, once a rule is changed: see :func:`rumbo.pathways.logic.rule_costs.rule_cost`.

    Raises:
        PlannerBusy: somebody else is counting.
    """
    with one_count():
        after = changed_region(region, changes_of(rule, on=region.day))
        return rule_cost(region, after, goal, objective=objective, by=by)


def users_of_ways(region: CompiledRegion, goal: str) -> Mapping[str, int]:
    """By way, how many of the made-up people have it in their plan.

    Raises:
        PlannerBusy: somebody else is counting.
    """
    with one_count():
        return uses(region, goal)


def what_if(
    *,
    changes: Mapping[str, Any],
    goal: str,
    as_of: dt.date,
    have: Sequence[str | Mapping[str, object]] = (),
    know: Mapping[str, str] | None = None,
    objective: str = "fastest",
    limits: Mapping[str, str | int] | None = None,
    invented: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """One person's answer ``before`` and ``after`` changes; with ``invented``, also what becomes of made-up people who want the goal.

    Args:
        changes: as a what-if file has them.
        goal: with ``as_of``, ``have``, ``know``, ``objective`` and ``limits`` as in :func:`rumbo.pathways.queries.plan`.
        invented: ``by``, an attribute to count apart by, or None. The made-up people have no limits, and their plans are best by
            the first objective.

    Raises:
        AskError: the question or the changes cannot be read.
        PlannerBusy: too many ask at once.
        RegionMissing: no region is loaded.
    """
    with one_search() if invented is None else one_count():
        before = current_region(on=as_of)
        ask = read_ask(before, goal=goal, have=have, know=know or {}, objective=objective, limits=limits or {}, as_of=as_of)
        after = changed_region(before, changes)
        found: dict[str, Any] = {"before": answers.answer(before, ask), "after": answers.answer(after, ask)}
        if invented is not None:
            found["invented"] = rule_cost(before, after, goal, objective=ask.objective[0], by=invented.get("by"))
        return found


def screen(
    *,
    as_of: dt.date,
    have: Sequence[str | Mapping[str, object]] = (),
    know: Mapping[str, str] | None = None,
    limits: Mapping[str, str | int] | None = None,
    ways: bool = False,
    value: bool = False,
) -> dict[str, Any]:
    """Which goals one person can reach, as the JSON of :func:`rumbo.pathways.logic.screen.screen_json`.

    Raises:
        AskError: the question cannot be read.
        PlannerBusy: too many ask at once.
        RegionMissing: no region is loaded.
    """
    with one_search():
        region = current_region(on=as_of)
        any_goal = next(iter(region.goals), "")  # a question is read against one, though all are looked at
        ask = read_ask(region, goal=any_goal, have=have, know=know or {}, limits=limits or {}, as_of=as_of)
        return screen_json(region, ask, ways=ways, value=value)

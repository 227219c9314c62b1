"""The whole answer to a question, as the JSON that pages, the terminal and other programs share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rumbo.engine.model import Answer, Branch, Cost, Plan
from rumbo.engine.planner import plan_goal
from rumbo.engine.whynot import why_not as engine_why_not
from rumbo.pathways.logic.ask import Ask, query
from rumbo.pathways.logic.circles import circles_json
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.dates import Dates, schedule_json
from rumbo.pathways.logic.endings import endings
from rumbo.pathways.logic.find import find
from rumbo.pathways.logic.notices import wants_lawyer, warnings
from rumbo.pathways.logic.questions import in_order, question_json, worth_asking
from rumbo.pathways.logic.render import alternative_json, bound_json, named_bodies, named_facts, plan_json, saves_json, tests_json
from rumbo.pathways.logic.why import why_not_json
from rumbo.pathways.logic.words import text

Json = dict[str, Any]
# What the engine says of its own answer.
_NOTES = {
    "search-cut-short": {
        "es": "La búsqueda se cortó antes de terminar: puede haber un plan que no vimos.",
        "en": "The search was cut short: there may be a plan that we did not see.",
    },
    "branches-cut-short": {
        "es": "Hay más casos de los que se muestran. Conteste una pregunta para ver los suyos.",
        "en": "There are more cases than are shown. Answer a question to see yours.",
    },
}


def answer(region: CompiledRegion, ask: Ask, *, enough_branches: int | None = None, dates: Dates | None = None) -> Json:
    """Answer a question: a plan for a goal of kind reach, a list of services for one of kind find.

    Args:
        region: the region.
        ask: the question.
        enough_branches: how many cases are enough to show where the answer depends; the answer is found sooner, is never
            another one, and says in ``notes`` when cases are missing.
        dates: where days are asked for too, from when and by when; they stand under ``schedule``.

    Returns:
        the plan as JSON; texts are ``{es, en}``, money is in currency units, days in calendar days from ``as_of``.

    >>> answer(region, read_ask(region, goal="ine-card", as_of=today))["status"]  # doctest: +SKIP
    'depends'
    """
    if region.goals[ask.goal].kind == "find":
        found = find(region, ask)
        return found if dates is None else {**found, "schedule": None}
    solved = _solve(region, ask, explained=("unreachable",), enough_branches=enough_branches)
    found = answer_json(region, ask, solved)
    return found if dates is None else {**found, "schedule": schedule_json(region, ask, solved, dates)}


def why_not(region: CompiledRegion, ask: Ask) -> Json:
    """What stands between a person and a goal: the answer's status, repairs and closed ways.

    For a goal that can be reached, ``repairs`` is empty and ``closed`` says nothing: nothing stands in between.
    """
    if region.goals[ask.goal].kind == "find":
        answered = find(region, ask)
    else:
        answered = answer_json(region, ask, _solve(region, ask, explained=("unreachable", "depends")))
    found = answered.get("why_not") or {"repairs": [], "closed": []}
    kept = ("status", "lawyer_first", "goal", "name", "world", "as_of", "questions", "warnings")
    return {**{key: answered[key] for key in kept}, **found}


def _solve(region: CompiledRegion, ask: Ask, *, explained: tuple[str, ...], enough_branches: int | None = None) -> Answer:
    """The engine's answer, with what shuts the goal where its status is one of ``explained``."""
    asked = replace(query(region, ask), enough_branches=enough_branches)
    found = plan_goal(region.world, asked)
    if found.status not in explained or found.why_not is not None:
        return found
    return replace(found, why_not=engine_why_not(region.world, asked))


def catch22(region: CompiledRegion) -> Json:
    """The region's catch-22s: papers that can only be had by already having them."""
    return circles_json(region, region.circles)


def answer_json(region: CompiledRegion, ask: Ask, found: Answer) -> Json:
    """The engine's answer as JSON."""
    questions = worth_asking(region, ask, in_order(found.questions, declined=ask.declined))
    told = warnings(region, ask, ways=_ways_of(found), asked=[question.attribute for question in found.questions])
    goal = region.goals[ask.goal]
    plan = plan_json(region, found.plan or _nothing_to_do())
    return {
        "status": found.status,
        "lawyer_first": plan["lawyer_first"] or wants_lawyer(told),
        "goal": ask.goal,
        "name": text(goal.name),
        "first": text(goal.first),
        "objective": ",".join(ask.objective),
        "world": found.world,
        "as_of": ask.as_of.isoformat(),
        "weakest_certainty": plan["weakest_certainty"] if found.plan else None,
        "cost": plan["cost"] if found.status != "unreachable" else None,
        "bound": _bound(region, ask, found),
        "ties_proven": found.ties_proven,
        "repaired": found.repaired,
        "could_improve": [{"attribute": item.attribute, "saves": saves_json(region, item.saves)} for item in found.could_improve],
        "questions": [question_json(region, question) for question in questions],
        "branches": [_branch_json(region, branch) for branch in found.branches],
        "warnings": told,
        "steps": plan["steps"],
        "exposed_to": named_bodies(region, found.plan.cost.exposures if found.plan else ()),
        "alternatives": [alternative_json(region, other, than=found.plan) for other in found.alternatives],
        "notes": [*({"code": code, "words": dict(_NOTES[code])} for code in found.warnings), *endings(region, ask, _plans_of(found))],
        "why_not": why_not_json(region, ask, found.why_not) if found.why_not else None,
    }


def _branch_json(region: CompiledRegion, branch: Branch) -> Json:
    return {
        "when": tests_json(region, branch.when),
        "rests_on": tests_json(region, branch.rests_on),
        "status": branch.status,
        "plan": plan_json(region, branch.plan) if branch.plan else None,
        "lacks": [named_facts(region, facts) for facts in branch.lacks],
    }


def _bound(region: CompiledRegion, ask: Ask, found: Answer) -> int | float | None:
    if found.bound is None or found.status != "feasible":
        return None
    return bound_json(region, ask.objective[0], found.bound)


def _nothing_to_do() -> Plan:
    return Plan(steps=(), cost=Cost())


def _plans_of(found: Answer) -> list[Plan]:
    """The plan, and that of each branch."""
    plans = [found.plan, *(branch.plan for branch in found.branches)]
    return [plan for plan in plans if plan is not None]


def _ways_of(found: Answer) -> Iterable[str]:
    """Ways in the plan, in branches, and those shut: a warning about a way concerns who cannot take it as well."""
    taken = [step.way for plan in (*_plans_of(found), *found.alternatives) for step in plan.steps]
    return [*taken, *(way for way, _ in found.why_not.closed)] if found.why_not else taken

"""Asks the real region as a navigator would, and reads the answer: who grants what, in which order, at what cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from rumbo.engine.conditions import All, AnyOf, Condition, Fact, NoneOf, Test
from rumbo.engine.planner import plan_goal
from rumbo.pathways.logic import answer
from rumbo.pathways.logic.ask import Ask, query, read_ask, read_pairs
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import RegionRecords

ROOT = Path(__file__).resolve().parents[2]
CALIBAJA = ROOT / "regions" / "calibaja"
TODAY = "2026-11-22"
OBJECTIVES = ("cheapest", "fastest", "fewest-visits", "fewest-crossings", "least-exposed")
Json = dict[str, Any]


@cache
def region(as_of: str = TODAY) -> CompiledRegion:
    """The real region as it stands on a day; read from its files once a run."""
    return compile_region(_records(), on=dt.date.fromisoformat(as_of))


@cache
def _records() -> RegionRecords:
    records, findings = read_region(CALIBAJA)
    assert records is not None, [str(finding) for finding in findings]
    return records


def ask_of(goal: str, *, have: str = "", know: str = "", as_of: str = TODAY, objective: str = "fastest", limits: str = "") -> Ask:
    """A question, read from the words of a terminal."""
    return read_ask(
        region(as_of),
        goal=goal,
        have=[have] if have else [],
        know=read_pairs(know, field="know"),
        objective=objective,
        limits=read_pairs(limits, field="limits"),
        as_of=dt.date.fromisoformat(as_of),
    )


@cache
def plan(goal: str, *, have: str = "", know: str = "", as_of: str = TODAY, objective: str = "fastest", limits: str = "") -> Json:
    """The plan as JSON, as every program gets it; the same question is worked out once a run.

    Args:
        goal: a goal's id.
        have: papers held, as written in the terminal.
        know: answers, as written in the terminal.
        as_of: the day of the question.
        objective: what to compare plans by.
        limits: what a plan may not exceed, as written in the terminal.

    >>> plan("formal-job-tijuana", have="curp,nss,rfc", know="side=mx,nationality=MX")["status"]  # doctest: +SKIP
    'optimal'
    """
    return answer.answer(region(as_of), ask_of(goal, have=have, know=know, as_of=as_of, objective=objective, limits=limits))


def why_not(goal: str, *, have: str = "", know: str = "", as_of: str = TODAY, limits: str = "") -> Json:
    """What stands between a person and a goal, as JSON."""
    return answer.why_not(region(as_of), ask_of(goal, have=have, know=know, as_of=as_of, limits=limits))


def reach(fact: str, *, have: str = "", know: str = "", as_of: str = TODAY, limits: str = "") -> Json:
    """The plan to one fact for which the region has no goal of its own: a paper that helps on the way."""
    compiled = region(as_of)
    ask = ask_of("first-identity-after-deportation", have=have, know=know, as_of=as_of, limits=limits)
    asked = query(compiled, ask)
    found = plan_goal(compiled.world, replace(asked, goal=Fact(fact)))
    return answer.answer_json(compiled, ask, found)


def plans_in(found: Json) -> Iterator[Json]:
    """The plan and the plans of its branches, each with ``steps`` in full."""
    yield found
    yield from (branch["plan"] for branch in found["branches"] if branch["plan"])


def ways_in(found: Json) -> set[str]:
    """Every way that the answer names as something to do: steps, branches and alternatives."""
    steps = [step["way"] for each in plans_in(found) for step in each["steps"]]
    return {*steps, *(step["way"] for other in found["alternatives"] for step in other["steps"])}


def grants(found: Json) -> list[str]:
    """The facts that the steps grant, in the order of the steps."""
    return [fact for step in found["steps"] for fact in step["grants"]]


def requires(found: Json) -> set[str]:
    """The facts that some step uses."""
    return {fact for step in found["steps"] for fact in step["requires"]}


def step_to(found: Json, fact: str) -> Json:
    """The step that grants a fact.

    Raises:
        AssertionError: where no step grants it.
    """
    steps: list[Json] = [step for step in found["steps"] if fact in step["grants"]]
    assert steps, f"no step grants {fact}: {grants(found)}"
    return steps[0]


def before(found: Json, first: str, then: str) -> bool:
    """Whether the steps grant one fact before another."""
    granted = grants(found)
    return first in granted and then in granted and granted.index(first) < granted.index(then)


def waits_for(found: Json, fact: str, other: str) -> bool:
    """Whether the step to ``fact`` waits, through any steps between, for the step to ``other``."""
    steps = {step["way"]: step for step in found["steps"]}
    pending, seen = list(step_to(found, fact)["after"]), set()
    while pending:
        way = pending.pop()
        if way not in seen:
            seen.add(way)
            pending.extend(steps[way]["after"])
    return step_to(found, other)["way"] in seen


def crossings_in(found: Json) -> set[str]:
    """Ways that cross the border, anywhere in the answer: steps, branches, alternatives."""
    ways = region(found["as_of"]).ways
    return {way for way in ways_in(found) if ways[way].crosses_to}


def never_crosses(found: Json) -> bool:
    """Whether nothing that the answer names crosses the border."""
    counted = [each["cost"]["crossings"] for each in (*plans_in(found), *found["alternatives"]) if each["cost"]]
    return not crossings_in(found) and not any(counted)


def granted_anywhere(found: Json) -> set[str]:
    """Facts granted by anything the answer names, alternatives included."""
    ways = region(found["as_of"]).ways
    return {fact for way in ways_in(found) for fact in ways[way].grants}


def exposed_anywhere(found: Json) -> set[str]:
    """Bodies that learn who the person is in any plan of the answer."""
    return {body for each in (*plans_in(found), *found["alternatives"]) if each["cost"] for body in each["cost"]["exposures"]}


def notices(found: Json) -> dict[str, Json]:
    """The warnings of an answer by id, those that hold."""
    return {notice["id"]: notice for notice in found["warnings"] if notice["holds"]}


def warns(found: Json, *words: str) -> bool:
    """Whether one warning that holds says all the words, in its id or in either language."""
    said = [" ".join((key, notice["text"]["es"], notice["text"]["en"])).lower() for key, notice in notices(found).items()]
    return any(all(word.lower() in text for word in words) for text in said)


def tells(found: Json, *words: str) -> bool:
    """Whether one warning, holding or only possible, says all the words."""
    said = [" ".join((notice["id"], notice["text"]["es"], notice["text"]["en"])).lower() for notice in found["warnings"]]
    return any(all(word.lower() in text for word in words) for text in said)


def asks(found: Json) -> list[str]:
    """The attributes asked for, in order."""
    return [question["attribute"] for question in found["questions"]]


def fees(step: Json) -> list[tuple[float, str]]:
    """What a step costs, fee by fee."""
    return [(fee["amount"], fee["currency"]) for fee in step["fees"]]


def classes_of(found: Json) -> set[str]:
    """The classes of the bodies behind the services of a list."""
    organizations = region(found["as_of"]).organizations
    return {organizations[service["organization"]].cls for service in found["services"] if service["organization"]}


def implied(facts: Iterable[str]) -> set[str]:
    """Facts with all that they are a kind of; closed over here, not by the engine."""
    kinds = {fact.id: fact.implies for fact in region().records.facts}
    found, pending = set(), list(facts)
    while pending:
        fact = pending.pop()
        if fact not in found:
            found.add(fact)
            pending.extend(kinds.get(fact, ()))
    return found


def held_facts(have: str, know: str) -> set[str]:
    """The facts that ``have`` names, and the side that ``know`` states, with what they amount to."""
    known = {fact.id for fact in region().records.facts}
    names = [part.partition("@")[0] for part in have.split(",") if part]
    named = [next(full for full in (name, f"document:{name}", f"status:{name}") if full in known) for name in names]
    sides = [part.removeprefix("side=") for part in know.split(",") if part.startswith("side=")]
    return implied([*named, *(f"at:{side}" for side in sides)])


def crossed_to(step: Json) -> set[str]:
    """The side where one is after a step that crosses."""
    return {f"at:{step['crosses_to']}"} if step["crosses_to"] else set()


def holds_goal(goal: str, facts: set[str], as_of: str = TODAY) -> bool:
    """Whether facts amount to a goal; read from the goal's own condition."""
    reach_condition = region(as_of).goals[goal].reach
    assert reach_condition is not None, f"{goal} is a list, not a plan"
    return amounts_to(reach_condition, facts)


def amounts_to(condition: Condition, facts: set[str]) -> bool:
    """Whether facts meet a condition, its tests of attributes taken as met: they are the engine's to judge."""
    match condition:
        case Fact(name):
            return name in facts
        case All(parts):
            return all(amounts_to(part, facts) for part in parts)
        case AnyOf(parts):
            return any(amounts_to(part, facts) for part in parts)
        case Test() | NoneOf():
            return True
    raise AssertionError(f"a condition of another form: {condition}")

"""Every plan is walked again, step by step, by other code than the one that made it; none has a step too many."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.acceptance.ask import OBJECTIVES, Json, amounts_to, crossed_to, held_facts, holds_goal, implied, plan, region
from tests.acceptance.situations import SITUATIONS, Situation


def walked(held: Iterable[str], steps: Iterable[Json]) -> set[str] | str:
    """The facts held after the steps; or the way of the first step that cannot be taken. One is on one side at a time."""
    facts = implied(held)
    for step in steps:
        if not set(step["requires"]) <= facts:
            return str(step["way"])
        facts -= {"at:mx", "at:us"} if step["crosses_to"] else set()
        facts = implied((facts - set(step["loses"])) | set(step["grants"]) | crossed_to(step))
    return facts


def unmet(found: Json) -> list[str]:
    """Steps whose own way, as recorded, demands papers that the step does not name."""
    ways = region().ways
    return [step["way"] for step in found["steps"] if not amounts_to(ways[step["way"]].requires, implied(step["requires"]))]


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a202_every_plan_replayed_from_the_papers_held_reaches_its_goal(situation: Situation, objective: str) -> None:
    """engine.md, always true: a plan, replayed from the facts held, reaches the goal."""
    found = plan(**situation.asked, objective=objective)
    reached = walked(held_facts(situation.have, situation.know), found["steps"])
    assert not isinstance(reached, str), f"{reached} cannot be taken"
    assert holds_goal(situation.goal, reached)


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a203_each_step_names_all_the_papers_that_its_way_demands(situation: Situation) -> None:
    """ids.md, plan as JSON: requires and grants are those of the way."""
    found = plan(**situation.asked)
    assert unmet(found) == []
    assert all(set(step["grants"]) == set(region().ways[step["way"]].grants) for step in found["steps"])


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a204_no_plan_has_a_step_too_many(situation: Situation, objective: str) -> None:
    """engine.md, always true: removing any one step breaks it."""
    steps = plan(**situation.asked, objective=objective)["steps"]
    assert steps
    for left_out in steps:
        reached = walked(held_facts(situation.have, situation.know), [step for step in steps if step is not left_out])
        assert isinstance(reached, str) or not holds_goal(situation.goal, reached), left_out["way"]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a205_who_already_has_it_is_told_so(situation: Situation) -> None:
    """ids.md: already-there."""
    reached = walked(held_facts(situation.have, situation.know), plan(**situation.asked)["steps"])
    assert not isinstance(reached, str)
    named = ",".join(sorted(fact for fact in reached if fact not in held_facts("", situation.know) and not fact.startswith("at:")))
    know = situation.know.replace("has_civil_record=no", "has_civil_record=yes")
    assert plan(situation.goal, have=named, know=know)["status"] == "already-there"


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a206_each_step_stands_behind_the_steps_it_waits_for(situation: Situation) -> None:
    """ids.md: steps in order; look.md: a plan is read from the top."""
    done: set[str] = set()
    for step in plan(**situation.asked)["steps"]:
        assert set(step["after"]) <= done
        assert step["ready"] <= step["done"]
        done.add(step["way"])


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a207_in_person_steps_stand_on_their_own_side(situation: Situation) -> None:
    """engine.md: an in-person way requires `at:` its side, a remote way none; only crossing ways grant the other side."""
    for step in plan(**situation.asked)["steps"]:
        place = {fact for fact in step["requires"] if fact.startswith("at:")}
        assert place == ({f"at:{step['side']}"} if step["in_person"] or step["crosses_to"] else set()), step["way"]
        if not step["crosses_to"]:
            assert not [fact for fact in step["grants"] if fact.startswith("at:")]

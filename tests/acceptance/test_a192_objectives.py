"""Each objective keeps its own promise: no other objective's plan beats it at what it compares."""

from __future__ import annotations

import json

import pytest

from tests.acceptance.ask import OBJECTIVES, Json, fees, plan, region
from tests.acceptance.situations import SITUATIONS, Situation


def measured(found: Json) -> dict[str, float]:
    """What a plan costs under each objective, counted from its JSON."""
    cost = found["cost"]
    rates = {rate.currency: float(rate.value) for rate in region().records.region.rates}
    weights = {body.name: body.weight for body in region().spec.bodies}
    return {
        "cheapest": sum(amount * rates.get(currency, 1.0) for currency, amount in cost["money"].items()),
        "fastest": cost["days"]["typical"],
        "fewest-visits": cost["visits"],
        "fewest-crossings": cost["crossings"],
        "least-exposed": sum(weights[body] for body in cost["exposures"]),
    }


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a192_no_objective_is_beaten_at_its_own_criterion(situation: Situation) -> None:
    """engine.md: objectives; "optimal" means that no plan is better."""
    by_objective = {objective: plan(**situation.asked, objective=objective) for objective in OBJECTIVES}
    assert {found["status"] for found in by_objective.values()} == {"optimal"}
    costs = {objective: measured(found) for objective, found in by_objective.items()}
    for objective in OBJECTIVES:
        best = min(cost[objective] for cost in costs.values())
        assert costs[objective][objective] == pytest.approx(best), (objective, costs)


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a193_alternatives_are_never_better_at_what_was_asked(situation: Situation) -> None:
    """engine.md: alternatives differ in kind; the plan shown first is the best."""
    found = plan(**situation.asked)
    assert all(other["cost"]["days"]["typical"] >= found["cost"]["days"]["typical"] for other in found["alternatives"])


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a194_the_cost_told_is_the_sum_of_the_steps(situation: Situation) -> None:
    """ids.md: plan, as JSON: money per currency, crossings, exposures and the fees of the steps say the same."""
    found = plan(**situation.asked)
    paid: dict[str, float] = {}
    for step in found["steps"]:
        for amount, currency in fees(step):
            paid[currency] = paid.get(currency, 0) + amount
    assert {currency: amount for currency, amount in found["cost"]["money"].items() if amount} == paid
    assert found["cost"]["crossings"] == sum(step["crosses_to"] is not None for step in found["steps"])
    assert {body for step in found["steps"] for body in step["exposures"]} <= set(found["cost"]["exposures"])


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a195_who_will_know_includes_whom_it_is_passed_on_to(situation: Situation) -> None:
    """glossary: exposure is a body that learns who the person is, and whom it passes that on to."""
    found = plan(**situation.asked)
    passes = {body.name: set(body.passes_to) for body in region().spec.bodies}
    known = set(found["cost"]["exposures"])
    assert all(passes[body] <= known for body in known)


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a196_certainty_days_and_words_are_those_of_the_weakest_step(situation: Situation) -> None:
    """ids.md: weakest_certainty; house.md: every text in Spanish and English, every fact with source, date and confidence."""
    found = plan(**situation.asked)
    order = ["right", "discretionary", "if-available"]
    assert found["weakest_certainty"] == max((step["certainty"] for step in found["steps"]), key=order.index)
    assert found["cost"]["days"]["min"] <= found["cost"]["days"]["typical"] <= found["cost"]["days"]["max"]
    for step in found["steps"]:
        assert step["why"]["es"]
        assert step["why"]["en"]
        assert step["source"]["title"]
        assert step["source"]["date"]
        assert step["source"]["confidence"] in ("high", "medium", "low")
        assert step["source"]["confidence"] != "low" or step["unconfirmed"]


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a197_a_step_is_shown_in_the_later_of_its_phase_and_its_prerequisites(situation: Situation) -> None:
    """ids.md, vocabularies: phase."""
    order = ["immediate", "services", "livelihood"]
    phases = {step["way"]: order.index(step["phase"]) for step in plan(**situation.asked)["steps"]}
    for step in plan(**situation.asked)["steps"]:
        assert all(phases[before] <= phases[step["way"]] for before in step["after"])


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a198_the_same_question_gives_the_same_answer(situation: Situation) -> None:
    """engine.md: the same query on the same world hash gives the same bytes."""
    worked_out_again = plan.__wrapped__(**situation.asked)
    assert json.dumps(worked_out_again) == json.dumps(plan(**situation.asked))


def test_a199_a_budget_is_never_exceeded() -> None:
    """engine.md: a limit never yields a plan that breaks it."""
    asked = {
        "goal": "consular-id-san-diego",
        "have": "passport-mx,proof-of-address",
        "know": "side=us,nationality=MX,removed_before=no,protection_need=no",
    }
    assert plan(**asked, limits="budget=USD:40")["status"] == "optimal"
    assert plan(**asked, limits="budget=USD:39")["status"] == "unreachable"


def test_a200_more_papers_never_make_a_plan_slower() -> None:
    """engine.md: more facts never make a plan worse (for facts that appear in no guard)."""
    know = "side=mx,nationality=MX,has_civil_record=yes"
    days = [
        plan("formal-job-tijuana", have=have, know=know)["cost"]["days"]["typical"]
        for have in ("", "birth-certificate-mx", "curp", "curp,nss,rfc")
    ]
    assert days == sorted(days, reverse=True)


def test_a201_the_reference_rate_is_dated() -> None:
    """engine.md: cheapest compares by the region's dated reference rate, output stays per currency."""
    rates = region().records.region.rates
    assert {rate.currency for rate in rates} == {"USD"}
    assert all(rate.date and rate.source for rate in rates)

"""The engine's plans as JSON with words: steps, costs, conditions, alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, get_args

from rumbo.directory.logic.disclosure import public_organization
from rumbo.engine.conditions import Test, to_data
from rumbo.engine.model import Plan, Step
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.disclosure import body_json, is_confidential, service_json
from rumbo.pathways.logic.simplify import simplified
from rumbo.pathways.logic.sources import source_json, unconfirmed_json
from rumbo.pathways.logic.words import fact_words, money_number, text, words_of_test
from rumbo.regionfile import records as r
from rumbo.regionfile.worldspec import RATE_SCALE

Json = dict[str, Any]
_PHASES = get_args(r.Phase)
MOST_KEPT = 10_000
_MEASURES = {
    "cheapest": "money",
    "fastest": "days",
    "fewest-visits": "visits",
    "fewest-crossings": "crossings",
    "least-exposed": "exposures",
}


def plan_json(region: CompiledRegion, plan: Plan) -> Json:
    """A plan: what it costs, its steps in order, the weakest certainty among them."""
    return {
        "cost": cost_json(region, plan),
        "weakest_certainty": plan.weakest_certainty,
        "lawyer_first": any(region.ways[step.way].lawyer_first for step in plan.steps),
        "steps": steps_json(region, plan.steps),
    }


def cost_json(region: CompiledRegion, plan: Plan) -> Json:
    """What a plan costs; money in currency units, every currency of the region named. ``fees_known``: no step has a fee besides."""
    cost = plan.cost
    low, typical, high = cost.days
    return {
        "money": {**dict.fromkeys(region.currencies, 0), **{currency: money_number(minor, currency) for currency, minor in cost.money}},
        "fees_known": all(fee_of(region, region.ways[step.way]) in {"free", "known"} for step in plan.steps),
        "days": {"min": low, "typical": typical, "max": high},
        "visits": cost.visits,
        "crossings": cost.crossings,
        "exposures": list(cost.exposures),
    }


def fee_of(region: CompiledRegion, way: r.WayRecord) -> Literal["free", "known", "unpriced", "unknown"]:
    """What is known of a way's fee: that there is none, its amount, that there is one, or nothing. No amount is not a price of zero."""
    if way.money:
        return "known"
    free = region.services[way.service].free
    return "unknown" if free is None else "free" if free else "unpriced"


def steps_json(region: CompiledRegion, steps: Iterable[Step]) -> list[Json]:
    """The steps in order, each in the later of its own phase and the phases of the steps it waits for.

    Who crosses does so for what comes after: a crossing stands no earlier than the first step that needs it.
    """
    steps = list(steps)
    phases: dict[str, int] = {}
    for step in steps:
        phases[step.way] = max([_PHASES.index(region.ways[step.way].phase), *(phases.get(before, 0) for before in step.after)])
    for step in steps:
        then = [phases[other.way] for other in steps if step.way in other.after]
        if region.ways[step.way].crosses_to is not None and then:
            phases[step.way] = max(phases[step.way], min(then))
    return [step_json(region, step, phase=_PHASES[phases[step.way]]) for step in steps]


def step_json(region: CompiledRegion, step: Step, *, phase: str) -> Json:
    """One step: what is done, where, with what, what one gets, what it costs, how sure it is."""
    return {
        **_of_all(region, step.way),
        "phase": phase,
        "requires": list(step.uses),
        "because": list(step.because),
        "if": tests_json(region, step.if_),
        "given": tests_json(region, step.given),
        "after": list(step.after),
        "ready": step.ready,
        "done": step.done,
    }


def _of_all(region: CompiledRegion, way_id: str) -> Json:
    """What a step of this way says to everyone, worked out once: not to be written to."""
    key = ("step", way_id)
    if key not in region.memo:
        way = region.ways[way_id]
        region.memo[key] = {
            "way": way.id,
            "name": text(way.name),
            **_where(region, way),
            "phase": way.phase,
            "requires": [],
            "grants": list(way.grants),
            "because": [],
            "loses": list(way.loses),
            "if": [],
            "given": [],
            "certainty": way.certainty,
            "irreversible": way.irreversible is not None,
            "irreversible_why": way.irreversible,
            "lawyer_first": way.lawyer_first,
            "fee": fee_of(region, way),
            **_what_it_takes(way),
            "after": [],
            "ready": 0,
            "done": 0,
            "why": text(way.why),
            "bring": text(way.bring),
            "gives": text(way.gives),
            "refused": text(way.refused),
            "beware": text(way.beware),
            **_how_sure(region, way),
        }
    found: Json = region.memo[key]
    return found


def _where(region: CompiledRegion, way: r.WayRecord) -> Json:
    service = region.services[way.service]
    shown = service_json(region, service)
    return {
        "service": way.service,
        "service_name": shown["name"],
        "how": shown["how"],
        "hours": shown["hours"],
        "unknown": shown["unknown"] if way.in_person else [],
        "locations": shown["locations"] if way.in_person else [],
        **body_json(region, service),
        "side": way.side,
        "in_person": way.in_person,
        "crosses_to": way.crosses_to,
        "ports": list(way.ports),
    }


def _what_it_takes(way: r.WayRecord) -> Json:
    money: dict[str, int] = {}
    for paid in way.money:
        money[paid.currency] = money.get(paid.currency, 0) + paid.amount
    return {
        "visit_group": way.visit_group,
        "days": {"min": way.duration.min, "typical": way.duration.typical, "max": way.duration.max},
        "days_unit": way.duration.unit,
        "calendar": way.duration.calendar,
        "money": {currency: money_number(minor, currency) for currency, minor in sorted(money.items())} or None,
        "fees": [
            {"amount": money_number(paid.amount, paid.currency), "currency": paid.currency, "what": text(paid.what)} for paid in way.money
        ],
        "exposures": list(way.exposures),
        "seasons": [{"first": season.first.isoformat(), "last": season.last.isoformat()} for season in way.seasons],
        "season_note": text(way.season_note),
        "valid_days": dict(way.valid_days),
    }


def _how_sure(region: CompiledRegion, way: r.WayRecord) -> Json:
    hidden = is_confidential(region, region.services[way.service])
    return {
        "source": None if hidden else source_json(region, way.provenance),
        "unconfirmed": unconfirmed_json(way.provenance, state=way.state),
    }


def tests_json(region: CompiledRegion, tests: Iterable[tuple[Test, bool]]) -> list[Json]:
    """Tests of attributes with how they come out, in data and in words, said as short as they can be; not to be written to."""
    return [_test_json(region, test, holds) for test, holds in simplified(tests)]


def _test_json(region: CompiledRegion, test: Test, holds: bool) -> Json:
    key = ("test", test, holds)
    found: Json | None = region.memo.get(key)
    if found is None:
        found = {"attribute": test.attribute, "test": to_data(test), "holds": holds, "words": words_of_test(region, test, holds=holds)}
        if len(region.memo) < MOST_KEPT:
            region.memo[key] = found
    return found


def alternative_json(region: CompiledRegion, plan: Plan, *, than: Plan | None) -> Json:
    """Another plan, and how it differs: ways it has and ways it spares."""
    own = [step.way for step in plan.steps]
    other = [step.way for step in than.steps] if than else []
    return {
        "cost": cost_json(region, plan),
        "weakest_certainty": plan.weakest_certainty,
        "steps": named_ways(region, own),
        "differs_by": {
            "with": named_ways(region, [way for way in own if way not in other]),
            "without": named_ways(region, [way for way in other if way not in own]),
        },
    }


def saves_json(region: CompiledRegion, saves: Iterable[tuple[str, int]]) -> Json:
    """What knowing something could save, in the units of ``cost``; money in the region's reference currency."""
    return {_MEASURES[name]: bound_json(region, name, amount) for name, amount in saves}


def bound_json(region: CompiledRegion, objective: str, amount: int | None) -> int | float | None:
    """An amount of what an objective counts; for ``cheapest`` in units of the region's reference currency."""
    if amount is None or objective != "cheapest":
        return amount
    return money_number(round(amount / RATE_SCALE), region.records.region.reference_currency)


def named_ways(region: CompiledRegion, ways: Iterable[str]) -> list[Json]:
    """Ways by id, with their names."""
    return [{"way": way, "name": text(region.ways[way].name)} for way in ways]


def named_facts(region: CompiledRegion, facts: Iterable[str]) -> list[Json]:
    """Facts by id, with their names."""
    return [{"fact": fact, "name": fact_words(region, fact)} for fact in facts]


def named_bodies(region: CompiledRegion, bodies: Iterable[str]) -> Mapping[str, Json | None]:
    """Names of the bodies that learn who a person is."""
    return {body: text(public_organization(region.organizations[body]).name) for body in bodies if body in region.organizations}

"""The page that shows what a rule costs: made-up people who want a goal, before and after the rule is changed.

It reads no answers and holds nothing personal; all that is chosen stands in its address, so that a working group can pass it on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rumbo.engine.model import OBJECTIVES, Objective
from rumbo.pathways import pages, queries, trying
from rumbo.pathways.comparing import AXIS_NAMES
from rumbo.pathways.logic.bars import bars
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.gains import OUTCOMES
from rumbo.pathways.logic.invented import PEOPLE
from rumbo.pathways.logic.rule_costs import invented_for
from rumbo.pathways.logic.rules import Rule, changes_of, rule_words, rules_of
from rumbo.pathways.logic.words import both, fact_words, value_words
from rumbo.pathways.views import come_back, public_region
from rumbo.regionfile.records import GoalRecord
from rumbo.web.templatetags.shell import amount, plain

__all__ = ["rule_cost_page"]

OUTCOME_NAMES = {
    "newly": gettext_lazy("They reach it, and did not before"),
    "no-longer": gettext_lazy("They no longer reach it"),
    "same": gettext_lazy("They reach it just as before"),
    "neither": gettext_lazy("They reach it neither before nor after"),
}
# What is better and worse by each measure.
MORE_OR_LESS: Mapping[Objective, tuple[Any, Any]] = {
    "fastest": (gettext_lazy("They reach it sooner"), gettext_lazy("They reach it later")),
    "cheapest": (gettext_lazy("They reach it for less money"), gettext_lazy("They reach it for more money")),
    "fewest-visits": (gettext_lazy("They reach it with fewer visits"), gettext_lazy("They reach it with more visits")),
    "fewest-crossings": (gettext_lazy("They reach it with fewer crossings"), gettext_lazy("They reach it with more crossings")),
    "least-exposed": (gettext_lazy("Fewer offices learn who they are"), gettext_lazy("More offices learn who they are")),
}
CHANGED = ("newly", "no-longer", "better", "worse")
UNITS: Mapping[Objective, str] = {"fastest": "days", "fewest-visits": "visits", "fewest-crossings": "crossings"}
SAID = {
    "asks": gettext_lazy("it no longer asks for: %(fact)s"),
    "way": gettext_lazy("it can no longer be done"),
    "port": gettext_lazy("it is closed for a year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What an address chooses, as far as the region knows it. ``at``: the way or the port whose rules are looked at."""

    goal: GoalRecord
    rules: tuple[Rule, ...]
    groups: tuple[str, ...]
    at: str = ""
    rule: Rule | None = None
    by: str | None = None
    measure: Objective = "fastest"

    @property
    def here(self) -> list[Rule]:
        """The rules at the place that was chosen."""
        return [rule for rule in self.rules if self.at in (rule.way, rule.port)] if self.at else []


def chosen_in(region: CompiledRegion, goal: GoalRecord, told: Mapping[str, str]) -> Chosen:
    """Read an address; what the region does not know, or what belongs to another goal, counts as not chosen."""
    rules, groups = rules_of(region, goal.id), invented_for(region, goal.id).groups
    places = {place for rule in rules for place in (rule.way, rule.port) if place}
    at, measure = told.get("at", ""), told.get("measure")
    chosen = Chosen(
        goal=goal,
        rules=rules,
        groups=groups,
        at=at if at in places else "",
        by=next((name for name in groups if name == told.get("by")), None),
        measure=next((name for name in OBJECTIVES if name == measure), "fastest"),
    )
    return replace(chosen, rule=next((rule for rule in chosen.here if rule.id == told.get("rule")), None))


@public_region
def rule_cost_page(request: HttpRequest, *, region: CompiledRegion) -> HttpResponse:
    """Choose a goal, then a step or a port on the way to it, then a rule of it; then what it would do to made-up people."""
    goal = region.goals.get(request.GET.get("goal", ""))
    context: dict[str, Any] = {"keeps_query": True, "goals": _goals(region), "people": PEOPLE, "measures": list(AXIS_NAMES.items())}
    try:
        if goal is not None and goal.reach is not None:
            context |= _choices(region, goal, request.GET)
    except queries.PlannerBusy:
        return come_back(request, _("Somebody else is counting right now"), _("Wait a few seconds and load the page again."))
    return render(request, "pathways/rule_cost.html", context)


def _goals(region: CompiledRegion) -> list[tuple[Any, list[GoalRecord]]]:
    """Goals that one can plan to, by phase."""
    groups = ((words, [goal for goal in goals if goal.reach is not None]) for _phase, words, goals in pages.goals_by_phase(region))
    return [(words[0], goals) for words, goals in groups if goals]


def _choices(region: CompiledRegion, goal: GoalRecord, told: Mapping[str, str]) -> dict[str, Any]:
    users = trying.users_of_ways(region, goal.id)
    chosen = chosen_in(region, goal, told)
    context = {
        "chosen": chosen,
        "places": _places(region, chosen.rules, users),
        "rules": [(rule, _what_if(region, rule)) for rule in chosen.here],
        "groups": [(name, record_words(region, name)) for name in chosen.groups],
    }
    if chosen.rule is not None:
        counted = trying.cost_of_rule(region, goal.id, chosen.rule, objective=chosen.measure, by=chosen.by)
        context |= _result(region, chosen, chosen.rule, counted)
    return context


def record_words(region: CompiledRegion, attribute: str) -> Mapping[str, str]:
    """What is asked about an attribute; its id where the region does not say."""
    record = pages.record_of(region, attribute)
    return both(record.question) if record is not None else {"es": attribute, "en": attribute}


def _what_if(region: CompiledRegion, rule: Rule) -> str:
    return str(SAID[rule.kind]) % {"fact": plain(fact_words(region, rule.fact))} if rule.fact else str(SAID[rule.kind])


def _places(region: CompiledRegion, rules: Iterable[Rule], users: Mapping[str, int]) -> list[tuple[str, list[tuple[str, Any, int]]]]:
    """Steps and ports to choose from: first the steps that made-up people take, those of most people first."""
    ways = dict.fromkeys(rule.way for rule in rules if rule.way)
    ports = [rule.port for rule in rules if rule.port]
    taken = sorted((way for way in ways if users.get(way)), key=lambda way: -users[way])
    groups = [
        (_("Steps in their plans"), [(way, region.ways[way].name, users[way]) for way in taken]),
        (_("Other steps on the way"), [(way, region.ways[way].name, 0) for way in ways if not users.get(way)]),
        (_("Ports of entry"), [(port, region.ports[port].name, 0) for port in ports]),
    ]
    return [(words, places) for words, places in groups if places]


def _result(region: CompiledRegion, chosen: Chosen, rule: Rule, counted: Mapping[str, Any]) -> dict[str, Any]:
    names = {**OUTCOME_NAMES, **dict(zip(("better", "worse"), MORE_OR_LESS[chosen.measure], strict=True))}
    outcomes = counted["outcomes"]
    happens = [name for name in OUTCOMES if outcomes[name]]
    return {
        "sentence": rule_words(region, rule),
        "counted": counted,
        "nothing": not any(outcomes[name] for name in CHANGED),
        "bars": bars({str(names[name]): outcomes[name] for name in OUTCOMES}, most=counted["people"]),
        "names": [names[name] for name in happens],
        "medians": [(names[word], _amount(region, chosen.measure, abs(middle))) for word, middle in counted["by"].items() if middle],
        "rows": [
            {
                "words": _group_words(region, chosen.by or "", group["group"]),
                "people": group["people"],
                "cells": [(names[name], group["outcomes"][name]) for name in happens],
            }
            for group in counted["groups"]
        ],
        "file": json.dumps(changes_of(rule, on=region.day), ensure_ascii=False),
    }


def _group_words(region: CompiledRegion, attribute: str, said: str | None) -> Any:
    """What a group is called: the answer that its people gave."""
    if said is None:
        return _("Small groups, together")
    if not said:
        return _("Not said")
    record = pages.record_of(region, attribute)
    named = {value for value, _name in record.values} if record is not None else set()
    return value_words(region, attribute, said.split("+")) if named.issuperset(said.split("+")) else _("Another answer")


def _amount(region: CompiledRegion, measure: Objective, number: float) -> str:
    """By how much, in words."""
    if measure == "cheapest":
        return amount(number, region.records.region.reference_currency)
    if measure in UNITS:
        return pages.savings({UNITS[measure]: int(number)})[0]
    return ngettext("%(n)s point by who learns", "%(n)s points by who learns", int(number)) % {"n": int(number)}

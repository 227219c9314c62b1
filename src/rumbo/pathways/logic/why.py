"""Why a goal cannot be reached: the smallest changes that would open it, and the ways that are shut."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from rumbo.engine.conditions import All, Condition, Fact, facts_in, tests_in, to_data
from rumbo.engine.evaluate import evaluate
from rumbo.engine.model import Repair, WhyNot
from rumbo.engine.world import with_goal
from rumbo.pathways.logic.ask import Ask, attributes_known, facts_held
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.render import named_facts
from rumbo.pathways.logic.words import LANGUAGES, Both, condition_words, date_words, joined, text

Json = dict[str, Any]
_LIMITS: dict[str, tuple[str, str]] = {
    "budget": ("puede gastar más", "can spend more"),
    "days": ("puede esperar más días", "can wait more days"),
    "crossings": ("puede cruzar la frontera más veces", "can cross the border more times"),
    "avoid": ("acepta que lo sepa una institución que quería evitar", "accepts that a body to be avoided learns of it"),
    "side": ("puede hacer algún trámite del otro lado", "can take a step on the other side"),
    "without": ("usa un trámite que dejó fuera", "uses a way that was left out"),
}
_SHUT: dict[str, tuple[str, str]] = {
    "not-yet": ("todavía no abre", "it has not opened yet"),
    "ended": ("ya terminó", "it has ended"),
    "season": ("no está abierto en estas fechas", "it is not open at this time"),
    "without": ("usted lo dejó fuera", "you left it out"),
    "side": ("se hace del otro lado", "it is done on the other side"),
    "no-crossing": ("hay que cruzar la frontera", "it crosses the border"),
    "avoid": ("lo sabría una institución que quiere evitar", "a body you want to avoid would learn of it"),
}
_OPENS = ("Se abriría para quien {}.", "It would open for someone who {}.")
_WAITING = ("espera hasta el {date}, cuando abre «{name}»", "waits until {date}, when “{name}” opens")
_ASKS = ("es para quien {}", "it is for someone who {}")


def why_not_json(region: CompiledRegion, ask: Ask, why: WhyNot) -> Json:
    """What would open the goal, smallest change first, and what shuts each way towards it."""
    nearest = sorted(why.closed, key=lambda shut: not _is_decisive(region, ask, shut[0]))
    return {
        "repairs": [repair_json(region, ask, repair) for repair in _telling(region, ask, why.repairs)],
        "closed": [_closed_json(region, ask, way, because) for way, because in nearest],
    }


def _is_decisive(region: CompiledRegion, ask: Ask, way: str) -> bool:
    """Whether a way crosses the border or grants what the goal asks for: the first to look at when it is shut."""
    return region.ways[way].crosses_to is not None or not _wanted(region, ask).isdisjoint(region.ways[way].grants)


def _wanted(region: CompiledRegion, ask: Ask) -> frozenset[str]:
    reach = region.goals[ask.goal].reach
    return frozenset() if reach is None else frozenset(facts_in(reach))


def _telling(region: CompiledRegion, ask: Ask, repairs: Iterable[Repair]) -> list[Repair]:
    """Repairs that tell a person something: not the goal itself, nor mere papers of ways that are shut where there is another repair."""
    wanted = _wanted(region, ask)
    last = frozenset(fact for way in region.ways.values() if not wanted.isdisjoint(way.grants) for fact in way.grants)
    granted = frozenset(fact for way in region.ways.values() for fact in way.grants)
    sayable = [repair for repair in repairs if _repair_parts(region, ask, repair) and not _is_only(repair, last)]
    return [repair for repair in sayable if not _is_only(repair, granted)] or sayable


def _is_only(repair: Repair, facts: frozenset[str]) -> bool:
    """Whether a repair is nothing but to hold some of ``facts``."""
    return bool(repair.facts) and facts.issuperset(repair.facts) and not (repair.tests or repair.opens or repair.limits)


def repair_json(region: CompiledRegion, ask: Ask, repair: Repair) -> Json:
    """One smallest change, in data and in words. ``actionable``: whether a person can bring it about by their own acts."""
    attributes = sorted({test.attribute for test in repair.tests})
    return {
        "facts": named_facts(region, repair.facts),
        "tests": [{"attribute": test.attribute, "test": to_data(test)} for test in repair.tests],
        "conditions": [condition_words(region, condition) for condition in _to_become_true(region, ask, repair)],
        "opens": [{"way": way, "name": text(region.ways[way].name), "date": day.isoformat()} for way, day in repair.opens],
        "limits": [{"limit": limit, "words": _pair(_LIMITS[limit])} for limit in repair.limits],
        "actionable": all(_actionable(region, name) for name in attributes),
        "words": _repair_words(region, ask, repair),
    }


def _actionable(region: CompiledRegion, attribute: str) -> bool:
    return attribute in region.attributes and region.attributes[attribute].actionable


def _to_become_true(region: CompiledRegion, ask: Ask, repair: Repair) -> list[Condition]:
    """The guards that the tests of a repair are from, each without what is so already."""
    if not repair.tests:
        return []
    tests = frozenset(repair.tests)
    guards = with_goal(region.world, region.goals[ask.goal].reach).guards.values()
    shut = {guard for guard in guards if tests_in(guard) and tests_in(guard) <= tests and _truth(region, ask, guard) is not True}
    widest = [guard for guard in shut if not any(tests_in(guard) < tests_in(other) for other in shut)]
    return sorted((_unmet(region, ask, guard) for guard in widest), key=str)


def _unmet(region: CompiledRegion, ask: Ask, condition: Condition) -> Condition:
    if not isinstance(condition, All):
        return condition
    left = tuple(_unmet(region, ask, part) for part in condition.parts if _truth(region, ask, part) is not True)
    return left[0] if len(left) == 1 else All(left)


def _truth(region: CompiledRegion, ask: Ask, condition: Condition) -> bool | None:
    facts, known = facts_held(region, ask), attributes_known(region, ask)
    return evaluate(condition, facts=facts, attributes=known, as_of=ask.as_of, calendars=region.calendars)


def _pair(words: tuple[str, str]) -> Both:
    return dict(zip(LANGUAGES, words, strict=True))


def _filled(templates: tuple[str, str], words: Both) -> Both:
    return {lang: templates[i].format(words[lang]) for i, lang in enumerate(LANGUAGES)}


def _waiting_words(region: CompiledRegion, way: str, day: dt.date) -> Both:
    name, date = region.ways[way].name, date_words(day)
    names = {"es": name.es or name.en, "en": name.en or name.es}
    return {lang: _WAITING[i].format(date=date[lang], name=names[lang]) for i, lang in enumerate(LANGUAGES)}


def _repair_words(region: CompiledRegion, ask: Ask, repair: Repair) -> Both:
    parts = _repair_parts(region, ask, repair)
    return {lang: _OPENS[i].format(joined([part[lang] for part in parts], lang)) for i, lang in enumerate(LANGUAGES)}


def _repair_parts(region: CompiledRegion, ask: Ask, repair: Repair) -> list[Both]:
    """What a repair asks for, one saying each; what has no words is left out."""
    parts = [
        *(condition_words(region, Fact(fact)) for fact in repair.facts),
        *(condition_words(region, condition) for condition in _to_become_true(region, ask, repair)),
        *(_waiting_words(region, way, day) for way, day in repair.opens),
        *(_pair(_LIMITS[limit]) for limit in repair.limits),
    ]
    return [part for part in parts if all(part.values())]


def _closed_json(region: CompiledRegion, ask: Ask, way: str, because: Iterable[str]) -> Json:
    reasons = list(because)
    return {"way": way, "name": text(region.ways[way].name), "because": reasons, "words": _shut_words(region, ask, way, reasons)}


def _shut_words(region: CompiledRegion, ask: Ask, way: str, reasons: list[str]) -> Both:
    known = [_pair(_SHUT[reason]) for reason in reasons if reason in _SHUT]
    failing = _failing(region, ask, region.ways[way].requires, frozenset(reasons))
    parts = [*known, *(_filled(_ASKS, condition_words(region, condition)) for condition in failing)]
    return {lang: joined([part[lang] for part in parts], lang) for lang in LANGUAGES}


def _failing(region: CompiledRegion, ask: Ask, condition: Condition, attributes: frozenset[str]) -> list[Condition]:
    """The parts of a condition that do not hold for this person, and speak of ``attributes``."""
    if isinstance(condition, All):
        return [found for part in condition.parts for found in _failing(region, ask, part, attributes)]
    speaks = any(test.attribute in attributes for test in tests_in(condition))
    return [condition] if speaks and _truth(region, ask, condition) is False else []

"""The rules on the way to a goal that somebody may want changed: a paper that is asked for, a way, a port; each with its change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from rumbo.engine.conditions import facts_in, without_fact
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.words import LANGUAGES, Both, both, fact_words, in_language
from rumbo.regionfile import records as r

__all__ = ["CLOSED_DAYS", "PLACE", "Rule", "Towards", "changes_of", "find_rule", "rule_words", "rules_json", "rules_of", "ways_towards"]

Kind = Literal["asks", "way", "port"]
CLOSED_DAYS = 365
PLACE = "at:"
_WORDS: Mapping[Kind, tuple[str, str]] = {
    "asks": ("«{way}» deja de pedir: {fact}", "“{way}” no longer asks for: {fact}"),
    "way": ("«{way}» ya no se puede hacer", "“{way}” can no longer be done"),
    "port": ("La garita {port} cierra un año", "The port of entry {port} is closed for a year"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``asks``: a way asks for a fact, and what if it did not; ``way``: what if it were gone; ``port``: what if that were closed a year."""

    kind: Kind
    way: str = ""
    fact: str = ""
    port: str = ""

    @property
    def id(self) -> str:
        """What it is called in addresses; no other rule of the region is called so.

        >>> Rule(kind="asks", way="get-curp", fact="document:ine").id
        'asks.get-curp.document:ine'
        """
        return ".".join((self.kind, *(part for part in (self.way, self.fact, self.port) if part)))


@dataclass(frozen=True, slots=True)
class Towards:
    """A way on the way to a goal: it grants ``fact``, or what amounts to it, which ``then`` asks for; the goal itself, if None."""

    way: r.WayRecord
    fact: str
    then: r.WayRecord | None


def ways_towards(region: CompiledRegion, goal: str) -> tuple[Towards, ...]:
    """Ways that can be part of a plan to a goal of kind reach, the nearest first, each once; none for a goal to look for.

    Ways across stand last, where something is done in person: what they themselves ask for is not followed any further.
    """
    reach = region.goals[goal].reach
    found: dict[str, Towards] = {}
    seen: set[str] = set()
    level: list[tuple[str, r.WayRecord | None]] = [(fact, None) for fact in sorted(facts_in(reach))] if reach is not None else []
    while level:
        before = len(found)
        for fact, then in level:
            for way in region.makers.get(fact, ()) if fact not in seen and not fact.startswith(PLACE) else ():
                if way.id in region.world.way_index:
                    found.setdefault(way.id, Towards(way, fact, then))
            seen.add(fact)
        level = [(fact, one.way) for one in [*found.values()][before:] for fact in sorted(region.asked[one.way.id])]
    first = next((one.way for one in found.values() if one.way.in_person), None)
    for way in region.records.ways if first else ():
        if way.crosses_to and way.id in region.world.way_index:
            found.setdefault(way.id, Towards(way, PLACE + way.crosses_to, first))
    return tuple(found.values())


def rules_of(region: CompiledRegion, goal: str) -> tuple[Rule, ...]:
    """What can be questioned about the ways to a goal: those of the nearest ways first, ports last."""
    ways = [one.way for one in ways_towards(region, goal)]
    ports = dict.fromkeys(port for way in ways for port in way.ports)
    return (*(rule for way in ways for rule in _of_way(region, way)), *(Rule(kind="port", port=port) for port in ports))


def _of_way(region: CompiledRegion, way: r.WayRecord) -> Iterator[Rule]:
    for fact in sorted(region.asked[way.id]):
        if not fact.startswith(PLACE) and without_fact(way.requires, fact) != way.requires:
            yield Rule(kind="asks", way=way.id, fact=fact)
    yield Rule(kind="way", way=way.id)


def find_rule(region: CompiledRegion, goal: str, rule: str) -> Rule | None:
    """The rule of that id, if it is one on the way to the goal."""
    return next((one for one in rules_of(region, goal) if one.id == rule), None)


def changes_of(rule: Rule, *, on: dt.date) -> dict[str, Any]:
    """The rule changed, as a what-if file says it: see :func:`rumbo.pathways.logic.changes.apply_changes`.

    >>> changes_of(Rule(kind="way", way="get-curp"), on=dt.date(2026, 11, 22))
    {'remove': ['get-curp']}
    """
    if rule.kind == "asks":
        return {"relax": [{"way": rule.way, "paper": rule.fact}]}
    if rule.kind == "way":
        return {"remove": [rule.way]}
    last = on + dt.timedelta(CLOSED_DAYS - 1)
    return {"close_ports": [{"port": rule.port, "first": on.isoformat(), "last": last.isoformat()}]}


def rule_words(region: CompiledRegion, rule: Rule) -> Both:
    """What would be otherwise, as a sentence without its full stop."""
    way = both(region.ways[rule.way].name) if rule.way else {}
    fact = fact_words(region, rule.fact) if rule.fact else {}
    port = both(region.ports[rule.port].name) if rule.port else {}
    return {
        lang: _WORDS[rule.kind][i].format(way=in_language(way, lang), fact=in_language(fact, lang), port=in_language(port, lang))
        for i, lang in enumerate(LANGUAGES)
    }


def rules_json(region: CompiledRegion, goal: str) -> dict[str, Any]:
    """The rules on the way to a goal, each with its words and the changes that try it, as other programs read them."""
    rules = [
        {
            "id": rule.id,
            "kind": rule.kind,
            "way": rule.way or None,
            "fact": rule.fact or None,
            "port": rule.port or None,
            "words": rule_words(region, rule),
            "changes": changes_of(rule, on=region.day),
        }
        for rule in rules_of(region, goal)
    ]
    return {"goal": goal, "world": region.world.hash, "as_of": region.day.isoformat(), "rules": rules}

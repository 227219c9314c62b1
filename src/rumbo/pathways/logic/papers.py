"""One paper for everyone: what it is, who gives it, what is asked for it, and what it opens. Nothing of who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from rumbo.directory.logic.disclosure import public_organization
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, SumOf
from rumbo.pathways.logic.catalog import documents
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.disclosure import body_json, is_confidential, service_json
from rumbo.pathways.logic.words import text
from rumbo.regionfile import records as r

__all__ = ["asked_in", "paper", "papers_by_issuer"]

Json = dict[str, Any]


def paper(region: CompiledRegion, fact: str, *, helps: Iterable[str] = ()) -> Json | None:
    """A paper with the ways that give it and those it opens, as JSON; None where the region lists no such paper.

    Args:
        region: the region, on the day it is asked about.
        fact: id of a paper.
        helps: ids of goals that it is near to.
    """
    found = _papers(region).get(fact)
    if found is None:
        return None
    amounts_to = region.implied.get(fact, frozenset({fact}))
    ways = [way for way in region.records.ways if _open(region, way)]
    gives = [goal for goal in region.records.goals if goal.reach is not None and not amounts_to.isdisjoint(asked_in(goal.reach))]
    given = {goal.id for goal in gives}
    return {
        **found,
        **_issuer(region, found["issuer"]),
        "amounts_to": [{"id": other, "name": text(region.facts[other].name)} for other in sorted(amounts_to - {fact})],
        "given_by": [_way(region, way) for way in ways if fact in way.grants],
        "opens": [_way(region, way) for way in ways if not amounts_to.isdisjoint(asked_in(way.requires))],
        "goals": [_goal(goal) for goal in gives],
        "helps": [_goal(region.goals[goal]) for goal in helps if goal not in given],
    }


def papers_by_issuer(region: CompiledRegion) -> list[tuple[r.Side | None, list[Json]]]:
    """All papers under the side whose body gives them, in the order of the region; last those that have no one issuer."""
    sides: list[r.Side | None] = [*region.records.region.sides, None]
    groups = [(side, [found for found in documents(region) if _side(region, found) == (side.id if side else None)]) for side in sides]
    return [group for group in groups if group[1]]


def asked_in(condition: Condition | None) -> frozenset[str]:
    """Facts that help a condition to hold: those it speaks of, but not those that nobody may have.

    >>> from rumbo.engine.conditions import NoneOf
    >>> sorted(asked_in(All((Fact("document:curp"), NoneOf((Fact("document:visa"),))))))
    ['document:curp']
    """
    match condition:
        case Fact(name):
            return frozenset({name})
        case SumOf(weights, _):
            return frozenset(name for name, _ in weights)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return frozenset().union(*map(asked_in, parts))
    return frozenset()


@lru_cache(maxsize=4)
def _papers(region: CompiledRegion) -> Mapping[str, Json]:
    return {found["id"]: found for found in documents(region)}


def _side(region: CompiledRegion, found: Json) -> str | None:
    return region.organizations[found["issuer"]].side if found["issuer"] else None


def _issuer(region: CompiledRegion, issuer: str | None) -> Json:
    """Who gives it, as far as that may be told."""
    body = region.organizations.get(issuer or "")
    if body is None or body.disclosure == "confidential":
        return {"issuer": None, "issuer_name": None, "issuer_class": None, "issuer_side": None}
    shown = public_organization(body)
    return {"issuer": shown.id, "issuer_name": text(shown.name), "issuer_class": shown.cls, "issuer_side": shown.side}


def _open(region: CompiledRegion, way: r.WayRecord) -> bool:
    """Whether a way may be told and is not over: who runs a confidential one, and where, is no one's to know."""
    service = region.services[way.service]
    closed = "closed" in (way.state, service.state, region.organizations[service.organization].state)
    return not closed and (way.valid_to is None or way.valid_to >= region.day) and not is_confidential(region, service)


def _way(region: CompiledRegion, way: r.WayRecord) -> Json:
    service = region.services[way.service]
    shown = {"way": way.id, "name": text(way.name), "side": way.side, "service": service.id}
    return {**shown, "service_name": service_json(region, service)["name"], **body_json(region, service)}


def _goal(goal: r.GoalRecord) -> Json:
    return {"id": goal.id, "name": text(goal.name), "describes": text(goal.describes)}

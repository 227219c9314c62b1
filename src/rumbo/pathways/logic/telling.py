"""What a region tells besides ways: rights as cards, myths, rumours, and what changed when. All as JSON data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from rumbo.directory.logic.disclosure import phones_to_show, public_organization, public_service
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.disclosure import is_confidential
from rumbo.pathways.logic.sources import source_json, unconfirmed_json
from rumbo.pathways.logic.words import text
from rumbo.regionfile import records as r
from rumbo.regionfile.checks.evidence import first_day, last_day

__all__ = ["changes", "myths", "rights", "rights_about", "rumours"]

Json = dict[str, Any]
MOST_CARDS = 3  # a source of more cards than this, and of more than a quarter of them, is a general one


def rights(region: CompiledRegion) -> list[Json]:
    """Every card, in the order of the region; ``number`` counts from 1 and names a card without saying what it is about."""
    return [_right(region, right, number) for number, right in enumerate(region.records.rights, 1)]


def _right(region: CompiledRegion, right: r.Right, number: int) -> Json:
    return {
        "id": right.id,
        "number": number,
        "name": text(right.name),
        "claim": text(right.claim),
        "for_whom": text(right.for_whom),
        "say": text(right.say),
        "rule": [_rule(region.sources[source]) for source in right.rule if source in region.sources],
        "refused": text(right.refused),
        "turn_to": [_helper(region, region.services[service]) for service in right.turn_to if service in region.services],
        "side": right.side,
        **_standing(region, right.provenance),
    }


def rights_about(region: CompiledRegion, way: str) -> list[Json]:
    """Cards to show where a way meets a "no": those of its side that rest on a source the way rests on too.

    What was said without a source, and what many cards rest on, is about no step in particular and joins nothing.
    """
    record, general = region.ways[way], _general_sources(region)
    told = frozenset(record.provenance.sources) - general
    return [
        {"id": right.id, "name": text(right.name)}
        for right in region.records.rights
        if right.side in {None, record.side} and not told.isdisjoint((*right.rule, *right.provenance.sources))
    ]


def _general_sources(region: CompiledRegion) -> frozenset[str]:
    cards = region.records.rights
    resting = Counter(source for right in cards for source in {*right.rule, *right.provenance.sources})
    common = {source for source, count in resting.items() if count > max(MOST_CARDS, len(cards) // 4)}
    return frozenset(common | {source.id for source in region.records.sources if source.kind == "general-knowledge"})


def _rule(source: r.Source) -> Json:
    return {"title": source.title, "date": source.date, "url": source.url}


def _helper(region: CompiledRegion, service: r.Service) -> Json:
    """Where to turn: name, body, how it is found, and numbers that were tried lately."""
    body = public_organization(region.organizations[service.organization])
    shown = public_service(service, region.organizations[service.organization])
    hidden = is_confidential(region, service)
    return {
        "service": shown.id,
        "name": text(shown.name),
        "organization_name": None if hidden else text(body.name),
        "how": text(shown.how),
        "find_it": text(body.find_it),
        "phones": [{"number": phone.number, "role": text(phone.role)} for phone in phones_to_show(body.phones, on=region.day)],
        "unconfirmed": unconfirmed_json(shown.provenance, state=shown.state),
    }


def _standing(region: CompiledRegion, provenance: r.Provenance) -> Json:
    return {
        "confidence": provenance.confidence,
        "source": source_json(region, provenance),
        "unconfirmed": unconfirmed_json(provenance, state="active"),
    }


def myths(region: CompiledRegion) -> list[Json]:
    """What people say that is not so, in the order of the region."""
    return [
        {
            "id": myth.id,
            "says": text(myth.says),
            "truth": text(myth.truth),
            "because": text(myth.because),
            **_standing(region, myth.provenance),
        }
        for myth in region.records.myths
    ]


def rumours(region: CompiledRegion) -> list[Json]:
    """What people say, with what was found: rumours and myths together, newest evidence first."""
    heard: list[tuple[r.Rumour | r.Myth, r.Text, str]] = [(rumour, rumour.found, rumour.state) for rumour in region.records.rumours]
    known: list[tuple[r.Rumour | r.Myth, r.Text, str]] = [(myth, myth.truth, "false") for myth in region.records.myths]
    return sorted(
        (
            {
                "id": record.id,
                "says": text(record.says),
                "found": text(found),
                "state": state,
                "date": record.provenance.evidence,
                **_standing(region, record.provenance),
            }
            for record, found, state in (*heard, *known)
        ),
        key=lambda told: last_day(told["date"] or "0001"),
        reverse=True,
    )


def changes(region: CompiledRegion, *, since: dt.date | None = None) -> list[Json]:
    """What became otherwise, and when rules begin and end, newest first; what is still to come stands before all.

    Args:
        region: the region; ``coming`` is what begins after its day.
        since: only what may have happened on this day or later; everything where it is left out. A month or a year that is all
            that is known of a date counts by its last day, so that nothing is missed.
    """
    told = [change for change in (*_dated(region), *_terms(region)) if since is None or last_day(change["date"]) >= since]
    return sorted(told, key=lambda change: (last_day(change["date"]), change["id"]), reverse=True)


def _dated(region: CompiledRegion) -> Iterator[Json]:
    for change in region.records.changes:
        yield _change(region, change.id, "change", change.date, change.side, change.text, change.provenance)


def _terms(region: CompiledRegion) -> Iterator[Json]:
    """The first and last days of ways, and the first ones of notices: the day a notice is no longer told changes nothing."""
    for way in region.records.ways:
        for kind, day in (("begins", way.valid_from), ("ends", way.valid_to)):
            if day is not None and way.state != "closed" and not _hidden(region, way):
                yield _change(region, f"{way.id}-{kind}", kind, day.isoformat(), way.side, way.name, way.provenance)
    for notice in region.records.notices:
        if notice.valid_from is not None:
            first = notice.valid_from.isoformat()
            yield _change(region, f"{notice.id}-begins", "begins", first, None, notice.text, notice.provenance)


def _hidden(region: CompiledRegion, way: r.WayRecord) -> bool:
    return way.service not in region.services or is_confidential(region, region.services[way.service])


def _change(region: CompiledRegion, id_: str, kind: str, date: str, side: str | None, words: r.Text, provenance: r.Provenance) -> Json:
    return {
        "id": id_,
        "kind": kind,
        "date": date,
        "coming": first_day(date) > region.day,
        "side": side,
        "text": text(words),
        **_standing(region, provenance),
    }

"""Choosing from the shelf: filters, the numbers beside them, words, and what is open at an hour."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rumbo.base.logic.analyser import meaningful, stems
from rumbo.directory.logic.shelf import FACETS, Entry, Shelf
from rumbo.regionfile import records as rf
from rumbo.regionfile.checks.evidence import last_day

__all__ = ["Choice", "Counts", "choose", "count", "is_open", "is_stale", "search"]

MAX_WORDS = 12
TYPO = 82


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to show. ``wanted``: a value for some of the facets; ``open_at``: only what is open then (aware)."""

    wanted: Mapping[str, str] = field(default_factory=dict)
    open_at: dt.datetime | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many would be shown. ``facets``: by facet and value, with every other filter as it is; ``with_hours``
    and ``no_hours``: of how many opening hours are known, and of how many not."""

    facets: Mapping[str, Mapping[str, int]]
    open_now: int
    with_hours: int
    no_hours: int


def choose(entries: Iterable[Entry], choice: Choice, *, zones: Mapping[str, str]) -> list[Entry]:
    """The entries that answer to a choice, in their order. ``zones``: time zone by side."""
    return [entry for entry in entries if _fits(entry, choice) and _is_open_then(entry, choice, zones)]


def count(entries: Sequence[Entry], choice: Choice, *, now: dt.datetime, zones: Mapping[str, str]) -> Counts:
    """The numbers that stand beside the filters."""
    facets = {}
    for facet in FACETS:
        others = {name: value for name, value in choice.wanted.items() if name != facet}
        fitting = choose(entries, Choice(wanted=others, open_at=choice.open_at, closed=choice.closed), zones=zones)
        facets[facet] = Counter(value for entry in fitting for value in sorted(entry.facets[facet]))
    fitting = [entry for entry in entries if _fits(entry, choice)]
    return Counts(
        facets=facets,
        open_now=sum(is_open(entry, at=now, zones=zones) for entry in fitting),
        with_hours=sum(bool(entry.hours) for entry in fitting),
        no_hours=sum(not entry.hours for entry in fitting),
    )


def _fits(entry: Entry, choice: Choice) -> bool:
    return (choice.closed or not entry.closed) and all(value in entry.facets[facet] for facet, value in choice.wanted.items())


def _is_open_then(entry: Entry, choice: Choice, zones: Mapping[str, str]) -> bool:
    return choice.open_at is None or is_open(entry, at=choice.open_at, zones=zones)


def is_open(entry: Entry, *, at: dt.datetime, zones: Mapping[str, str]) -> bool:
    """Whether something of an entry is open at a moment, as far as its hours are known; by the clock of its side."""
    local = _local(at, zones.get(entry.record.side))
    return any(_covers(hours, local) for hours in entry.hours)


def _local(at: dt.datetime, zone: str | None) -> dt.datetime:
    try:
        return at.astimezone(ZoneInfo(zone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return at.astimezone(dt.UTC)


def _covers(hours: rf.Hours, local: dt.datetime) -> bool:
    """Whether opening hours cover a local time; those that close after midnight belong to the day they open."""
    time, today = local.strftime("%H:%M"), local.weekday()
    if hours.opens <= hours.closes:
        return today in hours.days and hours.opens <= time < hours.closes
    return (today in hours.days and time >= hours.opens) or ((today - 1) % 7 in hours.days and time < hours.closes)


def is_stale(provenance: rf.Provenance, *, on: dt.date, after_days: int) -> bool:
    """Whether the newest evidence of a record is older than the region lets it be."""
    seen = last_day(provenance.evidence) if provenance.evidence else dt.date.min
    return (on - max(seen, provenance.checked_on or dt.date.min)).days > after_days


def search(shelf: Shelf, words: str, *, limit: int) -> list[Entry]:
    """What answers to some words, best first: organizations and services before places, what is closed left out.

    Args:
        shelf: where to look.
        words: as typed, in any of the languages, with small errors.
        limit: how many at most.
    """
    tokens = [_mended(token, shelf) for token in meaningful(words)[:MAX_WORDS]]
    entries = [*shelf.organization.values(), *shelf.service.values(), *shelf.location.values()]
    scored = [(_score(entry, tokens), place, entry) for place, entry in enumerate(entries) if not entry.closed]
    return [entry for score, _, entry in sorted(scored, key=lambda one: (-one[0], one[1])) if score > 0][:limit]


def _mended(token: str, shelf: Shelf) -> str:
    """The word of the directory that was meant, where the one typed is none."""
    if len(token) < 4 or token in shelf.vocabulary:
        return token
    from rapidfuzz import fuzz, process  # imported on first use: only words that are not known need it

    if any(stems(token) & (entry.names | entry.about) for entry in shelf.service.values()):
        return token
    found = process.extractOne(token, shelf.vocabulary, scorer=fuzz.ratio, score_cutoff=TYPO)
    return str(found[0]) if found else token


def _score(entry: Entry, tokens: Sequence[str]) -> float:
    each = [6 if token in entry.words else 5 if stems(token) & entry.names else 2 if stems(token) & entry.about else 0 for token in tokens]
    if not each or each.count(0) * 2 >= len(each):
        return 0
    return sum(each) / len(each) - each.count(0)

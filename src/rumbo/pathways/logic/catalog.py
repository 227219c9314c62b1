"""What a region offers to plan to and to hold, and the search over both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rumbo.base.logic.analyser import fold, meaningful, stems
from rumbo.directory.logic.disclosure import public_service
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.names import nearest, text_forms, word_forms
from rumbo.pathways.logic.sources import source_json, unconfirmed_json
from rumbo.pathways.logic.words import text
from rumbo.regionfile import records as r

__all__ = ["documents", "goals", "is_listed", "nearest", "search"]

Json = dict[str, Any]
MAX_QUERY = 200
MAX_HITS = 20
_TYPO = 82


def goals(region: CompiledRegion) -> list[Json]:
    """Every goal, in the order of the region."""
    return [
        {
            "id": goal.id,
            "kind": goal.kind,
            "name": text(goal.name),
            "describes": text(goal.describes),
            "phase": goal.phase,
            "side": goal.side,
            "for_whom": list(goal.for_whom),
            "first": text(goal.first),
            "also_called": goal.also_called.model_dump(mode="json"),
        }
        for goal in region.records.goals
    ]


def documents(region: CompiledRegion) -> list[Json]:
    """Every paper a person can hold, and every status that goes by a document's code, in the order of the region."""
    return [_document(region, fact) for fact in region.records.facts if is_listed(fact)]


def is_listed(fact: r.FactRecord) -> bool:
    """Whether a fact is a paper, or a status that goes by a document's code."""
    return fact.id.startswith("document:") or fact.code is not None


def _document(region: CompiledRegion, fact: r.FactRecord) -> Json:
    issuer = region.organizations.get(fact.issuer or "")
    return {
        "id": fact.id,
        "code": fact.code,
        "name": text(fact.name),
        "also_called": fact.also_called.model_dump(mode="json"),
        "describes": text(fact.describes),
        "looks": fact.looks,
        "is_not": text(fact.is_not),
        "not_needed": text(fact.not_needed),
        "brought": fact.brought,
        "implies": list(fact.implies),
        "issuer": issuer.id if issuer else None,
        "issuer_name": text(issuer.name) if issuer else None,
        "validity": text(fact.validity),
        "source": source_json(region, fact.provenance),
        "unconfirmed": unconfirmed_json(fact.provenance, state="active"),
    }


def search(region: CompiledRegion, wanted: str, lang: str = "es") -> list[Json]:
    """Goals, rights cards, papers and services that answer to ``wanted``, best first, at most 20. ``listed``: it is among
    :func:`documents`.

    Words are compared without accents and endings, in both languages at once, and with small typing errors.

    Args:
        region: the region.
        wanted: what was typed; at most 200 letters of it are read.
        lang: the language whose own words count a little more.
    """
    tokens = meaningful(wanted[:MAX_QUERY])
    phrase = fold(wanted[:MAX_QUERY])
    scored = [(entry.score(tokens, phrase, lang), entry) for entry in _index(region)] if tokens else []
    best = sorted((hit for hit in scored if hit[0] > 0), key=lambda hit: (-hit[0], hit[1].kind, hit[1].id))[:MAX_HITS]
    listed = {fact.id for fact in region.records.facts if is_listed(fact)}
    return [
        {
            "kind": entry.kind,
            "id": entry.id,
            "listed": entry.id in listed,
            "name": entry.name,
            "describes": entry.describes,
            "score": round(score, 3),
        }
        for score, entry in best
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found. ``names``: per language, what it is called; ``about``: stems of what is said of it."""

    kind: str
    id: str
    name: Json | None
    describes: Json | None
    names: dict[str, tuple[str, ...]]
    name_words: frozenset[str]
    stems: frozenset[str]
    about: frozenset[str]

    def score(self, tokens: list[str], phrase: str, lang: str) -> float:
        """How well this answers to the words; 0 when a word has no answer here."""
        each = [self._token_score(token) for token in tokens]
        if 0 in each and len([one for one in each if one]) * 2 <= len(each):
            return 0
        exact = next(
            (bonus for language, bonus in ((lang, 12), *((other, 11) for other in self.names)) if phrase in self.names[language]), 0
        )
        return sum(each) / len(each) + exact - each.count(0)

    def _token_score(self, token: str) -> float:
        if token in self.name_words:
            return 6
        found = stems(token)
        if found & self.stems:
            return 5
        if found & self.about:
            return 2
        return 3 * self._typo(token)

    def _typo(self, token: str) -> float:
        if len(token) < 4:
            return 0
        from rapidfuzz import fuzz, process  # imported on first use: only words that are not known need it

        found = process.extractOne(token, sorted(self.name_words), scorer=fuzz.ratio, score_cutoff=_TYPO)
        return found[1] / 100 if found else 0


@lru_cache(maxsize=4)
def _index(region: CompiledRegion) -> tuple[Entry, ...]:
    goal_entries = (_entry("goal", goal.id, goal.name, goal.describes, goal.also_called, extra=()) for goal in region.records.goals)
    fact_entries = (
        _entry("document", fact.id, fact.name, fact.describes, fact.also_called, extra=[fact.code or ""])
        for fact in region.records.facts
        if fact.id.startswith(("document:", "status:"))
    )
    right_entries = (_entry("right", right.id, right.name, right.claim, r.Words(), extra=()) for right in region.records.rights)
    return (*goal_entries, *fact_entries, *right_entries, *_service_entries(region))


def _service_entries(region: CompiledRegion) -> Iterable[Entry]:
    for service in region.records.services:
        organization = region.organizations.get(service.organization)
        if organization is None or organization.cls == "enforcement" or "closed" in (service.state, organization.state):
            continue
        shown = public_service(service, organization)
        known_as = [*text_forms(organization.name), organization.short or ""] if shown.disclosure != "confidential" else []
        yield _entry("service", service.id, shown.name, shown.describes, r.Words(), extra=known_as)


def _entry(kind: str, id_: str, name: r.Text, describes: r.Text | None, called: r.Words, *, extra: Iterable[str]) -> Entry:
    forms = [*text_forms(name), *word_forms(called), id_.partition(":")[2] or id_, *extra]
    words = frozenset(token for form in forms for token in meaningful(form))
    about = frozenset(stem for form in text_forms(describes) for token in meaningful(form) for stem in stems(token))
    names = {
        "es": tuple(fold(form) for form in (name.es or "", *called.es, *extra)),
        "en": tuple(fold(form) for form in (name.en or "", *called.en, *extra)),
    }
    return Entry(kind, id_, text(name), text(describes), names, words, frozenset(stem for word in words for stem in stems(word)), about)

"""What people call things: folding of words, and the ids nearest to a word that is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from rumbo.base.logic.analyser import fold
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.regionfile import records as r

NEAREST = 3


def nearest(word: str, ids: Iterable[str] | Mapping[str, Iterable[str]], *, limit: int = NEAREST) -> tuple[str, ...]:
    """The ids most like ``word``, best first.

    Args:
        word: what was typed.
        ids: known ids; or a mapping from each id to the names it also goes by, in any language.
        limit: how many at most.

    >>> nearest("crup", ["document:curp", "document:ine", "document:nss"], limit=1)
    ('document:curp',)
    """
    from rapidfuzz import fuzz  # imported on first use: most questions name things that exist

    wanted = fold(word)
    names = ids if isinstance(ids, Mapping) else dict.fromkeys(ids, ())

    def likeness(known: str) -> float:
        forms = {fold(known), fold(known.partition(":")[2]), *map(fold, names[known])}
        return max(fuzz.WRatio(wanted, form) + fuzz.ratio(wanted, form) for form in forms)

    return tuple(sorted(names, key=lambda known: (-likeness(known), known))[:limit])


def text_forms(*texts: r.Text | None) -> list[str]:
    """All forms of these texts, in every language they exist in."""
    return [form for text in texts if text is not None for form in (text.es, text.en, *text.more.values()) if form]


def word_forms(words: r.Words) -> list[str]:
    return [*words.es, *words.en]


@lru_cache(maxsize=4)
def fact_names(region: CompiledRegion) -> Mapping[str, tuple[str, ...]]:
    """Every fact with the names it goes by."""
    return {
        fact.id: (*text_forms(fact.name), *word_forms(fact.also_called), *([fact.code] if fact.code else ()))
        for fact in region.records.facts
    }


@lru_cache(maxsize=4)
def goal_names(region: CompiledRegion) -> Mapping[str, tuple[str, ...]]:
    """Every goal with the names it goes by."""
    return {goal.id: (*text_forms(goal.name), *word_forms(goal.also_called)) for goal in region.records.goals}


@lru_cache(maxsize=4)
def attribute_names(region: CompiledRegion) -> Mapping[str, tuple[str, ...]]:
    """Every attribute with its question."""
    return {attribute.id: tuple(text_forms(attribute.question)) for attribute in region.records.attributes}


@lru_cache(maxsize=4)
def facts_by_slug(region: CompiledRegion) -> Mapping[str, tuple[str, ...]]:
    """Facts by the part of their id after the kind: one where the slug is unique, more where it is not."""
    slugs: dict[str, tuple[str, ...]] = {}
    for fact in region.records.facts:
        slug = fact.id.partition(":")[2]
        slugs[slug] = (*slugs.get(slug, ()), fact.id)
    return slugs

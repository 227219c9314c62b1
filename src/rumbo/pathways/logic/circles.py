"""Catch-22s as JSON: papers that can only be had by already having them, for whom, since when, and what would open them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from rumbo.engine.circles import Circle, Remedy, remedies, since
from rumbo.engine.conditions import facts_in
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.render import named_facts, named_ways, tests_json
from rumbo.pathways.logic.simplify import simplified
from rumbo.pathways.logic.words import LANGUAGES, Both, date_words, fact_words, joined, words_of_test

Json = dict[str, Any]
_EACH_OTHER = ("Cada uno de estos pide otro de ellos: {facts}.", "Each of these asks for another of them: {facts}.")
_ITSELF = ("Para obtener esto ya hay que tenerlo: {facts}.", "To get this one must have it already: {facts}.")
_CLOSED = ("Esto no se puede obtener: {facts}.", "There is no getting this: {facts}.")
_SINCE = ("Así es desde el {day}.", "So it has been since {day}.")
_OPENS = ("Se abriría si “{way}” no pidiera {facts}.", "It would open if “{way}” did not ask for {facts}.")
_FOR = ("{sentence} Así es para quien {tests}.", "{sentence} So it is for someone who {tests}.")


def circles_json(region: CompiledRegion, circles: Iterable[Circle]) -> Json:
    """The circles, first those that shut everyone in."""
    return {"world": region.world.hash, "as_of": region.day.isoformat(), "circles": [_circle_json(region, circle) for circle in circles]}


def _circle_json(region: CompiledRegion, circle: Circle) -> Json:
    begun = since(region.spec, circle, on=region.day)
    return {
        "facts": named_facts(region, circle.facts),
        "ways": named_ways(region, circle.ways),
        "for_whom": tests_json(region, circle.for_whom),
        "since": None if begun is None else begun.isoformat(),
        "remedies": [_remedy_json(region, remedy) for remedy in remedies(region.spec, circle, on=region.day)],
        "words": _words(region, circle, begun),
    }


def _remedy_json(region: CompiledRegion, remedy: Remedy) -> Json:
    [named] = named_ways(region, [remedy.way])
    facts = [fact_words(region, fact) for fact in remedy.facts]
    words = {
        lang: _OPENS[i].format(way=named["name"][lang], facts=joined([fact[lang] for fact in facts], lang))
        for i, lang in enumerate(LANGUAGES)
    }
    return {**named, "no_longer_asks": named_facts(region, remedy.facts), "words": words}


def _words(region: CompiledRegion, circle: Circle, begun: dt.date | None) -> Both:
    names = [fact_words(region, fact) for fact in circle.facts]
    tests = [words_of_test(region, test, holds=holds) for test, holds in simplified(circle.for_whom)]
    templates = _templates(region, circle)
    said = {}
    for i, lang in enumerate(LANGUAGES):
        sentence = templates[i].format(facts=joined([name[lang] for name in names], lang))
        said[lang] = _FOR[i].format(sentence=sentence, tests=joined([test[lang] for test in tests], lang)) if tests else sentence
        if begun is not None:
            said[lang] += " " + _SINCE[i].format(day=date_words(begun)[lang])
    return said


def _templates(region: CompiledRegion, circle: Circle) -> tuple[str, str]:
    if len(circle.facts) > 1:
        return _EACH_OTHER
    asked = frozenset().union(*(facts_in(region.ways[way].requires) for way in circle.ways))
    return _CLOSED if asked.isdisjoint(circle.facts) else _ITSELF

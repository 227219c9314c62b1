"""Papers that end inside a plan: held today, and over by the day a step that uses them is typically done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from rumbo.engine.model import Holding, Plan, Step
from rumbo.pathways.logic.ask import Ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.words import LANGUAGES, Both, both, date_words, fact_words

Json = dict[str, Any]
_WORDS = (
    "«{paper}» vence el {date}, y el paso «{step}» suele terminar después. Renueve ese papel antes, o haga primero ese paso.",
    "“{paper}” ends on {date}, and the step “{step}” is most often done after that. Renew that paper before, or take that step first.",
)


def endings(region: CompiledRegion, ask: Ask, plans: Iterable[Plan]) -> list[Json]:
    """A note for each paper held that ends before a step that uses it is typically done, for the first such step.

    A paper that another one held stands in for, or that an earlier step of the plan grants anew, is not told.

    Returns:
        notes with ``code`` paper-ends-before, ``fact``, ``ends``, ``step`` and ``words``, the soonest end first.
    """
    first: dict[str, Json] = {}
    for plan in plans:
        for paper, step in _ending(region, ask, plan):
            if paper.expires is not None:
                first.setdefault(paper.fact, _note(region, paper.fact, paper.expires, step.way))
    return sorted(first.values(), key=lambda note: (note["ends"], note["fact"]))


def _ending(region: CompiledRegion, ask: Ask, plan: Plan) -> Iterator[tuple[Holding, Step]]:
    anew: set[str] = set()
    for step in plan.steps:
        done = ask.as_of + dt.timedelta(step.done)
        lasting = anew.union(*(_amounts_to(region, paper.fact) for paper in ask.held if paper.expires is None or paper.expires >= done))
        for paper in ask.held:
            lacking = _amounts_to(region, paper.fact).intersection(step.uses) - lasting
            if lacking and paper.expires is not None and ask.as_of <= paper.expires < done:
                yield paper, step
        anew.update(*(_amounts_to(region, fact) for fact in region.ways[step.way].grants))


def _amounts_to(region: CompiledRegion, fact: str) -> frozenset[str]:
    return region.implied.get(fact, frozenset()) | {fact}


def _note(region: CompiledRegion, fact: str, ends: dt.date, way: str) -> Json:
    return {"code": "paper-ends-before", "fact": fact, "ends": ends.isoformat(), "step": way, "words": _words(region, fact, ends, way)}


def _words(region: CompiledRegion, fact: str, ends: dt.date, way: str) -> Both:
    paper, date, step = fact_words(region, fact), date_words(ends), both(region.ways[way].name)
    return {lang: _WORDS[i].format(paper=paper[lang], date=date[lang], step=step[lang]) for i, lang in enumerate(LANGUAGES)}

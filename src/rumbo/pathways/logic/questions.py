"""Which question to ask next: first what a step that cannot be undone rests on, then what settles most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from rumbo.engine.model import Question
from rumbo.pathways.logic import contradictions
from rumbo.pathways.logic.ask import SIDE, Ask, attributes_known, side_record
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.words import text

Json = dict[str, Any]


def in_order(questions: Iterable[Question], *, declined: Iterable[str] = ()) -> list[Question]:
    """Questions in the order worth asking, each attribute once, without those the person prefers not to answer.

    >>> [q.attribute for q in in_order([Question(attribute="sex", settles=9), Question(attribute="side", settles=1, first=True)])]
    ['side', 'sex']
    """
    skipped = set(declined)
    best: dict[str, Question] = {}
    for question in questions:
        if question.attribute in skipped:
            continue
        other = best.get(question.attribute, question)
        best[question.attribute] = Question(
            attribute=question.attribute, settles=max(question.settles, other.settles), first=question.first or other.first
        )
    return sorted(best.values(), key=lambda question: (not question.first, -question.settles, question.attribute))


def worth_asking(region: CompiledRegion, ask: Ask, questions: Iterable[Question]) -> list[Question]:
    """Questions whose answer is open: what is known, what the goal assumes and what has one answer left are not asked."""
    settled = {*attributes_known(region, ask), *region.goals[ask.goal].assumes}
    return [question for question in questions if question.attribute not in settled and _has_choice(region, ask, question.attribute)]


def _has_choice(region: CompiledRegion, ask: Ask, attribute: str) -> bool:
    """Whether two answers at least go with the answers given; an attribute of other than listed words always has a choice."""
    record = side_record(region) if attribute == SIDE else region.attributes[attribute]
    if record.kind != "word" or record.open_values or not record.values:
        return True
    possible = (value for value, _ in record.values if _goes_with(region, ask, attribute, value))
    return len(list(islice(possible, 2))) == 2


def _goes_with(region: CompiledRegion, ask: Ask, attribute: str, value: str) -> bool:
    answers = {**ask.attributes, attribute: value}
    _, problems = contradictions.resolve(region, held=ask.held, attributes=answers, as_of=ask.as_of)
    return all(attribute not in (problem.key, problem.other) for problem in problems)


def question_json(region: CompiledRegion, question: Question) -> Json:
    """A question with its words, the answers it takes, and why it is asked."""
    record = side_record(region) if question.attribute == SIDE else region.attributes[question.attribute]
    return {
        "attribute": question.attribute,
        "settles": question.settles,
        "first": question.first,
        "question": text(record.question),
        "why": text(record.why),
        "help": text(record.help),
        "kind": record.kind,
        "values": [{"value": value, "name": text(name)} for value, name in record.values],
        "open_values": record.open_values,
    }


def next_questions(region: CompiledRegion, ask: Ask, answered: Mapping[str, Any] | None = None) -> list[Json]:
    """What to ask next, best first; empty when nothing more would change the answer.

    Args:
        region: the region.
        ask: what is known so far.
        answered: the answer to ``ask``, if it has been made already; it is made here otherwise.
    """
    if answered is None:
        from rumbo.pathways.logic.answer import answer  # answer needs this module's order and words

        answered = answer(region, ask)
    questions = list(answered["questions"])
    asked = {question["attribute"] for question in questions}
    could = [item["attribute"] for item in answered.get("could_improve", ()) if item["attribute"] not in asked | ask.declined]
    further = worth_asking(region, ask, [Question(attribute=attribute, settles=0) for attribute in could])
    return [*questions, *(question_json(region, question) for question in further)]

"""The form of the navigator's desk: one person's goal, papers and answers on one page, read in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from rumbo.pathways.answers import UNKNOWN, Answers, Dates
from rumbo.pathways.forms import OBJECTIVE_NAMES
from rumbo.pathways.logic.ask import SIDE, side_record
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.values import ValueProblem, read_value
from rumbo.regionfile.records import AttributeRecord
from rumbo.web.templatetags.shell import plain

__all__ = ["Field", "Read", "fields_of", "papers_of", "read_form"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question on the desk. ``value``: as typed; ``words``: the values marked, of those in ``choices``."""

    record: AttributeRecord
    name: str
    value: str
    words: Sequence[str]
    choices: Sequence[tuple[str, str]]
    people: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the form said: answers as far as they can be read, and what is wrong with the rest."""

    answers: Answers
    problems: Sequence[Mapping[str, str]]


def records_of(region: CompiledRegion) -> list[AttributeRecord]:
    """Every question of the region, where a person is first."""
    return [side_record(region), *(record for record in region.records.attributes if record.id != SIDE)]


def papers_of(region: CompiledRegion) -> frozenset[str]:
    """What can be ticked: papers and statuses."""
    return frozenset(fact for fact in region.facts if fact.startswith(("document:", "status:")))


def read_form(region: CompiledRegion, data: QueryDict, *, before: Answers) -> Read:
    """Read the desk. An answer that cannot be read is told and left out; an empty one was not given.

    Dates of papers that are still ticked stay; so do papers that the page did not offer.
    """
    know, problems = dict[str, str](), list[dict[str, str]]()
    for record in records_of(region):
        text = _typed(record, data) or _declined(record, before)
        try:
            if text and text != UNKNOWN:
                read_value(record, text)
        except ValueProblem:
            problems.append({"words": _("We could not read: %(question)s") % {"question": plain(record.question)}, "href": f"#{record.id}"})
            continue
        if text:
            know[record.id] = text
    goal = data.get("goal", "")
    objective = data.get("objective", "")
    ticked = [fact for fact in dict.fromkeys(data.getlist("paper")) if fact in papers_of(region)]
    goal = goal if goal in region.goals else ""
    answers = replace(
        before,
        seen=before.seen if goal == before.goal else "",
        held={fact: before.held.get(fact, Dates()) for fact in ticked},
        know=know,
        goal=goal,
        objective=objective if objective in dict(OBJECTIVE_NAMES) else "",
        papers_seen=True,
    )
    return Read(answers=answers, problems=problems)


def _typed(record: AttributeRecord, data: QueryDict) -> str:
    """An answer as the form has it, in the form ``read_value`` reads."""
    typed = [value.strip()[:80] for value in data.getlist(record.id) if value.strip()]
    if record.kind == "household":
        adults, children = (data.get(f"{record.id}_{part}", "").strip()[:4] for part in ("adults", "children"))
        return f"adults:{adults or 0}+children:{children or 0}" if adults or children else ""
    return "+".join(typed)


def _declined(record: AttributeRecord, before: Answers) -> str:
    """``unknown`` where a person declined and the desk's input has no way to say so."""
    return UNKNOWN if record.kind in ("date", "number", "household") and before.know.get(record.id) == UNKNOWN else ""


def fields_of(region: CompiledRegion, answers: Answers, *, first: Sequence[str]) -> tuple[list[Field], list[Field]]:
    """Questions to show at once (answered, or in ``first``: what the plan asks), and all others."""
    shown = {SIDE, *answers.know, *first}
    fields = list(_fields(region, answers))
    rank = {name: place for place, name in enumerate(first)}
    at_once = sorted((field for field in fields if field.name in shown), key=lambda field: rank.get(field.name, -1))
    return at_once, [field for field in fields if field.name not in shown]


def _fields(region: CompiledRegion, answers: Answers) -> Iterator[Field]:
    for record in records_of(region):
        value = answers.know.get(record.id, "")
        named = [(key, plain(name)) for key, name in record.values]
        own = [(word, word) for word in value.split("+") if record.kind in ("word", "words") and word not in {"", UNKNOWN, *dict(named)}]
        yield Field(
            record=record,
            name=record.id,
            value=value,
            words=value.split("+"),
            choices=[*named, *own, (UNKNOWN, _("I prefer not to say"))],
            people=_people(value) if record.kind == "household" else ("", ""),
        )


def _people(value: str) -> tuple[str, str]:
    counts = dict(part.split(":", 1) for part in value.split("+") if ":" in part)
    return counts.get("adults", ""), counts.get("children", "")

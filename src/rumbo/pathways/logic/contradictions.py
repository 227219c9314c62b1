"""Answers that cannot both be true: which two, and what is left when both are set aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rumbo.engine.evaluate import evaluate, years_between
from rumbo.engine.model import AttributeSpec, AttributeValue, Holding, Household
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.problems import Problem
from rumbo.pathways.logic.values import value_text

BIRTH = "birth_date"
ADULT_AGE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What remains of a question once contradictions are set aside."""

    held: tuple[Holding, ...]
    attributes: dict[str, AttributeValue]


def resolve(
    region: CompiledRegion, *, held: Iterable[Holding], attributes: Mapping[str, AttributeValue], as_of: dt.date
) -> tuple[Kept, list[Problem]]:
    """Set aside both sides of every contradiction.

    Args:
        region: the region the question is asked of.
        held: facts held with their dates.
        attributes: answers by attribute.
        as_of: the day of the question.

    Returns:
        what is left, and one problem per contradiction, which names its two sides in ``key`` and ``other``.
    """
    holdings = tuple(held)
    problems = [
        *_dates(attributes, as_of),
        *_people(attributes, as_of),
        *_papers(holdings, attributes, as_of),
        *_places(holdings, attributes),
        *_settled(region, holdings, attributes, as_of),
    ]
    aside = {name for problem in problems for name in (problem.key, problem.other)}
    kept = Kept(
        held=tuple(holding for holding in holdings if holding.fact not in aside),
        attributes={name: value for name, value in attributes.items() if name not in aside},
    )
    return kept, problems


def settled_by_facts(region: CompiledRegion, facts: frozenset[str]) -> Iterator[tuple[str, AttributeValue, str]]:
    """Attributes whose value the facts held settle: (attribute, value, the fact that settles it)."""
    for spec in region.spec.attributes:
        found = [(value, fact) for value, known in spec.known_from for fact in known if fact in facts]
        if not found:
            continue
        if spec.kind == "words":
            yield spec.name, frozenset(value for value, _ in found), found[0][1]
        elif len({value for value, _ in found}) == 1:
            yield spec.name, _typed(spec, found[0][0]), found[0][1]


def settled_by_answers(
    region: CompiledRegion, attributes: Mapping[str, AttributeValue], facts: frozenset[str], as_of: dt.date
) -> Iterator[tuple[str, AttributeValue]]:
    """Attributes whose value follows from others (who was deported on a day has been removed; who is 12 is under 15)."""
    calendars = {calendar.name: calendar for calendar in region.spec.calendars}
    for spec in region.spec.attributes:
        for value, rule in spec.known_if:
            if evaluate(rule, facts=facts, attributes=attributes, as_of=as_of, calendars=calendars) is True:
                yield spec.name, _typed(spec, value)
        for value, others in spec.known_with:
            if not attributes.keys().isdisjoint(others):
                yield spec.name, _typed(spec, value)


def _typed(spec: AttributeSpec, value: str) -> AttributeValue:
    return int(value) if spec.kind == "number" else value


def _dates(attributes: Mapping[str, AttributeValue], as_of: dt.date) -> Iterator[Problem]:
    today = as_of.isoformat()
    born = attributes.get(BIRTH)
    if isinstance(born, dt.date) and born > as_of:
        yield Problem(code="born-later", field="know", key=BIRTH, value=born.isoformat(), other="as_of", other_value=today)
    for name, day in attributes.items():
        # Attributes named …_on are days on which something has already happened to the person.
        if not isinstance(day, dt.date) or not name.endswith("_on"):
            continue
        if day > as_of:
            yield Problem(code="in-the-future", field="know", key=name, value=day.isoformat(), other="as_of", other_value=today)
        if isinstance(born, dt.date) and day < born:
            yield Problem(code="before-birth", field="know", key=name, value=day.isoformat(), other=BIRTH, other_value=born.isoformat())


def _people(attributes: Mapping[str, AttributeValue], as_of: dt.date) -> Iterator[Problem]:
    born, household = attributes.get(BIRTH), attributes.get("household")
    if attributes.get("unaccompanied_minor") == "yes" and isinstance(born, dt.date) and years_between(born, as_of) >= ADULT_AGE:
        yield Problem(
            code="adult-as-minor", field="know", key="unaccompanied_minor", value="yes", other=BIRTH, other_value=born.isoformat()
        )
    if attributes.get("travelling_with_children") == "yes" and isinstance(household, Household) and household.children == 0:
        yield Problem(
            code="no-children",
            field="know",
            key="travelling_with_children",
            value="yes",
            other="household",
            other_value=value_text(household),
        )


def _papers(held: Iterable[Holding], attributes: Mapping[str, AttributeValue], as_of: dt.date) -> Iterator[Problem]:
    born = attributes.get(BIRTH)
    for paper in held:
        if paper.issued is None:
            continue
        issued = paper.issued.isoformat()
        if paper.expires is not None and paper.expires < paper.issued:
            yield Problem(
                code="expires-before-issued",
                field="have",
                key=paper.fact,
                value=issued,
                other=paper.fact,
                other_value=paper.expires.isoformat(),
            )
        if paper.issued > as_of:
            yield Problem(code="in-the-future", field="have", key=paper.fact, value=issued, other="as_of", other_value=as_of.isoformat())
        if isinstance(born, dt.date) and paper.issued < born:
            yield Problem(code="before-birth", field="have", key=paper.fact, value=issued, other=BIRTH, other_value=born.isoformat())


def _places(held: Iterable[Holding], attributes: Mapping[str, AttributeValue]) -> Iterator[Problem]:
    places = [holding.fact for holding in held if holding.fact.startswith("at:")]
    side = attributes.get("side")
    for other in places[1:]:
        yield Problem(code="given-twice", field="have", key=places[0], value=places[0], other=other, other_value=other)
    if places and isinstance(side, str) and places != [f"at:{side}"]:
        yield Problem(code="given-twice", field="know", key="side", value=side, other=places[0], other_value=places[0])


def _settled(
    region: CompiledRegion, held: tuple[Holding, ...], attributes: Mapping[str, AttributeValue], as_of: dt.date
) -> Iterator[Problem]:
    valid = [holding for holding in held if holding.expires is None or holding.expires >= as_of]
    for spec in region.spec.attributes:
        if spec.kind == "words" or spec.name == "side":
            continue
        said = [
            (value, holding.fact)
            for holding in valid
            for value, known in spec.known_from
            if not region.implied.get(holding.fact, frozenset()).isdisjoint(known)
        ]
        given = attributes.get(spec.name)
        for value, fact in said:
            if given is not None and value_text(given) != value:
                yield _otherwise(spec.name, value_text(given), fact, value)
        for value, fact in said[1:]:
            if value != said[0][0]:
                yield _otherwise(said[0][1], said[0][0], fact, value)


def _otherwise(key: str, value: str, fact: str, fact_value: str) -> Problem:
    return Problem(code="paper-says-otherwise", field="know", key=key, value=value, other=fact, other_value=fact_value)

"""Goals of kind find: every service for a need, open or not to this person, in the order worth trying."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, NoneOf, Test, tests_in
from rumbo.engine.evaluate import evaluate_with, holds, years_between
from rumbo.engine.model import AttributeValue, Question
from rumbo.pathways.logic.ask import Ask, attributes_known, facts_held
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.contradictions import ADULT_AGE, BIRTH
from rumbo.pathways.logic.disclosure import service_json
from rumbo.pathways.logic.notices import wants_lawyer, warnings
from rumbo.pathways.logic.questions import in_order, question_json, worth_asking
from rumbo.pathways.logic.render import tests_json
from rumbo.pathways.logic.words import condition_words, text
from rumbo.regionfile import records as r

Json = dict[str, Any]
MINOR = "unaccompanied_minor"
BED = "need-met:shelter"
REFERRAL = "need-met:information"
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}
_OPEN: dict[bool | None, str] = {True: "open", None: "depends", False: "closed"}
_RANK = {"open": 0, "depends": 1, "closed": 2}
OTHER_SIDE = {
    "es": "Está del otro lado: no cruce sin hablar antes con una abogada o un abogado.",
    "en": "It is on the other side: do not cross before you have talked to a lawyer.",
}
_NOTHING_HERE = {
    "es": "Del lado donde usted está no conocemos ningún servicio para esto.",
    "en": "On the side where you are, we know of no service for this.",
}


def find(region: CompiledRegion, ask: Ask) -> Json:
    """Every service that meets the goal's needs, with whether it is open to this person.

    Enforcement bodies are never listed. Of a minor without company only what admits them is shown, and a bed only where
    the service says that it is for them. What is on the other side of the border comes last, with a word about crossing.

    Returns:
        ``status`` found, ``services`` in order (this side first; then open first, confidence, freshness), the questions
        that would settle the rest, ``notes``, and what must be told beside it.
    """
    person = Person.of(region, ask)
    listed = [(service, verdict) for service in _candidates(region, ask) for verdict in person.judge(service)]
    questions = _questions(listed, person, ask)
    notices = warnings(region, ask, asked=[question.attribute for question in questions])
    goal = region.goals[ask.goal]
    return {
        "status": "found",
        "lawyer_first": wants_lawyer(notices),
        "goal": ask.goal,
        "name": text(goal.name),
        "first": text(goal.first),
        "world": region.world.hash,
        "as_of": ask.as_of.isoformat(),
        "services": [
            _listed_json(region, person, service, verdict) for service, verdict in sorted(listed, key=lambda x: _order(person, goal, *x))
        ],
        "questions": [question_json(region, question) for question in questions],
        "warnings": notices,
        "notes": _notes(person, [service for service, _ in listed]),
    }


def openness(region: CompiledRegion, ask: Ask, goal: str) -> frozenset[str]:
    """Which of ``open``, ``depends`` and ``closed`` occur among the services for a goal of kind find.

    What is open on the other side only depends: whether the person may cross is another question.
    """
    person = Person.of(region, ask)
    services = _candidates(region, replace(ask, goal=goal))
    judged = ((service, verdict) for service in services for verdict in person.judge(service))
    return frozenset(_OPEN[None if verdict and person.is_across(service) else verdict] for service, verdict in judged)


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of who asks, as far as it decides whom a service is open to."""

    region: CompiledRegion
    ask: Ask
    facts: frozenset[str]
    known: dict[str, AttributeValue]

    @classmethod
    def of(cls, region: CompiledRegion, ask: Ask) -> Person:
        known = attributes_known(region, ask)
        born = known.get(BIRTH)
        if isinstance(born, dt.date) and years_between(born, ask.as_of) >= ADULT_AGE:
            known = {MINOR: "no", **known}  # who is of age need not be asked
        return cls(region, ask, facts_held(region, ask), known)

    @property
    def alone_and_minor(self) -> bool | None:
        """Whether this is a minor without company; ``None`` when a minor has not said."""
        if MINOR in self.known:
            return self.known[MINOR] == "yes"
        born = self.known.get(BIRTH)
        return None if isinstance(born, dt.date) else False

    def judge(self, service: r.Service) -> Iterator[bool | None]:
        """Whether the service is open to this person, once; nothing where it may not be listed at all."""
        verdict = evaluate_with(service.open_to, has=self.facts.__contains__, truth=self.truth)
        not_theirs = BED in service.needs and not takes_minors_alone(service)
        if self.alone_and_minor and (verdict is False or not_theirs):
            return
        yield None if self.alone_and_minor is None and verdict and not_theirs else verdict

    def is_across(self, service: r.Service) -> bool:
        """Whether a person whose side is known would have to cross the border to use the service."""
        return self.ask.side is not None and not service.remote and service.side != self.ask.side

    def truth(self, test: Test) -> bool | None:
        """The value of a test, where what is known decides it. A minor without company is under 18 whatever the date."""
        if test.attribute in self.known:
            return holds(test, self.known[test.attribute], as_of=self.ask.as_of, calendars=self.region.calendars)
        if test.attribute == BIRTH and self.known.get(MINOR) == "yes" and isinstance(test.value, int) and test.value >= ADULT_AGE:
            return {"age_at_least": False, "age_under": True}.get(test.operator)
        return None

    def open_tests(self, condition: Condition) -> Iterator[tuple[Test, bool]]:
        """Tests whose outcome is not known, with the outcome that helps."""
        return ((test, wanted) for test, wanted in _helping(condition) if self.truth(test) is None)


def takes_minors_alone(service: r.Service) -> bool:
    """Whether a service names minors without company among those it is for."""
    return any(test.attribute == MINOR for test, wanted in _helping(service.open_to) if wanted == _means_yes(test))


def _helping(condition: Condition, *, wanted: bool = True) -> Iterator[tuple[Test, bool]]:
    """Every test of a condition, with the outcome that helps."""
    match condition:
        case Test():
            yield condition, wanted
        case NoneOf(parts):
            for part in parts:
                yield from _helping(part, wanted=not wanted)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _helping(part, wanted=wanted)


def _means_yes(test: Test) -> bool:
    """Whether a person who says yes passes a test of words."""
    values = test.value if isinstance(test.value, tuple) else (test.value,)
    return ("yes" in values) == (test.operator in {"is", "in"})


def _candidates(region: CompiledRegion, ask: Ask) -> Iterator[r.Service]:
    goal = region.goals[ask.goal]
    for service in region.records.services:
        organization = region.organizations.get(service.organization)
        if organization is None or organization.cls == "enforcement" or "closed" in (service.state, organization.state):
            continue
        meets = not set(goal.needs).isdisjoint(service.needs) or _refers(ask, goal, service)
        right_class = not goal.organization_class or organization.cls in goal.organization_class
        right_side = (goal.side is None or service.side == goal.side) and (
            ask.limits.side is None or service.remote or service.side == ask.limits.side
        )
        avoided = {organization.id, f"class:{organization.cls}"} & set(ask.limits.avoid)
        if meets and right_class and right_side and not avoided:
            yield service


def _refers(ask: Ask, goal: r.GoalRecord, service: r.Service) -> bool:
    """Whether a service of the person's own side sends people on to whoever meets a need, where the goal is not about one side."""
    return goal.side is None and ask.side == service.side and REFERRAL in service.needs


def _order(person: Person, goal: r.GoalRecord, service: r.Service, verdict: bool | None) -> tuple[object, ...]:
    ask = person.ask
    near = service.side == (ask.side or goal.side) or service.remote
    for_minors = person.alone_and_minor is None and BED in goal.needs and verdict is not False and takes_minors_alone(service)
    freshness = service.provenance.evidence or "0000"
    newest_first = tuple(-ord(sign) for sign in freshness.ljust(10, "0"))
    first = (person.is_across(service), not for_minors, not _refers(ask, goal, service))
    return (*first, _RANK[_OPEN[verdict]], _CONFIDENCE[service.provenance.confidence], not near, newest_first, service.id)


def _notes(person: Person, services: list[r.Service]) -> list[Json]:
    if person.ask.side is None or any(not person.is_across(service) for service in services):
        return []
    return [{"code": "nothing-on-this-side", "words": dict(_NOTHING_HERE)}]


def _questions(listed: list[tuple[r.Service, bool | None]], person: Person, ask: Ask) -> list[Question]:
    settles: Counter[str] = Counter()
    for service, verdict in listed:
        if verdict is None:
            asked = {test.attribute for test, _ in person.open_tests(service.open_to)}
            settles.update(asked | ({MINOR} if person.alone_and_minor is None and BED in service.needs else set()))
    questions = (Question(attribute=attribute, settles=count, first=attribute == MINOR) for attribute, count in settles.items())
    return worth_asking(person.region, ask, in_order(questions, declined=ask.declined))


def _listed_json(region: CompiledRegion, person: Person, service: r.Service, verdict: bool | None) -> Json:
    asks_anything = bool(tests_in(service.open_to))
    return {
        **service_json(region, service),
        "open": _OPEN[verdict],
        "other_side": person.is_across(service),
        "crossing": dict(OTHER_SIDE) if person.is_across(service) else None,
        "if": tests_json(region, person.open_tests(service.open_to)) if verdict is None else [],
        "open_to": condition_words(region, service.open_to) if asks_anything else None,
    }

"""One person's question, read from what they typed or ticked; all that is wrong with it is told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, get_args

from rumbo.engine.conditions import always
from rumbo.engine.model import OBJECTIVES, AttributeValue, Holding, Limits, Objective, Query
from rumbo.pathways.logic import contradictions
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.names import attribute_names, fact_names, facts_by_slug, goal_names, nearest
from rumbo.pathways.logic.problems import AskError, Problem
from rumbo.pathways.logic.values import (
    UNKNOWN,
    ValueProblem,
    read_date,
    read_money,
    read_number,
    read_value,
    refuse_unreadable,
    visible,
)
from rumbo.regionfile import records as r

__all__ = ["Ask", "AskError", "Problem", "attributes_known", "facts_held", "query", "read_ask", "read_pairs", "side_record"]

MAX_FACTS = 300
MAX_ANSWERS = 60
SIDE = "side"
LIMITS = ("budget", "days", "crossings", "avoid", "side", "without")
T = TypeVar("T")
Pairs = Mapping[str, str] | Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question that can be answered.

    ``declined``: attributes the person was asked about and prefers not to say. ``side``: where they are now, if known.
    ``problems``: what was left out of the question because it could not be read (only when read leniently).
    """

    goal: str
    as_of: dt.date
    held: tuple[Holding, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    objective: tuple[Objective, ...] = ("fastest",)
    limits: Limits = field(default_factory=Limits)
    side: str | None = None
    problems: tuple[Problem, ...] = ()


def read_ask(
    region: CompiledRegion,
    *,
    goal: str,
    have: Sequence[str | Mapping[str, object]] = (),
    know: Pairs = (),
    objective: str = "fastest",
    limits: Mapping[str, str | int] | Sequence[tuple[str, str]] = (),
    as_of: dt.date,
    strict: bool = True,
) -> Ask:
    """Read a question.

    Args:
        region: the region it is asked of.
        goal: a goal's id.
        have: what the person holds: ``curp-temporary@2026-06-01..2026-11-28`` (kind and dates optional, several joined
            by commas), or mappings with ``fact`` and, where known, ``issued`` and ``expires``.
        know: answers by attribute; ``unknown`` means "I prefer not to say".
        objective: what to compare plans by, first things first, joined by commas.
        limits: ``budget`` (whole currency units, ``MXN:500``), ``days``, ``crossings``, ``avoid`` (bodies or
            ``class:…``, joined by ``+``), ``side``, ``without`` (ways, joined by ``+``).
        as_of: the day of the question.
        strict: whether any problem is an error; if not, what cannot be read is left out and told in ``Ask.problems``.

    Raises:
        AskError: with all problems; for an unknown goal even when not strict.

    >>> read_ask(region, goal="ine-card", have=["curp"], know={"side": "mx"}, as_of=today).side  # doctest: +SKIP
    'mx'
    """
    reader = _Reader(region)
    reader.goal(goal)
    held = reader.holdings(have)
    attributes, declined = reader.answers(know)
    ask = Ask(
        goal=goal,
        as_of=as_of,
        held=held,
        attributes=attributes,
        declined=declined,
        objective=reader.objective(objective),
        limits=reader.limits(limits),
    )
    kept, found = contradictions.resolve(region, held=ask.held, attributes=ask.attributes, as_of=as_of)
    problems = (*reader.problems, *found)
    if problems and (strict or goal not in region.goals):
        raise AskError(problems)
    settled = replace(ask, held=kept.held, attributes=kept.attributes, problems=problems)
    return _placed(_assuming(region, settled))


def read_pairs(text: str, *, field: str) -> list[tuple[str, str]]:
    """Read ``key=value,key=value`` as typed in a terminal.

    Raises:
        AskError: ``not-a-pair`` for each part without ``=``.

    >>> read_pairs("side=mx,nationality=MX+US", field="know")
    [('side', 'mx'), ('nationality', 'MX+US')]
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [Problem(code="not-a-pair", field=field, value=visible(part)) for part in parts if "=" not in part]
    if wrong:
        raise AskError(wrong[:MAX_ANSWERS])
    return [(key.strip(), value.strip()) for key, _, value in (part.partition("=") for part in parts)]


def query(region: CompiledRegion, ask: Ask) -> Query:
    """The engine's form of a question; a goal of kind find is a list, so it asks nothing of a plan."""
    reach = region.goals[ask.goal].reach
    return Query(
        goal=always if reach is None else reach,
        as_of=ask.as_of,
        held=ask.held,
        attributes=ask.attributes,
        objective=ask.objective,
        limits=ask.limits,
    )


def facts_held(region: CompiledRegion, ask: Ask) -> frozenset[str]:
    """Facts that hold on the day of the question: what has not expired, and all it amounts to."""
    valid = (held.fact for held in ask.held if held.expires is None or held.expires >= ask.as_of)
    # A paper expired on the day of the question is not held; one that expires that day still is (inclusive).
    return frozenset().union(*(region.implied.get(fact, frozenset({fact})) for fact in valid))


def attributes_known(region: CompiledRegion, ask: Ask) -> dict[str, AttributeValue]:
    """Answers given, and those that the facts held settle."""
    facts = facts_held(region, ask)
    settled = {name: value for name, value, _ in contradictions.settled_by_facts(region, facts)}
    known = {**settled, **ask.attributes}
    return {**dict(contradictions.settled_by_answers(region, known, facts, ask.as_of)), **known}


def side_record(region: CompiledRegion) -> r.AttributeRecord:
    """The attribute that says where a person is; made from the region's sides where the region has no record of it."""
    if SIDE in region.attributes:
        return region.attributes[SIDE]
    return r.AttributeRecord(
        id=SIDE,
        kind="word",
        values=tuple((side.id, side.name) for side in region.records.region.sides),
        question=r.Text(es="¿De qué lado está usted ahora?", en="Which side are you on now?"),
        why=r.Text(es="Para empezar el plan donde usted está.", en="To start the plan where you are."),
    )


def _assuming(region: CompiledRegion, ask: Ask) -> Ask:
    """With the answers that choosing the goal gives, where nothing else settles them and the person did not decline to."""
    assumed = _assumed(region, ask.goal)
    if not assumed:
        return ask
    known = attributes_known(region, ask)
    assumes = {name: value for name, value in assumed.items() if name not in ask.declined and name not in known}
    return replace(ask, attributes={**assumes, **ask.attributes})


def _assumed(region: CompiledRegion, goal: str) -> dict[str, AttributeValue]:
    """The answers that choosing a goal gives, read once."""
    key = ("assumed", goal)
    if key not in region.memo:
        region.memo[key] = {name: read_value(region.attributes[name], value) for name, value in region.goals[goal].assumes.items()}
    assumed: dict[str, AttributeValue] = region.memo[key]
    return assumed


def _placed(ask: Ask) -> Ask:
    """Where the person is, said once as a fact and once as an attribute, whichever of the two they gave."""
    stated = next((held.fact.partition(":")[2] for held in ask.held if held.fact.startswith("at:")), None)
    answer = ask.attributes.get(SIDE)
    side = ask.side or stated or (answer if isinstance(answer, str) else None)
    if side is None:
        return ask
    held = ask.held if stated else (*ask.held, Holding(fact=f"at:{side}"))
    return replace(ask, side=side, held=held, attributes={**ask.attributes, SIDE: side})


class _Reader:
    """Collects the problems met while the parts of a question are read."""

    def __init__(self, region: CompiledRegion) -> None:
        self.region = region
        self.problems: list[Problem] = []

    def _try(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except ValueProblem as error:
            self.problems.append(error.problem)
            return None

    def goal(self, goal: str) -> None:
        if goal not in self.region.goals:
            shown = visible(goal)
            self.problems.append(Problem(code="unknown-goal", field="goal", value=shown, nearest=nearest(shown, goal_names(self.region))))

    def holdings(self, have: Sequence[str | Mapping[str, object]]) -> tuple[Holding, ...]:
        items: list[str | Mapping[str, object]] = []
        for item in have:
            items.extend(part for part in item.split(",") if part.strip()) if isinstance(item, str) else items.append(item)
        if len(items) > MAX_FACTS:
            self.problems.append(Problem(code="too-many", field="have", limit=MAX_FACTS))
            return ()
        read = [self._try(lambda item=item: self._holding(item)) for item in items]  # type: ignore[misc]
        return tuple({held.fact: held for held in read if held is not None}.values())

    def _holding(self, item: str | Mapping[str, object]) -> Holding:
        if isinstance(item, str):
            name, _, dates = item.strip().partition("@")
            issued, dots, expires = dates.partition("..")
            if "@" in item and (not dates or dates == ".." or (dots and ".." in expires)):
                raise ValueProblem(Problem(code="not-a-holding", field="have", value=visible(item)))
        else:
            if not item.get("fact") or set(item) - {"fact", "issued", "expires"}:
                raise ValueProblem(Problem(code="not-a-holding", field="have", value=visible(str(item.get("fact", "")))))
            name, issued, expires = (str(item.get(key) or "") for key in ("fact", "issued", "expires"))
        for text in (name, issued, expires):
            refuse_unreadable(text, field="have", key=name)
        fact = self._fact(name.strip())
        return Holding(
            fact=fact,
            issued=read_date(issued, field="have", key=fact) if issued.strip() else None,
            expires=read_date(expires, field="have", key=fact) if expires.strip() else None,
        )

    def _fact(self, name: str) -> str:
        if name in self.region.facts:
            return name
        matches = facts_by_slug(self.region).get(name, ())
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise ValueProblem(Problem(code="ambiguous-fact", field="have", value=name, nearest=matches))
        raise ValueProblem(Problem(code="unknown-fact", field="have", value=name, nearest=nearest(name, fact_names(self.region))))

    def answers(self, know: Pairs) -> tuple[dict[str, AttributeValue], frozenset[str]]:
        pairs = list(know.items()) if isinstance(know, Mapping) else list(know)
        if len(pairs) > MAX_ANSWERS:
            self.problems.append(Problem(code="too-many", field="know", limit=MAX_ANSWERS))
            return {}, frozenset()
        given: dict[str, list[tuple[str, AttributeValue | None]]] = {}
        for key, text in pairs:
            if text != "" and (read := self._try(lambda key=key, text=text: self._answer(key, text))) is not None:  # type: ignore[misc]
                given.setdefault(key, []).append((text, read[0]))
        answers = {key: values[0][1] for key, values in given.items() if self._once(key, values)}
        declined = frozenset(key for key, value in answers.items() if value is None)
        return {key: value for key, value in answers.items() if value is not None}, declined

    def _answer(self, key: str, text: str) -> tuple[AttributeValue | None]:
        refuse_unreadable(key, field="know")
        refuse_unreadable(text, field="know", key=key)
        record = side_record(self.region) if key == SIDE else self.region.attributes.get(key)
        if record is None:
            near = nearest(key, attribute_names(self.region))
            raise ValueProblem(Problem(code="unknown-attribute", field="know", key=key, value=key, nearest=near))
        return (None,) if text.strip() == UNKNOWN else (read_value(record, text),)

    def _once(self, key: str, values: list[tuple[str, AttributeValue | None]]) -> bool:
        different = [text for text, value in values if value != values[0][1]]
        if different:
            self.problems.append(
                Problem(code="given-twice", field="know", key=key, value=values[0][0], other=key, other_value=different[0])
            )
        return not different

    def objective(self, text: str) -> tuple[Objective, ...]:
        names = [part.strip() for part in text.split(",") if part.strip()][: len(OBJECTIVES) + 1]
        unknown = [name for name in names if name not in get_args(Objective)]
        for name in map(visible, unknown):
            self.problems.append(Problem(code="unknown-objective", field="objective", value=name, nearest=nearest(name, OBJECTIVES)))
        return tuple(objective for objective in dict.fromkeys(names) if objective in OBJECTIVES) or ("fastest",)

    def limits(self, limits: Mapping[str, str | int] | Sequence[tuple[str, str]]) -> Limits:
        pairs = list(limits.items()) if isinstance(limits, Mapping) else list(limits)
        if len(pairs) > MAX_ANSWERS:
            self.problems.append(Problem(code="too-many", field="limits", limit=MAX_ANSWERS))
            return Limits()
        read = Limits()
        for key, value in pairs:
            read = self._try(lambda key=key, value=value, read=read: self._limit(read, key, str(value))) or read  # type: ignore[misc]
        return read

    def _limit(self, read: Limits, key: str, text: str) -> Limits:
        refuse_unreadable(key, field="limits")
        refuse_unreadable(text, field="limits", key=key)
        words = tuple(part.strip() for part in text.split("+") if part.strip())
        match key:
            case "budget":
                return replace(read, budget=read_money(text, currencies=self.region.currencies, key=key))
            case "days":
                return replace(read, days=read_number(text, field="limits", key=key))
            case "crossings":
                return replace(read, crossings=read_number(text, field="limits", key=key))
            case "side":
                return replace(read, side=_known(text.strip(), self.region.sides, "unknown-side", key))
            case "avoid":
                return replace(read, avoid=(*read.avoid, *(_known(word, self._avoidable(), "unknown-body", key) for word in words)))
            case "without":
                return replace(read, without=(*read.without, *(_known(word, self.region.ways, "unknown-way", key) for word in words)))
        raise ValueProblem(Problem(code="unknown-limit", field="limits", key=key, value=key, nearest=nearest(key, LIMITS)))

    def _avoidable(self) -> tuple[str, ...]:
        return (*(f"class:{cls}" for cls in get_args(r.OrganizationClass)), *self.region.organizations)


def _known(word: str, ids: Mapping[str, object] | Sequence[str], code: str, key: str) -> str:
    if word in ids:
        return word
    raise ValueProblem(Problem(code=code, field="limits", key=key, value=word, nearest=nearest(word, list(ids))))

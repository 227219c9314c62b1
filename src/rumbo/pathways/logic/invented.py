"""Made-up people who want one goal, for comparing rules until there are journeys: nobody is meant, and no share is a real group's.

Each way to the goal is met in each of its alternatives by somebody who could exist; the others have some of the papers and not others.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rumbo.engine.cells import representatives
from rumbo.engine.conditions import Test, always, facts_in, tests_in
from rumbo.engine.evaluate import holds
from rumbo.engine.meeting import Need, needs_of
from rumbo.engine.model import AttributeSpec, AttributeValue, Holding
from rumbo.engine.situation import spec_of
from rumbo.pathways.logic import contradictions
from rumbo.pathways.logic.ask import SIDE, Ask, facts_held, read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.rules import PLACE, Towards, ways_towards
from rumbo.pathways.logic.values import value_text

__all__ = ["PEOPLE", "SEED", "Invented", "invent"]

PEOPLE, SEED = 400, 1
HELD = 0.75
MORE_PAPERS = 2
IN_FOUR = 4
TRIES, ALONG = 20, 10
HAPPENED = 0.5
LIFE_DAYS, RECENT_DAYS = 80 * 365, 400
COUNTED = 6


@dataclass(frozen=True)
class Invented:
    """``asks``: one for each person. ``groups``: attributes by whose answers they can be told apart."""

    asks: tuple[Ask, ...]
    groups: tuple[str, ...]

    def group_of(self, ask: Ask, attribute: str) -> str:
        """What somebody says of an attribute, as text; nothing where they say nothing."""
        value = ask.attributes.get(attribute)
        return "" if value is None else value_text(value)


def invent(region: CompiledRegion, goal: str, *, people: int = PEOPLE, seed: int = SEED) -> Invented:
    """People who want a goal of kind reach; the same seed gives the same.

    >>> len(invent(region, "formal-job-tijuana", people=50).asks)  # doctest: +SKIP
    50
    """
    inventor = _Inventor(region, goal, random.Random(seed))  # noqa: S311  made-up people need repeatable, not secret, randomness
    asks = tuple(inventor.person(number) for number in range(people))
    return Invented(asks, inventor.groups)


class _Inventor:
    def __init__(self, region: CompiledRegion, goal: str, rng: random.Random) -> None:
        self.region, self.rng = region, rng
        self.nobody = read_ask(region, goal=goal, as_of=region.day)
        self.reach = region.goals[goal].reach or always
        self.towards = ways_towards(region, goal)
        self.then = {one.way.id: one for one in self.towards}
        self.needs = {condition: needs_of(condition) for condition in (self.reach, *(one.way.requires for one in self.towards))}
        self.first = [(one, need) for one in self.towards for need in self.needs[one.way.requires]]
        tests: dict[str, list[Test]] = {SIDE: []} if region.spec.sides else {}
        for test in sorted({test for condition in self.needs for test in tests_in(condition)}, key=str):
            tests.setdefault(test.attribute, []).append(test)
        wanted = self._kinds(facts_in(self.reach))
        asked = self._kinds(fact for condition in self.needs for fact in facts_in(condition))
        self.papers = sorted(fact for fact in asked - wanted if not fact.startswith(PLACE))
        self.specs = {name: spec_of(region.world, name) for name in tests}
        self.values = {name: tuple(self._values(spec, tests[name])) for name, spec in self.specs.items()}
        self.groups = tuple(name for name, spec in self.specs.items() if spec.kind in ("word", "words"))

    def _kinds(self, facts: Iterable[str]) -> set[str]:
        """Facts, and all that amount to one of them."""
        return {kind for fact in facts for kind in self.region.kinds.get(fact, {fact})}

    def person(self, number: int) -> Ask:
        """The next one. Every alternative of every way is met by one of the first; of the others, one in four comes as they are."""
        turn, place = divmod(number, len(self.first) or 1)
        anybody = not self.first or (turn > 0 and number % IN_FOUR == 0)
        begins = None if anybody else self.first[place]
        for attempt in range(TRIES):
            # Where what comes later on the way does not go with how it begins, the beginning counts.
            need = Need() if begins is None else self._along(*begins) if attempt < ALONG else begins[1]
            ask = self._drawn(need, whole=turn == 0)
            kept, wrong = contradictions.resolve(self.region, held=ask.held, attributes=ask.attributes, as_of=ask.as_of)
            if not wrong and (turn or begins is None or self._meets(ask, begins[1])):
                break
        return replace(ask, held=kept.held, attributes=kept.attributes)

    def _meets(self, ask: Ask, need: Need) -> bool:
        """Whether somebody answers and holds what is needed; what the goal itself is nobody holds."""
        facts = facts_held(self.region, ask)
        held = (need.facts & set(self.papers)) <= facts and facts.isdisjoint(need.without)
        return held and all(
            test.attribute in ask.attributes and self._comes_out(ask.attributes[test.attribute], {test: truth})
            for test, truth in need.tests.items()
        )

    def _along(self, one: Towards, need: Need) -> Need:
        """What somebody needs who begins with a way, meets it so, and goes on to the goal: all but what they are granted as they go."""
        needed, granted, then = need, set(one.way.grants), one.then
        fact = one.fact
        while True:
            choices = [other for other in self.needs[then.requires if then else self.reach] if fact in other.facts]
            self.rng.shuffle(choices)
            joined = (needed.and_also(replace(other, facts=other.facts - self._implied(granted))) for other in choices)
            needed = next((both for both in joined if both), needed)
            if then is None:
                return needed
            granted |= set(then.grants)
            fact, then = self.then[then.id].fact, self.then[then.id].then

    def _implied(self, facts: Iterable[str]) -> frozenset[str]:
        return frozenset(other for fact in facts for other in self.region.implied.get(fact, (fact,)))

    def _drawn(self, need: Need, *, whole: bool) -> Ask:
        held = {fact for fact in self.papers if fact in need.facts and (whole or self.rng.random() < HELD)}
        if not whole:
            held |= set(self.rng.sample(self.papers, min(len(self.papers), self.rng.randrange(MORE_PAPERS + 1)))) - need.without
        facts = self._implied(held)
        known = {name: value for name, value, _ in contradictions.settled_by_facts(self.region, facts)}
        attributes: dict[str, AttributeValue] = {**self.nobody.attributes, **known}
        for name, spec in self.specs.items():
            if name not in known and (value := self._value(spec, need)) is not None:
                attributes[name] = value
        attributes |= dict(contradictions.settled_by_answers(self.region, attributes, facts, self.region.day))
        side = next((fact.removeprefix(PLACE) for fact in sorted(need.facts) if fact.startswith(PLACE)), attributes.get(SIDE))
        return self._placed(sorted(held), attributes, side if isinstance(side, str) else None)

    def _placed(self, papers: Sequence[str], attributes: Mapping[str, AttributeValue], side: str | None) -> Ask:
        here = {} if side is None else {SIDE: side}
        held = (*papers, *(PLACE + name for name in here.values()))
        return replace(self.nobody, held=tuple(Holding(fact=fact) for fact in held), attributes={**attributes, **here}, side=side)

    def _value(self, spec: AttributeSpec, need: Need) -> AttributeValue | None:
        """A value that comes out as needed, if there is one; else any."""
        asked = {test: truth for test, truth in need.tests.items() if test.attribute == spec.name}
        if spec.kind == "date" and not asked:
            return self._any_day(spec)
        days = [self._day(spec) for _ in range(COUNTED)] if spec.kind == "date" else []
        drawn = [*days, *self.values[spec.name]]
        fitting = [value for value in drawn if self._comes_out(value, asked)] if asked else drawn
        return self.rng.choice(fitting or drawn) if drawn else None

    def _comes_out(self, value: AttributeValue, asked: Mapping[Test, bool]) -> bool:
        day, calendars = self.region.day, self.region.calendars
        return all(holds(test, value, as_of=day, calendars=calendars) == truth for test, truth in asked.items())

    def _any_day(self, spec: AttributeSpec) -> dt.date | None:
        """A day; of what need not have happened to anybody, to every other one none."""
        if spec.name != contradictions.BIRTH and self.rng.random() < HAPPENED:
            return None
        edges = [day for day in self.values[spec.name] if isinstance(day, dt.date)]
        return self.rng.choice(edges) if edges and self.rng.random() < HAPPENED else self._day(spec)

    def _day(self, spec: AttributeSpec) -> dt.date:
        days = LIFE_DAYS if spec.name == contradictions.BIRTH else RECENT_DAYS
        return self.region.day - dt.timedelta(self.rng.randrange(days))

    def _values(self, spec: AttributeSpec, tests: Sequence[Test]) -> Iterator[AttributeValue]:
        """Values as people have them, and those on both sides of where tests turn over. Days to come are none that people answer with."""
        record = self.region.attributes.get(spec.name)
        words = [word for word, _ in record.values] if record is not None else list(spec.values)
        match spec.kind:
            case "word":
                yield from words
            case "words":
                yield from (frozenset({word}) for word in words)
            case "number":
                yield from range(COUNTED)
        if not (spec.kind == "word" and spec.values):
            for value in representatives(spec, list(tests), as_of=self.region.day, calendars=self.region.calendars):
                if not isinstance(value, dt.date) or value <= self.region.day:
                    yield value

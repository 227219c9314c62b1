"""Splitting what is unknown into cases, until each is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal

from rumbo.engine.conditions import Test, tests_in
from rumbo.engine.explain import stands
from rumbo.engine.model import Plan
from rumbo.engine.situation import Assumed, Situation, closed

MAX_UNKNOWNS = 16
MAX_LOOKED_AT = 5
LOOKS = 4
MOST_LACKING = 3


@dataclass(frozen=True)
class Leaf:
    """One case: the tests that make it, what follows, the tests on which that rests, and papers that would open a way again."""

    when: tuple[tuple[Test, bool], ...]
    status: Literal["optimal", "feasible", "already-there", "unreachable"]
    plan: Plan | None
    rests_on: tuple[tuple[Test, bool], ...] = ()
    lacks: tuple[tuple[str, ...], ...] = ()


def split(situation: Situation, outcome: Callable[[Assumed], Leaf | None]) -> tuple[list[Leaf], bool]:
    """Cases that together cover all completions of the unknown attributes, each settled by ``outcome``.

    Returns:
        the cases, and whether none is missing: splitting stops at ``MAX_UNKNOWNS`` attributes deep, at the query's
        ``max_branches``, and when ``LOOKS`` times as many have been looked into.
    """
    splitting = _Splitting(situation, outcome)
    complete = splitting.split({}, ())
    return [leaf for _, leaf in sorted(splitting.leaves, key=lambda found: found[0])], complete


@dataclass
class _Splitting:
    situation: Situation
    outcome: Callable[[Assumed], Leaf | None]
    leaves: list[tuple[tuple[int, ...], Leaf]] = field(default_factory=list)
    looks: int = 0
    obstacles: list[Obstacle] = field(default_factory=list)

    def is_enough(self) -> bool:
        """Whether to stop here: as many cases as were asked for, or so many looked into that more would take too long."""
        query = self.situation.query
        if len(self.leaves) >= query.max_branches or self.looks >= LOOKS * query.max_branches:
            return True
        enough = query.enough_branches
        return enough is not None and len(self.leaves) >= enough and any(leaf.status != "unreachable" for _, leaf in self.leaves)

    def split(self, assumed: Assumed, place: tuple[int, ...]) -> bool:
        """Settle what is ``assumed`` or split it further; whether nothing below it is missing.

        Args:
            place: which cell was taken of each attribute so far, from the first; cases are told in this order.
        """
        if self.is_enough():
            return False
        self.looks += 1
        leaf = self.outcome(assumed)
        if leaf is not None:
            self.leaves.append((place, self.explained(leaf, assumed)))
            return True
        if len(place) >= MAX_UNKNOWNS:
            return False
        cases = cases_of(self.situation, next_attribute(self.situation, assumed), assumed)
        complete = True
        for number in _most_hopeful_first(self.situation, cases):
            complete &= self.split(cases[number], (*place, number))
        return complete

    def explained(self, leaf: Leaf, assumed: Assumed) -> Leaf:
        """The leaf with the part of ``assumed`` that makes its plan work, or shuts the goal, whatever the rest comes to."""
        leaf = replace(leaf, when=_listed(assumed))
        if leaf.plan is not None and leaf.plan.steps:
            return replace(leaf, rests_on=_listed(_support(self.situation, leaf.plan, assumed)))
        if leaf.status != "unreachable" or self.situation.reaches_goal(assumed) is not False:
            return replace(leaf, rests_on=leaf.when)
        known = next((known for known in self.obstacles if known.tests.items() <= assumed.items()), None)
        if known is None:
            tests = _obstacle(self.situation, assumed)
            known = Obstacle(tests, _lacking(self.situation, tests))
            self.obstacles.append(known)
        return replace(leaf, rests_on=_listed(known.tests), lacks=known.lacks)


@dataclass(frozen=True)
class Obstacle:
    """Answers that shut the goal by themselves, and sets of papers with any of which it may be open again."""

    tests: Assumed
    lacks: tuple[tuple[str, ...], ...]


def _listed(assumed: Assumed) -> tuple[tuple[Test, bool], ...]:
    return tuple(sorted(assumed.items(), key=str))


def _of(names: Set[str], assumed: Assumed) -> dict[Test, bool]:
    return {test: holds for test, holds in assumed.items() if test.attribute in names}


def _support(situation: Situation, plan: Plan, assumed: Assumed) -> Assumed:
    """The part of ``assumed`` that makes a plan work: the tests its steps, where they are done, and the goal itself rest on; where
    these do not say enough, all of the same attributes."""
    ways = [situation.world.ways[situation.world.way_index[step.way]] for step in plan.steps]
    tests = {test for step in plan.steps for test, _ in step.if_} | tests_in(situation.query.goal)
    placed = {"side"} if any(way.in_person or way.crosses_to for way in ways) else set()
    for kept in (
        {test: holds for test, holds in assumed.items() if test in tests or test.attribute in placed},
        _of({test.attribute for test in tests} | placed, assumed),
    ):
        if stands(situation, plan, kept):
            return kept
    return assumed


def _obstacle(situation: Situation, assumed: Assumed) -> dict[Test, bool]:
    """The answers among ``assumed`` that shut the goal already by themselves, none of which could be missing.

    What was settled last is looked at first: before it, the goal was still open.
    """
    names = list(dict.fromkeys(test.attribute for test in assumed))[::-1]

    def shuts(kept: Set[str]) -> bool:
        return not situation.outlook(_of(kept, assumed), unknown=True)[situation.graph.goal]

    kept: set[str] = set()
    while names and not shuts(kept):
        kept.add(names.pop(0))
    for name in sorted(kept):
        if shuts(kept - {name}):
            kept.remove(name)
    return _of(kept, assumed)


def _lacking(situation: Situation, tests: Assumed) -> tuple[tuple[str, ...], ...]:
    """Papers that people bring, and do not hold, that open the goal again: up to ``MOST_LACKING`` that do so alone, else a few that
    do so together, none of which could be missing.

    Papers from which it is known who somebody is are left out: who has none of them is another person.
    """
    world, state = situation.world, situation.state(tests, unknown=True)
    papers = [name for name in world.bringable if name not in situation.held]

    def opens(names: Collection[str]) -> bool:
        richer = state.copy()
        richer[[world.fact_index[name] for name in closed(world, names) if name in world.fact_index]] = True
        return bool(situation.reached(richer)[situation.graph.goal])

    if not opens(papers):
        return ()
    alone = {name for name in papers if opens((name,))}
    if alone:
        # A passport is a photo ID too: where any photo ID will do, that is said.
        plainest = [name for name in papers if name in alone and not alone.intersection(world.implied.get(name, ())) - {name}]
        return tuple((name,) for name in plainest[:MOST_LACKING])
    kept = papers
    for name in papers:
        fewer = [other for other in kept if other != name]
        kept = fewer if opens(fewer) else kept
    return (tuple(kept),)


def _most_hopeful_first(situation: Situation, cases: Sequence[Assumed]) -> list[int]:
    """The order to look into cases: where the goal is certain, where it is open, where it is out of reach.

    Whatever puts an end to the looking, a case in which there is a way is then seen before those in which there is none.
    """
    hope = {True: 0, None: 1, False: 2}
    return sorted(range(len(cases)), key=lambda number: hope[situation.reaches_goal(cases[number])])


def cases_of(situation: Situation, attribute: str, assumed: Assumed) -> list[Assumed]:
    """What is assumed with each of the cells that an unknown attribute may turn out to be in."""
    tests = situation.open_tests(assumed)[attribute]
    return [situation.further(assumed, cell) for cell in situation.cells(attribute, tests, assumed)]


def next_attribute(situation: Situation, assumed: Assumed) -> str:
    """The attribute to split on: the one whose cases settle most, by whether the goal is then certain or impossible."""
    counts = Counter(name for found in situation.open_guards(assumed).values() for name in found)
    # Looking ahead costs up to two closures a case: only the attributes that most guards turn on are worth it.
    names = sorted(counts, key=lambda name: (-counts[name], name))[:MAX_LOOKED_AT]
    if len(names) == 1:
        return names[0]
    cases = {name: cases_of(situation, name, assumed) for name in names}
    situation.foresee(case for of_one in cases.values() for case in of_one)

    def settled(name: str) -> tuple[float, int, str]:
        done = sum(situation.reaches_goal(case) is not None for case in cases[name])
        return (-done / max(1, len(cases[name])), len(cases[name]), name)

    return min(names, key=settled)

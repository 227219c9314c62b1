"""Splitting what is unknown into cases, until each is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rumbo.engine.conditions import Test
from rumbo.engine.model import Plan
from rumbo.engine.situation import Assumed, Situation

MAX_UNKNOWNS = 16
MAX_LOOKED_AT = 5
LOOKS = 4


@dataclass(frozen=True)
class Leaf:
    """One case: the tests that make it, and what follows."""

    when: tuple[tuple[Test, bool], ...]
    status: Literal["optimal", "feasible", "already-there", "unreachable"]
    plan: Plan | None


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
            self.leaves.append((place, Leaf(tuple(sorted(assumed.items(), key=str)), leaf.status, leaf.plan)))
            return True
        if len(place) >= MAX_UNKNOWNS:
            return False
        cases = cases_of(self.situation, next_attribute(self.situation, assumed), assumed)
        complete = True
        for number in _most_hopeful_first(self.situation, cases):
            complete &= self.split(cases[number], (*place, number))
        return complete


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

"""Splitting what is unknown into cases, until each is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from rumbo.engine.conditions import Test
from rumbo.engine.model import Plan
from rumbo.engine.situation import Assumed, Situation

MAX_UNKNOWNS = 8
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
    complete = splitting.split({}, 0)
    return splitting.leaves, complete


@dataclass
class _Splitting:
    situation: Situation
    outcome: Callable[[Assumed], Leaf | None]
    leaves: list[Leaf] = field(default_factory=list)
    looks: int = 0

    def is_enough(self) -> bool:
        """Whether to stop here: as many cases as were asked for, or so many looked into that more would take too long."""
        query = self.situation.query
        if len(self.leaves) >= query.max_branches or self.looks >= LOOKS * query.max_branches:
            return True
        enough = query.enough_branches
        return enough is not None and len(self.leaves) >= enough and any(leaf.status != "unreachable" for leaf in self.leaves)

    def split(self, assumed: Assumed, depth: int) -> bool:
        """Settle what is ``assumed`` or split it further; whether nothing below it is missing."""
        if self.is_enough():
            return False
        self.looks += 1
        leaf = self.outcome(assumed)
        if leaf is not None:
            self.leaves.append(Leaf(tuple(sorted(assumed.items(), key=str)), leaf.status, leaf.plan))
            return True
        if depth >= MAX_UNKNOWNS:
            return False
        name = next_attribute(self.situation, assumed)
        complete = True
        for cell in self.situation.cells(name, relevant_tests(self.situation, name, assumed), assumed):
            complete &= self.split(self.situation.further(assumed, cell), depth + 1)
        return complete


def relevant_tests(situation: Situation, attribute: str, assumed: Assumed) -> list[Test]:
    """Tests of an attribute in guards that are still open."""
    return sorted(
        {
            test
            for node in situation.open_guards(assumed)
            for test in situation.graph.guard_tests[node]
            if test.attribute == attribute and situation.test_truth(test, assumed) is None
        },
        key=str,
    )


def next_attribute(situation: Situation, assumed: Assumed) -> str:
    """The attribute to split on: the one whose cases settle most, by whether the goal is then certain or impossible."""
    counts = Counter(name for found in situation.open_guards(assumed).values() for name in found)
    # Looking ahead costs two closures a case: only the attributes that most guards turn on are worth it.
    names = sorted(counts, key=lambda name: (-counts[name], name))[:MAX_LOOKED_AT]
    goal = situation.graph.goal

    def settled(name: str) -> tuple[float, int, str]:
        cells = situation.cells(name, relevant_tests(situation, name, assumed), assumed)
        done = 0
        for cell in cells:
            case = situation.further(assumed, cell)
            done += bool(situation.outlook(case, unknown=False)[goal] or not situation.outlook(case, unknown=True)[goal])
        return (-done / max(1, len(cells)), len(cells), name)

    return min(names, key=settled) if len(names) > 1 else names[0]

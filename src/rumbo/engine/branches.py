"""Splitting what is unknown into cases, until each is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rumbo.engine.conditions import Test
from rumbo.engine.model import Plan
from rumbo.engine.situation import Assumed, Situation

MAX_UNKNOWNS = 8
MAX_LOOKED_AT = 5


@dataclass(frozen=True)
class Leaf:
    """One case: the tests that make it, and what follows."""

    when: tuple[tuple[Test, bool], ...]
    status: Literal["optimal", "feasible", "already-there", "unreachable"]
    plan: Plan | None


def split(situation: Situation, outcome: Callable[[Assumed], Leaf | None]) -> tuple[list[Leaf], bool]:
    """Cases that together cover all completions of the unknown attributes, each settled by ``outcome``.

    Returns:
        the cases, and whether none is missing: splitting stops at ``MAX_UNKNOWNS`` attributes deep or the query's ``max_branches``.
    """
    leaves: list[Leaf] = []
    complete = _split(situation, outcome, {}, (), leaves)
    return leaves, complete


def _split(
    situation: Situation, outcome: Callable[[Assumed], Leaf | None], assumed: Assumed, path: tuple[str, ...], leaves: list[Leaf]
) -> bool:
    leaf = outcome(assumed)
    if leaf is not None:
        leaves.append(Leaf(tuple(sorted(assumed.items(), key=str)), leaf.status, leaf.plan))
        return True
    if len(path) >= MAX_UNKNOWNS or len(leaves) >= situation.query.max_branches:
        return False
    name = next_attribute(situation, assumed)
    complete = True
    for cell in situation.cells(name, relevant_tests(situation, name, assumed), assumed):
        complete &= _split(situation, outcome, {**assumed, **cell}, (*path, name), leaves)
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
            case = {**assumed, **cell}
            certain = situation.reached(situation.state(case, unknown=False))[goal]
            done += bool(certain or not situation.reached(situation.state(case, unknown=True))[goal])
        return (-done / max(1, len(cells)), len(cells), name)

    return min(names, key=settled) if len(names) > 1 else names[0]

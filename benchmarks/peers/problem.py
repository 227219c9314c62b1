"""A delete-free problem in numbers, as general solvers are given it, and what they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class Outcome:
    """``cost``: of the best plan found, None where there is none. ``proven``: that none is better, or that there is none."""

    cost: int | None
    proven: bool


@dataclass(frozen=True)
class Problem:
    """``requires``, ``grants``: of each way, facts as numbers below ``facts``; ``goal``: facts. What is held is left out."""

    facts: int
    requires: tuple[tuple[int, ...], ...]
    grants: tuple[tuple[int, ...], ...]
    cost: tuple[int, ...]
    goal: tuple[int, ...]

    @cached_property
    def givers(self) -> tuple[tuple[int, ...], ...]:
        """The ways that grant each fact."""
        found: list[list[int]] = [[] for _ in range(self.facts)]
        for way, facts in enumerate(self.grants):
            for fact in facts:
                found[fact].append(way)
        return tuple(map(tuple, found))

    @cached_property
    def component(self) -> Sequence[int]:
        """Of each fact, the part of the problem in which facts may turn in a circle: only within one must an order be kept."""
        pairs = [(need, fact) for needs, facts in zip(self.requires, self.grants, strict=True) for need in needs for fact in facts]
        start, end = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        graph = coo_array((np.ones(len(pairs)), (start, end)), shape=(self.facts, self.facts))
        return list(map(int, connected_components(graph, connection="strong")[1]))

    @cached_property
    def sizes(self) -> Mapping[int, int]:
        """How many facts each part has."""
        numbers, counts = np.unique(np.array(self.component, dtype=np.int64), return_counts=True)
        return dict(zip(map(int, numbers), map(int, counts), strict=True))

    def circular_needs(self, way: int, fact: int) -> list[int]:
        """What ``way`` needs of the part of the problem that ``fact`` is in: it must be had before."""
        part = self.component[fact]
        return [need for need in self.requires[way] if self.component[need] == part]

    def reached(self) -> frozenset[int]:
        """All facts that can be had."""
        has: set[int] = set()
        missing = [len(needs) for needs in self.requires]
        waiting: list[list[int]] = [[] for _ in range(self.facts)]
        for way, needs in enumerate(self.requires):
            for need in needs:
                waiting[need].append(way)
        ready = [way for way, count in enumerate(missing) if not count]
        while ready:
            for fact in self.grants[ready.pop()]:
                if fact not in has:
                    has.add(fact)
                    for way in waiting[fact]:
                        missing[way] -= 1
                        if not missing[way]:
                            ready.append(way)
        return frozenset(has)

    def cut_down(self) -> Problem | None:
        """The problem without what cannot be reached or leads nowhere; None where the goal is out of reach."""
        has = self.reached()
        if not has.issuperset(self.goal):
            return None
        wanted: set[int] = set()
        queue = list(self.goal)
        ways: set[int] = set()
        while queue:
            fact = queue.pop()
            if fact not in wanted:
                wanted.add(fact)
                for way in self.givers[fact]:
                    if way not in ways and has.issuperset(self.requires[way]):
                        ways.add(way)
                        queue += self.requires[way]
        number = {fact: i for i, fact in enumerate(sorted(wanted))}
        order = sorted(ways)

        def renamed(facts: Iterable[int]) -> tuple[int, ...]:
            return tuple(number[fact] for fact in facts if fact in number)

        return Problem(
            len(number),
            tuple(renamed(self.requires[way]) for way in order),
            tuple(renamed(self.grants[way]) for way in order),
            tuple(self.cost[way] for way in order),
            renamed(self.goal),
        )


def numbered(problem: Mapping[str, Any], *, scale: int = 1) -> Problem:
    """A problem of the neutral format in numbers.

    Args:
        scale: by which costs are multiplied; they must be whole then.

    Raises:
        ValueError: for a cost that is not whole.
    """
    held = set(problem["held"])
    number = {name: i for i, name in enumerate(dict.fromkeys(name for name in problem["facts"] if name not in held))}
    costs = [Decimal(str(way.get("cost", 0))) * scale for way in problem["ways"]]
    if any(cost != int(cost) for cost in costs):
        raise ValueError(f"a cost is not whole even {scale} times")

    def facts(names: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({number[name] for name in names if name not in held}))

    return Problem(
        len(number),
        tuple(facts(way["requires"]) for way in problem["ways"]),
        tuple(facts(way["grants"]) for way in problem["ways"]),
        tuple(int(cost) for cost in costs),
        facts(problem["goal"]),
    )

"""Delay, blocking and cruciality of courses, and the complexity of a curriculum."""

from __future__ import annotations

from dataclasses import dataclass

from rumbo.engine.curricula.graphs import strong_components
from rumbo.engine.curricula.model import Curriculum


@dataclass(frozen=True, slots=True)
class Measure:
    """How much hangs on a course.

    ``delay``: how many courses lie on the longest chain through it; None where a chain runs through a circle and so has no end.
    ``blocking``: how many other courses cannot be reached without it.
    """

    delay: int | None
    blocking: int

    @property
    def cruciality(self) -> int | None:
        """Delay and blocking together: the structural complexity of the course."""
        return None if self.delay is None else self.delay + self.blocking


def measure(curriculum: Curriculum) -> dict[str, Measure]:
    """The measures of each course, by id. Links of all three kinds count as one step.

    Source: Heileman, Abdallah, Slim, Hickman, *Curricular Analytics* (arXiv:1811.09676).

    >>> from decimal import Decimal
    >>> from rumbo.engine.curricula.model import Course
    >>> a, b = Course("a", "Algebra", Decimal(4)), Course("b", "Calculus", Decimal(4), prerequisites=("a",))
    >>> found = measure(Curriculum((a, b)))
    >>> found["a"], found["a"].cruciality, complexity(found)
    (Measure(delay=2, blocking=1), 3, 5)
    """
    after: list[list[int]] = [[] for _ in curriculum.courses]
    for link in curriculum.links:
        after[curriculum.place[link.before]].append(curriculum.place[link.after])
    walk = _Walk(after)
    return {course.id: walk.measure(index) for index, course in enumerate(curriculum.courses)}


def complexity(measures: dict[str, Measure]) -> int | None:
    """The structural complexity of a curriculum: the sum over its courses; None where one of them has none."""
    values = [found.cruciality for found in measures.values()]
    return None if None in values else sum(value for value in values if value is not None)


class _Walk:
    """Longest chains and what can be reached, over strong components."""

    def __init__(self, after: list[list[int]]) -> None:
        components = strong_components(after)
        self._component = {node: index for index, nodes in enumerate(components) for node in nodes}
        self._next = [{self._component[other] for node in nodes for other in after[node]} for nodes in components]
        self._reach: list[int] = []
        self._down: list[int | None] = []
        self._up: list[int | None] = [1] * len(components)
        for index, nodes in enumerate(components):
            self._look_down(index, nodes)
        for index in reversed(range(len(components))):
            self._look_up(index)

    def _look_down(self, index: int, nodes: list[int]) -> None:
        ahead = self._next[index] - {index}
        reach = sum(1 << node for node in nodes)
        for other in ahead:
            reach |= self._reach[other]
        self._reach.append(reach)
        self._down.append(None if index in self._next[index] else _longest([self._down[other] for other in ahead]))

    def _look_up(self, index: int) -> None:
        if index in self._next[index]:
            self._up[index] = None
        for other in self._next[index] - {index}:
            here, there = self._up[index], self._up[other]
            self._up[other] = None if here is None or there is None else max(there, here + 1)

    def measure(self, node: int) -> Measure:
        component = self._component[node]
        up, down = self._up[component], self._down[component]
        delay = None if up is None or down is None else up + down - 1
        return Measure(delay, self._reach[component].bit_count() - 1)


def _longest(ahead: list[int | None]) -> int | None:
    return None if None in ahead else 1 + max((length for length in ahead if length is not None), default=0)

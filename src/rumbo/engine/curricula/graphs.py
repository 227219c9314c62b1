"""Graphs of courses: strong components, and shortest paths that a prerequisite must lie on."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from rumbo.engine.curricula.model import Curriculum, Link


def strong_components(after: Sequence[Sequence[int]]) -> list[list[int]]:
    """The strong components of a graph (Tarjan 1972), each behind all those it leads to.

    Args:
        after: for each node, the nodes it leads to.

    >>> strong_components([[1], [2], [1], [0]])
    [[1, 2], [0], [3]]
    """
    walk = _Components(after)
    for root in range(len(after)):
        if root not in walk.number:
            walk.visit(root)
    return walk.found


class _Components:
    def __init__(self, after: Sequence[Sequence[int]]) -> None:
        self._after = after
        self._low: dict[int, int] = {}
        self._waiting: list[int] = []
        self._closed: set[int] = set()
        self.number: dict[int, int] = {}
        self.found: list[list[int]] = []

    def visit(self, root: int) -> None:
        """Walk all that ``root`` leads to, without recursion: chains may be long."""
        path = [self._enter(root)]
        while path:
            node, rest = path[-1]
            for other in rest:
                if other not in self.number:
                    path.append(self._enter(other))
                    break
                if other not in self._closed:
                    self._low[node] = min(self._low[node], self.number[other])
            else:
                path.pop()
                if path:
                    self._low[path[-1][0]] = min(self._low[path[-1][0]], self._low[node])
                self._leave(node)

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.number[node] = self._low[node] = len(self.number)
        self._waiting.append(node)
        return node, iter(self._after[node])

    def _leave(self, node: int) -> None:
        if self._low[node] != self.number[node]:
            return
        cut = self._waiting.index(node)
        component, self._waiting = self._waiting[cut:], self._waiting[:cut]
        self._closed.update(component)
        self.found.append(sorted(component))


def bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set.

    >>> list(bits(0b10110))
    [1, 2, 4]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class Order:
    """What links say about terms: an arc from a course to one that may not come before it; a strict corequisite is one each way."""

    def __init__(self, curriculum: Curriculum, links: Iterable[Link]) -> None:
        self._place = curriculum.place
        self.arcs: list[list[tuple[int, Link]]] = [[] for _ in curriculum.courses]
        for link in links:
            before, after = self._place[link.before], self._place[link.after]
            self.arcs[before].append((after, link))
            if link.kind == "strict-corequisite":
                self.arcs[after].append((before, link))

    def components(self) -> list[list[int]]:
        """Courses that may not come before each other."""
        return strong_components([[node for node, _ in arcs] for arcs in self.arcs])

    def path(self, start: str, end: str, *, strictly: bool, among: Collection[int] | None = None) -> tuple[Link, ...] | None:
        """A shortest path of one link or more.

        Args:
            start: the id of the course it begins at.
            end: the id of the course it leads to; may be ``start``.
            strictly: a prerequisite must lie on it, so that ``end`` comes in a later term.
            among: places of the courses it may pass.
        """
        first, last = (self._place[start], False), (self._place[end], strictly)
        came: dict[tuple[int, bool], tuple[tuple[int, bool], Link]] = {}
        queue = deque([first])
        while queue:
            node, later = queue.popleft()
            for other, link in self.arcs[node]:
                state = (other, strictly and (later or link.kind == "prerequisite"))
                if state in came or (among is not None and other not in among):
                    continue
                came[state] = ((node, later), link)
                if state == last:
                    return tuple(_back(came, first, last))
                queue.append(state)
        return None


def _back(came: dict[tuple[int, bool], tuple[tuple[int, bool], Link]], first: tuple[int, bool], last: tuple[int, bool]) -> list[Link]:
    state, links = last, []
    while True:
        state, link = came[state]
        links.append(link)
        if state == first:
            return links[::-1]

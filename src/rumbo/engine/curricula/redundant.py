"""Links that say nothing new, each with the path that says it already."""

from __future__ import annotations

from dataclasses import dataclass

from rumbo.engine.curricula.graphs import Order, bits
from rumbo.engine.curricula.model import Curriculum, Link


@dataclass(frozen=True, slots=True)
class Redundant:
    """``link`` follows from ``path``; a strict corequisite also needs ``back``, the path from the later course to the earlier one."""

    link: Link
    path: tuple[Link, ...]
    back: tuple[Link, ...] = ()


def find_redundant(curriculum: Curriculum) -> tuple[Redundant, ...]:
    """Links that can all be left out together without changing which plans are allowed, while no further one can be.

    A prerequisite is redundant where another path holds a prerequisite too, since only then does it ask for an earlier term. A corequisite
    is redundant where any other path leads the same way. A strict corequisite is redundant where paths lead both ways. Among courses
    that must share a term either of two links may be the one that is redundant; the later in the file is. A link inside a circle
    is neither looked at nor relied on.

    >>> from decimal import Decimal
    >>> from rumbo.engine.curricula.model import Course
    >>> a, b = Course("a", "Algebra", Decimal(4)), Course("b", "Calculus", Decimal(4), prerequisites=("a",))
    >>> c = Course("c", "Physics", Decimal(4), prerequisites=("b", "a"))
    >>> [(found.link.before, found.link.after, len(found.path)) for found in find_redundant(Curriculum((a, b, c)))]
    [('a', 'c', 2)]
    """
    circles = _inside_circles(curriculum)
    links = [link for link in curriculum.links if link not in circles]
    kept = _Kept(curriculum, links)
    dropped = [link for link in reversed(links) if kept.drop(link)]
    gone = set(dropped)
    order = Order(curriculum, [link for link in links if link not in gone])
    return tuple(_told(order, link) for link in reversed(dropped))


def _told(order: Order, link: Link) -> Redundant:
    path = order.path(link.before, link.after, strictly=link.kind == "prerequisite")
    back = order.path(link.after, link.before, strictly=False) if link.kind == "strict-corequisite" else ()
    return Redundant(link, path or (), back or ())


def _inside_circles(curriculum: Curriculum) -> set[Link]:
    order = Order(curriculum, curriculum.links)
    found: set[Link] = set()
    for nodes in order.components():
        inside = set(nodes)
        links = {link for node in nodes for other, link in order.arcs[node] if other in inside}
        if any(link.kind == "prerequisite" for link in links):
            found |= links
    return found


class _Kept:
    """The links not yet dropped, as one word of bits for each course and kind of arc."""

    def __init__(self, curriculum: Curriculum, links: list[Link]) -> None:
        self._place = curriculum.place
        self._earlier = [0] * len(curriculum.courses)
        self._beside = [0] * len(curriculum.courses)
        self._both: dict[tuple[int, int], int] = {}
        for link in links:
            self._put(link, 1)

    def _put(self, link: Link, change: int) -> None:
        before, after = self._place[link.before], self._place[link.after]
        if link.kind == "prerequisite":
            self._earlier[before] ^= 1 << after
            return
        arcs = [(before, after), (after, before)] if link.kind == "strict-corequisite" else [(before, after)]
        for arc in arcs:
            # A pair may be linked as corequisite and as strict corequisite: the arc is there while one of them is.
            self._both[arc] = self._both.get(arc, 0) + change
            here = 1 << arc[1]
            self._beside[arc[0]] = self._beside[arc[0]] | here if self._both[arc] else self._beside[arc[0]] & ~here

    def drop(self, link: Link) -> bool:
        """Leave a link out if the others imply it."""
        before, after = self._place[link.before], self._place[link.after]
        self._put(link, -1)
        implied = self._leads(before, after, strictly=link.kind == "prerequisite")
        if implied and link.kind == "strict-corequisite":
            implied = self._leads(after, before, strictly=False)
        if not implied:
            self._put(link, 1)
        return implied

    def _leads(self, start: int, end: int, *, strictly: bool) -> bool:
        """Whether a path leads from ``start`` to ``end``, with a prerequisite on it if ``strictly``."""
        goal = 1 << end
        reached, later = 1 << start, 0
        fresh, fresh_later = reached, 0
        while fresh or fresh_later:
            near, far = 0, 0
            for node in bits(fresh):
                near |= self._beside[node]
                far |= self._earlier[node]
            for node in bits(fresh_later):
                far |= self._beside[node] | self._earlier[node]
            fresh, fresh_later = near & ~reached, far & ~later
            reached |= fresh
            later |= fresh_later
            if later & goal or (not strictly and fresh & goal):
                return True
        return False

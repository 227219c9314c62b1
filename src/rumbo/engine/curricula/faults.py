"""What cannot be satisfied, and why; and where a plan breaks what its own courses ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rumbo.engine.curricula.graphs import Order
from rumbo.engine.curricula.model import Curriculum, Link

MAX_CIRCLES = 50
MAX_LOOKS = 400

FaultCode = Literal["circle", "strict-clash", "unknown-course", "over-credits", "over-courses"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why courses cannot be taken.

    ``circle``: ``links`` lead from a course back to it, with a prerequisite among them. ``strict-clash``: such a circle in which courses
    must share a term and one must come before the other. ``unknown-course``: the one link leads to a course that is not there.
    ``over-credits``, ``over-courses``: ``courses``, together in one term, are more than a term may hold.
    ``stops``: the other courses that cannot be taken because of it.
    """

    code: FaultCode
    courses: tuple[str, ...]
    links: tuple[Link, ...] = ()
    stops: tuple[str, ...] = ()


def find_faults(curriculum: Curriculum, *, most_credits: Decimal | None = None, most_courses: int | None = None) -> tuple[Fault, ...]:
    """All that cannot be satisfied. Each prerequisite inside a circle lies on one that is told, up to ``MAX_CIRCLES`` of them.

    Args:
        curriculum: the courses.
        most_credits: what a term may hold, in credits; None: any number.
        most_courses: what a term may hold, in courses; None: any number.

    >>> from rumbo.engine.curricula.model import Course
    >>> a = Course("a", "Algebra", Decimal(4), prerequisites=("b",))
    >>> b = Course("b", "Calculus", Decimal(9), prerequisites=("a", "z"))
    >>> [(fault.code, fault.courses) for fault in find_faults(Curriculum((a, b)), most_credits=Decimal(8))]
    [('unknown-course', ('b',)), ('circle', ('a', 'b')), ('over-credits', ('b',))]
    """
    order = Order(curriculum, curriculum.links)
    components = order.components()
    found = [Fault("unknown-course", (link.after,), (link,)) for link in curriculum.unknown]
    found += _circles(curriculum, order, components)
    found += _too_much(curriculum, components, most_credits, most_courses)
    return tuple(replace(fault, stops=_stopped(curriculum, order, fault)) for fault in found)


def list_stuck(curriculum: Curriculum, faults: Iterable[Fault]) -> tuple[str, ...]:
    """The courses that cannot be taken, in their order."""
    stuck = {name for fault in faults for name in (*fault.courses, *fault.stops)}
    order = Order(curriculum, curriculum.links)
    stuck |= {curriculum.courses[node].id for nodes in order.components() if _inner(curriculum, order, nodes) for node in nodes}
    stuck |= _beyond(curriculum, order, stuck)
    return tuple(course.id for course in curriculum.courses if course.id in stuck)


def list_broken(curriculum: Curriculum) -> tuple[Link, ...]:
    """The links that the terms written beside the courses do not keep."""
    terms = {course.id: course.term for course in curriculum.courses if course.term is not None}
    return tuple(
        link
        for link in curriculum.links
        if (before := terms.get(link.before)) is not None
        and (after := terms.get(link.after)) is not None
        and not _kept(link, before, after)
    )


def _kept(link: Link, before: int, after: int) -> bool:
    if link.kind == "prerequisite":
        return before < after
    return before <= after if link.kind == "corequisite" else before == after


def _inner(curriculum: Curriculum, order: Order, nodes: list[int]) -> list[Link]:
    """The prerequisites that lead from one of ``nodes`` to another."""
    inside = set(nodes)
    return [link for node in nodes for other, link in order.arcs[node] if other in inside and link.kind == "prerequisite"]


def _circles(curriculum: Curriculum, order: Order, components: list[list[int]]) -> list[Fault]:
    found: dict[frozenset[Link], Fault] = {}
    for nodes in components:
        circles = []
        for link in _inner(curriculum, order, nodes)[:MAX_LOOKS]:
            back = () if link.before == link.after else order.path(link.after, link.before, strictly=False, among=set(nodes))
            circles.append((link, *(back or ())))
        told: set[Link] = set()
        for links in sorted(circles, key=len):
            if links[0] not in told and len(found) < MAX_CIRCLES:
                told.update(links)
                found.setdefault(frozenset(links), _circle(curriculum, links))
    return sorted(found.values(), key=lambda fault: curriculum.place[fault.courses[0]])


def _circle(curriculum: Curriculum, links: tuple[Link, ...]) -> Fault:
    names = {name for link in links for name in (link.before, link.after)}
    strict = any(link.kind == "strict-corequisite" for link in links)
    return Fault("strict-clash" if strict else "circle", tuple(sorted(names, key=curriculum.place.__getitem__)), links)


def _too_much(
    curriculum: Curriculum, components: list[list[int]], most_credits: Decimal | None, most_courses: int | None
) -> Iterator[Fault]:
    """Courses, alone or such as must share a term, that no term has room for."""
    order = Order(curriculum, curriculum.links)
    for nodes in sorted(components):
        courses = [curriculum.courses[node] for node in nodes]
        alone = [course for course in courses if most_credits is not None and course.credits > most_credits]
        yield from (Fault("over-credits", (course.id,)) for course in alone)
        if alone or _inner(curriculum, order, nodes):
            continue
        names = tuple(course.id for course in courses)
        if most_credits is not None and sum(course.credits for course in courses) > most_credits:
            yield Fault("over-credits", names)
        if most_courses is not None and len(courses) > most_courses:
            yield Fault("over-courses", names)


def _stopped(curriculum: Curriculum, order: Order, fault: Fault) -> tuple[str, ...]:
    stopped = _beyond(curriculum, order, fault.courses)
    return tuple(course.id for course in curriculum.courses if course.id in stopped)


def _beyond(curriculum: Curriculum, order: Order, names: Iterable[str]) -> set[str]:
    """The courses that ask for one of ``names``, directly or through others, without ``names`` themselves."""
    start = {curriculum.place[name] for name in names}
    seen, queue = set(start), list(start)
    while queue:
        ahead = {node for node, _ in order.arcs[queue.pop()]} - seen
        seen |= ahead
        queue += ahead
    return {curriculum.courses[node].id for node in seen - start}

"""Courses and what links them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

Kind = Literal["prerequisite", "corequisite", "strict-corequisite"]


@dataclass(frozen=True, slots=True)
class Link:
    """``after`` asks for ``before``: in an earlier term (prerequisite), in the same term or an earlier one (corequisite), or in the
    same term (strict corequisite)."""

    before: str
    after: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Course:
    """A course: ``credits`` of 0 or more, the ids of what it asks for, and the ``term`` (from 1) that a plan puts it in, if one does.

    ``additional``: a plan adds it to what the curriculum itself asks for.
    """

    id: str
    name: str
    credits: Decimal
    prefix: str = ""
    number: str = ""
    prerequisites: tuple[str, ...] = ()
    corequisites: tuple[str, ...] = ()
    strict_corequisites: tuple[str, ...] = ()
    term: int | None = None
    additional: bool = False

    def list_links(self) -> Iterator[Link]:
        """What the course asks for, as it is listed."""
        yield from (Link(other, self.id, "prerequisite") for other in self.prerequisites)
        yield from (Link(other, self.id, "corequisite") for other in self.corequisites)
        yield from (Link(other, self.id, "strict-corequisite") for other in self.strict_corequisites)


@dataclass(frozen=True)
class Curriculum:
    """Courses with distinct ids. A link to a course that is not among them is a finding, not an error.

    >>> curriculum = Curriculum((Course("1", "Algebra", Decimal(4)), Course("2", "Calculus", Decimal(4), prerequisites=("1", "7"))))
    >>> [link.before for link in curriculum.links], [link.before for link in curriculum.unknown]
    (['1'], ['7'])
    """

    courses: tuple[Course, ...]

    def __post_init__(self) -> None:
        if len(self.place) != len(self.courses):
            raise ValueError("two courses have the same id")
        if any(not course.credits.is_finite() or course.credits < 0 for course in self.courses):
            raise ValueError("credits are finite and not below 0")

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each id stands among the courses."""
        return {course.id: index for index, course in enumerate(self.courses)}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link between two courses that are there, once, in the order of the courses. A corequisite of itself asks for nothing."""
        known = (link for course in self.courses for link in course.list_links() if link.before in self.place)
        return tuple(dict.fromkeys(link for link in known if link.before != link.after or link.kind == "prerequisite"))

    @cached_property
    def unknown(self) -> tuple[Link, ...]:
        """Every link to a course that is not there, once."""
        links = (link for course in self.courses for link in course.list_links())
        return tuple(dict.fromkeys(link for link in links if link.before not in self.place))

"""Everything that is found out about a curriculum, in one record."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rumbo.engine.curricula.faults import Fault, find_faults, list_broken, list_stuck
from rumbo.engine.curricula.measures import Measure, complexity, measure
from rumbo.engine.curricula.model import Curriculum, Link
from rumbo.engine.curricula.reading import CurriculumFile
from rumbo.engine.curricula.redundant import Redundant, find_redundant
from rumbo.engine.curricula.terms import NODES, TermPlan, plan_terms


@dataclass(frozen=True)
class Report:
    """What a file says, and what follows.

    Attributes:
        file: the file that was read.
        most_credits: what a term may hold, in credits; None: any number. ``most_courses``: the same, in courses.
        faults: what cannot be satisfied.
        stuck: the courses that cannot be taken because of it; ``plan`` leaves them out.
        redundant: links that say nothing new.
        broken: links that the terms written in the file do not keep.
        measures: delay, blocking and cruciality by id.
        plan: the fewest terms for the rest.
    """

    file: CurriculumFile
    most_credits: Decimal | None
    most_courses: int | None
    faults: tuple[Fault, ...]
    stuck: tuple[str, ...]
    redundant: tuple[Redundant, ...]
    broken: tuple[Link, ...]
    measures: dict[str, Measure]
    plan: TermPlan

    @property
    def curriculum(self) -> Curriculum:
        return self.file.curriculum

    @property
    def complexity(self) -> int | None:
        """The sum of all crucialities; None where courses ask for each other."""
        return complexity(self.measures)

    def to_json(self) -> dict[str, Any]:
        """The report for programs; credits are numbers."""
        return {
            "head": self.file.head,
            "rows": self.file.rows,
            "ignored_columns": list(self.file.ignored),
            "repeated_rows": list(self.file.repeated),
            "limits": {"credits": _number(self.most_credits), "courses": self.most_courses},
            "faults": [self._fault(fault) for fault in self.faults],
            "stuck": list(self.stuck),
            "redundant": [
                {"link": _link(one.link), "path": [_link(link) for link in one.path], "back": [_link(link) for link in one.back]}
                for one in self.redundant
            ],
            "broken": [_link(link) for link in self.broken],
            "courses": [self._course(course_id) for course_id in self.measures],
            "complexity": self.complexity,
            "plan": _plan(self.plan),
        }

    def _fault(self, fault: Fault) -> dict[str, Any]:
        return {
            "code": fault.code,
            "courses": list(fault.courses),
            "rows": [self.file.lines[name] for name in fault.courses],
            "links": [_link(link) for link in fault.links],
            "stops": list(fault.stops),
        }

    def _course(self, course_id: str) -> dict[str, Any]:
        course, found = self.curriculum.courses[self.curriculum.place[course_id]], self.measures[course_id]
        return {
            "id": course.id,
            "row": self.file.lines[course.id],
            "name": course.name,
            "credits": _number(course.credits),
            "additional": course.additional,
            "delay": found.delay,
            "blocking": found.blocking,
            "cruciality": found.cruciality,
        }


def report(file: CurriculumFile, *, most_credits: Decimal | None = None, most_courses: int | None = None, nodes: int = NODES) -> Report:
    """Find out everything about a curriculum.

    Args:
        file: a file that was read.
        most_credits: what a term may hold, in credits; None: any number.
        most_courses: what a term may hold, in courses; None: any number.
        nodes: how many choices the search for terms may look at.

    >>> from rumbo.engine.curricula.reading import read_curriculum
    >>> text = "Curriculum,Physics\\nCourses\\nCourse ID,Course Name,Prerequisites,Credit Hours\\n1,Algebra,,4\\n2,Calculus,1;7,4\\n"
    >>> found = report(read_curriculum(text.encode()), most_credits=Decimal(8))
    >>> [fault.code for fault in found.faults], found.complexity, found.plan.terms
    (['unknown-course'], 5, (('1',),))
    """
    curriculum = file.curriculum
    faults = find_faults(curriculum, most_credits=most_credits, most_courses=most_courses)
    stuck = list_stuck(curriculum, faults)
    return Report(
        file=file,
        most_credits=most_credits,
        most_courses=most_courses,
        faults=faults,
        stuck=stuck,
        redundant=find_redundant(curriculum),
        broken=list_broken(curriculum),
        measures=measure(curriculum),
        plan=plan_terms(curriculum, most_credits=most_credits, most_courses=most_courses, without=frozenset(stuck), nodes=nodes),
    )


def _link(link: Link) -> dict[str, str]:
    return {"before": link.before, "after": link.after, "kind": link.kind}


def _plan(plan: TermPlan) -> dict[str, Any]:
    return {
        "terms": [list(term) for term in plan.terms],
        "at_least": plan.at_least,
        "terms_proven": plan.terms_proven,
        "shortest": plan.shortest,
        "largest": _number(plan.largest),
        "largest_at_least": _number(plan.largest_at_least),
        "balance_proven": plan.balance_proven,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)

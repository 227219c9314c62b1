"""A report on a curriculum, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from rumbo.cli.language import say
from rumbo.cli.output import Page
from rumbo.engine.curricula.faults import Fault
from rumbo.engine.curricula.model import Link
from rumbo.engine.curricula.report import Report


def show(report: Report) -> None:
    """Print a report for people."""
    _CurriculumPage(report).show()


def credits_in_words(value: Decimal | None) -> str:
    """A number of credits without needless noughts.

    >>> credits_in_words(Decimal("16.00")), credits_in_words(Decimal("2.50")), credits_in_words(Decimal(120))
    ('16', '2.5', '120')
    """
    return f"{value:f}".rstrip("0").rstrip(".") if value is not None and value % 1 else f"{value or 0:.0f}"


def _terms(n: int) -> str:
    return say("one.terms" if n == 1 else "many.terms", n=n)


class _CurriculumPage:
    def __init__(self, report: Report) -> None:
        self._report, self._page = report, Page()
        names = {course.id: self._name(course.id) for course in report.curriculum.courses}
        times = Counter(names.values())
        self._names = {key: name if times[name] == 1 else f"{name} ({key})" for key, name in names.items()}

    def _name(self, key: str) -> str:
        course = self._report.curriculum.courses[self._report.curriculum.place[key]]
        code = " ".join(part for part in (course.prefix, course.number) if part)
        return course.name if code in course.name else f"{code} {course.name}"

    def _listed(self, keys: Iterable[str]) -> str:
        return ", ".join(self._names[key] for key in keys)

    def _credits(self, keys: Iterable[str]) -> str:
        curriculum = self._report.curriculum
        return credits_in_words(sum((curriculum.courses[curriculum.place[key]].credits for key in keys), Decimal(0)))

    def show(self) -> None:
        found, keys = self._report, list(self._names)
        name = found.file.head.get("Degree Plan") or found.file.head.get("Curriculum", "")
        self._page.line(say("curriculum.title", name=name, courses=len(keys), credits=self._credits(keys)), style="bold")
        self._show_faults()
        self._show_broken()
        self._show_redundant()
        self._show_measures()
        self._show_plan()
        self._show_notes()

    def _show_faults(self) -> None:
        if not self._report.faults:
            self._page.line(say("curriculum.fine"))
            return
        self._page.line(say("curriculum.faults"), style="bold red")
        for fault in self._report.faults:
            self._page.item("-", self._fault(fault), indent=2)
            if fault.code in ("circle", "strict-clash"):
                self._links(fault.links, indent=4)
            if fault.stops:
                self._page.line(say("curriculum.stops", courses=self._listed(fault.stops)), indent=4)

    def _fault(self, fault: Fault) -> str:
        code, most = f"curriculum.fault.{fault.code}", self._report.most_courses
        match fault.code:
            case "unknown-course":
                (link,) = fault.links
                return say(code, row=self._report.file.lines[link.after], course=self._names[link.after], value=link.before)
            case "over-credits":
                cap = credits_in_words(self._report.most_credits)
                return say(code, most=cap, courses=self._listed(fault.courses), credits=self._credits(fault.courses))
            case "over-courses":
                return say(code, most=most, courses=self._listed(fault.courses))
            case _:
                return say(code)

    def _links(self, links: Iterable[Link], *, indent: int) -> None:
        for link in links:
            self._page.item("·", self._link(link), indent=indent)

    def _link(self, link: Link) -> str:
        return say(f"curriculum.link.{link.kind}", before=self._names[link.before], after=self._names[link.after])

    def _show_broken(self) -> None:
        if self._report.broken:
            self._page.line(say("curriculum.broken"), style="bold")
            self._links(self._report.broken, indent=2)

    def _show_redundant(self) -> None:
        if not self._report.redundant:
            self._page.line(say("curriculum.redundant.none"))
            return
        self._page.line(say("curriculum.redundant"), style="bold")
        for found in self._report.redundant:
            self._page.item("-", self._link(found.link), indent=2)
            self._page.line(say("curriculum.because"), indent=4)
            self._links((*found.path, *found.back), indent=4)

    def _show_measures(self) -> None:
        found = self._report
        self._page.line(say("curriculum.measures"), style="bold")
        order = sorted(found.measures.items(), key=lambda item: (-(item[1].cruciality or 0), -item[1].blocking))
        rows: list[tuple[str, ...]] = []
        for key, one in order:
            words = "curriculum.measure" if one.cruciality is not None else "curriculum.measure.none"
            rows.append((say(words, delay=one.delay, blocking=one.blocking, cruciality=one.cruciality), self._names[key]))
        self._page.table(rows)
        words = "curriculum.complexity" if found.complexity is not None else "curriculum.complexity.none"
        self._page.line(say(words, value=found.complexity))

    def _show_plan(self) -> None:
        plan = self._report.plan
        if not plan.terms:
            self._page.line(say("curriculum.plan.none"))
            return
        self._page.line(say("curriculum.shortest", terms=_terms(plan.shortest)))
        self._page.line(say("curriculum.plan", terms=_terms(len(plan.terms))), style="bold")
        for number, term in enumerate(plan.terms, start=1):
            self._page.line(say("curriculum.term", number=number, credits=self._credits(term)), indent=2)
            self._page.line(self._listed(term), indent=4)
        if self._report.stuck:
            self._page.line(say("curriculum.left-out", courses=self._listed(self._report.stuck)))
        words = "curriculum.plan.proven" if plan.terms_proven else "curriculum.plan.gap"
        self._page.line(say(words, at_least=plan.at_least))
        words = "curriculum.plan.balanced" if plan.balance_proven else "curriculum.plan.unbalanced"
        largest, at_least = credits_in_words(plan.largest), credits_in_words(plan.largest_at_least)
        self._page.line(say(words, largest=largest, at_least=at_least))

    def _show_notes(self) -> None:
        if self._report.file.repeated:
            self._page.line(say("curriculum.repeated", rows=", ".join(map(str, self._report.file.repeated))))
        if self._report.file.ignored:
            self._page.line(say("curriculum.ignored", columns=", ".join(self._report.file.ignored)))

"""The fewest terms in which courses can be taken, and a plan in that many, with its largest term as small as can be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rumbo.engine.curricula.blocks import Blocks, make_blocks
from rumbo.engine.curricula.bounds import Room, fewest_terms, first_terms, least_largest, list_rooms, terms_after
from rumbo.engine.curricula.graphs import bits
from rumbo.engine.curricula.loads import Budget, BudgetSpentError
from rumbo.engine.curricula.model import Curriculum
from rumbo.engine.curricula.packing import Packing
from rumbo.engine.curricula.search import Space, fit

NODES = 60_000
_TRIES = 12
_MANY = 100


@dataclass(frozen=True, slots=True)
class TermPlan:
    """A plan that keeps every link and every cap.

    Attributes:
        terms: the ids of the courses of each term.
        at_least: a number of terms that no plan is below; ``terms_proven`` where the plan has that many.
        shortest: the fewest terms if a term could hold any number of courses: the longest chain of prerequisites.
        largest: the credits of the fullest term.
        largest_at_least: what the fullest term of a plan in as many terms is never below; ``balance_proven`` where it is no more.
    """

    terms: tuple[tuple[str, ...], ...]
    at_least: int
    shortest: int
    largest: Decimal
    largest_at_least: Decimal

    @property
    def terms_proven(self) -> bool:
        """Whether no plan has fewer terms."""
        return len(self.terms) == self.at_least

    @property
    def balance_proven(self) -> bool:
        """Whether no plan in as many terms has a smaller largest term."""
        return self.largest == self.largest_at_least


def plan_terms(
    curriculum: Curriculum,
    *,
    most_credits: Decimal | None = None,
    most_courses: int | None = None,
    without: Collection[str] = (),
    nodes: int = NODES,
) -> TermPlan:
    """A plan in as few terms as can be, then with the smallest largest term; the same question always has the same answer.

    Args:
        curriculum: the courses.
        most_credits: what a term may hold, in credits; None: any number.
        most_courses: what a term may hold, in courses, 1 or more; None: any number.
        without: ids of courses that cannot be taken, with all that ask for them; see :func:`~rumbo.engine.curricula.faults.list_stuck`.
        nodes: how many choices each search may look at; fewer where there are more than a hundred courses.

    Raises:
        ValueError: a course, or courses that must share a term, are more than a term may hold.

    >>> from rumbo.engine.curricula.model import Course
    >>> a, b = Course("a", "Algebra", Decimal(4)), Course("b", "Calculus", Decimal(4), prerequisites=("a",))
    >>> c, d = Course("c", "History", Decimal(2)), Course("d", "Arts", Decimal(2))
    >>> plan = plan_terms(Curriculum((a, b, c, d)), most_credits=Decimal(8))
    >>> plan.terms, plan.terms_proven, plan.largest, plan.balance_proven
    ((('a', 'c'), ('b', 'd')), True, Decimal('6'), True)
    """
    blocks = make_blocks(curriculum, without)
    units = sum(blocks.credits) if most_credits is None else int(Fraction(most_credits) // blocks.unit)
    if max(blocks.credits, default=0) > units or (most_courses is not None and max(blocks.counts, default=0) > most_courses):
        raise ValueError("a term has no room for what must be taken in one")
    planner = _Planner(blocks, most_courses, nodes)
    loads, at_least = planner.fewest(units)
    loads, floor = planner.balance(loads)
    return TermPlan(
        terms=tuple(_names(curriculum, blocks, load) for load in loads),
        at_least=at_least,
        shortest=max(first_terms(blocks, ()), default=0),
        largest=_credits(planner.largest(loads), blocks.unit),
        largest_at_least=_credits(floor, blocks.unit),
    )


def _names(curriculum: Curriculum, blocks: Blocks, load: frozenset[int]) -> tuple[str, ...]:
    return tuple(curriculum.courses[node].id for node in sorted(node for index in load for node in blocks.courses[index]))


def _credits(units: int, unit: Fraction) -> Decimal:
    value = units * unit
    return Decimal(value.numerator) / Decimal(value.denominator)


Loads = list[frozenset[int]]


class _Planner:
    """The two searches over one set of blocks; a load is a set of places of ``blocks``."""

    def __init__(self, blocks: Blocks, most_courses: int | None, nodes: int) -> None:
        self._blocks, self._most_courses = blocks, most_courses
        # A choice among many blocks takes longer, so that a file of any size is answered in about the same time.
        self._nodes = nodes * _MANY // max(_MANY, len(blocks))
        place = {courses: index for index, courses in enumerate(blocks.courses)}
        # A search that never turns back looks at each block once.
        self._fewest_nodes = len(blocks)
        self._glance = min(nodes, 10 * len(blocks) + 100)
        self._turned = blocks.turned()
        self._forward = [place[courses] for courses in self._turned.courses]

    def largest(self, loads: Loads) -> int:
        return max((sum(self._blocks.credits[index] for index in load) for load in loads), default=0)

    def fewest(self, most: int) -> tuple[Loads, int]:
        """Loads within ``most`` units a term, and a proven least number of terms."""
        first, space = self._space(self._blocks, most)
        at_least = terms = fewest_terms(first, space.after, space.rooms)
        nodes, plain = self._nodes, self._one_after_the_other(most)
        while terms < len(plain):
            loads, proven = self._fit(terms, most, max(nodes, self._fewest_nodes))
            if loads is not None:
                return loads, at_least
            nodes //= 2
            terms += 1
            if proven and at_least == terms - 1:
                at_least = terms
        return plain, at_least

    def _one_after_the_other(self, most: int) -> Loads:
        """Each block in the first term that has room for it, behind what it asks for: a plan that is always found."""
        blocks, courses = self._blocks, self._most_courses
        term_of: list[int] = []
        room: list[list[int]] = []
        for index in range(len(blocks)):
            after = [term_of[other] + 1 for other in bits(blocks.earlier[index])]
            term = max([0, *after, *(term_of[other] for other in bits(blocks.beside[index]))])
            while term < len(room) and not self._holds(room[term], index):
                term += 1
            room += [[most, len(blocks.courses) * max(blocks.counts) if courses is None else courses] for _ in range(term + 1 - len(room))]
            room[term] = [room[term][0] - blocks.credits[index], room[term][1] - blocks.counts[index]]
            term_of.append(term)
        return [frozenset(index for index, place in enumerate(term_of) if place == term) for term in range(len(room))]

    def _holds(self, room: list[int], index: int) -> bool:
        return self._blocks.credits[index] <= room[0] and self._blocks.counts[index] <= room[1]

    def balance(self, loads: Loads) -> tuple[Loads, int]:
        """Loads in as many terms with a smaller largest one, if any are found, and a proven least size of it."""
        terms = len(loads)
        floor = least_largest(first_terms(self._blocks, ()), terms_after(self._blocks, ()), self._blocks.credits, terms)
        sizes = [size for size in _sums(self._blocks.credits, self.largest(loads)) if size >= floor]
        tried, proven = 0, True
        while tried < min(len(sizes) - 1, _TRIES) and proven:
            better, proven = self._fit(terms, sizes[tried], self._nodes)
            if better is not None:
                return better, sizes[tried]
            tried += proven
        floor = sizes[tried] if sizes else 0
        return self._glances(loads, sizes[tried + 1 : -1]), floor

    def _glances(self, loads: Loads, sizes: list[int]) -> Loads:
        """Loads with a largest term among ``sizes``, as small as a short look finds by halving."""
        while sizes:
            middle = len(sizes) // 2
            better, _ = self._fit(len(loads), sizes[middle], self._glance)
            loads, sizes = (loads, sizes[middle + 1 :]) if better is None else (better, sizes[:middle])
        return loads

    def _space(self, blocks: Blocks, most: int) -> tuple[list[int], Space]:
        rooms = list_rooms(blocks, most, self._most_courses)
        limits = (Room(blocks.credits, most), *([Room(blocks.counts, self._most_courses)] if self._most_courses is not None else []))
        return first_terms(blocks, rooms), Space(limits, rooms, terms_after(blocks, rooms), Packing(blocks, most, self._most_courses))

    def _fit(self, terms: int, most: int, nodes: int) -> tuple[Loads | None, bool]:
        """Loads that fit into ``terms``, sought from the first term on and then from the last; and whether None is proven."""
        for blocks in (self._blocks, self._turned):
            first, space = self._space(blocks, most)
            if fewest_terms(first, space.after, space.rooms) > terms:
                return None, True
            try:
                found = fit(blocks, terms, space, Budget(nodes))
            except BudgetSpentError:
                continue
            return (None if found is None else self._loads(blocks, found)), True
        return None, False

    def _loads(self, blocks: Blocks, found: list[int]) -> Loads:
        places = [[index for index in range(len(blocks)) if load >> index & 1] for load in found]
        if blocks is self._blocks:
            return [frozenset(load) for load in places]
        return [frozenset(self._forward[index] for index in load) for load in reversed(places)]


def _sums(sizes: tuple[int, ...], most: int) -> list[int]:
    """The sums up to ``most`` that some of ``sizes`` add up to, in order."""
    reach = 1
    for size in sizes:
        reach |= reach << size & (1 << most + 1) - 1
    return [value for value in range(most + 1) if reach >> value & 1]

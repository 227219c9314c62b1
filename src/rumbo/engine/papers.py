"""What each single paper is worth: which goals come within reach with it, for one person or for many.

For one person all papers are looked at together: each is a person of its own who holds that paper too, and has a bit of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from rumbo.engine.crowd import Crowd
from rumbo.engine.graph import Ints
from rumbo.engine.model import Limits, Query
from rumbo.engine.people import Column, Lanes, People, count_lanes, last_word, people_of, words_for
from rumbo.engine.population import RANKS, Screened, screen_people
from rumbo.engine.reach import Reach
from rumbo.engine.world import World


@dataclass(frozen=True, slots=True)
class Worth:
    """What holding ``paper`` besides would change: each goal that would be nearer, with what it is now and would be then."""

    paper: str
    goals: tuple[tuple[str, Reach, Reach], ...]


def worth_of_papers(crowd: Crowd, query: Query, papers: Sequence[str] | None = None) -> tuple[Worth, ...]:
    """Which goals of ``crowd`` each of ``papers`` (all documents, if left out) would bring nearer for the person of ``query``.

    Only papers that change something, in their order. What a paper settles besides, e.g. a nationality, counts as settled, unless
    the person said it.

    Raises:
        AttributeTypeError: when a test meets a value of another type than it reads.

    >>> worth_of_papers(crowd_of(world, goals), query)  # doctest: +SKIP
    (Worth(paper='document:curp', goals=(('formal-job', 'no', 'yes'),)),)
    """
    papers = crowd.world.papers if papers is None else papers
    found = screen_people(crowd, _with_each(crowd.world, query, papers), limits=query.limits)
    rows = _changing(found)
    grades = found.grades(rows)
    worth: dict[int, list[tuple[str, Reach, Reach]]] = {}
    for place, one in np.argwhere(grades > grades[:, :1]).tolist():
        worth.setdefault(one, []).append((found.goals[rows[place]], RANKS[grades[place, 0]], RANKS[grades[place, one]]))
    return tuple(Worth(papers[one - 1], tuple(goals)) for one, goals in sorted(worth.items()))


def _changing(found: Screened) -> Ints:
    """The goals that are not for everyone as they are for the first."""
    theirs = np.full(words_for(found.count), -1, dtype=np.int64)
    theirs[-1] = last_word(found.count)
    rows = np.zeros(len(found.goals), dtype=np.bool_)
    for lanes in (found.certain, found.possible):
        first = -(lanes[:, :1] & 1)
        rows |= ((lanes ^ first) & theirs).any(axis=1)
    return np.flatnonzero(rows)


def _with_each(world: World, query: Query, papers: Sequence[str]) -> People:
    """The person as they are, and once more with each of ``papers``."""
    one = people_of(world, [query])
    count = len(papers) + 1
    everyone = np.full(words_for(count), -1, dtype=np.int64)
    held: dict[str, Lanes] = dict.fromkeys(one.held, everyone)
    own = np.zeros((len(papers), len(everyone)), dtype=np.int64)
    ones = np.arange(1, count)
    own[ones - 1, ones >> 6] = np.left_shift(1, ones & 63)
    held |= {paper: lanes for paper, lanes in zip(papers, own, strict=True) if paper not in held}
    said = one.attributes.items()
    columns = {name: Column(np.repeat(column.numbers, count), np.repeat(column.known, count), column.values) for name, column in said}
    return People(count=count, as_of=query.as_of, held=held, attributes=columns)


def count_opened(
    crowd: Crowd, people: People, found: Screened, papers: Iterable[str], *, limits: Limits | None = None, workers: int = 1
) -> npt.NDArray[np.int64]:
    """How many more people would reach each goal, whatever is unknown, if they held one paper more.

    Args:
        found: the same people, screened as they are.
        papers: which papers, one at a time.

    Returns:
        (papers, goals) numbers of people.
    """
    listed = list(papers)
    opened = np.zeros((len(listed), len(found.goals)), dtype=np.int64)
    everyone = np.full(words_for(people.count), -1, dtype=np.int64)
    for row, paper in enumerate(listed):
        richer = replace(people, held={**people.held, paper: everyone})
        opened[row] = count_lanes(screen_people(crowd, richer, limits=limits, workers=workers).certain & ~found.certain, people.count)
    return opened

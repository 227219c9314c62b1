"""The question *screen* for many people at once: what each can take now and can come to reach, 64 people to a machine word.

The answers are those of :func:`rumbo.engine.reach.screen` for each person alone. People are looked at in parts, so that what is in memory
besides them and their answers does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rumbo.engine import kernels
from rumbo.engine.codes import Shorts
from rumbo.engine.crowd import Crowd, Day, Forms
from rumbo.engine.graph import Ints
from rumbo.engine.instance import MOST_CROSSINGS
from rumbo.engine.judging import split
from rumbo.engine.model import Limits
from rumbo.engine.people import Lanes, People, count_lanes, last_word, to_flags, words_for
from rumbo.engine.reach import Reach
from rumbo.engine.runs import crossings_apart

PART_WORDS = 256
BLOCK_WORDS = 128
_BIT = np.left_shift(np.int64(1), np.arange(64, dtype=np.int64))
RANKS: tuple[Reach, ...] = ("no", "unknown", "yes")


@dataclass(frozen=True)
class Screened:
    """What many people can do and reach, as bits: (…, words), those beyond the last person meaningless.

    ``certain`` and ``possible``: for each goal who reaches it whatever is unknown, and who might. ``open_now`` and ``maybe_now``: the same
    of the ways whose condition is met now; ``row_of_way`` is their row for each way, -1 where dates or limits shut the way.
    """

    count: int
    goals: tuple[str, ...]
    certain: Lanes
    possible: Lanes
    open_now: Lanes
    maybe_now: Lanes
    row_of_way: Ints

    def reach(self, goal: str) -> list[Reach]:
        """Whether each person reaches a goal."""
        return [RANKS[grade] for grade in self.grades(np.array([self.goals.index(goal)]))[0]]

    def grades(self, rows: Ints) -> npt.NDArray[np.int8]:
        """The same of the goals in ``rows``, as places in ``RANKS``: (rows, people)."""
        return to_flags(self.certain[rows], self.count).astype(np.int8) + to_flags(self.possible[rows], self.count)

    def way(self, index: int) -> tuple[Lanes, Lanes]:
        """Who can take a way now for certain, and who might: (words) each."""
        row = self.row_of_way[index]
        if row < 0:
            nobody = np.zeros(words_for(self.count), dtype=np.int64)
            return nobody, nobody
        return self.open_now[row], self.maybe_now[row]

    def totals(self) -> dict[str, dict[Reach, int]]:
        """How many people reach each goal, do not, or might."""
        certain, possible = (count_lanes(lanes, self.count).tolist() for lanes in (self.certain, self.possible))
        return {
            goal: {"yes": yes, "no": self.count - maybe, "unknown": maybe - yes}
            for goal, yes, maybe in zip(self.goals, certain, possible, strict=True)
        }


def screen_people(crowd: Crowd, people: People, *, limits: Limits | None = None, ways: bool = False, workers: int = 1) -> Screened:
    """Screen many people.

    Args:
        crowd: the world and the goals asked for, made ready by :func:`rumbo.engine.crowd.crowd_of`.
        limits: those of :func:`rumbo.engine.reach.screen`: dates, sides, bodies and ways; budgets and days are not looked at.
        ways: whether to tell of each way who can take it now: its condition holds with what is held, and one is on its side.
        workers: in how many threads.

    Raises:
        AttributeTypeError: when a test meets a value of another type than it reads.

    >>> screen_people(crowd_of(world, {"curp": Fact("document:curp")}), people).totals()  # doctest: +SKIP
    {'curp': {'yes': 812, 'no': 31, 'unknown': 157}}
    """
    return _Job(crowd, crowd.on(people.as_of), limits or Limits(), ways).run(people, workers)


class _Job:
    def __init__(self, crowd: Crowd, day: Day, limits: Limits, ways: bool) -> None:
        self.crowd, self.day = crowd, day
        actions = crowd.actions
        open_ways = day.open_ways(limits)
        self.among = actions.free.copy()
        self.among[actions.of_way[open_ways]] = True
        crosses = actions.crosses_to >= 0
        self.crossings = np.flatnonzero(self.among & crosses)
        # Where two crossings to one side bring different things, each person is looked at with one of them at a time.
        self.choices = [
            np.setdiff1d(self.crossings, actions.of_way[sorted(left_out)]) if left_out else self.crossings
            for left_out in crossings_apart(crowd.world.ways, np.flatnonzero(open_ways).tolist())
        ]
        self.staying = self.among & ~crosses
        self.is_placed = bool((actions.side >= 0).any() or crosses.any())
        self.asked = np.unique(actions.of_way[open_ways]) if ways else np.zeros(0, dtype=np.int64)
        self.row_of_way = np.full(len(open_ways), -1, dtype=np.int64)
        if ways:
            self.row_of_way[open_ways] = np.searchsorted(self.asked, actions.of_way[open_ways])

    def run(self, people: People, workers: int) -> Screened:
        codes = {name: people.attributes[name] for name in self.crowd.kinds if name in people.attributes}
        told = {name: self.day.codes[name].told_apart(column) for name, column in codes.items()}
        people = People(count=people.count, as_of=people.as_of, held=people.held, attributes=told)
        words = words_for(people.count)
        certain, open_now = (np.zeros((rows, words), dtype=np.int64) for rows in (len(self.crowd.goals), len(self.asked)))
        result = _Result(certain, certain, open_now, open_now)
        if not self._is_settled(people):
            result = _Result(certain, np.zeros_like(certain), open_now, np.zeros_like(open_now))
        starts = range(0, words, PART_WORDS)
        if workers > 1 and len(starts) > 1:
            with ThreadPoolExecutor(workers) as pool:
                list(pool.map(lambda shift: self._screen_all(people, starts[shift::workers], result), range(workers)))
        else:
            self._screen_all(people, starts, result)
        lanes = (result.certain, result.possible, result.open_now, result.maybe_now)
        return Screened(people.count, tuple(self.crowd.goals), *lanes, self.row_of_way)

    def _is_settled(self, people: People) -> bool:
        """Whether what is certain and what is possible are one, since all is known of everyone and places do not count."""
        columns = [people.attributes.get(name) for name in self.crowd.kinds]
        return not self.is_placed and all(column is not None and bool(column.known.all()) for column in columns)

    def _screen_all(self, people: People, starts: Iterable[int], result: _Result) -> None:
        room = _Room()
        for first in starts:
            self._screen(people.part(first, first + PART_WORDS), first, result, room)

    def _screen(self, people: People, first: int, result: _Result, room: _Room) -> None:
        """Screen some people and write what they reach to ``result``, from the word ``first`` on."""
        codes = self._codes(people)
        is_known = bool(codes.size and codes.min() > 0)
        forms = self.crowd.forms[is_known]
        lanes = room.take("known" if is_known else "lanes", forms.rows.count, words_for(people.count))
        lanes[list(forms.rows.facts.values())] = 0
        self._hold(people, forms, lanes)
        self._judge(codes, is_known, forms, lanes)
        if not is_known:
            self._complete(people, forms, lanes)
        certain, possible = forms.given
        here = slice(first, first + lanes.shape[1])
        for crossings in self.choices if self.is_placed else [None]:
            reached, result.open_now[:, here] = self._follow(lanes, certain, room, crossings=crossings)
            result.certain[:, here] |= reached
        if result.possible is not result.certain:
            result.possible[:, here], result.maybe_now[:, here] = self._follow(lanes, possible, room, crossings=None)

    def _codes(self, people: People) -> Shorts:
        codes = np.zeros((len(self.crowd.kinds), people.count), dtype=np.int16)
        for row, (name, code) in enumerate(self.day.codes.items()):
            if name in people.attributes:
                codes[row] = code.of(people.attributes[name])
        return codes

    def _hold(self, people: People, forms: Forms, lanes: Lanes) -> None:
        """Fill the rows of facts: what is held, and all it is a kind of."""
        rows, implied = forms.rows.facts, self.crowd.world.implied
        for name, held in people.held.items():
            if name in rows:
                lanes[rows[name]] |= held
            for fact in implied.get(name, ()):
                if fact != name and fact in rows:
                    lanes[rows[fact]] |= held

    def _judge(self, codes: Shorts, is_known: bool, forms: Forms, lanes: Lanes) -> None:
        """Fill the rows of guards, once what follows from what was said is known too."""
        of_rules, of_guards = self.day.layout(int(is_known))
        cells = np.zeros((int(of_guards.first[-1]), lanes.shape[1]), dtype=np.int64)
        kernels.spread(codes, of_guards.first, _BIT, cells)
        if not is_known and forms.rules:
            of_rules.read(cells, lanes)
            forms.rule_steps.run(lanes)
            self._settle(of_guards.first, cells, forms, lanes)
        of_guards.read(cells, lanes)
        forms.guard_steps.run(lanes)

    def _settle(self, first: Ints, cells: Lanes, forms: Forms, lanes: Lanes) -> None:
        """Settle what was not said: of all that settles an attribute the first that applies."""
        said = cells[first[:-1]]
        codes = list(self.day.codes.values())
        unsettled = ~said
        for rule in forms.rules:
            applies = lanes[rule.row] if rule.row >= 0 else np.bitwise_or.reduce(said[list(rule.others)], axis=0)
            applies = applies & unsettled[rule.attribute]
            if applies.any():
                unsettled[rule.attribute] &= ~applies
                start = first[rule.attribute]
                cells[start : start + codes[rule.attribute].of_value(rule.value)] |= applies

    def _complete(self, people: People, forms: Forms, lanes: Lanes) -> None:
        """Settle guards that hold, or fail, whatever their unknown tests come to: the few patterns there are, each once."""
        for guard in forms.incomplete:
            certain, possible = guard.pair
            unknown = lanes[possible] & ~lanes[certain]
            unknown[-1] &= last_word(people.count)
            if not unknown.any():
                continue
            pairs = [forms.rows.tests[test] for test in guard.tests]
            facts = [forms.rows.fact(fact) for fact in guard.facts]
            for part, truths in split(unknown, pairs, facts, lanes):
                verdict = self.crowd.verdict(guard, people.as_of, truths)
                if verdict is True:
                    lanes[certain] |= part
                elif verdict is False:
                    lanes[possible] &= ~part

    def _follow(self, lanes: Lanes, given: tuple[Ints, Ints], room: _Room, *, crossings: Ints | None) -> tuple[Lanes, Lanes]:
        """Who reaches each goal and who meets each way's condition, one being on one side at a time and crossing by ``crossings``; None:
        wherever things are done."""
        crowd, actions = self.crowd, self.crowd.actions
        words = min(BLOCK_WORDS, lanes.shape[1])
        sizes = {"state": len(actions.number), "here": len(crowd.at_node), "there": len(crowd.at_node), "crossed": len(self.crossings)}
        scratch = [room.take(name, size, words) for name, size in sizes.items()]
        reached, met = (np.empty((rows, lanes.shape[1]), dtype=np.int64) for rows in (len(crowd.tops), len(self.asked)))
        kernels.screen_lanes(
            *actions.rows, actions.free, self.among if crossings is None else self.staying, actions.side, actions.crosses_to, crowd.at_node,
            self.crossings if crossings is None else crossings, MOST_CROSSINGS, *given, lanes, 0, self.asked, met, crowd.tops,
            reached, crossings is not None, np.empty(len(actions.free), dtype=np.bool_), *scratch, np.empty(words, dtype=np.int64),
        )  # fmt: skip
        return reached, met


class _Room:
    """Scratch of one thread, used again for one part after the other: to get fresh memory for each would take longer than to fill it."""

    def __init__(self) -> None:
        self.taken: dict[str, Lanes] = {}

    def take(self, name: str, rows: int, words: int) -> Lanes:
        """An array (rows, words), with anything in it."""
        if name not in self.taken or self.taken[name].shape != (rows, words):
            self.taken[name] = np.empty((rows, words), dtype=np.int64)
        return self.taken[name]


@dataclass(frozen=True)
class _Result:
    certain: Lanes
    possible: Lanes
    open_now: Lanes
    maybe_now: Lanes

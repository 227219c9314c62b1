"""Who gets which place when there are more wishes than seats: each outcome with its reasons.

Nothing here reads a file or a clock. Chance is a lottery with a seed that the outcome keeps: whoever has the seed and the names can draw
it again (:func:`draw_lottery`).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Literal

import numpy as np

from rumbo.engine.assign_faults import AssignError, AssignFault, Number, find_faults
from rumbo.engine.kernels import Ints
from rumbo.engine.market import MODES, Market, Mode, Settlement, blocking, moves_from, rows_of, settle

__all__ = [
    "MODES",
    "Applicant",
    "AssignError",
    "AssignFault",
    "AssignProblem",
    "Missed",
    "Mode",
    "Outcome",
    "Place",
    "PlaceOutcome",
    "Placement",
    "Standing",
    "assign",
    "blocking_pairs",
    "draw_lottery",
]

Reason = Literal["full", "no-seats", "closed", "not-ranked", "total"]


@dataclass(frozen=True, slots=True)
class Applicant:
    """``wishes``: names of places, best first. ``priority``: at places with no order of their own."""

    name: str
    wishes: tuple[str, ...] = ()
    priority: Number = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A place with seats.

    Args:
        minimum: with fewer people than this the place does not open.
        ranks: the place's own order: a number for each applicant it takes, 1 before 2, equal ones allowed; it takes nobody else.
            ``None``: it takes everybody, by the priority of each.
    """

    name: str
    capacity: int
    minimum: int = 0
    ranks: Mapping[str, Number] | None = None


@dataclass(frozen=True, slots=True)
class AssignProblem:
    """``higher_first``: the priorities of the applicants are points, 9 goes before 8; else 1 goes before 2."""

    applicants: tuple[Applicant, ...]
    places: tuple[Place, ...]
    higher_first: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands at a place: their priority there and, among equals, their number in the lottery (1 is drawn first)."""

    applicant: str
    priority: Number
    lottery: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Why somebody did not get a place they would rather have.

    Args:
        wish: which of their wishes it was; 1 is the first.
        reason: ``full``: others go before them. ``no-seats``: it has none. ``closed``: it did not reach its minimum. ``not-ranked``: it
            does not take them. ``total``: the total would be worse, or, where both costs are 0, as good.
        own: for ``full``: where they stand there.
        last: for ``full``: the last one admitted.
        enough: for ``full``: whoever goes before this one gets in, all else being the same and closed places staying closed. Nearly always
            the same as ``last``; another one where those turned away set off a chain of moves that comes back to the place. Now and then
            less would be enough too: where one better placed sets off a chain of moves that is good for all in it.
        in_line: for ``full``: their turn among those who did not get in and would rather have the place than what they got; 1 is next.
        reached, minimum: for ``closed``: how many it would have had, and how many it asks for.
        without_place, wishes_down: for ``total``: with this person there, so many more people would be without a place at best, and the
            wishes of those who have one would be so many further down in sum (below 0: further up).
    """

    place: str
    wish: int
    reason: Reason
    own: Standing | None = None
    last: Standing | None = None
    enough: Standing | None = None
    in_line: int | None = None
    reached: int | None = None
    minimum: int | None = None
    without_place: int | None = None
    wishes_down: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """What an applicant got; ``place`` and ``wish`` (1 is the first) are ``None`` if nothing. ``lottery``: 1 was drawn first."""

    applicant: str
    place: str | None
    wish: int | None
    lottery: int


@dataclass(frozen=True, slots=True)
class PlaceOutcome:
    """Who holds a place, those first whom it takes first. ``closed``: it did not open, as only ``reached`` people would have come."""

    place: str
    admitted: tuple[str, ...]
    closed: bool = False
    reached: int | None = None


def draw_lottery(seed: str, names: Sequence[str]) -> tuple[int, ...]:
    """The lottery number of each of ``names``; 1 is drawn first.

    A name's ticket is the BLAKE2b hash, 64 bits long, of the seed, a line feed and the name in UTF-8; tickets are drawn in ascending order
    (``printf '%s\\n%s' SEED NAME | b2sum -l 64`` prints one). So the draw is the same on every machine, whoever else takes part.

    >>> draw_lottery("2026-11-22", ["ana", "luis", "eva"])
    (3, 2, 1)
    """
    seeded = blake2b(f"{seed}\n".encode(), digest_size=8)
    tickets = []
    for name in names:
        ticket = seeded.copy()
        ticket.update(name.encode())
        tickets.append(ticket.digest())
    numbers = [0] * len(tickets)
    for number, i in enumerate(sorted(range(len(tickets)), key=lambda i: (tickets[i], names[i])), start=1):
        numbers[i] = number
    return tuple(numbers)


def assign(problem: AssignProblem, *, seed: str, mode: Mode = "stable") -> Outcome:
    """Give out the seats, as :func:`rumbo.engine.market.settle` tells.

    Args:
        seed: of the lottery among equals. Publish it before anybody knows the wishes, e.g. as the result of a public draw.
        mode: ``stable`` or ``best-total``.

    Raises:
        AssignError: with all that is wrong with the problem.
        ValueError: for a mode that is none.

    >>> one = Place("workshop", capacity=1, ranks={"ana": 2, "luis": 1})
    >>> outcome = assign(AssignProblem((Applicant("ana", ("workshop",)), Applicant("luis", ("workshop",))), (one,)), seed="2026-11-22")
    >>> [(found.applicant, found.place) for found in outcome.placements]
    [('ana', None), ('luis', 'workshop')]
    >>> outcome.missed("ana")[0].last
    Standing(applicant='luis', priority=1, lottery=1)
    """
    faults = list(find_faults(problem, seed))
    if faults:
        raise AssignError(faults)
    market = compile_market(problem, seed)
    return Outcome(problem, seed, mode, market, settle(market, mode))


def compile_market(problem: AssignProblem, seed: str) -> Market:
    """A problem without faults, as numbers."""
    index = {place.name: i for i, place in enumerate(problem.places)}
    wished = np.array([index[wish] for one in problem.applicants for wish in one.wishes], dtype=np.int64)
    # Numbers of any kind become their order: they are compared and never added up.
    own = _in_order((number for place in problem.places for number in (place.ranks or {}).values()), higher_first=False)
    general = _in_order((one.priority for one in problem.applicants), higher_first=problem.higher_first)
    ranks = [place.ranks for place in problem.places]
    standing = [
        general[one.priority] if (given := ranks[index[wish]]) is None else own[given[one.name]] if one.name in given else -1
        for one in problem.applicants
        for wish in one.wishes
    ]
    return Market(
        starts=np.cumsum([0, *(len(one.wishes) for one in problem.applicants)], dtype=np.int64),
        wished=wished,
        standing=np.array(standing, dtype=np.int64),
        capacity=np.array([place.capacity for place in problem.places], dtype=np.int64),
        minimum=np.array([place.minimum for place in problem.places], dtype=np.int64),
        lottery=np.array(draw_lottery(seed, [one.name for one in problem.applicants]), dtype=np.int64) - 1,
    )


def _in_order(numbers: Iterable[Number], *, higher_first: bool) -> dict[Number, int]:
    return {number: i for i, number in enumerate(sorted(set(numbers), reverse=higher_first))}


def number_at(place: Place, applicant: Applicant) -> Number | None:
    """The priority of an applicant at a place; ``None`` if it does not take them."""
    return applicant.priority if place.ranks is None else place.ranks.get(applicant.name)


@dataclass(frozen=True, eq=False)
class Outcome:
    """Who got what, and why. Kept with it: the problem, the seed of the lottery and the mode, so that anybody can do it again."""

    problem: AssignProblem
    seed: str
    mode: Mode
    market: Market
    settlement: Settlement

    @cached_property
    def placements(self) -> tuple[Placement, ...]:
        """What each applicant got, in the order of the problem."""
        starts, lottery = self.market.starts.tolist(), self.market.lottery.tolist()
        found = []
        for i, (one, got) in enumerate(zip(self.problem.applicants, self.settlement.got.tolist(), strict=True)):
            wish = None if got < 0 else got - starts[i]
            found.append(
                Placement(one.name, None if wish is None else one.wishes[wish], None if wish is None else wish + 1, lottery[i] + 1)
            )
        return tuple(found)

    @cached_property
    def places(self) -> tuple[PlaceOutcome, ...]:
        """Who holds each place, in the order of the problem."""
        reached = self._reached
        return tuple(
            PlaceOutcome(place.name, tuple(self.problem.applicants[i].name for i in self._admitted(p)), p in reached, reached.get(p))
            for p, place in enumerate(self.problem.places)
        )

    @property
    def closed(self) -> tuple[str, ...]:
        """The places that did not open, in the order in which they closed."""
        return tuple(self.problem.places[closure.place].name for closure in self.settlement.closed)

    def missed(self, applicant: str) -> tuple[Missed, ...]:
        """Why an applicant got none of the places they would rather have, best first; empty for who got their first wish.

        Raises:
            KeyError: when there is no such applicant.
        """
        i = self._index[applicant]
        first, got = int(self.market.starts[i]), int(self.settlement.got[i])
        end = int(self.market.starts[i + 1]) if got < 0 else got
        return tuple(self._missed(i, k, k - first + 1) for k in range(first, end))

    def _missed(self, i: int, k: int, wish: int) -> Missed:
        place = int(self.market.wished[k])
        name = self.problem.places[place].name
        if self.market.standing[k] < 0:
            return Missed(name, wish, "not-ranked")
        if self.market.capacity[place] == 0:
            return Missed(name, wish, "no-seats")
        if self.settlement.room[place] == 0:
            return Missed(name, wish, "closed", reached=self._reached[place], minimum=self.problem.places[place].minimum)
        if self.mode == "best-total":
            return self._dearer(i, k, wish)
        return Missed(
            name,
            wish,
            "full",
            own=self._standing(place, i),
            last=self._standing(place, self._admitted(place)[-1]),
            enough=self._standing(place, self._first_left_out(place)),
            in_line=self._line[k],
        )

    def _dearer(self, i: int, k: int, wish: int) -> Missed:
        """By the cheapest chain of moves that makes room and ends at the seat the applicant leaves, or, if they have none, without one."""
        found, first, place = self.settlement, int(self.market.starts[i]), int(self.market.wished[k])
        got = int(found.got[i])
        moves = self._moves_from(place)
        end, before = (-1, found.nowhere) if got < 0 else (int(self.market.wished[got]), got - first)
        more = k - first - before + int(moves[end])
        without_place = (more + found.nowhere // 2) // found.nowhere
        down = more - without_place * found.nowhere
        return Missed(self.problem.places[place].name, wish, "total", without_place=without_place, wishes_down=down)

    @cached_property
    def _moves(self) -> dict[int, Ints]:
        return {}

    def _moves_from(self, place: int) -> Ints:
        if place not in self._moves:
            self._moves[place] = moves_from(self.market, self.settlement, self._rows, place)
        return self._moves[place]

    @cached_property
    def _reached(self) -> dict[int, int]:
        return {closure.place: closure.admitted for closure in self.settlement.closed}

    @cached_property
    def _index(self) -> dict[str, int]:
        return {one.name: i for i, one in enumerate(self.problem.applicants)}

    @cached_property
    def _rows(self) -> tuple[Ints, Ints]:
        return rows_of(self.market, self.settlement.got)

    def _admitted(self, place: int) -> list[int]:
        starts, applicants = self._rows
        return [int(i) for i in applicants[starts[place] : starts[place + 1]]]

    def _standing(self, place: int, i: int) -> Standing:
        one = self.problem.applicants[i]
        number = number_at(self.problem.places[place], one)
        return Standing(one.name, 0 if number is None else number, int(self.market.lottery[i]) + 1)

    @cached_property
    def _line(self) -> dict[int, int]:
        """The turn of each wish among those for the same place that were worth more to somebody than what they got."""
        market, got = self.market, self.settlement.got
        owners = market.owners()
        mine = np.where(got < 0, len(market.wished), got)[owners]
        waiting = np.flatnonzero((np.arange(len(owners)) < mine) & (market.standing >= 0))
        places = market.wished[waiting]
        order = np.lexsort((market.keys(waiting, owners[waiting]), places))
        ordered = places[order]
        turns = np.arange(len(order)) - np.searchsorted(ordered, ordered) + 1
        return dict(zip(waiting[order].tolist(), turns.tolist(), strict=True))

    @cached_property
    def _left_out(self) -> dict[int, int]:
        return {}

    def _first_left_out(self, place: int) -> int:
        """The best of those who would ask for a full place in vain if it had one seat fewer.

        Whoever goes before them is admitted: with somebody on that seat, and even with their old seat still taken, nobody whom the place
        takes sooner is left asking for it; and fewer rivals never leave more people asking (Gale and Sotomayor 1985).
        """
        if place not in self._left_out:
            self._left_out[place] = self._push_out(place)
        return self._left_out[place]

    def _push_out(self, place: int) -> int:
        market, room = self.market, self.settlement.room
        held: dict[int, list[tuple[int, int, int]]] = {place: self._heap(place)}
        _, one, k = heapq.heappop(held[place])
        best = (self._key(k, one), one)
        while True:
            k += 1
            if k == market.starts[one + 1]:
                return best[1]
            other = int(market.wished[k])
            if market.standing[k] < 0 or room[other] == 0:
                continue
            heap = held[other] if other in held else held.setdefault(other, self._heap(other))
            seats = int(room[other]) - (other == place)
            if len(heap) < seats:
                return best[1]
            key = self._key(k, one)
            if other == place:
                best = min(best, (key, one))
            if seats and -key > heap[0][0]:
                _, one, k = heapq.heapreplace(heap, (-key, one, k))
                if other == place:
                    best = min(best, (self._key(k, one), one))

    def _heap(self, place: int) -> list[tuple[int, int, int]]:
        """Whom a place holds, on top the one it would give up first: key (negated), applicant, wish."""
        got = self.settlement.got
        return [(-self._key(int(got[i]), i), i, int(got[i])) for i in reversed(self._admitted(place))]

    def _key(self, k: int, one: int) -> int:
        return int(self.market.standing[k]) * self.market.applicants + int(self.market.lottery[one])


def blocking_pairs(
    problem: AssignProblem, placed: Mapping[str, str | None], *, seed: str, closed: Iterable[str] = ()
) -> list[tuple[str, str]]:
    """The pairs of an applicant and a place that would rather have each other than what they got; none in a stable outcome.

    Args:
        placed: what each applicant got, from any source; who is missing got nothing.
        seed: of the lottery among equals.
        closed: places that did not open.

    Raises:
        AssignError: with all that is wrong with the problem.
        ValueError: when somebody got what they did not wish for, or what does not exist, does not take them or has no seat left.

    >>> problem = AssignProblem((Applicant("ana", ("workshop",)),), (Place("workshop", capacity=1),))
    >>> blocking_pairs(problem, {"ana": None}, seed="")
    [('ana', 'workshop')]
    """
    faults = list(find_faults(problem, seed))
    if faults:
        raise AssignError(faults)
    market, shut = compile_market(problem, seed), set(closed)
    room = np.array([0 if place.name in shut else place.capacity for place in problem.places], dtype=np.int64)
    got = _wishes_got(problem, placed, market)
    sizes = np.bincount(market.wished[got[got >= 0]], minlength=market.places)
    if (sizes > room).any():
        raise ValueError(f"{problem.places[int((sizes > room).argmax())].name!r:.80} holds more than it has seats")
    owners = market.owners()
    return [
        (problem.applicants[int(owners[k])].name, problem.places[int(market.wished[k])].name) for k in blocking(market, got, room).tolist()
    ]


def _wishes_got(problem: AssignProblem, placed: Mapping[str, str | None], market: Market) -> Ints:
    got = np.full(len(problem.applicants), -1, dtype=np.int64)
    for i, one in enumerate(problem.applicants):
        place = placed.get(one.name)
        if place is None:
            continue
        k = int(market.starts[i]) + one.wishes.index(place) if place in one.wishes else -1
        if k < 0 or market.standing[k] < 0:
            raise ValueError(f"{one.name!r:.80} got {place!r:.80}, which they did not wish for or which does not take them")
        got[i] = k
    return got

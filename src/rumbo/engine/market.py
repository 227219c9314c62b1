"""Applicants and places as numbers, and how the seats are given out: what :mod:`rumbo.engine.assign` does with names, for a million.

Shapes: ``n`` applicants, ``p`` places, ``w`` wishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.kernels import Ints

Mode = Literal["stable", "best-total"]
MODES: tuple[Mode, ...] = get_args(Mode)
MAX_KEY = 1 << 62


@dataclass(frozen=True, eq=False)
class Market:
    """Who wishes for what, and what there is. All arrays are of int64 and C-contiguous.

    Args:
        starts, wished: (n + 1), (w), the places each applicant wishes for, best first (compressed rows).
        standing: (w), the priority of the applicant at the place wished for, less is better; -1 where the place does not take them.
        capacity, minimum: (p), seats, and how many must be taken for the place to open; 0 for any number.
        lottery: (n), a permutation: among equals at a place, less is better.

    Raises:
        ValueError: when the arrays do not fit together.
    """

    starts: Ints
    wished: Ints
    standing: Ints
    capacity: Ints
    minimum: Ints
    lottery: Ints

    def __post_init__(self) -> None:
        for name, array in vars(self).items():
            if array.dtype != np.int64 or array.ndim != 1 or not array.flags.c_contiguous:
                raise ValueError(f"{name}: expected one row of int64 without gaps")
        _check(len(self.starts) == self.applicants + 1 and len(self.standing) == len(self.wished), "starts, standing: of another size")
        _check(len(self.minimum) == self.places, "minimum: of another size")
        _check(self.starts[0] == 0 and self.starts[-1] == len(self.wished) and _least(np.diff(self.starts)) >= 0, "starts: no rows")
        _check(_least(self.wished) >= 0 and _most(self.wished) < self.places, "wished: a place that is not there")
        _check(_least(self.standing) >= -1 and (_most(self.standing) + 1) * (self.applicants + 1) < MAX_KEY, "standing: out of range")
        _check(_least(self.minimum) >= 0 and bool((self.minimum <= self.capacity).all()), "minimum: not between 0 and the capacity")
        _check(_least(self.lottery) >= 0 and _most(self.lottery) < max(self.applicants, 1), "lottery: out of range")
        drawn = np.zeros(self.applicants, dtype=np.bool_)
        drawn[self.lottery] = True
        _check(bool(drawn.all()), "lottery: a number drawn twice")

    @property
    def applicants(self) -> int:
        """How many there are."""
        return len(self.lottery)

    @property
    def places(self) -> int:
        """How many there are."""
        return len(self.capacity)

    def owners(self) -> Ints:
        """(w): whose each wish is."""
        return np.repeat(np.arange(self.applicants), np.diff(self.starts))

    def keys(self, wishes: Ints, owners: Ints) -> Ints:
        """In what order the place of each of ``wishes`` takes those whose they are; less is better, no two at a place are equal."""
        return self.standing[wishes] * self.applicants + self.lottery[owners]


def _check(fits: bool, otherwise: str) -> None:
    if not fits:
        raise ValueError(otherwise)


def _least(array: Ints) -> int:
    return int(array.min()) if len(array) else 0


def _most(array: Ints) -> int:
    return int(array.max()) if len(array) else -1


@dataclass(frozen=True)
class Closure:
    """A place that does not open because it did not reach its minimum; ``admitted``: how many it would have had."""

    place: int
    admitted: int


@dataclass(frozen=True, eq=False)
class Settlement:
    """How the seats were given out.

    Args:
        got: (n), the wish each applicant got, as an index into ``wished``; -1 for none.
        closed: the places that did not open, in the order in which they closed.
        room: (p), the seats that were to be had: the capacity, 0 where a place closed.
        price: (p), for ``best-total``, what all the others would gain by one seat more, with ``nowhere`` for each person without a
            seat and 1 for each wish that somebody had to go down; else empty.
    """

    got: Ints
    closed: tuple[Closure, ...]
    room: Ints
    price: Ints
    nowhere: int


def settle(market: Market, mode: Mode = "stable") -> Settlement:
    """Give out the seats.

    ``stable``: deferred acceptance with applicants asking (Gale and Shapley 1962). No applicant and place would rather have each other,
    and every applicant gets the best that any stable outcome has for them. ``best-total``: as many as possible get a seat, and then the
    wishes of all together are as high up as possible; a better lottery number keeps a seat against an equal one.

    A place below its minimum closes: of several, the one that lacks most people; of those that lack as many, the first. Then the seats are
    given out again without it, until every open place has its minimum.

    Example:
        >>> row = lambda *numbers: np.array(numbers, dtype=np.int64)
        >>> two = Market(row(0, 1, 2), row(0, 0), row(1, 0), capacity=row(1), minimum=row(0), lottery=row(0, 1))
        >>> settle(two).got.tolist()
        [-1, 1]

    Raises:
        ValueError: for a mode that is none.
    """
    if mode not in MODES:
        raise ValueError(f"mode: expected one of {', '.join(MODES)}, found {mode!r:.40}")
    return _stable(market) if mode == "stable" else _best_total(market)


def _seats(market: Market, got: Ints) -> Ints:
    return np.bincount(market.wished[got[got >= 0]], minlength=market.places).astype(np.int64)


def _lacking(minimum: Ints, sizes: Ints, room: Ints) -> int:
    """The place that closes next; -1 if every open one has its minimum. One that closed has no room, and lacks nothing more."""
    lacks = np.where(room > 0, minimum - sizes, 0)
    worst = int(lacks.argmax()) if len(lacks) else -1
    return worst if worst >= 0 and lacks[worst] > 0 else -1


def _stable(market: Market) -> Settlement:
    asked = np.bincount(market.wished, minlength=market.places).astype(np.int64)
    room = market.capacity.copy()
    seats = np.zeros(market.places + 1, dtype=np.int64)
    np.cumsum(np.minimum(room, asked), out=seats[1:])
    offers = np.empty((len(market.wished), 2), dtype=np.int64)
    kernels.write_offers(market.starts, market.wished, market.standing, market.lottery, offers)
    worst, held, sizes = (np.zeros(size, dtype=np.int64) for size in (seats[-1], seats[-1], market.places))
    queue = market.starts[:-1][np.diff(market.starts) > 0]
    closed: list[Closure] = []
    while True:
        kernels.propose(offers, room, seats, worst, held, sizes, queue)
        place = _lacking(market.minimum, sizes, room)
        if place < 0:
            break
        # Who was turned away elsewhere would be turned away again: only those whom the place held ask on.
        closed.append(Closure(place, int(sizes[place])))
        queue = np.sort(held[seats[place] : seats[place] + sizes[place]])
        room[place] = sizes[place] = 0
    got = np.empty(market.applicants, dtype=np.int64)
    kernels.read_held(market.starts, seats, held, sizes, np.empty(len(market.wished), dtype=np.bool_), got)
    return Settlement(got, tuple(closed), room, np.empty(0, dtype=np.int64), 0)


def _best_total(market: Market) -> Settlement:
    longest = max(_most(np.diff(market.starts)), 0)
    nowhere = 4 * longest * (market.applicants + 1) + 1  # so large that nothing that wishes add up to comes near half of it
    room, queue = market.capacity.copy(), np.argsort(market.lottery)
    closed: list[Closure] = []
    while True:
        got, price = np.full(market.applicants, -1, dtype=np.int64), np.zeros(market.places, dtype=np.int64)
        sizes, settled = np.zeros(market.places, dtype=np.int64), np.empty(market.places, dtype=np.bool_)
        scratch = [np.empty(shape, dtype=np.int64) for shape in ((4, market.places), (2, market.applicants), (2, 2 * market.places + 2))]
        kernels.seat_cheaply(market.starts, market.wished, market.standing, room, queue, nowhere, got, price, sizes, *scratch, settled)
        place = _lacking(market.minimum, sizes, room)
        if place < 0:
            return Settlement(got, tuple(closed), room, price, nowhere)
        closed.append(Closure(place, int(sizes[place])))
        room[place] = 0


def blocking(market: Market, got: Ints, room: Ints) -> Ints:
    """The wishes that block an outcome: whose they are would rather have them than what they got, and the place has a free seat, or holds
    somebody whom it takes later.

    Args:
        got: (n), the wish each applicant got, as an index into ``wished``; -1 for none.
        room: (p), the seats of each place.

    Returns:
        Indices into ``wished``.
    """
    owners = market.owners()
    mine = np.where(got < 0, len(market.wished), got)
    envied = np.flatnonzero((np.arange(len(market.wished)) < mine[owners]) & (market.standing >= 0) & (room[market.wished] > 0))
    inside = np.flatnonzero(got >= 0)
    last = np.full(market.places, -1, dtype=np.int64)
    np.maximum.at(last, market.wished[got[inside]], market.keys(got[inside], inside))
    last[_seats(market, got) < room] = MAX_KEY
    return envied[market.keys(envied, owners[envied]) < last[market.wished[envied]]]


def rows_of(market: Market, got: Ints) -> tuple[Ints, Ints]:
    """The applicants whom each place holds, those first whom it takes first (compressed rows)."""
    inside = np.flatnonzero(got >= 0)
    held = market.wished[got[inside]]
    order = np.lexsort((market.keys(got[inside], inside), held))
    return np.searchsorted(held[order], np.arange(market.places + 1)).astype(np.int64), inside[order]


def moves_from(market: Market, found: Settlement, rows: tuple[Ints, Ints], place: int) -> Ints:
    """What it costs in total to have one more at a place of a ``best-total`` outcome, by where a seat is given up for it.

    Args:
        rows: from :func:`rows_of`.

    Returns:
        (p + 1), in the unit of ``price``: for each place if one of those whom it holds has come, the last if it is one without a seat.
        ``kernels.FAR`` where no chain of moves ends.
    """
    starts, held = np.append(rows[0], market.applicants), np.append(rows[1], np.flatnonzero(found.got < 0))
    dist, keys, items = (np.empty(size, dtype=np.int64) for size in (market.places + 1, 2 * market.places + 4, 2 * market.places + 4))
    settled = np.empty(market.places + 1, dtype=np.bool_)
    kernels.cheapest_moves(
        market.starts, market.wished, market.standing, found.room, found.got, found.price, found.nowhere, starts, held, place,
        dist, keys, items, settled,
    )  # fmt: skip
    return dist

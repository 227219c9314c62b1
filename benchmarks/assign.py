"""How long it takes to give out seats, beside the way one would write down, and beside a package for the same if it is installed."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from functools import partial

import numpy as np

from benchmarks.measure import milliseconds
from rumbo.engine.assign import Applicant, AssignProblem, Place, assign, draw_lottery
from rumbo.engine.market import Market, blocking, settle

WISHES = 10
SIZES = ((10_000, 300), (1_000_000, 3_000))
PEER_SIZE = (1_000, 50)
SEED = "2026-11-22"


def on_assign() -> None:
    """Print how long each mode takes, with the pairs that block and how the plain way compares."""
    print(f"\nAssign: applicants with {WISHES} wishes, seats for 95 in 100, priorities of five kinds at each place, the rest by lottery")
    for applicants, places in SIZES:
        market = market_of(applicants, places)
        best = _best(partial(settle, market), times=9 if applicants < 100_000 else 3)
        found = settle(market)
        pairs = len(blocking(market, found.got, found.room))
        without = f"{(found.got < 0).mean():.1%}"
        print(f"stable       {applicants:>9} x {places:>5}{best:>10.1f}ms   without a place {without}, pairs that block {pairs}")
    market = market_of(*SIZES[0])
    print(f"best-total   {SIZES[0][0]:>9} x {SIZES[0][1]:>5}{_best(partial(settle, market, 'best-total'), times=3):>10.1f}ms")
    _beside_the_plain_way(market)
    _with_names(*SIZES[0])
    _beside_matching(*PEER_SIZE)


def market_of(applicants: int, places: int, seed: int = 5) -> Market:
    """Some places are wished for by many; each has priorities of its own, in which many are equal."""
    rng = np.random.default_rng(seed)
    # Each wish out of its own tenth of the places, so that none comes twice, the first of each tenth more often.
    tenth = places // WISHES
    within = (rng.random((applicants, WISHES)) ** 1.2 * tenth).astype(np.int64)
    wished = rng.permuted(np.arange(WISHES) * tenth + within, axis=1)
    return Market(
        starts=np.arange(0, applicants * WISHES + 1, WISHES),
        wished=np.ascontiguousarray(wished.ravel()),
        standing=rng.integers(0, 5, applicants * WISHES),
        capacity=np.full(places, applicants * 95 // (100 * places)),
        minimum=np.zeros(places, dtype=np.int64),
        lottery=rng.permutation(applicants),
    )


def plain(market: Market) -> list[int]:
    """Deferred acceptance as one would write it down in Python, with its heaps: the wish each got, -1 for none."""
    wished, standing, capacity = market.wished.tolist(), market.standing.tolist(), market.capacity.tolist()
    starts, lottery = market.starts.tolist(), market.lottery.tolist()
    got = [-1] * len(lottery)
    held: list[list[tuple[int, int, int, int]]] = [[] for _ in capacity]
    for comer in range(len(lottery)):
        one, k = comer, starts[comer]
        while k < starts[one + 1]:
            people, entry = held[wished[k]], (-standing[k], -lottery[one], one, k)
            if len(people) < capacity[wished[k]]:
                heapq.heappush(people, entry)
                got[one] = k
                break
            if people and entry > people[0]:
                got[one] = k
                _, _, one, k = heapq.heapreplace(people, entry)
                got[one] = -1
            k += 1
    return got


def _best(action: Callable[[], object], *, times: int) -> float:
    return min(milliseconds(action) for _ in range(times))


def _beside_the_plain_way(market: Market) -> None:
    ours, theirs = _best(partial(settle, market), times=9), _best(partial(plain, market), times=3)
    same = settle(market).got.tolist() == plain(market)
    print(
        f"plain Python {market.applicants:>9} x {market.places:>5}{theirs:>10.1f}ms   {theirs / ours:.0f} times as long, {_verdict(same)}"
    )


def _verdict(same: bool) -> str:
    return "the same outcome" if same else "ANOTHER OUTCOME"


def _with_names(applicants: int, places: int) -> None:
    """The whole way of a problem of names: checked, compiled, the lottery drawn; and then every reason."""
    problem = problem_of(market_of(applicants, places))
    whole = _best(lambda: assign(problem, seed=SEED), times=3)
    lottery = _best(lambda: draw_lottery(SEED, [one.name for one in problem.applicants]), times=3)
    outcome = assign(problem, seed=SEED)
    reasons = milliseconds(lambda: [outcome.missed(one.name) for one in problem.applicants])
    parts = f"{lottery:.1f} ms of it the lottery; every reason {reasons:.0f} ms more"
    print(f"with names   {applicants:>9} x {places:>5}{whole:>10.1f}ms   {parts}")


def problem_of(market: Market) -> AssignProblem:
    """The same with names; the lottery is drawn anew."""
    starts, wished = market.starts.tolist(), [f"p{place}" for place in market.wished.tolist()]
    people = tuple(
        Applicant(f"a{i}", tuple(wished[starts[i] : starts[i + 1]]), int(market.standing[starts[i]])) for i in range(market.applicants)
    )
    return AssignProblem(people, tuple(Place(f"p{i}", seats) for i, seats in enumerate(market.capacity.tolist())))


def _beside_matching(applicants: int, places: int) -> None:
    try:
        from matching.games import HospitalResident  # type: ignore[import-not-found]
    except ImportError:
        print("matching: not installed (pip install matching), so not compared")
        return
    market = market_of(applicants, places)
    order: dict[int, list[tuple[int, int, int]]] = {place: [] for place in range(places)}
    wishes: dict[int, list[int]] = {}
    for i in range(applicants):
        wishes[i] = market.wished[market.starts[i] : market.starts[i + 1]].tolist()
        for k in range(int(market.starts[i]), int(market.starts[i + 1])):
            order[int(market.wished[k])].append((int(market.standing[k]), int(market.lottery[i]), i))
    hospitals = {place: [i for _, _, i in sorted(people)] for place, people in order.items() if people}
    seats = {place: int(market.capacity[place]) for place in hospitals}
    theirs = milliseconds(lambda: HospitalResident.create_from_dictionaries(wishes, hospitals, seats).solve(optimal="resident"))
    ours = _best(partial(settle, market), times=9)
    print(f"matching     {applicants:>9} x {places:>5}{theirs:>10.1f}ms   {theirs / ours:.0f} times as long")

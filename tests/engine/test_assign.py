"""Seats given out: stable or best in total, each beside a plain way of finding the same, and every reason given is true."""

from __future__ import annotations

import itertools
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.assign import (
    Applicant,
    AssignError,
    AssignProblem,
    Outcome,
    Place,
    Standing,
    assign,
    blocking_pairs,
    compile_market,
    draw_lottery,
    number_at,
)
from rumbo.engine.market import MODES, Market, Mode, settle

ROOT = Path(__file__).resolve().parents[2]
SEED = "2026-11-22"
Placed = dict[str, str | None]


@st.composite
def problems(draw: st.DrawFn, minimums: bool = False, people: int = 5) -> AssignProblem:
    """Small problems in which much is tied, some places take only some, and seats are short."""
    names = [f"a{i}" for i in range(draw(st.integers(0, people)))]
    places = []
    for i in range(draw(st.integers(1, 4))):
        capacity = draw(st.integers(0, 3))
        ranked = draw(st.none() | st.dictionaries(st.sampled_from(names), st.integers(0, 3))) if names else None
        minimum = draw(st.integers(0, capacity)) if minimums else 0
        places.append(Place(f"p{i}", capacity, minimum, ranked))
    wishes = st.lists(st.sampled_from([place.name for place in places]), unique=True).map(tuple)
    applicants = tuple(Applicant(name, draw(wishes), draw(st.integers(0, 2))) for name in names)
    return AssignProblem(applicants, tuple(places), higher_first=draw(st.booleans()))


def goes_before(problem: AssignProblem, seed: str = SEED) -> dict[tuple[str, str], tuple[Any, int]]:
    """For each pair that a place takes, by what it takes them: less is better."""
    drawn = dict(zip((one.name for one in problem.applicants), draw_lottery(seed, [one.name for one in problem.applicants]), strict=True))
    found: dict[tuple[str, str], tuple[Any, int]] = {}
    for one in problem.applicants:
        for place in problem.places:
            number = number_at(place, one)
            if number is not None:
                found[one.name, place.name] = (sign_at(problem, place) * number, drawn[one.name])
    return found


def sign_at(problem: AssignProblem, place: Place) -> int:
    return -1 if problem.higher_first and place.ranks is None else 1


def placed_by(outcome: Outcome) -> Placed:
    return {found.applicant: found.place for found in outcome.placements}


def gale_shapley(problem: AssignProblem, closed: tuple[str, ...] = (), seed: str = SEED) -> Placed:
    """Round by round, as one would do it on paper: all who have nothing ask, each place keeps the best."""
    order = goes_before(problem, seed)
    seats = {place.name: 0 if place.name in closed else place.capacity for place in problem.places}
    left = {one.name: [wish for wish in one.wishes if (one.name, wish) in order] for one in problem.applicants}
    held: dict[str, list[str]] = {place.name: [] for place in problem.places}
    while True:
        asking = [one for one in left if left[one] and not any(one in people for people in held.values())]
        if not asking:
            return {one: next((place for place, people in held.items() if one in people), None) for one in left}
        for one in asking:
            held[left[one].pop(0)].append(one)
        for place, people in held.items():
            held[place] = sorted(people, key=lambda one, place=place: order[one, place])[: seats[place]]  # type: ignore[misc]


def every_outcome(problem: AssignProblem) -> Iterator[Placed]:
    order, seats = goes_before(problem), {place.name: place.capacity for place in problem.places}
    names = [one.name for one in problem.applicants]
    choices = [[None, *(wish for wish in one.wishes if (one.name, wish) in order)] for one in problem.applicants]
    for chosen in itertools.product(*choices):
        if all(chosen.count(place) <= seats[place] for place in set(chosen) - {None}):
            yield dict(zip(names, chosen, strict=True))


def rank(one: Applicant, place: str | None) -> int:
    return len(one.wishes) if place is None else one.wishes.index(place)


def pairs_against(problem: AssignProblem, placed: Placed) -> set[tuple[str, str]]:
    order, found = goes_before(problem), set()
    for one in problem.applicants:
        for place in problem.places:
            if place.name not in one.wishes or (one.name, place.name) not in order or rank(one, place.name) >= rank(one, placed[one.name]):
                continue
            inside = [name for name, got in placed.items() if got == place.name]
            if len(inside) < place.capacity or any(
                order[one.name, place.name] < order[name, place.name] for name in inside if place.capacity
            ):
                found.add((one.name, place.name))
    return found


def total(problem: AssignProblem, placed: Placed) -> tuple[int, int]:
    """People without a place, and wishes passed over by those who have one."""
    got = [(one, placed[one.name]) for one in problem.applicants]
    return sum(place is None for _, place in got), sum(rank(one, place) for one, place in got if place is not None)


@given(problems())
def test_a_stable_outcome_is_what_gale_and_shapley_find_on_paper(problem: AssignProblem) -> None:
    assert placed_by(assign(problem, seed=SEED)) == gale_shapley(problem)


@given(problems(people=4))
def test_nobody_has_a_better_place_in_any_stable_outcome(problem: AssignProblem) -> None:
    found = placed_by(assign(problem, seed=SEED))
    stable = [placed for placed in every_outcome(problem) if not pairs_against(problem, placed)]
    assert found in stable
    for one in problem.applicants:
        assert rank(one, found[one.name]) == min(rank(one, placed[one.name]) for placed in stable)


@given(problems(minimums=True), st.sampled_from(MODES))
def test_capacities_and_minimums_are_kept_and_nobody_gets_what_they_did_not_wish_for(problem: AssignProblem, mode: Mode) -> None:
    outcome = assign(problem, seed=SEED, mode=mode)
    for one, found in zip(problem.applicants, outcome.placements, strict=True):
        assert found.place is None or (found.wish is not None and one.wishes[found.wish - 1] == found.place)
    for place, result in zip(problem.places, outcome.places, strict=True):
        assert len(result.admitted) <= place.capacity
        assert result.closed or len(result.admitted) >= place.minimum
        assert not (result.closed and result.admitted)
        assert sorted(result.admitted) == sorted(found.applicant for found in outcome.placements if found.place == place.name)
        by = [goes_before(problem)[name, place.name] for name in result.admitted]
        assert by == sorted(by)


@given(problems(minimums=True))
def test_no_pair_blocks_a_stable_outcome(problem: AssignProblem) -> None:
    outcome = assign(problem, seed=SEED)
    assert blocking_pairs(problem, placed_by(outcome), seed=SEED, closed=outcome.closed) == []


@given(problems(people=4), st.randoms(use_true_random=False))
def test_the_pairs_that_block_an_outcome_are_found(problem: AssignProblem, rng: random.Random) -> None:
    placed = rng.choice(list(every_outcome(problem)))
    assert set(blocking_pairs(problem, placed, seed=SEED)) == pairs_against(problem, placed)


@given(problems(minimums=True))
def test_the_place_that_lacks_most_closes_first_and_the_rest_is_given_out_again(problem: AssignProblem) -> None:
    closed: list[str] = []
    while True:
        placed = gale_shapley(problem, tuple(closed))
        lacks = [
            (place.minimum - list(placed.values()).count(place.name), place.name) for place in problem.places if place.name not in closed
        ]
        most = max((lack for lack, _ in lacks), default=0)
        if most <= 0:
            break
        closed.append(next(name for lack, name in lacks if lack == most))
    outcome = assign(problem, seed=SEED)
    assert (outcome.closed, placed_by(outcome)) == (tuple(closed), placed)


@pytest.mark.parametrize("minimums", [False, True])
def test_where_many_compete_the_outcome_is_still_the_one_on_paper(minimums: bool) -> None:
    for seed in range(20):
        problem = larger(seed, minimums=minimums)
        outcome = assign(problem, seed=SEED)
        assert placed_by(outcome) == gale_shapley(problem, outcome.closed)
        assert blocking_pairs(problem, placed_by(outcome), seed=SEED, closed=outcome.closed) == []


def test_a_closed_place_says_how_many_would_have_come() -> None:
    problem = AssignProblem((Applicant("ana", ("course", "other")),), (Place("course", 20, minimum=8), Place("other", 1)))
    outcome = assign(problem, seed=SEED)
    assert (outcome.places[0].closed, outcome.places[0].reached) == (True, 1)
    assert outcome.placements[0].place == "other"
    missed = outcome.missed("ana")[0]
    assert (missed.reason, missed.reached, missed.minimum) == ("closed", 1, 8)


@given(problems(people=4))
def test_the_best_total_places_as_many_as_can_be_and_then_passes_over_the_fewest_wishes(problem: AssignProblem) -> None:
    outcome = assign(problem, seed=SEED, mode="best-total")
    assert total(problem, placed_by(outcome)) == min(total(problem, placed) for placed in every_outcome(problem))


@given(problems(people=4))
def test_what_it_would_cost_in_total_to_grant_a_better_wish_is_told_exactly(problem: AssignProblem) -> None:
    outcome = assign(problem, seed=SEED, mode="best-total")
    best = total(problem, placed_by(outcome))
    for one in problem.applicants:
        for missed in outcome.missed(one.name):
            with_it = [total(problem, placed) for placed in every_outcome(problem) if placed[one.name] == missed.place]
            if missed.reason in ("not-ranked", "no-seats"):
                assert with_it == []
            else:
                assert missed.reason == "total"
                assert missed.without_place is not None
                assert min(with_it) == (best[0] + missed.without_place, best[1] + (missed.wishes_down or 0))


@given(st.integers(0, 200))
def test_the_best_total_is_what_linear_programming_finds(seed: int) -> None:
    from scipy.optimize import linear_sum_assignment

    problem = larger(seed)
    seats = [place for place in problem.places for _ in range(place.capacity)]
    cost = np.full((len(problem.applicants), len(seats) + len(problem.applicants)), 10_000)
    order = goes_before(problem)
    for i, one in enumerate(problem.applicants):
        for j, place in enumerate(seats):
            taken = place.name in one.wishes and (one.name, place.name) in order
            cost[i, j] = rank(one, place.name) if taken else 1_000_000
    rows, columns = linear_sum_assignment(cost)
    without, passed = total(problem, placed_by(assign(problem, seed=SEED, mode="best-total")))
    assert 10_000 * without + passed == cost[rows, columns].sum()


def larger(seed: int, *, minimums: bool = False) -> AssignProblem:
    rng = random.Random(seed)
    names = [f"a{i}" for i in range(40)]
    places = []
    for i in range(8):
        capacity = rng.randint(0, 8)
        ranks = None if rng.random() < 0.3 else {name: rng.randint(0, 6) for name in names if rng.random() < 0.8}
        places.append(Place(f"p{i}", capacity, rng.randint(0, capacity) if minimums else 0, ranks))
    wishes = [tuple(rng.sample([place.name for place in places], rng.randint(0, 6))) for _ in names]
    return AssignProblem(tuple(Applicant(name, wish, rng.randint(0, 3)) for name, wish in zip(names, wishes, strict=True)), tuple(places))


def moved_before(problem: AssignProblem, where: str, own: Standing, other: Standing) -> AssignProblem:
    """The problem with one number changed: at one place ``own`` now goes before ``other``, by as little as can be."""
    place = next(place for place in problem.places if place.name == where)
    number = sign_at(problem, place) * float(other.priority) - (0 if own.lottery < other.lottery else 0.5)
    return moved_to(problem, where, own.applicant, number)


def moved_to(problem: AssignProblem, where: str, who: str, number: float) -> AssignProblem:
    places = []
    for place in problem.places:
        ranks = {one.name: sign_at(problem, place) * n for one in problem.applicants if (n := number_at(place, one)) is not None}
        places.append(replace(place, ranks={**ranks, who: number} if place.name == where else ranks))
    return replace(problem, places=tuple(places))


def check_reasons(problem: AssignProblem) -> int:
    outcome, checked = assign(problem, seed=SEED), 0
    opened = replace(problem, places=tuple(p for p in problem.places if p.name not in outcome.closed))
    kept = tuple(replace(one, wishes=tuple(w for w in one.wishes if w not in outcome.closed)) for one in problem.applicants)
    opened = replace(opened, applicants=kept, places=tuple(replace(place, minimum=0) for place in opened.places))
    for one in problem.applicants:
        for missed in outcome.missed(one.name):
            if missed.reason != "full":
                continue
            assert missed.own is not None
            assert missed.last is not None
            assert missed.enough is not None
            with_enough = moved_before(opened, missed.place, missed.own, missed.enough)
            assert placed_by(assign(with_enough, seed=SEED))[one.name] == missed.place
            checked += 1
    return checked


@given(problems(minimums=True))
def test_with_the_rank_that_is_said_to_be_enough_one_would_have_got_the_place(problem: AssignProblem) -> None:
    check_reasons(problem)


def test_less_than_what_is_enough_is_at_times_enough_when_a_chain_of_moves_is_good_for_all_in_it() -> None:
    # Only Beto stands in the way of Ana and Carla, who would rather have each other's place; he gets none of them either way.
    problem = AssignProblem(
        (Applicant("ana", ("p", "q")), Applicant("beto", ("p",)), Applicant("carla", ("q", "p"))),
        (Place("p", 1, ranks={"carla": 1, "beto": 2, "ana": 3}), Place("q", 1, ranks={"ana": 1, "carla": 2})),
    )
    outcome = assign(problem, seed=SEED)
    assert placed_by(outcome) == {"ana": "q", "beto": None, "carla": "p"}
    missed = outcome.missed("ana")[0]
    assert missed.enough is not None
    assert (missed.enough.applicant, missed.in_line) == ("carla", 2)
    assert placed_by(assign(moved_to(problem, "p", "ana", 1.5), seed=SEED)) == {"ana": "p", "beto": None, "carla": "q"}


def test_the_rank_that_is_enough_is_told_right_where_many_compete() -> None:
    assert sum(check_reasons(larger(seed, minimums=seed % 2 == 1)) for seed in range(12)) > 100


def test_where_those_turned_away_come_back_more_than_the_last_one_must_be_passed() -> None:
    # Eva is turned away from p, takes q from Luis, who would rather have been at p and goes before Eva there.
    problem = AssignProblem(
        (Applicant("ana", ("p",)), Applicant("eva", ("p", "q")), Applicant("luis", ("q", "p"))),
        (Place("p", 1, ranks={"luis": 1, "eva": 2, "ana": 3}), Place("q", 1, ranks={"eva": 1, "luis": 2})),
    )
    missed = assign(problem, seed=SEED).missed("ana")[0]
    assert (missed.last, missed.enough) == (Standing("eva", 2, missed.last.lottery), Standing("luis", 1, missed.enough.lottery))  # type: ignore[union-attr]
    assert placed_by(assign(moved_to(problem, "p", "ana", 1.5), seed=SEED))["ana"] is None
    assert placed_by(assign(moved_to(problem, "p", "ana", 0.5), seed=SEED))["ana"] == "p"


@given(problems(minimums=True))
def test_a_reason_is_given_for_each_better_wish_and_the_line_counts_those_still_waiting(problem: AssignProblem) -> None:
    outcome, order = assign(problem, seed=SEED), goes_before(problem)
    placed, named = placed_by(outcome), {place.name: place for place in problem.places}
    for one in problem.applicants:
        found = outcome.missed(one.name)
        assert [missed.place for missed in found] == list(one.wishes[: rank(one, placed[one.name])])
        for missed in found:
            if missed.reason == "full":
                waiting = [
                    order[other.name, missed.place]
                    for other in problem.applicants
                    if missed.place in other.wishes
                    and (other.name, missed.place) in order
                    and rank(other, missed.place) < rank(other, placed[other.name])
                ]
                assert missed.in_line == 1 + sorted(waiting).index(order[one.name, missed.place])
                assert missed.last is not None
                assert missed.last.applicant == outcome.places[int(missed.place[1:])].admitted[-1]
            assert (missed.reason == "not-ranked") == ((one.name, missed.place) not in order)
            assert missed.reason != "no-seats" or named[missed.place].capacity == 0
            assert missed.reason != "closed" or missed.place in outcome.closed


def test_the_lottery_is_drawn_as_the_documentation_says() -> None:
    names = [f"persona {i} ñ" for i in range(50)]
    by_hand = sorted(names, key=lambda name: blake2b(f"{SEED}\n{name}".encode(), digest_size=8).hexdigest())
    drawn = draw_lottery(SEED, names)
    assert [by_hand.index(name) + 1 for name in names] == list(drawn)
    assert draw_lottery(SEED, names[::-1]) == drawn[::-1]
    assert draw_lottery("another", names) != drawn
    assert draw_lottery(SEED, []) == ()


def test_the_lottery_is_the_same_in_another_process() -> None:
    code = f"from rumbo.engine.assign import draw_lottery; print(draw_lottery({SEED!r}, ['ana', 'luis', 'eva']))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "(3, 2, 1)"


@given(problems(), st.text(alphabet="abc", max_size=3))
def test_the_seed_changes_nothing_where_nobody_is_tied(problem: AssignProblem, seed: str) -> None:
    apart = tuple(
        replace(place, ranks={one.name: 10 * i + j for j, one in enumerate(problem.applicants)}) for i, place in enumerate(problem.places)
    )
    strict = replace(problem, places=apart)
    assert placed_by(assign(strict, seed=seed)) == placed_by(assign(strict, seed=SEED))


def test_among_equals_the_seed_decides_and_the_outcome_keeps_it() -> None:
    problem = AssignProblem(tuple(Applicant(name, ("p",)) for name in ("ana", "luis", "eva")), (Place("p", 1),))
    for mode in MODES:
        winners = {assign(problem, seed=str(seed), mode=mode).places[0].admitted for seed in range(40)}
        assert winners == {("ana",), ("luis",), ("eva",)}
        outcome = assign(problem, seed="7", mode=mode)
        assert outcome.seed == "7"
        assert {found.place: found.lottery for found in outcome.placements}["p"] == 1


@given(problems(minimums=True), st.sampled_from(MODES), st.randoms(use_true_random=False))
def test_the_order_in_which_applicants_are_listed_changes_nothing(problem: AssignProblem, mode: Mode, rng: random.Random) -> None:
    mixed = replace(problem, applicants=tuple(rng.sample(problem.applicants, len(problem.applicants))))
    assert placed_by(assign(mixed, seed=SEED, mode=mode)) == placed_by(assign(problem, seed=SEED, mode=mode))


def test_nobody_and_nothing_to_give_is_an_outcome_too() -> None:
    for mode in MODES:
        empty = assign(AssignProblem((), ()), seed="", mode=mode)
        assert (empty.placements, empty.places, empty.closed) == ((), (), ())
        alone = assign(AssignProblem((Applicant("ana"),), (Place("p", 0),)), seed="", mode=mode)
        assert (alone.placements[0].place, alone.missed("ana")) == (None, ())


def test_numbers_of_all_kinds_are_compared_exactly() -> None:
    ranks = {"ana": Decimal("9.35"), "luis": 9.25, "eva": 9}
    problem = AssignProblem(tuple(Applicant(name, ("p",), number) for name, number in ranks.items()), (Place("p", 1),))
    assert assign(problem, seed="").places[0].admitted == ("eva",)
    own = replace(problem, places=(Place("p", 1, ranks=ranks),), higher_first=True)
    assert assign(own, seed="").places[0].admitted == ("eva",)
    assert assign(replace(problem, higher_first=True), seed="").places[0].admitted == ("ana",)


ANA, WORKSHOP = Applicant("ana", ("workshop",)), Place("workshop", 1)
BAD: list[tuple[Any, Any, str]] = [
    ([Applicant("ana", ("workshp",))], [WORKSHOP], "applicants[0].wishes: there is no place “workshp”"),
    ([Applicant("ana", ("workshop", "workshop"))], [WORKSHOP], "applicants[0].wishes: “workshop” is wished for twice"),
    ([Applicant("ana", ("workshop",) * 201)], [WORKSHOP], "applicants[0].wishes: at most 200 of them"),
    ([ANA, ANA], [WORKSHOP], "applicants[1].name: expected a name that no other row has, found “ana”"),
    ([Applicant("")], [WORKSHOP], "applicants[0].name: expected a name that is not empty, found “”"),
    ([Applicant("\ud800")], [WORKSHOP], "applicants[0].name: expected a name"),
    ([ANA], [WORKSHOP, WORKSHOP], "places[1].name: expected a name that no other row has"),
    ([ANA], [Place("workshop", -1)], "places[0].capacity: expected a whole number of 0 or more, not too large, found -1"),
    ([ANA], [Place("workshop", 1.5)], "places[0].capacity"),  # type: ignore[arg-type]
    ([ANA], [Place("workshop", True)], "places[0].capacity"),
    ([ANA], [Place("workshop", 10**30)], "places[0].capacity"),
    ([ANA], [Place("workshop", 10**9999)], "places[0].capacity"),
    ([ANA], [Place("workshop", 1, minimum=-1)], "places[0].minimum: expected a whole number of 0 or more, found -1"),
    ([ANA], [Place("workshop", 1, minimum=2)], "places[0].minimum: 2 is more than the capacity"),
    ([ANA], [Place("workshop", 1, ranks={"anna": 1})], "places[0].ranks: there is no applicant “anna”"),
    ([ANA], [Place("workshop", 1, ranks={"ana": float("nan")})], "places[0].ranks: expected a number, not too large, found nan"),
    ([Applicant("ana", (), float("inf"))], [WORKSHOP], "applicants[0].priority: expected a number, not too large, found inf"),
    ([Applicant("ana", (), Decimal("sNaN"))], [WORKSHOP], "applicants[0].priority"),
    ([Applicant("ana", (), 10**16)], [WORKSHOP], "applicants[0].priority"),
    ([Applicant("ana", (), "1")], [WORKSHOP], "applicants[0].priority"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("applicants", "places", "message"), BAD, ids=range(len(BAD)))
def test_a_bad_problem_is_refused_with_the_place_and_what_belongs_there(applicants: Any, places: Any, message: str) -> None:
    with pytest.raises(AssignError) as caught:
        assign(AssignProblem(tuple(applicants), tuple(places)), seed=SEED)
    assert message in str(caught.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    problem = AssignProblem((Applicant("ana", ("x",)), Applicant("ana", ("y",))), (Place("p", -1),))
    with pytest.raises(AssignError) as caught:
        assign(problem, seed="two\nlines")
    assert [fault.code for fault in caught.value.problems] == [
        "bad-seed",
        "duplicate-name",
        "unknown-place",
        "unknown-place",
        "bad-capacity",
    ]


def test_a_mode_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of stable, best-total, found 'fair'"):
        assign(AssignProblem((), ()), seed="", mode="fair")  # type: ignore[arg-type]


@pytest.mark.parametrize("placed", [{"ana": "closed"}, {"ana": "p", "luis": "p"}, {"eva": "p"}, {"ana": "nowhere"}])
def test_an_outcome_that_cannot_be_is_no_outcome_to_check(placed: Placed) -> None:
    problem = AssignProblem(
        (Applicant("ana", ("p",)), Applicant("luis", ("p",)), Applicant("eva", ("p",))),
        (Place("p", 1, ranks={"ana": 1, "luis": 1}), Place("closed", 1)),
    )
    with pytest.raises(ValueError, match=r"got|seats"):
        blocking_pairs(problem, placed, seed=SEED)


def row(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


@pytest.mark.parametrize(
    "wrong",
    [
        {"wished": row(0, 2)},
        {"wished": row(0, -1)},
        {"starts": row(0, 1)},
        {"starts": row(0, 3, 2)},
        {"standing": row(0, -2)},
        {"standing": row(0, 1 << 61)},
        {"standing": row(0)},
        {"minimum": row(2, 0)},
        {"minimum": row(-1, 0)},
        {"minimum": row(0)},
        {"lottery": row(0, 0)},
        {"lottery": row(0, 2)},
        {"capacity": np.array([1, 1], dtype=np.int32)},
        {"wished": row(0, 0, 1, 1)[::2]},
    ],
)
def test_arrays_that_do_not_fit_together_never_reach_the_inner_loops(wrong: dict[str, np.ndarray]) -> None:
    good = {"starts": row(0, 1, 2), "wished": row(0, 1), "standing": row(0, 0), "capacity": row(1, 1), "minimum": row(0, 0)}
    assert settle(Market(**good, lottery=row(0, 1))).got.tolist() == [0, 1]
    with pytest.raises(ValueError, match=r"expected|size|rows|range|between|there|twice"):
        Market(**{**good, "lottery": row(0, 1), **wrong})


def test_a_million_wishes_for_one_place_need_no_more_room_than_there_are_wishes() -> None:
    problem = AssignProblem((ANA,), (Place("workshop", 10**15),))
    assert compile_market(problem, SEED).capacity.tolist() == [10**15]
    for mode in MODES:
        assert assign(problem, seed=SEED, mode=mode).placements[0].place == "workshop"

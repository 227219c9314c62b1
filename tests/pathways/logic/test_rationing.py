"""Ways with few places: who takes one, in which order, and what is told of it."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.assign import draw_lottery
from rumbo.engine.instance import FAR
from rumbo.engine.model import Limits
from rumbo.pathways.logic.ask import Ask, query, read_ask
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.gains import OUTCOMES, Gains, GainTally, Outcome, best_of
from rumbo.pathways.logic.rationing import Rationing
from rumbo.pathways.logic.withholding import FEWEST
from rumbo.regionfile.records import WayRecord
from tests.pathways.logic.small_region import TODAY, way

PAPERS = ("document:birth-certificate", "document:curp", "document:nss")


def with_another(region: CompiledRegion, **more: Any) -> CompiledRegion:
    """The region with a second way to the social security number."""
    other = way("other-nss", "nss-online", ["document:nss"], requires=["document:curp"], in_person=False, **more)
    record = WayRecord.model_validate_json(json.dumps(other))
    return compile_region(region.records.model_copy(update={"ways": (*region.records.ways, record)}), on=TODAY)


@pytest.fixture(scope="module")
def slower(region: CompiledRegion) -> CompiledRegion:
    return with_another(region, duration={"min": 9, "typical": 9, "max": 9})


def asking(region: CompiledRegion, *have: str, born: str = "1990-01-01") -> Ask:
    return read_ask(region, goal="formal-job", have=have, know={"side": "mx", "birth_date": born}, as_of=TODAY)


def outcomes(rationing: Rationing, asks: list[Ask], *, at_once: int = 1_000) -> dict[str, int]:
    """What becomes of each person, by their line: a group of its own for each."""
    lines = [f"{number + 2}" for number in range(len(asks))]

    def told() -> Iterator[tuple[str, Outcome]]:
        for first in range(0, len(asks), at_once):
            some = slice(first, first + at_once)
            yield from rationing.come(lines[some], lines[some], asks[some])
        yield from rationing.serve()

    return {line: outcome.place for line, outcome in told()}


def test_the_places_go_to_those_whose_lines_are_drawn_first(region: CompiledRegion) -> None:
    found = outcomes(Rationing(region, region, {"get-nss": 7}, "2026-11-22"), [asking(region)] * 20)
    numbers = dict(zip(found, draw_lottery("2026-11-22", list(found)), strict=True))
    assert {line for line, place in found.items() if OUTCOMES[place] == "same"} == {line for line, n in numbers.items() if n <= 7}


def test_those_who_want_no_place_are_not_in_the_way_of_those_who_do(region: CompiledRegion) -> None:
    """Who holds the number already is drawn too, and takes nothing."""
    asks = [asking(region, "document:nss")] * 10 + [asking(region)] * 10
    rationing = Rationing(region, region, {"get-nss": 10}, "s")
    assert Counter(outcomes(rationing, asks).values()) == {OUTCOMES.index("same"): 20}
    assert (rationing.turns.used["get-nss"], rationing.turns.turned_away) == (10, 0)


def test_nobody_takes_a_place_where_another_way_is_as_good(region: CompiledRegion) -> None:
    after = with_another(region)
    rationing = Rationing(region, after, {"get-nss": 3, "other-nss": 0}, "s")
    outcomes(rationing, [asking(region)] * 6)
    assert rationing.turns.used == {"get-nss": 3}
    free = Rationing(region, after, {"get-nss": 3}, "s")
    assert set(outcomes(free, [asking(region)] * 6).values()) == {OUTCOMES.index("same")}
    assert (free.turns.used["get-nss"], free.turns.turned_away) == (0, 0)


def test_people_read_in_parts_are_served_as_if_they_had_come_at_once(region: CompiledRegion, slower: CompiledRegion) -> None:
    asks = [asking(region, *random.Random(n).sample(PAPERS, n % 3)) for n in range(30)]
    at_once, in_parts = (outcomes(Rationing(region, slower, {"get-nss": 5, "get-curp": 4}, "s"), asks, at_once=size) for size in (1_000, 7))
    assert at_once == in_parts


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sets(st.sampled_from(PAPERS)), st.booleans()), max_size=14), st.integers(0, 8), st.integers(0, 8))
def test_each_gets_the_best_that_is_open_at_their_turn(
    region: CompiledRegion, slower: CompiledRegion, people: list[tuple[set[str], bool]], nss: int, curp: int
) -> None:
    asks = [asking(region, *sorted(have), born="1990-01-01" if grown else "2020-01-01") for have, grown in people]
    rationing = Rationing(region, slower, {"get-nss": nss, "get-curp": curp}, "s")
    found = outcomes(rationing, asks)
    places = {"get-nss": nss, "get-curp": curp}
    left = Counter(places)
    numbers = draw_lottery("s", [f"{n + 2}" for n in range(len(asks))])
    for n in sorted(range(len(asks)), key=numbers.__getitem__):
        asked = query(slower, asks[n])
        closed = tuple(name for name in places if not left[name])
        best = best_of(slower.world, replace(asked, limits=Limits(without=closed)))
        was = best_of(region.world, query(region, asks[n]))
        assert OUTCOMES[found[f"{n + 2}"]] == _expected(was.values[0], best.values[0])
        left.subtract(best.ways & left.keys())
    assert len(found) == len(asks)
    assert all(rationing.turns.used[name] == places[name] - left[name] for name in places)


def _expected(was: int, now: int) -> str:
    if was >= FAR or now >= FAR:
        return "neither" if was == now else "newly" if was >= FAR else "no-longer"
    return "same" if was == now else "better" if now < was else "worse"


@settings(max_examples=40)
@given(st.integers(5, 30), st.integers(0, 30))
def test_with_a_place_for_each_nothing_differs_from_the_change_alone(region: CompiledRegion, people: int, more: int) -> None:
    asks = [asking(region, *random.Random(n).sample(PAPERS, n % 4)) for n in range(people)]
    found = outcomes(Rationing(region, region, {"get-nss": people + more}, "s"), asks)
    assert [found[f"{n + 2}"] for n in range(people)] == [one.outcome.place for one in Gains(region, region).compared(asks)]


@given(st.integers(0, 12), st.integers(0, 12))
def test_no_count_of_one_to_four_people_is_told_of_places(region: CompiledRegion, people: int, places: int) -> None:
    rationing, tally = Rationing(region, region, {"get-nss": places}, "s"), GainTally()
    tally.add(rationing.come([f"{n}" for n in range(people)], [""] * people, [asking(region)] * people))
    tally.add(rationing.serve())
    told = rationing.as_json(tally.as_json())
    counts = [told["turned_away"], *(one[name] for one in told["capacity"] for name in ("used", "turned_away"))]
    assert not any(count is not None and 0 < count < FEWEST for count in counts)
    assert people >= FEWEST or counts == [None] * 3


def told_of(region: CompiledRegion, *, used: tuple[int, int], missed: tuple[int, int], turned_away: int, **outcomes: int | None) -> Any:
    """What is told of two ways, where all this was counted."""
    rationing = Rationing(region, region, {"get-curp": 99, "get-nss": 99}, "s")
    rationing.turns.turned_away = turned_away
    for way_id, took, lacked in zip(("get-curp", "get-nss"), used, missed, strict=True):
        rationing.turns.used[way_id], rationing.turns.missed[way_id] = took, lacked
    found = rationing.as_json({"people": 200, "outcomes": dict.fromkeys(OUTCOMES, 0) | outcomes})
    return [one["used"] for one in found["capacity"]], [one["turned_away"] for one in found["capacity"]], found["turned_away"]


def test_places_are_told_where_nothing_small_follows_from_them(region: CompiledRegion) -> None:
    told = told_of(region, used=(20, 30), missed=(20, 30), turned_away=40, same=60, worse=40, neither=100)
    assert told == ([20, 30], [20, 30], 40)


def test_who_took_a_place_does_not_tell_an_outcome_that_is_withheld(region: CompiledRegion) -> None:
    """Where all who take a new way newly reach the goal or reach it better, its places less the one are the other."""
    assert told_of(region, used=(63, 0), missed=(0, 0), turned_away=0, newly=60, better=None, same=None, neither=117)[0] == [None, None]


def test_who_got_no_place_does_not_tell_an_outcome_that_is_withheld(region: CompiledRegion) -> None:
    _, missed, away = told_of(region, used=(0, 9), missed=(0, 25), turned_away=25, newly=9, better=None, same=166, neither=None)
    assert (missed, away) == ([None, None], None)


@pytest.mark.parametrize(
    ("missed", "turned_away"),
    [((10, 20), 27), ((30, 28), 31), ((20, 30), 38), ((20, 30), 42)],
    ids=["both", "only-one", "worse-with-a-place", "not-worse-without"],
)
def test_people_turned_away_are_not_told_where_it_tells_so_few_apart(
    region: CompiledRegion, missed: tuple[int, int], turned_away: int
) -> None:
    assert told_of(region, used=(20, 30), missed=missed, turned_away=turned_away, same=60, worse=40, neither=100)[2] is None


def test_places_are_not_told_where_so_few_reach_the_goal_without(region: CompiledRegion) -> None:
    assert told_of(region, used=(57, 0), missed=(0, 0), turned_away=0, same=60, neither=140)[0] == [None, 0]

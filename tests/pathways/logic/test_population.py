"""Many people of a region screened at once: as each is alone, counted, and with small groups withheld."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest

from rumbo.engine.population import RANKS
from rumbo.pathways.logic.ask import Ask, AskError, read_ask
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.population import Population, Tally, open_ways, worth
from rumbo.pathways.logic.screen import screen
from rumbo.regionfile.reader import read_region
from tests.pathways.logic.small_region import TODAY

GOAL = "formal-job"
DATES = ("1980-02-29", "2008-11-21", "2008-11-22", "2008-11-23", "2015-01-01")


@pytest.fixture(scope="module")
def calibaja() -> CompiledRegion:
    records, _ = read_region(Path(__file__).resolve().parents[3] / "regions" / "calibaja")
    assert records is not None
    return compile_region(records, on=TODAY)


def anybody(region: CompiledRegion, rng: random.Random) -> Ask:
    """Someone who says and holds this and that, on one of three days; what contradicts itself is set aside."""
    known = {}
    for name, record in region.attributes.items():
        if rng.random() < 0.4 and record.kind in ("word", "words", "date"):
            known[name] = rng.choice(DATES) if record.kind == "date" else rng.choice([value for value, _ in record.values] or ["elsewhere"])
    have = rng.sample([fact for fact in region.facts if fact.startswith("document:")], rng.randint(0, 4))
    day = TODAY + dt.timedelta(rng.choice((-1, 0, 1)))
    limits = {"crossings": "0"} if rng.random() < 0.2 else {}
    return read_ask(region, goal=next(iter(region.goals)), have=have, know=known, limits=limits, as_of=day, strict=False)


def agree(region: CompiledRegion, count: int) -> None:
    rng = random.Random(count)
    asks = [anybody(region, rng) for _ in range(count)]
    found = Population(region).screen(asks).goals
    for ask, grades in zip(asks, found.tolist(), strict=True):
        assert [RANKS[grade] for grade in grades] == list(screen(region, ask).values())


def test_each_is_screened_as_alone_goals_that_list_services_too(region: CompiledRegion) -> None:
    agree(region, 200)


@pytest.mark.slow
def test_each_is_screened_as_alone_in_california_and_baja_california(calibaja: CompiledRegion) -> None:
    agree(calibaja, 150)


def ask_of(region: CompiledRegion, *have: str, **know: str) -> Ask:
    return read_ask(region, goal=GOAL, have=have, know=know, as_of=TODAY)


def test_a_paper_is_worth_the_goals_it_opens(region: CompiledRegion) -> None:
    found = {one.paper: one.goals for one in worth(region, ask_of(region, side="us", birth_date="1990-01-01"))}
    assert (found["document:curp"], found["document:ine"]) == ((("visa", "no", "yes"),), (("voter-card", "no", "yes"),))


def test_a_way_is_open_closed_or_depends(region: CompiledRegion) -> None:
    found = open_ways(region, ask_of(region, "curp", side="mx", birth_date="1990-01-01"))
    assert found["get-nss"] == "open"
    assert open_ways(region, ask_of(region, side="us", birth_date="1990-01-01"))["get-nss"] == "closed"
    assert set(found) == {way.name for way in region.world.ways}


def tally_of(region: CompiledRegion, *asks: Ask) -> Tally:
    population = Population(region, ways=True, papers=True)
    tally = Tally(population)
    for ask in asks:
        tally.add(population.screen([ask]))
    return tally


def test_groups_under_five_are_withheld_and_with_a_lone_one_the_next_smallest(region: CompiledRegion) -> None:
    adult, north = ask_of(region, side="mx", birth_date="1990-01-01"), ask_of(region, side="us", birth_date="1990-01-01")
    told = tally_of(region, *[adult] * 9, *[north] * 5).as_json()
    assert (told["people"], told["goals"][GOAL]) == (14, {"no": 5, "unknown": 0, "yes": 9})
    told = tally_of(region, *[adult] * 9, *[north] * 4).as_json()
    assert told["goals"][GOAL] == {"no": None, "unknown": 0, "yes": None}
    told = tally_of(region, *[adult] * 4).as_json()
    assert (told["people"], told["goals"][GOAL], told["papers"]) == (None, {"no": None, "unknown": None, "yes": None}, [])


def test_how_many_more_a_paper_would_help_is_told_from_five_on(region: CompiledRegion) -> None:
    one = ask_of(region, side="us", birth_date="1990-01-01")
    helps = {(w.paper, goal) for w in worth(region, one) for goal, _, after in w.goals if after == "yes"}
    assert helps
    assert tally_of(region, *[one] * 4).worth() == []
    assert {(paper, goal): more for paper, goal, more in tally_of(region, *[one] * 5).worth()} == dict.fromkeys(helps, 5)


def test_nobody_is_counted_as_nobody(region: CompiledRegion) -> None:
    population = Population(region)
    assert population.screen([]).goals.shape == (0, len(region.goals))
    assert np.array_equal(Tally(population).goals.sum(axis=1), np.zeros(len(region.goals)))


def test_who_asks_something_that_cannot_be_read_is_not_screened(region: CompiledRegion) -> None:
    with pytest.raises(AskError):
        ask_of(region, "no-such-paper")

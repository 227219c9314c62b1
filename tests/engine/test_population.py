"""Screening many people at once, in agreement with screening each alone."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine import population
from rumbo.engine.conditions import All, Fact
from rumbo.engine.crowd import crowd_of
from rumbo.engine.evaluate import AttributeTypeError
from rumbo.engine.model import Holding, Limits, Query
from rumbo.engine.people import Column, People, column_of, count_lanes, lanes_of, people_of, to_flags, to_lanes
from rumbo.engine.population import screen_people
from rumbo.engine.reach import screen
from rumbo.engine.situation import look_at, shut_by
from rumbo.engine.world import World

from .crowds import Goals, crowd_in, typed_crowd_in
from .small import TODAY, ask, crossing, way, word, world_of

COUNTS = st.sampled_from((1, 2, 63, 64, 65))


def agree(world: World, queries: list[Query], goals: Goals) -> None:
    found = screen_people(crowd_of(world, goals), people_of(world, queries), limits=queries[0].limits)
    alone = [screen(world, query, goals) for query in queries]
    for goal in goals:
        assert found.reach(goal) == [one[goal] for one in alone], goal


@settings(max_examples=150)
@given(st.integers(0, 999_999), COUNTS)
def test_many_screened_at_once_and_each_alone_agree(seed: int, count: int) -> None:
    agree(*crowd_in(seed, count))


@settings(max_examples=150)
@given(st.integers(1_000_000, 1_999_999), COUNTS)
def test_they_agree_on_every_kind_of_attribute_and_on_what_follows_from_others(seed: int, count: int) -> None:
    agree(*typed_crowd_in(seed, count))


@settings(max_examples=100)
@given(st.integers(0, 999_999), st.booleans())
def test_a_way_is_open_now_when_its_condition_holds_with_what_is_held(seed: int, typed: bool) -> None:
    world, queries, goals = (typed_crowd_in if typed else crowd_in)(seed, 5)
    found = screen_people(crowd_of(world, goals), people_of(world, queries), limits=queries[0].limits, ways=True)
    for index, one in enumerate(world.ways):
        certain, possible = (to_flags(lanes, 5).tolist() for lanes in found.way(index))
        assert certain == [open_now(world, query, one.name, unknown=False) for query in queries]
        assert possible == [open_now(world, query, one.name, unknown=True) for query in queries]


def open_now(world: World, query: Query, name: str, *, unknown: bool) -> bool:
    one = world.ways[world.way_index[name]]
    if shut_by(world, one, query) is not None:
        return False
    placed = one.side is not None and (one.in_person or one.crosses_to)
    there = (Fact(f"at:{one.side}"),) if placed else ()
    situation = look_at(world, dataclasses.replace(query, goal=All((one.requires, *there))))
    return bool(situation.state({}, unknown=unknown)[situation.graph.goal])


@settings(max_examples=60)
@given(st.integers(0, 999_999), st.integers(1, 3))
def test_in_how_many_parts_people_are_screened_changes_nothing(seed: int, workers: int) -> None:
    world, queries, goals = typed_crowd_in(seed, 200)
    people, crowd = people_of(world, queries), crowd_of(world, goals)
    whole = screen_people(crowd, people)
    before = population.PART_WORDS, population.BLOCK_WORDS
    population.PART_WORDS, population.BLOCK_WORDS = 2, 1
    try:
        parts = screen_people(crowd, people, workers=workers)
    finally:
        population.PART_WORDS, population.BLOCK_WORDS = before
    assert {goal: whole.reach(goal) for goal in goals} == {goal: parts.reach(goal) for goal in goals}


def test_nobody_is_screened_to_nothing() -> None:
    world = world_of(way("w", None, "document:a"))
    found = screen_people(crowd_of(world, {"a": Fact("document:a")}), People(count=0, as_of=TODAY))
    assert found.totals() == {"a": {"yes": 0, "no": 0, "unknown": 0}}


def test_a_world_of_nothing_is_screened_for_no_goal() -> None:
    assert screen_people(crowd_of(world_of(), {}), People(count=70, as_of=TODAY)).totals() == {}


def test_credits_are_added_up_for_each_person() -> None:
    weights = {"document:a": 3, "document:b": 4, "document:c": 5}
    world = world_of(way("w", {"sum": {"of": weights, "at_least": 8}}, "document:d"))
    papers = [(), ("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c"), ("c",)]
    queries = [ask("document:d", *(f"document:{paper}" for paper in held)) for held in papers]
    goals: Goals = {"d": Fact("document:d")}
    found = screen_people(crowd_of(world, goals), people_of(world, queries))
    assert found.reach("d") == ["no", "no", "yes", "yes", "yes", "no"]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.integers(0, 30), st.integers(0, 511))
def test_weights_of_what_shuts_a_way_are_added_up_in_bits(weights: list[int], least: int, held: int) -> None:
    facts = [f"document:f{i}" for i in range(len(weights))]
    condition = {"none": [{"sum": {"of": dict(zip(facts, weights, strict=True)), "at_least": least}}]}
    world = world_of(way("w", condition, "document:d"))
    query = ask("document:d", *(fact for i, fact in enumerate(facts) if held >> i & 1))
    total = sum(weight for i, weight in enumerate(weights) if held >> i & 1)
    found = screen_people(crowd_of(world, {"d": Fact("document:d")}), people_of(world, [query, ask("document:d")]))
    assert found.reach("d") == ["no" if total >= least else "yes", "no" if least == 0 else "yes"]


def test_who_has_to_come_back_is_not_told_that_there_is_no_way() -> None:
    world = world_of(
        way("north", None, "document:stamp", side="mx", crosses_to="us"), crossing("south", None, "us", "mx"),
        way("office", "document:stamp", "document:card", side="mx", in_person=True),
    )  # fmt: skip
    goals: Goals = {"card": Fact("document:card")}
    queries = [ask("document:card", know={"side": side}) for side in ("mx", "us")] + [ask("document:card")]
    assert [screen(world, query, goals)["card"] for query in queries] == ["yes", "yes", "unknown"]
    agree(world, queries, goals)


def test_what_a_paper_settles_is_known_and_what_was_said_goes_before_it() -> None:
    home = word("home", "here", "there", known_from=(("here", ("document:a",)),))
    world = world_of(way("w", {"attr": "home", "is": "here"}, "document:b"), more=("document:a",), attributes=(home,))
    queries = [ask("document:b"), ask("document:b", "document:a"), ask("document:b", "document:a", know={"home": "there"})]
    found = screen_people(crowd_of(world, {"b": Fact("document:b")}), people_of(world, queries))
    assert found.reach("b") == ["unknown", "yes", "no"]


def test_a_value_of_another_type_is_refused_as_it_is_for_one_person() -> None:
    world = world_of(way("w", {"attr": "home", "is": "here"}, "document:b"), attributes=(word("home", "here"),))
    with pytest.raises(AttributeTypeError):
        screen_people(crowd_of(world, {"b": Fact("document:b")}), people_of(world, [ask("document:b", know={"home": 3})]))
    with pytest.raises(AttributeTypeError):
        column_of("date", [3])


def test_people_of_different_days_are_not_one_population() -> None:
    other = dataclasses.replace(ask("document:a"), as_of=TODAY.replace(day=1))
    with pytest.raises(ValueError, match="one day"):
        people_of(world_of(more=("document:a",)), [ask("document:a"), other])


def test_a_way_out_of_season_is_open_to_nobody() -> None:
    world = world_of(way("w", None, "document:a", valid_from=TODAY.replace(year=2030)))
    crowd = crowd_of(world, {"a": Fact("document:a")})
    found = screen_people(crowd, people_of(world, [ask("document:a")]), ways=True)
    assert (found.reach("a"), found.row_of_way.tolist()) == (["no"], [-1])
    assert not found.way(0)[1].any()
    later = screen_people(crowd, People(count=1, as_of=TODAY.replace(year=2031)), limits=Limits())
    assert later.reach("a") == ["yes"]


@given(st.lists(st.booleans(), max_size=200))
def test_bits_and_flags_say_the_same(flags: list[bool]) -> None:
    lanes = to_lanes(np.array(flags, dtype=np.bool_))
    assert to_flags(lanes, len(flags)).tolist() == flags
    assert count_lanes(~lanes, len(flags)) == flags.count(False)
    assert lanes_of([i for i, flag in enumerate(flags) if flag], len(flags)).tolist() == lanes.tolist()


@pytest.mark.slow
def test_a_hundred_thousand_are_screened_as_a_few_of_them_are_alone() -> None:
    world, queries, goals = crowd_in(7, 100)
    few = people_of(world, queries)
    times = 1_000
    many = People(
        count=100 * times,
        as_of=few.as_of,
        held={name: to_lanes(np.tile(to_flags(lanes, 100), times)) for name, lanes in few.held.items()},
        attributes={n: Column(np.tile(c.numbers, times), np.tile(c.known, times), c.values) for n, c in few.attributes.items()},
    )
    found = screen_people(crowd_of(world, goals), many, workers=2)
    alone = [screen(world, query, goals) for query in queries]
    assert all(found.reach(goal) == [one[goal] for one in alone] * times for goal in goals)


def test_a_paper_held_that_no_world_knows_counts_for_nothing() -> None:
    world = world_of(way("w", None, "document:a"))
    people = people_of(world, [ask("document:a", Holding(fact="document:elsewhere"))])
    assert screen_people(crowd_of(world, {"a": Fact("document:a")}), people).reach("a") == ["yes"]

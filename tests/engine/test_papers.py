"""What each single paper is worth, for one person and for many."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from rumbo.engine.conditions import Fact
from rumbo.engine.crowd import crowd_of
from rumbo.engine.model import Holding
from rumbo.engine.papers import count_opened, worth_of_papers
from rumbo.engine.people import people_of
from rumbo.engine.population import screen_people
from rumbo.engine.reach import screen

from .crowds import crowd_in, typed_crowd_in
from .small import ask, way, world_of


def test_a_paper_is_worth_the_goals_that_it_alone_opens() -> None:
    world = world_of(way("w", "document:a", "document:b"), way("v", ["document:b", "document:c"], "document:d"))
    crowd = crowd_of(world, {"b": Fact("document:b"), "d": Fact("document:d")})
    worth = {one.paper: one.goals for one in worth_of_papers(crowd, ask("document:b", "document:c"))}
    assert worth == {
        "document:a": (("b", "no", "yes"), ("d", "no", "yes")),
        "document:b": (("b", "no", "yes"), ("d", "no", "yes")),
        "document:d": (("d", "no", "yes"),),
    }


@settings(max_examples=80)
@given(st.integers(0, 999_999), st.booleans())
def test_a_paper_is_worth_what_screening_with_it_says(seed: int, typed: bool) -> None:
    world, (query,), goals = (typed_crowd_in if typed else crowd_in)(seed, 1)
    before = screen(world, query, goals)
    worth = {one.paper: one.goals for one in worth_of_papers(crowd_of(world, goals), query)}
    for paper in world.papers:
        others = tuple(holding for holding in query.held if holding.fact != paper)
        after = screen(world, dataclasses.replace(query, held=(*others, Holding(fact=paper))), goals)
        nearer = tuple((goal, before[goal], after[goal]) for goal in goals if RANK[after[goal]] > RANK[before[goal]])
        assert worth.get(paper, ()) == nearer


RANK = {"no": 0, "unknown": 1, "yes": 2}


@settings(max_examples=60)
@given(st.integers(0, 999_999))
def test_how_many_a_paper_would_help_is_counted_as_for_each_alone(seed: int) -> None:
    world, queries, goals = crowd_in(seed, 70)
    crowd, people, limits = crowd_of(world, goals), people_of(world, queries), queries[0].limits
    opened = count_opened(crowd, people, screen_people(crowd, people, limits=limits), world.papers, limits=limits)
    alone = [{one.paper: {goal: after for goal, _, after in one.goals} for one in worth_of_papers(crowd, query)} for query in queries]
    for row, paper in enumerate(world.papers):
        assert opened[row].tolist() == [sum(one.get(paper, {}).get(goal) == "yes" for one in alone) for goal in goals]

"""Places of ways taken in turn: how many take them, who is turned away, and that nobody takes one for nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.assign import draw_lottery
from rumbo.engine.turns import Choice, Served, Turns, Ways

WAYS = ("a", "b", "c")
NO_PLAN = Choice((99,), frozenset())


@dataclass(frozen=True)
class Town:
    """People by the kinds they are of, the plans open to each kind, and the places of ways."""

    kinds: tuple[tuple[Choice, ...], ...]
    people: tuple[int, ...]
    places: dict[str, int]

    def best(self, kind: int, without: Ways) -> Choice:
        open_to_them = [plan for plan in self.kinds[kind] if plan.takes.isdisjoint(without)]
        return min([*open_to_them, NO_PLAN], key=lambda plan: plan.values)

    def serve(self, *, seed: str = "s") -> tuple[Turns, dict[int, Served]]:
        """Everybody in the order of the lottery, by their number."""
        turns = Turns(self.places, self.best)
        numbers = draw_lottery(seed, [str(n) for n in range(len(self.people))])
        order = sorted(range(len(self.people)), key=lambda n: numbers[n])
        return turns, {n: turns.serve(self.people[n]) for n in order}


plans = st.builds(Choice, st.tuples(st.integers(0, 4)), st.sets(st.sampled_from(WAYS)).map(frozenset))


@st.composite
def towns(draw: st.DrawFn) -> Town:
    kinds = draw(st.lists(st.lists(plans, max_size=5).map(tuple), min_size=1, max_size=4).map(tuple))
    people = draw(st.lists(st.integers(0, len(kinds) - 1), max_size=12).map(tuple))
    return Town(kinds, people, draw(st.dictionaries(st.sampled_from(WAYS), st.integers(0, 6), min_size=len(WAYS))))


@given(towns())
def test_a_way_is_never_taken_by_more_people_than_it_has_places(town: Town) -> None:
    turns, served = town.serve()
    taken = Counter(way for one in served.values() for way in one.choice.takes)
    assert dict(turns.used) == taken
    assert all(taken[way] <= places for way, places in town.places.items())


@given(towns())
def test_everybody_gets_the_best_of_what_is_left_at_their_turn_and_is_turned_away_only_by_what_is_not(town: Town) -> None:
    left = Counter(town.places)
    for n, one in town.serve()[1].items():
        full = frozenset(way for way in WAYS if not left[way])
        assert one.choice.values == town.best(town.people[n], full).values
        assert one.missed <= full
        assert bool(one.missed) == (town.best(town.people[n], frozenset()).values < one.choice.values)
        left.subtract(one.choice.takes)


@given(towns())
def test_nobody_takes_a_place_whom_something_else_that_takes_less_serves_as_well(town: Town) -> None:
    left = Counter(town.places)
    for n, one in town.serve()[1].items():
        full = frozenset(way for way in WAYS if not left[way])
        as_good = [plan for plan in town.kinds[town.people[n]] if plan.values <= one.choice.values and plan.takes.isdisjoint(full)]
        assert not any(plan.takes < one.choice.takes for plan in as_good)
        left.subtract(one.choice.takes)


@given(towns())
def test_with_places_for_all_it_is_as_if_nothing_had_been_counted(town: Town) -> None:
    plenty = Town(town.kinds, town.people, dict.fromkeys(WAYS, len(town.people)))
    turns, served = plenty.serve()
    assert turns.turned_away == 0
    assert all(one.choice.values == town.best(town.people[n], frozenset()).values for n, one in served.items())


@given(towns(), st.text(st.characters(categories=("L", "N")), max_size=8))
def test_the_same_seed_serves_everybody_alike_again(town: Town, seed: str) -> None:
    assert town.serve(seed=seed)[1] == town.serve(seed=seed)[1]


def test_without_places_nobody_takes_a_way_and_all_who_would_are_turned_away() -> None:
    town = Town(((Choice((1,), frozenset("a")), Choice((2,), frozenset())), (Choice((0,), frozenset()),)), (0, 0, 1), {"a": 0})
    turns, served = town.serve()
    assert (turns.used["a"], turns.missed["a"], turns.turned_away) == (0, 2, 2)
    assert [served[n].choice.values for n in range(3)] == [(2,), (2,), (0,)]


def test_who_finds_one_way_full_takes_another_one_while_it_has_places() -> None:
    either = (Choice((1,), frozenset("a")), Choice((1,), frozenset("b")))
    turns, served = Town((either,), (0, 0, 0), {"a": 1, "b": 1}).serve()
    assert sorted(one.choice.values for one in served.values()) == [(1,), (1,), NO_PLAN.values]
    assert (turns.used["a"], turns.used["b"], turns.turned_away) == (1, 1, 1)


def test_what_is_best_for_a_kind_of_people_is_worked_out_once_for_each_set_of_full_ways() -> None:
    asked: Counter[Ways] = Counter()

    def best(_: int, without: Ways) -> Choice:
        asked[without] += 1
        return Choice((2,), frozenset()) if "a" in without else Choice((1,), frozenset("a"))

    turns = Turns({"a": 50, "b": 0}, best)
    for _ in range(85):
        turns.serve(0)
    assert turns.used["a"] == 50
    assert max(asked.values()) <= 3

"""Acts that wait for each other, by hand: what a link says, how far moments are lifted and lowered, and how much work that is."""

from __future__ import annotations

import dataclasses

import pytest

from rumbo.engine import dating
from rumbo.engine.clock import Clock
from rumbo.engine.dating import Act, Clash, Dating, Link, Option, SearchCut, Solution
from rumbo.engine.openings import NEVER, Opening, Wait

FIRST, LAST = 1_000, 1_100
CLOCK = Clock()


def act(days: int = 0, *spans: tuple[int, int]) -> Act:
    """Something done on any of the days of ``spans``, and ready ``days`` later."""
    return Act(Opening(CLOCK, spans or ((FIRST, LAST),)), Wait(days, FIRST))


def system(acts: list[Act], *links: Link, choices: tuple[tuple[Option, ...], ...] = ()) -> Dating:
    return Dating(tuple(acts), links, choices, CLOCK.moment(FIRST))


def days(solution: Solution | Clash) -> list[int]:
    """The days of a solution, counted from the first."""
    assert isinstance(solution, Solution)
    return [CLOCK.day(low) - FIRST for low in solution.lows]


def noon(day: int) -> int:
    return CLOCK.moment(FIRST + day, 720)


@pytest.mark.parametrize(("link", "moment", "least", "most"), [
    (Link("after", 1, 0), noon(5), CLOCK.moment(FIRST + 5), CLOCK.last(FIRST + 2)),
    (Link("not-before", 1, 0), noon(5), noon(2), noon(5)),
    (Link("within", 1, 0, n=2), noon(5), CLOCK.moment(FIRST), CLOCK.last(FIRST + 7)),
])  # fmt: skip
def test_a_link_tells_how_early_and_how_late_one_act_can_be_by_the_moment_of_the_other(
    link: Link, moment: int, least: int, most: int
) -> None:
    found = system([act(3), act()], link)
    assert found.at_least(link, (noon(2), moment)) == least
    assert found.at_most(link, (noon(2), moment)) == most
    lifted = [noon(2), moment]
    lifted[link.lifted] = least
    assert found.holds(link, lifted)
    lifted[link.lifted] = least - 1
    assert not found.holds(link, lifted)


def test_a_last_moment_may_be_met_and_not_be_missed() -> None:
    until = Link("until", 0, n=noon(2))
    found = system([act()], until)
    assert found.holds(until, (noon(2),))
    assert not found.holds(until, (noon(2) + 1,))
    assert found.at_most(until, (noon(9),)) == noon(2)


def test_what_has_no_wait_can_be_used_at_once_and_what_has_one_from_the_morning_of_its_day() -> None:
    east, west = Act(Opening(Clock("America/New_York"), ((FIRST, LAST),)), Wait(1, FIRST)), act()
    assert act(0).ready(noon(2), west) == noon(2)
    assert act(1).ready(noon(2), west) == CLOCK.moment(FIRST + 3)
    assert act(1).ready(noon(2), east) == Clock("America/New_York").moment(FIRST + 3)
    assert east.ready(noon(2), west) == Clock("America/New_York").moment(FIRST + 3)
    assert act(100_000).ready(noon(2), west) == NEVER
    assert act(3).latest(noon(5), west) == CLOCK.last(FIRST + 2)
    assert act(0).latest(noon(5), west) == noon(5)


def test_an_act_that_can_be_done_at_the_very_last_moment_is() -> None:
    evening = CLOCK.last(FIRST)
    found = dataclasses.replace(system([act(), act()], Link("not-before", 1, 0), Link("until", 1, n=evening)), first=evening)
    assert isinstance(found.solve(), Solution)
    assert isinstance(dataclasses.replace(found, first=evening + 1).solve(), Clash)


def test_the_earliest_of_several_last_moments_counts() -> None:
    late, early = Link("until", 1, n=noon(5)), Link("until", 1, n=noon(2))
    for links in ((late, early), (early, late)):
        clash = system([act(3), act()], Link("after", 1, 0), *links).solve()
        assert isinstance(clash, Clash)
        assert isinstance(system([act(3), act()], Link("after", 1, 0), late, Link("until", 0, n=noon(2))).solve(), Solution)


def test_a_clash_is_about_what_led_to_it_and_nothing_else() -> None:
    led, aside, cap = Link("after", 1, 0, rule=1), Link("after", 2, 0, rule=2), Link("until", 1, n=noon(2), rule=3)
    clash = system([act(3), act(), act(), act()], led, aside, cap, Link("until", 2, n=noon(9), rule=4), Link("not-before", 3, 2)).solve()
    assert clash == Clash(frozenset({led, cap}), frozenset({0, 1}))


def test_acts_that_wait_for_each_other_in_a_circle_fit_nowhere() -> None:
    assert system([act(), act()], Link("after", 1, 0), Link("not-before", 0, 1)).solve() == Clash()
    assert isinstance(system([act(), act()], Link("after", 1, 0), Link("within", 1, 0, n=2)).solve(), Solution)


def test_moments_are_lowered_as_far_as_links_ask_and_no_further() -> None:
    links = (Link("after", 1, 0), Link("not-before", 2, 1), Link("until", 1, n=noon(8)))
    found = system([act(3), act(), act()], *links)
    assert [CLOCK.day(high) - FIRST for high in found.greatest(links, (noon(20),) * 3)] == [5, 8, 20]
    with pytest.raises(ValueError, match="no moments fit"):
        found.greatest(links, (noon(20), noon(2), noon(20)))


def chase(papers: int) -> Dating:
    """Papers of three days that are asked for one by one and all used at last, long after: each has to be asked for again and again."""
    last = papers + 1
    acts = [*(act(1) for _ in range(papers)), act(60), act()]
    links = [Link("after", last, papers)]
    for paper in range(papers):
        links += [Link("after", last, paper), Link("within", last, paper, n=3)]
        links += [Link("after", paper, paper - 1), Link("within", paper, paper - 1, n=2)] if paper else []
    return system(acts, *links)


def asked(found: Dating, monkeypatch: pytest.MonkeyPatch) -> tuple[Solution | Clash, int]:
    """What a system comes to, and how often a link was asked how early an act can be."""
    times = [0]
    plain = Dating.at_least

    def counted(self: Dating, link: Link, moments: list[int]) -> int:
        times[0] += 1
        return plain(self, link, moments)

    monkeypatch.setattr(Dating, "at_least", counted)
    return found.solve(), times[0]


def test_papers_that_run_out_are_asked_for_as_late_as_they_have_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    solution, times = asked(chase(3), monkeypatch)
    assert days(solution) == [56, 57, 58, 0, 60]
    assert times <= 22


def test_a_paper_and_what_waits_for_it_go_round_by_themselves_and_not_with_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper of five days takes ten: whoever has it has lost it. Found out day by day, this asks two links and not all twenty a day."""
    others = [act() for _ in range(20)]
    acts = [*others, act(2), act(5), act()]
    aside = [Link("not-before", n + 1, n) for n in range(19)]
    links = [*aside, Link("after", 21, 20), Link("after", 22, 21), Link("within", 22, 20, n=3)]
    clash, times = asked(system(acts, *links), monkeypatch)
    assert isinstance(clash, Clash)
    assert times <= 162


def test_of_several_options_the_one_that_reaches_the_goal_first_is_chosen_and_the_search_is_as_short_as_it_has_been_found_to_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    acts = [*(act(days) for days in (9, 4, 7, 2)), act(), act()]
    goal = Link("after", 5, 4)
    choices = (((Link("after", 4, 0),), (Link("after", 4, 1),)), ((Link("after", 5, 2), goal), (Link("after", 5, 3), goal)))
    found = system(acts, choices=choices)
    assert days(found.solve()) == [0, 0, 0, 0, 4, 4]
    for most, proven in ((4, False), (8, True)):
        monkeypatch.setattr(dating, "MOST_NODES", most)
        solution = found.solve()
        assert isinstance(solution, Solution)
        assert solution.proven == proven
    monkeypatch.setattr(dating, "MOST_NODES", 3)
    with pytest.raises(SearchCut):
        found.solve()


def test_an_option_is_taken_as_it_is_where_it_holds_already_and_breaks_no_order() -> None:
    back, on = (Link("not-before", 0, 1),), (Link("not-before", 1, 0),)
    found = system([act(), act(), act()], Link("after", 1, 0), choices=((back, on),))
    solution = found.solve()
    assert isinstance(solution, Solution)
    assert solution.links == (Link("after", 1, 0), *on)


def test_clashes_of_all_options_are_told_together() -> None:
    caps = (Link("until", 2, n=noon(1), rule=1), Link("until", 2, n=noon(2), rule=2))
    found = system(
        [act(5), act(6), act(), act()], choices=(((Link("after", 2, 0, rule=3), caps[0]), (Link("after", 2, 1, rule=4), caps[1])),)
    )
    clash = found.solve()
    assert isinstance(clash, Clash)
    assert {link.rule for link in clash.links} == {1, 2, 3, 4}
    assert clash.acts == {0, 1, 2}

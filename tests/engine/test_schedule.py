"""Dates: days of offices, places, papers that run out, deadlines, and what is said where no dates fit."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rumbo.engine.model import AttributeSpec, Calendar, Cost, Duration, FactSpec, Holding, Limits, OpenHours, Place, Plan, Query
from rumbo.engine.planner import plan_goal
from rumbo.engine.schedule import DatedStep, Schedule, schedule_plan
from rumbo.engine.world import World

from .small import TODAY, ask, crossing, way, word, world_of

A, B, C, GOAL = "document:a", "document:b", "document:c", "status:goal"
DAY = dt.timedelta(1)
MONDAY = TODAY + 3 * DAY  # a holiday in Mexico; TODAY is a Friday
MX = Calendar(name="mx", closed=frozenset({MONDAY}), until=dt.date(2027, 12, 31))
US = Calendar(name="us")
PLACES = (Place(side="mx", calendar="mx", zone="America/Tijuana"), Place(side="us", calendar="us", zone="America/Los_Angeles"))
SIDE = word("side", "mx", "us")
HERE: dict[str, Any] = {"know": {"side": "mx"}}


def here(name: str, requires: object, *grants: str, **more: Any) -> Any:
    """A way done in person in Mexico."""
    return way(name, requires, *grants, side="mx", in_person=True, **more)


def there(name: str, requires: object, *grants: str, **more: Any) -> Any:
    """A way done in person in the United States."""
    return way(name, requires, *grants, side="us", in_person=True, **more)


def border(*ways: Any, **more: Any) -> World:
    """A world with both sides, and ways to cross both ways."""
    more.setdefault("attributes", (SIDE,))
    return world_of(
        *ways, crossing("north", None, "mx", "us"), crossing("south", None, "us", "mx"), places=PLACES, calendars=(MX, US), **more
    )  # fmt: skip


def dates(world: World, query: Query, **more: Any) -> Schedule:
    """The schedule of the plan for a question."""
    plan = plan_goal(world, query).plan
    assert plan is not None
    return schedule_plan(world, query, plan, **more)


def step_of(schedule: Schedule, name: str) -> DatedStep:
    """A step of a schedule by its way."""
    return next(step for step in schedule.steps if step.way == name)


def test_a_window_is_visited_on_a_day_it_is_open() -> None:
    world = border(here("w", None, GOAL))
    assert dates(world, ask(GOAL, **HERE, as_of=TODAY), start=TODAY + DAY).finish == TODAY + 4 * DAY
    assert dates(border(there("w", None, GOAL)), ask(GOAL, know={"side": "us"}), start=TODAY + DAY).finish == MONDAY


def test_why_a_step_is_held_up_is_said() -> None:
    late = ((TODAY, TODAY), (TODAY + 30 * DAY, TODAY + 60 * DAY))
    world = border(here("first", None, A, days=1), here("then", A, GOAL, seasons=late))
    schedule = dates(world, ask(GOAL, **HERE), start=TODAY + DAY)
    assert (step_of(schedule, "first").held_up, step_of(schedule, "then").held_up) == ("closed", "season")
    assert step_of(schedule, "then").waits_for == ("first",)


def test_what_is_done_from_afar_and_crossing_need_no_open_window() -> None:
    world = border(way("online", None, A, side="mx"), there("there", A, GOAL))
    schedule = dates(world, ask(GOAL, **HERE), start=TODAY + DAY)
    assert step_of(schedule, "online").on == TODAY + DAY
    assert step_of(schedule, "north").earliest == TODAY + DAY


def test_a_crossing_comes_no_sooner_than_what_is_to_be_done_on_the_other_side() -> None:
    world = border(way("paper", None, A, side="mx", days=20), there("there", A, GOAL))
    schedule = dates(world, ask(GOAL, **HERE))
    north = step_of(schedule, "north")
    assert (north.earliest, north.on, north.latest) == (TODAY, schedule.finish, schedule.finish)


def test_both_sides_fit_on_one_day_with_a_crossing_between_them() -> None:
    world = border(here("here", None, A), there("there", A, GOAL))
    assert {step.on for step in dates(world, ask(GOAL, **HERE)).steps} == {TODAY}


def test_both_sides_do_not_fit_on_one_day_where_windows_open_in_the_wrong_order() -> None:
    late = OpenHours(days=frozenset(range(7)), opens=14 * 60, closes=16 * 60)
    early = OpenHours(days=frozenset(range(7)), opens=9 * 60, closes=12 * 60)
    world = border(here("here", None, A, hours=(late,)), there("there", A, GOAL, hours=(early,)))
    schedule = dates(world, ask(GOAL, **HERE))
    assert [step_of(schedule, name).on for name in ("here", "there")] == [TODAY, TODAY + DAY]
    assert step_of(schedule, "here").hours == ((14 * 60, 16 * 60),)


def test_hours_that_are_not_known_are_not_invented() -> None:
    assert dates(border(here("w", None, GOAL)), ask(GOAL, **HERE)).steps[0].hours is None


def test_a_window_with_hours_on_a_saturday_is_open_on_it_but_for_holidays() -> None:
    daily = OpenHours(days=frozenset(range(7)), opens=9 * 60, closes=12 * 60)
    world = border(here("w", None, GOAL, hours=(daily,)))
    assert dates(world, ask(GOAL, **HERE), start=TODAY + DAY).finish == TODAY + DAY
    assert dates(world, ask(GOAL, **HERE), start=MONDAY).finish == MONDAY + DAY


def test_steps_beside_each_other_have_slack_but_for_the_longest() -> None:
    world = border(way("slow", None, A, days=10), way("quick", None, B, days=4), way("end", [A, B], GOAL))
    schedule = dates(world, ask(GOAL, **HERE))
    assert {step.way: step.slack for step in schedule.steps} == {"slow": 0, "quick": 6, "end": 0}
    assert step_of(schedule, "end").waits_for == ("slow",)


def test_what_is_done_in_one_visit_is_on_one_day_where_that_delays_nothing() -> None:
    copy, slow = here("copy", None, A, visit_group="window"), way("slow", None, B, days=5)
    together = border(copy, slow, here("stamp", B, C, visit_group="window"), way("end", [A, C], GOAL))
    assert {step.on for step in dates(together, ask(GOAL, **HERE)).steps if step.way in {"copy", "stamp"}} == {TODAY + 5 * DAY}
    needed = border(copy, way("slow", A, B, days=5), here("stamp", B, C, visit_group="window"), way("end", [A, C], GOAL))
    assert step_of(dates(needed, ask(GOAL, **HERE)), "copy").on == TODAY


def test_longest_waits_are_told_beside_typical_ones() -> None:
    world = border(way("w", None, GOAL, duration=Duration(min=1, typical=5, max=30)))
    schedule = dates(world, ask(GOAL, **HERE), arrive_by=TODAY + 10 * DAY)
    assert (schedule.finish, schedule.longest) == (TODAY + 5 * DAY, TODAY + 30 * DAY)


@pytest.mark.parametrize(("expires", "status"), [(9, "blocked"), (10, "dated")])
def test_a_paper_that_is_held_must_be_valid_on_the_day_it_is_used(expires: int, status: str) -> None:
    world = border(way("slow", None, B, days=10), way("end", [A, B], GOAL))
    schedule = dates(world, ask(GOAL, Holding(fact=A, expires=TODAY + expires * DAY), **HERE))
    assert schedule.status == status
    assert [(rule.code, rule.step, rule.fact) for rule in schedule.blocks] == ([("paper-expires", "end", A)] if status == "blocked" else [])


def test_of_two_papers_the_one_that_is_still_valid_is_used() -> None:
    world = border(way("slow", None, B, days=10), way("end", [C, B], GOAL), facts=(FactSpec(name=A, implies=(C,)),), more=(C,))
    held = (Holding(fact=A, expires=TODAY + DAY), Holding(fact=C, expires=TODAY + 20 * DAY))
    assert dates(world, ask(GOAL, *held, **HERE)).finish == TODAY + 10 * DAY


def test_a_paper_is_asked_for_so_late_that_it_is_still_valid_when_it_is_used() -> None:
    world = border(way("short", None, A, grant_days=((A, 3),)), way("slow", None, B, days=10), way("end", [A, B], GOAL))
    short = step_of(dates(world, ask(GOAL, **HERE)), "short")
    assert (short.on, short.latest, short.held_up) == (TODAY + 7 * DAY, TODAY + 10 * DAY, "paper")
    assert short.last_days == ((A, TODAY + 10 * DAY),)


def test_a_copy_that_may_not_be_old_is_asked_for_late() -> None:
    world = border(way("copy", None, A), way("slow", None, B, days=100), way("end", [A, B], GOAL, fresh_days=((A, 90),)))
    assert step_of(dates(world, ask(GOAL, **HERE)), "copy").on == TODAY + 10 * DAY


def test_a_copy_that_is_too_old_by_then_blocks_and_one_without_a_date_is_told() -> None:
    world = border(way("slow", None, B, days=10), way("end", [A, B], GOAL, fresh_days=((A, 90),)))
    old = dates(world, ask(GOAL, Holding(fact=A, issued=TODAY - 81 * DAY), **HERE))
    assert [(rule.code, rule.day) for rule in old.blocks] == [("paper-too-old", TODAY + 9 * DAY)]
    assert dates(world, ask(GOAL, Holding(fact=A, issued=TODAY - 80 * DAY), **HERE)).status == "dated"
    assert dates(world, ask(GOAL, A, **HERE)).ages_unknown == (("end", A),)


def test_two_papers_that_cannot_be_valid_together_block_together() -> None:
    world = border(
        way("short", None, A, grant_days=((A, 3),)), way("slow", A, B, days=10), way("end", [A, B], GOAL),
    )  # fmt: skip
    (rule,) = dates(world, ask(GOAL, **HERE)).blocks
    assert (rule.code, rule.step, rule.giver, rule.days) == ("paper-runs-out", "end", "short", 3)


def test_many_papers_that_run_out_before_the_last_one_comes_name_one_reason() -> None:
    papers = [f"document:f{n:02}" for n in range(12)]
    chain = [way(f"w{n:02}", papers[:n] or None, paper, days=2, grant_days=((paper, 5 + n),)) for n, paper in enumerate(papers)]
    (rule,) = dates(border(*chain, way("end", papers, GOAL)), ask(GOAL, **HERE)).blocks
    assert rule.code == "paper-runs-out"


@pytest.mark.parametrize(("days", "status"), [(3, "blocked"), (4, "dated")])
def test_a_deadline_counts_days_that_offices_are_closed(days: int, status: str) -> None:
    world = border(way("online", None, A, days=1), here("window", A, GOAL))
    query = ask(GOAL, **HERE)
    assert dates(world, query, arrive_by=TODAY + days * DAY).status == status
    limited = dates(world, ask(GOAL, **HERE, limits=Limits(days=days)))
    assert (limited.status, [rule.code for rule in limited.blocks]) == (status, ["limit-days"] if status == "blocked" else [])


def test_a_deadline_before_the_start_blocks_also_where_there_is_nothing_to_do() -> None:
    world = border(way("w", None, GOAL))
    past = dates(world, ask(GOAL, **HERE), start=TODAY + 5 * DAY, arrive_by=TODAY + 4 * DAY)
    assert ([rule.code for rule in past.blocks], past.beyond) == (["arrive-by"], TODAY + 5 * DAY)
    nothing = schedule_plan(world, ask(GOAL, GOAL, **HERE), Plan(steps=(), cost=plan_goal(world, ask(GOAL, GOAL)).plan.cost))  # type: ignore[union-attr]
    assert (nothing.status, nothing.finish, nothing.steps) == ("dated", TODAY, ())


@pytest.mark.parametrize(("days", "status"), [(4, "blocked"), (5, "dated")])
def test_who_has_it_all_must_still_be_there_before_the_deadline(days: int, status: str) -> None:
    query, plan = ask(GOAL, GOAL, **HERE), Plan(steps=(), cost=Cost())
    schedule = schedule_plan(border(way("w", None, GOAL)), query, plan, start=TODAY + 5 * DAY, arrive_by=TODAY + days * DAY)
    assert (schedule.status, [rule.code for rule in schedule.blocks]) == (status, ["arrive-by"] if status == "blocked" else [])


def test_who_starts_after_the_last_season_is_told_when_it_ended() -> None:
    world = border(way("w", None, GOAL, seasons=((TODAY, TODAY + 10 * DAY),)))
    late = dates(world, ask(GOAL, **HERE), start=TODAY + 11 * DAY)
    assert [(rule.code, rule.step, rule.day) for rule in late.blocks] == [("season", "w", TODAY + 10 * DAY)]


def test_a_rule_that_ends_before_its_turn_comes_blocks() -> None:
    world = border(way("slow", None, A, days=10), way("w", A, GOAL, valid_to=TODAY + 9 * DAY))
    assert [(rule.code, rule.day) for rule in dates(world, ask(GOAL, **HERE)).blocks] == [("ended", TODAY + 9 * DAY)]


def test_an_age_that_is_passed_while_waiting_blocks() -> None:
    born = AttributeSpec(name="birth_date", kind="date")
    world = border(
        way("slow", None, A, days=10), way("w", [A, {"attr": "birth_date", "age_under": 18}], GOAL), attributes=(SIDE, born),
    )  # fmt: skip
    eighteen = dt.date(TODAY.year - 18, TODAY.month, TODAY.day) + 10 * DAY
    young = dates(world, ask(GOAL, know={"side": "mx", "birth_date": eighteen + DAY}))
    old = dates(world, ask(GOAL, know={"side": "mx", "birth_date": eighteen}))
    assert (young.status, [(rule.code, rule.day) for rule in old.blocks]) == ("dated", [("not-met", TODAY + 9 * DAY)])


def test_a_term_in_working_days_is_a_last_day() -> None:
    came = AttributeSpec(name="entered_mx_on", kind="date")
    term = {"attr": "entered_mx_on", "working_days_since_at_most": {"n": 2, "calendar": "mx"}}
    world = border(way("w", term, GOAL), attributes=(SIDE, came))
    query = ask(GOAL, know={"side": "mx", "entered_mx_on": TODAY})
    # Friday, then a weekend and a holiday: Tuesday and Wednesday are the two days, and until Thursday begins the term is not over.
    assert dates(world, query, start=TODAY + 5 * DAY).finish == TODAY + 5 * DAY
    assert [rule.day for rule in dates(world, query, start=TODAY + 6 * DAY).blocks] == [TODAY + 5 * DAY]


def test_what_takes_a_paper_away_comes_after_its_last_use() -> None:
    world = border(
        way("slow", None, B, days=10), way("use", [A, B], C), way("swap", A, "document:d", loses=(A,)), way("end", [C, "document:d"], GOAL)
    )
    schedule = dates(world, ask(GOAL, A, **HERE))
    assert (step_of(schedule, "use").on, step_of(schedule, "swap").on) == (TODAY + 10 * DAY, TODAY + 10 * DAY)


def test_waits_that_lead_beyond_what_can_be_told_are_not_dated() -> None:
    schedule = dates(border(way("w", None, GOAL, days=10_000)), ask(GOAL, **HERE))
    assert ([rule.code for rule in schedule.blocks], schedule.longest) == (["too-far"], None)


def test_working_days_beyond_the_calendar_are_marked() -> None:
    near, far = (dates(border(here("w", None, GOAL, days=days)), ask(GOAL, **HERE)) for days in (400, 500))
    assert (near.known_until, far.known_until) == (None, MX.until)


def test_of_two_calendars_the_one_that_ends_first_is_the_last_day_known() -> None:
    sooner = Calendar(name="us", until=dt.date(2027, 6, 30))
    ways = (here("w", None, A, days=500), there("v", A, GOAL), crossing("north", None, "mx", "us"))
    world = world_of(*ways, places=PLACES, calendars=(MX, sooner), attributes=(SIDE,))
    assert dates(world, ask(GOAL, **HERE)).known_until == sooner.until


def test_nothing_is_planned_before_the_day_of_the_question() -> None:
    with pytest.raises(ValueError, match="before the day of the question"):
        dates(border(way("w", None, GOAL)), ask(GOAL, **HERE), start=TODAY - DAY)


def test_a_plan_for_another_question_is_refused() -> None:
    world = border(way("w", A, GOAL))
    plan = plan_goal(world, ask(GOAL, A, **HERE)).plan
    assert plan is not None
    with pytest.raises(ValueError, match="nothing gives document:a"):
        schedule_plan(world, ask(GOAL, **HERE), plan)


def test_a_leap_day_is_a_day_like_others() -> None:
    leap = dt.date(2028, 2, 28)
    world = border(way("w", None, A, days=1, grant_days=((A, 366),)), here("end", A, GOAL))
    schedule = dates(world, ask(GOAL, **HERE, as_of=leap))
    assert (schedule.finish, step_of(schedule, "w").last_days) == (dt.date(2028, 2, 29), ((A, dt.date(2029, 3, 1)),))


@pytest.mark.parametrize("days", [4_095, 4_096, 1_000_000, (dt.date.max - TODAY).days, (dt.date.max - TODAY).days + 1])
def test_a_deadline_beyond_all_calendars_is_none(days: int) -> None:
    world = border(here("w", None, GOAL))
    query = ask(GOAL, **HERE, limits=Limits(days=days))
    assert dates(world, query).finish == TODAY
    assert dates(world, query, arrive_by=TODAY + min(days, (dt.date.max - TODAY).days) * DAY).finish == TODAY


def test_a_paper_that_is_valid_for_ever_is_valid_when_it_is_used() -> None:
    world = border(way("slow", None, B, days=10), way("end", [A, B], GOAL))
    assert dates(world, ask(GOAL, Holding(fact=A, expires=dt.date.max), **HERE)).finish == TODAY + 10 * DAY


@pytest.mark.parametrize(("arrive", "limit", "codes"), [(4, 9, ["arrive-by"]), (9, 4, ["limit-days"]), (9, 9, []), (4, 4, ["limit-days"])])
def test_of_two_deadlines_the_earlier_one_blocks(arrive: int, limit: int, codes: list[str]) -> None:
    world = border(way("w", None, GOAL, days=5))
    plan = plan_goal(world, ask(GOAL, **HERE)).plan
    assert plan is not None
    schedule = schedule_plan(world, ask(GOAL, **HERE, limits=Limits(days=limit)), plan, arrive_by=TODAY + arrive * DAY)
    assert [rule.code for rule in schedule.blocks] == codes
    assert schedule.beyond == (TODAY + 5 * DAY if codes else None)


def test_of_two_deadlines_that_are_over_where_nothing_is_to_do_one_is_named() -> None:
    query, plan = ask(GOAL, GOAL, **HERE, limits=Limits(days=1)), Plan(steps=(), cost=Cost())
    schedule = schedule_plan(border(way("w", None, GOAL)), query, plan, start=TODAY + 5 * DAY, arrive_by=TODAY + DAY)
    assert [rule.code for rule in schedule.blocks] == ["arrive-by"]


def test_what_is_waited_for_after_the_last_step_counts_for_the_slack_of_the_others() -> None:
    world = border(way("slow", None, A, days=10), way("quick", None, B, days=4))
    assert {step.way: step.slack for step in dates(world, ask([A, B], **HERE)).steps} == {"slow": 0, "quick": 6}


def test_a_step_that_waits_for_nothing_is_said_to_wait_for_nothing_and_is_not_held_up() -> None:
    world = border(way("online", None, A, side="mx"), here("window", A, B), way("slow", None, C, days=10), way("end", [B, C], GOAL))
    schedule = dates(world, ask(GOAL, **HERE))
    assert [(step_of(schedule, name).waits_for, step_of(schedule, name).held_up) for name in ("online", "window", "slow", "end")] == [
        ((), None), ((), None), ((), None), (("slow",), None),
    ]  # fmt: skip


def test_steps_of_no_common_visit_are_each_done_as_soon_as_can_be() -> None:
    world = border(way("soon", None, A), way("later", None, B, seasons=((TODAY, TODAY), (TODAY + 5 * DAY, TODAY + 9 * DAY))))
    schedule = dates(world, ask([A, B], **HERE), start=TODAY + DAY)
    assert {step.way: step.on for step in schedule.steps} == {"soon": TODAY + DAY, "later": TODAY + 5 * DAY}


def test_nobody_goes_to_a_window_from_afar_or_to_a_port_at_its_hours() -> None:
    daily = OpenHours(days=frozenset(range(7)), opens=9 * 60, closes=12 * 60)
    world = world_of(
        way("post", None, A, side="mx", hours=(daily,)), there("there", A, GOAL, hours=(daily,)),
        crossing("north", None, "mx", "us", in_person=True, hours=(daily,)), places=PLACES, calendars=(MX, US), attributes=(SIDE,),
    )  # fmt: skip
    hours = {step.way: step.hours for step in dates(world, ask(GOAL, **HERE)).steps}
    assert hours == {"post": None, "north": None, "there": ((9 * 60, 12 * 60),)}


def test_what_is_asked_for_anew_on_the_first_day_it_may_be_and_finds_a_closed_window_is_held_up_by_the_window() -> None:
    short = here("short", None, A, grant_days=((A, 3),))
    for days, why in ((3, "closed"), (4, "paper"), (7, "paper")):
        world = border(short, way("slow", None, B, days=days), way("end", [A, B], GOAL))
        step = step_of(dates(world, ask(GOAL, **HERE), start=TODAY + DAY), "short")
        assert (step.on, step.held_up) == (TODAY + max(4, days - 2) * DAY, why)


def test_of_two_uses_of_a_paper_the_one_that_lets_it_be_least_old_holds_it_up() -> None:
    world = border(
        way("copy", None, A), way("slow", None, B, days=100), way("one", [A, B], C, fresh_days=((A, 3),)),
        way("other", [A, B], GOAL, fresh_days=((A, 99),)),
    )  # fmt: skip
    step = step_of(dates(world, ask([C, GOAL], **HERE)), "copy")
    assert (step.on, step.held_up) == (TODAY + 97 * DAY, "paper")


@pytest.mark.parametrize(("last", "then", "why"), [(4, 5, "closed"), (1, 5, "closed"), (0, 1, "closed"), (0, 2, "season")])
def test_a_window_that_is_closed_in_its_season_is_closed_and_not_out_of_season(last: int, then: int, why: str) -> None:
    seasons = ((TODAY, TODAY + last * DAY), (TODAY + then * DAY, TODAY + 9 * DAY))
    world = border(here("w", None, GOAL, seasons=seasons))
    assert step_of(dates(world, ask(GOAL, **HERE), start=TODAY + DAY), "w").held_up == why


def test_days_of_no_window_and_no_calendar_are_known_for_ever() -> None:
    remote = dates(border(way("w", None, GOAL, side="mx", days=500)), ask(GOAL, **HERE))
    across = dates(border(there("w", None, GOAL, days=500)), ask(GOAL, **HERE))
    assert (remote.known_until, across.known_until) == (None, None)


@pytest.mark.parametrize(("more", "known"), [(0, None), (1, MX.until)])
def test_days_are_known_up_to_the_last_one_of_the_calendar(more: int, known: dt.date | None) -> None:
    assert MX.until is not None
    world = border(here("w", None, GOAL, days=(MX.until - TODAY).days + more))
    assert dates(world, ask(GOAL, **HERE)).known_until == known

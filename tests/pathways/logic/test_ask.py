"""Reading a question: forms, bounds, contradictions; all problems at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.model import Holding, Household
from rumbo.pathways.logic.ask import Ask, AskError, Problem, attributes_known, facts_held, read_ask, read_pairs
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.values import read_money, value_text
from tests.pathways.logic.small_region import TODAY, compiled

SMALL = compiled()


def ask(region: CompiledRegion, **parts: Any) -> Ask:
    return read_ask(region, **{"goal": "formal-job", "as_of": TODAY, **parts})


def problems(region: CompiledRegion, **parts: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(AskError) as caught:
        ask(region, **parts)
    return [(problem.code, problem.key, problem.other) for problem in caught.value.problems]


def told(read: Callable[[], object]) -> tuple[Problem, ...]:
    """The problems that reading tells of; none when it reads. Anything but an AskError goes through."""
    try:
        read()
    except AskError as error:
        return error.problems
    return ()


def codes(region: CompiledRegion, **parts: Any) -> list[str]:
    return [code for code, _, _ in problems(region, **parts)]


def test_a_paper_is_named_with_its_dates_and_without_its_kind(region: CompiledRegion) -> None:
    read = ask(region, have=["curp-temporary@2026-06-01..2026-11-28"])
    assert read.held == (Holding(fact="document:curp-temporary", issued=dt.date(2026, 6, 1), expires=dt.date(2026, 11, 28)),)


def test_one_of_the_two_dates_is_enough(region: CompiledRegion) -> None:
    read = ask(region, have=["curp@2026-06-01", "ine@..2030-01-01"])
    assert [(held.issued, held.expires) for held in read.held] == [(dt.date(2026, 6, 1), None), (None, dt.date(2030, 1, 1))]


def test_several_papers_are_joined_by_commas(region: CompiledRegion) -> None:
    assert [held.fact for held in ask(region, have=["curp,ine, document:nss"]).held] == ["document:curp", "document:ine", "document:nss"]


def test_a_paper_may_come_as_a_mapping(region: CompiledRegion) -> None:
    read = ask(region, have=[{"fact": "document:curp", "issued": "2026-01-01"}])
    assert read.held[0].issued == dt.date(2026, 1, 1)


def test_a_slug_of_two_kinds_asks_which_one(region: CompiledRegion) -> None:
    with pytest.raises(AskError) as caught:
        ask(region, have=["student"])
    assert caught.value.problems[0].code == "ambiguous-fact"
    assert caught.value.problems[0].nearest == ("document:student", "status:student")


def test_an_unknown_paper_is_answered_with_the_three_nearest(region: CompiledRegion) -> None:
    with pytest.raises(AskError) as caught:
        ask(region, have=["crup"])
    assert caught.value.problems[0].nearest[0] == "document:curp"
    assert len(caught.value.problems[0].nearest) == 3


def test_an_unknown_goal_is_answered_with_the_nearest_by_what_people_call_it(region: CompiledRegion) -> None:
    with pytest.raises(AskError) as caught:
        ask(region, goal="la chamba")
    assert caught.value.problems[0].nearest[0] == "formal-job"


def test_an_unknown_goal_cannot_be_answered_leniently_either(region: CompiledRegion) -> None:
    with pytest.raises(AskError):
        ask(region, goal="nowhere", strict=False)


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("birth_date", "1990-02-28", dt.date(1990, 2, 28)),
        ("nationality", "MX+HN", frozenset({"MX", "HN"})),
        ("nationality", "México", frozenset({"MX"})),
        ("household", "adults:1+children:2", Household(adults=1, children=2)),
        ("household", "children:3", Household(adults=1, children=3)),
        ("witnesses", "2", 2),
        ("unaccompanied_minor", "Sí", "yes"),
    ],
)
def test_an_answer_is_read_by_the_kind_of_its_attribute(region: CompiledRegion, key: str, text: str, value: object) -> None:
    assert ask(region, know={key: text}).attributes[key] == value


def test_preferring_not_to_say_is_no_answer_and_is_not_asked_again(region: CompiledRegion) -> None:
    read = ask(region, know={"birth_date": "unknown"})
    assert "birth_date" not in read.attributes
    assert read.declined == {"birth_date"}


def test_the_side_is_said_once_as_a_place_and_once_as_an_answer(region: CompiledRegion) -> None:
    by_answer, by_place = ask(region, know={"side": "mx"}), ask(region, have=["at:mx"])
    assert by_answer.side == by_place.side == "mx"
    assert by_answer.attributes["side"] == by_place.attributes["side"] == "mx"
    assert facts_held(region, by_answer) == facts_held(region, by_place) == {"at:mx"}


def test_a_paper_that_ends_on_the_day_is_still_held_and_one_that_ended_the_day_before_is_not(region: CompiledRegion) -> None:
    read = ask(region, have=["curp@..2026-11-22", "ine@..2026-11-21"])
    assert facts_held(region, read) == {"document:curp"}


def test_a_paper_held_settles_what_it_proves(region: CompiledRegion) -> None:
    assert attributes_known(region, ask(region, have=["refuge-paper"])) == {"protection_need": "yes"}


def test_money_is_read_into_minor_units() -> None:
    assert read_money("MXN:500+USD:20.5", currencies=["MXN", "USD"], key="budget") == (("MXN", 50000), ("USD", 2050))


def test_limits_are_read(region: CompiledRegion) -> None:
    read = ask(
        region,
        limits={
            "budget": "MXN:500",
            "days": 10,
            "crossings": "0",
            "avoid": "class:enforcement+registry",
            "side": "mx",
            "without": "get-nss",
        },
    )
    assert (read.limits.budget, read.limits.days, read.limits.crossings) == ((("MXN", 50000),), 10, 0)
    assert (read.limits.avoid, read.limits.side, read.limits.without) == (("class:enforcement", "registry"), "mx", ("get-nss",))


def test_objectives_keep_their_order(region: CompiledRegion) -> None:
    assert ask(region, objective="cheapest, fastest").objective == ("cheapest", "fastest")


def test_everything_that_is_wrong_is_told_at_once(region: CompiledRegion) -> None:
    wrong = codes(
        region,
        have=["crup", "curp@tomorrow"],
        know={"colour": "red", "side": "ca", "birth_date": "31/12/1990", "witnesses": "two", "household": "me"},
        objective="prettiest",
        limits={"budget": "EUR:5", "days": "-1", "side": "fr", "avoid": "nobody", "without": "no-way", "speed": "1"},
    )
    assert sorted(wrong) == sorted(
        [
            *("unknown-fact", "not-a-date", "unknown-attribute", "unknown-value", "not-a-date", "not-a-number", "not-a-household"),
            *("unknown-objective", "unknown-currency", "not-a-number", "unknown-side", "unknown-body", "unknown-way", "unknown-limit"),
        ]
    )


@pytest.mark.parametrize(
    ("have", "know", "code", "pair"),
    [
        ([], {"birth_date": "2026-11-23"}, "born-later", ("birth_date", "as_of")),
        ([], {"birth_date": "2000-01-01", "deported_on": "1999-12-31"}, "before-birth", ("deported_on", "birth_date")),
        ([], {"birth_date": "2000-01-01", "entered_mx_on": "1999-12-31"}, "before-birth", ("entered_mx_on", "birth_date")),
        ([], {"deported_on": "2026-12-01"}, "in-the-future", ("deported_on", "as_of")),
        ([], {"birth_date": "2008-11-22", "unaccompanied_minor": "yes"}, "adult-as-minor", ("unaccompanied_minor", "birth_date")),
        (
            [],
            {"travelling_with_children": "yes", "household": "adults:2+children:0"},
            "no-children",
            ("travelling_with_children", "household"),
        ),
        (["refuge-paper"], {"protection_need": "no"}, "paper-says-otherwise", ("protection_need", "document:refuge-paper")),
        (["curp@2026-06-01..2026-05-01"], {}, "expires-before-issued", ("document:curp", "document:curp")),
        (["curp@2026-12-01"], {}, "in-the-future", ("document:curp", "as_of")),
        (["curp@1989-01-01"], {"birth_date": "1990-01-01"}, "before-birth", ("document:curp", "birth_date")),
        (["at:mx,at:us"], {}, "given-twice", ("at:mx", "at:us")),
        (["at:us"], {"side": "mx"}, "given-twice", ("side", "at:us")),
    ],
)
def test_a_contradiction_names_both_sides(
    region: CompiledRegion, have: list[str], know: dict[str, str], code: str, pair: tuple[str, str]
) -> None:
    assert problems(region, have=have, know=know) == [(code, *pair)]


def test_a_seventeen_year_old_may_be_without_company(region: CompiledRegion) -> None:
    assert ask(region, know={"birth_date": "2008-11-23", "unaccompanied_minor": "yes"}).problems == ()


def test_an_expired_paper_contradicts_nothing(region: CompiledRegion) -> None:
    assert ask(region, have=["refuge-paper@..2026-01-01"], know={"protection_need": "no"}).problems == ()


def test_read_leniently_the_rest_is_kept(region: CompiledRegion) -> None:
    read = ask(
        region,
        have=["curp", "crup"],
        know={"birth_date": "2000-01-01", "deported_on": "1999-01-01", "witnesses": "2"},
        strict=False,
    )
    assert [held.fact for held in read.held] == ["document:curp"]
    assert read.attributes == {"witnesses": 2}
    assert {problem.code for problem in read.problems} == {"unknown-fact", "before-birth"}


def test_one_answer_given_twice_is_a_contradiction_and_twice_the_same_is_not(region: CompiledRegion) -> None:
    assert codes(region, know=[("side", "mx"), ("side", "us")]) == ["given-twice"]
    assert ask(region, know=[("side", "mx"), ("side", "mx")]).side == "mx"


def test_ten_thousand_papers_are_too_many(region: CompiledRegion) -> None:
    assert codes(region, have=["curp"] * 10_000) == ["too-many"]


@pytest.mark.parametrize("sign", ["\x00", "\u202e", "\u2066", "\u200b", "\ud800"])
def test_signs_that_nobody_sees_are_refused(region: CompiledRegion, sign: str) -> None:
    assert codes(region, have=[f"cu{sign}rp"], know={"birth_date": f"1990{sign}"}) == ["forbidden-sign", "forbidden-sign"]


def test_a_value_of_more_than_two_hundred_letters_is_refused(region: CompiledRegion) -> None:
    assert codes(region, know={"nationality": "M" * 201}) == ["too-long"]


def test_the_error_itself_carries_no_answer(region: CompiledRegion) -> None:
    with pytest.raises(AskError) as caught:
        ask(region, know={"birth_date": "2030-05-06", "nationality": "Ruritania?"})
    assert "2030" not in str(caught.value)
    assert "Ruritania" not in str(caught.value)


def test_a_part_without_an_equals_sign_is_no_pair() -> None:
    with pytest.raises(AskError) as caught:
        read_pairs("side=mx,hello", field="know")
    assert [problem.code for problem in caught.value.problems] == ["not-a-pair"]


def test_every_problem_speaks_both_languages(region: CompiledRegion) -> None:
    with pytest.raises(AskError) as caught:
        ask(region, have=["crup", "student"], know={"birth_date": "2030-01-01"}, limits={"days": "x"})
    assert all(set(problem.words) == {"es", "en"} and all(problem.words.values()) for problem in caught.value.problems)


@given(
    have=st.lists(st.text()), know=st.dictionaries(st.text(), st.text()), objective=st.text(), limits=st.dictionaries(st.text(), st.text())
)
def test_arbitrary_text_never_raises_anything_but_an_ask_error(
    have: list[str], know: dict[str, str], objective: str, limits: dict[str, str]
) -> None:
    found = told(lambda: ask(SMALL, have=have, know=know, objective=objective, limits=limits))
    assert all(problem.as_json()["words"]["es"] for problem in found)


KEYS = st.sampled_from([*SMALL.attributes, "side"])
LIMIT_KEYS = st.sampled_from(["budget", "days", "crossings", "avoid", "side", "without"])


@given(know=st.dictionaries(KEYS, st.text()), limits=st.dictionaries(LIMIT_KEYS, st.text()), goal=st.text())
def test_arbitrary_values_of_known_keys_never_raise_anything_but_an_ask_error(
    know: dict[str, str], limits: dict[str, str], goal: str
) -> None:
    assert isinstance(ask(SMALL, know=know, limits=limits, strict=False), Ask)
    with pytest.raises(AskError):
        ask(SMALL, goal=f"{goal}?", know=know, strict=False)


@given(text=st.text())
def test_arbitrary_text_is_pairs_or_an_ask_error(text: str) -> None:
    found = told(lambda: read_pairs(text, field="know"))
    assert all(problem.code == "not-a-pair" for problem in found)


def test_nobody_is_no_household(region: CompiledRegion) -> None:
    assert codes(region, know={"household": "adults:0+children:0"}) == ["empty-household"]
    assert codes(region, know={"household": "adults:0"}) == ["empty-household"]  # who is not named is not there
    left = ask(region, know={"household": "adults:0+children:0", "side": "mx"}, strict=False)
    assert (dict(left.attributes), [problem.code for problem in left.problems]) == ({"side": "mx"}, ["empty-household"])


households = st.builds(Household, adults=st.integers(0, 99), children=st.integers(0, 99)).filter(lambda one: one.adults + one.children > 0)


@given(household=households, words=st.frozensets(st.sampled_from(["MX", "US", "HN"]), min_size=1))
def test_what_is_written_is_read_back(household: Household, words: frozenset[str]) -> None:
    read = ask(SMALL, know={"household": value_text(household), "nationality": value_text(words)})
    assert (read.attributes["household"], read.attributes["nationality"]) == (household, words)

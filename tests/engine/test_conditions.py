"""Reading and writing conditions."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from rumbo.engine.conditions import (
    MAX_DEPTH,
    MAX_PARTS,
    OPERATORS,
    All,
    Condition,
    ConditionError,
    Fact,
    always,
    facts_in,
    parse_condition,
    to_data,
    without_fact,
)
from rumbo.engine.conditions import Test as AttributeTest
from rumbo.engine.conditions import tests_in as attribute_tests_in

from .strategies import conditions

ROOT = Path(__file__).resolve().parents[2]

FACT = "document:curp"


@given(conditions())
def test_a_condition_written_as_data_is_read_back_the_same(condition: Condition) -> None:
    assert parse_condition(to_data(condition)) == condition


def test_a_term_in_working_days_written_as_data_is_read_back_the_same() -> None:
    data = {"attr": "entered", "working_days_since_at_most": {"n": 30, "calendar": "mx"}}
    assert to_data(parse_condition(data)) == data


@given(conditions())
def test_the_facts_and_tests_of_a_condition_are_those_of_its_parts(condition: Condition) -> None:
    whole = All((condition, Fact(FACT)))
    assert facts_in(whole) == facts_in(condition) | {FACT}
    assert attribute_tests_in(whole) == attribute_tests_in(condition)


@pytest.mark.parametrize("nothing", [None, [], {"all": []}])
def test_nothing_asked_is_always_true(nothing: object) -> None:
    assert parse_condition(nothing) == always


def test_a_bare_list_means_all_of_it() -> None:
    assert parse_condition([FACT, "document:ine"]) == parse_condition({"all": [FACT, "document:ine"]})


@pytest.mark.parametrize(("value", "word"), [(True, "yes"), (False, "no"), (2, "2"), ("renter", "renter")])
def test_a_word_may_be_written_as_yaml_reads_it(value: object, word: str) -> None:
    assert parse_condition({"attr": "home", "is": value}) == AttributeTest("home", "is", word)


def test_the_order_of_words_and_weights_does_not_matter() -> None:
    assert parse_condition({"attr": "a", "in": ["y", "x", "y"]}) == parse_condition({"attr": "a", "in": ["x", "y"]})
    one, other = {"document:a": 1, "document:b": 2}, {"document:b": 2, "document:a": 1}
    assert parse_condition({"sum": {"of": one, "at_least": 2}}) == parse_condition({"sum": {"of": other, "at_least": 2}})


WRONG: list[tuple[Any, str, str]] = [
    (3, "", "a fact name or a mapping"),
    ("curp", "", "a fact like"),
    ("Document:curp", "", "a fact like"),
    ("document:", "", "a fact like"),
    ("document:" + "x" * 121, "", "a fact like"),
    ("document:cu\u202erp", "", "a fact like"),
    ({}, "", "exactly one of"),
    ({"all": [], "any": []}, "", "exactly one of"),
    ({"every": []}, "", "one of all, any"),
    ({"all": FACT}, ".all", "a list of conditions"),
    ({"any": [FACT, 7]}, ".any[1]", "a fact name or a mapping"),
    ({"none": [{"all": [FACT, {"any": [None]}]}]}, ".none[0].all[1].any[0]", "a fact name or a mapping"),
    ([FACT, "x"], "[1]", "a fact like"),
    ({"at_least": 2}, ".at_least", "{n: number, of: [conditions]}"),
    ({"at_least": {"n": 1}}, ".at_least", "{n: number, of: [conditions]}"),
    ({"at_least": {"n": 2, "of": [FACT]}}, ".at_least.n", "at most 1"),
    ({"at_least": {"n": -1, "of": [FACT]}}, ".at_least.n", "a whole number"),
    ({"at_least": {"n": True, "of": [FACT]}}, ".at_least.n", "a whole number"),
    ({"at_least": {"n": 1, "of": ["x"]}}, ".at_least.of[0]", "a fact like"),
    ({"sum": [FACT]}, ".sum", "{of: {fact: weight}, at_least: number}"),
    ({"sum": {"of": [FACT], "at_least": 1}}, ".sum", "{of: {fact: weight}, at_least: number}"),
    ({"sum": {"of": {FACT: 1.5}, "at_least": 1}}, f".sum.of.{FACT}", "a whole number"),
    ({"sum": {"of": {FACT: 1_000_001}, "at_least": 1}}, f".sum.of.{FACT}", "a whole number"),
    ({"sum": {"of": {"x": 1}, "at_least": 1}}, ".sum.of", "a fact like"),
    ({"sum": {"of": {FACT: 1}, "at_least": "6"}}, ".sum.at_least", "a whole number"),
    ({"attr": "Home", "is": "x"}, ".attr", "the name of an attribute"),
    ({"attr": 3, "is": "x"}, ".attr", "the name of an attribute"),
    ({"attr": "home"}, "", "exactly one operator"),
    ({"attr": "home", "is": "x", "is_not": "y"}, "", "exactly one operator"),
    ({"attr": "home", "equals": "x"}, "", "exactly one operator"),
    ({"attr": "home", "is": ""}, ".is", "a word"),
    ({"attr": "home", "is": ["x"]}, ".is", "a word"),
    ({"attr": "home", "in": "x"}, ".in", "a list of words"),
    ({"attr": "home", "in": []}, ".in", "a list of words"),
    ({"attr": "home", "in": ["x", 1]}, ".in", "a list of words"),
    ({"attr": "birth_date", "age_at_least": "18"}, ".age_at_least", "a whole number"),
    ({"attr": "birth_date", "on_or_after": "20/11/2026"}, ".on_or_after", "a date like"),
    ({"attr": "birth_date", "on_or_after": "2026-02-29"}, ".on_or_after", "a date like"),
    ({"attr": "birth_date", "on_or_after": dt.date(2026, 2, 1)}, ".on_or_after", "a date like"),
    ({"attr": "entered", "working_days_since_at_most": 30}, ".working_days_since_at_most", "{n: number, calendar: name}"),
    ({"attr": "entered", "working_days_since_at_most": {"n": "x", "calendar": "mx"}}, ".working_days_since_at_most.n", "a whole number"),
]


@pytest.mark.parametrize(("data", "path", "expected"), WRONG)
def test_what_cannot_be_read_says_where_and_what_belongs_there(data: object, path: str, expected: str) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(data)
    assert caught.value.path == path
    assert caught.value.expected.startswith(expected)
    assert caught.value.expected in str(caught.value)


def nested(levels: int) -> object:
    data: object = FACT
    for _ in range(levels):
        data = {"all": [data]}
    return data


def test_a_condition_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    parse_condition(nested(MAX_DEPTH))
    with pytest.raises(ConditionError, match=f"at most {MAX_DEPTH} levels") as caught:
        parse_condition(nested(MAX_DEPTH + 1))
    assert caught.value.path == ".all[0]" * (MAX_DEPTH + 1)


def test_a_condition_of_a_hundred_thousand_levels_is_refused_and_not_a_crash() -> None:
    with pytest.raises(ConditionError, match="levels"):
        parse_condition(nested(100_000))


def test_a_list_may_be_as_long_as_the_limit_and_no_longer() -> None:
    parse_condition({"any": [FACT] * MAX_PARTS})
    with pytest.raises(ConditionError, match=f"at most {MAX_PARTS} parts") as caught:
        parse_condition({"any": [FACT] * (MAX_PARTS + 1)})
    assert caught.value.path == ".any"


def test_an_error_shows_what_was_found_but_not_all_of_it() -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition({"all": ["x" * 10_000]})
    assert len(str(caught.value)) < 200


def test_every_operator_can_be_read() -> None:
    samples: dict[str, object] = {
        "value": "x", "values": ["x"], "number": 1, "date": "2026-11-20", "window": {"n": 1, "calendar": "mx"},
    }  # fmt: skip
    for operator, kind in OPERATORS.items():
        assert isinstance(parse_condition({"attr": "a", operator: samples[kind]}), AttributeTest)


def test_a_test_that_was_pickled_in_another_process_is_still_found_in_a_mapping() -> None:
    script = 'import pickle, sys; from rumbo.engine.conditions import Test; sys.stdout.buffer.write(pickle.dumps(Test("side", "is", "mx")))'
    environment = {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"}
    sent = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True).stdout
    assert {AttributeTest("side", "is", "mx"): True}[pickle.loads(sent)]  # noqa: S301  our own bytes


@pytest.mark.parametrize(
    ("asks", "asks_then"),
    [
        ("document:a", {"all": []}),
        ({"all": ["document:a", "document:b"]}, {"all": ["document:b"]}),
        ({"any": ["document:a", "document:b"]}, {"all": []}),
        ({"any": [{"all": ["document:a", "document:c"]}, "document:b"]}, {"any": [{"all": ["document:c"]}, "document:b"]}),
        (
            {"at_least": {"n": 2, "of": ["document:a", "document:b", "document:c"]}},
            {"at_least": {"n": 1, "of": ["document:b", "document:c"]}},
        ),
        ({"sum": {"of": {"document:a": 2, "document:b": 3}, "at_least": 5}}, {"sum": {"of": {"document:b": 3}, "at_least": 3}}),
        ({"sum": {"of": {"document:a": 5, "document:b": 3}, "at_least": 5}}, {"all": []}),
        ({"none": ["document:a"]}, {"none": ["document:a"]}),
    ],
)
def test_a_rule_that_no_longer_asks_for_a_paper_is_as_if_all_held_it(asks: object, asks_then: object) -> None:
    assert without_fact(parse_condition(asks), "document:a") == parse_condition(asks_then)

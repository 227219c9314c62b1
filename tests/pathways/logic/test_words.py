"""Tests, conditions, money, days and dates in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest

from rumbo.engine.conditions import OPERATORS, parse_condition
from rumbo.engine.conditions import Test as Condition
from rumbo.pathways.logic.answer import answer, why_not
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compare import compare
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.words import (
    condition_words,
    date_words,
    days_words,
    in_language,
    joined,
    money_number,
    money_words,
    value_words,
    words_of_test,
)
from rumbo.regionfile.records import RegionRecords
from tests.acceptance.ask import region as caliba
from tests.pathways.logic.small_region import TODAY, region_data

VALUES = {"value": "MX", "values": ("MX", "US"), "number": 3, "date": dt.date(2026, 1, 31), "window": (30, "mx")}


@pytest.mark.parametrize("holds", [True, False])
@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_has_words_for_yes_and_no(region: CompiledRegion, operator: str, *, holds: bool) -> None:
    said = words_of_test(region, Condition("nationality", operator, VALUES[OPERATORS[operator]]), holds=holds)
    assert said["es"]
    assert said["en"]
    assert "{" not in said["es"] + said["en"]


@pytest.mark.parametrize("operator", OPERATORS)
def test_no_test_says_the_same_when_it_fails(region: CompiledRegion, operator: str) -> None:
    test = Condition("nationality", operator, VALUES[OPERATORS[operator]])
    assert words_of_test(region, test) != words_of_test(region, test, holds=False)


def test_an_age_is_told_as_an_age(region: CompiledRegion) -> None:
    assert words_of_test(region, Condition("birth_date", "age_at_least", 18)) == {"es": "tiene 18 años o más", "en": "is 18 or older"}
    assert words_of_test(region, Condition("birth_date", "age_at_least", 18), holds=False)["en"] == "is under 18"


def test_values_go_by_their_names(region: CompiledRegion) -> None:
    said = words_of_test(region, Condition("nationality", "has_any", ("MX", "US")))
    assert said["es"] == "responde «México o EE. UU.» a «¿De qué país es?»"


def test_a_condition_is_told_whole(region: CompiledRegion) -> None:
    condition = parse_condition({"all": ["document:curp", {"any": ["document:ine", {"attr": "birth_date", "age_under": 18}]}]})
    assert condition_words(region, condition)["en"] == "has CURP and (has Voter card or is under 18)"
    assert condition_words(region, condition, holds=False)["en"] == "does not have CURP or (does not have Voter card and is 18 or older)"


def test_none_of_is_told_as_what_must_not_be(region: CompiledRegion) -> None:
    condition = parse_condition({"none": [{"attr": "birth_date", "age_under": 18}, "document:ine"]})
    assert condition_words(region, condition)["en"] == "is 18 or older and does not have Voter card"


def in_three(data: Any) -> Any:
    """The region's data with every text in Haitian Creole too: here a mark before the Spanish one."""
    if isinstance(data, dict) and {"es", "en"} <= set(data) and isinstance(data["es"], str):
        return {**data, "more": {"ht": f"ht: {data['es']}"}}
    if isinstance(data, dict):
        return {key: in_three(value) for key, value in data.items()}
    return [in_three(value) for value in data] if isinstance(data, list) else data


def texts_in(data: Any) -> Iterator[dict[str, Any]]:
    """Every text in an answer."""
    if isinstance(data, dict) and isinstance(data.get("es"), str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts_in(value)


def test_what_the_region_says_in_a_third_language_is_in_every_answer() -> None:
    three = compile_region(RegionRecords.model_validate_json(json.dumps(in_three(region_data()))), on=TODAY)
    whole = {text["es"] for text in texts_in(region_data())}
    seen = 0
    for goal in three.goals:
        for know in ({}, {"side": "mx", "birth_date": "1985-03-05", "nationality": "MX"}, {"side": "us", "birth_date": "2015-03-05"}):
            asked = read_ask(three, goal=goal, know=know, as_of=TODAY, strict=False)
            for text in texts_in([answer(three, asked), compare(three, asked), why_not(three, asked)]):
                assert {"es", "en"} <= set(text)
                if text["es"] in whole:
                    seen += 1
                    assert text.get("ht") == f"ht: {text['es']}", text
    assert seen > 100


def test_a_single_answer_is_named_in_every_language_and_several_in_those_that_have_an_and(region: CompiledRegion) -> None:
    three = compile_region(RegionRecords.model_validate_json(json.dumps(in_three(region_data()))), on=TODAY)
    assert value_words(three, "nationality", {"MX"})["ht"] == "ht: México"
    assert set(value_words(three, "nationality", {"MX", "US"})) == {"es", "en"}
    assert set(value_words(region, "nationality", {"MX"})) == {"es", "en"}


def test_a_list_ends_with_and_or_or() -> None:
    assert joined(["a", "b", "c"], "es") == "a, b y c"
    assert joined(["a", "b"], "en", any_of=True) == "a or b"
    assert joined([], "en") == ""


def test_dates_days_and_money_are_said_as_people_say_them() -> None:
    assert date_words(dt.date(2026, 11, 22)) == {"es": "22 de noviembre de 2026", "en": "November 22, 2026"}
    assert days_words({"min": 0, "typical": 0, "max": 0})["es"] == "el mismo día"
    assert days_words({"min": 5, "typical": 10, "max": 20}, unit="working")["es"] == "unos 10 días hábiles (de 5 a 20)"
    assert money_words({"MXN": 1234.5, "USD": 0})["es"] == "MXN 1,234.50"
    assert money_words({"MXN": 0})["es"] == "gratis"


def test_nothing_is_called_free_whose_fee_is_not_known() -> None:
    assert money_words({"MXN": 0}, complete=False) == {"es": "costo sin saber: pregunte", "en": "cost not known: ask"}
    assert money_words({"MXN": 50}, complete=False)["en"] == "MXN 50, maybe more: ask"


def test_minor_units_become_whole_numbers_where_they_are_whole() -> None:
    assert [money_number(50_000, "MXN"), money_number(50_050, "MXN"), money_number(500, "JPY")] == [500, 500.5, 500]


def test_a_missing_language_falls_back_to_the_other() -> None:
    assert in_language({"es": None, "en": "paper"}, "es") == "paper"
    assert in_language(None, "es") == ""


@pytest.mark.parametrize(
    ("test", "es", "not_es"),
    [
        (Condition("sex", "is", "female"), "es mujer", "(es hombre o no es mujer ni hombre, u otra respuesta)"),
        (Condition("nationality", "has", "MX"), "tiene nacionalidad mexicana", "no tiene nacionalidad mexicana"),
        (
            Condition("deported_on", "days_since_at_most", 1),
            "llegó deportada o deportado hace 1 día o menos",
            "llegó deportada o deportado hace más de 1 día",
        ),
        (Condition("without_home", "is", "yes"), "no puede comprobar un domicilio (calle, albergue)", "puede comprobar un domicilio"),
        (Condition("lives_in", "is", "MX-BCN"), "vive en Baja California", "no vive en Baja California"),
    ],
)
def test_a_condition_is_said_of_the_person_where_the_region_has_words_for_it(test: Condition, es: str, not_es: str) -> None:
    assert words_of_test(caliba(), test)["es"] == es
    assert words_of_test(caliba(), test, holds=False)["es"] == not_es


def test_what_leaves_many_other_answers_is_said_by_the_question() -> None:
    assert "no responde" in words_of_test(caliba(), Condition("us_status_type", "is_not", "citizen"))["es"]

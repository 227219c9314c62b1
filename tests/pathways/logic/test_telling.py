"""Cards, myths, rumours and changes as they are told: in order, dated, with what is not sure said so."""

from __future__ import annotations

import datetime as dt

import pytest

from rumbo.pathways.logic import telling
from tests.pathways.logic.small_region import changed, compiled


def test_a_card_says_the_right_the_words_the_rule_and_whom_to_turn_to() -> None:
    card = telling.rights(compiled())[0]
    assert (card["number"], card["claim"]["en"]) == (1, "They may not charge you for the record.")
    assert card["say"]["es"].startswith("El acta es gratis")
    assert card["rule"] == [{"title": "A law", "date": "2021-10-18", "url": None}]
    assert card["turn_to"][0]["organization_name"] == {"es": "Casa abierta", "en": "Open house"}


def test_a_card_without_a_law_shows_none_and_one_that_is_not_sure_says_what_to_ask() -> None:
    card = telling.rights(compiled())[1]
    assert (card["rule"], card["say"], card["turn_to"]) == ([], None, [])
    assert card["unconfirmed"] == {"es": "¿Sirve este papel?", "en": "Is this paper enough?"}


def test_a_step_is_joined_to_the_cards_of_its_side_that_rest_on_the_same_source() -> None:
    assert [card["id"] for card in telling.rights_about(compiled(), "get-curp")] == ["free-record", "interpreter"]
    assert [card["id"] for card in telling.rights_about(compiled(), "get-visa")] == ["interpreter"]


def test_what_most_cards_rest_on_joins_them_to_no_step() -> None:
    many = changed(lambda data: data.update(rights=[{**data["rights"][0], "id": f"card-{number}"} for number in range(4)]))
    assert telling.rights_about(many, "get-curp") == []


def test_a_card_never_names_a_protected_place() -> None:
    told = str(telling.rights(compiled()))
    assert "Nombre que no se dice" not in told
    assert "Refugio que no se nombra" not in told
    assert "Refugio seguro" in told


def test_only_numbers_that_were_tried_lately_stand_on_a_card() -> None:
    def with_phones(data: dict) -> None:  # type: ignore[type-arg]
        house = next(body for body in data["organizations"] if body["id"] == "house")
        role = {"es": "Informes", "en": "Information"}
        house["phones"] = [
            {"number": "+526640000001", "kind": "general", "role": role, "tested_on": "2026-10-01"},
            {"number": "+526640000002", "kind": "general", "role": role, "tested_on": "2020-10-01"},
        ]

    phones = telling.rights(changed(with_phones))[0]["turn_to"][0]["phones"]
    assert [phone["number"] for phone in phones] == ["+526640000001"]


def test_a_myth_is_told_with_what_is_true_and_why_people_believe_it() -> None:
    (myth,) = telling.myths(compiled())
    assert (myth["truth"]["en"], myth["because"]["en"]) == ("No. It is free.", "It used to be charged for.")
    assert myth["source"]["title"] == "A law"


def test_rumours_and_myths_stand_together_newest_first() -> None:
    told = telling.rumours(compiled())
    assert [(item["id"], item["state"], item["date"]) for item in told] == [
        ("office-closed", "unknown", "2026-02"),
        ("record-costs", "false", "2024"),
    ]


def test_changes_are_told_newest_first_and_what_is_to_come_is_marked() -> None:
    told = telling.changes(compiled())
    assert [(item["id"], item["coming"]) for item in told] == [("to-come", True), ("record-free", False), ("old-law", False)]


@pytest.mark.parametrize(
    ("since", "found"), [("2026-10-05", 2), ("2026-10-06", 1), ("2027-01-31", 1), ("2027-02-01", 0), ("2021-10-31", 3), ("2021-11-01", 2)]
)
def test_since_counts_a_month_by_its_last_day(since: str, found: int) -> None:
    assert len(telling.changes(compiled(), since=dt.date.fromisoformat(since))) == found


def test_the_first_and_last_days_of_rules_are_changes_too() -> None:
    def with_terms(data: dict) -> None:  # type: ignore[type-arg]
        data["ways"][0] |= {"valid_from": "2026-11-01", "valid_to": "2027-06-30"}
        data["notices"][0]["valid_from"] = "2026-11-02"

    told = [(item["kind"], item["date"], item["coming"]) for item in telling.changes(changed(with_terms)) if item["kind"] != "change"]
    assert told == [("ends", "2027-06-30", True), ("begins", "2026-11-02", False), ("begins", "2026-11-01", False)]

"""What can be asked for and held, and finding it by what people call it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.base.logic.analyser import fold
from rumbo.pathways.logic import catalog
from rumbo.pathways.logic.compile import CompiledRegion
from tests.pathways.logic.small_region import compiled

SMALL = compiled()


def test_goals_are_listed_with_their_kind(region: CompiledRegion) -> None:
    assert {goal["id"]: goal["kind"] for goal in catalog.goals(region)}["bed-tonight"] == "find"


def test_documents_say_what_they_are_not(region: CompiledRegion) -> None:
    papers = {paper["id"]: paper for paper in catalog.documents(region)}
    assert papers["document:ine"]["is_not"] == {"es": "No es pasaporte.", "en": "It is no passport."}
    assert "at:mx" not in papers


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("INE", "document:ine"),
        ("credenciales de elector", "document:ine"),
        ("acta", "document:birth-certificate"),
        ("birth certificates", "document:birth-certificate"),
        ("acta de nasimiento", "document:birth-certificate"),
        ("chamba", "formal-job"),
        ("donde dormir", "bed-tonight"),
        ("D04", "document:curp"),
        ("lawyer", "lawyer"),
    ],
)
def test_search_finds_it_by_what_people_call_it(region: CompiledRegion, wanted: str, found: str) -> None:
    assert catalog.search(region, wanted, "es")[0]["id"] == found


@pytest.mark.parametrize("wanted", ["", "   ", "zzzzqqq", "Nombre que no se dice", "Migración", "¿?"])
def test_search_finds_nothing_that_is_not_there_or_may_not_be_shown(region: CompiledRegion, wanted: str) -> None:
    assert catalog.search(region, wanted, "es") == []


@given(wanted=st.text())
def test_search_takes_any_text(wanted: str) -> None:
    assert len(catalog.search(SMALL, wanted, "en")) <= 20


@given(word=st.text())
def test_the_nearest_are_three_whatever_is_typed(word: str) -> None:
    assert len(set(catalog.nearest(word, list(SMALL.facts)))) == 3


@given(word=st.text())
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)

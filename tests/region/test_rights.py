"""The region's cards, rumours and changes: sure only of what a source says, and never a help that is an authority."""

from __future__ import annotations

import pytest

from rumbo.regionfile.records import Right
from tests.region.reading import records

RIGHTS = {card.id: card for card in records().rights}
MUST_HAVE = {
    "urgent-care",
    "school-place",
    "ask-for-refuge",
    "late-is-not-too-late",
    "no-consulate",
    "it-is-free",
    "refusal-in-writing",
    "interpreter",
    "do-not-sign",
    "alone-under-18",
    "no-biometrics-for-school-or-doctor",
}


def test_the_rights_that_people_need_most_have_a_card() -> None:
    assert set(RIGHTS) >= MUST_HAVE


@pytest.mark.parametrize("card", RIGHTS.values(), ids=lambda card: card.id)
def test_what_only_the_team_knows_is_shown_as_not_confirmed(card: Right) -> None:
    if set(card.provenance.sources) == {"gk"}:
        assert card.provenance.unconfirmed is not None
        assert card.provenance.confidence != "high"
        assert card.rule == ()


@pytest.mark.parametrize("card", RIGHTS.values(), ids=lambda card: card.id)
def test_every_card_says_whom_to_turn_to(card: Right) -> None:
    assert card.turn_to


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("card", RIGHTS.values(), ids=lambda card: card.id)
def test_a_card_is_short_enough_for_half_a_page(card: Right, language: str) -> None:
    said = f"{getattr(card.claim, language)} {getattr(card.say, language) if card.say else ''}"
    assert len(said.split()) <= 75


def test_the_domain_reviews_harms_are_not_on_any_card() -> None:
    """Nobody is sent to a consulate, told that it is too late, or told to present themselves at the port."""
    said = " ".join(f"{card.claim.es} {card.refused.es} {card.say.es if card.say else ''}" for card in RIGHTS.values()).lower()
    assert "ya no puede" not in said
    assert "vaya al consulado" not in said.replace("no vaya al consulado", "")
    assert "preséntese en la garita" not in said


def test_every_myth_and_conflict_of_the_sources_stands_among_the_rumours() -> None:
    assert {rumour.id: rumour.state for rumour in records().rumours}["biometric-curp-is-compulsory"] == "unknown"
    assert {rumour.state for rumour in records().rumours} == {"true", "false", "partly", "unknown"}
    assert not {myth.id for myth in records().myths} & {rumour.id for rumour in records().rumours}


def test_what_happened_stands_among_the_changes_on_its_day() -> None:
    days = {change.id: change.date for change in records().changes}
    assert days["cbp-one-ends"] == "2025-01-20"
    assert days["no-apostille-2015"] == "2015-06-16"
    assert days["schools-enrol-any-day"] == "2026-01-21"

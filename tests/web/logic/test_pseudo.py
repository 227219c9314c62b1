"""The pseudo-language keeps what code puts into a sentence, and is longer than English."""

from __future__ import annotations

import pytest

from rumbo.web.logic.pseudo import to_pseudo


@pytest.mark.parametrize("text", ["Step %(n)s of %(all)s", "See <strong>all</strong>", "%d days", "{name} is here"])
def test_placeholders_and_markup_stay_as_they_are(text: str) -> None:
    said = to_pseudo(text)
    for kept in ("%(n)s", "%(all)s", "<strong>", "</strong>", "%d", "{name}"):
        assert (kept in said) == (kept in text)


def test_a_sentence_grows_by_a_third_and_begins_from_the_right() -> None:
    said = to_pseudo("Go on where you left off")
    assert len(said) >= 1.3 * len("Go on where you left off")
    assert said.startswith("\u202e")


def test_a_long_sentence_grows_by_words_that_break_between_lines() -> None:
    said = to_pseudo("word " * 40)
    assert len(said) >= 1.3 * 200
    assert max(map(len, said.split())) <= 16


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_said_stays_nothing(text: str) -> None:
    assert to_pseudo(text) == text

"""Text that people type: what nobody sees in it is neither read nor shown back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.base.fields import MOST_WORDS, SearchForm
from rumbo.base.logic.signs import INVISIBLE, seen


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cu\u202erp", "curp"),
        ("\u2066acta\u2069 de nacimiento", "acta de nacimiento"),
        ("asilo\x00politico", "asilo politico"),
        ("curp\u200b\ufeff\u00ad", "curp"),
        ("dos\nlineas\u2028tres", "dos lineas tres"),
        ("\ud800curp", "curp"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200ccurp\u200d", "curp"),
    ],
)
def test_words_are_read_without_what_nobody_sees(typed: str, read: str) -> None:
    form = SearchForm({"words": typed})
    assert form.is_valid()
    assert (form.cleaned_data["words"], form["words"].value()) == (read, read)


@pytest.mark.parametrize("typed", ["", " ", "\u202e", "\x00\u200b", "x" * (MOST_WORDS + 1)])
def test_nothing_to_see_and_too_much_are_no_words(typed: str) -> None:
    form = SearchForm({"words": typed})
    assert not form.is_valid()
    assert len(form["words"].value()) <= MOST_WORDS


@given(text=st.text())
def test_what_is_seen_has_no_invisible_sign_but_joiners_inside_words(text: str) -> None:
    shown = seen(text)
    assert INVISIBLE.search(shown.replace("\u200c", "").replace("\u200d", "")) is None
    assert shown == seen(shown)
    assert shown.strip("\u200c\u200d") == shown

"""The wish for a look, in a cookie that anyone may have written."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from rumbo.web.logic.display import SIZES, THEMES, Display, read_display, write_display


def test_every_wish_is_read_back_as_it_was_written() -> None:
    for theme, size in itertools.product(THEMES, SIZES):
        assert read_display(write_display(Display(theme, size))) == Display(theme, size)


@given(st.text())
def test_whatever_the_cookie_says_only_known_words_come_out(text: str) -> None:
    found = read_display(text)
    assert found.theme in THEMES
    assert found.size in SIZES

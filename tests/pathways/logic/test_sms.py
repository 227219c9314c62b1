"""Messages are never longer than a telephone sends, and together say what was to be said."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.sms import ALPHABET, EXTENSION, PART, WIDE_PART, length, limit_of, parts, to_gsm

spanish = st.text(st.sampled_from("abcdeñáéíóúüÁÉÍÓÚÑ¿?¡!., \n0123456789€[]«»“”–…"), max_size=900)


@given(spanish)
def test_spanish_always_fits_the_alphabet_and_parts_of_160(text: str) -> None:
    for part in parts(text):
        assert all(sign in ALPHABET or sign in EXTENSION for sign in part)
        assert length(part) <= PART


@given(st.text(max_size=500))
def test_no_text_makes_a_part_that_is_too_long(text: str) -> None:
    for part in parts(text):
        wide = limit_of(to_gsm(text).strip()) == WIDE_PART
        assert length(part, wide=wide) <= (WIDE_PART if wide else PART)


@given(spanish)
def test_nothing_is_lost_between_the_parts(text: str) -> None:
    bare = "".join(re.sub(r"^\(\d+/\d+\) ", "", part) for part in parts(text)) if len(parts(text)) > 1 else "".join(parts(text))
    assert re.sub(r"\s", "", bare) == re.sub(r"\s", "", to_gsm(text))


def test_parts_are_numbered_and_cut_between_words() -> None:
    cut = parts("palabra " * 60)
    assert [part.split(" ")[0] for part in cut] == ["(1/4)", "(2/4)", "(3/4)", "(4/4)"]
    assert all(set(part.split()[1:]) == {"palabra"} for part in cut)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("áíóú ÁÍÓÚ", "aiou AIOU"), ("é ñ ü Ñ É ¿ ¡ ò", "é ñ ü Ñ É ¿ ¡ ò"), ("“sí” – no…", '"si" - no...'), ("ç Ç", "c Ç"), ("a\u0301", "a")],
)
def test_accents_the_alphabet_lacks_are_left_off_and_those_it_has_stay(text: str, plain: str) -> None:
    assert to_gsm(text) == plain


def test_another_alphabet_takes_parts_of_70() -> None:
    cut = parts("Это мои шаги. " * 12)
    assert limit_of(cut[0]) == WIDE_PART
    assert max(len(part) for part in cut) <= WIDE_PART


def test_signs_of_the_extension_count_twice() -> None:
    assert len(parts("€" * 80)) == 1
    assert len(parts("€" * 81)) == 2


def test_an_empty_text_is_no_message() -> None:
    assert parts(" \n ") == ()

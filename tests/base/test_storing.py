"""Records are taken apart for tables and put together again, whatever they say."""

from __future__ import annotations

import doctest
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.base.logic import ids, storing
from rumbo.base.logic.storing import digest_of, put_together, rows_of_text, take_apart, text_of_rows
from rumbo.regionfile.records import KINDS, Record, Text
from tests.base.whole_region import whole_region

RECORDS = [record for kind in KINDS for record in getattr(whole_region(), kind)]
words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@st.composite
def texts(draw: st.DrawFn) -> Text:
    original = draw(st.sampled_from(["es", "en"]))
    said = {language: draw(st.none() | words) for language in ("es", "en")}
    more = draw(st.dictionaries(st.sampled_from(["ht", "ru", "ar"]), words, max_size=3))
    present = {language for language, one in said.items() if one} | more.keys()
    machine = draw(st.sets(st.sampled_from(sorted(present - {original}) or ["none"])))
    return Text(**said, more=more, original=original, machine=tuple(sorted(machine & present)))


@given(text=texts())
def test_a_text_comes_back_from_its_rows(text: Text) -> None:
    rows = rows_of_text(text)
    assert sum(row.origin == "original" for row in rows) == 1
    assert text_of_rows({row.language: (row.text, row.origin) for row in rows}) == text


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{type(record).__name__}-{record.id}")
def test_a_record_comes_back_from_its_parts(record: Record) -> None:
    apart = take_apart(record)
    body = json.loads(json.dumps(apart.body))
    assert put_together(type(record), body, apart.texts) == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{type(record).__name__}-{record.id}")
def test_no_word_for_people_stays_in_the_body(record: Record) -> None:
    assert "Falta la traducción" not in json.dumps(take_apart(record).body, ensure_ascii=False)


def test_a_text_is_stale_when_its_original_says_something_else() -> None:
    before = rows_of_text(Text(es="Hoy", en="Today"))[1]
    after = rows_of_text(Text(es="Mañana", en="Today"))[1]
    assert (before.language, after.language) == ("en", "en")
    assert before.source_digest != after.source_digest


def test_equal_records_have_equal_digests_and_others_do_not() -> None:
    assert digest_of(whole_region()) == digest_of(whole_region())
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1}) != digest_of({"a": 1})


def test_ids_are_as_published() -> None:
    assert str(ids.stable_id("calibaja", "service", "renapo-curp")) == "add1812d-8088-5451-b9fb-c237ae9ac5dd"


def test_examples_in_the_docs_are_true() -> None:
    for module in (ids, storing):
        assert doctest.testmod(module).failed == 0

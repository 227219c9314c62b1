"""The answers cookie: sealed, small, read only by us, and never a reason to fail."""

from __future__ import annotations

import base64
import datetime as dt

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.answers import MAX_BYTES, Answers, Dates, TooManyAnswersError, open_answers, seal_answers

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
FACTS = ("document:curp", "document:ine", "status:student")
TOLD = Answers(
    held={"document:ine": Dates(dt.date(2020, 1, 2), dt.date(2030, 1, 2)), "document:curp": Dates()},
    know={"birth_date": "1985-03-05", "side": "mx", "sex": "unknown"},
    goal="formal-job",
    objective="cheapest",
    papers_seen=True,
    left=3,
)


def test_what_was_sealed_is_what_is_opened() -> None:
    opened = open_answers(seal_answers(TOLD, now=NOW), facts=FACTS, now=NOW + dt.timedelta(hours=3))
    assert (opened.answers, opened.refused, opened.lost) == (TOLD, None, 0)


def test_the_order_of_answers_is_kept() -> None:
    assert open_answers(seal_answers(TOLD, now=NOW), facts=FACTS, now=NOW).answers.asked == ("birth_date", "side", "sex")


def test_nothing_told_can_be_read_in_the_cookie() -> None:
    sealed = seal_answers(TOLD, now=NOW)
    raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
    assert not [word for word in (b"1985", b"formal", b"curp", b"birth") if word in raw]


def test_the_same_answers_are_never_sealed_alike() -> None:
    assert seal_answers(TOLD, now=NOW) != seal_answers(TOLD, now=NOW)


@pytest.mark.parametrize("value", ["", "x", "ñ", "a b", "=" * 50, "A" * 20, "A" * 5000, "\x00", "../../etc", "null"])
def test_what_we_did_not_seal_is_a_fresh_start(value: str) -> None:
    opened = open_answers(value, facts=FACTS, now=NOW)
    assert (opened.answers, opened.refused) == (Answers(), "altered")


@given(st.integers(0, 200), st.characters(min_codepoint=45, max_codepoint=122))
def test_a_cookie_altered_in_one_sign_is_a_fresh_start(place: int, sign: str) -> None:
    sealed = seal_answers(TOLD, now=NOW)
    place %= len(sealed) - 1  # the last sign has bits that mean nothing
    altered = sealed[:place] + sign + sealed[place + 1 :]
    opened = open_answers(altered, facts=FACTS, now=NOW)
    assert opened.refused == "altered" or altered == sealed


@given(st.text(max_size=300))
def test_no_text_whatever_is_an_error(value: str) -> None:
    assert open_answers(value, facts=FACTS, now=NOW).answers == Answers()


@pytest.mark.parametrize("later", [dt.timedelta(hours=24, seconds=1), dt.timedelta(days=400), dt.timedelta(hours=-1)])
def test_a_cookie_of_another_day_is_old(later: dt.timedelta) -> None:
    assert open_answers(seal_answers(TOLD, now=NOW), facts=FACTS, now=NOW + later).refused == "old"


def test_another_servers_cookie_is_a_fresh_start() -> None:
    with override_settings(SECRET_KEY="another"):
        foreign = seal_answers(TOLD, now=NOW)
    assert open_answers(foreign, facts=FACTS, now=NOW).refused == "altered"


def test_a_region_that_lost_a_paper_keeps_the_others() -> None:
    opened = open_answers(seal_answers(TOLD, now=NOW), facts=("document:new", "document:ine"), now=NOW)
    assert (set(opened.answers.held), opened.lost) == ({"document:ine"}, 1)
    assert opened.answers.know == TOLD.know


def test_two_hundred_papers_with_dates_fit() -> None:
    held = {f"document:paper-{number}": Dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)) for number in range(200)}
    assert len(seal_answers(Answers(held=held), now=NOW)) <= MAX_BYTES


def test_more_than_a_cookie_can_carry_is_told_and_not_cut() -> None:
    with pytest.raises(TooManyAnswersError):
        seal_answers(Answers(held={f"document:paper-{number}": Dates() for number in range(400)}), now=NOW)


@pytest.mark.parametrize("day", [dt.date(1896, 1, 1), dt.date(1939, 12, 31)])
def test_a_date_before_all_papers_is_left_out(day: dt.date) -> None:
    held = {"document:ine": Dates(day, None)}
    assert open_answers(seal_answers(Answers(held=held), now=NOW), facts=FACTS, now=NOW).answers.held == {"document:ine": Dates()}

"""Dates in an answer: days, words in both languages, and what is said where none fit."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

import pytest

from rumbo.engine.dated_steps import Code, Rule
from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.date_words import day_words, rule_words
from rumbo.pathways.logic.dates import Dates, read_dates
from rumbo.pathways.logic.problems import AskError
from rumbo.regionfile.records import Hours
from tests.pathways.logic.small_region import TODAY, records

ADULT = {"side": "mx", "birth_date": "1990-01-01"}


def dated(region: CompiledRegion, goal: str = "formal-job", *, by: dt.date | None = None, have: tuple[str, ...] = (), **know: str) -> Any:
    """The answer with dates."""
    asked = read_ask(region, goal=goal, have=have, know=ADULT | know, as_of=TODAY)
    return answer(region, asked, dates=Dates(by=by))


def test_each_step_has_its_days(region: CompiledRegion) -> None:
    found = dated(region)
    schedule = found["schedule"]
    # TODAY is a Sunday. The job takes ten working days of Mexico, and the Registry is open from Monday on.
    assert [step["on"] for step in schedule["steps"]] == ["2026-11-23"] * 4
    assert [step["way"] for step in schedule["steps"]] == [step["way"] for step in found["steps"]]
    assert (schedule["status"], schedule["finish"], schedule["longest"]) == ("dated", "2026-12-07", "2026-12-21")
    assert schedule["steps"][0]["held_up"] == "closed"


def test_an_answer_has_dates_only_where_they_were_asked_for(region: CompiledRegion) -> None:
    assert "schedule" not in answer(region, read_ask(region, goal="formal-job", know=ADULT, as_of=TODAY))


@pytest.mark.parametrize("goal", ["bed-tonight", "voter-card"])
def test_what_has_no_plan_has_no_dates(region: CompiledRegion, goal: str) -> None:
    assert dated(region, goal, birth_date="2015-01-01")["schedule"] is None


def test_what_is_there_already_is_reached_today(region: CompiledRegion) -> None:
    schedule = dated(region, have=("status:formal-job",))["schedule"]
    assert (schedule["status"], schedule["finish"], schedule["steps"], schedule["notes"]) == ("dated", "2026-11-22", [], [])


def test_hours_are_told_with_the_offset_of_the_day_and_are_null_where_they_are_not_known(region: CompiledRegion) -> None:
    known = records()
    hours = (Hours(days=(0, 1, 2, 3, 4), opens="08:00", closes="14:30"),)
    services = tuple(one.model_copy(update={"hours": hours}) if one.id == "registry-window" else one for one in known.services)
    steps = dated(compile_region(known.model_copy(update={"services": services}), on=TODAY))["schedule"]["steps"]
    assert steps[0]["hours"] == [{"opens": "2026-11-23T08:00:00-08:00", "closes": "2026-11-23T14:30:00-08:00"}]
    assert (steps[3]["hours"], steps[0]["zone"]) == (None, "America/Tijuana")
    notes = dated(region)["schedule"]["notes"]
    assert [note["code"] for note in notes] == ["estimates", "hours-unknown"]


def test_a_window_that_closes_after_midnight_is_open_on_both_days() -> None:
    known = records()
    hours = (Hours(days=(0,), opens="22:00", closes="02:00"),)
    services = tuple(one.model_copy(update={"hours": hours}) if one.id == "registry-window" else one for one in known.services)
    region = compile_region(known.model_copy(update={"services": services}), on=TODAY)
    way = region.world.ways[region.world.way_index["get-curp"]]
    assert [(sorted(one.days), one.opens, one.closes) for one in way.hours] == [([0], 1320, 1440), ([1], 0, 120)]


def test_a_deadline_that_cannot_be_kept_is_told_in_both_languages_with_the_earliest_day(region: CompiledRegion) -> None:
    schedule = dated(region, by=dt.date(2026, 12, 1))["schedule"]
    assert (schedule["status"], schedule["beyond"], schedule["instead"]) == ("blocked", "2026-12-07", None)
    assert [rule["words"] for rule in schedule["blocks"]] == [
        {
            "es": "La meta no se alcanza a más tardar el 1 de diciembre de 2026.",
            "en": "The goal cannot be reached by December 1, 2026.",
        }
    ]


def test_a_paper_that_expires_too_early_is_asked_for_anew_in_the_next_plan(region: CompiledRegion) -> None:
    schedule = dated(region, have=("birth-certificate@2020-01-01..2026-11-22",))["schedule"]
    (rule,) = schedule["blocks"]
    assert (rule["code"], rule["fact"], rule["step"]) == ("paper-expires", "document:birth-certificate", "get-curp")
    assert rule["words"]["en"] == "Your paper “Birth certificate” expires on November 22, 2026, before it is used for “Step get-curp”."
    assert [step["way"] for step in schedule["instead"]["steps"]] == ["get-birth-certificate", "get-curp", "get-nss", "get-job"]
    assert schedule["instead"]["schedule"]["status"] == "dated"


@pytest.mark.parametrize(
    ("start", "by", "code"),
    [
        ("2026-11-21", None, "start-too-early"),
        (None, "2026-11-21", "by-before-start"),
        ("2026-12-02", "2026-12-01", "by-before-start"),
        ("tomorrow", None, "not-a-date"),
        (None, "2026-02-30", "not-a-date"),
        (None, "9999-12-31", "date-out-of-range"),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(start: str | None, by: str | None, code: str) -> None:
    with pytest.raises(AskError) as caught:
        read_dates(start=start, by=by, as_of=TODAY)
    (problem,) = caught.value.problems
    assert (problem.code, problem.field) == (code, "dates")
    assert all(problem.words.values())


def test_a_day_is_told_with_its_weekday() -> None:
    assert day_words(dt.date(2028, 2, 29)) == {"es": "martes 29 de febrero de 2028", "en": "Tuesday, February 29, 2028"}


def test_every_reason_and_note_has_words(region: CompiledRegion) -> None:
    for code in get_args(Code):
        rule = Rule(code=code, step="get-curp", fact="document:curp", giver="get-job", day=TODAY, days=3)
        assert all("{" not in words for words in rule_words(region, rule).values())
        assert all(rule_words(region, Rule(code=code, fact="document:curp", giver="get-job", day=TODAY, days=3)).values())

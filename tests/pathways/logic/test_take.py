"""What is made of a plan to be taken along: discreet, short, and with the days that are known."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rumbo.pathways.logic.answer import answer
from rumbo.pathways.logic.ask import read_ask
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.dates import Dates
from rumbo.pathways.logic.discreet import discretion_of
from rumbo.pathways.logic.sms import parts
from rumbo.pathways.logic.take import Sheet, calendar_of, sheet_of, short_text
from rumbo.pathways.logic.words import fact_words
from tests.pathways.logic.small_region import TODAY, changed

ADULT = {"side": "mx", "birth_date": "1985-03-05"}
GOALS = ("formal-job", "voter-card", "visa", "student", "bed-tonight")


def planned(region: CompiledRegion, goal: str, **know: str) -> dict[str, Any]:
    return answer(region, read_ask(region, goal=goal, know=ADULT | know, as_of=TODAY))


def sheet(region: CompiledRegion, goal: str, *, lang: str = "es", discreet: bool = True, **know: str) -> Sheet:
    return sheet_of(
        planned(region, goal, **know),
        lang=lang,
        discretion=discretion_of(region) if discreet else None,
        names=lambda fact: fact_words(region, fact),
    )


def said(made: Sheet) -> str:
    """Every text of a sheet."""
    items = [text for item in made.items for text in (item.title, item.where, item.how, item.bring, item.beware, item.refused, item.source)]
    papers = [paper for item in made.items for paper in (*item.papers, *item.only)]
    return "\n".join([made.title, *items, *papers, *made.notes, *(deadline.what for deadline in made.deadlines)])


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("goal", GOALS)
def test_nothing_discreet_tells(region: CompiledRegion, goal: str, lang: str) -> None:
    words = discretion_of(region)
    made = sheet(region, goal, lang=lang, can_return_to="none", entered_mx_on="2026-11-02")
    events = calendar_of(made)
    texts = [*said(made).splitlines(), *short_text(made).splitlines(), *(f"{event.title} {event.note}" for event in events)]
    assert [text for text in texts if words.tells(text)] == []


def test_a_plan_in_a_few_lines(region: CompiledRegion) -> None:
    lines = short_text(sheet(region, "formal-job")).splitlines()
    assert lines == [
        "Mis pasos, 22/11/2026.",
        "1. Paso get-birth-certificate. Registro Civil.",
        "2. Paso get-curp. Registro Civil. Lleve: Acta de nacimiento.",
        "3. Paso get-nss. Seguro Social. Lleve: CURP.",
        "4. Paso get-job. Seguro Social. Lleve: Número de Seguridad Social. 5-20 días.",
    ]
    assert all(len(part) <= 160 for part in parts("\n".join(lines)))


def test_a_step_whose_name_tells_is_an_appointment_with_a_number() -> None:
    def rename(data: dict[str, Any]) -> None:
        data["ways"][0]["name"] = {"es": "Pedir asilo", "en": "Ask for asylum"}
        data["facts"][2]["name"] = {"es": "Constancia de repatriación", "en": "Repatriation certificate"}

    region = changed(rename)
    made = sheet(region, "formal-job", lang="en")
    assert made.items[0].title == "Appointment 1"
    assert made.items[1].papers == ("another paper of your plan",)
    assert made.incomplete
    open_one = sheet(region, "formal-job", lang="en", discreet=False)
    assert (open_one.title, open_one.items[0].title) == ("Formal job", "Ask for asylum")
    assert open_one.items[1].papers == ("Repatriation certificate",)
    assert not open_one.incomplete


def test_places_to_sleep_are_named_only_for_who_asks(region: CompiledRegion) -> None:
    made = sheet(region, "bed-tonight")
    assert made.items == ()
    assert "Los lugares no se escriben" in short_text(made)
    assert "Casa abierta" in said(sheet(region, "bed-tonight", discreet=False))
    assert "Nombre que no se dice" not in said(sheet(region, "bed-tonight", discreet=False))


def test_the_calendar_has_last_days_and_typical_days_of_steps_under_plain_titles(region: CompiledRegion) -> None:
    events = calendar_of(sheet(region, "formal-job", entered_mx_on="2026-11-02"))
    assert [event.title for event in events] == ["Paso 3", "Cita 1", "Cita 2", "Cita 4", "Mejor antes de"]
    assert events[-1].day == dt.date(2026, 12, 15)


def test_no_appointment_stands_on_a_weekend(region: CompiledRegion) -> None:
    assert TODAY.weekday() == 6
    events = calendar_of(sheet(region, "formal-job"))
    assert {event.day.weekday() for event in events if event.title.startswith("Cita")} == {0}


def test_what_cannot_be_reached_has_no_dates_and_says_so(region: CompiledRegion) -> None:
    made = sheet(region, "student")
    assert calendar_of(made) == ()
    assert short_text(made).splitlines()[-1] == "Hoy no conocemos un camino. Pida consejo antes de dar un paso."


def test_the_calendar_keeps_to_dates_that_were_asked_for_under_the_same_plain_titles(region: CompiledRegion) -> None:
    asked = read_ask(region, goal="formal-job", know=ADULT, as_of=TODAY)
    made = sheet_of(
        answer(region, asked, dates=Dates()), lang="es", discretion=discretion_of(region), names=lambda fact: fact_words(region, fact)
    )
    # Sunday is no day for a window, nor for what waits for it.
    assert [(event.title, event.day) for event in calendar_of(made)] == [
        (title, TODAY + dt.timedelta(1)) for title in ("Cita 1", "Cita 2", "Paso 3", "Cita 4")
    ]

"""What is taken along, as pages and files: by POST, at addresses, titles and names that say nothing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from rumbo.pathways.logic.compile import compile_region
from rumbo.pathways.logic.discreet import discretion_of
from rumbo.pathways.take import MOST_IN_A_CODE, _first_lines
from tests.pathways.logic.small_region import TODAY
from tests.pathways.logic.small_region import records as small_region
from tests.pathways.walking import answer, load

pytestmark = pytest.mark.django_db
EXPORTS = ("print", "text", "calendar", "qr")


@pytest.fixture
def person(client: Client) -> Client:
    """A person with a plan that says all that a plan can say."""
    load()
    base = "/es/plan/formal-job/"
    answer(client, f"{base}papers/", none="1")
    answer(client, f"{base}questions/side/", answer="mx")
    answer(client, f"{base}questions/birth_date/", answer_day="23", answer_month="9", answer_year="1971")
    answer(client, f"{base}questions/nationality/", answer=["other"], other="Ruritania")
    return client


def export(client: Client, name: str, *, lang: str = "es", goal: str = "formal-job", **data: str) -> HttpResponse:
    return client.post(f"/{lang}/take/{name}/", {"goal": goal, **data})


def title(response: HttpResponse) -> str:
    return re.findall(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[0]


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("goal", ["formal-job", "voter-card", "visa", "student", "bed-tonight"])
@pytest.mark.parametrize("name", EXPORTS)
def test_each_export_of_each_goal_is_a_private_page_with_a_title_that_says_nothing(person: Client, name: str, goal: str, lang: str) -> None:
    response = export(person, name, goal=goal, lang=lang)
    assert response.status_code == 200
    assert title(response) == {"es": "Mis pasos", "en": "My steps"}[lang]
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("goal", ["formal-job", "voter-card", "visa", "student", "bed-tonight"])
def test_the_words_of_the_sheet_itself_do_not_tell_either(person: Client, goal: str, lang: str) -> None:
    page = export(person, "print", goal=goal, lang=lang).content.decode()
    sheet = re.sub(r"<[^>]+>", "\n", page.split('<article class="sheet', 1)[1].split("</article>")[0].split(">", 1)[1])
    words = discretion_of(compile_region(small_region(), on=TODAY))
    assert [line for line in sheet.splitlines() if words.tells(unescape(line))] == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_name_of_a_file_says_nothing(person: Client, lang: str) -> None:
    names = {export(person, name, lang=lang, file="1")["Content-Disposition"] for name in ("text", "calendar")}
    assert (
        names
        == {
            "es": {'attachment; filename="mis-pasos.txt"', 'attachment; filename="mis-fechas.ics"'},
            "en": {'attachment; filename="my-steps.txt"', 'attachment; filename="my-dates.ics"'},
        }[lang]
    )


def test_the_plan_offers_all_of_it_and_names_the_goal_in_no_address(person: Client) -> None:
    page = person.get("/es/plan/formal-job/way/").content.decode()
    assert set(re.findall(r'action="(/es/take/\w+/)"', page)) == {f"/es/take/{name}/" for name in EXPORTS}
    assert "pueden revisar su teléfono" in page


@pytest.mark.parametrize("name", EXPORTS)
def test_reloading_or_changing_the_language_leads_back_to_the_plan(person: Client, name: str) -> None:
    assert person.get(f"/en/take/{name}/")["Location"] == "/en/plan/formal-job/way/"
    assert Client().get(f"/en/take/{name}/")["Location"] == "/en/"


def test_a_goal_that_is_none_is_told(person: Client) -> None:
    assert export(person, "print", goal="nothing").status_code == 404
    assert person.post("/es/take/print/", {}).status_code == 404


def test_an_export_asks_for_our_token() -> None:
    load()
    assert Client(enforce_csrf_checks=True).post("/es/take/print/", {"goal": "formal-job"}).status_code == 403


def test_the_sheet_says_what_it_is_only_when_asked(person: Client) -> None:
    def headings(response: HttpResponse) -> list[str]:
        return re.findall(r"<h1>(.*?)</h1>", response.content.decode())

    assert headings(export(person, "print")) == ["Mis pasos"]
    assert headings(export(person, "print", open="1")) == ["Trabajo formal"]


def test_the_sheet_has_numbers_boxes_what_to_bring_and_sources(person: Client) -> None:
    page = export(person, "print").content.decode()
    assert page.count('class="tick paper-only"') == 4
    for words in ("Registro Civil", "Lleve", "Acta de nacimiento", "Fuente:", "A law"):
        assert words in page


def test_files_have_names_that_say_nothing(person: Client) -> None:
    text = export(person, "text", file="1")
    dates = export(person, "calendar", lang="en", file="1")
    assert text["Content-Disposition"] == 'attachment; filename="mis-pasos.txt"'
    assert dates["Content-Disposition"] == 'attachment; filename="my-dates.ics"'
    assert text.content.decode().startswith("Mis pasos, ")
    assert dates.content.startswith(b"BEGIN:VCALENDAR\r\n")
    titles = re.findall(r"SUMMARY:(.*)\r", dates.content.decode())
    assert sorted(titles) == ["Appointment 1", "Appointment 2", "Appointment 4", "Step 3"]


def test_a_calendar_without_dates_is_a_page_that_says_so(person: Client) -> None:
    assert "Su plan aún no tiene fechas" in export(person, "calendar", goal="bed-tonight", file="1").content.decode()


def test_the_code_holds_no_address_and_comes_with_a_warning(person: Client) -> None:
    page = export(person, "qr").content.decode()
    assert re.search(r'<svg[^>]*class="segno"', page)
    assert "Antes de cruzar, borre esto: pueden revisar su teléfono." in page
    assert "http" not in re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)[0]


def test_a_long_text_fills_the_code_with_whole_lines_from_the_first_on() -> None:
    lines = [f"{number}. {'x' * 100}" for number in range(1, 12)]
    kept = _first_lines("\n".join(lines)).splitlines()
    assert kept == lines[: len(kept)]
    assert 0 < len(kept) < len(lines)
    assert len(_first_lines("y" * 2000)) == MOST_IN_A_CODE


def test_a_list_of_places_offers_no_dates(person: Client) -> None:
    page = person.get("/es/plan/bed-tonight/way/").content.decode()
    assert "/es/take/print/" in page
    assert "/es/take/calendar/" not in page


def test_no_answer_stands_in_anything_that_is_taken_along(person: Client) -> None:
    for name in EXPORTS:
        for data in ({}, {"file": "1"}):
            response = export(person, name, **data)
            whole = response.content.decode().lower() + str(response.headers).lower()
            assert [word for word in ("1971", "ruritania") if word in whole] == []


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_page_of_what_is_kept_knows_of_nobody(client: Client, lang: str) -> None:
    response = client.get(f"/{lang}/saved/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}

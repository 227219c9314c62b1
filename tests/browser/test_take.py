"""Taking a plan along in a real browser: on paper, locked on the device, and at the navigator's desk."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumbo.pathways.answers import COOKIE, Answers, seal_answers
from rumbo.regionfile.reader import read_region
from tests.browser.test_walks import RULES
from tests.pathways.walking import load

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Any]
REGION = Path(__file__).resolve().parents[2] / "regions" / "calibaja"
KNOWN = {"side": "mx", "birth_date": "1985-03-05"}
MEXICAN = {**KNOWN, "nationality": "MX", "has_civil_record": "yes", "deported_on": "2026-11-20"}
PRINTED = {
    "formal-job-tijuana": MEXICAN,
    "ine-card": {**MEXICAN, "without_home": "yes"},
    "refugee-status-mexico": {**KNOWN, "nationality": "HT", "protection_need": "yes", "entered_mx_on": "2026-11-10"},
    "semester-in-baja-california": {"side": "us", "birth_date": "2004-03-05", "nationality": "US"},
    "legal-help-tijuana": KNOWN,
    "bed-tonight": KNOWN,
}


def give(person: Any, answers: Answers, name: str = COOKIE) -> None:
    value = seal_answers(answers, now=dt.datetime.now(dt.UTC))
    person.page.context.add_cookies([{"name": name, "value": value, "url": person.site, "httpOnly": True, "sameSite": "Strict"}])


def send(page: Any, export: str) -> None:
    page.click(f'form[action$="/take/{export}/"] button')
    page.wait_for_url(f"**/take/{export}/")


def pages_of(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ")


@pytest.mark.parametrize("size", ["Letter", "A4"])
def test_the_sheet_of_each_goal_fits_on_two_pages(visit: Visit, size: str) -> None:
    records, _ = read_region(REGION)
    load(records)
    for goal, know in PRINTED.items():
        person = visit()
        give(person, Answers(know=know, goal=goal, papers_seen=True))
        page = person.open(f"/es/plan/{goal}/way/")
        page.check("#take-open")
        send(page, "print")
        assert page.locator(".sheet").count() == 1
        assert pages_of(page.pdf(format=size)) <= 2, goal


def stops(person: Any, language: str) -> Iterator[str]:
    """Each page of what is taken along, with a plan of four steps."""
    way = f"/{language}/plan/formal-job/way/"
    give(person, Answers(know=KNOWN, goal="formal-job", papers_seen=True))
    yield person.open(way) and "way"
    for export in ("print", "text", "calendar", "qr"):
        send(person.open(way), export)
        yield export
    for path in ("saved/", "navigator/"):
        person.open(f"/{language}/{path}")
        yield path


@pytest.mark.parametrize(("language", "dark", "width"), [("es", False, 320), ("en", True, 1280)])
def test_no_page_of_it_breaks_wcag_or_scrolls_sideways(visit: Visit, language: str, width: int, *, dark: bool) -> None:
    person = visit(scripts=True, dark=dark, width=width)
    for stop in stops(person, language):
        found = Axe().run(person.page, options=RULES).response["violations"]
        assert [(stop, rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found] == []
        assert person.page.evaluate("document.documentElement.scrollWidth") <= width, stop
    assert person.elsewhere == []


def stored(page: Any) -> str:
    """All that the browser keeps for this site and a person with the phone could read."""
    return str(page.evaluate("async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await indexedDB.databases()])"))


def keep(person: Any, pin: str = "correct 7") -> Any:
    give(person, Answers(know=KNOWN, goal="formal-job", papers_seen=True))
    page = person.open("/es/plan/formal-job/way/")
    page.fill("#save-pin", pin)
    page.click("#save button")
    page.wait_for_selector("#save [role=status]:not(:empty)")
    assert page.inner_text("#save [role=status]") == "Quedó guardado en este aparato."
    return person.open("/es/saved/")


def try_pin(page: Any, pin: str) -> str:
    page.evaluate("document.querySelector('#open-kept [role=status]').textContent = ''")
    page.fill("#open-pin", pin)
    page.click("#open-kept .button")
    page.wait_for_selector("#open-kept [role=status]:not(:empty), #opened .sheet")
    return str(page.inner_text("#open-kept [role=status]"))


def test_a_plan_is_kept_opened_with_its_pin_only_and_erased_with_one_tap(visit: Visit) -> None:
    person = visit(scripts=True)
    page = keep(person)
    kept = stored(page)
    words = ("registro", "formal", "trabajo", "correct")  # long enough that a cipher does not spell them by chance
    assert [word for word in words if word in kept.lower()] == []
    assert set(json.loads(json.loads(kept)[0]["rumbo.kept"])[0]) == {"number", "day", "salt", "iv", "sealed", "tries", "until"}
    page.reload()
    assert try_pin(page, "wrong one") == "Ese no es el NIP."
    assert page.locator("#opened .sheet").count() == 0
    try_pin(page, "correct 7")
    assert "Paso get-curp" in page.inner_text("#opened")
    page.click("#drop")
    assert stored(page) == "[{},{},[]]"
    assert page.locator("#opened .sheet").count() == 0
    assert page.is_visible("#kept-none")


def test_five_wrong_pins_make_a_person_wait_and_reloading_does_not_help(visit: Visit) -> None:
    page = keep(visit(scripts=True))
    for attempt in range(5):
        assert try_pin(page, f"wrong {attempt}") == "Ese no es el NIP."
    page.reload()
    assert try_pin(page, "correct 7").startswith("Demasiados intentos.")


def test_leaving_erases_what_was_kept(visit: Visit) -> None:
    person = visit(scripts=True)
    keep(person).click(".leave button")
    person.page.wait_for_url("**/today/")
    assert json.loads(stored(person.page))[0] == {}


def test_a_page_that_is_not_served_securely_says_so_and_offers_no_lock(visit: Visit) -> None:
    person = visit(scripts=True)
    person.page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    give(person, Answers(know=KNOWN, goal="formal-job", papers_seen=True))
    for path in ("plan/formal-job/way/", "saved/"):
        page = person.open(f"/es/{path}")
        assert page.is_visible("#save-unsafe")
        assert not page.is_visible("#save, #open-kept")


def test_the_short_text_can_be_read_aloud_where_the_device_has_a_voice(visit: Visit) -> None:
    person = visit(scripts=True)
    said = "window.said = []; speechSynthesis.speak = words => said.push([words.lang, words.text])"
    person.page.add_init_script(said)
    give(person, Answers(know=KNOWN, goal="formal-job", papers_seen=True))
    page = person.open("/es/plan/formal-job/way/")
    send(page, "text")
    page.click("#speak")
    ((lang, words),) = page.evaluate("window.said")
    assert lang == "es-MX"
    assert words.startswith("Mis pasos, ")
    assert page.inner_text("#speak") == "Dejar de leer"


def test_without_scripts_nothing_that_needs_them_is_offered(visit: Visit) -> None:
    person = visit()
    give(person, Answers(know=KNOWN, goal="formal-job", papers_seen=True))
    page = person.open("/es/plan/formal-job/way/")
    assert not page.is_visible("#save")
    send(page, "text")
    assert not page.is_visible("#speak")
    assert page.input_value("#part-1").startswith("(1/")


@pytest.mark.parametrize("scripts", [False, True])
def test_the_desk_serves_two_people_one_after_the_other(visit: Visit, *, scripts: bool) -> None:
    person = visit(scripts=scripts)
    page = person.open("/es/navigator/")
    page.select_option("#goal", "formal-job")
    page.select_option("#side", "mx")
    if scripts:
        page.keyboard.press("Alt+2")
    else:
        page.click('[name=to][value="2"]')
    page.wait_for_selector('[name=to][value="2"][aria-pressed=true]')
    assert page.input_value("#goal") == ""
    if scripts:
        page.keyboard.press("Alt+1")
    else:
        page.click('[name=to][value="1"]')
    page.wait_for_selector(".sheet")
    assert page.input_value("#goal") == "formal-job"
    if scripts:
        page.keyboard.press("Alt+N")
    else:
        page.click("[name=next]")
    page.wait_for_selector("#goal")
    page.goto(f"{person.site}/es/navigator/")
    assert page.input_value("#goal") == ""
    assert "formal-job" not in page.url

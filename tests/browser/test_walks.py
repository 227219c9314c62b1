"""The pages in a real browser: without scripts, by keyboard alone, at 320 pixels, and free of WCAG 2.2 AA violations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
Visit = Callable[..., Any]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_walk_without_scripts_ends_in_a_plan_and_speaks_to_no_other_host(visit: Visit, language: str) -> None:
    person = visit()
    seen = {stop: person.page.content() for stop in person.walk(language)}
    assert {"es": "Paso get-job", "en": "Step get-job"}[language] in seen["plan"]
    assert 'role="alert"' in seen["question with an error"]
    assert person.elsewhere == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_page_scrolls_sideways_at_320_pixels(visit: Visit, language: str) -> None:
    person = visit(width=320, scripts=True)
    for stop in person.walk(language):
        wide = person.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, (stop, wide)


@pytest.mark.parametrize(("language", "dark", "width"), [("es", False, 320), ("en", False, 1280), ("es", True, 1280), ("en", True, 320)])
def test_no_page_breaks_wcag_2_2_aa(visit: Visit, language: str, width: int, *, dark: bool) -> None:
    person = visit(scripts=True, dark=dark, width=width)
    for stop in person.walk(language):
        found = Axe().run(person.page, options=RULES).response["violations"]
        assert [(stop, rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_targets_are_large_enough_for_a_thumb(visit: Visit, language: str) -> None:
    person = visit(width=320, scripts=True)
    small = """() => [...document.querySelectorAll('button, .button, .tongue, .brand, input, summary, .backlink')]
        .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
        .filter(([, box]) => box.height > 1 && (box.height < 28 || box.width < 28)).map(([html]) => html)"""
    main = """() => [...document.querySelectorAll('.button, .tongue, .brand, .backlink, .link, .card, summary, .pick label')]
        .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 80))"""
    for stop in person.walk(language):
        assert person.page.evaluate(small) == [], stop
        assert person.page.evaluate(main) == [], stop


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    person = visit(scripts=True)
    page = person.open("/es/plan/formal-job/papers/")
    press = page.keyboard.press
    press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    press("Enter")
    _tab_to(page, "input[type=checkbox]")
    press("Space")
    assert page.evaluate("document.activeElement.checked") is True
    _tab_to(page, "main form .button")
    press("Enter")
    page.wait_for_url("**/questions/side/*")
    _tab_to(page, "input[type=radio]")
    press("Space")
    _tab_to(page, "main form .button")
    press("Enter")
    page.wait_for_url("**/questions/birth_date/*")


def _tab_to(page: Any, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{selector} shows no focus"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_leaving_shows_a_calendar_and_forgets_the_answers(visit: Visit) -> None:
    person = visit()
    for stop in person.walk("es"):
        if stop == "plan":
            break
    person.page.click(".leave button")
    person.page.wait_for_url("**/es/today/")
    assert person.page.context.cookies() == []
    assert "Rumbo" not in person.page.content()


def test_the_plan_prints_on_two_pages_without_buttons(visit: Visit) -> None:
    person = visit()
    for stop in person.walk("es"):
        if stop == "plan":
            break
    pdf = person.page.pdf(format="Letter")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 2

"""Every page there is, in every theme: no barrier of WCAG 2.2 AA, no target too small, nothing sideways, nothing that moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visitor
from tests.browser.pages import every_page
from tests.browser.test_design import SHIFTED
from tests.browser.test_walks import RULES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
Look = Callable[..., Visitor]
UNFOLD = "document.querySelectorAll('main details').forEach(part => { part.open = true })"
# What is pressed: main things 44 pixels high, all else 24 in both ways, but for links within a sentence or a line of text.
TOO_SMALL = """() => {
    const main = '.button, .tongue, .brand, .backlink, .link, .card, summary, .tabs button, .menu a, .menu-wide a';
    const inText = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
        && e.closest('p, li, dd, dt, h2, h3, figcaption, span, td');
    return [...document.querySelectorAll('a, button, input, select, textarea, summary, .pick > label')]
        .filter(e => e.checkVisibility() && e.type !== 'hidden' && !e.closest('svg') && !e.matches('.skip:not(:focus)'))
        .map(e => [e, e.getBoundingClientRect()]).filter(([e, box]) => box.height > 1 && !inText(e)
            && (box.height < (e.matches(main) ? 44 : 24) - .5 || box.width < 24 - .5))
        .map(([e, box]) => e.outerHTML.slice(0, 90) + ' is ' + Math.round(box.width) + ' by ' + Math.round(box.height)) }"""
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize(
    ("wish", "language", "width"),
    [
        ("light.", "es", 320),
        ("light.", "en", 1280),
        ("dark.", "en", 320),
        ("dark.", "es", 1280),
        ("contrast.", "es", 320),
        ("contrast.", "en", 768),
        (".larger", "en", 320),
        (".larger", "es", 768),
    ],
)
def test_no_page_has_a_barrier_in_any_theme(look: Look, wish: str, language: str, width: int) -> None:
    person = look(width, wish=wish)
    found = {}
    for stop in every_page(person, language):
        person.page.evaluate(UNFOLD)
        broken = Axe().run(person.page, options=RULES).response["violations"]
        faults = [(rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in broken]
        small, sideways = person.page.evaluate(TOO_SMALL), person.page.evaluate(SIDEWAYS)
        if faults or small or sideways > 0:
            found[stop] = (faults, small, sideways)
    assert found == {}


@pytest.mark.parametrize(("language", "wish"), [("es", ""), ("en", ""), ("es", ".larger")])
def test_enlarged_four_times_no_page_scrolls_sideways_and_none_moves_while_it_loads(look: Look, language: str, wish: str) -> None:
    """400 % of 1280 by 1024 is what 320 by 256 shows."""
    person = look(320, height=256, wish=wish)
    sideways, shifted = {}, {}
    for stop in every_page(person, language):
        moved = person.page.evaluate(SHIFTED)
        if moved >= 0.02:
            shifted[stop] = moved
        person.page.evaluate(UNFOLD)
        wide = person.page.evaluate(SIDEWAYS)
        if wide > 0:
            sideways[stop] = wide
    assert (sideways, shifted) == ({}, {})


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (768, "es"), (1280, "es")])
def test_leaving_is_in_sight_wherever_one_has_scrolled_to(look: Look, width: int, language: str) -> None:
    person = look(width)
    for stop in every_page(person, language):
        person.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        button = person.page.locator(".leave")
        if button.count():
            box = button.bounding_box()
            assert box["y"] >= 0, stop
            assert box["y"] + box["height"] <= 800, stop

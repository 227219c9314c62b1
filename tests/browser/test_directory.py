"""The directory and the map in a real browser: 320 pixels, WCAG 2.2 AA with everything unfolded, keyboard, no other host."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_walks import RULES, Visit, _tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "directory/",
    "directory/services/?side=mx",
    "directory/organizations/",
    "directory/places/",
    "directory/ports/",
    "directory/organizations/migration/",
    "directory/services/bed/",
    "directory/services/quiet-bed/",
    "directory/places/house-place/",
    "map/",
)
UNFOLD = "document.querySelectorAll('details').forEach(part => { part.open = true })"


def opened(person: Any, language: str, path: str) -> Any:
    return person.open(f"/{language}/{path}")


@pytest.mark.parametrize(("language", "dark", "width"), [("es", False, 320), ("en", True, 1280)])
def test_no_page_breaks_wcag_or_scrolls_sideways(visit: Visit, language: str, width: int, *, dark: bool) -> None:
    person = visit(scripts=True, dark=dark, width=width)
    for path in PAGES:
        page = opened(person, language, path)
        page.evaluate(UNFOLD)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found] == []
    assert person.elsewhere == []


def test_filters_work_without_scripts(visit: Visit) -> None:
    page = opened(visit(width=320), "es", "directory/services/")
    page.click("main summary")
    page.select_option("#f-side", "us")
    page.click("main form .button")
    page.wait_for_url("**/services/?*side=us*")
    assert page.locator("main h2 a").all_inner_texts() == ["Consulado"]


def test_the_menu_is_reached_by_keyboard_at_320_pixels(visit: Visit) -> None:
    page = opened(visit(width=320, scripts=True), "en", "map/")
    assert not page.locator(".menu a").first.is_visible()  # folded: the keyboard has to open it
    _tab_to(page, ".menu summary")
    page.keyboard.press("Enter")
    _tab_to(page, ".menu a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/directory/")
    assert page.locator("h1").inner_text() == "Who helps, and where"

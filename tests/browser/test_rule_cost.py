"""The page of what a rule costs, in a browser: whole at any width, without scripts, and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_walks import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Any]
DOOR = "what-a-rule-costs/"
COUNTED = f"{DOOR}?goal=formal-job&at=get-nss&rule=asks.get-nss.document%3Acurp&measure=cheapest&by=side"
PATHS = (DOOR, f"{DOOR}?goal=formal-job", f"{DOOR}?goal=formal-job&at=get-nss", COUNTED)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["es", "en"])
def test_no_step_has_a_barrier_or_scrolls_sideways(visit: Visit, language: str, width: int) -> None:
    person = visit(scripts=True, width=width)
    for path in PATHS:
        page = person.open(f"/{language}/{path}")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert person.elsewhere == []


def test_one_gets_from_the_goal_to_the_figures_without_scripts_and_by_keyboard(visit: Visit) -> None:
    person = visit(scripts=False)
    page = person.open(f"/en/{DOOR}")
    page.focus("#goal")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**goal=formal-job**")
    page.focus("#at")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**at=get-**")
    page.focus("input[name=rule]:checked")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText.trim()") == "Count"
    page.keyboard.press("Enter")
    page.wait_for_url("**rule=**")
    assert page.inner_text("#cost h2").endswith("no longer asks for: CURP") or "Step get" in page.inner_text("#cost h2")
    assert page.locator("#cost svg rect").count() == 6
    assert person.elsewhere == []


def test_it_prints_with_its_label(visit: Visit) -> None:
    page = visit().open(f"/es/{COUNTED}")
    page.emulate_media(media="print")
    assert page.is_visible("text=personas son inventadas")
    assert page.is_visible("#cost table")

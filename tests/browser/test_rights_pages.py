"""The pages of rights and of information in a real browser: fit a phone, break no rule of WCAG 2.2 AA, print as a card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_walks import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Any]
PATHS = (
    "rights/",
    "rights/free-record/",
    "rights/interpreter/",
    "myths/",
    "rumours/",
    "changes/?since=2026-10-01",
    "changes/?since=ayer",
    "about/",
    "how-we-know/",
    "privacy/",
    "for-organisations/",
    "for-developers/",
    "open-data/",
)


@pytest.mark.parametrize(("language", "dark", "width"), [("es", False, 320), ("en", False, 1280), ("es", True, 1280), ("en", True, 320)])
def test_no_page_breaks_wcag_2_2_aa_or_scrolls_sideways(visit: Visit, language: str, width: int, *, dark: bool) -> None:
    person = visit(scripts=True, dark=dark, width=width)
    for path in PATHS:
        page = person.open(f"/{language}/{path}")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert person.elsewhere == []


def test_a_card_prints_alone_on_the_upper_half_of_one_page(visit: Visit) -> None:
    letter = {"width": 816, "height": 1056}
    person = visit()
    page = person.open("/es/rights/free-record/")
    page.set_viewport_size(letter)
    page.emulate_media(media="print")
    shown = page.evaluate("[...document.querySelectorAll('main *, header, footer')].filter(e => e.innerText && e.offsetHeight > 1)"
                          ".every(e => e.closest('.counter') || e.querySelector('.counter'))")  # fmt: skip
    assert shown
    box = page.locator(".counter").bounding_box()
    assert box["y"] + box["height"] <= letter["height"] / 2 + 1
    assert page.locator(".counter").evaluate("e => e.scrollHeight <= e.offsetHeight")
    assert page.pdf(format="Letter").count(b"/Type /Page\n") == 1

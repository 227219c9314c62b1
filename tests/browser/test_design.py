"""How pages look and hold: in every theme, with large letters, enlarged four times, and read from right to left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from checks.pseudo import write_pseudo
from tests.browser.test_walks import RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
PSEUDO = "ar-x-pseudo"
Visit = Callable[..., Any]
# Whether what has the focus is covered, in its middle, by something that floats above the page.
COVERED = """() => { const e = document.activeElement, b = e.getBoundingClientRect();
    const x = Math.min(b.left + b.width / 2, innerWidth - 1), y = b.top + Math.min(b.height, innerHeight) / 2;
    const top = document.elementFromPoint(x, y);
    return e === document.body || !top || e.contains(top) || top.contains(e) || top.tagName === 'LABEL' ? '' : e.outerHTML.slice(0, 90) }"""
SHIFTED = """() => new Promise(done => { let sum = 0;
    const watch = new PerformanceObserver(list => { for (const shift of list.getEntries()) sum += shift.value });
    watch.observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 300) })"""


@pytest.fixture
def pseudo(settings: Any, tmp_path: Path) -> str:
    """The pseudo-language, served besides the others."""
    write_pseudo(tmp_path)
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    settings.LANGUAGES = [*settings.LANGUAGES, (PSEUDO, "[ʘ ʘ]")]
    return PSEUDO


def faults(page: Any) -> list[tuple[str, list[str]]]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], [node["html"][:150] for node in rule["nodes"]][:3]) for rule in found]


def test_from_right_to_left_nothing_scrolls_sideways_and_nothing_breaks_wcag(visit: Visit, pseudo: str) -> None:
    person = visit(width=320, scripts=True)
    for stop in person.walk(pseudo):
        page = person.page
        assert page.get_attribute("html", "dir") == "rtl", stop
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, stop
        assert faults(page) == [], stop


def test_from_right_to_left_the_page_is_mirrored(visit: Visit, pseudo: str) -> None:
    page = visit().open(f"/{pseudo}/")
    brand, leave = (page.locator(selector).bounding_box() for selector in (".brand", ".leave"))
    assert leave["x"] < brand["x"]
    assert "matrix(-1" in page.locator(".leave .icon").evaluate("e => getComputedStyle(e).transform")


def test_a_language_that_nobody_reviewed_says_so_on_every_page(visit: Visit, pseudo: str) -> None:
    person = visit()
    for stop in person.walk(pseudo):
        assert stop == "today/" or person.page.locator(".draft").count(), stop
    assert visit().open("/es/").locator(".draft").count() == 0


@pytest.mark.parametrize(
    ("wish", "dark", "media"),
    [
        ("contrast.larger", False, {}),
        ("dark.large", False, {}),
        ("light.", True, {}),
        ("", True, {"contrast": "more"}),
        ("", False, {"forced_colors": "active"}),
    ],
)
def test_every_theme_is_free_of_wcag_violations(visit: Visit, wish: str, media: dict[str, str], *, dark: bool) -> None:
    person = visit(width=320, scripts=True, dark=dark, wish=wish)
    person.page.emulate_media(**media)
    for stop in person.walk("es"):
        assert faults(person.page) == [], stop


@pytest.mark.parametrize("wish", ["", ".larger"])
def test_enlarged_four_times_nothing_scrolls_sideways(visit: Visit, wish: str) -> None:
    """400 % of 1280 by 1024 is what 320 by 256 shows."""
    person = visit(width=320, height=256, scripts=True, wish=wish)
    for stop in person.walk("es"):
        assert person.page.evaluate("document.documentElement.scrollWidth") <= 320, stop


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (1280, 800)])
def test_what_has_the_focus_is_never_hidden(visit: Visit, width: int, height: int) -> None:
    person = visit(width=width, height=height, scripts=True)
    for stop in person.walk("es"):
        if stop in {"papers", "plan", "answers"}:
            for _ in range(40):
                person.page.keyboard.press("Tab")
                assert person.page.evaluate(COVERED) == "", stop


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_page_loads(visit: Visit, width: int) -> None:
    person = visit(width=width, scripts=True)
    for stop in person.walk("es"):
        assert person.page.evaluate(SHIFTED) < 0.01, stop


def test_a_theme_is_chosen_without_scripts_and_leads_back(visit: Visit) -> None:
    page = visit().open("/es/privacy/")
    page.click(".foot button")
    page.check("#theme-dark")
    page.check("#size-large")
    page.click("main form .button")
    page.wait_for_url("**/es/privacy/")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(13, 33, 37)"

"""*Leave now*: what it promises to erase it erases, also in old browsers, and going back shows nothing of a person."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from rumbo.pathways.answers import COOKIE, Answers, Dates
from tests.browser.conftest import Visitor
from tests.browser.test_take import give, keep, stored
from tests.conftest import CHROMIUM

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Any]
TOLD = Answers(know={"side": "mx", "birth_date": "1985-03-05"}, held={"document:curp": Dates()}, goal="formal-job", papers_seen=True)


@pytest.fixture(scope="module")
def remembering(chromium: Browser) -> Iterator[Browser]:
    """A browser that keeps pages for going back, as people's do and Playwright's does not."""
    left_out = ["--disable-back-forward-cache"]
    browser = chromium.browser_type.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"], ignore_default_args=left_out)
    yield browser
    browser.close()


def leave(page: Page) -> None:
    page.click(".leave button")
    page.wait_for_url("**/today/")


def as_an_old_browser_has_it(route: Route) -> None:
    """The answer to *Leave now* without the header that newer browsers erase by."""
    answer = route.fetch(max_redirects=0)
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "clear-site-data"}
    assert len(headers) < len(answer.headers)
    route.fulfill(response=answer, headers=headers)


def test_a_browser_that_does_not_know_the_header_erases_the_kept_plans_too(visit: Visit) -> None:
    person = visit(scripts=True)
    page = keep(person)
    assert json.loads(stored(page))[0] != {}
    page.context.route("**/leave/", as_an_old_browser_has_it)
    leave(page)
    assert json.loads(stored(page)) == [{}, {}, []]


def test_only_leaving_erases_the_kept_plans_and_the_page_that_keeps_them_says_so(visit: Visit) -> None:
    person = visit(scripts=True)
    page = keep(person)
    kept = json.loads(stored(page))[0]
    assert kept
    page.click(".tongue")
    page.goto(f"{person.site}/es/")
    page.fill("#words", "casa")
    page.click("main .search button")
    page.click(".foot button")
    page.check("#theme-dark")
    page.click("main form .button")
    page.goto(f"{person.site}/es/plan/formal-job/way/")
    assert "«Salir ya» también lo borra." in page.inner_text("#save")
    assert json.loads(stored(page))[0] == kept
    leave(page)
    assert json.loads(stored(page))[0] == {}


PERSONAL = {
    "plan/formal-job/way/": (".plan", "Paso get-job"),
    "plan/formal-job/answers/": ("main", "1985"),
    "plan/formal-job/compare/": ("main", "Sus planes"),
    "plan/formal-job/days/": ("main", "Llega a la meta"),
}


@pytest.fixture
def visitor(remembering: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes people with such a browser."""
    contexts = []

    def make(*, scripts: bool) -> Visitor:
        contexts.append(remembering.new_context(java_script_enabled=scripts, service_workers="block"))
        return Visitor(contexts[-1], site)

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [False, True])
def test_going_back_after_leaving_shows_what_a_stranger_sees(visitor: Callable[..., Visitor], *, scripts: bool) -> None:
    person, stranger = visitor(scripts=scripts), visitor(scripts=scripts)
    for path, (where, words) in PERSONAL.items():
        give(person, TOLD)
        page = person.open(f"/es/{path}")
        before = page.inner_text(where)
        assert words in before
        leave(page)
        page.go_back()
        assert page.url.endswith(path)
        assert page.inner_text(where) == stranger.open(f"/es/{path}").inner_text(where) != before


def tick_a_paper(page: Page) -> None:
    page.check('input[value="document:nss"]')


def choose_a_side(page: Page) -> None:
    page.check('input[value="mx"]')


def write_a_day(page: Page) -> None:
    page.fill("input[name=answer_year]", "1985")


def begin_at_the_desk(page: Page) -> None:
    page.select_option("#goal", "voter-card")
    page.select_option("#side", "mx")


def look_for_something(page: Page) -> None:
    page.fill("#words", "refugio")


FILLED = {
    "plan/formal-job/papers/": tick_a_paper,
    "plan/formal-job/questions/side/": choose_a_side,
    "plan/formal-job/questions/birth_date/": write_a_day,
    "navigator/": begin_at_the_desk,
    "": look_for_something,
}
ENTERED = """() => [...document.querySelectorAll('main input, main select')].filter(e => e.type !== 'hidden')
    .map(e => e.type === 'checkbox' || e.type === 'radio' ? e.checked : e.value)"""


@pytest.mark.parametrize("scripts", [False, True])
def test_going_back_after_leaving_finds_no_field_as_it_was_filled(visitor: Callable[..., Visitor], *, scripts: bool) -> None:
    person = visitor(scripts=scripts)
    for path, fill in FILLED.items():
        page = person.open(f"/es/{path}")
        empty = page.evaluate(ENTERED)
        fill(page)
        assert page.evaluate(ENTERED) != empty
        leave(page)
        page.go_back()
        assert page.url.endswith(f"/es/{path}")
        assert page.evaluate(ENTERED) == empty, path


def test_going_back_after_leaving_finds_no_opened_plan(visitor: Callable[..., Visitor]) -> None:
    page = keep(visitor(scripts=True))
    page.fill("#open-pin", "correct 7")
    page.click("#open-kept .button")
    page.wait_for_selector("#opened .sheet")
    leave(page)
    page.go_back()
    assert page.inner_text("#opened") == ""
    assert page.is_visible("#kept-none")
    assert all(cookie["name"] != COOKIE for cookie in page.context.cookies())

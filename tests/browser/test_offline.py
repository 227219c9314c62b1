"""Without a connection: what is the same for all can be read and says how old it is; nothing of a person was ever kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PACK = """async lang => {
    for (let tries = 0; tries < 100; tries++) {
        const name = (await caches.keys()).find(name => name.startsWith(`rumbo|${lang}|`));
        if (name && await (await caches.open(name)).match(`/${lang}/offline/`)) return name;
        await new Promise(done => setTimeout(done, 100));
    }
}"""
ALL_KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys())
            found.push(request.url + " " + await (await caches.match(request)).text());
    return found;
}"""
LEFT = "async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A browser that runs scripts and keeps our own policy, with a pack of Spanish pages on it."""
    context = chromium.new_context(base_url=site)
    page = context.new_page()
    page.goto("/es/")
    assert page.evaluate(PACK, "es")
    yield page
    context.close()


def cut(page: Page) -> None:
    page.context.set_offline(True)


@pytest.mark.parametrize("path", ["/es/plan/formal-job/", "/es/goals/", "/es/privacy/", "/es/"])
def test_a_page_that_is_kept_opens_and_says_how_old_it_is(page: Page, path: str) -> None:
    cut(page)
    page.goto(path)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[role=status]")).to_contain_text(re.compile(r"No tiene conexión\s+Está leyendo .* el \d+ de \w+ de \d{4}"))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"  # its style sheet is there too


def test_a_page_that_is_not_kept_is_answered_with_what_is(page: Page) -> None:
    cut(page)
    for path in ("/es/plan/formal-job/papers/", "/es/plan/formal-job/way/", "/es/plan/nothing/"):
        page.goto(path)
        expect(page.locator("h1")).to_have_text("Lo que puede leer sin conexión")
    page.click('a[href="/es/plan/formal-job/"]')
    expect(page.locator("h1")).to_have_text("Trabajo formal")


def test_with_a_connection_a_page_comes_fresh_and_without_the_notice(page: Page) -> None:
    page.goto("/es/plan/formal-job/")
    expect(page.locator("[role=status]")).to_have_count(0)


def test_after_a_walk_nothing_that_was_answered_or_opened_is_kept(page: Page) -> None:
    before = page.evaluate(ALL_KEPT)
    page.goto("/es/plan/formal-job/papers/")
    page.check('input[value="document:curp"]')
    page.click("main form .button:not(.quiet)")
    page.goto("/es/plan/formal-job/questions/nationality/")
    page.check('input[value="other"]')
    page.fill("input[name=other]", "Ruritania")
    page.click("main form .button:not(.quiet)")
    for path in ("answers/", "way/", "questions/nationality/", "papers/", ""):
        page.goto(f"/es/plan/formal-job/{path}")
    page.goto("/es/")
    after = page.evaluate(ALL_KEPT)
    assert after == before
    assert not any(word in kept for kept in after for word in ("Ruritania", "ruritania", "/papers/ ", "/way/ ", "csrfmiddlewaretoken"))


def test_leaving_erases_what_was_kept_and_sends_the_worker_away(page: Page) -> None:
    page.goto("/es/plan/formal-job/")
    page.click(".leave button")
    page.wait_for_url("**/es/today/")
    page.wait_for_function(f"({LEFT})().then(left => left.join() === '0,0')", timeout=10_000)
    assert page.context.cookies() == []


def test_the_other_language_is_kept_once_it_is_read(page: Page) -> None:
    page.goto("/en/privacy/")
    assert page.evaluate(PACK, "en")
    cut(page)
    page.goto("/en/plan/formal-job/")
    expect(page.locator("[role=status]")).to_contain_text("You have no connection")


def test_who_saves_data_is_given_no_pack(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site)
    context.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page = context.new_page()
    page.goto("/es/")
    page.wait_for_timeout(500)
    assert page.evaluate(LEFT) == [0, 0]
    context.close()

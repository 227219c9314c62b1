"""A browser, a live server with the region, and what every walk through pages must keep to."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from rumbo.web.display import COOKIE
from tests.browser.whole_site import read_json, whole_site
from tests.conftest import CHROMIUM
from tests.pathways.walking import load

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's own loop runs in this thread; the tests' queries do not


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of a server that serves the small region."""
    load()
    return str(live_server.url)


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the whole region; a process of its own, with a database of its own."""
    with whole_site(tmp_path_factory.mktemp("whole-site")) as address:
        yield address


@pytest.fixture(scope="session")
def names(city: str) -> Any:
    """What a goal, a paper or a card is called in both languages, as the site's own API says."""
    kinds = ("goals", "documents", "rights")
    called = {kind: {record["id"]: record["name"] for record in read_json(f"{city}/api/v1/{kind}")} for kind in kinds}
    return lambda kind, record: called[kind][record]


class Visitor:
    """A person with a browser: pages without scripts unless asked for, and a list of every host that was spoken to."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.page: Page = context.new_page()
        self.site = site
        self.elsewhere: list[str] = []
        context.on("request", self._note)

    def _note(self, request: Any) -> None:
        if not request.url.startswith((self.site, "data:")):
            self.elsewhere.append(request.url)

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def walk(self, language: str) -> Iterator[str]:
        """Walk from home to a plan as a person would; stops at each page to let it be looked at."""
        page = self.open(f"/{language}/")
        yield "home"
        page.click(f'a[href="/{language}/plan/formal-job/"]')
        yield "goal"
        page.click("main a.button")
        yield "papers"
        page.click("main form .button:not(.quiet)")
        yield "question: side"
        page.check('input[value="mx"]')
        page.click("main form .button:not(.quiet)")
        yield "question: birth date"
        page.click("main form .button:not(.quiet)")
        yield "question with an error"
        for part, value in (("day", "5"), ("month", "3"), ("year", "1985")):
            page.fill(f"input[name=answer_{part}]", value)
        page.click("main form .button:not(.quiet)")
        yield "plan"
        page.goto(f"{self.site}/{language}/plan/formal-job/answers/")
        yield "answers"
        for path in (
            "plan/bed-tonight/way/",
            "plan/visa/way/",
            "plan/student/way/",
            "plan/formal-job/questions/nationality/",
            "privacy/",
            "display/",
            "styleguide/",
            "goals/",
            "offline/",
            "embed/formal-job/",
            "today/",
            "none/",
        ):
            page.goto(f"{self.site}/{language}/{path}")
            yield path


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Any]:
    """Makes visitors: ``visit(width=320, dark=True, wish="contrast.larger")``; ``wish`` is what they chose under *display*."""
    contexts: list[BrowserContext] = []

    def make(*, width: int = 1280, height: int = 800, scripts: bool = False, dark: bool = False, wish: str = "") -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            bypass_csp=scripts,
            service_workers="block",
        )
        contexts.append(context)
        if wish:
            context.add_cookies([{"name": COOKIE, "value": wish, "url": site}])
        return Visitor(context, site)

    yield make
    for context in contexts:
        context.close()

"""A browser, a live server with the region, and what every walk through pages must keep to."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from rumbo.regionfile.records import RegionRecords
from rumbo.web.display import COOKIE
from tests.browser.whole_site import read_json, whole_site
from tests.conftest import CHROMIUM
from tests.directory.test_pages_disclosure import GEOMETRY
from tests.pathways.logic.small_region import FROM, region_data, t
from tests.pathways.walking import load

NOW = dt.datetime(2026, 11, 25, 20, tzinfo=dt.UTC)
PORT = {
    "id": "tijuana",
    "name": t("Garita", "Port"),
    "sides": ["mx", "us"],
    "municipality": {"mx": "Tijuana", "us": "San Diego"},
    "bodies": ["migration"],
    "lanes": [{"id": "on-foot", "name": t("A pie", "On foot"), "mode": "pedestrian", "asks": t("Su pasaporte.", "Your passport.")}],
    "provenance": FROM,
}

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


@pytest.fixture
def frozen() -> Iterator[None]:
    """The pages say which day it is; here it is always the same one."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def gallery(live_server: Any, settings: Any, tmp_path: Path, frozen: None) -> str:
    """The small region with a crossing and a drawn map, so that no kind of page is missing; the address."""
    geometry = {**GEOMETRY, "ports": [{"port": "tijuana", "source": "drawn", "at": [-117.03, 32.54]}]}
    (tmp_path / "geometry.json").write_text(json.dumps(geometry), "utf-8")
    settings.REGION = tmp_path
    load(RegionRecords.model_validate_json(json.dumps({**region_data(), "ports": [PORT]})))
    return str(live_server.url)


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

    def goes(self, selector: str) -> Page:
        """Press what leads to another page, and wait until it is there: a click alone returns while the old page still stands."""
        with self.page.expect_navigation():
            self.page.click(selector)
        return self.page

    def walk(self, language: str) -> Iterator[str]:
        """Walk from home to a plan as a person would; stops at each page to let it be looked at."""
        page = self.open(f"/{language}/")
        yield "home"
        self.goes(f'a[href="/{language}/plan/formal-job/"]')
        yield "goal"
        self.goes("main a.button")
        yield "papers"
        self.goes("main form .button:not(.quiet)")
        yield "question: side"
        page.check('input[value="mx"]')
        self.goes("main form .button:not(.quiet)")
        yield "question: birth date"
        self.goes("main form .button:not(.quiet)")
        yield "question with an error"
        for part, value in (("day", "5"), ("month", "3"), ("year", "1985")):
            page.fill(f"input[name=answer_{part}]", value)
        self.goes("main form .button:not(.quiet)")
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


@pytest.fixture
def look(chromium: Browser, gallery: str) -> Iterator[Any]:
    """Makes visitors of every page, whose pages may be measured and given another font: ``look(320, wish="dark.large")``."""
    contexts: list[BrowserContext] = []

    def make(width: int, *, height: int = 800, wish: str = "") -> Visitor:
        size = {"width": width, "height": height}
        context = chromium.new_context(viewport=size, bypass_csp=True, service_workers="block", reduced_motion="reduce")
        contexts.append(context)
        if wish:
            context.add_cookies([{"name": COOKIE, "value": wish, "url": gallery}])
        return Visitor(context, gallery)

    yield make
    for context in contexts:
        context.close()

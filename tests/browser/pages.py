"""Every page there is, with the small region: what is looked at in pictures, compared, measured and searched for barriers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.browser.test_directory import PAGES as DIRECTORY
from tests.browser.test_rights_pages import PATHS as RIGHTS
from tests.browser.test_rule_cost import PATHS as RULES
from tests.browser.test_take import stops

PAPERS = ("papers/", "papers/document/curp/")
SEARCHES = (("search", "chamba"), ("search with nothing found", "zzzz"), ("search with an error", " "))


def every_page(person: Any, language: str) -> Iterator[str]:
    """Open one page after the other; the name of each, which no other has."""
    yield from person.walk(language)
    for path in ("plan/formal-job/compare/", "plan/formal-job/days/", "plan/bed-tonight/questions/", "plan/visa/", "nothing-here/"):
        person.open(f"/{language}/{path}")
        yield path
    yield from _searches(person, language)
    yield from _dates(person, language)
    for path in (
        *(path for path in RIGHTS if path != "privacy/"),
        *DIRECTORY,
        *PAPERS,
        *RULES,
        "directory/sides/mx/",
        "directory/ports/tijuana/",
    ):
        person.open(f"/{language}/{path}")
        yield path
    yield from _directory_search(person, language)
    yield from (f"take: {name}" for name in stops(person, language))
    yield from _desk(person, language)


def _searches(person: Any, language: str) -> Iterator[str]:
    for name, words in SEARCHES:
        page = person.open(f"/{language}/")
        page.fill("#words", words)
        person.goes("main .search button")
        yield name
    page = person.open(f"/{language}/")
    person.goes("[name=who]")
    yield "who"


def _dates(person: Any, language: str) -> Iterator[str]:
    page = person.open(f"/{language}/plan/formal-job/papers/")
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    page.check('input[value="document:curp-temporary"]')
    person.goes("main form .button:not(.quiet)")
    if "/dates/" not in page.url:
        person.open(f"/{language}/plan/formal-job/papers/dates/")
    yield "dates"


def _directory_search(person: Any, language: str) -> Iterator[str]:
    page = person.open(f"/{language}/directory/")
    page.fill("#words", "casa")
    person.goes("main .search button")
    yield "directory search"


def _desk(person: Any, language: str) -> Iterator[str]:
    page = person.open(f"/{language}/navigator/")
    page.select_option("#goal", "formal-job")
    person.goes("#desk [name=plan]")
    yield "desk with a plan"
    person.goes("#print-all")
    yield "desk: print all"

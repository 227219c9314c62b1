"""A goal in another site's frame says who must come first, as the plan itself does."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.whole_site import read_json

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite]
MARKS = {"es": ("Primero, una abogada o un abogado", "Primero abogada o abogado"), "en": ("First, a lawyer", "A lawyer first")}


def steps_of(city: str, goal: str) -> list[dict[str, Any]]:
    """The steps for a person who has told nothing, as the API says."""
    body = json.dumps({"goal": goal}).encode()
    asked = urllib.request.Request(f"{city}/api/v1/plan", body, {"Content-Type": "application/json"})  # noqa: S310  our own server
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310  the same
        return json.load(answer).get("steps") or []


@pytest.mark.parametrize("language", ["es", "en"])
def test_where_a_lawyer_comes_first_the_frame_says_so_above_the_steps_and_at_the_step(chromium: Browser, city: str, language: str) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    note, badge = MARKS[language]
    marked = 0
    for goal in read_json(f"{city}/api/v1/goals"):
        if goal["kind"] != "reach":
            continue
        lawyers = [number for number, step in enumerate(steps_of(city, goal["id"])) if step["lawyer_first"]]
        page.goto(f"{city}/{language}/embed/{goal['id']}/")
        steps = page.locator("main ol.list > li")
        with_badge = [number for number in range(steps.count()) if badge in steps.nth(number).inner_text()]
        assert with_badge == lawyers, goal["id"]
        notes = page.locator(".note.danger", has_text=note)
        assert notes.count() == bool(lawyers), goal["id"]
        if lawyers:
            marked += 1
            assert notes.bounding_box()["y"] < steps.first.bounding_box()["y"]
    assert marked
    page.close()

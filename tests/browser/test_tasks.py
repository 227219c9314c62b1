"""Twenty-five tasks, walked: each width, both languages, with scripts and without, with a pointer and with the keyboard alone.

The quick suite walks each task once, in an order that brings every pair of settings. ``-m slow`` walks each task in twelve of the 24
settings, of which any three of width, language, scripts and hands come in every combination; over two tasks, all 24 do.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.person import Hands, Person
from tests.browser.tasks import TASKS, Task
from tests.browser.whole_site import read_json

# On SQLite alone: the server of these tests is a process of its own with a database of its own.
pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
WIDTHS = {320: 568, 768: 1024, 1280: 800}
SETTINGS = [Hands(*each) for each in product(WIDTHS, ("es", "en"), (True, False), (False, True))]
STRIDE = 7  # has no divisor in common with the 24 settings: the tasks go round all of them


def quick_setting(number: int) -> Hands:
    return SETTINGS[number * STRIDE % len(SETTINGS)]


QUICK = [pytest.param(task, quick_setting(number), id=f"{task.name}-{quick_setting(number)}") for number, task in enumerate(TASKS)]


def slow_settings(number: int) -> list[Hands]:
    """Half of all settings, and another half for the next task."""
    return [
        hands
        for hands in SETTINGS
        if (list(WIDTHS).index(hands.width) + (hands.language == "en") + hands.scripts + hands.keyboard + number) % 2 == 0
    ]


REST = [
    pytest.param(task, hands, id=f"{task.name}-{hands}")
    for number, task in enumerate(TASKS)
    for hands in slow_settings(number)
    if hands != quick_setting(number)
]


@pytest.fixture
def walk(chromium: Browser, city: str, names: Any) -> Any:
    def walk(task: Task, hands: Hands) -> None:
        context = chromium.new_context(
            viewport={"width": hands.width, "height": WIDTHS[hands.width]},
            java_script_enabled=hands.scripts,
            service_workers="allow" if task.worker else "block",
            locale={"es": "es-MX", "en": "en-US"}[hands.language],
        )
        try:
            person = Person(context, city, hands, names)
            task.walk(person)
            person.is_done()
        finally:
            context.close()

    return walk


def test_there_are_twenty_five_tasks_and_the_quick_suite_walks_every_pair_of_settings() -> None:
    assert len({task.name for task in TASKS}) == len({task.says for task in TASKS}) == 25
    walked = [quick_setting(number) for number in range(len(TASKS))]
    values = [(str(hands.width), hands.language, f"scripts {hands.scripts}", f"keyboard {hands.keyboard}") for hands in walked]
    pairs = {pair for each in values for pair in combinations(each, 2)}
    assert len(pairs) == 3 * 2 * 3 + 2 * 2 * 3


@pytest.mark.parametrize("number", range(2))
def test_any_three_settings_come_together_in_every_way_for_each_task(number: int) -> None:
    walked = [(hands.width, hands.language, hands.scripts, hands.keyboard) for hands in slow_settings(number)]
    assert len(walked) == 12
    for three in combinations(range(4), 3):
        assert len({tuple(each[place] for place in three) for each in walked}) == (8 if 0 not in three else 12)
    assert not set(walked) & {(h.width, h.language, h.scripts, h.keyboard) for h in slow_settings(number + 1)}


@pytest.mark.parametrize(("task", "hands"), QUICK)
def test_a_person_can(walk: Any, task: Task, hands: Hands) -> None:
    walk(task, hands)


@pytest.mark.slow
@pytest.mark.parametrize(("task", "hands"), REST)
def test_a_person_can_in_other_settings(walk: Any, task: Task, hands: Hands) -> None:
    walk(task, hands)


def test_the_whole_region_is_served(city: str) -> None:
    assert len(read_json(f"{city}/api/v1/goals")) >= 20

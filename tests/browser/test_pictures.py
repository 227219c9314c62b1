"""Every page, light, dark and on paper: a picture kept for people to look at, and its shape compared with what was accepted.

Pictures lie under ``var/screenshots`` and are made anew by each run. Shapes lie beside this file; to accept new ones::

    ACCEPT_PICTURES=1 make test ARGS="-m slow tests/browser/test_pictures.py"
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test.signals import template_rendered

from tests.browser import ruler
from tests.browser.pages import every_page
from tests.conftest import IN_CI

# On SQLite alone: pages do not differ by database, and looking at all of them takes minutes.
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "var" / "screenshots"
SHAPES = Path(__file__).parent / "shapes"
ACCEPT = bool(os.environ.get("ACCEPT_PICTURES")) and not IN_CI
PAPER = {"width": 816, "height": 1056}  # a letter sheet, in CSS pixels
HEADING = "== "
# What a page asks for after it has come: how much each part weighs that a device may keep.
SAID = "() => [...document.querySelectorAll('[data-part] [data-size]')].every(one => !one.hidden)"
HOW_TO_ACCEPT = "\nLook at var/screenshots. If it is meant so: ACCEPT_PICTURES=1 make test ARGS='-m slow tests/browser/test_pictures.py'"


@pytest.fixture
def rendered() -> Iterator[set[str]]:
    """The names of all templates that the server has used."""
    names: set[str] = set()

    def note(template: Any, **_: Any) -> None:
        names.add(str(template.name))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_looks_as_it_was_accepted(look: Any, rendered: set[str], language: str, width: int) -> None:
    person = look(width)
    name = f"{language}-{width}"
    shapes: dict[str, dict[str, str]] = {name: {}, **({f"{language}-paper": {}} if width == 1280 else {})}
    colors: dict[str, dict[str, set[str]]] = {"light": {}, "dark": {}}
    for kind in ("light", "dark", "print"):
        shutil.rmtree(SHOTS / kind / name, ignore_errors=True)
        (SHOTS / kind / name).mkdir(parents=True)
    for number, stop in enumerate(every_page(person, language), start=1):
        assert stop not in shapes[name], f"two pages are called {stop}"
        in_a_file_name = re.sub(r"[^\w]+", "-", stop).strip("-")
        person.page.wait_for_function(SAID)
        _take_pictures(person.page, f"{name}/{number:02}-{in_a_file_name}.png")
        shapes[name][stop] = _measure(person.page, colors)
        if width == 1280:
            shapes[f"{language}-paper"][stop] = _measure_on_paper(person.page, width)
    assert rendered >= _page_templates()
    told = [line for file, pages in shapes.items() for line in _compare(file, pages)]
    if name == "es-320":
        told += _compare("colours", {kind: _words(found) for kind, found in colors.items()})
    assert not told, "\n".join(told) + HOW_TO_ACCEPT


def _take_pictures(page: Any, name: str) -> None:
    for look, media in (("light", {}), ("dark", {"color_scheme": "dark"}), ("print", {"media": "print"})):
        page.emulate_media(**{"media": "screen", "color_scheme": "light", **media})
        page.screenshot(path=SHOTS / look / name, full_page=True)
    page.emulate_media(media="screen", color_scheme="light")


def _measure(page: Any, colors: dict[str, dict[str, set[str]]]) -> str:
    """The shape of the page on a screen. In the dark it is the same; its colours are not."""
    ruler.use_the_ruler(page)
    found = {}
    for look, seen in colors.items():
        page.emulate_media(color_scheme=look)
        found[look], kinds = ruler.boxes_of(page)
        for kind, color in kinds.items():
            seen.setdefault(kind, set()).update(color)
    page.emulate_media(color_scheme="light")
    assert ruler.moved(found["light"], found["dark"]) == [], page.url
    return ruler.written(found["light"])


def _measure_on_paper(page: Any, width: int) -> str:
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")
    boxes, _ = ruler.boxes_of(page)
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": 800})
    return ruler.written(boxes)


def _words(colors: dict[str, set[str]]) -> str:
    return "\n".join(f"{kind}: {'; '.join(sorted(found))}" for kind, found in sorted(colors.items()))


def _compare(file: str, pages: dict[str, str]) -> list[str]:
    """What differs from the accepted file, a line for each; accept it instead where that was asked for."""
    path = SHAPES / f"{file}.txt"
    if ACCEPT:
        SHAPES.mkdir(exist_ok=True)
        path.write_text("".join(f"{HEADING}{page}\n{shape}\n" for page, shape in pages.items()), "utf-8")
        return []
    accepted = _read(path.read_text("utf-8")) if path.exists() else {}
    told = [f"{file}: the page {page!r} is gone" for page in accepted if page not in pages]
    for page, shape in pages.items():
        if page not in accepted:
            told.append(f"{file}: the page {page!r} is new")
        elif file == "colours":
            told += [f"{file}: {page}: {line}" for line in sorted({*accepted[page].splitlines()} ^ {*shape.splitlines()})]
        else:
            told += [f"{file}: {page}: {move}" for move in ruler.moved(ruler.read(accepted[page]), ruler.read(shape))]
    return told


def _read(text: str) -> dict[str, str]:
    parts = text.removeprefix(HEADING).split(f"\n{HEADING}")
    return {page: shape.strip("\n") for page, _, shape in (part.partition("\n") for part in parts)}


def _page_templates() -> set[str]:
    """Every template that is a page of its own, and not a part of others."""
    folders = (ROOT / "src" / "rumbo").glob("*/templates")
    found = {str(path.relative_to(folder)) for folder in folders for path in folder.rglob("*.html") if "parts" not in path.parts}
    assert len(found) > 30
    return found

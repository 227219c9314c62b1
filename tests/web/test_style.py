"""The style sheet: small, whole, used to the last rule, and in colours that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from rumbo.web.logic.contrast import PAIRS, SCHEMES, contrast, read_schemes

ROOT = Path(__file__).resolve().parents[2] / "src" / "rumbo"
CSS = (ROOT / "web" / "static" / "web" / "rumbo.css").read_text("utf-8")
MOST_BYTES = 30_000
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
# What else puts elements on a page: the shell's tags, widgets, scripts.
CODE = sorted([*ROOT.glob("*/templatetags/*.py"), *ROOT.glob("*/forms.py"), *ROOT.glob("*/static/**/*.js")])


def list_selectors(css: str) -> Iterator[str]:
    """Every selector of the sheet, one at a time; at-rules are looked into."""
    text = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    for prelude in re.findall(r"([^{};]+)\{", text):
        if not prelude.strip().startswith("@"):
            yield from (selector.strip() for selector in re.split(r",(?![^(]*\))", prelude))


def list_classes(text: str) -> set[str]:
    """Classes of the markup in a template or a piece of code; of a class that depends on something, each that can be."""
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{\w+\}", " ", text)
    named = {name for names in re.findall(r'class="([^"]*)"', plain) for name in names.split()}
    # {% if level == 'danger' %} danger{% endif %} stands between the quotes; so does f'class="icon{turns}"' in code.
    return (
        named | set(re.findall(r"""turns = " (\w+)\"""", text)) | set(re.findall(r"""class(?:Name|List\.\w+\()[^"']*["']([\w-]+)""", text))
    )


def list_used() -> tuple[set[str], set[str]]:
    """Classes and elements of everything that can stand on a page."""
    texts = [file.read_text("utf-8") for file in (*TEMPLATES, *CODE)]
    classes = {name for text in texts for name in list_classes(text)}
    return classes, {name for text in texts for name in re.findall(r"<([a-z][a-z0-9]*)", text)}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_and_controls_stand_out_from_their_ground(text: str, ground: str, least: float, scheme: str) -> None:
    colors = read_schemes(CSS)[scheme]
    assert contrast(colors[text], colors[ground]) >= least


def test_the_dark_that_a_device_asks_for_is_the_dark_one_can_choose() -> None:
    asked = re.search(r":root:not\(\[data-theme\]\) \{(.*?)\}", CSS, re.DOTALL)
    chosen = re.search(r":root\[data-theme=dark\] \{(.*?)\}", CSS, re.DOTALL)
    assert asked
    assert chosen
    assert asked[1].split() == chosen[1].split()


def test_the_style_sheet_is_under_thirty_kilobytes() -> None:
    assert len(CSS.encode()) < MOST_BYTES


def test_nothing_in_the_style_sheet_comes_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(|https?:", CSS)


def test_the_layers_are_named_in_order() -> None:
    assert "@layer reset, tokens, base, layout, components, utilities;" in CSS


def test_the_sheet_takes_no_side() -> None:
    """Left and right are start and end, so that a page reads from right to left with the same rules."""
    assert re.findall(r"[\s;{]((?:margin|padding|border|inset)?-?(?:left|right)\s*:)", CSS) == []


def test_templates_carry_no_style_and_no_script_of_their_own() -> None:
    for template in TEMPLATES:
        assert not re.search(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=", template.read_text("utf-8")), template.name


def test_every_class_a_template_uses_is_styled() -> None:
    styled = {name for selector in list_selectors(CSS) for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)}
    used = {name for template in TEMPLATES for name in list_classes(template.read_text("utf-8"))}
    assert used - styled == set()


def test_no_rule_is_unused() -> None:
    classes, elements = list_used()
    unused = [
        selector
        for selector in list_selectors(CSS)
        if not set(re.findall(r"\.([a-zA-Z][\w-]*)", selector)) <= classes
        or not set(re.findall(r"(?:^|[\s>+~(])([a-z][a-z0-9]*)(?=$|[\s>+~.:\[)])", re.sub(r"\[[^\]]*\]|--\w+", "", selector))) <= elements
    ]
    assert unused == []


@pytest.mark.parametrize("kind", ["class", "element"])
def test_an_unused_rule_would_be_found(kind: str) -> None:
    selector = {"class": ".note.nowhere", "element": "main > marquee"}[kind]
    classes, elements = list_used()
    assert list(list_selectors(f"@layer x {{ {selector}, p {{ margin: 0; }} }}")) == [selector, "p"]
    assert "nowhere" not in classes
    assert "marquee" not in elements


def test_a_class_that_depends_on_something_counts_each_way() -> None:
    markup = """<p class="note{% if level == 'danger' %} danger{% elif a %} warning{% endif %}">"""
    assert list_classes(markup) == {"note", "danger", "warning"}

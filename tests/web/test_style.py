"""The style sheet: small, whole, and in colours that can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "rumbo"
CSS = (ROOT / "web" / "static" / "web" / "rumbo.css").read_text("utf-8")
PAIRS = [
    ("ink", "paper", 7.0),
    ("ink", "sheet", 7.0),
    ("soft", "paper", 4.5),
    ("soft", "sheet", 4.5),
    ("sea", "paper", 4.5),
    ("sea", "sheet", 4.5),
    ("sea", "sea-wash", 4.5),
    ("on-sea", "sea", 4.5),
    ("on-sea", "sea-deep", 4.5),
    ("red", "paper", 4.5),
    ("red", "red-wash", 4.5),
    ("green", "green-wash", 4.5),
    ("ink", "sun-wash", 4.5),
    ("soft", "sea-wash", 4.5),
    ("soft", "red-wash", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "sheet", 3.0),
]


def tokens(dark: bool) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    light, night = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in blocks[:2])
    return {**light, **night} if dark else light


def luminance(color: str) -> float:
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_and_controls_stand_out_from_their_ground(text: str, ground: str, least: float, *, dark: bool) -> None:
    colors = tokens(dark)
    assert contrast(colors[text], colors[ground]) >= least


def test_the_style_sheet_is_under_twenty_kilobytes() -> None:
    assert len(CSS.encode()) < 20_000


def test_nothing_in_the_style_sheet_comes_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(|https?:", CSS)


def test_the_layers_are_named_in_order() -> None:
    assert "@layer reset, tokens, base, layout, components, utilities;" in CSS


def test_templates_carry_no_style_and_no_script_of_their_own() -> None:
    for template in ROOT.glob("*/templates/**/*.html"):
        text = re.sub(r'<script src="{% static [^>]*></script>', "", template.read_text("utf-8"))
        assert not re.search(r"<style|<script|\sstyle=|\son\w+=", text), template.name


def test_every_class_a_template_uses_is_styled() -> None:
    plain = re.compile(r'class="([^"]*)"')
    used = {
        name
        for template in ROOT.glob("*/templates/**/*.html")
        for names in plain.findall(re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text("utf-8")))
        for name in names.split()
    }
    assert {name for name in used if f".{name}" not in CSS} == set()

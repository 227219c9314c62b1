"""How well one colour stands out from another, and the pairs of ours that must: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["PAIRS", "SCHEMES", "contrast", "luminance", "read_schemes"]

SCHEMES = ("light", "dark", "contrast")
GROUNDS = ("paper", "sheet", "sea-wash", "sun-wash", "red-wash", "green-wash")
# (what is drawn, on which ground, the least ratio): text 4.5, the edges of controls and graphics 3.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("ink", ground, 7.0) for ground in GROUNDS),
    *(("soft", ground, 4.5) for ground in GROUNDS),
    *(("sea", ground, 4.5) for ground in GROUNDS),
    *(("sea-deep", ground, 4.5) for ground in ("paper", "sheet", "sea-wash")),
    *(("red", ground, 4.5) for ground in ("paper", "sheet", "red-wash")),
    *(("green", ground, 4.5) for ground in ("paper", "sheet", "green-wash")),
    ("on-sea", "sea", 4.5),
    ("on-sea", "sea-deep", 4.5),
    ("on-sun", "sun", 4.5),
    ("paper", "ink", 4.5),
    ("edge", "paper", 3.0),
    ("edge", "sheet", 3.0),
    ("focus", "focus-ground", 3.0),
)


def luminance(color: str) -> float:
    """Relative luminance of ``#rgb`` or ``#rrggbb``: 0 is black, 1 is white.

    >>> luminance("#fff"), luminance("#000000")
    (1.0, 0.0)
    """
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, whichever is lighter: from 1 to 21.

    >>> round(contrast("#000", "#fff"))
    21
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def read_schemes(css: str) -> Mapping[str, Mapping[str, str]]:
    """The colours of each scheme as the style sheet names them: what is asked is what is drawn.

    >>> css = ":root { --ink: #000; --sun: #fc0; } :root[data-theme=dark] { --ink: #fff; } :root[data-theme=contrast] { --sun: #ff0; }"
    >>> read_schemes(css)["dark"]
    {'ink': '#fff', 'sun': '#fc0'}
    """
    light = _colors(css, ":root")
    return {"light": light, **{name: {**light, **_colors(css, f":root[data-theme={name}]")} for name in SCHEMES[1:]}}


def _colors(css: str, selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r" \{(.*?)\}", css, re.DOTALL)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block[1])) if block else {}

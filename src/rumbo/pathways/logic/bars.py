"""Counts drawn as bars that lie one under the other, each under its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Bar", "Bars", "bars"]

WIDTH, ROW, THICK = 320, 44, 14
TEXT = 16  # from the top of a row to the foot of its words


@dataclass(frozen=True, slots=True)
class Bar:
    """One count; ``words``: the foot of its text, ``y``: the top of its bar, in units of the picture."""

    name: str
    count: int
    words: int
    y: int
    length: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Lengths in units of a picture ``width`` by ``height``."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    thick: int = THICK


def bars(counts: Mapping[str, int], *, most: int) -> Bars:
    """A bar for each count, in their order.

    Args:
        counts: how many, by name.
        most: the count whose bar would fill the width.

    >>> [(bar.name, bar.length) for bar in bars({"better": 5, "worse": 0}, most=10).bars]
    [('better', 160), ('worse', 0)]
    """
    drawn = (
        Bar(name, count, place * ROW + TEXT, place * ROW + TEXT + 6, round(WIDTH * count / max(most, 1)))
        for place, (name, count) in enumerate(counts.items())
    )
    return Bars(tuple(drawn), ROW * len(counts))

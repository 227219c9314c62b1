"""A plan drawn along its days: which steps run side by side, and where one waits for another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Bar", "Timeline", "timeline"]

WIDTH, LEFT, ROW, TOP = 640, 40, 30, 26
LEAST = 10  # what takes no day is drawn as a dot that can still be seen
MOST_TICKS = 6
NICE = (1, 2, 5, 10, 15, 30, 60, 90, 180, 365)


@dataclass(frozen=True, slots=True)
class Bar:
    """One step: its number, the days it starts and is done (typical, from today), and where its bar lies, in units of the picture."""

    number: int
    name: Mapping[str, str]
    ready: int
    done: int
    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """``ticks``: days with their place from the left. All lengths in units of a picture ``width`` by ``height``."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[int, int], ...]
    days: int
    width: int
    height: int


def timeline(steps: Sequence[Mapping[str, Any]]) -> Timeline | None:
    """The picture of a plan's steps, as its JSON gives them; None where there is nothing to see: one step, or a single day.

    >>> a = {"name": {"es": "A", "en": "A"}, "ready": 0, "done": 2}
    >>> b = {"name": {"es": "B", "en": "B"}, "ready": 2, "done": 4}
    >>> [(bar.x, bar.width) for bar in timeline([a, b]).bars]
    [(40, 300), (340, 300)]
    """
    days = max((step["done"] for step in steps), default=0)
    if len(steps) < 2 or days < 2:
        return None

    def place(day: int) -> int:
        return LEFT + (WIDTH - LEFT) * day // days

    bars = []
    for row, step in enumerate(steps):
        width = max(LEAST, place(step["done"]) - place(step["ready"]))
        x = min(place(step["ready"]), WIDTH - width)
        bars.append(Bar(row + 1, step["name"], step["ready"], step["done"], x, TOP + ROW * row, width))
    every = next((size for size in NICE if days <= size * MOST_TICKS), days)
    ticks = tuple((day, place(day)) for day in range(0, days + 1, every))
    return Timeline(tuple(bars), ticks, days, WIDTH, TOP + ROW * len(bars))

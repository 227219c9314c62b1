"""Plans drawn as points: less of one thing to the left, less of another below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Chart", "Dot", "chart"]

WIDTH, HEIGHT = 320, 220
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 34, 44
PAD = 18  # from the axes, so that no dot lies on a number
ROOM = {"x": 56, "y": 20}  # between two numbers on an axis, so that both can be read


@dataclass(frozen=True, slots=True)
class Dot:
    """One plan: its number, from 1, and where it lies, in units of the picture."""

    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """``across``, ``up``: values written on the axes with their place. ``steps``: the points of a line from plan to plan: all that lies
    above it is beaten by one of them. Lengths in units of a picture ``width`` by ``height``."""

    dots: tuple[Dot, ...]
    across: tuple[tuple[float, int], ...]
    up: tuple[tuple[float, int], ...]
    steps: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def chart(values: Sequence[tuple[float, float]]) -> Chart | None:
    """The picture of plans by two values each, of which none beats another; None where there is nothing to choose between.

    Args:
        values: for each plan what it takes of two things, in the order of the first.

    >>> [(dot.number, dot.x, dot.y) for dot in chart([(0, 30), (250, 12)]).dots]
    [(1, 82, 34), (2, 300, 158)]
    """
    if len(values) < 2:
        return None
    places_across = _places([x for x, _ in values], LEFT + PAD, WIDTH - RIGHT)
    places_up = _places([y for _, y in values], HEIGHT - BOTTOM - PAD, TOP)
    dots = tuple(Dot(number, places_across[x], places_up[y]) for number, (x, y) in enumerate(values, start=1))
    steps = [f"M{dots[0].x} {TOP - 10}V{dots[0].y}"]
    steps += [f"H{after.x}V{after.y}" for after in dots[1:]]
    return Chart(dots, _legible(places_across, ROOM["x"]), _legible(places_up, ROOM["y"]), "".join(steps) + f"H{WIDTH - 4}")


def _places(values: Sequence[float], start: int, end: int) -> dict[float, int]:
    """Where each value lies between ``start`` (the least) and ``end`` (the most)."""
    least, most = min(values), max(values)
    span = (most - least) or 1
    return {value: round(start + (end - start) * (value - least) / span) for value in sorted(set(values))}


def _legible(places: dict[float, int], room: int) -> tuple[tuple[float, int], ...]:
    """The values to write: the most, and from the least on those that have room."""
    *between, last = places.items()
    written: list[tuple[float, int]] = []
    for value, place in between:
        if all(abs(place - other) >= room for _, other in (*written, last)):
            written.append((value, place))
    return (*written, last)

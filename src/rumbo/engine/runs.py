"""Days and crossings where it matters by which way one crosses.

Most crossings bring no more than the other side: then all of them can be looked at as done at once (the kernel ``trips``). Where two
ways to the same side each bring something of their own, one crossing brings one of them, and who needs both crosses, comes back and
crosses again. Here each crossing is one way; of what can come of that, only what nothing else beats in everything is followed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.kernels import FAR, Flags, Ints
from rumbo.engine.model import Way

if TYPE_CHECKING:
    from rumbo.engine.graph import Arrays
    from rumbo.engine.instance import Instance


MOST_CHOICES = 32


def crossings_apart(ways: Sequence[Way], open_ways: Iterable[int]) -> list[frozenset[int]]:
    """Ways to leave out, in each of the choices that let what crossings to one side bring be only one thing: then all of them can be
    looked at as done at once. One choice that leaves out nothing, where no two crossings to the same side bring different things.

    Args:
        open_ways: places in ``ways`` of those that may be taken.
    """
    brings: dict[str, dict[frozenset[str], set[int]]] = {}
    for index in open_ways:
        way = ways[index]
        gain = frozenset(name for name in way.grants if not name.startswith("at:"))
        if way.crosses_to is not None and gain:
            brings.setdefault(way.crosses_to, {}).setdefault(gain, set()).add(index)
    left_out = []
    for _, by_gain in sorted(brings.items()):
        gains = sorted(by_gain, key=sorted)
        left_out.append([frozenset(i for other in gains if not other <= gain for i in by_gain[other]) for gain in gains])
    return [frozenset().union(*choice) for choice in itertools.islice(itertools.product(*left_out), MOST_CHOICES)]


class Run:
    """What is so after some crossings: on which ``sides`` one may be and since when, the day each node holds from, and the days each
    action is begun and done."""

    def __init__(self, sides: int, arrived: int, times: Ints, spans: Ints) -> None:
        self.sides, self.arrived, self.times, self.spans = sides, arrived, times, spans

    def is_beaten_by(self, other: Run) -> bool:
        """Whether ``other`` is on these sides too, no later, and has everything as soon."""
        on_sides = self.sides & other.sides == self.sides and other.arrived <= self.arrived
        return on_sides and bool((other.times <= self.times).all())


def crossings_by_gain(a: Arrays, at_node: Ints, among: Flags, held: Flags | None = None) -> dict[int, dict[frozenset[int], list[int]]]:
    """Crossings ``among`` the actions by the side they lead to, and by what they bring besides that side and what is ``held``."""
    found: dict[int, dict[frozenset[int], list[int]]] = {}
    for action in np.flatnonzero(among & (a.crosses_to >= 0)).tolist():
        nodes = a.ei[a.ep[action] : a.ep[action + 1]]
        nodes = nodes if held is None else nodes[~held[nodes]]
        gain = frozenset(nodes.tolist()) - frozenset(at_node.tolist())
        found.setdefault(int(a.crosses_to[action]), {}).setdefault(gain, []).append(action)
    return found


def trips_one_by_one(instance: Instance, plan: Flags, most: int, days: int, which: int) -> tuple[int, Ints, Ints]:
    """As the kernel ``trips``, with one way for each crossing: crossings, days of nodes, and days actions are begun and done."""
    a = instance.arrays
    n, goal = a.nodes, instance.goal
    times = np.full(n, FAR, dtype=np.int64)
    times[[node for side, node in enumerate(instance.at_node) if node >= 0 and instance.start_sides >> side & 1]] = 0
    runs = [Run(instance.start_sides, 0, times, np.full((2, instance.size), FAR, dtype=np.int64))]
    seen: list[Run] = []
    best = runs[0]
    for crossings in range(most + 1):
        for run in runs:
            _stay(instance, plan, run, which)
        best = min([best, *runs], key=lambda run: int(run.times[goal]))
        if best.times[goal] <= days:
            return crossings, best.times, best.spans
        runs = _unbeaten(runs, seen)
        seen += runs
        runs = [after for run in runs for after in _crossed(instance, plan, run, which)]
        if not runs:
            break
    return (FAR if days >= 0 or best.times[goal] >= FAR else most), best.times, best.spans


def _unbeaten(runs: list[Run], seen: list[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in runs:
        if not any(run.is_beaten_by(other) for other in (*seen, *kept)):
            kept = [other for other in kept if not other.is_beaten_by(run)] + [run]
    return kept


def _stay(instance: Instance, plan: Flags, run: Run, which: int) -> None:
    a = instance.arrays
    work = np.empty(4 * a.nodes + 2 * instance.size + 2 * len(a.ei), dtype=np.int64)
    lasting = (a.duration[which], a.calendar, *instance.tables)
    kernels.stay(*instance.rows, plan, *lasting, a.side, a.crosses_to, run.sides, run.arrived, run.times, run.spans, work)


def _crossed(instance: Instance, plan: Flags, run: Run, which: int) -> list[Run]:
    """What ``run`` becomes by each of the ways that cross from where it is."""
    a = instance.arrays
    found = []
    for action in np.flatnonzero(plan & (a.crosses_to >= 0)):
        alone = np.zeros(instance.size, dtype=np.bool_)
        alone[action] = True
        after, spans = np.empty(a.nodes + 1, dtype=np.int64), run.spans.copy()
        lasting, here = (a.duration[which], a.calendar, *instance.tables), (run.sides, run.arrived)
        sides = kernels.cross(a.pp, a.pi, a.ep, a.ei, alone, *lasting, a.side, a.crosses_to, *here, run.times, spans, after)
        if sides:
            found.append(Run(int(sides), int(after[-1]), after[:-1].copy(), spans))
    return found

"""One person's planning problem, cut down to what could matter: the part of a world that the search works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from rumbo.engine import kernels
from rumbo.engine.graph import Arrays, Ints
from rumbo.engine.runs import crossings_by_gain, trips_one_by_one

Flags = npt.NDArray[np.bool_]
FAR = kernels.FAR
NO_LIMIT = FAR - 1  # of days or crossings: whatever is reached at all keeps it
MOST_CROSSINGS = 64
TIE_SCALE = 1 << 12


class Trips(NamedTuple):
    """``crossings``: how many (``FAR``: the goal is not reached so); ``times``: earliest day of each node; ``spans``: earliest days on
    which each action is begun and done, (2, actions), where one goes from side to side."""

    crossings: int
    times: Ints
    spans: Ints | None


@dataclass(frozen=True)
class Instance:
    """Nodes already true are gone; actions are those some plan could use. ``names`` maps actions back to the world's
    actions (index), ``paid``: payments, ``free``: steps that cost nothing and are no way; ``is_sifted``: what is too dear by the first
    sum that counts is already left out."""

    arrays: Arrays
    goal: int
    names: Ints
    free: Flags
    paid: Flags
    start_sides: int
    at_node: Ints
    tables: tuple[Ints, Ints]
    is_sifted: bool = False

    @cached_property
    def rows(self) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
        a = self.arrays
        return a.pp, a.pi, a.ep, a.ei, a.fp, a.fa

    @cached_property
    def payer(self) -> Ints:
        """For each node, the action that pays for it, or -1."""
        a = self.arrays
        payer = np.full(a.nodes, -1, dtype=np.int64)
        paying = np.flatnonzero(self.paid)
        payer[a.ei[a.ep[paying]]] = paying
        return payer

    def payments(self, action: int) -> Ints:
        """The payments that ``action`` needs."""
        a = self.arrays
        payers = self.payer[a.pi[a.pp[action] : a.pp[action + 1]]]
        return np.asarray(payers[payers >= 0])

    @cached_property
    def owed(self) -> tuple[Ints, Ints]:
        """Actions that need a payment, and beside each the payment: an action as often as it needs one."""
        payments = self.payer[self.arrays.pi]
        has = payments >= 0
        actions = np.repeat(np.arange(self.size, dtype=np.int64), np.diff(self.arrays.pp))
        return actions[has], payments[has]

    def with_payments(self, kept: Flags) -> Flags:
        """Actions ``kept``, and the payments that they need."""
        actions, payments = self.owed
        found = kept.copy()
        found[payments[kept[actions]]] = True
        return found

    @property
    def size(self) -> int:
        return len(self.names)

    @cached_property
    def is_way(self) -> Flags:
        """Actions that are ways, neither payments nor steps that follow by themselves."""
        return ~self.paid & ~self.free

    @cached_property
    def has_places(self) -> bool:
        """Whether where one is can matter: something is done on a side one does not start on, or crosses."""
        sides = self.arrays.side[self.arrays.side >= 0]
        return bool((self.arrays.crosses_to >= 0).any() or ((self.start_sides >> sides) & 1 == 0).any())

    @cached_property
    def crossing(self) -> Flags:
        return np.asarray(self.arrays.crosses_to >= 0)

    @cached_property
    def rivals(self) -> Flags:
        """Crossings of which one brings what another one to the same side does not: one of them is taken at a time."""
        found = np.zeros(self.size, dtype=np.bool_)
        for by_gain in crossings_by_gain(self.arrays, self.at_node, np.ones(self.size, dtype=np.bool_)).values():
            if len(by_gain) > 1:
                found[[action for actions in by_gain.values() for action in actions]] = True
        return found

    def reach(self, allowed: Flags) -> Flags:
        """Nodes that hold once all ``allowed`` actions are done, places taken as kept."""
        state = np.zeros(self.arrays.nodes, dtype=np.bool_)
        kernels.reach(*self.rows, allowed, state)
        return state

    def layers(self, allowed: Flags) -> tuple[Ints, Ints]:
        """Fewest crossings before each node holds, and the sides of each layer."""
        a = self.arrays
        layer, where = kernels.layers(*self.rows, allowed, a.side, a.crosses_to, self.at_node, self.start_sides, a.nodes, MOST_CROSSINGS)
        return layer, where

    def trips(self, allowed: Flags, *, most: int = FAR, days: int = -1, which: int = 1) -> Trips:
        """How the goal is reached, one being on one side at a time: with the fewest crossings, ``most`` at most, that keep ``days``;
        with ``days`` below 0, as early as ``most`` crossings allow. ``which``: 0 shortest, 1 typical, 2 longest durations."""
        if (self.rivals & allowed).sum() > 1:
            return Trips(*trips_one_by_one(self, allowed, min(most, MOST_CROSSINGS), days, which))
        return self.trips_at_once(allowed, most=most, days=days, which=which)

    def trips_at_once(self, allowed: Flags, *, most: int = FAR, days: int = -1, which: int = 1) -> Trips:
        """As :meth:`trips`, as if one crossing could bring what several do: sooner or the same, for bounds."""
        a = self.arrays
        if not self.has_places:
            times = self.run_through(allowed, which)[0]
            kept = times[self.goal] < FAR and (days < 0 or times[self.goal] <= days)
            return Trips(0 if kept else FAR, times, None)
        found = kernels.trips(
            *self.rows, allowed, a.duration[which], a.calendar, *self.tables, a.side, a.crosses_to, self.at_node, self.start_sides,
            a.nodes, min(most, MOST_CROSSINGS), self.goal, days,
        )  # fmt: skip
        return Trips(*found)

    def spans(self, allowed: Flags, *, most: int = FAR) -> Ints:
        """Earliest typical days on which each action is begun and done, (2, actions), with ``most`` crossings at most."""
        found = self.trips(allowed, most=most).spans
        if found is not None:
            return found
        times, done = self.run_through(allowed)
        begun = np.zeros(self.size, dtype=np.int64)
        np.maximum.at(begun, np.repeat(np.arange(self.size), np.diff(self.arrays.pp)), times[self.arrays.pi])
        return np.vstack([begun, done])

    @cached_property
    def leads(self) -> tuple[Ints, Ints]:
        """Days that must at least pass until the goal, at typical durations: from each node, and from the day each action is done.
        ``FAR``: it does not lead there."""
        a, n = self.arrays, self.arrays.nodes
        after, times = np.empty(self.size, dtype=np.int64), np.empty(n, dtype=np.int64)
        keys, items = np.empty(n + len(a.pi), dtype=np.int64), np.empty(n + len(a.pi), dtype=np.int64)
        kernels.tails(a.pp, a.pi, a.gp, a.ga, np.ascontiguousarray(a.duration[1]), a.crosses_to, self.goal, after, times, keys, items)
        return times, after

    def in_time(self, allowed: Flags, last: int) -> Flags:
        """Actions that a plan of ``allowed`` ones can use to reach the goal by the day ``last``: what is done later, or leads there too
        late, is of no use."""
        return np.asarray(self.run_through(allowed)[1] + self.leads[1] <= last)

    def run_through(self, allowed: Flags, which: int = 1) -> tuple[Ints, Ints]:
        """Earliest day of each node, and the earliest day each action is done."""
        a = self.arrays
        times, done = kernels.earliest(*self.rows, allowed, a.duration[which], a.calendar, *self.tables, a.nodes)
        return times, done

    def reaches(self, plan: Flags, *, days: int, crossings: int) -> bool:
        """Whether the actions of ``plan`` reach the goal within so many days and crossings (``FAR``: however many)."""
        if not kernels.reaches(*self._asked(plan, days, crossings)):
            return False
        if (self.rivals & plan).sum() < 2:
            return True
        return self.trips(plan, most=crossings, days=min(days, NO_LIMIT)).crossings < FAR

    def leave_out(self, plan: Flags, *, days: int, crossings: int, most: int) -> int:
        """Take up to ``most`` needless ways out of ``plan``, the last first; returns how many."""
        if (self.rivals & plan).sum() < 2:
            return int(kernels.leave_out(*self._asked(plan, days, crossings), self.is_way, most))
        gone = 0
        for action in np.flatnonzero(plan & self.is_way)[::-1]:
            if gone < most:
                plan[action] = False
                plan[action] = not self.reaches(plan, days=days, crossings=crossings)
                gone += not plan[action]
        return gone

    def _asked(self, plan: Flags, days: int, crossings: int) -> tuple[Ints | Flags | int, ...]:
        a = self.arrays
        of_days = (days if days < NO_LIMIT else FAR, a.duration[1], a.calendar, *self.tables)
        of_places = (crossings if self.has_places else FAR, a.side, a.crosses_to, self.at_node, self.start_sides)
        return (*self.rows, plan, self.goal, *of_days, *of_places, *self._scratch)

    @cached_property
    def _scratch(self) -> tuple[Flags, Ints, Ints, Ints, Ints, Ints]:
        n, m = self.arrays.nodes, self.size
        sizes = (n, (2, m), n, MOST_CROSSINGS + 1, 4 * n + 3 * m + 2 * len(self.arrays.ei) + 1)
        times, spans, layer, where, work = (np.empty(size, dtype=np.int64) for size in sizes)
        return np.empty(n, dtype=np.bool_), times, spans, layer, where, work

    def lmcut(self, allowed: Flags, cost: Ints, state: Flags) -> tuple[int, Ints]:
        """Lower bound of reaching the goal from ``state``, and the first of the smallest cuts it came from."""
        a = self.arrays
        return kernels.lmcut(*self.rows, a.gp, a.ga, allowed, cost.copy(), state, self.goal)

    def connected(self, keep: Flags, start: Flags) -> tuple[Flags, bool]:
        """Of the actions in ``keep``, those that can be enabled from ``start`` and lead on to the goal by actions in ``keep``;
        and whether they reach it."""
        kept, reached, useful = keep.copy(), np.empty(self.arrays.nodes, dtype=np.bool_), np.empty(self.size, dtype=np.bool_)
        work = np.empty(2 * self.arrays.nodes + self.size, dtype=np.int64)
        a = self.arrays
        kernels.keep_connected(*self.rows, a.gp, a.ga, kept, start, self.goal, self.has_places, self.crossing, reached, useful, work)
        return kept, bool(reached[self.goal])

    def sieve(self, keep: Flags, start: Flags, cost: Ints, ceiling: int, *, cuts: bool) -> tuple[int, Flags, Ints]:
        """Lower bound of the goal from ``start`` by actions in ``keep`` (0 without ``cuts``), those of them that some plan of
        cost at most ``ceiling`` might use, and their reduced costs. The goal is out of reach: ``FAR``, and anything.
        """
        a, n, m = self.arrays, self.arrays.nodes, self.size
        kept, reduced = keep.copy(), cost.copy()
        reached, useful = np.empty(n, dtype=np.bool_), np.empty(m, dtype=np.bool_)
        work = np.empty(6 * n + 5 * m + 2 * len(a.ei) + 1, dtype=np.int64)
        scratch = (reached, useful, reduced, ceiling, cuts, work)
        bound = kernels.sieve(*self.rows, a.gp, a.ga, kept, start, self.goal, self.has_places, self.crossing, *scratch)
        return int(bound), kept, reduced

    def narrow(self, allowed: Flags, state: Flags, cost: Ints, tail: Ints, most: int, *, calendar: Ints | None = None) -> Flags | None:
        """The ``allowed`` actions that a plan from ``state`` of cost at most ``most`` might use, by dearest chains to and from each; None
        when there is no such plan. ``calendar``: where days are counted, which."""
        a = self.arrays
        keep, reached = np.empty(self.size, dtype=np.bool_), np.empty(a.nodes, dtype=np.bool_)
        work = np.empty(2 * a.nodes + 2 * self.size + 2 * len(a.ei), dtype=np.int64)
        days = self.every_day if calendar is None else calendar
        chain = kernels.narrow(*self.rows, a.gp, a.ga, allowed, state, cost, days, *self.tables, tail, most, self.goal, keep, reached, work)
        return keep if chain < FAR else None

    @cached_property
    def every_day(self) -> Ints:
        """The calendar on which every unit counts, for each action."""
        return np.zeros(self.size, dtype=np.int64)

    def quickest_from(self, allowed: Flags, state: Flags) -> int:
        """The earliest day of the goal from ``state`` by the ``allowed`` actions, wherever they are done; ``FAR``: never."""
        a, chosen = self.arrays, np.empty(self.size, dtype=np.bool_)
        work = np.empty(4 * a.nodes + 2 * self.size + 2 * len(a.ei), dtype=np.int64)
        days = (a.duration[1], a.calendar, *self.tables, self.leads[0])
        return int(kernels.quickest_from(*self.rows, allowed, state, *days, self.goal, chosen, work))

    def additive_plan(self, allowed: Flags, cost: Ints, state: Flags | None = None, lead: Ints | None = None) -> Flags:
        """Actions of the plan along cheapest supporters, from ``state`` if it is given; a plan, not always the best.

        ``lead``: the least that a chain from each node to the goal costs."""
        state = self.nothing if state is None else state
        lead = self.no_lead if lead is None else lead
        return kernels.additive_plan(*self.rows, allowed, state, cost, lead, self.goal)[1]

    @cached_property
    def no_lead(self) -> Ints:
        """Nothing is known of how far each node is from the goal."""
        return np.zeros(self.arrays.nodes, dtype=np.int64)

    @cached_property
    def nothing(self) -> Flags:
        """No node holds."""
        return np.zeros(self.arrays.nodes, dtype=np.bool_)

    def quickest_plan(self, allowed: Flags) -> Flags:
        """Actions of a plan that is done on the earliest day possible: of each node, the action that gives it first."""
        a = self.arrays
        times, done = self.run_through(allowed)
        chosen = np.zeros(self.size, dtype=np.bool_)
        stack, seen = [self.goal], {self.goal}
        while stack and times[self.goal] < FAR:
            node = stack.pop()
            givers = a.ga[a.gp[node] : a.gp[node + 1]]
            action = int(givers[np.argmin(np.where(allowed[givers], done[givers], FAR))])
            chosen[action] = True
            needs = {int(n) for n in a.pi[a.pp[action] : a.pp[action + 1]]} - seen
            seen |= needs
            stack += needs
        return chosen

    def without(self, keep: Flags, *, given: Flags | None = None) -> Instance:
        """The same problem with only the actions in ``keep``; the nodes ``given`` hold from the start."""
        state = np.zeros(self.arrays.nodes, dtype=np.bool_) if given is None else given
        return cut(self.arrays, state, keep, self.goal, self)

    def undominated(self, less: Ints, *, ignored: Flags, by_days: bool) -> Flags:
        """Actions that no other one replaces: one that needs and grants the same where one is, and takes no more.

        Args:
            less: (rows, actions), each a cost that counts.
            ignored: nodes that need not be alike.
            by_days: whether the days an action takes count too.
        """
        a = self.arrays
        same = [a.side, a.crosses_to, (self.free | self.paid).astype(np.int64), *([a.calendar] if by_days else [])]
        less = np.vstack([less, a.duration[1:2]]) if by_days else less
        found: Flags = kernels.undominated(a.pp, a.pi, a.ep, a.ei, ignored, np.vstack(same), np.ascontiguousarray(less))
        return found


def weigh(instance: Instance, weights: Sequence[int]) -> Ints:
    """Cost of each action as one number."""
    counted = np.array(weights, dtype=np.int64) @ instance.arrays.costs
    return np.ascontiguousarray(counted)


def unpaid_for(instance: Instance, costs: Ints) -> tuple[Flags, Flags]:
    """Payments that cost nothing in any row of ``costs``, and the nodes they pay for."""
    a = instance.arrays
    unpaid = instance.paid & ~np.atleast_2d(costs).any(axis=0)
    settled = np.zeros(a.nodes, dtype=np.bool_)
    settled[a.ei[a.ep[np.flatnonzero(unpaid)]]] = True
    return unpaid, settled


def cut(
    a: Arrays, state: Flags, keep: Flags, goal: int, base: Instance, *, start_sides: int | None = None, is_sifted: bool = False
) -> Instance:
    """Renumber to the kept actions and the nodes they speak of, true nodes left out.

    ``start_sides``: where one starts, if not as in ``base``."""
    kept = np.flatnonzero(keep)
    # Places stay even where one already is: the layers kernel says when one is there.
    places = base.at_node[base.at_node >= 0]
    new = np.empty(a.nodes, dtype=np.int64)
    sizes = np.empty(2, dtype=np.int64)
    count = kernels.renumber(a.pp, a.pi, a.ep, a.ei, kept, state, places, goal, new, sizes)
    of_actions, of_nodes = len(kept) + 1, count + 1
    shapes = (of_actions, sizes[0], of_actions, sizes[1], of_nodes, sizes[0], of_nodes, sizes[1])
    pp, pi, ep, ei, fp, fa, gp, ga = rows = [np.empty(shape, dtype=np.int64) for shape in shapes]
    kernels.cut_into(a.pp, a.pi, a.ep, a.ei, kept, state, new, *rows)
    at_node = np.where(base.at_node >= 0, new[base.at_node], -1)
    arrays = Arrays(
        nodes=count, pp=pp, pi=pi, ep=ep, ei=ei, fp=fp, fa=fa, gp=gp, ga=ga,
        costs=np.ascontiguousarray(a.costs[:, kept]), duration=np.ascontiguousarray(a.duration[:, kept]), calendar=a.calendar[kept],
        way=a.way[kept], side=a.side[kept], crosses_to=a.crosses_to[kept],
    )  # fmt: skip
    return Instance(
        arrays=arrays, goal=int(new[goal]), names=base.names[kept], free=base.free[kept], paid=base.paid[kept],
        start_sides=base.start_sides if start_sides is None else start_sides, at_node=at_node, tables=base.tables, is_sifted=is_sifted,
    )  # fmt: skip

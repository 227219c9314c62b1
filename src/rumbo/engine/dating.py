"""Earliest and latest moments of acts that wait for each other, exactly.

Once it is settled where the person is at each step and which paper each step uses, every link says that one moment is not earlier
than a growing function of another. Such a system has a least solution and, below a last moment, a greatest one; both are found by
lifting, or lowering, until nothing moves (Cousot and Cousot 1977; for plain distances, Bellman 1958). What is not settled is searched
best first, and only where the least solution breaks it.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from rumbo.engine.openings import NEVER, Opening, Wait

Kind = Literal["after", "not-before", "within", "until"]
Option = tuple["Link", ...]
MOST_NODES = 2_000


class SearchCut(RuntimeError):  # noqa: N818  names a state of the search, not a fault
    """There are too many ways to put the acts together: it is not known whether dates fit."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something done at one moment, and ready after a wait."""

    opening: Opening
    wait: Wait

    def ready(self, moment: int, *, on: Act | None = None) -> int:
        """The moment from which what is done at ``moment`` can be used, by the clock of ``on`` too: the same moment where there is
        no wait, else the beginning of the day it is ready."""
        clock = self.opening.clock
        day = clock.day(moment)
        ready = self.wait.ready(day)
        if ready >= NEVER:
            return NEVER
        if ready == day:
            return moment
        begins = clock.moment(ready)
        return begins if on is None else max(begins, on.opening.clock.moment(ready))

    def latest(self, moment: int, on: Act) -> int:
        """The last moment to do it so that ``on`` can use it at ``moment``."""
        clock = self.opening.clock
        needed = min(clock.day(moment), on.opening.clock.day(moment))
        day = self.wait.latest(needed)
        same = clock.day(moment)
        return moment if self.wait.ready(same) == same else clock.last(day)


@dataclass(frozen=True, slots=True)
class Link:
    """``after``: ``act`` is not done before ``other`` is ready. ``not-before``: nor before ``other`` is done. ``within``: it is done
    at most ``n`` days after the day ``other`` is ready. ``until``: it is done by the moment ``n``. ``rule``: which rule says so, by its
    number; -1 for what cannot be otherwise."""

    kind: Kind
    act: int
    other: int = -1
    n: int = 0
    rule: int = -1


@dataclass(frozen=True, slots=True)
class Solution:
    """``links``: all that hold, those of the options chosen among them. ``lows``: earliest moments, by act."""

    links: tuple[Link, ...]
    lows: tuple[int, ...]
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the search: the links so far, the least moments by them, and which choices are settled."""

    links: tuple[Link, ...]
    lows: tuple[int, ...]
    settled: frozenset[int]


@dataclass(frozen=True)
class Dating:
    """Acts and what links them. The last act is the goal. ``choices``: of each, the links of one option must hold."""

    acts: tuple[Act, ...]
    links: tuple[Link, ...]
    choices: tuple[tuple[Option, ...], ...]
    first: int

    def solve(self) -> Solution | None:
        """The solution with the earliest goal; None where there is none. Not ``proven`` where the search was cut short.

        Raises:
            SearchCut: it was, and had found none.
        """
        lows = self.least(self.links, (self.first,) * len(self.acts)) if self.in_order(self.links) else None
        heap = [] if lows is None else [(lows[-1], 0, Node(self.links, lows, frozenset()))]
        pushed = 1
        while heap:
            node = heapq.heappop(heap)[2]
            broken, links = self._settle(node)
            if broken < 0:
                return Solution(links, node.lows, proven=pushed < MOST_NODES)
            for option in self.choices[broken] if pushed < MOST_NODES else ():
                further = self._with(node, broken, option)
                if further is not None:
                    heapq.heappush(heap, (further.lows[-1], pushed, further))
                    pushed += 1
        if pushed >= MOST_NODES:
            raise SearchCut
        return None

    def _settle(self, node: Node) -> tuple[int, tuple[Link, ...]]:
        """The first choice of which no option holds as things are, or -1 and all links with those of the options that do."""
        links = node.links
        for number, options in enumerate(self.choices):
            if number in node.settled:
                continue
            fitting = (option for option in options if self._hold(option, node.lows) and self.in_order((*links, *option)))
            option = next(fitting, None)
            if option is None:
                return number, links
            links = (*links, *option)
        return -1, links

    def _with(self, node: Node, number: int, option: Option) -> Node | None:
        links = (*node.links, *option)
        lows = self.least(links, node.lows) if self.in_order(links) else None
        return None if lows is None else Node(links, lows, node.settled | {number})

    def in_order(self, links: Sequence[Link]) -> bool:
        """Whether acts can be put into an order in which each comes after what it waits for: not even at one and the same moment can
        two wait for each other."""
        before: dict[int, set[int]] = {act: set() for act in range(len(self.acts))}
        for link in links:
            if link.kind in {"after", "not-before"}:
                before[link.act].add(link.other)
        try:
            TopologicalSorter(before).prepare()
        except CycleError:
            return False
        return True

    def _hold(self, option: Option, moments: Sequence[int]) -> bool:
        return all(self.holds(link, moments) for link in option)

    def holds(self, link: Link, moments: Sequence[int]) -> bool:
        """Whether a link holds when each act is done at its moment."""
        if link.kind == "until":
            return moments[link.act] <= link.n
        return moments[link.other if link.kind == "within" else link.act] >= self.at_least(link, moments)

    def at_least(self, link: Link, moments: Sequence[int]) -> int:
        """How early, by this link, the act that it lifts can be: ``other`` for ``within``, else ``act``."""
        act, other = self.acts[link.act], self.acts[link.other]
        if link.kind == "after":
            return other.ready(moments[link.other], on=act)
        if link.kind == "not-before":
            return moments[link.other]
        day = other.wait.soonest(act.opening.clock.day(moments[link.act]) - link.n)
        return NEVER if day >= NEVER else other.opening.clock.moment(day)

    def at_most(self, link: Link, moments: Sequence[int]) -> int:
        """How late, by this link, the act that it lowers can be: ``act`` for ``within`` and ``until``, else ``other``."""
        if link.kind == "until":
            return link.n
        act, other = self.acts[link.act], self.acts[link.other]
        if link.kind == "after":
            return other.latest(moments[link.act], act)
        if link.kind == "not-before":
            return moments[link.act]
        ready = other.wait.ready(other.opening.clock.day(moments[link.other]))
        return act.opening.clock.last(min(ready + link.n, act.wait.horizon))

    def least(self, links: Sequence[Link], lows: Sequence[int]) -> tuple[int, ...] | None:
        """The earliest moment of each act from ``lows`` on; None where no moments fit."""
        caps = [NEVER] * len(self.acts)
        for link in links:
            if link.kind == "until":
                caps[link.act] = min(caps[link.act], link.n)
        found = list(lows)
        for act in range(len(found)):
            if not self._lift(found, act, found[act], caps):
                return None
        lifting = [link for link in links if link.kind != "until"]
        moved = True
        while moved:
            moved = False
            for link in lifting:
                act = link.other if link.kind == "within" else link.act
                low = self.at_least(link, found)
                if low > found[act]:
                    moved = True
                    if not self._lift(found, act, low, caps):
                        return None
        return tuple(found)

    def _lift(self, found: list[int], act: int, low: int, caps: Sequence[int]) -> bool:
        moment = None if low >= NEVER else self.acts[act].opening.next(low)
        if moment is None or moment > caps[act]:
            return False
        found[act] = moment
        return True

    def greatest(self, links: Sequence[Link], highs: Sequence[int]) -> tuple[int, ...]:
        """The latest moment of each act up to ``highs``.

        Raises:
            ValueError: no moments fit; where :meth:`least` found some below ``highs``, these do.
        """
        found = list(highs)
        for act in range(len(found)):
            self._lower(found, act, found[act])
        moved = True
        while moved:
            moved = False
            for link in links:
                act = link.act if link.kind in {"within", "until"} else link.other
                high = self.at_most(link, found)
                if high < found[act]:
                    moved = True
                    self._lower(found, act, high)
        return tuple(found)

    def _lower(self, found: list[int], act: int, high: int) -> None:
        moment = self.acts[act].opening.previous(high)
        if moment is None:
            raise ValueError("no moments fit")
        found[act] = moment

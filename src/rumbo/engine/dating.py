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

    def ready(self, moment: int, on: Act) -> int:
        """The moment from which what is done at ``moment`` can be used, by the clock of ``on`` too: the same moment where there is
        no wait, else the beginning of the day it is ready."""
        clock = self.opening.clock
        day = clock.day(moment)
        ready = self.wait.ready(day)
        if ready == NEVER:
            return NEVER
        return moment if ready == day else max(clock.moment(ready), on.opening.clock.moment(ready))

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

    @property
    def lifted(self) -> int:
        """The act that it makes later."""
        return self.other if self.kind == "within" else self.act

    @property
    def lifts_from(self) -> int:
        """The act by which it does so."""
        return self.act if self.kind == "within" else self.other


@dataclass(frozen=True, slots=True)
class Solution:
    """``links``: all that hold, those of the options chosen among them. ``lows``: earliest moments, by act."""

    links: tuple[Link, ...]
    lows: tuple[int, ...]
    proven: bool = True

    @property
    def goal(self) -> int:
        """The earliest moment at which the goal is reached."""
        return self.lows[-1]


@dataclass(frozen=True, slots=True)
class Clash:
    """Why no moments fit: these links, and when these acts can be done, do not go together."""

    links: frozenset[Link] = frozenset()
    acts: frozenset[int] = frozenset()

    def __or__(self, other: Clash) -> Clash:
        return Clash(self.links | other.links, self.acts | other.acts)


@dataclass(frozen=True, slots=True)
class Lows:
    """The earliest moment of each act, and the links that ever lifted it."""

    moments: tuple[int, ...]
    lifted_by: tuple[frozenset[Link], ...]

    @property
    def goal(self) -> int:
        """The earliest moment at which the goal is reached."""
        return self.moments[-1]


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the search: the links so far, the least moments by them, and which choices are settled."""

    links: tuple[Link, ...]
    lows: Lows
    settled: frozenset[int]


@dataclass(frozen=True)
class Dating:
    """Acts and what links them. The last act is the goal. ``choices``: of each, the links of one option must hold."""

    acts: tuple[Act, ...]
    links: tuple[Link, ...]
    choices: tuple[tuple[Option, ...], ...]
    first: int

    def solve(self) -> Solution | Clash:
        """The solution with the earliest goal, or why there is none. Not ``proven`` where the search was cut short.

        Raises:
            SearchCut: it was, and had found none.
        """
        clash, heap, pushed = Clash(), list[tuple[int, int, Node]](), 0
        opened = [self._node(self.links, Lows((self.first,) * len(self.acts), (frozenset(),) * len(self.acts)), frozenset())]
        while True:
            for further in opened:
                if isinstance(further, Clash):
                    clash |= further
                else:
                    heapq.heappush(heap, (further.lows.goal, pushed, further))
                    pushed += 1
            is_cut = pushed >= MOST_NODES
            if not heap:
                break
            *_, node = heapq.heappop(heap)
            broken, links = self._settle(node)
            if broken is None:
                return Solution(links, node.lows.moments, proven=not is_cut)
            options = () if is_cut else self.choices[broken]
            opened = [self._node((*node.links, *option), node.lows, node.settled | {broken}) for option in options]
        if is_cut:
            raise SearchCut
        return clash

    def _settle(self, node: Node) -> tuple[int | None, tuple[Link, ...]]:
        """The first choice of which no option holds as things are, or None and all links with those of the options that do."""
        links = node.links
        for number, options in enumerate(self.choices):
            if number in node.settled:
                continue
            fitting = (option for option in options if self._hold(option, node.lows.moments) and self.in_order((*links, *option)))
            option = next(fitting, None)
            if option is None:
                return number, links
            links = (*links, *option)
        return None, links

    def _node(self, links: tuple[Link, ...], lows: Lows, settled: frozenset[int]) -> Node | Clash:
        if not self.in_order(links):
            return Clash()
        lifted = self.least(links, lows)
        return lifted if isinstance(lifted, Clash) else Node(links, lifted, settled)

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
        return moments[link.lifted] >= self.at_least(link, moments)

    def at_least(self, link: Link, moments: Sequence[int]) -> int:
        """How early, by this link, the act that it lifts can be: ``other`` for ``within``, else ``act``."""
        act, other = self.acts[link.act], self.acts[link.other]
        if link.kind == "after":
            return other.ready(moments[link.other], act)
        if link.kind == "not-before":
            return moments[link.other]
        day = other.wait.soonest(act.opening.clock.day(moments[link.act]) - link.n)
        return NEVER if day == NEVER else other.opening.clock.moment(day)

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

    def least(self, links: Sequence[Link], lows: Lows) -> Lows | Clash:
        """The earliest moments from ``lows`` on, or why none fit."""
        lifting = Lifting(self, links, lows)
        return lifting.lows() if lifting.settle() else lifting.clash()

    def greatest(self, links: Sequence[Link], highs: Sequence[int]) -> tuple[int, ...]:
        """The latest moment of each act up to ``highs``.

        Raises:
            ValueError: no moments fit; where :meth:`solve` found some below ``highs``, these do.
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


class Lifting:
    """Earliest moments while they are being lifted. ``cause``: the link that lifted each act last."""

    def __init__(self, dating: Dating, links: Sequence[Link], lows: Lows) -> None:
        self.dating = dating
        self.links = [link for link in links if link.kind != "until"]
        self.caps = [link for link in links if link.kind == "until"]
        self.moments = list(lows.moments)
        self.lifted_by = [set(links) for links in lows.lifted_by]
        self.cause: dict[int, Link] = {}
        self.latest = [min((cap.n for cap in self.caps if cap.act == act), default=NEVER) for act in range(len(self.moments))]
        self.failed = -1

    def settle(self) -> bool:
        """Lift until nothing moves; whether moments fit."""
        if not all(self._lift(act, moment) for act, moment in enumerate(self.moments)):
            return False
        moved = True
        while moved:
            moved = False
            for link in self.links:
                low = self.dating.at_least(link, self.moments)
                if low > self.moments[link.lifted]:
                    moved = True
                    if not self._lift_by(link, low):
                        return False
        return True

    def _lift_by(self, link: Link, low: int) -> bool:
        act = link.lifted
        self.cause[act] = link
        self.lifted_by[act].add(link)
        return self._lift(act, low) and (link.kind != "within" or self._go_round(act))

    def _lift(self, act: int, low: int) -> bool:
        moment = None if low == NEVER else self.dating.acts[act].opening.next(low)
        if moment is None or moment > self.latest[act]:
            self.failed = act
            return False
        self.moments[act] = moment
        return True

    def _go_round(self, act: int) -> bool:
        """Where an act was lifted by way of itself, go on round that circle alone until it comes to rest; whether moments fit then.

        A paper that runs out and the step that waits for it chase each other day by day: nothing else need be looked at meanwhile.
        """
        circle = self._circle(act)
        moved = bool(circle)
        while moved:
            moved = False
            for link in circle:
                low = self.dating.at_least(link, self.moments)
                if low > self.moments[link.lifted]:
                    moved = True
                    if not self._lift(link.lifted, low):
                        return False
        return True

    def _circle(self, act: int) -> list[Link]:
        """The links by which an act was lifted last, in order, if they begin with itself."""
        circle: list[Link] = []
        at = act
        while at in self.cause and len(circle) <= len(self.moments):
            circle.append(self.cause[at])
            at = self.cause[at].lifts_from
            if at == act:
                return circle[::-1]
        return []

    def lows(self) -> Lows:
        """What the lifting came to."""
        return Lows(tuple(self.moments), tuple(map(frozenset, self.lifted_by)))

    def clash(self) -> Clash:
        """All that led to the act that no moment fits."""
        acts, stack, links = {self.failed}, [self.failed], {cap for cap in self.caps if cap.act == self.failed}
        while stack:
            for link in self.lifted_by[stack.pop()]:
                links.add(link)
                if link.lifts_from not in acts:
                    acts.add(link.lifts_from)
                    stack.append(link.lifts_from)
        return Clash(frozenset(links), frozenset(acts))

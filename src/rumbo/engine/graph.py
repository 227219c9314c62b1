"""Conditions as nodes and actions, and actions as the arrays that kernels read: see :mod:`rumbo.engine.world`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from rumbo.engine import jit, kernels
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, SumOf

Ints = npt.NDArray[np.int64]
MAX_CONDITION_NODES = 20_000
CRITERIA = ("money", "visits", "exposures", "confidence", "order")


@dataclass(frozen=True, slots=True)
class Action:
    """``way`` is -1 for free steps and payments. ``side`` is -1 where it does not matter where one is."""

    pre: tuple[int, ...]
    eff: tuple[int, ...]
    way: int = -1
    side: int = -1
    crosses_to: int = -1
    costs: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    duration: tuple[int, int, int] = (0, 0, 0)
    calendar: int = 0


@dataclass
class Graph:
    """Nodes and actions while they are being built; conditions already seen are not built twice."""

    node_of: dict[Any, int] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    guards: dict[int, Condition] = field(default_factory=dict)
    granted: frozenset[str] = frozenset()
    limit: int = MAX_CONDITION_NODES

    def node(self, key: Any) -> int:
        return self.node_of.setdefault(key, len(self.node_of))

    def require(self, condition: Condition) -> tuple[int, ...]:
        """Nodes that hold, all of them, exactly when ``condition`` does."""
        if condition.is_static:
            return () if condition == All(()) else (self._guard(condition),)
        match condition:
            case Fact(name):
                return (self.node(("fact", name)),)
            case All(parts):
                return tuple(dict.fromkeys(node for part in parts for node in self.require(part)))
            case AnyOf(parts):
                return self._at_least(1, parts, condition)
            case AtLeast(n, parts):
                return self._at_least(n, parts, condition)
            case SumOf(weights, at_least):
                return self._sum(weights, at_least, condition)
        raise AssertionError("a test or none is static")

    def _guard(self, condition: Condition) -> int:
        node = self.node(("guard", condition))
        self.guards[node] = condition
        return node

    def free(self, pre: tuple[int, ...], eff: int) -> None:
        self.actions.append(Action(pre=pre, eff=(eff,)))

    def _at_least(self, n: int, parts: tuple[Condition, ...], key: Condition) -> tuple[int, ...]:
        if n == 0:
            return ()
        if n == len(parts):
            return self.require(All(parts))
        if ("part", key) in self.node_of:
            return (self.node_of["part", key],)
        top = self.node(("part", key))
        if n == 1:
            for part in parts:
                self.free(self.require(part), top)
            return (top,)
        # Node (i, k): at least k of the first i parts hold. Row by row, as in Pascal's triangle.
        for i, part in enumerate(parts, start=1):
            nodes = self.require(part)
            for k in range(max(1, n - (len(parts) - i)), min(i, n) + 1):
                here = top if (i, k) == (len(parts), n) else self._step(key, i, k)
                if i - 1 >= k:
                    self.free((self._step(key, i - 1, k),), here)
                below = (self._step(key, i - 1, k - 1),) if k > 1 else ()
                self.free((*below, *nodes), here)
        return (top,)

    def _sum(self, weights: tuple[tuple[str, int], ...], at_least: int, key: Condition) -> tuple[int, ...]:
        if at_least == 0:
            return ()
        if ("part", key) in self.node_of:
            return (self.node_of["part", key],)
        top = self.node(("part", key))
        # Sums reached by the first i facts, each capped at what is asked; node (i, s): a sum of s or more is reached.
        sums = {0}
        for i, (name, weight) in enumerate(weights, start=1):
            fact = self.node(("fact", name))
            reached = sums | {min(at_least, s + weight) for s in sums}
            befores: dict[int, list[int]] = {}
            for before in sorted(sums):
                befores.setdefault(min(at_least, before + weight), []).append(before)
            for s in sorted(reached - {0}):
                here = top if (i, s) == (len(weights), at_least) else self._step(key, i, s)
                if s in sums:
                    self.free((self._step(key, i - 1, s),), here)
                for before in befores.get(s, ()):
                    self.free((fact,) if before == 0 else (self._step(key, i - 1, before), fact), here)
            sums = reached
            if len(self.node_of) > self.limit + len(weights):
                raise OverflowError
        return (top,)

    def _step(self, key: Condition, i: int, k: int) -> int:
        return self.node(("step", key, i, k))


@dataclass(frozen=True)
class Arrays:
    """Actions as compressed rows. ``pp``/``pi``: nodes each needs; ``ep``/``ei``: nodes each grants; ``fp``/``fa``: actions
    that need each node; ``gp``/``ga``: actions that grant each node. Costs are (criteria, actions)."""

    nodes: int
    pp: Ints
    pi: Ints
    ep: Ints
    ei: Ints
    fp: Ints
    fa: Ints
    gp: Ints
    ga: Ints
    costs: Ints
    duration: Ints
    calendar: Ints
    way: Ints
    side: Ints
    crosses_to: Ints

    @classmethod
    def of(cls, actions: Sequence[Action], nodes: int) -> Arrays:
        pp, pi = _rows([a.pre for a in actions])
        ep, ei = _rows([a.eff for a in actions])
        fp, fa = kernels.transpose(pp, pi, nodes)
        gp, ga = kernels.transpose(ep, ei, nodes)
        for row in (pp, pi, ep, ei, fp, fa, gp, ga):
            jit.keep(row)
        return cls(
            nodes=nodes,
            pp=pp,
            pi=pi,
            ep=ep,
            ei=ei,
            fp=fp,
            fa=fa,
            gp=gp,
            ga=ga,
            costs=np.array([a.costs for a in actions], dtype=np.int64).reshape(-1, len(CRITERIA)).T.copy(),
            duration=np.array([a.duration for a in actions], dtype=np.int64).reshape(-1, 3).T.copy(),
            calendar=np.array([a.calendar for a in actions], dtype=np.int64),
            way=np.array([a.way for a in actions], dtype=np.int64),
            side=np.array([a.side for a in actions], dtype=np.int64),
            crosses_to=np.array([a.crosses_to for a in actions], dtype=np.int64),
        )

    def with_more(self, actions: Sequence[Action], nodes: int, *, among: npt.NDArray[np.bool_] | None = None) -> Arrays:
        """These actions, only those ``among`` them if given, and some more; ``nodes`` nodes in all."""
        more = Arrays.of(actions, nodes)
        needs, grants = (self.pp, self.pi), (self.ep, self.ei)
        if among is not None:
            needs, grants = _some(*needs, among), _some(*grants, among)
        pp, ep = (np.concatenate([one, other[1:] + one[-1]]) for one, other in ((needs[0], more.pp), (grants[0], more.ep)))
        pi, ei = np.concatenate([needs[1], more.pi]), np.concatenate([grants[1], more.ei])
        rows = (pp, pi, ep, ei, *kernels.transpose(pp, pi, nodes), *kernels.transpose(ep, ei, nodes))
        for row in rows:
            jit.keep(row)
        others = ("costs", "duration", "calendar", "way", "side", "crosses_to")
        mine = slice(None) if among is None else among
        joined = {name: np.concatenate([getattr(self, name)[..., mine], getattr(more, name)], axis=-1) for name in others}
        return Arrays(nodes, *rows, **joined)


def _some(starts: Ints, items: Ints, among: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Of compressed rows, those flagged in ``among``."""
    sizes = np.diff(starts)
    return np.concatenate([[0], np.cumsum(sizes[among])]), items[np.repeat(among, sizes)]


def _rows(lists: Iterable[tuple[int, ...]]) -> tuple[Ints, Ints]:
    listed = list(lists)
    starts = np.zeros(len(listed) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in listed], out=starts[1:])
    return starts, np.array([item for row in listed for item in row], dtype=np.int64)

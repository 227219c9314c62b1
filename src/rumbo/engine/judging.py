"""What conditions are worth to many people at once: each distinct one is evaluated once, for 64 people with one operation.

Conditions become *rows* of bits, one bit for each person. A condition that may be unknown has a pair of rows: who meets it for certain, and
who may (Kleene's three values); facts are never unknown and have one row for both. The rows of all conditions are filled by kernels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from rumbo.engine import kernels
from rumbo.engine.codes import Codes
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, Test
from rumbo.engine.graph import Ints
from rumbo.engine.people import Lanes

Pair = tuple[int, int]


@dataclass
class Rows:
    """Where each fact and test has its rows. ``is_known``: all that is asked is known of everyone, so that a test has one row for both."""

    is_known: bool = False
    count: int = 0
    facts: dict[str, int] = field(default_factory=dict)
    tests: dict[Test, Pair] = field(default_factory=dict)

    def new(self) -> int:
        self.count += 1
        return self.count - 1

    def fact(self, name: str) -> int:
        """The row of who holds a fact."""
        if name not in self.facts:
            self.facts[name] = self.new()
        return self.facts[name]

    def test(self, test: Test) -> Pair:
        """The rows of who passes a test."""
        if test not in self.tests:
            certain = self.new()
            self.tests[test] = certain, certain if self.is_known else self.new()
        return self.tests[test]


@dataclass
class Judging:
    """Conditions over the leaves in ``rows``, in an order in which each stands behind its parts."""

    rows: Rows
    pairs: dict[Condition, Pair] = field(default_factory=dict)
    steps: list[tuple[int, int, tuple[int, ...], tuple[int, ...], int]] = field(default_factory=list)

    def add(self, condition: Condition) -> Pair:
        """The rows of a condition: who meets it for certain, and who may."""
        if condition not in self.pairs:
            self.pairs[condition] = self._build(condition)
        return self.pairs[condition]

    def _build(self, condition: Condition) -> Pair:
        match condition:
            case Fact(name):
                return (self.rows.fact(name),) * 2
            case Test():
                return self.rows.test(condition)
            case SumOf(weights, at_least):
                return self._counted(at_least, [(self.rows.fact(name),) * 2 for name, _ in weights], [weight for _, weight in weights])
            case NoneOf(parts):
                pairs = [self.add(part) for part in parts]
                possible = self._step(kernels.NOT_ONE, [certain for certain, _ in pairs])
                if all(certain == maybe for certain, maybe in pairs):
                    return possible, possible
                return self._step(kernels.NOT_ONE, [maybe for _, maybe in pairs]), possible
            case All(parts):
                return self._counted(len(parts), [self.add(part) for part in parts])
            case AnyOf(parts):
                return self._counted(1, [self.add(part) for part in parts])
            case AtLeast(n, parts):
                return self._counted(n, [self.add(part) for part in parts])

    def _counted(self, least: int, pairs: list[Pair], weights: list[int] | None = None) -> Pair:
        weights = weights if weights is not None else [1] * len(pairs)
        if len(pairs) == 1 and weights == [1] and least == 1:
            return pairs[0]
        kind = kernels.COUNTED
        if set(weights) <= {1} and least == len(pairs):
            kind = kernels.EVERY
        elif least == 1 and 0 not in weights:
            kind = kernels.SOME
        certain = self._step(kind, [certain for certain, _ in pairs], weights, least)
        if all(one == other for one, other in pairs):
            return certain, certain
        return certain, self._step(kind, [possible for _, possible in pairs], weights, least)

    def _step(self, kind: int, sources: list[int], weights: list[int] | None = None, least: int = 0) -> int:
        row = self.rows.new()
        self.steps.append((kind, least, tuple(sources), tuple(weights or [1] * len(sources)), row))
        return row

    def compiled(self) -> Steps:
        """The steps as arrays."""
        starts = np.cumsum([0, *(len(sources) for _, _, sources, _, _ in self.steps)], dtype=np.int64)
        return Steps(
            kinds=_ints(kind for kind, *_ in self.steps),
            least=_ints(least for _, least, *_ in self.steps),
            starts=starts,
            sources=_ints(source for _, _, sources, _, _ in self.steps for source in sources),
            weights=_ints(weight for _, _, _, weights, _ in self.steps for weight in weights),
            results=_ints(row for *_, row in self.steps),
        )


@dataclass(frozen=True)
class Steps:
    """As :func:`rumbo.engine.kernels.judge` reads them."""

    kinds: Ints
    least: Ints
    starts: Ints
    sources: Ints
    weights: Ints
    results: Ints

    def run(self, lanes: Lanes) -> None:
        """Fill the rows of all conditions from those of facts and tests."""
        digits = np.empty(64, dtype=np.int64)
        kernels.judge(self.kinds, self.least, self.starts, self.sources, self.weights, self.results, lanes, digits)


@dataclass(frozen=True)
class Layout:
    """Where the codes of attributes lie among the rows of cells, and which runs of them each test holds for."""

    first: Ints
    certain: Ints
    possible: Ints
    known: Ints
    starts: Ints
    low: Ints
    high: Ints

    @classmethod
    def of(cls, codes: Mapping[str, Codes], tests: Mapping[Test, Pair]) -> Layout:
        """The layout for codes as they are now; with a new pattern among them it is another one."""
        first = np.cumsum([0, *(code.size for code in codes.values())], dtype=np.int64)
        base = dict(zip(codes, first.tolist(), strict=False))
        runs = [(base[test.attribute], codes[test.attribute].runs(test)) for test in tests]
        return cls(
            first=first,
            certain=_ints(certain for certain, _ in tests.values()),
            possible=_ints(possible for _, possible in tests.values()),
            known=_ints(base[test.attribute] for test in tests),
            starts=np.cumsum([0, *(len(listed) for _, listed in runs)], dtype=np.int64),
            low=_ints(at + start - 1 for at, listed in runs for start, _ in listed),
            high=_ints(-1 if end is None else at + end - 1 for at, listed in runs for _, end in listed),
        )

    def read(self, cells: Lanes, lanes: Lanes) -> None:
        """Fill the rows of all tests."""
        kernels.read_tests(self.certain, self.possible, self.known, self.starts, self.low, self.high, cells, lanes)


def split(mask: Lanes, tests: Iterable[Pair], facts: Iterable[int], lanes: Lanes) -> list[tuple[Lanes, tuple[bool | None, ...]]]:
    """Part those in ``mask`` by how tests come out for them and which facts they hold: each pattern that occurs, with whom it is about."""
    parts: list[tuple[Lanes, tuple[bool | None, ...]]] = [(mask, ())]
    for certain, possible in [*tests, *((row, row) for row in facts)]:
        ways = ((True, lanes[certain]), (None, lanes[possible] & ~lanes[certain]), (False, ~lanes[possible]))
        met = [(part & lane, (*truths, truth)) for part, truths in parts for truth, lane in ways]
        parts = [(part, truths) for part, truths in met if part.any()]
    return parts


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)

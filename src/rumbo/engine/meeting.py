"""The different ways in which a condition can be met: enough of them that each alternative in it is once the one that counts."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, Test

MOST_COMBINED = 64


@dataclass(frozen=True, slots=True)
class Need:
    """One way to meet a condition: facts to hold, facts not to hold, and how tests of attributes have to come out."""

    facts: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    tests: Mapping[Test, bool] = field(default_factory=dict)

    def and_also(self, other: Need) -> Need | None:
        """Both at once; None where one contradicts the other."""
        facts, without = self.facts | other.facts, self.without | other.without
        if facts & without or any(self.tests.get(test, holds) != holds for test, holds in other.tests.items()):
            return None
        return Need(facts, without, {**self.tests, **other.tests})


def needs_of(condition: Condition) -> tuple[Need, ...]:
    """Ways to meet a condition, none twice.

    Each alternative stands in one of them at least, unless what stands beside it contradicts it; all combinations of alternatives are
    there where they are no more than ``MOST_COMBINED``.

    >>> [sorted(need.facts) for need in needs_of(AnyOf((Fact("document:a"), Fact("document:b"))))]
    [['document:a'], ['document:b']]
    """
    found: list[Need] = []
    for need in _needs(condition, holds=True):
        if need not in found:
            found.append(need)
    return tuple(found)


def _needs(condition: Condition, *, holds: bool) -> list[Need]:
    match condition:
        case Fact(name):
            return [Need(facts=frozenset({name})) if holds else Need(without=frozenset({name}))]
        case Test():
            return [Need(tests={condition: holds})]
        case SumOf():
            if holds:
                return list(_of_sum(condition))
            return [Need(without=frozenset(name for name, _ in condition.weights))] if condition.at_least else []
        case AtLeast(n, parts):
            if holds:
                return list(_of_some(n, parts))
            return _together([_needs(part, holds=False) for part in parts]) if n else []
        case NoneOf(parts):
            return _either(parts, holds=True) if not holds else _together([_needs(part, holds=False) for part in parts])
        case All(parts):
            return _together([_needs(part, holds=True) for part in parts]) if holds else _either(parts, holds=False)
        case AnyOf(parts):
            return _either(parts, holds=True) if holds else _together([_needs(part, holds=False) for part in parts])
    raise AssertionError("there is no other condition")


def _either(parts: Sequence[Condition], *, holds: bool) -> list[Need]:
    return [need for part in parts for need in _needs(part, holds=holds)]


def _together(choices: Sequence[Sequence[Need]]) -> list[Need]:
    """One choice of each at once: all combinations of few; of many, each choice once."""
    if math.prod(len(choice) for choice in choices) <= MOST_COMBINED:
        return _joined(itertools.product(*choices))
    rounds = range(max(len(choice) for choice in choices))
    return _joined(tuple(choice[i % len(choice)] for choice in choices) for i in rounds)


def _joined(rows: Iterable[Sequence[Need]]) -> list[Need]:
    found = []
    for row in rows:
        need: Need | None = Need()
        for part in row:
            need = need and need.and_also(part)
        found += [need] if need else []
    return found


def _of_some(n: int, parts: Sequence[Condition]) -> Iterator[Need]:
    """``n`` parts that stand one after the other, in a ring."""
    for first in range(len(parts) if n else 1):
        yield from _together([_needs(parts[(first + i) % len(parts)], holds=True) for i in range(n)])


def _of_sum(condition: SumOf) -> Iterator[Need]:
    """Facts from each one on, in a ring, until their weights are enough."""
    weights = condition.weights
    if not condition.at_least:
        yield Need()
        return
    for first in range(len(weights)):
        taken, total = [], 0
        for name, weight in (*weights[first:], *weights[:first]):
            if total >= condition.at_least:
                break
            taken.append(name)
            total += weight
        if total >= condition.at_least:
            yield Need(facts=frozenset(taken))

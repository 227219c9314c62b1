"""Who gains and who loses when ways change: counted by group, and nobody told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from rumbo.engine.crowd import crowd_of
from rumbo.engine.instance import FAR
from rumbo.engine.model import Query
from rumbo.engine.people import people_of
from rumbo.engine.population import screen_people
from rumbo.engine.profiles import Asked
from rumbo.engine.situation import look_at
from rumbo.engine.solving import solve
from rumbo.engine.stage import Budget
from rumbo.engine.sweep import Change, change_between, compare
from rumbo.engine.wishes import value_of
from rumbo.engine.world import World
from rumbo.pathways.logic.ask import Ask, query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.population import FEWEST, MOST_REMEMBERED, withheld

OUTCOMES = ("newly", "no-longer", "better", "worse", "same", "neither")
NEITHER = OUTCOMES.index("neither")
Json = dict[str, Any]
Values = tuple[int, ...]
Key = tuple[object, ...]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one person's way to the goal, as a place in ``OUTCOMES``, and by how much the first objective differs.

    ``proven``: whether the searches ended, so that there are no better plans than those that were compared."""

    place: int
    more: int = 0
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Planned:
    """``values``: by objective, ``FAR`` where there is no plan. ``ways``: those of the plan. ``firm``: nothing was repaired or cut short,
    so that it stays as it is while nothing in it gets worse and nothing at all better."""

    values: Values
    ways: frozenset[str]
    firm: bool
    proven: bool


class Compared(NamedTuple):
    """The best values before and after, and of the ways of the plan after those that were asked about. ``proven``: both searches ended."""

    was: Values
    now: Values
    ways: frozenset[str]
    proven: bool = True

    @property
    def outcome(self) -> Outcome:
        """What became of the way to the goal."""
        return outcome_of(self.was, self.now, proven=self.proven)


NOTHING = Compared((FAR,), (FAR,), frozenset())


class Gains:
    """Compares the ways to one goal before and after, for people as they come; keeps nothing of any of them.

    Somebody reaches the goal who has a plan within their limits whatever is unknown of them turns out to be.

    Args:
        about: ways of which it is to be told who takes them.
        nodes: how many to look into for each plan, if not as many as for one person's.
        plans: the plans before, of people who may come again with another change: those that are found are added to it.
    """

    def __init__(
        self,
        before: CompiledRegion,
        after: CompiledRegion,
        *,
        about: frozenset[str] = frozenset(),
        nodes: int | None = None,
        plans: dict[Key, Planned] | None = None,
    ) -> None:
        self.before, self.after, self.about, self.nodes = before, after, about, nodes
        self.plans = {} if plans is None else plans
        self.keep = plans is not None
        self.known: dict[Key, Compared] = {}
        self.changes: dict[object, Change] = {}

    def outcomes(self, asks: Sequence[Ask]) -> list[Outcome]:
        """What becomes of each of those who ask, all for one goal."""
        return [found.outcome for found in self.compared(asks)]

    def compared(self, asks: Sequence[Ask]) -> list[Compared]:
        """The plans of each of those who ask, all for one goal; who says the same is looked at once."""
        keys = [key_of(ask) for ask in asks]
        if len(self.known) + len(asks) > MOST_REMEMBERED:
            self.known.clear()
        new = {key: ask for key, ask in zip(keys, asks, strict=True) if key not in self.known}
        found = self._look([*new], [self._query(ask) for ask in new.values()])
        self.known.update(zip(new, found, strict=True))
        return [self.known[key] for key in keys]

    def _query(self, ask: Ask) -> Query:
        asked = query(self.before, ask)
        return replace(asked, ties=False, max_nodes=asked.max_nodes if self.nodes is None else self.nodes)

    def _look(self, keys: Sequence[Key], queries: Sequence[Query]) -> list[Compared]:
        possible = _possible(self.before.world, queries) | _possible(self.after.world, queries)
        return [self._compare(key, one) if may else NOTHING for key, one, may in zip(keys, queries, possible, strict=True)]

    def _compare(self, key: Key, asked: Query) -> Compared:
        was = self._before(key, asked)
        change = self._change(asked)
        if not change.better and not change.everything and was.firm and not was.ways & change.worse:
            now = was  # the plan is still there, and there is nothing new
        else:
            now = best_of(self.after.world, asked)
        return Compared(was.values, now.values, now.ways & self.about, was.proven and now.proven)

    def _before(self, key: Key, asked: Query) -> Planned:
        if key in self.plans:
            return self.plans[key]
        found = best_of(self.before.world, asked)
        if self.keep:
            self.plans[key] = found
        return found

    def _change(self, asked: Query) -> Change:
        key = (asked.as_of, asked.objective)
        if key not in self.changes:
            common = Asked(asked.as_of, asked.objective, (("", asked.goal),), (), ())
            self.changes[key] = change_between(self.before.world, self.after.world, common)
        return self.changes[key]


def key_of(ask: Ask) -> Key:
    """What two people share who are planned for alike."""
    return (ask.goal, ask.as_of, ask.limits, ask.held, ask.objective, frozenset(ask.attributes.items()))


def outcome_of(was: Values, now: Values, *, proven: bool = True) -> Outcome:
    """What became of a way to the goal by its best values before and after."""
    if was[0] >= FAR and now[0] >= FAR:
        return Outcome(NEITHER, proven=proven)
    place = int(compare(np.array([was]), np.array([now]))[0])
    return Outcome(place, now[0] - was[0] if max(was[0], now[0]) < FAR else 0, proven)


def _possible(world: World, queries: Sequence[Query]) -> Flags:
    """Who might reach the goal, budgets and days left aside."""
    found = np.zeros(len(queries), dtype=np.bool_)
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, one in enumerate(queries):
        groups.setdefault((one.as_of, one.limits, one.goal), []).append(place)
    for members in groups.values():
        some = [queries[place] for place in members]
        crowd = crowd_of(world, {"": some[0].goal})
        found[members] = screen_people(crowd, people_of(world, some), limits=some[0].limits).grades(np.array([0]))[0] > 0
    return found


def best_of(world: World, asked: Query) -> Planned:
    """The best plan that stands whatever is unknown."""
    solved = solve(look_at(world, asked), {}, Budget(asked.max_nodes), unknown=False)
    if solved is None or solved.plan is None:
        return Planned((FAR,) * len(asked.objective), frozenset(), firm=solved is None, proven=solved is None)
    values = tuple(value_of(solved.plan, objective) for objective in asked.objective)
    proven = solved.exact and (solved.found is None or solved.found.bound is None)
    return Planned(values, frozenset(step.way for step in solved.plan.steps), firm=not solved.repaired, proven=proven)


@dataclass
class GainTally:
    """Counts outcomes, of everybody or by group: the group is what a column of the file says.

    ``real``: whether they are people who could be told apart. Of made-up ones no outcome is withheld; groups of one to four are still told
    together, since so few say nothing about a rule.
    """

    real: bool = True
    counts: dict[str, Counter[int]] = field(default_factory=dict)
    differences: dict[tuple[str, int], Counter[int]] = field(default_factory=dict)

    def add(self, told: Iterable[tuple[str, Outcome]]) -> None:
        """Count some more people, each told with the group they are of."""
        for group, outcome in told:
            self.counts.setdefault(group, Counter())[outcome.place] += 1
            if outcome.more:
                self.differences.setdefault((group, outcome.place), Counter())[outcome.more] += 1

    def as_json(self) -> Json:
        """All counts; ``None`` where it is withheld, because fewer than five would be told apart by it.

        Groups of one to four people are told as one, without a name; where they are fewer than five together, with the next smallest.
        """
        groups, table = self._table()
        total = table.sum(axis=0)
        people = int(total.sum())
        if people < FEWEST:
            return {"people": None, "fewest": FEWEST, "outcomes": dict.fromkeys(OUTCOMES), "by": [], "groups": []}
        hidden = hide(table) if self.real else np.zeros(table.shape, dtype=np.bool_)
        told: Json = {
            "people": people,
            "fewest": FEWEST,
            "outcomes": dict(withheld(OUTCOMES, total)) if self.real else dict(zip(OUTCOMES, total.tolist(), strict=True)),
            "by": self._medians([*self.counts], total),
        }
        told["groups"] = [self._group(*one) for one in zip(groups, table, hidden, strict=True)]
        return told

    def _group(self, names: list[str], counts: Counts, hidden: Flags) -> Json:
        name, people = names[0] if len(names) == 1 else None, int(counts.sum())
        return {"group": name, "people": people, "outcomes": _shown(counts, hidden), "by": self._medians(names, counts)}

    def _table(self) -> tuple[list[list[str]], Counts]:
        """Groups large enough to be told, each a list of names, and their outcomes: (groups, outcomes)."""
        sizes = sorted((sum(counts.values()), name) for name, counts in self.counts.items())
        small = [name for size, name in sizes if size < FEWEST]
        large = [name for size, name in sizes if size >= FEWEST]
        if small and large and (sum(size for size, _ in sizes[: len(small)]) < FEWEST):
            small.append(large.pop(0))
        groups = [[name] for name in sorted(large)] + ([small] if small else [])
        rows = [[sum(self.counts[name][place] for name in names) for place in range(len(OUTCOMES))] for names in groups]
        return groups, np.array(rows, dtype=np.int64).reshape(len(groups), len(OUTCOMES))

    def _medians(self, names: Sequence[str], counts: Counts) -> dict[str, int | None]:
        """By how much it is better or worse for the one in the middle; withheld for fewer than five."""
        found: dict[str, int | None] = {}
        for word in ("better", "worse"):
            place = OUTCOMES.index(word)
            all_of_them: Counter[int] = sum((self.differences.get((name, place), Counter()) for name in names), Counter())
            found[word] = _median(all_of_them, int(counts[place])) if counts[place] >= FEWEST else None
        return found


def _median(differences: Counter[int], count: int) -> int:
    """The middle one of ``count`` differences, the lower of two; those not listed are nought."""
    listed = sorted([*differences.items(), (0, count - sum(differences.values()))])
    seen = 0
    for difference, many in listed:
        seen += many
        if 2 * seen >= count:
            return difference
    return 0


def hide(table: Counts) -> Flags:
    """Which counts of a table (groups, outcomes) to withhold, whose row and column sums are told.

    Those of one to four; and where one alone, or fewer than five people, would be hidden in a row or a column, the next smallest with them.

    >>> hide(np.array([[3, 20, 30], [40, 50, 60]])).sum()
    4
    """
    hidden = (table > 0) & (table < FEWEST)
    before = -1
    while before != hidden.sum():
        before = int(hidden.sum())
        for row in range(table.shape[0]):
            _hide_another(table[row], hidden[row])
        for column in range(table.shape[1]) if table.shape[0] > 1 else ():
            _hide_another(table[:, column], hidden[:, column])
    return hidden


def _hide_another(counts: Counts, hidden: Flags) -> None:
    if hidden.any() and (hidden.sum() < 2 or counts[hidden].sum() < FEWEST):
        others = [int(place) for place in np.argsort(counts, kind="stable") if counts[place] and not hidden[place]]
        hidden[others[:1]] = True


def _shown(counts: Counts, hidden: Flags) -> Mapping[str, int | None]:
    return {name: None if hide_it else int(count) for name, count, hide_it in zip(OUTCOMES, counts, hidden, strict=True)}

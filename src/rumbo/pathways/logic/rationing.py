"""Ways that only so many people can take: who gets a place is drawn by lot, and the others plan without.

Each person takes, in the order drawn, the best plan that is still open to them (:mod:`rumbo.engine.turns`: random serial dictatorship,
Abdulkadiroğlu and Sönmez 1998). Whoever would only reach the goal if something that was not said turned out well takes no place, as they
have no plan that stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from rumbo.engine.assign import draw_lottery
from rumbo.engine.model import Query
from rumbo.engine.turns import Choice, Turns, Ways
from rumbo.pathways.logic.ask import Ask, query
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.gains import Gains, Key, Outcome, Values, best_of, key_of, outcome_of
from rumbo.pathways.logic.withholding import FEWEST, hide

Json = dict[str, Any]
Told = tuple[str, Outcome]
REACH = ("newly", "better", "worse", "same")


class Rationing:
    """What becomes of people where ways have few places, compared with before; people come as they do, and in the end those who want a
    place take their turns. Of these the question is kept till then, once for all who say the same.

    Args:
        places: how many people can take each way of the region ``after``.
        seed: of the lottery; a person's ticket is drawn from it and from the name of their line.
    """

    def __init__(self, before: CompiledRegion, after: CompiledRegion, places: Mapping[str, int], seed: str) -> None:
        self.after, self.seed = after, seed
        self.limited = frozenset(places)
        self.gains = Gains(before, after, about=self.limited)
        self.turns = Turns(places, self._best)
        self.numbers: dict[Key, int] = {}
        self.kinds: list[tuple[Query, Values]] = []
        self.waiting: list[tuple[str, str, int]] = []

    def come(self, lines: Sequence[str], groups: Sequence[str], asks: Sequence[Ask]) -> Iterator[Told]:
        """The outcomes, each with its group, of those of some more people who want no place; the others wait for their turn.

        Args:
            lines: a name for each person that no other one has.
        """
        for line, group, ask, found in zip(lines, groups, asks, self.gains.compared(asks), strict=True):
            if found.ways:
                self.waiting.append((line, group, self._kind(ask, found.was)))
            else:
                yield group, found.outcome

    def serve(self) -> Iterator[Told]:
        """The outcomes of all who waited, in the order of the lottery."""
        numbers = draw_lottery(self.seed, [line for line, _, _ in self.waiting])
        for place in sorted(range(len(self.waiting)), key=numbers.__getitem__):
            _, group, kind = self.waiting[place]
            yield group, outcome_of(self.kinds[kind][1], self.turns.serve(kind).choice.values)

    def _kind(self, ask: Ask, was: Values) -> int:
        number = self.numbers.setdefault(key_of(ask), len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append((replace(query(self.after, ask), ties=False), was))
        return number

    def _best(self, kind: int, without: Ways) -> Choice:
        asked, _ = self.kinds[kind]
        limits = replace(asked.limits, without=(*asked.limits.without, *sorted(without)))
        found = best_of(self.after.world, replace(asked, limits=limits))
        return Choice(found.values, found.ways & self.limited)

    def as_json(self, told: Json) -> Json:
        """The seed, and of each way how many took it and how many more would have; ``None`` where it is withheld.

        Withheld is what tells one to four people apart, also by subtracting one count from another: see ``_few_apart``. Where outcomes are
        withheld they would follow from who took a place or got none.

        Args:
            told: how many people there are and what became of them, as it is told.
        """
        ways, outcomes = sorted(self.limited), told["outcomes"]
        used: list[int | None] = [None] * len(ways)
        missed, turned_away = used, None
        if None not in (reach := [outcomes[name] for name in REACH]):
            used = _withheld([self.turns.used[way] for way in ways], of=sum(reach))
        if None not in outcomes.values():
            missed = _withheld([self.turns.missed[way] for way in ways], of=told["people"])
            turned_away = None if None in missed or self._few_apart(told) else self.turns.turned_away
        counted = zip(ways, used, missed, strict=True)
        return {
            "seed": self.seed,
            "turned_away": turned_away,
            "capacity": [
                {"way": way, "places": self.turns.places[way], "used": taken, "turned_away": away} for way, taken, away in counted
            ],
        }

    def _few_apart(self, told: Json) -> bool:
        """Whether so few lacked some place or none, several of them or all but one, or without coming off worse for it."""
        away, missed = self.turns.turned_away, self.turns.missed.values()
        worse = told["outcomes"]["worse"] + told["outcomes"]["no-longer"]
        apart = (away, told["people"] - away, sum(missed) - away, abs(away - worse), *(away - count for count in missed))
        return any(map(_few, apart))


def _withheld(counts: Sequence[int], *, of: int) -> list[int | None]:
    """Counts, each of some ``of`` so many people; ``None`` where so few are in it, or are not."""
    hidden = hide(np.array([counts], dtype=np.int64))[0]
    return [None if hide_it or _few(of - count) else count for count, hide_it in zip(counts, hidden, strict=True)]


def _few(people: int) -> bool:
    return 0 < people < FEWEST

"""Ways with few places, taken in turn: whoever is next takes the best that is still open to them.

Random serial dictatorship, when the turns are drawn by lot: nobody gains by asking for something else than they want, and no two could
swap what they got to the good of both (Atila Abdulkadiroğlu and Tayfun Sönmez, *Random serial dictatorship and the core from random
endowments in house allocation problems*, Econometrica 66, 1998). Who comes first gains over who comes later by chance alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Ways = frozenset[str]
MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A best plan: its ``values`` (less is better, the first counts most) and the ways with few places that it ``takes``."""

    values: tuple[int, ...]
    takes: Ways


@dataclass(frozen=True, slots=True)
class Served:
    """What somebody took at their turn. ``missed``: the ways without a place left that they would have had something better by."""

    choice: Choice
    missed: Ways


class Turns:
    """Gives out the places of ways, one person after the other.

    Nobody takes a place whom something else serves as well. Where one of several places is as good as another, the ways are tried without
    the first by name; who comes later and would need that very one is not looked at. What is best for a kind of people without some ways
    is worked out once, as long as there are no more than ``MOST_REMEMBERED`` kinds.

    Args:
        places: how many can take each way.
        best: what is best for a kind of people, told by a number, without some ways; never worse with fewer of them left out.

    >>> plans = {"slow": Choice((9,), frozenset()), "fast": Choice((1,), frozenset({"window"}))}
    >>> turns = Turns({"window": 1}, lambda who, without: plans["slow" if "window" in without else "fast"])
    >>> [turns.serve(0).choice.values, turns.serve(0).choice.values, turns.used["window"], turns.missed["window"]]
    [(1,), (9,), 1, 1]
    """

    def __init__(self, places: Mapping[str, int], best: Callable[[int, Ways], Choice]) -> None:
        self.places, self.best = dict(places), best
        self.used: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.turned_away = 0
        self.known: dict[int, list[tuple[Ways, Choice]]] = {}

    @property
    def full(self) -> Ways:
        """Ways without a place left."""
        return frozenset(way for way, places in self.places.items() if self.used[way] >= places)

    def serve(self, who: int) -> Served:
        """Let somebody of the kind ``who`` take what is best for them, and its places."""
        full = self.full
        wished, choice = self._choice(who, frozenset()), self._choice(who, full)
        missed = wished.takes & full if wished.values < choice.values else frozenset()
        self.used.update(choice.takes)
        self.missed.update(missed)
        self.turned_away += bool(missed)
        return Served(choice, missed)

    def _choice(self, who: int, without: Ways) -> Choice:
        if len(self.known) >= MOST_REMEMBERED and who not in self.known:
            self.known.clear()
        known = self.known.setdefault(who, [])
        for before, choice in known:
            if before <= without and choice.takes.isdisjoint(without):
                return choice  # what is best stays best where only something else is left out
        choice = self._sparing(who, without)
        known.append((without, choice))
        return choice

    def _sparing(self, who: int, without: Ways) -> Choice:
        """The best without some ways, taking no place that can be done without."""
        choice = self.best(who, without)
        if not choice.takes:
            return choice
        spared = self.best(who, frozenset(self.places))
        if spared.values == choice.values:
            return spared
        tried: set[str] = set()
        while left := choice.takes - tried:
            way = min(left)
            tried.add(way)
            other = self.best(who, without | {way})
            if other.values == choice.values:
                choice, without = other, without | {way}
        return choice

"""Small random worlds, and their answers by brute force: written apart from the engine, with plain sets, to check it."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from rumbo.engine.calendars import add_working_days, is_working_day
from rumbo.engine.conditions import parse_condition
from rumbo.engine.model import AttributeSpec, Body, Calendar, Duration, FactSpec, Holding, Limits, Query, Way, WorldSpec

DAY = dt.date(2026, 11, 20)
CALENDAR = Calendar(name="mx", closed=frozenset({dt.date(2026, 11, 23)}))
Completions = list[dict[str, Any]]
OBJECTIVES = ("cheapest", "fastest", "fewest-visits", "fewest-crossings", "least-exposed")


def random_condition(rng: random.Random, facts: list[str], tests: list[dict], depth: int = 2) -> Any:
    kind = rng.random()
    if depth == 0 or kind < 0.4:
        return rng.choice(facts)
    if kind < 0.62 and tests:
        return rng.choice(tests)
    parts = [random_condition(rng, facts, tests, depth - 1) for _ in range(rng.randint(2, 3))]
    if kind < 0.75:
        return {"any": parts}
    if kind < 0.9:
        return {"all": parts}
    if kind < 0.95:
        return {"at_least": {"n": rng.randint(1, len(parts)), "of": parts}}
    return {"sum": {"of": {name: rng.randint(1, 3) for name in rng.sample(facts, min(3, len(facts)))}, "at_least": rng.randint(1, 5)}}


def random_world(seed: int, *, most_ways: int = 12, unknowns: int = 3, border: bool = False) -> tuple[WorldSpec, Query]:
    """A world and a question; with ``border``, one in which much crosses."""
    rng = random.Random(seed)
    facts = [f"document:f{i}" for i in range(rng.randint(3, 8))]
    brought = facts[: rng.randint(0, 1)]
    grantable = facts[len(brought) :]
    attributes = [f"a{i}" for i in range(rng.randint(0, unknowns))]
    tests: list[dict] = []
    for name in attributes:
        tests += [{"attr": name, "is": "x"}, {"attr": name, "is_not": "x"}, {"attr": name, "in": ["y", "z"]}]
        tests += [{"any": [{"attr": name, "is": "x"}, {"attr": name, "is": "y"}]}, {"none": [{"attr": name, "is": "z"}, *brought]}]
    sides = ("mx", "us") if rng.random() < 0.6 or border else ()
    bodies = tuple(
        Body(name=f"b{i}", weight=rng.randint(1, 3), passes_to=(f"b{i - 1}",) if i and rng.random() < 0.3 else ()) for i in range(3)
    )
    ways = []
    for i in range(rng.randint(min(4, most_ways), most_ways)):
        crossing = bool(sides) and rng.random() < (0.4 if border else 0.15)
        side = rng.choice(sides) if sides and (crossing or rng.random() < 0.7) else None
        typical = rng.choice((0, 1, 2, 5))
        working = rng.random() < 0.4
        ways.append(
            Way(
                name=f"w{i:02}",
                requires=parse_condition(random_condition(rng, facts, tests) if rng.random() < 0.9 else None),
                grants=()
                if crossing and rng.random() < 0.8
                else tuple(rng.sample(grantable, min(len(grantable), rng.choice((1, 1, 1, 2))))),
                money=() if rng.random() < 0.4 else ((rng.choice(("MXN", "USD")), rng.randint(0, 5)),),
                duration=Duration(
                    typical=typical, max=typical + 2, unit="working" if working else "calendar", calendar="mx" if working else None
                ),
                visit_group=rng.choice((None, None, "g1", "g2")),
                exposures=tuple(f"b{n}" for n in range(3) if rng.random() < 0.25),
                confidence=rng.choice(("high", "medium")),
                side=side,
                in_person=side is not None and not crossing and rng.random() < 0.8,
                crosses_to=({"mx": "us", "us": "mx"}[side]) if crossing and side else None,
                irreversible=rng.random() < 0.1,
            )
        )  # fmt: skip
    spec = WorldSpec(
        facts=tuple(
            FactSpec(name=n, brought=n in brought, implies=tuple(o for o in grantable if o > n and rng.random() < 0.08)) for n in facts
        ),
        attributes=tuple(AttributeSpec(name=n, kind="word", values=("x", "y", "z")) for n in attributes),
        bodies=bodies, ways=tuple(ways), calendars=(CALENDAR,), rates=(("MXN", 1), ("USD", 18)), sides=sides,
    )  # fmt: skip
    known = {name: rng.choice("xyz") for name in attributes if rng.random() < 0.25}
    if sides:
        known["side"] = rng.choice(sides)
    goal = parse_condition(random_condition(rng, grantable, [], 1) if rng.random() < 0.3 else rng.choice(grantable))
    named = tuple(rng.sample(OBJECTIVES, rng.choice((1, 1, 1, 2, 3))))
    held = tuple(Holding(fact=n) for n in facts if rng.random() < 0.1)
    limits = Limits(
        budget=(("MXN", rng.randint(2, 8)),) if rng.random() < 0.1 else (), days=rng.randint(2, 9) if rng.random() < 0.1 else None,
        crossings=rng.randint(0, 2) if sides and rng.random() < 0.1 else None,
        avoid=(f"b{rng.randint(0, 2)}",) if rng.random() < 0.05 else (),
    )  # fmt: skip
    return spec, Query(goal=goal, as_of=DAY, held=held, attributes=known, objective=named, limits=limits, alternatives=0, max_branches=96)  # type: ignore[arg-type]


class Brute:
    """One world and query, one completion or the lower world, answered by trying every subset of ways."""

    def __init__(self, spec: WorldSpec, query: Query) -> None:
        self.spec, self.query = spec, query
        self.implies = {f.name: f.implies for f in spec.facts}
        self.ways = sorted(spec.ways, key=lambda w: w.name)
        self.named = {w.name: w for w in spec.ways}
        self.bodies = {b.name: b for b in spec.bodies}
        self.unknown = [a.name for a in spec.attributes if a.name not in query.attributes]
        self.held = self.close({h.fact for h in query.held})
        self.open = [
            w for w in self.ways if not self.learners(w) & set(query.limits.avoid) and not (w.crosses_to and query.limits.crossings == 0)
        ]

    def completions(self) -> Iterator[dict[str, str]]:
        for values in itertools.product("xyz", repeat=len(self.unknown)):
            yield {**self.query.attributes, **dict(zip(self.unknown, values, strict=True))}  # type: ignore[dict-item]

    def close(self, facts: set[str]) -> frozenset[str]:
        out = set(facts)
        while True:
            more = {o for f in out for o in self.implies.get(f, ())} - out
            if not more:
                return frozenset(out)
            out |= more

    def learners(self, way: Way) -> set[str]:
        seen = set(way.exposures)
        while more := {o for b in seen for o in self.bodies[b].passes_to} - seen:
            seen |= more
        return seen

    def static(self, condition: Any) -> bool:
        match type(condition).__name__:
            case "Test" | "NoneOf":
                return True
            case "Fact" | "SumOf":
                return False
            case "AtLeast" if condition.n == 0:
                return True
            case _:
                return all(self.static(p) for p in condition.parts)

    def true_in(self, condition: Any, facts: AbstractSet[str] | tuple[()], attributes: dict[str, Any]) -> bool:
        match type(condition).__name__:
            case "Fact":
                return condition.name in facts
            case "SumOf":
                return sum(w for n, w in condition.weights if n in facts) >= condition.at_least
            case "Test":
                value = attributes[condition.attribute]
                wanted = condition.value
                return {"is": value == wanted, "is_not": value != wanted, "in": value in wanted}[condition.operator]
            case "NoneOf":
                return not any(self.true_in(p, self.held, attributes) for p in condition.parts)
            case name:
                n = {"All": len(condition.parts), "AnyOf": 1}.get(name, getattr(condition, "n", 0))
                return sum(self.true_in(p, facts, attributes) for p in condition.parts) >= n

    def holds(self, condition: Any, facts: AbstractSet[str], completions: Completions) -> bool:
        """In the world where a guard counts only if it holds in each of ``completions``."""
        if self.static(condition):
            return all(self.true_in(condition, facts, c) for c in completions)
        match type(condition).__name__:
            case "Fact" | "SumOf":
                return self.true_in(condition, facts, completions[0])
            case name:
                n = {"All": len(condition.parts), "AnyOf": 1}.get(name, getattr(condition, "n", 0))
                return sum(self.holds(p, facts, completions) for p in condition.parts) >= n

    def crossings(self, ways: Sequence[Way], completions: Completions) -> int | None:
        """Fewest crossings until the goal holds, by trying every order: states are (facts, side)."""
        side = self.query.attributes.get("side")
        start = self.close(set(self.held) | ({f"at:{side}"} if side else set()))
        level, seen, count = {(start, side)}, set(), 0
        while level:
            saturated = set()
            for facts, here in level:
                grown = facts
                while True:
                    new = {
                        g
                        for w in ways
                        if not w.crosses_to
                        and not (w.in_person and w.side and w.side != here)
                        and self.holds(w.requires, grown, completions)
                        for g in w.grants
                    }
                    if self.close(set(grown) | new) == grown:
                        break
                    grown = self.close(set(grown) | new)
                if self.holds(self.query.goal, grown, completions):
                    return count
                saturated.add((grown, here))
            seen |= saturated
            level = set()
            for facts, here in saturated:
                for w in ways:
                    if w.crosses_to and w.side == here and self.holds(w.requires, facts, completions):
                        nxt = (self.close(set(facts) | set(w.grants) | {f"at:{w.crosses_to}"}), w.crosses_to)
                        if nxt not in seen:
                            level.add(nxt)
            level -= seen
            count += 1
            if count > 40:
                return None
        return None

    def trips(self, ways: Sequence[Way], completions: Completions) -> list[tuple[int, int]]:
        """Days and crossings of each way of going about it within the limits: with 0, 1, 2… crossings, the earliest day of the goal.

        One is on one side at a time; what was done before a crossing stays done. Each run is a side, the day one came there, and the
        days of what is had by then.
        """
        side, limits, far = self.query.attributes.get("side"), self.query.limits, 10**9
        start = self.close(set(self.held) | ({f"at:{side}"} if side else set()))
        runs: list[Any] = [(side, 0, dict.fromkeys(start, 0))]
        seen: list[Any] = []
        found = []
        crossings = 0
        while runs and crossings <= (far if limits.crossings is None else limits.crossings):
            for here, since, times in runs:
                self.stay(here, since, times, ways, completions)
            runs = [one for n, one in enumerate(runs) if not any(self.beaten(one, other) for other in (*seen, *runs[:n]))]
            seen += runs
            days = [day for *_, times in runs if (day := self.moment(self.query.goal, times, completions)) is not None]
            found += [(min(days), crossings)] if days and min(days) <= (far if limits.days is None else limits.days) else []
            runs = [(w.crosses_to, *self.crossed(w, times, ready)) for here, since, times in runs for w in ways
                    if w.crosses_to and w.side == here and (ready := self.ready(w, since, times, completions)) is not None]  # fmt: skip
            crossings += 1
        return found

    @staticmethod
    def beaten(one: Any, other: Any) -> bool:
        return one[0] == other[0] and one[1] >= other[1] and all(other[2].get(g, 10**9) <= t for g, t in one[2].items())

    def finish(self, way: Way, at: int) -> int:
        if way.duration.unit == "calendar":
            return at + way.duration.typical
        day = DAY + dt.timedelta(at)
        while not is_working_day(CALENDAR, day):
            day += dt.timedelta(1)
        return (add_working_days(CALENDAR, day, way.duration.typical) - DAY).days

    def moment(self, condition: Any, times: dict[str, int], completions: Completions) -> int | None:
        """First day on which ``condition`` holds, by the days of what is had."""
        for moment in sorted({*times.values(), 0}):
            if self.holds(condition, {f for f, t in times.items() if t <= moment}, completions):
                return moment
        return None

    def ready(self, way: Way, since: int, times: dict[str, int], completions: Completions) -> int | None:
        moment = self.moment(way.requires, times, completions)
        if moment is None:
            return None
        return max(moment, since) if way.side and (way.in_person or way.crosses_to) else moment

    def crossed(self, way: Way, times: dict[str, int], ready: int) -> tuple[int, dict[str, int]]:
        done = self.finish(way, ready)
        return done, {**times, **{g: min(done, times.get(g, done)) for g in self.close({*way.grants, f"at:{way.crosses_to}"})}}

    def stay(self, here: str | None, since: int, times: dict[str, int], ways: Sequence[Way], completions: Completions) -> None:
        """Bring ``times`` forward by all that can be done on one side from the day one came there."""
        changed = True
        while changed:
            changed = False
            for w in ways:
                if w.crosses_to or (w.in_person and w.side and w.side != here):
                    continue
                ready = self.ready(w, since, times, completions)
                if ready is None:
                    continue
                done = self.finish(w, ready)
                for g in self.close(set(w.grants)):
                    if done < times.get(g, 10**9):
                        times[g] = done
                        changed = True

    def values(self, ways: Sequence[Way], days: int, crossings: int) -> dict[str, int]:
        rates = dict(self.spec.rates)
        groups = {w.visit_group for w in ways if w.visit_group}
        learned = {b for w in ways for b in self.learners(w)}
        return {
            "cheapest": sum(a * rates[c] for w in ways for c, a in w.money),
            "fastest": days,
            "fewest-visits": len(groups) + sum(w.in_person and not w.visit_group and not w.crosses_to for w in ways),
            "fewest-crossings": crossings,
            "least-exposed": sum(self.bodies[b].weight for b in learned),
            "confidence": sum({"high": 0, "medium": 1, "low": 3}[w.confidence] for w in ways),
            "order": sum(self.ways.index(w) + 1 for w in ways),
        }

    def affordable(self, ways: Sequence[Way]) -> bool:
        return all(sum(a for w in ways for c, a in w.money if c == currency) <= most for currency, most in self.query.limits.budget)

    def best(self, completions: Completions) -> tuple[int, ...] | None:
        """Values of the best plan in the order asked for, completed; None when there is none; () when already there."""
        side = self.query.attributes.get("side")
        start = self.close(set(self.held) | ({f"at:{side}"} if side else set()))
        if self.holds(self.query.goal, start, completions):
            return ()
        named = list(dict.fromkeys(self.query.objective))
        order = [*named, *(o for o in OBJECTIVES if o not in named), "confidence", "order"]
        plans = {}
        for size in range(len(self.open) + 1):
            for ways in itertools.combinations(self.open, size):
                if self.affordable(ways) and self.crossings(ways, completions) is not None and (trips := self.trips(ways, completions)):
                    plans[frozenset(w.name for w in ways)] = [self.values(ways, *trip) for trip in trips]
        if not plans:
            return None
        top = min(tuple(v[o] for o in named) for values in plans.values() for v in values)
        wanted = [name for name in ("fastest", "fewest-crossings") if name in named]
        kept = {s for s, values in plans.items() if any(all(v[o] <= top[named.index(o)] for o in wanted) for v in values)}
        return min(
            tuple(v[o] for o in order)
            for s in kept if not any(t < s for t in kept)
            for v in plans[s] if tuple(v[o] for o in named) == top
        )  # fmt: skip

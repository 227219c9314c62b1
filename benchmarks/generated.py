"""A generated region: 5,000 services and 800 documents by default, in layers, with alternatives, cycles and shared offices.

Shaped as public service regions are thought to be: documents of higher levels ask for those of lower ones; each document is
granted by several kinds of service, each kind offered by one to four offices with their own price, days and side; a quarter
of the services grant a second document; an eighth of what is asked points anywhere, so that there are cycles. Three families are
harder, each in its own way.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from rumbo.engine.conditions import All, AnyOf, Condition, Fact, Test, always
from rumbo.engine.model import AttributeSpec, Body, Duration, FactSpec, Holding, Query, Way, WorldSpec

DAY = dt.date(2026, 11, 22)
LEVELS = 9
DOMAINS = 20
SIDES = ("mx", "us")
NATIONS = ("MX", "US", "HN", "HT", "VE")


@dataclass(frozen=True)
class Family:
    """How a region is shaped.

    ``anywhere``: share of what is asked that points to any document; ``single``: share of what is asked that names one document, of
    the rest most let one choose among ``choices`` at most; ``several``: share of services that grant up to ``further`` documents
    besides their own; ``offices``: at how many windows services are offered.
    """

    anywhere: float = 0.125
    single: float = 0.6
    choices: int = 4
    several: float = 0.25
    further: int = 1
    offices: int = 400


FAMILIES = {
    "as thought to be": Family(),
    "more alternatives": Family(single=0.2, choices=7),
    "cyclic grants": Family(anywhere=0.4, several=0.5),
    "few offices, much granted": Family(several=0.7, further=7, offices=40),
}


@dataclass(frozen=True)
class Generated:
    """``levels``: the level of each document, by name."""

    spec: WorldSpec
    levels: dict[str, int]


def generate(*, services: int = 5_000, documents: int = 800, seed: int = 1, family: Family | None = None) -> Generated:
    """A region of about ``services`` ways that grant ``documents`` documents; the same seed gives the same region."""
    family = family or Family()
    rng = random.Random(seed)
    names = [f"document:d{i:05}" for i in range(documents)]
    levels = {name: min(LEVELS - 1, int(rng.random() ** 1.2 * LEVELS)) for name in names}
    domain = {name: rng.randrange(DOMAINS) for name in names}
    ways: list[Way] = []
    pool = _Pool(rng, names, levels, domain, family)
    while len(ways) < services:
        document = names[len(ways) % documents] if len(ways) < documents else rng.choice(names)
        ways += _kind_of_service(rng, pool, document, len(ways))
    bodies = tuple(Body(name=f"body-{i:03}", weight=rng.choice((1, 1, 1, 5))) for i in range(120))
    attributes = (
        AttributeSpec(name="birth_date", kind="date"),
        AttributeSpec(name="nationality", kind="words", values=NATIONS),
    )
    spec = WorldSpec(
        facts=tuple(FactSpec(name=name) for name in names),
        attributes=attributes,
        bodies=bodies,
        ways=tuple(ways[:services]),
        rates=(("MXN", 100), ("USD", 1_800)),
        sides=(),
    )
    return Generated(spec=spec, levels=levels)


class _Pool:
    """Where conditions take their documents from."""

    def __init__(self, rng: random.Random, names: list[str], levels: dict[str, int], domain: dict[str, int], family: Family) -> None:
        self.rng, self.names, self.levels, self.domain, self.family = rng, names, levels, domain, family
        self.below = {
            (level, place): [n for n in names if levels[n] < level and domain[n] == place] or [n for n in names if levels[n] < level]
            for level in range(1, LEVELS)
            for place in range(DOMAINS)
        }
        self.core: dict[str, Condition] = {}

    def one(self, document: str) -> str:
        if self.rng.random() < self.family.anywhere:
            return self.rng.choice([n for n in self.names if n != document])
        return self.rng.choice(self.below[self.levels[document], self.domain[document]])

    def clause(self, document: str) -> Condition:
        kind = self.rng.random()
        if kind < self.family.single:
            return Fact(self.one(document))
        parts = [Fact(self.one(document)) for _ in range(self.rng.randint(2, self.family.choices))]
        if kind < 0.9:
            return AnyOf(tuple(parts))
        return AnyOf((All(tuple(parts[:2])), Fact(self.one(document))))

    def condition(self, document: str) -> Condition:
        if self.levels[document] == 0:
            return always
        if document not in self.core:
            self.core[document] = All(tuple(self.clause(document) for _ in range(self.rng.randint(1, 2))))
        own = tuple(self.clause(document) for _ in range(self.rng.randint(0, 2)))
        guards = (self.guard(),) if self.rng.random() < 0.2 else ()
        return All((self.core[document], *own, *guards))

    def guard(self) -> Condition:
        if self.rng.random() < 0.5:
            return Test("birth_date", "age_at_least", self.rng.choice((15, 18, 21, 60)))
        return Test("nationality", "has_any", tuple(sorted(self.rng.sample(NATIONS, 2))))


def _kind_of_service(rng: random.Random, pool: _Pool, document: str, number: int) -> list[Way]:
    condition = pool.condition(document)
    family = pool.family
    grants = (document, *_further(rng, pool)) if rng.random() < family.several else (document,)
    price = rng.choice((0, 0, 5, 10, 20, 40, 80, 150))
    ways = []
    for office in range(rng.randint(1, 4)):
        typical = rng.randint(0, 20)
        ways.append(
            Way(
                name=f"way-{number:05}-{office}",
                requires=condition,
                grants=tuple(dict.fromkeys(grants)),
                money=(("MXN", 100 * max(0, price + rng.randint(-3, 12))),),
                duration=Duration(min=typical // 2, typical=typical, max=2 * typical),
                visit_group=f"office-{rng.randrange(family.offices)}" if rng.random() < 0.5 else None,
                exposures=(f"body-{rng.randrange(120):03}",),
                confidence=rng.choice(("high", "medium")),
                in_person=True,
            )
        )
    return ways


def _further(rng: random.Random, pool: _Pool) -> list[str]:
    most = pool.family.further
    return rng.choices(pool.names, k=rng.randint(1, most)) if most > 1 else [rng.choice(pool.names)]


def queries(generated: Generated, count: int, *, seed: int = 7, objective: str = "cheapest") -> list[Query]:
    """People who hold a few documents of low levels and want one of level 6 or more."""
    rng = random.Random(seed)
    low = [name for name, level in generated.levels.items() if level <= 1]
    high = [name for name, level in generated.levels.items() if level >= 6]
    return [
        Query(
            goal=Fact(rng.choice(high)),
            as_of=DAY,
            held=tuple(Holding(fact=name) for name in rng.sample(low, 4)),
            attributes={"birth_date": dt.date(rng.randint(1950, 2012), 5, 5), "nationality": frozenset({rng.choice(NATIONS)})},
            objective=(objective,),  # type: ignore[arg-type]
            alternatives=0,
            improvements=False,
        )
        for _ in range(count)
    ]

"""Neutral problems of every shape the engine meets, each from a seed: to be checked by solvers written by others.

Sums with shared steps, alternatives, circles of grants, thresholds, visits and bodies paid once, offices that grant much, long
chains, and all of it together. A few of them cannot be solved.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

Problem = dict[str, Any]


class Sketch:
    """A problem while it is drawn up."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.facts: dict[str, None] = {}
        self.ways: list[dict[str, Any]] = []

    def way(self, requires: list[str], grants: list[str], cost: float) -> None:
        self.facts |= dict.fromkeys([*requires, *grants])
        self.ways.append({"name": f"w{len(self.ways)}", "requires": requires, "grants": grants, "cost": cost})

    def price(self) -> float:
        return self.rng.choice((0, 1, self.rng.randint(1, 9), self.rng.randint(1, 90) / 10))

    def threshold(self, needed: int, among: list[str], fact: str) -> None:
        """``fact`` follows for nothing from any ``needed`` of the facts ``among``."""
        for i, name in enumerate(among):
            for count in range(1, min(i + 1, needed) + 1):
                one_less = [f"{fact}/{i}/{count - 1}"] if count > 1 else []
                self.way([name, *one_less], [f"{fact}/{i + 1}/{count}"], 0)
                if count <= i:
                    self.way([f"{fact}/{i}/{count}"], [f"{fact}/{i + 1}/{count}"], 0)
        self.way([f"{fact}/{len(among)}/{needed}"], [fact], 0)

    def problem(self, goal: list[str], held: list[str] | None = None) -> Problem:
        facts = [*self.facts, *(name for name in goal if name not in self.facts)]
        return {"facts": facts, "ways": self.ways, "held": held or [], "goal": goal}


def shared_steps(rng: random.Random) -> Problem:
    """Layers of papers, each asking for several of the layer below, so that branches share steps."""
    draft = Sketch(rng)
    layers = [[f"f{depth}.{i}" for i in range(rng.randint(3, 6))] for depth in range(rng.randint(3, 6))]
    for below, layer in zip([[], *layers], layers, strict=False):
        for fact in layer:
            for _ in range(rng.randint(1, 2)):
                draft.way(rng.sample(below, min(len(below), rng.randint(1, 3))), [fact], draft.price())
    return draft.problem(rng.sample(layers[-1], rng.randint(1, 3)))


def alternatives(rng: random.Random) -> Problem:
    """Three to six ways to each paper, some of them dear and direct."""
    draft = Sketch(rng)
    facts = [f"f{i}" for i in range(rng.randint(8, 16))]
    for i, fact in enumerate(facts):
        for _ in range(rng.randint(3, 6)):
            needs = rng.sample(facts[:i], min(i, rng.randint(0, 3)))
            draft.way(needs, [fact], draft.price() + (0 if needs else 3 * i))
    return draft.problem(rng.sample(facts[-5:], rng.randint(1, 3)))


def circles(rng: random.Random) -> Problem:
    """Rings of papers that grant one another, with a few ways in, and ways between rings."""
    draft = Sketch(rng)
    rings = [[f"r{ring}.{i}" for i in range(rng.randint(3, 6))] for ring in range(rng.randint(2, 4))]
    for ring in rings:
        for fact, following in zip(ring, [*ring[1:], ring[0]], strict=True):
            draft.way([fact], [following], draft.price())
            if rng.random() < 0.4:
                draft.way([following], [fact], draft.price())
    everything = [fact for ring in rings for fact in ring]
    for _ in range(rng.randint(4, 10)):
        draft.way(rng.sample(everything, rng.randint(1, 2)), rng.sample(everything, rng.randint(1, 2)), draft.price())
    for _ in range(rng.randint(1, 4)):
        draft.way([], [rng.choice(everything)], draft.price() + 4)
    return draft.problem(rng.sample(everything, rng.randint(1, 4)), rng.sample(everything, rng.randint(0, 1)))


def thresholds(rng: random.Random) -> Problem:
    """So many of so many papers: points, credits, proofs of address."""
    draft = Sketch(rng)
    papers = [f"p{i}" for i in range(rng.randint(6, 12))]
    for _ in range(2 * len(papers)):
        draft.way(rng.sample(papers, rng.choice((0, 0, 1, 2))), rng.sample(papers, rng.randint(1, 2)), draft.price())
    for i in range(rng.randint(1, 3)):
        among = rng.sample(papers, rng.randint(3, 6))
        draft.threshold(rng.randint(2, len(among)), among, f"enough{i}")
        draft.way([f"enough{i}"], [f"goal{i}", rng.choice(papers)], draft.price())
    return draft.problem([name for name in draft.facts if name.startswith("goal")], rng.sample(papers, rng.randint(0, 2)))


def paid_once(rng: random.Random) -> Problem:
    """Visits and bodies that learn who one is, each a fact of its own that is paid once."""
    draft = Sketch(rng)
    papers = [f"p{i}" for i in range(rng.randint(6, 14))]
    once = [f"visit{i}" for i in range(rng.randint(2, 5))] + [f"known-to{i}" for i in range(rng.randint(1, 4))]
    for name in once:
        draft.way([], [name], rng.randint(1, 9))
    for i, paper in enumerate(papers):
        for _ in range(rng.randint(1, 4)):
            needs = rng.sample(papers[:i], min(i, rng.randint(0, 2)))
            draft.way([*needs, *rng.sample(once, rng.randint(0, 2))], [paper], rng.choice((0, 0, draft.price())))
    return draft.problem(rng.sample(papers[len(papers) // 2 :], rng.randint(1, 3)))


def bundles(rng: random.Random) -> Problem:
    """Few offices that grant many papers at once: which of them to go to is the hard part."""
    draft = Sketch(rng)
    papers = [f"p{i}" for i in range(rng.randint(8, 18))]
    offices = [f"office{i}" for i in range(rng.randint(3, 7))]
    for office in offices:
        draft.way(rng.sample(papers, rng.choice((0, 0, 1))), [office], rng.randint(2, 12))
    for _ in range(rng.randint(10, 20)):
        draft.way([rng.choice(offices)], rng.sample(papers, rng.randint(1, 5)), draft.price())
    return draft.problem(rng.sample(papers, rng.randint(3, 6)))


def long_chains(rng: random.Random) -> Problem:
    """Chains beside each other, with short cuts across."""
    draft = Sketch(rng)
    length = rng.randint(6, 14)
    chains = [[f"c{chain}.{i}" for i in range(length)] for chain in range(rng.randint(2, 4))]
    for chain in chains:
        for before, after in zip([[], *([fact] for fact in chain)], chain, strict=False):
            draft.way(before, [after], draft.price())
    for _ in range(rng.randint(3, 12)):
        start, end = rng.sample(chains, 2)
        i = rng.randrange(length - 1)
        draft.way([start[i]], [end[min(length - 1, i + rng.randint(1, 4))]], draft.price())
    return draft.problem([chain[-1] for chain in chains])


def everything(rng: random.Random) -> Problem:
    """Ways that ask for and grant whatever they like, on top of one of the other shapes."""
    base = rng.choice([shape for shape in SHAPES.values() if shape is not everything])(rng)
    facts = base["facts"]
    more = [
        {
            "name": f"more{i}",
            "requires": rng.sample(facts, min(len(facts), rng.choice((1, 1, 2, 3)))),
            "grants": rng.sample(facts, min(len(facts), rng.choice((1, 1, 2, 3)))),
            "cost": rng.choice((0, 1, rng.randint(1, 9), rng.randint(1, 90) / 10)),
        }
        for i in range(rng.randint(5, 30))
    ]
    ways = [way for way in base["ways"] if rng.random() < 0.95]
    return {**base, "ways": [*ways, *more]}


SHAPES: dict[str, Callable[[random.Random], Problem]] = {
    "shared-steps": shared_steps,
    "alternatives": alternatives,
    "circles": circles,
    "thresholds": thresholds,
    "paid-once": paid_once,
    "bundles": bundles,
    "long-chains": long_chains,
    "everything": everything,
}


def problem_of(shape: str, seed: int) -> Problem:
    """The problem of a shape and a seed; the same ones give the same problem."""
    return SHAPES[shape](random.Random(f"{shape} {seed}"))

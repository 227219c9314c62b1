"""Small planning tasks in PDDL of five domains of our own, from a seed: typed and untyped, with constants, costs, equality and negation."""

from __future__ import annotations

import random
from collections.abc import Callable

Texts = tuple[str, str]

COURIERS = """
(define (domain couriers) ; parcels go by bicycle along streets, and by boat from the quay
  (:requirements :strips :typing :action-costs)
  (:types parcel carrier - thing bicycle boat - carrier thing corner)
  (:constants quay - corner)
  (:predicates (at ?t - thing ?c - corner) (in ?p - parcel ?v - carrier) (street ?a ?b - corner) (afloat ?a ?b - corner))
  (:functions (total-cost) - number (far ?a ?b - corner) - number)
  (:action load :parameters (?p - parcel ?v - (either bicycle boat) ?c - corner)
    :precondition (and (at ?p ?c) (at ?v ?c)) :effect (and (in ?p ?v) (not (at ?p ?c)) (increase (total-cost) 1)))
  (:action unload :parameters (?p - parcel ?v - carrier ?c - corner)
    :precondition (and (in ?p ?v) (at ?v ?c)) :effect (and (at ?p ?c) (not (in ?p ?v)) (increase (total-cost) 1)))
  (:action ride :parameters (?v - bicycle ?a ?b - corner)
    :precondition (and (at ?v ?a) (street ?a ?b)) :effect (and (at ?v ?b) (not (at ?v ?a)) (increase (total-cost) (far ?a ?b))))
  (:action ferry :parameters (?v - boat ?b - corner)
    :precondition (and (at ?v quay) (afloat quay ?b)) :effect (and (at ?v ?b) (not (at ?v quay)) (increase (total-cost) 3)))
)"""

DESKS = """
(define (domain desks) ; papers are stamped at desks, by clerks who are not on leave
  (:requirements :strips :typing :equality :negative-preconditions)
  (:types paper desk clerk)
  (:predicates (blank ?p - paper) (stamped ?p - paper ?d - desk) (sits ?c - clerk ?d - desk) (on-leave ?c - clerk) (signed ?p - paper))
  (:action walk-over :parameters (?c - clerk ?a ?b - desk)
    :precondition (and (sits ?c ?a) (not (= ?a ?b)) (not (on-leave ?c))) :effect (and (sits ?c ?b) (not (sits ?c ?a))))
  (:action stamp :parameters (?p - paper ?d - desk ?c - clerk)
    :precondition (and (blank ?p) (sits ?c ?d) (not (on-leave ?c))) :effect (stamped ?p ?d))
  (:action sign :parameters (?p - paper ?a ?b - desk)
    :precondition (and (stamped ?p ?a) (stamped ?p ?b) (not (= ?a ?b))) :effect (and (signed ?p) (not (blank ?p))))
)"""

KEYS = """
(define (domain keys) ; rooms and doors, each door for a shape of key; nothing is typed
  (:requirements :strips)
  (:predicates (room ?r) (key ?k) (shape ?s) (here ?r) (lies ?k ?r) (have ?k) (door ?a ?b ?s) (cut ?k ?s) (open ?a ?b))
  (:action take :parameters (?k ?r)
    :precondition (and (key ?k) (room ?r) (here ?r) (lies ?k ?r)) :effect (and (have ?k) (not (lies ?k ?r))))
  (:action unlock :parameters (?k ?s ?a ?b)
    :precondition (and (key ?k) (shape ?s) (here ?a) (door ?a ?b ?s) (have ?k) (cut ?k ?s)) :effect (and (open ?a ?b) (open ?b ?a)))
  (:action go :parameters (?a ?b) :precondition (and (room ?a) (room ?b) (here ?a) (open ?a ?b)) :effect (and (here ?b) (not (here ?a))))
)"""

KITCHEN = """
(define (domain kitchen) ; dishes from other dishes, with tools that must be bought
  (:requirements :strips :typing :action-costs)
  (:types dish tool)
  (:predicates (ready ?d - dish) (owned ?t - tool) (recipe ?a ?b - dish ?t - tool ?into - dish) (raw ?d - dish))
  (:functions (total-cost) - number (price ?t - tool) - number)
  (:action buy :parameters (?t - tool) :effect (and (owned ?t) (increase (total-cost) (price ?t))))
  (:action fetch :parameters (?d - dish) :precondition (raw ?d) :effect (and (ready ?d) (increase (total-cost) 2)))
  (:action cook :parameters (?a ?b - dish ?t - tool ?into - dish)
    :precondition (and (recipe ?a ?b ?t ?into) (ready ?a) (ready ?b) (owned ?t))
    :effect (and (ready ?into) (not (ready ?a)) (increase (total-cost) 1)))
)"""

LAMPS = """
(define (domain lamps) ; a switch lights its lamp and its neighbours' lamps; all must have been lit
  (:requirements :strips :typing)
  (:types lamp)
  (:predicates (beside ?a ?b - lamp) (reachable ?a - lamp) (lit ?a - lamp))
  (:action press :parameters (?a ?b - lamp) :precondition (and (reachable ?a) (beside ?a ?b))
    :effect (and (lit ?a) (lit ?b) (reachable ?b)))
  (:action leap :parameters (?a ?b ?c - lamp) :precondition (and (lit ?a) (beside ?a ?b) (beside ?b ?c))
    :effect (and (lit ?c) (reachable ?c)))
)"""


def couriers(rng: random.Random) -> Texts:
    corners = ["quay", *(f"c{i}" for i in range(rng.randint(2, 4)))]
    parcels = [f"p{i}" for i in range(rng.randint(1, 2))]
    streets = [(a, b) for a in corners for b in corners if a != b and rng.random() < 0.6]
    start = [f"(street {a} {b}) (= (far {a} {b}) {rng.randint(1, 9)})" for a, b in streets]
    start += [f"(afloat quay {c})" for c in corners[1:] if rng.random() < 0.5]
    start += [f"(at {thing} {rng.choice(corners)})" for thing in (*parcels, "bike")] + ["(at barge quay)", "(= (total-cost) 0)"]
    objects = f"{' '.join(parcels)} - parcel bike - bicycle barge - boat {' '.join(corners[1:])} - corner"
    goal = " ".join(f"(at {parcel} {rng.choice(corners)})" for parcel in parcels)
    return COURIERS, _problem("couriers", objects, start, goal, metric="(:metric minimize (total-cost))")


def desks(rng: random.Random) -> Texts:
    papers, places, clerks = ([f"{letter}{i}" for i in range(rng.randint(2, 3))] for letter in "pdc")
    start = [f"(blank {paper})" for paper in papers] + [f"(sits {clerk} {rng.choice(places)})" for clerk in clerks]
    start += [f"(on-leave {clerk})" for clerk in clerks if rng.random() < 0.4]
    objects = f"{' '.join(papers)} - paper {' '.join(places)} - desk {' '.join(clerks)} - clerk"
    return DESKS, _problem("desks", objects, start, " ".join(f"(signed {paper})" for paper in papers))


def keys(rng: random.Random) -> Texts:
    rooms, cut = [f"r{i}" for i in range(rng.randint(3, 5))], [f"k{i}" for i in range(3)]
    start = [f"(room {room})" for room in rooms] + [f"(key {key})" for key in cut] + ["(shape round) (shape flat)", "(here r0)"]
    start += [f"(door {a} {b} {rng.choice(('round', 'flat'))})" for a in rooms for b in rooms if a != b and rng.random() < 0.5]
    start += [f"(lies {key} {rng.choice(rooms[:2])}) (cut {key} {rng.choice(('round', 'flat'))})" for key in cut]
    return KEYS, _problem("keys", " ".join([*rooms, *cut, "round", "flat"]), start, f"(here {rooms[-1]})")


def kitchen(rng: random.Random) -> Texts:
    dishes, tools = [f"d{i}" for i in range(rng.randint(5, 8))], [f"t{i}" for i in range(3)]
    start = [f"(raw {dish})" for dish in dishes[:3]] + [f"(= (price {tool}) {rng.randint(0, 6)})" for tool in tools]
    for i, dish in enumerate(dishes[2:], 2):
        from_which = [(rng.choice(dishes[:i]), rng.choice(dishes[:i])) for _ in range(rng.randint(1, 3))]
        start += [f"(recipe {one} {other} {rng.choice(tools)} {dish})" for one, other in from_which]
    objects = f"{' '.join(dishes)} - dish {' '.join(tools)} - tool"
    return KITCHEN, _problem(
        "kitchen", objects, start, f"(ready {dishes[-1]}) (ready {dishes[-2]})", metric="(:metric minimize (total-cost))"
    )


def lamps(rng: random.Random) -> Texts:
    names = [f"l{i}" for i in range(rng.randint(4, 7))]
    start = [f"(beside {a} {b})" for a in names for b in names if a != b and rng.random() < 0.35]
    start += ["(reachable l0)", f"(reachable {rng.choice(names)})"]
    return LAMPS, _problem("lamps", f"{' '.join(names)} - lamp", start, " ".join(f"(lit {name})" for name in names[1:]))


DOMAINS: dict[str, Callable[[random.Random], Texts]] = {
    "couriers": couriers,
    "desks": desks,
    "keys": keys,
    "kitchen": kitchen,
    "lamps": lamps,
}


def _problem(domain: str, objects: str, start: list[str], goal: str, *, metric: str = "") -> str:
    return f"(define (problem one) (:domain {domain}) (:objects {objects}) (:init {' '.join(start)}) (:goal (and {goal})) {metric})"


def task_of(domain: str, seed: int) -> Texts:
    """The texts of a domain and a problem; the same seed gives the same."""
    return DOMAINS[domain](random.Random(f"{domain} {seed}"))

"""Planning tasks with nothing taken away: read from PDDL, and solved at the cost that integer programming proves."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.pddl.ground import TooLargeError, neutral
from benchmarks.pddl.read import Atom, Schema, Task, UnsupportedError, read_task
from benchmarks.peers.highs import Model
from benchmarks.peers.problem import numbered
from rumbo.engine.neutral import read_problem, solve_problem

from .pddl_tasks import DOMAINS, KEYS, task_of

SECONDS = 60
SEEDS = range(12)


def least(problem: dict[str, Any], seconds: float = SECONDS) -> int | None:
    relaxed = numbered(problem).cut_down()
    if relaxed is None:
        return None
    if not relaxed.goal:
        return 0
    found = Model(relaxed).solve(seconds)
    assert found.proven
    return found.cost


def every_action(task: Task) -> Iterator[tuple[str, Schema, dict[str, str]]]:
    """All actions that can be made by filling in objects, with what never changes tested, and nothing else."""
    for schema in task.schemas:
        choices = [dict.fromkeys(name for kind in kinds for name in task.objects.get(kind, [])) for kinds in schema.types]
        for names in itertools.product(*choices):
            bound = dict(zip(schema.parameters, names, strict=True))
            if all(fits(task, filled(literal.atom, bound), literal.holds) for literal in schema.needs):
                yield " ".join((schema.name, *names)), schema, bound


def fits(task: Task, atom: Atom, holds: bool) -> bool:
    if atom[0] == "=":
        return (atom[1] == atom[2]) == holds
    return atom[0] in task.changing or (atom in task.start) == holds


def filled(atom: Atom, bound: dict[str, str]) -> Atom:
    return (atom[0], *(bound.get(term, term) for term in atom[1:]))


def reachable(task: Task) -> dict[str, set[str]]:
    """What each action grants that can be done at all, by going round until nothing new turns up."""
    left, has, done = list(every_action(task)), set(task.start), {}
    while ready := [a for a in left if all(filled(n.atom, a[2]) in has for n in a[1].needs if n.holds and n.atom[0] != "=")]:
        for name, schema, bound in ready:
            has |= {filled(atom, bound) for atom in schema.grants}
            done[name] = {" ".join(filled(atom, bound)) for atom in schema.grants}
        left = [action for action in left if action[0] not in done]
    return done


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_actions_found_are_all_that_can_ever_be_done_and_no_others(domain: str) -> None:
    for seed in SEEDS:
        task = read_task(*task_of(domain, seed))
        assert {way["name"]: set(way["grants"]) for way in neutral(task)["ways"]} == reachable(task), seed


@pytest.mark.parametrize("domain", DOMAINS)
def test_tasks_cost_what_integer_programming_proves(domain: str) -> None:
    costs = []
    for seed in SEEDS:
        problem = neutral(read_task(*task_of(domain, seed)))
        answer, expected = solve_problem(read_problem(json.dumps(problem)), "sum"), least(problem)
        assert (answer.status, answer.cost) == ("unreachable" if expected is None else "optimal", expected), seed
        costs.append(expected)
    assert len(set(costs)) > 2, "tasks of different seeds differ"


def test_a_task_of_known_cost() -> None:
    problem = """(define (problem p) (:domain keys) (:objects a b k s) (:init (room a) (room b) (key k) (shape s) (here a)
      (lies k a) (door a b s) (cut k s)) (:goal (here b)))"""
    answer = solve_problem(neutral(read_task(KEYS, problem)), "sum")
    assert (int(answer.cost or 0), answer.ways) == (3, ("take k a", "unlock k s a b", "go a b"))


def test_what_is_not_plain_strips_is_refused_in_words() -> None:
    for old, new, said in (
        ("(have ?k) (not", "(have ?k) (when (here ?r) (lies ?k ?r)) (not", "when"),
        (":precondition (and (key ?k) (room ?r)", ":precondition (and (or (key ?k)) (room ?r)", "or"),
        ("(room ?a) (room ?b)", "(room ?a) (not (open ?a ?b)) (room ?b)", "a negative precondition over open"),
    ):
        assert old in KEYS
        with pytest.raises(UnsupportedError, match=said):
            neutral(read_task(KEYS.replace(old, new, 1), task_of("keys", 1)[1]))


def test_a_task_with_too_many_actions_is_refused() -> None:
    with pytest.raises(TooLargeError):
        neutral(read_task(*task_of("desks", 1)), most=3)


@pytest.mark.outside
@pytest.mark.slow
def test_public_planning_tasks_cost_what_integer_programming_proves() -> None:
    if "RUMBO_PDDL" not in os.environ:
        pytest.skip("RUMBO_PDDL names no folder of planning tasks")
    from benchmarks.pddl.beside import problems_in

    domains = set()
    for name, problem in problems_in(Path(os.environ["RUMBO_PDDL"]), each=1, most=600):
        relaxed = numbered(problem).cut_down()
        if relaxed is None or not relaxed.goal:
            continue
        found = Model(relaxed).solve(20)
        answer = solve_problem(problem, "sum", max_nodes=1_000)
        if found.proven and answer.status == "optimal":
            assert answer.cost == found.cost, name
            domains.add(name.partition(" ")[0])
    assert len(domains) >= 20

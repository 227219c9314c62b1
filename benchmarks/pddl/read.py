"""Read STRIPS tasks in PDDL: types, constants, equality, action costs, and negative preconditions over what never changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Atom = tuple[str, ...]
TOKEN = re.compile(r"[()]|[^\s()]+")
COST = "total-cost"


class UnsupportedError(ValueError):
    """A task that uses more of PDDL than is read here: says what."""


@dataclass(frozen=True)
class Literal:
    atom: Atom
    holds: bool = True


@dataclass(frozen=True)
class Schema:
    """An action before its parameters are filled in. ``types``: of each parameter, the types it may be of; ``cost``: a number, or
    the function that tells it."""

    name: str
    parameters: tuple[str, ...]
    types: tuple[tuple[str, ...], ...]
    needs: tuple[Literal, ...]
    grants: tuple[Atom, ...]
    cost: int | Atom


@dataclass
class Task:
    """``objects``: of each type, all that are of it; ``values``: of functions; ``changing``: predicates that some action grants or
    takes away."""

    schemas: list[Schema] = field(default_factory=list)
    objects: dict[str, list[str]] = field(default_factory=dict)
    start: set[Atom] = field(default_factory=set)
    values: dict[Atom, int] = field(default_factory=dict)
    goal: tuple[Literal, ...] = ()
    changing: set[str] = field(default_factory=set)


def read_task(domain: str, problem: str) -> Task:
    """The task that the texts of a domain and a problem describe.

    Raises:
        UnsupportedError: for what is not plain STRIPS.
    """
    parts = _sections(parse(domain))
    asked = _sections(parse(problem))
    task = Task()
    parents = dict(_typed(parts.get(":types", [[]])[0]))
    named = [*_typed(parts.get(":constants", [[]])[0]), *_typed(asked.get(":objects", [[]])[0])]
    for name, types in named:
        for kind in _with_parents(types, parents):
            task.objects.setdefault(kind, []).append(name)
    counts_costs = any("minimize" in section for section in asked.get(":metric", []))
    if ":derived" in parts:
        raise UnsupportedError("derived predicates")
    for body in parts.get(":action", []):
        task.schemas.append(_schema(body, task, counts_costs=counts_costs))
    for entry in asked.get(":init", [[]])[0]:
        _begin(entry, task)
    (goal,) = asked[":goal"][0]
    task.goal = tuple(_literals(goal))
    return task


def parse(text: str) -> Any:
    """Nested lists of words, all in lower case; what follows a semicolon is a comment."""
    stack: list[list[Any]] = [[]]
    for word in TOKEN.findall(re.sub(r";[^\n]*", "", text).lower()):
        if word == "(":
            stack.append([])
        elif word == ")":
            done = stack.pop()
            stack[-1].append(done)
        else:
            stack[-1].append(word)
    return stack[0][0]


def _sections(tree: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for section in tree[1:]:
        found.setdefault(section[0], []).append(section[1:])
    return found


def _typed(words: Sequence[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names with their types: ``a b - t c`` is a and b of t, and c of any."""
    waiting: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "-":
            kind = next(rest)
            kinds = (kind,) if isinstance(kind, str) else tuple(kind[1:])
            yield from ((name, kinds) for name in waiting)
            waiting = []
        else:
            waiting.append(word)
    yield from ((name, ("object",)) for name in waiting)


def _with_parents(types: Sequence[str], parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = {"object"}
    queue = list(types)
    while queue:
        kind = queue.pop()
        if kind not in found:
            found.add(kind)
            queue += parents.get(kind, ())
    return found


def _schema(body: Sequence[Any], task: Task, *, counts_costs: bool) -> Schema:
    parts = dict(zip(body[1::2], body[2::2], strict=True))
    parameters = list(_typed(parts.get(":parameters", [])))
    grants: list[Atom] = []
    cost: int | Atom = 0 if counts_costs else 1
    for effect in _conjuncts(parts.get(":effect", [])):
        if effect[0] == "increase":
            if counts_costs and effect[1] == [COST]:
                cost = int(float(effect[2])) if isinstance(effect[2], str) else tuple(effect[2])
        else:
            (literal,) = _literals(effect)
            task.changing.add(literal.atom[0])
            if literal.holds:
                grants.append(literal.atom)
    names = tuple(name for name, _ in parameters)
    needs = tuple(_literals(parts.get(":precondition", [])))
    return Schema(body[0], names, tuple(types for _, types in parameters), needs, tuple(grants), cost)


def _conjuncts(tree: Any) -> Iterator[Any]:
    if tree and tree[0] == "and":
        for part in tree[1:]:
            yield from _conjuncts(part)
    elif tree:
        yield tree


def _literals(tree: Any) -> Iterator[Literal]:
    for part in _conjuncts(tree):
        head, holds = (part[1], False) if part[0] == "not" else (part, True)
        if head[0] in {"or", "imply", "forall", "exists", "when", "not", "assign", "decrease"}:
            raise UnsupportedError(f"{head[0]} is not plain STRIPS")
        yield Literal(tuple(head), holds)


def _begin(entry: Sequence[Any], task: Task) -> None:
    if entry[0] == "=":
        if isinstance(entry[1], list):
            task.values[tuple(entry[1])] = int(float(entry[2]))
    elif entry[0] != "not":
        task.start.add(tuple(entry))

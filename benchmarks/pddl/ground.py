"""From a task to the neutral format: every action that can be done at all once nothing is ever taken away.

Facts are gone through one by one, in the order in which they are found to be possible. With each, those actions are found of which it
is the last thing needed, by joining what else they need over the facts seen so far, the most selective first.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.pddl.read import Atom, Literal, Schema, Task, UnsupportedError

MOST_ACTIONS = 200_000
TYPE = "is-a "
Bound = dict[str, str]


class TooLargeError(ValueError):
    """A task with more actions than are gone through here."""


def neutral(task: Task, *, most: int = MOST_ACTIONS) -> dict[str, Any]:
    """The task without what actions take away, as a problem in the neutral format.

    Raises:
        UnsupportedError: for a negative precondition or goal over something that changes.
        TooLargeError: for more than ``most`` actions.
    """
    return _Grounding(task, most).problem()


class _Index:
    """Facts seen so far, by predicate, and by predicate, place and object."""

    def __init__(self) -> None:
        self.all: set[Atom] = set()
        self.by: dict[tuple[Any, ...], list[Atom]] = defaultdict(list)

    def add(self, fact: Atom) -> None:
        self.all.add(fact)
        self.by[fact[0],].append(fact)
        for place, name in enumerate(fact[1:], 1):
            self.by[fact[0], place, name].append(fact)

    def candidates(self, atom: Atom, bound: Bound) -> Sequence[Atom]:
        """Facts that ``atom`` may be, as few as the index tells apart."""
        best: Sequence[Atom] = self.by.get((atom[0],), ())
        for place, term in enumerate(atom[1:], 1):
            name = bound.get(term, term)
            if name[0] != "?":
                some = self.by.get((atom[0], place, name), ())
                best = some if len(some) < len(best) else best
        return best


class _Grounding:
    def __init__(self, task: Task, most: int) -> None:
        self.task, self.most = task, most
        self.index = _Index()
        self.ways: dict[str, dict[str, Any]] = {}
        self.possible: set[Atom] = set()
        self.queue: deque[Atom] = deque()
        self.triggers: dict[str, list[tuple[Schema, int]]] = defaultdict(list)
        self.needs = {schema.name: self._needs(schema) for schema in task.schemas}
        for schema in task.schemas:
            for place, atom in enumerate(self.needs[schema.name]):
                if atom[0] in task.changing:
                    self.triggers[atom[0]].append((schema, place))

    def _needs(self, schema: Schema) -> list[Atom]:
        kinds = zip(schema.parameters, schema.types, strict=True)
        return [
            *(literal.atom for literal in schema.needs if literal.holds and literal.atom[0] != "="),
            *((TYPE + " ".join(types), name) for name, types in kinds),
        ]

    def problem(self) -> dict[str, Any]:
        self._begin()
        while self.queue:
            fact = self.queue.popleft()
            self.index.add(fact)
            for schema, place in self.triggers[fact[0]]:
                needs = self.needs[schema.name]
                bound = _unify(needs[place], fact, {})
                if bound is not None:
                    self._join(schema, [*needs[:place], *needs[place + 1 :]], bound)
        return self._neutral()

    def _begin(self) -> None:
        task = self.task
        for kinds in {types for schema in task.schemas for types in schema.types}:
            for name in dict.fromkeys(name for kind in kinds for name in task.objects.get(kind, [])):
                self.index.add((TYPE + " ".join(kinds), name))
        for fact in sorted(task.start):
            if fact[0] in task.changing:
                self._found(fact)
            else:
                self.index.add(fact)
        for schema in task.schemas:
            if not any(atom[0] in task.changing for atom in self.needs[schema.name]):
                self._join(schema, self.needs[schema.name], {})

    def _found(self, fact: Atom) -> None:
        if fact not in self.possible:
            self.possible.add(fact)
            self.queue.append(fact)

    def _join(self, schema: Schema, needs: list[Atom], bound: Bound) -> None:
        for found in list(self._joined(schema, needs, bound)):
            self._do(schema, found)

    def _joined(self, schema: Schema, needs: list[Atom], bound: Bound) -> Iterator[Bound]:
        if not self._agrees(schema, bound):
            return
        if not needs:
            yield bound
            return
        options = [self.index.candidates(atom, bound) for atom in needs]
        place = min(range(len(needs)), key=lambda i: len(options[i]))
        rest = [*needs[:place], *needs[place + 1 :]]
        for fact in options[place]:
            more = _unify(needs[place], fact, bound)
            if more is not None:
                yield from self._joined(schema, rest, more)

    def _agrees(self, schema: Schema, bound: Bound) -> bool:
        """Whether nothing that is bound so far breaks an equality or a negative precondition."""
        for literal in schema.needs:
            atom = _filled(literal.atom, bound)
            if any(term[0] == "?" for term in atom[1:]):
                continue
            if atom[0] == "=":
                if (atom[1] == atom[2]) != literal.holds:
                    return False
            elif not literal.holds and self._is_true(atom):
                return False
        return True

    def _is_true(self, atom: Atom) -> bool:
        if atom[0] in self.task.changing:
            raise UnsupportedError(f"a negative precondition over {atom[0]}, which changes")
        return atom in self.task.start

    def _do(self, schema: Schema, bound: Bound) -> None:
        name = " ".join((schema.name, *(bound[parameter] for parameter in schema.parameters)))
        if name in self.ways:
            return
        if len(self.ways) >= self.most:
            raise TooLargeError(f"more than {self.most} actions")
        needs = [_filled(literal.atom, bound) for literal in schema.needs if literal.holds and literal.atom[0] in self.task.changing]
        grants = [_filled(atom, bound) for atom in schema.grants]
        cost = schema.cost if isinstance(schema.cost, int) else self.task.values[_filled(schema.cost, bound)]
        self.ways[name] = {"name": name, "requires": [*map(_named, needs)], "grants": [*map(_named, grants)], "cost": cost}
        for fact in grants:
            self._found(fact)

    def _neutral(self) -> dict[str, Any]:
        goal = [literal.atom for literal in self.task.goal if self._asked(literal)]
        facts = dict.fromkeys([*sorted(self.possible), *goal])
        held = sorted(fact for fact in self.task.start if fact[0] in self.task.changing)
        return {
            "facts": [*map(_named, facts)],
            "ways": list(self.ways.values()),
            "held": [*map(_named, held)],
            "goal": [*map(_named, goal)],
        }

    def _asked(self, literal: Literal) -> bool:
        """Whether a part of the goal is still to be reached: not what is true for ever."""
        if not literal.holds and literal.atom[0] in self.task.changing:
            raise UnsupportedError("a negative goal over something that changes")
        return literal.holds and not (literal.atom[0] not in self.task.changing and literal.atom in self.task.start)


def _unify(atom: Atom, fact: Atom, bound: Bound) -> Bound | None:
    more = dict(bound)
    for term, name in zip(atom[1:], fact[1:], strict=True):
        if (more.setdefault(term, name) if term[0] == "?" else term) != name:
            return None
    return more


def _filled(atom: Atom, bound: Bound) -> Atom:
    return (atom[0], *(bound.get(term, term) for term in atom[1:]))


def _named(fact: Atom) -> str:
    return " ".join(fact)

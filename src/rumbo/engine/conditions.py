"""Conditions: what a way asks of a person, as an immutable tree.

A condition is written as data (``design``: ids), so that region files, JSON bodies and tests share one form::

    document:curp                                    a fact must hold
    {all: [c, …]}   {any: [c, …]}   {none: [c, …]}    every, one, not one of them
    {at_least: {n: 2, of: [c, …]}}                   n of them
    {sum: {of: {fact: weight, …}, at_least: n}}      weights of the facts that hold, added up
    {attr: birth_date, age_at_least: 18}             a test of an attribute (see ``OPERATORS``)

Facts are monotone: holding more never makes a condition false. ``none`` is allowed only over attributes and over
facts that no way grants; the compiler refuses the rest (:mod:`rumbo.engine.world`). ``is_static``: the condition's truth is
settled before planning, since it speaks of attributes, and of facts only under ``none``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

__all__ = [
    "MAX_DEPTH",
    "OPERATORS",
    "All",
    "AnyOf",
    "AtLeast",
    "Condition",
    "ConditionError",
    "Fact",
    "NoneOf",
    "SumOf",
    "Test",
    "always",
    "facts_in",
    "parse_condition",
    "tests_in",
    "to_data",
    "without_fact",
]

MAX_DEPTH = 40
MAX_PARTS = 500
FACT_NAME = re.compile(r"^[a-z][a-z-]*:[a-z0-9][a-z0-9/._-]{0,118}$")
ATTRIBUTE_NAME = re.compile(r"^[a-z][a-z0-9_]{0,58}$")

# What each operator takes. ``value`` is one word, ``values`` a list of words, ``number`` a whole number, ``date`` an
# ISO date, ``window`` a mapping {n, calendar}. ``has…`` and ``lacks`` read an attribute that holds a list of words.
OPERATORS: Mapping[str, str] = {
    "is": "value",
    "is_not": "value",
    "in": "values",
    "not_in": "values",
    "has": "value",
    "has_any": "values",
    "lacks": "value",
    "number_at_least": "number",
    "number_at_most": "number",
    "on_or_after": "date",
    "on_or_before": "date",
    "age_at_least": "number",
    "age_under": "number",
    "days_since_at_most": "number",
    "days_since_more_than": "number",
    "working_days_since_at_most": "window",
    "working_days_since_more_than": "window",
    "children_at_least": "number",
    "adults_at_least": "number",
}


class ConditionError(ValueError):
    """A condition that cannot be read: ``path`` says where in it, ``expected`` what should stand there."""

    def __init__(self, path: str, expected: str, found: object = None) -> None:
        self.path, self.expected, self.found = path, expected, found
        super().__init__(f"condition{path}: expected {expected}" + (f", found {found!r:.60}" if found is not None else ""))


@dataclass(frozen=True, slots=True)
class Fact:
    """Holds when the person holds the fact, or can be granted it."""

    is_static: ClassVar[bool] = False
    name: str


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]
    is_static: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_static", all(part.is_static for part in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]
    is_static: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_static", all(part.is_static for part in self.parts))


@dataclass(frozen=True, slots=True)
class NoneOf:
    is_static: ClassVar[bool] = True
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    n: int
    parts: tuple[Condition, ...]
    is_static: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_static", self.n == 0 or all(part.is_static for part in self.parts))


@dataclass(frozen=True, slots=True)
class SumOf:
    """Weights (whole numbers, e.g. credits) of the facts that hold add up to ``at_least`` or more."""

    is_static: ClassVar[bool] = False
    weights: tuple[tuple[str, int], ...]
    at_least: int


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one attribute. ``value`` is a str, int, date, tuple of str, or (n, calendar) by ``OPERATORS``."""

    is_static: ClassVar[bool] = True
    attribute: str
    operator: str
    value: str | int | dt.date | tuple[Any, ...]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Tests are looked up some hundred thousand times in one answer: their hash is worked out once.
        object.__setattr__(self, "_hash", hash((self.attribute, self.operator, self.value)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Test], tuple[Any, ...]]:
        # Strings hash otherwise in every process, so a hash must not travel with a test.
        return Test, (self.attribute, self.operator, self.value)


Condition = Fact | All | AnyOf | NoneOf | AtLeast | SumOf | Test
always = All(())


def parse_condition(data: object) -> Condition:
    """Read a condition from its data form.

    Args:
        data: a fact name, or a mapping with one of the forms in the module's docstring. ``None`` and ``[]`` mean
            "asks nothing"; a bare list means ``all``.

    Raises:
        ConditionError: with the place inside the condition and what was expected there.

    >>> parse_condition({"any": ["document:ine", {"attr": "birth_date", "age_under": 18}]})
    AnyOf(parts=(Fact(name='document:ine'), Test(attribute='birth_date', operator='age_under', value=18)))
    """
    if data is None:
        return always
    return _parse(data, "", 0)


def _parse(data: object, path: str, depth: int) -> Condition:
    if depth > MAX_DEPTH:
        raise ConditionError(path, f"at most {MAX_DEPTH} levels")
    if isinstance(data, str):
        return Fact(_fact_name(data, path))
    if isinstance(data, list | tuple):
        return All(_parse_parts(data, path, depth))
    if not isinstance(data, Mapping):
        raise ConditionError(path, "a fact name or a mapping", data)
    if "attr" in data:
        return _parse_test(data, path)
    if len(data) != 1:
        raise ConditionError(path, "exactly one of all, any, none, at_least, sum, or attr with one operator", sorted(map(str, data)))
    ((key, body),) = data.items()
    if key in {"all", "any", "none"}:
        parts = _parse_parts(body, f"{path}.{key}", depth)
        return All(parts) if key == "all" else AnyOf(parts) if key == "any" else NoneOf(parts)
    if key == "at_least":
        return _parse_at_least(body, f"{path}.at_least", depth)
    if key == "sum":
        return _parse_sum(body, f"{path}.sum")
    raise ConditionError(path, "one of all, any, none, at_least, sum, attr", key)


def _parse_parts(body: object, path: str, depth: int) -> tuple[Condition, ...]:
    if not isinstance(body, list | tuple):
        raise ConditionError(path, "a list of conditions", body)
    if len(body) > MAX_PARTS:
        raise ConditionError(path, f"at most {MAX_PARTS} parts", len(body))
    return tuple(_parse(part, f"{path}[{i}]", depth + 1) for i, part in enumerate(body))


def _parse_at_least(body: object, path: str, depth: int) -> AtLeast:
    if not isinstance(body, Mapping) or set(body) != {"n", "of"}:
        raise ConditionError(path, "{n: number, of: [conditions]}", body)
    parts = _parse_parts(body["of"], f"{path}.of", depth)
    n = _whole_number(body["n"], f"{path}.n")
    if n > len(parts):
        raise ConditionError(f"{path}.n", f"at most {len(parts)}, the number of parts", n)
    return AtLeast(n, parts)


def _parse_sum(body: object, path: str) -> SumOf:
    if not isinstance(body, Mapping) or set(body) != {"of", "at_least"} or not isinstance(body["of"], Mapping):
        raise ConditionError(path, "{of: {fact: weight}, at_least: number}", body)
    weights = [(_fact_name(name, f"{path}.of"), _whole_number(weight, f"{path}.of.{name}")) for name, weight in body["of"].items()]
    return SumOf(tuple(sorted(weights)), _whole_number(body["at_least"], f"{path}.at_least"))


def _parse_test(data: Mapping[Any, Any], path: str) -> Test:
    name = data["attr"]
    if not isinstance(name, str) or not ATTRIBUTE_NAME.fullmatch(name):
        raise ConditionError(f"{path}.attr", "the name of an attribute", name)
    operators = [key for key in data if key != "attr"]
    if len(operators) != 1 or operators[0] not in OPERATORS:
        raise ConditionError(path, f"exactly one operator of {', '.join(OPERATORS)}", operators)
    operator = operators[0]
    return Test(name, operator, _operand(OPERATORS[operator], data[operator], f"{path}.{operator}"))


def _operand(kind: str, body: object, path: str) -> str | int | dt.date | tuple[Any, ...]:
    if kind == "number":
        return _whole_number(body, path)
    if kind == "date":
        return _date(body, path)
    if kind == "window":
        if not isinstance(body, Mapping) or set(body) != {"n", "calendar"} or not isinstance(body["calendar"], str):
            raise ConditionError(path, "{n: number, calendar: name}", body)
        return (_whole_number(body["n"], f"{path}.n"), body["calendar"])
    if kind == "values":
        if not isinstance(body, list | tuple) or not body or not all(isinstance(word, str) for word in body):
            raise ConditionError(path, "a list of words", body)
        return tuple(sorted(set(body)))
    if isinstance(body, bool):
        return "yes" if body else "no"
    if isinstance(body, int):
        return str(body)
    if not isinstance(body, str) or not body:
        raise ConditionError(path, "a word", body)
    return body


def _date(body: object, path: str) -> dt.date:
    if isinstance(body, str):
        try:
            return dt.date.fromisoformat(body)
        except ValueError:
            pass
    raise ConditionError(path, "a date like 2026-11-22", body)


def _whole_number(body: object, path: str) -> int:
    if isinstance(body, bool) or not isinstance(body, int) or not 0 <= body <= 1_000_000:
        raise ConditionError(path, "a whole number from 0 to 1000000", body)
    return body


def _fact_name(body: object, path: str) -> str:
    if not isinstance(body, str) or not FACT_NAME.fullmatch(body):
        raise ConditionError(path, "a fact like document:curp", body)
    return body


def to_data(condition: Condition) -> Any:
    """The data form of a condition; ``parse_condition(to_data(c)) == c``.

    >>> to_data(All((Fact("document:ine"),)))
    {'all': ['document:ine']}
    """
    match condition:
        case Fact(name):
            return name
        case All(parts):
            return {"all": [to_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [to_data(part) for part in parts]}
        case NoneOf(parts):
            return {"none": [to_data(part) for part in parts]}
        case AtLeast(n, parts):
            return {"at_least": {"n": n, "of": [to_data(part) for part in parts]}}
        case SumOf(weights, at_least):
            return {"sum": {"of": dict(weights), "at_least": at_least}}
        case Test(attribute, operator, value):
            return {"attr": attribute, operator: _operand_data(operator, value)}


def _operand_data(operator: str, value: Any) -> Any:
    match OPERATORS[operator]:
        case "date":
            return value.isoformat()
        case "window":
            return {"n": value[0], "calendar": value[1]}
        case "values":
            return list(value)
        case _:
            return value


def walk(condition: Condition) -> Iterator[Condition]:
    """Every node of the tree, the root first."""
    yield condition
    if isinstance(condition, All | AnyOf | NoneOf | AtLeast):
        for part in condition.parts:
            yield from walk(part)


def without_fact(condition: Condition, name: str) -> Condition:
    """The condition as if everybody held a fact: a rule that asks for it no longer. Where it must not be held, that stays.

    >>> without_fact(All((Fact("document:a"), Fact("document:b"))), "document:a")
    All(parts=(Fact(name='document:b'),), is_static=False)
    """
    match condition:
        case Fact(found) if found == name:
            return always
        case All(parts):
            return All(tuple(part for part in (without_fact(part, name) for part in parts) if part != always))
        case AnyOf(parts):
            spared = tuple(without_fact(part, name) for part in parts)
            return always if always in spared else AnyOf(spared)
        case AtLeast(n, parts) if n:
            spared = tuple(without_fact(part, name) for part in parts)
            left = n - spared.count(always)
            return AtLeast(left, tuple(part for part in spared if part != always)) if left > 0 else always
        case SumOf(weights, at_least):
            left = at_least - sum(weight for fact, weight in weights if fact == name)
            return SumOf(tuple(one for one in weights if one[0] != name), left) if left > 0 else always
    return condition


def facts_in(condition: Condition) -> frozenset[str]:
    """Names of all facts a condition speaks of, those under ``none`` included."""
    names: set[str] = set()
    for node in walk(condition):
        if isinstance(node, Fact):
            names.add(node.name)
        elif isinstance(node, SumOf):
            names.update(name for name, _ in node.weights)
    return frozenset(names)


def tests_in(condition: Condition) -> frozenset[Test]:
    """All tests of attributes in a condition."""
    return frozenset(node for node in walk(condition) if isinstance(node, Test))

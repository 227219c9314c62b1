"""Type errors of records, from pydantic's report to findings with a line and our own words."""

from __future__ import annotations

import re
from typing import Any

import pydantic
from pydantic_core import ErrorDetails

from rumbo.engine import conditions
from rumbo.regionfile.findings import Finding, Place, finding
from rumbo.regionfile.strict_yaml import Spot

__all__ = ["dotted", "field_findings"]

Path = tuple[str | int, ...]

_BY_TYPE = {
    "string_type": "text",
    "int_type": "whole-number",
    "int_from_float": "whole-number",
    "int_parsing_size": "whole-number",
    "float_type": "number",
    "finite_number": "number",
    "bool_type": "true-or-false",
    "tuple_type": "list",
    "list_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "literal_error": "one-of",
    "string_too_long": "shorter-text",
    "greater_than_equal": "number-from",
    "less_than_equal": "number-to",
    "too_long": "shorter-list",
    "too_short": "longer-list",
}
_BY_PATTERN = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "slug",
    conditions.FACT_NAME.pattern: "fact",
    conditions.ATTRIBUTE_NAME.pattern: "attribute",
    r"^[A-Z]{3}$": "currency",
    r"^[A-Z]{2}$": "country",
    r"^\d\d:\d\d$": "time",
    r"^\+[1-9][0-9]{7,14}$": "phone",
    r"^\d{1,6}(\.\d{1,6})?$": "rate",
    r"^D\d\d$": "document-code",
    r"^[A-Z]{2,3}\d\d[a-z]?$": "organization-code",
}
_BY_MESSAGE = {
    "a year, a month or a day, like 2025, 2025-04 or 2025-04-29": "evidence",
    "min, typical and max in rising order": "rising",
    "says has the attribute's values, * and !*": "own-values",
    "a goal of kind reach has reach, one of kind find has needs": "one-goal-kind",
}
_BY_CONDITION = (
    ("at most", "condition-smaller"),
    ("a fact name or a mapping", "condition"),
    ("exactly one of", "condition"),
    ("one of", "condition"),
    ("a list of conditions", "condition-list"),
    ("{n: number, of", "condition-at-least"),
    ("{of:", "condition-sum"),
    ("{n: number, calendar", "condition-window"),
    ("the name of an attribute", "attribute"),
    ("exactly one operator", "condition-operator"),
    ("a list of words", "words"),
    ("a word", "word"),
    ("a date", "date"),
    ("a whole number", "condition-number"),
    ("a fact", "fact"),
)
_LIMITS = ("max_length", "min_length", "ge", "le", "gt", "lt", "pattern")


def field_findings(record: str, file: str, spot: Spot, error: pydantic.ValidationError) -> list[Finding]:
    """One finding for each thing pydantic found wrong with a record.

    Args:
        record: how sentences name the record, e.g. ``ways/curp-online``.
        file: the file it stands in.
        spot: the record's lines.
        error: what pydantic said.
    """
    return [_finding(record, file, spot, detail) for detail in error.errors(include_url=False)]


def _finding(record: str, file: str, spot: Spot, detail: ErrorDetails) -> Finding:
    path: Path = tuple(part for part in detail["loc"] if part != "[key]")
    cause = detail.get("ctx", {}).get("error")
    found = detail["input"]
    if isinstance(cause, conditions.ConditionError):
        path += _path_in_condition(cause.path)
        found = cause.found
    place = Place(file, spot.find(path).line, dotted(path))
    if detail["type"] == "missing":
        if len(path) == 3 and path[0] == "money" and path[2] == "currency":
            return finding("cost-without-currency", place, record=record)
        return finding("field-missing", place, record=record)
    if detail["type"] == "extra_forbidden":
        return finding("field-unknown", place, record=record)
    if detail["type"] == "string_too_short":
        return finding("text-empty", place, record=record)
    return finding("field-invalid", place, record=record, found=_shown(found), **_expected(detail, cause))


def _expected(detail: ErrorDetails, cause: object) -> dict[str, str]:
    context = detail.get("ctx", {})
    kind = detail["type"]
    if isinstance(cause, conditions.ConditionError):
        return {"expected": next((key for start, key in _BY_CONDITION if cause.expected.startswith(start)), "condition")}
    if kind == "value_error":
        # Python's own words about days and months all mean the same: this is no date.
        return {"expected": _BY_MESSAGE.get(str(cause), "date")}
    if kind == "string_pattern_mismatch":
        return {"expected": _BY_PATTERN.get(context["pattern"], "pattern"), "pattern": context["pattern"]}
    if kind == "literal_error":
        return {"expected": "one-of", "choices": ", ".join(re.findall(r"'([^']*)'", context["expected"]))}
    limit = next((f"{context[name]:g}" for name in _LIMITS if isinstance(context.get(name), int | float)), "")
    return {"expected": _BY_TYPE.get(kind, "another"), "limit": limit}


def _path_in_condition(path: str) -> Path:
    return tuple(int(number) if number else name for name, number in re.findall(r"\.([^.\[\]]+)|\[(\d+)\]", path))


def dotted(path: Path) -> str:
    """A path as people write it.

    >>> dotted(("money", 0, "currency"))
    'money[0].currency'
    """
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def _shown(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}"
        case list() | tuple():
            return "[…]"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"

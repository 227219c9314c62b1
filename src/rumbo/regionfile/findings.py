"""What is wrong with a region, and where: one value per finding, with words in both languages by code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from rumbo.regionfile.words import EXPECTED, SENTENCES, Severity

__all__ = ["Finding", "Lang", "Place", "finding", "has_errors", "render", "sort_key"]

Lang = Literal["es", "en"]
_RANK: dict[str, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a region: the file (relative to the region's folder), the line (from 1, 0 for the whole file), the field."""

    file: str
    line: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``values`` fill the sentence of ``code``; they hold ids and numbers, never sentences."""

    code: str
    severity: Severity
    file: str
    line: int
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()

    def to_data(self) -> dict[str, Any]:
        """The finding as JSON data, with its sentence in both languages."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "field": self.field,
            "values": dict(self.values),
            "es": render(self, "es"),
            "en": render(self, "en"),
        }


def finding(code: str, place: Place, **values: object) -> Finding:
    """Make a finding of a documented code at a place.

    Args:
        code: a key of ``words.SENTENCES``, which also gives the severity.
        place: where it is.
        values: what the sentence speaks of.

    Raises:
        KeyError: when the code is not documented.

    >>> finding("id-duplicate", Place("ways.yaml", 7, "id"), record="ways/curp", other="ways.yaml:3").line
    7
    """
    filled = tuple((name, _shown(value)) for name, value in values.items())
    return Finding(code, SENTENCES[code].severity, place.file, place.line, place.field, filled)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(item) for item in value)
    return str(value)


def render(item: Finding, lang: Lang) -> str:
    """The finding's sentence in a language.

    >>> render(finding("folder-missing", Place("nowhere")), "en")
    'nowhere is not a folder: give the folder that holds the region files.'
    """
    context: defaultdict[str, str] = defaultdict(str, item.values)
    context |= {"file": item.file, "line": str(item.line), "field": item.field}
    if "expected" in context:
        es, en = EXPECTED[context["expected"]]
        context["expected"] = (es if lang == "es" else en).format_map(context)
    sentence = SENTENCES[item.code]
    return (sentence.es if lang == "es" else sentence.en).format_map(context)


def has_errors(items: tuple[Finding, ...]) -> bool:
    """Whether one of the findings is an error."""
    return any(item.severity == "error" for item in items)


def sort_key(item: Finding) -> tuple[int, str, int, str, str, tuple[tuple[str, str], ...]]:
    """Errors first, then by place, so that the same region always gives the same report."""
    return (_RANK[item.severity], item.file, item.line, item.code, item.field, item.values)

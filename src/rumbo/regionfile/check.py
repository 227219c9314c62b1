"""A whole region checked: read, then every family of checks, then one sorted report."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rumbo.regionfile.checks.calendars import check_calendars
from rumbo.regionfile.checks.circles import check_circles
from rumbo.regionfile.checks.conditions import check_conditions
from rumbo.regionfile.checks.context import Context
from rumbo.regionfile.checks.costs import check_costs
from rumbo.regionfile.checks.crossings import check_crossings
from rumbo.regionfile.checks.disclosure import check_disclosure
from rumbo.regionfile.checks.duplicates import check_duplicates
from rumbo.regionfile.checks.evidence import check_evidence
from rumbo.regionfile.checks.facts import check_facts
from rumbo.regionfile.checks.myths import check_myths
from rumbo.regionfile.checks.reach import check_reach
from rumbo.regionfile.checks.references import check_references
from rumbo.regionfile.checks.rights import check_rights
from rumbo.regionfile.checks.translations import check_translations
from rumbo.regionfile.findings import Finding, has_errors, sort_key
from rumbo.regionfile.reader import read_region_with_source
from rumbo.regionfile.records import RegionRecords
from rumbo.regionfile.words import SENTENCES

__all__ = ["CHECKS", "Report", "check_region"]

CHECKS: tuple[Callable[[Context], Iterable[Finding]], ...] = (
    check_references,
    check_duplicates,
    check_translations,
    check_evidence,
    check_disclosure,
    check_conditions,
    check_costs,
    check_calendars,
    check_crossings,
    check_facts,
    check_reach,
    check_circles,
    check_myths,
    check_rights,
)


@dataclass(frozen=True, slots=True)
class Report:
    """``records`` is None when the folder could not be read; findings are sorted, errors first."""

    path: Path
    today: dt.date
    records: RegionRecords | None
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0: nothing wrong enough to stop; 1: errors in what the region says; 2: it could not be read."""
        if any(SENTENCES[item.code].unreadable for item in self.findings):
            return 2
        return 1 if has_errors(self.findings) else 0

    def to_json(self) -> dict[str, Any]:
        """The report as JSON data: how many of each severity, and every finding with its sentence in both languages."""
        counts = Counter(item.severity for item in self.findings)
        return {
            "path": str(self.path),
            "as_of": self.today.isoformat(),
            "readable": self.records is not None,
            "exit_code": self.exit_code,
            "counts": {severity: counts[severity] for severity in ("error", "warning", "info")},
            "findings": [item.to_data() for item in self.findings],
        }


def check_region(path: Path, *, today: dt.date) -> Report:
    """Read and check a region folder.

    Args:
        path: the folder.
        today: the day from which the age of evidence, calendars and ways is seen.

    Returns:
        A report; where files or fields could not be read, only that is reported, for all else would rest on it.

    >>> check_region(Path("does-not-exist"), today=dt.date(2026, 11, 22)).exit_code
    2
    """
    reading = read_region_with_source(path)
    findings = list(reading.findings)
    if reading.records is not None:
        findings += _checked(Context(reading.records, reading.source, today))
    return Report(path, today, reading.records, tuple(sorted(set(findings), key=sort_key)))


def _checked(context: Context) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(context)

"""Region folders into frozen records, strictly: either everything could be read, or nothing is returned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pydantic
from pydantic_core import to_json

from rumbo.regionfile.fields import dotted, field_findings
from rumbo.regionfile.files import list_files, read_bytes
from rumbo.regionfile.findings import Finding, Place, finding, has_errors, sort_key
from rumbo.regionfile.records import KINDS, Record, Region, RegionRecords
from rumbo.regionfile.strict_yaml import Spot, YamlFaultError, decode, load

__all__ = ["Reading", "RegionSource", "read_region", "read_region_with_source"]


@dataclass(frozen=True, slots=True)
class RegionSource:
    """Where each record stands: by kind (``region`` for the one region record), in the order of ``RegionRecords``."""

    root: Path
    records: Mapping[str, tuple[tuple[str, Spot], ...]]

    def place(self, kind: str, index: int, *path: str | int) -> Place:
        """The place of a record, or of a field in it; a field that is not written is where what holds it begins."""
        file, spot = self.records[kind][index]
        return Place(file, spot.find(path).line, dotted(path))


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a folder. ``records`` is None when one of the findings is an error."""

    records: RegionRecords | None
    source: RegionSource
    findings: tuple[Finding, ...]


def read_region(path: Path) -> tuple[RegionRecords | None, tuple[Finding, ...]]:
    """Read a region folder.

    Args:
        path: the folder; every ``*.yaml`` under it is read, in the order of names.

    Returns:
        The records, or None when there is any error; and what was found wrong with files and fields. What is wrong
        between records is for :func:`rumbo.regionfile.check.check_region`.

    >>> read_region(Path("does-not-exist"))[1][0].code
    'folder-missing'
    """
    reading = read_region_with_source(path)
    return reading.records, reading.findings


def read_region_with_source(path: Path) -> Reading:
    """As :func:`read_region`, and where every record and field stands."""
    names, faults = list_files(path)
    reader = _Reader(list(faults))
    for name in names:
        reader.read_file(path, name)
    return reader.result(path, empty=not names)


class _Reader:
    def __init__(self, findings: list[Finding]) -> None:
        self._findings = findings
        self._records: defaultdict[str, list[Record]] = defaultdict(list)
        self._spots: defaultdict[str, list[tuple[str, Spot]]] = defaultdict(list)

    def read_file(self, root: Path, name: str) -> None:
        raw = read_bytes(root, name)
        if isinstance(raw, Finding):
            self._findings.append(raw)
            return
        try:
            data, spot = load(decode(raw))
        except YamlFaultError as fault:
            self._findings.append(finding(fault.code, Place(name, fault.line), **fault.values))
            return
        if not isinstance(data, dict):
            self._findings.append(finding("file-not-mapping", Place(name, spot.line)))
            return
        for kind, body in data.items():
            self._read_kind(name, kind, body, spot.parts[kind])

    def _read_kind(self, file: str, kind: str, body: Any, spot: Spot) -> None:
        place = Place(file, spot.line, kind)
        if kind == "region":
            self._read_region(file, body, spot)
        elif kind not in KINDS:
            self._findings.append(finding("kind-unknown", place, kind=kind, kinds=("region", *KINDS)))
        elif not isinstance(body, list):
            self._findings.append(finding("kind-not-list", place, kind=kind))
        else:
            for index, item in enumerate(body):
                self._read_record(KINDS[kind], kind, file, item, spot.parts[index])

    def _read_region(self, file: str, body: Any, spot: Spot) -> None:
        if first := self._spots["region"]:
            self._findings.append(finding("region-twice", Place(file, spot.line, "region"), other=f"{first[0][0]}:{first[0][1].line}"))
            return
        self._read_record(Region, "region", file, body, spot)

    def _read_record(self, model: type[Record], kind: str, file: str, item: Any, spot: Spot) -> None:
        if not isinstance(item, dict):
            self._findings.append(finding("record-not-mapping", Place(file, spot.line, kind), kind=kind))
            return
        self._spots[kind].append((file, spot))
        try:
            # JSON mode: the one in which pydantic is strict and yet takes lists for tuples and mappings for records.
            self._records[kind].append(model.model_validate_json(to_json(item)))
        except pydantic.ValidationError as error:
            self._findings += field_findings(f"{kind}/{item.get('id', '?')}", file, spot, error)

    def result(self, root: Path, *, empty: bool) -> Reading:
        if not empty and not self._spots["region"] and not has_errors(tuple(self._findings)):
            self._findings.append(finding("region-missing", Place("")))
        findings = tuple(sorted(self._findings, key=sort_key))
        source = RegionSource(root, {kind: tuple(spots) for kind, spots in self._spots.items()})
        if empty or has_errors(findings):
            return Reading(None, source, findings)
        lists: dict[str, Any] = {kind: tuple(self._records[kind]) for kind in KINDS}
        return Reading(RegionRecords.model_construct(region=cast("Region", self._records["region"][0]), **lists), source, findings)

"""The real region and the documents it is built from, read once for every test of this folder."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

import pytest

from rumbo.regionfile.reader import read_region
from rumbo.regionfile.records import RegionRecords

ROOT = Path(__file__).resolve().parents[2]
CALIBAJA = ROOT / "regions" / "calibaja"
SHARED = ROOT.parent / "shared"
TODAY = dt.date(2026, 11, 22)

# Rows whose places are not public, and the one that no source confirms: the region names neither.
WITHOUT_A_CODE = frozenset({"CS11", "CS15", "CS16", "CS17", "CS18", "MXG16", "CS27"})


@cache
def records() -> RegionRecords:
    """The region's records."""
    found, findings = read_region(CALIBAJA)
    assert found is not None, [str(finding) for finding in findings]
    return found


def shared(name: str) -> str:
    """A document that stands beside the repository; a test that needs it is skipped where it is not there."""
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside this checkout (expected in ../shared)")
    return path.read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands under a heading, up to the next of the same rank."""
    match = re.search(rf"^## {re.escape(title)}.*?$(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    assert match, f"no heading {title!r}"
    return match[1]


def row_codes(text: str) -> list[str]:
    """The codes in the first column of tables: ``MXG01``, ``D38`` …"""
    return re.findall(r"^\|\s*([A-Z]{1,3}\d\d)\s*\|", text, re.MULTILINE)

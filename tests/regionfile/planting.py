"""Copies of regions with one fault planted in each."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import yaml

from rumbo.regionfile.check import check_region
from rumbo.regionfile.findings import Finding
from rumbo.regionfile.lock import LOCK_NAME

TODAY = dt.date(2026, 11, 22)
HERE = Path(__file__).parent
SMALL = HERE / "regions" / "small"
CALIBAJA = HERE.parents[1] / "regions" / "calibaja"
VILLA = "villa"


@dataclass(frozen=True)
class Fault:
    name: str
    file: str
    old: str
    new: str
    code: str
    at: str = ""
    also: tuple[str, ...] = ()

    def plant(self, folder: Path) -> None:
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.name}: the text to change must stand exactly once"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def expected(self, folder: Path) -> tuple[str, str, int]:
        """Code, file and line that the finding must have, seen in the folder it was planted in."""
        file, mark, fragment = self.at.partition(".yaml:")
        name, fragment = (f"{file}.yaml", fragment) if mark else (self.file, self.at or self.new)
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(fragment) == 1, f"{self.name}: the place of the finding must stand exactly once"
        return self.code, name, text.count("\n", 0, text.index(fragment)) + 1


def load_faults() -> tuple[Fault, ...]:
    entries = yaml.safe_load((HERE / "faults.yaml").read_text(encoding="utf-8"))
    return tuple(Fault(**{**entry, "also": tuple(entry.get("also", ()))}) for entry in entries)


def copy_small(to: Path) -> Path:
    return Path(shutil.copytree(SMALL, to / "small"))


def copy_calibaja(to: Path) -> Path:
    """CaliBaja with the small region's records in a folder of their own, all translations of both confirmed."""
    region = Path(shutil.copytree(CALIBAJA, to / "calibaja"))
    (region / VILLA).mkdir()
    for path in SMALL.glob("*.yaml"):
        if path.name != "region.yaml":
            shutil.copy(path, region / VILLA)
    lock = region / LOCK_NAME
    texts = json.loads(lock.read_text(encoding="utf-8"))["texts"] if lock.exists() else {}
    texts |= json.loads((SMALL / LOCK_NAME).read_text(encoding="utf-8"))["texts"]
    lock.write_text(json.dumps({"version": 1, "texts": texts}), encoding="utf-8")
    return region


def check(folder: Path) -> frozenset[Finding]:
    return frozenset(check_region(folder, today=TODAY).findings)

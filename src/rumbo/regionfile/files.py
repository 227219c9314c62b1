"""The files of a region folder, within limits that keep a hostile folder cheap."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from rumbo.regionfile.findings import Finding, Place, finding

__all__ = ["MAX_BYTES", "MAX_FILES", "list_files", "read_bytes"]

MAX_BYTES = 2_000_000
MAX_FILES = 400


def list_files(root: Path) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Names of the region files under ``root`` (POSIX, relative, sorted) and what is wrong with the folder."""
    if not root.is_dir():
        return (), (finding("folder-missing", Place(str(root))),)
    names: list[str] = []
    faults: list[Finding] = []
    for name, linked in _entries(root):
        if linked:
            faults.append(finding("file-link", Place(name)))
        elif name.endswith(".yaml"):
            names.append(name)
        elif name.endswith((".yml", ".YAML", ".YML")):
            faults.append(finding("file-not-read", Place(name)))
        if len(names) > MAX_FILES:
            return (), (finding("folder-too-many-files", Place(name), limit=MAX_FILES),)
    if not names and not faults:
        faults.append(finding("folder-empty", Place(str(root))))
    return tuple(sorted(names)), tuple(faults)


def _entries(root: Path) -> Iterator[tuple[str, bool]]:
    """Every file, and every link whatever it leads to, under ``root``; hidden ones are passed over."""
    for folder, subfolders, files in os.walk(root, followlinks=False):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for name in sorted((*files, *subfolders)):
            path = Path(folder, name)
            linked = path.is_symlink()
            if linked or (name in files and not name.startswith(".")):
                # surrogates (names that are not UTF-8) cannot be printed or sent
                yield path.relative_to(root).as_posix().encode("utf-8", "replace").decode(), linked


def read_bytes(root: Path, name: str) -> bytes | Finding:
    """The bytes of one region file, or why it is not read; never more than ``MAX_BYTES`` are read."""
    try:
        # Without O_NONBLOCK opening a named pipe would wait for ever; O_NOFOLLOW holds against a late swap for a link.
        handle = os.open(root / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return finding("file-unreadable", Place(name))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return finding("file-unreadable", Place(name))
        raw = file.read(MAX_BYTES + 1)
    return raw if len(raw) <= MAX_BYTES else finding("file-too-large", Place(name), limit=MAX_BYTES)

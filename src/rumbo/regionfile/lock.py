"""Which translations a person confirmed: the digest of both languages of each text, beside the region's files.

A translation is stale when the original changed since and the translation did not.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rumbo.regionfile.files import MAX_BYTES
from rumbo.regionfile.records import KINDS, Record, RegionRecords, Text
from rumbo.regionfile.texts import LocatedText, texts_of

__all__ = ["LOCK_NAME", "Lock", "LockError", "Standing", "compare", "make_lock", "read_lock", "update_lock", "write_lock"]

LOCK_NAME = "translations.lock.json"
Lock = Mapping[str, Mapping[str, str]]


class LockError(ValueError):
    """The lock file is not what ``write_lock`` writes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one text stands to the lock. ``lang``: the language that is not the original."""

    key: str
    kind: str
    index: int
    record: Record
    found: LocatedText
    lang: str
    state: Literal["confirmed", "stale", "unconfirmed"]


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def _digests(text: Text) -> dict[str, str]:
    return {lang: _digest(words) for lang, words in (("es", text.es), ("en", text.en)) if words}


def _each_text(records: RegionRecords) -> Iterator[tuple[str, str, int, Record, LocatedText]]:
    for kind in ("region", *KINDS):
        held = getattr(records, kind)
        for index, record in enumerate((held,) if isinstance(held, Record) else held):
            for found in texts_of(record):
                yield f"{kind}/{record.id}#{found.key}", kind, index, record, found


def make_lock(records: RegionRecords) -> dict[str, dict[str, str]]:
    """A lock that confirms every text that stands in both languages."""
    every = ((key, _digests(found.text)) for key, _, _, _, found in _each_text(records))
    return {key: digests for key, digests in every if len(digests) == 2}


def update_lock(records: RegionRecords, lock: Lock) -> dict[str, dict[str, str]]:
    """A lock that confirms what is new or changed in both languages; what is stale stays stale until it is reviewed."""
    updated = make_lock(records)
    for standing in compare(records, lock):
        if standing.state == "stale":
            updated[standing.key] = dict(lock[standing.key])
    return updated


def compare(records: RegionRecords, lock: Lock) -> Iterator[Standing]:
    """How every text that stands in both languages stands to ``lock``."""
    for key, kind, index, record, found in _each_text(records):
        digests = _digests(found.text)
        if len(digests) < 2:
            continue
        lang = "en" if found.text.original == "es" else "es"
        yield Standing(key, kind, index, record, found, lang, _state(digests, lock.get(key), found.text.original, lang))


def _state(
    now: Mapping[str, str], before: Mapping[str, str] | None, original: str, lang: str
) -> Literal["confirmed", "stale", "unconfirmed"]:
    if before is None:
        return "unconfirmed"
    if before.get(original) != now[original] and before.get(lang) == now[lang]:
        return "stale"
    return "confirmed"


def read_lock(root: Path) -> dict[str, dict[str, str]] | None:
    """The lock of a region folder, or None where there is none.

    Raises:
        LockError: when the file is too large, not JSON, or of another form.
    """
    path = root / LOCK_NAME
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            raw = file.read(4 * MAX_BYTES + 1)
        texts = json.loads(raw)["texts"] if len(raw) <= 4 * MAX_BYTES else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise LockError(str(path)) from error
    if not isinstance(texts, dict) or not all(isinstance(entry, dict) for entry in texts.values()):
        raise LockError(str(path))
    return texts


def write_lock(root: Path, lock: Lock) -> None:
    """Write the lock file in one move, sorted, so that a change shows as the lines that changed."""
    text = json.dumps({"version": 1, "texts": lock}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    handle, name = tempfile.mkstemp(dir=root, prefix=".lock-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(root / LOCK_NAME)
    except BaseException:
        Path(name).unlink()
        raise

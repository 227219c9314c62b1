"""The arithmetic of an append-only log: each entry's hash covers the one before, so nothing can be changed unseen."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["START", "Entry", "first_broken", "hash_entry"]

START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one audit entry says. ``fields`` are names of fields, never their values."""

    number: int
    at: dt.datetime
    actor: str
    verb: str
    subject: str
    fields: Sequence[str]
    prev_hash: str
    hash: str = ""


def hash_entry(entry: Entry) -> str:
    """SHA-256, in hexadecimal, of everything an entry says, the hash of its predecessor included."""
    at = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = [entry.number, at, entry.actor, entry.verb, entry.subject, list(entry.fields), entry.prev_hash]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first_broken(entries: Iterable[Entry]) -> int | None:
    """Number of the first entry that was changed, or that follows a missing one; None if the chain holds.

    Args:
        entries: in rising order of number, from the first.
    """
    expected, previous = 1, START
    for entry in entries:
        if entry.number != expected or entry.prev_hash != previous or entry.hash != hash_entry(entry):
            return expected
        expected, previous = expected + 1, entry.hash
    return None

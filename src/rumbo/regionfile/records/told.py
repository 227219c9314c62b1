"""What is told and not planned: myths, rights, rumours, changes."""

from __future__ import annotations

from typing import Literal

from rumbo.regionfile.records.base import Evidence, FactId, Provenance, Record, Slug, Text
from rumbo.regionfile.records.ways import WayRecord

__all__ = ["Change", "Myth", "Right", "Rumour", "Signature"]


class Signature(Record):
    """How a myth is recognised in a way that grants one of ``grants``: ``given``: these held facts alone would open it
    (a paper that does not do this); ``without``: it cannot be opened without one of these (a paper wrongly demanded)."""

    grants: tuple[FactId, ...]
    given: tuple[FactId, ...] = ()
    without: tuple[FactId, ...] = ()


class Myth(Record):
    """What people say that is not so. ``way``: the myth as if it were true; ``replaces``: ways it would displace.

    ``because``: where the belief comes from, where a source tells."""

    id: Slug
    says: Text
    truth: Text
    because: Text | None = None
    signature: Signature
    way: WayRecord
    replaces: tuple[Slug, ...] = ()
    provenance: Provenance


class Right(Record):
    """What a person may rely on at a counter, as a card to show there.

    ``claim``: the right in one sentence; ``say``: words to read aloud; ``rule``: the laws among the sources that state it, to
    show (none where no law has been read); ``refused``: what to do at a "no"; ``turn_to``: services that help then;
    ``side``: where it holds (nothing: on every side)."""

    id: Slug
    name: Text
    claim: Text
    for_whom: Text
    say: Text | None = None
    rule: tuple[Slug, ...] = ()
    refused: Text
    turn_to: tuple[Slug, ...] = ()
    side: Slug | None = None
    provenance: Provenance


class Rumour(Record):
    """What people say, and what was found. ``state``: how it stands; ``unknown`` is an answer."""

    id: Slug
    says: Text
    found: Text
    state: Literal["true", "false", "partly", "unknown"]
    provenance: Provenance


class Change(Record):
    """Something that became otherwise on a date. ``date``: as exact as is known; ``side``: where (nothing: on every side)."""

    id: Slug
    date: Evidence
    text: Text
    side: Slug | None = None
    provenance: Provenance

"""What changes the whole region: one load, in one transaction, through every room's share of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from rumbo.base.logic.storing import digest_of
from rumbo.base.ports import Changes, region_parts
from rumbo.base.queries import region_digest
from rumbo.base.services import one_writer, record_audit, store_region_row
from rumbo.regionfile.records import KINDS, RegionRecords

__all__ = ["Loaded", "RegionRefused", "load_region"]

# Fields that the database ties to a record of another kind.
TIES = (
    ("organizations", "part_of", "organizations"),
    ("services", "organization", "organizations"),
    ("services", "locations", "locations"),
    ("locations", "organization", "organizations"),
    ("ways", "service", "services"),
)


class RegionRefused(ValueError):  # noqa: N818  names what was done with the records
    """Records that cannot be stored: ids that stand twice, or that nothing has. ``reasons`` has a line for each."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons[:5]))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did. ``written``: False where the region was in the database already, to the letter."""

    digest: str
    written: bool
    changes: Changes = field(default_factory=Changes)


def load_region(records: RegionRecords, *, actor: str, now: dt.datetime) -> Loaded:
    """Put a region into the database: all of it or, where anything fails, nothing.

    What is new is added, what differs is changed, what is gone is removed; rows of the same record keep their ids.

    Args:
        records: the whole region, checked by ``rumbo region check``.
        actor: who loads it, for the audit log.
        now: when, with a time zone.

    Returns:
        What was done; a region that is loaded already is not written again.

    Raises:
        RegionRefused: ids stand twice or point nowhere.

    >>> load_region(records, actor="command-line", now=now).written  # doctest: +SKIP
    True
    """
    if reasons := [*_twice(records), *_nowhere(records)]:
        raise RegionRefused(reasons)
    digest = digest_of(records)
    with transaction.atomic():
        one_writer()
        if region_digest() == digest:
            return Loaded(digest, written=False)
        changes = sum((part.replace_region(records, now=now) for _, part in region_parts), Changes())
        store_region_row(records.region, digest=digest, now=now)
        record_audit(actor=actor, verb="region.load", subject=f"region/{records.region.id}", fields=("digest",), now=now)
    return Loaded(digest, written=True, changes=changes)


def _twice(records: RegionRecords) -> Iterator[str]:
    for kind in KINDS:
        counts = Counter(record.id for record in getattr(records, kind))
        yield from (f"{kind}: {slug} stands {n} times" for slug, n in counts.items() if n > 1)


def _nowhere(records: RegionRecords) -> Iterator[str]:
    ids = {kind: {record.id for record in getattr(records, kind)} for kind in KINDS}
    for kind, name, target in TIES:
        for record in getattr(records, kind):
            value = getattr(record, name)
            wanted = value if isinstance(value, tuple) else (value,) if value else ()
            yield from (f"{kind}: {record.id} has {name} {slug}, which no record has" for slug in wanted if slug not in ids[target])

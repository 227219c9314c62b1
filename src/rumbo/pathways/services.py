"""What changes the pathways' records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from rumbo.base.models import RegionObject
from rumbo.base.ports import Changes
from rumbo.base.queries import read_records
from rumbo.base.services import replace_records
from rumbo.pathways.models import AttributeRow, ChangeRow, FactRow, GoalRow, MythRow, NoticeRow, RightRow, RumourRow, WayRow
from rumbo.regionfile.records import RegionRecords

__all__ = ["PathwaysPart", "replace_region"]

TABLES: tuple[type[RegionObject], ...] = (
    AttributeRow,
    FactRow,
    WayRow,
    GoalRow,
    NoticeRow,
    MythRow,
    RightRow,
    RumourRow,
    ChangeRow,
)


def replace_region(records: RegionRecords, *, now: dt.datetime) -> Changes:
    """Make the pathways say what the region's records say, inside the caller's transaction.

    Args:
        records: the whole region; only the kinds of :data:`TABLES` are read.
        now: when it is loaded.

    Returns:
        How many records were added, changed and removed.
    """
    return sum((replace_records(table, getattr(records, table.RECORDS), region=records.region.id) for table in TABLES), Changes())


class PathwaysPart:
    """The pathways' share of a region, for base's port."""

    def replace_region(self, records: RegionRecords, *, now: dt.datetime) -> Changes:
        return replace_region(records, now=now)

    def read_region(self) -> Mapping[str, Sequence[Any]]:
        return {table.RECORDS: read_records(table) for table in TABLES}

"""Pathways behind the directory's port. Light on purpose: Django starts with it, and must start without the engine's kernels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rumbo.directory.ports import Uses
from rumbo.regionfile.records import Text

__all__ = ["PathwaysUses"]


class PathwaysUses:
    """What pathways tells of services; it takes in what it needs when it is first asked."""

    def need_names(self) -> Mapping[str, Text]:
        from rumbo.pathways.service_uses import need_names

        return need_names()

    def uses_of(self, service: str, *, on: dt.date) -> Uses:
        from rumbo.pathways.service_uses import uses_of

        return uses_of(service, on=on)

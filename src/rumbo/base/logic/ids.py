"""Ids that other systems keep: an HSDS id follows from the region, the kind and the slug, and never changes."""

from __future__ import annotations

import uuid

__all__ = ["NAMESPACE", "stable_id"]

NAMESPACE = uuid.UUID("6d0c3c0e-5f0b-5c1a-9a53-7b1f2f6a4e21")


def stable_id(region: str, kind: str, slug: str) -> uuid.UUID:
    """The id of a record, the same on every server and after every load.

    Args:
        region: id of the region, e.g. ``calibaja``.
        kind: singular, e.g. ``service``.
        slug: the record's id in the region's files.

    >>> stable_id("calibaja", "service", "renapo-curp") == stable_id("calibaja", "service", "renapo-curp")
    True
    """
    return uuid.uuid5(NAMESPACE, f"{region}/{kind}/{slug}")

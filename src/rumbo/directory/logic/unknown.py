"""What nobody has told us of a service: said in plain sight, so that an empty line is not taken for a "no" or an "always"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from rumbo.regionfile.records import Location, Service

__all__ = ["Unknown", "unknown_of"]

Unknown = Literal["hours", "who-may-come-in", "step-free", "point"]


def unknown_of(service: Service, places: Iterable[Location] = ()) -> tuple[Unknown, ...]:
    """What is not known of a service as the public may see it; nothing of a confidential one, whose contact tells it all.

    Who may come in with someone, and whether there are steps, no record says yet: the files have no dated source for it.
    ``point``: of no place that may be shown on a map do we know where exactly it is.

    Args:
        service: as :func:`rumbo.directory.logic.disclosure.public_service` gives it.
        places: where it is given, as far as that may be told.
    """
    if service.disclosure == "confidential":
        return ()
    hours: tuple[Unknown, ...] = () if service.hours else ("hours",)
    if service.remote:
        return hours
    shown = [place for place in places if place.disclosure == "exact"]
    pointless = bool(shown) and all(place.latitude is None for place in shown)
    return (*hours, "who-may-come-in", "step-free", *(("point",) if pointless else ()))

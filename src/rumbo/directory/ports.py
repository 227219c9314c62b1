"""What the directory needs from above, and does not know itself: what people can plan with what it lists.

Whoever keeps papers, ways and goals registers here in its ``AppConfig.ready``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from rumbo.base.ports import Registry
from rumbo.regionfile.records import Text

__all__ = ["Given", "Goal", "PlansProtocol", "Uses", "plans"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A plan that leads through a service: what it is for, and where one begins with it."""

    name: Text
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Something a person can get at a service: what it is called, what to bring for it, what one walks out with."""

    name: Text
    bring: Text | None = None
    gives: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """What one can do with a service. ``open_to``: for whom it is, in words by language; None where it is for anyone."""

    goals: tuple[Goal, ...] = ()
    given: tuple[Given, ...] = ()
    open_to: Mapping[str, str] | None = None


class PlansProtocol(Protocol):
    """A room that knows what services are good for."""

    def need_names(self) -> Mapping[str, Text]:
        """What each need that a service can meet is called."""

    def uses_of(self, service: str, *, on: dt.date) -> Uses:
        """What one can do with a service, by its slug; nothing for one that is not known."""


plans: Registry[PlansProtocol] = Registry()

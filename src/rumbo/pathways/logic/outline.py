"""What a plan was when it was last seen, in a few bytes, so that a changed answer can show what it changed.

An outline names no way: it carries short digests of their ids. It travels in the sealed cookie of the answers, nowhere else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Difference", "difference", "outline"]

MOST_WAYS = 40
STATUSES = ("optimal", "feasible", "already-there", "depends", "unreachable", "found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of a plan. ``added``, ``gone``: ways; ``days``, ``visits``, ``crossings``: how many more (or fewer, below nought).

    ``opened``: there is a way now, and there was none for sure; ``shut``: the other way round.
    """

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    days: int = 0
    visits: int = 0
    crossings: int = 0
    opened: bool = False
    shut: bool = False

    def __bool__(self) -> bool:
        return self != Difference()


def outline(answer: Mapping[str, Any]) -> str:
    """An answer's outline: status, days, visits, crossings, and a digest of each way, in order.

    >>> step = {"way": "curp-online"}
    >>> cost = {"days": {"typical": 2}, "visits": 1, "crossings": 0}
    >>> outline({"status": "optimal", "cost": cost, "steps": [step]}).split(";")[:4]
    ['0', '2', '1', '0']
    """
    cost = answer.get("cost") or {}
    numbers = (cost.get("days", {}).get("typical", 0), cost.get("visits", 0), cost.get("crossings", 0))
    ways = [_digest(step["way"]) for step in answer.get("steps") or ()][:MOST_WAYS]
    return ";".join([str(STATUSES.index(answer["status"])), *map(str, numbers), ",".join(ways)])


def difference(before: str, answer: Mapping[str, Any], *, ways: Iterable[str]) -> Difference:
    """What changed from an outline to an answer.

    Args:
        before: an outline; one that cannot be read counts as the same as now.
        answer: the plan as it is now, as JSON.
        ways: ids of all ways of the region, by which those that are gone are named; ways the region no longer has are left out.
    """
    now = outline(answer)
    if before == now or before.count(";") != now.count(";"):
        return Difference()
    old, new = before.split(";"), now.split(";")
    had, has = [word for word in old[4].split(",") if word], [word for word in new[4].split(",") if word]
    named = {_digest(way): way for way in ways}
    days, visits, crossings = (int(new[i]) - int(old[i]) for i in (1, 2, 3))
    was_open, is_open = (STATUSES[int(status)] not in {"depends", "unreachable"} for status in (old[0], new[0]))
    settled = was_open and is_open
    return Difference(
        added=tuple(named[word] for word in has if word not in had and word in named),
        gone=tuple(named[word] for word in had if word not in has and word in named),
        days=days if settled else 0,
        visits=visits if settled else 0,
        crossings=crossings if settled else 0,
        opened=is_open and not was_open,
        shut=was_open and not is_open,
    )


def _digest(way: str) -> str:
    return hashlib.blake2b(way.encode(), digest_size=4).hexdigest()

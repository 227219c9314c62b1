"""What reads the pathways: the region as it is loaded, compiled for a day, and the questions asked of it.

Nothing here writes, and nothing a person answers is kept: a question lives as long as its request.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from rumbo.base.memory import set_aside
from rumbo.base.ports import region_parts
from rumbo.base.queries import read_region_row, region_digest, region_timezone
from rumbo.engine.model import Objective
from rumbo.pathways import pages
from rumbo.pathways.answers import cookie_of, open_answers, slot_of
from rumbo.pathways.logic import answer as answers
from rumbo.pathways.logic import catalog, open_data, telling
from rumbo.pathways.logic.ask import Ask, read_ask
from rumbo.pathways.logic.compare import compare as plans_side_by_side
from rumbo.pathways.logic.compare import compromises, weighed, worth_having
from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.pathways.logic.dates import read_dates
from rumbo.pathways.logic.names import goal_names
from rumbo.pathways.logic.papers import paper
from rumbo.regionfile.records import GoalRecord, RegionRecords

__all__ = [
    "PlannerBusy",
    "RegionMissing",
    "begun_goal",
    "between",
    "compare",
    "compared",
    "current_records",
    "current_region",
    "find_document",
    "find_right",
    "general_answer",
    "list_changes",
    "list_circles",
    "list_documents",
    "list_goals",
    "list_goals_by_phase",
    "list_myths",
    "list_rights",
    "list_rumours",
    "list_sides",
    "nearest_goals",
    "one_search",
    "open_files",
    "plan",
    "region_figures",
    "search",
    "today",
    "why_not",
]

CACHED_DAYS = 4  # a day's turn, both its neighbours, and one question about another day
READS = 3
WAIT_SECONDS = 0.5
MOST_PAPERS = 10


class RegionMissing(LookupError):  # noqa: N818  names a state of the server, not a fault
    """No region is loaded yet."""


class PlannerBusy(RuntimeError):  # noqa: N818  names a state of the server, not a fault
    """As many searches are under way as this process allows at once."""


class _Compiled:
    """Compiled regions of this process, by digest and day.

    A region is compiled once even when many ask at the same moment, and nobody who asks about another day waits for it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._regions: OrderedDict[tuple[str, dt.date], CompiledRegion] = OrderedDict()
        self._under_way: dict[tuple[str, dt.date], threading.Lock] = {}

    def get(self, digest: str, day: dt.date) -> CompiledRegion:
        key = (digest, day)
        with self._lock:
            if found := self._find(key):
                return found
            mine = self._under_way.setdefault(key, threading.Lock())
        with mine:
            with self._lock:
                if found := self._find(key):
                    return found
                records = next((region.records for (known, _), region in self._regions.items() if known == digest), None)
            region = compile_region(records or current_records(), on=day)
            with self._lock:
                kept = self._keep(key, region)
            set_aside()
            return kept

    def _find(self, key: tuple[str, dt.date]) -> CompiledRegion | None:
        if key in self._regions:
            self._regions.move_to_end(key)
        return self._regions.get(key)

    def _keep(self, key: tuple[str, dt.date], region: CompiledRegion) -> CompiledRegion:
        for old in [known for known in self._regions if known[0] != key[0]]:
            del self._regions[old]
        self._regions[key] = region
        self._under_way.pop(key, None)
        while len(self._regions) > CACHED_DAYS:
            self._regions.popitem(last=False)
        return region


_compiled = _Compiled()
_searches = threading.BoundedSemaphore(settings.PLANNER_CONCURRENT)


@contextmanager
def one_search() -> Iterator[None]:
    """A place among the searches of this process; whoever finds none within a moment is told to come back.

    Raises:
        PlannerBusy: all places are taken.
    """
    if not _searches.acquire(timeout=WAIT_SECONDS):
        raise PlannerBusy
    try:
        yield
    finally:
        _searches.release()


def current_records() -> RegionRecords:
    """The region as it is in the database: exactly the records that were loaded.

    Raises:
        RegionMissing: none is loaded.
    """
    for _ in range(READS):
        before = region_digest()
        region = read_region_row()
        parts = {kind: records for _, part in region_parts for kind, records in part.read_region().items()}
        if region is not None and before == region_digest():
            return RegionRecords.model_validate({"region": region, **parts})
    raise RegionMissing


def current_region(*, on: dt.date) -> CompiledRegion:
    """The loaded region, compiled for a day. One cheap query tells whether what this process knows is still so.

    Args:
        on: the day to plan for.

    Raises:
        RegionMissing: none is loaded.
    """
    digest = region_digest()
    if digest is None:
        raise RegionMissing
    return _compiled.get(digest, on)


class _General:
    """Answers for who says nothing, of the region last asked; where that is another one, they are forgotten."""

    def __init__(self) -> None:
        self._known: tuple[CompiledRegion | None, dict[str, dict[str, Any]]] = (None, {})

    def of(self, region: CompiledRegion) -> dict[str, dict[str, Any]]:
        known = self._known
        if known[0] is not region:
            self._known = known = (region, {})
        return known[1]


_general = _General()


def general_answer(region: CompiledRegion, goal: str) -> dict[str, Any]:
    """The answer for someone who says nothing at all: the same for everyone, so that it is searched for once a day.

    Raises:
        PlannerBusy: it is not known yet, and too many ask at once.
    """
    known = _general.of(region)
    if goal not in known:
        with one_search():
            known[goal] = answers.answer(region, read_ask(region, goal=goal, as_of=region.day))
    return known[goal]


def today(now: dt.datetime) -> dt.date:
    """The day it is in the region at ``now`` (aware), by the clock of its first side; by UTC while no region is loaded."""
    try:
        zone: dt.tzinfo = ZoneInfo(region_timezone() or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    return now.astimezone(zone).date()


def list_goals(*, on: dt.date) -> Any:
    """Goals of the region, as JSON data with texts in both languages."""
    return catalog.goals(current_region(on=on))


def list_documents(*, on: dt.date) -> Any:
    """Papers, and what else a person may hold, as JSON data with texts in both languages."""
    return catalog.documents(current_region(on=on))


def find_document(fact: str, *, on: dt.date) -> dict[str, Any] | None:
    """One paper with the ways that give it and those it opens; None where the region lists none of that id."""
    region = current_region(on=on)
    return paper(region, fact, helps=pages.helped_by(region).get(fact, ()))


def list_goals_by_phase(*, on: dt.date) -> list[tuple[str, tuple[Any, Any], list[GoalRecord]]]:
    """Goals under their phase: its id, what it is called and what it means, and its goals in the order of the region."""
    return pages.goals_by_phase(current_region(on=on))


def list_rights(*, on: dt.date) -> list[dict[str, Any]]:
    """Rights as cards, as JSON data with texts in both languages."""
    return telling.rights(current_region(on=on))


def find_right(slug: str, *, on: dt.date) -> dict[str, Any] | None:
    """One card; None where the region has none of that name."""
    return next((card for card in list_rights(on=on) if card["id"] == slug), None)


def list_myths(*, on: dt.date) -> list[dict[str, Any]]:
    """What people say that is not so, and what is."""
    return telling.myths(current_region(on=on))


def list_circles(*, on: dt.date) -> dict[str, Any]:
    """Catch-22s: papers that can only be had by already having them, for whom, since when, and what would open each.

    Raises:
        PlannerBusy: too many ask at once.
        RegionMissing: no region is loaded.
    """
    with one_search():
        return answers.catch22(current_region(on=on))


def list_rumours(*, on: dt.date) -> list[dict[str, Any]]:
    """What people say and what was found, myths included, newest evidence first."""
    return telling.rumours(current_region(on=on))


def list_changes(*, on: dt.date, since: dt.date | None = None) -> list[dict[str, Any]]:
    """What became otherwise, newest first; what begins after ``on`` is marked as coming."""
    return telling.changes(current_region(on=on), since=since)


def open_files(*, on: dt.date) -> dict[str, str]:
    """The region as open data: JSON texts by file name, places as their disclosure allows."""
    return open_data.as_files(current_region(on=on))


def region_figures(*, on: dt.date) -> dict[str, Any]:
    """How much the region holds, how sure it is and how much of it has grown old, with its name and licence."""
    region = current_region(on=on)
    about = region.records.region
    return {**open_data.figures(region), "name": about.name, "about": about.about, "licence": about.licence}


def list_sides(*, on: dt.date) -> list[tuple[str, Any]]:
    """The region's sides: id and name of each."""
    return [(side.id, side.name) for side in current_region(on=on).records.region.sides]


def search(words: str, *, lang: str, on: dt.date) -> list[dict[str, Any]]:
    """Goals, rights cards, papers and services that answer to ``words``, best first; ``lang`` counts a little more than the other one."""
    return catalog.search(current_region(on=on), words, lang)


def nearest_goals(words: str, *, on: dt.date) -> list[GoalRecord]:
    """The three goals most like ``words``, best first."""
    region = current_region(on=on)
    return [region.goals[goal] for goal in catalog.nearest(words, goal_names(region))]


def begun_goal(cookies: Mapping[str, str], *, on: dt.date, now: dt.datetime) -> str:
    """The goal that a browser's cookies say was begun; nothing where there is none, or the region has it no more."""
    region = current_region(on=on)
    sealed = cookies.get(cookie_of(slot_of(cookies)))
    opened = open_answers(sealed, facts=region.facts, now=now) if sealed else None
    return opened.answers.goal if opened and opened.answers.goal in region.goals else ""


def plan(
    *,
    goal: str,
    as_of: dt.date,
    have: Sequence[str | Mapping[str, object]] = (),
    know: Mapping[str, str] | None = None,
    objective: str = "fastest",
    limits: Mapping[str, str | int] | None = None,
    dates: Mapping[str, str | None] | None = None,
) -> dict[str, Any]:
    """The way from what a person holds to a goal, as the JSON of ids.md.

    Args:
        goal: id of a goal.
        as_of: the day of the question.
        have: facts held, as words or as mappings of ``fact``, ``issued`` and ``expires``.
        know: answers, by attribute.
        objective: one or several of the engine's objectives, joined by commas.
        limits: what the plan may not exceed.
        dates: where days are asked for too, ``start`` and ``by``, as ISO dates.

    Raises:
        AskError: the question cannot be answered as it stands; it says why.
        PlannerBusy: too many ask at once.
        RegionMissing: no region is loaded.
    """
    with one_search():
        region = current_region(on=as_of)
        ask = _read(region, goal, as_of, have, know, objective, limits)
        asked = None if dates is None else read_dates(start=dates.get("start"), by=dates.get("by"), as_of=as_of)
        return answers.answer(region, ask, dates=asked)


def why_not(
    *,
    goal: str,
    as_of: dt.date,
    have: Sequence[str | Mapping[str, object]] = (),
    know: Mapping[str, str] | None = None,
    objective: str = "fastest",
    limits: Mapping[str, str | int] | None = None,
) -> dict[str, Any]:
    """What would open a goal that is closed; arguments and errors as in :func:`plan`."""
    with one_search():
        region = current_region(on=as_of)
        return answers.why_not(region, _read(region, goal, as_of, have, know, objective, limits))


def compare(
    *,
    goal: str,
    as_of: dt.date,
    have: Sequence[str | Mapping[str, object]] = (),
    know: Mapping[str, str] | None = None,
    objective: str = "fastest",
    limits: Mapping[str, str | int] | None = None,
    over: Sequence[Objective] = (),
    weights: Mapping[Objective, int] | None = None,
) -> dict[str, Any]:
    """The best plan by each objective (``plans``), and which papers not held would open or spare something (``papers``).

    Arguments and errors as in :func:`plan`; ``over``: two or three objectives, of which all best compromises are told too (``front``);
    ``weights``: what a unit of each is worth, by which one plan is told too (``weighed``).
    """
    with one_search():
        region = current_region(on=as_of)
        ask = _read(region, goal, as_of, have, know, objective, limits)
        found = compared(region, ask)
        if over and region.goals[ask.goal].kind == "reach":
            found["front"] = compromises(region, ask, over)
        if weights and region.goals[ask.goal].kind == "reach":
            found["weighed"] = weighed(region, ask, weights)
        return found


def compared(region: CompiledRegion, ask: Ask) -> dict[str, Any]:
    """As :func:`compare`, for a question that has been read; the caller sees to it that not too many search at once."""
    held = {holding.fact for holding in ask.held}
    choices = sorted(pages.paper_choices(region, region.goals[ask.goal]).near, key=lambda paper: not paper.brought)  # no plan gets those
    near = [paper.id for paper in choices if paper.id not in held][:MOST_PAPERS]
    return {"goal": ask.goal, "plans": plans_side_by_side(region, ask), "papers": worth_having(region, ask, near)}


def between(region: CompiledRegion, ask: Ask, over: Sequence[Objective]) -> dict[str, Any]:
    """All plans that nothing beats in what is compared, for a question that has been read; see :func:`compared` for the caller."""
    return compromises(region, ask, over)


def _read(
    region: CompiledRegion,
    goal: str,
    as_of: dt.date,
    have: Sequence[str | Mapping[str, object]],
    know: Mapping[str, str] | None,
    objective: str,
    limits: Mapping[str, str | int] | None,
) -> Ask:
    return read_ask(region, goal=goal, have=have, know=know or {}, objective=objective, limits=limits or {}, as_of=as_of)

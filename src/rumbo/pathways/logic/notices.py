"""What must be told beside an answer: dangers first, with the day by which something must be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from rumbo.engine.calendars import add_working_days, is_working_day
from rumbo.engine.conditions import All, AnyOf, Condition, Test, tests_in
from rumbo.engine.evaluate import evaluate
from rumbo.engine.model import Calendar
from rumbo.pathways.logic.ask import Ask, attributes_known, facts_held
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.sources import source_json, unconfirmed_json
from rumbo.pathways.logic.words import text
from rumbo.regionfile import records as r

Json = dict[str, Any]
_LEVELS = ("danger", "warning", "info")


def warnings(region: CompiledRegion, ask: Ask, *, ways: Iterable[str] = (), asked: Iterable[str] = ()) -> list[Json]:
    """Notices that concern this question, dangers first.

    A notice is told when its condition holds; when that is not known, it is told where the notice is about this goal or
    these ways, or where answers that are asked for anyway could make it hold.

    Args:
        region: the region.
        ask: the question.
        ways: ways in the answer, its branches and what is closed.
        asked: attributes the answer depends on.
    """
    found = [_notice_json(region, ask, notice, holds) for notice, holds in _relevant(region, ask, frozenset(ways), frozenset(asked))]
    return sorted(found, key=lambda shown: (_LEVELS.index(shown["level"]), not shown["holds"], shown["deadline"] or "9999", shown["id"]))


def wants_lawyer(told: Iterable[Json]) -> bool:
    """Whether a notice about just this goal or these ways holds and says: a lawyer first.

    What holds for a person whatever they ask (never cross north after a removal) is told, but does not stand before a plan
    that has nothing to do with it."""
    return any(notice["lawyer_first"] and notice["holds"] and notice["narrow"] for notice in told)


def _relevant(region: CompiledRegion, ask: Ask, ways: frozenset[str], asked: frozenset[str]) -> Iterator[tuple[r.Notice, bool | None]]:
    facts, known = facts_held(region, ask), attributes_known(region, ask)
    for notice in region.records.notices:
        if not _matches(notice, ask, ways):
            continue
        holds = evaluate(notice.when, facts=facts, attributes=known, as_of=ask.as_of, calendars=region.calendars)
        narrow = bool(notice.goals or notice.ways)
        person = partial(evaluate, facts=facts, attributes=known, as_of=ask.as_of, calendars=region.calendars)
        if holds or (holds is None and (narrow or _may_come_true(notice.when, person, asked))):
            yield notice, holds


def _may_come_true(condition: Condition | None, person: Callable[[Condition], bool | None], asked: frozenset[str]) -> bool:
    """Whether answers to ``asked`` alone could make a condition hold: all that it needs is so already or is being asked.

    A danger of students is not told to who looks for a bed, only because both depend on where one is.
    """
    match condition:
        case All(parts):
            return all(person(part) or _may_come_true(part, person, asked) for part in parts)
        case AnyOf(parts):
            return any(_may_come_true(part, person, asked) for part in parts)
        case Test():
            return person(condition) is None and condition.attribute in asked
        case None:
            return False
    return person(condition) is None and not asked.isdisjoint(test.attribute for test in tests_in(condition))


def _matches(notice: r.Notice, ask: Ask, ways: frozenset[str]) -> bool:
    in_time = (notice.valid_from is None or notice.valid_from <= ask.as_of) and (notice.valid_to is None or ask.as_of <= notice.valid_to)
    here = not notice.goals or ask.goal in notice.goals
    return in_time and here and (not notice.ways or not ways.isdisjoint(notice.ways))


def _notice_json(region: CompiledRegion, ask: Ask, notice: r.Notice, holds: bool | None) -> Json:
    day = deadline_of(region, ask, notice.deadline)
    return {
        "id": notice.id,
        "level": notice.level,
        "holds": holds is True,
        "narrow": bool(notice.goals or notice.ways),
        "text": text(notice.text),
        "deadline": day.isoformat() if day else None,
        "deadline_soft": notice.deadline.soft if notice.deadline else False,
        "deadline_passed": day is not None and day < ask.as_of,
        "lawyer_first": notice.lawyer_first,
        "confidence": notice.provenance.confidence,
        "source": source_json(region, notice.provenance),
        "unconfirmed": unconfirmed_json(notice.provenance, state="active"),
    }


def deadline_of(region: CompiledRegion, ask: Ask, deadline: r.Deadline | None) -> dt.date | None:
    """The last day to do something; ``None`` where the day it counts from is not known.

    Working days count from the day after, as legal terms do.
    """
    start = _start(region, ask, deadline) if deadline else None
    if deadline is None or start is None:
        return None
    if deadline.unit == "calendar" or deadline.calendar is None or deadline.calendar not in region.calendars:
        return start + dt.timedelta(deadline.n)
    calendar = region.calendars[deadline.calendar]
    return add_working_days(calendar, start, deadline.n) if deadline.n >= 0 else _working_days_before(calendar, start, -deadline.n)


def _start(region: CompiledRegion, ask: Ask, deadline: r.Deadline) -> dt.date | None:
    if deadline.attribute is not None:
        day = attributes_known(region, ask).get(deadline.attribute)
        return day if isinstance(day, dt.date) else None
    issued = (held.issued for held in ask.held if held.fact == deadline.fact_issued)
    expires = (held.expires for held in ask.held if held.fact == deadline.fact_expires)
    return next((day for day in (*issued, *expires) if day is not None), None)


def _working_days_before(calendar: Calendar, day: dt.date, n: int) -> dt.date:
    while n > 0:
        day -= dt.timedelta(1)
        n -= is_working_day(calendar, day)
    return day

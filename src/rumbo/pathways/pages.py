"""What the pages show, put in order: papers near a goal, answers given, a plan's steps with the names they need."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, get_args

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from rumbo.directory.queries import class_words
from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, SumOf, facts_in
from rumbo.engine.model import Household
from rumbo.pathways.answers import UNKNOWN, Answers
from rumbo.pathways.logic.ask import Ask, read_ask, side_record
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.outline import Difference
from rumbo.pathways.logic.problems import Problem
from rumbo.pathways.logic.sources import source_json
from rumbo.pathways.logic.telling import rights_about
from rumbo.pathways.logic.timeline import timeline
from rumbo.pathways.logic.values import ValueProblem, read_value
from rumbo.pathways.logic.words import both, fact_words, value_words
from rumbo.regionfile import records as r
from rumbo.web.templatetags.shell import plain

__all__ = [
    "ENOUGH_BRANCHES",
    "PHASES",
    "ask_of",
    "changed_words",
    "conflict_words",
    "conflicts",
    "expiring",
    "goal_context",
    "goals_by_phase",
    "helped_by",
    "paper_choices",
    "plan_context",
    "record_of",
    "savings",
    "summary",
]

NEAR = 12
MORE = 2
MOST_BRANCHES = 6
MOST_PLACES = 3
TIMELY = frozenset({"born-later", "in-the-future", "expires-before-issued", "given-twice"})  # told as what is wrong with one date
ENOUGH_BRANCHES = 8  # cases that lead to the same steps are shown as one: a few more are asked for than are shown
FOUND = ("open", "depends", "across", "closed")
LEGAL = "need-met:legal-advice"
NEEDS_TODAY = ("need-met:shelter", "need-met:food")
PHASES = {
    "immediate": (_("Now"), _("help at once")),
    "services": (_("Next"), _("short and medium term")),
    "livelihood": (_("Later"), _("work, study, a life here")),
}
IRREVERSIBLE_WORDS = {
    "crossing": _("Crossing cannot be undone. If you leave, you may not be able to come back."),
    "leaves-state": _("Leaving the state where you filed can end your case."),
    "biometrics": _("Fingerprints and photographs, once given, stay in their files."),
    "signs-return": _("Do not sign what you do not understand. A signed return cannot be taken back."),
    "tells-country-of-origin": _("The authorities of your country will know where you are."),
}
CERTAINTY_WORDS = {
    "right": _("They must give it to you"),
    "discretionary": _("They may give it or not: it is for them to decide"),
    "if-available": _("They give it while places last"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChoices:
    """Papers to tick: those nearest to the goal, then all others."""

    near: tuple[r.FactRecord, ...]
    others: tuple[r.FactRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two answers that cannot both be true, each with the page where it is changed. ``second`` may be today. ``gone``: an answer
    that the region's question no longer has."""

    first: Mapping[str, str]
    second: Mapping[str, str] | None
    attributes: tuple[str, ...]
    papers: bool
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer in the list of answers: in words, as a date, or as adults and children; none where declined."""

    attribute: str
    question: r.Text
    words: Mapping[str, str] | None = None
    day: dt.date | None = None
    people: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of a plan with the names and words it is shown with. ``first``: it is what to do next."""

    number: int
    first: bool
    data: Mapping[str, Any]
    uses: Sequence[Mapping[str, str]] = ()
    grants: Sequence[Mapping[str, str]] = ()
    seen_by: Sequence[Mapping[str, Any]] = ()
    body: Any = ""
    certainty: Any = ""
    irreversible: Any = ""
    after: Sequence[int] = ()
    same_visit: Sequence[int] = ()
    side: r.Text | None = None
    places: Sequence[Mapping[str, Any]] = ()
    rights: Sequence[Mapping[str, Any]] = ()


def record_of(region: CompiledRegion, attribute: str) -> r.AttributeRecord | None:
    """What the region says of an attribute; of ``side`` always something."""
    return side_record(region) if attribute == "side" else region.attributes.get(attribute)


def ask_of(region: CompiledRegion, goal: str, answers: Answers, *, today: dt.date) -> Ask:
    """The question that a person's answers make; what contradicts itself is set aside and told in ``problems``.

    Raises:
        AskError: for a goal the region does not have.
    """
    have: list[Mapping[str, object]] = [
        {"fact": fact, **{key: day.isoformat() for key, day in (("issued", dates.issued), ("expires", dates.expires)) if day}}
        for fact, dates in answers.held.items()
    ]
    return read_ask(region, goal=goal, have=have, know=answers.know, objective=answers.objective or "fastest", as_of=today, strict=False)


def goals_by_phase(region: CompiledRegion) -> list[tuple[str, tuple[Any, Any], list[r.GoalRecord]]]:
    """Goals under the phase they belong to, in the order of the region; phases without goals are left out."""
    groups = [(phase, PHASES[phase], [goal for goal in region.records.goals if goal.phase == phase]) for phase in get_args(r.Phase)]
    return [group for group in groups if group[2]]


def goal_context(region: CompiledRegion, goal: r.GoalRecord) -> dict[str, Any]:
    """What is told of a goal to everyone: its dangers, and where it is from."""
    always = [notice for notice in region.records.notices if goal.id in notice.goals and notice.level == "danger"]
    return {"notices": always, "source": source_json(region, goal.provenance)}


def paper_choices(region: CompiledRegion, goal: r.GoalRecord) -> PaperChoices:
    """Papers a person may tick for a goal: nearest first, by how many ways lie between the paper and the goal; of those as near as
    each other, the ones that most ways towards the goal ask for, and last what only shuts ways. The same for all: worked out once."""
    key = ("paper_choices", goal.id)
    if key not in region.memo:
        region.memo[key] = _paper_choices(region, goal)
    found: PaperChoices = region.memo[key]
    return found


def _paper_choices(region: CompiledRegion, goal: r.GoalRecord) -> PaperChoices:
    rank = _nearness(region, goal)
    towards = {*rank, *(facts_in(goal.reach) if goal.reach is not None else ())}
    asked = Counter(fact for way in region.records.ways if _grants_some(region, way, towards) for fact in _asked_for(way.requires))
    granted = {fact for way in region.records.ways for fact in way.grants}
    kinds = region.kinds  # "proof of nationality" is no paper of its own where an acta or a passport is one
    papers = [
        fact for fact in region.records.facts if _is_paper(fact, rank) and (fact.brought or fact.id in granted or len(kinds[fact.id]) == 1)
    ]
    ranked = sorted((fact for fact in papers if fact.id in rank), key=lambda fact: (rank[fact.id], -asked[fact.id]))
    # No plan can get what one must bring, and a paper that shows what the goal assumes brings warnings: neither is left to the long list.
    brought = [fact for fact in ranked[NEAR:] if fact.brought and asked[fact.id] and len(kinds[fact.id]) == 1][:MORE]
    showing = [fact for fact in papers if fact.id in _showing(region, goal) and fact.id not in rank][: max(0, NEAR - len(ranked))]
    near = (*ranked[:NEAR], *brought, *showing)
    rest = [*ranked[NEAR:], *(fact for fact in papers if fact.id not in rank)]
    return PaperChoices(near=near, others=tuple(fact for fact in rest if fact not in near))


def _showing(region: CompiledRegion, goal: r.GoalRecord) -> frozenset[str]:
    """Papers from which it is known what choosing the goal says of a person."""
    told = ((region.attributes.get(name), value) for name, value in goal.assumes.items())
    return frozenset(fact for record, value in told if record is not None for fact in record.known_from.get(value, ()))


def _grants_some(region: CompiledRegion, way: r.WayRecord, facts: set[str]) -> bool:
    return any(not facts.isdisjoint(region.implied.get(fact, frozenset({fact}))) for fact in way.grants)


def _asked_for(condition: Condition | None) -> Iterator[str]:
    """Facts whose having helps a condition; what it wants not to be held is left out."""
    match condition:
        case Fact(name):
            yield name
        case All(parts) | AnyOf(parts) | AtLeast(parts=parts):
            for part in parts:
                yield from _asked_for(part)
        case SumOf(weights):
            yield from (name for name, _ in weights)


@lru_cache(maxsize=4)
def helped_by(region: CompiledRegion) -> Mapping[str, tuple[str, ...]]:
    """For each paper, the goals it is near to, in the order of the region: those whose page of papers shows it at once."""
    goals: dict[str, list[str]] = {}
    for goal in region.records.goals:
        for near in paper_choices(region, goal).near if goal.kind == "reach" else ():
            goals.setdefault(near.id, []).append(goal.id)
    return {fact: tuple(found) for fact, found in goals.items()}


def _is_paper(fact: r.FactRecord, rank: Mapping[str, int]) -> bool:
    return fact.id.startswith("document:") or (fact.id.startswith("status:") and fact.id in rank)


def _nearness(region: CompiledRegion, goal: r.GoalRecord) -> dict[str, int]:
    """Facts that help on the way to a goal, each with the number of ways between the two.

    A paper that amounts to what is asked helps as much as that. What the goal itself is stays out.
    """
    level = set(facts_in(goal.reach)) if goal.reach is not None else set()
    seen, rank, steps = set(level), dict[str, int](), 0
    while level:
        steps += 1
        asked = {fact for made in level for way in region.makers.get(made, ()) for fact in region.asked[way.id]}
        level = {paper for fact in asked for paper in region.kinds.get(fact, {fact})} - seen
        seen |= level
        rank.update(dict.fromkeys(level, steps))
    return rank


def expiring(region: CompiledRegion, held: Iterable[str]) -> tuple[r.FactRecord, ...]:
    """Papers among ``held`` that expire: some way says for how many days they last, or a notice counts from their end."""
    lasting = {fact for way in region.records.ways for fact in way.valid_days}
    watched = {notice.deadline.fact_expires for notice in region.records.notices if notice.deadline}
    return tuple(region.facts[fact] for fact in held if fact in region.facts and fact in lasting | watched)


def summary(region: CompiledRegion, answers: Answers) -> list[Row]:
    """The answers given so far, in the order they were given."""
    found = ((record_of(region, attribute), text) for attribute, text in answers.know.items())
    return [_row(region, record, text) for record, text in found if record is not None]


def _row(region: CompiledRegion, record: r.AttributeRecord, text: str) -> Row:
    row = Row(attribute=record.id, question=record.question)
    try:
        value = None if text == UNKNOWN else read_value(record, text)
    except ValueProblem:  # the region has changed the question since it was answered
        value = None
    match value:
        case None:
            return row
        case dt.date():
            return replace(row, day=value)
        case Household():
            return replace(row, people=(value.adults, value.children))
    return replace(row, words=value_words(region, record.id, value if isinstance(value, frozenset) else {str(value)}))


def conflicts(region: CompiledRegion, problems: Iterable[Problem]) -> list[Conflict]:
    """Contradictions among the answers, with the names of the two."""
    found = []
    for problem in problems:
        sides = [name for name in (problem.key, problem.other) if name]
        attributes = tuple(dict.fromkeys(name for name in sides if record_of(region, name) is not None))
        names = [_named(region, name) for name in sides if name != "as_of" and (name == problem.other or _is_known(region, name))]
        if names:
            found.append(
                Conflict(
                    first=names[0],
                    second=names[1] if len(names) > 1 else None,
                    attributes=attributes,
                    papers=any(":" in name for name in sides),
                    gone=problem.code not in TIMELY and len(names) == 1,
                )
            )
    return found


def conflict_words(conflict: Conflict) -> str:
    """A contradiction as a sentence that names its two sides."""
    first = plain(conflict.first)
    if conflict.gone:
        return gettext("Our information has changed since you answered “%(first)s”. Please answer it again.") % {"first": first}
    if conflict.second is None:
        return gettext("“%(first)s” has a date after today. Please correct it; we have kept your other answers.") % {"first": first}
    if conflict.first == conflict.second:
        return gettext("“%(first)s” has two dates or answers that do not go together. Please correct it.") % {"first": first}
    return gettext("These two answers cannot both be true: “%(first)s” and “%(second)s”. Change one; we have kept the rest.") % {
        "first": first,
        "second": plain(conflict.second),
    }


def _is_known(region: CompiledRegion, name: str) -> bool:
    """Whether the region has words for a paper or a question; what it has none for is not shown by its id."""
    return record_of(region, name) is not None or name in region.facts


def _named(region: CompiledRegion, name: str) -> Mapping[str, str]:
    record = record_of(region, name)
    if record is None:
        return fact_words(region, name)
    return both(record.question)


def plan_context(region: CompiledRegion, answer: Mapping[str, Any], *, side: str | None) -> dict[str, Any]:
    """What the plan page needs besides the answer itself: steps by phase, who will learn, the next step."""
    data = list(answer.get("steps") or ())
    steps = [_step_view(region, data, number) for number in range(1, len(data) + 1)]
    phases = [(PHASES[phase], [step for step in steps if step.data["phase"] == phase]) for phase in PHASES]
    cost = answer.get("cost") or {}
    lawyer = any(step["lawyer_first"] for step in data)
    return {
        "steps": steps,
        "phases": [(words, of_phase) for words, of_phase in phases if of_phase],
        "next_step": steps[0] if steps else None,
        "help_today": _help_today(region, answer, lawyer=lawyer, side=side),
        "lawyer_first": lawyer,
        "seen_by": bodies(region, cost.get("exposures") or ()),
        "branches": _branches(answer),
        "improve": _improvements(region, answer),
        "found": _found(answer.get("services") or ()),
        "timeline": timeline(data) if answer["status"] != "depends" else None,
        "deadlines": _deadlines(answer["warnings"]),
        "next_question": next(iter(answer.get("questions") or ()), None),
        **_told(answer["warnings"]),
    }


def _deadlines(warnings: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Warnings of this very person that have a last day still to come, the nearest first."""
    dated = [notice for notice in warnings if notice["holds"] and notice.get("deadline") and not notice["deadline_passed"]]
    return sorted(dated, key=lambda notice: str(notice["deadline"]))


def changed_words(region: CompiledRegion, changed: Difference) -> dict[str, Any] | None:
    """What the last answers changed in a plan, in words; None where nothing did."""
    if not changed:
        return None
    measures = [_difference(kind, getattr(changed, kind)) for kind in ("days", "visits", "crossings") if getattr(changed, kind)]
    return {
        "opened": changed.opened,
        "shut": changed.shut,
        "added": [region.ways[way].name for way in changed.added],
        "gone": [region.ways[way].name for way in changed.gone],
        "measures": measures,
    }


def _difference(kind: str, n: int) -> str:
    if n < 0:
        return gettext("%(what)s less") % {"what": _saving(kind, -n)}
    return gettext("%(what)s more") % {"what": _saving(kind, n)}


def _step_view(region: CompiledRegion, steps: Sequence[Mapping[str, Any]], number: int) -> StepView:
    step = steps[number - 1]
    numbers = {other["way"]: place for place, other in enumerate(steps, start=1)}
    group = step.get("visit_group")
    return StepView(
        number=number,
        first=number == 1,
        data=step,
        uses=[fact_words(region, fact) for fact in step["requires"] if not fact.startswith("at:")],
        grants=[fact_words(region, fact) for fact in step["grants"] if not fact.startswith("at:")],
        seen_by=bodies(region, step["exposures"]),
        body=class_words(step.get("organization_class") or ""),
        certainty=CERTAINTY_WORDS[step["certainty"]],
        irreversible=IRREVERSIBLE_WORDS.get(step.get("irreversible_why") or "", ""),
        after=sorted(numbers[way] for way in step.get("after", ()) if way in numbers),
        same_visit=[place for place, other in enumerate(steps, start=1) if group and other.get("visit_group") == group and place < number],
        side=region.sides[step["side"]].name,
        places=[place for place in step["locations"] if place["name"]][:MOST_PLACES],
        rights=rights_about(region, step["way"]),
    )


def _told(warnings: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """Warnings by where they stand: before the steps what holds for this person or is a danger of this very plan,
    after them what may hold and every other danger, and folded what is only good to know in some other person's case."""
    told: dict[str, list[Mapping[str, Any]]] = {"told_first": [], "told_after": [], "told_general": []}
    for notice in warnings:
        if notice["level"] != "info" and (notice["holds"] or (notice["narrow"] and notice["level"] == "danger")):
            told["told_first"].append(notice)
        else:
            # A danger is never folded away: folded text is not printed, and may be the one line that matters.
            told["told_after" if notice["holds"] or notice["narrow"] or notice["level"] == "danger" else "told_general"].append(notice)
    return told


def _group_of(service: Mapping[str, Any]) -> str:
    """Where a service is listed: what lies across the border stands apart, whether it is open or not."""
    return "across" if service.get("other_side") and service["open"] != "closed" else str(service["open"])


def _found(services: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[dict[str, Any]], list[Mapping[str, Any]]]]:
    """Services by whether they are open, each with what only it asks (``own``), and what all of its group ask alike.

    Of those that depend, the ones that rest on the commonest test stand together, so that it is said and asked once.
    """
    groups = []
    for state in FOUND:
        for listed in _by_commonest([service for service in services if _group_of(service) == state]):
            tests = [service.get("if") or [] for service in listed]
            shared = [test for test in tests[0] if all(test in other for other in tests)] if len(listed) > 1 else []
            own = [{**service, "own": [test for test in asked if test not in shared]} for service, asked in zip(listed, tests, strict=True)]
            groups.append((state, own, shared))
    return groups


def _by_commonest(services: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """Services that share the test most of them have, then the others; empty groups are left out."""
    tests = [test for service in services for test in service.get("if") or ()]
    commonest = max(tests, key=tests.count, default=None)
    if commonest is None or tests.count(commonest) == 1:
        return [list(services)] if services else []
    sharing = [service for service in services if commonest in (service.get("if") or ())]
    others = [service for service in services if service not in sharing]
    return [group for group in (sharing, others) if group]


def _branches(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What follows from which answers: an entry for each way, with what all cases that lead to it rest on, then one for each
    obstacle; of both, what most cases come to first."""
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for branch in answer.get("branches") or ():
        is_shut = branch["status"] == "unreachable"
        outcome = [str(test) for test in branch["rests_on"]] if is_shut else [step["way"] for step in branch["plan"]["steps"]]
        groups.setdefault((is_shut, *outcome), []).append(branch)
    shown = []
    for (is_shut, *_outcome), branches in groups.items():
        common = [test for test in branches[0]["rests_on"] if all(test in other["rests_on"] for other in branches[1:])]
        shown.append({**branches[0], "rests_on": common, "shut": is_shut, "count": len(branches)})
    return sorted((group for group in shown if group["rests_on"]), key=lambda group: (group["shut"], -group["count"]))[:MOST_BRANCHES]


def _improvements(region: CompiledRegion, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Answers that could make the plan better, each with what it might spare, in words."""
    asked = {question["attribute"] for question in answer.get("questions") or ()}
    found = []
    for item in answer.get("could_improve") or ():
        record = record_of(region, item["attribute"])
        saves = savings(item["saves"])
        if record is not None and saves and record.id not in asked:
            found.append({"attribute": record.id, "question": record.question, "saves": saves})
    return found


def savings(saves: Mapping[str, int]) -> list[str]:
    """What is spared, each thing in words."""
    return [_saving(kind, n) for kind, n in saves.items() if n > 0]


def _saving(kind: str, n: int) -> str:
    match kind:
        case "visits":
            return ngettext("%(n)s visit", "%(n)s visits", n) % {"n": n}
        case "days":
            return ngettext("%(n)s day", "%(n)s days", n) % {"n": n}
        case "crossings":
            return ngettext("%(n)s crossing", "%(n)s crossings", n) % {"n": n}
        case "exposures" | "exposure_weight":
            return gettext("telling one more office who you are")
    return gettext("money")


def _help_today(region: CompiledRegion, answer: Mapping[str, Any], *, lawyer: bool, side: str | None) -> list[r.GoalRecord]:
    """Lists worth opening on the same day, on the person's side: where to sleep and eat; a lawyer where one comes first."""
    needs = {*NEEDS_TODAY, *([LEGAL] if lawyer or answer["status"] == "unreachable" else [])}
    finds = (goal for goal in region.records.goals if goal.kind == "find" and goal.id != answer.get("goal"))
    return [goal for goal in finds if not needs.isdisjoint(goal.needs) and side in (None, goal.side or side)]


def bodies(region: CompiledRegion, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Bodies that learn who a person is: name, what sort of body, and whom they pass it on to."""
    found = [region.organizations[body] for body in ids if body in region.organizations]
    return [
        {
            "name": body.short or body.name,
            "kind": class_words(body.cls),
            "danger": body.cls == "enforcement",
            "passes_to": [
                region.organizations[other].short or region.organizations[other].name
                for other in body.passes_to
                if other in region.organizations
            ],
        }
        for body in found
    ]

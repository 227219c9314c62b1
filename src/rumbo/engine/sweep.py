"""The question *sweep*: a world changed; whose plan can that touch, and what is their plan now?

Only what is asked for is compared: the values of the objectives, in their order. Ties behind them are not searched, as one person's
plan has them; which of several equally good plans is stored rests on the world, the profiles that are planned together and what was
known of them, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rumbo.engine.alike import plan_alike
from rumbo.engine.conditions import Condition
from rumbo.engine.course import STAYS, Bounds, Course, Plan, course_of
from rumbo.engine.graph import Ints
from rumbo.engine.instance import FAR
from rumbo.engine.model import Objective, Query, Way, WorldSpec
from rumbo.engine.profiles import Asked, Flags, Kinds, Plans, guard_flags
from rumbo.engine.situation import shut_by
from rumbo.engine.world import World, learners

MAX_NODES = 400
PART = 256


@dataclass(frozen=True)
class Change:
    """What became of the ways between two worlds, as far as plans can tell.

    ``worse``: ways that are gone, shut on the day, or ask for or take more. ``better``: ways that are new, opened, or ask for or take
    less. One that changed otherwise is in both. ``everything``: something else than ways changed, which touches everybody.
    """

    worse: frozenset[str]
    better: frozenset[str]
    everything: bool = False

    @property
    def is_none(self) -> bool:
        """Whether no plan can tell the two worlds apart."""
        return not (self.worse or self.better or self.everything)


def change_between(before: World, after: World, asked: Asked) -> Change:
    """What changed for plans by ``asked.objectives`` on the day: nothing else of a way is looked at."""
    if _but_ways(before.spec) != _but_ways(after.spec):
        return Change(frozenset(), frozenset(), everything=True)
    old, new = (_open_on_the_day(world, asked) for world in (before, after))
    worse, better = old.keys() - new.keys(), new.keys() - old.keys()
    for name in old.keys() & new.keys():
        verdict = _compared(old[name], new[name], after, asked.objectives)
        worse |= {name} if verdict in ("worse", "both") else set()
        better |= {name} if verdict in ("better", "both") else set()
    return Change(frozenset(worse), frozenset(better))


def _but_ways(spec: WorldSpec) -> WorldSpec:
    return replace(spec, ways=())


def _open_on_the_day(world: World, asked: Asked) -> Mapping[str, Way]:
    query = Query(goal=asked.goals[0][1], as_of=asked.day)
    return {way.name: way for way in world.ways if shut_by(world, way, query) is None}


def _compared(old: Way, new: Way, world: World, objectives: Sequence[Objective]) -> str:
    """Whether a way became ``worse``, ``better``, ``same`` or ``both``: told of what it costs; all else that differs counts as both."""
    if _shape(old) != _shape(new):
        return "both"
    kinds = {_of_costs(objective, old, new, world) for objective in objectives} - {"same"}
    return kinds.pop() if len(kinds) == 1 else "both" if kinds else "same"


def _shape(way: Way) -> tuple[object, ...]:
    """What a way asks for and brings, and where."""
    return way.requires, way.side, way.in_person, way.crosses_to, frozenset(way.grants), frozenset(way.loses)


def _of_costs(objective: Objective, old: Way, new: Way, world: World) -> str:
    if objective == "cheapest":
        rates = dict(world.spec.rates)
        return _more(*(sum(amount * rates[currency] for currency, amount in way.money) for way in (old, new)))
    if objective == "fastest":
        unit = [(way.duration.unit, way.duration.calendar if way.duration.unit == "working" else None) for way in (old, new)]
        return _more(old.duration.typical, new.duration.typical) if unit[0] == unit[1] else "both"
    if objective == "least-exposed":
        few, many = (set(learners(world.bodies, way.exposures)) for way in (old, new))
        return "same" if few == many else "worse" if few < many else "better" if few > many else "both"
    if objective == "fewest-visits":
        return "same" if old.visit_group == new.visit_group else "both"
    return "same"


def _more(before: int, after: int) -> str:
    return "worse" if before < after else "better" if before > after else "same"


@dataclass(frozen=True)
class Touched:
    """``users`` and ``others`` (kinds): of whose plan something became worse, and for whom something better can matter."""

    users: Flags
    others: Flags

    @property
    def kinds(self) -> Flags:
        """All of them."""
        return np.asarray(self.users | self.others)


class Sweep:
    """From the plans of a stock in the world ``before`` to those in the world ``after``.

    Raises:
        WorldError: when a goal is not of the world after.
    """

    def __init__(self, after: World, asked: Asked) -> None:
        self.after, self.asked = after, asked
        self.courses: dict[int, Course] = {}

    def course(self, goal: int) -> Course:
        """A goal made ready, once."""
        if goal not in self.courses:
            self.courses[goal] = course_of(self.after, self.asked, goal)
        return self.courses[goal]

    def touched(self, change: Change, kinds: Kinds, plans: Plans) -> Touched:
        """Whose plan a change can touch. Nobody else's best values differ after it:

        A plan that takes no way that became worse is still there and costs no more, so that the best value cannot rise. A plan that is
        better than all before takes a way that became better: it costs at least what :meth:`Course.least_with` says of one of these, and
        the guards of that way hold. Who would not gain even so keeps their plan. Where steps take something away, the best value on paper
        bounds what can be walked; whose plan is not proven to reach it is planned anew whenever any way changed.
        """
        if change.everything:
            everybody = np.ones(len(kinds), dtype=np.bool_)
            return Touched(everybody, everybody)
        users = np.zeros(len(kinds), dtype=np.bool_)
        starts, members = plans.users
        for place in (place for place, name in enumerate(plans.names) if name in change.worse):
            users[members[starts[place] : starts[place + 1]]] = True
        others = np.zeros(len(kinds), dtype=np.bool_)
        for way in sorted(change.better):
            others |= self._gains(way, kinds, plans)
        if not change.is_none:
            doubtful = ~plans.proven | (plans.values.shape[1] > 1)
            others |= self._losing()[kinds.goal] & doubtful
        return Touched(users, others)

    def _gains(self, way: str, kinds: Kinds, plans: Plans) -> Flags:
        """For whom a way can matter: what it takes at least is less than they pay, and its guards hold for them."""
        index = self.after.way_index[way]
        least = np.array([self.course(goal).least_with(index) for goal in range(len(self.asked.goals))], dtype=np.int64)
        paid = plans.values[:, 0] + int(len(self.asked.objectives) > 1)  # an equal first value may hide a better second one
        found = least[kinds.goal] < paid
        for guard in self._guards(index):
            if found.any():
                found &= guard_flags(self.asked, kinds, guard)
        return found

    def _guards(self, way: int) -> Iterable[Condition]:
        action = next(action for action in self.after.actions if action.way == way)
        return [self.after.guards[node] for node in action.pre if node in self.after.guards]

    def _losing(self) -> Flags:
        """Goals towards which steps can take something away."""
        if not any(way.loses for way in self.after.ways):
            return np.zeros(len(self.asked.goals), dtype=np.bool_)
        return np.array([self.course(goal).loses for goal in range(len(self.asked.goals))], dtype=np.bool_)

    def replan(self, kinds: Kinds, bounds: Sequence[Bounds], before: Plans, *, nodes: int = MAX_NODES) -> Plans:
        """The best plans of ``kinds``, in their order; where it is known that the plan before stays, that one.

        ``before``: the plans that they had, of the ways of this world (:func:`names_of`). ``nodes``: to look into for each.
        """
        found: list[Plan] = [((), False, [])] * len(kinds)
        for (goal, _), members in _groups(kinds, before).items():
            planned = self._plan(self.course(goal), kinds.part(np.array(members)), [bounds[i] for i in members], nodes)
            for place, plan in zip(members, planned, strict=True):
                found[place] = _kept(before, place, plan)
        return Plans.of(found, before.names, len(self.asked.objectives))

    def _plan(self, course: Course, kinds: Kinds, bounds: Sequence[Bounds], nodes: int) -> list[Plan | None]:
        if not course.is_plain:
            return [course.plan_whole(state, nodes) for state in course.states(kinds, whole=True)]
        states = course.states(kinds)
        course.close(states)
        if self.asked.objectives == ("fastest",):
            return [course.quickest(state) for state in states]
        if len(self.asked.objectives) == 1:
            return plan_alike(course, states, bounds, nodes)
        return [course.best(state, bound, nodes) for state, bound in zip(states, bounds, strict=True)]


def _groups(kinds: Kinds, plans: Plans) -> dict[tuple[int, tuple[str, ...]], list[int]]:
    """Kinds that want the same and had the same plan."""
    found: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for place, goal in enumerate(kinds.goal.tolist()):
        found.setdefault((goal, plans.plan(place)), []).append(place)
    return found


def _kept(plans: Plans, kind: int, plan: Plan | None) -> Plan:
    """A plan, or the one before where that stays; it is no longer proven where something better was not looked for to the end."""
    if plan is not None and plan[2] != STAYS:
        return plan
    ways = plans.ways[plans.starts[kind] : plans.starts[kind + 1]].tolist()
    return tuple(plans.values[kind].tolist()), bool(plans.proven[kind]) if plan is None else False, ways


def bounds_of(change: Change, touched: Touched, plans: Plans) -> list[Bounds]:
    """What is known of each kind before it is planned again, from its value before.

    Where nothing for it became better, the best value cannot fall; where nothing of its plan became worse, that plan can be had in any
    case. A value that was not proven bounds nothing from below.
    """
    alone = plans.values.shape[1] == 1 and not change.everything
    found = []
    for value, proven, user, other in zip(plans.values[:, 0].tolist(), plans.proven.tolist(), touched.users, touched.others, strict=True):
        least = value if alone and proven and not other else 0
        found.append(Bounds(least, value if alone and proven and not user else FAR))
    return found


def names_of(plans: Plans, after: World) -> tuple[str, ...]:
    """The ways of a world, and behind them those that plans still take and that it has no longer."""
    here = tuple(way.name for way in after.ways)
    return here + tuple(sorted({plans.names[way] for way in np.unique(plans.ways)} - set(here)))


def compare(before: Ints, after: Ints) -> Ints:
    """What became of each kind, by values (kinds, objectives): 0 newly there, 1 no longer, 2 better, 3 worse, 4 the same.

    >>> compare(np.array([[FAR], [3], [3], [3], [3]]), np.array([[3], [FAR], [2], [4], [3]])).tolist()
    [0, 1, 2, 3, 4]
    """
    was, is_now = before[:, 0] < FAR, after[:, 0] < FAR
    found = np.full(len(before), 4, dtype=np.int64)
    for column in reversed(range(before.shape[1])):
        found[after[:, column] < before[:, column]] = 2
        found[after[:, column] > before[:, column]] = 3
    found[~was & is_now] = 0
    found[was & ~is_now] = 1
    return found

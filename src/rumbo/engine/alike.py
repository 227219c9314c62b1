"""Several people who want the same and were planned for alike: mostly one search serves them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rumbo.engine.course import Bounds, Course, Plan
from rumbo.engine.instance import FAR, Flags


def plan_alike(course: Course, states: Flags, bounds: Sequence[Bounds], nodes: int) -> list[Plan | None]:
    """The best plan of each of several people, by one sum; as :meth:`Course.best` tells it of one.

    Who holds all that any of them holds does no worse than each. So what that person's best plan costs bounds everybody's from below, and
    where it can be taken with what one holds oneself it is best for oneself too. Those for whom that settles nothing are looked at
    again without the others.
    """
    if len(states) < 2:
        return [course.best(state, bound, nodes) for state, bound in zip(states, bounds, strict=True)]
    best = course.best(np.logical_or.reduce(states), Bounds(), nodes)
    if best is None or not best[1]:
        return [course.best(state, bound, nodes) for state, bound in zip(states, bounds, strict=True)]
    least = best[0][0]
    found: list[Plan | None] = [None] * len(states)
    left = []
    for place, (state, bound) in enumerate(zip(states, bounds, strict=True)):
        if bound.most <= least < FAR:
            continue
        if least >= FAR or course.can_take(best[2], state):
            found[place] = best
        else:
            left.append(place)
    raised = [replace(bounds[place], least=max(bounds[place].least, least)) for place in left]
    if len(left) == len(states):
        planned = [course.best(states[place], bound, nodes) for place, bound in zip(left, raised, strict=True)]
    else:
        planned = plan_alike(course, states[left], raised, nodes) if left else []
    for place, plan in zip(left, planned, strict=True):
        found[place] = plan
    return found

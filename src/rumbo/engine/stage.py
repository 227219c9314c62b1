"""What a search works on: criteria, promises and caps, and what a plan is worth under them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from rumbo.engine.graph import Ints
from rumbo.engine.instance import FAR, NO_LIMIT, TIE_SCALE, Flags, Instance

Kind = Literal["sum", "days", "crossings"]
GUESSES = 4
HURRIES = range(0, 9, 2)
LARGE = 500


@dataclass(frozen=True)
class Criterion:
    """``weights``: for a sum, how much each of ``CRITERIA`` counts."""

    kind: Kind
    weights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Promise:
    """What a plan must keep besides reaching the goal, even at the price of a step more than reaching it takes."""

    days: int = NO_LIMIT
    crossings: int = NO_LIMIT


@dataclass(frozen=True)
class Found:
    """``chosen``: the actions of the plan (payments included). ``proven``: how many of the criteria are proven, from the
    first. ``bound``: lower bound of the first criterion that is not."""

    chosen: Flags
    values: tuple[int, ...]
    proven: int
    bound: int | None
    nodes: int


@dataclass
class Budget:
    """Nodes left to look into, shared by all stages of a query; ``should_stop`` lets a caller cancel by the clock."""

    nodes: int
    should_stop: Callable[[], bool] | None = None
    used: int = 0

    def spend(self) -> bool:
        """Take one node; False when there is none left or the caller stops."""
        self.used += 1
        return self.used <= self.nodes and not (self.should_stop is not None and self.should_stop())

    def left(self) -> bool:
        return self.used < self.nodes and not (self.should_stop is not None and self.should_stop())


@dataclass(frozen=True)
class Cap:
    """A sum that may not exceed ``most``. ``cost``: per action."""

    cost: Ints
    most: int

    def of(self, keep: Flags) -> Cap:
        return Cap(self.cost[keep], self.most)


@dataclass
class Stage:
    """One branch and bound: minimise ``criterion`` under ``promise`` and caps, and, if ``minimal``, with no needless step.

    ``tight``: the sums that earlier stages proved, folded into one number in their order; a plan meets it exactly, which
    lends its bound to the criterion's where both can be folded once more (``is_folded``; ``offset`` is its share). ``loose``: budgets.
    ``is_shrunk``: what the dearest chains show to be too dear has been left out.
    """

    instance: Instance
    criterion: Criterion
    promise: Promise
    loose: list[Cap]
    tight: Cap
    day_cap: int = NO_LIMIT
    crossing_cap: int = NO_LIMIT
    minimal: bool = False
    is_shrunk: bool = False
    best: Flags | None = None
    value: int = FAR
    bound: int = 0
    cost: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    guide: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    offset: int = 0
    is_folded: bool = False

    def __post_init__(self) -> None:
        if not len(self.cost):
            self.cost = np.zeros(self.instance.size, dtype=np.int64)
        self.aim()

    def aim(self) -> None:
        """Fold the criterion under what is already proven, for bounds: ``guide`` less ``offset`` bounds the criterion."""
        self.guide, self.offset = self.tight.cost, self.tight.most
        if self.criterion.kind == "sum":
            folded = fold(self.tight, self.cost, self.value)
            self.is_folded = folded is not None
            self.guide, self.offset = (folded.cost, folded.most - self.value) if folded else (self.cost, 0)

    @property
    def plan(self) -> Flags:
        """The best plan so far.

        Raises:
            ValueError: there is none.
        """
        if self.best is None:
            raise ValueError("there is no plan yet")
        return self.best

    @property
    def last_day(self) -> int:
        """Last day on which a plan may reach the goal."""
        return min(self.promise.days, self.day_cap)

    @property
    def day_limit(self) -> int:
        """Last day on which a plan that is wanted can reach the goal."""
        return min(self.last_day, self.value - 1) if self.criterion.kind == "days" else self.last_day

    @property
    def has_day_limit(self) -> bool:
        """Whether some plans reach the goal too late to be wanted."""
        return self.day_limit != NO_LIMIT

    @property
    def crossing_limit(self) -> int:
        """Most crossings with which a plan may reach the goal."""
        return min(self.promise.crossings, self.crossing_cap)


def fold(first: Cap, cost: Ints, value: int) -> Cap | None:
    """One cap for two sums of which the first counts more; None where the numbers would grow too large."""
    if value == FAR or int(first.cost.sum()) * (value + 1) + int(cost.sum()) >= FAR >> 14:
        return None
    return Cap(first.cost * (value + 1) + cost, first.most * (value + 1) + value)


def value_of(stage: Stage, plan: Flags) -> int:
    """The criterion's value of a plan."""
    instance = stage.instance
    match stage.criterion.kind:
        case "sum":
            return int(stage.cost[plan].sum())
        case "days":
            return int(instance.trips(plan, most=stage.crossing_limit).times[instance.goal])
        case "crossings":
            return instance.trips(plan, days=stage.last_day).crossings


def reaches(instance: Instance, plan: Flags, promise: Promise) -> bool:
    """Whether the actions of ``plan`` reach the goal and keep ``promise``."""
    return instance.reaches(plan, days=promise.days, crossings=promise.crossings)


def with_payments(instance: Instance, taken: Flags) -> Flags:
    """The ways taken, the payments they need and no others, and all free steps."""
    plan = taken & ~instance.paid | instance.free
    actions, payments = instance.owed
    plan[payments[taken[actions] & instance.is_way[actions]]] = True
    return np.asarray(plan)


def is_minimal(instance: Instance, plan: Flags, promise: Promise) -> bool:
    """Whether no way can be left out without losing the goal or the promise."""
    return not instance.leave_out(plan.copy(), days=promise.days, crossings=promise.crossings, most=1)


def prune(instance: Instance, plan: Flags, promise: Promise) -> Flags:
    """Leave out needless ways, the last in the order of ways first."""
    kept = plan.copy()
    if instance.size > LARGE:  # what is not of the plan would be gone through for each way tried
        small = instance.without(plan)
        left = np.ones(small.size, dtype=np.bool_)
        small.leave_out(left, days=promise.days, crossings=promise.crossings, most=small.size)
        kept[plan] = left
    else:
        instance.leave_out(kept, days=promise.days, crossings=promise.crossings, most=instance.size)
    return with_payments(instance, kept)


def keeps_caps(stage: Stage, plan: Flags) -> bool:
    """Whether a plan keeps all that earlier stages proved, and the budgets."""
    instance = stage.instance
    if any(int(cap.cost[plan].sum()) > cap.most for cap in [*stage.loose, stage.tight]):
        return False
    if (stage.day_cap, stage.crossing_cap) == (NO_LIMIT, NO_LIMIT):
        return True
    return instance.trips(plan, most=stage.crossing_limit, days=stage.last_day).crossings < FAR


def kept_promise(stage: Stage, plan: Flags) -> Promise:
    """What leaving steps out of a plan must not spoil: where days or crossings are asked for, those it has."""
    if stage.minimal:
        return stage.promise
    match stage.criterion.kind:
        case "days":
            return replace(stage.promise, days=value_of(stage, plan))
        case "crossings":
            return replace(stage.promise, crossings=value_of(stage, plan))
        case "sum":
            return stage.promise


def offer_guesses(stage: Stage, guide: Ints, *, shaken: int = GUESSES) -> None:
    """Start from good plans: along cheapest supporters by the costs ``guide``, ties to fewer and earlier ways."""
    instance = stage.instance
    everything = np.ones(instance.size, dtype=np.bool_)
    tie = np.where(instance.free, 0, 1)
    costs = [guide * TIE_SCALE + tie]
    if stage.cost.any():
        # Shaken a little, always in the same way, the same rule of thumb finds other plans.
        spread = (instance.names * 2_654_435_761 >> 7) % TIE_SCALE
        costs += [stage.cost * (TIE_SCALE + (spread * n) % (TIE_SCALE // 2)) + tie for n in range(shaken)]
    guesses = [instance.additive_plan(everything, cost) for cost in costs]
    if stage.criterion.kind == "days":
        guesses.insert(0, instance.quickest_plan(everything))
    elif stage.has_day_limit:
        # A day may be worth more or less of what is counted; and where nothing else keeps the deadline, the quickest plan may.
        days = instance.arrays.duration[1]
        worth = TIE_SCALE * int(guide.sum()) // max(1, int(days.sum()))
        guesses += [instance.additive_plan(everything, guide * TIE_SCALE + tie + (days * worth << power >> 3)) for power in HURRIES]
        guesses.append(instance.quickest_plan(everything))
    different = {guess.tobytes(): guess for guess in guesses}
    for guess in different.values():
        chosen = guess | instance.free
        if reaches(instance, chosen, stage.promise):
            chosen = prune(instance, with_payments(instance, chosen), kept_promise(stage, chosen))
            if keeps_caps(stage, chosen) and value_of(stage, chosen) < stage.value:
                stage.best, stage.value = chosen, value_of(stage, chosen)

"""The inner loops, in the subset of Python that Numba compiles; interpreted they are the same code.

Shapes: ``n`` nodes, ``m`` actions. ``pp``/``pi`` nodes each action needs, ``ep``/``ei`` nodes it grants, ``fp``/``fa`` actions that
need a node, ``gp``/``ga`` actions that grant it (compressed rows, int64). ``allowed``: (m,) bool. ``state``: (n,) bool.
"""

from __future__ import annotations

from rumbo.engine.kernels.arrays import FAR, Flags, Ints, Shorts
from rumbo.engine.kernels.assign import cheapest_moves, propose, read_held, seat_cheaply, write_offers
from rumbo.engine.kernels.closure import close, outlooks, reach, relevant
from rumbo.engine.kernels.cuts import hmax, lmcut
from rumbo.engine.kernels.descend import DONE, FULL, PAUSED, SPENT, descend
from rumbo.engine.kernels.dominance import undominated
from rumbo.engine.kernels.lanes import screen_lanes
from rumbo.engine.kernels.narrow import least_tails, narrow, quickest_from
from rumbo.engine.kernels.places import layers
from rumbo.engine.kernels.plans import leave_out, reaches
from rumbo.engine.kernels.rows import cut_into, renumber, transpose
from rumbo.engine.kernels.sieve import keep_connected, sieve
from rumbo.engine.kernels.supporters import additive_plan, first_plan
from rumbo.engine.kernels.times import earliest, finish, tails
from rumbo.engine.kernels.trips import cross, stay, trips
from rumbo.engine.kernels.verdicts import COUNTED, EVERY, NOT_ONE, SOME, judge, read_tests, spread

__all__ = [
    "COUNTED",
    "DONE",
    "EVERY",
    "FAR",
    "FULL",
    "NOT_ONE",
    "PAUSED",
    "SOME",
    "SPENT",
    "Flags",
    "Ints",
    "Shorts",
    "additive_plan",
    "cheapest_moves",
    "close",
    "cross",
    "cut_into",
    "descend",
    "earliest",
    "finish",
    "first_plan",
    "hmax",
    "judge",
    "keep_connected",
    "layers",
    "least_tails",
    "leave_out",
    "lmcut",
    "narrow",
    "outlooks",
    "propose",
    "quickest_from",
    "reach",
    "reaches",
    "read_held",
    "read_tests",
    "relevant",
    "renumber",
    "screen_lanes",
    "seat_cheaply",
    "sieve",
    "spread",
    "stay",
    "tails",
    "transpose",
    "trips",
    "undominated",
    "write_offers",
]

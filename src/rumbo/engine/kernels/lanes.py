"""What follows for many people at once: 64 people to a machine word, and a block of words at a time, so that it stays in cache.

Shapes: ``n`` nodes, ``m`` actions, ``b`` words of a block. ``state`` (n, b): who has each node. ``current`` (sides, b): who is where.
"""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Flags, Ints

ALL = -1  # every bit of a word


@kernel("int64(int64[::1],int64[::1],int64,int64,int64[:,::1],int64[:,::1],int64[::1],int64)")
def meet(pp: Ints, pi: Ints, a: int, side: int, current: Ints, state: Ints, met: Ints, words: int) -> int:
    """Write to ``met`` (b) who has all that action ``a`` needs and is on ``side`` (-1: anywhere); returns 0 if nobody."""
    begin = pp[a]
    end = pp[a + 1]
    if side >= 0:
        for w in range(words):
            met[w] = current[side, w]
    elif begin < end:
        f = pi[begin]
        begin += 1
        for w in range(words):
            met[w] = state[f, w]
    else:
        for w in range(words):
            met[w] = ALL
    for k in range(begin, end):
        f = pi[k]
        for w in range(words):
            met[w] &= state[f, w]
    some = 0
    for w in range(words):
        some |= met[w]
    return some


@kernel("int64(int64,int64,int64[::1],int64[:,::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64)")
def give(f: int, a: int, to: Ints, state: Ints, fp: Ints, fa: Ints, among: Flags, due: Flags, words: int) -> int:
    """Give node ``f`` to those in ``to`` (b), and mark in ``due`` the actions ``among`` which need it.

    Returns 0 if everybody had it, 2 if an action up to ``a`` has to be looked at again, else 1.
    """
    fresh = 0
    for w in range(words):
        new = to[w] & ~state[f, w]
        fresh |= new
        state[f, w] |= new
    if fresh == 0:
        return 0
    found = 1
    for k in range(fp[f], fp[f + 1]):
        b = fa[k]
        if among[b]:
            due[b] = True
            if b <= a:
                found = 2
    return found


@kernel(
    "int64(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[:,::1],"
    "int64[:,::1],int64[::1],boolean,int64)"
)
def close_block(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, among: Flags, due: Flags, side: Ints, current: Ints, state: Ints, met: Ints,
    placed: bool, words: int,
) -> int:  # fmt: skip
    """Close ``state`` over the actions ``among``, of which those in ``due`` have not been looked at; returns 0 if nothing was added.

    ``placed``: whether an action counts only on its side. Actions are looked at in their order, so they should stand behind those that
    give what they need: then once is mostly enough.
    """
    added = 0
    again = True
    while again:
        again = False
        for a in range(len(among)):
            if not due[a]:
                continue
            due[a] = False
            if meet(pp, pi, a, side[a] if placed else -1, current, state, met, words) == 0:
                continue
            for j in range(ep[a], ep[a + 1]):
                found = give(ei[j], a, met, state, fp, fa, among, due, words)
                if found > 0:
                    added = 1
                if found > 1:
                    again = True
    return added


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[::1],int64[::1],"
    "int64[::1],int64[:,::1],int64[:,::1],int64[:,::1],int64[:,::1],int64[::1],int64,int64)"
)
def walk_block(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, among: Flags, due: Flags, side: Ints, crosses_to: Ints, at_node: Ints,
    crossings: Ints, current: Ints, following: Ints, crossed: Ints, state: Ints, met: Ints, most: int, words: int,
) -> None:  # fmt: skip
    """Close ``state`` over the actions ``among`` that are no crossings, each where it is done, and cross, up to ``most`` times: as
    :func:`rumbo.engine.kernels.places.layers` does it for one person.

    Args:
        among: without the actions in ``crossings``, which are those that may be taken.
        following, crossed: scratch, (sides, b) and (crossings, b).
    """
    for s in range(len(at_node)):
        for w in range(words):
            current[s, w] = state[at_node[s], w]
    for c in range(len(crossings)):
        for w in range(words):
            crossed[c, w] = 0
    idle = 0
    for level in range(most + 1):
        added = 0
        for s in range(len(at_node)):
            added |= give(at_node[s], 0, current[s], state, fp, fa, among, due, words)
        for c in range(len(crossings)):
            for j in range(ep[crossings[c]], ep[crossings[c] + 1]):
                added |= give(ei[j], 0, crossed[c], state, fp, fa, among, due, words)
        for a in range(len(among)):  # what waited for this side
            if among[a] and (level == 0 or side[a] >= 0):
                due[a] = True
        added |= close_block(pp, pi, ep, ei, fp, fa, among, due, side, current, state, met, True, words)
        for s in range(len(at_node)):
            for w in range(words):
                following[s, w] = 0
        somebody = 0
        for c in range(len(crossings)):
            a = crossings[c]
            somebody |= meet(pp, pi, a, side[a], current, state, met, words)
            for w in range(words):
                crossed[c, w] = met[w]
                following[crosses_to[a], w] |= met[w]
        idle = 0 if added != 0 else idle + 1
        if somebody == 0 or idle >= 2:
            break
        for s in range(len(at_node)):
            for w in range(words):
                current[s, w] = following[s, w]


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],boolean[::1],int64[::1],int64[::1],int64[::1],"
    "int64[::1],int64,int64[::1],int64[::1],int64[:,::1],int64,int64[::1],int64[:,::1],int64[::1],int64[:,::1],boolean,boolean[::1],"
    "int64[:,::1],int64[:,::1],int64[:,::1],int64[:,::1],int64[::1])"
)
def screen_lanes(
    pp: Ints, pi: Ints, ep: Ints, ei: Ints, fp: Ints, fa: Ints, free: Flags, among: Flags, side: Ints, crosses_to: Ints, at_node: Ints,
    crossings: Ints, most: int, given: Ints, rows: Ints, lanes: Ints, at: int, asked: Ints, met_by: Ints, wanted: Ints, reached_by: Ints,
    placed: bool, due: Flags, state: Ints, current: Ints, following: Ints, crossed: Ints, met: Ints,
) -> None:  # fmt: skip
    """For every person of ``lanes`` (rows, words): which actions they could take now, and which nodes they can come to have.

    Args:
        free: steps that follow by themselves. ``among``: actions that may be taken, ``free`` among them; if ``placed`` without
            ``crossings``, since then one is on one side at a time.
        given, rows: nodes held from the start, and the row of ``lanes`` that says by whom.
        asked, met_by: actions, and filled (asked, …) with who has all they need, from the word ``at`` on.
        wanted, reached_by: nodes, and filled (wanted, …) with who can come to have them, likewise.
        due, state, current, following, crossed, met: scratch, (m), (n, b), (sides, b) twice, (crossings, b), (b).
    """
    total = lanes.shape[1]
    first = 0
    while first < total:
        words = min(state.shape[1], total - first)
        for f in range(state.shape[0]):
            for w in range(words):
                state[f, w] = 0
        for i in range(len(given)):
            for w in range(words):
                state[given[i], w] |= lanes[rows[i], first + w]
        for a in range(len(free)):
            due[a] = free[a]
        close_block(pp, pi, ep, ei, fp, fa, free, due, side, current, state, met, False, words)
        for i in range(len(asked)):
            meet(pp, pi, asked[i], -1, current, state, met, words)
            for w in range(words):
                met_by[i, at + first + w] = met[w]
        if len(wanted) == 0:
            pass
        elif placed:
            walk_block(
                pp, pi, ep, ei, fp, fa, among, due, side, crosses_to, at_node, crossings,
                current, following, crossed, state, met, most, words,
            )  # fmt: skip
        else:
            for a in range(len(among)):
                due[a] = among[a]
            close_block(pp, pi, ep, ei, fp, fa, among, due, side, current, state, met, False, words)
        for i in range(len(wanted)):
            for w in range(words):
                reached_by[i, at + first + w] = state[wanted[i], w]
        first += words

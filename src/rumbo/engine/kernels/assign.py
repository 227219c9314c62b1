"""Seats given to those who wish for them: so that no seat and applicant would rather have each other, or so that all together do best.

Shapes: ``n`` applicants, ``p`` places, ``w`` wishes. ``starts`` (n + 1) and ``wished`` (w): the places each applicant wishes for, best
first (compressed rows). ``standing`` (w): how the place ranks who wishes, less is better, -1 if it does not take them. ``lottery`` (n): a
permutation; less is better. ``room`` (p): seats. A *key* is ``standing * n + lottery``: no two at one place are equal.
"""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import FAR, Flags, Ints
from rumbo.engine.kernels.heap import heap_compact, heap_drop, heap_push, heap_replace


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[:,::1])")
def write_offers(starts: Ints, wished: Ints, standing: Ints, lottery: Ints, offers: Ints) -> None:
    """Put what :func:`propose` reads about a wish side by side into ``offers`` (w, 2): one look at memory instead of five.

    First twice the place, and one more for the last wish of an applicant; then the key, negated, or 1 if the place does not take them.
    """
    n = len(lottery)
    for one in range(n):
        for k in range(starts[one], starts[one + 1]):
            offers[k, 0] = 2 * wished[k] + (k + 1 == starts[one + 1])
            offers[k, 1] = -(standing[k] * n + lottery[one]) if standing[k] >= 0 else 1


@kernel("void(int64[:,::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1])")
def propose(offers: Ints, room: Ints, seats: Ints, worst: Ints, held: Ints, sizes: Ints, queue: Ints) -> None:
    """Deferred acceptance: each applicant asks for the best wish left; a full place keeps the best and sends one on to the next wish.

    Args:
        offers: (w, 2), from :func:`write_offers`.
        seats: (p + 1), where the heap of each place starts in ``worst`` (keys, negated) and ``held`` (wishes).
        sizes: (p), how many each place holds.
        queue: the wish that each who has no seat asks for first.
    """
    for i in range(len(queue)):
        k = queue[i]
        while True:
            place = offers[k, 0] >> 1
            key = offers[k, 1]
            if key <= 0 and room[place] > 0:
                first = seats[place]
                if sizes[place] < room[place]:
                    sizes[place] = heap_push(worst[first:], held[first:], sizes[place], key, k)
                    break
                if key > worst[first]:
                    k = heap_replace(worst[first:], held[first:], sizes[place], key, k)
            if offers[k, 0] & 1:
                break
            k += 1


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],boolean[::1],int64[::1])")
def read_held(starts: Ints, seats: Ints, held: Ints, sizes: Ints, taken: Flags, got: Ints) -> None:
    """Fill ``got`` (n) with the wish that each applicant holds, -1 for none; ``taken``: scratch, (w)."""
    taken[:] = False
    for place in range(len(sizes)):
        for i in range(seats[place], seats[place] + sizes[place]):
            taken[held[i]] = True
    for one in range(len(got)):
        got[one] = -1
        for k in range(starts[one], starts[one + 1]):
            if taken[k]:
                got[one] = k
                break


@kernel("void(int64[::1],int64[::1],int64[::1],int64,int64)")
def leave(head: Ints, before: Ints, after: Ints, place: int, one: int) -> None:
    """Take ``one`` out of the list of those whom ``place`` holds."""
    if before[one] >= 0:
        after[before[one]] = after[one]
    else:
        head[place] = after[one]
    if after[one] >= 0:
        before[after[one]] = before[one]


@kernel("void(int64[::1],int64[::1],int64[::1],int64,int64)")
def enter(head: Ints, before: Ints, after: Ints, place: int, one: int) -> None:
    """Put ``one`` first into the list of those whom ``place`` holds."""
    before[one] = -1
    after[one] = head[place]
    if head[place] >= 0:
        before[head[place]] = one
    head[place] = one


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64,int64[::1],int64[::1],int64[::1],"
    "int64[:,::1],int64[:,::1],int64[:,::1],boolean[::1])"
)
def seat_cheaply(
    starts: Ints, wished: Ints, standing: Ints, room: Ints, queue: Ints, nowhere: int, got: Ints, price: Ints, sizes: Ints,
    of_places: Ints, of_applicants: Ints, heap: Ints, settled: Flags,
) -> None:  # fmt: skip
    """Least total cost by successive shortest paths: a wish costs the wishes before it, no seat at all costs ``nowhere``.

    One after the other, those of ``queue`` come in by the cheapest chain of moves. Prices of full places keep every move from costing less
    than nothing, so that Dijkstra finds it (Edmonds and Karp 1972).

    Args:
        got, price, sizes: (n), (p), (p), all -1, 0 and 0; filled with the wish each holds, what a seat is worth, and who is held.
        of_places, of_applicants, heap: scratch, (4, p), (2, n), (2, 2 p + 2).
        settled: scratch, (p).
    """
    head = of_places[0]
    dist = of_places[1]
    mover = of_places[2]
    by = of_places[3]
    before = of_applicants[0]
    after = of_applicants[1]
    keys = heap[0]
    items = heap[1]
    head[:] = -1
    for i in range(len(queue)):
        comer = queue[i]
        dist[:] = FAR
        settled[:] = False
        shortest = nowhere
        end = -1
        last = comer  # who ends up without a seat if none is free
        size = 0
        place = -1
        one = comer
        while True:
            # Every wish of ``one``, who would leave ``place`` for it; the comer leaves none.
            spent = 0
            if place >= 0:
                spent = dist[place] - (got[one] - starts[one]) - price[place]
                if spent + nowhere < shortest:
                    shortest = spent + nowhere
                    end = -1
                    last = one
            for k in range(starts[one], starts[one + 1]):
                other = wished[k]
                if standing[k] < 0 or room[other] == 0:
                    continue
                length = spent + k - starts[one] + price[other]
                if length >= dist[other] or length >= shortest:
                    continue
                dist[other] = length
                mover[other] = one
                by[other] = k
                if sizes[other] < room[other]:
                    shortest = length
                    end = other
                else:
                    if size == len(keys):
                        size = heap_compact(keys, items, size, dist)
                    size = heap_push(keys, items, size, length, other)
            if place >= 0:
                one = after[one]
            if place < 0 or one < 0:
                place = -1
                while size > 0 and keys[0] < shortest:
                    length = keys[0]
                    other = items[0]
                    size = heap_drop(keys, items, size)
                    if not settled[other] and length == dist[other]:
                        settled[other] = True
                        place = other
                        one = head[other]
                        break
                if place < 0:
                    break
        for other in range(len(room)):
            if settled[other]:
                price[other] += shortest - dist[other]
        k = -1
        one = last
        if end >= 0:
            sizes[end] += 1
            one = mover[end]
            k = by[end]
        while True:
            old = got[one]
            if old >= 0:
                leave(head, before, after, wished[old], one)
            got[one] = k
            if k >= 0:
                enter(head, before, after, wished[k], one)
            if one == comer:
                break
            k = by[wished[old]]
            one = mover[wished[old]]


@kernel(
    "void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64,int64[::1],int64[::1],int64,"
    "int64[::1],int64[::1],int64[::1],boolean[::1])"
)
def cheapest_moves(
    starts: Ints, wished: Ints, standing: Ints, room: Ints, got: Ints, price: Ints, nowhere: int, rows: Ints, held: Ints, origin: int,
    dist: Ints, keys: Ints, items: Ints, settled: Flags,
) -> None:  # fmt: skip
    """What the cheapest chain of moves costs that begins with one more at ``origin``, for each place at which it can end with one fewer.

    Besides the places there is one node more: to go there is to be without a seat, or to take a free one, which leaves no seat short.

    Args:
        got, price: as :func:`seat_cheaply` left them.
        rows, held: whom each place holds, and at last who has no seat (compressed rows, p + 1 of them).
        dist: (p + 1), filled with the costs, FAR where no chain ends.
        keys, items: scratch, (2 p + 4).
        settled: scratch, (p + 1).
    """
    outside = len(room)
    dist[:] = FAR
    settled[:] = False
    dist[origin] = 0
    size = heap_push(keys, items, 0, 0, origin)
    while size > 0:
        length = keys[0]
        place = items[0]
        size = heap_drop(keys, items, size)
        if settled[place] or length > dist[place]:
            continue
        settled[place] = True
        if place == outside:
            for other in range(outside):
                if rows[other] < rows[other + 1] and length + price[other] < dist[other]:
                    dist[other] = length + price[other]
                    if size == len(keys):
                        size = heap_compact(keys, items, size, dist)
                    size = heap_push(keys, items, size, dist[other], other)
        elif rows[place + 1] - rows[place] < room[place] and length < dist[outside]:
            dist[outside] = length
            if size == len(keys):
                size = heap_compact(keys, items, size, dist)
            size = heap_push(keys, items, size, length, outside)
        for i in range(rows[place], rows[place + 1]):
            one = held[i]
            spent = length - nowhere
            if place < outside:
                spent = length - (got[one] - starts[one]) - price[place]
                if spent + nowhere < dist[outside]:
                    dist[outside] = spent + nowhere
                    if size == len(keys):
                        size = heap_compact(keys, items, size, dist)
                    size = heap_push(keys, items, size, dist[outside], outside)
            for k in range(starts[one], starts[one + 1]):
                other = wished[k]
                if standing[k] < 0 or room[other] == 0:
                    continue
                longer = spent + k - starts[one] + price[other]
                if longer < dist[other]:
                    dist[other] = longer
                    if size == len(keys):
                        size = heap_compact(keys, items, size, dist)
                    size = heap_push(keys, items, size, longer, other)
    for place in range(outside):
        if dist[place] < FAR:
            dist[place] += price[origin] - price[place]
    if dist[outside] < FAR:
        dist[outside] += price[origin]

"""Truth of conditions for many people at once: a row of machine words for each condition, one bit for each person.

``lanes`` (rows, words) holds all rows. Truth has three values, so most conditions have two rows: who meets them for certain, and who may.
"""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Ints, Shorts

EVERY, SOME, NOT_ONE, COUNTED = 0, 1, 2, 3


@kernel("void(int16[:,::1],int64[::1],int64[::1],int64[:,::1])")
def spread(codes: Shorts, first: Ints, bit: Ints, cells: Ints) -> None:
    """Turn the ``codes`` (attributes, people) of values into rows: row ``first[a] + k - 1`` of ``cells``, empty before, says who has a code
    of ``k`` or more in attribute ``a``. ``bit`` (64): the words of one bit."""
    for a in range(codes.shape[0]):
        for one in range(codes.shape[1]):
            code = codes[a, one]
            if code > 0:
                cells[first[a] + code - 1, one >> 6] |= bit[one & 63]
        for row in range(first[a + 1] - 2, first[a] - 1, -1):
            for w in range(cells.shape[1]):
                cells[row, w] |= cells[row + 1, w]


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[:,::1],int64[:,::1])")
def read_tests(certain: Ints, possible: Ints, known: Ints, starts: Ints, low: Ints, high: Ints, cells: Ints, lanes: Ints) -> None:
    """Fill the rows ``certain`` and ``possible`` of each test: true in the runs of codes that start at a row ``low`` of ``cells`` and end
    before ``high`` (-1: do not end), and possible where the row ``known`` says that nothing is known."""
    for t in range(len(certain)):
        row = certain[t]
        for w in range(lanes.shape[1]):
            lanes[row, w] = 0
        for r in range(starts[t], starts[t + 1]):
            for w in range(lanes.shape[1]):
                run = cells[low[r], w]
                if high[r] >= 0:
                    run &= ~cells[high[r], w]
                lanes[row, w] |= run
        for w in range(lanes.shape[1]):
            lanes[possible[t], w] = lanes[row, w] | ~cells[known[t], w]


@kernel("void(int64,int64,int64,int64[::1],int64[::1],int64,int64[:,::1],int64[::1])")
def add_up(least: int, begin: int, end: int, sources: Ints, weights: Ints, row: int, lanes: Ints, digits: Ints) -> None:
    """Who has a sum of ``least`` or more: sums of 64 people are added up at once, each binary digit of them in a word of its own."""
    size = 0
    most = least
    for k in range(begin, end):
        most += weights[k]
    while most > 0:
        most >>= 1
        size += 1
    for w in range(lanes.shape[1]):
        for d in range(size):
            digits[d] = 0
        for k in range(begin, end):
            weight = weights[k]
            d = 0
            while weight > 0:
                carry = lanes[sources[k], w] if weight & 1 else 0
                e = d
                while carry != 0:
                    both = digits[e] & carry
                    digits[e] ^= carry
                    carry = both
                    e += 1
                weight >>= 1
                d += 1
        more = 0
        equal = -1
        for d in range(size - 1, -1, -1):
            if (least >> d) & 1:
                equal &= digits[d]
            else:
                more |= equal & digits[d]
                equal &= ~digits[d]
        lanes[row, w] = more | equal


@kernel("void(int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[::1],int64[:,::1],int64[::1])")
def judge(kinds: Ints, least: Ints, starts: Ints, sources: Ints, weights: Ints, results: Ints, lanes: Ints, digits: Ints) -> None:
    """Fill the rows ``results`` one after the other, each from the rows ``sources`` (compressed rows) by its kind: every one of them holds,
    some, not one, or the ``weights`` of those that hold add up to ``least``. ``digits``: scratch, (64)."""
    for i in range(len(kinds)):
        row = results[i]
        begin = starts[i]
        end = starts[i + 1]
        if kinds[i] == COUNTED:
            add_up(least[i], begin, end, sources, weights, row, lanes, digits)
            continue
        for w in range(lanes.shape[1]):
            lanes[row, w] = -1 if kinds[i] == EVERY else 0
        for k in range(begin, end):
            if kinds[i] == EVERY:
                for w in range(lanes.shape[1]):
                    lanes[row, w] &= lanes[sources[k], w]
            else:
                for w in range(lanes.shape[1]):
                    lanes[row, w] |= lanes[sources[k], w]
        if kinds[i] == NOT_ONE:
            for w in range(lanes.shape[1]):
                lanes[row, w] = ~lanes[row, w]

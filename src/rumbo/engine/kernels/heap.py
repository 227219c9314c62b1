"""A binary heap in two arrays, so that nothing is allocated while it runs."""

from __future__ import annotations

from rumbo.engine.jit import kernel
from rumbo.engine.kernels.arrays import Ints


@kernel("int64(int64[::1],int64[::1],int64,int64,int64)")
def heap_push(keys: Ints, items: Ints, size: int, key: int, item: int) -> int:
    """Push onto a binary heap in ``keys``/``items``; returns its new size. Ties: the smaller item first."""
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if keys[parent] < key or (keys[parent] == key and items[parent] <= item):
            break
        keys[i] = keys[parent]
        items[i] = items[parent]
        i = parent
    keys[i] = key
    items[i] = item
    return size + 1


@kernel("int64(int64[::1],int64[::1],int64,int64,int64)")
def heap_replace(keys: Ints, items: Ints, size: int, key: int, item: int) -> int:
    """Put an entry in the place of the heap's top; returns the item that was the top."""
    top = items[0]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (keys[right] < keys[child] or (keys[right] == keys[child] and items[right] < items[child])):
            child = right
        if key < keys[child] or (key == keys[child] and item <= items[child]):
            break
        keys[i] = keys[child]
        items[i] = items[child]
        i = child
    keys[i] = key
    items[i] = item
    return int(top)


@kernel("int64(int64[::1],int64[::1],int64)")
def heap_drop(keys: Ints, items: Ints, size: int) -> int:
    """Remove the top of the heap; returns its new size."""
    heap_replace(keys, items, size - 1, keys[size - 1], items[size - 1])
    return size - 1


@kernel("int64(int64[::1],int64[::1],int64,int64[::1])")
def heap_compact(keys: Ints, items: Ints, size: int, value: Ints) -> int:
    """Leave only entries whose key is still their item's ``value``; returns the new size of the heap."""
    kept = 0
    for i in range(size):
        if keys[i] == value[items[i]]:
            kept = heap_push(keys, items, kept, keys[i], items[i])
    return kept

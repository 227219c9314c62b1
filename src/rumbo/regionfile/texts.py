"""Every text of a record, with where it stands and a key that survives reordering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rumbo.regionfile.records import Record, Text

__all__ = ["LocatedText", "texts_of"]


@dataclass(frozen=True, slots=True)
class LocatedText:
    """``path``: fields and positions as in the file. ``key``: the same, with ids in place of positions where there are any."""

    path: tuple[str | int, ...]
    key: str
    text: Text


def texts_of(record: Record) -> Iterator[LocatedText]:
    """All texts in a record, in the order of its fields.

    >>> from rumbo.regionfile.records import Side
    >>> side = Side(id="mx", name=Text(es="México", en="Mexico"), currency="MXN", calendar="mx", timezone="America/Tijuana")
    >>> [found.key for found in texts_of(side)]
    ['name']
    """
    yield from _walk(record, (), ())


def _walk(value: object, path: tuple[str | int, ...], key: tuple[str, ...]) -> Iterator[LocatedText]:
    if isinstance(value, Text):
        yield LocatedText(path, ".".join(key), value)
    elif isinstance(value, Record):
        for name, held in value:
            if isinstance(held, (Record, tuple)):
                yield from _walk(held, (*path, name), (*key, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, (Record, tuple)):
                yield from _walk(item, (*path, index), (*key, _name(item, index)))


def _name(item: Record | tuple[object, ...], index: int) -> str:
    if isinstance(item, tuple):
        return str(item[0]) if item and isinstance(item[0], str) else str(index)
    return str(getattr(item, "id", index))

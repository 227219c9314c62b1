"""Stored profiles in a folder: NumPy arrays, and a page that says what they are of. Read and written whole; nothing in it can run."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from rumbo.engine.profiles import Asked, Kinds, Plans, Stock
from rumbo.engine.world import World

FORMAT = 1
ABOUT = "about.json"
STOCK_ARRAYS = ("ids", "kind", "goal", "facts", "guards", "values", "proven", "starts", "ways")
Arrays = Mapping[str, np.ndarray[Any, Any]]


class StoreUnreadableError(ValueError):
    """A folder holds no stored profiles, others than were expected, or damaged ones. ``code`` says which."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def to_bytes(arrays: Arrays) -> bytes:
    """Arrays one after the other, the same bytes for the same arrays: NumPy's own format, without the clock that archives carry."""
    out = io.BytesIO()
    for array in arrays.values():
        np.lib.format.write_array(out, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
    return out.getvalue()


def from_bytes(data: bytes, names: tuple[str, ...]) -> dict[str, Any]:
    """What :func:`to_bytes` wrote, under ``names``.

    Raises:
        StoreUnreadableError: when it is something else.
    """
    source = io.BytesIO(data)
    try:
        found = {name: np.lib.format.read_array(source, allow_pickle=False) for name in names}
    except (ValueError, EOFError) as error:
        raise StoreUnreadableError("store-damaged") from error
    if source.read(1):
        raise StoreUnreadableError("store-damaged")
    return found


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all, also when the machine stops in between."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def write_stock(folder: Path, stock: Stock, world: World, *, generated: bool) -> None:
    """Keep profiles in ``folder``; ``generated``: that they are invented, which the page says wherever it goes."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds, plans = stock.kinds, stock.plans
    data = to_bytes({
        "ids": stock.ids, "kind": stock.kind, "goal": kinds.goal, "facts": kinds.facts, "guards": kinds.guards,
        "values": plans.values, "proven": plans.proven, "starts": plans.starts, "ways": plans.ways,
    })  # fmt: skip
    write_whole(folder / "profiles.npys", data)
    asked = stock.asked
    about = {
        "format": FORMAT, "generated": generated, "profiles": len(stock.ids), "kinds": len(kinds), "world": world.hash,
        "day": asked.day.isoformat(), "objectives": list(asked.objectives), "goals": [name for name, _ in asked.goals],
        "asked": digest_of(asked), "ways": list(plans.names), "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    write_whole(folder / ABOUT, json.dumps(about, indent=1).encode())


def digest_of(asked: Asked) -> str:
    """Tells what the bits stand for: stores of other facts or conditions cannot be mixed up with these."""
    return hashlib.sha256(repr((asked.day, asked.objectives, asked.goals, asked.facts, asked.guards)).encode()).hexdigest()


def read_about(folder: Path) -> dict[str, Any]:
    """What a store says of itself.

    Raises:
        StoreUnreadableError: when there is none.
    """
    try:
        about: dict[str, Any] = json.loads((folder / ABOUT).read_bytes())
        dt.date.fromisoformat(about["day"])
        known = about["format"] == FORMAT and isinstance(about["goals"], list) and isinstance(about["ways"], list)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreUnreadableError("store-missing") from error
    if not known:
        raise StoreUnreadableError("store-missing")
    return about


def read_stock(folder: Path, asked: Asked, world: World) -> Stock:
    """The profiles of a folder; ``asked``: what their bits stand for, worked out again from the ``world`` they were made in.

    Raises:
        StoreUnreadableError: when they are of another world, or damaged.
    """
    about = read_about(folder)
    if about["world"] != world.hash or about["asked"] != digest_of(asked):
        raise StoreUnreadableError("store-of-another-region")
    try:
        data = (folder / "profiles.npys").read_bytes()
    except OSError as error:
        raise StoreUnreadableError("store-damaged") from error
    if hashlib.sha256(data).hexdigest() != about["sha256"]:
        raise StoreUnreadableError("store-damaged")
    a = from_bytes(data, STOCK_ARRAYS)
    kinds = Kinds(a["goal"], a["facts"], a["guards"])
    plans = Plans(a["values"], a["proven"], a["starts"], a["ways"], tuple(about["ways"]))
    return Stock(asked, a["ids"], a["kind"], kinds, plans)

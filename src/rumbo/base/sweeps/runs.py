"""A sweep in a folder of its own: what was done stays done, so that a run that was stopped goes on where it was.

``journal.json`` says what the run is of, before anything is done. Each part, once done, is one file, whole or not there, named by its
number and a digest of what it holds. Who starts the run again does the parts that are not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rumbo.base.sweeps.executors import Executor
from rumbo.base.sweeps.stores import StoreUnreadableError, digest_of, from_bytes, to_bytes, write_whole
from rumbo.engine.course import Bounds
from rumbo.engine.graph import Ints
from rumbo.engine.model import WorldSpec
from rumbo.engine.profiles import Asked, Kinds, Plans, Stock
from rumbo.engine.sweep import MAX_NODES, PART, Change, Sweep, Touched, bounds_of, names_of
from rumbo.engine.world import World, compile_world

JOURNAL = "journal.json"
PLAN_ARRAYS = ("values", "proven", "starts", "ways")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Job:
    """What every part of a sweep needs: the world after, to be compiled where it is worked on, and what is asked."""

    spec: WorldSpec
    hash: str
    asked: Asked
    names: tuple[str, ...]
    nodes: int = MAX_NODES


@dataclass(frozen=True)
class Part:
    """Some kinds, what is known of each, and the plans they had."""

    job: Job
    kinds: Kinds
    bounds: tuple[Bounds, ...]
    before: Plans


_ready: dict[str, Sweep] = {}


def _sweep_of(job: Job) -> Sweep:
    """The world of a job made ready; the last one is kept, since parts of one run come one after the other."""
    key = job.hash + digest_of(job.asked)
    if key not in _ready:
        _ready.clear()
        _ready[key] = Sweep(compile_world(job.spec, job.asked.day), job.asked)
    return _ready[key]


def replan_part(part: Part) -> bytes:
    """The plans of one part, as bytes: the same wherever it is done."""
    found = _sweep_of(part.job).replan(part.kinds, part.bounds, part.before, nodes=part.job.nodes)
    return to_bytes({"values": found.values, "proven": found.proven, "starts": found.starts, "ways": found.ways})


@dataclass(frozen=True)
class Run:
    """A sweep of ``stock`` to the world ``after``, in ``folder``."""

    folder: Path
    stock: Stock
    after: World
    change: Change
    touched: Touched
    plans: Plans

    @classmethod
    def start(cls, folder: Path, stock: Stock, before: World, after: World, change: Change) -> Run:
        """Begin a run, or go on with the one in ``folder``.

        Raises:
            StoreUnreadableError: when another run is in the folder.
        """
        plans = stock.plans.named(names_of(stock.plans, after))
        touched = Sweep(after, stock.asked).touched(change, stock.kinds, plans)
        run = cls(folder, stock, after, change, touched, plans)
        run._open(before)
        return run

    def _open(self, before: World) -> None:
        said = {"before": before.hash, "after": self.after.hash, "stock": self._digest, "kinds": int(self.touched.kinds.sum())}
        said |= {"part": PART, "nodes": MAX_NODES}
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / JOURNAL
        if path.exists():
            try:
                known: Any = json.loads(path.read_bytes())
            except ValueError:
                known = None
            if known != said:
                raise StoreUnreadableError("run-of-something-else")
            return
        write_whole(path, json.dumps(said, indent=1).encode())

    @property
    def _digest(self) -> str:
        plans, digest = self.plans, hashlib.sha256(self.stock.kinds.rows.tobytes())
        digest.update(to_bytes({"values": plans.values, "proven": plans.proven, "starts": plans.starts, "ways": plans.ways}))
        return digest.hexdigest()

    @property
    def which(self) -> Ints:
        """The kinds to plan again, those of one goal one after the other, and of those that had one plan."""
        touched = np.flatnonzero(self.touched.kinds)
        plans = [self.plans.plan(kind) for kind in touched.tolist()]
        order = sorted(range(len(touched)), key=lambda i: (int(self.stock.kinds.goal[touched[i]]), plans[i], i))
        return touched[np.array(order, dtype=np.int64)]

    def go(self, executor: Executor, progress: Progress) -> tuple[Plans, int]:
        """Do what is not done yet; the plans of all kinds after the change, and how many parts were there already.

        Args:
            progress: told how many parts are done, and of how many, at first and after each.
        """
        parts = self._cut()
        done = self._done(len(parts))
        before = len(done)
        progress(before, len(parts))
        left = ((number, self._part(kinds)) for number, kinds in enumerate(parts) if number not in done)
        for number, found in executor.run(replan_part, left):
            write_whole(self.folder / f"part-{number:06}-{_short(found)}.npys", found)
            done[number] = found
            progress(len(done), len(parts))
        return self._together(parts, done), before

    def _cut(self) -> list[Ints]:
        which = self.which
        return [which[first : first + PART] for first in range(0, len(which), PART)]

    def _part(self, kinds: Ints) -> Part:
        before, stock = self.plans.part(kinds), self.stock
        touched = Touched(self.touched.users[kinds], self.touched.others[kinds])
        job = Job(self.after.spec, self.after.hash, stock.asked, self.plans.names)
        return Part(job, stock.kinds.part(kinds), tuple(bounds_of(self.change, touched, before)), before)

    def _done(self, parts: int) -> dict[int, bytes]:
        """The parts that are there, each as its digest says; others are done again."""
        found = {}
        for path in sorted(self.folder.glob("part-*.npys")):
            number, _, digest = path.stem.removeprefix("part-").partition("-")
            data = path.read_bytes()
            if number.isdecimal() and int(number) < parts and _short(data) == digest:
                found[int(number)] = data
        return found

    def _together(self, parts: Sequence[Ints], done: dict[int, bytes]) -> Plans:
        which = np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
        return self.plans.put(which, joined([self._read(done[number]) for number in range(len(parts))], self.plans))

    def _read(self, data: bytes) -> Plans:
        return Plans(**from_bytes(data, PLAN_ARRAYS), names=self.plans.names)


def joined(parts: Sequence[Plans], like: Plans) -> Plans:
    """Plans one after the other; none if there are no parts."""
    none = Plans.none(0, like.names, like.values.shape[1])
    sizes = np.concatenate([np.diff(part.starts) for part in [none, *parts]])
    return Plans(
        np.concatenate([none.values, *(part.values for part in parts)]),
        np.concatenate([none.proven, *(part.proven for part in parts)]),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.concatenate([none.ways, *(part.ways for part in parts)]).astype(np.int32),
        like.names,
    )


def _short(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]

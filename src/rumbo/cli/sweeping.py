"""Stored profiles of a region, made and swept: where the work is done, what is kept, and what is told of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.source import data_folder

if TYPE_CHECKING:
    from rumbo.base.sweeps.executors import Executor
    from rumbo.engine.model import Objective
    from rumbo.engine.profiles import Asked, Plans, Stock
    from rumbo.pathways.logic.compile import CompiledRegion

SEED = 1
PEOPLE_OF_A_KIND = 20
FEW_STEPS = 10
OUTCOMES = ("newly", "no-longer", "better", "worse", "same")


@contextmanager
def executor(workers: int) -> Iterator[Executor]:
    """Where parts are done: on the cluster that RUMBO_DASK names, else in ``workers`` processes, else here.

    Raises:
        CommandError: when the cluster does not answer, or Dask is not there.
    """
    from rumbo.base.sweeps.executors import DaskMissingError, InProcess, OnDask, Processes
    from rumbo.config.kernels import use_if_warm

    prepare = partial(use_if_warm, data_folder())
    address = os.environ.get("RUMBO_DASK", "")
    if not address:
        yield Processes(workers, prepare) if workers > 1 else InProcess()
        return
    try:
        cluster = OnDask(address, prepare)
    except DaskMissingError as error:
        raise CommandError.of("dask-missing") from error
    except (OSError, ValueError) as error:
        raise CommandError.of("dask-unreachable", address=address) from error
    try:
        yield cluster
    finally:
        cluster.close()


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Tell what is wrong with a folder in a sentence.

    Raises:
        CommandError: for what cannot be read or written, or is of something else.
    """
    from rumbo.base.sweeps.stores import StoreUnreadableError

    try:
        yield
    except StoreUnreadableError as error:
        raise CommandError.of(error.code, path=path) from error
    except OSError as error:
        raise CommandError.of("folder-unwritable", path=path) from error


def asked_in(region: CompiledRegion, objectives: tuple[Objective, ...]) -> Asked:
    """What profiles of a region can ask: all its goals to reach."""
    from rumbo.engine.profiles import asked_of

    goals = {goal.id: goal.reach for goal in region.records.goals if goal.reach is not None}
    return asked_of(region.world, goals, objectives, region.day)


def progress(done: int, parts: int) -> None:
    """Say how far the work is, on standard error: in one line on a terminal, else now and then."""
    line = say("sweep.progress", done=done, parts=parts)
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{line}" + ("\n" if done == parts else ""))
    elif done in (0, parts) or done % max(1, parts // FEW_STEPS) == 0:
        sys.stderr.write(line + "\n")
    sys.stderr.flush()


def invent(folder: Path, region: CompiledRegion, objectives: tuple[Objective, ...], *, count: int, kinds: int, workers: int) -> Stock:
    """Invent profiles, plan for all of them, and keep them in ``folder``."""
    from rumbo.base.sweeps.runs import Run
    from rumbo.base.sweeps.stores import ABOUT, write_stock
    from rumbo.engine.invented import invent_kinds, invent_people
    from rumbo.engine.profiles import Plans, Stock
    from rumbo.engine.sweep import Change

    if (folder / ABOUT).exists():
        raise CommandError.of("store-there", path=folder)
    asked, world = asked_in(region, objectives), region.world
    made = invent_kinds(world, asked, min(kinds or max(1, count // PEOPLE_OF_A_KIND), count), seed=SEED)
    ids, kind = invent_people(len(made), count, seed=SEED)
    none = Plans.none(len(made), tuple(way.name for way in world.ways), len(asked.objectives))
    stock = Stock(asked, ids, kind, made, none)
    with telling(folder), executor(workers) as where:
        run = Run.start(folder / "planning", stock, world, world, Change(frozenset(), frozenset(), everything=True))
        plans, _ = run.go(where, progress)
        stock = Stock(asked, ids, kind, made, plans)
        write_stock(folder, stock, world, generated=True)
    return stock


def sweep(folder: Path, stock: Stock, before: CompiledRegion, after: CompiledRegion, *, run: Path | None, workers: int) -> dict[str, Any]:
    """Plan again what a change touches, keep it in the folder of the run, and tell how many gained and lost."""
    from rumbo.base.sweeps.runs import Run
    from rumbo.base.sweeps.stores import read_about, write_stock
    from rumbo.engine.profiles import Stock
    from rumbo.engine.sweep import change_between

    place = run or folder / f"run-{after.world.hash.removeprefix('sha256:')[:12]}"
    generated = bool(read_about(folder)["generated"])
    with telling(place), executor(workers) as where:
        going = Run.start(place, stock, before.world, after.world, change_between(before.world, after.world, stock.asked))
        plans, taken_up = going.go(where, progress)
        write_stock(place / "plans", Stock(stock.asked, stock.ids, stock.kind, stock.kinds, plans), after.world, generated=generated)
    touched = going.touched.kinds
    return {
        "before": before.world.hash,
        "after": after.world.hash,
        "as_of": before.day.isoformat(),
        "objectives": list(stock.asked.objectives),
        "generated": generated,
        "profiles": len(stock.ids),
        "touched": len(stock.people_of(touched)),
        "kinds": int(touched.sum()),
        "unproven": int((touched & ~plans.proven).sum()),
        "parts_taken_up": taken_up,
        "outcomes": outcomes(stock, plans),
        "run": str(place),
    }


def outcomes(stock: Stock, plans: Plans) -> dict[str, int | None]:
    """How many profiles newly reach their goal, no longer do, or do better or worse; none of fewer than five, unless all are invented."""
    import numpy as np

    from rumbo.engine.sweep import compare
    from rumbo.pathways.logic.withholding import withheld

    counts = np.bincount(compare(stock.plans.values, plans.values)[stock.kind], minlength=len(OUTCOMES))
    return dict(withheld(OUTCOMES, counts))

"""``rumbo sweep``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from rumbo.cli.asking import any_goal, read_question
from rumbo.cli.failures import CommandError
from rumbo.cli.language import say
from rumbo.cli.options import AsOf, Json, Lang, Objective, RegionPath
from rumbo.cli.source import compile_records, open_region

DEFAULT = "fastest"


def sweep(
    store: Annotated[Path, typer.Argument()],
    changes: Annotated[Path | None, typer.Argument()] = None,
    generate: Annotated[int | None, typer.Option("--generate")] = None,
    kinds: Annotated[int, typer.Option("--kinds")] = 0,
    objective: Objective = DEFAULT,
    run: Annotated[Path | None, typer.Option("--run")] = None,
    workers: Annotated[int, typer.Option("--workers")] = 1,
    as_of: AsOf = None,
    region: RegionPath = None,
    as_json: Json = False,
    lang: Lang = None,
) -> None:
    """Invent profiles into a store, or plan again those of a store that changes touch."""
    if generate is not None:
        _generate(store, generate, kinds, objective, workers=workers, as_of=as_of, region=region, as_json=as_json)
        return
    if changes is None:
        raise CommandError.of("sweep-nothing")
    from rumbo.base.sweeps.stores import read_about, read_stock
    from rumbo.cli.change_files import apply_file
    from rumbo.cli.sweeping import asked_in, telling
    from rumbo.cli.sweeping import sweep as sweep_store

    with telling(store):
        about = read_about(store)
    before = open_region(region, about["day"])
    changed = apply_file(before.records, changes, on=dt.date.fromisoformat(about["day"]))
    if changed.places:
        raise CommandError.of("capacity-not-swept", path=changes.name)
    after = compile_records(changed.records, before.day)
    with telling(store):
        stock = read_stock(store, asked_in(before, tuple(about["objectives"])), before.world)
    found = sweep_store(store, stock, before, after, run=run, workers=workers)
    _show(found, as_json=as_json)


def _generate(
    store: Path, count: int, kinds: int, objective: str, *, workers: int, as_of: str | None, region: Path | None, as_json: bool
) -> None:
    from rumbo.cli.output import Page, print_json
    from rumbo.cli.sweeping import invent

    if count < 1:
        raise CommandError.of("sweep-too-few")
    opened = open_region(region, as_of)
    stock = invent(
        store,
        opened,
        read_question(opened, goal=any_goal(opened), objective=objective).objective,
        count=count,
        kinds=kinds,
        workers=workers,
    )
    told = {"store": str(store), "generated": True, "profiles": len(stock.ids), "kinds": len(stock.kinds)}
    if as_json:
        print_json(told)
        return
    page = Page()
    page.line(say("sweep.generated"))
    page.line(say("sweep.made", path=store, count=told["profiles"], kinds=told["kinds"]))


def _show(found: dict[str, Any], *, as_json: bool) -> None:
    from rumbo.cli.output import Page, print_json
    from rumbo.cli.screening import shown

    if as_json:
        print_json(found)
        return
    page = Page()
    if found["generated"]:
        page.line(say("sweep.generated"))
    page.line(say("sweep.touched", profiles=found["profiles"], touched=found["touched"], kinds=found["kinds"]))
    if found["parts_taken_up"]:
        page.line(say("sweep.taken-up", parts=found["parts_taken_up"]))
    page.table([(shown(count), say(f"sweep.{outcome}")) for outcome, count in found["outcomes"].items()])
    if found["unproven"]:
        page.line(say("sweep.unproven", count=found["unproven"]))

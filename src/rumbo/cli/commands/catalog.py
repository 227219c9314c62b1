"""``rumbo goals``, ``rumbo documents``, ``rumbo search``."""

from __future__ import annotations

from typing import Annotated

import typer

from rumbo.cli.language import current, say
from rumbo.cli.options import Json, Lang, RegionPath
from rumbo.cli.source import open_region

# Which day it is changes no name: what is listed is the same on all of them.


def goals(region: RegionPath = None, as_json: Json = False, lang: Lang = None) -> None:
    """List the goals."""
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic import catalog

    found = catalog.goals(open_region(region, None))
    if as_json:
        print_json(found)
        return
    Page().table([(goal["id"], say(f"kind.{goal['kind']}"), spoken(goal["name"])) for goal in found])


def documents(region: RegionPath = None, as_json: Json = False, lang: Lang = None) -> None:
    """List the papers."""
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic import catalog

    found = catalog.documents(open_region(region, None))
    if as_json:
        print_json(found)
        return
    Page().table([(paper["id"].partition(":")[2], paper["code"] or "", spoken(paper["name"])) for paper in found])


def search(words: Annotated[list[str], typer.Argument()], region: RegionPath = None, as_json: Json = False, lang: Lang = None) -> None:
    """Search both languages at once; 1 when nothing answers."""
    from rumbo.cli.output import Page, print_json, spoken
    from rumbo.pathways.logic import catalog

    found = catalog.search(open_region(region, None), " ".join(words), current())
    if as_json:
        print_json(found)
    elif found:
        Page().table([(say(f"kind.{hit['kind']}"), hit["id"].partition(":")[2] or hit["id"], spoken(hit["name"])) for hit in found])
    else:
        Page().line(say("search.nothing"))
    if not found:
        raise typer.Exit(1)

"""A file of people screened, some thousands at a time: an answer for each line, or one summary of all."""

from __future__ import annotations

import csv
import itertools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rumbo.cli.asking import any_goal, read_question
from rumbo.cli.failures import CommandError
from rumbo.cli.files import PEOPLE_COLUMNS
from rumbo.cli.language import say
from rumbo.cli.people_files import ROWS_AT_ONCE, Person, open_people
from rumbo.cli.source import read_day

if TYPE_CHECKING:
    from rumbo.pathways.logic.ask import Ask
    from rumbo.pathways.logic.compile import CompiledRegion
    from rumbo.pathways.logic.population import Population, Screening, Tally

MOST_READ = 50_000
MOST_SHOWN = 20


def screen_file(region: CompiledRegion, path: Path, *, limit: Sequence[str], ways: bool, value: bool, summary: bool, as_json: bool) -> None:
    """Print what each person of a file can reach, or a summary of all of them.

    A row that cannot be read is told by its line, without what it says; the others are screened.

    Raises:
        CommandError: the file cannot be read.
        typer.Exit: with 2, at the end, when a row could not be read.
    """
    from rumbo.pathways.logic.population import Population, Tally

    if value and not summary:
        raise CommandError.of("value-of-people")
    population = Population(region, ways=ways, papers=value or summary)
    tally = Tally(population) if summary else None
    reader = Reader(region, path, limit)
    with open_people(path, ("side", *region.attributes)) as rows:
        write = _Writer(population, as_json=as_json) if tally is None else None
        while part := list(itertools.islice(rows, ROWS_AT_ONCE)):
            read = list(reader.read(part))
            found = population.screen([ask for _, ask in read])
            if write is not None:
                write.rows([person for person, _ in read], found)
            if tally is not None:
                tally.add(found)
    if tally is not None:
        _print_summary(tally, as_json=as_json)
    if reader.failed:
        raise typer.Exit(2)


@dataclass
class Reader:
    """Reads rows as questions; rows that say the same are read once."""

    region: CompiledRegion
    path: Path
    limit: Sequence[str]
    goal: str = ""
    objective: str = "fastest"
    failed: int = 0
    known: dict[tuple[tuple[str, str], ...], Ask] = field(default_factory=dict)

    def read(self, people: Sequence[Person]) -> Iterator[tuple[Person, Ask]]:
        for person in people:
            try:
                yield person, self._ask(person)
            except CommandError as error:
                # Codes and places only: a line of the file is about a person.
                self._tell(person.line, "; ".join(sorted({_place(problem) for problem in error.problems})))

    def _tell(self, line: int, detail: str) -> None:
        self.failed += 1
        sys.stderr.write(say("people-row", path=self.path.name, line=line, detail=detail) + "\n")

    def _ask(self, person: Person) -> Ask:
        if person.fault:
            raise CommandError([{"code": person.fault}])
        key = tuple(cell for cell in person.cells.items() if cell[0] != "id")
        ask = self.known.get(key)
        if ask is None:
            if len(self.known) >= MOST_READ:
                self.known.clear()
            ask = self.known[key] = self._read(person.cells)
        return ask

    def _read(self, cells: Mapping[str, str]) -> Ask:
        return read_question(
            self.region,
            goal=self.goal or any_goal(self.region),
            objective=self.objective,
            have=[cells.get("have", "")],
            know=[cells.get("know", "")],
            limit=self.limit,
            as_of=read_day(cells.get("as_of") or None),
            answers=[(name, text) for name, text in cells.items() if name not in PEOPLE_COLUMNS],
        )


def _place(problem: Mapping[str, object]) -> str:
    # A paper named by what a person typed is left out: only attributes and limits are the region's own words.
    key = problem.get("key") if problem.get("code") != "unknown-attribute" else ""
    return " ".join(str(part) for part in (problem.get("field"), key, problem["code"]) if part)


class _Writer:
    """Writes a line for each person: CSV, or JSON."""

    def __init__(self, population: Population, *, as_json: bool) -> None:
        from rumbo.engine.population import RANKS
        from rumbo.pathways.logic.population import OPENNESS

        self.goals = population.goals
        self.ways = [way.name for way in population.region.world.ways] if population.ways else []
        self.words = RANKS, OPENNESS
        self.csv = None if as_json else csv.writer(sys.stdout, lineterminator="\n")
        if self.csv is not None:
            self.csv.writerow(["id", *self.goals, *(f"way:{way}" for way in self.ways)])

    def rows(self, people: Sequence[Person], found: Screening) -> None:
        """Write what was found for these people."""
        reach, openness = self.words
        for person, goals, ways in zip(people, found.goals.tolist(), found.ways.tolist(), strict=True):
            name, told, open_now = person.cells.get("id", ""), [reach[grade] for grade in goals], [openness[grade] for grade in ways]
            if self.csv is not None:
                self.csv.writerow([name, *told, *open_now])
                continue
            line: dict[str, Any] = {"id": name, "goals": dict(zip(self.goals, told, strict=True))}
            if self.ways:
                line["ways"] = dict(zip(self.ways, open_now, strict=True))
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _print_summary(tally: Tally, *, as_json: bool) -> None:
    from rumbo.cli.output import Page, print_json

    told = tally.as_json()
    if as_json:
        print_json({"as_of": tally.population.region.day.isoformat(), "world": tally.population.region.world.hash, **told})
        return
    page = Page()
    page.line(say("screen.people", count=shown(told["people"])))
    page.table([("", *(say(f"reach.{reach}") for reach in ("yes", "unknown", "no")))] + [
        (goal, *(shown(counts[reach]) for reach in ("yes", "unknown", "no"))) for goal, counts in told["goals"].items()
    ])  # fmt: skip
    if "ways" in told:
        page.line()
        page.table([("", *(say(f"way.{state}") for state in ("open", "unknown", "closed")))] + [
            (way, *(shown(counts[state]) for state in ("open", "unknown", "closed"))) for way, counts in told["ways"].items()
        ])  # fmt: skip
    page.line()
    page.line(say("screen.more" if told["papers"] else "screen.no-more"))
    if told["papers"]:
        page.table([(f"+{one['more']}", one["paper"], one["goal"]) for one in told["papers"][:MOST_SHOWN]])


def shown(count: int | None) -> str:
    """A count, or that it is withheld."""
    return say("screen.withheld") if count is None else f"{count}"

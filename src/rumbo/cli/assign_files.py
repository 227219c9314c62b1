"""The two files of ``rumbo assign``, and what is wrong in them: by file, line and column."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path
from typing import Any

from rumbo.cli.failures import CommandError
from rumbo.cli.files import read_at_most
from rumbo.cli.language import LANGUAGES
from rumbo.cli.words import MESSAGES
from rumbo.engine.assign import Applicant, AssignError, AssignFault, AssignProblem, Place
from rumbo.engine.assign_faults import Number, shown

MAX_MB = 200
MAX_DIGITS = 40
SHOWN_FAULTS = 20
APPLICANT_COLUMNS = (("id", "wishes"), ("priority", "points"))
PLACE_COLUMNS = (("id", "capacity"), ("minimum", "order"))
_COLUMNS = {"name": "id", "ranks": "order"}


@dataclass(frozen=True)
class Table:
    """A CSV file that has been read: its columns, its rows as mappings, and the line on which each row ends."""

    path: Path
    columns: tuple[str, ...]
    rows: list[dict[str, str]]
    lines: list[int]


@dataclass(frozen=True)
class AssignFiles:
    """Both files, and the problem they make."""

    applicants: Table
    places: Table
    problem: AssignProblem


def read_assign_files(applicants: Path, places: Path) -> AssignFiles:
    """The problem in two CSV files.

    Applicants: ``id``; ``wishes``, ids of places separated by semicolons, best first; and ``priority`` (1 goes before 2) or ``points``
    (9 goes before 8), where neither is there all are equal. Places: ``id``; ``capacity``; ``minimum``, 0 if left out; ``order``: ids of the
    applicants it takes, separated by semicolons, first first, with ``=`` between equal ones; where it is empty the place takes everybody,
    by priority or points.

    Raises:
        CommandError: naming file, line and column of what cannot be read.
    """
    people, seats = _read(applicants, APPLICANT_COLUMNS), _read(places, PLACE_COLUMNS)
    if {"priority", "points"} <= set(people.columns):
        raise CommandError.of("assign-priority-or-points", path=applicants.name)
    faults: list[AssignFault] = []
    problem = AssignProblem(
        tuple(_applicant(i, row, faults) for i, row in enumerate(people.rows)),
        tuple(_place(i, row, faults) for i, row in enumerate(seats.rows)),
        higher_first="points" in people.columns,
    )
    files = AssignFiles(people, seats, problem)
    if faults:
        raise told(AssignError(faults), files)
    return files


def told(error: AssignError, files: AssignFiles) -> CommandError:
    """What is wrong with a problem, by file, line and column; the first twenty."""
    problems = [_told(fault, files) for fault in error.problems[:SHOWN_FAULTS]]
    more = len(error.problems) - SHOWN_FAULTS
    return CommandError([*problems, *(CommandError.of("assign-more", count=more).problems if more > 0 else [])])


def _told(fault: AssignFault, files: AssignFiles) -> dict[str, Any]:
    table = files.places if "places" in (fault.table, fault.field) else files.applicants
    near = ""
    if fault.code in ("unknown-place", "unknown-applicant"):
        from rumbo.pathways.logic.names import nearest

        other = files.places if fault.code == "unknown-place" else files.applicants
        near = ", ".join(nearest(fault.what, [row["id"] for row in other.rows]))
    details = [text.format(value=fault.what, nearest=near) for text in MESSAGES[f"assign-fault.{fault.code}"]]
    if not fault.table:
        where = {
            lang: detail if fault.field == "seed" else f"{table.path.name}: {detail}"
            for lang, detail in zip(LANGUAGES, details, strict=True)
        }
        return {"code": fault.code, "words": where}
    column = _COLUMNS.get(fault.field, fault.field)
    if column == "priority" and "points" in table.columns:
        column = "points"
    return _at(table.path, table.lines[fault.row], details, column=column, code=fault.code)


def _at(path: Path, line: int, details: Sequence[str], *, column: str = "", code: str) -> dict[str, Any]:
    key = "assign-cell" if column else "assign-line"
    words = {lang: MESSAGES[key][i].format(path=path.name, line=line, column=column, detail=details[i]) for i, lang in enumerate(LANGUAGES)}
    return {"code": code, "file": path.name, "line": line, "column": column, "words": words}


def _read(path: Path, columns: tuple[tuple[str, ...], tuple[str, ...]]) -> Table:
    needed, others = columns
    rows = _rows(path, _text(path))
    _, header = next(rows, (1, []))
    names = tuple(name.strip() for name in header)
    if not set(needed) <= set(names) or not set(names) <= {*needed, *others} or len(set(names)) < len(names):
        raise CommandError.of("assign-columns", path=path.name, needed=", ".join(needed), others=", ".join(others))
    table = Table(path, names, [], [])
    for line, cells in rows:
        if len(cells) != len(names):
            raise CommandError([_at(path, line, _words("cells", value=len(names)), code="cells")])
        for column, cell in zip(names, cells, strict=True):
            if not cell.strip().isprintable():
                value = "".join(sign if sign.isprintable() else "·" for sign in cell.strip())[:80]
                raise CommandError([_at(path, line, _words("unseen", value=value), column=column, code="unseen")])
        table.rows.append({column: cell.strip() for column, cell in zip(names, cells, strict=True)})
        table.lines.append(line)
    return table


def _words(code: str, **values: object) -> list[str]:
    return [text.format(**values) for text in MESSAGES[f"assign-fault.{code}"]]


def _text(path: Path) -> str:
    raw = read_at_most(path, MAX_MB * 1_000_000)
    if len(raw) > MAX_MB * 1_000_000:
        raise CommandError.of("assign-too-large", path=path.name, limit=MAX_MB)
    try:
        # One way of writing ñ: what looks the same is the same name, in both files and in the lottery.
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommandError.of("file-not-text", path=path) from error


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise CommandError([_at(path, reader.line_num, _words("not-csv"), code="not-csv")]) from error


def _applicant(index: int, row: dict[str, str], faults: list[AssignFault]) -> Applicant:
    wishes = tuple(wish.strip() for wish in row["wishes"].split(";") if wish.strip())
    column = next((name for name in ("priority", "points") if name in row), None)
    number = _number(row[column]) if column else Decimal(0)
    if number is None:
        faults.append(AssignFault("bad-priority", "applicants", index, "priority", shown(row[column or ""])))
    return Applicant(row["id"], wishes, number or Decimal(0))


def _place(index: int, row: dict[str, str], faults: list[AssignFault]) -> Place:
    counts = []
    for field in ("capacity", "minimum"):
        text = row.get(field, "")
        count = 0 if field == "minimum" and not text else _count(text)
        if count is None:
            faults.append(AssignFault(f"bad-{field}", "places", index, field, shown(text)))
        counts.append(count or 0)
    ranks: dict[str, Number] = {}
    for i, group in enumerate(row.get("order", "").split(";"), start=1):
        for name in filter(None, map(str.strip, group.split("="))):
            if name in ranks:
                faults.append(AssignFault("duplicate-wish", "places", index, "ranks", shown(name)))
            ranks[name] = i
    return Place(row["id"], counts[0], counts[1], ranks or None)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if len(text) <= MAX_DIGITS else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS else None

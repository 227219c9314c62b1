"""Files with one person in each row, CSV or Parquet, read a few thousand rows at a time however long they are."""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from rumbo.cli.failures import CommandError
from rumbo.cli.files import PEOPLE_COLUMNS

ROWS_AT_ONCE = 8_192
EXTRA = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One row: the line it ends on (of a Parquet file its number), its cells that say something, and what is wrong with the row itself."""

    line: int
    cells: Mapping[str, str]
    fault: str = ""


@contextmanager
def open_people(path: Path, attributes: Iterable[str]) -> Iterator[Iterator[Person]]:
    """The people of a file, one after the other; a dash is standard input, as CSV. Columns besides ``id``, ``have``, ``know`` and ``as_of``
    are ``attributes``.

    Raises:
        CommandError: the file cannot be read, or has other columns.
    """
    allowed = {*PEOPLE_COLUMNS, *attributes}
    if str(path) == "-":
        yield _from_csv(sys.stdin, path.name, allowed)
        return
    try:
        if path.suffix.lower() == ".parquet":
            with path.open("rb") as file:
                yield _from_parquet(file, path, allowed)
        else:
            with path.open(encoding="utf-8-sig", newline="") as text:
                yield _from_csv(text, path.name, allowed)
    except OSError as error:
        raise CommandError.of("file-unreadable", path=path) from error
    except UnicodeDecodeError as error:
        raise CommandError.of("file-not-text", path=path) from error


def _from_csv(file: IO[str], name: str, allowed: set[str]) -> Iterator[Person]:
    rows = csv.DictReader(file, restkey=EXTRA, restval="")
    try:
        _check_columns(rows.fieldnames or (), name, allowed)
    except csv.Error:
        _check_columns((), name, allowed)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:  # a cell longer than the csv module takes; the next row can be read again
            yield Person(rows.line_num, {}, "too-long")
            continue
        extra = row.pop(EXTRA, None)
        cells = {key: value for key, value in row.items() if value}
        yield Person(rows.line_num, cells, "too-many-cells" if extra and any(extra) else "")


def _from_parquet(file: IO[bytes], path: Path, allowed: set[str]) -> Iterator[Person]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise CommandError.of("parquet-missing", path=path.name) from error
    try:
        table = parquet.ParquetFile(file)
        _check_columns(table.schema_arrow.names, path.name, allowed)
        number = 0
        for batch in table.iter_batches(batch_size=ROWS_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield Person(
                    number, {key: text for key, value in row.items() if (text := as_text(value, joined="," if key == "have" else "+"))}
                )
    except pyarrow.ArrowException as error:
        raise CommandError.of("parquet-unreadable", path=path.name) from error


def _check_columns(columns: Iterable[str], name: str, allowed: set[str]) -> None:
    listed = list(columns)
    if not listed or not set(listed) <= allowed or len(set(listed)) < len(listed):
        raise CommandError.of("people-columns", path=name, columns=", ".join(PEOPLE_COLUMNS))


def as_text(value: Any, *, joined: str = "+") -> str:
    """A typed value as it is written in a question; nothing for what is missing.

    >>> as_text(["MX", "US"]), as_text(dt.date(1990, 5, 1)), as_text(True), as_text(None)
    ('MX+US', '1990-05-01', 'yes', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return joined.join(as_text(item) for item in value)
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)

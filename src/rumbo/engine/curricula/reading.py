"""Curricular Analytics CSV: curricula and degree plans, read whole or refused with every reason.

The format is described in the documentation of CurricularAnalytics.jl, under *Persisting Curricula and Degree Plans*.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rumbo.engine.curricula.model import Course, Curriculum

MAX_BYTES = 2_000_000
MAX_COURSES = 300
MAX_LINKS = 20_000
MAX_TEXT = 300
MAX_PROBLEMS = 20
MAX_TERM = 100

HEADINGS = ("Curriculum", "Degree Plan", "Institution", "Degree Type", "System Type", "CIP")
SECTIONS = ("Courses", "Additional Courses")
ID, NAME, CREDITS, TERM = "Course ID", "Course Name", "Credit Hours", "Term"
PREREQUISITES, COREQUISITES, STRICT = "Prerequisites", "Corequisites", "Strict-Corequisites"
NEEDED = (ID, NAME, PREREQUISITES, CREDITS)
COLUMNS = (ID, NAME, "Prefix", "Number", PREREQUISITES, COREQUISITES, STRICT, CREDITS, "Institution", "Canonical Name", TERM)

_CREDITS = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")

ProblemCode = Literal[
    "not-utf-8", "too-large", "control-sign", "not-csv", "not-a-curriculum", "not-a-heading", "no-courses", "section-twice",
    "column-missing", "column-twice", "too-many-cells", "too-long", "no-id", "id-has-semicolon", "id-twice", "no-name",
    "not-credits", "not-a-term", "not-a-list", "too-many-courses", "too-many-links",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: ``row`` counts the lines of the file from 1, ``column`` is a name of the format, ``value`` what stands there."""

    code: ProblemCode
    row: int
    column: str = ""
    value: str = ""


class UnreadableError(ValueError):
    """The file was not read: ``problems`` are the first reasons, in the order of the rows."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems[:MAX_PROBLEMS])
        super().__init__("; ".join(f"row {problem.row}: {problem.code}" for problem in self.problems))


@dataclass(frozen=True)
class CurriculumFile:
    """A curriculum, what the file's head says of it, and what became of each row.

    Attributes:
        head: what stands beside each heading (``Curriculum``, ``Institution``, …), where something does.
        rows: how many rows are ``head``, ``section``, ``course``, ``additional`` and ``blank``; together all rows of the file.
        lines: the line on which each course begins, by id.
        ignored: columns that are not of the format.
        repeated: lines on which an id stands twice in one list; it counts once.
    """

    curriculum: Curriculum
    head: dict[str, str]
    rows: dict[str, int]
    lines: dict[str, int]
    ignored: tuple[str, ...]
    repeated: tuple[int, ...]


def read_curriculum(raw: bytes) -> CurriculumFile:
    r"""Read a curriculum or a degree plan.

    Args:
        raw: the whole file: UTF-8, with or without a mark at its beginning; commas between cells, semicolons inside lists.

    Raises:
        UnreadableError: with every reason found, up to ``MAX_PROBLEMS``; nothing is half-read.

    >>> text = "Curriculum,Physics\nCourses\nCourse ID,Course Name,Prerequisites,Credit Hours\n1,Algebra,,4\n2,Calculus,1,4\n"
    >>> found = read_curriculum(text.encode())
    >>> found.head, found.rows["course"], found.curriculum.links[0].kind
    ({'Curriculum': 'Physics'}, 2, 'prerequisite')
    """
    reader = _Reader()
    for line, cells in _rows(_text(raw)):
        reader.take(line, cells)
    return reader.finish()


def _text(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise UnreadableError([Problem("too-large", 1, value=str(MAX_BYTES // 1000))])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError([Problem("not-utf-8", raw.count(b"\n", 0, error.start) + 1)]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _CONTROL.search(text):
        raise UnreadableError([Problem("control-sign", text.count("\n", 0, found.start()) + 1)])
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line it begins on; the end of the last line begins no row."""
    lines = text.removesuffix("\n").split("\n") if text else []
    rows = csv.reader((line + "\n" for line in lines), strict=True)
    begins = 1
    try:
        for cells in rows:
            yield begins, [" ".join(cell.split()) for cell in cells]
            begins = rows.line_num + 1
    except csv.Error as error:
        raise UnreadableError([Problem("not-csv", begins)]) from error


@dataclass
class _Reader:
    """Takes one row after the other; remembers what is wrong and goes on, so that all of it can be put right at once."""

    head: dict[str, str] = field(default_factory=dict)
    courses: list[Course] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("head", "section", "course", "additional", "blank"), 0))
    lines: dict[str, int] = field(default_factory=dict)
    ignored: dict[str, None] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    columns: list[str] | None = None
    links: int = 0
    last: int = 1

    def take(self, line: int, cells: list[str]) -> None:
        self.last = line
        if len(self.problems) >= MAX_PROBLEMS:
            raise UnreadableError(self.problems)
        first = cells[0] if cells else ""
        if not any(cells):
            self._count("blank")
        elif long := next((cell for cell in cells if len(cell) > MAX_TEXT and not _is_list(cell)), None):
            self._wrong("too-long", line, value=long[:40])
        elif not self.rows["head"] and first != "Curriculum":
            raise UnreadableError([Problem("not-a-curriculum", line, value=first[:80])])
        elif first in SECTIONS and not any(cells[1:]):
            self._open(line, first)
        elif not self.sections:
            self._head(line, cells)
        elif self.columns is None:
            self._name_columns(line, cells)
        else:
            self._course(line, cells, self.columns)

    def finish(self) -> CurriculumFile:
        if not self.courses and not self.problems:
            self._wrong("no-courses", self.last)
        if self.problems:
            raise UnreadableError(self.problems)
        curriculum = Curriculum(tuple(self.courses))
        return CurriculumFile(curriculum, self.head, self.rows, self.lines, tuple(self.ignored), tuple(self.repeated))

    def _wrong(self, code: ProblemCode, line: int, column: str = "", value: str = "") -> None:
        self.problems.append(Problem(code, line, column, value[:80]))

    def _count(self, kind: str) -> None:
        self.rows[kind] += 1

    def _open(self, line: int, section: str) -> None:
        self._count("section")
        if section in self.sections or (section != "Courses" and not self.sections):
            self._wrong("section-twice" if section in self.sections else "no-courses", line, value=section)
        self.sections.append(section)
        self.columns = None

    def _head(self, line: int, cells: list[str]) -> None:
        self._count("head")
        if cells[0] not in HEADINGS or any(cells[2:]) or cells[0] in self.head:
            self._wrong("not-a-heading", line, value=cells[0])
        elif len(cells) > 1 and cells[1]:
            self.head[cells[0]] = cells[1]

    def _name_columns(self, line: int, cells: list[str]) -> None:
        self._count("section")
        names = [cell for cell in cells if cell]
        for name in NEEDED:
            if name not in names:
                self._wrong("column-missing", line, name)
        for name in sorted({name for name in names if names.count(name) > 1}):
            self._wrong("column-twice", line, name)
        self.ignored.update(dict.fromkeys(name for name in names if name not in COLUMNS))
        self.columns = cells

    def _course(self, line: int, cells: list[str], columns: list[str]) -> None:
        additional = self.sections[-1] != "Courses"
        self._count("additional" if additional else "course")
        if any(cells[len(columns) :]) or any(cell and not name for cell, name in zip(cells, columns, strict=False)):
            self._wrong("too-many-cells", line)
            return
        if len(self.lines) >= MAX_COURSES:
            self._wrong("too-many-courses", line, value=str(MAX_COURSES))
            raise UnreadableError(self.problems)
        row = dict(zip(columns, cells, strict=False))
        if self._has_id(line, row.get(ID, "")):
            self.lines[row[ID]] = line
            self._keep(line, row, additional=additional)

    def _has_id(self, line: int, name: str) -> bool:
        if name and ";" not in name and name not in self.lines:
            return True
        code: ProblemCode = "no-id" if not name else "id-has-semicolon" if ";" in name else "id-twice"
        self._wrong(code, line, ID, name)
        return False

    def _keep(self, line: int, row: dict[str, str], *, additional: bool) -> None:
        before = len(self.problems)
        hours, term = row.get(CREDITS, ""), row.get(TERM, "")
        if not row.get(NAME):
            self._wrong("no-name", line, NAME)
        if not _CREDITS.fullmatch(hours):
            self._wrong("not-credits", line, CREDITS, hours)
        if term and not (term.isascii() and term.isdigit() and len(term) < 4 and 1 <= int(term) <= MAX_TERM):
            self._wrong("not-a-term", line, TERM, term)
        lists = {name: self._list(line, name, row.get(name, "")) for name in (PREREQUISITES, COREQUISITES, STRICT)}
        if len(self.problems) == before:
            self.courses.append(
                Course(
                    id=row[ID],
                    name=row[NAME],
                    credits=Decimal(hours),
                    prefix=row.get("Prefix", ""),
                    number=row.get("Number", ""),
                    prerequisites=lists[PREREQUISITES],
                    corequisites=lists[COREQUISITES],
                    strict_corequisites=lists[STRICT],
                    term=int(term) if term else None,
                    additional=additional,
                )
            )

    def _list(self, line: int, column: str, cell: str) -> tuple[str, ...]:
        if not cell:
            return ()
        names = [name.strip() for name in cell.split(";")]
        if not all(names) or any(len(name) > MAX_TEXT for name in names):
            self._wrong("not-a-list", line, column, cell)
        once = tuple(dict.fromkeys(names))
        if len(once) < len(names) and line not in self.repeated[-1:]:
            self.repeated.append(line)
        self.links += len(once)
        if self.links > MAX_LINKS:
            self._wrong("too-many-links", line, column, str(MAX_LINKS))
            raise UnreadableError(self.problems)
        return once


def _is_list(cell: str) -> bool:
    return ";" in cell and max(map(len, cell.split(";"))) <= MAX_TEXT

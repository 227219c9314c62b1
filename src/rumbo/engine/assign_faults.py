"""What keeps seats from being given out, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rumbo.engine.assign import Applicant, AssignProblem, Place

Number = int | float | Decimal
MAX_APPLICANTS = 5_000_000
MAX_PLACES = 100_000
MAX_WISHES = 200
MAX_NUMBER = 10**15
SHOWN = 20

WORDS: Mapping[str, str] = {
    "too-many": "at most {what} of them",
    "bad-name": "expected a name that is not empty, found “{what}”",
    "duplicate-name": "expected a name that no other row has, found “{what}”",
    "unknown-place": "there is no place “{what}”",
    "duplicate-wish": "“{what}” is wished for twice",
    "too-many-wishes": "at most {what} of them",
    "bad-priority": "expected a number, not too large, found {what}",
    "bad-capacity": "expected a whole number of 0 or more, not too large, found {what}",
    "bad-minimum": "expected a whole number of 0 or more, found {what}",
    "minimum-over-capacity": "{what} is more than the capacity",
    "unknown-applicant": "there is no applicant “{what}”",
    "bad-seed": "expected a text in one line, found “{what}”",
}


@dataclass(frozen=True, slots=True)
class AssignFault:
    """``code`` says what is wrong, ``row`` (0 is the first) and ``field`` where in ``table``, ``what`` the offending name or value."""

    code: str
    table: Literal["applicants", "places", ""]
    row: int
    field: str
    what: str

    def __str__(self) -> str:
        where = f"{self.table}[{self.row}].{self.field}" if self.table else self.field
        return f"{where}: {WORDS[self.code].format(what=self.what)}"


class AssignError(ValueError):
    """The seats cannot be given out: ``problems`` lists all reasons."""

    def __init__(self, problems: Sequence[AssignFault]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems[:SHOWN]))


def find_faults(problem: AssignProblem, seed: object) -> Iterable[AssignFault]:
    """All that is wrong with a problem and the seed of its lottery."""
    if not isinstance(seed, str) or "\n" in seed or not _is_text(seed):
        yield AssignFault("bad-seed", "", 0, "seed", shown(seed))
    for table, rows, most in (("applicants", problem.applicants, MAX_APPLICANTS), ("places", problem.places, MAX_PLACES)):
        if len(rows) > most:
            yield AssignFault("too-many", "", 0, table, str(most))
            return
    places = {place.name for place in problem.places}
    applicants = {one.name for one in problem.applicants}
    yield from _name_faults("applicants", [one.name for one in problem.applicants])
    yield from _name_faults("places", [place.name for place in problem.places])
    for row, one in enumerate(problem.applicants):
        yield from _applicant_faults(row, one, places)
    for row, place in enumerate(problem.places):
        yield from _place_faults(row, place, applicants)


def shown(value: object) -> str:
    """A value as a message shows it."""
    try:
        return (value if isinstance(value, str) else repr(value))[:80]
    except ValueError:  # Python writes out no number of more than some thousand digits
        return "a number too long to be written out"


def is_number(value: object) -> bool:
    """Whether a value can be a priority: a finite number that is not too large."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) <= MAX_NUMBER
    return abs(value) <= MAX_NUMBER  # no comparison with a NaN is true


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _name_faults(table: Literal["applicants", "places"], names: Sequence[object]) -> Iterable[AssignFault]:
    seen: set[object] = set()
    for row, name in enumerate(names):
        if not isinstance(name, str) or not name or not _is_text(name):
            yield AssignFault("bad-name", table, row, "name", shown(name))
        elif name in seen:
            yield AssignFault("duplicate-name", table, row, "name", shown(name))
        else:
            seen.add(name)


def _applicant_faults(row: int, one: Applicant, places: set[str]) -> Iterable[AssignFault]:
    if not is_number(one.priority):
        yield AssignFault("bad-priority", "applicants", row, "priority", shown(one.priority))
    if len(one.wishes) > MAX_WISHES:
        yield AssignFault("too-many-wishes", "applicants", row, "wishes", str(MAX_WISHES))
        return
    if len(set(one.wishes)) < len(one.wishes):
        twice = next(wish for i, wish in enumerate(one.wishes) if wish in one.wishes[:i])
        yield AssignFault("duplicate-wish", "applicants", row, "wishes", shown(twice))
    yield from (AssignFault("unknown-place", "applicants", row, "wishes", shown(wish)) for wish in one.wishes if wish not in places)


def _place_faults(row: int, place: Place, applicants: set[str]) -> Iterable[AssignFault]:
    if not _is_count(place.capacity):
        yield AssignFault("bad-capacity", "places", row, "capacity", shown(place.capacity))
    elif not _is_count(place.minimum):
        yield AssignFault("bad-minimum", "places", row, "minimum", shown(place.minimum))
    elif place.minimum > place.capacity:
        yield AssignFault("minimum-over-capacity", "places", row, "minimum", shown(place.minimum))
    for name, number in (place.ranks or {}).items():
        if name not in applicants:
            yield AssignFault("unknown-applicant", "places", row, "ranks", shown(name))
        if not is_number(number):
            yield AssignFault("bad-priority", "places", row, "ranks", shown(number))


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER

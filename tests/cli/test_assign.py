"""Places given out from two CSV files: the outcome with its reasons, and files that are wrong told by file, line and column."""

from __future__ import annotations

import csv
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from rumbo.cli.commands.assign import harmless
from tests.cli.conftest import Run

PEOPLE = "id,points,wishes\nana,9.1,taller;curso\nluis,8.2,taller;curso\neva,8.2,taller\n"
PLACES = 'id,capacity,minimum,order\ntaller,1,,\ncurso,5,3,\nbeca,1,0,"luis=ana;eva"\n'


@pytest.fixture
def assign(run: Run, tmp_path: Path) -> Run:
    """Run the command on two files: ``assign(people, places, "--seed", "x")``."""

    def call(people: str | bytes = PEOPLE, places: str | bytes = PLACES, *options: str, lang: str = "es") -> Any:
        for name, text in (("people.csv", people), ("places.csv", places)):
            (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return run("assign", str(tmp_path / "people.csv"), str(tmp_path / "places.csv"), *options, region=None, lang=lang)

    return call


def test_each_gets_the_best_that_nobody_before_them_wants(assign: Run) -> None:
    result = assign(PEOPLE, PLACES, "--seed", "x")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[1:4] == ["Con lugar: 1 de 3; en su primera opción: 1.", "Sorteo: x", "No abrió curso: habría tenido 1 de 3."]
    assert lines[4:] == ["ana opción 1 taller", "luis sin lugar", "eva sin lugar"]


def test_one_person_is_told_why_in_their_language(assign: Run) -> None:
    said = " ".join(assign(PEOPLE, PLACES, "--seed", "x", "--who", "luis", lang="en").stdout.split())
    assert "Choice 1, taller: full. The last one in was ana (points 9.1, lottery" in said
    assert "To go before ana would have been enough." in said
    assert "Choice 2, curso: it did not open; it would have had 1 of 3." in said
    said = " ".join(assign(PEOPLE, PLACES, "--seed", "x", "--who", "luis").stdout.split())
    assert "Opción 1, taller: lleno. La última persona en entrar fue ana (puntos 9.1, sorteo" in said


@pytest.mark.parametrize(
    ("people", "places", "who", "said"),
    [
        ("id,wishes\nana,p\nluis,p\n", "id,capacity,order\np,1,luis;ana\n", "ana", "(priority 1, lottery"),
        ("id,wishes\nana,p\n", "id,capacity\np,0\n", "ana", "Choice 1, p: it has no seats."),
        ("id,wishes\nana,p\nluis,\n", "id,capacity,order\np,1,luis\n", "ana", "Choice 1, p: it does not take this person."),
    ],
)
def test_every_reason_has_its_sentence(assign: Run, people: str, places: str, who: str, said: str) -> None:
    assert said in " ".join(assign(people, places, "--seed", "x", "--who", who, lang="en").stdout.split())


def test_the_best_total_tells_what_another_outcome_would_cost(assign: Run) -> None:
    people, places = "id,wishes\nana,p;q\nluis,p;r;q\neva,p\n", "id,capacity\np,1\nq,1\nr,1\n"
    result = assign(people, places, "--seed", "x", "--mode", "best-total", "--json")
    found = {one["id"]: one for one in json.loads(result.stdout)["applicants"]}
    assert {name: one["place"] for name, one in found.items()} == {"ana": "q", "luis": "r", "eva": "p"}
    assert found["ana"]["missed"] == [{"place": "p", "wish": 1, "reason": "total", "without_place": 1, "wishes_down": -1}]
    said = " ".join(assign(people, places, "--seed", "x", "--mode", "best-total", "--who", "ana", lang="en").stdout.split())
    assert "Choice 1, p: with this person there, 1 more would be without a place." in said


def test_json_keeps_the_seed_and_every_reason(assign: Run) -> None:
    found = json.loads(assign(PEOPLE, PLACES, "--seed", "x", "--json").stdout)
    assert (found["mode"], found["seed"], found["closed"]) == ("stable", "x", ["curso"])
    luis = found["applicants"][1]
    assert [missed["reason"] for missed in luis["missed"]] == ["full", "closed"]
    assert (luis["missed"][0]["last"]["id"], luis["missed"][0]["last"]["priority"]) == ("ana", 9.1)
    assert found["places"][1] == {"id": "curso", "admitted": [], "closed": True, "reached": 1}


def test_without_a_seed_one_is_drawn_and_told_and_gives_the_same_again(assign: Run) -> None:
    people, places = "id,wishes\n" + "".join(f"a{i},p\n" for i in range(30)), "id,capacity\np,9\n"
    first = json.loads(assign(people, places, "--json").stdout)
    assert len(first["seed"]) == 16
    assert json.loads(assign(people, places, "--seed", first["seed"], "--json").stdout) == first
    assert json.loads(assign(people, places, "--json").stdout)["seed"] != first["seed"]


def test_the_outcome_is_kept_in_a_file_in_which_nothing_runs_as_a_formula(assign: Run, tmp_path: Path) -> None:
    people = PEOPLE.replace("eva", "=HYPERLINK(1)").replace("luis", "-2+3")
    result = assign(people, "id,capacity\ntaller,1\ncurso,1\n", "--seed", "x", "--out", str(tmp_path / "out.csv"))
    assert "Guardado en" in result.stdout
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["ana", "'-2+3", "'=HYPERLINK(1)"]
    assert [row["place"] for row in rows] == ["taller", "curso", ""]
    assert "La última persona en entrar fue ana" in rows[2]["reasons"]
    assert not list(tmp_path.glob("*.unfinished"))


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@A1", "\t=1"])
def test_a_cell_that_begins_like_a_formula_does_not_begin_like_one_any_more(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


def test_neither_file_that_is_read_is_written_over(assign: Run, tmp_path: Path) -> None:
    result = assign(PEOPLE, PLACES, "--out", str(tmp_path / "people.csv"))
    assert result.exit_code == 2
    assert (tmp_path / "people.csv").read_text() == PEOPLE
    assert assign(PEOPLE, PLACES, "--out", str(tmp_path / "no" / "out.csv")).exit_code == 2


def test_a_name_written_with_other_signs_for_the_same_letter_is_the_same_name(assign: Run) -> None:
    places = unicodedata.normalize("NFD", "id,capacity\ndiseño,1\n")
    found = json.loads(assign("id,wishes\nana,diseño\n", places, "--json").stdout)
    assert found["applicants"][0]["place"] == "diseño"


def test_nobody_is_an_outcome_too(assign: Run) -> None:
    assert json.loads(assign("id,wishes\n", "id,capacity\n", "--json").stdout)["applicants"] == []
    assert "Con lugar: 0 de 0" in assign("id,wishes\n", "id,capacity\n").stdout


def test_of_many_the_first_are_shown_and_the_rest_counted(assign: Run) -> None:
    people = "id,wishes\n" + "".join(f"a{i},p\n" for i in range(60))
    assert "Hay 10 personas más" in assign(people, "id,capacity\np,9\n").stdout


WRONG: list[tuple[str | bytes, str | bytes, str]] = [
    ("id,wishes\nana,tallr\n", PLACES, "people.csv, línea 2, columna wishes: no hay un lugar «tallr». ¿Quiso decir taller"),
    ("id,wishes\n\nana,taller;taller\n", PLACES, "people.csv, línea 3, columna wishes: «taller» está dos veces"),
    ("id,wishes\nana,\nana,\n", PLACES, "people.csv, línea 3, columna id: «ana» ya está en otra línea"),
    ("id,wishes\n ,taller\n", PLACES, "people.csv, línea 2, columna id: falta el nombre"),
    ("id,wishes\nana,taller,x\n", PLACES, "people.csv, línea 2: se esperaban 2 celdas"),
    ('id,wishes\nana,"taller\n', PLACES, "people.csv, línea 2: no se entiende como CSV"),
    ("id,wishes\n" + "a" * 140_000 + ",\n", PLACES, "people.csv, línea 2: no se entiende como CSV"),
    ("id,wishes\na\x1b[1mna,taller\n", PLACES, "people.csv, línea 2, columna id: hay signos que no se ven en «a·[1mna»"),
    (
        "id,priority,wishes\nana,NaN,taller\n",
        PLACES,
        "people.csv, línea 2, columna priority: se esperaba un número como 3 o 9.35, no «NaN»",
    ),
    ("id,points,wishes\nana,inf,taller\n", PLACES, "people.csv, línea 2, columna points: se esperaba un número"),
    ("id,points,wishes\nana,1e99,taller\n", PLACES, "people.csv, línea 2, columna points: se esperaba un número"),
    ('id,points,wishes\nana,"9,1",taller\n', PLACES, "people.csv, línea 2, columna points: se esperaba un número como 3 o 9.35, no «9,1»"),
    ("id,points,priority,wishes\n", PLACES, "people.csv: use la columna priority"),
    ("id,wish\n", PLACES, "people.csv: la primera línea debe nombrar las columnas id, wishes"),
    ("id,id,wishes\n", PLACES, "people.csv: la primera línea debe nombrar"),
    ("", PLACES, "people.csv: la primera línea debe nombrar"),
    ("id,wishes\nñ,\n".encode("latin-1"), PLACES, "people.csv no es texto UTF-8"),
    (PEOPLE, "id,capacity\ntaller,-1\n", "places.csv, línea 2, columna capacity: se esperaba un número entero desde 0, no «-1»"),
    (PEOPLE, "id,capacity\ntaller,1.5\n", "places.csv, línea 2, columna capacity"),
    (PEOPLE, "id,capacity\ntaller,\n", "places.csv, línea 2, columna capacity"),
    (PEOPLE, f"id,capacity\ntaller,{10**30}\n", "places.csv, línea 2, columna capacity"),
    (PEOPLE, "id,capacity,minimum\ntaller,1,x\n", "places.csv, línea 2, columna minimum: se esperaba un número entero"),
    (PEOPLE, "id,capacity,minimum\ntaller,1,2\ncurso,1,\n", "places.csv, línea 2, columna minimum: 2 es más que capacity"),
    (PEOPLE, "id,capacity,order\ntaller,1,anna\ncurso,1,\n", "places.csv, línea 2, columna order: no hay nadie con el id «anna»"),
    (PEOPLE, "id,capacity,order\ntaller,1,ana;ana\ncurso,1,\n", "places.csv, línea 2, columna order: «ana» está dos veces"),
]


@pytest.mark.parametrize(("people", "places", "said"), WRONG, ids=range(len(WRONG)))
def test_a_file_that_is_wrong_is_told_by_file_line_and_column(assign: Run, people: Any, places: Any, said: str) -> None:
    result = assign(people, places)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_what_is_wrong_is_told_to_programs_too_and_cut_short_where_there_is_much(assign: Run) -> None:
    people = "id,wishes\n" + "".join(f"a{i},x\n" for i in range(30))
    result = assign(people, "id,capacity\ntaller,1\n", "--json", lang="en")
    problems = json.loads(result.stdout)["problems"]
    assert (problems[0]["file"], problems[0]["line"], problems[0]["column"]) == ("people.csv", 2, "wishes")
    assert (len(problems), result.stderr.splitlines()[-1]) == (21, "And there are 10 problems more.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mode", "fair"), "There is no mode “fair”. There are: stable, best-total."),
        (("--who", "zoe"), "There is nobody with the id “zoe” in people.csv."),
        (("--seed", "two\nlines"), "--seed must be a text in one line."),
    ],
)
def test_an_option_that_makes_no_sense_is_one_sentence(assign: Run, options: tuple[str, ...], said: str) -> None:
    result = assign(PEOPLE, PLACES, *options, lang="en")
    assert (result.exit_code, result.stderr.strip()) == (2, said)


def test_a_file_that_is_not_there_is_one_sentence(run: Run, tmp_path: Path) -> None:
    result = run("assign", str(tmp_path / "none.csv"), str(tmp_path / "none.csv"), region=None, lang="en")
    assert (result.exit_code, result.stderr.endswith("could not be read.\n")) == (2, True)

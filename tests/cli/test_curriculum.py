"""``rumbo curriculum check``: what it says, in both languages, and how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEAD = "Curriculum,Cestas\nCourses\nCourse ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours,Term\n"
GOOD = HEAD + "1,Baskets I,BW,1,,,,3,1\n2,Baskets II,BW,2,1,,,3,2\n3,Baskets III,BW,3,1;2,,,3,3\n4,Elective,,,,,,2.5,1\n"


@pytest.fixture
def check(run: Run, tmp_path: Path) -> Run:
    def call(text: str, *options: str, lang: str = "es") -> object:
        path = tmp_path / "plan.csv"
        path.write_text(text, encoding="utf-8")
        return run("curriculum", "check", str(path), *options, lang=lang, region=None)

    return call


def test_a_curriculum_that_can_be_kept_ends_with_zero(check: Run) -> None:
    result = check(GOOD, "--credits", "6", lang="en")
    assert result.exit_code == 0
    for said in (
        "Cestas · courses: 4 · credits: 11.5", "All of it can be satisfied.", "BW 3 Baskets III asks for BW 1 Baskets I before it.",
        "It follows from:", "Complexity of the curriculum: 13", "A plan in 3 terms:", "It cannot be done in fewer terms.",
        "Credits of the fullest term: 5.5. In as many terms it cannot be less.",
    ):  # fmt: skip
        assert said in result.stdout


def test_what_cannot_be_kept_is_told_and_ends_with_one(check: Run) -> None:
    text = HEAD + "1,A,,,2,,,3,\n2,B,,,1,,,3,\n3,C,,,9,,,3,\n4,D,,,3,,,3,\n5,E,,,,,,9,\n6,F,,,,,7,3,\n7,G,,,6,,,3,\n8,H,,,,,,3,\n"
    result = check(text, "--credits", "8")
    assert result.exit_code == 1
    words = " ".join(result.stdout.split())
    for said in (
        "Un círculo de seriación: · B pide antes A. · A pide antes B.", "Fila 6: C pide «9», y ninguna materia tiene esa clave.",
        "Por eso tampoco se puede cursar: D", "No cabe en un periodo de 8 créditos: E (9).",
        "Van en el mismo periodo y también una antes que otra: · G pide antes F. · F pide G en el mismo periodo.",
        "La complejidad no está definida", "El plan deja fuera: A, B, C, D, E, F, G",
    ):  # fmt: skip
        assert said in words


def test_two_courses_of_one_name_are_told_apart_by_their_ids(check: Run) -> None:
    result = check(HEAD + "1,GE,,,,,,3,\n2,GE,,,1,,,3,\n", "--courses", "1")
    assert "GE (1)" in result.stdout
    assert "GE (2)" in result.stdout


def test_the_terms_in_the_file_are_held_against_what_courses_ask_for(check: Run) -> None:
    result = check(GOOD.replace("1;2,,,3,3", "1;2,,,3,2"))
    assert result.exit_code == 0
    assert "El plan del archivo no respeta estos requisitos:\n  · BW 3 Baskets III pide antes BW 2 Baskets II." in result.stdout


def test_the_report_for_programs_says_all_of_it(check: Run) -> None:
    found = json.loads(check(GOOD, "--credits", "6", "--courses", "2", "--json").stdout)
    assert found["rows"] == {"head": 1, "section": 2, "course": 4, "additional": 0, "blank": 0}
    assert found["limits"] == {"credits": 6, "courses": 2}
    assert found["redundant"][0]["link"] == {"before": "1", "after": "3", "kind": "prerequisite"}
    assert [course["cruciality"] for course in found["courses"]] == [5, 4, 3, 1]
    assert found["plan"]["terms"] == [["1", "4"], ["2"], ["3"]]
    assert (found["plan"]["terms_proven"], found["plan"]["largest"]) == (True, 5.5)


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        (GOOD.replace(",3,1", ",-3,1"), "es", "plan.csv, fila 4, columna Credit Hours: se esperaba un número de 0 a 9999"),
        (GOOD.replace(",3,1", ",NaN,1"), "en", "plan.csv, row 4, column Credit Hours: expected a number from 0 to 9999"),
        (GOOD.replace("\n4,", "\n1,"), "es", "plan.csv, fila 7, columna Course ID: «1» ya es la clave de otra materia"),
        ("a;b\n", "es", "plan.csv, fila 1, columna 1: se esperaba «Curriculum,nombre», con comas, y está «a;b»."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_row_and_column_and_ends_with_two(check: Run, text: str, lang: str, said: str) -> None:
    result = check(text, lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(said)


def test_a_refusal_for_programs_names_row_and_column(check: Run) -> None:
    (problem,) = json.loads(check(GOOD.replace("2.5", "x"), "--json").stdout)["problems"]
    assert (problem["code"], problem["row"], problem["column"]) == ("curriculum.not-credits", 7, "Credit Hours")


@pytest.mark.parametrize(
    "options", [("--credits", "0"), ("--credits", "NaN"), ("--credits", "x"), ("--courses", "1.5"), ("--courses", "-1")]
)
def test_a_cap_that_is_no_number_above_nought_is_refused(check: Run, options: tuple[str, str]) -> None:
    result = check(GOOD, *options)
    assert result.exit_code == 2
    assert result.stderr == f"{options[0]}: se esperaba un número mayor que 0, y está «{options[1]}».\n"


def test_a_file_that_is_not_there_ends_with_two(run: Run, tmp_path: Path) -> None:
    assert run("curriculum", "check", str(tmp_path / "none.csv"), region=None).exit_code == 2


@pytest.mark.parametrize(("lang", "folder"), [("es", "docs/es"), ("en", "docs")])
def test_the_curriculum_in_the_guide_is_one_that_the_command_takes(check: Run, lang: str, folder: str) -> None:
    guide = (Path(__file__).resolve().parents[2] / folder / "guides" / "check-a-curriculum.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"^```text\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    found = json.loads(check(text, "--credits", "18", "--json", lang=lang).stdout)
    assert (found["rows"]["course"], found["faults"], len(found["plan"]["terms"]), len(found["redundant"])) == (4, [], 3, 1)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_reason_a_file_may_be_refused_for_has_words(lang: str) -> None:
    from typing import get_args

    from rumbo.cli.words import MESSAGES
    from rumbo.engine.curricula.faults import FaultCode
    from rumbo.engine.curricula.model import Kind
    from rumbo.engine.curricula.reading import ProblemCode

    wanted = [f"curriculum.{code}" for code in get_args(ProblemCode)]
    wanted += [f"curriculum.fault.{code}" for code in get_args(FaultCode)] + [f"curriculum.link.{kind}" for kind in get_args(Kind)]
    assert [key for key in wanted if not MESSAGES[key][lang == "en"]] == []

"""Curricular Analytics CSV: read whole, or refused with the row, the column and the reason."""

from __future__ import annotations

import csv
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.engine.curricula.reading import (
    HEADINGS,
    MAX_BYTES,
    MAX_COURSES,
    MAX_LINKS,
    MAX_PROBLEMS,
    CurriculumFile,
    UnreadableError,
    read_curriculum,
)
from rumbo.engine.curricula.report import report

EDUCATION = Path(__file__).resolve().parents[3] / "shared" / "data" / "education"
COLUMNS = "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,Credit Hours,Institution,Canonical Name,Term"
HEAD = f"Curriculum,Baskets\nCourses\n{COLUMNS}\n"


def read(text: str) -> CurriculumFile:
    return read_curriculum(text.encode())


def problems(raw: str | bytes) -> list[tuple[str, int, str]]:
    with pytest.raises(UnreadableError) as refused:
        read_curriculum(raw if isinstance(raw, bytes) else raw.encode())
    return [(problem.code, problem.row, problem.column) for problem in refused.value.problems]


def test_a_degree_plan_is_read_with_all_it_says() -> None:
    text = (
        'Curriculum,"Baskets, woven",,,\nDegree Plan,Four terms,,,\nInstitution,"A ""State"" University"\nCIP,50.07\nCourses,,,\n'
        f"{COLUMNS}\n1,Forms,BW,111,2; 3,,4,2.5,,,2\n2,Intro,BW,101,,,,3,,,1\n,,,\n"
        f"Additional Courses,,\n{COLUMNS}\n3,Algebra,,,,,,3,,,1\n4,Lab,,,,1,,1,,,2\n"
    )
    found = read(text)
    forms, _, algebra, _ = found.curriculum.courses
    assert found.head == {
        "Curriculum": "Baskets, woven", "Degree Plan": "Four terms", "Institution": 'A "State" University', "CIP": "50.07"
    }  # fmt: skip
    assert (forms.prerequisites, forms.strict_corequisites, forms.credits, forms.term) == (("2", "3"), ("4",), Decimal("2.5"), 2)
    assert (forms.additional, algebra.additional, algebra.term) == (False, True, 1)
    assert found.rows == {"head": 4, "section": 4, "course": 2, "additional": 2, "blank": 1}
    assert found.lines == {"1": 7, "2": 8, "3": 12, "4": 13}


@pytest.mark.parametrize("change", [lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw.replace(b"\n", b"\r\n"), bytes.rstrip])
def test_a_mark_at_the_beginning_and_other_ends_of_lines_change_nothing(change: object) -> None:
    raw = (HEAD + "1,Introducción,,,,,,3\n2,Cálculo,,,1,,,4\n").encode()
    assert callable(change)
    assert read_curriculum(change(raw)) == read_curriculum(raw)


def test_a_name_over_two_lines_keeps_the_count_of_lines() -> None:
    found = read(HEAD + '1,"Basket\nForms",,,,,,3\n2,Lab,,,1,,,1\n')
    assert found.curriculum.courses[0].name == "Basket Forms"
    assert found.lines == {"1": 4, "2": 6}


def test_an_id_twice_in_a_list_counts_once_and_is_told() -> None:
    found = read(HEAD + "1,A,,,,,,3\n2,B,,,1;1,,,3\n")
    assert (found.curriculum.courses[1].prerequisites, found.repeated) == (("1",), (5,))


def test_columns_that_are_not_of_the_format_are_told_and_not_read() -> None:
    found = read(f"Curriculum,B\nCourses\n{COLUMNS},Room\n1,A,,,,,,3,,,,R 2\n")
    assert found.ignored == ("Room",)


def test_a_course_that_asks_for_one_that_is_not_there_is_read() -> None:
    found = read(HEAD + "1,A,,,77,,,3\n")
    assert [link.before for link in found.curriculum.unknown] == ["77"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",A,,,,,,3", "no-id", "Course ID"),
        ("1;2,A,,,,,,3", "id-has-semicolon", "Course ID"),
        ("0,A,,,,,,3", "id-twice", "Course ID"),
        ("1,,,,,,,3", "no-name", "Course Name"),
        ("1,A,,,,,,", "not-credits", "Credit Hours"),
        ("1,A,,,,,,-3", "not-credits", "Credit Hours"),
        ("1,A,,,,,,NaN", "not-credits", "Credit Hours"),
        ("1,A,,,,,,inf", "not-credits", "Credit Hours"),
        ("1,A,,,,,,1e9", "not-credits", "Credit Hours"),
        ('1,A,,,,,,"2,5"', "not-credits", "Credit Hours"),
        ("1,A,,,,,,٣", "not-credits", "Credit Hours"),
        ("1,A,,,0;,,,3", "not-a-list", "Prerequisites"),
        ("1,A,,,,;,,3", "not-a-list", "Corequisites"),
        ("1,A,,,,,0;;0,3", "not-a-list", "Strict-Corequisites"),
        ("1,A,,,,,,3,,,0", "not-a-term", "Term"),
        ("1,A,,,,,,3,,,²", "not-a-term", "Term"),
        ("1,A,,,,,,3,,,2,more", "too-many-cells", ""),
        (f"1,{'A' * 301},,,,,,3", "too-long", ""),
        ('1,"A"B,,,,,,3', "not-csv", ""),
        ('1,"A,,,,,,3', "not-csv", ""),
        ("1,A\x1b[2J,,,,,,3", "control-sign", ""),
        ("Courses", "section-twice", ""),
    ],
)
def test_a_row_that_is_wrong_is_told_with_its_column(row: str, code: str, column: str) -> None:
    assert problems(f"{HEAD}0,First,,,,,,3\n{row}\n") == [(code, 5, column)]


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "no-courses", 1),
        ("Course ID,Course Name\n1,A\n", "not-a-curriculum", 1),
        ("Curriculum;Baskets\n", "not-a-curriculum", 1),
        ("Curriculum,B\nDean,Me\nCourses\n", "not-a-heading", 2),
        ("Curriculum,B\nCurriculum,C\n", "not-a-heading", 2),
        ("Curriculum,B\n", "no-courses", 1),
        (HEAD, "no-courses", 3),
        ("Curriculum,B\nAdditional Courses\n", "no-courses", 2),
        ("Curriculum,B\nCourses\nCourse ID,Course Name,Prerequisites\n", "column-missing", 3),
        (f"Curriculum,B\nCourses\n{COLUMNS},Term\n", "column-twice", 3),
    ],
)
def test_a_file_of_another_form_is_told_at_its_first_wrong_row(text: str, code: str, row: int) -> None:
    assert problems(text)[0][:2] == (code, row)


def test_latin_1_is_told_with_its_row() -> None:
    assert problems((HEAD + "1,A,,,,,,3\n2,Cálculo,,,,,,3\n").encode("latin-1")) == [("not-utf-8", 5, "")]


def test_every_reason_is_told_at_once_up_to_a_limit() -> None:
    assert problems(HEAD + "1,,,,,,,x\n2,A,,,,,,-1\n") == [
        ("no-name", 4, "Course Name"), ("not-credits", 4, "Credit Hours"), ("not-credits", 5, "Credit Hours")
    ]  # fmt: skip
    assert len(problems(HEAD + "".join(f"{i},A,,,,,,x\n" for i in range(99)))) == MAX_PROBLEMS


def test_a_file_that_is_too_large_is_refused() -> None:
    assert problems(HEAD + "".join(f"{i},A,,,,,,3\n" for i in range(100_000))) == [("too-many-courses", MAX_COURSES + 4, "")]
    assert problems(b"x" * (MAX_BYTES + 1)) == [("too-large", 1, "")]
    lists = ";".join(map(str, range(MAX_LINKS // 2 + 1)))
    assert problems(f"{HEAD}a,A,,,{lists},,,3\nb,B,,,{lists},,,3\n") == [("too-many-links", 5, "Prerequisites")]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_stands_in_a_file_is_read_or_refused_in_words(raw: bytes) -> None:
    for text in (raw, HEAD.encode() + raw, HEAD.encode() + b"1,A,,,,,,3\n" + raw):
        try:
            found = read_curriculum(text)
        except UnreadableError:
            assert problems(text)
        else:
            assert report(found, nodes=10).to_json()["rows"] == found.rows


def real_files() -> list[tuple[str, bytes]]:
    """Every CSV file of the two archives of curricula that stand beside the checkout."""
    found = []
    for name in ("curricularanalytics_jl_csv.zip", "ucsd_degree_plans_2024.zip"):
        path = EDUCATION / name
        if not path.is_file():
            pytest.skip(f"{name} is not beside this checkout (expected in ../shared)")
        with zipfile.ZipFile(path) as archive:
            found += [(one, archive.read(one)) for one in archive.namelist() if one.endswith(".csv")]
    return found


@pytest.mark.outside
@pytest.mark.slow
def test_every_real_curriculum_is_read_and_each_of_its_rows_accounted_for() -> None:
    files = real_files()
    refused = {}
    for name, raw in files:
        try:
            found = read_curriculum(raw)
        except UnreadableError as error:
            refused[name.rsplit("/", 1)[-1]] = error.problems[0].code
            continue
        said = report(found, most_credits=Decimal(22), nodes=300).to_json()
        rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
        assert sum(said["rows"].values()) == len(rows), name
        assert said["rows"]["head"] == sum(row[0] in HEADINGS for row in rows if row), name
        placed = [course for term in said["plan"]["terms"] for course in term] + said["stuck"]
        assert sorted(placed) == sorted(course["id"] for course in said["courses"]), name
        assert len(placed) == said["rows"]["course"] + said["rows"]["additional"], name
    # Two describe the format instead of a curriculum, and two have columns but no courses.
    assert len(files) > 1500
    assert refused == {
        "curriculum-format.csv": "not-credits", "degree-plan-format.csv": "not-credits",
        "2024_UNHA.csv": "no-courses", "2024_VA27.csv": "no-courses",
    }  # fmt: skip


@pytest.mark.outside
def test_the_published_curriculum_that_nobody_can_finish_is_found_out() -> None:
    (raw,) = (raw for name, raw in real_files() if name.endswith("big_unsatisfiable_curric.csv"))
    found = report(read_curriculum(raw))
    assert [(fault.code, fault.courses) for fault in found.faults] == [("strict-clash", ("40", "42", "44"))]
    assert {"43", "45", "46", "47", "50", "51"} < set(found.stuck)

"""Files of people: of any length and kind, what is wrong in them, and what is summed up."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from rumbo.cli import people_files, screening
from tests.cli.conftest import Run

ADULT = "side=mx,birth_date=1990-01-01"


def people(folder: Path, text: str | bytes, name: str = "people.csv") -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_answers_may_stand_in_columns_of_their_own(run: Run, tmp_path: Path) -> None:
    path = people(tmp_path, "id,side,birth_date,have\na,mx,1990-01-01,curp\nb,,,\n")
    assert run("screen", "--people", path).stdout.splitlines()[1:] == ["a,yes,yes,unknown,no,yes", "b,unknown,unknown,unknown,no,yes"]


def test_a_value_that_cannot_be_read_is_told_by_line_and_column_and_the_rest_is_screened(run: Run, tmp_path: Path) -> None:
    rows = ["id,side,birth_date", *(f"p{i},mx,1990-01-01" for i in range(9_000)), "secret,mx,tomorrow", "last,mx,1990-01-01"]
    result = run("screen", "--people", people(tmp_path, "\n".join(rows) + "\n"))
    assert result.exit_code == 2
    assert result.stderr == "people.csv, línea 9002: know birth_date not-a-date\n"
    assert len(result.stdout.splitlines()) == 9_002
    assert result.stdout.splitlines()[-1].startswith("last,")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        pytest.param("a,mx,curp,surprise", "too-many-cells", id="more cells than columns"),
        pytest.param(f"a,{'x' * 140_000},", "too-long", id="a cell of any length"),
        pytest.param("a,m\0x,", "know side forbidden-sign", id="a sign nobody can see"),
    ],
)
def test_a_row_that_is_wrong_in_itself_is_told_and_never_skipped_silently(run: Run, tmp_path: Path, row: str, code: str) -> None:
    result = run("screen", "--people", people(tmp_path, f"id,side,have\n{row}\nb,mx,\n"))
    assert (result.exit_code, code in result.stderr, result.stdout.splitlines()[-1][:2]) == (2, True, "b,")


def test_a_row_with_fewer_cells_says_nothing_in_the_others(run: Run, tmp_path: Path) -> None:
    result = run("screen", "--people", people(tmp_path, "id,side,have\na\n"))
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


def test_a_file_with_a_mark_at_its_start_is_read(run: Run, tmp_path: Path) -> None:
    assert run("screen", "--people", people(tmp_path, b"\xef\xbb\xbfid,side\na,mx\n")).exit_code == 0


@pytest.mark.parametrize("text", [b"id,side\na\xf1o,mx\n", b"", b"id,id\na,b\n", b"id,shoe_size\na,4\n", b"PK\x03\x04\x00,\n"])
def test_a_file_that_cannot_be_read_is_one_sentence_and_exit_code_two(run: Run, tmp_path: Path, text: bytes) -> None:
    result = run("screen", "--people", people(tmp_path, text))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_an_empty_file_of_people_is_a_heading(run: Run, tmp_path: Path) -> None:
    assert len(run("screen", "--people", people(tmp_path, "id,side\n")).stdout.splitlines()) == 1


def test_a_summary_counts_and_withholds_small_groups(run: Run, tmp_path: Path) -> None:
    rows = [*(["mx,1990-01-01"] * 12), *(["us,1990-01-01"] * 6), *([",1990-01-01"] * 2)]
    path = people(tmp_path, "side,birth_date\n" + "\n".join(rows) + "\n")
    told = json.loads(run("screen", "--people", path, "--summary", "--json", "--ways").stdout)
    assert told["people"] == 20
    assert told["goals"]["formal-job"] == {"no": None, "unknown": None, "yes": 12}
    assert {"paper": "document:ine", "goal": "voter-card", "more": 8} in told["papers"]
    assert all(one["more"] >= 5 for one in told["papers"])
    assert sum(told["ways"]["get-nss"][state] or 0 for state in ("open", "closed", "unknown")) <= 20
    page = run("screen", "--people", path, "--summary", lang="en").stdout
    assert "People: 20" in page
    assert "withheld" in page


def test_a_summary_is_the_same_however_many_rows_are_read_at_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"{side},{year}-01-01" for side in ("mx", "us", "") for year in range(1990, 2020)]
    path = people(tmp_path, "side,birth_date\n" + "\n".join(rows) + "\n")
    whole = run("screen", "--people", path, "--summary", "--json").stdout
    monkeypatch.setattr(screening, "ROWS_AT_ONCE", 7)
    assert run("screen", "--people", path, "--summary", "--json").stdout == whole


def test_ways_are_told_of_each_person_where_asked(run: Run, tmp_path: Path) -> None:
    path = people(tmp_path, f'id,have,know\na,curp,"{ADULT}"\n')
    (row,) = csv.DictReader(StringIO(run("screen", "--people", path, "--ways").stdout))
    assert row["way:get-nss"] == "open"
    assert json.loads(run("screen", "--people", path, "--ways", "--json").stdout)["ways"]["get-nss"] == "open"


def test_one_person_is_told_what_each_paper_would_open_and_which_ways_are_open(run: Run) -> None:
    found = json.loads(run("screen", "--know", "side=us,birth_date=1990-01-01", "--value", "--ways", "--json").stdout)
    assert {"paper": "document:ine", "opens": ["voter-card"], "might_open": []} in found["papers"]
    assert found["ways"]["get-nss"] == "closed"
    page = run("screen", "--know", "side=us,birth_date=1990-01-01", "--value", "--ways", lang="en").stdout
    assert "With one paper more, one could reach:" in page
    assert "closed" in page


@pytest.mark.parametrize("options", [("--summary",), ("--people", "-", "--value"), ("--people", "-", "--have", "curp")])
def test_options_that_do_not_go_together_are_refused(run: Run, options: tuple[str, ...]) -> None:
    result = run("screen", *options, text="id\n")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_a_limit_holds_for_everyone_in_the_file(run: Run, tmp_path: Path) -> None:
    path = people(tmp_path, f'id,know\na,"{ADULT}"\n')
    alone = json.loads(run("screen", "--know", ADULT, "--limit", "without=get-nss", "--json").stdout)["goals"]
    assert json.loads(run("screen", "--people", path, "--limit", "without=get-nss", "--json").stdout)["goals"] == alone
    assert alone["formal-job"] == "no"


def test_parquet_without_what_reads_it_is_told_in_one_sentence(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("screen", "--people", people(tmp_path, b"PAR1", "people.parquet"), lang="en")
    assert result.exit_code == 2
    assert "pip install 'rumbo[parquet]'" in result.stderr


def test_parquet_says_the_same_as_csv(run: Run, tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'rumbo[parquet]'")
    from pyarrow import parquet

    columns = {
        "id": ["a", "b", "c"],
        "side": ["mx", None, "mx"],
        "birth_date": [dt.date(1990, 1, 1), None, dt.date(2031, 1, 1)],
        "have": [["curp", "nss"], [], None],
    }
    path = tmp_path / "people.parquet"
    parquet.write_table(pyarrow.table(columns), path)
    result = run("screen", "--people", str(path))
    text = 'id,side,birth_date,have\na,mx,1990-01-01,"curp,nss"\nb,,,\nc,mx,2031-01-01,\n'
    assert result.stdout == run("screen", "--people", people(tmp_path, text)).stdout
    assert (result.exit_code, result.stderr) == (2, "people.parquet, línea 3: know birth_date born-later\n")
    path.write_bytes(b"PAR1 and nothing more")
    assert run("screen", "--people", str(path)).exit_code == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "yes"), (3, "3"), (["MX", "US"], "MX+US"), (dt.datetime(1990, 5, 1, tzinfo=dt.UTC), "1990-05-01")],
)
def test_typed_values_are_written_as_people_write_them(value: object, text: str) -> None:
    assert people_files.as_text(value) == text

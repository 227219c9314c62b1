"""Plans from the terminal: for people and for programs, with the exit code that says how it went."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ADULT = ("--know", "side=mx,birth_date=1990-01-01", "--as-of", "2026-11-22")


def test_a_plan_is_readable_in_eighty_columns_without_colour(run: Run) -> None:
    result = run("plan", "--goal", "formal-job", *ADULT)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "1. Paso get-birth-certificate — Registro Civil" in result.stdout
    assert "Fuente: A law (2021-10-18) · confianza alta" in result.stdout
    assert not any(line != line.rstrip() for line in result.stdout.splitlines())


def test_a_plan_is_told_in_english_too(run: Run) -> None:
    result = run("plan", "--goal", "formal-job", *ADULT, lang="en")
    assert "4 steps" in result.stdout
    assert "2 visits" in " ".join(result.stdout.split())
    assert "MXN 123.45, maybe more: ask" in " ".join(result.stdout.split())
    assert "Not confirmed: Is this paper enough?" in result.stdout


def test_a_plan_as_json_is_the_plan_that_others_read(run: Run) -> None:
    found = json.loads(run("plan", "--goal", "formal-job", *ADULT, "--json").stdout)
    assert (found["status"], found["as_of"]) == ("optimal", "2026-11-22")
    assert found["steps"][0]["way"] == "get-birth-certificate"


def test_options_may_stand_several_times(run: Run) -> None:
    found = run(
        "plan", "--goal", "formal-job", "--have", "curp", "--have", "nss", "--know", "side=mx", "--know", "birth_date=1990-01-01", "--json"
    )
    assert [step["way"] for step in json.loads(found.stdout)["steps"]] == ["get-job"]


def test_no_way_is_exit_code_one_and_says_what_would_open_it(run: Run) -> None:
    result = run("plan", "--goal", "voter-card", "--know", "side=mx,birth_date=2015-01-01")
    assert result.exit_code == 1
    assert "Se abriría para quien tiene 18 años o más." in result.stdout


def test_a_list_says_what_is_open_and_what_depends(run: Run) -> None:
    result = run("plan", "--goal", "bed-tonight", lang="en")
    assert result.exit_code == 0
    assert "[open] Dormitory — Open house" in result.stdout
    assert "[depends] A bed for a night" in result.stdout
    assert "Nombre que no se dice" not in result.stdout


def test_an_unknown_goal_is_exit_code_two_with_the_nearest(run: Run) -> None:
    result = run("plan", "--goal", "formal-jobb", lang="en")
    assert result.exit_code == 2
    assert "Did you mean formal-job, " in result.stderr
    assert result.stdout == ""


def test_what_is_wrong_is_json_where_json_was_asked_for(run: Run) -> None:
    result = run("plan", "--goal", "formal-job", "--have", "crup", "--know", "x=1", "--json")
    assert result.exit_code == 2
    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} == {"unknown-fact", "unknown-attribute"}


@pytest.mark.parametrize(
    "arguments",
    [("plan",), ("plan", "--nope"), ("pla",), ("plan", "--goal"), ("goals", "--lang", "fr"), ("plan", "--goal", "visa", "--as-of", "soon")],
)
def test_a_command_line_that_is_wrong_is_one_sentence_and_exit_code_two(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


def test_a_command_that_does_not_exist_is_answered_with_the_nearest(run: Run) -> None:
    assert "plan" in run("plam", lang="en").stderr


def test_why_not_names_the_ways_that_are_shut(run: Run) -> None:
    result = run("why-not", "--goal", "visa", "--know", "side=mx,can_return_to=mx", lang="en")
    assert result.exit_code == 1
    assert "Step cross-north" in result.stdout
    assert "DANGER" in result.stdout


def test_why_not_of_what_is_within_reach_is_done(run: Run) -> None:
    assert run("why-not", "--goal", "formal-job", *ADULT).exit_code == 0


def test_catch_22s_are_told(run: Run) -> None:
    told = run("catch22").stdout
    assert "Papel de estudiante y Estudiante" in told
    assert "→ Se abriría si “Paso student-paper” no pidiera Estudiante." in told
    assert json.loads(run("catch22", "--json").stdout)["circles"]


def test_goals_documents_and_search_answer_in_words_and_in_json(run: Run) -> None:
    assert "formal-job" in run("goals").stdout
    assert "Voter card" in run("documents", lang="en").stdout
    assert json.loads(run("search", "credencial", "--json").stdout)[0]["id"] == "document:ine"
    assert {goal["id"] for goal in json.loads(run("goals", "--json").stdout)} >= {"visa"}
    assert json.loads(run("documents", "--json").stdout)[0]["id"] == "document:birth-certificate"


def test_a_search_that_finds_nothing_is_exit_code_one(run: Run) -> None:
    assert run("search", "zzzzqqq").exit_code == 1


def test_files_that_cannot_be_read_are_named_with_their_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("goals:\n\t- id: x\n", encoding="utf-8")
    result = run("goals", region=tmp_path, lang="en")
    assert result.exit_code == 2
    assert "a.yaml:2" in result.stderr


def test_a_list_says_what_is_across_the_border(run: Run) -> None:
    shown = " ".join(run("plan", "--goal", "bed-tonight", "--know", "side=us,birth_date=1990-01-01", lang="en").stdout.split())
    assert "On the side where you are, we know of no service for this." in shown
    assert "It is on the other side: do not cross before you have talked to a lawyer." in shown


def test_a_paper_that_ends_inside_the_plan_is_told(run: Run) -> None:
    person = ("--have", "nss@..2026-11-28", "--know", "side=mx,birth_date=1990-01-01", "--as-of", "2026-11-22")
    shown = " ".join(run("plan", "--goal", "formal-job", *person, lang="en").stdout.split())
    assert "ends on November 28, 2026" in shown


def test_plans_to_choose_between_are_listed_with_their_steps(run: Run) -> None:
    asked = ("plan", "--goal", "formal-job", *ADULT, "--front", "fastest,cheapest")
    found = json.loads(run(*asked, "--json").stdout)
    days = [plan["cost"]["days"]["typical"] for plan in found["plans"]]
    assert (found["proven"], days) == (True, sorted(days))
    assert run(*asked).stdout.startswith("1. ")


@pytest.mark.parametrize("front", ["fastest", "fastest,fastest", "fastest,nicest", ""])
def test_what_cannot_be_compared_is_one_sentence_and_exit_code_two(run: Run, front: str) -> None:
    result = run("plan", "--goal", "formal-job", *ADULT, "--front", front)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("--front") == 1


def test_one_plan_is_told_by_what_each_thing_is_worth(run: Run) -> None:
    asked = ("plan", "--goal", "formal-job", *ADULT, "--weigh", "cheapest=1,fastest=10")
    found = json.loads(run(*asked, "--json").stdout)
    cost = found["plan"]["cost"]
    assert (found["status"], found["proven"], found["weights"]) == ("settled", True, {"cheapest": 1, "fastest": 10})
    assert found["total"] == cost["money"]["MXN"] + 10 * cost["days"]["typical"]
    assert f"Vale en total: {found['total']}." in run(*asked).stdout


@pytest.mark.parametrize("weigh", ["", "cheapest=0", "cheapest=10001", "cheapest=-1", "cheapest=x", "cheapest", "nicest=1", "fastest=1e3"])
def test_what_cannot_be_weighed_is_one_sentence_and_exit_code_two(run: Run, weigh: str) -> None:
    result = run("plan", "--goal", "formal-job", *ADULT, "--weigh", weigh)
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_dates_are_told_in_both_languages_within_eighty_columns(run: Run) -> None:
    spanish, english = (run("plan", "--goal", "formal-job", *ADULT, "--dates", lang=lang).stdout for lang in ("es", "en"))
    assert max(map(len, f"{spanish}{english}".splitlines())) <= 80
    assert "1. lunes 23 de noviembre de 2026: Paso get-birth-certificate" in spanish
    assert "You reach the goal: Monday, December 7, 2026." in english
    assert "Las fechas usan esperas típicas" in spanish


def test_a_first_or_a_last_day_asks_for_dates_too(run: Run) -> None:
    found = json.loads(run("plan", "--goal", "formal-job", *ADULT, "--start", "2026-12-01", "--json").stdout)
    assert (found["schedule"]["start"], found["schedule"]["steps"][0]["on"]) == ("2026-12-01", "2026-12-01")
    late = run("plan", "--goal", "formal-job", *ADULT, "--by", "2026-12-01")
    assert late.exit_code == 0
    assert "No hay fechas para este plan" in late.stdout
    assert "lo más pronto: lunes 7 de diciembre de 2026." in " ".join(late.stdout.split())


def test_the_next_plan_that_has_dates_is_told(run: Run) -> None:
    found = run("plan", "--goal", "formal-job", *ADULT, "--have", "birth-certificate@2020-01-01..2026-11-22", "--dates", lang="en").stdout
    assert "The next plan, which has dates:" in found
    assert "1. Monday, November 23, 2026: Step get-birth-certificate" in found


def test_a_last_day_before_the_first_is_exit_code_two(run: Run) -> None:
    result = run("plan", "--goal", "formal-job", *ADULT, "--start", "2026-12-02", "--by", "2026-12-01", lang="en")
    assert result.exit_code == 2
    assert "The last day (2026-12-01) is before the first one (2026-12-02)." in result.stderr


def test_a_list_of_services_has_no_dates(run: Run) -> None:
    assert "There is no plan to put dates to." in run("plan", "--goal", "bed-tonight", "--dates", lang="en").stdout

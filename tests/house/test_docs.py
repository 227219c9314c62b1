"""Documentation that cannot rot: what is not documented in both languages, or documented and not so, fails here."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from rumbo.cli.app import build
from rumbo.config.api import api
from rumbo.front.services import load_region
from rumbo.regionfile.reader import read_region

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LANGUAGES = {"en": DOCS, "es": DOCS / "es"}
METHODS = {"get", "post", "put", "patch", "delete"}


def read(language: str, name: str) -> str:
    return (LANGUAGES[language] / name).read_text("utf-8")


def sections(text: str) -> dict[str, str]:
    """The text under each heading that is one piece of code, as a mapping of that code to its text."""
    parts = re.split(r"^#+ `([^`]+)`$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def list_commands(command: Any, name: str) -> dict[str, set[str]]:
    """Every command that does something, with the long names of its options. ``command``: of whichever parser typer carries."""
    if inner := getattr(command, "commands", None):
        return {key: value for child, part in inner.items() for key, value in list_commands(part, f"{name} {child}").items()}
    return {name: {option for param in command.params for option in param.opts if option.startswith("--")} - {"--help"}}


def list_endpoints() -> dict[str, set[str]]:
    """``GET /api/v1/goals`` → what may be asked with it: query parameters and fields of the body."""
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    return {
        f"{method.upper()} {path}": {param["name"] for param in operation.get("parameters", [])} | body_fields(schema, operation)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    }


def body_fields(schema: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = content.get("$ref", "").rsplit("/", 1)[-1]
    return set(schema["components"]["schemas"][name]["properties"]) if name else set()


def missing(documented: dict[str, str], real: dict[str, set[str]], shared: str = "") -> list[str]:
    """What is real and not documented, and what is documented and not real."""
    gone = [f"{name}: documented, and there is no such thing" for name in documented.keys() - real.keys()]
    absent = [f"{name}: not documented" for name in real.keys() - documented.keys()]
    details = [
        f"{name}: {detail} is not documented"
        for name, wanted in real.items()
        if name in documented
        for detail in wanted
        if not re.search(rf"`{re.escape(detail)}\b", documented[name] + shared)
    ]
    return sorted(gone + absent + details)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_is_documented(language: str) -> None:
    real = list_commands(build(), "rumbo")
    real["python -m rumbo.engine solve"] = {"--objective"}
    page = read(language, "reference/commands.md")
    assert missing(sections(page), real, shared=page.split("\n## ")[0]) == []


def test_no_page_names_a_command_that_does_not_exist() -> None:
    real = {*list_commands(build(), "rumbo"), "rumbo region", "rumbo curriculum"}
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    named = {
        (page.name, name)
        for page in pages
        for name in re.findall(r"(?:`|bin/|\$ )(rumbo (?:region |curriculum )?[a-z][a-z0-9-]+)", page.read_text("utf-8"))
    }
    assert [(page, name) for page, name in sorted(named) if name not in real] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_endpoint_and_its_fields_are_documented(language: str) -> None:
    page = sections(read(language, "reference/api.md"))
    plan = page["POST /api/v1/plan"]
    assert missing(page, list_endpoints(), shared=plan) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_documented_and_every_documented_setting_is_read(language: str) -> None:
    pattern = r"\bRUMBO_[A-Z]+(?:_[A-Z]+)*\b"
    read_in_code = {
        name
        for file in (ROOT / "src" / "rumbo").rglob("*.py")
        for name in re.findall(
            rf"""(?:environ(?:\.get)?[\[(]|_flag\(|_listed\(|envvar=|getenv\()["']({pattern})["']""", file.read_text("utf-8")
        )
    }
    inner = {"RUMBO_COLLECTING"}  # one process tells it to another; nobody sets it
    assert set(re.findall(rf"^\| `({pattern})`", read(language, "reference/settings.md"), re.MULTILINE)) == read_in_code - inner


def test_both_languages_have_the_same_pages() -> None:
    spanish = {file.relative_to(DOCS / "es") for file in (DOCS / "es").rglob("*.md")}
    english = {file.relative_to(DOCS) for file in DOCS.rglob("*.md") if not {"es", "_build"} & set(file.relative_to(DOCS).parts)}
    assert spanish == english


def test_both_languages_show_the_same_examples() -> None:
    for page in sorted((DOCS / "es").rglob("*.md")):
        twin = DOCS / page.relative_to(DOCS / "es")
        spanish, english = (re.findall(r"^```(\w+)$", file.read_text("utf-8"), re.MULTILINE) for file in (page, twin))
        assert spanish == english, page.name


@pytest.mark.parametrize("page", ["README.md", "README.es.md", "CONTRIBUTING.md", "CONTRIBUTING.es.md", "docs"])
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    files = sorted((ROOT / page).rglob("*.md")) if (ROOT / page).is_dir() else [ROOT / page]
    broken = [
        f"{file.relative_to(ROOT)}: {target}"
        for file in files
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text("utf-8"))
        if not (file.parent / target).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_records_in_the_guide_are_ones_that_the_reader_takes(language: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "regions" / "calibaja" / "region.yaml", tmp_path)
    blocks = re.findall(r"^```yaml\n(.*?)^```", read(language, "guides/add-a-way.md"), re.MULTILINE | re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yaml").write_text(block, "utf-8")
    records, findings = read_region(tmp_path)
    assert findings == ()
    assert records is not None
    assert [way.id for way in records.ways] == ["example-certificate"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_in_the_guide_are_ones_that_the_reader_takes(language: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "regions" / "calibaja" / "region.yaml", tmp_path)
    blocks = re.findall(r"^```yaml\n(.*?)^```", read(language, "guides/add-a-card.md"), re.MULTILINE | re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yaml").write_text(block, "utf-8")
    records, findings = read_region(tmp_path)
    assert findings == ()
    assert records is not None
    assert [len(kind) for kind in (records.rights, records.rumours, records.changes)] == [1, 1, 1]


def list_curls() -> list[tuple[str, list[str], int]]:
    """Each curl of the API's pages: its language, its arguments and the status it must get (200 unless ``# 404`` follows)."""
    lines = [
        (language, line)
        for language in LANGUAGES
        for line in re.findall(r"^\$ (curl .*)", read(language, "reference/api.md"), re.MULTILINE)
    ]
    return [
        (language, shlex.split(line, comments=True), int(line.rpartition("# ")[2]) if "# " in line else 200) for language, line in lines
    ]


@pytest.mark.live
@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: apt install curl")
def test_the_curl_examples_of_the_api_give_what_the_pages_say(live_server: LiveServer) -> None:
    records, _ = read_region(ROOT / "regions" / "calibaja")
    assert records is not None
    load_region(records, actor="test", now=dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
    for language, command, status in list_curls():
        here = [part.replace("http://127.0.0.1:8000", live_server.url) for part in command]
        said = subprocess.run([*here, "--silent", "--write-out", "\n%{http_code}"], capture_output=True, check=True, text=True).stdout
        body, _, code = said.rpartition("\n")
        assert int(code) == status, (language, command, body[:300])
        assert json.loads(body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_status_of_an_answer_is_explained(language: str) -> None:
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix="/api/v1/")
    statuses = schema["components"]["schemas"]["PlanOut"]["properties"]["status"]["enum"]
    assert set(statuses) <= set(re.findall(r"^\| `([\w-]+)` \|", read(language, "reference/api.md"), re.MULTILINE))


@pytest.mark.parametrize("page", ["README.md", "README.es.md"])
def test_the_commands_of_the_readme_give_an_answer(page: str) -> None:
    commands = re.findall(r"^\$ \.venv/bin/rumbo (.*)$", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        asked = [sys.executable, "-m", "rumbo.cli", *shlex.split(command), "--region", str(ROOT / "regions" / "calibaja")]
        done = subprocess.run(asked, capture_output=True, check=False, text=True, env=os.environ | {"PYTHONPATH": str(ROOT / "src")})
        # 1 is an answer too: there is no way, and here is why.
        assert done.returncode in (0, 1), (command, done.stderr)
        assert done.stdout.strip()

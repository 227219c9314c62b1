"""In CI everything must be there: what a developer's machine may skip fails, and each database gets its own run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUITE = """
import pytest

def test_plain(): pass

@pytest.mark.postgresql
def test_rows(): pass

@pytest.mark.sqlite
def test_file(): pass

@pytest.mark.outside
def test_outside(): pytest.skip("not here")
"""
SKIPPED = (
    SUITE
    + """
def test_skipped(): pytest.skip("no browser today")
"""
)


def run_suite(folder: Path, suite: str, **settings: str) -> tuple[int, str]:
    """Run a small suite under the rules of tests/conftest.py, on SQLite; its exit code and what it printed."""
    (folder / "test_small.py").write_text(suite, "utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUMBO_", "PYTEST_", "DJANGO_")) and name != "CI"}
    settings["PYTHONPATH"] = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        str(folder),
    ]
    done = subprocess.run(command, cwd=ROOT, env=kept | settings, capture_output=True, check=False, text=True)
    return done.returncode, done.stdout + done.stderr


def test_in_ci_a_skipped_test_is_a_failed_one(tmp_path: Path) -> None:
    code, said = run_suite(tmp_path, SKIPPED, CI="true")
    assert code == 1, said
    assert "was skipped, and CI may not skip: no browser today" in said


def test_in_ci_the_other_databases_tests_are_left_to_its_own_run(tmp_path: Path) -> None:
    code, said = run_suite(tmp_path, SUITE, CI="true")
    assert code == 0, said
    assert "2 passed, 1 skipped, 1 deselected" in said


def test_elsewhere_they_are_skipped_with_the_reason(tmp_path: Path) -> None:
    code, said = run_suite(tmp_path, SKIPPED)
    assert code == 0, said
    assert "needs PostgreSQL: set RUMBO_DATABASE_URL" in said
    assert "2 passed, 3 skipped" in said


def test_without_chromium_the_browser_tests_are_skipped_with_the_reason(tmp_path: Path) -> None:
    suite = "import pytest\n\n@pytest.mark.browser\ndef test_page(): assert False\n"
    code, said = run_suite(tmp_path, suite, CHROMIUM=str(tmp_path / "gone"))
    assert code == 0, said
    assert "apt install chromium" in said

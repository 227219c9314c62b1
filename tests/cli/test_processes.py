"""The command as people run it: a process of its own, quick to start, on a data folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


def rumbo(*arguments: str, data: Path, region: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RUMBO_")}
    environment = {
        **kept,
        "PYTHONPATH": str(ROOT / "src"),
        "RUMBO_DATA": str(data),
        "RUMBO_REGION": str(region),
        "RUMBO_LANG": "en",
    }
    command = [sys.executable, "-m", "rumbo.cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False, cwd=data.parent)


def test_a_plan_needs_no_database_and_imports_no_django(tmp_path: Path, region_path: Path) -> None:
    code = (
        "import sys\nfrom rumbo.cli import main\n"
        "try:\n    main(['plan', '--goal', 'visa', '--know', 'side=us'])\n"
        "except SystemExit as done:\n    print(done.code, 'django' in sys.modules, 'numba' in sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "RUMBO_DATA": str(tmp_path / "data"), "RUMBO_REGION": str(region_path)}
    environment.pop("RUMBO_DATABASE_URL", None)
    result = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.stdout.splitlines()[-1] == "1 False False"
    assert not (tmp_path / "data").exists()


@pytest.mark.sqlite
@pytest.mark.slow
def test_a_region_is_loaded_once_and_asked_without_its_files(tmp_path: Path, region_path: Path) -> None:
    data = tmp_path / "data"
    code = "from rumbo.cli.commands.server import prepare_database as p; p()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "RUMBO_DATA": str(data), "RUMBO_REGION": str(region_path)}
    prepared = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert prepared.returncode == 0, prepared.stderr
    again = rumbo("region", "load", str(region_path), "--json", data=data, region=region_path)
    assert json.loads(again.stdout)["written"] is False
    asked = rumbo("plan", "--goal", "visa", "--know", "side=us", data=data, region=tmp_path / "no-files")
    assert (asked.returncode, asked.stdout.splitlines()[0]) == (1, "Visa")


def test_a_port_in_use_is_told_before_anything_is_done(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port), region=None, lang="en")
    assert result.exit_code == 2
    assert f"Port {port} is already in use" in result.stderr


@pytest.mark.parametrize(("language", "words"), [("es", "El motor no se pudo preparar"), ("en", "The engine could not be prepared")])
def test_an_engine_that_cannot_be_kept_is_told_in_a_sentence(tmp_path: Path, language: str, words: str) -> None:
    taken = tmp_path / "data"
    taken.write_text("a file where the folder should be")
    command = [sys.executable, "-m", "rumbo.cli", "warm", "--lang", language]
    done = subprocess.run(command, env={**os.environ, "RUMBO_DATA": str(taken)}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr

"""The guide to a small server, walked as far as a test can: every file, command, option and setting it names is there and works."""

from __future__ import annotations

import http.client
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rumbo.cli.app import build
from tests.base.scratch import scratch
from tests.pathways.logic.small_region import write_region

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in DEPLOY.glob("*.*") if path.suffix in {".service", ".timer"})
GUIDES = [ROOT / folder / "guides" / name for folder in ("docs", "docs/es") for name in ("deploy.md", "upgrade.md")]
SECTIONS = {"Unit", "Service", "Timer", "Install"}
ROOTED = "/srv/rumbo/.venv/bin/"


def read_unit(name: str) -> dict[str, list[str]]:
    """The lines of a unit as ``Section.Key`` → values; whatever is neither comment, section nor setting fails."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in (DEPLOY / name).read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            assert section in SECTIONS, line
            continue
        key, equals, value = line.partition("=")
        assert equals, line
        assert re.fullmatch(r"[A-Z][A-Za-z]+", key), line
        found.setdefault(f"{section}.{key}", []).append(value)
    return found


def env_file() -> dict[str, str]:
    lines = (DEPLOY / "rumbo.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def commands() -> set[str]:
    return {f"rumbo {name}" for name in build().commands}


def test_no_proxy_compresses_pages_about_a_person() -> None:
    """Rumbo compresses what is the same for all; a proxy cannot tell the two apart by what it sees."""
    told = {name: re.sub(r"(?m)^\s*#.*$", "", (DEPLOY / name).read_text("utf-8")) for name in ("Caddyfile", "nginx.conf")}
    assert "gzip off;" in told["nginx.conf"]
    assert not re.search(r"gzip on|\bencode\b", "".join(told.values()))


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_only_commands_that_there_are(name: str) -> None:
    unit = read_unit(name)
    started = [line for key in ("ExecStartPre", "ExecStart", "ExecStartPost") for line in unit.get(f"Service.{key}", ())]
    assert bool(started) is name.endswith(".service")
    for line in started:
        assert line.startswith(("/srv/rumbo/.venv/bin/", "/bin/sh -c ", "/usr/bin/find ")), line
        assert {f"rumbo {word}" for word in re.findall(r"bin/rumbo ([a-z-]+)", line)} <= commands(), line


@pytest.mark.parametrize("name", UNITS)
def test_systemd_itself_understands_the_unit(name: str, tmp_path: Path) -> None:
    tool = shutil.which("systemd-analyze")
    text = (DEPLOY / name).read_text("utf-8")
    if tool is None:  # then the reading above has to do
        assert text.count("=") > 3
        return
    for other in UNITS:
        there = re.sub(r"/srv/rumbo/\.venv/bin/\w+", "/bin/true", (DEPLOY / other).read_text("utf-8"))
        (tmp_path / other).write_text(there, "utf-8")
    done = subprocess.run([tool, "verify", str(tmp_path / name)], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "rumbo" in line and "User" not in line] == []


def test_the_service_may_write_nowhere_but_in_its_own_folder_and_runs_as_nobody_else() -> None:
    for name in ("rumbo.service", "rumbo-backup.service"):
        unit = read_unit(name)
        told = {key.removeprefix("Service."): values[0] for key, values in unit.items()}
        assert (told["User"], told["ProtectSystem"], told["NoNewPrivileges"], told["UMask"]) == ("rumbo", "strict", "yes", "0077")
        assert told["StateDirectory"].split()[0] == "rumbo"
        assert told["EnvironmentFile"] == "/etc/rumbo/rumbo.env"
    assert env_file()["RUMBO_DATA"] == "/var/lib/rumbo"


def test_the_options_given_to_granian_are_ones_it_has() -> None:
    (line,) = read_unit("rumbo.service")["Service.ExecStart"]
    known = subprocess.run([granian(), "--help"], capture_output=True, text=True, check=True).stdout
    assert {option for option in re.findall(r"--[a-z-]+", line) if option not in known} == set()


def granian() -> str:
    return str(Path(sys.executable).with_name("granian"))


def test_the_settings_are_ones_that_are_documented() -> None:
    documented = set(re.findall(r"^\| `(RUMBO_\w+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"), re.MULTILINE))
    assert set(env_file()) <= documented


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: "/".join(path.parts[-3:]))
def test_the_guide_names_only_files_that_there_are(guide: Path) -> None:
    text = guide.read_text("utf-8")
    named = set(re.findall(r"\b(?:deploy|tools)/[\w.-]+\w", text))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    if guide.name == "deploy.md":
        assert {f"deploy/{path.name}" for path in DEPLOY.iterdir()} - named == set()


def test_both_languages_tell_the_same_commands() -> None:
    for name in ("deploy.md", "upgrade.md"):
        english, spanish = (re.findall(r"^\$ .*$", path.read_text("utf-8"), re.MULTILINE) for path in GUIDES if path.name == name)
        assert english == spanish


def test_the_web_servers_log_nobody_and_say_how_people_came() -> None:
    nginx, caddy = ((DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    for text in (nginx, caddy):
        assert text.count("{") == text.count("}")
        assert "rumbo.example" in text
        assert "127.0.0.1:8000" in text
    directives = [line.strip() for line in nginx.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert all(line.endswith((";", "{")) or line == "}" for line in directives)
    assert nginx.count("access_log off;") == nginx.count("server {") == 2
    assert "X-Forwarded-Proto $scheme" in nginx  # Caddy sends it by itself
    assert "exclude http.log.access http.log.error" in caddy


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """The service as its unit starts it, but for user, port, folders and a small region."""
    unit = read_unit("rumbo.service")
    data, region = tmp_path / "data", write_region(tmp_path / "region")
    if (ROOT / "var" / "kernels").is_dir():
        shutil.copytree(ROOT / "var" / "kernels", data / "kernels")  # what set-up compiled need not be compiled again
    with scratch(os.environ.get("RUMBO_DATABASE_URL", ""), f"rumbo_deploy_{os.getpid()}") as url, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        settings = {**env_file(), "RUMBO_DATA": str(data), "RUMBO_REGION": str(region), "RUMBO_DATABASE_URL": url}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUMBO_", "DJANGO_"))}
        environment = {**kept, **settings, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
        for line in unit["Service.ExecStartPre"]:
            subprocess.run(here(line), env=environment, check=True, capture_output=True, timeout=180, cwd=tmp_path)
        with running(here(unit["Service.ExecStart"][0].replace("8000", str(port))), environment, tmp_path):
            yield {"port": port, "host": settings["RUMBO_ALLOWED_HOSTS"].split(",")[0]}


def here(line: str) -> list[str]:
    """A command of a unit, run by this checkout's own Python."""
    program, *arguments = shlex.split(line.removeprefix(ROOTED))
    return [sys.executable, "-m", "rumbo.cli", *arguments] if program == "rumbo" else [granian(), *arguments]


@contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=30)


def ask(server: dict[str, Any], path: str, **headers: str) -> http.client.HTTPResponse:
    """One request, once the server listens."""
    for _ in range(150):
        connection = http.client.HTTPConnection("127.0.0.1", server["port"], timeout=30)
        try:
            connection.request("GET", path, headers={"Host": server["host"], "X-Forwarded-Proto": "https", **headers})
            return connection.getresponse()
        except ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


@pytest.mark.live
@pytest.mark.slow
def test_the_service_starts_as_the_guide_says_and_shows_a_page(server: dict[str, Any]) -> None:
    health = ask(server, "/healthz")
    assert (health.status, json.loads(health.read())["status"]) == (200, "ok")
    page = ask(server, "/es/")
    assert page.status == 200
    assert "¿Qué necesita?" in page.read().decode()
    assert page.headers["Strict-Transport-Security"]
    assert "Secure" in page.headers["Set-Cookie"]
    style = re.search(r'href="(/static/[^"]+\.css)"', ask(server, "/es/").read().decode())
    assert style is not None
    assert re.search(r"rumbo\.[0-9a-f]{12}\.css", style[1])
    assert "immutable" in ask(server, style[1]).headers["Cache-Control"]
    assert ask(server, "/es/", Host="elsewhere.example").status == 400

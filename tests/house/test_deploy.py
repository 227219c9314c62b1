"""The guide to a small server, walked as far as a test can: every file, command, option and setting it names is there and works."""

from __future__ import annotations

import datetime as dt
import http.client
import json
import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.test import override_settings

from rumbo.cli.app import build
from rumbo.pathways.answers import COOKIE, Answers, seal_answers
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


def test_the_web_servers_keep_what_people_send_in_memory_and_compress_nothing_themselves() -> None:
    nginx, caddy = ((DEPLOY / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    taken, held = (int(re.findall(rf"{name} (\d+)k;", nginx)[0]) for name in ("client_max_body_size", "client_body_buffer_size"))
    assert held >= taken > settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024  # so that it is Rumbo who says that it is too much
    assert "proxy_max_temp_file_size 0;" in nginx
    assert "gzip off;" in nginx
    assert "encode" not in caddy


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
        told = {**env_file(), "RUMBO_DATA": str(data), "RUMBO_REGION": str(region), "RUMBO_DATABASE_URL": url}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUMBO_", "DJANGO_"))}
        environment = {**kept, **told, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
        for line in unit["Service.ExecStartPre"]:
            subprocess.run(here(line), env=environment, check=True, capture_output=True, timeout=180, cwd=tmp_path)
        with running(here(unit["Service.ExecStart"][0].replace("8000", str(port))), environment, tmp_path):
            yield {"port": port, "host": told["RUMBO_ALLOWED_HOSTS"].split(",")[0], "data": data}


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


def tool(name: str) -> str:
    """A web server's program; Debian keeps it where only root looks."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"needs {name}: apt install {name}")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nginx_folder(folder: Path, *, behind: int, port: int) -> list[str]:
    """The guide's file as it stands in sites-enabled, under settings such as Debian's; ports and certificate are made up here."""
    for name in ("live", "sites-enabled", "logs", "body", "proxy"):
        (folder / name).mkdir(parents=True)
    make_certificate(folder / "live")
    text = (DEPLOY / "nginx.conf").read_text("utf-8").replace("/etc/letsencrypt/live/rumbo.example/", f"{folder}/live/")
    text = text.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{behind}")
    text = re.sub(r"listen \[::\]:\d+.*\n", "", text).replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    (folder / "sites-enabled" / "rumbo").write_text(text.replace("listen 443 ", f"listen 127.0.0.1:{port} "), "utf-8")
    around = f"""
        daemon off; pid {folder}/pid; error_log {folder}/logs/error.log;
        events {{ }}
        http {{
            gzip on; access_log {folder}/logs/access.log;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
            fastcgi_temp_path {folder}/proxy; uwsgi_temp_path {folder}/proxy; scgi_temp_path {folder}/proxy;
            include {folder}/sites-enabled/*;
        }}
    """
    (folder / "nginx.conf").write_text(around, "utf-8")
    return [tool("nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "logs" / "error.log")]


def make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rumbo.example")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + dt.timedelta(days=1))
    (folder / "fullchain.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    (folder / "privkey.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def test_nginx_itself_understands_the_file(tmp_path: Path) -> None:
    command = nginx_folder(tmp_path / "nginx", behind=8000, port=free_port())
    done = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "[" in line]) == (0, []), done.stderr


def test_caddy_itself_understands_the_file(tmp_path: Path) -> None:
    command = [tool("caddy"), "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    done = subprocess.run(command, env={**os.environ, "HOME": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "Valid configuration" in done.stdout + done.stderr) == (0, True), done.stderr


def caddy_folder(folder: Path, *, behind: int, port: int) -> list[str]:
    """The guide's file, but for ports and without the certificate, which Caddy would fetch for its name."""
    folder.mkdir()
    text = (DEPLOY / "Caddyfile").read_text("utf-8").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    text = text.replace("rumbo.example {", f"http://:{port} {{\n\tbind 127.0.0.1").replace("\tlog {", "\tadmin off\n\tlog {", 1)
    (folder / "Caddyfile").write_text(text, "utf-8")
    return [tool("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(params=[nginx_folder, caddy_folder], ids=["nginx", "caddy"])
def front(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A web server with nobody behind it."""
    port = free_port()
    command = request.param(tmp_path / "front", behind=free_port(), port=port)
    with running(command, {**os.environ, "HOME": str(tmp_path)}, tmp_path):
        yield {"port": port, "plain": request.param is caddy_folder, "log": tmp_path / "log"}


def through(front: dict[str, Any], method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
    """One request through the web server, once it listens."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    for _ in range(150):
        connection: http.client.HTTPConnection
        if front.get("plain"):
            connection = http.client.HTTPConnection("127.0.0.1", front["port"], timeout=60)
        else:
            connection = http.client.HTTPSConnection("127.0.0.1", front["port"], timeout=60, context=trusting)
        try:
            connection.request(method, path, body, {"Host": "rumbo.example", **{name.replace("_", "-"): headers[name] for name in headers}})
            return connection.getresponse()
        except ConnectionError:
            time.sleep(0.2)
    raise AssertionError("the web server did not start")


@pytest.mark.live
def test_while_rumbo_is_away_the_web_server_says_so_in_both_languages_and_writes_nobody_down(front: dict[str, Any]) -> None:
    page = through(front, "GET", "/es/plan/formal-job/way/")
    assert (page.status, page.headers["Retry-After"], page.headers["Content-Type"]) == (503, "60", "text/html; charset=utf-8")
    words = page.read().decode()
    assert ("Volvemos en un momento" in words, "We will be back in a moment" in words, 'href="/"' in words) == (True, True, True)
    answer = through(front, "GET", "/api/v1/goals")
    assert (answer.status, answer.headers["Content-Type"], json.loads(answer.read())["status"]) == (503, "application/problem+json", 503)
    for path, kind in (("/es/search/", "text/html; charset=utf-8"), ("/api/v1/plan", "application/problem+json")):
        much = through(front, "POST", f"{path}?canary=1", b"x" * 140_000)
        assert (much.status, much.headers["Content-Type"]) == (413, kind)
    assert "canary" not in front["log"].read_text("utf-8")


@pytest.fixture
def whole(server: dict[str, Any], tmp_path: Path) -> Iterator[dict[str, Any]]:
    """nginx in front of the running service."""
    port = free_port()
    ask(server, "/healthz").read()
    with running(nginx_folder(tmp_path / "nginx", behind=server["port"], port=port), {**os.environ}, tmp_path):
        yield {**server, "port": port, "folder": tmp_path / "nginx"}


@pytest.mark.live
@pytest.mark.slow
def test_behind_nginx_pages_are_as_rumbo_made_them_and_nothing_is_written_down(whole: dict[str, Any]) -> None:
    home = through(whole, "GET", "/es/", accept_encoding="gzip")
    words = home.read().decode()
    assert (home.status, "¿Qué necesita?" in words, home.headers["Content-Encoding"]) == (200, True, None)
    assert [name for name in set(home.headers) if len(home.headers.get_all(name, [])) > 1] == []
    assert (home.headers["Server"], "Secure" in home.headers["Set-Cookie"]) == ("nginx", True)
    style = re.search(r'href="(/static/[^"]+\.css)"', words)
    assert style is not None
    for path in (style[1], "/es/privacy/", "/api/v1/goals"):
        assert through(whole, "GET", path, accept_encoding="gzip").headers["Content-Encoding"] == "gzip", path
    assert (through(whole, "HEAD", "/api/v1/goals").status, through(whole, "PUT", "/es/privacy/").status) == (200, 405)
    _ask_too_much(whole)
    _answer_all_that_fits(whole)
    written = {path.name: path.read_text("utf-8") for path in (whole["folder"] / "logs").iterdir()}
    assert {name: text for name, text in written.items() if re.search("rumbo|canary|127[.]0|GET|POST", text)} == {}


def _ask_too_much(whole: dict[str, Any]) -> None:
    """Over 64 kB it is Rumbo who refuses, in the reader's words."""
    page = through(whole, "POST", "/en/display/", b"theme=" + b"x" * 70_000, content_type="application/x-www-form-urlencoded")
    assert (page.status, "That is too much at once" in page.read().decode()) == (413, True)
    answer = through(whole, "POST", "/api/v1/plan", b" " * 70_000, content_type="application/json", accept_language="en")
    assert (answer.status, json.loads(answer.read())["type"]) == (413, "urn:rumbo:problem:too-large")


def _answer_all_that_fits(whole: dict[str, Any]) -> None:
    """A cookie as long as Rumbo may send comes through, there and back."""
    page = through(whole, "GET", "/es/plan/formal-job/questions/side/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token is not None
    full = Answers(goal="formal-job", know={f"told_{number}": "x" * 45 for number in range(42)})
    with override_settings(SECRET_KEY=(whole["data"] / "secret_key").read_text("ascii")):
        mine = seal_answers(full, now=dt.datetime.now(dt.UTC))
    cookies = f"{page.headers['Set-Cookie'].partition(';')[0]}; {COOKIE}={mine}"
    sent = {"cookie": cookies, "origin": "https://rumbo.example", "content_type": "application/x-www-form-urlencoded"}
    form = f"csrfmiddlewaretoken={token[1]}&answer=mx".encode()
    done = through(whole, "POST", "/es/plan/formal-job/questions/side/?canary=1", form, **sent)
    assert done.status == 303, done.read().decode()
    assert 3300 < len(re.findall(rf"{COOKIE}=([\w-]+)", str(done.headers))[0]) <= 3500


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

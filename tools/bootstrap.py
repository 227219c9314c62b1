"""Makes ``.venv`` and fills it: all that stands between a fresh checkout and ``make run`` or ``make test``.

Run as ``python3 tools/bootstrap.py [run|dev]`` with nothing installed but Python. What is already done and unchanged is
not done again: each step leaves a digest of what it was made from. Uses uv where it is on the PATH, else plain pip.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "rumbo-stamps"
PYTHON = VENV / "bin" / "python"
LOCALE = ROOT / "src" / "rumbo" / "locale"
LOCKS = {"run": "requirements/lock.txt", "dev": "requirements/dev.lock.txt"}
OLDEST = (3, 11)

SPANISH = os.environ.get("RUMBO_LANG", os.environ.get("LANG", "")).startswith("es")
WORDS = {
    "old": (
        "Rumbo needs Python 3.11 or later, and this is {}. Say which one to use: make run PYTHON=python3.11",
        "Rumbo necesita Python 3.11 o más nuevo, y este es {}. Diga cuál usar: make run PYTHON=python3.11",
    ),
    "no-venv": (
        "This Python cannot make a virtual environment. On Debian and Ubuntu: sudo apt install python3-venv",
        "Este Python no puede crear un entorno virtual. En Debian y Ubuntu: sudo apt install python3-venv",
    ),
    "venv": ("Making .venv …", "Creando .venv …"),
    "install": (
        "Installing what {} names (once; some minutes on a slow link) …",
        "Instalando lo que nombra {} (una sola vez; unos minutos con internet lento) …",
    ),
    "messages": ("Compiling the translations …", "Compilando las traducciones …"),
    "warm": ("Warming the engine (once) …", "Preparando el motor (una sola vez) …"),
    "failed": (
        "That did not work: {}. The lines above say why. Then run the same command again: it goes on from here.",
        "Eso no funcionó: {}. Las líneas de arriba dicen por qué. Después corra el mismo comando: sigue desde aquí.",
    ),
}


def say(key: str, *values: str) -> None:
    """Tell the person at the terminal, in their language, what is being done."""
    print(WORDS[key][SPANISH].format(*values), flush=True)


def main(arguments: list[str]) -> int:
    """Prepare the environment for ``arguments[0]`` (``run`` by default, or ``dev``); 0, or 1 after saying what failed."""
    if sys.version_info < OLDEST:
        say("old", sys.version.split()[0])
        return 1
    kind = arguments[0] if arguments else "run"
    try:
        make_venv()
        install(kind)
        once("messages", LOCALE.rglob("*.po"), compile_messages)
        if not (ROOT / os.environ.get("RUMBO_DATA", "var") / "kernels").exists():
            (STAMPS / "warm").unlink(missing_ok=True)  # what was compiled stands in the data folder, and that one is new
        once("warm", [*(ROOT / "src" / "rumbo" / "engine").rglob("*.py"), ROOT / LOCKS["run"]], warm)
    except subprocess.CalledProcessError as error:
        say("failed", " ".join(str(part) for part in error.cmd))
        return 1
    except ModuleNotFoundError:
        say("no-venv")
        return 1
    return 0


def make_venv() -> None:
    """Make the virtual environment unless there is one.

    Raises:
        ModuleNotFoundError: if this Python came without what makes one (Debian ships it apart).
    """
    if PYTHON.exists():
        return
    say("venv")
    if uv := shutil.which("uv"):
        run(uv, "venv", "--quiet", "--allow-existing", "--python", ">=3.11", str(VENV))
        return
    # Debian's python3 has venv but not ensurepip, and leaves half an environment behind: look before.
    import ensurepip  # noqa: F401
    import venv  # noqa: F401

    run(sys.executable, "-m", "venv", str(VENV))


def install(kind: str) -> None:
    """Install the locked packages of ``kind`` and then Rumbo itself, as a link to this checkout."""
    lock = ROOT / LOCKS[kind]
    if kind == "run" and is_done("install-dev", digest([ROOT / LOCKS["dev"], ROOT / "pyproject.toml"])):
        return  # the developers' lock holds all that the other one does
    once(f"install-{kind}", [lock, ROOT / "pyproject.toml"], lambda: install_from(lock), "install", LOCKS[kind])


def install_from(lock: Path) -> None:
    """Install exactly what ``lock`` names, checked by digest, and link the package in without looking anything up."""
    uv = shutil.which("uv")
    pip = (uv, "pip", "install", "--quiet", "--python", str(PYTHON)) if uv else (str(PYTHON), "-m", "pip", "install", "--quiet")
    run(*pip, "--require-hashes", "-r", str(lock))
    run(*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT))


def compile_messages() -> None:
    """Compile the .po files with Babel: a bare machine has no msgfmt."""
    run(str(PYTHON), "-m", "babel.messages.frontend", "--quiet", "compile", "--domain", "django", "--directory", str(LOCALE))


def warm() -> None:
    """Compile the engine's kernels now, so that no person ever waits for it."""
    run(str(VENV / "bin" / "rumbo"), "warm")


def once(name: str, sources: Iterable[Path], step: Callable[[], None], *told: str) -> None:
    """Do ``step`` unless it was done from the very same ``sources``; ``told``: the key and values of what to say."""
    made_from = digest(sources)
    if is_done(name, made_from):
        return
    key, *values = told or (name,)
    say(key, *values)
    step()
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / name).write_text(made_from, "utf-8")


def is_done(name: str, made_from: str) -> bool:
    """Whether the step ``name`` was last done from sources of this digest."""
    stamp = STAMPS / name
    return stamp.exists() and stamp.read_text("utf-8") == made_from


def digest(files: Iterable[Path]) -> str:
    """One digest of several files, by name and content, and of the place they are in: a moved checkout is made anew."""
    total = hashlib.sha256(str(ROOT).encode())
    for file in sorted(files):
        total.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def run(*command: str) -> None:
    """Run a command in the checkout; a failing one raises ``CalledProcessError``."""
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The compiled kernels under the data folder: made by ``rumbo warm``, used by every process that finds them.

Knows no Django, so that commands that only plan start fast.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from rumbo.engine import jit


def folder_in(data: Path) -> Path:
    """Where compiled kernels lie under the data folder ``data``."""
    return data / "kernels"


def is_warm(data: Path) -> bool:
    """Whether there are kernels compiled from this code for this machine."""
    return (folder_in(data) / jit.file_name()).is_file()


def use_if_warm(data: Path) -> bool:
    """Run the kernels compiled in this process if that costs no compiling; call before anything plans."""
    if jit.is_enabled():
        return True
    if "rumbo.engine.kernels" in sys.modules or not is_warm(data):
        return False
    jit.enable((folder_in(data) / jit.file_name()).read_bytes())
    return True


def warm(data: Path) -> None:
    """Compile all kernels anew under ``data``: some fifteen seconds, in a process of its own that gives its memory back.

    Raises:
        OSError: when they could not be compiled or kept, with the last that was said about it.
    """
    command = [sys.executable, "-m", "rumbo.engine", "compile", str(folder_in(data))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  our own command, our own folder
    if done.returncode:
        raise OSError((done.stderr.strip().splitlines() or ["the compiler ended without a word"])[-1])

"""The server's secret key, made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

__all__ = ["read_or_make_secret"]


def read_or_make_secret(path: Path) -> str:
    """The secret in ``path``; made on first use, readable by its owner only.

    Args:
        path: the file. Its folder must exist.

    Returns:
        The key. Two processes that start at once get the same one.

    Raises:
        OSError: the file can neither be read nor written.
    """
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    """Write the whole key beside ``path`` first, then link it there: no process ever reads half a key."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first: its key counts
    finally:
        draft.unlink()

"""Printing: JSON for programs, and words in at most 80 columns for people, with colour only on a terminal."""

from __future__ import annotations

import json
import sys
from textwrap import wrap
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from rumbo.cli.language import current

WIDTH = 80


def print_json(data: Any) -> None:
    """Print data as JSON, in UTF-8, for people to read too."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


class Page:
    """What a command prints for people. Nothing of it is read as markup: names may hold any sign."""

    def __init__(self) -> None:
        console = Console()
        self._width = min(console.width, WIDTH) if console.is_terminal else WIDTH
        self._console = Console(highlight=False, markup=False, emoji=False, width=self._width, no_color=not console.is_terminal)

    def line(self, text: str = "", *, style: str = "", indent: int = 0) -> None:
        """One paragraph, wrapped and indented."""
        self.item("", text, style=style, indent=indent)

    def item(self, mark: str, text: str, *, style: str = "", indent: int = 0) -> None:
        """A paragraph with a mark before it, e.g. a step's number; its further lines stand under the text."""
        first = " " * indent + (f"{mark} " if mark else "")
        self._wrapped(text, first=first, rest=" " * len(first), style=style)

    def table(self, rows: list[tuple[str, ...]]) -> None:
        """Rows in columns as wide as they need; the last column takes what room is left."""
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)][:-1]
        for row in rows:
            first = "".join(cell + " " * (width + 2 - cell_len(cell)) for cell, width in zip(row, widths, strict=False))
            self._wrapped(row[-1], first=first, rest=" " * (sum(widths) + 2 * len(widths)), style="")

    def _wrapped(self, text: str, *, first: str, rest: str, style: str) -> None:
        room = max(self._width, len(rest) + 20)
        lines = wrap(text, width=room, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False) or [first.rstrip()]
        for line in lines:
            self._console.print(Text(line, style=style), soft_wrap=True)


def spoken(words: dict[str, Any] | None) -> str:
    """A text of the answer in the language spoken now."""
    from rumbo.pathways.logic.words import in_language

    return in_language(words, current())

"""How a person wants pages to look: a theme and a size of letters, as one short word for a cookie. Nothing about the person."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["SIZES", "THEMES", "Display", "read_display", "write_display"]

THEMES = ("", "light", "dark", "contrast")  # "" is what the device itself asks for
SIZES = ("", "large", "larger")


@dataclass(frozen=True, slots=True)
class Display:
    """A theme of ``THEMES`` and a size of ``SIZES``; empty words leave it to the device."""

    theme: str = ""
    size: str = ""


def read_display(text: str) -> Display:
    """Read a cookie's word. Strictly: whatever is not one of the known words counts as nothing said.

    >>> read_display("dark.large")
    Display(theme='dark', size='large')
    >>> read_display('dark"><script>')
    Display(theme='', size='')
    """
    theme, _, size = text.partition(".")
    return Display(theme if theme in THEMES else "", size if size in SIZES else "")


def write_display(display: Display) -> str:
    """The word that ``read_display`` reads back; nothing where all is left to the device.

    >>> write_display(Display("dark", "large")), write_display(Display())
    ('dark.large', '')
    """
    return f"{display.theme}.{display.size}" if display != Display() else ""

"""What the shell needs from above: the addresses it links to. Filled by the room that composes the pages.

The shell knows no app's address; whoever owns the home page says where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ShellLinks", "register_links", "shell_links"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellLinks:
    """Names of addresses, as ``reverse`` takes them. ``leave`` answers to POST only.

    >>> ShellLinks(home="front:home", leave="front:leave", privacy="front:privacy").home
    'front:home'
    """

    home: str
    leave: str
    privacy: str


class _Registry:
    links: ShellLinks | None = None


def register_links(links: ShellLinks) -> None:
    """Say where the shell's links lead; the last word counts, so that a test may speak after the app."""
    _Registry.links = links


def shell_links() -> ShellLinks | None:
    """The links registered, or None while no room has spoken: the shell then shows its name without a link."""
    return _Registry.links

"""What the shell needs from above: the addresses it links to, and the pages that are kept for when there is no connection.

The shell knows no app's address; whoever owns the home page says where it is, and each room which of its pages are the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.module_loading import import_string

__all__ = ["OfflinePage", "ShellLinks", "offline_pages", "register_links", "register_offline", "shell_links"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellLinks:
    """Names of addresses, as ``reverse`` takes them. ``leave`` answers to POST only; ``worker``: the script that keeps
    pages for when there is no connection, if there is one.

    >>> ShellLinks(home="front:home", leave="front:leave", privacy="front:privacy").home
    'front:home'
    """

    home: str
    leave: str
    privacy: str
    worker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage:
    """A page to be kept on devices: its address and what it is called, both in the language spoken now."""

    url: str
    title: str


class _Registry:
    links: ShellLinks | None = None
    offline: dict[str, str] = {}  # noqa: RUF012  one for the process, as the links are


def register_links(links: ShellLinks) -> None:
    """Say where the shell's links lead; the last word counts, so that a test may speak after the app."""
    _Registry.links = links


def shell_links() -> ShellLinks | None:
    """The links registered, or None while no room has spoken: the shell then shows its name without a link."""
    return _Registry.links


def register_offline(name: str, pages: str) -> None:
    """Have pages of a room kept on devices. Each must be one that :func:`rumbo.web.privacy.same_for_all` serves.

    Args:
        name: of the entry; the last word on a name counts.
        pages: dotted name of a function that lists them in the language spoken now. Not the function itself: a room that
            imports its queries while Django starts takes in the engine before anyone has said whether it runs compiled.
    """
    _Registry.offline[name] = pages


def offline_pages() -> list[OfflinePage]:
    """All pages to be kept on devices, in the language spoken now, in the order they were registered."""
    return [page for pages in tuple(_Registry.offline.values()) for page in import_string(pages)()]

"""What the shell needs from above: the addresses it links to, and the pages that are kept for when there is no connection.

The shell knows no app's address: whoever owns the home page says where it is, each room names its own pages for the navigation,
and which of its pages are the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

__all__ = [
    "NavigationEntry",
    "OfflinePage",
    "OfflinePart",
    "ShellLinks",
    "navigation",
    "offline_pages",
    "offline_parts",
    "register_links",
    "register_navigation",
    "register_offline",
    "register_offline_parts",
    "shell_links",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellLinks:
    """Names of addresses, as ``reverse`` takes them. ``leave`` answers to POST only; ``worker``: the script that keeps
    pages for when there is no connection, if there is one; ``offline``: the page that says which; ``rights`` and ``right``: all
    rights cards and, by its name, one of them.

    >>> ShellLinks(home="front:home", leave="front:leave", privacy="front:privacy").home
    'front:home'
    """

    home: str
    leave: str
    privacy: str
    worker: str = ""
    rights: str = ""
    right: str = ""
    offline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePage:
    """A page to be kept on devices: its address and what it is called, both in the language spoken now."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflinePart:
    """Pages that are taken to a device together. ``title``, ``words``: what it is called and what is in it, in the language
    spoken now; ``door``: the page that leads to the others; ``pages``: lists them all, in the language spoken when it is called;
    ``chosen``: it is kept where a person asks for it, and not by itself."""

    name: str
    title: str
    words: str
    door: str
    pages: Callable[[], Sequence[OfflinePage]]
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A page that every page leads to. ``label``: lazy, so that it is said in the language of each request.

    >>> NavigationEntry(name="directory", label="Help near you", url_name="directory:index", order=20).order
    20
    """

    name: str
    label: str | _StrPromise
    url_name: str
    order: int


class _Registry:
    links: ShellLinks | None = None
    navigation: dict[str, NavigationEntry] = {}  # noqa: RUF012  one for the process: it is the registry
    offline: dict[str, str] = {}  # noqa: RUF012  one for the process, as the links are
    parts: dict[str, str] = {}  # noqa: RUF012  one for the process, as the links are


def register_links(links: ShellLinks) -> None:
    """Say where the shell's links lead; the last word counts, so that a test may speak after the app."""
    _Registry.links = links


def shell_links() -> ShellLinks | None:
    """The links registered, or None while no room has spoken: the shell then shows its name without a link."""
    return _Registry.links


def register_navigation(name: str, label: str | _StrPromise, url_name: str, order: int) -> None:
    """Put a page into the navigation of the shell; a name that is registered again replaces its entry.

    Args:
        name: of the entry, unique in the house.
        label: what it is called, as lazy text.
        url_name: name of its address, as ``reverse`` takes it; the address takes no arguments.
        order: its place, small numbers first; the rooms leave gaps of ten.
    """
    _Registry.navigation[name] = NavigationEntry(name, label, url_name, order)


def navigation() -> tuple[NavigationEntry, ...]:
    """The entries of the navigation, in their order."""
    return tuple(sorted(_Registry.navigation.values(), key=lambda entry: (entry.order, entry.name)))


def register_offline(name: str, pages: str) -> None:
    """Have pages of a room kept on devices without anyone asking for them; :func:`rumbo.web.privacy.same_for_all` serves each.

    Args:
        name: of the entry; the last word on a name counts.
        pages: dotted name of a function that lists them in the language spoken now. Not the function itself: a room that
            imports its queries while Django starts takes in the engine before anyone has said whether it runs compiled.
    """
    _Registry.offline[name] = pages


def offline_pages() -> list[OfflinePage]:
    """All pages that are kept without being asked for, in the language spoken now, in the order they were registered."""
    return [page for pages in tuple(_Registry.offline.values()) for page in import_string(pages)()]


def register_offline_parts(name: str, parts: str) -> None:
    """Have more pages kept on devices where a person asks for them.

    Args:
        name: of the entry; the last word on a name counts.
        parts: dotted name of a function that lists :class:`OfflinePart`, in the language spoken now.
    """
    _Registry.parts[name] = parts


def offline_parts() -> list[OfflinePart]:
    """All parts that can be kept on devices, in the language spoken now, in the order they were registered."""
    return [part for parts in tuple(_Registry.parts.values()) for part in import_string(parts)()]

"""What the shell needs from above: the addresses it links to. Filled by the room that composes the pages.

The shell knows no app's address; whoever owns the home page says where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

__all__ = ["Room", "ShellLinks", "register_links", "register_room", "rooms", "shell_links"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellLinks:
    """Names of addresses, as ``reverse`` takes them. ``leave`` answers to POST only.

    >>> ShellLinks(home="front:home", leave="front:leave", privacy="front:privacy").home
    'front:home'
    """

    home: str
    leave: str
    privacy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One entry of the navigation. ``place`` orders it; ``words`` is lazy, so that it speaks each reader's language.

    >>> Room(place=10, address="front:home", words="My way").place
    10
    """

    place: int
    address: str
    words: StrOrPromise


class _Registry:
    links: ShellLinks | None = None
    rooms: ClassVar[dict[str, Room]] = {}


def register_links(links: ShellLinks) -> None:
    """Say where the shell's links lead; the last word counts, so that a test may speak after the app."""
    _Registry.links = links


def register_room(room: Room) -> None:
    """Put a room's first page into the navigation of every page; said twice, the last word counts."""
    _Registry.rooms[room.address] = room


def rooms() -> list[Room]:
    """The entries of the navigation, in order."""
    return sorted(_Registry.rooms.values(), key=lambda room: room.place)


def shell_links() -> ShellLinks | None:
    """The links registered, or None while no room has spoken: the shell then shows its name without a link."""
    return _Registry.links

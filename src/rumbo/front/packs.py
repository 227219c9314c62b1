"""Packs of pages for devices: many pages as one compressed file, which is a fifth of what they weigh one by one.

A pack is made of the pages themselves, asked for by no one: without cookies, so that nothing of a person can be in it. It is
made once a day for each language, and again when another region is loaded.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils import timezone, translation

from rumbo.base.queries import region_digest
from rumbo.pathways import queries
from rumbo.web.ports import OfflinePart, offline_parts

__all__ = ["Pack", "key_of", "pack_of", "rendered"]

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  the name of a form's field: a page that has one is somebody's
Key = tuple[str, dt.date, str, str]


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it is sent. ``tag``: changes with what is in it."""

    content: bytes
    tag: str

    @property
    def packed(self) -> bool:
        """Whether it is compressed: not where the browser takes nothing compressed."""
        return self.content[:2] == b"\x1f\x8b"

    def unpacked(self) -> Pack:
        return Pack(content=gzip.decompress(self.content), tag=self.tag)


class _Packs:
    """The packs of the day in this process, each made by whoever asks first while the others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[Key, Pack] = {}
        self._under_way: dict[Key, threading.Lock] = {}

    def get(self, key: Key, part: OfflinePart) -> Pack:
        with self._lock:
            for old in [known for known in self._made if known[:2] != key[:2]]:
                del self._made[old]
            mine = self._under_way.setdefault(key, threading.Lock())
        with mine:
            if key not in self._made:
                made = _make(page.url for page in part.pages())
                with self._lock:
                    self._made[key] = made
                    self._under_way.pop(key, None)
            return self._made[key]


_packs = _Packs()


def pack_of(name: str) -> Pack | None:
    """The pack of a part, in the language spoken now; None where no room has such a part."""
    part = next((part for part in offline_parts() if part.name == name), None)
    if part is None:
        return None
    key = (region_digest() or "", queries.today(timezone.now()), translation.get_language() or "", name)
    return _packs.get(key, part)


def _make(urls: Iterable[str]) -> Pack:
    """Whole pages by their address; what may not be kept by all is left out."""
    pages = {key_of(url): words for url in urls if (words := rendered(url)) is not None}
    text = json.dumps({"pages": pages}, ensure_ascii=False, separators=(",", ":")).encode()
    return Pack(content=gzip.compress(text, 9, mtime=0), tag=hashlib.sha256(text).hexdigest()[:16])


def key_of(url: str) -> str:
    """An address as pages are kept under: filters in the order of their names, those that say nothing left out. The worker does
    the same with what is asked of it.

    >>> key_of("/es/directory/services/?side=mx&page=&need=shelter")
    '/es/directory/services/?need=shelter&side=mx'
    """
    path, _, query = url.partition("?")
    pairs = sorted(pair for pair in parse_qsl(query) if pair != ("page", "1"))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def rendered(url: str) -> str | None:
    """A page as anyone would see it, made without anyone asking; None where it is not the same for all."""
    path, _, query = url.partition("?")
    request = HttpRequest()
    request.method, request.path, request.path_info, request.GET = "GET", path, path, QueryDict(query)
    request.resolver_match = resolve(path)
    view, args, kwargs = request.resolver_match
    response = view(request, *args, **kwargs)
    words = str(response.content.decode())
    alike = response.status_code == 200 and not response.cookies and "public" in response.get("Cache-Control", "")
    return words if alike and TOKEN not in words else None

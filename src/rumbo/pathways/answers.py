"""What a person has answered, carried in one sealed cookie and kept nowhere else.

The cookie is AES-256-GCM over a compact form: its key is drawn by HKDF from the server's secret key, papers are five-byte
names of their facts (the same in every version of the region, so that a reloaded region loses only what is gone), dates
are two bytes each. It ends with the browser session, is refused after a day, and is at most 3.5 kB.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import json
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

__all__ = [
    "COOKIE",
    "SLOTS",
    "SLOT_COOKIE",
    "Answers",
    "Dates",
    "Opened",
    "TooManyAnswersError",
    "choose_slot",
    "cookie_of",
    "forget",
    "open_answers",
    "read_answers",
    "seal_answers",
    "slot_of",
    "write_answers",
]

COOKIE = "rumbo_answers"
SLOT_COOKIE = "rumbo_slot"  # which of several people this browser speaks for, where a navigator serves more than one
SLOTS = range(1, 7)
MAX_BYTES = 3500
MAX_TOGETHER = 6500  # of all people: servers take header lines of 8 kB
MAX_AGE = dt.timedelta(hours=24)
UNKNOWN = "unknown"
_LABEL = b"rumbo answers 1"  # bound into key and cipher: another format gets another number, and old cookies a fresh start
_NONCE = 12
_PAPER = struct.Struct(">5sHH")
_EPOCH = dt.date(1940, 1, 1).toordinal() - 1  # day 1 of two bytes reaches to 2119; 0 means no date

Refusal = Literal["altered", "old"]


class TooManyAnswersError(ValueError):
    """More answers than one cookie can carry."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When a paper was issued and when it expires, where the person said."""

    issued: dt.date | None = None
    expires: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All that a person has told: papers by fact, answers by attribute as typed (``unknown``: prefers not to say).

    ``papers_seen``: whether the papers page has been answered, "none of these" included. ``left``: how many questions
    were worth asking when the last one was chosen, so that no page has to plan again to say so. ``seen``: outline of the plan
    that was last shown.

    >>> Answers().know_about("side", "mx").know
    {'side': 'mx'}
    """

    held: Mapping[str, Dates] = field(default_factory=dict)
    know: Mapping[str, str] = field(default_factory=dict)
    goal: str = ""
    objective: str = ""
    papers_seen: bool = False
    left: int = 0
    seen: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """Attributes answered or declined, in the order they were."""
        return tuple(self.know)

    def know_about(self, attribute: str, text: str) -> Answers:
        """The same answers with one more, or with one changed in its place."""
        return replace(self, know={**self.know, attribute: text})

    def without(self, names: Iterable[str]) -> Answers:
        """The same answers without these facts and attributes."""
        gone = frozenset(names)
        return replace(
            self,
            held={fact: dates for fact, dates in self.held.items() if fact not in gone},
            know={name: text for name, text in self.know.items() if name not in gone},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a cookie held. ``refused``: why it could not be used; ``lost``: how many papers the region no longer has."""

    answers: Answers = field(default_factory=Answers)
    refused: Refusal | None = None
    lost: int = 0


def seal_answers(answers: Answers, *, now: dt.datetime) -> str:
    """The cookie's value.

    Args:
        answers: what to carry.
        now: when it is sealed, aware; it may be opened for a day.

    Raises:
        TooManyAnswersError: if it would be longer than 3.5 kB.

    >>> open_answers(seal_answers(Answers(goal="ine-card"), now=now), facts=(), now=now).answers.goal  # doctest: +SKIP
    'ine-card'
    """
    nonce = os.urandom(_NONCE)
    sealed = nonce + AESGCM(_key(settings.SECRET_KEY)).encrypt(nonce, _pack(answers, now), _LABEL)
    value = base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()
    if len(value) > MAX_BYTES:
        raise TooManyAnswersError
    return value


def open_answers(value: str, *, facts: Iterable[str], now: dt.datetime) -> Opened:
    """Read a cookie; whatever is wrong with it is a fresh start and never an error.

    Args:
        value: as the browser sent it.
        facts: ids of the facts the region has today.
        now: aware; cookies sealed more than a day ago, or in the future, are old.

    >>> open_answers("not ours", facts=(), now=now).refused  # doctest: +SKIP
    'altered'
    """
    try:
        sealed = base64.urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)) if len(value) <= MAX_BYTES else b""
        packed = AESGCM(_key(settings.SECRET_KEY)).decrypt(sealed[:_NONCE], sealed[_NONCE:], _LABEL)
        return _unpack(packed, _names(tuple(facts)), now)
    except (InvalidTag, UnicodeError, binascii.Error, struct.error, ValueError, KeyError, TypeError):
        # ValueError covers a nonce or text that is too short and JSON that is none: no one but us can get past the tag.
        return Opened(refused="altered")


def slot_of(cookies: Mapping[str, str]) -> int:
    """Which person a browser's cookies say it speaks for: the first, unless a navigator has chosen another.

    >>> slot_of({"rumbo_slot": "3"}), slot_of({"rumbo_slot": "9"}), slot_of({})
    (3, 1, 1)
    """
    chosen = cookies.get(SLOT_COOKIE, "")
    return next((slot for slot in SLOTS if chosen == str(slot)), 1)


def cookie_of(slot: int) -> str:
    """The name of the cookie that carries one person's answers.

    >>> cookie_of(1), cookie_of(2)
    ('rumbo_answers', 'rumbo_answers_2')
    """
    return COOKIE if slot == 1 else f"{COOKIE}_{slot}"


def choose_slot(response: HttpResponseBase, slot: int) -> None:
    """Make the browser speak for another person, for this browser session."""
    response.set_cookie(SLOT_COOKIE, str(slot), httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/")


def read_answers(request: HttpRequest, *, facts: Iterable[str], now: dt.datetime, slot: int | None = None) -> Opened:
    """The answers that came with a request, of the person it speaks for unless ``slot`` says of whom; none is a first visit."""
    value = request.COOKIES.get(cookie_of(slot or slot_of(request.COOKIES)))
    return open_answers(value, facts=facts, now=now) if value else Opened()


def write_answers(response: HttpResponseBase, answers: Answers, *, now: dt.datetime, cookies: Mapping[str, str], slot: int = 0) -> None:
    """Send the answers along, for this browser session only.

    Args:
        response: what carries them.
        answers: of the person that ``cookies`` speak for, or of the one in ``slot``.
        now: aware.
        cookies: those that came with the request.
        slot: 0 for the person the cookies speak for.

    Raises:
        TooManyAnswersError: if they do not fit, alone or beside those of the other people.
    """
    name = cookie_of(slot or slot_of(cookies))
    value = seal_answers(answers, now=now)
    others = sum(len(cookies.get(cookie_of(other), "")) for other in SLOTS if cookie_of(other) != name)
    if others and others + len(value) > MAX_TOGETHER:
        raise TooManyAnswersError
    response.set_cookie(name, value, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE, path="/")


def forget(response: HttpResponseBase, *, slot: int = 1) -> None:
    """Tell the browser to drop the answers of one person."""
    response.delete_cookie(cookie_of(slot), path="/", samesite="Strict")


@lru_cache(maxsize=4)
def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_LABEL).derive(secret.encode())


def _name(fact: str) -> bytes:
    return hashlib.blake2b(fact.encode(), digest_size=5).digest()


@lru_cache(maxsize=4)
def _names(facts: tuple[str, ...]) -> Mapping[bytes, str]:
    return {_name(fact): fact for fact in facts}


def _number(day: dt.date | None) -> int:
    number = day.toordinal() - _EPOCH if day else 0
    return number if 0 <= number <= 0xFFFF else 0


def _date(number: int) -> dt.date | None:
    return dt.date.fromordinal(number + _EPOCH) if number else None


def _pack(answers: Answers, now: dt.datetime) -> bytes:
    words = {
        "t": int(now.timestamp()),
        "k": dict(answers.know),
        "g": answers.goal,
        "o": answers.objective,
        "p": int(answers.papers_seen),
        "l": answers.left,
        "s": answers.seen,
    }
    head = json.dumps(words, ensure_ascii=False, separators=(",", ":")).encode()
    papers = b"".join(_PAPER.pack(_name(fact), _number(dates.issued), _number(dates.expires)) for fact, dates in answers.held.items())
    return struct.pack(">H", min(len(head), 0xFFFF)) + head + papers


def _unpack(packed: bytes, names: Mapping[bytes, str], now: dt.datetime) -> Opened:
    (length,) = struct.unpack_from(">H", packed)
    words: dict[str, Any] = json.loads(packed[2 : 2 + length])
    age = now - dt.datetime.fromtimestamp(words["t"], tz=dt.UTC)
    if not -dt.timedelta(minutes=5) <= age <= MAX_AGE:
        return Opened(refused="old")
    papers = list(_PAPER.iter_unpack(packed[2 + length :]))
    held = {names[name]: Dates(_date(issued), _date(expires)) for name, issued, expires in papers if name in names}
    answers = Answers(
        held=held, know=words["k"], goal=words["g"], objective=words["o"], papers_seen=bool(words["p"]), left=words["l"],
        seen=words.get("s", ""),
    )  # fmt: skip
    return Opened(answers=answers, lost=len(papers) - len(held))

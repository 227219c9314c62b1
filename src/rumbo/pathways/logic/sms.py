"""A text as messages of a telephone: 160 signs of its own alphabet each, 70 where the text has signs outside it.

The alphabet is that of 3GPP TS 23.038 ("GSM 7 bit"). Signs of the extension count twice. Accents it lacks are left off
(á becomes a); those it has stay (é, ñ, ü, ¿).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

__all__ = ["length", "limit_of", "parts", "to_gsm"]

ALPHABET = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\f")
PART, WIDE_PART = 160, 70
_PLAIN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": ">", "·": "-"})
_PLAIN.update({ord("\u00a0"): " ", ord("\u202f"): " ", ord("\t"): " ", ord("\r"): ""})


def to_gsm(text: str) -> str:
    """``text`` with every sign the alphabet lacks written plainly, where there is a plain way to write it.

    >>> to_gsm("¿Cuándo? “Mañana”, número 3")
    '¿Cuando? "Mañana", numero 3'
    """
    return "".join(_plain(sign) for sign in unicodedata.normalize("NFC", text).translate(_PLAIN))


def _plain(sign: str) -> str:
    if sign in ALPHABET or sign in EXTENSION:
        return sign
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    return bare if bare and all(part in ALPHABET for part in bare) else sign


def limit_of(text: str) -> int:
    """How long one message of this text may be, in the units of :func:`length`."""
    return PART if all(sign in ALPHABET or sign in EXTENSION for sign in text) else WIDE_PART


def length(text: str, *, wide: bool = False) -> int:
    """How much of a message a text takes: signs, those of the extension twice; 16-bit units where ``wide``."""
    return len(text.encode("utf-16-le")) // 2 if wide else len(text) + sum(sign in EXTENSION for sign in text)


def parts(text: str) -> tuple[str, ...]:
    """The text as messages, each beginning with its number and how many there are: ``(1/3) ``.

    Cut between words; a word longer than a message is cut where it must be. A text that fits one message has no number.

    >>> parts("Cita 1: lleve su acta.")
    ('Cita 1: lleve su acta.',)
    """
    text = to_gsm(text).strip()
    limit = limit_of(text)
    wide = limit == WIDE_PART
    if length(text, wide=wide) <= limit:
        return (text,) if text else ()
    for digits in (1, 2, 3):
        room = limit - len("(/) ") - 2 * digits
        cut = tuple(_cut(text, room, wide=wide))
        if len(str(len(cut))) <= digits:
            return tuple(f"({number}/{len(cut)}) {part}" for number, part in enumerate(cut, start=1))
    raise ValueError("a text of a thousand messages is no short text")


def _cut(text: str, room: int, *, wide: bool) -> Iterator[str]:
    line = ""
    for word in _words(text, room, wide=wide):
        if line and length(line + word, wide=wide) > room:
            yield line.strip()
            line = word.lstrip()
        else:
            line += word
    if line.strip():
        yield line.strip()


def _words(text: str, room: int, *, wide: bool) -> Iterator[str]:
    """Words, each with the space before it; what is longer than a message in pieces that fit."""
    word = ""
    for sign in text:
        if (sign.isspace() and word.strip()) or length(word + sign, wide=wide) > room:
            yield word
            word = ""
        word += sign
    yield word

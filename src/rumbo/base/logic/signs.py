"""Signs that nobody sees: controls, turns of direction, zero widths. They arrive by copying, or to deceive; no honest answer needs them."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["INVISIBLE", "seen"]

# C0 and C1 controls, bidirectional marks, embeddings, overrides and isolates, zero-width signs, byte-order mark.
INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")

# Between two letters the zero-width joiner and non-joiner are spelling, in Persian and in languages of India.
_LONE_JOINER = re.compile("(?<!\\w)[\u200c\u200d]+|[\u200c\u200d]+(?!\\w)")
_JOINERS = "\u200c\u200d"
_SPACES = frozenset({"Cc", "Zl", "Zp"})
_GONE = frozenset({"Cf", "Cs"})


def seen(text: str) -> str:
    """``text`` as it can be shown back: controls and line breaks are spaces, what has no width is gone.

    >>> seen("cu\\u202erp\\x00 acta\\u200b")
    'curp  acta'
    """
    return _LONE_JOINER.sub("", "".join(_shown(sign) for sign in text))


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind in _SPACES:
        return " "
    return "" if kind in _GONE and sign not in _JOINERS else sign

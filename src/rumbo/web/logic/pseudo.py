"""A language that nobody speaks, made from English: longer, accented, read from right to left. What breaks in it breaks in Arabic."""

from __future__ import annotations

import re

__all__ = ["to_pseudo"]

PLAIN, ACCENTED = "AEIOUYaeiouynscz", "ÀÉÎÕÜÝàéîõüýñšçž"
LETTERS = str.maketrans(PLAIN, ACCENTED)
KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|<[^>]+>|\{\w*\})")
LONGER = 0.3
WORD = 14  # no fill is longer: it stands for words, which break between lines
FILL = "ـ"  # Arabic tatweel, which lengthens a word: right-to-left, so that the sentence runs as one


def to_pseudo(text: str) -> str:
    """The sentence in pseudo: placeholders and markup kept, letters accented, about a third longer, in right-to-left marks.

    >>> to_pseudo("Leave %(n)s now") == "\\u202e" + "Léàvé %(n)s ñõw" + " " + 4 * FILL + "\\u202c"
    True
    >>> to_pseudo("")
    ''
    """
    if not text.strip():
        return text
    parts = KEPT.split(text)
    accented = "".join(part if place % 2 else part.translate(LETTERS) for place, part in enumerate(parts))
    fill = FILL * max(1, int(len(text) * LONGER))
    words = " ".join(fill[start : start + WORD] for start in range(0, len(fill), WORD))
    return f"\u202e{accented} {words}\u202c"

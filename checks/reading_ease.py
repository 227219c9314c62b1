"""How easily a text is read, in Spanish and in English. Pure: words in, a number out.

Spanish: the perspicuity of F. Szigriszt Pazos (*Sistemas predictivos de legibilidad del mensaje escrito*, Universidad
Complutense, 1993), read on the INFLESZ scale of I. M. Barrio-Cantalejo and others (*An Sist Sanit Navar* 31(2), 2008),
where 65 and more is easy or very easy::

    206.835 - 62.3 * syllables / words - words / sentences

English: the grade level of J. P. Kincaid and others (*Derivation of new readability formulas*, Naval Technical Training
Command, report 8-75, 1975), in years of school::

    0.39 * words / sentences + 11.8 * syllables / words - 15.59

A sentence ends at a period, a question or exclamation mark or a line's end; not at a colon or a semicolon, which is the stricter
reading. that no one can make shorter do not count: capitals inside a sentence, initials, form numbers, placeholders, tags, addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["EASY_GRADE", "EASY_PERSPICUITY", "bare", "grade", "perspicuity", "sentences_in", "syllables_en", "syllables_es", "words_in"]

EASY_PERSPICUITY = 65.0
EASY_GRADE = 7.0

_NO_WORDS = re.compile(r"<[^>]*>|%\(\w+\)[sd]|%%|\{\w*\}|\b(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/?\S*|\b\w*\d(?:[.,/-]?\w)*")
_END = re.compile(r"[.?!…]+(?=\s|$|[»”\")])|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_UPPER = "A-ZÁÉÍÓÚÜÑ"
_INITIALS = re.compile(rf"\b[{_UPPER}]{{2,}}\b(?:-\w+)?")
_LINK = r"(?:de|del|la|las|los|y|e|of|the|and|for|in)"
_NAME = re.compile(rf"(?<=[\w,»”)] )[{_UPPER}][\w’'-]+(?:\s+(?:{_LINK}\s+)*[{_UPPER}][\w’'-]+)*")


def bare(text: str) -> str:
    """A text without what nobody can write more simply.

    >>> bare("Vaya con la Defensoría Pública Federal (IFDP) antes del 30.").split()
    ['Vaya', 'con', 'la', '()', 'antes', 'del', '.']
    """
    return _NAME.sub("", _INITIALS.sub("", _NO_WORDS.sub("", text)))


def words_in(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


def sentences_in(text: str) -> int:
    """How many sentences a text has; one at least. Pieces without a word are none.

    >>> sentences_in("Diga: «No la firmo». Espere.")
    2
    """
    return max(1, sum(bool(words_in(piece)) for piece in _END.split(text)))


def perspicuity(text: str) -> float:
    """Ease of a Spanish text, about 0 to 100; more is easier. The text has words.

    >>> round(perspicuity("Lleve su acta. Pida una copia."))
    90
    """
    words, sentences, syllables = _counts(text, syllables_es)
    return 206.835 - 62.3 * syllables / words - words / sentences


def grade(text: str) -> float:
    """Years of school that an English text asks for; fewer is easier. The text has words.

    >>> grade("Bring your paper. Ask for a copy.") < 3
    True
    """
    words, sentences, syllables = _counts(text, syllables_en)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def _counts(text: str, syllables: Callable[[str], int]) -> tuple[int, int, int]:
    plain = bare(text)
    words = words_in(plain)
    return len(words), sentences_in(plain), sum(syllables(word) for word in words)


def syllables_es(word: str) -> int:
    """Syllables of a Spanish word: a strong vowel is one, and a weak one beside it is none, unless it bears the accent.

    >>> [syllables_es(word) for word in ("país", "ciudad", "quien", "leer", "garantía", "hoy", "cuide")]
    [2, 2, 1, 2, 4, 1, 2]
    """
    plain = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    plain = re.sub(r"y(?![aeiouáéíóú])", "i", plain)
    return max(1, sum(max(1, len(re.findall("[aeoáéóíú]", run))) for run in re.findall("[aeiouáéíóúü]+", plain)))


def syllables_en(word: str) -> int:
    """Syllables of an English word, by the usual rules: groups of vowels, less the silent ones at the end.

    >>> [syllables_en(word) for word in ("paper", "name", "asked", "wanted", "papers", "table", "school")]
    [2, 1, 1, 2, 2, 2, 1]
    """
    plain = re.sub("[^a-z]", "", word.lower())
    count = len(re.findall("[aeiouy]+", plain))
    silent = re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$", plain)
    return max(1, count - (silent is not None))

"""Words as people type them: without accents, without endings, in Spanish and in English at once."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

__all__ = ["fold", "meaningful", "stems"]

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_STOP_WORDS = (
    "a al como con cual de del donde el en es la las lo los mi mis no o para por que quiero se si su sus un una y necesito "
    "an and at for from get how i in is it my need of on or the to want what where with"
)
_STOP = frozenset(_STOP_WORDS.split())


def fold(text: str) -> str:
    """``text`` in small letters without accents, every run of other signs as one space.

    >>> fold("Constancia de Repatriación (INM)")
    'constancia de repatriacion inm'
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _NOT_WORD.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()


def meaningful(text: str) -> list[str]:
    """The folded words of ``text`` that say something; all of them where none does.

    >>> meaningful("Necesito una cama")
    ['cama']
    """
    words = fold(text).split()
    return [word for word in words if word not in _STOP] or words


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """A folded word without its ending, as Spanish and as English."""
    return frozenset(stemmer.stemWord(word) for stemmer in _stemmers())


@lru_cache(maxsize=1)
def _stemmers() -> tuple[Any, ...]:
    import snowballstemmer  # imported on first use: only search needs it

    return tuple(snowballstemmer.stemmer(language) for language in ("spanish", "english"))

"""Which language the terminal is spoken to in: ``--lang``, else RUMBO_LANG, else LANG, else Spanish."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from rumbo.cli.words import MESSAGES

LANGUAGES = ("es", "en")
_current: ContextVar[str] = ContextVar("language", default="es")


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """The language for a command line.

    >>> choose(["goals", "--lang", "en"], {"LANG": "es_MX.UTF-8"})
    'en'
    >>> choose(["goals"], {"LANG": "en_US.UTF-8"})
    'en'
    """
    after = [arguments[i + 1] for i, word in enumerate(arguments[:-1]) if word == "--lang"]
    joined = [word.partition("=")[2] for word in arguments if word.startswith("--lang=")]
    wishes = [*joined, *after, environment.get("RUMBO_LANG", ""), environment.get("LANG", "")]
    return next((wish[:2].lower() for wish in wishes if wish[:2].lower() in LANGUAGES), "es")


def use(language: str) -> None:
    """Speak ``language`` from here on."""
    _current.set(language)


def current() -> str:
    """The language spoken now."""
    return _current.get()


def say(key: str, **values: object) -> str:
    """A sentence of the table, in the language spoken now.

    Raises:
        KeyError: when the table has no such sentence.
    """
    return MESSAGES[key][LANGUAGES.index(current())].format(**values)

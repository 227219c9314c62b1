"""What a command cannot do, told in one sentence in both languages, with the exit code 2."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rumbo.cli.language import LANGUAGES, say
from rumbo.cli.words import MESSAGES


class CommandError(Exception):
    """A command cannot be run. ``problems``: what is wrong, each with words in both languages."""

    def __init__(self, problems: Sequence[dict[str, Any]]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem["code"] for problem in problems))

    @classmethod
    def of(cls, code: str, **values: object) -> CommandError:
        """One problem out of the table of messages."""
        words = {lang: MESSAGES[code][i].format(**values) for i, lang in enumerate(LANGUAGES)}
        return cls([{"code": code, "words": words}])


def usage_sentence(error: Exception) -> str:
    """What is wrong with a command line, in the language spoken now.

    The names of the parser's errors are stable, its sentences are English only.
    """
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or (parameter.opts[0] if parameter is not None and parameter.opts else "")
    key = f"usage.{type(error).__name__}"
    return say(key, name=name) if key in MESSAGES and name else say("usage.other")

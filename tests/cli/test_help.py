"""Every command and option explains itself in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from rumbo.cli.app import app
from rumbo.cli.bilingual import option_key
from rumbo.cli.language import choose
from rumbo.cli.words import COMMANDS, LABELS, MESSAGES, OPTIONS


def tree(command: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from tree(child, f"{path} {name}".strip())


ALL = dict(tree(get_command(app)))


@pytest.mark.parametrize("path", ALL)
def test_every_command_and_option_has_words_in_both_languages(path: str) -> None:
    es, en = COMMANDS[path or "rumbo"]
    assert es
    assert en
    for parameter in ALL[path].params:
        es, en = OPTIONS[option_key(parameter)]
        assert es
        assert en


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("path", ALL)
def test_help_is_shown_in_the_language_asked_for(path: str, lang: str) -> None:
    result = CliRunner().invoke(app, [*path.split(), "--help"], env={"RUMBO_LANG": lang})
    assert result.exit_code == 0
    assert result.stdout.startswith({"es": "Uso: ", "en": "Usage: "}[lang])
    assert " ".join(COMMANDS[path or "rumbo"][lang == "en"].split()[:6]) in " ".join(result.stdout.split())


@pytest.mark.parametrize(("lang", "usage"), [("es", "Uso: "), ("en", "Usage: ")])
@pytest.mark.parametrize("after", [[], ["region"], ["plan"], ["region", "check"]])
def test_the_language_may_stand_before_the_command(after: list[str], lang: str, usage: str) -> None:
    result = CliRunner().invoke(app, ["--lang", lang, *after, "--help"], env={"RUMBO_LANG": "es" if lang == "en" else "en"})
    assert result.exit_code == 0
    assert result.stdout.startswith(usage)


def test_a_language_before_the_command_that_nothing_is_written_in_is_refused() -> None:
    result = CliRunner().invoke(app, ["--lang", "fr", "goals"], env={"RUMBO_LANG": "en"})
    assert (result.exit_code, result.stderr) == (2, "The languages are es and en.\n")


def test_no_word_stands_in_the_table_that_nothing_says() -> None:
    used = {option_key(parameter) for command in ALL.values() for parameter in command.params} | {"help"}
    assert set(OPTIONS) == used
    assert set(COMMANDS) == {path or "rumbo" for path in ALL}


@pytest.mark.parametrize("table", [MESSAGES, LABELS])
def test_a_sentence_has_the_same_blanks_in_both_languages(table: dict[str, tuple[str, str]]) -> None:
    from string import Formatter

    def blanks(sentence: str) -> set[str]:
        return {name.removesuffix("_es").removesuffix("_en") for _, name, _, _ in Formatter().parse(sentence) if name}

    assert all(blanks(es) == blanks(en) for es, en in table.values())


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        (["goals", "--lang", "en"], {"RUMBO_LANG": "es"}, "en"),
        (["goals", "--lang=en"], {}, "en"),
        (["goals"], {"RUMBO_LANG": "en", "LANG": "es_MX.UTF-8"}, "en"),
        (["goals"], {"LANG": "en_US.UTF-8"}, "en"),
        (["goals"], {"LANG": "C.UTF-8"}, "es"),
        (["goals", "--lang"], {}, "es"),
    ],
)
def test_the_language_is_the_nearest_wish(arguments: list[str], environment: dict[str, str], language: str) -> None:
    assert choose(arguments, environment) == language

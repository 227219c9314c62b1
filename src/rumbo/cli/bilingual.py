"""Commands whose help and errors speak the language of the person at the terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from rumbo.cli.failures import CommandError, usage_sentence
from rumbo.cli.language import LANGUAGES, choose, current, say, use
from rumbo.cli.words import COMMANDS, LABELS, OPTIONS

# The parser's own base of all errors about a command line, whichever copy of it typer carries.
ParserError = cast("type[Exception]", typer.BadParameter.__mro__[2])
INTERRUPTED = 130


def label(key: str, **values: object) -> str:
    """A heading of the help, in the language spoken now."""
    return LABELS[key][LANGUAGES.index(current())].format(**values)


def help_of(path: str) -> str:
    """What a command does, in the language spoken now. ``path``: its words after ``rumbo``; empty for ``rumbo`` itself."""
    return COMMANDS[path or "rumbo"][LANGUAGES.index(current())]


def _path(ctx: Any) -> str:
    """The words of a command after the program's own name, whatever that is."""
    return " ".join(info for info in _words(ctx))


def _words(ctx: Any) -> list[str]:
    return [*_words(ctx.parent), ctx.info_name] if ctx.parent is not None else []


def _parameters(ctx: Any, command: Any, kind: str) -> list[tuple[str, str]]:
    shown = []
    for parameter in command.get_params(ctx):
        if parameter.param_type_name != kind:
            continue
        takes = "" if getattr(parameter, "is_flag", False) else f" {option_key(parameter).upper()}"
        names = ", ".join(parameter.opts) + takes if kind == "option" else parameter.name.upper()
        shown.append((names, _explained(parameter)))
    return shown


def option_key(parameter: Any) -> str:
    """Under which name the table of words explains an option or argument: the one people type.

    >>> from types import SimpleNamespace
    >>> option_key(SimpleNamespace(opts=["--as-of"]))
    'as_of'
    """
    return str(parameter.opts[0]).lstrip("-").replace("-", "_")


def _explained(parameter: Any) -> str:
    about = OPTIONS[option_key(parameter)][LANGUAGES.index(current())]
    default = parameter.default
    if parameter.required:
        return f"{about} [{label('required')}]"
    if isinstance(default, str | int) and not isinstance(default, bool):
        return f"{about} [{label('default', value=default)}]"
    return about


def _write_help(command: Any, ctx: Any, formatter: Any, pieces: Sequence[str]) -> None:
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=label("usage"))
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(help_of(_path(ctx)))
    for kind, heading in (("argument", "arguments"), ("option", "options")):
        if rows := _parameters(ctx, command, kind):
            with formatter.section(label(heading)):
                formatter.write_dl(rows)


class Command(TyperCommand):
    """A command with help in both languages, out of the table of words."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        arguments = [f"[{p.name.upper()}]" if not p.required else p.name.upper() for p in self.params if p.param_type_name == "argument"]
        _write_help(self, ctx, formatter, [label("options-piece"), *arguments])


class Group(TyperGroup):
    """A group of commands with help and errors in both languages."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        _write_help(self, ctx, formatter, [label("options-piece"), label("command-piece")])
        prefix = _words(ctx)
        with formatter.section(label("commands")):
            formatter.write_dl([(name, help_of(" ".join([*prefix, name]))) for name in self.list_commands(ctx)])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; an unknown one is answered with the nearest."""
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.commands, n=3, cutoff=0)
            raise CommandError.of("no-such-command", name=args[0][:80], nearest=", ".join(near))
        return super().resolve_command(ctx, args)


class Program(Group):
    """The command ``rumbo`` itself: chooses the language, and turns every failure into one sentence and the exit code 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command line and leave with its exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        use(choose(arguments))
        try:
            code = super().main(args=arguments, prog_name=prog_name or "rumbo", standalone_mode=False, **extra)
        except CommandError as error:
            code = _tell(error.problems, as_json="--json" in arguments)
        except ParserError as error:
            _complain(usage_sentence(error), hint=getattr(getattr(error, "ctx", None), "command_path", "rumbo"))
            code = 2
        except (typer.Abort, KeyboardInterrupt):
            code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)


def _tell(problems: Sequence[dict[str, Any]], *, as_json: bool) -> int:
    if as_json:
        import json

        sys.stdout.write(json.dumps({"status": "error", "problems": list(problems)}, ensure_ascii=False, indent=2) + "\n")
    for problem in problems:
        sys.stderr.write(problem["words"][current()] + "\n")
    return 2


def _complain(sentence: str, *, hint: str) -> None:
    sys.stderr.write(f"{sentence}\n{say('usage.hint', command=hint)}\n")

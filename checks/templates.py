"""What every template promises: Django's own style, no word outside the translations, every page in the shell.

Run as ``python checks/templates.py [ROOT]``; exit 0 (all is well) or 1 (each breach as ``file:line: sentence``).
A word that is the same in every language (a name, a language written in itself) stands in an element with
``translate="no"``; a partial template has a name that begins with ``_`` or stands in a folder called
``parts/``, ``partials/`` or ``components/``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

SHELL_ROOM = "web"
PARTIAL_FOLDERS = {"partials", "parts", "components", "icons", "admin"}
SAID_ATTRIBUTES = {"alt", "aria-description", "aria-label", "aria-roledescription", "label", "placeholder", "summary", "title"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style"}
NAMES = {"Rumbo"}  # the product's own name is the same word everywhere

COMMENT = r"{#.*?#}|{%-?\s*comment\b.*?%}.*?{%-?\s*endcomment\s*-?%}"
TRANSLATED = r"{%-?\s*blocktrans(?:late)?\b.*?%}.*?{%-?\s*endblocktrans(?:late)?\s*-?%}"
VERBATIM = r"{%-?\s*verbatim\b.*?%}.*?{%-?\s*endverbatim\s*-?%}"
TAG_OR_VALUE = r"{%.*?%}|{{.*?}}"
NOT_SPOKEN = re.compile(f"{COMMENT}|{TRANSLATED}|{VERBATIM}|{TAG_OR_VALUE}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
EXTENDS = re.compile(r"""{%-?\s*extends\s+(?P<what>.+?)\s*-?%}""")


@dataclass(frozen=True, order=True)
class Breach:
    """One broken promise: where, and a sentence that says which."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


def find_breaches(root: Path) -> list[Breach]:
    """List the bare words, and the pages outside the shell, in the templates of the checkout at ``root``."""
    found: list[Breach] = []
    for file in list_templates(root):
        name = str(file.relative_to(root))
        text = file.read_text("utf-8")
        found += (
            Breach(name, line, f"'{words}' is said in one language only: put it in {{% translate %}}")
            for line, words in find_bare_words(text)
        )
        if file.suffix == ".html":
            found += (Breach(name, 1, sentence) for sentence in _check_shell(root, file))
    return sorted(found)


def list_templates(root: Path) -> list[Path]:
    """Every template of every room, in a fixed order."""
    source = root / "src" / "rumbo"
    return sorted(file for kind in ("html", "txt", "svg") for file in source.glob(f"*/templates/**/*.{kind}"))


def find_bare_words(template: str) -> list[tuple[int, str]]:
    """List words a person would read that no translation covers, as (line, words).

    Example: ``find_bare_words('<p>Hola</p>')`` is ``[(1, 'Hola')]``.
    """
    reader = _Reader()
    reader.feed(NOT_SPOKEN.sub(_blank, template))
    reader.close()
    return reader.found


def _blank(match: re.Match[str]) -> str:
    # The line numbers of what follows must stay right.
    return re.sub(r"[^\n]", " ", match[0])


class _Reader(HTMLParser):
    """Reads a template with all its tags blanked, and keeps the words that are left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []
        self.open: list[tuple[str, bool]] = []

    @property
    def _is_silent(self) -> bool:
        return any(silent for _, silent in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        silent = tag in SILENT or values.get("translate") == "no"
        if not silent and not self._is_silent:
            for name in SAID_ATTRIBUTES & values.keys():
                self._keep(values[name] or "")
            if tag == "meta" and values.get("name") == "description":
                self._keep(values.get("content") or "")
        if tag not in VOID:
            self.open.append((tag, silent))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        # Templates may open a tag in one branch and again in another: close up to the nearest of that name.
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self._keep(data)

    def _keep(self, text: str) -> None:
        if set(WORD.findall(text)) - NAMES:
            skipped = text[: len(text) - len(text.lstrip())].count("\n")
            self.found.append((self.getpos()[0] + skipped, " ".join(text.split())[:60]))


def _check_shell(root: Path, file: Path) -> Iterator[str]:
    source = root / "src" / "rumbo"
    room, _, *folders = file.relative_to(source).parts[:-1]
    if room == SHELL_ROOM or file.name.startswith("_") or PARTIAL_FOLDERS & set(folders):
        return
    seen = [file]
    while room != SHELL_ROOM:
        match = EXTENDS.search(NOT_SPOKEN_BUT_TAGS.sub(_blank, seen[-1].read_text("utf-8")))
        if match is None:
            yield "this page does not extend the shell"
            return
        parent = _find_template(source, match["what"].strip("\"'"))
        if parent is None or parent in seen:
            yield f"this page extends {match['what']}, which is no template of ours"
            return
        seen.append(parent)
        room = parent.relative_to(source).parts[0]


NOT_SPOKEN_BUT_TAGS = re.compile(f"{COMMENT}|{VERBATIM}", re.DOTALL)


def _find_template(source: Path, name: str) -> Path | None:
    return next(iter(sorted(source.glob(f"*/templates/{name}"))), None) if re.fullmatch(r"[\w./-]+", name) else None


def check_style(root: Path) -> int:
    """Run djade over the HTML templates without changing them; its exit code."""
    files = [str(file) for file in list_templates(root) if file.suffix == ".html"]
    if not files:
        return 0
    command = [str(Path(sys.executable).with_name("djade")), "--check", "--target-version", "5.2", *files]
    return subprocess.run(command, check=False).returncode  # noqa: S603  # our own list of files, no shell


def main(arguments: list[str]) -> int:
    """Print each breach under the root named in ``arguments`` (this checkout by default); 1 if there is any."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    breaches = find_breaches(root)
    for breach in breaches:
        print(breach)
    style = check_style(root)
    print(f"templates: {len(breaches)} breaches" if breaches or style else "templates: in order")
    return 1 if breaches or style else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Every sentence of the interface in every language: compares what code and templates say with the .po files.

Run as ``python checks/messages.py [ROOT] [--update]``; exit 0 (all is well) or 1 (each breach as ``file:line: sentence``).
``--update`` first adds the new sentences to the .po files and drops those that nobody says any more; the words
themselves are then for a person to write. A language beyond the complete ones is a draft: it may lack sentences
(they stand in another language on the page, which says so), but keeps none that nobody says any more.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

LANGUAGES = ("es", "en")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LINE_WIDTH = 140
EMPTY = "has no translation"


def extract_messages(root: Path) -> Catalog:
    """Collect what the Python files and templates under ``root``'s ``src/rumbo`` hand to gettext.

    Returns a catalog without translations; each message knows the files and lines that say it.
    """
    source = root / "src" / "rumbo"
    catalog = Catalog(charset="utf-8")
    for file in sorted(source.rglob("*.py")):
        _add_from(catalog, root, file, io.BytesIO(file.read_bytes()))
    for file in sorted(file for kind in ("html", "txt", "svg") for file in source.glob(f"*/templates/**/*.{kind}")):
        # What makemessages does: a template is rewritten as calls of gettext, line for line.
        as_code = templatize(file.read_text("utf-8"), origin=str(file))
        _add_from(catalog, root, file, io.BytesIO(as_code.encode("utf-8")))
    return catalog


def _add_from(catalog: Catalog, root: Path, file: Path, content: BinaryIO) -> None:
    name = file.relative_to(root).as_posix()
    for line, message, _, context in extract("python", content, keywords=KEYWORDS, options={"encoding": "utf-8"}):
        if message:
            catalog.add(message, locations=[(name, line)], context=context)


def find_breaches(root: Path) -> list[str]:
    """List what is missing, empty, fuzzy or no longer said in any language's .po file, as ``file:line: sentence``."""
    said = extract_messages(root)
    complete = [breach for language in LANGUAGES for breach in _check_language(root, language, said)]
    return complete + [breach for language in list_drafts(root) for breach in _check_draft(root, language, said)]


def list_drafts(root: Path) -> list[str]:
    """The languages that have a .po file and need not be complete."""
    return sorted(
        file.parents[1].name for file in root.glob("src/rumbo/locale/*/LC_MESSAGES/django.po") if file.parents[1].name not in LANGUAGES
    )


def _check_draft(root: Path, language: str, said: Catalog) -> Iterator[str]:
    file = _po_file(root, language)
    name = file.relative_to(root).as_posix()
    with file.open("rb") as stream:
        written = read_po(stream, locale=language)
    for message in written:
        if message.id:
            yield from (f"{name}:{message.lineno or 1}: {_quoted(message)} {what}" for what in _faults(message, said) if what != EMPTY)


def _po_file(root: Path, language: str) -> Path:
    return root / "src" / "rumbo" / "locale" / language / "LC_MESSAGES" / "django.po"


def _check_language(root: Path, language: str, said: Catalog) -> Iterator[str]:
    file = _po_file(root, language)
    name = file.relative_to(root).as_posix()
    if not file.exists():
        if len(said):
            yield f"{name}:1: there is no such file, and the interface says {len(said)} sentences"
        return
    with file.open("rb") as stream:
        written = read_po(stream, locale=language)
    for message in said:
        if message.id and written.get(_first(message.id), message.context) is None:
            where, line = message.locations[0]
            yield f"{where}:{line}: {_quoted(message)} is missing in {name}"
    for message in written:
        if message.id:
            yield from (f"{name}:{message.lineno or 1}: {_quoted(message)} {what}" for what in _faults(message, said))
    yield from (f"{name}:{message.lineno or 1}: {_quoted(message)} is obsolete: take it out" for message in written.obsolete.values())


def _faults(message: Message, said: Catalog) -> Iterator[str]:
    if said.get(_first(message.id), message.context) is None:
        yield "is said nowhere any more: take it out"
    if message.fuzzy:
        yield "is fuzzy: somebody must read it"
    words = [message.string] if isinstance(message.string, str) else message.string or [""]
    if not all(words):
        yield EMPTY


def _first(identity: str | list[str] | tuple[str, ...]) -> str:
    return identity if isinstance(identity, str) else identity[0]


def _quoted(message: Message) -> str:
    return f"'{' '.join(_first(message.id).split())[:70]}'"


def update(root: Path) -> None:
    """Bring the .po files up to what is said now: new sentences are added empty, old ones are dropped.

    A draft loses what nobody says any more and gains nothing: what it lacks stands in another language.
    """
    said = extract_messages(root)
    for language in LANGUAGES:
        file = _po_file(root, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        catalog = Catalog(locale=language, charset="utf-8", project="Rumbo")
        if file.exists():
            with file.open("rb") as stream:
                catalog = read_po(stream, locale=language)
        catalog.update(said, no_fuzzy_matching=True, update_creation_date=False)
        _write(file, catalog)
    for language in list_drafts(root):
        file = _po_file(root, language)
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=language)
        for message in [message for message in catalog if message.id and said.get(_first(message.id), message.context) is None]:
            catalog.delete(message.id, message.context)
        _write(file, catalog)


def _write(file: Path, catalog: Catalog) -> None:
    with file.open("wb") as stream:
        write_po(stream, catalog, width=LINE_WIDTH, ignore_obsolete=True, sort_by_file=True, include_lineno=False)


def main(arguments: list[str]) -> int:
    """Print each breach under the root named in ``arguments`` (this checkout by default); 1 if there is any."""
    roots = [argument for argument in arguments if argument != "--update"]
    root = Path(roots[0]) if roots else Path(__file__).resolve().parent.parent
    if "--update" in arguments:
        update(root)
    breaches = find_breaches(root)
    for breach in breaches:
        print(breach)
    print(f"messages: {len(breaches)} breaches" if breaches else "messages: in order")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

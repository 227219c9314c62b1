"""Make the pseudo-language: ``python checks/pseudo.py [FOLDER]`` writes its catalog under FOLDER (``var/locale``).

With ``RUMBO_MORE_LANGUAGES=ar-x-pseudo`` a server then speaks it: every sentence of the interface longer and from right
to left. What still reads as plain English on such a page was never given to translators.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from rumbo.web.logic.pseudo import to_pseudo

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = ROOT / "src" / "rumbo" / "locale" / "en" / "LC_MESSAGES" / "django.po"
FOLDER = "ar_X-pseudo"  # what Django makes of the language code ar-x-pseudo
KEPT = {"F j, Y"}  # formats, not sentences


def make_catalog(english: Path = ENGLISH) -> Catalog:
    """The pseudo catalog of every sentence in an English .po file."""
    with english.open("rb") as stream:
        written = read_po(stream, locale="en")
    made = Catalog(locale="en", charset="utf-8", project="Rumbo", fuzzy=False)
    for message in written:
        if message.id:
            words = [message.string] if isinstance(message.string, str) else list(message.string or ())
            said = [text if text in KEPT else to_pseudo(text) for text in words]
            made.add(message.id, said[0] if isinstance(message.string, str) else tuple(said), context=message.context)
    return made


def write_pseudo(folder: Path) -> Path:
    """Write the catalog under ``folder`` as Django looks for it, readable (.po) and compiled (.mo)."""
    target = folder / FOLDER / "LC_MESSAGES"
    target.mkdir(parents=True, exist_ok=True)
    catalog = make_catalog()
    with (target / "django.po").open("wb") as stream:
        write_po(stream, catalog, width=140)
    with (target / "django.mo").open("wb") as stream:
        write_mo(stream, catalog)
    return target


if __name__ == "__main__":
    print(write_pseudo(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "locale"))

"""What may never be in the repository: paths of somebody's machine, private addresses, places that must stay hidden."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# The names of protected places are kept beside the repository, never in it.
FACTS = ROOT.parent / "shared" / "reference" / "caliba_facts.md"
HOMES = "|".join(("work", "tmp", "root", "opt", r"home/\w+", r"Users/\w+"))
MACHINE_PATH = re.compile(rf"(?<![\w.$}}~-])/(?:{HOMES})/\w")
BINARY = {".mo", ".png", ".jpg", ".webp", ".woff2", ".ico"}


def tracked_files() -> list[Path]:
    """Every file that is in the repository or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout  # git of the PATH
    return [file for name in listed.split("\0") if name and (file := ROOT / name).is_file() and file.suffix not in BINARY]


def squeeze(text: str) -> str:
    """Letters and digits only, without accents or case: however a name is written, it reads the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def protected_words(facts: str) -> set[str]:
    """Squeezed names of the organisations marked confidential, and of the sources that only they have."""
    rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in facts.splitlines() if line.startswith("|")]
    hidden = [row for row in rows if "**confidential**" in row]
    named = {source for row in rows if row not in hidden for source in row[-1].split(",")}
    words = {form for row in hidden for form in name_forms(row[1])}
    for source in {source for row in hidden for source in row[-1].split(",")} - named:
        words |= {title.strip() for title in re.findall(rf"\b{source} ([^·\n]+)", facts)}
    return {squeezed for word in words if len(squeezed := squeeze(word)) > 6}


def name_forms(name: str) -> set[str]:
    """A name in full, in its parts, and without the common words around it."""
    parts = [part.strip() for part in re.split(r"[(),]", name)]
    bare = [re.sub(r"(\s[a-z]+)+$", "", re.sub(r"^(Albergue|Refugio)\s", "", part)) for part in parts if "–" not in part]
    return {name, *(part for part in parts if "–" not in part), *bare}


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for file in tracked_files()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert found == []


def test_the_lock_files_name_no_index_and_every_package_has_a_digest() -> None:
    for name in ("lock.txt", "dev.lock.txt"):
        text = (ROOT / "requirements" / name).read_text("utf-8")
        assert not re.search(r"--(index-url|extra-index-url|find-links|trusted-host)|://|file:", text)
        pinned = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[a-zA-Z]", text, re.MULTILINE))


def test_the_developers_lock_holds_the_same_versions_as_the_runtime_lock() -> None:
    runtime, dev = (
        set(re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?==[^\s;\\]+)", (ROOT / "requirements" / name).read_text("utf-8"), re.MULTILINE))
        for name in ("lock.txt", "dev.lock.txt")
    )
    assert runtime - dev == set()


@pytest.mark.outside
@pytest.mark.skipif(not FACTS.exists(), reason="the list of protected places is not kept in the repository, and is not at hand here")
def test_no_file_names_a_place_that_must_stay_hidden_nor_its_sources() -> None:
    words = protected_words(FACTS.read_text("utf-8"))
    assert len(words) >= 6
    # The word itself is not shown: a log of a failed run may be public.
    found = [str(file.relative_to(ROOT)) for file in tracked_files() if any(word in squeeze(file.read_text("utf-8")) for word in words)]
    assert found == []


def test_a_protected_name_is_found_in_every_spelling() -> None:
    facts = (
        "| X1 | Albergue Ejemplo (Fundación Inventada, SD+TJ) | women | – | **confidential** | 2023 | H | S900,S901 |\n"
        "| X2 | Comedor Abierto | all | – | public | 2023 | H | S901 |\n"
        "S900 noticia-inventada 2023 · S901 otra-noticia 2022\n"
    )
    words = protected_words(facts)
    assert {"albergueejemplo", "ejemplo", "fundacioninventada", "noticiainventada2023"} <= words
    assert not {"comedorabierto", "otranoticia2022", "sdtj"} & words
    assert "fundacioninventada" in squeeze("la FUNDACIÓN «Inventada»")

"""Who may know whom: walks the imports of every room, and the edges that Django hides, and prints each breach.

Run as ``python checks/layers.py [ROOT]``; exit 0 (all is well) or 1 (each breach as ``file:line: sentence``).
The order of the rooms is told in docs/architecture.md; why this is a checker of our own, in docs/decisions/.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# From the ground up. Rooms of one row are sisters: neither may know the other.
ROWS: tuple[tuple[str, ...], ...] = (
    ("engine",),
    ("web", "regionfile"),
    ("base",),
    ("accounts",),
    ("directory",),
    ("pathways",),
    ("consortium",),
    ("casework",),
    ("observatory", "dialogue"),
    ("front",),
    ("config",),
    ("cli",),
)
HEIGHT = {room: height for height, row in enumerate(ROWS) for room in row}
APPS = {room for row in ROWS[2:10] for room in row}
DOORS = {"services", "queries", "ports"}
# Composing is what the rooms at the top are for: they may also take an app's router and addresses, and ask its pure code.
COMPOSERS = {"config", "cli"}
COMPOSERS_DOORS = DOORS | {"api", "urls", "apps", "logic"}
# Base is the common toolbox: all of it is open, but for what belongs to its own pages and start.
BASE_CLOSED = {"apps", "forms", "jobs", "migrations", "urls", "views"}

IMPURE_MODULES = {"django", "ninja", "io", "os", "pathlib", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "time", "urllib"}
CLOCK_CALLS = {"now", "utcnow", "today"}
FILE_CALLS = {"read_text", "read_bytes", "write_text", "write_bytes", "open"}
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
URL_CALLS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}

DOTTED = re.compile(r"rumbo\.[a-z_]+(\.\w+)*")
TEMPLATE_FILE = re.compile(r"(?P<room>[a-z_]+)/[\w./-]+\.(html|txt|svg|xml|css|js)")
TAG = re.compile(r"{%-?\s*(?P<tag>url|include|extends|static|load)\s+(?P<rest>[^%]*?)\s*%}")
QUOTED = re.compile(r"""^["'](?P<text>[^"']+)["']""")
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?%}.*?{%\s*endcomment\s*%}", re.DOTALL)


@dataclass(frozen=True, order=True)
class Breach:
    """One edge that may not be: where it is, and a sentence that says why."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class House:
    """The checkout at ``root``: its rooms, its files, whose a URL namespace or a tag library is."""

    root: Path

    @property
    def source(self) -> Path:
        return self.root / "src" / "rumbo"

    def list_files(self, pattern: str) -> list[Path]:
        return sorted(self.source.rglob(pattern))

    def find_room(self, file: Path) -> str | None:
        """The room a file stands in; None for the few files at the door of the house."""
        parts = file.relative_to(self.source).parts
        return parts[0] if len(parts) > 1 else None

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """URL namespace → room: what ``app_name`` says, and each room's own name."""
        found = {room: room for room in HEIGHT}
        for urls in self.list_files("urls.py"):
            for name in re.findall(r"""^app_name\s*(?::\s*\w+\s*)?=\s*["'](\w+)["']""", urls.read_text("utf-8"), re.MULTILINE):
                found[name] = self.find_room(urls) or name
        return found

    @cached_property
    def tag_libraries(self) -> dict[str, str]:
        """Template tag library → the room that keeps it."""
        return {file.stem: room for file in self.list_files("templatetags/*.py") if (room := self.find_room(file))}


def find_breaches(root: Path) -> list[Breach]:
    """List every edge of the checkout at ``root`` that the order of rooms forbids, by file and line.

    Example: ``find_breaches(Path("."))`` is ``[]`` on a house in order.
    """
    house = House(root)
    found: set[Breach] = set()
    for file in house.list_files("*.py"):
        found.update(_check_module(house, file))
    for pattern in ("templates/**/*.html", "templates/**/*.txt", "templates/**/*.svg", "templates/**/*.xml"):
        for file in house.list_files(pattern):
            found.update(_check_template(house, file))
    return sorted(found)


def _check_module(house: House, file: Path) -> Iterator[Breach]:
    room = house.find_room(file)
    name = str(file.relative_to(house.root))
    tree = ast.parse(file.read_text("utf-8"), filename=name)
    edges = _Edges(house, room, file)
    if room is None:
        edges.check_door(tree)
    elif room not in HEIGHT:
        edges.add(1, f"'{room}' is not a room of this house; the rooms are told in docs/architecture.md")
    else:
        edges.check_imports(tree)
        edges.check_strings(tree)
        if _is_pure(house, file):
            edges.check_purity(tree)
    return (Breach(name, line, sentence) for line, sentence in edges.found)


def _is_pure(house: House, file: Path) -> bool:
    parts = file.relative_to(house.source).parts
    return (parts[0] == "engine" and parts != ("engine", "__main__.py")) or "logic" in parts[1:] or parts[1:] == ("logic.py",)


class _Edges:
    """Collects what one module reaches for, and says which of it is forbidden."""

    def __init__(self, house: House, room: str | None, file: Path) -> None:
        self.house = house
        self.room = room or ""
        self.file = file
        self.found: list[tuple[int, str]] = []

    def add(self, line: int, sentence: str) -> None:
        self.found.append((line, sentence))

    def check_door(self, tree: ast.Module) -> None:
        if self.file.name != "__init__.py":
            return
        for node in ast.walk(tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                self.add(node.lineno, "rumbo/__init__.py imports nothing")

    def check_imports(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            for target in self._list_imported(node):
                if target.split(".")[0] == "rumbo":
                    self.check_target(node.lineno, target)  # type: ignore[attr-defined]  # only statements yield targets

    def _list_imported(self, node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            base = self._resolve(node)
            return [f"{base}.{alias.name}" for alias in node.names]
        return []

    def _resolve(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        package = ("rumbo", *self.file.relative_to(self.house.source).parent.parts)
        kept = package[: len(package) - (node.level - 1)]
        return ".".join((*kept, node.module) if node.module else kept)

    def check_target(self, line: int, target: str) -> None:
        """``target``: a dotted name such as ``rumbo.directory.services.close_service``."""
        other, _, inside = target.removeprefix("rumbo").removeprefix(".").partition(".")
        if not other or other == self.room:
            return
        if self.check_order(line, other, target):
            self._check_door_used(line, other, inside)

    def check_order(self, line: int, other: str, what: str) -> bool:
        if other not in HEIGHT:
            self.add(line, f"{self.room} names {what}, and '{other}' is not a room of this house")
        elif HEIGHT[other] == HEIGHT[self.room] and other != self.room:
            self.add(line, f"{self.room} names {what}, but {self.room} and {other} are sisters and do not know each other")
        elif HEIGHT[other] > HEIGHT[self.room]:
            self.add(line, f"{self.room} names {what}, but {other} stands above {self.room}; go up by a port")
        else:
            return True
        return False

    def _check_door_used(self, line: int, other: str, inside: str) -> None:
        path = inside.split(".")
        module = path[0]
        if any(part.startswith("_") and not part.startswith("__") for part in path):
            self.add(line, f"{self.room} names rumbo.{other}.{inside}, which is private to {other}")
        elif other in APPS and not self._is_open(other, module):
            doors = "services, queries or ports"
            self.add(line, f"{self.room} reaches into {other}.{module or '__init__'}; another app is reached through its {doors}")

    def _is_open(self, other: str, module: str) -> bool:
        if self.room in COMPOSERS and module in COMPOSERS_DOORS:
            return True
        if other == "base":
            return bool(module) and module not in BASE_CLOSED
        # Pure code cannot go through doors that open tables: it may use the pure code of a lower app.
        return module in DOORS or (module == "logic" and _is_pure(self.house, self.file))

    def check_strings(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                self._check_call(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                self._check_constant(node, node.value)
            elif isinstance(node, ast.Assign) and "migrations" in self.file.parts:
                self._check_dependencies(node)

    def _check_call(self, node: ast.Call) -> None:
        name = _name_of(node.func)
        strings = [arg.value for arg in _values_of(node) if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in RELATIONS:
            for text in strings:
                self._check_label(node.lineno, text)
        elif name == "get_model" and strings:
            self._check_label(node.lineno, strings[0] if "." in strings[0] else f"{strings[0]}.")
        elif name in URL_CALLS and strings:
            self.check_url(node.lineno, strings[0])

    def _check_label(self, line: int, text: str) -> None:
        label, dot, model = text.partition(".")
        if not dot or label not in HEIGHT or label == self.room:
            return
        if self.check_order(line, label, f"the table {text}" if model else f"tables of {label}") and self._is_code_reaching(text):
            self.add(line, f"{self.room} takes a model of {label} by name; another app is reached through its services, queries or ports")

    def _is_code_reaching(self, text: str) -> bool:
        # get_model("label", …) arrives as "label.": right in a migration, a back door anywhere else.
        return text.endswith(".") and "migrations" not in self.file.parts

    def check_url(self, line: int, text: str) -> None:
        namespace, colon, _ = text.partition(":")
        if self.room == "web" and "/" not in text and namespace != "web":
            self.add(line, f"web names the address '{text}', and web knows no app's address: let it be passed in")
        elif colon and (other := self.house.namespaces.get(namespace)) and other != self.room:
            self.check_order(line, other, f"the address '{text}'")

    def _check_constant(self, node: ast.Constant, text: str) -> None:
        if self.room == "config":
            return  # settings name apps and modules by dotted strings: that is what they are for
        if DOTTED.fullmatch(text) and text.split(".")[1] in HEIGHT:
            self.check_target(node.lineno, text)
        elif (match := TEMPLATE_FILE.fullmatch(text)) and match["room"] in HEIGHT and match["room"] != self.room:
            self.check_order(node.lineno, match["room"], f"the file '{text}'")

    def _check_dependencies(self, node: ast.Assign) -> None:
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if not names & {"dependencies", "run_before"}:
            return
        for pair in ast.walk(node.value):
            if isinstance(pair, ast.Tuple) and pair.elts and isinstance(first := pair.elts[0], ast.Constant):
                label = first.value
                if isinstance(label, str) and label in HEIGHT and label != self.room:
                    self.check_order(pair.lineno, label, f"a migration of {label}")

    def check_purity(self, tree: ast.Module) -> None:
        for node in ast.walk(tree):
            for target in self._list_imported(node):
                if (module := target.split(".")[0]) in IMPURE_MODULES:
                    self.add(node.lineno, f"this module is pure and may not import {module}")  # type: ignore[attr-defined]  # statements only
            if isinstance(node, ast.Call) and (sentence := _find_impurity(node)):
                self.add(node.lineno, sentence)


def _find_impurity(node: ast.Call) -> str | None:
    name = _name_of(node.func)
    if isinstance(node.func, ast.Attribute) and name in CLOCK_CALLS:
        return f"this module is pure and may not ask the clock (.{name}()): let the time be passed in"
    if isinstance(node.func, ast.Name) and name in {"open", "input", "print"}:
        return f"this module is pure and may not call {name}()"
    if isinstance(node.func, ast.Attribute) and name in FILE_CALLS:
        return f"this module is pure and may not touch files (.{name}())"
    return None


def _name_of(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _values_of(node: ast.Call) -> list[ast.expr]:
    return [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in {"to", "through", "app_label", "viewname"})]


def _check_template(house: House, file: Path) -> Iterator[Breach]:
    room = house.find_room(file)
    if room is None or room not in HEIGHT:
        return
    text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), file.read_text("utf-8"))
    edges = _Edges(house, room, file)
    for match in TAG.finditer(text):
        _check_tag(edges, text.count("\n", 0, match.start()) + 1, match["tag"], match["rest"])
    yield from (Breach(str(file.relative_to(house.root)), line, sentence) for line, sentence in edges.found)


def _check_tag(edges: _Edges, line: int, tag: str, rest: str) -> None:
    if tag == "load":
        for library in rest.split(" from ")[-1].split():
            if (other := edges.house.tag_libraries.get(library)) and other != edges.room:
                edges.check_order(line, other, f"the tags of {library}")
        return
    quoted = QUOTED.match(rest)
    if quoted is None:
        return
    if tag == "url":
        edges.check_url(line, quoted["text"])
    elif (other := quoted["text"].split("/")[0]) in HEIGHT and other != edges.room:
        edges.check_order(line, other, f"the file '{quoted['text']}'")


def main(arguments: list[str]) -> int:
    """Print each breach under the root named in ``arguments`` (this checkout by default); 1 if there is any."""
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    breaches = find_breaches(root)
    for breach in breaches:
        print(breach)
    print(f"layers: {len(breaches)} breaches" if breaches else "layers: in order")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The shape of a page in a few lines of text, the same on every machine: see docs/decisions/0012.

Letters of one machine are wider than those of another, so pages are measured in a font that is made here: every letter half an em wide.
"""

from __future__ import annotations

import base64
import difflib
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

NEAR = 2  # pixels that a box may be off without being reported: browsers round differently
MOST_TOLD = 6  # moves told for each page; the first ones are the cause, the others follow
KINDS = (
    "header, nav, main, footer, aside, section, article, fieldset, table, figure, blockquote, h1, h2, svg.timeline, .map svg, .leave, "
    ".button, .card, .note, .promise, .panel, .step, .pick, .search, .lead, .state, .tabs, .badge, textarea, pre"
)
# Each box: what it is, where, how large, its colours, and the words it begins with (told when it moves, but not compared).
BOXES = """kinds => {
    const hex = color => { const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
        return a === 0 ? '-' : '#' + [r, g, b].map(part => part.toString(16).padStart(2, '0')).join('') };
    const said = e => e.tagName.toLowerCase() + [...e.classList].map(name => '.' + name).join('');
    return [...document.querySelectorAll(kinds)].filter(e => e.checkVisibility({visibilityProperty: true})).map(e => {
        const box = e.getBoundingClientRect(), look = getComputedStyle(e);
        if (box.width <= 1 || box.height <= 1) return null;
        return [said(e), Math.round(box.left), Math.round(box.top + scrollY), Math.round(box.width), Math.round(box.height),
            hex(look.color) + ' on ' + hex(look.backgroundColor)
                + (parseFloat(look.borderBlockEndWidth) ? ' within ' + hex(look.borderBlockEndColor) : ''),
            (e.innerText || e.value || '').trim().split('\\n')[0].slice(0, 40)] }).filter(Boolean) }"""
WIDTHS = """words => words.map(text => {
    const e = document.body.appendChild(document.createElement('span'));
    e.textContent = text;
    e.style.cssText = 'position:absolute;font-size:100px';
    const width = e.offsetWidth;
    e.remove();
    return width })"""
LINE = re.compile(r"(\S+) (-?\d+) ([+-]\d+) (\d+)x(\d+)(?: × (\d+))?")


@dataclass(frozen=True)
class Box:
    """``drop``: how far below the top of the box before it begins; so one that grows does not move all that follow."""

    kind: str
    left: int
    drop: int
    width: int
    height: int
    words: str = ""

    def near(self, other: Box) -> bool:
        here, there = (self.left, self.drop, self.width, self.height), (other.left, other.drop, other.width, other.height)
        return self.kind == other.kind and all(abs(one - two) <= NEAR for one, two in zip(here, there, strict=True))

    def line(self) -> str:
        return f"{self.kind} {self.left} {self.drop:+} {self.width}x{self.height}"


def use_the_ruler(page: Any) -> None:
    """Set the page in the font whose letters are all alike."""
    page.add_style_tag(
        content=f"@font-face {{ font-family: Ruler; font-weight: 1 1000; src: url(data:font/ttf;base64,{_font()}); }}"
        "*, *::before, *::after { font-family: Ruler !important; font-synthesis: none !important; transition: none !important; }"
    )
    assert page.evaluate("document.fonts.load('16px Ruler').then(found => found.length)") == 1
    assert page.evaluate(WIDTHS, ["iii", "MMM", "ñé¿"]) == [150, 150, 150]


def boxes_of(page: Any) -> tuple[list[Box], dict[str, set[str]]]:
    """The boxes of a page, and which colours each kind of box has."""
    boxes, colors, above = [], {}, 0
    for kind, left, top, width, height, color, words in page.evaluate(BOXES, KINDS):
        boxes.append(Box(".".join(kind.split(".")[:2]), left, top - above, width, height, words))
        colors.setdefault(kind, set()).add(color)
        above = top
    return boxes, colors


def written(boxes: Iterable[Box]) -> str:
    """One line for each box; a box that is the same as the one before it is counted."""
    lines = []
    for line, same in groupby(box.line() for box in boxes):
        number = len(list(same))
        lines.append(line if number == 1 else f"{line} × {number}")
    return "\n".join(lines)


def read(text: str) -> list[Box]:
    """What ``written`` wrote."""
    boxes = []
    for found in map(LINE.fullmatch, text.splitlines()):
        assert found, text
        kind, *numbers, number = found.groups()
        boxes += [Box(kind, *map(int, numbers))] * int(number or 1)
    return boxes


def moved(before: list[Box], now: list[Box]) -> list[str]:
    """What is not where it was, the first of it in words; nothing if nothing moved."""
    told = []
    kinds = difflib.SequenceMatcher(None, [box.kind for box in before], [box.kind for box in now], autojunk=False)
    for what, start, end, new_start, new_end in kinds.get_opcodes():
        if what == "equal":
            told += [_tell(was, box) for was, box in zip(before[start:end], now[new_start:new_end], strict=True) if not was.near(box)]
            continue
        told += [f"gone: {box.kind}, {box.width} by {box.height}" for box in before[start:end]]
        told += [f"new: {_named(box)}, {box.width} by {box.height}" for box in now[new_start:new_end]]
    return told[:MOST_TOLD] + ([f"and {len(told) - MOST_TOLD} more"] if len(told) > MOST_TOLD else [])


def _tell(was: Box, box: Box) -> str:
    pairs = (("left", was.left, box.left), ("below the one before", was.drop, box.drop), ("width", was.width, box.width))
    changes = [f"{name} {old} → {new}" for name, old, new in (*pairs, ("height", was.height, box.height)) if abs(old - new) > NEAR]
    return f"{_named(box)}: {', '.join(changes)}"


def _named(box: Box) -> str:
    return f"{box.kind} “{box.words}”" if box.words else box.kind


@cache
def _font() -> str:
    """A TrueType font of empty letters, each half as wide as the font is high, in base64."""
    groups = [(0x20, 0x24F), (0x2000, 0x22FF), (0xA700, 0xA7FF)]
    glyphs = 1 + max(last - first + 1 for first, last in groups)
    square = struct.pack(">hhhhhHH", 1, 50, 0, 450, 700, 3, 0) + b"\x01" * 4 + struct.pack(">4h4h", 50, 400, 0, -400, 0, 0, 700, 0)
    square += b"\0" * (-len(square) % 4)
    cmap = struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 12, 0, 16 + 12 * len(groups), 0, len(groups))
    cmap += b"".join(struct.pack(">III", first, last, 1) for first, last in groups)
    names = "Ruler".encode("utf-16-be")
    tables = {
        b"OS/2": struct.pack(
            ">HhHHHhhhhhhhhhhh10sIIII4sHHHhhhHHIIhhHHH",
            *(4, 500, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0, b"\0" * 10, 1, 0, 0, 0, b"RMBO", 64, 0x20, 0xA7FF),
            *(800, -200, 0, 800, 200, 1, 0, 500, 700, 0, 0x20, 1),
        ),
        b"cmap": cmap,
        b"glyf": square,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 500, 700, 0, 8, 2, 0, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8shH", 0x10000, 800, -200, 0, 500, 0, 0, 500, 1, 0, 0, b"\0" * 8, 0, 1),
        b"hmtx": struct.pack(">Hh", 500, 0) + b"\0" * 2 * (glyphs - 1),
        b"loca": struct.pack(">HH", 0, len(square) // 2) + struct.pack(">H", len(square) // 2) * (glyphs - 1),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, glyphs, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"name": struct.pack(">HHHHHHHHH", 0, 1, 18, 3, 1, 0x409, 1, len(names), 0) + names,
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    return base64.b64encode(_bound(tables)).decode()


def _bound(tables: dict[bytes, bytes]) -> bytes:
    """Tables behind one another, after the list of where each begins."""
    number, power = len(tables), 2 ** (len(tables).bit_length() - 1)
    head = struct.pack(">IHHHH", 0x10000, number, power * 16, power.bit_length() - 1, number * 16 - power * 16)
    at, entries, body = 12 + 16 * number, b"", b""
    for tag, table in tables.items():
        padded = table + b"\0" * (-len(table) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        entries += tag + struct.pack(">III", total, at + len(body), len(table))
        body += padded
    return head + entries + body

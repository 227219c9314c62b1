"""YAML with nothing clever in it: no anchors, aliases, tags, tabs or duplicate keys, and few implicit types.

Built on the event stream of PyYAML (libyaml where it is compiled in), so that an alias costs nothing: it is refused
the moment it is read, before anything could be expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import yaml
from yaml.error import Mark
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = ["MAX_DEPTH", "MAX_VALUES", "Spot", "YamlFaultError", "decode", "load"]

MAX_DEPTH = 100  # conditions may nest 40 deep, and each level is a mapping and a list
MAX_VALUES = 200_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,14})\.[0-9]{1,17}")
# Control characters, the marks that override reading direction, and what YAML takes for a line break but editors do not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\r(?!\n)")
_TAB_INDENT = re.compile(r"^[ ]*\t", re.MULTILINE)
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "": None}


class YamlFaultError(Exception):
    """Why a file cannot be read: a finding's code, the line, and what the sentence needs."""

    def __init__(self, code: str, line: int, **values: object) -> None:
        self.code, self.line, self.values = code, line, values
        super().__init__(f"{code} on line {line}")


@dataclass(slots=True)
class Spot:
    """The line of a value, and the spots of what it holds by key or position."""

    line: int
    parts: dict[str | int, Spot] = field(default_factory=dict)

    def find(self, path: tuple[str | int, ...]) -> Spot:
        """The spot at ``path``, or the nearest one above it that exists."""
        spot = self
        for key in path:
            if key not in spot.parts:
                break
            spot = spot.parts[key]
        return spot


def decode(raw: bytes) -> str:
    """The text of a file.

    Raises:
        YamlFaultError: when a byte is not UTF-8, a line is indented with a tab, or a forbidden character stands in it.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise YamlFaultError("file-not-utf8", raw.count(b"\n", 0, error.start) + 1, byte=f"0x{raw[error.start]:02x}") from None
    _refuse_forbidden(text, 1)
    if tab := _TAB_INDENT.search(text):
        raise YamlFaultError("yaml-tab", _line_of(text, tab.start()))
    return text


def _refuse_forbidden(text: str, first_line: int) -> None:
    if found := _FORBIDDEN.search(text):
        raise YamlFaultError("character-forbidden", first_line + text.count("\n", 0, found.start()), character=f"U+{ord(found[0]):04X}")


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def load(text: str) -> tuple[Any, Spot]:
    """Read one document: its data (dicts, lists, text, true/false, null, numbers) and the line of each value.

    Raises:
        YamlFaultError: at the first thing that is not allowed.

    >>> load("a: yes")[0]
    {'a': 'yes'}
    """
    try:
        return _Builder(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFaultError("yaml-syntax", mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, ValueError):
        # ValueError: libyaml's numbers in escapes and directives, which PyYAML passes on as they are.
        raise YamlFaultError("yaml-syntax", 1) from None


class _Builder:
    def __init__(self, events: Iterator[Event]) -> None:
        self._events = events
        self._values = 0

    def document(self) -> tuple[Any, Spot]:
        data, spot, documents = None, Spot(1), 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlFaultError("yaml-second-document", _line(event))
            elif isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent)):
                data, spot = self._value(event, 0)
        return data, spot

    def _value(self, event: Event, depth: int) -> tuple[Any, Spot]:
        self._refuse(event, depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(Spot(_line(event)), depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(Spot(_line(event)), depth)
        return _scalar(cast("ScalarEvent", event)), Spot(_line(event))

    def _refuse(self, event: Event, depth: int) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise YamlFaultError("yaml-too-many-values", _line(event), limit=MAX_VALUES)
        if depth > MAX_DEPTH:
            raise YamlFaultError("yaml-too-deep", _line(event), limit=MAX_DEPTH)
        if isinstance(event, NodeEvent) and event.anchor is not None:
            raise YamlFaultError("yaml-anchor", _line(event), name=event.anchor)
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            raise YamlFaultError("yaml-tag", _line(event), name=event.tag)

    def _mapping(self, spot: Spot, depth: int) -> tuple[dict[str, Any], Spot]:
        data: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, depth)
            if key in data:
                raise YamlFaultError("yaml-duplicate-key", _line(event), key=key, first=spot.parts[key].line)
            data[key], held = self._value(next(self._events), depth + 1)
            # A field is where its name stands, even when its text begins on the next line.
            spot.parts[key] = Spot(_line(event), held.parts)
        return data, spot

    def _key(self, event: Event, depth: int) -> str:
        self._refuse(event, depth)
        if not isinstance(event, ScalarEvent):
            raise YamlFaultError("yaml-key", _line(event))
        _check_scalar(event)
        return str(event.value)

    def _sequence(self, spot: Spot, depth: int) -> tuple[list[Any], Spot]:
        data: list[Any] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            value, spot.parts[len(data)] = self._value(event, depth + 1)
            data.append(value)
        return data, spot


def _line(event: Event) -> int:
    return cast("Mark", event.start_mark).line + 1


def _check_scalar(event: ScalarEvent) -> None:
    # Escapes (\u202e) can write what the raw text did not contain.
    if event.style == '"':
        _refuse_forbidden(event.value, _line(event))


def _scalar(event: ScalarEvent) -> Any:
    _check_scalar(event)
    value: str = event.value
    if event.style:  # quoted or a block: text
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value

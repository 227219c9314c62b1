"""Records taken apart for tables, and put together again without loss.

A record becomes: values for real columns, its texts (one row per language, kept elsewhere), and a JSON body with the
rest. Where a text stood, the body keeps a mark, so that the two halves find each other.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from rumbo.engine import conditions
from rumbo.regionfile.records import Record, Text

__all__ = [
    "TEXT_MARK",
    "Apart",
    "TextRow",
    "digest_of",
    "pop_path",
    "put_path",
    "put_together",
    "rows_of_text",
    "take_apart",
    "text_of_rows",
]

TEXT_MARK = "$text"
R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Apart:
    """A record without its texts: ``body`` is plain JSON data, ``texts`` are by their place, e.g. ``phones[0].role``."""

    body: dict[str, Any]
    texts: dict[str, Text]


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text in one language. ``origin``: original, human or machine. ``source_digest``: of the original it renders."""

    language: str
    text: str
    origin: str
    source_digest: str


def take_apart(record: Record) -> Apart:
    """Split a record into a JSON body and its texts. Values that say nothing (``None``) are left out."""
    texts: dict[str, Text] = {}
    body = _plain(record, "", texts)
    return Apart(body, texts)


def _plain(value: object, path: str, texts: dict[str, Text]) -> Any:
    if isinstance(value, Text):
        texts[path] = value
        return {TEXT_MARK: path}
    if isinstance(value, conditions.Condition):
        return conditions.to_data(value)
    if isinstance(value, BaseModel):
        parts = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _plain(part, f"{path}.{name}" if path else name, texts) for name, part in parts if part is not None}
    if isinstance(value, Mapping):
        return {key: _plain(part, f"{path}.{key}", texts) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part, f"{path}[{i}]", texts) for i, part in enumerate(value)]
    return value.isoformat() if isinstance(value, dt.date) else value


def put_together(kind: type[R], body: Mapping[str, Any], texts: Mapping[str, Text]) -> R:
    """The record that :func:`take_apart` split.

    Raises:
        KeyError: a text that the body marks is missing.
        pydantic.ValidationError: the body is not one of this kind of record.
    """
    return kind.model_validate_json(json.dumps(_with_texts(body, texts)))


def _with_texts(value: Any, texts: Mapping[str, Text]) -> Any:
    if isinstance(value, Mapping):
        if TEXT_MARK in value:
            return texts[value[TEXT_MARK]].model_dump(mode="json", exclude_none=True)
        return {key: _with_texts(part, texts) for key, part in value.items()}
    return [_with_texts(part, texts) for part in value] if isinstance(value, list) else value


def rows_of_text(text: Text) -> tuple[TextRow, ...]:
    """One row per language; the original always has one, empty where it is missing, so that the gap can be seen."""
    said = {"es": text.es, "en": text.en, **text.more}
    source = said[text.original] or ""
    digest = hashlib.sha256(source.encode()).hexdigest()
    others = (
        TextRow(language, words, "machine" if language in text.machine else "human", digest)
        for language, words in sorted(said.items())
        if words and language != text.original
    )
    return (TextRow(text.original, source, "original", ""), *others)


def text_of_rows(rows: Mapping[str, tuple[str, str]]) -> Text:
    """The text whose rows these are: words and origin by language."""
    original = next(language for language, (_, origin) in rows.items() if origin == "original")
    said = {language: words for language, (words, _) in rows.items() if words}
    return Text(
        es=said.pop("es", None),
        en=said.pop("en", None),
        more=said,
        original="en" if original == "en" else "es",
        machine=tuple(sorted(language for language, (_, origin) in rows.items() if origin == "machine")),
    )


def digest_of(value: BaseModel | Mapping[str, Any]) -> str:
    """SHA-256 of a record or of JSON data, in hexadecimal; equal values have equal digests."""
    data = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    return hashlib.sha256(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def pop_path(body: dict[str, Any], path: str) -> Any:
    """Take the value at a dotted path out of a body; None where there is none.

    >>> body = {"provenance": {"confidence": "high"}}
    >>> pop_path(body, "provenance.confidence"), body
    ('high', {'provenance': {}})
    """
    *folders, name = path.split(".")
    for folder in folders:
        body = body.get(folder, {})
    return body.pop(name, None)


def put_path(body: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a dotted path of a body, making what lies on the way."""
    *folders, name = path.split(".")
    for folder in folders:
        body = body.setdefault(folder, {})
    body[name] = value

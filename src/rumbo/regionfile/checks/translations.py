"""Texts that lack a language, that a machine drafted, or whose original changed since they were confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.findings import Finding, Place, finding
from rumbo.regionfile.lock import LOCK_NAME, LockError, compare, read_lock
from rumbo.regionfile.texts import LocatedText, texts_of

__all__ = ["check_translations"]


def check_translations(context: Context) -> Iterator[Finding]:
    """What is wrong with each text, and how it stands to the lock file."""
    for item in context.each():
        for found in texts_of(item.record):
            yield from _languages(item, found)
    for item in context.each("goals"):
        yield from _search_words(item)
    yield from _against_lock(context)


def _languages(item: Item, found: LocatedText) -> Iterator[Finding]:
    place = item.place(*found.path)
    for lang in item.context.records.region.languages:
        if getattr(found.text, lang, None) is None and lang not in found.text.more:
            yield finding("translation-missing", place, record=item.label, lang=lang)
    for lang in found.text.machine:
        yield finding("translation-machine", place, record=item.label, lang=lang)


def _search_words(item: Item) -> Iterator[Finding]:
    words = item.record.also_called
    for lang, held in (("es", words.es), ("en", words.en)):
        if not held:
            yield finding("goal-words-missing", item.place("also_called"), record=item.label, lang=lang)


def _against_lock(context: Context) -> Iterator[Finding]:
    try:
        lock = read_lock(context.source.root)
    except LockError:
        yield finding("lock-unreadable", Place(LOCK_NAME))
        return
    if lock is None:
        yield finding("lock-missing", Place(LOCK_NAME))
        return
    for standing in compare(context.records, lock):
        if standing.state != "confirmed":
            place = context.source.place(standing.kind, standing.index, *standing.found.path)
            label = f"{standing.kind}/{standing.record.id}"  # type: ignore[attr-defined]
            yield finding(f"translation-{standing.state}", place, record=label, lang=standing.lang)

"""What may not be in the files at all, and who may never receive a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from rumbo.regionfile.checks.context import Context, Item, Path
from rumbo.regionfile.findings import Finding, finding

__all__ = ["check_disclosure"]

_STRICTNESS = ("exact", "area", "contact-first", "confidential")
_HIDDEN_PLACE = ("street", "latitude", "longitude", "neighbourhood", "capacity")
WITHHELD = "withheld"
# A wrong number costs most where the call is urgent, or goes to an authority.
_TESTED_WITHIN_DAYS = {"emergency": 90, "enforcement": 90, "legal": 90, "general": 365}


def check_disclosure(context: Context) -> Iterator[Finding]:
    """Fields that disclosure forbids, enforcement bodies shown as help, phones that nobody tried."""
    for item in context.each("organizations"):
        yield from _organization(item)
        yield from _phones(item)
        yield from _enforcement(item, item.record)
    for item in context.each("services"):
        yield from _confidential(item, _strictest(item), ("population",))
        yield from _enforcement(item, context.organizations.get(item.record.organization))
    for item in context.each("locations"):
        yield from _location(item)


def _strictest(item: Item) -> str:
    """The stricter of a record's own disclosure and its organization's."""
    organization = item.context.organizations.get(item.record.organization)
    both: tuple[str, str] = (item.record.disclosure, organization.disclosure if organization else "exact")
    return max(both, key=_STRICTNESS.index)


def _forbidden(item: Item, disclosure: str, *path: str | int) -> Finding:
    return finding("disclosure-forbids", item.place(*path), record=item.label, disclosure=disclosure)


def _organization(item: Item) -> Iterator[Finding]:
    yield from _confidential(item, item.record.disclosure, ("population", "phones", "website"))


def _confidential(item: Item, disclosure: str, fields: tuple[str, ...]) -> Iterator[Finding]:
    if disclosure != "confidential":
        return
    for field in fields:
        if getattr(item.record, field):
            yield _forbidden(item, disclosure, field)
    for index, source in enumerate(item.record.provenance.sources):
        if source != WITHHELD:
            path: Path = ("provenance", "sources", index)
            yield _forbidden(item, disclosure, *path)


def _location(item: Item) -> Iterator[Finding]:
    organization = item.context.organizations.get(item.record.organization)
    if organization is not None and organization.disclosure == "confidential":
        yield _forbidden(item, "confidential", "id")
        return
    disclosure = _strictest(item)
    if disclosure in {"contact-first", "confidential"}:
        for field in _HIDDEN_PLACE:
            if getattr(item.record, field) is not None:
                yield _forbidden(item, disclosure, field)
    yield from _confidential(item, disclosure, ())


def _phones(item: Item) -> Iterator[Finding]:
    for index, phone in enumerate(item.record.phones):
        limit, tested = _TESTED_WITHIN_DAYS[phone.kind], phone.tested_on
        place = item.place("phones", index)
        if tested is not None and tested > item.context.today:
            yield finding("evidence-future", place, record=item.label, day=tested)
        elif tested is None or item.context.today - tested > dt.timedelta(limit):
            yield finding("phone-untested", place, record=item.label, number=phone.number, kind=phone.kind, limit=limit)


def _enforcement(item: Item, body: Any) -> Iterator[Finding]:
    if body is None or body.cls != "enforcement":
        return
    if item.record.referral != "never":
        yield finding("enforcement-referral", item.place("referral"), record=item.label, organization=body.id)
    needs = getattr(item.record, "needs", ())
    if needs:
        yield finding("enforcement-needs", item.place("needs"), record=item.label, organization=body.id, needs=needs)

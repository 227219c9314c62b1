"""Cards of rights: the rule that is shown is a law the card rests on, and nobody is sent to an authority that detains."""

from __future__ import annotations

from collections.abc import Iterator

from rumbo.regionfile.checks.context import Context, Item
from rumbo.regionfile.findings import Finding, finding

__all__ = ["check_rights"]


def check_rights(context: Context) -> Iterator[Finding]:
    """Every card that shows what is no law of its own, or sends to an enforcement body."""
    kinds = {source.id: source.kind for source in context.records.sources}
    for item in context.each("rights"):
        for index, source in enumerate(item.record.rule):
            if kinds.get(source, "law") != "law" or source not in item.record.provenance.sources:
                yield finding("right-rule-not-law", item.place("rule", index), record=item.label, source=source)
        yield from _recipients(item)


def _recipients(item: Item) -> Iterator[Finding]:
    for index, slug in enumerate(item.record.turn_to):
        service = item.context.services.get(slug)
        body = item.context.organizations.get(service.organization) if service else None
        if body is not None and body.cls == "enforcement":
            yield finding("right-to-enforcement", item.place("turn_to", index), record=item.label, organization=body.id)

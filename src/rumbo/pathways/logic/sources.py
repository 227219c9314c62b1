"""Where a record is from, as it is shown beside a step, a service or a warning."""

from __future__ import annotations

from typing import Any

from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.words import text
from rumbo.regionfile import records as r

# A law outranks an office's own page, that one an account of it; what the team knows by itself comes last.
_RANK = {kind: rank for rank, kind in enumerate(("law", "official", "organisation", "academic", "press", "general-knowledge"))}
UNCONFIRMED = {
    "es": "No lo hemos podido confirmar. Pregunte en la ventanilla antes de contar con esto.",
    "en": "We have not been able to confirm this. Ask at the window before you count on it.",
}


def best_source(region: CompiledRegion, provenance: r.Provenance) -> r.Source | None:
    """The source that carries most weight: laws before offices before press; among equals the newest."""
    found = [region.sources[source] for source in provenance.sources if source in region.sources]
    newest_first = sorted(found, key=lambda source: source.date or "", reverse=True)
    return min(newest_first, key=lambda source: _RANK[source.kind], default=None)


def source_json(region: CompiledRegion, provenance: r.Provenance) -> dict[str, Any]:
    """Title and date of the best source, with how sure we are of the record itself."""
    source = best_source(region, provenance)
    return {
        "title": source.title if source else None,
        "date": (source.date if source else None) or provenance.evidence,
        "confidence": provenance.confidence,
        "url": source.url if source else None,
        "evidence": provenance.evidence,
        "checked_on": provenance.checked_on.isoformat() if provenance.checked_on else None,
    }


def unconfirmed_json(provenance: r.Provenance, *, state: str) -> dict[str, str | None] | None:
    """The question to ask at the window, where a record is not confirmed; ``None`` where it is."""
    if provenance.unconfirmed is not None:
        return text(provenance.unconfirmed)
    return dict(UNCONFIRMED) if provenance.confidence == "low" or state == "unverified" else None

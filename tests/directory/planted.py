"""The small region with places of every class of disclosure planted in it, and words that must not be seen anywhere."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from rumbo.regionfile.records import RegionRecords
from tests.pathways.logic.small_region import FROM, body, region_data, service, t

LATELY = (dt.datetime.now(dt.UTC).date() - dt.timedelta(30)).isoformat()
# Each stands in a record that hides it; none may be in any page, list, number or answer of the API.
SECRETS = (
    "Nombre que no se dice",
    "Name not to be told",
    "Refugio que no se nombra",
    "A refuge not named",
    "Colonia secreta",
    "Colonia callada",
    "Calle oculta 5",
    "Calle callada 7",
    "Barrio confidencial",
    "32.51234",
    "-117.01234",
    "quiet-house",
    "quiet-place",
    "Fuente callada",
)


def place(name: str, organization: str, disclosure: str, **more: Any) -> dict[str, Any]:
    base = {"name": t(f"Lugar {name}", f"Place {name}"), "side": "mx", "municipality": "Tijuana", "provenance": FROM}
    return {"id": name, "organization": organization, "disclosure": disclosure, **base, **more}


def planted_data() -> dict[str, Any]:
    """The region as its files would have it."""
    data = region_data()
    hidden = {"latitude": 32.51234, "longitude": -117.01234}
    data["sources"].append({"id": "quiet-source", "title": "Fuente callada", "date": "2026-01-05", "kind": "press"})
    next(one for one in data["organizations"] if one["id"] == "registry")["disclosure"] = "exact"
    data["locations"] += [
        place("open-desk", "registry", "exact", street="Calle 1", neighbourhood="Centro", latitude=32.53, longitude=-117.04),
        place("area-house", "house", "area", street="Calle oculta 5", neighbourhood="Zona Norte", capacity=12, **hidden),
        place("call-first", "house", "contact-first", street="Calle callada 7", neighbourhood="Colonia callada", **hidden),
        place("hidden-at-open-body", "registry", "confidential", municipality="Barrio confidencial", **hidden),
    ]
    data["organizations"] += [
        body("migration-desk", "Módulo de Migración", "Migration desk", "mx", "enforcement", part_of="migration", disclosure="exact"),
        body(
            "clinic",
            "Clínica",
            "Clinic",
            "us",
            "health",
            disclosure="exact",
            population=t("Personas refugiadas", "Refugees"),
            phones=[
                {"number": "+16195550101", "kind": "general", "role": t("citas", "appointments"), "tested_on": LATELY},
                {"number": "+16195550102", "kind": "legal", "role": t("legal", "legal"), "tested_on": "2025-01-01"},
            ],
        ),
    ]
    hours = [{"days": [0, 1, 2, 3, 4, 5, 6], "opens": "00:00", "closes": "24:00"}]
    quiet = next(one for one in data["services"] if one["id"] == "quiet-bed")
    quiet |= {"population": t("Personas que nadie debe hallar", "Personas que nadie debe hallar"), "hours": hours}
    quiet["provenance"] = {**FROM, "sources": ["quiet-source"]}
    checkup = {"side": "us", "phase": "services", "languages": ["es", "ht"], "hours": hours, "disclosure": "exact"}
    old = {**FROM, "evidence": "2015", "checked_on": None}
    data["services"] += [
        service("checkup", "clinic", "Consulta", "Check-up", **checkup),
        service("open-window", "registry", "Actas", "Certificates", locations=["open-desk", "hidden-at-open-body"], disclosure="exact"),
        service("quiet-help", "house", "Otro nombre callado", "Name not to be told", disclosure="confidential", locations=["area-house"]),
        service("old-news", "house", "Ropa", "Clothes", provenance=old, locations=["call-first"]),
    ]
    return data


def planted_region() -> RegionRecords:
    return RegionRecords.model_validate_json(json.dumps(planted_data()))

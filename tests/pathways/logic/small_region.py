"""A border region small enough to know by heart: one paper leads to the next, a crossing is guarded, beds are listed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rumbo.pathways.logic.compile import CompiledRegion, compile_region
from rumbo.regionfile.records import RegionRecords

TODAY = dt.date(2026, 11, 22)


def t(es: str, en: str) -> dict[str, str]:
    return {"es": es, "en": en}


FROM = {"sources": ["a-law"], "evidence": "2025-04", "confidence": "high", "checked_on": "2026-11-01"}
UNSURE = {**FROM, "confidence": "low", "unconfirmed": t("¿Sirve este papel?", "Is this paper enough?")}
YES_NO = [["yes", t("Sí", "Yes")], ["no", t("No", "No")]]


def attribute(name: str, kind: str, question: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "question": t(*question), "why": t("Cambia el plan.", "It changes the plan."), **more}


def fact(name: str, es: str, en: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": t(es, en), "provenance": FROM, **more}


def body(name: str, es: str, en: str, side: str, cls: str, **more: Any) -> dict[str, Any]:
    about = t("Una oficina.", "An office.")
    return {"id": name, "name": t(es, en), "side": side, "cls": cls, "describes": about, "state": "active", "provenance": FROM, **more}


def service(name: str, organization: str, es: str, en: str, **more: Any) -> dict[str, Any]:
    base = {"side": "mx", "phase": "immediate", "state": "active", "describes": t("Un servicio.", "A service."), "provenance": FROM}
    return {"id": name, "organization": organization, "name": t(es, en), **base, **more}


def way(name: str, service_id: str, grants: list[str], **more: Any) -> dict[str, Any]:
    base = {"side": "mx", "phase": "immediate", "why": t("Este paso abre el siguiente.", "This step opens the next."), "provenance": FROM}
    return {"id": name, "service": service_id, "name": t(f"Paso {name}", f"Step {name}"), "grants": grants, **base, **more}


def region_data() -> dict[str, Any]:
    """The region as a region file has it."""
    return {
        "region": {
            "id": "small",
            "name": t("Región chica", "Small region"),
            "languages": ["es", "en"],
            "sides": [
                {"id": "mx", "name": t("México", "Mexico"), "currency": "MXN", "calendar": "mx", "timezone": "America/Tijuana"},
                {
                    "id": "us",
                    "name": t("Estados Unidos", "United States"),
                    "currency": "USD",
                    "calendar": "us",
                    "timezone": "America/Los_Angeles",
                },
            ],
            "reference_currency": "MXN",
            "rates": [{"currency": "USD", "value": "18.5", "date": "2026-11-01", "source": "a-page"}],
            "licence": "CC0",
            "about": t("Para pruebas.", "For tests."),
        },
        "sources": [
            {"id": "a-law", "title": "A law", "date": "2021-10-18", "kind": "law"},
            {"id": "a-page", "title": "A page", "date": "2026-01-05", "kind": "official"},
        ],
        "calendars": [
            {"id": "mx", "name": t("México", "Mexico"), "country": "MX", "until": "2027-12-31"},
            {"id": "us", "name": t("EE. UU.", "US"), "country": "US", "until": "2027-12-31"},
        ],
        "attributes": _attributes(),
        "facts": _facts(),
        "organizations": _organizations(),
        "services": _services(),
        "locations": _locations(),
        "ways": _ways(),
        "goals": _goals(),
        "notices": _notices(),
        **_told(),
    }


def _attributes() -> list[dict[str, Any]]:
    return [
        attribute(
            "side",
            "word",
            ("¿De qué lado está?", "Which side are you on?"),
            values=[["mx", t("México", "Mexico")], ["us", t("EE. UU.", "US")]],
        ),
        attribute("birth_date", "date", ("¿Cuándo nació?", "When were you born?")),
        attribute("deported_on", "date", ("¿Cuándo le deportaron?", "When were you deported?")),
        attribute("entered_mx_on", "date", ("¿Cuándo entró a México?", "When did you enter Mexico?")),
        attribute(
            "nationality",
            "words",
            ("¿De qué país es?", "Which country are you from?"),
            values=[["MX", t("México", "Mexico")], ["US", t("EE. UU.", "US")]],
            open_values=True,
        ),
        attribute("household", "household", ("¿Quiénes viajan?", "Who is travelling?")),
        attribute("witnesses", "number", ("¿Cuántos testigos tiene?", "How many witnesses do you have?"), actionable=True),
        attribute("unaccompanied_minor", "word", ("¿Es menor y viaja sin su familia?", "Are you a minor without family?"), values=YES_NO),
        attribute("travelling_with_children", "word", ("¿Viaja con niñas o niños?", "Do you travel with children?"), values=YES_NO),
        attribute(
            "protection_need",
            "word",
            ("¿Busca protección?", "Do you seek protection?"),
            values=YES_NO,
            known_from={"yes": ["document:refuge-paper"]},
        ),
        attribute(
            "can_return_to",
            "word",
            ("¿A dónde puede volver?", "Where can you return to?"),
            values=[[v, t(v, v)] for v in ("mx", "us", "both", "none")],
        ),
    ]


def _facts() -> list[dict[str, Any]]:
    return [
        fact("at:mx", "estar en México", "being in Mexico"),
        fact("at:us", "estar en Estados Unidos", "being in the US"),
        fact("document:birth-certificate", "Acta de nacimiento", "Birth certificate", code="D01", also_called={"es": ["acta"], "en": []}),
        fact("document:curp", "CURP", "CURP", code="D04"),
        fact("document:curp-temporary", "CURP temporal", "Temporary CURP", code="D05", implies=["document:curp"]),
        fact("document:nss", "Número de Seguridad Social", "Social security number (Mexico)", code="D09"),
        fact(
            "document:ine",
            "Credencial de elector",
            "Voter card",
            also_called={"es": ["INE", "IFE"], "en": []},
            is_not=t("No es pasaporte.", "It is no passport."),
        ),
        fact("document:refuge-paper", "Constancia de refugio", "Refuge certificate"),
        fact("document:visa", "Visa", "Visa"),
        fact("document:student", "Papel de estudiante", "Student paper"),
        fact("status:student", "Estudiante", "Student"),
        fact("document:photo-id", "Identificación con foto", "Photo id", brought=True),
        fact("status:formal-job", "Trabajo formal", "Formal job"),
        fact("need-met:shelter", "Un lugar para dormir", "A place to sleep"),
        fact("need-met:legal-advice", "Orientación legal", "Legal advice"),
    ]


def _organizations() -> list[dict[str, Any]]:
    return [
        body("registry", "Registro Civil", "Civil Registry", "mx", "civil-government"),
        body("social-security", "Seguro Social", "Social Security", "mx", "civil-government", passes_to=["registry"]),
        body("migration", "Migración", "Migration office", "mx", "enforcement", exposure_weight=5),
        body("consulate", "Consulado", "Consulate", "us", "civil-government"),
        body("house", "Casa abierta", "Open house", "mx", "ngo"),
        body("quiet-house", "Nombre que no se dice", "Name not to be told", "mx", "ngo", disclosure="confidential"),
        body("family-agency", "Agencia de la familia", "Family agency", "mx", "civil-government"),
        body("old-office", "Oficina cerrada", "Closed office", "mx", "ngo", state="closed"),
    ]


def _services() -> list[dict[str, Any]]:
    shelter = {"needs": ["need-met:shelter"]}
    adult = {"attr": "birth_date", "age_at_least": 18}
    return [
        service("registry-window", "registry", "Ventanilla", "Window"),
        service("nss-online", "social-security", "NSS en línea", "NSS online", remote=True),
        service("job-office", "social-security", "Alta", "Enrolment"),
        service("consulate-window", "consulate", "Consulado", "Consulate", side="us"),
        service("port", "migration", "Garita", "Port of entry"),
        service("bed", "house", "Cama por una noche", "A bed for a night", **shelter, open_to=adult, locations=["house-place"]),
        service("any-bed", "house", "Dormitorio", "Dormitory", **shelter, provenance={**FROM, "confidence": "medium"}),
        service(
            "quiet-bed",
            "quiet-house",
            "Refugio que no se nombra",
            "A refuge not named",
            **shelter,
            disclosure="confidential",
            locations=["quiet-place"],
        ),
        service(
            "minors-bed",
            "family-agency",
            "Casa para menores",
            "House for minors",
            **shelter,
            open_to={"attr": "unaccompanied_minor", "is": "yes"},
        ),
        service("station", "migration", "Estación", "Station", **shelter),
        service("old-bed", "old-office", "Cama vieja", "Old bed", **shelter),
        service("lawyer", "house", "Abogada", "Lawyer", needs=["need-met:legal-advice"]),
    ]


def _locations() -> list[dict[str, Any]]:
    return [
        {
            "id": "house-place",
            "organization": "house",
            "name": t("Casa", "House"),
            "side": "mx",
            "disclosure": "contact-first",
            "municipality": "Tijuana",
            "neighbourhood": "Colonia secreta",
            "capacity": 40,
            "provenance": FROM,
        },
        {
            "id": "quiet-place",
            "organization": "quiet-house",
            "name": t("Lugar", "Place"),
            "side": "mx",
            "disclosure": "confidential",
            "provenance": FROM,
        },
    ]


def _ways() -> list[dict[str, Any]]:
    month = {"min": 5, "typical": 10, "max": 20, "unit": "working", "calendar": "mx"}
    fee = [{"amount": 12345, "currency": "MXN", "what": t("copia", "copy")}]
    return [
        way(
            "get-birth-certificate",
            "registry-window",
            ["document:birth-certificate"],
            money=fee,
            visit_group="registry",
            exposures=["registry"],
        ),
        way(
            "get-curp",
            "registry-window",
            ["document:curp"],
            requires=["document:birth-certificate"],
            visit_group="registry",
            exposures=["registry"],
        ),
        way(
            "get-nss",
            "nss-online",
            ["document:nss"],
            requires=["document:curp"],
            in_person=False,
            exposures=["social-security"],
            provenance=UNSURE,
        ),
        way(
            "get-job",
            "job-office",
            ["status:formal-job"],
            requires={"all": ["document:nss", {"attr": "birth_date", "age_at_least": 15}]},
            phase="livelihood",
            duration=month,
        ),
        way(
            "get-ine", "registry-window", ["document:ine"], requires={"all": ["document:curp", {"attr": "birth_date", "age_at_least": 18}]}
        ),
        way(
            "cross-north",
            "port",
            ["at:us"],
            crosses_to="us",
            irreversible="crossing",
            lawyer_first=True,
            requires={"attr": "can_return_to", "in": ["us", "both"]},
            exposures=["migration"],
        ),
        way("get-visa", "consulate-window", ["document:visa"], side="us", certainty="discretionary", requires=["document:curp"]),
        way("closed-way", "registry-window", ["document:curp"], state="closed"),
        way("from-closed-office", "old-bed", ["document:curp"]),
        way("student-paper", "registry-window", ["document:student"], requires=["status:student"]),
        way("student-status", "registry-window", ["status:student"], requires=["document:student"]),
    ]


def _goals() -> list[dict[str, Any]]:
    def goal(name: str, es: str, en: str, **more: Any) -> dict[str, Any]:
        return {"id": name, "name": t(es, en), "describes": t("Una meta.", "A goal."), "phase": "livelihood", "provenance": FROM, **more}

    return [
        goal(
            "formal-job", "Trabajo formal", "Formal job", kind="reach", reach="status:formal-job", also_called={"es": ["chamba"], "en": []}
        ),
        goal("voter-card", "Credencial de elector", "Voter card", kind="reach", reach="document:ine"),
        goal("visa", "Visa", "Visa", kind="reach", reach="document:visa"),
        goal("student", "Ser estudiante", "To be a student", kind="reach", reach="status:student"),
        goal("bed-tonight", "Dónde dormir hoy", "A bed tonight", kind="find", needs=["need-met:shelter"], side="mx"),
    ]


def _notices() -> list[dict[str, Any]]:
    return [
        {
            "id": "ask-in-time",
            "level": "warning",
            "when": {"attr": "entered_mx_on", "days_since_at_most": 400},
            "goals": ["formal-job"],
            "text": t("Pida protección a tiempo.", "Ask for protection in time."),
            "provenance": FROM,
            "deadline": {"attribute": "entered_mx_on", "n": 30, "unit": "working", "calendar": "mx", "soft": True},
        },
        {
            "id": "no-return",
            "level": "danger",
            "when": {"attr": "can_return_to", "in": ["mx", "none"]},
            "ways": ["cross-north"],
            "lawyer_first": True,
            "text": t("Si sale, quizá no pueda volver.", "If you leave, you may not be able to return."),
            "provenance": FROM,
        },
        {
            "id": "paper-ends",
            "level": "info",
            "when": "document:curp-temporary",
            "text": t("Su CURP temporal vence.", "Your temporary CURP expires."),
            "deadline": {"fact_expires": "document:curp-temporary", "n": -5, "unit": "working", "calendar": "mx"},
            "provenance": FROM,
        },
    ]


def _told() -> dict[str, list[dict[str, Any]]]:
    """Cards, what people say, and what changed."""
    card = {"for_whom": t("Toda persona.", "Anyone."), "refused": t("Pida el «no» por escrito.", "Ask for the “no” in writing.")}
    return {
        "rights": [
            {
                "id": "free-record",
                "name": t("El acta es gratis", "The record is free"),
                "claim": t("No le pueden cobrar el acta.", "They may not charge you for the record."),
                "say": t("El acta es gratis. Démela por favor.", "The record is free. Please give it to me."),
                "rule": ["a-law"],
                "turn_to": ["lawyer", "quiet-bed"],
                "side": "mx",
                "provenance": FROM,
                **card,
            },
            {
                "id": "interpreter",
                "name": t("Intérprete", "Interpreter"),
                "claim": t("Puede pedir intérprete.", "You can ask for an interpreter."),
                "provenance": UNSURE,
                **card,
            },
        ],
        "myths": [
            {
                "id": "record-costs",
                "says": t("El acta se compra.", "The record is for sale."),
                "truth": t("No. Es gratis.", "No. It is free."),
                "because": t("Antes se cobraba.", "It used to be charged for."),
                "signature": {"grants": ["document:birth-certificate"], "given": ["document:visa"]},
                "way": way("myth-record-costs", "registry-window", ["document:birth-certificate"], requires=["document:visa"]),
                "provenance": {**FROM, "evidence": "2024"},
            }
        ],
        "rumours": [
            {
                "id": "office-closed",
                "says": t("Cerró la oficina.", "The office has closed."),
                "found": t("No lo sabemos.", "We do not know."),
                "state": "unknown",
                "provenance": {**FROM, "evidence": "2026-02"},
            }
        ],
        "changes": [
            {
                "id": "record-free",
                "date": "2026-10-05",
                "side": "mx",
                "text": t("El acta ya es gratis.", "The record is free."),
                "provenance": FROM,
            },
            {"id": "old-law", "date": "2021-10", "text": t("Sale una ley.", "A law is published."), "provenance": FROM},
            {"id": "to-come", "date": "2027-01", "text": t("Cambiará la cuota.", "The fee will change."), "provenance": UNSURE},
        ],
    }


def records() -> RegionRecords:
    return RegionRecords.model_validate_json(json.dumps(region_data()))


def compiled(on: dt.date = TODAY) -> CompiledRegion:
    return compile_region(records(), on=on)


def changed(change: Callable[[dict[str, Any]], object], on: dt.date = TODAY) -> CompiledRegion:
    """The region after ``change`` was made to its data."""
    data = region_data()
    change(data)
    return compile_region(RegionRecords.model_validate_json(json.dumps(data)), on=on)


def write_region(folder: Path) -> Path:
    """The region as files in ``folder``: JSON is YAML too."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.yaml").write_text(json.dumps(region_data(), ensure_ascii=False, indent=1), encoding="utf-8")
    return folder

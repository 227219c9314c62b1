"""A region with one record of every kind in which every field says something: nothing may be lost on the way to a table."""

from __future__ import annotations

from rumbo.engine.conditions import parse_condition
from rumbo.regionfile import records as rf


def text(es: str, en: str | None, **more: object) -> rf.Text:
    return rf.Text(es=es, en=en, **more)  # type: ignore[arg-type]


NAME = text("Nombre", "Name", machine=("en",))
ABOUT = text("Acerca", "About", original="en", more={"ht": "Sou sa"}, machine=("es", "ht"))
ONLY_ES = text("Falta la traducción", None)
SURE = rf.Provenance(sources=("law",), evidence="2025-04", confidence="high", checked_by="navigator", checked_on="2026-11-01")
UNSURE = rf.Provenance(sources=("law",), evidence="2025", confidence="low", unconfirmed=ABOUT)

WAY = rf.WayRecord(
    id="get-curp",
    service="curp-desk",
    name=NAME,
    side="mx",
    in_person=False,
    requires=parse_condition(
        {
            "all": [
                {"any": ["document:acta", {"attr": "birth_date", "age_at_least": 18}]},
                {"none": [{"attr": "nationality", "has_any": ["US"]}]},
                {"at_least": {"n": 1, "of": ["document:acta", {"attr": "entered_on", "on_or_after": "2026-01-01"}]}},
                {"sum": {"of": {"document:acta": 2, "document:curp": 3}, "at_least": 2}},
                {"attr": "deported_on", "working_days_since_at_most": {"n": 15, "calendar": "mx"}},
            ]
        }
    ),
    grants=("document:curp",),
    loses=("status:student",),
    phase="services",
    certainty="discretionary",
    money=(rf.Money(amount=1250, currency="MXN", what=ABOUT),),
    duration=rf.DurationRecord(min=1, typical=2, max=9, unit="working", calendar="mx"),
    visit_group="civil-registry",
    exposures=("registry",),
    irreversible="biometrics",
    lawyer_first=True,
    crosses_to="us",
    ports=("big-port",),
    valid_from="2026-01-01",
    valid_to="2027-12-31",
    seasons=(rf.Season(first="2026-02-01", last="2026-03-01"),),
    season_note=ONLY_ES,
    valid_days={"document:curp": 180},
    fresh_days={"document:birth-certificate-mx": 90},
    why=NAME,
    bring=ABOUT,
    gives=ONLY_ES,
    refused=NAME,
    beware=NAME,
    state="unverified",
    provenance=UNSURE,
)


def whole_region() -> rf.RegionRecords:
    """The region, built anew."""
    return rf.RegionRecords(
        region=rf.Region(
            id="whole",
            name=NAME,
            languages=("es", "en", "ht"),
            sides=(
                rf.Side(id="mx", name=NAME, currency="MXN", calendar="mx", timezone="America/Tijuana"),
                rf.Side(id="us", name=ABOUT, currency="USD", calendar="mx", timezone="America/Los_Angeles"),
            ),
            reference_currency="MXN",
            rates=(rf.Rate(currency="USD", value="18.5", date="2026-11-01", source="law"),),
            stale_after_days=400,
            licence="CC-BY-4.0",
            about=ABOUT,
        ),
        sources=(rf.Source(id="law", title="Diario", url="https://example.org/law", date="2021-10-18", kind="law"),),
        calendars=(
            rf.CalendarRecord(
                id="mx",
                name=NAME,
                country="MX",
                subdivision="BCN",
                weekdays=(0, 1, 2, 3),
                closed=("2026-12-24",),
                open=("2026-11-16",),
                until="2027-12-31",
                provenance=SURE,
            ),
        ),
        attributes=(
            rf.AttributeRecord(
                id="protection_need",
                kind="word",
                values=(("yes", NAME), ("no", ABOUT)),
                open_values=True,
                question=NAME,
                help=ABOUT,
                why=ONLY_ES,
                actionable=True,
                known_from={"yes": ("document:acta",)},
            ),
        ),
        facts=(
            rf.FactRecord(
                id="document:acta",
                code="D01",
                name=NAME,
                also_called=rf.Words(es=("acta", "partida"), en=("birth record",)),
                describes=ABOUT,
                is_not=ONLY_ES,
                not_needed=NAME,
                implies=("document:curp",),
                brought=True,
                issuer="registry",
                validity=NAME,
                provenance=SURE,
            ),
            rf.FactRecord(id="document:curp", name=NAME, provenance=UNSURE),
        ),
        **_directory(),
        ways=(WAY,),
        goals=(
            rf.GoalRecord(
                id="have-curp", kind="reach", name=NAME, describes=ABOUT, phase="livelihood", reach="document:curp", first=NAME,
                also_called=rf.Words(es=("curp",)), for_whom=("deported",), provenance=SURE,
            ),
            rf.GoalRecord(
                id="bed", kind="find", name=NAME, describes=ABOUT, phase="immediate", needs=("need-met:shelter",), side="mx",
                organization_class=("ngo",), provenance=SURE,
            ),
        ),
        notices=(
            rf.Notice(
                id="late", level="danger", when={"attr": "deported_on", "days_since_more_than": 30}, goals=("bed",), ways=("get-curp",),
                text=NAME, deadline=rf.Deadline(attribute="deported_on", n=30, unit="working", calendar="mx", soft=True),
                lawyer_first=True, valid_from="2026-01-01", valid_to="2027-01-01", provenance=UNSURE,
            ),
        ),
        myths=(
            rf.Myth(
                id="free-curp", says=NAME, truth=ABOUT,
                signature=rf.Signature(grants=("document:curp",), given=("document:acta",), without=("document:curp",)),
                way=WAY, replaces=("get-curp",), because=ONLY_ES, provenance=SURE,
            ),
        ),
        rights=(
            rf.Right(
                id="school", name=NAME, claim=ABOUT, for_whom=NAME, say=ONLY_ES, rule=("law",), refused=NAME, turn_to=("curp-desk",),
                side="mx", provenance=SURE,
            ),
        ),
        rumours=(rf.Rumour(id="paid", says=NAME, found=ABOUT, state="partly", provenance=UNSURE),),
        changes=(rf.Change(id="law-2021", date="2021-10", text=NAME, side="us", provenance=SURE),),
    )  # fmt: skip


def _directory() -> dict[str, tuple[rf.Record, ...]]:
    registry = rf.Organization(
        id="registry",
        code="MXG01a",
        name=NAME,
        short="RC",
        side="mx",
        cls="civil-government",
        describes=ABOUT,
        population=ONLY_ES,
        state="active",
        referral="contact-first",
        disclosure="exact",
        exposure_weight=3,
        passes_to=("big-registry",),
        part_of="big-registry",
        website="https://example.org",
        phones=(
            rf.Phone(number="+526641234567", kind="general", role=NAME, tested_on="2026-11-01"),
            rf.Phone(number="+526641234568", kind="legal", role=ABOUT),
        ),
        find_it=ABOUT,
        provenance=SURE,
    )
    parent = rf.Organization(
        id="big-registry", name=NAME, side="mx", cls="civil-government", describes=ABOUT, state="active", provenance=UNSURE
    )
    desk = rf.Service(
        id="curp-desk",
        organization="registry",
        name=NAME,
        describes=ABOUT,
        side="mx",
        phase="immediate",
        needs=("need-met:shelter",),
        open_to={"attr": "sex", "is": "f"},  # type: ignore[arg-type]
        population=NAME,
        languages=("es", "en"),
        remote=True,
        free=False,
        referral="never",
        how=NAME,
        asks=ABOUT,
        refused=ONLY_ES,
        hours=(rf.Hours(days=(0, 2), opens="08:00", closes="14:00"), rf.Hours(days=(5,), opens="09:00", closes="12:00")),
        locations=("office-b", "office-a"),
        state="unverified",
        disclosure="exact",
        provenance=UNSURE,
    )
    office = rf.Location(
        id="office-a",
        organization="registry",
        name=NAME,
        side="mx",
        municipality="Tijuana",
        neighbourhood="Centro",
        street="Calle 1",
        latitude=32.5331,
        longitude=-117.0382,
        capacity=0,
        disclosure="exact",
        disclosure_agreed_by="registry",
        disclosure_agreed_on="2026-10-01",
        provenance=SURE,
    )
    port = rf.Port(
        id="big-port",
        name=NAME,
        also_called=rf.Words(es=("garita",)),
        sides=("mx", "us"),
        municipality={"mx": "Tijuana", "us": "San Diego"},
        bodies=("registry",),
        lanes=(
            rf.Lane(id="ready", name=NAME, mode="vehicle", asks=ABOUT),
            rf.Lane(id="walk", name=ABOUT, mode="pedestrian", asks=NAME),
        ),
        notes=ONLY_ES,
        provenance=UNSURE,
    )
    other = rf.Location(id="office-b", organization="registry", name=ABOUT, side="us", disclosure="area", provenance=UNSURE)
    # A part comes before its whole and a service before its places: order is the region's own, not the database's.
    return {"organizations": (registry, parent), "services": (desk,), "locations": (office, other), "ports": (port,)}

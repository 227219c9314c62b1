"""People whose answer is settled: a plan for each, from the chains of the reference, tried by every general rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Situation:
    """One person's question, with all that a navigator would have asked."""

    name: str
    goal: str
    have: str
    know: str

    @property
    def asked(self) -> dict[str, str]:
        """As arguments of ``plan``."""
        return {"goal": self.goal, "have": self.have, "know": self.know}

    def __str__(self) -> str:
        return self.name


HONDURAN = "side=mx,nationality=HN,birth_date=1992-03-03"
NORTH = "side=mx,nationality=MX,removed_before=no,can_return_to=both,us_status_type=none,lives_in=MX-BCN"
SOUTH = "side=us,nationality=US,home_campus=sdsu,host_campus=uabc,can_return_to=both"

SITUATIONS = (
    Situation("P1-job", "formal-job-tijuana", "", "side=mx,nationality=MX,removed_before=yes,has_civil_record=yes,inm_has_record=yes"),
    Situation("P2-identity", "formal-job-tijuana", "repatriation-certificate", "side=mx,nationality=MX,has_civil_record=no,witnesses=2"),
    Situation("P3-misspelled", "formal-job-tijuana", "birth-certificate-with-errors", "side=mx,nationality=MX,has_civil_record=yes"),
    Situation(
        "P4-ine",
        "ine-card",
        "proof-of-address",
        "side=mx,nationality=MX,birth_date=1990-05-05,witnesses=2,has_civil_record=yes,removed_before=no,can_return_to=mx",
    ),
    Situation("P5-qr", "tvrh-card", "comar-qr", HONDURAN + ",entered_mx_on=2026-10-12"),
    Situation("P6-monterrey", "change-of-state-comar", "comar-certificate", HONDURAN + ",filed_state=MX-BCN"),
    Situation("P7-cliff", "formal-job-tijuana", "comar-certificate,curp-temporary-exhausted", HONDURAN),
    Situation("P8-appeal", "comar-appeal", "comar-negative-resolution", HONDURAN + ",comar_denied_on=2026-11-21"),
    Situation(
        "P9-child",
        "dual-nationality-child",
        "birth-certificate-us,birth-certificate-mx,ine",
        "side=mx,removed_before=yes,parent_nationality=MX",
    ),
    Situation("P9-school", "school-place-child", "", "side=mx"),
    Situation(
        "P10-exchange",
        "semester-at-us-university",
        "passport-mx,proof-of-funds",
        NORTH + ",home_campus=uabc,host_campus=ucsd,exchange=yes,study_load=full",
    ),
    Situation("degree", "degree-at-us-university", "passport-mx,proof-of-funds", NORTH + ",host_campus=sdsu,study_load=full"),
    Situation(
        "P11-commuter",
        "border-commuter-study",
        "passport-mx,proof-of-funds",
        NORTH + ",host_campus=southwestern,study_load=part,programme_kind=academic",
    ),
    Situation(
        "P12-australian",
        "semester-in-baja-california",
        "passport-foreign,acceptance-letter-mx,proof-of-funds",
        "side=us,nationality=AU,us_status_type=f-or-j,host_campus=cetys,stay_days=150,can_return_to=both,"
        "mx_visa_exempt=yes,us_visa_valid=yes,travel_signature=yes",
    ),
    Situation("P13-ten-months", "semester-in-baja-california", "passport-us,acceptance-letter-mx,proof-of-funds", SOUTH + ",stay_days=300"),
    Situation("one-term", "semester-in-baja-california", "passport-us,acceptance-letter-mx", SOUTH + ",stay_days=120"),
    Situation("refuge", "refugee-status-mexico", "", HONDURAN + ",entered_mx_on=2026-11-10"),
    Situation("N8-late", "refugee-status-mexico", "", HONDURAN + ",entered_mx_on=2026-03-22"),
    Situation("asylum-seeker-job", "formal-job-tijuana", "", HONDURAN + ",entered_mx_on=2026-11-10,protection_need=yes"),
    Situation(
        "consular-card",
        "consular-id-san-diego",
        "passport-mx,proof-of-address",
        "side=us,nationality=MX,removed_before=no,protection_need=no",
    ),
    Situation("passport", "mexican-passport", "ine,curp", "side=mx,nationality=MX,has_civil_record=yes,removed_before=no,can_return_to=mx"),
    Situation("sentri", "trusted-traveler", "passport-us", "side=us,nationality=US,removed_before=no,arrested_before=no"),
    Situation("transcripts", "revalidate-us-schooling", "school-transcript-us", "side=mx,school_level=basic"),
    Situation(
        "citizen-across",
        "degree-at-us-university",
        "passport-us",
        "side=mx,nationality=US,can_return_to=both,host_campus=sdsu,study_load=full",
    ),
)

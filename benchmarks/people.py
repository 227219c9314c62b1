"""Situations asked of CaliBaja in the measurements: what people who come to the window hold and say."""

from __future__ import annotations

SITUATIONS: tuple[tuple[str, str, str], ...] = (
    ("formal-job-tijuana", "birth-certificate-mx", "side=mx"),
    ("formal-job-tijuana", "", "side=mx,nationality=MX,has_civil_record=yes"),
    ("formal-job-tijuana", "repatriation-certificate", "side=mx,nationality=MX"),
    ("formal-job-tijuana", "comar-certificate", "side=mx,nationality=HN"),
    ("first-identity-after-deportation", "repatriation-certificate", "side=mx"),
    ("ine-card", "birth-certificate-mx,photo-id,proof-of-address", "side=mx,birth_date=1990-05-01"),
    ("mexican-passport", "birth-certificate-mx,curp,ine", "side=mx,nationality=MX"),
    ("consular-id-san-diego", "birth-certificate-mx,photo-id,proof-of-address", "side=us,nationality=MX"),
    ("refugee-status-mexico", "", "side=mx,nationality=HN,entered_mx_on=2026-11-02"),
    ("school-place-child", "", "side=mx"),
    ("dual-nationality-child", "birth-certificate-us,birth-certificate-mx,photo-id", "side=mx"),
    ("semester-at-us-university", "passport-mx,proof-of-funds", "side=mx,nationality=MX,exchange=yes,can_return_to=mx,removed_before=no"),
    ("border-commuter-study", "passport-mx,proof-of-funds", "side=mx,nationality=MX,lives_in=MX-BCN,study_load=part,can_return_to=mx"),
    ("semester-in-baja-california", "passport-us", "side=us,nationality=US,stay_days=120,can_return_to=both"),
    ("trusted-traveler", "passport-us", "side=mx,nationality=US,removed_before=no"),
)

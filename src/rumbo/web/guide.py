"""What the living style guide shows: every part in its states, the colours with their contrast, letters and space."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rumbo.web.icons import ICONS
from rumbo.web.logic.contrast import PAIRS, contrast, read_schemes

__all__ = ["guide_context"]

SHEET = Path(__file__).parent / "static" / "web" / "rumbo.css"
SPECIMENS = {
    "buttons": gettext_lazy("Buttons and links"),
    "leave": gettext_lazy("Ways out"),
    "cards": gettext_lazy("Cards"),
    "notes": gettext_lazy("Notes"),
    "promise": gettext_lazy("Promise"),
    "errors": gettext_lazy("Errors"),
    "fields": gettext_lazy("Fields"),
    "picks": gettext_lazy("Things to tick"),
    "tabs": gettext_lazy("Tabs"),
    "badges": gettext_lazy("Badges"),
    "steps": gettext_lazy("Steps"),
    "summary": gettext_lazy("In short"),
    "deadline": gettext_lazy("Deadline"),
    "changed": gettext_lazy("What changed"),
    "compare": gettext_lazy("Plans side by side"),
    "timeline": gettext_lazy("Steps in time"),
    "source": gettext_lazy("Source line"),
    "marks": gettext_lazy("Missing translations"),
    "states": gettext_lazy("Empty, loading, offline, old"),
    "map": gettext_lazy("Map"),
}
SCHEME_NAMES = {
    "light": gettext_lazy("Light"),
    "dark": gettext_lazy("Dark"),
    "contrast": gettext_lazy("Black on white, strong lines"),
}
SPACES = (("s1", 4), ("s2", 8), ("s3", 12), ("s4", 16), ("s5", 24), ("s6", 32), ("s7", 48))


class DateParts(forms.MultiWidget):
    """Three boxes, as a date is asked for."""

    def __init__(self) -> None:
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")})

    def decompress(self, value: Any) -> list[Any]:
        return [None, None, None]


class SampleForm(forms.Form):
    """A field of each kind, without and with an error."""

    number = forms.IntegerField()
    day = forms.Field(widget=DateParts())

    def clean(self) -> None:
        self.add_error("day", _("Write what you are looking for, in one or a few words."))


def guide_context() -> dict[str, Any]:
    """Everything the page needs; made anew each time, in the reader's language."""
    return {
        "specimens": [_specimen(name, str(title)) for name, title in SPECIMENS.items()],
        "icons": sorted(ICONS),
        "schemes": _schemes(),
        "spaces": SPACES,
        "forms": [SampleForm(prefix="plain"), SampleForm({"wrong-number": "x", "wrong-day_day": "40"}, prefix="wrong")],
        "problems": [{"words": _("Write what you are looking for, in one or a few words."), "href": "#fields"}],
        "span": {"min": 2, "typical": 6, "max": 20},
        "only_spanish": {"es": "Acta de nacimiento"},
        "only_english": {"en": "Birth certificate"},
        "source": {"title": "DOF", "date": "2021-10-18", "checked_on": "2026-11-02", "confidence": "high"},
        "unsure": {"title": "", "confidence": "low"},
    }


def _specimen(name: str, title: str) -> dict[str, Any]:
    file = f"web/parts/guide/{name}.html"
    template = get_template(file)
    return {"name": name, "title": title, "template": file, "source": template.template.source}  # type: ignore[attr-defined]  # Django's own backend


def _schemes() -> list[dict[str, Any]]:
    schemes = read_schemes(SHEET.read_text("utf-8"))
    return [
        {"name": name, "title": title, "pairs": [_pair(schemes[name], *pair) for pair in PAIRS]} for name, title in SCHEME_NAMES.items()
    ]


def _pair(colors: Mapping[str, str], what: str, ground: str, least: float) -> dict[str, Any]:
    ratio = contrast(colors[what], colors[ground])
    return {"what": what, "ground": ground, "color": colors[what], "ground_color": colors[ground], "ratio": ratio, "least": least}

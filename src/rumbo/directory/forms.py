"""The form of the directory's lists: filters that say nothing of a person, by GET."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from rumbo.directory.logic.choose import Choice
from rumbo.directory.logic.shelf import FACETS, Kind, Shelf

__all__ = ["FilterForm"]

PHASES = ("immediate", "services", "livelihood")


class FilterForm(forms.Form):
    """What to show of a list. A value that the directory does not have is left out, and told."""

    open_now = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def __init__(self, data: Mapping[str, Any], *, kind: Kind, shelf: Shelf) -> None:
        super().__init__(data)
        for facet in FACETS:
            values = {value for entry in shelf.of(kind).values() for value in entry.facets[facet]}
            self.fields[facet] = forms.ChoiceField(required=False, choices=[(value, value) for value in values])

    @property
    def wanted(self) -> dict[str, str]:
        """The filters that are set and known, by facet."""
        self.is_valid()
        return {facet: value for facet in FACETS if (value := self.cleaned_data.get(facet))}

    @property
    def unknown(self) -> bool:
        """Whether something was asked for that is not here, or not any more."""
        return not self.is_valid()

    @property
    def number(self) -> int:
        """Which part of the list is asked for."""
        self.is_valid()
        return int(self.cleaned_data.get("page") or 1)

    def choice(self, *, now: dt.datetime) -> Choice:
        """The filters as the directory reads them."""
        wanted = self.wanted
        return Choice(wanted=wanted, open_at=now if self.cleaned_data.get("open_now") else None)

"""Forms of the pages that belong to no single room."""

from __future__ import annotations

from django import forms

__all__ = ["SearchForm", "SinceForm"]


class SearchForm(forms.Form):
    """Words someone looks for; sent by POST, so that they stand in no address."""

    words = forms.CharField(max_length=120, strip=True)


class SinceForm(forms.Form):
    """The day from which changes are told; it says nothing about a person, so it may stand in an address."""

    since = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])

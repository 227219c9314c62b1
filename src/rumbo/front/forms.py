"""Forms of the pages that belong to no single room."""

from __future__ import annotations

from django import forms

__all__ = ["SearchForm"]


class SearchForm(forms.Form):
    """Words someone looks for; sent by POST, so that they stand in no address."""

    words = forms.CharField(max_length=120, strip=True)

"""What forms of several rooms share: text as people type it, and words to look for."""

from __future__ import annotations

from typing import Any

from django import forms

from rumbo.base.logic.signs import seen

__all__ = ["MOST_WORDS", "SearchForm", "SeenField"]

MOST_WORDS = 120  # letters


class SeenField(forms.CharField):
    """Text on one line without signs that nobody sees, both as it is read and as it is shown back."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(seen(value) if isinstance(value, str) else value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What stands in the input once more; no longer than it may be."""
        return seen(data)[: self.max_length] if isinstance(data, str) else data


class SearchForm(forms.Form):
    """Words someone looks for; sent by POST, so that they stand in no address."""

    words = SeenField(max_length=MOST_WORDS, strip=True)

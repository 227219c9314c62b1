"""Forms of the pages that belong to no single room."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["WHO", "SinceForm", "WhoForm"]

# Whom goals say they are for (``for_whom`` of a region's goals), in words that a person would say of themselves.
WHO = (
    ("deported", _("I was deported")),
    ("asylum-seeker", _("I am looking for protection")),
    ("family", _("I come with children")),
    ("student", _("I study, or want to")),
    ("neighbour", _("I live here")),
)


class WhoForm(forms.Form):
    """What fits a person; sent by POST as well, and kept nowhere."""

    who = forms.ChoiceField(choices=WHO)


class SinceForm(forms.Form):
    """The day from which changes are told; it says nothing about a person, so it may stand in an address."""

    since = forms.DateField(required=False, input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"])

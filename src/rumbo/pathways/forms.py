"""Forms of the pages: each reads one answer and gives it back as the text that ``read_ask`` reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rumbo.base.fields import SeenField
from rumbo.base.logic.analyser import fold
from rumbo.base.logic.signs import seen
from rumbo.engine.model import Household, Objective
from rumbo.pathways.answers import UNKNOWN, Dates
from rumbo.pathways.logic.dates import Dates as PlanDates
from rumbo.pathways.logic.values import EARLIEST, LATEST, ValueProblem, read_value
from rumbo.regionfile.records import AttributeRecord
from rumbo.web.templatetags.shell import plain

__all__ = ["AnswerForm", "BetweenForm", "DatesForm", "ObjectiveForm", "PapersForm", "WhenForm", "answer_form"]

OTHER = "other"
MOST_PEOPLE = 20
OBJECTIVE_NAMES = (
    ("fastest", _("Fastest")),
    ("cheapest", _("Cheapest")),
    ("fewest-visits", _("Fewest visits")),
    ("fewest-crossings", _("Fewest crossings")),
    ("least-exposed", _("Least exposed")),
)


class ObjectiveForm(forms.Form):
    """What to compare plans by."""

    objective = forms.ChoiceField(choices=OBJECTIVE_NAMES)


class BetweenForm(forms.Form):
    """Which two things to set against each other."""

    first = forms.ChoiceField(choices=OBJECTIVE_NAMES)
    second = forms.ChoiceField(choices=OBJECTIVE_NAMES)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("first") and found.get("first") == found.get("second"):
            raise forms.ValidationError(_("Choose two different things."))
        return found

    def over(self) -> tuple[Objective, Objective]:
        """The two chosen; days and visits where nothing was chosen that can be set against each other."""
        return (self.cleaned_data["first"], self.cleaned_data["second"]) if self.is_valid() else ("fastest", "fewest-visits")


class PapersForm(forms.Form):
    """Which papers a person holds. ``papers`` lists the facts they may tick."""

    paper = forms.MultipleChoiceField(
        required=False, error_messages={"invalid_choice": _("We do not know one of these papers. Tick again the ones you have.")}
    )

    def __init__(self, *args: Any, papers: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [(fact, fact) for fact in papers]  # type: ignore[attr-defined]


class DateParts(forms.MultiWidget):
    """Three text inputs, drawn by our own template."""

    def __init__(self) -> None:
        super().__init__({"day": forms.TextInput, "month": forms.TextInput, "year": forms.TextInput})

    def decompress(self, value: dt.date | None) -> list[str]:
        """Day, month and year of a date as texts."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


class PartsOfDate(forms.MultiValueField):
    """A date typed as day, month and year; all three or none."""

    def __init__(self, *, required: bool = True) -> None:
        part = forms.CharField(max_length=9, required=False)
        super().__init__(
            (part, part, part),
            required=required,
            require_all_fields=False,
            widget=DateParts(),
            error_messages={
                "required": _("Write the day, the month and the year."),
                "incomplete": _("Write the day, the month and the year."),
                "invalid": _("That date does not exist. Write it like 5 3 1990."),
            },
        )

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What stands in the three inputs once more."""
        return [seen(text) if isinstance(text, str) else text for text in data] if isinstance(data, list) else data

    def compress(self, data_list: Sequence[str] | None) -> dt.date | None:
        """The date of three texts, or None where all are empty."""
        if not data_list or not any(data_list):
            return None
        try:
            day, month, year = (int(text) if text.isascii() and text.isdigit() else 0 for text in data_list)
            found = dt.date(year, month, day)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not EARLIEST <= found <= LATEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return found


class DatesForm(forms.Form):
    """When papers expire: one optional date for each fact in ``papers``, under the field ``d<position>``."""

    def __init__(self, *args: Any, papers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.papers = papers
        for position, _fact in enumerate(papers):
            self.fields[f"d{position}"] = PartsOfDate(required=False)

    def dates(self, before: Iterable[tuple[str, Dates]]) -> dict[str, Dates]:
        """The papers with the dates typed here; what was known of them before is kept."""
        expires = {fact: self.cleaned_data[f"d{position}"] for position, fact in enumerate(self.papers)}
        return {fact: Dates(dates.issued, expires.get(fact, dates.expires)) for fact, dates in before}


class WhenForm(forms.Form):
    """From when and by when a plan's dates are asked for; neither is needed."""

    start = PartsOfDate(required=False)
    by = PartsOfDate(required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        start, by = found.get("start"), found.get("by")
        if start and start < self.today:
            self.add_error("start", _("This day has passed. Write today or a later day."))
        if by and by < (start or self.today):
            self.add_error("by", _("This day comes before the first one. Write a later day."))
        return found

    def dates(self) -> PlanDates:
        """The days asked for."""
        return PlanDates(start=self.cleaned_data["start"], by=self.cleaned_data["by"])


class AnswerForm(forms.Form):
    """One answer to one question. ``kind`` chooses the fields drawn."""

    kind = "word"

    def __init__(self, *args: Any, record: AttributeRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record

    def text(self) -> str:
        """The answer as ``read_ask`` reads it; only after ``is_valid()``."""
        return str(self.cleaned_data["answer"])


class WordForm(AnswerForm):
    """One of the attribute's words, or another where it is open."""

    answer = forms.ChoiceField(error_messages={"required": _("Choose one answer, or “I prefer not to say”.")})
    other = SeenField(required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = _choices(self.record)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return _with_other(self)

    def text(self) -> str:
        chosen = self.cleaned_data["answer"]
        return str(self.cleaned_data["other"] if chosen == OTHER else chosen)


class WordsForm(AnswerForm):
    """Some of the attribute's words, and another where it is open."""

    kind = "words"
    answer = forms.MultipleChoiceField(error_messages={"required": _("Choose at least one answer, or “I prefer not to say”.")})
    other = SeenField(required=False, max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = _choices(self.record)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return _with_other(self)

    def text(self) -> str:
        return "+".join(self.cleaned_data["other"] if word == OTHER else word for word in self.cleaned_data["answer"])


class DateForm(AnswerForm):
    """A date in three parts."""

    kind = "date"
    answer = PartsOfDate()

    def text(self) -> str:
        return str(self.cleaned_data["answer"].isoformat())


class NumberForm(AnswerForm):
    """A whole number."""

    kind = "number"
    answer = forms.IntegerField(
        min_value=0,
        max_value=1_000_000,
        error_messages={"required": _("Write a number, or choose “I prefer not to say”."), "invalid": _("Write a whole number, like 3.")},
    )


class HouseholdForm(AnswerForm):
    """How many adults and children travel or live together."""

    kind = "household"
    adults = forms.IntegerField(min_value=0, max_value=MOST_PEOPLE, error_messages={"required": _("Write how many adults.")})
    children = forms.IntegerField(min_value=0, max_value=MOST_PEOPLE, error_messages={"required": _("Write how many children, 0 if none.")})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("adults") == data.get("children") == 0:
            self.add_error("adults", str(_("That is nobody. Count everyone, yourself too.")))
        return data

    def text(self) -> str:
        return f"adults:{self.cleaned_data['adults']}+children:{self.cleaned_data['children']}"


_FORMS: dict[str, type[AnswerForm]] = {
    "word": WordForm,
    "words": WordsForm,
    "date": DateForm,
    "number": NumberForm,
    "household": HouseholdForm,
}


def answer_form(record: AttributeRecord, data: Any = None, *, known: str = "") -> AnswerForm:
    """The form for an attribute.

    Args:
        record: the attribute asked about.
        data: what was sent, or None to draw the question.
        known: what the person answered before, so that it stands there again.

    Returns:
        a form whose ``text()`` is the answer once it is valid.
    """
    return _FORMS[record.kind](data, record=record, initial=_initial(record, known))


def _choices(record: AttributeRecord) -> list[tuple[str, str]]:
    named = [(value, plain(name)) for value, name in record.values]
    asks_which = (record.open_values or not named) and OTHER not in dict(named)  # a region may have its own word for another
    return [*named, (OTHER, str(_("Another")))] if asks_which else named


def _with_other(form: AnswerForm) -> dict[str, Any]:
    data: dict[str, Any] = form.cleaned_data
    if OTHER in (data.get("answer") or ()):
        word = fold(data.get("other", "")).replace(" ", "-")[:40]
        if not word:
            form.add_error("other", str(_("Write which one.")))
        data["other"] = word
    return data


def _initial(record: AttributeRecord, known: str) -> dict[str, Any]:
    if not known or known == UNKNOWN:
        return {}
    try:
        value = read_value(record, known)
    except ValueProblem:  # the region has changed the question since it was answered
        return {}
    match value:
        case dt.date():
            return {"answer": value}
        case Household():
            return {"adults": value.adults, "children": value.children}
        case int():
            return {"answer": value}
    return _initial_words(record, known)


def _initial_words(record: AttributeRecord, known: str) -> dict[str, Any]:
    values = {value for value, _name in record.values}
    words = known.split("+")
    other = next((word for word in words if word not in values), "")
    chosen = [word if word in values else OTHER for word in words]
    return {"answer": chosen if record.kind == "words" else chosen[0], "other": other}

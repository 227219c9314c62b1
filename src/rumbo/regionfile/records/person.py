"""What a person can be asked, and what they can hold: attributes and facts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from rumbo.engine.model import AttributeKind
from rumbo.regionfile.records.base import AttributeName, FactId, Line, Provenance, Record, Rule, Slug, Text, Words

__all__ = ["AttributeRecord", "FactRecord", "Looks"]

Looks = Literal["sheet", "sheet-seal", "sheet-photo", "card", "booklet", "sticker", "receipt", "phone"]


class AttributeRecord(Record):
    """What a way may ask of a person besides papers. ``why``: why it is asked.

    ``known_from``: holding one of these facts settles the value; ``known_with``: so does knowing one of these attributes
    (who gives the day they were deported has been removed before); ``known_if``: so does a condition over other attributes
    and facts held (who was born less than 15 years ago is under 15).

    ``says``: how a value is said of a person ("is a woman"), by value. Under ``*`` for any value, whose name stands for ``{n}``
    (``{n_small}``: in small letters), under ``!*`` for not having it; of a date, under ``*``, what happened then ("was deported")."""

    id: AttributeName
    kind: AttributeKind
    values: tuple[tuple[Line, Text], ...] = ()
    open_values: bool = False
    question: Text
    says: tuple[tuple[Line, Text], ...] = ()
    help: Text | None = None
    why: Text
    actionable: bool = False
    known_from: dict[str, tuple[FactId, ...]] = Field(default_factory=dict)
    known_with: dict[str, tuple[AttributeName, ...]] = Field(default_factory=dict)
    known_if: dict[str, Rule] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_of_its_values(self) -> AttributeRecord:
        if not {value for value, _ in self.says} <= {"*", "!*", *(value for value, _ in self.values)}:
            raise ValueError("says has the attribute's values, * and !*")
        return self


class FactRecord(Record):
    """A document, status, place, need or passed course. ``describes``: what it looks like, to tell it apart; ``looks``: its
    shape, for a drawing; ``is_not``: what it does not do; ``not_needed``: where it is wrongly asked for."""

    id: FactId
    code: Annotated[str, Field(pattern=r"^D\d\d$")] | None = None
    name: Text
    also_called: Words = Words()
    describes: Text | None = None
    looks: Looks | None = None
    is_not: Text | None = None
    not_needed: Text | None = None
    implies: tuple[FactId, ...] = ()
    brought: bool = False
    issuer: Slug | None = None
    validity: Text | None = None
    provenance: Provenance

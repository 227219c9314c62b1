"""What may leave the screen without telling anyone why a person has it: whole texts, or the sentences of them that say nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rumbo.base.logic.analyser import fold
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.names import text_forms
from rumbo.pathways.logic.telltale import TELLING, WHOLE

__all__ = ["Discretion", "discretion_of"]

_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Discretion:
    """Which words tell. ``stems``: beginnings of words; ``terms``: whole words and names, both folded.

    >>> Discretion(stems=("asil",)).tells("Solicitud de ASILO")
    True
    """

    stems: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def tells(self, text: str) -> bool:
        """Whether a stranger who reads ``text`` learns more than that somebody has errands to run."""
        folded = f" {fold(text)} "
        return any(f" {stem}" in folded for stem in self.stems) or any(f" {term} " in folded for term in self.terms)

    def kept(self, text: str, *others: str) -> str:
        """The sentences of ``text`` that tell nothing; nothing at all where only together they would.

        Args:
            text: what is to be shown.
            others: the same in other languages. What tells in one of them tells in this one too: its sentences go with theirs, or
                all of it goes where they are not as many.

        >>> Discretion(stems=("asil",)).kept("Lleve su acta. Diga que pide asilo.")
        'Lleve su acta.'
        >>> Discretion(stems=("asil",)).kept("Take your record. Say what you want.", "Lleve su acta. Diga que pide asilo.")
        'Take your record.'
        """
        sentences, translated = _SENTENCE.split(text), [_SENTENCE.split(other) for other in others]
        if any(len(other) != len(sentences) and self.tells(" ".join(other)) for other in translated):
            return ""
        aligned = [other for other in translated if len(other) == len(sentences)]
        told = [any(map(self.tells, said)) for said in zip(sentences, *aligned, strict=True)]
        left = " ".join(sentence for sentence, tells in zip(sentences, told, strict=True) if not tells)
        return "" if self.tells(left) else left


def discretion_of(region: CompiledRegion) -> Discretion:
    """The words of every language, the region's own list, and the names of bodies that enforce.

    >>> discretion_of(region).tells("Migración")  # doctest: +SKIP
    True
    """
    words = Discretion(stems=tuple(fold(stem) for stems in TELLING.values() for stem in stems))
    bodies = (body for body in region.organizations.values() if body.cls == "enforcement")
    names = (name for body in bodies for name in (*text_forms(body.name), body.short or ""))
    terms = {fold(term) for term in (*WHOLE, *region.records.region.telling, *names)} - {""}
    return Discretion(stems=words.stems, terms=tuple(sorted(term for term in terms if not words.tells(term))))

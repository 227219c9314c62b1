"""What can be wrong with a question, each with a code and a sentence in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown-goal": ("No conocemos la meta «{value}».", "We do not know the goal “{value}”."),
    "unknown-fact": ("No conocemos el papel o dato «{value}».", "We do not know the paper or fact “{value}”."),
    "ambiguous-fact": (
        "«{value}» puede ser más de una cosa. Escriba cuál: {nearest}.",
        "“{value}” can be more than one thing. Write which one: {nearest}.",
    ),
    "unknown-attribute": ("No conocemos la pregunta «{value}».", "We do not know the question “{value}”."),
    "unknown-value": ("«{value}» no es una respuesta posible para «{key}».", "“{value}” is not a possible answer for “{key}”."),
    "not-a-date": (
        "«{value}» no es una fecha. Escríbala así: 2026-11-22.",
        "“{value}” is not a date. Write it like this: 2026-11-22.",
    ),
    "date-out-of-range": ("La fecha {value} está fuera de lo posible.", "The date {value} is out of range."),
    "not-a-number": (
        "«{value}» no es un número entero de 0 a 1000000.",
        "“{value}” is not a whole number from 0 to 1000000.",
    ),
    "not-a-household": (
        "«{value}» no dice quiénes son. Escríbalo así: adults:1+children:2.",
        "“{value}” does not say who is in the household. Write it like this: adults:1+children:2.",
    ),
    "empty-household": (
        "«{value}» no cuenta a nadie. Cuente a todas las personas, también a usted.",
        "“{value}” counts nobody. Count everyone, yourself too.",
    ),
    "not-a-holding": (
        "«{value}» no se puede leer. Escríbalo así: curp-temporary@2026-06-01..2026-11-28.",
        "“{value}” cannot be read. Write it like this: curp-temporary@2026-06-01..2026-11-28.",
    ),
    "not-a-pair": ("«{value}» no se puede leer. Escríbalo así: nombre=valor.", "“{value}” cannot be read. Write it like this: name=value."),
    "unknown-objective": ("«{value}» no es una manera de comparar planes.", "“{value}” is not a way to compare plans."),
    "not-weights": (
        "«{value}» no son valores que se puedan sumar. Escriba números enteros de 0 a 10000, no todos 0: cheapest=1,fastest=50.",
        "“{value}” are no weights that can be added up. Write whole numbers from 0 to 10000, not all of them 0: cheapest=1,fastest=50.",
    ),
    "unknown-limit": ("«{value}» no es un límite que podamos poner.", "“{value}” is not a limit we can set."),
    "not-money": ("«{value}» no es un monto. Escríbalo así: MXN:500.", "“{value}” is not an amount. Write it like this: MXN:500."),
    "unknown-currency": ("No usamos la moneda «{value}».", "We do not use the currency “{value}”."),
    "unknown-body": ("No conocemos la institución «{value}».", "We do not know the body “{value}”."),
    "unknown-way": ("No conocemos el trámite «{value}».", "We do not know the way “{value}”."),
    "unknown-side": ("No conocemos el lado «{value}».", "We do not know the side “{value}”."),
    "changes-wrong": ("En los cambios, {key}: se esperaba {expected}.", "In the changes, {key}: expected {expected}."),
    "changes-unknown-way": ("No conocemos el trámite «{value}».", "We do not know the way “{value}”."),
    "changes-known-way": ("Ya hay un trámite «{value}».", "There is a way “{value}” already."),
    "changes-broken": (
        "Con esos cambios, las reglas ya no van juntas. Revise los trámites que cambió.",
        "With these changes the rules no longer go together. Check the ways that you changed.",
    ),
    "goal-to-find": (
        "«{value}» es una meta que se busca: no tiene un plan que cambie.",
        "“{value}” is a goal to look for: it has no plan that could change.",
    ),
    "not-a-group": ("No se puede contar aparte por «{value}».", "One cannot count apart by “{value}”."),
    "too-many": ("Son demasiados datos: caben {limit}.", "That is too much: there is room for {limit}."),
    "too-long": ("Un dato es demasiado largo: caben {limit} letras.", "A value is too long: there is room for {limit} letters."),
    "forbidden-sign": (
        "Un dato tiene signos invisibles que no se pueden leer. Escríbalo de nuevo.",
        "A value has invisible signs that cannot be read. Type it again.",
    ),
    "start-too-early": (
        "El primer día ({value}) es anterior al día de la consulta ({other_value}).",
        "The first day ({value}) is before the day of the question ({other_value}).",
    ),
    "by-before-start": (
        "La fecha límite ({value}) es anterior al primer día ({other_value}).",
        "The last day ({value}) is before the first one ({other_value}).",
    ),
    "born-later": (
        "La fecha de nacimiento ({value}) es posterior al día de la consulta ({other_value}).",
        "The birth date ({value}) is after the day of the question ({other_value}).",
    ),
    "in-the-future": (
        "La fecha de «{key}» ({value}) es posterior al día de la consulta ({other_value}).",
        "The date of “{key}” ({value}) is after the day of the question ({other_value}).",
    ),
    "before-birth": (
        "La fecha de «{key}» ({value}) es anterior al nacimiento ({other_value}).",
        "The date of “{key}” ({value}) is before the birth ({other_value}).",
    ),
    "expires-before-issued": (
        "«{key}» vence ({other_value}) antes de su expedición ({value}).",
        "“{key}” expires ({other_value}) before it was issued ({value}).",
    ),
    "adult-as-minor": (
        "Dijo que es menor de edad sin compañía, pero nació el {other_value}: ya cumplió 18 años.",
        "You said you are a minor on your own, but you were born on {other_value}: you are 18 or older.",
    ),
    "no-children": (
        "Dijo que viaja con niñas o niños, pero en su hogar no hay ninguno ({other_value}).",
        "You said you travel with children, but there are none in your household ({other_value}).",
    ),
    "given-twice": (
        "«{key}» tiene dos respuestas distintas: {value} y {other_value}.",
        "“{key}” has two different answers: {value} and {other_value}.",
    ),
    "paper-says-otherwise": (
        "Respondió «{value}» a «{key}», pero tiene «{other}», que dice «{other_value}».",
        "You answered “{value}” to “{key}”, but you hold “{other}”, which says “{other_value}”.",
    ),
}
_DID_YOU_MEAN = (" ¿Quiso decir {nearest}?", " Did you mean {nearest}?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with a question.

    ``field``: the part of the question (``goal``, ``have``, ``know``, ``objective``, ``limits``, ``as_of``, ``dates``, ``weights``,
    ``changes``); ``key``: the fact, attribute, limit or place inside it; ``other``: for a contradiction, what ``key`` does not go with;
    ``expected``: what should stand there, in Spanish and English.
    """

    code: str
    field: str
    key: str = ""
    value: str = ""
    other: str = ""
    other_value: str = ""
    limit: int = 0
    nearest: tuple[str, ...] = ()
    expected: tuple[str, str] = ("", "")

    @property
    def words(self) -> dict[str, str]:
        """The sentence for people, in both languages."""
        return {lang: self._sentence(i) for i, lang in enumerate(("es", "en"))}

    def _sentence(self, language: int) -> str:
        sentence = SENTENCES[self.code][language]
        if self.nearest and "{nearest}" not in sentence:
            sentence += _DID_YOU_MEAN[language]
        return sentence.format(
            value=self.value[:80],
            key=self.key[:80],
            other=self.other,
            other_value=self.other_value,
            limit=self.limit,
            nearest=", ".join(self.nearest),
            expected=self.expected[language],
        )

    def as_json(self) -> dict[str, Any]:
        """The problem as others read it."""
        return {
            "code": self.code,
            "field": self.field,
            "key": self.key,
            "value": self.value[:200],
            "other": self.other or None,
            "nearest": list(self.nearest),
            "words": self.words,
        }


class AskError(ValueError):
    """A question that cannot be answered as it stands. ``problems`` says all that is wrong with it.

    Its own text carries codes and places only, never an answer: it may end in a log.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(sorted({f"{problem.field}: {problem.code}" for problem in problems})))

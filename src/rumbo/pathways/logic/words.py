"""Facts, tests, conditions, money, days and dates in words, in every language at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from rumbo.engine.conditions import All, AnyOf, AtLeast, Condition, Fact, NoneOf, SumOf, Test
from rumbo.pathways.logic.ask import side_record
from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.values import exponent
from rumbo.regionfile import records as r

Both = dict[str, str]
LANGUAGES = ("es", "en")
MOST_OTHERS = 2

_MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "January February March April May June July August September October November December",
}
_LAST = {"es": ("y", "o"), "en": ("and", "or")}
_DATE_TESTS: Mapping[str, tuple[str, str]] = {
    "age_at_least": ("tiene {n} años o más", "is {n} or older"),
    "age_under": ("tiene menos de {n} años", "is under {n}"),
    "days_since_at_most": (
        "responde con un día de hace {n} días o menos a «{subject}»",
        "answers with a day at most {n} days ago to “{subject}”",
    ),
    "days_since_more_than": (
        "responde con un día de hace más de {n} días a «{subject}»",
        "answers with a day more than {n} days ago to “{subject}”",
    ),
    "working_days_since_at_most": (
        "responde con un día de hace {n} días hábiles o menos a «{subject}»",
        "answers with a day at most {n} working days ago to “{subject}”",
    ),
    "working_days_since_more_than": (
        "responde con un día de hace más de {n} días hábiles a «{subject}»",
        "answers with a day more than {n} working days ago to “{subject}”",
    ),
    "on_or_after": ("responde con el {n} o después a «{subject}»", "answers with {n} or later to “{subject}”"),
    "on_or_before": ("responde con el {n} o antes a «{subject}»", "answers with {n} or earlier to “{subject}”"),
}
_TESTS: Mapping[str, tuple[str, str]] = {
    **_DATE_TESTS,
    "is": ("responde «{n}» a «{subject}»", "answers “{n}” to “{subject}”"),
    "in": ("responde «{n}» a «{subject}»", "answers “{n}” to “{subject}”"),
    "has": ("responde «{n}» a «{subject}»", "answers “{n}” to “{subject}”"),
    "has_any": ("responde «{n}» a «{subject}»", "answers “{n}” to “{subject}”"),
    "is_not": ("no responde «{n}» a «{subject}»", "does not answer “{n}” to “{subject}”"),
    "not_in": ("no responde «{n}» a «{subject}»", "does not answer “{n}” to “{subject}”"),
    "lacks": ("no responde «{n}» a «{subject}»", "does not answer “{n}” to “{subject}”"),
    "lacks_all": ("no responde «{n}» a «{subject}»", "does not answer “{n}” to “{subject}”"),
    "number_at_least": ("responde {n} o más a «{subject}»", "answers {n} or more to “{subject}”"),
    "number_at_most": ("responde {n} o menos a «{subject}»", "answers {n} or fewer to “{subject}”"),
    "children_at_least": ("viaja con {n} o más niñas o niños", "travels with {n} or more children"),
    "children_under": ("viaja con menos de {n} niñas o niños", "travels with fewer than {n} children"),
    "adults_at_least": ("viaja en un grupo de {n} o más personas adultas", "travels in a group of {n} or more adults"),
    "adults_under": ("viaja en un grupo de menos de {n} personas adultas", "travels in a group of fewer than {n} adults"),
}
_SINCE: Mapping[str, tuple[str, str]] = {
    "days_since_at_most": ("{what} hace {n} o menos", "{what} at most {n} ago"),
    "days_since_more_than": ("{what} hace más de {n}", "{what} more than {n} ago"),
    "working_days_since_at_most": ("{what} hace {n} o menos", "{what} at most {n} ago"),
    "working_days_since_more_than": ("{what} hace más de {n}", "{what} more than {n} ago"),
    "on_or_after": ("{what} el {n} o después", "{what} on {n} or later"),
    "on_or_before": ("{what} el {n} o antes", "{what} on {n} or earlier"),
}
_DAYS: Mapping[bool, Mapping[str, tuple[str, str]]] = {
    False: {"es": ("día", "días"), "en": ("day", "days")},
    True: {"es": ("día hábil", "días hábiles"), "en": ("working day", "working days")},
}
_NEGATIVE = frozenset({"is_not", "not_in", "lacks", "lacks_all"})
_OPPOSITE: Mapping[str, str] = {
    "is": "is_not",
    "in": "not_in",
    "has": "lacks",
    "has_any": "lacks_all",
    "is_not": "is",
    "not_in": "in",
    "lacks": "has",
    "age_at_least": "age_under",
    "age_under": "age_at_least",
    "days_since_at_most": "days_since_more_than",
    "days_since_more_than": "days_since_at_most",
    "working_days_since_at_most": "working_days_since_more_than",
    "working_days_since_more_than": "working_days_since_at_most",
    "children_at_least": "children_under",
    "adults_at_least": "adults_under",
}


def text(record: r.Text | None) -> dict[str, str | None] | None:
    """A text as JSON: one entry per language, ``None`` where it is missing."""
    return None if record is None else {"es": record.es, "en": record.en, **record.more}


def in_language(words: Mapping[str, str | None] | None, lang: str) -> str:
    """The words in ``lang``; in Spanish or English, whichever there is, where that language is missing.

    >>> in_language({"es": "papel", "en": None}, "en")
    'papel'
    """
    if words is None:
        return ""
    return words.get(lang) or next((found for found in (words.get("es"), words.get("en")) if found), "")


def fact_words(region: CompiledRegion, fact: str) -> Both:
    """What a fact is called, in every language the region has for it."""
    record = region.facts.get(fact)
    if record is not None:
        return both(record.name)
    side = region.sides.get(fact.removeprefix("at:"))
    return both(side.name) if side is not None else {"es": fact, "en": fact}


def both(record: r.Text) -> Both:
    """A text in both languages, the other one's words where one is missing; beside them the further languages it has.

    Sentences that are put together here are in the two languages that have words for it: who reads another one is shown one of
    those, marked as such. What the region says whole is kept in all of them.
    """
    return {**{lang: in_language({"es": record.es, "en": record.en}, lang) for lang in LANGUAGES}, **record.more}


def words_of_test(region: CompiledRegion, test: Test, *, holds: bool = True) -> Both:
    """A test of an attribute in words; if not ``holds``, its opposite.

    >>> words_of_test(region, Test("birth_date", "age_at_least", 18))  # doctest: +SKIP
    {'es': 'tiene 18 años o más', 'en': 'is 18 or older'}
    """
    operator, value = (test.operator, test.value) if holds else _opposite(test)
    if (said := _said(region, test.attribute, operator, value)) is not None:
        return said
    templates = _TESTS[operator]
    return {
        lang: templates[i].format(subject=_subject(region, test.attribute, lang), n=_operand(region, test.attribute, operator, value, lang))
        for i, lang in enumerate(LANGUAGES)
    }


def _said(region: CompiledRegion, attribute: str, operator: str, value: object) -> Both | None:
    """The words that the region has for a test, "is a woman" rather than what is answered to which question; None: it has none."""
    record = side_record(region) if attribute == "side" else region.attributes.get(attribute)
    if record is None or not record.says:
        return None
    if operator in _SINCE:
        return _said_of_a_day(record, operator, value)
    values = [str(word) for word in value] if isinstance(value, tuple) else [str(value)]
    says = dict(record.says)
    negative = operator in _NEGATIVE
    if negative and "!*" not in says:
        values = [name for name, _ in record.values if name not in values]
        if record.open_values or len(values) > MOST_OTHERS:
            return None
        negative = False  # not to have these is to have one of the others, where there are no more
    words = [_said_of_value(region, record, name, negative=negative) for name in values]
    found = [word for word in words if word is not None]
    if not found or len(found) < len(words):
        return None
    words_of_all = _all_joined(found, any_of=not negative)
    # An "or" that stands beside an "and" is misread: it stands in brackets.
    return _template(words_of_all, ("({})", "({})")) if len(found) > 1 and not negative else words_of_all


def _said_of_value(region: CompiledRegion, record: r.AttributeRecord, value: str, *, negative: bool) -> Both | None:
    says = dict(record.says)
    if not negative and value in says:
        return both(says[value])
    general = says.get("!*" if negative else "*")
    if general is None:
        return None
    name, words = _value_name(region, record.id, value), both(general)
    return {lang: words[lang].format(n=name[lang], n_small=name[lang].lower()) for lang in words if lang in name}


def _said_of_a_day(record: r.AttributeRecord, operator: str, value: object) -> Both | None:
    general = dict(record.says).get("*")
    if general is None:
        return None
    what = both(general)
    if isinstance(value, dt.date):
        named = date_words(value)
        return {lang: _SINCE[operator][i].format(what=what[lang], n=named[lang]) for i, lang in enumerate(LANGUAGES)}
    n = int(value[0]) if isinstance(value, tuple) else int(str(value))
    units = _DAYS[operator.startswith("working_days")]
    return {lang: _SINCE[operator][i].format(what=what[lang], n=f"{n} {units[lang][n != 1]}") for i, lang in enumerate(LANGUAGES)}


def _opposite(test: Test) -> tuple[str, object]:
    value = test.value
    if test.operator == "number_at_least" and isinstance(value, int) and value > 0:
        return "number_at_most", value - 1
    if test.operator == "number_at_most" and isinstance(value, int):
        return "number_at_least", value + 1
    if test.operator == "on_or_after" and isinstance(value, dt.date):
        return "on_or_before", value - dt.timedelta(1)
    if test.operator == "on_or_before" and isinstance(value, dt.date):
        return "on_or_after", value + dt.timedelta(1)
    return _OPPOSITE[test.operator], value


def _subject(region: CompiledRegion, attribute: str, lang: str) -> str:
    record = side_record(region) if attribute == "side" else region.attributes.get(attribute)
    return attribute if record is None else both(record.question)[lang]


def _operand(region: CompiledRegion, attribute: str, operator: str, value: object, lang: str) -> str:
    if isinstance(value, dt.date):
        return date_words(value)[lang]
    if operator.startswith("working_days") and isinstance(value, tuple):
        return str(value[0])
    if isinstance(value, tuple):
        return joined([_value_name(region, attribute, str(word))[lang] for word in value], lang, any_of=True)
    return _value_name(region, attribute, str(value))[lang]


def _value_name(region: CompiledRegion, attribute: str, value: str) -> Both:
    record = side_record(region) if attribute == "side" else region.attributes.get(attribute)
    name = dict(record.values).get(value) if record is not None else None
    return both(name) if name is not None else {"es": value, "en": value}


def value_words(region: CompiledRegion, attribute: str, values: Iterable[str]) -> Both:
    """The names of some values of an attribute, joined by "and"."""
    return _all_joined([_value_name(region, attribute, value) for value in sorted(values)])


def _all_joined(words: Sequence[Both], *, any_of: bool = False) -> Both:
    """Words one after the other; a single one in every language it has, several in those that have an "and" here."""
    if len(words) == 1:
        return words[0]
    return {lang: joined([word[lang] for word in words], lang, any_of=any_of) for lang in LANGUAGES}


def joined(items: Sequence[str], lang: str, *, any_of: bool = False) -> str:
    """A list in words.

    >>> joined(["INE", "CURP", "RFC"], "es")
    'INE, CURP y RFC'
    """
    conjunction = _LAST[lang][any_of]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def condition_words(region: CompiledRegion, condition: Condition, *, holds: bool = True) -> Both:
    """A condition in words; if not ``holds``, what would make it false."""
    match condition:
        case Fact(name):
            return _template(fact_words(region, name), ("tiene {}", "has {}") if holds else ("no tiene {}", "does not have {}"))
        case Test():
            return words_of_test(region, condition, holds=holds)
        case NoneOf(parts):
            return _parts(region, parts, any_of=not holds, holds=not holds)
        case All(parts):
            return _parts(region, parts, any_of=not holds, holds=holds)
        case AnyOf(parts):
            return _parts(region, parts, any_of=holds, holds=holds)
        case AtLeast(n, parts):
            form = (
                ("cumple al menos {n} de estas: {}", "meets at least {n} of these: {}")
                if holds
                else ("cumple menos de {n} de estas: {}", "meets fewer than {n} of these: {}")
            )
            return _template(_parts(region, parts, any_of=False, holds=True), form, n=n)
        case SumOf(weights, at_least):
            form = (
                ("junta {n} o más con: {}", "adds up to {n} or more with: {}")
                if holds
                else ("junta menos de {n} con: {}", "adds up to less than {n} with: {}")
            )
            names = [fact_words(region, name) for name, _ in weights]
            return _template({lang: joined([name[lang] for name in names], lang) for lang in LANGUAGES}, form, n=at_least)


def _parts(region: CompiledRegion, parts: Sequence[Condition], *, any_of: bool, holds: bool) -> Both:
    words = [_template(said, ("({})", "({})")) if nested else said for said, nested in _parts_said(region, parts, holds)]
    return {lang: joined([word[lang] for word in words], lang, any_of=any_of) for lang in LANGUAGES}


def _parts_said(region: CompiledRegion, parts: Sequence[Condition], holds: bool) -> Iterator[tuple[Both, bool]]:
    """Each part in words, and whether it is itself made of several: then it stands in brackets, so that "or" is not misread."""
    for part in parts:
        nested = len(parts) > 1 and isinstance(part, All | AnyOf | NoneOf) and len(part.parts) > 1
        yield condition_words(region, part, holds=holds), nested


def _template(words: Both, templates: tuple[str, str], *, n: int = 0) -> Both:
    return {lang: templates[i].format(words[lang], n=n) for i, lang in enumerate(LANGUAGES)}


def date_words(day: dt.date) -> Both:
    """A date in words.

    >>> date_words(dt.date(2026, 11, 22))["es"]
    '22 de noviembre de 2026'
    """
    es, en = (_MONTHS[lang].split()[day.month - 1] for lang in LANGUAGES)
    return {"es": f"{day.day} de {es} de {day.year}", "en": f"{en} {day.day}, {day.year}"}


def days_words(days: Mapping[str, int], *, unit: str = "calendar") -> Both:
    """A duration in words, from ``{min, typical, max}``.

    >>> days_words({"min": 2, "typical": 6, "max": 20})["es"]
    'unos 6 días (de 2 a 20)'
    """
    low, typical, high = days["min"], days["typical"], days["max"]
    if high == 0:
        return {"es": "el mismo día", "en": "the same day"}
    es = ("día hábil", "días hábiles") if unit == "working" else ("día", "días")
    en = ("working day", "working days") if unit == "working" else ("day", "days")
    range_es, range_en = (f" (de {low} a {high})", f" ({low} to {high})") if low < high else ("", "")
    if typical == 0:
        return {"es": f"casi siempre el mismo día{range_es}", "en": f"most often the same day{range_en}"}
    about = "un" if typical == 1 else f"unos {typical}"
    return {"es": f"{about} {es[typical != 1]}{range_es}", "en": f"about {typical} {en[typical != 1]}{range_en}"}


def money_number(minor: int, currency: str) -> int | float:
    """Minor units as currency units, whole where they are.

    >>> money_number(50050, "MXN")
    500.5
    """
    amount = Decimal(minor).scaleb(-exponent(currency))
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def money_words(money: Mapping[str, int | float] | None, *, complete: bool = True) -> Both:
    """An amount in words, from amounts in currency units by currency. ``complete``: nothing is to be paid besides; where that is
    not known, nothing is called free.

    >>> money_words({"MXN": 500, "USD": 0})["en"]
    'MXN 500'
    """
    if money is None or not any(money.values()):
        return {"es": "gratis", "en": "free"} if complete else {"es": "costo sin saber: pregunte", "en": "cost not known: ask"}
    amounts = [f"{currency} {amount:,.2f}".removesuffix(".00") for currency, amount in money.items() if amount]
    if not complete:
        return {"es": f"{joined(amounts, 'es')}, quizá más: pregunte", "en": f"{joined(amounts, 'en')}, maybe more: ask"}
    return {"es": joined(amounts, "es"), "en": joined(amounts, "en")}

"""Every finding's sentence, in both languages, by code. A test compares this table with the documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["EXPECTED", "SENTENCES", "Sentence", "Severity"]

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """``unreadable``: with such a finding the folder could not be read at all, so nothing else was looked at."""

    severity: Severity
    es: str
    en: str
    unreadable: bool = False


def _reading(es: str, en: str) -> Sentence:
    return Sentence("error", es, en, unreadable=True)


def _error(es: str, en: str) -> Sentence:
    return Sentence("error", es, en)


def _warning(es: str, en: str) -> Sentence:
    return Sentence("warning", es, en)


def _info(es: str, en: str) -> Sentence:
    return Sentence("info", es, en)


_FOLDER: dict[str, Sentence] = {
    "folder-missing": _reading(
        "{file} no es una carpeta: indique la carpeta que guarda los archivos de la región.",
        "{file} is not a folder: give the folder that holds the region files.",
    ),
    "folder-empty": _reading("En {file} no hay ningún archivo .yaml.", "There is no .yaml file in {file}."),
    "folder-too-many-files": _reading(
        "La carpeta tiene más de {limit} archivos .yaml: júntelos en menos archivos.",
        "The folder has more than {limit} .yaml files: put them together in fewer files.",
    ),
    "file-link": _reading(
        "{file} es un enlace a otro lugar. Una región solo lleva archivos propios: ponga el archivo mismo.",
        "{file} is a link to somewhere else. A region holds only files of its own: put the file itself there.",
    ),
    "file-not-read": _warning(
        "{file} no se leyó: los archivos de la región terminan en .yaml, en minúsculas.",
        "{file} was not read: region files end in .yaml, in small letters.",
    ),
    "file-unreadable": _reading(
        "{file} no se puede abrir como archivo: revise los permisos.", "{file} cannot be opened as a file: check its permissions."
    ),
    "file-too-large": _reading(
        "{file} pasa de {limit} bytes: repártalo en varios archivos.", "{file} is larger than {limit} bytes: spread it over several files."
    ),
    "file-not-utf8": _reading(
        "Aquí hay un byte ({byte}) que no es UTF-8. Guarde el archivo con codificación UTF-8.",
        "There is a byte here ({byte}) that is not UTF-8. Save the file with UTF-8 encoding.",
    ),
    "character-forbidden": _reading(
        "Aquí hay un carácter invisible ({character}) que puede engañar a quien lee: bórrelo.",
        "There is an invisible character here ({character}) that can mislead a reader: delete it.",
    ),
    "yaml-tab": _reading("Esta línea empieza con un tabulador: use espacios.", "This line begins with a tab: use spaces."),
    "yaml-syntax": _reading(
        "Desde aquí el archivo no se entiende como YAML: revise la sangría, los dos puntos y las comillas.",
        "From here on the file cannot be understood as YAML: check indentation, colons and quotes.",
    ),
    "yaml-second-document": _reading(
        "Aquí empieza un segundo documento (---): cada archivo lleva uno solo.",
        "A second document (---) begins here: each file holds only one.",
    ),
    "yaml-too-many-values": _reading(
        "El archivo tiene más de {limit} valores: repártalo en varios archivos.",
        "The file has more than {limit} values: spread it over several files.",
    ),
    "yaml-too-deep": _reading(
        "Aquí hay más de {limit} niveles, unos dentro de otros.", "There are more than {limit} levels here, one inside the other."
    ),
    "yaml-anchor": _reading(
        "Aquí hay un ancla o alias ({name}). En una región no se usan: escriba el valor completo.",
        "There is an anchor or alias here ({name}). Regions do not use them: write the value out.",
    ),
    "yaml-tag": _reading(
        "Aquí hay una etiqueta de YAML ({name}). En una región no se usan: quítela.",
        "There is a YAML tag here ({name}). Regions do not use them: take it out.",
    ),
    "yaml-duplicate-key": _reading(
        "«{key}» ya está escrito en la línea {first}: deje uno solo.", "“{key}” is already written on line {first}: keep only one."
    ),
    "yaml-key": _reading("El nombre de un campo tiene que ser texto.", "The name of a field must be text."),
    "file-not-mapping": _reading(
        "El archivo tiene que empezar con una clase de registros, como «ways:» o «goals:».",
        "The file must begin with a kind of records, such as “ways:” or “goals:”.",
    ),
    "kind-unknown": _reading(
        "«{kind}» no es una clase de registros. Las clases son: {kinds}.", "“{kind}” is not a kind of records. The kinds are: {kinds}."
    ),
    "kind-not-list": _reading(
        "Debajo de «{kind}» va una lista de registros, cada uno con un guion.", "Below “{kind}” goes a list of records, each with a dash."
    ),
    "record-not-mapping": _reading(
        "Aquí se esperaba un registro de «{kind}», con sus campos.", "A record of “{kind}” was expected here, with its fields."
    ),
    "region-twice": _reading(
        "La región ya está descrita en {other}: solo puede haber una.", "The region is already described in {other}: there can be only one."
    ),
    "region-missing": _reading(
        "Falta el registro «region:» con el nombre, los lados y las monedas.",
        "The “region:” record is missing, with the name, the sides and the currencies.",
    ),
}

_FIELDS: dict[str, Sentence] = {
    "field-missing": _reading("{record}: falta el campo {field}.", "{record}: the field {field} is missing."),
    "field-unknown": _reading("{record}: el campo {field} no existe.", "{record}: there is no field {field}."),
    "field-invalid": _reading(
        "{record}: en {field} se esperaba {expected}, y dice «{found}».", "{record}: {field} should be {expected}, and it says “{found}”."
    ),
    "text-empty": _error(
        "{record}: {field} está vacío. Escriba el texto o quite el campo.",
        "{record}: {field} is empty. Write the text or remove the field.",
    ),
    "cost-without-currency": _error("{record}: al monto le falta la moneda ({field}).", "{record}: the amount has no currency ({field})."),
}

_REFERENCES: dict[str, Sentence] = {
    f"unknown-{word}": _error(
        f"{{record}}: {{field}} nombra {es} «{{id}}», que no existe. Lo más parecido: {{nearest}}.",
        f"{{record}}: {{field}} names {en} “{{id}}”, which does not exist. Nearest: {{nearest}}.",
    )
    for word, es, en in (
        ("fact", "el papel o dato", "the fact"),
        ("service", "el servicio", "the service"),
        ("organization", "la organización", "the organization"),
        ("location", "el lugar", "the location"),
        ("source", "la fuente", "the source"),
        ("way", "el trámite u opción", "the way"),
        ("goal", "la meta", "the goal"),
        ("calendar", "el calendario", "the calendar"),
        ("port", "el puerto de entrada", "the port of entry"),
        ("side", "el lado", "the side"),
        ("attribute", "el atributo", "the attribute"),
        ("attribute-value", "el valor", "the value"),
    )
} | {
    "id-duplicate": _error(
        "{record} ya existe en {other}: cada registro lleva un id propio.",
        "{record} already exists in {other}: each record has an id of its own.",
    ),
    "attribute-operator": _error(
        "{record}: la prueba «{operator}» no sirve para {attribute}, que es de tipo {kind}.",
        "{record}: the test “{operator}” does not fit {attribute}, which is of kind {kind}.",
    ),
}

_TEXTS: dict[str, Sentence] = {
    "translation-missing": _error("{record}: a {field} le falta el texto en «{lang}».", "{record}: {field} has no text in “{lang}”."),
    "translation-machine": _warning(
        "{record}: el texto en «{lang}» de {field} es borrador de máquina; falta que lo revise una persona.",
        "{record}: the “{lang}” text of {field} was drafted by a machine; a person has yet to review it.",
    ),
    "translation-stale": _warning(
        "{record}: el original de {field} cambió y el texto en «{lang}» no: revíselo y confírmelo.",
        "{record}: the original of {field} changed and the “{lang}” text did not: review and confirm it.",
    ),
    "translation-unconfirmed": _info(
        "{record}: la traducción de {field} todavía no está confirmada.", "{record}: the translation of {field} is not yet confirmed."
    ),
    "lock-missing": _info(
        "No hay archivo de traducciones confirmadas: no se puede saber cuáles quedaron atrasadas.",
        "There is no file of confirmed translations: which ones are out of date cannot be told.",
    ),
    "lock-unreadable": _error(
        "El archivo de traducciones confirmadas no se puede leer: vuelva a hacerlo.",
        "The file of confirmed translations cannot be read: make it anew.",
    ),
    "goal-words-missing": _warning(
        "{record}: faltan palabras de búsqueda en «{lang}» (also_called).", "{record}: search words in “{lang}” are missing (also_called)."
    ),
}

_REACH: dict[str, Sentence] = {
    "way-not-enterable": _error(
        "{record}: nadie puede tomar este trámite, ni con todos los papeles que se traen. Falta: {missing}.",
        "{record}: no one can enter this way, even with every paper that people bring. Missing: {missing}.",
    ),
    "goal-not-reachable": _error(
        "{record}: nadie puede llegar a esta meta, ni con todos los papeles que se traen. Falta: {missing}.",
        "{record}: no one can reach this goal, even with every paper that people bring. Missing: {missing}.",
    ),
    "goal-finds-nothing": _error(
        "{record}: ningún servicio activo atiende lo que esta meta busca.", "{record}: no active service meets what this goal looks for."
    ),
    "catch-22": _warning(
        "Círculo vicioso para quien no tiene todavía ninguno: {facts}. Cada trámite que da uno de ellos pide otro de ellos ({ways}).",
        "Catch-22 for whoever holds none of them yet: {facts}. Every way that grants one of them asks for another of them ({ways}).",
    ),
    "catch-22-for-some": _info(
        "Círculo vicioso para quien no cumple «{test}»: {facts}. Cada trámite que da uno de ellos pide otro de ellos ({ways}).",
        "Catch-22 for people who do not meet “{test}”: {facts}. Every way that grants one of them asks for another of them ({ways}).",
    ),
    "not-monotone": _error(
        "{record}: «none» excluye a {fact}, que el trámite {way} otorga: tener más papeles no puede cerrar un camino. Use un atributo.",
        "{record}: “none” excludes {fact}, which the way {way} grants: holding more papers cannot close a way. Use an attribute.",
    ),
    "myth-in-world": _error(
        "{record} hace lo que dice el mito {myth}, que no es cierto: quite el trámite o corrija lo que pide.",
        "{record} does what the myth {myth} says, which is not so: take the way out or correct what it asks for.",
    ),
    "right-rule-not-law": _error(
        "{record}: {source} no es una ley entre sus fuentes; en el mostrador solo se muestra la ley que lo dice.",
        "{record}: {source} is no law among its sources; only the law that says so is shown at a counter.",
    ),
    "right-to-enforcement": _error(
        "{record} manda a pedir ayuda a {organization}, que es una autoridad de control: ponga otro servicio.",
        "{record} sends people for help to {organization}, which is an enforcement body: name another service.",
    ),
    "brought-granted": _error(
        "{record} otorga {fact}, que está marcado como algo que la gente ya trae (brought).",
        "{record} grants {fact}, which is marked as something people bring (brought).",
    ),
    "grants-nothing-new": _warning(
        "{record} no otorga nada que no se tenga ya al entrar: {facts}.",
        "{record} grants nothing that is not already held on entering: {facts}.",
    ),
    "implies-cycle": _error("Estos datos se implican en círculo: {facts}.", "These facts imply each other in a circle: {facts}."),
    "fact-unused": _info(
        "{record} no aparece en ningún trámite, meta, servicio ni aviso.", "{record} appears in no way, goal, service or notice."
    ),
    "valid-days-not-granted": _error(
        "{record}: valid_days habla de {fact}, que este trámite no otorga.",
        "{record}: valid_days speaks of {fact}, which this way does not grant.",
    ),
    "fresh-days-not-asked": _error(
        "{record}: fresh_days habla de {fact}, que este trámite no pide.",
        "{record}: fresh_days speaks of {fact}, which this way does not ask for.",
    ),
}

_CROSSING: dict[str, Sentence] = {
    "crossing-without-guard": _error(
        "{record} cambia de lado sin preguntar si la persona puede volver: agregue la prueba de un atributo (como can_return_to).",
        "{record} changes side without asking whether the person can come back: add a test of an attribute (such as can_return_to).",
    ),
    "crossing-not-irreversible": _error(
        "{record} cambia de lado: marque «irreversible: crossing».", "{record} changes side: mark it “irreversible: crossing”."
    ),
    "crossing-place": _error(
        "{record} cruza a {side}: tiene que otorgar at:{side}, desde el otro lado.",
        "{record} crosses to {side}: it must grant at:{side}, from the other side.",
    ),
    "place-without-crossing": _error(
        "{record} otorga {fact} sin cruzar: solo lo otorga un trámite con crosses_to.",
        "{record} grants {fact} without crossing: only a way with crosses_to grants it.",
    ),
}

_COSTS: dict[str, Sentence] = {
    "currency-without-rate": _error(
        "{record}: la moneda {currency} no tiene tipo de cambio en la región (rates).",
        "{record}: the currency {currency} has no rate in the region (rates).",
    ),
    "duration-without-calendar": _error(
        "{record}: los días hábiles necesitan un calendario (calendar).", "{record}: working days need a calendar."
    ),
    "calendar-ended": _error(
        "{record}: el calendario solo se conoce hasta {until}: complete los días siguientes.",
        "{record}: the calendar is known only until {until}: add the days that follow.",
    ),
    "calendar-open-not-holiday": _error(
        "{record}: {day} está en «open», pero no es día festivo.", "{record}: {day} is under “open”, but it is no holiday."
    ),
    "calendar-closed-outside": _error(
        "{record}: {day} está en «closed», fuera de lo que el calendario abarca (hasta {until}).",
        "{record}: {day} is under “closed”, outside what the calendar covers (until {until}).",
    ),
    "calendar-country": _error(
        "{record}: no se conocen los días festivos de {country} {subdivision}.",
        "{record}: the public holidays of {country} {subdivision} are not known.",
    ),
    "dates-reversed": _error("{record}: {first} viene después de {last}.", "{record}: {first} is after {last}."),
    "way-ended": _warning(
        "{record} terminó el {day}: ciérrelo (state: closed) o ponga la fecha nueva.",
        "{record} ended on {day}: close it (state: closed) or give the new date.",
    ),
}

_EVIDENCE: dict[str, Sentence] = {
    "source-undated": _error("{record}: la fuente no tiene fecha.", "{record}: the source has no date."),
    "source-unused": _info("{record}: ningún registro usa esta fuente.", "{record}: no record uses this source."),
    "evidence-missing": _error("{record}: falta la fecha de la evidencia.", "{record}: the date of the evidence is missing."),
    "evidence-without-source": _error("{record}: no dice de qué fuente viene.", "{record}: it does not say which source it is from."),
    "evidence-stale": _warning(
        "{record}: la evidencia es de {evidence}, hace más de {limit} días: confírmela de nuevo.",
        "{record}: the evidence is of {evidence}, more than {limit} days ago: confirm it anew.",
    ),
    "evidence-future": _error("{record}: la fecha {day} todavía no llega.", "{record}: the date {day} is yet to come."),
    "unconfirmed-without-question": _error(
        "{record}: la confianza es baja, pero falta la pregunta para hacer en la ventanilla (unconfirmed).",
        "{record}: confidence is low, but the question to ask at the window is missing (unconfirmed).",
    ),
}

_DISCLOSURE: dict[str, Sentence] = {
    "disclosure-forbids": _error(
        "{record}: con «{disclosure}», {field} no puede estar en los archivos. Bórrelo, también de la historia.",
        "{record}: with “{disclosure}”, {field} may not be in the files at all. Delete it, from history too.",
    ),
    "enforcement-referral": _error(
        "{record}: es una autoridad de control ({organization}); a ella no se canaliza a nadie: ponga «referral: never».",
        "{record}: this is an enforcement body ({organization}); no one is ever referred to it: write “referral: never”.",
    ),
    "enforcement-needs": _error(
        "{record}: una autoridad de control ({organization}) no puede aparecer como ayuda para {needs}.",
        "{record}: an enforcement body ({organization}) may not appear as help for {needs}.",
    ),
    "phone-untested": _error(
        "{record}: el teléfono {number} ({kind}) no se ha probado en {limit} días: pruébelo, o quítelo y diga dónde está (find_it).",
        "{record}: the phone {number} ({kind}) was not tested in {limit} days: test it, or remove it and say where to find it.",
    ),
}

SENTENCES: Mapping[str, Sentence] = _FOLDER | _FIELDS | _REFERENCES | _TEXTS | _REACH | _CROSSING | _COSTS | _EVIDENCE | _DISCLOSURE

EXPECTED: Mapping[str, tuple[str, str]] = {
    "text": ("un texto (números y fechas, entre comillas)", "text (numbers and dates in quotes)"),
    "whole-number": ("un número entero", "a whole number"),
    "number": ("un número", "a number"),
    "true-or-false": ("true o false", "true or false"),
    "list": ("una lista", "a list"),
    "mapping": ("un grupo de campos", "a group of fields"),
    "one-of": ("uno de estos valores: {choices}", "one of these values: {choices}"),
    "shorter-text": ("un texto de {limit} caracteres o menos", "text of {limit} characters or fewer"),
    "number-from": ("un número desde {limit}", "a number from {limit} up"),
    "number-to": ("un número hasta {limit}", "a number up to {limit}"),
    "shorter-list": ("una lista de {limit} elementos o menos", "a list of {limit} items or fewer"),
    "longer-list": ("una lista de {limit} elementos o más", "a list of {limit} items or more"),
    "slug": (
        "un id de minúsculas, cifras y guiones, como «curp-en-linea»",
        "an id of small letters, digits and hyphens, like “curp-online”",
    ),
    "fact": ("un dato como document:curp", "a fact like document:curp"),
    "attribute": ("el nombre de un atributo, como birth_date", "the name of an attribute, like birth_date"),
    "currency": ("una moneda de tres letras, como MXN", "a currency of three letters, like MXN"),
    "country": ("un país de dos letras, como MX", "a country of two letters, like MX"),
    "time": ("una hora como 08:30", "a time like 08:30"),
    "phone": ("un teléfono como +526641234567", "a phone number like +526641234567"),
    "rate": ("un número decimal entre comillas, como «18.35»", "a decimal number in quotes, like “18.35”"),
    "document-code": ("un código como D04", "a code like D04"),
    "organization-code": ("un código como MXG09", "a code like MXG09"),
    "pattern": ("un texto con la forma {pattern}", "text of the form {pattern}"),
    "evidence": (
        "un año, mes o día, como 2025, 2025-04 o 2025-04-29, entre comillas",
        "a year, month or day, like 2025, 2025-04 or 2025-04-29, in quotes",
    ),
    "rising": ("min, typical y max en orden creciente", "min, typical and max in rising order"),
    "own-values": ("valores de la misma pregunta, * o !*", "values of the question itself, * or !*"),
    "one-goal-kind": (
        "«reach» si la meta es de tipo reach, o «needs» si es de tipo find",
        "“reach” in a goal of kind reach, or “needs” in one of kind find",
    ),
    "date": ("una fecha como 2026-11-22", "a date like 2026-11-22"),
    "condition": (
        "un dato, o uno solo de all, any, none, at_least, sum, attr",
        "a fact, or exactly one of all, any, none, at_least, sum, attr",
    ),
    "condition-smaller": ("una condición con menos partes o niveles", "a condition with fewer parts or levels"),
    "condition-list": ("una lista de condiciones", "a list of conditions"),
    "condition-at-least": ("{{n: número, of: [condiciones]}}", "{{n: number, of: [conditions]}}"),
    "condition-sum": ("{{of: {{dato: peso}}, at_least: número}}", "{{of: {{fact: weight}}, at_least: number}}"),
    "condition-window": ("{{n: número, calendar: calendario}}", "{{n: number, calendar: calendar}}"),
    "condition-operator": ("un atributo con una sola prueba conocida", "an attribute with exactly one known test"),
    "condition-number": ("un número entero de 0 a 1000000", "a whole number from 0 to 1000000"),
    "words": ("una lista de palabras", "a list of words"),
    "word": ("una palabra", "a word"),
    "another": ("otro valor", "another value"),
}

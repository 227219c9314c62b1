"""Nothing that tells leaves with a text: whatever case, accents and neighbours the telling words have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumbo.pathways.logic.compile import CompiledRegion
from rumbo.pathways.logic.discreet import Discretion, discretion_of
from rumbo.pathways.logic.telltale import TELLING
from tests.acceptance.ask import region as caliba
from tests.pathways.logic.small_region import changed

STEMS = [stem for stems in TELLING.values() for stem in stems]
PLAIN = ["Lleve su acta", "vaya temprano", "Bring your papers", "ñandú", "¿Cuánto?", "3 copias", "CURP"]
WORDS = Discretion(stems=tuple(STEMS), terms=("comar", "i 20"))
sentences = st.lists(
    st.tuples(st.lists(st.sampled_from([*PLAIN, *STEMS, "COMAR", "I-20"]), min_size=1, max_size=5), st.sampled_from([".", "!", "?"])),
    max_size=8,
).map(lambda parts: " ".join(" ".join(words) + end for words, end in parts))


@given(sentences, st.sampled_from([str.upper, str.title, str.lower]))
def test_what_is_kept_never_tells(text: str, cased: object) -> None:
    assert not WORDS.tells(WORDS.kept(cased(text)))  # type: ignore[operator]


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_read_and_what_is_kept_stands_in_it(text: str) -> None:
    kept = WORDS.kept(text)
    assert not WORDS.tells(kept)
    assert set(kept.split()) <= set(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Pedir REFUGIO",
        "solicitud de asílo",
        "deportación",
        "Repatriation certificate",
        "su visa de estudiante",
        "a shelter for families",
        "Instituto Nacional de Migración",
        "constancia de la Comar",
        "su I-20 firmada",
    ],
)
def test_words_that_tell_are_heard_in_both_languages(text: str) -> None:
    assert WORDS.tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "Acta de nacimiento",
        "CURP",
        "Registro Civil de Baja California",
        "comarca",
        "Bring your papers.",
        "transporte",
        "difícil",
        "Transcript",
        "situación fiscal",
        "pago en línea",
    ],
)
def test_everyday_words_are_not(text: str) -> None:
    assert not WORDS.tells(text)


def test_a_sentence_that_tells_goes_and_its_neighbours_stay() -> None:
    assert WORDS.kept("Lleve su acta. Diga que pide asilo. Espere su turno.") == "Lleve su acta. Espere su turno."


def test_a_region_adds_its_own_words_and_the_names_of_bodies_that_enforce(region: CompiledRegion) -> None:
    assert discretion_of(region).tells("the migration office")
    assert not discretion_of(region).tells("Casa abierta")
    named = changed(lambda data: data["region"].update(telling=["Casa abierta"]))
    assert discretion_of(named).tells("Vaya a la CASA ABIERTA mañana")


@pytest.mark.parametrize(
    "told",
    [
        "Si falta, pueden dar su caso por abandonado.",
        "Nadie puede avisarle sin su permiso.",
        "La constancia no es permiso para viajar.",
        "No firme un desistimiento ni un retorno que no entienda.",
        "Si va a viajar fuera de México, pregunte antes, y nunca al país del que huyó.",
        "No falte a la firma de cada semana ni a la entrevista.",
        "Si le niegan, tiene 15 días hábiles para el recurso de revisión.",
        "La constancia se cuida con la firma cada semana.",
        "Do not cross north.",
        "Did you live there without papers?",
        "Un abogado con acreditación del DOJ.",
        "Tengo miedo de volver a mi país.",
        "You fled your country.",
        "Toman huellas.",
        "Certificate of reception of returned Mexicans",
        "CURP for returned people without a record",
        "Trabajo formal solo con CURP temporal",
        "Formal job with the temporary CURP alone",
        "Una hoja con su nombre, cuándo entró a México y por qué no puede volver.",
        "A sheet with when you came into Mexico and why you cannot go back.",
        "La resolución completa y el papel que dice qué día se la dieron.",
        "The whole decision and the paper that says on which day you were given it.",
        "Vaya con la Defensoría Pública Federal (IFDP).",
        "Talk to the federal public defender (IFDP).",
        "Si tiene menos de 18 años y va sin familia, el DIF le cuida.",
        "Go with someone from the children's Procuraduría, never alone.",
        "Pregunte qué día y dónde firma en la ciudad nueva.",
        "Pida intérprete.",
        "Lo que ayude a probar lo que cuenta: denuncias.",
        "Su permiso de trabajo (EAD)",
        "Clínica para personas trans",
        "Atención a personas con VIH o SIDA",
        "Grupo LGBT",
        "víctimas de trata de personas",
        "Espacio Migrante",
        "la migra",
        "Little Haiti",
        "your day and the port where you arrived",
        "no tiene nacionalidad mexicana",
    ],
)
def test_sentences_that_a_reader_found_to_tell_are_known_to_tell(told: str) -> None:
    """A list that does not come from the words themselves: what slipped through once, on the real region."""
    assert discretion_of(caliba()).tells(told)


def test_what_tells_in_one_language_is_left_out_in_all() -> None:
    only_spanish = Discretion(stems=("repatri",))
    assert only_spanish.kept("Certificate of returned people", "Constancia de personas repatriadas") == ""
    assert only_spanish.kept("Take two copies. Take the sheet.", "Lleve dos copias. Lleve la hoja de repatriación.") == "Take two copies."
    assert only_spanish.kept("Take two copies and the sheet.", "Lleve dos copias. Lleve la hoja de repatriación.") == ""
    assert only_spanish.kept("Take two copies.", "Lleve dos copias.") == "Take two copies."

"""Files that commands read besides regions, and the columns of those of people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rumbo.cli.failures import CommandError

PEOPLE_COLUMNS = ("id", "have", "know", "as_of")
# No region has attributes of these names: a file of people says nothing by which somebody could be found.
NAMING_COLUMNS = ("name", "nombre", "surname", "apellido", "apellidos", "phone", "telefono", "email", "correo", "address", "direccion")
SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def read_at_most(path: Path, most: int) -> bytes:
    """The first ``most`` bytes of a file and one more, if there is: whoever gets that many knows that the file is too large.

    Raises:
        CommandError: when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise CommandError.of("file-unreadable", path=path) from error


def people_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one line of a people file, as a mapping from its columns; others are answers by their attribute."""
    text = {"type": "string", "maxLength": 10_000}
    columns = {
        "id": {**text, "description": "Any name for the line; it is given back."},
        "have": {**text, "description": "As --have."},
        "know": {**text, "description": "As --know."},
        "as_of": {"type": "string", "format": "date", "description": "As --as-of."},
    }
    return {
        "$schema": SCHEMA,
        "title": "Rumbo people file, one line",
        "type": "object",
        "properties": columns,
        "propertyNames": {"not": {"enum": list(NAMING_COLUMNS)}},
        "additionalProperties": {**text, "description": "An attribute of the region, as its value in --know; left empty, not said."},
    }

"""The JSON Schema of region files, drawn from the records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema

from rumbo.regionfile.records import CONDITION_SCHEMA, KINDS, Region

__all__ = ["region_schema"]

_CONDITION = {"$ref": "#/$defs/Condition"}
_PLACEHOLDER = {"$comment": "a condition"}


class _WithoutCondition(GenerateJsonSchema):
    """Puts a placeholder where a record refers to a condition, for pydantic only follows references to its own models."""

    def generate_inner(self, schema: Any) -> JsonSchemaValue:
        drawn = super().generate_inner(schema)
        return dict(_PLACEHOLDER) if drawn == _CONDITION else drawn


def region_schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of one region file: a mapping of kinds to lists of records, and ``region`` to one record.

    >>> sorted(region_schema()["properties"])[:3]
    ['attributes', 'calendars', 'facts']
    """
    references, schema = models_json_schema(
        [(Region, "validation"), *((model, "validation") for model in KINDS.values())], schema_generator=_WithoutCondition
    )
    lists = {kind: {"type": "array", "items": references[model, "validation"]} for kind, model in KINDS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rumbo region file",
        "description": "One file of a region: any of these kinds, each with its records. A folder holds any number of such files.",
        "type": "object",
        "properties": {"region": references[Region, "validation"], **lists},
        "additionalProperties": False,
        "minProperties": 1,
        "$defs": {**_with_conditions(schema["$defs"]), "Condition": CONDITION_SCHEMA},
    }


def _with_conditions(drawn: Any) -> Any:
    if isinstance(drawn, Mapping):
        if _PLACEHOLDER.items() <= drawn.items():
            # The default is an engine value, which is not how a region file would write it: no default is said.
            return dict(_CONDITION)
        return {name: _with_conditions(value) for name, value in drawn.items()}
    return [_with_conditions(value) for value in drawn] if isinstance(drawn, list) else drawn

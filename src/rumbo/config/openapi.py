"""``python -m rumbo.config.openapi`` prints the OpenAPI document that docs/reference/openapi.json keeps."""

from __future__ import annotations

import json
import os
import sys

import django

__all__ = ["openapi_text"]


def openapi_text() -> str:
    """The API's OpenAPI 3.1 document as JSON, indented, ending in a newline. Django must be set up."""
    from rumbo.config.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rumbo.config.settings")
    django.setup()
    sys.stdout.write(openapi_text())

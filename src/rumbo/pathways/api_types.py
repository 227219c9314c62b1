"""Forms that several parts of the pathways' API share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from rumbo.base.problems import ProblemBody

__all__ = ["AsOf", "Both", "ListError", "Open"]

# A question may be about any day of this century; papers and people are older.
AsOf = Annotated[StrictStr, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$", json_schema_extra={"format": "date"})]
Both = dict[str, str | None]
ListError = {frozenset({500, 503}): ProblemBody}


class Open(BaseModel):
    """An answer whose further fields are described in its reference. (A ninja Schema would drop them.)"""

    model_config = ConfigDict(extra="allow")

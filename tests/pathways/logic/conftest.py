"""The small region, compiled once."""

from __future__ import annotations

import pytest

from rumbo.pathways.logic.compile import CompiledRegion
from tests.pathways.logic.small_region import compiled


@pytest.fixture(scope="session")
def region() -> CompiledRegion:
    return compiled()

"""Compiling a region keeps its records at hand and leaves out what has closed."""

from __future__ import annotations

import datetime as dt

from rumbo.pathways.logic.compile import CompiledRegion, records_digest
from tests.pathways.logic.small_region import TODAY, compiled, records


def test_a_closed_way_is_not_compiled(region: CompiledRegion) -> None:
    assert "closed-way" in region.ways
    assert "closed-way" not in region.world.way_index


def test_a_way_of_an_organization_that_has_closed_is_not_compiled(region: CompiledRegion) -> None:
    assert "from-closed-office" not in region.world.way_index


def test_a_way_of_low_confidence_is_compiled(region: CompiledRegion) -> None:
    assert "get-nss" in region.world.way_index


def test_the_digest_names_the_records_whatever_the_day(region: CompiledRegion) -> None:
    assert region.digest == compiled(TODAY + dt.timedelta(30)).digest == records_digest(records())


def test_another_text_gives_another_digest(region: CompiledRegion) -> None:
    fewer = records().model_copy(update={"notices": ()})
    assert records_digest(fewer) != region.digest


def test_holding_a_kind_of_a_paper_is_holding_the_paper(region: CompiledRegion) -> None:
    assert "document:curp" in region.implied["document:curp-temporary"]

"""Faults planted one by one in copies of a region: each is found, where it is, and nothing else is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rumbo.regionfile.findings import Finding
from tests.regionfile.planting import CALIBAJA, VILLA, Fault, check, copy_calibaja, copy_small, load_faults

FAULTS = load_faults()
# Among CaliBaja's thousand records one fault of each code is enough: each means checking the whole region.
BY_CODE = tuple({fault.code: fault for fault in FAULTS}.values())


@pytest.fixture(scope="module")
def findings_of_calibaja(tmp_path_factory: pytest.TempPathFactory) -> frozenset[Finding]:
    return check(copy_calibaja(tmp_path_factory.mktemp("unplanted")))


def test_there_are_at_least_forty_kinds_of_faults() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
    assert len({fault.code for fault in FAULTS}) >= 40


def test_nothing_is_found_in_the_small_region_itself(tmp_path: Path) -> None:
    assert check(copy_small(tmp_path)) == frozenset()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found_at_its_line(fault: Fault, tmp_path: Path) -> None:
    region = copy_small(tmp_path)
    fault.plant(region)
    assert_only(fault, check(region), fault.expected(region))


@pytest.mark.skipif(not CALIBAJA.is_dir(), reason="the region of CaliBaja is not in this checkout")
def test_the_small_regions_records_add_no_finding_to_calibaja(findings_of_calibaja: frozenset[Finding]) -> None:
    assert not [finding for finding in findings_of_calibaja if finding.file.startswith(VILLA)]


@pytest.mark.slow
@pytest.mark.skipif(not CALIBAJA.is_dir(), reason="the region of CaliBaja is not in this checkout")
@pytest.mark.parametrize("fault", BY_CODE, ids=lambda fault: fault.name)
def test_a_fault_planted_among_the_records_of_calibaja_is_found(
    fault: Fault, tmp_path: Path, findings_of_calibaja: frozenset[Finding]
) -> None:
    region = copy_calibaja(tmp_path)
    fault.plant(region / VILLA)
    code, file, line = fault.expected(region / VILLA)
    assert_only(fault, check(region) - findings_of_calibaja, (code, f"{VILLA}/{file}", line))


def assert_only(fault: Fault, found: frozenset[Finding], expected: tuple[str, str, int]) -> None:
    places = [(finding.code, finding.file, finding.line) for finding in found]
    assert expected in places, sorted(places)
    codes = Counter(code for code, _, _ in places)
    codes.subtract([fault.code])
    assert {code for code, times in codes.items() if times > 0} <= set(fault.also), sorted(places)

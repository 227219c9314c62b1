"""The format of region files is one package: what its modules offer, it offers, and every kind has a record."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from rumbo.regionfile import records


def test_the_package_offers_all_that_its_modules_do_and_nothing_twice() -> None:
    modules = [import_module(f"rumbo.regionfile.records.{found.name}") for found in pkgutil.iter_modules(records.__path__)]
    offered = [name for module in modules for name in module.__all__]
    assert len(modules) > 1
    assert sorted(offered) == sorted(records.__all__)
    assert all(getattr(records, name) is getattr(module, name) for module in modules for name in module.__all__)


def test_every_kind_of_a_file_is_a_list_of_its_record_in_the_whole_region() -> None:
    fields = records.RegionRecords.model_fields
    assert list(fields) == ["region", *records.KINDS]
    assert {kind: fields[kind].annotation for kind in records.KINDS} == {kind: tuple[record, ...] for kind, record in records.KINDS.items()}

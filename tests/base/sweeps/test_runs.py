"""Runs of sweeps: the same bytes wherever parts are done, and nothing lost or done twice when one is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rumbo.base.sweeps import runs
from rumbo.base.sweeps.executors import DaskMissingError, InProcess, OnDask, Processes
from rumbo.base.sweeps.runs import Run
from rumbo.base.sweeps.stores import StoreUnreadableError, from_bytes, read_about, read_stock, to_bytes, write_stock
from rumbo.engine.sweep import change_between
from tests.base.sweeps.stocks import stock
from tests.base.sweeps.stopped import PART

ROOT = Path(__file__).resolve().parents[3]
Parts = Iterable[tuple[int, Any]]


def silent(_done: int, _parts: int) -> None:
    """Nobody looks on."""


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "PART", PART)


def start(folder: Path) -> Run:
    before, after, stored = stock()
    return Run.start(folder, stored, before, after, change_between(before, after, stored.asked))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run that nothing stopped."""
    folder = tmp_path_factory.mktemp("whole")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "PART", PART)
        start(folder).go(InProcess(), silent)
    return files(folder)


def test_several_processes_give_the_same_bytes_as_one(tmp_path: Path, whole: dict[str, bytes]) -> None:
    assert len(whole) > 3
    start(tmp_path).go(Processes(2), silent)
    assert files(tmp_path) == whole


def test_a_dask_cluster_gives_the_same_bytes(tmp_path: Path, whole: dict[str, bytes]) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("distributed", reason="Dask is not installed here; CI=true has it: pip install 'rumbo[dask]'")
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        where = OnDask(cluster.scheduler_address)
        start(tmp_path).go(where, silent)
        where.close()
    assert files(tmp_path) == whole


def test_parts_that_come_back_in_another_order_make_the_same_plans(tmp_path: Path) -> None:
    class Backwards:
        def run(self, work: Callable[[Any], bytes], parts: Parts) -> Iterator[tuple[int, bytes]]:
            return iter([(number, work(part)) for number, part in parts][::-1])

    one, _ = start(tmp_path / "one").go(InProcess(), silent)
    other, _ = start(tmp_path / "other").go(Backwards(), silent)
    assert np.array_equal(one.values, other.values)
    assert np.array_equal(one.ways, other.ways)


@pytest.mark.parametrize("most", [1, 3])
def test_a_run_that_is_killed_goes_on_and_loses_and_repeats_nothing(tmp_path: Path, whole: dict[str, bytes], most: int) -> None:
    command = [sys.executable, "-m", "tests.base.sweeps.stopped", str(tmp_path)]
    killed = subprocess.run([*command, str(most)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    left = {path.name: path.stat().st_ino for path in tmp_path.glob("part-*")}
    assert len(left) == most
    again = subprocess.run([*command, "-1"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert again.stdout.splitlines()[0] == f"{most} {len(whole) - 1}"
    assert files(tmp_path) == whole
    assert {name: (tmp_path / name).stat().st_ino for name in left} == left


def test_a_part_that_was_damaged_is_done_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    start(tmp_path).go(InProcess(), silent)
    damaged = sorted(tmp_path.glob("part-*"))[0]
    damaged.write_bytes(damaged.read_bytes()[:-1])
    assert start(tmp_path).go(InProcess(), silent)[1] == len(whole) - 2
    assert files(tmp_path) == whole


def test_a_run_that_was_done_does_nothing_again(tmp_path: Path) -> None:
    class Nobody:
        def run(self, _work: Callable[[Any], bytes], parts: Parts) -> Iterator[tuple[int, bytes]]:
            assert list(parts) == []
            return iter(())

    first, _ = start(tmp_path).go(InProcess(), silent)
    second, _ = start(tmp_path).go(Nobody(), silent)
    assert np.array_equal(first.values, second.values)


def test_a_folder_with_another_run_is_refused(tmp_path: Path) -> None:
    start(tmp_path)
    before, _, stored = stock()
    with pytest.raises(StoreUnreadableError, match="run-of-something-else"):
        Run.start(tmp_path, stored, before, before, change_between(before, before, stored.asked))


def test_profiles_are_read_as_they_were_written_and_say_that_they_are_invented(tmp_path: Path) -> None:
    before, _, stored = stock()
    write_stock(tmp_path, stored, before, generated=True)
    again = read_stock(tmp_path, stored.asked, before)
    assert read_about(tmp_path)["generated"] is True
    assert np.array_equal(again.kinds.rows, stored.kinds.rows)
    assert np.array_equal(again.ids, stored.ids)
    assert again.plans.plan(3) == stored.plans.plan(3)


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        pytest.param(lambda folder: (folder / "about.json").unlink(), "store-missing", id="no-page"),
        pytest.param(lambda folder: (folder / "about.json").write_text("[]"), "store-missing", id="another-page"),
        pytest.param(lambda folder: (folder / "profiles.npys").unlink(), "store-damaged", id="no-arrays"),
        pytest.param(lambda folder: (folder / "profiles.npys").write_bytes(b"\0" * 90), "store-damaged", id="other-arrays"),
    ],
)
def test_a_store_that_is_not_whole_is_told(tmp_path: Path, spoil: Callable[[Path], object], code: str) -> None:
    before, _, stored = stock()
    write_stock(tmp_path, stored, before, generated=True)
    spoil(tmp_path)
    with pytest.raises(StoreUnreadableError, match=code):
        read_stock(tmp_path, stored.asked, before)


def test_a_store_of_another_world_is_told(tmp_path: Path) -> None:
    before, after, stored = stock()
    write_stock(tmp_path, stored, before, generated=True)
    with pytest.raises(StoreUnreadableError, match="store-of-another-region"):
        read_stock(tmp_path, stored.asked, after)


def test_bytes_that_could_run_something_are_refused() -> None:
    with pytest.raises(StoreUnreadableError, match="store-damaged"):
        from_bytes(to_bytes({"a": np.zeros(2)})[:-3], ("a",))
    with pytest.raises(ValueError, match="Object arrays"):
        to_bytes({"a": np.array([object()])})


def test_without_dask_a_cluster_is_told_to_be_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DaskMissingError):
        OnDask("tcp://127.0.0.1:1")

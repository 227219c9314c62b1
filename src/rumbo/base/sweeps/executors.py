"""Where parts of a large piece of work are done: in this process, in several, or on a Dask cluster. One port, three adapters.

Each gives the same bytes for the same part, whatever order the parts are done in: a part rests on nothing but itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context
from typing import Protocol, TypeVar

Part = TypeVar("Part")
AHEAD = 2


class DaskMissingError(ImportError):
    """A Dask cluster is named, and Dask is not installed."""


class Executor(Protocol):
    """Does parts of some work."""

    def run(self, work: Callable[[Part], bytes], parts: Iterable[tuple[int, Part]]) -> Iterator[tuple[int, bytes]]:
        """What ``work`` makes of each part, as each is ready: its number and what came of it.

        Args:
            work: a function that can be pickled, and gives the same for the same part anywhere.
            parts: numbered; taken a few at a time, so that they need not all be in memory.
        """


class InProcess:
    """One part after the other, here."""

    def run(self, work: Callable[[Part], bytes], parts: Iterable[tuple[int, Part]]) -> Iterator[tuple[int, bytes]]:
        """See :class:`Executor`."""
        for number, part in parts:
            yield number, work(part)


class Processes:
    """``workers`` processes of this machine, each started anew: a thread of the parent is not taken along."""

    def __init__(self, workers: int, prepare: Callable[[], object] | None = None) -> None:
        self.workers, self.prepare = workers, prepare

    def run(self, work: Callable[[Part], bytes], parts: Iterable[tuple[int, Part]]) -> Iterator[tuple[int, bytes]]:
        """See :class:`Executor`."""
        with ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=self.prepare) as pool:
            waiting: dict[Future[bytes], int] = {}
            for number, part in parts:
                waiting[pool.submit(work, part)] = number
                if len(waiting) >= AHEAD * self.workers:
                    yield from _taken(waiting)
            while waiting:
                yield from _taken(waiting)


def _taken(waiting: dict[Future[bytes], int]) -> Iterator[tuple[int, bytes]]:
    """Wait for some of those that wait, and take them out."""
    for done in wait(waiting, return_when=FIRST_COMPLETED).done:
        yield waiting.pop(done), done.result()


class OnDask:
    """The workers of a Dask cluster. ``address``: of its scheduler, such as ``tcp://10.0.0.5:8786``. ``prepare`` is done on each first.

    Raises:
        DaskMissingError: when Dask is not installed here.
        OSError: when no scheduler answers there.
    """

    def __init__(self, address: str, prepare: Callable[[], object] | None = None) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise DaskMissingError from error
        self.client = Client(address, set_as_default=False)
        if prepare is not None:
            self.client.run(prepare)

    def run(self, work: Callable[[Part], bytes], parts: Iterable[tuple[int, Part]]) -> Iterator[tuple[int, bytes]]:
        """See :class:`Executor`. What was done once is not taken from memory: each run does its parts itself."""
        from distributed import as_completed

        numbers: dict[str, int] = {}
        coming = iter(parts)
        ahead = max(1, AHEAD * sum(self.client.ncores().values()))
        going = as_completed(loop=self.client.loop, with_results=True)

        def send() -> None:
            for number, part in coming:
                future = self.client.submit(work, part, pure=False)
                numbers[future.key] = number
                going.add(future)
                return

        for _ in range(ahead):
            send()
        for future, found in going:
            yield numbers.pop(future.key), found
            send()

    def close(self) -> None:
        """Leave the cluster; it goes on without us."""
        self.client.close()

"""Several processes that read, each given its next batch when it is done with one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from threading import Semaphore
from types import TracebackType
from typing import TypeVar

from dedup.read.reader import Reader
from dedup.read.spill import Spill

Result = TypeVar("Result")

ENOUGH = 2
"""Offers that a process works on or has waiting: with none waiting it would be idle between them."""


class Readers:
    """The processes; they are started when there is work for them, and ended with the `with` block."""

    def __init__(self, n_processes: int, spill: Spill) -> None:
        self.spill = spill
        self._readers = [Reader(spill) for _ in range(n_processes)]
        self._threads = ThreadPoolExecutor(n_processes, thread_name_prefix="read")
        self._room = Semaphore(ENOUGH * n_processes)
        self._idle: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)

    def submit(self, work: Callable[[Reader], Result]) -> Future[Result]:
        """Do `work` with the next process that has none."""
        return self._threads.submit(self._do, work)

    def offer(self, work: Callable[[Reader], Result]) -> Future[Result] | None:
        """Do `work` like `submit`; None where the processes have enough to do, so that who asks had better do it."""
        if not self._room.acquire(blocking=False):
            return None
        taken = self.submit(work)
        taken.add_done_callback(lambda _: self._room.release())
        return taken

    def _do(self, work: Callable[[Reader], Result]) -> Result:
        reader = self._idle.get()
        try:
            return work(reader)
        finally:
            self._idle.put(reader)

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # In this order: a thread that waits for an answer ends with its process.
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._readers:
            reader.close()
        self._threads.shutdown()

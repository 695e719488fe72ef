"""Processes that work for this one; each is given its next work when it has done the last.

Messages are pickles on standard input and output. They pass between processes of one command and are never kept.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from threading import Lock, Semaphore
from types import TracebackType
from typing import Any, BinaryIO, Generic, NoReturn, TypeVar, cast

from dedup.errors import DedupError
from dedup.machine.processes import start

Work = Callable[[], Iterable[object]]
"""What a process is to do: a function of a module with its arguments, which returns or yields the answers."""

ENOUGH = 3
"""Offers per process, waiting, in work or answered: with none waiting it would be idle between two."""

# How long a thread runs before another has its turn. An answer comes through a pipe in parts, and the thread that takes
# it waits for its turn after each: with Python's own 5 ms, and small pipes through which 2 MB come in 40 parts, the
# processes that read were idle for a quarter of their time.
_SECONDS_BETWEEN_THREADS = 0.0005

# How long a process may take to end when told to: a library at work notices only when it is done.
_SECONDS_TO_END = 2.0


class WorkerEndedError(DedupError):
    """A process has ended before its work was done."""


def ended(doing: str) -> WorkerEndedError:
    """Return the error of a process that ended while it was `doing` something."""
    return WorkerEndedError(f"a process was ended, perhaps for want of memory, while it {doing}: try fewer --jobs")


class Worker:
    """One of the processes, seen from the one that has work for it; it is started with its first work."""

    module = __name__
    """What the process runs `serve` of."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        self._lock = Lock()

    def answers(self, work: Work, doing: str) -> Iterator[Any]:
        """Yield the answers of the process to `work`, part by part; `doing` describes the work in error messages.

        Raises what the work raises, and `WorkerEndedError` where the process ends, such as for want of memory.
        """
        try:
            process = self._running()
            _send(cast(BinaryIO, process.stdin), work)
            while (answer := _receive(cast(BinaryIO, process.stdout))) is not None:
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        except (OSError, EOFError) as error:
            raise ended(doing) from error

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise EOFError
            if self._process is None:
                self._process = start(self.module)
            return self._process

    def close(self) -> None:
        """End the process for good, and through its `atexit` what it has started."""
        with self._lock:  # another thread may be starting it
            process, self._is_closed = self._process, True
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with suppress(OSError):  # what was not sent is not needed
            cast(BinaryIO, process.stdin).close()
        cast(BinaryIO, process.stdout).close()


SomeWorker = TypeVar("SomeWorker", bound=Worker)
Answer = TypeVar("Answer")
Result = TypeVar("Result")


class Workers(Generic[SomeWorker]):
    """Several processes; they are started when there is work for them, and ended with the `with` block."""

    def __init__(self, workers: Sequence[SomeWorker]) -> None:
        self._workers = workers
        # One thread for each process takes its last answer while another has given it its next work.
        self._threads = ThreadPoolExecutor(2 * len(workers), thread_name_prefix="worker")
        self._room = Semaphore(ENOUGH * len(workers))
        self._idle: SimpleQueue[SomeWorker] = SimpleQueue()
        for worker in workers:
            self._idle.put(worker)

    def submit(self, work: Callable[[SomeWorker], Result]) -> Future[Result]:
        """Do `work` in the next process that is free."""
        return self._threads.submit(self._do, work)

    def offer(self, work: Callable[[SomeWorker], Answer], take: Callable[[Answer], Result]) -> Future[Result] | None:
        """Do `work` like `submit` and return what `take` makes of the answer; the process does its next work meanwhile.

        Return None where the processes have enough to do, so that the caller had better do it.
        """
        if not self._room.acquire(blocking=False):
            return None
        taken = self._threads.submit(lambda: take(self._do(work)))
        taken.add_done_callback(lambda _: self._room.release())
        return taken

    def _do(self, work: Callable[[SomeWorker], Result]) -> Result:
        worker = self._idle.get()
        try:
            return work(worker)
        finally:
            self._idle.put(worker)

    def __enter__(self) -> Workers[SomeWorker]:
        self._before = sys.getswitchinterval()
        sys.setswitchinterval(_SECONDS_BETWEEN_THREADS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        sys.setswitchinterval(self._before)
        # In this order: a thread that waits for an answer ends with its process.
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
        self._threads.shutdown()


def serve() -> None:
    """Do the work that comes in, until there is no more or the process is told to end.

    It then exits at once, except for `atexit` functions, one of which ends the process for pages: freeing all modules
    and objects takes 50 ms, for which the process that started this one would wait.
    """
    try:
        _serve()
    except SystemExit as told:
        atexit._run_exitfuncs()
        os._exit(int(told.code or 0))


def _serve() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, _leave)
    batches, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    while True:
        try:
            work = _receive(batches)
        except EOFError:
            return
        try:
            for part in work():
                _send(answers, part)
            _send(answers, None)
        except (DedupError, MemoryError) as error:
            _send(answers, error)


def _leave(number: int, _: object) -> NoReturn:
    """End by an exception, so that nothing is left half done; by default no `finally` is run."""
    raise SystemExit(128 + number)


def _send(stream: BinaryIO, message: object) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _receive(stream: BinaryIO) -> Any:
    try:
        return pickle.load(stream)
    except pickle.UnpicklingError as error:  # the process was ended in the middle of a message
        raise EOFError from error

"""Tasks shared with forks of this process: they have all that it has in memory, and send back what they found."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from dedup.errors import DedupError
from dedup.machine.compiled import name_apart
from dedup.machine.memory import trim
from dedup.machine.processes import n_cores
from dedup.machine.workers import ended

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess
    from multiprocessing.sharedctypes import Synchronized

Task = TypeVar("Task")
Result = TypeVar("Result")

# A thread that Python has joined is there for the system a moment longer.
_MAX_LOOKS, _SECONDS_BETWEEN_LOOKS = 10, 0.002


def share(
    tasks: Sequence[Task], work: Callable[[Iterator[Task]], Result], n_useful: int, jobs: int, doing: str
) -> list[Result]:
    """Return what `work` makes of the tasks that each process takes, this one's first.

    Up to `n_useful` forks help, as many as `jobs` allows (0 is all cores). Each process takes the next task when it is
    done with one. `doing` describes the work in error messages. Only on Linux can a process be sure that it has one
    thread; where it has more, or cannot know, it does all by itself: what another thread has locked would stay locked
    in a fork for good. So it does without shared memory, and without room for a fork.

    Open files have one position for all: `work` may map them or read them at a place, but not on from where they are.

    Raises what `work` raises, of a fork `DedupError`, `OSError` and `MemoryError` alone, and `WorkerEndedError` where
    one ends otherwise, such as for want of memory.
    """
    n_forks = min((jobs or n_cores()) - 1, n_useful)
    if n_forks < 1 or not _has_one_thread():
        return [work(iter(tasks))]
    context = get_context("fork")
    try:
        n_taken = context.Value("q", 0)
    except (OSError, ImportError):  # no shared memory or semaphores, as in some containers
        return [work(iter(tasks))]
    trim()  # freed memory that is kept would be held by each process
    forks: list[tuple[ForkProcess, Connection]] = []
    try:
        for _ in range(n_forks):
            receiver, sender = context.Pipe(duplex=False)
            receivers = [receiver, *(other for _, other in forks)]
            fork = context.Process(target=_fork, args=(work, _taken(tasks, n_taken), receivers, sender), daemon=True)
            with sender:  # closed here, so that the receiver sees the end of the fork
                try:
                    fork.start()
                except OSError:  # the system has no room for one more
                    receiver.close()
                    break
            forks.append((fork, receiver))
        return [work(_taken(tasks, n_taken)), *(_answer(receiver, doing) for _, receiver in forks)]
    finally:
        for fork, receiver in forks:
            fork.kill()
            fork.join()
            receiver.close()


def _has_one_thread() -> bool:
    """Whether this process has one thread alone; False where that cannot be known."""
    if sys.platform != "linux":
        return False
    for _ in range(_MAX_LOOKS):
        try:
            if len([*Path("/proc/self/task").iterdir()]) == 1:
                return True
        except OSError:
            return False
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return False


def _taken(tasks: Sequence[Task], n_taken: Synchronized[int]) -> Iterator[Task]:
    """Yield the next task until none is left; other processes take from them, too."""
    while True:
        with n_taken.get_lock():
            number = n_taken.value
            n_taken.value += 1
        if number >= len(tasks):
            return
        yield tasks[number]


def _fork(
    work: Callable[[Iterator[Task]], Result], tasks: Iterator[Task], receivers: Sequence[Connection], sender: Connection
) -> None:
    for receiver in receivers:  # else, where the process that made the fork was killed, it would wait to be read
        receiver.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    name_apart()  # all of them may compile what none has compiled yet
    answer: Any
    try:
        answer = work(tasks)
    except (DedupError, OSError, MemoryError) as error:
        answer = error
    with suppress(BrokenPipeError):
        sender.send(answer)


def _answer(receiver: Connection, doing: str) -> Any:
    try:
        answer = receiver.recv()
    except (EOFError, OSError) as error:
        raise ended(doing) from error
    if isinstance(answer, BaseException):
        raise answer
    return answer

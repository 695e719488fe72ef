from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import NoReturn

import pytest

from dedup.errors import DedupError, InputError
from dedup.machine import forks
from dedup.machine.forks import share
from dedup.machine.workers import WorkerEndedError
from tests.others import in_spite_of_threads, needs_forks, note_forks

pytestmark = [needs_forks, in_spite_of_threads]
NEWS = Path(__file__).parents[1] / "corpus" / "news"
OWN_PID = os.getpid()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[ForkProcess]:
    return note_forks(monkeypatch)


def share_among(n_forks: int, work: Callable[[Iterator[int]], list[int]], n_tasks: int = 40) -> list[list[int]]:
    return share(range(n_tasks), work, n_forks, n_forks + 1, "squared")


def elsewhere(then: Callable[[], object]) -> Callable[[Iterator[int]], list[int]]:
    """Return work of which this process does none; a fork calls `then` when it has its first task."""

    def work(tasks: Iterator[int]) -> list[int]:
        if os.getpid() == OWN_PID:
            return []
        next(tasks)
        then()
        return [OWN_PID]

    return work


def test_each_task_is_done_once_and_answers_may_be_large(made: list[ForkProcess]) -> None:
    large = [1] * 100_000  # more than a pipe holds
    answers = share_among(3, lambda tasks: [*tasks, *large])
    assert len(answers) == 1 + len(made) == 1 + 3
    assert all(answer[-len(large) :] == large for answer in answers)
    assert sorted(task for answer in answers for task in answer[: -len(large)]) == list(range(40))
    assert not active_children()


@pytest.mark.parametrize(("n_useful", "jobs"), [(0, 4), (3, 1)])
def test_no_fork_is_made_that_is_of_no_use_or_not_allowed(made: list[ForkProcess], n_useful: int, jobs: int) -> None:
    assert share(range(9), list, n_useful, jobs, "listed") == [list(range(9))]
    assert not made


def test_freed_memory_is_returned_before_forks_are_made(
    made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    n_made_before: list[int] = []
    monkeypatch.setattr(forks, "trim", lambda: n_made_before.append(len(made)))
    share_among(3, list)
    share_among(0, list)
    assert n_made_before == [0]
    assert len(made) == 3


_WAITS = """
import os, time
from dedup.machine.forks import share

own_pid = os.getpid()

def work(tasks):
    if os.getpid() == own_pid:
        time.sleep(60)
    print(os.getpid(), flush=True)
    return b"x" * 1_000_000  # more than a pipe holds

share(range(9), work, 2, 3, "waited")
"""


def test_forks_end_where_the_process_that_made_them_is_killed() -> None:
    command = [sys.executable, "-c", _WAITS]
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=one_thread, text=True) as process:
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(2)]
        process.kill()
    stop = time.monotonic() + 20
    while any(map(_runs, pids)) and time.monotonic() < stop:
        time.sleep(0.05)
    assert not any(map(_runs, pids))


def _runs(pid: int) -> bool:
    """Whether there is such a process; one that has ended may be listed until its new parent asks for it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_process_with_other_threads_does_all_by_itself() -> None:
    may_end = threading.Event()
    other = threading.Thread(target=may_end.wait, args=(60,))
    other.start()
    try:
        assert share(range(9), list, 3, 4, "listed") == [list(range(9))]
    finally:
        may_end.set()
        other.join()


def test_process_that_cannot_know_its_threads_does_all_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: Path) -> NoReturn:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "iterdir", unknown)
    assert share(range(9), list, 3, 4, "listed") == [list(range(9))]


def test_process_without_shared_memory_does_all_by_itself(
    made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("multiprocessing.context.BaseContext.Value", refuse)
    assert share(range(9), list, 3, 4, "listed") == [list(range(9))]
    assert not made


def test_fork_that_the_system_has_no_room_for_is_done_without(
    made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    start = ForkProcess.start

    def refuse(fork: ForkProcess) -> None:
        if made:
            raise OSError(12, "Cannot allocate memory")
        start(fork)

    monkeypatch.setattr(ForkProcess, "start", refuse)
    answers = share(range(40), list, 3, 4, "listed")
    assert len(answers) == 1 + len(made) == 1 + 1
    assert sorted(task for answer in answers for task in answer) == list(range(40))
    assert not active_children()


@pytest.mark.parametrize("error", [InputError("no such folder"), OSError(28, "No space left"), MemoryError()])
def test_what_a_fork_raises_is_raised_here(made: list[ForkProcess], error: Exception) -> None:
    def fail() -> NoReturn:
        raise error

    with pytest.raises(type(error)) as raised:
        share_among(2, elsewhere(fail))
    assert raised.value.args == error.args
    assert not any(fork.is_alive() for fork in made)


def test_fork_that_ends_is_an_error_that_says_what_it_did(made: list[ForkProcess]) -> None:
    with pytest.raises(WorkerEndedError, match="while it squared: try fewer --jobs"):
        share_among(2, elsewhere(lambda: os._exit(9)))
    assert issubclass(WorkerEndedError, DedupError)
    assert not any(fork.is_alive() for fork in made)


def test_forks_end_where_this_process_is_interrupted(made: list[ForkProcess]) -> None:
    def work(_: Iterator[int]) -> NoReturn:
        if os.getpid() == OWN_PID:
            raise KeyboardInterrupt
        threading.Event().wait(60)
        raise AssertionError

    with pytest.raises(KeyboardInterrupt):
        share_among(2, work)
    assert len(made) == 2
    assert not any(fork.is_alive() for fork in made)


def test_fork_ignores_ctrl_c_and_ends_by_sigterm(made: list[ForkProcess]) -> None:
    def signalled(tasks: Iterator[int]) -> list[int]:
        if os.getpid() != OWN_PID:
            os.kill(os.getpid(), signal.SIGINT)
            if next(tasks) == 0:
                return [0]
            os.kill(os.getpid(), signal.SIGTERM)
            raise AssertionError
        return []

    assert share_among(1, signalled) == [[], [0]]
    with pytest.raises(WorkerEndedError):
        share_among(1, lambda tasks: signalled(task + 1 for task in tasks))
    assert [fork.exitcode for fork in made[1:]] == [-signal.SIGTERM]


@pytest.mark.skipif(sys.platform != "linux", reason="only there can a process know that it has one thread")
def test_a_scan_has_one_thread_where_it_shares_tasks(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from multiprocessing.context import ForkProcess\n"
        "from dedup.machine.compiled import import_numba\n"
        "import_numba()\n"
        "import dedup.clean.parallel, dedup.report.folder\n"
        "from dedup.__main__ import run\n"
        "dedup.clean.parallel.MIN_CHARS = dedup.report.folder.MIN_ARTICLES = 1\n"
        "dedup.clean.parallel._TASK_CHARS = 1000\n"
        "start = ForkProcess.start\n"
        "def note(fork):\n"
        "    print('forked', file=sys.stderr)\n"
        "    start(fork)\n"
        "ForkProcess.start = note\n"
        "run()\n"
    )
    outputs = []
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        command = [sys.executable, "-c", script, "scan", str(NEWS), "-o", str(out), "--quiet", "--jobs", str(jobs)]
        done = subprocess.run(command, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, capture_output=True, check=True)
        assert done.stderr.count(b"forked") == 2 * (jobs - 1)
        outputs.append({file.name: file.read_bytes() for file in out.iterdir() if file.name != "run.json"})
    assert outputs[0] == outputs[1]

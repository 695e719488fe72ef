from __future__ import annotations

import atexit
import os
import sys
import threading
import time
from functools import partial
from itertools import starmap
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.machine import workers
from dedup.machine.workers import Worker, WorkerEndedError, Workers
from dedup.read.folders import list_files


def test_no_more_is_offered_than_is_enough() -> None:
    may_end = threading.Event()
    with Workers([Worker(), Worker()]) as idle:
        taken = [idle.offer(lambda _: may_end.wait(60), bool) for _ in range(2 * workers.ENOUGH)]
        assert all(taken)
        assert idle.offer(lambda _: True, bool) is None
        may_end.set()
        assert [each.result() for each in taken if each] == [True] * len(taken)
        again = idle.offer(lambda _: True, bool)
        assert again
        assert again.result()


def test_process_has_its_next_work_while_its_answer_is_taken() -> None:
    began = threading.Event()
    with Workers([Worker()]) as one:
        first = one.offer(lambda _: None, lambda _: began.wait(60))
        second = one.offer(lambda _: began.set(), lambda _: True)
        assert first
        assert second
        assert first.result()
        assert second.result()


def test_answers_come_in_parts_and_in_their_order() -> None:
    worker = Worker()
    assert list(worker.answers(partial(map, abs, [-1, 2, -3]), "counted")) == [1, 2, 3]
    assert list(worker.answers(partial(filter, time.sleep, [0]), "slept")) == []
    worker.close()


def test_error_for_a_user_is_raised_here_and_the_process_goes_on() -> None:
    worker = Worker()
    with pytest.raises(InputError, match="no-such-folder does not exist"):
        list(worker.answers(partial(list_files, [Path("no-such-folder")]), "failed"))
    assert list(worker.answers(partial(map, abs, [-1]), "counted")) == [1]
    worker.close()


def test_process_that_ends_is_an_error_that_says_what_it_did() -> None:
    worker = Worker()
    with pytest.raises(WorkerEndedError, match="while it counted: try fewer --jobs"):
        list(worker.answers(partial(os._exit, 1), "counted"))
    worker.close()


def test_process_runs_what_is_registered_for_its_end(tmp_path: Path) -> None:
    worker = Worker()
    assert list(worker.answers(partial(map, atexit.register, [(tmp_path / "ended").touch]), "registered"))
    worker.close()
    assert (tmp_path / "ended").exists() or sys.platform == "win32"  # where a process is ended, it is not told


def test_threads_take_turns_sooner_while_there_are_workers() -> None:
    before = sys.getswitchinterval()
    with Workers([Worker()]):
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before


def test_no_process_outlives_the_block() -> None:
    own_pid = partial(starmap, os.getpid, [()])
    with Workers([Worker(), Worker()]) as both:
        pids = {both.submit(lambda worker: next(worker.answers(own_pid, "told"))) for _ in range(2)}
        told = {each.result() for each in pids}
        processes = [worker._process for worker in both._workers]
        assert told == {process.pid for process in processes if process}
    assert all(process is None or process.poll() is not None for process in processes)

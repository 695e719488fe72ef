from __future__ import annotations

import os
import sys
from functools import partial

import pytest

from dedup.machine.processes import n_cores
from dedup.machine.workers import Worker


def test_as_many_cores_as_this_process_may_use() -> None:
    assert 1 <= n_cores() <= (os.cpu_count() or 1)


@pytest.mark.skipif(sys.platform != "linux", reason="pipes of other systems have one size")
def test_process_does_with_a_small_pipe_where_it_may_have_no_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("dedup.machine.processes.fcntl.fcntl", refuse)
    worker = Worker()
    assert list(worker.answers(partial(map, bytes, [3_000_000]), "counted")) == [bytes(3_000_000)]
    worker.close()

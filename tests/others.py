"""Other processes that help with tasks: which were started, and letting them do all."""

from __future__ import annotations

import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from dedup import processes, tasks, workers
from dedup.tasks import Helpers


def note_started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return the processes that are started from now on."""
    started: list[subprocess.Popen[bytes]] = []

    def note(module: str, open_files: Sequence[int]) -> subprocess.Popen[bytes]:
        started.append(processes.start(module, open_files))
        return started[-1]

    monkeypatch.setattr(workers, "start", note)
    return started


def let_others_do_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process wait until no task is left."""
    divide = Helpers.divide
    waiting: list[deque[Any]] = []

    def remembered(todo: Sequence[Any]) -> deque[Any]:
        waiting.append(deque(todo))
        return waiting[-1]

    def wait_and_divide(
        helpers: Helpers, todo: Sequence[Any], here: Callable[[Iterator[Any]], Any], *rest: Any
    ) -> tuple[Any, list[Any]]:
        def wait(_: object) -> Any:
            while waiting[-1]:
                time.sleep(0.01)
            return here(iter([]))

        return divide(helpers, todo, wait, *rest)

    monkeypatch.setattr(tasks, "deque", remembered)
    monkeypatch.setattr(Helpers, "divide", wait_and_divide)

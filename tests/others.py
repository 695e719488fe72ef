"""Other processes that help with tasks: which were started, letting them do all, and that it is the same."""

from __future__ import annotations

import os
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from dedup import tasks
from dedup.article import Article, store
from dedup.machine import processes, workers
from dedup.machine.texts import EncodedTexts, TextFile
from dedup.tasks import Helpers

needs_files = pytest.mark.skipif(not hasattr(os, "pread"), reason="processes are given no files on Windows")


def note_started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return the processes that are started from now on."""
    started: list[subprocess.Popen[bytes]] = []

    def note(module: str, open_files: Sequence[int]) -> subprocess.Popen[bytes]:
        started.append(processes.start(module, open_files))
        return started[-1]

    monkeypatch.setattr(workers, "start", note)
    return started


def store_most(articles: Sequence[Article]) -> None:
    """Put the texts of all but the last four into a file."""
    store(articles[:-4], EncodedTexts.of([article.text for article in articles[:-4]]), TextFile())


def assert_number_changes_nothing(
    find: Callable[[int], Any], started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Assert that `find` returns the same for any number of jobs, also where others do all, and leaves no process."""
    alone = find(1)
    assert not started
    assert find(2) == alone
    assert find(3) == alone
    assert len(started) == 1 + 2
    _let_others_do_all(monkeypatch)
    assert find(3) == alone
    assert all(process.poll() is not None for process in started)


def _let_others_do_all(monkeypatch: pytest.MonkeyPatch) -> None:
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

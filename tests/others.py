"""Forks that share tasks: letting a test make some, and asserting that their number changes nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import active_children
from multiprocessing.context import ForkProcess
from typing import Any

import pytest

from dedup.article import Article, store
from dedup.machine import forks
from dedup.machine.texts import EncodedTexts, TextFile

needs_forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked on Windows")
# Those of pytest and numpy hold nothing that the forks of a test need.
in_spite_of_threads = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


def note_forks(monkeypatch: pytest.MonkeyPatch) -> list[ForkProcess]:
    """Let this process be forked though it has threads; return the forks that are made from now on."""
    made: list[ForkProcess] = []
    start = ForkProcess.start

    def note(fork: ForkProcess) -> None:
        made.append(fork)
        start(fork)

    monkeypatch.setattr(ForkProcess, "start", note)
    monkeypatch.setattr(forks, "_has_one_thread", lambda: True)
    return made


def store_most(articles: Sequence[Article]) -> None:
    """Put the texts of all but the last four into a file."""
    store(articles[:-4], EncodedTexts.of([article.text for article in articles[:-4]]), TextFile())


def assert_number_changes_nothing(
    find: Callable[[int], Any], made: list[ForkProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Assert that `find` returns the same for any number of jobs, also where forks do all, and leaves no process."""
    alone = find(1)
    assert not made
    assert find(2) == alone
    assert find(3) == alone
    assert len(made) == 1 + 2
    _let_forks_do_all(monkeypatch)
    assert find(3) == alone
    assert not active_children()


def _let_forks_do_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process wait until no task is left."""
    taken, own_pid = forks._taken, os.getpid()

    def wait_and_take(tasks: Sequence[Any], n_taken: Any) -> Iterator[Any]:
        while os.getpid() == own_pid and n_taken.value < len(tasks):
            time.sleep(0.01)
        yield from taken(tasks, n_taken)

    monkeypatch.setattr(forks, "_taken", wait_and_take)

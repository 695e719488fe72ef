from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dedup import tasks
from dedup.article import Article
from dedup.clean import clean, parallel
from dedup.clean.outlets import Outlet
from dedup.machine import processes
from dedup.machine.workers import WorkerEndedError
from dedup.records import SetAside
from dedup.settings import Settings
from tests.others import assert_number_changes_nothing, needs_files, note_started, store_most

from .invented import story


@pytest.fixture
def news() -> list[Article]:
    """Return articles of outlets of many sizes, known and unknown; the texts of most are in a file."""
    found = []
    for outlet in range(12):
        for number in range(3 + outlet * 2):
            body = story("latin", f"{outlet} {number}")
            foot = f"Read more of Post {outlet} > {number}\nFoto: Mira Quell" if outlet % 3 else "(Reporting by nwa)"
            found.append(
                Article(
                    text=f"Menu {outlet}\n{body}\n{foot}",
                    title=f"Harbour news: {body[:30]} | Post {outlet}",
                    outlet=f"Post {outlet}" if outlet % 4 else "",
                    url=f"https://www.post{outlet}.example/{number}" if outlet % 8 == 4 else "",
                )
            )
    found = [replace(article, location=f"news.jsonl#{number}") for number, article in enumerate(found)]
    random = np.random.default_rng(1)
    found = [found[place] for place in random.permutation(len(found)).tolist()]
    store_most(found)
    return found


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Let processes share the little there is, though functions were compiled; return those that were started."""
    started = note_started(monkeypatch)
    monkeypatch.setattr(parallel, "MIN_CHARS", 1)
    monkeypatch.setattr(parallel, "_TASK_CHARS", 10_000)
    processes.end_ahead()
    monkeypatch.setattr(parallel, "screen_batch", SimpleNamespace(stats=SimpleNamespace(cache_misses={})))
    return started


def cleaned(news: list[Article], jobs: int) -> tuple[list[Any], tuple[SetAside, ...]]:
    spans, rows = clean(news, Settings(jobs=jobs))
    return [spans.bounds.tolist(), spans.start.tolist(), spans.end.tolist(), list(spans.titles.items())], rows


@needs_files
def test_processes_find_what_one_finds_whatever_their_number(
    news: list[Article], started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, rows = cleaned(news, 1)
    assert {row.reason for row in rows} == {
        *("recurs over the outlet's pages", "outlet's name in the title", "image caption or credit"),
        *("agency line", "recurs over the outlet's titles"),
    }
    assert_number_changes_nothing(partial(cleaned, news), started, monkeypatch)


@needs_files
def test_ended_process_is_an_error_and_ends_the_others(
    news: list[Article], started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks.TaskWorker, "module", "dedup.errors")  # which has no `serve`
    with pytest.raises(WorkerEndedError, match="while it looked for furniture of pages: try fewer --jobs"):
        clean(news, Settings(jobs=3))
    assert started
    assert all(process.poll() is not None for process in started)


@needs_files
def test_interrupt_ends_the_processes(
    news: list[Article], started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Sequence[Article], outlets: Iterator[Outlet], __: float) -> None:
        next(outlets)
        raise KeyboardInterrupt

    monkeypatch.setattr(parallel, "mark", interrupted)
    with pytest.raises(KeyboardInterrupt):
        clean(news, Settings(jobs=2))
    assert all(process.poll() is not None for process in started)


@needs_files
def test_processes_started_ahead_are_those_that_help(
    news: list[Article], started: list[subprocess.Popen[bytes]]
) -> None:
    parallel.start_helpers(news, Settings(jobs=3))
    ahead = [process for waiting in processes._ahead.values() for process in waiting]
    cleaned(news, 3)
    assert len(ahead) == 2
    assert {process.pid for process in started} == {process.pid for process in ahead}
    assert all(process.poll() is not None for process in ahead)


@needs_files
def test_processes_started_ahead_that_cannot_help_are_ended(
    news: list[Article], started: list[subprocess.Popen[bytes]]
) -> None:
    parallel.start_helpers(news, Settings(jobs=2))
    (ahead,) = [process for waiting in processes._ahead.values() for process in waiting]
    cleaned([article for article in news if article.outlet == "Post 11"], 2)
    assert not started
    assert ahead.poll() is not None


@pytest.mark.usefixtures("started")
def test_no_process_is_started_ahead_where_none_can_help(news: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    parallel.start_helpers(news, Settings(jobs=1))
    parallel.start_helpers(news, Settings(jobs=2, boilerplate=False))
    parallel.start_helpers([replace(article) for article in news], Settings(jobs=2))  # the texts are in memory
    monkeypatch.setattr(parallel, "MIN_CHARS", sum(article.n_chars for article in news))
    parallel.start_helpers(news, Settings(jobs=2))
    assert not any(processes._ahead.values())


@pytest.mark.parametrize("why", ["few characters", "texts in memory", "compiled in this run", "one outlet", "Windows"])
def test_one_process_does_it_where_others_cannot_help(
    news: list[Article], started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    if why == "few characters":
        monkeypatch.setattr(parallel, "MIN_CHARS", sum(article.n_chars for article in news))
    elif why == "texts in memory":
        news = [replace(article) for article in news]
    elif why == "compiled in this run":
        monkeypatch.setattr(parallel, "screen_batch", SimpleNamespace(stats=SimpleNamespace(cache_misses={"type": 1})))
    elif why == "one outlet":
        news = [article for article in news if article.outlet == "Post 11"]
    else:
        monkeypatch.setattr("dedup.machine.texts._pread", None)
    assert cleaned(news, 2) == cleaned(news, 1)
    assert not started


def test_tasks_hold_all_articles_those_of_large_outlets_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_TASK_CHARS", 10)
    lengths = np.array([3, 9, 30, 1, 1, 1, 8, 8, 9, 0], np.int32)
    outlets = [Outlet([0, 3], learns=True), Outlet([1, 6, 7, 8, 9], learns=False), Outlet([2], learns=True)]
    outlets += [Outlet([4], learns=True), Outlet([5], learns=True)]
    tasks = [[(list(outlet.indices), outlet.learns) for outlet in task] for task in parallel._tasks(outlets, lengths)]
    assert tasks == [
        [([2], True)],
        [([1], False), ([8, 9], False)],
        [([6], False), ([7], False)],
        [([0, 3], True), ([4], True), ([5], True)],
    ]
    assert parallel._tasks([], lengths) == []

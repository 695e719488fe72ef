from __future__ import annotations

from pathlib import Path

import pytest

from dedup.machine import processes
from dedup.read import ahead
from dedup.read.page_worker import PageWorker
from dedup.read.read_worker import ReadWorker
from dedup.read.spill import Spill

from .builders import BODY


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    for name in ("a.txt", "b.json", "below/c.jsonl"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return what is started ahead from now on, which then is not: modules, and how many processes."""
    found: list[tuple[str, int]] = []
    monkeypatch.setattr(ahead, "start_ahead", lambda module, n=1: found.append((module, n)))
    return found


def test_nothing_is_started_for_few_files_without_pages(news: Path, started: list[tuple[str, int]]) -> None:
    ahead.make_ready([news, news / "a.txt", news / "missing"], 4)
    assert not started


def test_what_cannot_be_looked_into_is_left_to_reading(
    news: Path, started: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.stat", refuse)
    ahead.make_ready([news / "below" / "c.jsonl"], 2)
    assert not started


@pytest.mark.parametrize("name", ["B.HTML", "below/c.htm"])
def test_what_parses_pages_is_started_where_one_process_reads_pages(
    news: Path, started: list[tuple[str, int]], name: str
) -> None:
    (news / name).write_text(BODY, encoding="utf-8")
    ahead.make_ready([news], 4)
    ahead.make_ready([news / name], 1)
    assert started == [(ahead.PAGE_WORKER, 1)] * 2


@pytest.mark.parametrize(("limit", "value"), [("MIN_FILES", 3), ("MIN_BYTES", 3 * len(BODY))])
def test_readers_are_started_for_many_files_no_more_than_these(
    news: Path, started: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(ahead, limit, value)
    for n_processes in (1, 2, 4):
        ahead.make_ready([news], n_processes)
    ahead.make_ready([news / "a.txt", news / "b.json"], 4)
    assert started == [(ahead.READ_WORKER, 2), (ahead.READ_WORKER, 3)]


def test_all_readers_but_this_one_are_started_for_one_large_file(
    news: Path, started: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MIN_LINES_BYTES", len(BODY))
    for n_processes in (1, 2, 4):
        ahead.make_ready([news / "below"], n_processes)
    assert started == [(ahead.READ_WORKER, 1), (ahead.READ_WORKER, 3)]


def test_process_started_ahead_takes_the_first_page() -> None:
    worker = PageWorker()
    try:
        processes.start_ahead(ahead.PAGE_WORKER)
        (process,) = processes._ahead[ahead.PAGE_WORKER]
        page = f"<html><title>Ferry aground</title><p>{BODY}</p></html>"
        assert worker.ask(page, 60).result()["title"] == "Ferry aground"
        assert worker.ask(page, 60).result()["title"] == "Ferry aground"
        assert worker._process is process
    finally:
        worker.close()


def test_process_started_ahead_is_the_first_reader() -> None:
    processes.start_ahead(ahead.READ_WORKER)
    (process,) = processes._ahead[ahead.READ_WORKER]
    reader = ReadWorker(Spill())
    assert reader.identify([BODY]) == ["en"]
    assert reader._process is process
    reader.close()


def test_processes_that_nothing_asked_for_end_with_this_one() -> None:
    processes.start_ahead(ahead.READ_WORKER, 2)
    left = [*processes._ahead[ahead.READ_WORKER]]
    processes.end_ahead()
    assert [process.poll() is not None for process in left] == [True, True]
    assert not processes._ahead

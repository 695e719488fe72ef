from __future__ import annotations

from pathlib import Path

import pytest

from dedup.read import ahead
from dedup.read.page_worker import WORKER, PageWorker

from .builders import BODY


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    for name in ("a.txt", "b.json", "below/c.html"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    return tmp_path


def test_small_folders_are_told_from_large_ones_and_from_files(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "MIN_FILES", 4)
    assert sorted(ahead.names_in_small([news])) == ["a.txt", "b.json", "c.html"]
    assert ahead.names_in_small([news, news]) == []
    assert ahead.names_in_small([news / "a.txt"]) == []
    monkeypatch.setattr(ahead, "MIN_FILES", 3)
    assert ahead.names_in_small([news]) == []


@pytest.mark.parametrize(
    ("names", "started"),
    [([], []), (["a.txt", "b"], []), (["a.txt", "B.HTML", "c.htm"], ["pages"])],
)
def test_what_parses_pages_is_started_for_pages_alone(
    monkeypatch: pytest.MonkeyPatch, names: list[str], started: list[str]
) -> None:
    found: list[str] = []
    monkeypatch.setattr(WORKER, "start", lambda: found.append("pages"))
    ahead.make_ready(names)
    assert found == started


def test_process_started_ahead_takes_the_first_page() -> None:
    worker = PageWorker()
    try:
        worker.start()
        process = worker._process
        worker.start()
        page = f"<html><title>Ferry aground</title><p>{BODY}</p></html>"
        assert worker.values(page, 60)["title"] == "Ferry aground"
        assert worker.values(page, 60)["title"] == "Ferry aground"
        assert worker._process is process
    finally:
        worker.close()

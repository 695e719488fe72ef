from __future__ import annotations

import json
import shutil
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.errors import InputError
from dedup.read import page_cache, page_values, read_folders
from dedup.read.page_cache import keep_values, kept_values
from dedup.read.page_worker import PageError
from dedup.settings import Settings

PAGE = "<html><title>Pier closed</title><article><p>The pier at Marrow Point is closed until the storm is over.</p>"
VALUES = {"title": "Pier closed", "text": "The pier is closed."}


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, place in (("a.html", "Marrow Point"), ("b.html", "Port Sallow")):
        (folder / name).write_text(PAGE.replace("Marrow Point", place), encoding="utf-8")
    (folder / "c.jsonl").write_text(json.dumps({"title": "Pier", "html": PAGE}), encoding="utf-8")
    return folder


class NoWorker:
    def ask(self, page: str, max_seconds: float) -> Future[dict[str, str]]:
        asked: Future[dict[str, str]] = Future()
        asked.set_exception(PageError("parsed again", f"{len(page)} characters in {max_seconds} s"))
        return asked


def articles(folder: Path, cache: Path | None) -> list[Article]:
    return read_folders([folder], Settings(cache=cache))[0]


def entries(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_second_run_parses_no_page_and_finds_the_same(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = articles(news, cache)
    assert first == articles(news, None)
    monkeypatch.setattr(page_values, "WORKER", NoWorker())
    assert articles(news, cache) == first


def test_pages_are_found_by_their_content_whatever_they_are_called(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    articles(news, cache)
    monkeypatch.setattr(page_values, "WORKER", NoWorker())
    (news / "a.html").rename(news / "z.html")
    (news / "b.html").write_text(PAGE.replace("Marrow Point", "Tarn Valley"), encoding="utf-8")
    found, left_out = read_folders([news], Settings(cache=cache))
    assert [each.location for each in found] == ["c.jsonl#1", "z.html"]
    assert [each.reason for each in left_out] == ["parsed again"]


def test_nothing_is_kept_without_a_cache_and_of_pages_that_give_nothing(news: Path, tmp_path: Path) -> None:
    articles(news, None)
    (news / "deep.html").write_text("<div>" * 300, encoding="utf-8")
    cache = tmp_path / "cache"
    articles(news, cache)
    assert len(entries(cache)) == 2  # a.html and the page in c.jsonl are one


@pytest.mark.parametrize("damage", [b"", b'{"title": "Pier', b"\0" * 60, b"[]", b'{"title": 1}', b"\xff\xfe"])
def test_damaged_entries_are_made_anew(tmp_path: Path, damage: bytes) -> None:
    keep_values(tmp_path, PAGE, VALUES)
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage)
    assert kept_values(tmp_path, PAGE) is None
    keep_values(tmp_path, PAGE, VALUES)
    assert kept_values(tmp_path, PAGE) == VALUES


def test_another_version_of_what_finds_values_does_not_take_the_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_values(tmp_path, PAGE, VALUES)
    monkeypatch.setattr(page_cache, "_extractor", lambda: b"another")
    assert kept_values(tmp_path, PAGE) is None


def test_runs_that_share_a_folder_read_whole_entries_only(tmp_path: Path) -> None:
    long = {"title": "Pier", "text": "The pier is closed. " * 20_000}
    seen: list[dict[str, str] | None] = []

    def run() -> None:
        for _ in range(20):
            keep_values(tmp_path, PAGE, long)
            seen.append(kept_values(tmp_path, PAGE))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80
    assert all(values == long for values in seen)
    assert len(entries(tmp_path)) == 1


def test_cache_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("in the way", encoding="utf-8")
    with pytest.raises(InputError, match="cannot write the cache"):
        keep_values(tmp_path, PAGE, VALUES)


def test_text_that_is_not_unicode_throughout_can_be_kept(tmp_path: Path) -> None:
    keep_values(tmp_path, "\ud800", {"text": "\ud800"})
    assert kept_values(tmp_path, "\ud800") == {"text": "\ud800"}


def test_folder_of_the_cache_may_be_taken_away(news: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = articles(news, cache)
    shutil.rmtree(cache)
    assert articles(news, cache) == first

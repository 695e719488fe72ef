from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from dedup import scan
from dedup.article import Article
from dedup.errors import InputError
from dedup.read import ahead, read_folders, spill
from dedup.read.columns import Found, columns_of
from dedup.read.spill import Spill
from dedup.records import Skipped
from dedup.report.folder import write_folder
from dedup.settings import Settings

TEXT = "The ferry “Quay” ran aground off Sallow in thick fog on Tuesday; nobody was hurt, the harbour master said."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    lines = [
        {"title": f"Ferry {n}", "text": f"{TEXT} It was number {n % 7}. 渡轮", "outlet": f"o{n % 3}"} for n in range(40)
    ]
    (folder / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "b.txt").write_text(f"Another ferry\n\n{TEXT}\nMore about it, and what the crew said.\n")
    (folder / "empty.txt").write_text("")
    return folder


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "MAX_CHARS_IN_MEMORY", 300)
    monkeypatch.setattr(spill, "_CHARS_AT_ONCE", 200)


def in_memory(articles: list[Article]) -> int:
    return sum(article.is_held for article in articles)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("min_files", [1, 1000])
def test_many_texts_are_not_held(
    news: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, min_files: int, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(ahead, "MIN_FILES", min_files)
    held, skipped = read_folders([news], Settings(jobs=jobs))
    assert in_memory(held) == len(held)
    request.getfixturevalue("few")
    stored, skipped_too = read_folders([news], Settings(jobs=jobs))
    assert in_memory(stored) <= 3
    assert stored == held
    assert skipped_too == skipped


def test_few_texts_never_touch_the_disk(news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spill, "TextFile", None)
    assert read_folders([news], Settings(jobs=1))[0]


def test_scan_is_the_same_wherever_the_texts_are(news: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    write_folder(scan([news], Settings(jobs=1)), tmp_path / "held")
    request.getfixturevalue("few")
    report = scan([news], Settings(jobs=1))
    assert in_memory(list(report.articles)) < 3
    write_folder(report, tmp_path / "stored")
    names = {path.name for path in (tmp_path / "held").iterdir()} - {"run.json"}
    for name in names:
        assert (tmp_path / "stored" / name).read_bytes() == (tmp_path / "held" / name).read_bytes(), name


@pytest.mark.usefixtures("few")
def test_no_room_for_the_texts_is_an_error(news: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(InputError, match=r"missing.* TMPDIR"):
        read_folders([news], Settings())


@pytest.mark.usefixtures("few")
def test_columns_of_another_process_go_straight_to_the_file() -> None:
    found: list[Found] = [Article(text=TEXT * 3, title="One"), Skipped("x", "no text"), Article(text="", title="Two")]
    into = Spill()
    first, second = (into.take_columns(columns_of(found)) for _ in range(2))
    assert first == second == found
    assert second[0].digest == found[0].digest  # type: ignore[union-attr]
    assert in_memory([each for each in (*first, *second) if isinstance(each, Article)]) == 0

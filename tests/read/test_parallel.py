from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from dedup.read import later, parallel, read_folders
from dedup.read.locations import InputFile
from dedup.read.reader import Reader, ReaderEndedError
from dedup.records import Article, Skipped
from dedup.settings import Settings

PAGE = "<html><title>Pier {0} closed</title><article><p>The pier at Marrow Point is closed until storm {0} is over.</p>"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    for number in range(40):
        below = folder / f"{number % 3}"
        below.mkdir(parents=True, exist_ok=True)
        text = f"Ferry {number} runs aground\n\nThe ferry ran aground off Marrow Point with {number} people aboard."
        (below / f"{number}.txt").write_text(text, encoding="utf-8")
        record = {"title": f"Tram {number}", "text": "The tram is back.", "date": f"2031-05-{1 + number % 28:02}"}
        (below / f"{number}.json").write_text(json.dumps(record), encoding="utf-8")
    for number in range(4):
        (folder / f"{number}.html").write_text(PAGE.format(number), encoding="utf-8")
    (folder / "bad.json").write_text("{", encoding="utf-8")
    (folder / "deep.html").write_text("<div>" * 300, encoding="utf-8")
    (folder / "slow.html").write_text("<p>Tide</p>" * 99_999, encoding="utf-8")
    (folder / "many.jsonl").write_text("\n".join(json.dumps({"title": f"Bus {n}"}) for n in range(5_000)))
    return folder


def found_in(folder: Path, jobs: int) -> tuple[list[Article], list[Skipped]]:
    return read_folders([folder], Settings(jobs=jobs, max_page_seconds=2))


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the fewest of files in processes, a few at a time."""
    monkeypatch.setattr(parallel, "MIN_FILES", 2)
    monkeypatch.setattr(parallel, "_BATCH_FILES", 7)


@pytest.mark.usefixtures("always")
def test_processes_find_what_one_finds_whatever_their_number(news: Path) -> None:
    alone = found_in(news, 1)
    assert len(alone[0]) == 40 + 40 + 4 + 5_000
    assert {each.location: each.reason for each in alone[1]} == {
        "bad.json": "bad JSON",
        "deep.html": "nested too deeply",
        "slow.html": "took too long",
    }
    assert found_in(news, 2) == alone
    assert found_in(news, 3) == alone


@pytest.mark.usefixtures("always")
def test_progress_counts_the_files_up_to_all(news: Path) -> None:
    seen: list[tuple[int, int]] = []
    read_folders([news / "0", news / "1"], Settings(jobs=2), lambda _, done, total: seen.append((done, total)))
    n_files = sum(path.is_file() for name in "01" for path in (news / name).iterdir())
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})
    assert seen[-1] == (n_files, n_files)


@pytest.mark.usefixtures("always")
def test_error_that_ends_the_run_ends_it_from_a_process_too(news: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "pages").write_text("in the way", encoding="utf-8")
    with pytest.raises(Exception, match="cannot write the cache"):
        read_folders([news], Settings(jobs=2, cache=cache))


def test_languages_of_a_large_file_are_identified_elsewhere_and_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        "Die Fähre lief am Samstag vor Marrow Point auf Grund, und niemand wurde verletzt.",
        "The ferry ran aground off Marrow Point on Saturday, and nobody was hurt.",
        "Le ferry s'est échoué samedi au large de Marrow Point, et personne n'a été blessé.",
        "!",
    ]
    records = [{"title": str(number), "text": texts[number % 4]} for number in range(40)]
    records[5]["language"] = "it"
    lines = [json.dumps(record) for record in records]
    lines[9:9] = ["{", "", "[]"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    alone = read_folders([tmp_path], Settings(jobs=1))
    assert {article.language for article in alone[0]} == {"de", "en", "fr", "it", ""}
    asked: list[int] = []
    identify = Reader.identify

    def count(reader: Reader, starts: list[str]) -> list[str]:
        asked.append(len(starts))
        return identify(reader, starts)

    monkeypatch.setattr(Reader, "identify", count)
    monkeypatch.setattr(later, "BATCH", 7)
    assert read_folders([tmp_path], Settings(jobs=2)) == alone
    assert asked == [7] * 5  # of 39 without a language; the rest is too few


def files_in(folder: Path) -> list[InputFile]:
    return [InputFile(path, path.name) for path in sorted(folder.glob("*.txt"))]


def test_ended_process_is_an_error_that_says_where(news: Path) -> None:
    reader = Reader()
    files = files_in(news / "0")
    assert len(reader.read(files, Settings())) == len(files)
    process = reader._process
    assert process
    process.kill()
    process.wait()
    with pytest.raises(ReaderEndedError, match=f"{files[0].location} to {files[-1].location}: try fewer --jobs"):
        reader.read(files, Settings())
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs /proc or signals")
def test_closing_ends_the_process_that_parses_pages_too(news: Path) -> None:
    reader = Reader()
    page = InputFile(news / "0.html", "0.html")
    assert len(reader.read([page], Settings())) == 1
    process = reader._process
    assert process
    children = [int(child) for child in _children(process.pid)]
    assert len(children) == 1
    reader.close()
    for _ in range(100):
        if not _is_there(children[0]):
            return
        time.sleep(0.05)
    os.kill(children[0], signal.SIGKILL)
    pytest.fail("the process that parses pages outlived the one that reads")


def _children(pid: int) -> list[str]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.exists():
        pytest.skip("the system does not list the children of a process")
    return listed.read_text().split()


def _is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("seed", range(5))
def test_batches_hold_all_files_in_their_order(seed: int) -> None:
    drawn = random.Random(seed)
    files = [InputFile(Path(str(number)), str(number)) for number in range(1_000)]
    sizes = [int(drawn.paretovariate(0.5) * 100) for _ in files]
    batches = list(parallel._batches(files, sizes))
    assert [file for batch in batches for file in batch] == files
    assert all(len(batch) <= 64 for batch in batches)


def test_as_many_processes_as_cores_unless_jobs_says_less() -> None:
    assert 1 <= parallel.n_cores() <= (os.cpu_count() or 1)

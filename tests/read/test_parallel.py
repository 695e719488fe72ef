from __future__ import annotations

import gzip
import json
import os
import random
import signal
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import pytest

from dedup.article import Article
from dedup.machine import workers
from dedup.machine.workers import WorkerEndedError
from dedup.read import ahead, later, limits, page_values, parallel, read_folders
from dedup.read.columns import FoundColumns, found_of
from dedup.read.files import read_entries
from dedup.read.locations import InputFile
from dedup.read.parallel import read_files
from dedup.read.read_worker import ReadWorker
from dedup.read.records import Lines
from dedup.read.spill import Spill
from dedup.records import Skipped
from dedup.settings import Settings

from .builders import BODY
from .test_archives import zipped

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


def map_pairs_not_found(folder: Path, jobs: int) -> list[str]:
    pairs = ("title=name", "text=words.first", "outlet=titel", "url=nowhere")
    skipped = read_folders([folder], Settings(jobs=jobs, map=pairs))[1]
    return [each.location for each in skipped if each.reason == "name not found"]


def found_in(folder: Path, jobs: int) -> tuple[list[Article], list[Skipped]]:
    return read_folders([folder], Settings(jobs=jobs, max_page_seconds=2))


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the fewest of files in processes, a few at a time."""
    monkeypatch.setattr(ahead, "MIN_FILES", 2)
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
    identify = ReadWorker.identify

    def count(reader: ReadWorker, starts: list[str]) -> list[str]:
        asked.append(len(starts))
        return identify(reader, starts)

    monkeypatch.setattr(ReadWorker, "identify", count)
    monkeypatch.setattr(later, "BATCH", 7)
    monkeypatch.setattr(workers, "ENOUGH", 5)
    assert read_folders([tmp_path], Settings(jobs=2)) == alone
    assert asked == [7] * 5  # of 39 without a language; the rest is too few
    monkeypatch.setattr(workers, "ENOUGH", 2)
    assert read_folders([tmp_path], Settings(jobs=2)) == alone


@pytest.fixture
def lines_apart(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let processes parse the lines of small files too, of one or two at a time; return the lines' numbers."""
    monkeypatch.setattr(parallel, "MIN_LINES_BYTES", 0)
    monkeypatch.setattr(limits, "LINES_BYTES", 100)
    monkeypatch.setattr(limits, "HEAD", 50)
    numbers: list[int] = []
    parse = ReadWorker.parse

    def count(reader: ReadWorker, place: str, lines: Lines, settings: Settings) -> list[FoundColumns]:
        numbers.append(lines.number)
        return parse(reader, place, lines, settings)

    monkeypatch.setattr(ReadWorker, "parse", count)
    return numbers


def lines_of_all_kinds() -> list[str]:
    records: list[dict[str, object]] = [
        {"title": f"Tram {n}", "text": "Die Straßenbahn fährt ab Montag wieder zum Hafen. " * (n % 4), "source": "Post"}
        for n in range(60)
    ]
    records[8]["type"] = "picture"
    records[9]["text"] = "Long. " * 5_000
    records[11]["lang"] = "en"
    lines = [json.dumps(record, ensure_ascii=n % 2 == 0) for n, record in enumerate(records)]
    lines[20:20] = ["{", "", "[]", "  \t", '{"title": "Caf\udce9"}']
    return lines


@pytest.mark.parametrize(
    ("name", "enough"), [("a.jsonl", 2), ("a.jsonl", 1_000), ("a.jsonl.gz", 1_000), ("a.zip", 1_000)]
)
def test_lines_parsed_by_processes_are_found_as_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines_apart: list[int], enough: int, name: str
) -> None:
    data = "\n".join(lines_of_all_kinds()).encode("utf-8", "surrogateescape")
    packed = {"a.jsonl": data, "a.jsonl.gz": gzip.compress(data), "a.zip": zipped({"b.jsonl": b"", "c.jsonl": data})}
    (tmp_path / name).write_bytes(packed[name])
    monkeypatch.setattr(workers, "ENOUGH", enough)
    alone, several = (
        read_folders([tmp_path], Settings(jobs=jobs, max_record_mb=0.02, map=("outlet=source",))) for jobs in (1, 3)
    )
    assert several == alone
    assert len(alone[0]) == 59
    assert {article.language for article in alone[0]} == {"de", "en", ""}
    assert sorted(each.reason for each in alone[1] if each.reason != "no text") == [
        *("bad JSON", "not an article", "not an article", "too large"),
    ]
    assert (len(lines_apart) > 20) if enough > 2 else lines_apart


def test_damage_after_lines_parsed_by_processes_says_how_far_it_read(tmp_path: Path, lines_apart: list[int]) -> None:
    random_words = [str(random.Random(n).random()) for n in range(5_000)]
    data = "".join(json.dumps({"title": word}) + "\n" for word in random_words).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data)[:-5_000])
    alone, several = (read_folders([tmp_path], Settings(jobs=jobs)) for jobs in (1, 2))
    assert lines_apart
    assert several == alone
    assert f"records up to {len(alone[0])} were read" in alone[1][0].detail


@pytest.mark.usefixtures("always")
@pytest.mark.parametrize("n_files", [0, 9])
def test_names_in_what_other_processes_read_are_found(tmp_path: Path, lines_apart: list[int], n_files: int) -> None:
    for number in range(n_files):
        (tmp_path / f"{number}.txt").write_text("The ferry ran aground off Marrow Point.", encoding="utf-8")
    lines = [json.dumps({"title": f"Tram {number}"}) for number in range(20)]
    lines[15] = json.dumps({"name": "Bus", "words": {"first": "The bus is late."}})
    (tmp_path / "z.jsonl").write_text("\n".join(lines))
    expected = ["--map outlet=titel", "--map url=nowhere"]
    assert [map_pairs_not_found(tmp_path, jobs) for jobs in (1, 2)] == [expected, expected]
    assert lines_apart


def test_ended_process_is_an_error_that_says_which_lines(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "Tram"}\n')
    ((place, lines),) = read_entries(tmp_path / "a.jsonl", Settings(), location="a.jsonl")
    assert isinstance(lines, Lines)
    reader = ReadWorker(Spill())
    (columns,) = reader.parse(place, lines, Settings())
    assert [each.location for each in found_of(columns) if isinstance(each, Article)] == ["a.jsonl#1"]
    process = reader._process
    assert process
    process.kill()
    process.wait()
    with pytest.raises(WorkerEndedError, match=r"read a\.jsonl#1: try fewer --jobs"):
        reader.parse(place, lines, Settings())
    reader.close()


def files_in(folder: Path) -> list[InputFile]:
    return [InputFile(path, path.name) for path in sorted(folder.glob("*.txt"))]


def test_ended_process_is_an_error_that_says_where(news: Path) -> None:
    reader = ReadWorker(Spill())
    files = files_in(news / "0")
    assert len(reader.read(files, Settings())) == len(files)
    process = reader._process
    assert process
    process.kill()
    process.wait()
    with pytest.raises(WorkerEndedError, match=f"{files[0].location} to {files[-1].location}: try fewer --jobs"):
        reader.read(files, Settings())
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs /proc or signals")
def test_closing_ends_the_process_that_parses_pages_too(news: Path) -> None:
    reader = ReadWorker(Spill())
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
    listed = list(Path(f"/proc/{pid}/task").glob("*/children"))  # of each of its threads
    if not listed:
        pytest.skip("the system does not list the children of a process")
    return [child for each in listed for child in each.read_text().split()]


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
    assert [file for batch in batches for file in batch.files] == files
    assert all(len(batch.files) <= 64 and not batch.is_shared for batch in batches)


def test_large_files_of_lines_are_batches_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "MIN_LINES_BYTES", 10)
    names = ["1.txt", "2.jsonl", "3.JL.gz", "4.jsonl", "5.json", "6.ndjson"]
    files = [InputFile(Path(name), name) for name in names]
    batches = list(parallel._batches(files, [99, 9, 10, 10, 10, 99]))
    assert [([file.location for file in batch.files], batch.is_shared) for batch in batches] == [
        (["1.txt", "2.jsonl"], False),
        (["3.JL.gz"], True),
        (["4.jsonl"], True),
        (["5.json"], False),
        (["6.ndjson"], True),
    ]


@pytest.mark.usefixtures("always")
def test_lines_of_one_file_among_others_are_shared(news: Path, lines_apart: list[int]) -> None:
    alone = found_in(news / "0", 1)
    assert found_in(news / "0", 2) == alone
    assert not lines_apart
    (news / "0" / "lines.jsonl").write_text("\n".join(lines_of_all_kinds()), encoding="utf-8", errors="surrogateescape")
    assert found_in(news / "0", 2) == found_in(news / "0", 1)
    assert lines_apart


class AskedPages:
    """Stands for the process that parses pages, and notes how many it was given."""

    def __init__(self) -> None:
        self.n = 0

    def ask(self, page: str, _: float) -> Future[dict[str, str]]:
        self.n += 1
        asked: Future[dict[str, str]] = Future()
        asked.set_result({"title": page[:9], "text": BODY})
        return asked


def test_pages_are_parsed_while_the_files_before_them_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["a.txt", *(f"{i}.html" for i in range(4)), "b.html"]
    for name in names:
        body = BODY * 99 if name == "b.html" else BODY
        (tmp_path / name).write_text(body if name == "a.txt" else f"<html><p>{body}</p></html>", encoding="utf-8")
    monkeypatch.setattr(parallel, "_BATCH_BYTES", 20 * len(BODY))  # for the page `b.html` is too large to be held
    monkeypatch.setattr(parallel, "_FILES_AHEAD", 3)
    monkeypatch.setattr(page_values, "WORKER", pages := AskedPages())
    asked, found = [], []
    for _, some in read_files([InputFile(tmp_path / name, name) for name in names], Settings(jobs=2)):
        asked.append(pages.n)
        found += [article.location for article in some if isinstance(article, Article)]
    assert asked == [3, 4, 4, 4, 4, 5]
    assert found == names

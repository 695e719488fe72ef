from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from errno import ENOSPC
from pathlib import Path

import pytest

from dedup.errors import InputError
from dedup.records import Report
from dedup.report.files import FILES
from dedup.report.folder import write_folder
from dedup.settings import Settings
from tests.others import assert_number_changes_nothing, in_spite_of_threads, needs_forks, note_forks

from .builders import report_of


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_run_leaves_exactly_the_files_of_the_table(report: Report, tmp_path: Path) -> None:
    write_folder(report, tmp_path / "new" / "run")
    found = contents(tmp_path / "new" / "run")
    assert set(found) == set(FILES)
    assert found["articles.csv"].startswith(b"article,id,")
    assert "渡轮搁浅".encode() in found["articles.csv"]
    assert not any(data.endswith(b"\r\n") for data in found.values())


def test_the_files_of_an_earlier_run_are_replaced_and_others_kept(report: Report, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    write_folder(report, tmp_path)
    write_folder(report_of([]), tmp_path)
    found = contents(tmp_path)
    assert found["stories.jsonl"] == b""
    assert found["notes.txt"] == b"mine"


def test_a_crash_while_writing_leaves_the_earlier_run_whole(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: Report) -> Iterator[str]:
        yield "half a line"
        raise MemoryError

    write_folder(report, tmp_path)
    before = contents(tmp_path)
    monkeypatch.setitem(FILES, "run.json", breaks)
    with pytest.raises(MemoryError):
        write_folder(report_of([]), tmp_path)
    assert contents(tmp_path) == before


@needs_forks
@in_spite_of_threads
def test_forks_write_the_same_files(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = note_forks(monkeypatch)
    monkeypatch.setattr("dedup.report.folder.MIN_ARTICLES", 1)

    def found(jobs: int) -> dict[str, bytes]:
        write_folder(replace(report, settings=Settings(jobs=jobs)), tmp_path / "run")
        return {name: data for name, data in contents(tmp_path / "run").items() if name != "run.json"}

    assert_number_changes_nothing(found, made, monkeypatch)


@needs_forks
@in_spite_of_threads
def test_a_full_disk_in_a_fork_leaves_the_earlier_run_whole(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: Report) -> Iterator[str]:
        yield "half a line"
        raise OSError(ENOSPC, "No space left on device")

    write_folder(report, tmp_path)
    before, made = contents(tmp_path), note_forks(monkeypatch)
    monkeypatch.setattr("dedup.report.folder.MIN_ARTICLES", 1)
    monkeypatch.setattr("dedup.report.folder.FILES", dict.fromkeys(FILES, fails))
    with pytest.raises(InputError, match="No space left"):
        write_folder(replace(report, settings=Settings(jobs=2)), tmp_path)
    assert made
    assert contents(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_named(report: Report, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InputError, match="taken"):
        write_folder(report, tmp_path / "taken")


def test_a_file_that_cannot_be_replaced_is_an_error_and_leaves_no_parts(report: Report, tmp_path: Path) -> None:
    (tmp_path / "articles.csv").mkdir()
    with pytest.raises(InputError, match="cannot write"):
        write_folder(report, tmp_path)
    assert not list(tmp_path.glob(".*.part"))

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from dedup.machine import kept
from dedup.machine.kept import Tables, code_of, kept_tables

NAMES = ("tolls", "ferries")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The second of two folders: nothing can be kept below the first."""
    monkeypatch.setattr(kept, "cache_folders", lambda: [tmp_path / "a file" / "cache", tmp_path / "cache"])
    (tmp_path / "a file").touch()
    return tmp_path / "cache"


@pytest.fixture
def made() -> list[int]:
    """One number for each time that tables were made."""
    return []


@pytest.fixture
def make(made: list[int]) -> Callable[[], Tables]:
    def some() -> Tables:
        made.append(len(made))
        return {"tolls": np.array([[2.5, 3.25]]), "ferries": np.array(["Skarholm", "Örsund"])}

    return some


def listed(tables: Tables) -> list[object]:
    return [tables[name].tolist() for name in NAMES]


@pytest.mark.usefixtures("folder")
def test_tables_are_made_once(made: list[int], make: Callable[[], Tables]) -> None:
    first = kept_tables("fares", NAMES, b"1", make)
    again = kept_tables("fares", NAMES, b"1", make)
    assert listed(first) == listed(again) == [[[2.5, 3.25]], ["Skarholm", "Örsund"]]
    assert len(made) == 1


def test_tables_made_of_something_else_are_replaced_and_others_are_not(
    folder: Path, made: list[int], make: Callable[[], Tables]
) -> None:
    kept_tables("fares", NAMES, b"1", make)
    kept_tables("tides", NAMES, b"1", make)
    kept_tables("fares", NAMES, b"2", make)
    kept_tables("fares", NAMES, b"2", make)
    kept_tables("tides", NAMES, b"1", make)
    assert len(made) == 3
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("left", [b"", b"\x93NUMPY", None])
def test_damaged_tables_are_made_anew(
    folder: Path, made: list[int], make: Callable[[], Tables], left: bytes | None
) -> None:
    kept_tables("fares", NAMES, b"1", make)
    (table,) = folder.glob("*/tolls.npy")
    if left is None:
        table.write_bytes(table.read_bytes()[:-8])
    else:
        table.write_bytes(left)
    expected = [[[2.5, 3.25]], ["Skarholm", "Örsund"]]
    assert listed(kept_tables("fares", NAMES, b"1", make)) == expected
    assert listed(kept_tables("fares", NAMES, b"1", make)) == expected
    assert len(made) == 2


def test_tables_are_there_whole_or_not_at_all(
    folder: Path, make: Callable[[], Tables], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert listed(kept_tables("fares", NAMES, b"1", make))
    assert not list(folder.iterdir())


def test_where_nothing_can_be_kept_tables_are_made_each_time(
    folder: Path, made: list[int], make: Callable[[], Tables]
) -> None:
    folder.touch()
    assert listed(kept_tables("fares", NAMES, b"1", make)) == listed(kept_tables("fares", NAMES, b"1", make))
    assert len(made) == 2


def test_tables_kept_for_all_users_can_be_read_where_they_cannot_be_written(
    folder: Path, made: list[int], make: Callable[[], Tables]
) -> None:
    kept_tables("fares", NAMES, b"1", make)
    paths = [folder, *folder.rglob("*")]
    modes = [path.stat().st_mode for path in paths]
    assert all(mode & stat.S_IROTH for mode in modes)
    for path, mode in zip(paths, modes, strict=True):
        path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        kept_tables("fares", NAMES, b"1", make)
    finally:
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)
    assert len(made) == 1


def test_code_of_a_folder_changes_with_each_of_its_modules(tmp_path: Path) -> None:
    codes = []
    for name, text in (("a.py", "x = 1"), ("a.py", "x = 2"), ("b.py", ""), ("b.txt", "")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        codes.append(code_of.__wrapped__(tmp_path))
    (tmp_path / "a.py").rename(tmp_path / "c.py")
    codes.append(code_of.__wrapped__(tmp_path))
    assert [codes.index(code) for code in codes] == [0, 1, 2, 2, 4]

"""Arrays come back as they were added, wherever they are meanwhile."""

from __future__ import annotations

import errno
import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numba import typeof
from numpy.typing import NDArray

from dedup.machine import stored
from dedup.machine.stored import StoredArrays, in_turns, page_out
from tests.machine.resident import has_open, only_linux_tells, resident_bytes

ARRAYS = [np.arange(n, dtype=np.int32) ** 2 for n in (3, 0, 1, 1000, 0, 7, 300_000)]
N_BYTES = sum(array.nbytes for array in ARRAYS)


def stored_arrays(arrays: list[NDArray[np.int32]]) -> StoredArrays[np.int32]:
    found = StoredArrays(np.int32)
    for array in arrays:
        found.append(array)
    return found


@pytest.mark.parametrize("in_memory", [0, 12, 4016, N_BYTES])
def test_arrays_come_back_in_their_order(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", in_memory)
    arrays = stored_arrays(ARRAYS)
    for _ in range(2):
        for found, array in zip(arrays, ARRAYS, strict=True):
            assert typeof(found) == typeof(array)  # or kernels would be compiled for both
            assert np.array_equal(found, array)


@pytest.mark.parametrize("in_memory", [0, 12, 4016, N_BYTES])
def test_joined_they_are_one_array(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", in_memory)
    whole = np.concatenate(ARRAYS)
    found = stored_arrays(ARRAYS).joined()
    assert typeof(found) == typeof(whole)  # or kernels would be compiled for both
    for _ in range(2):
        assert np.array_equal(found, whole)
        page_out(found)


@pytest.mark.parametrize("in_memory", [0, 1000])
def test_rows_keep_their_shape(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", in_memory)
    rows = StoredArrays(np.float64, 3)
    parts = [np.arange(3.0 * n).reshape(n, 3) for n in (2, 0, 5)]
    for part in parts:
        rows.append(part)
    for found, part in zip(rows, parts, strict=True):
        assert np.array_equal(found, part)
    assert np.array_equal(rows.joined(), np.concatenate(parts))


@only_linux_tells
def test_what_is_paged_out_takes_no_memory() -> None:
    rows = StoredArrays(np.float64, 2)
    rows.append(np.ones((2_000_000, 2)))
    array, without = rows.joined(), resident_bytes()
    assert array.sum() == 4_000_000
    assert resident_bytes() - without > 0.9 * array.nbytes
    page_out(array)
    assert resident_bytes() - without < 0.1 * array.nbytes


@only_linux_tells
def test_who_reads_in_turns_has_one_turn_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_TURN", 3_000_000)
    rows = StoredArrays(np.int64)
    rows.append(np.arange(4_000_000))
    array, without = rows.joined(), resident_bytes()
    total, bounds = 0, np.arange(0, len(array) + 1, 1000)
    for start, stop in in_turns(array, bounds):
        total += int(array[bounds[start] : bounds[stop]].sum())
        assert resident_bytes() - without < 0.2 * array.nbytes
    assert total == sum(range(4_000_000))
    assert resident_bytes() - without < 0.05 * array.nbytes


def test_a_short_array_has_one_turn() -> None:
    assert list(in_turns(np.arange(9), np.array([0, 2, 9]))) == [(0, 2)]
    assert list(in_turns(np.arange(0), np.zeros(1, np.int64))) == [(0, 0)]


@pytest.mark.parametrize("array", [np.ones(3), np.ones(3)[1:], np.frombuffer(b"abc", np.uint8)])
def test_other_arrays_are_not_paged_out(array: NDArray[np.generic]) -> None:
    before = array.tolist()
    page_out(array)
    assert array.tolist() == before


def test_without_arrays_there_are_none() -> None:
    assert not list(StoredArrays(np.int32))
    assert StoredArrays(np.int32, 2).joined().shape == (0, 2)


def test_threads_may_read_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    parts = [np.arange(5000, dtype=np.int32) + k for k in range(50)]
    arrays = stored_arrays(parts)
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: list(arrays), range(8)):
            assert np.array_equal(found, parts)


def test_few_make_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_file(**_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(stored, "TemporaryFile", no_file)
    assert len(list(stored_arrays(ARRAYS))) == len(ARRAYS)


@only_linux_tells
def test_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    arrays = stored_arrays(ARRAYS)
    joined = arrays.joined()
    del arrays
    assert has_open(tmp_path)
    assert len(joined) == sum(map(len, ARRAYS))
    del joined
    assert not has_open(tmp_path)
    assert not any(tmp_path.iterdir())


def test_a_file_that_takes_only_a_part_is_written_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(io.BytesIO):
        def write(self, data: memoryview) -> int:  # type: ignore[override]
            return super().write(data[:1000])

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            return super().readinto(buffer[:700])

    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    monkeypatch.setattr(stored, "TemporaryFile", lambda **_: Slow())
    for found, array in zip(stored_arrays(ARRAYS), ARRAYS, strict=True):
        assert np.array_equal(found, array)


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    monkeypatch.setattr(stored, "TemporaryFile", lambda **_: Full())
    with pytest.raises(OSError, match=r"No space left"):
        stored_arrays(ARRAYS)

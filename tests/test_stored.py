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

from dedup import stored
from dedup.stored import StoredArrays

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


def test_arrays_added_after_the_last_one_that_stays_come_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", 8)
    arrays = stored_arrays([np.full(n, n, np.int32) for n in (1, 2, 1)])
    assert [array.tolist() for array in arrays] == [[1], [2, 2], [1]]


def test_without_arrays_there_are_none() -> None:
    assert not list(StoredArrays(np.int32))


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


def test_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    arrays = stored_arrays(ARRAYS)
    del arrays
    assert not any(tmp_path.iterdir())


def test_a_file_that_takes_only_a_part_is_written_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(io.BytesIO):
        def write(self, data: memoryview) -> int:  # type: ignore[override]
            return super().write(data[:1000])

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            return super().readinto(buffer[:700])

    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    monkeypatch.setattr(stored, "TemporaryFile", lambda **_: Slow())
    assert all(map(np.array_equal, stored_arrays(ARRAYS), ARRAYS))


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(stored, "IN_MEMORY", 0)
    monkeypatch.setattr(stored, "TemporaryFile", lambda **_: Full())
    with pytest.raises(OSError, match=r"No space left"):
        stored_arrays(ARRAYS)

from __future__ import annotations

import errno
import io
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from numba import typeof
from numpy.typing import NDArray

from dedup.features import mapped as module
from dedup.features.mapped import mapped, page_out


def resident_bytes() -> int:
    """Return what is in memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("n", [0, 1, 100_000])
def test_values_and_type_stay(n: int) -> None:
    array = np.arange(n, dtype=np.uint64)
    found = mapped(array)
    assert typeof(found) == typeof(array)  # or kernels would be compiled for both
    assert np.array_equal(found, array)
    page_out(found)
    assert np.array_equal(found, array)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is not known what is in memory")
def test_what_is_paged_out_takes_no_memory() -> None:
    array = mapped(np.ones(4_000_000, np.uint64))
    without = resident_bytes()
    assert array.sum() == 4_000_000
    assert resident_bytes() - without > 0.9 * array.nbytes
    page_out(array)
    assert resident_bytes() - without < 0.1 * array.nbytes


@pytest.mark.parametrize("array", [np.ones(3), np.ones(3)[1:], np.frombuffer(b"abc", np.uint8)])
def test_other_arrays_are_not_paged_out(array: NDArray[np.generic]) -> None:
    before = array.tolist()
    page_out(array)
    assert array.tolist() == before


def test_no_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    array = mapped(np.arange(10))
    del array
    assert not any(tmp_path.iterdir())


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, "TemporaryFile", lambda **_: Full())
    with pytest.raises(OSError, match=r"No space left"):
        mapped(np.arange(10))

"""Arrays that are written once and seldom read: in memory while they are small, else in a temporary file."""

from __future__ import annotations

import mmap
import weakref
from collections.abc import Iterator
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from dedup.lengths import shares_of

Value = TypeVar("Value", bound=np.generic)

IN_MEMORY: Final = 1 << 24
"""Bytes that stay in memory: 40,000 articles need no more of any, which is not worth a file."""

_TURN: Final = 1 << 25
"""Bytes of an array in a turn, see `in_turns`."""

_AT_ONCE: Final = 1 << 18
"""Bytes written at a time: what is written at once Linux may keep as one page, of up to 2 MB, all of which comes into
memory when any of it is read. With 64 KB reading takes a quarter longer."""

_NOT_NEEDED: Final[int | None] = getattr(mmap, "MADV_DONTNEED", None)


class StoredArrays(Generic[Value]):
    """Arrays of one type, appended one after the other and then read in that order, by any number of threads.

    The file has no name, or on Windows is deleted on closing: it is gone with this object, or with the process. It is
    read rather than mapped, so that on any system what was read takes memory only while it is referenced.
    """

    def __init__(self, dtype: type[Value], *shape: int) -> None:
        """Start without arrays and without a file; each row of the arrays will have that `shape`."""
        self._dtype, self._shape = dtype, shape
        self._lengths: list[int] = []
        self._held: list[NDArray[Value]] = []
        self._n_bytes = 0
        self._file: Any = None
        self._lock = Lock()

    def append(self, array: NDArray[Value]) -> None:
        """Append an array (n, *shape), which must not change afterwards; `OSError` where the disk is full."""
        self._lengths.append(len(array))
        self._held.append(array)
        self._n_bytes += array.nbytes
        if self._n_bytes <= IN_MEMORY:
            return
        if self._file is None:
            self._file = TemporaryFile(prefix="dedup-", buffering=0)  # noqa: SIM115 - it stays open
            weakref.finalize(self, self._file.close)
        for each in self._held:
            rest = _bytes(each)
            while rest:
                rest = rest[self._file.write(rest[:_AT_ONCE]) :]
        self._held.clear()

    def __iter__(self) -> Iterator[NDArray[Value]]:
        """Yield all arrays; nothing can be appended afterwards."""
        yield from self._held
        if self._file is not None:
            start = 0
            for length in self._lengths:
                array = np.empty((length, *self._shape), self._dtype)
                self._read(start, array)
                yield array
                start += array.nbytes

    def joined(self) -> NDArray[Value]:
        """Return all arrays as one, which nobody may change; nothing can be appended afterwards.

        Where it is in a file, pages come into memory as they are read, and stay until `page_out`, which would undo a
        change.
        """
        if self._file is None:
            return np.concatenate([np.empty((0, *self._shape), self._dtype), *self._held])
        pages = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_COPY)
        return np.frombuffer(pages, self._dtype).reshape(-1, *self._shape)

    def _read(self, start: int, array: NDArray[Value]) -> None:
        rest = _bytes(array)
        with self._lock:  # whoever reads moves the one position in the file
            self._file.seek(start)
            while rest:
                rest = rest[self._file.readinto(rest) :]


def page_out(array: NDArray[Value]) -> None:
    """Drop from memory what was read of an array from `joined`, where it is in a file; other arrays stay as they are.

    Another thread that is reading it just gets it from the file again. On Windows the system drops it when memory is
    short.
    """
    base: Any = array
    while isinstance(base, np.ndarray):
        base = base.base
    if _NOT_NEEDED is not None and isinstance(base, memoryview) and isinstance(base.obj, mmap.mmap):
        base.obj.madvise(_NOT_NEEDED)


def in_turns(array: NDArray[Value], bounds: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield ranges of the n items with these `bounds`, (n + 1,), and page out `array` after each.

    A caller that reads the array in the order of its items has little more than `_TURN` bytes of it in memory. Shorter
    arrays have one range.
    """
    for turn in shares_of(bounds, array.nbytes // _TURN + 1):
        yield turn
        page_out(array)


def _bytes(array: NDArray[Value]) -> memoryview:
    return array.reshape(-1).view(np.uint8).data

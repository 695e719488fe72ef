"""Arrays that are written once and seldom read: in memory while they are few, and the rest in a temporary file."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=np.generic)

IN_MEMORY: Final = 1 << 24
"""Bytes that stay in memory, of those added first: 40,000 articles need no more of any, which is not worth a file."""


class StoredArrays(Generic[Value]):
    """Arrays of one type, added one after the other and then read in that order, by any number of threads.

    The file has no name, or on Windows one that goes with it: it is gone with this object, or with the process. It is
    read and not mapped, so that on any system what was read takes memory only as long as somebody has it.
    """

    def __init__(self, dtype: type[Value]) -> None:
        """Start with no array, and no file."""
        self._dtype = dtype
        self._held: list[NDArray[Value]] = []
        self._lengths: list[int] = []  # of those in the file
        self._room = IN_MEMORY
        self._file: Any = None
        self._lock = Lock()

    def append(self, array: NDArray[Value]) -> None:
        """Add an array (n,), nothing in which may change any more; `OSError` where the disk is full."""
        self._room -= array.nbytes
        if self._room >= 0:
            self._held.append(array)
            return
        if self._file is None:
            self._file = TemporaryFile(prefix="dedup-", buffering=0)  # noqa: SIM115 - it stays open
            weakref.finalize(self, self._file.close)
        rest = array.view(np.uint8).data
        while rest:
            rest = rest[self._file.write(rest) :]
        self._lengths.append(len(array))

    def __iter__(self) -> Iterator[NDArray[Value]]:
        """Yield all arrays; nothing can be added any more."""
        yield from self._held
        start = 0
        for length in self._lengths:
            yield self._read(start, length)
            start += length

    def _read(self, start: int, length: int) -> NDArray[Value]:
        array = np.empty(length, self._dtype)
        rest = array.view(np.uint8).data
        with self._lock:  # whoever reads moves the one position in the file
            self._file.seek(start * array.itemsize)
            while rest:
                rest = rest[self._file.readinto(rest) :]
        return array

"""A large array that is idle for long -> the same in a temporary file: in memory are the pages that are read."""

from __future__ import annotations

import mmap
from tempfile import TemporaryFile
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", bound=np.generic)

_NOT_NEEDED: Final[int | None] = getattr(mmap, "MADV_DONTNEED", None)


def mapped(array: NDArray[Value]) -> NDArray[Value]:
    """Return `array` (n,) as the content of a file that has no name, or on Windows one that goes with it.

    Raises `OSError` where the disk is full, for the file is written before it is mapped: a page written later, without
    room for it, would end the process. Nothing is to be written to the array that is returned.
    """
    if not len(array):  # no empty file can be mapped
        return array
    with TemporaryFile(prefix="dedup-") as file:
        file.write(array.data)
        file.flush()
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY), array.dtype)


def page_out(array: NDArray[Value]) -> None:
    """Take an array from `mapped` out of memory, till it is read again; any other stays as it is.

    On Windows that is left to the system, which does so when memory is short.
    """
    view = array.base
    if _NOT_NEEDED is not None and isinstance(view, memoryview) and isinstance(view.obj, mmap.mmap):
        view.obj.madvise(_NOT_NEEDED)

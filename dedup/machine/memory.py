"""What the interpreter and the C library do with memory that is no longer needed."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from dedup.stages import peak_memory_bytes

OBJECTS_BETWEEN_COLLECTIONS: Final = 1_000_000
"""New objects between two searches for garbage in cycles, of which a run makes hardly any: 40,000 articles leave 900.

With Python's own 700 the searches take a tenth of the time of `dedup compare`, most of it in imports, and a fifth of
that of cleaning. With this many a small job never searches, which saves a twentieth compared with 100,000.
"""

# What was returned is soon needed again: from 200 MB on, a run of 36,000 articles took 70,000 fresh pages more.
LARGE_BYTES: Final = 400_000_000

# Parameters of glibc's `mallopt`. Larger blocks than this come from the system one by one, and go back when freed.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
_LARGE_BLOCK_BYTES: Final = 16 << 20
_KEPT_BYTES: Final = 32 << 20  # freed, at the end of what a thread has


def tune() -> None:
    """Let a process of our own look for cycles seldom, and keep the blocks it frees for the next of their size.

    glibc would return them and take fresh pages, which the system clears: 260,000 pages over 36,000 articles of 960
    words, not 105,000. The most memory taken is the same.
    """
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    if mallopt := _of_glibc("mallopt"):
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BLOCK_BYTES)
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


@contextmanager
def lean() -> Iterator[None]:
    """Run a block that makes many short-lived objects and few cycles; return the memory it freed to the system.

    By default Python looks for cycles after every 700 new objects; and glibc keeps freed memory for each thread, 100 MB
    over 12,000 articles of 960 words.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], OBJECTS_BETWEEN_COLLECTIONS) if before[0] else 0, *before[1:])  # 0: off already
    try:
        yield
    finally:
        gc.set_threshold(*before)
        give_back()


def give_back() -> None:
    """Return freed memory to the system, where there was much of it and the C library is glibc."""
    if (peak_memory_bytes() or 0) >= LARGE_BYTES:
        trim()


def trim() -> None:
    """Return freed memory to the system, however little, where the C library is glibc; it takes some 5 ms."""
    if malloc_trim := _of_glibc("malloc_trim"):
        malloc_trim(0)


def _of_glibc(name: str) -> Callable[..., object] | None:
    """Return a function of glibc; None where the C library is another one."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None

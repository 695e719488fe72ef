"""What the interpreter and the C library do with memory that a stage no longer needs."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from dedup.stages import peak_memory_bytes

OBJECTS_BETWEEN_COLLECTIONS: Final = 1_000_000
"""Objects made between two searches for garbage in cycles, of which a run has hardly any: 40,000 articles leave 900.

Python's own 700 are a tenth of the seconds of `dedup compare`, most of it in imports, and a fifth of those of cleaning.
So many objects that a small job has no search at all are a twentieth less than 100,000.
"""

# To look for memory to give back takes 10 to 50 ms each time, and what it gave back is asked for again at once.
LARGE_BYTES: Final = 200_000_000


@contextmanager
def lean() -> Iterator[None]:
    """Run a block that makes many short-lived objects and few cycles; what it freed goes back to the system after it.

    Python looks for cycles each time 700 objects were made; and glibc keeps what is freed for each thread, 100 MB over
    12,000 articles of 960 words.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], OBJECTS_BETWEEN_COLLECTIONS) if before[0] else 0, *before[1:])  # 0: off already
    try:
        yield
    finally:
        gc.set_threshold(*before)
        give_back()


def give_back() -> None:
    """Give freed memory back to the system, where there was much, and the C library can be asked to: it is glibc."""
    if sys.platform != "linux" or (peak_memory_bytes() or 0) < LARGE_BYTES:
        return
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)

"""Processes that will read, started on other cores while the rest of the program is imported."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Final

from dedup.machine.processes import start_ahead
from dedup.read.locations import PAGE_EXTENSIONS

# A process is ready after 0.5 s of work. A text takes 0.4 ms, and other formats more: fewer are read as fast by one.
MIN_FILES = 256
"""So many files, or more, are read in several processes."""

MIN_BYTES = 1 << 24
"""With fewer bytes than this in two or more files, and fewer files than `MIN_FILES`, one process reads them all.

Of pages, which take 20 ms each, it may have to read some seconds' worth."""

MIN_LINES_BYTES = 3 << 23
"""Lines of smaller files are parsed by one process: those of 20 MB take 0.6 s, and a process as long to be ready."""

READ_WORKER: Final = "dedup.read.read_worker"
PAGE_WORKER: Final = "dedup.read.page_worker"
"""The modules of those that read files, and of the one that parses pages; neither is imported here."""


def make_ready(paths: Sequence[Path], n_processes: int) -> None:
    """Start what the files at and below `paths` need to be read by `n_processes`; 1 is this process alone."""
    files = _some_files(paths)
    n = _n_readers(list(map(size_of, files)), n_processes)
    if n:
        start_ahead(READ_WORKER, n)
    elif any(file.suffix.lower() in PAGE_EXTENSIONS for file in files):
        start_ahead(PAGE_WORKER)


def are_many(sizes: Sequence[int]) -> bool:
    """Return whether files of these sizes, in bytes, are read by other processes alone."""
    return len(sizes) > 1 and (len(sizes) >= MIN_FILES or sum(sizes) >= MIN_BYTES)


def size_of(file: Path) -> int:
    """Return the size of a file in bytes; 0 where it is unknown, which reading it will report."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _n_readers(sizes: Sequence[int], n_processes: int) -> int:
    """Return how many other processes are sure to read files of these sizes, or parts of one."""
    if n_processes == 1:
        return 0
    if are_many(sizes):
        return min(n_processes, len(sizes))
    return n_processes - 1 if max(sizes, default=0) >= MIN_LINES_BYTES else 0


def _some_files(paths: Sequence[Path]) -> list[Path]:
    """Return the files at and below `paths`, or as many of them as it takes to decide."""
    named = (path for path in paths if os.path.isfile(path))  # noqa: PTH113 - what cannot be looked into is none
    below = (Path(folder, name) for path in paths for folder, _, names in os.walk(path) for name in names)
    return list(islice(chain(named, below), MIN_FILES))

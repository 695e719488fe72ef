"""Many files -> articles, read by several processes at once."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from functools import partial

from dedup.read.ahead import MIN_FILES
from dedup.read.files import read_file
from dedup.read.later import read_file_with
from dedup.read.locations import InputFile
from dedup.read.pool import Readers
from dedup.read.reader import Found, Reader
from dedup.settings import Settings

MIN_BYTES = 1 << 24
"""Where there are neither so many bytes in two or more files, nor `MIN_FILES`, one process reads them all.

Of pages, which take 20 ms, some seconds' work is left to one.
"""

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_BATCH_FILES = 64
_BATCH_BYTES = 1 << 20


def read_files(files: Sequence[InputFile], settings: Settings) -> Generator[tuple[int, list[Found]], None, None]:
    """Yield how many of `files` are read, and what was found in those since, in their order.

    It is the same whatever the number of processes, `settings.jobs`. Each takes about 150 MB.
    """
    sizes = [_size(file) for file in files]
    n_processes = settings.jobs or n_cores()
    if n_processes == 1:
        for done, file in enumerate(files, 1):
            yield done, list(read_file(file.path, settings, location=file.location))
    elif len(files) == 1 or (len(files) < MIN_FILES and sum(sizes) < MIN_BYTES):
        with Readers(n_processes) as readers:
            for done, file in enumerate(files, 1):
                yield done, read_file_with(readers, file, settings)
    else:
        with Readers(min(n_processes, len(files))) as readers:
            batches = list(_batches(files, sizes))
            done = 0
            results = [readers.submit(partial(_read, batch, settings)) for batch in batches]
            for batch, found in zip(batches, results, strict=True):
                done += len(batch)
                yield done, found.result()


def _read(batch: Sequence[InputFile], settings: Settings, reader: Reader) -> list[Found]:
    return reader.read(batch, settings)


def n_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(files: Sequence[InputFile], sizes: Sequence[int]) -> Iterator[list[InputFile]]:
    batch: list[InputFile] = []
    n_bytes = 0
    for file, size in zip(files, sizes, strict=True):
        batch.append(file)
        n_bytes += size
        if len(batch) == _BATCH_FILES or n_bytes >= _BATCH_BYTES:
            yield batch
            batch, n_bytes = [], 0
    if batch:
        yield batch


def _size(file: InputFile) -> int:
    """Return the bytes of a file; 0 where it cannot be told, which reading it will say."""
    try:
        return file.path.stat().st_size
    except OSError:
        return 0

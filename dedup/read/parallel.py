"""Many files -> articles, read by several processes at once."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from dedup.read.columns import Found
from dedup.read.files import read_file
from dedup.read.later import read_file_with
from dedup.read.locations import InputFile
from dedup.read.pool import Readers
from dedup.read.reader import Reader
from dedup.settings import Settings

# A process is ready after 0.5 s of work, and after 1 s where it must identify languages. A text takes 0.4 ms, so that
# fewer are read as fast by one; of pages, which take 20 ms, some seconds' work is left to one.
MIN_FILES = 256
MIN_BYTES = 1 << 24
"""Where there are neither so many files nor so many bytes in two or more, one process reads them all."""

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
        with Readers(n_processes - 1) as readers:  # this one reads too
            for done, (file, size) in enumerate(zip(files, sizes, strict=True), 1):
                yield done, read_file_with(readers, file, size, settings)
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


def are_small_folders(folders: Sequence[Path]) -> bool:
    """Return whether `folders` hold files, and too few of them to be read in several processes."""
    names = (name for folder in folders for _, _, names in os.walk(folder) for name in names)
    return 0 < sum(1 for _ in islice(names, MIN_FILES)) < MIN_FILES


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

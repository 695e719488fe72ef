"""Many files -> articles, read by several processes at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from dedup.machine.processes import n_cores
from dedup.read.ahead import MIN_LINES_BYTES, are_many, size_of
from dedup.read.columns import Found
from dedup.read.compression import uncompressed_name
from dedup.read.files import Entries, read_entries, read_listed
from dedup.read.formats import FORMATS
from dedup.read.languages import start_of
from dedup.read.later import read_file_with
from dedup.read.locations import PAGE_EXTENSIONS, InputFile
from dedup.read.parts import in_parts
from dedup.read.read_worker import ReadWorker, ReadWorkers
from dedup.read.spill import Spill
from dedup.settings import Settings

# Enough work to make messages cheap, and little enough that all are done at about the same time.
_BATCH_FILES = 64
_BATCH_BYTES = 1 << 20
# So many are held: some 3 MB of pages.
_FILES_AHEAD = 64


def read_files(files: Sequence[InputFile], settings: Settings) -> Generator[tuple[int, list[Found]], None, None]:
    """Yield how many of `files` have been read, and what was found in those since the last time, in order.

    The result does not depend on the number of processes, `settings.jobs`. Each takes about 70 MB, and 40 MB more where
    it identifies languages. Large numbers of texts are not held in memory.

    Raises:
        InputError: where there is no room for them elsewhere.
    """
    spill = Spill()
    sizes = [size_of(file.path) for file in files]
    n_processes = settings.jobs or n_cores()
    if n_processes == 1:
        for done, file in enumerate(files, 1):
            found: list[Found] = []
            for part in in_parts(read_listed(file.path, settings, location=file.location, tell_language=start_of)):
                spill.take(part)
                found += part
            yield done, found
    elif not are_many(sizes):
        with ReadWorkers(n_processes - 1, spill) as readers:  # this one reads too
            ahead = _entries_ahead(files, sizes, settings)
            for done, (entries, size) in enumerate(zip(ahead, sizes, strict=True), 1):
                yield done, read_file_with(readers, entries, settings, share_lines=size >= MIN_LINES_BYTES)
    else:
        with ReadWorkers(min(n_processes, len(files)), spill) as readers:
            yield from _read_batches(readers, list(_batches(files, sizes)), settings)


def _entries_ahead(files: Sequence[InputFile], sizes: Sequence[int], settings: Settings) -> Iterator[Entries]:
    """Yield the entries of each file; small pages are given to the process that parses them before their turn."""
    begun: deque[Entries] = deque()
    for file, size in zip(files, sizes, strict=True):
        entries = read_entries(file.path, settings, location=file.location)
        is_small_page = size < _BATCH_BYTES and file.path.suffix.lower() in PAGE_EXTENSIONS
        begun.append(iter(list(entries)) if is_small_page else entries)
        if len(begun) > _FILES_AHEAD:
            yield begun.popleft()
    yield from begun


def _read_batches(
    readers: ReadWorkers, batches: Sequence[_Batch], settings: Settings
) -> Generator[tuple[int, list[Found]], None, None]:
    results = [None if batch.is_shared else readers.submit(partial(_read, batch.files, settings)) for batch in batches]
    done = 0
    for batch, result in zip(batches, results, strict=True):
        done += len(batch.files)
        if result:
            yield done, result.result()
        else:
            entries = read_entries(batch.files[0].path, settings, location=batch.files[0].location)
            yield done, read_file_with(readers, entries, settings, share_lines=True)


def _read(batch: Sequence[InputFile], settings: Settings, reader: ReadWorker) -> list[Found]:
    return reader.read(batch, settings)


@dataclass
class _Batch:
    """Files that one process reads."""

    files: list[InputFile]
    n_bytes: int
    is_shared: bool = False
    """True of one file that several share: it may be larger than all others together."""


def _batches(files: Sequence[InputFile], sizes: Sequence[int]) -> Iterator[_Batch]:
    batch = _Batch([], 0)
    for file, size in zip(files, sizes, strict=True):
        is_shared = size >= MIN_LINES_BYTES and _is_called_lines(file)
        if batch.files and (is_shared or len(batch.files) == _BATCH_FILES or batch.n_bytes >= _BATCH_BYTES):
            yield batch
            batch = _Batch([], 0)
        if is_shared:
            yield _Batch([file], size, is_shared=True)
        else:
            batch.files.append(file)
            batch.n_bytes += size
    if batch.files:
        yield batch


def _is_called_lines(file: InputFile) -> bool:
    return uncompressed_name(file.path.name).lower().endswith(FORMATS["json-lines"].extensions)

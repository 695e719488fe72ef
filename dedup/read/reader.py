"""Processes that read files for another, and identify languages: they take batches, and give what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from dedup.article import Article
from dedup.read.columns import Columns, Found, columns_of
from dedup.read.files import found_in, read_file
from dedup.read.languages import identify_start
from dedup.read.locations import InputFile
from dedup.read.records import Lines
from dedup.read.spill import Spill
from dedup.settings import Settings
from dedup.workers import Work, Worker, Workers

# What is found goes out in parts of about this many characters, so that no file is in memory twice.
_PART_CHARS = 1 << 22
# A part is at most this long; most of an article's memory is not its text where texts are short.
_PART_ITEMS = 2_000


class Reader(Worker):
    """One of the processes, from the side of the one that has something to read."""

    def __init__(self, spill: Spill) -> None:
        super().__init__()
        self._spill = spill

    def read(self, files: Sequence[InputFile], settings: Settings) -> list[Found]:
        """Return what `read_file` says of each of `files`, in their order.

        Raises what reading raises, and `WorkerEndedError` where the process ends, such as by want of memory.
        """
        where = files[0].location if len(files) == 1 else f"{files[0].location} to {files[-1].location}"
        return self._found(partial(_found_in_files, files, settings), f"read {where}")

    def parse(self, place: str, lines: Lines, settings: Settings) -> list[Found]:
        """Return what `found_in` says of `lines`; raises what `read` does."""
        return self._found(partial(_found_in, place, lines, settings), f"read {place}")

    def identify(self, starts: Sequence[str]) -> list[str]:
        """Return the language of each of `starts`, see `start_of`; `WorkerEndedError` where the process ends."""
        return [each for part in self.answers(partial(_languages, starts), "identified languages") for each in part]

    def _found(self, work: Work, doing: str) -> list[Found]:
        return [each for columns in self.answers(work, doing) for each in self._spill.take_columns(columns)]


class Readers(Workers[Reader]):
    """The processes; they are started when there is work for them, and ended with the `with` block."""

    def __init__(self, n_processes: int, spill: Spill) -> None:
        super().__init__([Reader(spill) for _ in range(n_processes)])
        self.spill = spill

    def __enter__(self) -> Readers:
        return self


def _languages(starts: Sequence[str]) -> Iterator[list[str]]:
    yield list(map(identify_start, starts))


def _found_in(place: str, lines: Lines, settings: Settings) -> Iterator[Columns]:
    yield from _in_columns(found_in(place, lines, settings))


def _found_in_files(files: Sequence[InputFile], settings: Settings) -> Iterator[Columns]:
    yield from _in_columns(found for file in files for found in read_file(file.path, settings, location=file.location))


def _in_columns(found: Iterable[Found]) -> Iterator[Columns]:
    part: list[Found] = []
    n_chars = 0
    for each in found:
        part.append(each)
        n_chars += each.n_chars if isinstance(each, Article) else 0
        if n_chars >= _PART_CHARS or len(part) >= _PART_ITEMS:
            yield columns_of(part)
            part, n_chars = [], 0
    if part:
        yield columns_of(part)

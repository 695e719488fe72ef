"""Processes that read files for another, and identify languages: they take batches, and return what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from dedup.machine.workers import Worker, Workers
from dedup.machine.workers import serve as serve_work
from dedup.read.columns import Found, FoundColumns, columns_of
from dedup.read.files import found_in, read_listed
from dedup.read.languages import identify_starts, start_of
from dedup.read.locations import InputFile
from dedup.read.parts import in_parts
from dedup.read.records import Lines
from dedup.read.spill import Spill
from dedup.settings import Settings


class ReadWorker(Worker):
    """One of the processes, seen from the one that has something to read."""

    module = __name__

    def __init__(self, spill: Spill) -> None:
        super().__init__()
        self._spill = spill

    def read(self, files: Sequence[InputFile], settings: Settings) -> list[Found]:
        """Return what `read_listed` yields for each of `files`, in their order.

        Raises what reading raises, and `WorkerEndedError` where the process ends, such as for want of memory.
        """
        where = files[0].location if len(files) == 1 else f"{files[0].location} to {files[-1].location}"
        parts = self.answers(partial(_found_in_files, files, settings), f"read {where}")
        return _take(parts, self._spill)

    def parse(self, place: str, lines: Lines, settings: Settings) -> list[FoundColumns]:
        """Return what `found_in` yields for `lines`, for `ReadWorkers.take`; raises what `read` does."""
        return list(self.answers(partial(_found_in, place, lines, settings), f"read {place}"))

    def identify(self, starts: Sequence[str]) -> list[str]:
        """Return the language of each of `starts`, see `start_of`; `WorkerEndedError` where the process ends."""
        return [each for part in self.answers(partial(_languages, starts), "identified languages") for each in part]


class ReadWorkers(Workers[ReadWorker]):
    """The processes; they are started when there is work for them, and ended with the `with` block."""

    def __init__(self, n_processes: int, spill: Spill) -> None:
        super().__init__([ReadWorker(spill) for _ in range(n_processes)])
        self.spill = spill

    def __enter__(self) -> ReadWorkers:
        super().__enter__()
        return self

    def take(self, parts: Iterable[FoundColumns]) -> list[Found]:
        """Return what is in `parts`, with the texts moved to the spill."""
        return _take(parts, self.spill)


def _take(parts: Iterable[FoundColumns], spill: Spill) -> list[Found]:
    return [each for columns in parts for each in spill.take_columns(columns)]


def serve() -> None:
    """Do the work that comes in; what it needs is imported beforehand, with this module."""
    serve_work()


def _languages(starts: Sequence[str]) -> Iterator[list[str]]:
    yield identify_starts(starts)


def _found_in(place: str, lines: Lines, settings: Settings) -> Iterator[FoundColumns]:
    yield from map(columns_of, in_parts(found_in(place, lines, settings, tell_language=start_of)))


def _found_in_files(files: Sequence[InputFile], settings: Settings) -> Iterator[FoundColumns]:
    found = (read_listed(each.path, settings, location=each.location, tell_language=start_of) for each in files)
    yield from map(columns_of, in_parts(chain.from_iterable(found)))

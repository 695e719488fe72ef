"""A process that reads files for another, and identifies languages: it takes batches, and gives what it finds.

Messages are pickles on standard input and output. They pass between two processes of one command and are never kept.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import Any, BinaryIO, NoReturn, cast

from dedup.errors import DedupError
from dedup.read.columns import Columns, Found, columns_of
from dedup.read.files import found_in, read_file
from dedup.read.languages import identify_starts, start_of
from dedup.read.locations import InputFile
from dedup.read.parts import in_parts
from dedup.read.processes import start
from dedup.read.records import Lines
from dedup.read.spill import Spill
from dedup.settings import Settings

_Work = Callable[[], Iterator[object]]
"""What a process is to do, and gives answers of in parts; a function of this module with its arguments."""

# A library that is at work hears of it only when it is done.
_SECONDS_TO_END = 2.0


class ReaderEndedError(DedupError):
    """A process that reads has ended before its work was done."""


class Reader:
    """The process, from the side of the one that has something to read."""

    def __init__(self, spill: Spill) -> None:
        self._spill = spill
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, files: Sequence[InputFile], settings: Settings) -> list[Found]:
        """Return what `read_file` says of each of `files`, in their order.

        Raises what reading raises, and `ReaderEndedError` where the process ends, such as by want of memory.
        """
        where = files[0].location if len(files) == 1 else f"{files[0].location} to {files[-1].location}"
        return self._found(partial(_found_in_files, files, settings), f"in {where}")

    def parse(self, place: str, lines: Lines, settings: Settings) -> list[Found]:
        """Return what `found_in` says of `lines`; raises what `read` does."""
        return self._found(partial(_found_in, place, lines, settings), f"in {place}")

    def identify(self, starts: Sequence[str]) -> list[str]:
        """Return the language of each of `starts`, see `start_of`; `ReaderEndedError` where the process ends."""
        return [
            each
            for part in self._answers(partial(_languages, starts), "while it identified languages")
            for each in part
        ]

    def _found(self, work: _Work, where: str) -> list[Found]:
        return [each for columns in self._answers(work, where) for each in self._spill.take_columns(columns)]

    def _answers(self, work: _Work, where: str) -> Iterator[Any]:
        """Yield what the process says of each part of `work`."""
        if self._process is None:
            self._process = start(__name__)
        try:
            _send(cast(BinaryIO, self._process.stdin), work)
            while (answer := _receive(cast(BinaryIO, self._process.stdout))) is not None:
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        except (OSError, EOFError) as error:
            message = f"a process that reads was ended, perhaps for want of memory, {where}: try fewer --jobs"
            raise ReaderEndedError(message) from error

    def close(self) -> None:
        """End the process, and the one that parses pages for it."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        with suppress(OSError):  # what was not sent is not needed
            cast(BinaryIO, process.stdin).close()
        cast(BinaryIO, process.stdout).close()


def serve() -> None:
    """Do the work that comes, until there is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    signal.signal(signal.SIGTERM, _leave)
    batches, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    while True:
        try:
            work = _receive(batches)
        except EOFError:
            return
        try:
            for part in work():
                _send(answers, part)
            _send(answers, None)
        except (DedupError, MemoryError) as error:
            _send(answers, error)


def _languages(starts: Sequence[str]) -> Iterator[list[str]]:
    yield identify_starts(starts)


def _found_in(place: str, lines: Lines, settings: Settings) -> Iterator[Columns]:
    yield from map(columns_of, in_parts(found_in(place, lines, settings, tell_language=start_of)))


def _found_in_files(files: Sequence[InputFile], settings: Settings) -> Iterator[Columns]:
    found = (read_file(each.path, settings, location=each.location, tell_language=start_of) for each in files)
    yield from map(columns_of, in_parts(chain.from_iterable(found)))


def _leave(number: int, _: object) -> NoReturn:
    """Leave by way of what is registered with `atexit`, which ends the process for pages; by default none is run."""
    raise SystemExit(128 + number)


def _send(stream: BinaryIO, message: object) -> None:
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _receive(stream: BinaryIO) -> Any:
    try:
        return pickle.load(stream)
    except pickle.UnpicklingError as error:  # the process was ended in the middle of a message
        raise EOFError from error

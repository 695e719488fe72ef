"""Reading no more than the settings allow: the one place where bytes are taken from a stream."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from dedup.read.compression import HEAD, DamagedError, LimitError
from dedup.read.records import Entry, FormatReader
from dedup.settings import Settings

MEGABYTE = 1 << 20
# Large enough for any detector of encodings, small enough to hold.
_BLOCK_BYTES = 4 * MEGABYTE
LINES_BYTES = 2 * MEGABYTE
"""Lines to parse at once: 0.05 s of work."""


class TooLargeError(ValueError):
    """A file, or the part of it that must be read at once, is larger than the settings allow."""


def read_whole(stream: BinaryIO, max_mb: float, option: str) -> tuple[bytes, DamagedError | None]:
    """Return all bytes of a stream, and the error that cut them short where compressed data is damaged.

    Raises:
        TooLargeError: where there are more than `max_mb` megabytes, naming the `option` that sets them; no more than
            that is ever held in memory.
        DamagedError: where nothing precedes the damage.
    """
    parts: list[bytes] = []
    n_left = int(max_mb * MEGABYTE)
    try:
        for part in _parts(stream):
            parts.append(part)
            n_left -= len(part)
            if n_left < 0:
                raise TooLargeError(f"more than {max_mb:g} MB: raise {option} to read it")
    except DamagedError as error:
        if not parts:
            raise
        return b"".join(parts), error
    return b"".join(parts), None


_ReadBytes = Callable[[bytes, Settings], Iterator[Entry]]


def of_record(read: _ReadBytes) -> FormatReader:
    """Make a reader of a function that takes the bytes of one article; see `_reader_of`."""
    return _reader_of(read, "max_record_mb")


def of_document(read: _ReadBytes) -> FormatReader:
    """Make a reader of a function that takes the bytes of a document of many articles; see `_reader_of`."""
    return _reader_of(read, "max_document_mb")


def _reader_of(read: _ReadBytes, limit: str) -> FormatReader:
    """Return a reader that gives `read` no more bytes than the setting `limit` allows.

    Where compressed data is damaged, `read` gets what precedes the damage, and the error is raised last.
    """

    @functools.wraps(read)
    def reader(stream: BinaryIO, settings: Settings) -> Iterator[Entry]:
        option = "--" + limit.replace("_", "-")
        data, damage = read_whole(stream, getattr(settings, limit), option)
        yield from read(data, settings)
        if damage:
            raise damage

    return reader


def _parts(stream: BinaryIO, n_bytes: int = MEGABYTE) -> Iterator[bytes]:
    """Yield the stream piece by piece: a single `read` would lose what it has unpacked when it meets damage."""
    read: Any = getattr(stream, "read1", stream.read)
    while part := read(n_bytes):
        yield part


def read_lines(stream: BinaryIO, max_mb: float) -> Iterator[bytes | None]:
    """Yield the lines of a stream with their ends, and None for each that has more than `max_mb` megabytes."""
    max_bytes = int(max_mb * MEGABYTE)
    while line := stream.readline(max_bytes + 1):
        if len(line) <= max_bytes:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MEGABYTE)
        yield None


def read_line_blocks(stream: BinaryIO, max_mb: float, begun: bytes) -> Iterator[bytes]:
    """Yield the stream in blocks of a few megabytes, each of which ends with a line, except perhaps the last.

    The first begins with `begun`, which was taken from the stream before. Of a line longer than `max_mb` megabytes and
    than a block, only as much is held and yielded as shows its length. Whatever ends the stream is raised after the
    whole lines before it.
    """
    most = LINES_BYTES + int(max_mb * MEGABYTE) + 1
    parts: list[bytes] = []
    n_bytes = 0
    try:
        for part in chain([begun], _parts(stream, HEAD)):
            if n_bytes + len(part) >= LINES_BYTES and (end := part.rfind(b"\n") + 1):
                yield b"".join((*parts, memoryview(part)[:end]))
                parts, n_bytes = [part[end:]], len(part) - end
            elif n_bytes < most:
                parts.append(part)
                n_bytes += len(part)
    except (OSError, DamagedError, LimitError):
        rest = b"".join(parts)
        if end := rest.rfind(b"\n") + 1:
            yield rest[:end]
        raise
    if rest := b"".join(parts):
        yield rest


def read_blocks(stream: BinaryIO, max_mb: float) -> Iterator[bytes]:
    """Yield the stream in blocks of some megabytes, each of which ends with a line, except perhaps the last.

    Raises:
        TooLargeError: where a line has more than about `max_mb` megabytes.
        DamagedError: after the whole lines before the damage.
    """
    rest = bytearray()
    try:
        for part in _parts(stream):
            rest += part
            if len(rest) >= _BLOCK_BYTES and (end := rest.rfind(b"\n") + 1):
                yield bytes(rest[:end])
                del rest[:end]
            elif len(rest) > _BLOCK_BYTES + max_mb * MEGABYTE:
                raise TooLargeError(f"a line of more than {max_mb:g} MB: raise --max-record-mb to read it")
    except DamagedError:
        yield bytes(rest[: rest.rfind(b"\n") + 1])
        raise
    if rest:
        yield bytes(rest)
